"""Every sentence and word of the app, in one place (screens.md section 5).

Short sentences; what happened, where, what to do next. Headings that are written into files are not
here: they are never translated.
"""

from __future__ import annotations

from collections.abc import Mapping

# Layout
TOO_SMALL = "This window is too small. Everything is saved."
WAITING = "Reading SPEC.md …"

# Header and panel
INTERVIEW = "Interview"
REVIEW = "Review"
HELP = "Help"
READ_ONLY = "read-only"
SECTIONS = "Sections"
FINAL_OF = "{final} of {total} final"
TO_GO = "{count} to go"
OPEN_QUESTIONS = "Open questions"
QUESTIONS_LEFT = "Questions left"
ABOUT = "About"
MINUTES = "{minutes} min"
ASSUMPTIONS = "Assumptions"
DEPTH = "Depth"
LEFT_SHORT = "{left} left, {minutes} min"
OPEN_SHORT = "open {count}"
LEFT = "{left} left"

# Cards
QUESTION = "Question {number}"
ONCE_MORE = "Question {number}, once more"
WHY = "Why"
LANDS_IN = "Lands in"
EXAMPLE = "Example"
NO_EXAMPLE = "This question has no example."
ENTER_SAVES = "Enter saves. ctrl+j makes a new line."
ENTER_BREAKS = "Enter makes a new line. ctrl+s saves."
ENTER_BREAKS_SHORT = "Enter: new line. ctrl+s: save."
LINES = "{count} lines"
CHOOSE_FIRST = "Choose a number first."
CHANGE_WORDS = "Change the words, then {key}. esc goes back."
TYPE_WORDS = "Type your words, then {key}. esc goes back."
RECOMMENDED = "recommended"
DISAGREE = "! Two answers disagree"
KEEP = "Keep “{text}”"
USE = "Use “{text}”"
BOTH = "Both are true; they differ because …"
NEITHER = "Neither. It is …"
LOSER_MOVES = "What you do not keep moves to §17 Resolved, with today's date and your name."
CLOSE = "Close {section}"
CLOSE_ENTER = "Enter takes them all; values become assumptions with a date."
CLOSE_NUMBER = "A number answers that line yourself. F2 leaves them open."
CLOSE_OPENS = "Enter lets you answer the selected line yourself."
CLOSE_LINE = "This answers one line. esc goes back to all of them."
FINISH = "Finish now"
FINISH_ENTER = "Enter takes them all and finishes; values become assumptions with a date."
FINISH_NUMBER = "A number answers that line yourself. esc goes on as before."
STACK_FILE = "stack.toml"
STARTER = "{count} starter values: nobody has decided them yet."
ONE_STARTER = "One starter value: nobody has decided it yet."
ALL_KNOWN = "Every value is known from this folder or from you."
MORE_STARTERS = "and {count} more starter values"
FOUND = "found"
NOT_DECIDED = "not decided"
CHANGE_WHICH = "Which value do you want to change?"
CHANGE_HINT = "Enter opens a value. esc goes back to the question."
CHANGE_VALUE = "What is {name}?"
STACK_LATER = "Sign-in and secrets are asked later in any case."
SOMETHING_ELSE = "Something else …"
UNDERSTOOD = "What I understood"
NOTHING_PLACED = (
    "I could place nothing but the title. The text is kept whole at the end of SPEC.md."
)
PLACED = "Placed"
PLACED_OF = "{placed} of {total} sentences"
NOT_PLACED = "Not placed"
NOT_PLACED_AT_END = "{count} sentences, kept at the end of SPEC.md"
ONE_NOT_PLACED = "1 sentence, kept at the end of SPEC.md"
IS_THAT_RIGHT = "Is that right?"
YES_GO_ON = "Yes, go on"
FIX_POINT = "Fix a point"
SHOW_SENTENCES = "Show the sentences that were not placed"
TAKE_BACK = "Take the import back"
WHICH_POINT = "Which point do you want to fix?"
UNPLACED_TITLE = "Not placed, kept at the end of SPEC.md"
PUT_WHERE = "Where does it belong?"
KEEP_IT = "Keep it at the end"
DROP_IT = "Drop it from SPEC.md"
GO_BACK = "Back"
DRAFTED = "Drafted"
IN_THE_WAY_ONE = "One thing stands in the way."
IN_THE_WAY = "{count} things stand in the way."
ASK_NEEDED = "Ask me what is needed"
WRITE_ASSUMPTIONS = "Write the assumptions, then ask"
GO_ON = "Go on as before"
OTHERS_DEFAULT = "What else is open has a usual answer. It becomes an assumption with a date."
NOTHING_NEW = "Nothing changed on disk."
NOTHING_CHANGED = "Nothing was changed."
NOTHING_TO_ASK = "Nothing is unclear. SPEC.md is complete."
OFF_TITLE = "Answering is off"
NUMBERS: Mapping[int, str] = {
    1: "One",
    2: "Two",
    3: "Three",
    4: "Four",
    5: "Five",
    6: "Six",
    7: "Seven",
    8: "Eight",
    9: "Nine",
    10: "Ten",
    11: "Eleven",
    12: "Twelve",
}

