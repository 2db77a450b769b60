"""What a text says, sentence by sentence, each with what stands around it (interview.md B.6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from spec_tui.documents.markdown import parse
from spec_tui.interview import inandout
from spec_tui.interview.sentences import MOST_UNITS, Unit, units

MOST_TEXT = 250_000
"""Characters of a text that are read, which hold as many units and more."""


@dataclass(frozen=True, slots=True)
class Saying:
    """One sentence, list item or row of a table."""

    text: str
    headings: tuple[str, ...] = ()
    """Above it, outermost first."""
    first: bool = False
    """It stands in the first paragraph of the text."""
    before: str = ""
    """The neighbour below the same heading; for all items of a list what introduces it."""
    after: str = ""


def introduces(text: str) -> bool:
    """The words only lead to what follows them."""
    return text.endswith((":", " the following.", " as follows."))


def sayings(read: Iterable[Unit]) -> list[tuple[Unit, tuple[Saying, ...]]]:
    """Each unit with what it says: a sentence is one saying, a list one for each item.

    Columns and fences say nothing of their own: a column's cells stand in the rows.
    """
    given = list(read)
    flat = [
        (at, words)
        for at, unit in enumerate(given)
        if unit.kind in {"sentence", "list"}
        for words in unit.items or (unit.text,)
    ]
    made: list[list[Saying]] = [[] for _ in given]
    for number, (at, words) in enumerate(flat):
        unit = given[at]
        near = []
        for other in (number - 1, number + 1):
            beside = flat[other] if 0 <= other < len(flat) else None
            here = beside is not None and given[beside[0]].headings == unit.headings
            near.append(beside[1] if beside is not None and here else "")
        if unit.kind == "list" and made[at]:
            first = made[at][0].before
            near[0] = first if introduces(first) else near[0]
        made[at].append(Saying(words, unit.headings, unit.first, *near))
    return list(zip(inandout.ended(given), map(tuple, made), strict=True))


@lru_cache(maxsize=4)
def said_in(text: str) -> tuple[tuple[Unit, tuple[Saying, ...]], ...]:
    """What an imported text says, unit by unit; the same text is read once."""
    if len(text) > MOST_TEXT:
        text = text[: text.rfind("\n", 0, MOST_TEXT) + 1]
    return tuple(sayings(units(parse(text), MOST_UNITS)))


def around(read: Iterable[Unit]) -> Iterator[Saying]:
    """Everything that is said, in order."""
    for _, said in sayings(read):
        yield from said
