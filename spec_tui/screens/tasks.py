"""Tasks: every item of every format in one list, with what is known about one (screens.md 6.10)."""

from __future__ import annotations

from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.geometry import Region
from textual.widgets import Input

from spec_tui import plan_messages as words
from spec_tui.commands import Context
from spec_tui.screens import editor
from spec_tui.screens.itemdetail import DetailPane, ShortDetail
from spec_tui.screens.itemedits import ItemEdits
from spec_tui.screens.itemlist import ColumnHead, FirstLine, ItemList
from spec_tui.screens.page import is_in
from spec_tui.screens.plan_dialogs import choose_order, choose_shown
from spec_tui.screens.plans import redraw_lines
from spec_tui.screens.requirement import read_requirement
from spec_tui.widgets.box import LineInput
from spec_tui.widgets.receipt import Receipt
from spec_tui.widgets.text import shown
from spec_tui.work.board import Board, Filter, Line, Order, Seat, listed
from spec_tui.work.detail import Detail, detail_of


class TasksScreen(ItemEdits):
    """The list, and the detail of the selected item."""

    CSS_PATH = "plans.tcss"
    mode = "tasks"
    place = "tasks"

    def __init__(self) -> None:
        super().__init__()
        self.shown = Filter()
        self.order: Order = "place"
        self.backwards = False
        self.grouped = False
        self.extra = False
        self.filtering = False
        self.seats: tuple[Seat, ...] = ()
        self.listed = 0
        """How many items are listed, without headings."""
        self.at = 0
        self.whole = False
        """The detail takes the place of the list, where they do not fit beside each other."""
        self.detail: Detail | None = None
        self.prose_of = ""
        self.prose: tuple[str, ...] = ()
        self.first = FirstLine(self)
        self.filter = LineInput(placeholder=words.TYPE_TO_FILTER, id="filter")
        self.head = ColumnHead(self)
        self.list = ItemList(self)
        self.short = ShortDetail(self)
        self.pane = DetailPane(self)

    def body(self) -> ComposeResult:
        """List at the left, detail at the right or below."""
        with Horizontal(id="body"):
            with Vertical(id="left"):
                with Horizontal(id="first"):
                    yield self.filter
                    yield self.first
                yield self.head
                yield self.list
                yield self.short
            self.right = VerticalScroll(self.pane, id="right", can_focus=False)
            yield self.right

    @property
    def context(self) -> Context:
        """Where the person is now."""
        return Context(
            place=self.place,
            typing=self.filtering,
            focus=self._region(),
            deeper=self.whole or bool(self.room.came_from),
        )

    def _region(self) -> str:
        if self.filtering:
            return "filter"
        return "detail" if is_in(self.focused, self.pane) else "list"

    @property
    def line(self) -> Line | None:
        """The selected line, None where there is none."""
        if self.board is None or self.at >= len(self.seats):
            return None
        number = self.seats[self.at].number
        return self.board.lines[number] if number >= 0 else None

    def empty_words(self) -> str:
        """What stands in an empty list."""
        typed = " ".join((self.shown.words, *self.shown.conditions)).strip()
        return words.NO_MATCH.format(filter=shown(typed)) if typed else words.EMPTY

    # drawing

    def take_board(self, board: Board) -> None:
        """Keep the selection by its ref, the place where it is gone; come to what a link named."""
        first, wanted = not self.seats, self.room.selected
        self._list(keep=wanted)
        if first and wanted:
            self.show_item(wanted)

    def on_screen_resume(self) -> None:
        """Show what was selected on another screen."""
        super().on_screen_resume()
        one = self.line
        if self.room.selected and (one is None or one.ref != self.room.selected):
            self.show_item(self.room.selected)

    def _list(self, keep: str = "") -> None:
        board = self.board
        if board is None:
            return
        self.seats = listed(
            board, self.shown, self.order, backwards=self.backwards, grouped=self.grouped
        )
        self.listed = sum(not seat.heading for seat in self.seats)
        number = board.by_ref.get(keep, -1) if keep else -1
        place = next((at for at, seat in enumerate(self.seats) if seat.number == number >= 0), -1)
        self.at = place if place >= 0 else max(0, min(self.at, len(self.seats) - 1))
        self._selected()

    def _selected(self) -> None:
        one = self.line
        self.detail = None
        if one is not None:
            self.room.selected = one.ref
            if self.board is not None:
                self.detail = detail_of(self.board, one.ref)
        if one is None or one.ref != self.prose_of:
            self.prose, self.prose_of = (), ""
            self.pane.at = 0

    def draw_plans(self) -> None:
        """Draw the list and the detail."""
        wide = self.arranged.size == "wide"
        folded = self.arranged.folded
        self.query_one("#left").display = wide or not self.whole
        self.right.display = wide or self.whole
        self.short.display = not wide and not folded
        self.set_class(folded, "-folded")
        self.filter.display = self.filtering
        for pane in (self.first, self.head, self.short, self.pane):
            redraw_lines(pane)
        self.list.redraw()
        self.call_after_refresh(self._follow)

    def _follow(self) -> None:
        self.list.redraw()
        self.list.show_row(self.at, around=1)
        if is_in(self.focused, self.pane):
            row = self.pane.row_of()
            self.right.scroll_to_region(Region(0, max(0, row - 1), 1, 3), animate=False, force=True)

    def select(self, number: int) -> None:
        """Select a row."""
        self.quiet()
        self.at = max(0, min(number, len(self.seats) - 1))
        self._selected()
        self.right.scroll_home(animate=False)
        self.draw_plans()
        self.draw_keys()

    def show_item(self, ref: str) -> None:
        """Select an item by its ref; what hides it is cleared."""
        board = self.board
        if board is None or ref not in board.by_ref:
            return
        number = board.by_ref[ref]
        if not any(seat.number == number for seat in self.seats):
            kind = board.lines[number].kind
            self.shown = Filter(kinds="tasks" if kind == "task" else "all")
            self.filter.value = ""
            if kind != "task":
                self.grouped = False
        self._list(keep=ref)
        self.draw_plans()

    def go_to(self, ref: str) -> None:
        """Select an item of this list."""
        self.show_item(ref)

    # moving

    def do_move_items(self, key: str) -> None:
        """Move the selection of the list or of the detail."""
        page = max(1, self.list.size.height - 2)
        steps = {"up": -1, "k": -1, "down": 1, "j": 1, "pageup": -page, "pagedown": page}
        if self._region() == "detail":
            last = len(self.pane.actions) - 1
            ends = {"home": 0, "end": last}
            self.pane.at = max(0, min(last, ends.get(key, self.pane.at + steps.get(key, 0))))
            self.pane.redraw()
            self._follow()
            return
        ends = {"home": 0, "end": len(self.seats) - 1}
        self.select(ends.get(key, self.at + steps.get(key, 0)))

    def do_open_item(self, key: str) -> None:
        """Go to the detail of the selected item, with the text of its file."""
        one = self.line
        if one is None:
            self.say(words.NOTHING_SELECTED)
            return
        self.quiet()
        self.whole = True
        self.draw_plans()
        self.set_focus(self.pane)
        ref, path, item = one.ref, one.path, self.item

        def took(text: str) -> None:
            if self.line is not None and self.line.ref == ref:
                self.prose, self.prose_of = _own_text(text, item.format if item else ""), ref

        self.room.call(lambda: self.room.desk.text(path), took)

    def do_follow(self, key: str) -> None:
        """Do what the selected row of the detail leads to."""
        action = self.pane.action
        if action is None:
            return
        if action.kind == "item":
            self.show_item(action.ref)
            self.right.scroll_home(animate=False)
        elif action.kind == "tick":
            self.do_tick(key)
        elif action.kind == "requirement":
            read_requirement(self, action.ref)
        else:
            self.do_edit_item(key)

    def do_next_region(self, key: str) -> None:
        """From the list to the detail and back."""
        if self._region() == "list":
            self.do_open_item(key)
        else:
            self._to_list()

    def do_previous_region(self, key: str) -> None:
        """The same the other way round."""
        self.do_next_region(key)

    def _to_list(self) -> None:
        self.whole = False
        self.draw_plans()
        self.set_focus(self.list)

    def _narrowed(self) -> bool:
        """Whether esc has a filter to clear; that a link shows a ticket is none."""
        by_hand = self.shown.kinds == "all" and not self.room.came_from
        return bool(self.shown.words or self.shown.conditions or by_hand)

    def do_step_back(self, key: str) -> None:
        """Leave the filter, the detail, the filter's words, the link; in this order."""
        if self.filtering:
            self.filter.value = ""
            self._end_filter()
        elif self._region() == "detail" or self.whole:
            self._to_list()
        elif self._narrowed():
            self.filter.value = ""
            self.show_filter(Filter())
        elif self.room.came_from:
            self.spec.switch_mode(self.room.came_from.pop())

    # filter, order

    def do_filter(self, key: str) -> None:
        """Filter as you type."""
        self.quiet()
        self.filtering = True
        self.whole = False
        self.draw_plans()
        self.set_focus(self.filter)
        self.draw_keys()

    def do_take_filter(self, key: str) -> None:
        """Back to the list; the filter stays."""
        self._end_filter()

    def _end_filter(self) -> None:
        self.filtering = False
        self.set_focus(self.list)
        self.draw_plans()
        self.draw_keys()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter while typing."""
        if event.value != self.shown.words:
            self.show_filter(replace(self.shown, words=event.value))

    def show_filter(self, made: Filter) -> None:
        """List what another filter leaves."""
        self.shown = made
        self._list(keep=self.room.selected)
        self.draw_plans()

    def show_only(self, *, state: str) -> None:
        """Show one state; again shows all."""
        self.quiet()
        self.show_filter(replace(self.shown, state="" if self.shown.state == state else state))

    def do_show_only(self, key: str) -> None:
        """Ask what is shown."""
        board = self.board
        if board is None:
            return

        def then(made: Filter | None) -> None:
            self.quiet()
            if made is None:
                self.extra = not self.extra
                self.draw_plans()
            else:
                self.show_filter(made)

        choose_shown(self.spec, board, self.shown, self.extra, then)

    def do_order_items(self, key: str) -> None:
        """Ask for an order; the same again turns it round."""

        def then(order: Order | None) -> None:
            self.quiet()
            if order is None:
                self.grouped = not self.grouped
            else:
                self.backwards = order == self.order and not self.backwards
                self.order = order
            self._list(keep=self.room.selected)
            self.draw_plans()

        choose_order(self.spec, self.order, self.grouped, then)

    # changing

    def do_tick(self, key: str) -> None:
        """Tick the selected criterion, or take the tick off."""
        action = self.pane.action if self._region() == "detail" else None
        if action is None or action.kind != "tick" or self.detail is None:
            self.say(words.NOTHING_TO_TICK)
            return
        ref, number = action.ref, action.number
        done = not self.detail.criteria[number].done
        self.room.change(lambda desk: desk.tick(ref, number, done))

    def do_edit_item(self, key: str) -> None:
        """Open the file of the item in the editor, at its line."""
        one = self.line
        if one is None:
            self.say(words.NOTHING_SELECTED)
            return
        problem = editor.open_file(self.spec, str(self.spec.session.root / one.path), one.at)
        if problem:
            self.say(Receipt(problem, "!", "$error"))
        self.room.look()


def _own_text(text: str, format: str) -> tuple[str, ...]:
    """The text below the header; a file of many tasks is not shown whole."""
    if format == "codex":
        return ()
    rows = text.split("\n")
    if rows and rows[0].strip() == "---":
        end = next((at for at, row in enumerate(rows[1:], 1) if row.strip() == "---"), 0)
        rows = rows[end + 1 :]
    while rows and not rows[0].strip():
        rows = rows[1:]
    while rows and not rows[-1].strip():
        rows = rows[:-1]
    return tuple(rows)
