"""A sheet on which lines are laid with arms, to be merged into line characters at the end."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from spec_tui.work.drawing import strokes
from spec_tui.work.drawing.model import Edge

_UP, _RIGHT, _DOWN, _LEFT = range(4)


class Canvas:
    """Lines by owner: arms of one owner join where they meet, those of two owners only cross."""

    __slots__ = ("_arms", "_edges")

    def __init__(self) -> None:
        self._arms: dict[tuple[int, int], dict[Hashable, list[int]]] = {}
        self._edges: dict[tuple[int, int], dict[Edge, None]] = {}

    def _lay(
        self, owner: Hashable, x: int, y: int, arm: int, weight: int, edges: Iterable[Edge]
    ) -> None:
        arms = self._arms.setdefault((y, x), {}).setdefault(owner, [0, 0, 0, 0])
        arms[arm] = max(arms[arm], weight)
        self._edges.setdefault((y, x), {}).update(dict.fromkeys(edges))

    def across(
        self, owner: Hashable, y: int, start: int, end: int, weight: int, edges: tuple[Edge, ...]
    ) -> None:
        """A line from the left side of cell `start` to the middle of cell `end`."""
        for x in range(start, end + 1):
            self._lay(owner, x, y, _LEFT, weight, edges)
            if x < end:
                self._lay(owner, x, y, _RIGHT, weight, edges)

    def onward(
        self, owner: Hashable, y: int, start: int, end: int, weight: int, edges: tuple[Edge, ...]
    ) -> None:
        """A line from the middle of cell `start` to the right side of cell `end`."""
        for x in range(start, end + 1):
            self._lay(owner, x, y, _RIGHT, weight, edges)
            if x > start:
                self._lay(owner, x, y, _LEFT, weight, edges)

    def upright(
        self, owner: Hashable, x: int, start: int, end: int, weight: int, edges: tuple[Edge, ...]
    ) -> None:
        """A line between the middles of two cells of a column."""
        low, high = min(start, end), max(start, end)
        for y in range(low, high + 1):
            if y < high:
                self._lay(owner, x, y, _DOWN, weight, edges)
            if y > low:
                self._lay(owner, x, y, _UP, weight, edges)

    def cells(self, *, ascii: bool) -> Iterator[tuple[int, int, str, bool, tuple[Edge, ...]]]:
        """Yield row, column, glyph, whether it is heavy, and the edges of every cell, in order."""
        joined = strokes.strokes(joined=True, ascii=ascii)
        crossed = strokes.strokes(joined=False, ascii=ascii)
        for place in sorted(self._arms):
            owners = self._arms[place]
            up, right, down, left = map(max, zip(*owners.values(), strict=True))
            table = joined if len(owners) == 1 else crossed
            glyph = table[up * 27 + right * 9 + down * 3 + left]
            heavy = strokes.HEAVY in (up, right, down, left)
            yield *place, glyph, heavy, tuple(self._edges[place])
