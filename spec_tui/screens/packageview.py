"""What the views of Packages share: seats in a list, rows of a pane, and how both are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from textual import events
from textual.content import Content

from spec_tui import package_messages as words
from spec_tui.screens.itemlist import receipt_rows
from spec_tui.widgets import glyphs
from spec_tui.widgets.lines import Lines
from spec_tui.widgets.rows import RowList
from spec_tui.widgets.seats import Seat, Seats
from spec_tui.widgets.text import fit, line, part, plain, selected, shown, spread, wrap
from spec_tui.widgets.walkingpane import WalkingPane

if TYPE_CHECKING:
    from spec_tui.screens.packageroom import PackageRoom
    from spec_tui.screens.packages import PackagesScreen

LABEL = 11
LONGEST_TEXT = 400
"""Lines of a block or diff that are drawn."""


class Action(NamedTuple):
    """What a row of the pane leads to: `file`, `copy`, `command`, `check`."""

    kind: str
    value: Any = None
    line: int = 0


PaneRow = tuple[Content, Action | None]


class View(Seats):
    """One view: its seats, how one is drawn, and what the pane says about the selected one."""

    id = ""
    """Region of its list, and of its commands."""
    table = False
    """Its top is the names of columns."""

    def __init__(self, screen: PackagesScreen) -> None:
        super().__init__()
        self.screen = screen

    @property
    def room(self) -> PackageRoom:
        """What was read."""
        return self.screen.room

    @property
    def narrow(self) -> bool:
        """The pane has no room beside the list."""
        return self.screen.arranged.size not in {"wide", "middle"}

    @property
    def width(self) -> int:
        """Cells of a sentence in the list."""
        columns = self.screen.app.size.width
        if self.narrow:
            return max(20, columns - 5)
        return max(
            20, columns - 66 if self.screen.arranged.size == "wide" else columns * 3 // 5 - 5
        )

    def top(self, width: int) -> list[Content]:
        """Rows between the names of the views and the list."""
        return []

    def row(self, seat: Seat, width: int, here: bool) -> Content:
        """One row of the list, without its first two columns."""
        raise NotImplementedError

    def empty(self) -> str:
        """What stands in an empty list."""
        return words.READING

    def pane(self, width: int) -> list[PaneRow]:
        """Everything about the selected seat."""
        return []

    def short(self, width: int) -> list[Content]:
        """The same in at most five rows, below the list."""
        return []

    def foot(self, width: int) -> list[Content]:
        """Rows below the list."""
        return []


def text_rows(text: str, width: int, style: str = "") -> list[PaneRow]:
    """Foreign text wrapped, without actions."""
    return [(part(piece, style), None) for piece in wrap(shown(text), width)]


def label_rows(
    label: str, text: str, width: int, action: Action | None = None, style: str = ""
) -> list[PaneRow]:
    """A label in a column of its own and foreign text at its right; a long word goes below it."""
    safe = shown(text)
    room = max(8, width - LABEL)
    if any(len(word) > room for word in safe.split(" ")):
        rows = [(part(label, "$muted"), action)] if label else []
        below = [line("  ", (piece, style)) for piece in wrap(safe, max(8, width - 2))]
        return [*rows, *((one, None if rows or at else action) for at, one in enumerate(below))]
    pieces = wrap(safe, room)
    first: PaneRow = (line((label.ljust(LABEL), "$muted"), (pieces[0], style)), action)
    return [first, *((line(" " * LABEL, (piece, style)), None) for piece in pieces[1:])]


def at_most(text: str, width: int, rows: int) -> list[str]:
    """A sentence in so many rows; a longer one ends in `…`, and the pane says it whole."""
    pieces = wrap(text, width)
    if len(pieces) > rows:
        pieces = [*pieces[: rows - 1], fit(" ".join(pieces[rows - 1 :]), width)]
    return pieces


def path_rows(path: str, width: int, action: Action) -> list[PaneRow]:
    """A path, never cut."""
    pieces = wrap(shown(path), width)
    return [(part(one, "$muted"), None if at else action) for at, one in enumerate(pieces)]


def verbatim(text: str, width: int) -> list[Content]:
    """Lines of a file as they are, wrapped below their own indent, at most so many."""
    rows: list[Content] = []
    for one in text.split("\n")[:LONGEST_TEXT]:
        safe = plain(one.rstrip("\r")).plain
        indent = min(len(safe) - len(safe.lstrip(" ")), width // 2)
        lead = " " * indent
        rows += [line(lead, piece) for piece in wrap(safe.lstrip(" "), width - indent)]
    return rows


class PackageTop(Lines):
    """Names of the views, state and owners; then what the view says of itself, or a receipt."""

    def __init__(self, screen: PackagesScreen) -> None:
        super().__init__(id="top")
        self.packages = screen
        self._spots: list[tuple[int, int, str]] = []

    def lines(self, width: int) -> list[Content]:
        """Return the rows."""
        screen = self.packages
        self._spots = []
        rows = [part("")] if screen.arranged.tall else []
        self._row = len(rows)
        rows.append(self._views(width) if screen.room.name else self._shelf())
        if screen.told.text:
            rows += [part(""), *receipt_rows(screen.told, width)]
        else:
            top = screen.view.top(width)
            gap = [] if screen.arranged.folded else [part("")]
            rows += [*gap, *top]
            if screen.arranged.tall and not screen.view.table:
                rows.append(part(""))
        return rows

    def _shelf(self) -> Content:
        books = self.packages.room.shelf
        left = line(" ", (words.PACKAGES, "bold $primary"))
        if not books:
            return left
        one = words.ONE_PACKAGE if len(books) == 1 else words.SOME_PACKAGES
        return line(left, "  ", (one.format(count=len(books)), "$muted"))

    def _views(self, width: int) -> Content:
        left = line(" ")
        current = self.packages.view.id
        for key, view, name in words.VIEWS:
            start = left.cell_length
            style = "bold $primary" if view == current else "$muted"
            left = line(left, (f"{key} ", "bold $primary"), (name, style), "  ")
            self._spots.append((start, left.cell_length - 2, view))
        opened = self.packages.room.opened
        if opened is None:
            return left
        package = opened.package
        state = line((shown(package.status), "bold" if package.approved else ""))
        owners = ", ".join(shown(one) for one in package.owners) or words.NO_OWNERS
        room = width - left.cell_length - state.cell_length - 4
        right = line(state, " ")
        if room >= 8:
            right = line(state, "  ", (fit(owners, room), "$muted"), " ")
        return spread(left, right, width)

    def on_click(self, event: events.Click) -> None:
        """Go to the clicked view."""
        for start, end, view in self._spots:
            if event.y == self._row and start <= event.x < end:
                self.packages.go(view)


class PackageNote(Lines):
    """The last sentence, where the pane has taken the place of everything else."""

    def __init__(self, screen: PackagesScreen) -> None:
        super().__init__(id="note")
        self.packages = screen

    def lines(self, width: int) -> list[Content]:
        """Return the rows."""
        told = self.packages.told
        return receipt_rows(told, width) if told.text else []


class PackageRows(RowList):
    """The list of a view."""

    def __init__(self, screen: PackagesScreen) -> None:
        super().__init__(id="rows")
        self.packages = screen

    def count(self) -> int:
        """How many rows there are."""
        return len(self.packages.view.seats) or len(self._empty(self.wide()))

    def _empty(self, width: int) -> list[str]:
        """Why there are no rows."""
        words_ = self.packages.room.failed or self.packages.view.empty()
        return wrap(words_, max(8, width - 3))

    def row(self, number: int, width: int) -> Content:
        """Return one row."""
        view = self.packages.view
        if not view.seats:
            said = self._empty(width)
            return line("  ", (said[number] if number < len(said) else "", "$muted"))
        seat = view.seats[number]
        here = bool(seat.key) and number == view.at
        mark = glyphs.SELECTED if self.has_focus else glyphs.HERE
        bar = (mark, "$primary") if here else (" ", "")
        row = line(bar, " ", view.row(seat, width - 3, here))[:width]
        return selected(row, width) if here else row

    def on_click(self, event: events.Click) -> None:
        """Select the clicked row; a second click opens it."""
        number = self.row_at(event)
        view = self.packages.view
        if number < 0 or number >= len(view.seats) or not view.seats[number].key:
            return
        again = number == view.at
        self.packages.select(number)
        if again:
            self.packages.open_seat()


class PackagePane(WalkingPane[Action]):
    """Everything about the selected row."""

    def __init__(self, screen: PackagesScreen) -> None:
        super().__init__(id="pane")
        self.packages = screen

    def contents(self, width: int) -> list[PaneRow]:
        """What the view says about it."""
        return self.packages.view.pane(width)

    def airy(self) -> bool:
        """Tall windows have room for air."""
        return self.packages.arranged.tall

    def follow(self) -> None:
        """Do what the selected row leads to."""
        self.packages.do_follow_row("")


class PackageShort(Lines):
    """The selected row in a few lines, where the pane has no room."""

    def __init__(self, screen: PackagesScreen) -> None:
        super().__init__(id="short")
        self.packages = screen

    def lines(self, width: int) -> list[Content]:
        """Return the rows."""
        return self.packages.view.short(width)


class PackageFoot(Lines):
    """What the view says below its list."""

    def __init__(self, screen: PackagesScreen) -> None:
        super().__init__(id="foot")
        self.packages = screen

    def lines(self, width: int) -> list[Content]:
        """Return the rows."""
        return self.packages.view.foot(width)
