"""The literal progress line of seed 001, on every screen, last but one."""

from __future__ import annotations

from textual.content import Content

from spec_tui.widgets import glyphs
from spec_tui.widgets.lines import Lines
from spec_tui.widgets.text import line, part

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
        pieces: list[tuple[str, str]] = []
        for char in self.text:
            if char == glyphs.FULL:
                style = "$primary"
            elif char == glyphs.EMPTY:
                style = "$faint"
            elif any(cell in _BAR for cell, _ in pieces[-1:]) or (
                pieces and pieces[-1][1] == "bold"
            ):
                style = "bold"
            else:
                style = "$muted"
            pieces.append((char, style))
        if not pieces:
            return [part(" ")]
        row = line(*pieces)
        if row.cell_length < width:
            return [line(" ", row)]
        # 100 % is one cell too long for the narrowest window: the space before it gives way.
        return [row if row.cell_length <= width else line(*pieces[:-5], *pieces[-4:])]
