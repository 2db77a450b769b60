"""Changes of the selected item, the same on every screen that shows items."""

from __future__ import annotations

from spec_tui import plan_messages as words
from spec_tui.screens import plan_dialogs as dialogs
from spec_tui.screens.plans import PlanPage
from spec_tui.tasks import Told
from spec_tui.work.create import New
from spec_tui.work.detail import Candidate
from spec_tui.work.editing import Field
from spec_tui.work.item import WorkItem


class ItemEdits(PlanPage):
    """Status, priority, size, what it waits on, a new item."""

    @property
    def item(self) -> WorkItem | None:
        """The selected item, None where nothing or an unreadable file is selected."""
        board = self.board
        return board.item(self.room.selected) if board is not None else None

    def _chosen(self) -> WorkItem | None:
        """The selected item; says so where there is none."""
        item = self.item
        if item is None:
            one = self.board.line(self.room.selected) if self.board is not None else None
            self.say(words.NO_ITEM if one is not None else words.NOTHING_SELECTED)
        return item

    def do_set_status(self, key: str) -> None:
        """Ask for a status and set it."""
        item = self._chosen()
        if item is not None:
            ref = item.ref
            dialogs.choose_status(
                self.spec,
                item,
                lambda value: self.room.change(lambda desk: desk.set(ref, "status", value)),
            )

    def do_set_priority(self, key: str) -> None:
        """Ask for a priority and set it."""
        item = self._chosen()
        if item is not None:
            ref = item.ref
            dialogs.choose_priority(
                self.spec,
                item,
                lambda value: self.room.change(lambda desk: desk.set(ref, "priority", value)),
            )

    def do_set_size(self, key: str) -> None:
        """Ask for a size and set it."""
        item = self._chosen()
        if item is not None:
            ref = item.ref
            dialogs.choose_size(
                self.spec,
                item,
                lambda value: self.room.change(lambda desk: desk.set(ref, "estimate", value)),
            )

    def do_set_depends(self, key: str) -> None:
        """Ask what it waits on; what it waits on already is taken off."""
        item, board = self._chosen(), self.board
        if item is None or board is None:
            return
        ref = item.ref

        def then(one: Candidate) -> None:
            field: Field = "depends_on-" if one.now else "depends_on+"
            self.room.change(lambda desk: desk.set(ref, field, one.ref))

        dialogs.choose_depends(self.spec, board, item, then)

    def do_new_item(self, key: str) -> None:
        """Ask for kind and title, and write it from its template."""
        board = self.board
        if board is None:
            return

        def made(told: Told) -> None:
            if told.id:
                self.room.selected = told.id
                self.show_item(told.id)

        def then(kind: New, title: str, parent: str) -> None:
            self.room.change(lambda desk: desk.new(kind, title, parent), made)

        dialogs.choose_new(self.spec, board, self.item, then)

    def show_item(self, ref: str) -> None:
        """Select an item by its ref."""
        raise NotImplementedError
