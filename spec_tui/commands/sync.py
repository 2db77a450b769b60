"""Commands of Sync: asking the server, the plan, and sending it."""

from __future__ import annotations

from spec_tui.commands.model import Command, Context
from spec_tui.modes import MODES

_SYNC = frozenset({"sync"})
_ROWS = frozenset({"rows"})
_MOVES = ("up", "down", "j", "k", "home", "end", "pageup", "pagedown")
_GROUP = "Sync"
_VIEWS = "Views"


def _has_changes(context: Context) -> bool:
    """There is something to send."""
    return context.choices > 0


def _has_plan(context: Context) -> bool:
    """The server was asked."""
    return context.card == "plan"


def _has_board(_context: Context) -> bool:
    return any(mode.id == "artifacts" for mode in MODES)


SYNC_COMMANDS: tuple[Command, ...] = (
    Command(
        id="push_plan",
        name="Push the plan that is shown",
        short="push",
        about="Sends what would be created or updated; a new server is asked about first.",
        places=_SYNC,
        keys=("ctrl+s",),
        menu="s",
        help="send the plan",
        group=_GROUP,
        footer_when=_has_changes,
        rank=1,
        weight=10,
    ),
    Command(
        id="open_sync",
        name="Compare both sides",
        short="compare",
        about="The fields of the row here and on the server, side by side.",
        places=_SYNC,
        focus=_ROWS,
        letters=("enter",),
        help="here and there, side by side",
        group=_GROUP,
        footer_when=_has_plan,
        rank=2,
        weight=9,
        palette=False,
    ),
    Command(
        id="move_sync",
        name="Move the selection",
        short="move",
        about="Up and down.",
        places=_SYNC,
        letters=_MOVES,
        palette=False,
    ),
    Command(
        id="leave_out",
        name="Leave the row out",
        short="leave out",
        about="The row is not sent; again takes it in.",
        places=_SYNC,
        focus=_ROWS,
        letters=("space",),
        menu="l",
        help="leave the row out, or not",
        group=_GROUP,
        footer_when=_has_changes,
        rank=3,
        weight=8,
    ),
    Command(
        id="show_rows",
        name="Show only some rows",
        short="show",
        about="Only what would be created, updated, what is a conflict, and so on.",
        places=_SYNC,
        focus=_ROWS,
        letters=("f",),
        menu="f",
        help="show only some rows",
        group=_GROUP,
        footer_when=_has_plan,
        rank=4,
        weight=6,
    ),
    Command(
        id="create_anyway",
        name="Create a duplicate all the same",
        short="create anyway",
        about="Asks first, with the ticket that the server takes for the same.",
        places=_SYNC,
        focus=_ROWS,
        letters=("n",),
        menu="n",
        help="create a duplicate anyway",
        group=_GROUP,
    ),
    Command(
        id="other_plan",
        name="Tickets and tasks, or specs",
        short="other plan",
        about="Changes between tickets with tasks and specs with requirements and designs.",
        places=_SYNC,
        letters=("left", "right"),
        key_words="←→",
        menu="o",
        help="tickets and tasks, or specs",
        group=_GROUP,
        rank=6,
        weight=5,
    ),
    Command(
        id="sync_board",
        name="Show the board",
        short="board",
        about="The chain of artifacts.",
        places=_SYNC,
        letters=("1",),
        menu="1",
        help="board",
        group=_VIEWS,
        footer_when=_has_board,
        rank=7,
        weight=4,
    ),
    Command(
        id="sync_traces",
        name="Show the traces",
        short="traces",
        about="Requirement, design, ticket, task in one row.",
        places=_SYNC,
        letters=("2",),
        menu="2",
        help="traces",
        group=_VIEWS,
    ),
    Command(
        id="edit_sync",
        name="Open the file in your editor",
        short="edit",
        about="The file behind the row; of an error, at its line.",
        places=_SYNC,
        keys=("ctrl+o",),
        letters=("e",),
        menu="e",
        help="open the file",
        group=_GROUP,
        rank=9,
        weight=1,
    ),
    Command(
        id="ask_server",
        name="Ask the server",
        short="ask the server",
        about="Reads both sides and shows what a push would do. Sends nothing.",
        places=_SYNC,
        letters=("r",),
        menu="k",
        help="ask the server, read again",
        group=_GROUP,
        rank=8,
        weight=7,
    ),
    Command(
        id="stop_push",
        name="Stop the push",
        short="stop the push",
        about="After what is in flight. The plan stays, and ctrl+s goes on.",
        places=_SYNC,
        menu="x",
        help="esc stops a push",
    ),
)
