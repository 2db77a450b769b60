"""What stands around the drawing of a graph: the views above it, the selected item below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from spec_tui import plan_messages as words
from spec_tui.screens.graphviews import legend
from spec_tui.screens.itemlist import receipt_rows
from spec_tui.widgets import itemlook
from spec_tui.widgets.lines import Lines
from spec_tui.widgets.text import fit, line, part, shown, spread, wrap
from spec_tui.work.detail import Detail, detail_of
from spec_tui.work.drawn import MARKS

if TYPE_CHECKING:
    from spec_tui.screens.graph import GraphScreen


class ViewLine(Lines):
    """The names of the two views, and what is marked or how much is shown."""

    def __init__(self, graph: GraphScreen) -> None:
        super().__init__()
        self.graph = graph

    def lines(self, width: int) -> list[Content]:
        """Return the row, more where a receipt is long; blank rows where there is room."""
        graph = self.graph
        if graph.told.text:
            rows = receipt_rows(graph.told, width)
        elif graph.searching:
            count = f"{len(graph.marked):,}" if graph.searched else ""
            rows = [spread(part(""), line((count, "$muted"), " "), width)]
        else:
            rows = [self._views(width)]
        if graph.arranged.folded:
            return rows
        return [part(""), *rows, part("")] if graph.arranged.tall else [*rows, part("")]

    def _views(self, width: int) -> Content:
        graph = self.graph
        left = line(
            " ",
            (words.VIEW_LANES, "bold $primary" if graph.view == "lanes" else "$muted"),
            "  ",
            (words.VIEW_FOCUS, "bold $primary" if graph.view == "focus" else "$muted"),
        )
        room = width - left.cell_length - 3
        right = self._hops() if graph.view == "focus" else self._mark(room)
        return spread(left, line(right, "  "), width)

    def _hops(self) -> Content:
        graph = self.graph
        if graph.drawing is None:
            return part("")
        text = words.SHOWN_OF.format(shown=graph.drawing.shown, total=f"{graph.drawing.total:,}")
        return line((words.HOPS, "$muted"), str(graph.shown_hops), ("   shown ", "$muted"), text)

    def _mark(self, room: int) -> Content:
        graph = self.graph
        board = graph.board
        name = f"“{shown(graph.searched)}”" if graph.searched else graph.mark
        tail = ""
        if not graph.searched and graph.mark == MARKS[0] and board is not None:
            tail = words.HEAVY.format(hours=itemlook.hours(board.hours))
        elif graph.searched or graph.mark != MARKS[-1]:
            tail = words.MARKED.format(count=f"{len(graph.marked):,}")
        if len(words.MARK) + len(name) + len(tail) > room:
            tail = ""
        name = fit(name, max(4, room - len(words.MARK) - len(tail)))
        return line((words.MARK, "$muted"), name, (tail, "$muted"))


class GraphFoot(Lines):
    """How to read the lanes; or what is known about the item under the cursor."""

    def __init__(self, graph: GraphScreen) -> None:
        super().__init__(id="foot")
        self.graph = graph

    def lines(self, width: int) -> list[Content]:
        """Return the rows."""
        graph = self.graph
        drawn = graph.drawn
        if drawn is None or (graph.arranged.folded and graph.view == "lanes"):
            return []
        rows = [part("")] if not graph.arranged.folded else []
        if graph.view == "lanes":
            if not drawn.graph.edges and drawn.graph.nodes:
                return [*rows, line("  ", (words.NO_EDGES, "$muted"))]
            view = graph.lanes.view(graph.lanes.wide() or width)
            found = [line("  ", (one, "$muted")) for one in legend(view, width - 4)]
            return [*rows, *found]
        board = graph.board
        detail = detail_of(board, graph.cursor) if board is not None else None
        if detail is None or graph.drawing is None:
            return rows
        rows += self._about(detail, width)
        if graph.arranged.tall:
            rows.append(part(""))
        return rows

    def _about(self, detail: Detail, width: int) -> list[Content]:
        graph = self.graph
        item = detail.item
        facts = [item.parent, item.priority, item.estimate]
        if item.criteria:
            facts.append(f"{item.criteria_done} of {len(item.criteria)} criteria")
        right = "   ".join(shown(one) for one in facts if one)
        if len(right) > width // 2:
            right = ""
        room = width - 4 - len(right) - 2
        title = line("  ", (fit(shown(item.title), room), "bold"))
        rows = [spread(title, line((right, "$muted"), "  "), width)]
        rows += [line("  ", piece) for piece in self._chain(detail, width - 4)]
        drawing = graph.drawing
        assert drawing is not None
        outside = drawing.total - drawing.shown
        if drawing.shown == 1:
            text = words.ALONE.format(ref=shown(item.ref))
        else:
            text = words.OUTSIDE_ONE if outside == 1 else words.OUTSIDE.format(count=f"{outside:,}")
        if outside or drawing.shown == 1:
            rows += [line("  ", (piece, "$muted")) for piece in wrap(text, width - 4)]
        return rows

    def _chain(self, detail: Detail, room: int) -> list[Content]:
        open_ = [one for one in detail.waits_on if one.state != "done"]
        if not open_ and not detail.chain:
            return []
        first = open_[0] if open_ else detail.chain[0]
        sentence = words.WAITS_SENTENCE.format(ref=shown(first.ref), title=shown(first.title))
        if len(open_) == 1 and detail.state == "waiting" and not detail.missing:
            sentence += " " + words.THEN_READY.format(ref=shown(detail.item.ref))
        elif len(open_) > 1:
            sentence = sentence[:-1] + f", and {len(open_) - 1} more."
        return [part(piece, "$muted") for piece in wrap(sentence, room)][:2]
