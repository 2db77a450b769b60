"""The one table of glyphs, and their plain ASCII stand-ins (screens.md section 1).

Screens always draw with the glyphs; in ASCII mode every line is translated at the moment it is
painted. Each stand-in is one cell, so that no column moves.
"""

from __future__ import annotations

from collections.abc import Mapping

STATES: Mapping[str, str] = {"unknown": "○", "drafted": "◐", "clarified": "●", "final": "✓"}
"""Glyph of a section's or slot's state."""

STATE_STYLES: Mapping[str, str] = {
    "unknown": "$muted",
    "drafted": "$warning",
    "clarified": "$foreground",
    "final": "$success",
}
"""Colour of a state's glyph."""

DONE = "✓"
SELECTED = "▌"
HERE = "›"
CHANGED = "+"
MORE = "…"
FULL = "█"
EMPTY = "░"

_ASCII = str.maketrans(
    {
        "○": ".",
        "◐": "~",
        "●": "+",
        "✓": "#",
        "►": ">",
        "■": "X",
        "✗": "X",
        "≠": "=",
        "↻": "@",
        "┃": "#",
        "━": "=",
        "▌": ">",
        "›": ">",
        "█": "#",
        "░": ".",
        "…": ".",
        "“": '"',
        "”": '"',
        "’": "'",
        "‘": "'",
        "–": "-",
        "—": "-",
        "−": "-",
        "‑": "-",
        "·": "-",
        "→": ">",
        "←": "<",
        "↑": "^",
        "↓": "v",
    }
)
_SAMPLE = "○◐●✓►■✗▌›█░…"


def to_ascii(text: str) -> str:
    """Return `text` with every glyph of ours replaced by its one-cell stand-in."""
    return text.translate(_ASCII)


def can_encode(encoding: str | None) -> bool:
    """Tell whether a terminal of that encoding can show the glyphs."""
    try:
        _SAMPLE.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
