"""How an item looks everywhere: its glyph and word, and the colours of both."""

from __future__ import annotations

from collections.abc import Mapping

STATES: Mapping[str, tuple[str, str]] = {
    "waiting": ("○", "$muted"),
    "pending": ("○", "$muted"),
    "ready": ("►", "$primary"),
    "in progress": ("◐", "$warning"),
    "review": ("◐", "$warning"),
    "blocked": ("■", "$error"),
    "done": ("✓", "$success"),
    "cannot be read": ("!", "$error"),
}
"""Glyph and colour of a state."""
WORD = 11
"""Cells of the longest word of an item."""


def glyph(state: str) -> str:
    """The glyph of a state."""
    return STATES.get(state, ("?", ""))[0]


def style(state: str) -> str:
    """The colour of a state."""
    return STATES.get(state, ("?", "$muted"))[1]


def quiet(state: str) -> str:
    """The colour of the title of an item in a state: what is done is muted."""
    return "$muted" if state == "done" else ""


def hours(amount: float) -> str:
    """Hours without a needless `.0`."""
    return f"{amount:g}"
