"""The lane list: one row per item, at its left the lanes that lead to what it comes before.

A lane waits for one item and ends at it; everything that must be done before that item joins the
lane from above (screens.md 6.11). Laying out takes time linear in nodes and edges (times the
logarithm of the number of lanes); a row is drawn only when somebody looks at it.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from spec_tui.work.drawing import strokes
from spec_tui.work.drawing.model import Graph, Index
from spec_tui.work.drawing.order import blocks


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the list: an item, or the heading above the members of a cycle."""

    ref: str = ""
    """The item; empty in a heading."""
    cycle: tuple[str, ...] = ()
    """In a heading: a shortest way around, first and last the same."""
    back: tuple[str, ...] = ()
    """Items above that this one must come before: the edges that close a cycle, without a lane.

    A row says them in words, `↻ TSK-002`.
    """


class _Column:
    """The lanes of one column from top to bottom; they never overlap."""

    __slots__ = ("ends", "heavy", "starts", "targets")

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.heavy: list[int] = []
        """The row from which the lane is heavy; beyond its end if it never is."""
        self.targets: list[int] = []

    def open_below(self, row: int) -> int:
        """The number of the lane that leaves `row` downwards, or -1."""
        i = bisect_right(self.starts, row) - 1
        return i if i >= 0 and self.ends[i] > row else -1


class Lanes:
    """A graph laid out as lanes; made by `lay_out`."""

    __slots__ = (
        "_at",
        "_columns",
        "_glyphs",
        "_heavy",
        "_links",
        "_open",
        "graph",
        "rows",
        "seats",
    )

    def __init__(self, index: Index, *, keep_order: bool) -> None:
        self.graph = index.graph
        self.rows: list[Row] = []
        """From top to bottom."""
        self.seats: dict[str, int] = {}
        """The row of each ref."""
        self._columns: list[_Column] = []
        self._at: list[int] = []  # the column of the row's node, -1 in a heading
        self._links: list[tuple[int, ...]] = []  # other columns that the node joins or opens
        self._heavy: list[int] = []  # the one of them on the critical path, or -1
        self._open: list[int] = []  # how many lanes leave the row downwards
        self._glyphs: list[str] = []  # the state of the row's node
        self._lay_out(index, keep_order)

    @property
    def columns(self) -> int:
        """How many columns the widest row needs; a column is two cells wide, the last one one."""
        return len(self._columns)

    @property
    def cells(self) -> int:
        """The cells that all lanes take when none is hidden."""
        return max(1, 2 * self.columns - 1)

    def column(self, ref: str) -> int:
        """The column in which an item and the lane that leads to it stand."""
        return self._at[self.seats[ref]]

    def view(self, width: int, first: int = 0, *, ascii: bool = False) -> LaneView:
        """Return the lanes from column `first` on, in at most `width` cells (12 at least)."""
        return LaneView(self, width, first, ascii=ascii)

    def _lay_out(self, index: Index, keep_order: bool) -> None:
        order = blocks(index, keep_order=keep_order)
        seat = [0] * len(index)
        row = 0
        for block in order:
            row += bool(block.cycle)
            for node in block.members:
                seat[node] = row
                row += 1
        following = index.critical_after()
        columns = self._columns
        lane_of: dict[int, int] = {}
        free: list[int] = []
        ended = -1
        for block in order:
            if block.cycle:
                self._append(Row(cycle=tuple(index.ref(i) for i in block.cycle)), -1, (), -1)
                if ended >= 0:
                    heapq.heappush(free, ended)
                ended = -1
            for node in block.members:
                row = seat[node]
                if node in lane_of:
                    at = lane_of.pop(node)
                    columns[at].ends[-1] = row
                else:
                    # Not where a lane or a node ended in the row above: it would look like an edge.
                    at = self._take(free)
                if ended >= 0:
                    heapq.heappush(free, ended)
                critical = following.get(node, -1)
                ahead = [other for other in index.after[node] if seat[other] > row]
                new = [other for other in ahead if other not in lane_of]
                new.sort(key=lambda other: (other != critical, seat[other]))
                ended = -1 if new else at
                links = [lane_of[other] for other in ahead if other in lane_of]
                for other, column in zip(new, [at], strict=False):
                    self._open_lane(lane_of, other, column, row)
                for other in sorted(new[1:], key=seat.__getitem__):
                    column = self._take(free)
                    self._open_lane(lane_of, other, column, row)
                    links.append(column)
                heavy = -1
                if critical in lane_of:
                    heavy = lane_of[critical]
                    columns[heavy].heavy[-1] = row
                back = tuple(index.ref(i) for i in index.after[node] if seat[i] <= row)
                self.seats[index.ref(node)] = row
                self._append(
                    Row(index.ref(node), back=back), at, tuple(sorted(links)), heavy, len(lane_of)
                )
                self._glyphs[-1] = index.graph.nodes[node].state

    def _append(
        self, row: Row, at: int, links: tuple[int, ...], heavy: int, lanes: int = -1
    ) -> None:
        if lanes < 0:
            lanes = self._open[-1] if self._open else 0
        self.rows.append(row)
        self._at.append(at)
        self._links.append(links)
        self._heavy.append(heavy)
        self._open.append(lanes)
        self._glyphs.append("")

    def _take(self, free: list[int]) -> int:
        """The first free column, a new one where there is none."""
        if free:
            return heapq.heappop(free)
        self._columns.append(_Column())
        return len(self._columns) - 1

    def _open_lane(self, lane_of: dict[int, int], target: int, column: int, row: int) -> None:
        lane_of[target] = column
        lanes = self._columns[column]
        never = 1 << 60
        lanes.starts.append(row)
        lanes.ends.append(never)
        lanes.heavy.append(never)
        lanes.targets.append(target)


