"""Every sentence and word of the screens of plans (screens.md sections 5 and 6.10 to 6.14)."""

from __future__ import annotations

TASKS = "Tasks"
GRAPH = "Graph"
TRACES = "Traces"

# List
TYPE_TO_FILTER = "type to filter"
ITEMS = "{count} items"
ONE_ITEM = "1 item"
OF_ITEMS = "{shown} of {count}"
READING = "Reading {read:,} of {total:,} files"
READING_PLANS = "Reading the plans"
EMPTY = "No tasks yet. n writes one."
NO_MATCH = "Nothing matches “{filter}”. esc clears the filter."
NO_TICKET = "without a ticket"
COLUMNS = ("Status", "Id", "Title", "Priority", "Size", "Ticket", "Format", "Path")
NOTHING_NEW = "Nothing changed on disk."
TAKES_BACK = "u takes it back."
CANNOT_BE_READ = "cannot be read"

# Detail
STATUS = "Status"
PRIORITY = "Priority"
SIZE = "Size"
TICKET = "Ticket"
PATH = "Path"
DESIGN = "Design"
ASKED_BY = "Asked by"
AS_WRITTEN = "as written: {word}"
HOURS = "{hours} h"
ON_CRITICAL = "critical path, {hours} h left"
NONE_GIVEN = "none given"
WAITS_ON = "Waits on"
NEEDED_BY = "Needed by"
BECAUSE = "Because"
READY_THEN = "ready then"
ALSO_READY = "Ready then"
HOLDS = "Holds"
CRITERIA = "Criteria"
MET = "{met} of {total}"
TEXT = "Text"
THEN = "Then"
FILE = "File"
IS_READY = "{refs} is ready"
ARE_READY = "{refs} are ready"
WAITS_MORE = "{refs} waits on more"
WAIT_MORE = "{refs} wait on more"
NOTHING_WAITS = "nothing waits on it"
NOTHING_BEFORE = "nothing"
NO_ONE_HAS = "no item has this id"
MORE = "and {count} more"
CRITERIA_MET = "{met} of {total} met"
NO_CRITERIA = "none written"
NOTHING_SELECTED = "Nothing is selected."
NOTHING_TO_TICK = "Select a criterion first: tab goes to the details."
NO_ITEM = "This file cannot be read. e opens it."

# Dialogs
STATUS_OF = "Status of {ref}"
PRIORITY_OF = "Priority of {ref}"
SIZE_OF = "Size of {ref}"
NOW = "now"
OTHER_SIZE = "another …"
OTHER_SIZE_LINE = "Such as 3h or 2d"
DEPENDS_TITLE = "{ref} waits on …"
DEPENDS_NOW = "now; Enter takes it off"
NO_CYCLE_TAKEN = "An edge would close a circle: {path}. It cannot be taken."
NO_CANDIDATES = "There is nothing else here to wait on."
SHOW_TITLE = "Show only …"
SHOW_ALL = "everything"
SHOW_KINDS = "tickets, features and epics too"
SHOW_COLUMNS = "columns for format and path"
SHOWN = "shown"
SHOW_STATE = "status"
SHOW_FORMAT = "format"
SHOW_SIZE = "size"
SHOW_TICKET = "ticket"
ORDER_TITLE = "Order by …"
ORDERS = {
    "place": "as in the files",
    "id": "id",
    "status": "status",
    "priority": "priority",
    "hours": "hours",
    "path": "path",
    "change": "last change",
}
GROUPED = "grouped by ticket"
NOT_GROUPED = "one list, no groups"
BACKWARDS = "again turns it round"
NEW_TITLE = "Write a new …"
NEW_TASK = "task in {parent}"
NEW_KINDS = {
    "ticket": "ticket",
    "requirements": "requirements",
    "design": "design",
    "prd": "PRD",
    "epic": "epic",
}
NEW_FEATURE = "feature in {parent}"
NEW_NAME = "Its title"
EXPORT_TITLE = "Export what is shown as …"
EXPORTS = (("mermaid", "Mermaid"), ("dot", "DOT, for Graphviz"), ("svg", "SVG, a picture"))

# Graph
VIEW_LANES = "1 Lanes"
VIEW_FOCUS = "2 Focus"
MARK = "mark: "
HEAVY = " (heavy line), {hours} h left"
MARKED = ", {count} items"
LEGEND = "Above comes before below. Heavy line: critical path. • joins, ┼ only crosses."
LEGEND_HIDDEN = " »7: lanes out of sight, ← → move."
CRITICAL = "critical"
AFTER = "after {ref}"
AFTER_MORE = "after {ref} +{count}"
CYCLE = "↻ cycle: {path}"
NO_EDGES = "No dependencies yet. d on a task adds one."
HOPS = "hops "
SHOWN_OF = "{shown} of {total}"
ALONE = "{ref} depends on nothing and nothing depends on it."
OUTSIDE = "Outside this view: {count} items. Press + for one more hop."
OUTSIDE_ONE = "Outside this view: 1 item. Press + for one more hop."
WAITS_SENTENCE = "Waits on {ref} {title}."
THEN_READY = "Then {ref} is ready."
NOTHING_MARKED = "Nothing is marked. m marks something else."
SEARCH = "search"

# Traceability
TRACED = "traced to tasks: {linked} of {total}"
COVERED = "designs {designs}   tickets {tickets}   tasks {tasks}"
TRACE_COLUMNS = ("Requirement", "Design", "Ticket", "Task")
NO_TRACES = "No requirements yet. They are read from .omoi_os/requirements."
TASK = "Task"
NO_WORDS = "No words stand below its heading."
NO_TICKET_YET = "No ticket lists it yet."
NO_TASK_YET = "Its tickets have no task yet."
IN_EDITOR = "opens in your editor"
NO_SUCH_REQUIREMENT = "No file of .omoi_os/requirements has {id}."
