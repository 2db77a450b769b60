"""Graph: lanes of all items, and the layers around one of them (screens.md 6.11 and 6.12)."""

from __future__ import annotations

from typing import Literal

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input

from spec_tui import plan_messages as words
from spec_tui.commands import Context
from spec_tui.screens import editor
from spec_tui.screens.graphlines import GraphFoot, ViewLine
from spec_tui.screens.graphviews import HEAD, FocusView, LaneList
from spec_tui.screens.itemedits import ItemEdits
from spec_tui.screens.plan_dialogs import choose_export
from spec_tui.screens.plans import redraw_lines
from spec_tui.tasks import Drawing
from spec_tui.widgets.box import LineInput
from spec_tui.widgets.receipt import Receipt
from spec_tui.work.board import Board
from spec_tui.work.drawing.focus import Direction, FocusDrawing, draw, hops_that_fit
from spec_tui.work.drawn import MARKS, Drawn, draw_board

MOST_HOPS = 9


class GraphScreen(ItemEdits):
    """Two views of one graph; the selection is that of Tasks."""

    CSS_PATH = "plans.tcss"
    mode = "graph"
    place = "graph"

    def __init__(self) -> None:
        super().__init__()
        self.view: Literal["lanes", "focus"] = "lanes"
        self.drawn: Drawn | None = None
        self.drawing: FocusDrawing | None = None
        self.centre = ""
        self.cursor = ""
        self.hops = 0
        """0 = as many as fit."""
        self.mark = MARKS[0]
        self.searched = ""
        self.searching = False
        self.first_lane = 0
        self.marked: frozenset[str] = frozenset()
        self.views = ViewLine(self)
        self.search = LineInput(placeholder=words.SEARCH, id="search")
        self.lanes = LaneList(self)
        self.focus_view = FocusView(self)
        self.foot = GraphFoot(self)

    def body(self) -> ComposeResult:
        """The names of the views, the drawing, what is under it."""
        with Horizontal(id="views"):
            yield self.search
            yield self.views
        yield self.lanes
        yield self.focus_view
        yield self.foot

    def start(self) -> None:
        """Start in the drawing."""
        self._to_drawing()

    @property
    def context(self) -> Context:
        """Where the person is now."""
        return Context(
            place=self.place,
            typing=self.searching,
            focus="search" if self.searching else self.view,
            deeper=self.view == "focus" or bool(self.room.came_from),
        )

    @property
    def mark_word(self) -> str:
        """The word behind a marked row."""
        if self.searched:
            return ""
        return {"critical path": words.CRITICAL, "cycles": "cycle"}.get(self.mark, self.mark)

    @property
    def shown_hops(self) -> int:
        """How far the focus graph reaches."""
        return self.hops or hops_that_fit(self.app.size.width)

    # drawing

    def take_board(self, board: Board) -> None:
        """Lay the new board out, in the thread of the desk."""
        if board.reading[1]:
            return

        def took(drawn: Drawn) -> None:
            if drawn.board is not self.room.board:
                return
            self.drawn = drawn
            refs = drawn.lanes.seats
            if self.room.selected not in refs and refs:
                self.room.selected = next(row.ref for row in drawn.lanes.rows if row.ref)
            self._mark()
            self._draw_focus()

        self.room.call(lambda: draw_board(board), took)

    def on_screen_resume(self) -> None:
        """Show what was selected on another screen."""
        super().on_screen_resume()
        if self.drawn is not None and self.room.selected in self.drawn.lanes.seats:
            if self.view == "focus" and self.room.selected != self.cursor:
                self.centre = self.cursor = self.room.selected
            self._draw_focus()
            self.draw_plans()

    def _mark(self) -> None:
        drawn = self.drawn
        if drawn is None:
            return
        if self.searched:
            pieces = self.searched.casefold().split()
            lines = drawn.board.lines
            self.marked = frozenset(
                one.ref
                for one in lines
                if one.ref in drawn.lanes.seats and all(piece in one.words for piece in pieces)
            )
        else:
            self.marked = drawn.marked(self.mark) & drawn.lanes.seats.keys()

    def _draw_focus(self) -> None:
        drawn = self.drawn
        if drawn is None or self.view != "focus":
            return
        seats = drawn.lanes.seats
        if self.centre not in seats:
            self.centre = self.room.selected if self.room.selected in seats else ""
        if not self.centre:
            self.drawing = None
            return
        ascii = bool(self.spec.ascii)
        self.drawing = draw(drawn.index, self.centre, self.shown_hops, ascii=ascii)
        if self.cursor not in self.drawing.boxes:
            self.cursor = self.centre
        self.room.selected = self.cursor

    def rearrange(self) -> None:
        """As many hops as fit now."""
        super().rearrange()
        if self.is_mounted:
            self._draw_focus()
            self.draw_plans()

    def draw_plans(self) -> None:
        """Draw the view."""
        self.lanes.display = self.view == "lanes"
        self.focus_view.display = self.view == "focus"
        self.search.display = self.searching
        redraw_lines(self.views)
        redraw_lines(self.foot)
        self.lanes.redraw()
        self.focus_view.redraw()
        self.call_after_refresh(self._follow)

    def _follow(self) -> None:
        drawn = self.drawn
        if drawn is None:
            return
        if self.view == "lanes":
            seat = drawn.lanes.seats.get(self.room.selected)
            self.lanes.redraw()
            if seat is not None:
                self.lanes.show_row(seat, around=2)
            return
        self.focus_view.redraw()
        box = self.drawing.boxes.get(self.cursor) if self.drawing is not None else None
        if box is None:
            return
        view = self.focus_view
        width, height = view.scrollable_content_region.size
        left, top = round(view.scroll_offset.x), round(view.scroll_offset.y)
        y = box.y + HEAD
        if box.x < left or box.x + box.width + 1 > left + width:
            left = max(0, box.x - (width - box.width) // 2)
        if y < top + HEAD or y + box.height > top + height:
            top = max(0, y - max(HEAD, (height - box.height) // 2))
        view.scroll_to(left, top, animate=False, force=True)

    # moving

    def select_ref(self, ref: str) -> None:
        """Select an item of the view."""
        self.quiet()
        self.room.selected = ref
        if self.view == "focus":
            self.cursor = ref
        self.draw_plans()

    def show_item(self, ref: str) -> None:
        """Select an item by its ref, in whatever view."""
        if self.drawn is not None and ref in self.drawn.lanes.seats:
            if self.view == "focus":
                self.centre = self.cursor = ref
                self._draw_focus()
            self.select_ref(ref)

    def do_move_lanes(self, key: str) -> None:
        """Move the selection; left and right scroll lanes that are out of sight."""
        drawn = self.drawn
        if drawn is None or not drawn.lanes.rows:
            return
        if key in {"left", "right"}:
            self.quiet()
            most = max(0, drawn.lanes.columns - 1)
            step = 4 if key == "right" else -4
            view = self.lanes.view(self.lanes.wide())
            hidden = view is not None and view.columns < drawn.lanes.columns
            self.first_lane = max(0, min(most, self.first_lane + step)) if hidden else 0
            self.draw_plans()
            return
        page = max(1, self.lanes.size.height - 2)
        steps = {"up": -1, "k": -1, "down": 1, "j": 1, "pageup": -page, "pagedown": page}
        rows = drawn.lanes.rows
        last = len(rows) - 1
        seat = drawn.lanes.seats.get(self.room.selected, 0)
        step = steps.get(key, 0)
        target = {"home": 0, "end": last}.get(key, max(0, min(last, seat + step)))
        way = 1 if step > 0 or key == "home" else -1
        while 0 <= target <= last and not rows[target].ref:
            target += way
        if 0 <= target <= last:
            self.select_ref(rows[target].ref)

    def do_walk(self, key: str) -> None:
        """Left and right along edges, up and down within a layer."""
        drawing = self.drawing
        if drawing is None:
            return
        if key in {"home", "end"}:
            self.select_ref(drawing.centre)
            return
        ways: dict[str, Direction] = {
            "left": "left", "h": "left", "right": "right", "l": "right",
            "up": "up", "k": "up", "down": "down", "j": "down",
        }  # fmt: skip
        found = drawing.neighbours(self.cursor, ways[key])
        if found:
            self.select_ref(found[0])

    def do_open_node(self, key: str) -> None:
        """Make it the centre; where it is, open it in Tasks."""
        if self.view == "focus" and self.cursor != self.centre:
            self.quiet()
            self.centre = self.cursor
            self._draw_focus()
            self.draw_plans()
            return
        if self.drawn is None or not self.room.selected:
            return
        self.go_to(self.room.selected)

    def do_view_lanes(self, key: str) -> None:
        """Show the whole graph."""
        self._view("lanes")

    def do_view_focus(self, key: str) -> None:
        """Show the graph around the selected item."""
        self.centre = self.cursor = self.room.selected
        self._view("focus")

    def _view(self, view: Literal["lanes", "focus"]) -> None:
        self.quiet()
        self.view = view
        self._draw_focus()
        self.draw_plans()
        self._to_drawing()
        self.draw_keys()

    def _to_drawing(self) -> None:
        self.lanes.display = self.view == "lanes"
        self.focus_view.display = self.view == "focus"
        self.set_focus(self.lanes if self.view == "lanes" else self.focus_view)

    def do_hops(self, key: str) -> None:
        """One hop more or fewer."""
        step = -1 if key == "minus" else 1
        self.quiet()
        self.hops = max(1, min(MOST_HOPS, self.shown_hops + step))
        self._draw_focus()
        self.draw_plans()

    def do_step_back(self, key: str) -> None:
        """Leave the search, its marks, the focus graph, the link; in this order."""
        if self.searching or self.searched:
            self._end_search(keep=False)
        elif self.view == "focus":
            self.do_view_lanes(key)
        elif self.room.came_from:
            self.spec.switch_mode(self.room.came_from.pop())

    # marks and search

    def do_mark(self, key: str) -> None:
        """Mark the next thing."""
        self.quiet()
        self.searched = ""
        self.mark = MARKS[(MARKS.index(self.mark) + 1) % len(MARKS)]
        self._mark()
        self.draw_plans()

    def do_next_marked(self, key: str) -> None:
        """Go to the next marked item."""
        self._jump(1)

    def do_previous_marked(self, key: str) -> None:
        """Go to the previous marked item."""
        self._jump(-1)

    def _jump(self, way: int) -> None:
        drawn = self.drawn
        if drawn is None:
            return
        seats = sorted(drawn.lanes.seats[ref] for ref in self.marked)
        if not seats:
            self.say(words.NOTHING_MARKED)
            return
        here = drawn.lanes.seats.get(self.room.selected, -1)
        if way > 0:
            target = next((seat for seat in seats if seat > here), seats[0])
        else:
            target = next((seat for seat in reversed(seats) if seat < here), seats[-1])
        self.show_item(drawn.lanes.rows[target].ref)

    def do_search(self, key: str) -> None:
        """Search as you type."""
        self.quiet()
        self.searching = True
        self.search.value = self.searched
        self.draw_plans()
        self.set_focus(self.search)
        self.draw_keys()

    def do_take_filter(self, key: str) -> None:
        """Back to the drawing; what was found stays marked."""
        self._end_search(keep=True)

    def _end_search(self, *, keep: bool) -> None:
        self.searching = False
        if not keep:
            self.searched = ""
        self._mark()
        self._to_drawing()
        self.draw_plans()
        self.draw_keys()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Go to the first match while typing."""
        if not self.searching:
            return
        self.searched = event.value.strip()
        self._mark()
        drawn = self.drawn
        away = self.room.selected not in self.marked
        if self.searched and drawn is not None and self.marked and away:
            seat = min(drawn.lanes.seats[ref] for ref in self.marked)
            self.show_item(drawn.lanes.rows[seat].ref)
        self.draw_plans()

    # changing

    def do_edit_item(self, key: str) -> None:
        """Open the file of the item in the editor, at its line."""
        item = self.item
        if item is None:
            self.say(words.NOTHING_SELECTED)
            return
        path = str(self.spec.session.root / item.path)
        problem = editor.open_file(self.spec, path, item.line)
        if problem:
            self.say(Receipt(problem, "!", "$error"))
        self.room.look()

    def do_export_graph(self, key: str) -> None:
        """Ask for a format and write what is shown into a new file."""
        drawn, drawing = self.drawn, self.drawing
        if drawn is None:
            return
        focus = self.view == "focus" and drawing is not None
        graph = drawing.graph if focus and drawing is not None else drawn.graph
        name = f"graph-{_file_name(self.centre)}" if focus else "graph"

        def then(kind: Drawing) -> None:
            from spec_tui.work.drawing import export

            make = {"mermaid": export.mermaid, "dot": export.dot, "svg": export.svg}[kind]
            self.room.change(lambda desk: desk.export(kind, name, make(graph)), undoable=False)

        choose_export(self.spec, then)


def _file_name(ref: str) -> str:
    return "".join(char if char.isalnum() or char in "-_" else "-" for char in ref)[-40:]