# Receipts
TAKES_BACK = "ctrl+r takes it back."
ALREADY = "This was the first answer. There is nothing before it."
LEAVES = "ctrl+q leaves. Everything is saved."
KEPT = "Your half-typed answer is kept under ctrl+l."
IN_TRANSCRIPT = "Its words are in the transcript."
STAYS_IN_BOX = "Your half-typed answer stays in the box."
TYPED_AHEAD = "typed before its question was shown"
SETTLED_ELSEWHERE = "SPEC.md settles that question now."
EDITOR_MISSING = "No editor is set. Set EDITOR, for example to nano."
EDITOR_FAILED = "{editor} could not be started. The answer is unchanged."
FROM_EDITOR = "The text is in the box, not saved yet. ctrl+s saves it."
FILE_UNREADABLE = "{path} cannot be read. Nothing was changed."
NO_DRAFT_HERE = "There is no draft here to accept."
NO_QUESTION_HERE = "No question belongs to this line."
NO_QUESTION_LIST = "No question belongs to this line. ctrl+l lists your answers."
NO_SKIP_HERE = "There is nothing to skip here."
NO_LATER_HERE = "This cannot be put off; choose one of the answers."
NO_NA_HERE = "This cannot be not applicable; choose one of the answers."
NO_UNKNOWN_HERE = "Choose one of the answers."
NO_EXAMPLE_HERE = "This card has no example."
NO_SEEK_HERE = "There is nothing to look up here."
NO_SUCH_QUESTION = "This question is not asked any more. Review shows its places and answers them."
ANSWERING_OFF = "Answering is off. You can read."
THEME = "Colours: {theme}."
DEPTH_NOW = "Depth is {depth} now. {left} questions left, about {minutes} min."
WHO_NOW = "{who} is answering now."
BREAK = "{count} questions done. A good moment for a pause; everything is saved."
COPIED = "Copied."

