"""What the views of the Journal share: their seats, the rows of a list, and what stands above."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual import events
from textual.content import Content

from spec_tui import journal_messages as words
from spec_tui.screens.assumed import day
from spec_tui.screens.itemlist import receipt_rows
from spec_tui.spec_tree.board import Branch, Page
from spec_tui.widgets import glyphs
from spec_tui.widgets.lines import Lines
from spec_tui.widgets.rows import RowList
from spec_tui.widgets.seats import Seat, Seats
from spec_tui.widgets.text import fit, line, part, selected, shown, spread, wrap

if TYPE_CHECKING:
    from spec_tui.screens.journal import JournalScreen
    from spec_tui.screens.journalroom import JournalRoom

FACTS = 38
"""Columns of what is known of a spec, where it stands beside its timeline."""


class Action(NamedTuple):
    """What a row of the facts leads to: `spec`, `tick`, `file`, `approve` or `view`."""

    kind: str
    value: str = ""
    line: int = 0


PaneRow = tuple[Content, Action | None]


def tree_width(columns: int) -> int:
    """Columns of the tree where it stands beside something; a large window has more of them."""
    return max(36, min(56, columns // 4))


def end_of(text: str, cells: int) -> str:
    """A path in so many cells: its end says more than its start."""
    if part(text).cell_length <= cells:
        return text
    while text and part(text).cell_length > cells - 1:
        text = text[1:]
    return f"{glyphs.MORE}{text}"


def name_of(branch: Branch) -> str:
    """`1014 Mount script`, safe to show."""
    return shown(f"{branch.id} {branch.title}")


def state_of(branch: Branch) -> tuple[str, str, str]:
    """Glyph, colour and word of the status of a spec."""
    return words.STATES[branch.status]


def short_day(text: str) -> str:
    """`23 Aug 2025` for a date or time as written; anything else as it is."""
    safe = shown(text)
    return day(safe[:10]) if len(safe) >= 10 else safe


class JournalView(Seats):
    """One list of the screen: its seats, and how one is drawn."""

    id = ""
    """Region of its list, and of its commands."""

    def __init__(self, screen: JournalScreen) -> None:
        super().__init__()
        self.screen = screen

    @property
    def room(self) -> JournalRoom:
        """What was read."""
        return self.screen.room

    @property
    def page(self) -> Page | None:
        """The page of the selected spec."""
        return self.room.page

    @property
    def width(self) -> int:
        """Cells of a row in the middle, without bar and margin."""
        columns = self.screen.app.size.width
        match self.screen.arranged.size:
            case "wide":
                columns -= tree_width(columns) + FACTS
            case "middle":
                columns -= tree_width(columns)
        return max(20, columns - 5)

    def top(self, width: int) -> list[Content]:
        """Rows above the list."""
        return []

    def row(self, seat: Seat, width: int, here: bool) -> Content:
        """One row of the list, without its first two columns."""
        raise NotImplementedError

    def empty(self) -> str:
        """What stands in an empty list."""
        if self.room.failed:
            return self.room.failed
        if self.room.forest is None:
            return words.READING
        if not self.room.ref:
            return words.SELECT_SPEC if self.room.forest.branches else words.EMPTY
        return words.READING_PAGE if self.room.reading else words.GONE


class JournalTop(Lines):
    """Names of the views and the state of the spec, where panes have no room; and receipts."""

    def __init__(self, screen: JournalScreen, *, id: str, named: bool) -> None:
        super().__init__(id=id)
        self.journal = screen
        self.named = named
        """It names the views: the panes do not stand beside each other."""
        self._spots: list[tuple[int, int, str]] = []

    def lines(self, width: int) -> list[Content]:
        """Return the rows."""
        screen = self.journal
        self._spots = []
        rows = [part("")] if screen.arranged.tall and self.named else []
        self._row = len(rows)
        if self.named:
            rows.append(self._views(width))
        if screen.told.text:
            rows += receipt_rows(screen.told, width)
        elif screen.arranged.tall or (self.named and not screen.arranged.folded):
            rows.append(part(""))
        return rows

    def _views(self, width: int) -> Content:
        current = self.journal.front
        right = self._state()
        for short in (False, True):
            left = line(" ")
            self._spots = []
            for key, view, name in words.VIEWS:
                start = left.cell_length
                said = name if not short or view == current else ""
                style = "bold $primary" if view == current else "$muted"
                left = line(left, (key, "bold $primary"), (f" {said}" if said else "", style), "  ")
                self._spots.append((start, left.cell_length - 2, view))
            if left.cell_length + right.cell_length < width:
                break
        return spread(left, right, width)

    def _state(self) -> Content:
        page = self.journal.room.page
        if page is None or self.journal.front == "tree":
            forest = self.journal.room.forest
            if forest is None or not forest.total:
                return part("")
            done = words.DONE_OF.format(done=forest.done, total=forest.total)
            return line((done, "$muted"), " ")
        glyph, style, _ = state_of(page.branch)
        state = line((glyph, style), " ", (written(page.branch), style))
        if page.criteria and self.journal.app.size.width >= 64:
            met = sum(one.done for one in page.criteria)
            facts = words.SHORT_FACTS.format(done=met, total=len(page.criteria))
            state = line(state, "  ", (facts, "$muted"))
        return line(state, " ")

    def on_click(self, event: events.Click) -> None:
        """Go to the clicked view."""
        for start, end, view in self._spots:
            if event.y == self._row and start <= event.x < end:
                self.journal.go(view)


def written(branch: Branch) -> str:
    """The status as the context file writes it, else our word."""
    return fit(shown(branch.written), 14) or state_of(branch)[2]


class JournalHead(Lines):
    """What a view says above its list, in the middle."""

    def __init__(self, screen: JournalScreen) -> None:
        super().__init__(id="head")
        self.journal = screen

    def lines(self, width: int) -> list[Content]:
        """Return the rows."""
        return self.journal.view.top(width)


class JournalRows(RowList):
    """The list in the middle, or the tree at the left."""

    def __init__(self, screen: JournalScreen, *, id: str) -> None:
        super().__init__(id=id)
        self.journal = screen

    @property
    def shown_view(self) -> JournalView:
        """The view whose rows it draws."""
        return self.journal.specs if self.id == "tree" else self.journal.view

    def count(self) -> int:
        """How many rows there are."""
        return len(self.shown_view.seats) or len(self._empty(self.wide()))

    def _empty(self, width: int) -> list[str]:
        """Why there are no rows."""
        return wrap(self.shown_view.empty(), max(8, width - 3))

    def row(self, number: int, width: int) -> Content:
        """Return one row."""
        view = self.shown_view
        if not view.seats:
            said = self._empty(width)
            return line("  ", (said[number] if number < len(said) else "", "$muted"))
        seat = view.seats[number]
        here = bool(seat.key) and number == view.at
        if here and not self.has_focus and view.id != "tree":
            here = False
        mark = glyphs.SELECTED if self.has_focus else glyphs.HERE
        bar = (mark, "$primary") if here else (" ", "")
        row = line(bar, " ", view.row(seat, width - 4, here))[: max(1, width - 1)]
        return selected(row, width) if here else row

    def on_click(self, event: events.Click) -> None:
        """Select the clicked row; a second click opens it."""
        number = self.row_at(event)
        view = self.shown_view
        if number < 0 or number >= len(view.seats) or not view.seats[number].key:
            return
        again = number == view.at and self.has_focus
        self.journal.select(view, number)
        if again:
            self.journal.do_open_journal("")
