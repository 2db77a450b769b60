"""What Enter does in the Journal: sessions, entries, links, files, and where each of them is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll

from spec_tui import journal_messages as words
from spec_tui.screens import journal_dialogs as dialogs
from spec_tui.screens.journalform import Wanted
from spec_tui.screens.journalview import Action, JournalRows, JournalView, name_of
from spec_tui.screens.journalwriting import JournalWriting
from spec_tui.screens.strip import Picked, open_strip
from spec_tui.spec_tree.board import Branch, Offer
from spec_tui.spec_tree.model import Deliverable, Entry, OneWay, Session, TreeLink
from spec_tui.widgets.text import shown

if TYPE_CHECKING:
    from spec_tui.screens.journalbuild import TreeBuild
    from spec_tui.screens.journalfacts import FactsPane
    from spec_tui.screens.journalroom import JournalRoom
    from spec_tui.screens.journaltimeline import Timeline


class JournalOpening(JournalWriting):
    """What the selected row leads to."""

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

    def go(self, view: str) -> None:
        """Show a view."""
        raise NotImplementedError

    def choose(self, ref: str) -> None:
        """Select a spec."""
        raise NotImplementedError

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
                self._mend(one)
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

    def _mend(self, one: OneWay) -> None:
        path = one.path

        def picked(result: Picked) -> None:
            if result.index == 0:
                self.room.change(lambda desk: desk.mend(path))
            else:
                self.follow(path, 1)

        title = words.LACKS.format(path=shown(path), to=shown(one.to))
        open_strip(self.spec, dialogs.mend_dialog(title), picked)

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
        self.choose(found[0].ref)
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
