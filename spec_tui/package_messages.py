"""Every sentence and word of the screens of packages (screens.md sections 5 and 6.13)."""

from __future__ import annotations

PACKAGES = "Packages"

# Views
VIEWS = (("1", "documents", "Documents"), ("2", "gate", "Gate"), ("3", "execution", "Execution"))
READING = "Reading the packages"
EMPTY = "No packages yet. n starts one; b builds it from SPEC.md."
GONE = "This package is not there any more."
NOTHING_NEW = "Nothing changed on disk."
NOTHING_HERE = "Nothing to open here."

# List
ONE_PACKAGE = "1 package"
SOME_PACKAGES = "{count} packages"
COLUMNS = ("Title", "State", "Gate", "Owners")
NO_OWNERS = "no owners"
FOLDER = "Folder"
SPEC_ID = "Spec id"
STATE = "State"
OWNERS = "Owners"
REVIEWERS = "Reviewers"
MISSING = "Missing"
UPDATED = "Updated"
NONE_NAMED = "none named"

# Documents
FILE_COLUMNS = ("File", "State", "Links", "Regions")
NOT_THERE = "not there"
CANNOT_BE_READ = "cannot be read"
NO_HEADER = "no state"
LINKS = "Links"
LINKS_OK = "{ok} of {total}"
LEADS_NOWHERE = "leads nowhere"
REGIONS = "Managed"
REGIONS_OF = "{count} managed"
REGIONS_CHANGED = "{count} managed, {changed} changed"
ONLY_CHANGED = "{changed} changed"
NO_REGIONS = "none"
SAME = "same"
CHANGED = "changed here"
DETACHED = "detached, yours"
DRIFT = "Not as SPEC.md says"
NO_DRIFT = "Everything managed is as SPEC.md says."
LOOKING = "Comparing with SPEC.md"
WOULD_CHANGE = "SPEC.md would change {files}: b shows what."
FURTHER = "Further files"
HERE = "Here"
IN_SPEC = "SPEC.md"
SETTLE_HOW = "enter pushes it back, restores it, or makes it yours."
SETTLE_TITLE = "{region} is not as SPEC.md says"
SETTLE = (
    ("push-back", "push it back: SPEC.md takes these words"),
    ("restore", "restore it: SPEC.md's words come back"),
    ("detach", "detach it: it is yours, and no longer kept in step"),
)
ONE_FILE = "1 file"
SOME_FILES = "{count} files"

# Gate
QUALITY_GATE = "Quality gate"
COUNTED = "{passed} of {total} pass"
WAIVED = "{count} waived"
FAIL = "{count} fail"
TO_PASS = "To pass"
PASSES = "nothing is missing"
PARTS = "{ok} of {total}"
PARTS_LACKING = "{count} of {total} is missing"
PARTS_LACKING_MANY = "{count} of {total} are missing"
SIGN_OFF = "Sign-off"
SIGNED_OF = "{done} of {total} signed or not needed"
DEFINITION = "Definition of Done"
DONE_OF = "{done} of {total}"
OPEN = "open"
BEFORE = "Before approval: {items}."
ITEM = "item {numbers}"
ITEMS = "items {numbers}"
STILL = "Still to sign: {roles}."
CAN_APPROVE = "Nothing stands against approval: a approves."
IS_APPROVED = "Approved."
DECISION = "Decision"
SIGNS = "s signs."
WAIVED_BY = "waived by {who}, {date}"
PASSES_ALREADY = "Item {number} passes: there is nothing to waive."
WAIVED_ALREADY = "Item {number} is waived already."
NOT_DECIDED = "nothing said yet"

# Execution
PLAN = "Execution plan"
TASKS_DONE = "{done} of {total} done"
NO_PLAN = "no plan.md yet: b writes it"
NO_TASKS = "There is no task in tasks.md yet."
PARKED = "Out of scope"
WAITS_ON = "Waits on"
NO_SUCH = "no such task"
NOTHING_BEFORE = "nothing"
RISKY = "Risky"
REVIEW_TWICE = "have it reviewed twice"
MILESTONE = "Milestone"
SIZE = "Size"
BRANCH = "Branch"
FROM = "From"
SOME_RISK = "risky"
COPIES = "enter copies"
GIT = "Git"
DIRTY_ONE = "1 file is changed and not committed."
DIRTY = "{count} files are changed and not committed."
NO_GIT = "This folder is not under git."
BEFORE_START = "Before the first line"
CHECKLIST = "Definition of Done"
ANSWERED = "{said} of {total} answered"
CHECK_OPEN = "no answer"
CHECK_HOLDS = "holds"
CHECK_NOT_HERE = "not here: {reason}"
CHECK_RECORD = "answered when it is done"
COMMIT_MESSAGE = "Commit message"
PULL_REQUEST = "Pull request"
BLOCK = "In {path}:{line}"
RECORD = "Record"
COPIED = "Copied: {what}."
COPIED_ISSUE = "Copied: the text of the tracking issue, {title}."
ANSWER_FIRST = (
    "{task} has {count} lines of its Definition of Done without an answer. Answer them first."
)
ANSWER_ONE = "{task} has 1 line of its Definition of Done without an answer. Answer it first."
SELECT_TASK = "Select a task first."
SELECT_CHECK = "Select a line of the Definition of Done first: tab goes there."
NEEDS_NAME = "This line is an approval in writing. @ says first who approves."
NOTHING_ADDED = "Nothing was added to {task}."

