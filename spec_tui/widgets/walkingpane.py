"""What is known about the selected row of a list; rows that lead somewhere can be walked."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual import events
from textual.content import Content

from spec_tui.widgets import glyphs
from spec_tui.widgets.lines import Lines
from spec_tui.widgets.text import line, pad, part, selected

A = TypeVar("A")


class WalkingPane(Lines, Generic[A], can_focus=True):
    """A subclass says which rows there are, and what becomes of one that leads somewhere."""

    DEFAULT_CSS = "WalkingPane { width: 1fr; height: auto; min-height: 100%; }"

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.at = 0
        self.actions: list[tuple[int, A]] = []
        """(row, action) of the rows that lead somewhere."""

    def contents(self, width: int) -> list[tuple[Content, A | None]]:
        """The rows for a width, without the column of the selection."""
        raise NotImplementedError

    def airy(self) -> bool:
        """Whether there is room for a row of air at the top."""
        raise NotImplementedError

    def follow(self) -> None:
        """Do what the selected row leads to."""
        raise NotImplementedError

    @property
    def action(self) -> A | None:
        """The action of the selected row."""
        return self.actions[self.at][1] if self.at < len(self.actions) else None

    def lines(self, width: int) -> list[Content]:
        """Return the rows, and note which of them lead somewhere."""
        rows = self.contents(width - 2)
        if self.airy():
            rows.insert(0, (part(""), None))
        self.actions = [(row, action) for row, (_, action) in enumerate(rows) if action is not None]
        self.at = max(0, min(self.at, len(self.actions) - 1))
        here = self.actions[self.at][0] if self.actions and self.has_focus else -1
        return [
            selected(line((glyphs.SELECTED, "$primary"), content), width)
            if row == here
            else pad(line(" ", content), width)
            for row, (content, _) in enumerate(rows)
        ]

    def walk(self, key: str) -> bool:
        """Move the selection; False where there is none to move."""
        last = len(self.actions) - 1
        steps = {"up": -1, "k": -1, "down": 1, "j": 1}
        ends = {"home": 0, "end": last}
        if last < 0 or key not in steps | ends:
            return False
        self.at = max(0, min(last, ends.get(key, self.at + steps.get(key, 0))))
        self.redraw()
        return True

    def row_of(self) -> int:
        """The row of the selection, for scrolling."""
        return self.actions[self.at][0] if self.at < len(self.actions) else 0

    def on_focus(self) -> None:
        """Show where the selection is."""
        self.redraw(layout=True)

    def on_blur(self) -> None:
        """Show that the selection is elsewhere."""
        self.redraw()

    def on_click(self, event: events.Click) -> None:
        """Do what the clicked row leads to."""
        for at, (row, _) in enumerate(self.actions):
            if row == event.y:
                self.at = at
                self.redraw()
                self.follow()
