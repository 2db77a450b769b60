"""How likely a sentence answers each question, by the words of sentences that were read before.

`templates/evidence.json` holds one weight for a feature and a facet, learned from the documents
that rules are tuned on and from the question bank (`python -m benchmarks.interview.learn`). It is
added to the cues, which are written by hand: they are sure, this is broad (interview.md B.6.4).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from math import exp, log, sqrt

from spec_tui.documents.prose import STOP_WORDS, mask, stem, words
from spec_tui.interview.lexicon import technologies
from spec_tui.interview.quantities import find, find_dates

LONGEST = 600
"""Characters of a sentence that are looked at, as for the cues."""
SCALE = 4.0
"""Length that the features of a sentence have together, so that long ones count like short ones."""
FEWEST = 6
"""Features below which a sentence shows too little to be sure of anything."""
LEAST = 0.03
"""Probabilities below it are left out."""
MOST = 3.0
_LABEL = re.compile(r"\W*(?P<label>[^:|\n]{2,50}?)\W*(?::|\|)\s")
_WHEN = frozenset({"must", "should", "will", "can", "not", "no", "never", "without", "within",
                   "when", "who", "if", "before", "after", "because", "until", "every", "each",
                   "we", "all", "only", "from", "to", "than", "at", "most"})  # fmt: skip
"""Words that carry no meaning of their own and still say what kind of sentence it is."""


def features(text: str, headings: Sequence[str] = (), *, first: bool = False) -> tuple[str, ...]:
    """What a sentence shows: stems, pairs of them, measures, kinds of technology, its headings."""
    return tuple(dict.fromkeys(_features(text[:LONGEST], headings, first)))


def _features(text: str, headings: Sequence[str], first: bool) -> Iterator[str]:
    plain = mask(text)
    said = [_sign(word) for word in words(plain)]
    kept = [word for word in said if word]
    yield from kept
    if kept:
        yield f"^{kept[0]}"
    label = _LABEL.match(plain)
    if label is not None:
        for word in words(label["label"]):
            yield f"l:{stem(word)}"
    for quantity in find(text):
        yield f"#{quantity.dimension}"
        if quantity.percentile:
            yield "#percentile"
    if find_dates(text):
        yield "#date"
    for name in technologies(text):
        yield f"@{name.cls}"
    for heading in headings[-2:]:
        for word in words(heading):
            if word.casefold() not in STOP_WORDS:
                yield f"h:{stem(word)}"
    if first:
        yield "!first"


def _sign(word: str) -> str:
    low = word.casefold()
    if low in _WHEN:
        return low
    if low in STOP_WORDS:
        return ""
    return "0" if low[0].isdigit() else stem(low)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Weights by feature: (number of the facet, weight) rows."""

    facets: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, Sequence[tuple[int, float]]]

    def probabilities(self, shown: Sequence[str]) -> dict[str, float]:
        """Facet -> probability, the likely ones only; they sum up to 1 at most."""
        sums = list(self.bias)
        size = share(shown)
        for feature in shown:
            for number, weight in self.weights.get(feature, ()):
                sums[number] += size * weight
        top = max(sums)
        odds = [exp(value - top) for value in sums]
        total = sum(odds)
        return {
            facet: odd / total
            for facet, odd in zip(self.facets, odds, strict=True)
            if facet and odd >= LEAST * total
        }


def share(shown: Sequence[str]) -> float:
    """What one feature counts: long sentences like short ones; strange words count for nothing."""
    return SCALE / sqrt(max(FEWEST, len(shown)))


@cache
def load() -> Evidence:
    """Read the data once."""
    source = files("spec_tui") / "templates" / "evidence.json"
    data = json.loads(source.read_text(encoding="utf-8"))
    weights = {
        feature: tuple(
            (number, weight / 100) for number, weight in zip(row[::2], row[1::2], strict=True)
        )
        for feature, row in data["weights"].items()
    }
    return Evidence(tuple(data["facets"]), tuple(data["bias"]), weights)


@lru_cache(maxsize=16384)
def likely(
    text: str, headings: tuple[str, ...] = (), *, first: bool = False
) -> Mapping[str, float]:
    """Facet -> probability that the sentence answers it."""
    return load().probabilities(features(text, headings, first=first))


def likely_of_all(
    items: Sequence[str], headings: tuple[str, ...] = (), *, first: bool = False
) -> Mapping[str, float]:
    """Facet -> mean probability over the items of one list: a list answers as a whole."""
    sums: dict[str, float] = {}
    for item in items:
        for facet, value in likely(item, headings, first=first).items():
            sums[facet] = sums.get(facet, 0.0) + value
    return {facet: value / len(items) for facet, value in sums.items()}


def points(probability: float) -> float:
    """Points to add to those of the cues: 3 for what is certain, 0 from one in twenty down."""
    return max(0.0, MOST + log(probability))
