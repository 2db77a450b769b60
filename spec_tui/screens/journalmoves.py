"""Going about in the Journal: views, regions, and what esc does."""

from __future__ import annotations

from spec_tui import journal_messages as words
from spec_tui.screens import journal_dialogs as dialogs
from spec_tui.screens.journalform import Wanted
from spec_tui.screens.journalopening import JournalOpening
from spec_tui.screens.journalview import JournalView
from spec_tui.screens.strip import open_strip

REGIONS = ("tree", "middle", "facts")


class JournalMoves(JournalOpening):
    """What moves the selection, opens what is selected, and comes back."""

    def write(self, wanted: Wanted, kept: str = "") -> None:
        """Open the form below the timeline."""
        if self.side == "tree" and self.arranged.size != "wide":
            self.go("session")
        super().write(wanted, kept)

    # moving

    def go(self, view: str) -> None:
        """Show a view."""
        self.quiet()
        if view == "tree":
            self.side = "tree"
            if self.view is self.building:
                self.view = self.timeline
        else:
            self.side = "middle"
            self.view = self.views[view]
        self.view.take()
        self.to_front()

    def do_view_tree(self, key: str) -> None:
        """Show the tree."""
        self.go("tree")

    def do_view_session(self, key: str) -> None:
        """Show the timeline."""
        self.go("session")

    def do_view_links(self, key: str) -> None:
        """Show the link map."""
        self.go("links")

    def do_view_deliverables(self, key: str) -> None:
        """Show what was delivered."""
        self.go("deliverables")

    def select(self, view: JournalView, number: int) -> None:
        """Select a row that was clicked."""
        self.quiet()
        view.at = number
        self.side = "tree" if view is self.specs else "middle"
        if view is self.specs and view.seat is not None:
            self.choose(view.seat.key)
        self.to_front()

    def choose(self, ref: str) -> None:
        """Select a spec; its view begins at the top."""
        if ref != self.room.ref:
            self.room.select(ref)
            self.pane.at = 0
            self.view.at = 0
            self.view.take()
            self.right.scroll_home(animate=False)

    def do_move_journal(self, key: str) -> None:
        """Move the selection of the region with the focus."""
        self.quiet()
        rows = self.branches if self.side == "tree" else self.middle
        page = max(1, rows.size.height - 2)
        scrolls = {"pageup": -page, "pagedown": page, "up": -1, "k": -1, "down": 1, "j": 1}
        if self.writing is not None:
            ends = {"home": 0, "end": self.preview.count()}
            now = round(self.preview.scroll_offset.y)
            to = ends.get(key, now + scrolls.get(key, 0))
            self.preview.scroll_to(y=to, animate=False, force=True)
            return
        if self.side == "facts":
            if not self.pane.walk(key):
                self.right.scroll_relative(y=scrolls.get(key, 0), animate=False)
        elif self.side == "tree":
            self.specs.move(key, page)
            if self.specs.seat is not None:
                self.choose(self.specs.seat.key)
        elif self.view.seat is None:
            self.middle.scroll_relative(y=scrolls.get(key, 0), animate=False)
        else:
            self.view.move(key, page)
        self.draw_view()

    def do_fold_branch(self, key: str) -> None:
        """Fold what lies below a spec, or go to its parent; unfold it, or go into it."""
        seat = self.specs.seat
        if seat is None:
            return
        self.quiet()
        ref, closes = seat.key, key in {"left", "h"}
        below = self.specs.below(ref)
        if closes and below and ref not in self.specs.folded and not self.specs.only:
            self.specs.folded.add(ref)
        elif closes:
            seats = self.specs.seats[: self.specs.at]
            above = [one for one in seats if one.value.depth < seat.value.depth]
            if above:
                self.choose(above[-1].key)
        elif ref in self.specs.folded:
            self.specs.folded.discard(ref)
        elif below and self.specs.at + 1 < len(self.specs.seats):
            self.choose(self.specs.seats[self.specs.at + 1].key)
        self.take()
        self.draw_view()

    def do_show_specs(self, key: str) -> None:
        """Ask which specs the tree shows."""
        self.quiet()
        open_strip(self.spec, dialogs.show_dialog(), lambda picked: self._show(picked.index))

    def _show(self, only: int) -> None:
        self.specs.only = only
        self.take()
        seat = self.specs.seat
        if seat is not None and seat.key != self.room.ref:
            self.choose(seat.key)
        self.go("tree")

    # regions and back

    def do_next_region(self, key: str) -> None:
        """From the tree to the view, to the facts, and round; in a form to the next field."""
        self._next(1)

    def do_previous_region(self, key: str) -> None:
        """The same the other way round."""
        self._next(-1)

    def _next(self, step: int) -> None:
        if self.completions.display:
            self.do_take_completion("")
        elif self.writing is not None:
            if self.preview.display and self.text.display:
                there = self.preview if self.text.has_focus else self.text
                self.set_focus(there)
        elif self.form.wanted is not None:
            self.form.next_field(self.focused, step)
        elif self.view is not self.building:
            at = REGIONS.index(self.side) + step
            self.side = REGIONS[at % len(REGIONS)]
            self.to_front()

    def do_step_back(self, key: str) -> None:
        """Close the list, the form, the editor; go back along the links; up to the tree."""
        self.quiet()
        if self.completions.display:
            self.completions.show((), self.text)
            self.draw_keys()
        elif self.form.wanted is not None:
            self.close_form()
        elif self.writing is not None:
            if self.previewed and not self.text.has_focus:
                self.do_preview(key)
            else:
                self.leave_writing()
        elif self.view is self.building:
            self.go("tree")
        elif self.came_from:
            ref, view, region = self.came_from.pop()
            self.choose(ref)
            self.side, self.view = region, self.views[view]
            self.take()
            self.to_front()
        elif self.side == "facts" and self.arranged.size != "wide":
            self.go(self.view.id)
        elif self.side != "tree":
            self.go("tree")
        elif self.specs.only:
            self._show(0)

    def do_read_journal(self, key: str) -> None:
        """Read the files now."""
        self.quiet()
        self.room.look(aloud=True)

    def do_undo(self, key: str) -> None:
        """Take the last change of a plan back."""
        self._turn("undo")

    def do_redo(self, key: str) -> None:
        """Put the last undone change back."""
        self._turn("redo")

    def _turn(self, way: str) -> None:
        if self.changed:
            self.say(words.NOT_SAVED_YET)
            return
        one = self.writing

        def then(_told: object) -> None:
            if one is not None and self.writing is one:
                self.write_here(one.path, self.text.cursor_location[0] + 1)

        self.room.change(
            lambda desk: desk.undo() if way == "undo" else desk.redo(), then, undoable=False
        )
