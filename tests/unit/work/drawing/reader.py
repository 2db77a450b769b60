"""Reads drawings back: follows the characters from node to node and knows nothing of the layout.

The arms of a character come from its name in the Unicode database, so a wrong table of glyphs in
the drawing cannot hide here. What screens.md says about reading is all that is used: `┼ ┿ ╂ ╋` only
cross, every other meeting joins; in the lane list lines run down from their item, in the focus
graph never back to the left.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from wcwidth import wcwidth

CROSSES = "┼┿╂╋"
NODES = "○►◐■✓?"
STEPS = {"up": (0, -1), "down": (0, 1), "left": (-1, 0), "right": (1, 0)}
OPPOSITE = {"up": "down", "down": "up", "left": "right", "right": "left"}
_WORDS = {"HORIZONTAL": ("left", "right"), "VERTICAL": ("up", "down")}


class BrokenLineError(Exception):
    """A line ends where nothing is, or meets a character that does not meet it."""


def arms(glyph: str) -> frozenset[str]:
    """The sides of a cell that a line character reaches."""
    if glyph in {"•", "●"}:
        return frozenset(STEPS)
    name = unicodedata.name(glyph, "") if glyph else ""
    if not name.startswith("BOX DRAWINGS"):
        return frozenset()
    found: set[str] = set()
    for word in name.split():
        found.update(_WORDS.get(word, (word.lower(),) if word.lower() in STEPS else ()))
    return frozenset(found)


class Sheet:
    """Rows of text as cells; the second cell of a wide character is empty."""

    def __init__(self, rows: Sequence[str]) -> None:
        self.rows = [
            [part for char in row for part in ([char, ""] if wcwidth(char) == 2 else [char])]
            for row in rows
        ]

    def at(self, x: int, y: int) -> str:
        if 0 <= y < len(self.rows) and 0 <= x < len(self.rows[y]):
            return self.rows[y][x]
        return " "

    def lines(self) -> list[tuple[int, int]]:
        """Every cell with a line character."""
        return [(x, y) for y, row in enumerate(self.rows) for x, c in enumerate(row) if arms(c)]


def read_lanes(rows: Sequence[str], refs: Sequence[str]) -> set[tuple[str, str]]:
    """The edges of a lane list: its strips and the ref of each row, "" for a heading."""
    sheet = Sheet(rows)
    nodes = {}
    for y, ref in enumerate(refs):
        found = [x for x, glyph in enumerate(sheet.rows[y]) if glyph in NODES]
        if len(found) != bool(ref):
            raise BrokenLineError(f"row {y} has {len(found)} nodes")
        if found:
            nodes[found[0], y] = ref
    for x, y in sheet.lines():
        for side in arms(sheet.at(x, y)):
            there = (x + STEPS[side][0], y + STEPS[side][1])
            if there not in nodes and OPPOSITE[side] not in arms(sheet.at(*there)):
                raise BrokenLineError(f"nothing {side} of {x}, {y}")
    edges: set[tuple[str, str]] = set()
    for (x, y), ref in nodes.items():
        below = [(x, y + 1)] if (x, y + 1) in nodes or "up" in arms(sheet.at(x, y + 1)) else []
        for side in ("left", "right"):
            at = x + STEPS[side][0]
            while OPPOSITE[side] in arms(sheet.at(at, y)):
                glyph = sheet.at(at, y)
                if "down" in arms(glyph) and glyph not in CROSSES:
                    below.append((at, y + 1))
                if side not in arms(glyph):
                    break
                at += STEPS[side][0]
        for column, row in below:
            end = row
            while (column, end) not in nodes:
                if not {"up", "down"} <= arms(sheet.at(column, end)):
                    raise BrokenLineError(f"the lane breaks at {column}, {end}")
                end += 1
            edges.add((ref, nodes[column, end]))
    return edges


def read_focus(rows: Sequence[str], names: dict[str, str]) -> set[tuple[str, str]]:
    """The edges of a focus graph, drawn ones and those told by `↻`; `names` has the first words."""
    sheet = Sheet(rows)
    heads: dict[tuple[int, int], str] = {}
    starts: dict[tuple[int, int], str] = {}
    edges: set[tuple[str, str]] = set()
    for y, row in enumerate(sheet.rows):
        for name, ref in names.items():
            cells = Sheet([name]).rows[0]
            for x in range(len(row) - len(cells) + 1):
                if row[x : x + len(cells)] == cells:
                    heads[x, y] = ref
                    starts[x + len(cells) + 1, y] = ref
    for (x, y), ref in heads.items():
        below = y + 1
        while sheet.at(x + 2, below) != " ":
            words = "".join(sheet.rows[below][x + 2 :]).split()
            if words[0] == "↻":
                edges.add((ref, words[1]))
            below += 1
    for x, y in sheet.lines():
        for side in arms(sheet.at(x, y)):
            there = (x + STEPS[side][0], y + STEPS[side][1])
            met = OPPOSITE[side] in arms(sheet.at(*there))
            if side == "left":
                met = met or (x, y) in starts
            if side == "right":
                met = met or (sheet.at(*there) == "►" and (there[0] + 2, y) in heads)
            if not met:
                raise BrokenLineError(f"nothing {side} of {x}, {y}")
    lines = {(ref, end) for start, ref in starts.items() for end in _ends(sheet, start, heads)}
    if lines & edges:
        raise BrokenLineError(f"drawn and told: {lines & edges}")
    return lines | edges


def _ends(sheet: Sheet, start: tuple[int, int], heads: dict[tuple[int, int], str]) -> set[str]:
    """The items reached from the right side of an item, going up, down and right, never left."""
    if "left" not in arms(sheet.at(*start)):
        return set()
    found: set[str] = set()
    seen: set[tuple[int, int, str]] = set()
    waiting = [(*start, "right")]
    while waiting:
        x, y, heading = waiting.pop()
        if (x, y, heading) in seen:
            continue
        seen.add((x, y, heading))
        glyph = sheet.at(x, y)
        if glyph == "►" and heading == "right" and (x + 2, y) in heads:
            found.add(heads[x + 2, y])
            continue
        ways = {heading} if glyph in CROSSES else arms(glyph) - {"left", OPPOSITE[heading]}
        waiting += [(x + STEPS[way][0], y + STEPS[way][1], way) for way in ways]
    return found
