"""Packages: the list, and the documents, gate and execution of one (screens.md 6.13)."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.geometry import Region, Size

from spec_tui import package_messages as words
from spec_tui.commands import Context
from spec_tui.derivation import Proposal
from spec_tui.screens import editor
from spec_tui.screens.packagebuild import BuildView
from spec_tui.screens.packagedocuments import DocumentsView
from spec_tui.screens.packageedits import PackageEdits
from spec_tui.screens.packagegate import GateView
from spec_tui.screens.packagelist import ShelfView
from spec_tui.screens.packageroom import PackageRoom
from spec_tui.screens.packageview import (
    PackageFoot,
    PackageNote,
    PackagePane,
    PackageRows,
    PackageShort,
    PackageTop,
    View,
)
from spec_tui.screens.packagework import WorkView
from spec_tui.screens.page import is_in
from spec_tui.screens.plans import redraw_lines
from spec_tui.widgets.receipt import Receipt
from spec_tui.widgets.shown import Shown
from spec_tui.widgets.text import shown


class PackagesScreen(PackageEdits):
    """A list at the left, and at the right what is known of the selected row."""

    CSS_PATH = "packages.tcss"
    mode = "packages"
    place = "packages"

    def __init__(self) -> None:
        super().__init__()
        self.told = Receipt("")
        self.shelf = ShelfView(self)
        self.documents = DocumentsView(self)
        self.gate = GateView(self)
        self.work = WorkView(self)
        self.building = BuildView(self)
        self.views: dict[str, View] = {
            one.id: one for one in (self.shelf, self.documents, self.gate, self.work, self.building)
        }
        self.view: View = self.shelf
        self.last = "gate"
        """The view of a package that was seen last."""
        self.came_from = "shelf"
        """The view that building leads back to."""
        self.whole = False
        """The pane takes the place of the list, where they do not fit beside each other."""
        self._reads = -1
        self._drawn_at = Size(0, 0)
        self.top = PackageTop(self)
        self.note = PackageNote(self)
        self.list = PackageRows(self)
        self.short = PackageShort(self)
        self.foot = PackageFoot(self)
        self.pane = PackagePane(self)

    def body(self) -> ComposeResult:
        """List at the left, pane at the right or instead."""
        yield self.note
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield self.top
                yield self.list
                yield self.short
                yield self.foot
            self.right = VerticalScroll(self.pane, id="right", can_focus=False)
            yield self.right

    @property
    def room(self) -> PackageRoom:
        """What the app knows of the packages."""
        return self.spec.packages

    @property
    def context(self) -> Context:
        """Where the person is now; the view stands where cards have their kind."""
        in_pane = is_in(self.focused, self.pane)
        return Context(
            place=self.place,
            focus="pane" if in_pane else self.view.id,
            card=self.view.id,
            deeper=self.view is not self.shelf or in_pane,
        )

    # drawing

    def draw_body(self, picture: Shown) -> None:
        """Draw the view that is shown."""
        opened = self.room.opened
        if self.view in (self.documents, self.gate, self.work) and not self.room.name:
            self.view = self.shelf
            self.whole = False
            if self.is_mounted:
                self.set_focus(self.list)
        title = shown(opened.package.title) if opened is not None else ""
        if self.header.thing != title:
            self.header.thing = title
            self.header.redraw()
        if (self._reads, self._drawn_at) != (self.room.reads, self.app.size):
            self._reads, self._drawn_at = self.room.reads, self.app.size
            self.view.take()  # the others when somebody goes there
        self.draw_view()

    def draw_view(self) -> None:
        """Draw list, pane, and what stands around them."""
        beside = not self.view.narrow and self.view is not self.building
        folded = self.arranged.folded
        self.query_one("#left").display = beside or not self.whole
        self.right.display = beside or self.whole
        self.note.display = not beside and self.whole
        self.short.display = not beside and not folded and self.view is not self.building
        self.foot.display = not folded
        for part in (self.note, self.top, self.short, self.foot, self.pane):
            redraw_lines(part)
        self.list.redraw()
        self.call_after_refresh(self._follow)

    def _follow(self) -> None:
        self.list.redraw()
        self.list.show_row(self.view.at, around=1)
        if is_in(self.focused, self.pane):
            row = self.pane.row_of()
            self.right.scroll_to_region(Region(0, max(0, row - 1), 1, 3), animate=False, force=True)

    def say(self, receipt: Receipt | str) -> None:
        """Put a sentence in the place of what the view says of itself."""
        self.told = Receipt(receipt) if isinstance(receipt, str) else receipt
        if self.is_mounted:
            self.draw_view()

    def quiet(self) -> None:
        """A key was pressed: the last sentence has been read."""
        self.told = Receipt("")

    # moving

    def go(self, view: str) -> None:
        """Show a view of the open package."""
        self.quiet()
        self.view = self.views[view]
        if view not in {"shelf", "build"}:
            self.last = view
        self.view.take()
        self._to_list()

    def select(self, number: int) -> None:
        """Select a row of the list."""
        self.quiet()
        self.view.at = number
        self.pane.at = 0
        self.right.scroll_home(animate=False)
        self.draw_view()
        self.draw_keys()

    def do_move_packages(self, key: str) -> None:
        """Move the selection of the list or of the pane."""
        page = max(1, self.list.size.height - 2)
        if not is_in(self.focused, self.pane):
            self.view.move(key, page)
            self.select(self.view.at)
            return
        if self.pane.walk(key):
            self._follow()
            return
        scrolls = {"pageup": -page, "pagedown": page, "up": -1, "k": -1, "down": 1, "j": 1}
        self.right.scroll_relative(y=scrolls.get(key, 0), animate=False)

    def do_open_row(self, key: str) -> None:
        """Do what the selected row leads to."""
        self.open_seat()

    def open_seat(self) -> None:
        """Open a package, a file, the evidence, the pane of a task."""
        seat = self.view.seat
        if seat is None:
            self.say(words.NOTHING_HERE)
            return
        self.quiet()
        match seat.kind:
            case "book":
                self._open_package(self.last)
            case "drift":
                self.settle(seat.value)
            case "paper":
                self._open_file(seat.value.document.path, 1)
            case "task" | "line" | "roles":
                self._to_pane()
            case "words" | "diff":
                self.say(words.BUILD_WRITES)
            case _:
                self.do_edit_package("")

    def _open_package(self, view: str) -> None:
        seat = self.view.seat
        if seat is None:
            self.say(words.EMPTY)
            return
        self.room.show(seat.key)
        for one in self.views.values():
            if one is not self.shelf:
                one.seats, one.at = (), 0
        self.go(view)

    def do_follow_row(self, key: str) -> None:
        """Do what the selected row of the pane leads to."""
        action = self.pane.action
        if action is None:
            self.say(words.NOTHING_HERE)
            return
        self.quiet()
        match action.kind:
            case "file":
                self._open_file(action.value, action.line)
            case "copy":
                what, text = action.value
                self.app.copy_to_clipboard(text)
                self.say(words.COPIED.format(what=what))
            case "command":
                self.offer_command(action.value)
            case _:
                self.tick(action.value)

    def do_edit_package(self, key: str) -> None:
        """Open the file of the selected row in the editor, at its line."""
        path, at = self._place()
        if path:
            self._open_file(path, at)
        else:
            self.say(words.NOTHING_HERE)

    def _place(self) -> tuple[str, int]:
        """Path and line of what is selected."""
        if is_in(self.focused, self.pane):
            action = self.pane.action
            if action is not None and action.kind == "file":
                return action.value, action.line
        seat, opened = self.view.seat, self.room.opened
        if seat is None:
            return "", 0
        value: Any = seat.value
        match seat.kind:
            case "book":
                documents = value.package.documents
                return (documents[0].path, 1) if documents else ("", 0)
            case "item":
                if value.evidence:
                    return value.evidence[0].path, value.evidence[0].line
                return (opened.package.tech.path, 1) if opened is not None else ("", 0)
            case "done":
                one = value.evidence[0] if value.evidence else None
                return (one.path, one.line) if one is not None else ("", 0)
            case "role":
                return value.path, value.line
            case "paper":
                return value.document.path, 1
            case "drift":
                return value.path, value.line
            case "task":
                return value.item.path, value.item.line
            case "other" if opened is not None:
                return f"{opened.package.folder}/{value}", 0
        return "", 0

    def _open_file(self, path: str, at: int) -> None:
        problem = editor.open_file(self.spec, str(self.spec.session.root / path), at)
        if problem:
            self.say(Receipt(problem, "!", "$error"))
        self.room.look()

    def do_next_region(self, key: str) -> None:
        """From the list to the pane and back."""
        if is_in(self.focused, self.pane) or self.view is self.building:
            self._to_list()
        else:
            self._to_pane()

    def do_previous_region(self, key: str) -> None:
        """The same the other way round."""
        self.do_next_region(key)

    def _to_pane(self) -> None:
        self.whole = True
        self.draw_view()
        self.set_focus(self.pane)
        self.draw_keys()

    def _to_list(self) -> None:
        self.whole = False
        self.draw_view()
        self.set_focus(self.list)
        self.draw_keys()

    def do_step_back(self, key: str) -> None:
        """From the pane to the list, from building to its view, from a package to all of them."""
        self.quiet()
        if self.view is self.building:
            self.go(self.came_from)
        elif is_in(self.focused, self.pane) or self.whole:
            self._to_list()
        elif self.view is not self.shelf:
            self.view = self.shelf
            name, self.room.name, self.room.opened = self.room.name, "", None
            self.shelf.take()
            at = [seat.key for seat in self.shelf.seats]
            self.shelf.at = at.index(name) if name in at else 0
            self.header.thing = ""
            self.header.redraw()
            self._to_list()

    def do_view_documents(self, key: str) -> None:
        """Show the documents."""
        self._view("documents")

    def do_view_gate(self, key: str) -> None:
        """Show the quality gate."""
        self._view("gate")

    def do_view_execution(self, key: str) -> None:
        """Show the execution."""
        self._view("execution")

    def _view(self, view: str) -> None:
        if self.view is self.shelf:
            self._open_package(view)
        else:
            self.go(view)

    def do_check_again(self, key: str) -> None:
        """Read the files now."""
        self.quiet()
        self.room.look(aloud=True)

    # building

    def show_proposal(self, found: Proposal | str) -> None:
        """Show what building would change."""
        self.building.proposal = found if isinstance(found, Proposal) else None
        self.building.trouble = found if isinstance(found, str) else ""
        self.building.at = 0
        if self.view is self.building:
            self.building.take()
            self.draw_view()
            self.draw_keys()

    def open_building(self) -> None:
        """Go to the view of what building would change."""
        if self.view is not self.building:
            self.came_from = self.view.id
        self.building.proposal, self.building.trouble = None, ""
        self.go("build")
