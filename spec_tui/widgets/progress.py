"""The literal progress line of seed 001, on every screen, last but one."""

from __future__ import annotations

from textual.content import Content

from spec_tui.widgets import glyphs
from spec_tui.widgets.lines import Lines
from spec_tui.widgets.text import line

_BAR = glyphs.FULL + glyphs.EMPTY


class ProgressLine(Lines):
    """`Spec Creation Progress: ███████░░░░░ 60%`, exactly as the state says it."""

    DEFAULT_CSS = "ProgressLine { height: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def show(self, text: str) -> None:
        """Draw another progress line."""
        if text != self.text:
            self.text = text
            self.redraw()

    def lines(self, width: int) -> list[Content]:
        """Return the one row; only colours are added to the line of the state."""
        words, bar, percent = self._parts()
        full, empty = bar.rstrip(glyphs.EMPTY), bar.lstrip(glyphs.FULL)
        pieces = ((words, "$muted"), (full, "$primary"), (empty, "$faint"))
        row = line(*pieces, (percent, "bold"))
        if row.cell_length < width:
            return [line(" ", row)]
        # 100 % is one cell too long for the narrowest window: the space before it gives way.
        return [row if row.cell_length <= width else line(*pieces, (percent.lstrip(), "bold"))]

    def _parts(self) -> tuple[str, str, str]:
        start = next((at for at, char in enumerate(self.text) if char in _BAR), len(self.text))
        rest = self.text[start:].lstrip(_BAR)
        end = len(self.text) - len(rest)
        return self.text[:start], self.text[start:end], rest
