"""How much is drawn at which size of the terminal (screens.md section 2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Size = Literal["wide", "middle", "narrow", "small", "least", "below"]
SIZES: tuple[Size, ...] = ("wide", "middle", "narrow", "small", "least", "below")

PANEL_WIDTH = {"wide": 42, "middle": 36, "narrow": 32, "small": 0, "least": 0, "below": 0}
"""Columns of the side panel."""
MARGIN = {"wide": 6, "middle": 4, "narrow": 2, "small": 1, "least": 1, "below": 0}
"""Columns left free at both sides of the card."""
TEXT_WIDTH = 76
"""Text of the interview is never wider than this."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The class of one terminal size."""

    columns: int
    rows: int
    size: Size

    @property
    def tall(self) -> bool:
        """There is room for air between groups."""
        return self.rows >= 30 and self.columns >= 80

    @property
    def panel(self) -> int:
        """Columns of the side panel, 0 where it is folded into one line."""
        return PANEL_WIDTH[self.size]

    @property
    def margin(self) -> int:
        """Columns free at the left of the card."""
        return MARGIN[self.size]

    @property
    def folded(self) -> bool:
        """The panel is one line of counts."""
        return self.size in {"small", "least"}


def layout(columns: int, rows: int) -> Layout:
    """Return the layout for a terminal of `columns` by `rows` cells."""
    size: Size
    if columns < 40 or rows < 12:
        size = "below"
    elif columns < 50 or rows < 16:
        size = "least"
    elif columns < 80 or rows < 24:
        size = "small"
    elif columns < 100:
        size = "narrow"
    elif columns < 120:
        size = "middle"
    else:
        size = "wide"
    return Layout(columns, rows, size)
