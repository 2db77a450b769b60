"""The list of items: first line, column heads, rows (screens.md 6.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.content import Content

from spec_tui import plan_messages as words
from spec_tui.widgets import glyphs, itemlook
from spec_tui.widgets.lines import Lines
from spec_tui.widgets.receipt import Receipt
from spec_tui.widgets.rows import RowList
from spec_tui.widgets.text import fit, line, part, selected, shown, spread, wrap
from spec_tui.work.board import Board, Line

if TYPE_CHECKING:
    from spec_tui.screens.tasks import TasksScreen

COUNTED = ("ready", "in progress", "review", "blocked", "done")
_WORD = itemlook.WORD + 2
_PRIORITY = 8
_SIZE = 5
_TITLE = 20


def receipt_rows(receipt: Receipt, width: int) -> list[Content]:
    """The rows of a receipt in the place of something else."""
    lead = f"{receipt.glyph} " if receipt.glyph else ""
    text = " ".join(piece for piece in (shown(receipt.text), receipt.tail) if piece)
    rows = []
    for at, piece in enumerate(wrap(text, max(8, width - len(lead) - 2))):
        head = lead if not at else " " * len(lead)
        style = "$error" if receipt.style == "$error" else "$muted"
        rows.append(line(" ", (head, f"bold {receipt.style}"), (piece, style)))
    return rows


class FirstLine(Lines):
    """The filter and the counts; a receipt takes their place."""

    def __init__(self, tasks: TasksScreen) -> None:
        super().__init__()
        self.tasks = tasks
        self._spots: list[tuple[int, int, str]] = []

    def lines(self, width: int) -> list[Content]:
        """Return the row, more where a receipt is long."""
        tasks = self.tasks
        self._spots = []
        if tasks.told.text:
            return receipt_rows(tasks.told, width)
        left = part("") if tasks.filtering else self._filter(width)
        board = tasks.board
        if board is None:
            return [left]
        room = width - left.cell_length - 2
        return [self._joined(left, self._counts(board, room), width)]

    def _filter(self, width: int) -> Content:
        conditions = ", ".join(shown(one) for one in self.tasks.shown.conditions)
        typed = shown(self.tasks.shown.words)
        left = line(" ", ("/ ", "bold $primary"))
        if typed or conditions:
            together = "  ".join(one for one in (typed, conditions) if one)
            return line(left, (fit(together, max(8, width // 3)), "bold"))
        return line(left, (words.TYPE_TO_FILTER, "$muted")) if width >= 60 else left

    def _counts(self, board: Board, room: int) -> list[tuple[str, str, str]]:
        """(text, style, state) of each count that fits."""
        if board.reading[1]:
            read, files = board.reading
            return [(words.READING.format(read=read, total=files), "$muted", "")]
        rows = self.tasks.listed
        total = words.ONE_ITEM if board.listed == 1 else words.ITEMS.format(count=f"{rows:,}")
        if rows != board.listed:
            total = words.OF_ITEMS.format(shown=f"{rows:,}", count=f"{board.listed:,}")
        found = [(total, "$muted", "")]
        for state in COUNTED:
            count = board.counts.get(state, 0)
            if count:
                found.append((f"{count:,} {state}", itemlook.style(state), state))
        while len(found) > 1 and sum(len(text) + 4 for text, _, _ in found) - 4 > room - 1:
            found.pop()
        return found

    def _joined(self, left: Content, counts: list[tuple[str, str, str]], width: int) -> Content:
        right = part("")
        spots = []
        for text, style, state in counts:
            gap = "  " if right.cell_length else ""
            right = line(right, gap)
            start = right.cell_length
            if state:
                right = line(right, (itemlook.glyph(state), style), " ")
            number, _, word = text.partition(" ")
            right = line(right, (number, ""), (f" {word}", "$muted"))
            spots.append((start, right.cell_length, state))
        right = line(right, "  ")
        at = width - right.cell_length
        self._spots = [(at + start, at + end, state) for start, end, state in spots]
        return spread(left, right, width)

    def on_click(self, event: events.Click) -> None:
        """Show only what was clicked; a click on the filter types one."""
        for start, end, state in self._spots:
            if start <= event.x < end:
                self.tasks.show_only(state=state)
                return
        self.tasks.do_filter("")


class ColumnHead(Lines):
    """The names of the columns."""

    DEFAULT_CSS = "ColumnHead { height: 1; }"

    def __init__(self, tasks: TasksScreen) -> None:
        super().__init__()
        self.tasks = tasks

    def lines(self, width: int) -> list[Content]:
        """Return the row."""
        board = self.tasks.board
        if board is None or not self.tasks.seats:
            return [part("")]
        row = line("  ")
        names = dict(zip(_COLUMNS, words.COLUMNS, strict=True))
        # The bar at the side of a long list takes a cell of the rows, not of their heads.
        seen = self.tasks.list.wide() or width
        for name, cells in columns(board, seen, extra=self.tasks.extra):
            row = line(row, (fit(names[name], cells).ljust(cells), "$muted"), "  ")
        return [row[:width]]


_COLUMNS = ("status", "id", "title", "priority", "size", "ticket", "format", "path")


def columns(board: Board, width: int, *, extra: bool = False) -> list[tuple[str, int]]:
    """The columns that fit, and their cells; from the right they go first."""
    ids = max(2, min(board.id_width, max(12, width // 3)))
    path = min(40, max((len(line.path) for line in board.lines[:200]), default=4))
    wanted = [
        ("priority", _PRIORITY),
        ("size", _SIZE),
        ("ticket", max(6, min(board.parent_width, 20))),
        *([("format", 9), ("path", path)] if extra else []),
    ]
    room = width - 2 - (_WORD + 2) - (ids + 2) - 1
    while wanted and room - sum(cells + 2 for _, cells in wanted) < _TITLE + 14 * (width >= 60):
        wanted.pop()
    title = room - sum(cells + 2 for _, cells in wanted)
    return [("status", _WORD), ("id", ids), ("title", max(4, title)), *wanted]


class ItemList(RowList):
    """One row each."""

    def __init__(self, tasks: TasksScreen) -> None:
        super().__init__(id="items")
        self.tasks = tasks

    def count(self) -> int:
        """How many rows there are."""
        return max(1, len(self.tasks.seats))

    def row(self, number: int, width: int) -> Content:
        """Return one row."""
        tasks = self.tasks
        board = tasks.board
        if board is None:
            return part(f"  {tasks.room.failed or words.READING_PLANS}", "$muted")
        if not tasks.seats:
            return line("  ", (fit(tasks.empty_words(), width - 2), "$muted"))
        seat = tasks.seats[number]
        here = number == tasks.at
        mark = glyphs.SELECTED if self.has_focus or tasks.filtering else glyphs.HERE
        bar = (mark, "$primary") if here else (" ", "")
        if seat.number < 0:
            row = line(bar, " ", (words.NO_TICKET, "bold"))
            return selected(row, width) if here else row
        one = board.lines[seat.number]
        fresh = one.ref in tasks.room.fresh
        lead = (glyphs.CHANGED, "$success") if fresh else (" ", "")
        row = line(bar, lead)
        row = line(
            row, *self._heading(one, width) if seat.heading else self._cells(one, here, width)
        )
        return selected(row, width) if here else row

    def _heading(self, one: Line, width: int) -> list[Content | str | tuple[str, str]]:
        glyph = itemlook.glyph(one.state)
        room = width - 8 - len(one.id) - len(one.state)
        return [
            (shown(one.id), "bold"), " ", (fit(shown(one.title), room), "bold"), "  ",
            (glyph, itemlook.style(one.state)), " ", (one.state, itemlook.style(one.state)),
        ]  # fmt: skip

    def _cells(self, one: Line, here: bool, width: int) -> list[Content | str | tuple[str, str]]:
        assert self.tasks.board is not None
        found: list[Content | str | tuple[str, str]] = []
        for name, cells in columns(self.tasks.board, width, extra=self.tasks.extra):
            found += [self._cell(name, one, cells, here), "  "]
        return found[:-1]

    def _cell(self, name: str, one: Line, cells: int, here: bool) -> Content:
        quiet = itemlook.quiet(one.state)
        match name:
            case "status":
                style = itemlook.style(one.state)
                glyph = "!" if one.trouble else itemlook.glyph(one.state)
                text = line((glyph, "$error" if one.trouble else style), " ", (one.state, style))
            case "id" if one.number < 0:
                return part(shown(one.path))
            case "id":
                text = part(fit(shown(one.id), cells), "$muted")
            case "title":
                title = shown(one.title)
                if one.number < 0:
                    return part("")
                if one.trouble:
                    title = f"{title}  {shown(one.path)}"
                style = "bold" if here else quiet
                text = part(fit(title, cells), style)
            case "priority":
                loud = one.priority == "critical" and not quiet
                text = part(one.priority, "bold" if loud else "$muted")
            case "size":
                text = part(fit(shown(one.size), cells), "$muted")
            case "ticket":
                text = part(fit(shown(one.parent), cells), "$muted")
            case "format":
                text = part(one.format, "$muted")
            case _:
                text = part(fit(shown(one.path), cells), "$muted")
        return text.pad_right(max(0, cells - text.cell_length))

    def on_click(self, event: events.Click) -> None:
        """Select the clicked row; a second click opens it."""
        number = self.row_at(event)
        if number >= 0 and self.tasks.seats:
            again = number == self.tasks.at
            self.tasks.select(number)
            if again:
                self.tasks.do_open_item("")
