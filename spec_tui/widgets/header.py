"""The first row: project, modes or path, who is answering."""

from __future__ import annotations

from textual import events
from textual.content import Content

from spec_tui import messages
from spec_tui.modes import MODES, mode_of
from spec_tui.widgets.layout import Layout, layout
from spec_tui.widgets.lines import Lines
from spec_tui.widgets.shown import Shown
from spec_tui.widgets.text import fit, line, shown, spread

LEAST_NAME = 8
"""Columns that the project keeps; where the tabs leave less, a path stands in their place."""


class Header(Lines):
    """Project name, tabs of the modes (a path where narrow), who is answering."""

    DEFAULT_CSS = "Header { height: 1; background: $surface; }"

    def __init__(self, mode: str, *, trail: str = "") -> None:
        super().__init__()
        self.mode = mode
        self.trail = trail
        self.thing = ""
        """What is open in the mode, safe to show; named where there is no room for tabs."""
        self.picture: Shown | None = None
        self.arranged: Layout = layout(80, 24)
        self._tabs: list[tuple[int, int, str]] = []

    def show(self, picture: Shown, arranged: Layout) -> None:
        """Draw another picture."""
        self.picture = picture
        self.arranged = arranged
        self.redraw()

    def lines(self, width: int) -> list[Content]:
        """Return the one row."""
        self._tabs = []
        picture = self.picture
        if picture is None:  # the first frame, before anything is read
            name = getattr(self.app, "folder", "")
            return [line(" ", (fit(shown(name), max(8, width - 2)), "bold"))]
        word = mode_of(self.mode).word
        right = self._right(picture)
        if self.arranged.folded:
            name = self.trail or self.thing or word
            room = max(8, width - len(self._left(picture)) - 3)
            left = line(" ", (fit(name, room), "bold $primary"))
            right = line(*self._mark(picture), (self._left(picture), "$muted"), " ")
            return [spread(left, right, width)]
        tabs = sum(len(one.word) + 2 for one in MODES) + 4
        fits = width - right.cell_length - tabs >= LEAST_NAME
        tabbed = self.arranged.size != "narrow" and not self.trail and fits
        room = max(LEAST_NAME, width - right.cell_length - (tabs if tabbed else 30))
        project = line(" ", (fit(shown(picture.project), room), "bold"))
        if not tabbed:
            left = line(project, (" › ", "$muted"), (word, "bold $primary"))
            if self.trail:
                left = line(project, (" › ", "$muted"), (word, "$muted"))
                left = line(left, (" › ", "$muted"), (self.trail, "bold $primary"))
            elif self.thing:
                space = width - right.cell_length - project.cell_length - len(word) - 8
                left = line(project, (" › ", "$muted"), (word, "$muted"), (" › ", "$muted"))
                left = line(left, (fit(self.thing, space), "bold $primary"))
            return [spread(left, right, width)]
        left = line(project, "  ")
        for one in MODES:
            left = line(left, "  ")
            start = left.cell_length
            left = line(left, (one.word, "bold $primary" if one.id == self.mode else "$muted"))
            self._tabs.append((start, left.cell_length, one.id))
        return [spread(left, right, width)]

    def _mark(self, picture: Shown) -> tuple[tuple[str, str], ...]:
        return ((f"{messages.READ_ONLY}  ", "$warning"),) if picture.read_only else ()

    def _right(self, picture: Shown) -> Content:
        return line(*self._mark(picture), (fit(shown(picture.who), 20), "$muted"), " ")

    def _left(self, picture: Shown) -> str:
        if picture.plan.question is None and not picture.plan.remaining:
            return ""
        return messages.LEFT.format(left=picture.plan.remaining)

    def on_click(self, event: events.Click) -> None:
        """Go to the mode whose tab was clicked."""
        for start, end, mode in self._tabs:
            if start <= event.x < end and mode != self.mode:
                self.app.run_command_id(mode)  # type: ignore[attr-defined]
