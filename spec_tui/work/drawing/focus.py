"""The focus graph: one item with what it needs and what needs it, in layers from left to right.

A node is three rows: glyph, id and word, then the title on two rows (screens.md 6.12). Layers are
the longest ways to the centre, edges that span several layers pass them in rows of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spec_tui.work.drawing import strokes, text
from spec_tui.work.drawing.canvas import Canvas
from spec_tui.work.drawing.layers import Slot, assign, choose, settle, slots
from spec_tui.work.drawing.model import Edge, Graph, Index, Node
from spec_tui.work.drawing.tracks import Track, entering, route, tracks_of

WIDTH = 23
GAP = 5
MOST = 40
_ROWS = 3
_PITCH = 4
_WIDEST = 48

Role = Literal["glyph", "id", "word", "title", "cycle", "more", "line", "heavy", "arrow"]
Direction = Literal["left", "right", "up", "down"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of cells of one row that mean the same."""

    x: int
    text: str
    role: Role
    ref: str = ""
    """The item whose text this is."""
    edges: tuple[Edge, ...] = ()
    """The edges whose line this is."""


@dataclass(frozen=True, slots=True)
class Box:
    """The place of an item: its text is `width` cells wide; the cell left of it is free."""

    ref: str
    x: int
    y: int
    width: int
    height: int
    layer: int


@dataclass(frozen=True, slots=True)
class Layer:
    """A column of the drawing: 0 is the centre, -1 what stands directly before it."""

    number: int
    x: int
    width: int

    @property
    def label(self) -> str:
        """The heading of the column: `2 before`, `this`, `1 after`."""
        if not self.number:
            return "this"
        return f"{abs(self.number)} {'after' if self.number > 0 else 'before'}"


class FocusDrawing:
    """A focus graph as rows of spans, with what stands where."""

    __slots__ = ("boxes", "centre", "folded", "graph", "height", "layers", "rows", "total", "width")

    def __init__(
        self,
        graph: Graph,
        centre: str,
        total: int,
        folded: int,
        layers: tuple[Layer, ...],
        boxes: dict[str, Box],
        rows: tuple[tuple[Span, ...], ...],
    ) -> None:
        self.graph = graph
        """What is shown, for an export."""
        self.centre = centre
        self.total = total
        """How many nodes the whole graph has."""
        self.folded = folded
        """How many within the hops are not shown, because they were too many."""
        self.layers = layers
        self.boxes = boxes
        self.rows = rows
        self.height = len(rows)
        self.width = max((s.x + text.cells(s.text) for row in rows for s in row), default=0)

    @property
    def shown(self) -> int:
        """How many nodes are shown."""
        return len(self.boxes)

    def text(self, y: int) -> str:
        """One row as plain text, without spaces at its end."""
        line, at = "", 0
        for span in self.rows[y]:
            line += " " * (span.x - at) + span.text
            at = span.x + text.cells(span.text)
        return line

    def node_at(self, x: int, y: int) -> str:
        """The ref of the item at a cell, "" where there is none."""
        for box in self.boxes.values():
            if box.x <= x < box.x + box.width and box.y <= y < box.y + box.height:
                span = self._span(x, y)
                return "" if span is not None and span.edges else box.ref
        return ""

    def edges_at(self, x: int, y: int) -> tuple[Edge, ...]:
        """The edges whose line runs through a cell."""
        span = self._span(x, y)
        return span.edges if span is not None else ()

    def _span(self, x: int, y: int) -> Span | None:
        for span in self.rows[y] if 0 <= y < self.height else ():
            if span.x <= x < span.x + text.cells(span.text):
                return span
        return None

    def neighbours(self, ref: str, direction: Direction) -> tuple[str, ...]:
        """The items one step from `ref`, nearest row first.

        Left and right go along edges (what it needs, what needs it), also along those that close a
        cycle; up and down go to the next item of the same layer.
        """
        here = self.boxes[ref]
        if direction in ("left", "right"):
            side = direction == "right"
            found = {edge[side] for edge in self.graph.edges if edge[not side] == ref} - {ref}
            return tuple(
                sorted(found, key=lambda other: (self._distance(here, other), self.boxes[other].y))
            )
        sign = 1 if direction == "down" else -1
        beyond = [
            box
            for box in self.boxes.values()
            if box.layer == here.layer and (box.y - here.y) * sign > 0
        ]
        beyond.sort(key=lambda box: (box.y - here.y) * sign)
        return tuple(box.ref for box in beyond[:1])

    def _distance(self, here: Box, other: str) -> int:
        return abs(self.boxes[other].y - here.y)


