"""A page over what a desk reads: read when first seen, looked at whenever it is seen again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from spec_tui.screens.page import Page
from spec_tui.tasks import Told
from spec_tui.widgets.rows import RowList


class Room(Protocol):
    """What a page asks of the room of its desk."""

    def open(self) -> None:
        """Begin to read, the first time."""

    def look(self, *, aloud: bool = False) -> None:
        """Take in what changed on disk."""

    def change(self, work: Callable[[Any], Told], *, undoable: bool = True) -> None:
        """Let the desk change something, draw, say the receipt."""


class DeskPage(Page):
    """Base of the screens over a desk."""

    list: RowList
    """What has the focus at the start."""

    @property
    def room(self) -> Room:
        """The desk of the app."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Begin to read."""
        super().on_mount()
        self.room.open()
        self.start()

    def start(self) -> None:
        """Give the focus to where a person begins."""
        self.set_focus(self.list)

    def on_screen_resume(self) -> None:
        """Look at the disk, draw what happened meanwhile."""
        super().on_screen_resume()
        self.room.look()

    def do_undo(self, key: str) -> None:
        """Take the last change of a plan back."""
        self.room.change(lambda desk: desk.undo(), undoable=False)

    def do_redo(self, key: str) -> None:
        """Put the last undone change back."""
        self.room.change(lambda desk: desk.redo(), undoable=False)