# Dialogs
TYPE_FIRST = "Type it, then enter."
FILTER = "filter"
WHO_TITLE = "Who is answering?"
SOMEONE_ELSE = "Someone else …"
WHO_LINE = "Name or @handle"
NA_TITLE = "Why does it not apply?"
NA_REASONS = ("not in v1", "no such part in this product")
NA_ELSEWHERE = "decided elsewhere …"
NA_ANOTHER = "another reason …"
NA_WHERE = "Where it is decided"
NA_WHY = "The reason, in a few words"
ELSEWHERE = "decided elsewhere: {place}"
UNKNOWN_TITLE = "You do not know yet"
UNKNOWN_DEFAULT = "use the default: {default}"
UNKNOWN_OPEN = "leave it open"
UNKNOWN_SOMEBODY = "somebody else knows: @…"
UNKNOWN_WHO = "Who knows? Name or @handle"
SEEK_TITLE = "Your answer stands in the text already?"
SEEK_LINE = "A word or two of it"
DEPTH_TITLE = "How deep?"
DEPTH_ABOUT: Mapping[str, str] = {
    "quick": "what decides everything else",
    "standard": "what shapes the work",
    "thorough": "everything that applies",
}
DEPTH_ROW = "{left} left, {minutes} min"
ANSWERS_TITLE = "My answers"
ANSWERS_OF = "Answers in {section}"
ANSWERS_EMPTY = "No answers yet."
HALF_TYPED = "half-typed"
LOOK_AGAIN = "look again"
LOOK_AGAIN_DAY = "look again on {date}"
NO_MATCH = "Nothing matches “{filter}”. esc clears the filter."
SECRET_TITLE = "This looks like a password or key. Save it anyway?"
EXPORT_TITLE = "Export the transcript"
EXPORT_LINE = "A new Markdown file beside SPEC.md. Its name:"
WAIVE_TITLE = "Waive {rule} at {place}"
WAIVE_LINE = "Why may “{words}” stay?"
WAIVE_LINE_EMPTY = "Why may it stay?"
SEVERITY_TITLE = "Show which findings?"
SEVERITY_ALL = "all"
SEVERITY_ONLY = "only {severity}"
SECRET_OPTIONS = ("save without it", "save it anyway", "back to the text")

# Review
FINDINGS = "Findings"
OPEN_COUNT = "{count} open"
WAIVED_COUNT = "{count} waived"
WAIVED = "waived"
ASSUMED_COUNT = "{count} assumed"
ASSUMED = "assumed"
WAIVED_WORDS = "“{words}” ({who}, {day})"
WAIVED_BECAUSE = "because {reason}"
FINDINGS_ONLY = "Findings, only {severity}"
NO_FINDINGS_OF = "No {severity} findings here. esc shows all."
ALL_FINDINGS = "All findings are shown."
ONLY_FINDINGS = "Only {severity} findings are shown. esc shows all."
NO_FINDING_HERE = "There is no finding here to waive."
WAIVED_ALREADY = "This is waived already. ctrl+r takes back the last change."
NO_FINDINGS = "No findings here."
NO_FINDINGS_AT_ALL = "No findings. Every section is at least clarified."
LINES_TO = "lines {first} to {last}"
AS_ON_DISK = "as on disk"
LINE = "Line {line}"
FACTS = "{count} facts"
ONE_FACT = "1 fact"
FINDING_COUNT = "{count} findings"
ONE_FINDING = "1 finding"
MISSING_COUNT = "{count} open"
QUESTION_IS = "Question: {text}"
VIEW_FINDINGS = "1 Findings"
VIEW_TEXT = "2 SPEC.md text"
NOT_IN_FILE = "This section is not in SPEC.md yet."

# Finished
COMPLETE = "The spec is complete."
SUMMARY = "{questions} questions, {minutes} min, {people} people"
SUMMARY_ONE = "{questions} questions, {minutes} min, 1 person"
LOOK_AGAIN_ON = "{place}, look again on {date}"
ASSUMPTIONS_SHORT = "{ids}; look again on {date}"
NA_COUNT = "{count} N/A"
CLOSED = "closed"

# Help, palette, menu
ALSO_TYPE = "You can also type"
WORDS = ("skip", "later", "don't know", "n/a", "back", "why", "example", "stop")
ESC_CLOSES = "esc closes"
GO_TO = "Go to"
HERE = "Here"
ALWAYS = "Always"
PALETTE_EMPTY = "Nothing matches “{filter}”."
NOT_NOW = "Not now: {reason}"

# Leaving
SAVED_LEAVING = "Saved. {answered} answered, {left} left. Run spec-tui to go on."
SAVED_COMPLETE = "Saved. The spec is complete."
PATCH_LEAVING = "SPEC.md could not be written. Your answers are in {path}."


def count_word(number: int) -> str:
    """Return a small number as a capitalised word, others as digits."""
    return NUMBERS.get(number, str(number))
