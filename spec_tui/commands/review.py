"""Commands of Review, of the finished screen and of dialogs."""

from __future__ import annotations

from spec_tui.commands.model import Command, Context
from spec_tui.messages import ANSWERING_OFF

_REVIEW = frozenset({"review"})
_FINISHED = frozenset({"finished"})
_DIALOG = frozenset({"dialog"})
_GROUP = "Review"


def _answering(context: Context) -> str:
    return ANSWERING_OFF if context.off else ""


def _numbered(context: Context) -> str:
    return "" if context.choices else "this list has no numbers; / filters it"


def _long(context: Context) -> str:
    return "this list is short" if context.choices else ""


REVIEW_COMMANDS: tuple[Command, ...] = (
    Command(
        id="answer_finding",
        name="Show a finding's question",
        short="answer it",
        about="Opens the question that settles the finding.",
        places=_REVIEW,
        letters=("enter",),
        focus=frozenset({"findings"}),
        help="answer the finding",
        group=_GROUP,
        rank=1,
        weight=10,
    ),
    Command(
        id="open_findings",
        name="Findings of this section",
        short="its findings",
        about="Moves to the findings of the selected section.",
        places=_REVIEW,
        letters=("enter",),
        focus=frozenset({"sections", "text"}),
        rank=1,
        weight=10,
        palette=False,
    ),
    Command(
        id="column",
        name="Next column",
        short="next column",
        about="Sections, findings, text.",
        places=_REVIEW,
        letters=("right", "left"),
        key_words="←→",
        help="next, previous column",
        group=_GROUP,
        rank=2,
        palette=False,
    ),
    Command(
        id="move_review",
        name="Move the selection",
        short="move",
        about="Up and down.",
        places=_REVIEW,
        letters=("up", "down", "j", "k", "home", "end", "pageup", "pagedown"),
        palette=False,
    ),
    Command(
        id="accept",
        name="Accept a draft",
        short="accept draft",
        about="Says yes to the words that were drafted.",
        places=_REVIEW,
        letters=("a",),
        menu="a",
        help="accept a draft",
        group=_GROUP,
        rank=3,
        needs=_answering,
    ),
    Command(
        id="view",
        name="Switch the view",
        short="views",
        about="1 shows the findings, 2 the text of SPEC.md.",
        places=_REVIEW,
        letters=("1", "2"),
        key_words="1 2",
        help="findings, SPEC.md text",
        group=_GROUP,
        rank=4,
        palette=False,
    ),
    Command(
        id="edit_file",
        name="Open SPEC.md in your editor",
        short="edit",
        about="At the line of the finding.",
        places=_REVIEW,
        keys=("ctrl+o",),
        letters=("e",),
        menu="e",
        help="open SPEC.md at its line",
        group=_GROUP,
        rank=5,
    ),
    Command(
        id="read_again",
        name="Read again from disk",
        short="read again",
        about="Takes in what changed on disk.",
        places=_REVIEW | _FINISHED | frozenset({"tasks", "graph", "traces"}),
        letters=("r",),
        menu="k",
        help="read again",
        group=_GROUP,
        rank=6,
        footer_when=lambda context: context.place not in {"tasks", "graph"},
    ),
    Command(
        id="open_review",
        name="Open Review",
        short="open Review",
        about="Sections, findings, and SPEC.md as on disk.",
        places=_FINISHED,
        letters=("enter",),
        group="Finished",
        rank=1,
        weight=10,
        palette=False,
    ),
)

DIALOG_COMMANDS: tuple[Command, ...] = (
    Command(
        id="dialog_choose",
        name="Choose",
        short="choose",
        about="Takes that option.",
        places=_DIALOG,
        letters=tuple("123456789"),
        rank=1,
        weight=9,
        palette=False,
        key_words="1 to 9",
        footer_words="1-{choices}",
        needs=_numbered,
    ),
    Command(
        id="dialog_move",
        name="Move",
        short="move",
        about="Up and down.",
        places=_DIALOG,
        keys=("up", "down", "pageup", "pagedown"),
        letters=("j", "k", "home", "end"),
        key_words="↑↓",
        footer_when=lambda context: context.focus != "text",
        rank=2,
        palette=False,
    ),
    Command(
        id="dialog_take",
        name="Take it",
        short="take it",
        about="Takes the selected option.",
        places=_DIALOG,
        keys=("enter",),
        rank=3,
        weight=8,
        palette=False,
    ),
    Command(
        id="dialog_filter",
        name="Filter",
        short="filter",
        about="Shows only what matches.",
        places=_DIALOG,
        letters=("slash",),
        rank=4,
        needs=_long,
        palette=False,
    ),
    Command(
        id="dialog_close",
        name="Back",
        short="back",
        about="Closes the dialog; nothing is changed.",
        places=_DIALOG,
        keys=("escape",),
        rank=9,
        weight=20,
        palette=False,
    ),
    Command(
        id="menu_letter",
        name="Do the command of that letter",
        short="does it",
        about="One letter acts and closes the menu.",
        places=frozenset({"menu"}),
        key_words="letter",
        rank=1,
        weight=9,
        palette=False,
    ),
    Command(
        id="close_menu",
        name="Close the menu",
        short="back",
        about="Closes the menu.",
        places=frozenset({"menu"}),
        keys=("escape", "f9", "ctrl+g"),
        rank=9,
        weight=20,
        palette=False,
    ),
)