@dataclass(frozen=True, slots=True)
class Strip:
    """The lanes of one row as they are drawn."""

    text: str
    """As many cells as the view is wide, one character each."""
    node: int
    """The cell of the item's glyph; -1 in a heading. A hidden item stands beside its arrow."""


class LaneView:
    """The lanes of all rows through a window of a bounded number of cells.

    Where not all columns fit, `»7` at the right counts the lanes that go on in hidden columns, and
    `«3` at the left those that `first` has scrolled away; an item in a hidden column stands right
    behind the arrow, `»○6`.
    """

    __slots__ = (
        "_ascii",
        "_cross",
        "_digits",
        "_join",
        "_lanes",
        "_left",
        "columns",
        "first",
        "width",
    )

    def __init__(self, lanes: Lanes, width: int, first: int, *, ascii: bool) -> None:
        self._lanes = lanes
        self._ascii = ascii
        self._join = strokes.strokes(joined=True, ascii=ascii)
        self._cross = strokes.strokes(joined=False, ascii=ascii)
        self._digits = 0
        self._left = 0
        self.first = 0
        """The first visible column."""
        self.columns = lanes.columns
        """How many columns are visible."""
        self.width = lanes.cells
        """The cells every strip takes."""
        if lanes.cells > width:
            self._digits = len(str(max(lanes._open)))
            marker = self._digits + 2
            self._left = marker if first > 0 else 0
            self.columns = max(1, (width - marker - self._left) // 2)
            self.first = max(0, min(first, lanes.columns - self.columns))
            self.width = self._left + 2 * self.columns + marker

    def strip(self, number: int) -> Strip:
        """Draw the lanes of one row; takes microseconds at any size of the graph."""
        lanes = self._lanes
        at = lanes._at[number]
        links = lanes._links[number]
        heavy = lanes._heavy[number]
        first, last = self.first, self.first + self.columns
        glyph = strokes.state_glyph(lanes._glyphs[number], ascii=self._ascii) if at >= 0 else ""
        low = high = at
        if links:
            low, high = min(at, links[0]), max(at, links[-1])
        join, cross = self._join, self._cross
        drawn: list[str] = []
        seen = 0
        for k in range(first, last):
            right = left = 0
            if low <= k < high:
                right = 1 + (at <= k < heavy or 0 <= heavy <= k < at)
            if low < k <= high:
                left = 1 + (at < k <= heavy or 0 <= heavy < k <= at)
            column = lanes._columns[k]
            lane = column.open_below(number)
            seen += lane >= 0
            if k == at:
                drawn.append(glyph)
            elif lane < 0:
                drawn.append(join[right * 9 + left])
            else:
                since = column.heavy[lane]
                down = 1 + (since <= number)
                up = 0 if column.starts[lane] == number else 1 + (since < number)
                linked = bool(right or left) and _contains(links, k)
                table = join if linked else cross
                drawn.append(table[up * 27 + right * 9 + down * 3 + left])
            drawn.append(join[right * 10])
        if not self._digits:
            return Strip("".join(drawn)[: self.width], 2 * at if at >= 0 else -1)
        into = 0
        if low < first <= high:
            into = 1 + (at < first <= heavy or 0 <= heavy < first <= at)
        return self._marked("".join(drawn), number, glyph, lanes._open[number] - seen, into)

    def _marked(self, drawn: str, number: int, glyph: str, hidden: int, into: int) -> Strip:
        """Put the counts of hidden lanes on both sides, and the line that leads to the left."""
        at = self._lanes._at[number]
        last = self.first + self.columns
        on_left = self._count_left(number, hidden)
        on_right = hidden - on_left
        node = self._left + 2 * (at - self.first) if at >= 0 else -1
        left = right = ""
        if self._left and (on_left or 0 <= at < self.first or into):
            shown = glyph if 0 <= at < self.first else ""
            node = 1 if shown else node
            left = f"{self._arrow(0)}{shown}{on_left or ''}"
        if on_right or at >= last:
            shown = glyph if at >= last else ""
            node = self._left + 2 * self.columns + 1 if shown else node
            right = f"{self._arrow(1)}{shown}{on_right or ''}"
        left = left.ljust(self._left, self._join[into * 10])
        return Strip(left + drawn + right.ljust(self._digits + 2), node)

    def _arrow(self, side: int) -> str:
        return ("<>" if self._ascii else "«»")[side]

    def _count_left(self, number: int, hidden: int) -> int:
        """How many of the hidden lanes stand at the left, counted on the shorter side."""
        columns = self._lanes._columns
        after = self.first + self.columns
        if not self.first or not hidden:
            return 0
        if self.first <= len(columns) - after:
            return sum(column.open_below(number) >= 0 for column in columns[: self.first])
        return hidden - sum(column.open_below(number) >= 0 for column in columns[after:])

    def target(self, number: int, cell: int) -> str:
        """The ref that a cell of a row leads to: the item itself, or the one a lane waits for."""
        lanes = self._lanes
        if cell == self.strip(number).node:
            return lanes.rows[number].ref
        offset = cell - self._left
        k = self.first + offset // 2
        if offset < 0 or offset % 2 or offset // 2 >= self.columns:
            return ""
        lane = lanes._columns[k].open_below(number)
        return lanes.graph.nodes[lanes._columns[k].targets[lane]].ref if lane >= 0 else ""


def lay_out(graph: Graph | Index, *, keep_order: bool = False) -> Lanes:
    """Lay out a whole graph as lanes, members of a cycle together under a heading.

    `keep_order` leaves the nodes in the order of the graph wherever the edges allow it; otherwise
    the order is the one that keeps few lanes open. Raises ValueError as `Index` does.
    """
    index = graph if isinstance(graph, Index) else Index(graph)
    return Lanes(index, keep_order=keep_order)


def _contains(links: Sequence[int], column: int) -> bool:
    i = bisect_left(links, column)
    return i < len(links) and links[i] == column
