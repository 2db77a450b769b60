"""Words of the screen of Artifacts (screens.md 6.14)."""

from __future__ import annotations

ARTIFACTS = "Artifacts"
VIEWS = (("1", "artifacts", "Board"), ("2", "traceability", "Traces"), ("3", "sync", "Sync"))

# The board
READING = "Reading the artifacts of .omoi_os."
NOTHING = "There is nothing in this step yet. b builds from SPEC.md, n makes one."
TRACED = "traced to tasks: {linked} of {total}"
FEATURE = "feature: {name}"
FEATURES = "{count} features"
PLACE = ".omoi_os"
COMPLETE = "complete"
PROBLEM = "1 problem"
PROBLEMS = "{count} problems"
NEXT = "Next: {sentence}"
NOTHING_NEW = "Nothing changed on disk."
NOTHING_HERE = "Nothing is selected."
NOT_HERE = "{view} is not here."
GONE = "It is not there any more. Nothing was changed."

# One item
HERE = "Board"
FIXED = "{name} cannot be set here."
SET = "{name} of {id}"
VALUE = "A line of text for {name}."
NOW = "now"
TRACED_TO = "leads to: {what}"
KINDS = (
    ("requirement", "requirements"),
    ("design", "designs"),
    ("ticket", "tickets"),
    ("task", "tasks"),
)
LEADS_NOWHERE = "leads to nothing yet"
WHOLE = "The requirement is complete: {pattern}."
UNSAVED = "The text was changed and is not saved."
SAVE_IT = "Save it"
DROP_IT = "Throw the change away"
STAY = "Go on editing"
SAME = "Nothing is different. Nothing was changed."
ONLY_EDITOR = "This text has line ends that would not survive here. e opens it in your editor."
NO_FORM = "Open an item first."
NOT_SAVED_YET = "Save the text first: ctrl+s."

# Making and building
NEW = "Make"
NEW_TITLE = "Its title."
NEW_TICKET = "A ticket"
NEW_TASK = "A task of {ticket}"
NEW_PRD = "A PRD"
NEW_REQUIREMENT = "A requirement"
NEW_DESIGN = "A design"
BUILDING = "Reading SPEC.md."
BUILD = "Build .omoi_os from SPEC.md"
BUILD_NOTHING = ".omoi_os says what SPEC.md says already."
BUILD_WRITES = "ctrl+s writes what is shown, as one change. esc writes nothing."
BUILD_FILES = "Files"
BUILD_SUMMARY = "Feature Summary: is this what is meant?"
BUILD_LOST = "Not carried over"
BUILD_DRIFT = "Changed by people, stays as it is"
BUILD_GAPS = "Not in SPEC.md"
BUILD_NOTES = "Notes"
BUILD_DIFF = "Diff"
BUILD_NEW = "new"
BUILD_CHANGED = "changed"
CANNOT_BUILD = "There is nothing to write."
