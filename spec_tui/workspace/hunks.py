"""Changes of a text as hunks of whole lines that can be found again in a changed text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

CONTEXT = 2
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


class Hunk(NamedTuple):
    """`old` lines became `new` at line `at` (from 0), between `before` and `after`."""

    at: int
    before: str
    old: str
    new: str
    after: str


def hunks_of(base: str, text: str) -> list[Hunk]:
    """What turns one text into the other, with up to two lines around each change."""
    if base == text:
        return []
    from difflib import SequenceMatcher

    first, second = _LINE.findall(base), _LINE.findall(text)
    # equal lines at both ends are cut off: the matcher is quadratic on what is left
    head = 0
    while head < min(len(first), len(second)) and first[head] == second[head]:
        head += 1
    tail = 0
    while tail < min(len(first), len(second)) - head and first[-1 - tail] == second[-1 - tail]:
        tail += 1
    middle = SequenceMatcher(
        None, first[head : len(first) - tail], second[head : len(second) - tail], autojunk=False
    )
    found = []
    for tag, low, high, new_low, new_high in middle.get_opcodes():
        if tag == "equal":
            continue
        low, high = low + head, high + head
        found.append(
            Hunk(
                low,
                "".join(first[max(0, low - CONTEXT) : low]),
                "".join(first[low:high]),
                "".join(second[new_low + head : new_high + head]),
                "".join(first[high : high + CONTEXT]),
            )
        )
    return found


def inverse(hunks: Sequence[Hunk]) -> list[Hunk]:
    """What takes these hunks back, to be applied to the text that they made."""
    found = []
    shift = 0
    for number, hunk in enumerate(hunks):
        before, after = hunk.before, hunk.after
        if number and hunks[number - 1].at + _count(hunks[number - 1].old) + CONTEXT > hunk.at:
            gap = hunk.at - hunks[number - 1].at - _count(hunks[number - 1].old)
            before = _nearest(before, gap)
        if number + 1 < len(hunks) and hunk.at + _count(hunk.old) + CONTEXT > hunks[number + 1].at:
            gap = hunks[number + 1].at - hunk.at - _count(hunk.old)
            after = "".join(_LINE.findall(after)[:gap])
        found.append(Hunk(hunk.at + shift, before, hunk.new, hunk.old, after))
        shift += _count(hunk.new) - _count(hunk.old)
    return found


def apply_hunks(text: str, hunks: Sequence[Hunk]) -> str | None:
    """The text with every hunk at its place or the nearest equal one; None if one has none."""
    lines = _LINE.findall(text)
    parts: list[str] = []
    position = shift = 0
    for hunk in hunks:
        old = _LINE.findall(hunk.old)
        at = _place(lines, hunk, old, hunk.at + shift, position)
        if at is None:
            return None
        parts += lines[position:at]
        parts.append(hunk.new)
        position = at + len(old)
        shift = at - hunk.at
    parts += lines[position:]
    return "".join(parts)


def _place(lines: list[str], hunk: Hunk, old: list[str], wanted: int, first: int) -> int | None:
    """Where the old lines stand: with their surroundings, nearest to where they stood."""
    before, after = _LINE.findall(hunk.before), _LINE.findall(hunk.after)
    if not old and not before and not after:
        return 0 if not lines else None
    best: int | None = None
    for at in range(first, len(lines) - len(old) + 1):
        if lines[at : at + len(old)] != old:
            continue
        around = _same_before(lines, before, at, first) and _same_after(lines, after, at + len(old))
        if around and (best is None or abs(at - wanted) < abs(best - wanted)):
            best = at
    if best is not None or not old:
        return best
    found = [at for at in range(first, len(lines)) if lines[at : at + len(old)] == old]
    return found[0] if len(found) == 1 else None


def _same_before(lines: list[str], before: list[str], at: int, first: int) -> bool:
    visible = before[max(0, len(before) - (at - first)) :] if at - first < len(before) else before
    return at >= len(visible) and lines[at - len(visible) : at] == visible


def _same_after(lines: list[str], after: list[str], at: int) -> bool:
    # the line next to the change is enough: further ones may belong to a later hunk
    return not after or (at < len(lines) and lines[at] == after[0])


def _nearest(before: str, count: int) -> str:
    lines = _LINE.findall(before)
    return "".join(lines[len(lines) - count :]) if count > 0 else ""


def _count(text: str) -> int:
    return len(_LINE.findall(text))