def hops_that_fit(width: int) -> int:
    """How many hops to each side fit into a width in cells: 1 at 80 columns, 2 at 140."""
    return max(1, (width + 1 - WIDTH - 2) // (2 * (WIDTH + GAP)))


def draw(
    graph: Graph | Index, centre: str, hops: int, *, most: int = MOST, ascii: bool = False
) -> FocusDrawing:
    """Draw the items up to `hops` before and after `centre`, at most `most` of them.

    Whoever draws several parts of one graph hands in its Index, which then is built only once.

    What had to be left out is told as `and 12 more` under the outermost layer of its side. An edge
    that closes a cycle is no line but words in the box of its source: `↻ TSK-002` says that it
    comes before TSK-002 too. Raises KeyError where `centre` is no node, ValueError as `Index` does.
    """
    whole = graph if isinstance(graph, Index) else Index(graph)
    chosen = choose(whole, whole.number[centre], hops, most)
    part = whole.part(chosen.nodes)
    folded = {-1: chosen.folded_before, 1: chosen.folded_after}
    return _Drawing(Index(part), centre, ascii).done(len(whole), folded)


class _Drawing:
    """One drawing while it is made."""

    def __init__(self, index: Index, centre: str, ascii: bool) -> None:
        self.index = index
        self.centre = centre
        self.ascii = ascii
        self.canvas = Canvas()
        self.critical = set(index.critical_after().items())
        self.back: dict[int, list[int]] = {}

    def done(self, total: int, folded: dict[int, int]) -> FocusDrawing:
        layer, back = assign(self.index, self.index.number[self.centre])
        for first, second in back:
            self.back.setdefault(first, []).append(second)
        by_number = slots(self.index, layer)
        more = self._fold(by_number, folded)
        numbers = sorted(by_number)
        columns = [by_number[number] for number in numbers]
        tracks = [tracks_of(column) for column in columns]
        for n, column in enumerate(columns):
            for slot in column:
                entries = len(entering(tracks[n - 1], slot)) if n else 0
                slot.height = max(self._height(slot, more), entries)
        settle(columns, _PITCH)
        laid: list[Layer] = []
        x = 0
        for n, number in enumerate(numbers):
            laid.append(Layer(number, x, self._width(columns[n])))
            if n + 1 < len(columns):
                x = self._lines(laid[-1], tracks[n], columns[n + 1])
        return self._collect(columns, laid, more, total, sum(folded.values()))

    def _fold(self, layers: dict[int, list[Slot]], folded: dict[int, int]) -> dict[int, str]:
        """Put `and 12 more` under the outermost layer of each side; its words by the slot's id."""
        words: dict[int, str] = {}
        for side, count in folded.items():
            if count:
                outermost = max(layers) if side > 0 else min(layers)
                number = outermost if outermost * side > 0 else side
                slot = Slot(-1, number, place=1.0)
                layers.setdefault(number, []).append(slot)
                words[id(slot)] = f"and {count} more"
        return words

    def _node(self, slot: Slot) -> Node:
        return self.index.graph.nodes[slot.source]

    def _height(self, slot: Slot, more: dict[int, str]) -> int:
        if slot.passing or id(slot) in more:
            return 1
        titles = len(self._titles(slot, WIDTH)) if slot.source in self.back else 2
        return max(_ROWS, 1 + titles + len(self.back.get(slot.source, ())))

    def _first(self, slot: Slot) -> list[tuple[str, Role]]:
        node = self._node(slot)
        word = text.one_line(node.state)
        more = text.MORE_ASCII if self.ascii else text.MORE
        name = text.cut(text.one_line(node.name), _WIDEST - len(word) - 5, more)
        glyph = strokes.state_glyph(node.state, ascii=self.ascii)
        return [(glyph, "glyph"), (name, "id"), (word, "word")]

    def _first_cells(self, slot: Slot) -> int:
        words = self._first(slot)
        return sum(text.cells(word) for word, _ in words) + len(words) - 1

    def _titles(self, slot: Slot, width: int) -> list[str]:
        more = text.MORE_ASCII if self.ascii else text.MORE
        return text.wrap(text.one_line(self._node(slot).title), width - 2, 2, more)

    def _width(self, column: list[Slot]) -> int:
        named = [slot for slot in column if not slot.passing and slot.source >= 0]
        return max((WIDTH, *(self._first_cells(slot) + 1 for slot in named)))

    def _flow(self, source: Slot, target: Slot) -> tuple[list[Edge], int]:
        """The edges that run from one slot to the next, and their weight."""
        ends = target.targets or (target.source,)
        edges = [(self.index.ref(source.source), self.index.ref(end)) for end in ends]
        heavy = any((source.source, end) in self.critical for end in ends)
        return edges, strokes.HEAVY if heavy else strokes.LIGHT

    def _lines(self, layer: Layer, tracks: list[Track], following: list[Slot]) -> int:
        """Draw the lines between a layer and the following one; return where that one starts."""
        count = route(tracks, following)
        start = layer.x + layer.width + 1
        last = start + 2 * max(0, count - 1)
        groups = {id(slot): entering(tracks, slot) for slot in following}
        collector = any(len(group) > 1 for group in groups.values())
        arrow = last + (4 if collector else 2)
        for track in tracks:
            self._track(track, start, layer, arrow, groups)
        for slot in following:
            group = groups[id(slot)]
            if len(group) > 1:
                self._collect_entries(slot, group, arrow)
        return arrow + 2

    def _track(
        self,
        track: Track,
        start: int,
        layer: Layer,
        arrow: int,
        groups: dict[int, list[Track]],
    ) -> None:
        x = start + 2 * max(0, track.column)
        owner = id(track)
        for source in track.sources:
            exit_ = layer.x if source.passing else layer.x + self._first_cells(source) + 1
            flows = [self._flow(source, target) for target in track.targets]
            edges = tuple(edge for found, _ in flows for edge in found)
            weight = max(weight for _, weight in flows)
            self.canvas.across(owner, source.y, exit_, x, weight, edges)
        for number, target in enumerate(track.targets):
            row = track.entries[number]
            flows = [self._flow(source, target) for source in track.sources]
            edges = tuple(edge for found, _ in flows for edge in found)
            for source, (found, weight) in zip(track.sources, flows, strict=True):
                self.canvas.upright(owner, x, source.y, row, weight, tuple(found))
            weight = max(weight for _, weight in flows)
            # A passing edge runs on into its layer; at a collector its last half cell is joined.
            collected = len(groups[id(target)]) > 1
            end = arrow + 1 if target.passing else arrow - 3 if collected else arrow - 1
            self.canvas.onward(owner, row, x, end, weight, edges)

    def _collect_entries(self, slot: Slot, group: list[Track], arrow: int) -> None:
        """Join all tracks that enter a target directly before its arrow."""
        owner = id(slot)
        x = arrow - 2
        for track in group:
            number = track.targets.index(slot)
            row = track.entries[number]
            flows = [self._flow(source, slot) for source in track.sources]
            edges = tuple(edge for found, _ in flows for edge in found)
            weight = max(weight for _, weight in flows)
            self.canvas.across(owner, row, x, x, weight, edges)
            self.canvas.upright(owner, x, slot.y, row, weight, edges)
            self.canvas.onward(owner, slot.y, x, arrow - 1, weight, edges)

    def _collect(
        self,
        columns: list[list[Slot]],
        laid: list[Layer],
        more: dict[int, str],
        total: int,
        folded: int,
    ) -> FocusDrawing:
        rows: dict[int, list[Span]] = {}
        boxes: dict[str, Box] = {}
        for column, layer in zip(columns, laid, strict=True):
            for slot in column:
                if id(slot) in more:
                    rows.setdefault(slot.y, []).append(Span(layer.x, more[id(slot)], "more"))
                elif not slot.passing:
                    self._box(slot, layer, rows, boxes)
        for run in self.canvas.runs(ascii=self.ascii):
            role: Role = "heavy" if run.heavy else "line"
            rows.setdefault(run.y, []).append(Span(run.x, run.text, role, edges=run.edges))
        height = max((*rows, *(box.y + box.height - 1 for box in boxes.values()))) + 1
        ordered = (tuple(sorted(rows.get(y, ()), key=lambda span: span.x)) for y in range(height))
        return FocusDrawing(
            self.index.graph, self.centre, total, folded, tuple(laid), boxes, tuple(ordered)
        )

    def _box(
        self, slot: Slot, layer: Layer, rows: dict[int, list[Span]], boxes: dict[str, Box]
    ) -> None:
        ref = self.index.ref(slot.source)
        boxes[ref] = Box(ref, layer.x, slot.y, layer.width, slot.height, layer.number)
        x = layer.x
        for word, role in self._first(slot):
            rows.setdefault(slot.y, []).append(Span(x, word, role, ref))
            x += text.cells(word) + 1
        y = slot.y + 1
        for title in self._titles(slot, layer.width):
            rows.setdefault(y, []).append(Span(layer.x + 2, title, "title", ref))
            y += 1
        sign = strokes.CYCLE_ASCII if self.ascii else strokes.CYCLE
        for other in self.back.get(slot.source, ()):
            name = text.one_line(self.index.graph.nodes[other].name)
            words = f"{sign} {text.cut(name, layer.width - 4)}"
            rows.setdefault(y, []).append(
                Span(layer.x + 2, words, "cycle", ref, ((ref, self.index.ref(other)),))
            )
            y += 1
        if any(other is slot for track_slot in slot.before for other in track_slot.after):
            arrow = strokes.ARROW_ASCII if self.ascii else strokes.ARROW
            rows[slot.y].append(Span(layer.x - 2, arrow, "arrow", ref))
