"""Every sentence and word of the Journal mode (screens.md sections 5 and 6.15)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spec_tui.spec_tree.model import EntryKind
    from spec_tui.work.item import Status

JOURNAL = "Journal"

# Views
VIEWS = (
    ("1", "tree", "Tree"),
    ("2", "session", "Session"),
    ("3", "links", "Links"),
    ("4", "deliverables", "Deliverables"),
)
READING = "Reading the specs"
READING_PAGE = "Reading the journal"
EMPTY = "No specs yet. N writes one; b builds them from SPEC.md."
GONE = "This spec is not there any more."
NOT_HERE = "There is no spec {name} here."
NOTHING_NEW = "Nothing changed on disk."
NOTHING_HERE = "Nothing to open here."
SELECT_SPEC = "Select a spec first."

# Tree
SPECS = "Specs"
DONE_OF = "{done} of {total} done"
STATES: Mapping[Status, tuple[str, str, str]] = {
    "pending": ("○", "$muted", "plan"),
    "in_progress": ("◐", "$warning", "doing"),
    "review": ("◐", "$warning", "review"),
    "blocked": ("■", "$error", "blocked"),
    "done": ("✓", "$success", "done"),
}
"""Glyph, colour and word of a status."""
RUNNING = "running"
FOLDED = "{count} below"
SHOW_TITLE = "Show which specs?"
SHOW_ROWS = ("all", "planned", "being worked on", "blocked", "done")
SHOWS: tuple[tuple[Status, ...], ...] = (
    (), ("pending",), ("in_progress", "review"), ("blocked",), ("done",),
)  # fmt: skip
NO_SUCH = "No spec is {what}. esc shows all again."

# Session
SESSION = "Session {number}"
KINDS: Mapping[EntryKind, str] = {
    "plan": "plan",
    "change": "spec",
    "implement": "implement",
    "test": "test",
    "issue": "issue",
    "commit": "commit",
    "deliver": "deliver",
    "note": "note",
}
"""The word of a kind in the timeline."""
KIND_STYLES: Mapping[EntryKind, str] = {"test": "$success", "issue": "$error"}
SOLVED = "solved: {words}"
NOW = "now"
NOW_ADDS = "n adds an entry"
OFFERED = "new"
OFFER_TAKES = "enter records it"
NO_SESSION = "No session yet. n starts one."
NONE_RUNS = "No session is running. n starts one."
SUMMARY = "summary"
CLOSED = {
    "completed": ("✓", "$success"),
    "partial": ("◐", "$warning"),
    "blocked": ("■", "$error"),
}
RUNS = "running"
NOT_CLOSED = "not closed"
NOTHING_RECORDED = "nothing recorded"

# Facts
STATUS = "Status"
PARENT = "Parent"
PLAN = "Plan"
UPDATED = "Updated"
APPROVED = "approved"
NOT_APPROVED = "not approved: a approves it"
NEVER_APPROVED = "never approved"
NO_JOURNAL = "no journal yet"
BACKFILLED = "written afterwards"
CRITERIA = "Criteria"
MET = "{done} of {total}"
NO_CRITERIA = "none written"
DELIVERABLES = "Deliverables"
METRICS = "Metrics"
FILES = "Files"
LINKS = "Links"
LINKS_COUNT = "{out} out, {back} back"
TO_MEND = "{count} to mend"
SHORT_FACTS = "criteria {done} of {total}"

# Links
LEADS_TO = "Leads to"
LEADS_HERE = "Leads here"
MISSING = "Missing"
NO_LINKS = "No link leads from here or to here."
LINK_STATES = {
    "ok": ("✓", "$success", ""),
    "web": ("✓", "$muted", "web"),
    "dead": ("✗", "$error", "leads nowhere"),
    "ambiguous": ("!", "$warning", "leads to several"),
    "outside": ("!", "$warning", "leads outside"),
}
LACKS = "{path} does not link to {to}"
MEND_ROWS = ("add the link", "open the file")
WHY = {
    "context": "its journal",
    "spec": "its spec",
    "parent": "its parent",
    "child": "what lies below it",
    "deliverable": "what it delivers",
    "dependency": "what needs it",
}
WEB = "This leads to the web: {target}"
CANNOT_FOLLOW = "This leads nowhere: {target}"

# Deliverables
COLUMNS = ("Type", "File", "State", "About")
THERE = "there"
NOT_THERE = "missing"
NO_DELIVERABLES = "Nothing delivered yet. n, 7 writes down what is."

# New
NEW_TITLE = "{spec}: what are you doing now?"
GATED = "The plan is not approved yet: until a approves it, only planning and notes are written."
NEW_ROWS: Mapping[EntryKind, str] = {
    "plan": "plan",
    "change": "spec: something was changed in it",
    "implement": "implement",
    "test": "test",
    "issue": "issue, and how it was solved",
    "commit": "commit",
    "deliver": "deliverable",
    "note": "note",
}
NEW_DONE = "done: close the session"
START_TITLE = "No session of {spec} is running"
START_ROWS = ("start a session", "start a session with a title …")
START_LINE = "Its title, such as Mount at boot"
COMMIT_TITLE = "Which commit?"
COMMIT_ALL = "all {count}"
COMMIT_OTHER = "another …"
TYPE_TITLE = "What kind of deliverable?"
TYPE_OTHER = "another …"
TYPE_LINE = "Its kind, such as playbooks"
KIND_TITLES: Mapping[str, str] = {
    "plan": "Plan of {spec}",
    "change": "Change to {spec}",
    "implement": "Implementation of {spec}",
    "test": "Test of {spec}",
    "issue": "Issue of {spec}",
    "commit": "Commit for {spec}",
    "deliver": "Deliverable of {spec}: {value}",
    "note": "Note on {spec}",
    "resolve": "How the issue of {spec} was solved",
    "close": "Close the session of {spec}: {value}",
}
FIELDS = {
    "words": "",
    "resolution": "Solved by",
    "commit": "Commit",
    "file": "File",
    "about": "About",
    "source": "Taken from",
}
"""The label of each field of a form."""
HINT_LINE = "enter saves, ctrl+j makes a new line, esc keeps it for later"
HINT_BOX = "enter makes a new line, ctrl+s saves, esc keeps it for later"
HINT_FIELDS = "enter goes on, ctrl+s saves, esc keeps it for later"
HINT_SHORT = "ctrl+s saves, esc keeps it"
OPTIONAL = {
    "resolution": "may stay empty",
    "commit": "may stay empty",
    "about": "may stay empty",
    "source": "a file that is there already, to take it over; may stay empty",
}
TYPE_WORDS = "Type the words first."
TYPE_FILE = "Type the name of the file first."
HASH = "its hash, 7 to 40 digits"
KEPT = "Kept for later: n goes on with it."

# Draft
HALF_TYPED = {
    "plan": "plan",
    "change": "change",
    "implement": "entry",
    "test": "test",
    "issue": "issue",
    "resolve": "resolution",
    "commit": "commit",
    "deliver": "deliverable",
    "note": "note",
    "close": "summary",
}
"""What half-typed words are, by kind."""
DRAFT_TITLE = "A half-typed {what} of {spec} is kept: “{words}”"
DRAFT_TEXT = "A change of {spec} that was not saved is kept"
DRAFT_ROWS = ("go on with it", "leave it for later", "throw it away")
DRAFT_GONE = "Thrown away."
DRAFT_NO_SPEC = "A half-typed {what} of {spec} is kept, which is not here any more: “{words}”"
DRAFT_COPY = "copy it"
DRAFT_COPIED = "Copied. It is kept all the same."

# Changes
STATUS_TITLE = "Status of {spec}"
STATUSES = ("planning", "implementing", "completed", "blocked")
CLOSE_TITLE = "How does the session of {spec} end?"
CLOSE_ROWS = ("completed", "partial: there is more to do", "blocked: it cannot go on")
NOTHING_RUNS = "No session of {spec} is running. n starts one."
APPROVED_ALREADY = "The plan of {spec} is approved already."
TICK_TITLE = "Tick a criterion of {spec}"
NO_CRITERIA_HERE = "{spec} has no criteria yet. e opens it."
NO_BOX = "This criterion is written without a box. e opens it."
SPEC_TITLE = "A new spec"
SPEC_ROWS = {
    "epic": "an epic",
    "feature": "a feature of {parent}",
    "task": "a task of {parent}",
}
SPEC_LINE = "Its title"

# Build
BUILD = "Build the tree from SPEC.md"
BUILD_NOTHING = "Nothing would change: the tree says what SPEC.md says."

# Free editor
UNSAVED = "not saved"
SAVED = "saved"
EMPTY_PREVIEW = "Nothing to read yet."
ONLY_EDITOR = "This text has line ends that would not survive here. e opens it in your editor."
SAME = "Nothing was changed."
NOT_SAVED_YET = "The text is not saved yet: ctrl+s saves it, esc asks."
UNSAVED_TITLE = "The text was changed and is not saved."
UNSAVED_ROWS = ("save it", "go on editing", "throw the change away")
