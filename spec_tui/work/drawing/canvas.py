"""A sheet on which lines are laid with arms, to be merged into line characters at the end."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from spec_tui.work.drawing import strokes
from spec_tui.work.drawing.model import Edge

_Stroke = tuple[Hashable, tuple[int, int, int, int], tuple[Edge, ...]]
"""The owner, its arms up, right, down and left, and the edges it stands for."""


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring cells of one row that show the same edges in the same weight."""

    x: int
    y: int
    text: str
    heavy: bool
    edges: tuple[Edge, ...]


class Canvas:
    """Lines by owner: arms of one owner join where they meet, those of two owners only cross."""

    __slots__ = ("_rows",)

    def __init__(self) -> None:
        self._rows: dict[int, dict[int, list[_Stroke]]] = {}

    def across(
        self, owner: Hashable, y: int, start: int, end: int, weight: int, edges: tuple[Edge, ...]
    ) -> None:
        """A line from the left side of cell `start` to the middle of cell `end`."""
        row = self._rows.setdefault(y, {})
        stroke: _Stroke = (owner, (0, weight, 0, weight), edges)
        for x in range(start, end):
            row.setdefault(x, []).append(stroke)
        row.setdefault(end, []).append((owner, (0, 0, 0, weight), edges))

    def onward(
        self, owner: Hashable, y: int, start: int, end: int, weight: int, edges: tuple[Edge, ...]
    ) -> None:
        """A line from the middle of cell `start` to the right side of cell `end`."""
        row = self._rows.setdefault(y, {})
        row.setdefault(start, []).append((owner, (0, weight, 0, 0), edges))
        stroke: _Stroke = (owner, (0, weight, 0, weight), edges)
        for x in range(start + 1, end + 1):
            row.setdefault(x, []).append(stroke)

    def upright(
        self, owner: Hashable, x: int, start: int, end: int, weight: int, edges: tuple[Edge, ...]
    ) -> None:
        """A line between the middles of two cells of a column."""
        low, high = min(start, end), max(start, end)
        for y in range(low, high + 1 if low < high else low):
            arms = (weight if y > low else 0, 0, weight if y < high else 0, 0)
            self._rows.setdefault(y, {}).setdefault(x, []).append((owner, arms, edges))

    def runs(self, *, ascii: bool) -> Iterator[Run]:
        """Yield the lines row by row from left to right."""
        joined = strokes.strokes(joined=True, ascii=ascii)
        crossed = strokes.strokes(joined=False, ascii=ascii)
        for y in sorted(self._rows):
            row = self._rows[y]
            text: list[str] = []
            start = last = -2
            heavy = False
            edges: tuple[Edge, ...] = ()
            same: _Stroke | None = None
            for x in sorted(row):
                laid = row[x]
                if len(laid) == 1 and laid[0] is same and x == last + 1:
                    text.append(text[-1])
                    last = x
                    continue
                same = laid[0] if len(laid) == 1 else None
                glyph, weight, shown = _merged(laid, joined, crossed)
                if text and (x != last + 1 or weight != heavy or shown != edges):
                    yield Run(start, y, "".join(text), heavy, edges)
                    text = []
                if not text:
                    start, heavy, edges = x, weight, shown
                text.append(glyph)
                last = x
            if text:
                yield Run(start, y, "".join(text), heavy, edges)


def _merged(
    laid: list[_Stroke], joined: tuple[str, ...], crossed: tuple[str, ...]
) -> tuple[str, bool, tuple[Edge, ...]]:
    """The glyph of one cell, whether it is heavy, and its edges."""
    owner, arms, edges = laid[0]
    table = joined
    if len(laid) > 1:
        if any(other != owner for other, _, _ in laid):
            table = crossed
        up, right, down, left = map(max, zip(*(found for _, found, _ in laid), strict=True))
        edges = tuple(dict.fromkeys(edge for _, _, found in laid for edge in found))
    else:
        up, right, down, left = arms
    glyph = table[up * 27 + right * 9 + down * 3 + left]
    return glyph, strokes.HEAVY in (up, right, down, left), edges
