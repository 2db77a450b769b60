"""Words of the screen of Sync (screens.md 6.14)."""

from __future__ import annotations

SYNC = "Sync"
VIEWS = (("1", "artifacts", "Board"), ("2", "traceability", "Traces"), ("3", "sync", "Sync"))

# The target
TARGET = "local › {url}, project {project}"
TARGET_ALONE = "local › {url}"
NO_TARGET = "local › nowhere"
NO_PROJECT = "none"
SOURCES = "URL: {url}   project: {project}   key: {key}"
BY_DEFAULT = "the default"
FROM_FLAG = "the command line"
NONE = "none"

# Before and while reading
NOT_ASKED = (
    "The server was not asked yet. r asks it what a push of {what} would change; nothing is sent."
)
NO_KEY = "No key. Set OMOIOS_API_KEY; nothing was sent."
NO_PROJECT_SET = (
    "No project. Set OMOIOS_PROJECT_ID; `spec-tui projects` lists them. Nothing was sent."
)
READING = "Asking {origin}, nothing is sent."
WHAT = {"items": "tickets and tasks", "specs": "requirements and designs"}
NEWS = "Read again."

# The plan
PLAN = {"items": "Plan", "specs": "Specs"}
COLUMNS = ("Action", "Id", "Title", "What")
GROUPS = (
    "create", "update", "sending", "trying", "sent", "duplicate", "conflict", "failed", "stopped",
    "left out", "skip", "same",
)  # fmt: skip
"""What a row can be, in the order of the counts."""
LOOK = {
    "create": ("+", "$primary"),
    "update": ("◐", "$warning"),
    "sending": ("◐", "$primary"),
    "trying": ("!", "$warning"),
    "sent": ("✓", "$success"),
    "duplicate": ("≠", "$foreground"),
    "conflict": ("!", "$error"),
    "failed": ("✗", "$error"),
    "stopped": ("○", "$muted"),
    "left out": ("–", "$muted"),
    "skip": ("○", "$muted"),
    "same": ("✓", "$success"),
}
"""Glyph and colour of each."""
ITEMS = "{count} items"
ITEM = "1 item"
AFTER = "after {ids}"
REMOVED = "it was removed on the server"
DUPLICATE = "server has “{title}”, {score} % alike"
TWIN = "The server has “{title}”, {score} % alike, {id}."
BOTH = "changed here and there"
THEIRS = "changed on the server: {fields}"
TRYING = "failed: {why}"
CREATED = "created"
UPDATED = "updated: {fields}"
ERROR = "1 error"
ERRORS = "{count} errors"
CURRENT = "current"
FILTERED = "shown: {only}. esc shows all."
SENDING = "Sending {settled} of {total}"

# Below the list
HERE = "here"
SERVER = "server"
SENT_LAST = "last sent {date}"
NOTHING = "—"
LINES = "{first} … {count} lines"
NEW_THERE = "Not on the server yet."
MORE_FIELDS = "{count} more fields differ; enter shows them."
MORE_FIELD = "One more field differs; enter shows it."
BEFORE = "Nothing is sent before you press ctrl+s. The server keeps everything."
STOPS = "esc stops after what is in flight. What was sent is remembered."
STOPPING = "Stopping after what is in flight."
AFTERWARDS = "r reads both sides again."
GOES_ON = "ctrl+s sends what was not begun; r reads both sides again."
SAME_HERE = "Nothing to send. {count} items are the same on both sides."
SAME_ONE = "Nothing to send. One item is the same on both sides."
NOTHING_TO_SEND = "Nothing to send."
NO_ITEMS = "Nothing to send. There are no tickets and tasks in .omoi_os yet."
NO_SPECS = "Nothing to send. There are no requirements and designs in .omoi_os yet."
REPAIR = "Nothing is sent before these errors are repaired. enter opens the file at its line."
NEEDS_YES = "enter shows what can be done."
UNFOLD = "enter shows them one by one."
FOLD = "enter folds them."

# Comparing
COMPARE = "{kind} {id}  {title}"
DIFFERS = "differs"
IS_SAME = "the same"
MORE_LINES = "… and {count} more lines"
NO_TEXT = "—"

# Sentences
NOT_READ = "r asks the server first; nothing is sent before you have seen the plan."
UNDER_WAY = "A push is under way. esc stops it after what is in flight."
IS_READING = "The server is being asked."
CANNOT_LEAVE = "Only what would be created or updated can be left out."
HELD = "What it needs is left out; take that in first."
NOT_DUPLICATE = "Only a duplicate can be created all the same."
NO_FILE = "There is no file behind this row."
NOTHING_HERE = "Nothing is selected."
SENT = "Sent {count}: {parts}."
SENT_NONE = "Nothing was sent."
SENT_CREATED = "{count} created"
SENT_UPDATED = "{count} updated"
ENDED = {
    "failed": "{count} failed.",
    "duplicate": "{count} may be there already: enter decides.",
    "stopped": "{count} not begun: ctrl+s goes on.",
}
NOT_HERE = "{view} is not there."

# Dialogs
NEW_TARGET = "{origin} was not pushed to before ({source})."
NEW_TARGET_WHAT = "Project {project}: {create} to create, {update} to update. Push to it?"
PUSH_YES = "push to it"
PUSH_NO = "no, send nothing"
FORCE = "The server has “{title}” ({score} % alike, {id}). Create {ticket} “{own}” beside it?"
FORCE_YES = "create it all the same, with its tasks"
FORCE_NO = "no, leave it as it is"
SHOW = "Show only"
SHOW_ALL = "everything"
