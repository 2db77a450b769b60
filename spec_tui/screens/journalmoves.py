"""Going about in the Journal: views, regions, links, and what Enter and esc do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll

from spec_tui import journal_messages as words
from spec_tui.screens import journal_dialogs as dialogs
from spec_tui.screens.journalform import Wanted
from spec_tui.screens.journalview import Action, JournalRows, JournalView, name_of
from spec_tui.screens.journalwriting import JournalWriting
from spec_tui.screens.strip import open_strip
from spec_tui.spec_tree.board import Branch, Offer
from spec_tui.spec_tree.model import Deliverable, Entry, OneWay, Session, TreeLink
from spec_tui.widgets.text import shown

if TYPE_CHECKING:
    from spec_tui.screens.journalbuild import TreeBuild
    from spec_tui.screens.journalfacts import FactsPane
    from spec_tui.screens.journalroom import JournalRoom
    from spec_tui.screens.journaltimeline import Timeline

REGIONS = ("tree", "middle", "facts")


class JournalMoves(JournalWriting):
    """What moves the selection, opens what is selected, and comes back."""

    views: dict[str, JournalView]
    view: JournalView
    timeline: Timeline
    building: TreeBuild
    side: str
    came_from: list[tuple[str, str, str]]
    """(ref, view, region) of places that a link led away from, for esc."""
    branches: JournalRows
    middle: JournalRows
    pane: FactsPane
    right: VerticalScroll

    @property
    def room(self) -> JournalRoom:
        """What the app knows of the specs."""
        raise NotImplementedError

    @property
    def front(self) -> str:
        """The view in front."""
        raise NotImplementedError

    def take(self) -> None:
        """Build the seats anew."""
        raise NotImplementedError

    def draw_view(self) -> None:
        """Draw everything between header and progress line."""
        raise NotImplementedError

    def spec_at(self, path: str) -> tuple[Branch | None, bool]:
        """The spec that a path belongs to, and whether it is its journal."""
        raise NotImplementedError

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
            self._choose(view.seat.key)
        self.to_front()

    def _choose(self, ref: str) -> None:
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
                self._choose(self.specs.seat.key)
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
                self._choose(above[-1].key)
        elif ref in self.specs.folded:
            self.specs.folded.discard(ref)
        elif below and self.specs.at + 1 < len(self.specs.seats):
            self._choose(self.specs.seats[self.specs.at + 1].key)
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
            self._choose(seat.key)
        self.go("tree")

    # opening

    def do_open_journal(self, key: str) -> None:
        """Do what the selected row leads to."""
        self.quiet()
        if self.side == "facts":
            self._follow_action(self.pane.action)
            return
        seat = (self.specs if self.side == "tree" else self.view).seat
        if seat is None:
            self.say(words.NOTHING_HERE)
            return
        one = getattr(seat.value, "value", None) if seat.kind == "row" else seat.value
        match one:
            case Branch():
                self.go("session")
            case Offer():
                self.take_offers(self.room.ref, (one,))
            case Entry(kind="issue", resolution=""):
                self._resolve(one)
            case Entry() | Session():
                self._write_journal(one.line)
            case TreeLink():
                self._follow_link(one, back=seat.kind == "back")
            case OneWay():
                self.follow(one.path, 1)
            case Deliverable():
                self._open_deliverable(one)
            case _:
                self.say(words.NOTHING_HERE)

    def _write_journal(self, at: int) -> None:
        branch = self.branch
        if branch is not None:
            self.write_here(branch.context, at)

    def _resolve(self, entry: Entry) -> None:
        branch = self.branch
        if branch is not None and not self.offer_draft():
            wanted = Wanted(branch.ref, name_of(branch), "resolve", str(entry.line))
            self.write(wanted)

    def _follow_action(self, action: Action | None) -> None:
        page = self.room.page
        if action is None or page is None:
            self.say(words.NOTHING_HERE)
            return
        match action.kind:
            case "tick":
                self.tick(action.line)
            case "approve":
                self.do_approve_plan("")
            case "view":
                self.go(action.value)
            case "spec":
                self._go_to_spec(action.value)
            case "deliverable":
                found = [one for one in page.deliverables if str(one.line) == action.value]
                if found:
                    self._open_deliverable(found[0])
            case _:
                self.open_here(action.value, action.line)

    def _go_to_spec(self, name: str) -> None:
        forest = self.room.forest
        found = [one for one in forest.branches if name in (one.ref, one.id)] if forest else []
        if not found:
            self.say(words.NOT_HERE.format(name=shown(name)))
            return
        self.came_from.append((self.room.ref, self.view.id, self.side))
        self.specs.only = 0
        self.specs.folded.clear()
        self._choose(found[0].ref)
        self.take()
        self.to_front()

    def _follow_link(self, link: TreeLink, *, back: bool) -> None:
        if back:
            self.follow(link.path, link.line)
        elif link.state == "ok" and link.to:
            self.follow(link.to, 1)
        elif link.state == "web":
            self.say(words.WEB.format(target=shown(link.target)))
        else:
            self.say(words.CANNOT_FOLLOW.format(target=shown(link.target)))

    def follow(self, path: str, at: int) -> None:
        """Go to the spec that a path belongs to, else open the file; esc comes back."""
        branch, journal = self.spec_at(path)
        if branch is None or branch.ref == self.room.ref:
            self.open_here(path, at)
            return
        self._go_to_spec(branch.ref)
        if journal:
            self.go("session")

    def _open_deliverable(self, one: Deliverable) -> None:
        path = self.room.path_of(one)
        if path and one.line in self.room.there:
            self.open_here(path, 1)
        else:
            self.say(words.CANNOT_FOLLOW.format(target=shown(one.target)))

    def open_here(self, path: str, at: int) -> None:
        """Open a document here, anything else in the editor of the person."""
        if path.endswith(".md"):
            self.write_here(path, at)
        else:
            self.open_file(path, at)

    def _place(self) -> tuple[str, int]:
        """Path and line of what is selected."""
        branch = self.branch
        if branch is None:
            return "", 0
        if self.side == "facts" and self.pane.action is not None:
            if self.pane.action.kind == "file":
                return self.pane.action.value, self.pane.action.line
            if self.pane.action.kind == "tick":
                page = self.room.page
                lines = [one.line for one in page.criteria] if page is not None else []
                at = self.pane.action.line
                return branch.path, lines[at] if at < len(lines) else 1
        seat = self.view.seat if self.side == "middle" else None
        one = getattr(seat.value, "value", seat.value) if seat is not None else None
        match one:
            case Entry() | Session():
                return branch.context, one.line
            case TreeLink():
                return one.path, one.line
            case Deliverable():
                return self.room.path_of(one) or branch.context, 1
        journal = self.room.page is not None and self.room.page.journal is not None
        in_session = self.side == "middle" and self.view is self.timeline
        return (branch.context if journal and in_session else branch.path), 1

    def do_edit_journal(self, key: str) -> None:
        """Open the file of what is selected, or what is being typed, in the person's editor."""
        if self.writing is not None or self.form.wanted is not None:
            self.write_outside()
            return
        path, at = self._place()
        if path:
            self.open_file(path, at)
        else:
            self.say(words.SELECT_SPEC)

    def do_edit_here(self, key: str) -> None:
        """Open the file of what is selected in the free editor."""
        path, at = self._place()
        if not path:
            self.say(words.SELECT_SPEC)
        elif not self.offer_draft():
            self.write_here(path, at)

    def do_tick_criterion(self, key: str) -> None:
        """Tick the selected criterion; where none is selected, ask which."""
        self.quiet()
        action = self.pane.action if self.side == "facts" else None
        if action is not None and action.kind == "tick":
            self.tick(action.line)
        else:
            self.ask_tick()

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
            self._choose(ref)
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
