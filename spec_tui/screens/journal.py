"""Journal: the tree of specs, the timeline of one, and what is known of it (screens.md 6.15)."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.geometry import Region, Size
from textual.widget import Widget

from spec_tui import journal_messages as words
from spec_tui.commands import Context
from spec_tui.derivation import Proposal
from spec_tui.screens.journalbuild import TreeBuild
from spec_tui.screens.journalfacts import FactsPane
from spec_tui.screens.journalform import EntryForm
from spec_tui.screens.journallinks import DeliverablesView, LinksView
from spec_tui.screens.journalmoves import JournalMoves
from spec_tui.screens.journalroom import JournalRoom
from spec_tui.screens.journaltimeline import Timeline
from spec_tui.screens.journaltree import TreeHead, TreeView
from spec_tui.screens.journalview import (
    JournalHead,
    JournalRows,
    JournalTop,
    JournalView,
    name_of,
    tree_width,
)
from spec_tui.screens.page import is_in
from spec_tui.screens.plans import redraw_lines
from spec_tui.spec_tree.board import Branch
from spec_tui.widgets.receipt import Receipt
from spec_tui.widgets.shown import Shown
from spec_tui.widgets.text import shown


class JournalScreen(JournalMoves):
    """Tree, timeline and facts beside each other where they fit, else one at a time."""

    CSS_PATH = "journal.tcss"
    DEFAULT_CSS = "JournalScreen > ReceiptLine { display: none; }"
    mode = "journal"
    place = "journal"

    def __init__(self) -> None:
        super().__init__()
        self.told = Receipt("")
        self.specs = TreeView(self)
        self.timeline = Timeline(self)
        self.building = TreeBuild(self)
        self.views: dict[str, JournalView] = {
            one.id: one
            for one in (self.timeline, LinksView(self), DeliverablesView(self), self.building)
        }
        self.view: JournalView = self.timeline
        self.side = "tree"
        """`tree`, `middle` or `facts`: what is in front where they do not fit beside each other."""
        self.came_from: list[tuple[str, str, str]] = []
        self._begun = False
        self._clock = ""
        self._reads = -1
        self._drawn_at = Size(0, 0)
        self.over = JournalTop(self, id="over", named=True)
        self.note = JournalTop(self, id="note", named=False)
        self.treehead = TreeHead(self.specs)
        self.branches = JournalRows(self, id="tree")
        self.head = JournalHead(self)
        self.middle = JournalRows(self, id="rows")
        self.pane = FactsPane(self)
        self.form = EntryForm()

    def body(self) -> ComposeResult:
        """Tree at the left, the view in the middle, facts at the right; or the free editor."""
        yield self.over
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield self.treehead
                yield self.branches
            with Vertical(id="middle"):
                yield self.note
                yield self.head
                yield self.middle
            self.right = VerticalScroll(self.pane, id="right", can_focus=False)
            yield self.right
        yield self.writer
        yield self.form
        yield self.completions

    def start(self) -> None:
        """Start in the tree; a spec that was named comes to the front once it is read."""
        self.set_focus(self.branches)

    def _begin(self) -> None:
        """Select the spec that was named, else the one that is worked on, else the first."""
        forest = self.room.forest
        assert forest is not None
        name, self.spec.opens_on = self.spec.opens_on, ""
        wanted = next((one for one in forest.branches if name in (one.ref, one.id)), None)
        first = wanted or next((one for one in forest.branches if one.running), None)
        first = first or next(iter(forest.branches), None)
        if first is not None:
            self.room.select(first.ref)
        if wanted is not None:
            self.side = "middle"
            self.call_after_refresh(self.to_front)
        elif name:
            self.say(Receipt(words.NOT_HERE.format(name=shown(name)), "!", "$warning"))
        self.offer_draft()

    @property
    def room(self) -> JournalRoom:
        """What the app knows of the specs."""
        return self.spec.journal

    @property
    def front(self) -> str:
        """The view in front: `tree`, `facts`, or the one in the middle."""
        return self.view.id if self.side == "middle" else self.side

    @property
    def context(self) -> Context:
        """Where the person is now; the view stands where cards have their kind."""
        card, focus, typing = self.front, self.front, False
        deeper = bool(self.came_from or self.specs.only or self.side != "tree")
        if self.writing is not None:
            card, focus, deeper = "edit", "preview", True
            typing = is_in(self.focused, self.text)
        elif self.form.wanted is not None:
            card, focus, typing, deeper = "entry", "field", True, True
        if typing and self.completions.display:
            focus = "complete"
        elif typing and card == "edit":
            focus = "box"
        elif typing and is_in(self.focused, self.form.box):
            several = len(self.form.names) > 1
            focus = "box" if self.form.box.long else "field" if several else "line"
        return Context(place=self.place, typing=typing, focus=focus, card=card, deeper=deeper)

    def spec_at(self, path: str) -> tuple[Branch | None, bool]:
        """The spec that a path belongs to, and whether it is its journal."""
        forest = self.room.forest
        for one in forest.branches if forest is not None else ():
            if path == one.path:
                return one, False
            if path == one.context:
                return one, True
        return None, False

    # drawing

    def draw_body(self, picture: Shown) -> None:
        """Draw what is in front."""
        if (self._reads, self._drawn_at) != (self.room.reads, self.app.size):
            self._reads, self._drawn_at = self.room.reads, self.app.size
            self.take()
        self.draw_view()

    def take(self) -> None:
        """Something was read, or has another width: the selections stay."""
        if not self._begun and self.room.forest is not None:
            self._begun = True
            self._begin()
        if self.room.ref and self.branch is None and self.room.forest is not None:
            self.room.ref, self.room.page = "", None
        self.specs.take()
        refs = [seat.key for seat in self.specs.seats]
        if self.room.ref in refs:
            self.specs.at = refs.index(self.room.ref)
        elif self.specs.seat is not None and not self.room.ref:
            self.room.select(self.specs.seat.key)
        self.view.take()

    def draw_view(self) -> None:
        """Draw the panes, and what stands around them."""
        branch = self.branch
        thing = name_of(branch) if branch is not None and self.front != "tree" else ""
        if self.header.thing != thing:
            self.header.thing = thing
            self.header.redraw()
        wide, middle = self.arranged.size == "wide", self.arranged.size == "middle"
        building = self.view is self.building
        self.query_one("#body").display = self.writing is None
        self.over.display = not wide and self.writing is None and not building
        self.note.display = wide or building
        left = self.query_one("#left")
        left.display = not building and (wide or middle or self.side == "tree")
        left.styles.width = tree_width(self.app.size.width) if wide or middle else "1fr"
        self.query_one("#middle").display = (
            building or wide or self.side == "middle" or (middle and self.side == "tree")
        )
        self.treehead.display = wide
        self.right.display = not building and (wide or self.side == "facts")
        for part in (self.over, self.note, self.treehead, self.head, self.pane):
            redraw_lines(part)
        if self.form.display:
            self.form.fit_window()
        self.branches.redraw()
        self.middle.redraw()
        self.draw_writing()
        self.call_after_refresh(self._follow)

    def _follow(self) -> None:
        self.branches.redraw()
        self.branches.show_row(self.specs.at, around=1)
        self.middle.redraw()
        self.middle.show_row(self.view.at if self.middle.has_focus else 0, around=1)
        if is_in(self.focused, self.pane):
            row = self.pane.row_of()
            self.right.scroll_to_region(Region(0, max(0, row - 1), 1, 3), animate=False, force=True)

    def tick_clock(self) -> None:
        """A running clock moves once a minute."""
        now = self.timeline.short_clock()
        if now != self._clock:
            self._clock = now
            self.middle.redraw()

    def say(self, receipt: Receipt | str) -> None:
        """Put a sentence above the list."""
        self.told = Receipt(receipt) if isinstance(receipt, str) else receipt
        if self.is_mounted:
            self.draw_view()

    def quiet(self) -> None:
        """A key was pressed: the last sentence has been read."""
        self.told = Receipt("")

    def to_front(self) -> None:
        """Give the focus back to what is in front; what is being written keeps it."""
        self.draw_view()
        if self.form.wanted is not None or self.writing is not None:
            return
        places: dict[str, Widget] = {"tree": self.branches, "facts": self.pane}
        self.set_focus(places.get(self.side, self.middle))
        self.draw_keys()

    # building

    def do_build_tree(self, key: str) -> None:
        """Show what building the tree from SPEC.md would change."""
        self.building.proposal, self.building.trouble = None, ""
        self.building.at = 0
        self.side, self.view = "middle", self.building
        self.view.take()
        self.to_front()

        def took(found: Proposal | str) -> None:
            self.building.proposal = found if isinstance(found, Proposal) else None
            self.building.trouble = found if isinstance(found, str) else ""
            if self.view is self.building:
                self.view.take()

        self.room.call(self.room.desk.proposal, took)

    def do_save_build_tree(self, key: str) -> None:
        """Write the tree that is shown."""
        proposal = self.building.proposal
        if proposal is None or not proposal.texts:
            self.say(words.BUILD_NOTHING)
            return
        self.go("tree")
        self.room.change(lambda desk: desk.build(proposal))