# Build
BUILD_TITLE = "Build {title} from SPEC.md"
BUILD_PLAIN = "Build from SPEC.md"
BUILD_NEW = "new"
BUILD_CHANGED = "changed"
BUILD_FILES = "Files"
BUILD_LOST = "Cannot be carried over"
BUILD_GAPS = "Not in SPEC.md: each becomes a placeholder and a question"
BUILD_NOTES = "Remarks"
BUILD_DRIFT = "Changed by people, stays as it is"
BUILD_DIFF = "The change"
BUILD_NOTHING = "Nothing would change: the package says what SPEC.md says."
BUILD_WRITES = "ctrl+s writes this; esc leaves everything as it is."
BUILDING = "Reading SPEC.md"

# Dialogs
NEW_TITLE = "A new package"
NEW_LINE = "Its short title, such as Online booking"
AGENTS_TITLE = "AGENTS.md does not point to .codex-os/. Add a paragraph that does?"
AGENTS_ROWS = ("yes, add it", "no, leave it as it is")
WAIVE_TITLE = "Waive item {number}: {title}"
WAIVE_LINE = "Why it may stay as it is"
BY_TITLE = "{what}: by whom?"
BY_LINE = "A name, such as @maria"
ROLE_TITLE = "Who signs?"
SIGN_TITLE = "Sign-off of {role}"
SIGN_ROWS = ("approved", "approved, with a decision …", "rejected …", "not needed …")
SIGN_ASKS = ("", "The decision, in one line", "Why it is rejected", "Why it is not needed")
SIGN_WORDS = ("", "{words}", "rejected: {words}", "not needed: {words}")
ADR_TITLE = "“{words}” is a decision. Write it into product/decisions.md, too?"
ADR_ROWS = ("yes, as an ADR", "no, only here")
APPROVE_WHAT = "Approve {title}"
STATUS_TITLE = "Status of {task}"
STATUS_ROWS = ("in progress: begin it", "done: it is finished")
STATUS_LATER = "add its pull request or commit"
ANYWAY_TITLE = "{task} waits on {names}. Begin it all the same?"
ANYWAY_PARKED = "{task} is out of scope. Begin it all the same?"
ANYWAY_ROWS = ("no, leave it", "yes, begin it")
SUMMARY_TITLE = "{task} is done"
SUMMARY_LINE = "What was done, in one line"
LINK_TITLE = "Pull request of {task}"
LINK_ROWS = ("none yet", "its link or number …")
LINK_LINE = "Such as https://example.org/pull/12, or #12"
COMMIT_TITLE = "Commit of {task}"
COMMIT_NONE = "none yet: it stays pending"
COMMIT_HEAD = "{commit}, which is checked out"
COMMIT_OTHER = "another …"
COMMIT_LINE = "7 to 40 digits of its hash"
SKIP_TITLE = "Line {number}: {text}"
SKIP_LINE = "Why it does not apply here"
NEW_ENTRY_TITLE = "Write into {title} …"
NEW_ENTRY = (
    ("note", "an assumption, into srd.md", "The assumption, in one line"),
    ("trade-off", "a trade-off nobody expected, into plan.md", "The trade-off, in one line"),
    ("decision", "a decision, into product/decisions.md", "Its title"),
    ("checkpoint", "a checkpoint: a milestone is reached", ""),
)
DECISION_TITLE = "Decision: {title}"
DECISION_LINE = "What was decided"
PLAN_TITLE = "Build for {title} …"
PLAN_ROWS = (
    "the Execution Plan, in plan.md",
    "open questions for what is missing, in srd.md",
)
GIT_ROWS = ("run it", "copy it", "no")
