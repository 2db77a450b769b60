"""The two drawings of the graph: lanes of the whole, and the layers around one item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.content import Content

from spec_tui import plan_messages as words
from spec_tui.widgets import glyphs, itemlook
from spec_tui.widgets.rows import RowList
from spec_tui.widgets.text import fit, line, part, selected, shown
from spec_tui.work.drawing.focus import FocusDrawing
from spec_tui.work.drawing.lanes import LaneView, Row
from spec_tui.work.drawing.strokes import HEAVY_GLYPHS

if TYPE_CHECKING:
    from spec_tui.screens.graph import GraphScreen

_WORD = itemlook.WORD
_LEFT = 4
_REMARK = 28
_ROOMY = 76
HEAD = 2
"""Rows above the drawing of the focus graph: the names of the layers."""


class LaneList(RowList):
    """One row for each item, the lanes at its left."""

    def __init__(self, graph: GraphScreen) -> None:
        super().__init__(id="lanes")
        self.graph = graph
        self._view: tuple[object, int, int, bool, LaneView] | None = None

    def count(self) -> int:
        """How many rows there are."""
        drawn = self.graph.drawn
        return max(1, len(drawn.lanes.rows) if drawn is not None else 0)

    def view(self, width: int) -> LaneView | None:
        """The window on the lanes: at most a third of the width."""
        drawn = self.graph.drawn
        if drawn is None:
            return None
        ascii = bool(getattr(self.app, "ascii", False))
        wanted = (drawn, width, self.graph.first_lane, ascii)
        if self._view is None or self._view[:4] != wanted:
            view = drawn.lanes.view(max(12, width // 3), self.graph.first_lane, ascii=ascii)
            self._view = (*wanted, view)
        return self._view[4]

    def row(self, number: int, width: int) -> Content:
        """Return one row."""
        graph = self.graph
        drawn = graph.drawn
        view = self.view(width)
        if drawn is None or view is None:
            return part(f"  {graph.room.failed or words.READING_PLANS}", "$muted")
        if not drawn.lanes.rows:
            return part(f"  {words.EMPTY}", "$muted")
        row = drawn.lanes.rows[number]
        here = row.ref == graph.room.selected and bool(row.ref)
        bar = (glyphs.SELECTED, "$primary") if here else (" ", "")
        fresh = row.ref in graph.room.fresh
        lead = (glyphs.CHANGED, "$success") if fresh else (" ", "")
        content = line(bar, lead, " " * (_LEFT - 2))
        strip = view.strip(number)
        state = self._state(row.ref)
        content = line(content, _coloured(strip.text, strip.node, itemlook.style(state)), "   ")
        room = width - content.cell_length - 1
        if row.cycle:
            path = " → ".join(shown(ref) for ref in row.cycle)
            return line(content, (fit(words.CYCLE.format(path=path), room), "$error"))
        content = line(content, self._words(row, state, room, here))
        return selected(content, width) if here else content

    def _state(self, ref: str) -> str:
        board = self.graph.board
        one = board.line(ref) if board is not None and ref else None
        return one.state if one is not None else ""

    def _words(self, row: Row, state: str, room: int, here: bool) -> Content:
        board = self.graph.board
        one = board.line(row.ref) if board is not None else None
        if board is None or one is None:
            return part("")
        remark = self._remark(row, room)
        column = _REMARK if room >= _ROOMY else 12 if room >= 60 else 0
        ids = min(board.id_width, 20)
        title_room = max(4, room - _WORD - ids - 4 - (column + 2 if column else 0))
        quiet = itemlook.quiet(state)
        content = line(
            (state.ljust(_WORD), itemlook.style(state)), "  ",
            (shown(one.id).ljust(ids), "$muted"), "  ",
            (fit(shown(one.title), title_room), "bold" if here else quiet),
        )  # fmt: skip
        if column and remark.cell_length:
            gap = _WORD + ids + 4 + title_room + 2 - content.cell_length
            content = line(content, " " * max(1, gap), remark)
        return content

    def _remark(self, row: Row, room: int) -> Content:
        drawn = self.graph.drawn
        assert drawn is not None
        pieces: list[Content] = []
        if row.ref in self.graph.marked:
            mark = self.graph.mark_word
            pieces.append(part(mark, "bold"))
        if row.back:
            pieces.append(part(f"↻ {shown(row.back[0])}", "$error"))
        before = drawn.before.get(row.ref, ())
        if before and room >= _ROOMY:
            text = words.AFTER if len(before) == 1 else words.AFTER_MORE
            after = text.format(ref=shown(before[0]), count=len(before) - 1)
            pieces.append(part(fit(after, _REMARK - 12 if pieces else _REMARK), "$muted"))
        return Content(", ").join(pieces) if pieces else part("")

    def on_click(self, event: events.Click) -> None:
        """Select what was clicked; a lane leads to the item that it waits for."""
        number = self.row_at(event)
        drawn = self.graph.drawn
        view = self.view(self.wide())
        if number < 0 or drawn is None or view is None or not drawn.lanes.rows:
            return
        cell = event.x - _LEFT
        ref = view.target(number, cell) if 0 <= cell < view.width else ""
        ref = ref or drawn.lanes.rows[number].ref
        if ref:
            self.graph.select_ref(ref)


def _coloured(text: str, node: int, style: str) -> Content:
    """Lanes: heavy lines loud, the node in the colour of its state, the rest quiet."""
    content = part(text, "$muted")
    for at, char in enumerate(text):
        if at == node:
            content = content.stylize(style or "$muted", at, at + 1)
        elif char in HEAVY_GLYPHS:
            content = content.stylize("bold $foreground", at, at + 1)
    return content


class FocusView(RowList):
    """The layers around one item."""

    DEFAULT_CSS = "FocusView { overflow-x: auto; scrollbar-size-horizontal: 0; }"

    def __init__(self, graph: GraphScreen) -> None:
        super().__init__(id="focus")
        self.graph = graph

    def count(self) -> int:
        """How many rows there are."""
        drawing = self.graph.drawing
        return drawing.height + HEAD if drawing is not None else 1

    def wide(self) -> int:
        """As wide as the drawing, where it is wider than the window."""
        drawing = self.graph.drawing
        seen = self.scrollable_content_region.width
        return max(seen, drawing.width + 2 if drawing is not None else 0)

    def row(self, number: int, width: int) -> Content:
        """Return one row."""
        drawing = self.graph.drawing
        if drawing is None:
            return part(f"  {self.graph.room.failed or words.READING_PLANS}", "$muted")
        if number < HEAD:
            return _layer_names(drawing) if not number else part("")
        y = number - HEAD
        content, at = part(""), 0
        for span in drawing.rows[y] if y < drawing.height else ():
            content = line(content, " " * (span.x + 1 - at))
            content = line(content, (span.text, self._style(span.role, span.ref)))
            at = content.cell_length
        return self._cursor(content, y)

    def _style(self, role: str, ref: str) -> str:
        board = self.graph.board
        one = board.line(ref) if board is not None and ref else None
        state = one.state if one is not None else ""
        match role:
            case "glyph" | "word":
                return itemlook.style(state)
            case "id":
                return "bold"
            case "title":
                return itemlook.quiet(state)
            case "heavy":
                return "bold $foreground"
            case "cycle":
                return "$error"
            case _:
                return "$muted"

    def _cursor(self, content: Content, y: int) -> Content:
        """Draw the bar and the ground of the item under the cursor."""
        drawing = self.graph.drawing
        assert drawing is not None
        box = drawing.boxes.get(self.graph.cursor)
        if box is None or not box.y <= y < box.y + min(box.height, 3):
            return content
        end = box.x + 1 + box.width
        content = content.pad_right(max(0, end - content.cell_length))
        # The bar stands in the free cell left of the box.
        content = line(content[: box.x], (glyphs.SELECTED, "$primary"), content[box.x + 1 :])
        ends = [s.x + 1 for s in drawing.rows[y] if s.edges and s.x >= box.x]
        stop = min([end, *ends])
        return content.stylize_before("on $select", box.x, stop)

    def on_click(self, event: events.Click) -> None:
        """Go to what was clicked; on a line, to its end."""
        drawing = self.graph.drawing
        if drawing is None:
            return
        x = event.x + round(self.scroll_offset.x) - 1
        y = event.y + round(self.scroll_offset.y) - HEAD
        ref = drawing.node_at(x, y)
        edges = drawing.edges_at(x, y)
        if ref or edges:
            self.graph.select_ref(ref or edges[0][1])


def _layer_names(drawing: FocusDrawing) -> Content:
    content = part("")
    for layer in drawing.layers:
        content = content.pad_right(max(0, layer.x + 2 - content.cell_length))
        content = line(content, (layer.label, "$muted"))
    return content


def legend(view: LaneView | None, width: int) -> list[str]:
    """How to read the lanes; only in the words of the glyphs that there are."""
    text = words.LEGEND
    if view is not None and view.columns < view._lanes.columns:
        text += words.LEGEND_HIDDEN
    from spec_tui.widgets.text import wrap

    return wrap(text, width)
