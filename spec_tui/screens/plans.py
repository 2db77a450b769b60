"""What the screens of plans share: the desk with a thread of its own, and the page above it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from spec_tui import plan_messages as words
from spec_tui.screens.deskpage import DeskPage
from spec_tui.screens.deskroom import DeskRoom
from spec_tui.tasks import TaskDesk, Told
from spec_tui.widgets.lines import Lines
from spec_tui.widgets.receipt import Receipt, receipt_of_told
from spec_tui.widgets.shown import Shown
from spec_tui.work.board import Board

if TYPE_CHECKING:
    from spec_tui.app import SpecApp


def redraw_lines(widget: Lines) -> None:
    """Draw again; the screen is only laid out anew where the number of rows changed."""
    width = widget.size.width
    same = bool(width) and len(widget.lines(width)) == widget.virtual_size.height
    widget.redraw(layout=not same)


class PlanRoom(DeskRoom):
    """The desk of the app: read once somebody opens a screen of plans, watched while one is open.

    The desk works in a thread of its own, so that a key never waits for ten thousand files.
    """

    def __init__(self, app: SpecApp) -> None:
        super().__init__(app, "plans")
        self.desk = TaskDesk(app.session.root, who=lambda: app.session.who)
        self.board: Board | None = None
        self.fresh: frozenset[str] = frozenset()
        """Refs that changed on disk since the last key."""
        self.selected = ""
        """The ref that was selected last, on whatever screen."""
        self.came_from: list[str] = []
        """Modes that a link led away from, for esc."""
        self._opened = False

    def open(self) -> None:
        """Begin to read, the first time."""
        if self._opened:
            return
        self._opened = True
        self.call(self.desk.first, self._began)

    def _began(self, board: Board | None) -> None:
        if board is not None:
            self._take(board)
        self.call(self.desk.open, self._take)

    def _take(self, board: Board) -> None:
        before = self.board
        if before is not None and not before.reading[1]:
            old = {line.ref: line for line in before.lines}
            self.fresh = frozenset(line.ref for line in board.lines if old.get(line.ref) != line)
        self.board = board
        self.reads += 1

    def look(self, *, aloud: bool = False) -> None:
        """Take in what changed on disk."""
        if not self._opened or self.app.busy:
            return

        def took(board: Board | None) -> None:
            if board is not None:
                self._take(board)
            elif aloud:
                self.app.say(words.NOTHING_NEW)

        self.call(self.desk.look, took, loud=aloud)

    def watch(self) -> None:
        """Look at the disk, where somebody sees the plans."""
        if isinstance(self.app.screen, PlanPage):
            self.look()

    def change(
        self,
        work: Callable[[TaskDesk], Told],
        then: Callable[[Told], None] | None = None,
        *,
        undoable: bool = True,
    ) -> None:
        """Let the desk change something, draw the new board, say the receipt."""

        def took(told: Told) -> None:
            self.board = self.desk.board or self.board
            self.reads += 1
            if then is not None:
                then(told)
            self.app.say(receipt_of_told(told, undoable=undoable))

        self.fresh = frozenset()
        self.call(lambda: work(self.desk), took)


class PlanPage(DeskPage):
    """A page over the plans; its first body line takes the receipts."""

    DEFAULT_CSS = "PlanPage > ReceiptLine { display: none; }"

    def __init__(self) -> None:
        super().__init__()
        self.told = Receipt("")
        self._board: Board | None = None

    @property
    def room(self) -> PlanRoom:
        """The desk of the app."""
        return self.spec.plans

    @property
    def board(self) -> Board | None:
        """What was read last."""
        return self.room.board

    def draw_body(self, picture: Shown) -> None:
        """Draw the plans."""
        board = self.room.board
        if board is not None and board is not self._board:
            self._board = board
            self.take_board(board)
        self.draw_plans()

    def take_board(self, board: Board) -> None:
        """Another board was read."""

    def draw_plans(self) -> None:
        """Draw everything between header and progress line."""

    def say(self, receipt: Receipt | str) -> None:
        """Put a sentence in the place of the counts."""
        self.told = Receipt(receipt) if isinstance(receipt, str) else receipt
        if self.is_mounted:
            self.draw_plans()

    def quiet(self) -> None:
        """A key was pressed: the last sentence has been read."""
        self.told = Receipt("")
        self.room.fresh = frozenset()

    def go_to(self, ref: str) -> None:
        """Show an item in Tasks; esc comes back."""
        self.room.selected = ref
        self.room.came_from.append(self.mode)
        self.spec.switch_mode("tasks")

    def do_read_again(self, key: str) -> None:
        """Read the files now."""
        self.room.look(aloud=True)
