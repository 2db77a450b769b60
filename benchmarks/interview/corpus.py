"""The specifications and texts that the benchmark reads, with their gold.

`corpus/train` and `corpus/test` hold finished specifications, `short/` ones of a page; beside
`NAME.md` stands `NAME.gold.toml`: which facet of the question bank each statement answers, with its
line and the words that answer it, verbatim. `negatives/` holds texts without defects.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Literal

from spec_tui.interview import bank as question_bank
from spec_tui.interview.bank import Bank, product_types
from spec_tui.interview.conditions import Facts, holds
from spec_tui.interview.model import Facet

Split = Literal["train", "test"]
SPLITS: tuple[Split, ...] = ("train", "test")
STYLES = ("exact", "hand", "foreign", "prose")
"""The grammar to the letter; its headings in a person's own hand; own headings; running text."""
CANONICAL = frozenset({"exact", "hand"})
_HERE = Path(__file__).parent
REQUIRED_FROM = 4
"""Impact from which on a facet must be settled (interview.md B.1)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Words of a document that answer one facet."""

    facet: str
    line: int
    """1-based."""
    words: str
    start: int
    """Offset in the text of the document."""

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return self.start + len(self.words)


@dataclass(frozen=True)
class Document:
    """A finished specification with its gold."""

    name: str
    kind: str
    """Kind of product, in words."""
    style: str
    text: str
    stack: Mapping[str, str]
    """Values of stack.toml by dotted key, as somebody reviewed them."""
    answers: tuple[Answer, ...]

    @cached_property
    def gold(self) -> Mapping[str, tuple[Answer, ...]]:
        """Answers by facet id."""
        found: dict[str, list[Answer]] = {}
        for answer in self.answers:
            found.setdefault(answer.facet, []).append(answer)
        return {facet: tuple(rows) for facet, rows in found.items()}

    def known(self, facet: Facet) -> str:
        """What a person who knows the document answers: its words, else the bank's example.

        One line for each statement; what the document wraps is one statement.
        """
        rows = self.gold.get(facet.id)
        if not rows:
            return facet.example.strip()
        said = rows[0].words
        for before, row in pairwise(rows):
            between = self.text[before.end : row.start]
            said += (" " if between.count("\n") == 1 and not between.strip() else "\n") + row.words
        return said

    @cached_property
    def types(self) -> frozenset[str]:
        """The product types that the document names; empty for words that name no known type."""
        rows = self.gold.get("TYP", ())
        return product_types(" ".join(row.words for row in rows))[0]

    def applies(self, facet: Facet) -> bool:
        """The facet's conditions hold for this product, everything else being answered."""

        def live(other: str) -> bool:
            rows = self.gold.get(other, ())
            return bool(rows) and not rows[0].words.startswith(("N/A", "None", "No "))

        facts = Facts(
            types=self.types, settled=self.gold.__contains__, live=live, personal_data=live("SEC6")
        )
        return holds(facet.ask_if, facts)

    @cached_property
    def required(self) -> frozenset[str]:
        """Facets with gold that must be settled before the specification is complete.

        Not those in slots that the product type answers with N/A: a library is not asked where it
        runs (interview.md B.4).
        """
        facets = bank().facets
        off = bank().switched_off(self.types)
        return frozenset(
            facet
            for facet in self.gold
            if facets[facet].impact >= REQUIRED_FROM
            and self.applies(facets[facet])
            and facets[facet].home not in off
        )


@dataclass(frozen=True, slots=True)
class Negative:
    """A text without defects."""

    name: str
    text: str


def bank() -> Bank:
    """The question bank."""
    return question_bank.load()


def load(split: Split) -> tuple[Document, ...]:
    """The specifications of one split, by name."""
    return tuple(_document(path) for path in sorted((_HERE / "corpus" / split).glob("*.md")))


def load_short(split: Split) -> tuple[Document, ...]:
    """Shorter specifications in as many shapes, with gold for what defects are planted in."""
    return tuple(_document(path) for path in sorted((_HERE / "short" / split).glob("*.md")))


def negatives(split: Split) -> tuple[Negative, ...]:
    """The texts without defects of one split, by name."""
    folder = _HERE / "negatives" / split
    return tuple(
        Negative(path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*"))
    )


def languages() -> tuple[Negative, ...]:
    """Texts that are not in English; nobody tunes on words they hold, so they are in no split."""
    return tuple(
        Negative(path.stem, path.read_text(encoding="utf-8"))
        for path in sorted((_HERE / "languages").glob("*"))
    )


def _document(path: Path) -> Document:
    text = path.read_text(encoding="utf-8")
    raw = tomllib.loads(path.with_suffix(".gold.toml").read_text(encoding="utf-8"))
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    answers = []
    taken: set[tuple[str, int]] = set()
    for row in raw["answer"]:
        begin, stop = starts[row["line"] - 1], starts[row["line"]] - 1
        at = text.find(row["words"], begin, stop)
        while (row["facet"], at) in taken:  # the same words twice on one line
            at = text.find(row["words"], at + 1, stop)
        if at < 0:
            raise ValueError(f"{path.name}:{row['line']} does not hold {row['words']!r}")
        taken.add((row["facet"], at))
        answers.append(Answer(row["facet"], row["line"], row["words"], at))
    return Document(path.stem, raw["kind"], raw["style"], text, raw["stack"], tuple(answers))
