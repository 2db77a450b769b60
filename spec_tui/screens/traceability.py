"""Traces: requirement, design, ticket, task in one row, with what is not covered (6.14)."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.content import Content

from spec_tui import plan_messages as words
from spec_tui.commands import Context
from spec_tui.screens import editor
from spec_tui.screens.itemlist import receipt_rows
from spec_tui.screens.plans import PlanPage
from spec_tui.screens.requirement import read_requirement
from spec_tui.widgets import glyphs, itemlook
from spec_tui.widgets.lines import Lines
from spec_tui.widgets.receipt import Receipt
from spec_tui.widgets.rows import RowList
from spec_tui.widgets.text import fit, line, part, selected, shown, spread, wrap
from spec_tui.work.board import Board
from spec_tui.work.matrix import Cell, Matrix, TraceRow, matrix_of


class TraceScreen(PlanPage):
    """The table, and below it the selected cell in full."""

    CSS_PATH = "plans.tcss"
    mode = "traceability"
    place = "traces"

    def __init__(self) -> None:
        super().__init__()
        self.matrix: Matrix | None = None
        self.rows: tuple[TraceRow, ...] = ()
        self.at = 0
        self.column = 0
        self.gaps = False
        self.top = TraceTop(self)
        self.list = TraceList(self)
        self.foot = TraceFoot(self)

    def body(self) -> ComposeResult:
        """Coverage, the table, the selected cell."""
        yield self.top
        yield self.list
        yield self.foot

    @property
    def context(self) -> Context:
        """Where the person is now."""
        return Context(place=self.place, focus="traces", deeper=bool(self.room.came_from))

    @property
    def cell(self) -> Cell | None:
        """The selected cell, None in a gap."""
        return self.rows[self.at].cells[self.column] if self.at < len(self.rows) else None

    @property
    def row_here(self) -> TraceRow | None:
        """The selected row."""
        return self.rows[self.at] if self.at < len(self.rows) else None

    def take_board(self, board: Board) -> None:
        """Make the table anew, in the thread of the desk."""
        if not board.reading[1]:
            self.room.call(lambda: matrix_of(board), self._took)

    def _took(self, matrix: Matrix) -> None:
        first = self.matrix is None
        self.matrix = matrix
        self._list()
        if first:
            self._find(self.room.selected)

    def _find(self, wanted: str) -> None:
        """Start at the row of what was selected elsewhere."""
        for number, row in enumerate(self.rows):
            for column, cell in enumerate(row.cells):
                if wanted and cell is not None and wanted in (cell.ref, cell.id):
                    self.at, self.column = number, column
                    return

    def _list(self) -> None:
        if self.matrix is not None:
            self.rows = tuple(row for row in self.matrix.rows if not self.gaps or row.reason)
            self.at = max(0, min(self.at, len(self.rows) - 1))

    def draw_plans(self) -> None:
        """Draw everything."""
        self.top.redraw(layout=True)
        self.foot.redraw(layout=True)
        self.list.redraw()
        self.call_after_refresh(self._follow)

    def _follow(self) -> None:
        self.list.redraw()
        self.list.show_row(self.at, around=1)

    def select(self, at: int, column: int) -> None:
        """Select a cell; of an orphan there is only one."""
        self.quiet()
        self.at = max(0, min(len(self.rows) - 1, at))
        self.column = max(0, min(3, column))
        row = self.row_here
        if row is not None and row.orphan:
            self.column = next(n for n, cell in enumerate(row.cells) if cell is not None)
        self.draw_plans()

    def do_move_items(self, key: str) -> None:
        """Move up and down."""
        page = max(1, self.list.size.height - 2)
        steps = {"up": -1, "k": -1, "down": 1, "j": 1, "pageup": -page, "pagedown": page}
        ends = {"home": 0, "end": len(self.rows) - 1}
        self.select(ends.get(key, self.at + steps.get(key, 0)), self.column)

    def do_trace_column(self, key: str) -> None:
        """Requirement, design, ticket, task."""
        self.select(self.at, self.column + (1 if key == "right" else -1))

    def do_orphans(self, key: str) -> None:
        """Show only gaps, or everything again."""
        self.quiet()
        self.gaps = not self.gaps
        self._list()
        self.draw_plans()

    def do_open_trace(self, key: str) -> None:
        """A requirement is read here, a ticket or task opens in Tasks, a design in the editor."""
        cell = self.cell
        if cell is None:
            self.say(words.NOTHING_SELECTED)
        elif cell.ref:
            self.go_to(cell.ref)
        elif self.column == 0:
            read_requirement(self, cell.id, cell.path)
        else:
            self.do_edit_item(key)

    def do_edit_item(self, key: str) -> None:
        """Open the file of the cell in the editor, at its line."""
        cell = self.cell
        if cell is None:
            self.say(words.NOTHING_SELECTED)
            return
        path = str(self.spec.session.root / cell.path)
        problem = editor.open_file(self.spec, path, cell.line)
        if problem:
            self.say(Receipt(problem, "!", "$error"))
        self.room.look()

    def do_step_back(self, key: str) -> None:
        """Everything again, then back along the links."""
        if self.gaps:
            self.do_orphans(key)
        elif self.room.came_from:
            self.spec.switch_mode(self.room.came_from.pop())


class TraceTop(Lines):
    """Coverage, and the names of the columns."""

    def __init__(self, traces: TraceScreen) -> None:
        super().__init__(id="top")
        self.traces = traces

    def lines(self, width: int) -> list[Content]:
        """Return the rows."""
        traces = self.traces
        found = traces.matrix
        if traces.told.text:
            rows = receipt_rows(traces.told, width)
        elif found is None:
            rows = [part("")]
        else:
            trace = found.trace
            linked, total = trace.requirements.linked, trace.requirements.total
            left = line(" ", (words.TRACED.format(linked=linked, total=total), "bold"))
            rest = words.COVERED.format(
                designs=f"{trace.designs.linked} of {trace.designs.total}",
                tickets=f"{trace.tickets.linked} of {trace.tickets.total}",
                tasks=f"{trace.tasks.linked} of {trace.tasks.total}",
            )
            rows = [spread(left, line((rest, "$muted"), "  "), width)]
        air = [part("")] if traces.arranged.tall else []
        gap = [] if traces.arranged.folded else [part("")]
        head = line("  ")
        if traces.rows:
            for name, cells in zip(words.TRACE_COLUMNS, columns(traces, width), strict=True):
                if cells:
                    head = line(head, (fit(name, cells).ljust(cells), "$muted"), "  ")
        return [*air, *rows, *gap, head[:width]]


def columns(traces: TraceScreen, width: int) -> tuple[int, int, int, int]:
    """Cells of the four columns; where it is narrow, ids without titles, then fewer columns."""
    widest = [0, 0, 0, 0]
    for row in traces.rows:
        for at, cell in enumerate(row.cells):
            widest[at] = max(widest[at], len(cell.id) if cell is not None else 0)
    widest = [min(max(one + 2 * (at > 1), 6), 24) for at, one in enumerate(widest)]
    room = width - 3 - 6
    least = sum(widest)
    if least > room:
        design = 0
        first = min(widest[0], max(8, room + 2 - widest[2] - widest[3]))
        return (first, design, widest[2], min(widest[3], room + 2 - first - widest[2]))
    spare = room - least
    if spare < 24:
        return (widest[0] + spare, widest[1], widest[2], widest[3])
    task = min(40, spare // 3)
    return (widest[0] + spare - task, widest[1], widest[2], widest[3] + task)


class TraceList(RowList):
    """One row for each task of a requirement; `○` in gaps."""

    def __init__(self, traces: TraceScreen) -> None:
        super().__init__(id="traces")
        self.traces = traces

    def count(self) -> int:
        """How many rows there are."""
        return max(1, len(self.traces.rows))

    def row(self, number: int, width: int) -> Content:
        """Return one row."""
        traces = self.traces
        if traces.matrix is None:
            return part(f"  {traces.room.failed or words.READING_PLANS}", "$muted")
        if not traces.rows:
            return line("  ", (fit(words.NO_TRACES, width - 2), "$muted"))
        row = traces.rows[number]
        here = number == traces.at
        content = line((glyphs.SELECTED, "$primary") if here else (" ", ""), " ")
        for at, cells in enumerate(columns(traces, width)):
            if row.orphan and row.cells[at] is not None:
                content = line(content, self._orphan(row, width - content.cell_length - 1, here))
                break
            if cells:
                one = self._cell(row, at, cells, here and at == traces.column)
                content = line(content, one.pad_right(max(0, cells - one.cell_length)), "  ")
        content = content[: width - 1]
        return selected(content, width) if here else content

    def _orphan(self, row: TraceRow, room: int, here: bool) -> Content:
        """Something that nothing leads to, or that leads nowhere, with the reason behind it."""
        cell = next(cell for cell in row.cells if cell is not None)
        name = shown(cell.id)
        text = line(("! ", "$warning"), (name, "bold $primary" if here else ""))
        reason = fit(f"  {shown(row.reason)}", max(0, room - text.cell_length))
        return line(text, (reason, "$warning"))

    def _cell(self, row: TraceRow, at: int, cells: int, here: bool) -> Content:
        cell = row.cells[at]
        if cell is None:
            if row.orphan:
                return part("")
            word = row.reason if at == 3 else ""
            if here:
                return part(fit(f"○ {word}", cells), "bold $primary")
            return line(("○", "$muted"), (fit(f" {word}", cells - 1), "$warning"))
        if cell.repeated and row is not self.traces.row_here:
            return part("")
        name = shown(cell.id)
        style = "bold $primary" if here else "$muted" if cell.repeated else ""
        found = part("")
        if cell.state:
            found = line((itemlook.glyph(cell.state), itemlook.style(cell.state)), " ")
        found = line(found, (fit(name, cells - found.cell_length), style))
        room = cells - found.cell_length - 2
        if room >= 8 and not cell.repeated:
            found = line(found, "  ", (fit(shown(cell.title), room), "$muted"))
        return found

    def on_click(self, event: events.Click) -> None:
        """Select the clicked cell; again goes there."""
        number = self.row_at(event)
        if number < 0 or not self.traces.rows:
            return
        x, column = 2, 0
        for at, cells in enumerate(columns(self.traces, self.wide())):
            if cells and event.x >= x:
                column = at
            x += cells + 2 if cells else 0
        again = (number, column) == (self.traces.at, self.traces.column)
        self.traces.select(number, column)
        if again:
            self.traces.do_open_trace("")


class TraceFoot(Lines):
    """The selected cell in full."""

    def __init__(self, traces: TraceScreen) -> None:
        super().__init__(id="foot")
        self.traces = traces

    def lines(self, width: int) -> list[Content]:
        """Return the rows."""
        traces = self.traces
        if not traces.rows or traces.arranged.folded:
            return []
        row = traces.rows[traces.at]
        cell = traces.cell
        rows = [part("")]
        if cell is None:
            text = row.reason or words.NOTHING_SELECTED
            return [*rows, line("  ", ("○ ", "$muted"), (text, "$warning")), part(""), part("")]
        title = wrap(f"{shown(cell.id)}  {shown(cell.title)}", width - 4)[:2]
        rows += [line("  ", (piece, "bold" if not at else "")) for at, piece in enumerate(title)]
        place = f"{shown(cell.path)}:{cell.line}"
        state = (
            line((itemlook.glyph(cell.state), itemlook.style(cell.state)), " ")
            if cell.state
            else ""
        )
        word = (f"{cell.state}  ", itemlook.style(cell.state)) if cell.state else ""
        reason = (f"{shown(row.reason)}  ", "$warning") if row.reason else ""
        rows.append(line("  ", state, word, reason, (fit(place, width - 24), "$muted")))
        return [*rows, *[part("")] * (4 - len(rows))]
