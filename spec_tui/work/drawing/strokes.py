"""Line characters: arms up, right, down and left, each none, light or heavy, and their glyph.

`┼ ┿ ╂ ╋` only cross; every other meeting of lines joins, a joint of four equal arms is a dot, a
large one where a heavy line goes through it (screens.md 6.11 and 6.12, where such a joint has no
glyph of its own).
"""

from __future__ import annotations

from collections.abc import Mapping

LIGHT, HEAVY = 1, 2

JOINT, HEAVY_JOINT = "•", "●"
ARROW, ARROW_ASCII = "►", ">"
CYCLE, CYCLE_ASCII = "↻", "@"

# Ordered by up * 27 + right * 9 + down * 3 + left.
_GLYPHS = " ╴╸╷╮┑╻┒┓╶─╾╭┬┭┎┰┱╺╼━┍┮┯┏┲┳╵╯┙│┤┥╽┧┪╰┴┵├┼┽┟╁╅┕┶┷┝┾┿┢╆╈╹┚┛╿┦┩┃┨┫┖┸┹┞╀╃┠╂╉┗┺┻┡╄╇┣╊╋"
_CROSSES = frozenset("┼┿╂╋")

HEAVY_GLYPHS = frozenset(
    glyph
    for code, glyph in enumerate(_GLYPHS)
    if HEAVY in (code // 27, code // 9 % 3, code // 3 % 3, code % 3)
) | {HEAVY_JOINT}
"""Every line character with a heavy arm; in ASCII the heavy lines are `I` and `=`."""

STATES: Mapping[str, tuple[str, str]] = {
    "waiting": ("○", "."),
    "ready": ("►", ">"),
    "in progress": ("◐", "~"),
    "review": ("◐", "~"),
    "blocked": ("■", "X"),
    "done": ("✓", "#"),
}
"""Glyph and ASCII stand-in of an item's state (screens.md section 1)."""


def state_glyph(state: str, *, ascii: bool = False) -> str:
    """The glyph of a state, `?` for one that is not in the table."""
    return STATES.get(state, ("?", "?"))[ascii]


def _plain(up: int, right: int, down: int, left: int, joined: bool) -> str:
    """The ASCII stand-in: `,` opens downwards, `'` upwards, `+` joins, a crossing is the upright.

    Heavy is `I` and `=`; screens.md has `#` for the upright, which is already the glyph of done.
    """
    across = max(left, right)
    upright = max(up, down)
    if not upright:
        return " -="[across]
    if not across or not joined:
        return " |I"[upright]
    if up and down:
        return "+"
    return "," if down else "'"


def _table(ascii: bool, joined: bool) -> tuple[str, ...]:
    glyphs = []
    for code, glyph in enumerate(_GLYPHS):
        up, right, down, left = code // 27, code // 9 % 3, code // 3 % 3, code % 3
        if ascii:
            glyphs.append(_plain(up, right, down, left, joined))
        else:
            joint = HEAVY_JOINT if HEAVY in (up, right, down, left) else JOINT
            glyphs.append(joint if joined and glyph in _CROSSES else glyph)
    return tuple(glyphs)


_TABLES = {
    (ascii, joined): _table(ascii, joined) for ascii in (False, True) for joined in (False, True)
}


def strokes(*, joined: bool, ascii: bool = False) -> tuple[str, ...]:
    """The glyphs by `up * 27 + right * 9 + down * 3 + left`, for lines that join or only cross."""
    return _TABLES[ascii, joined]
