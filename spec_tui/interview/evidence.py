"""How likely a sentence answers each question, by the words of sentences that were read before.

`templates/evidence.json` holds one weight for a feature and a facet, learned from labelled texts
and from the question bank (`python -m benchmarks.interview.learning`). The cues, which are written
by hand, and the heading a sentence stands under are features like its words (interview.md B.6.4).
"""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from math import exp, log, sqrt

from spec_tui.documents.prose import STOP_WORDS, mask, stem, words
from spec_tui.interview import bank as banks
from spec_tui.interview import cues
from spec_tui.interview.headings import place_of
from spec_tui.interview.lexicon import technologies
from spec_tui.interview.quantities import find, find_dates
from spec_tui.interview.sayings import Saying, introduces

LONGEST = 600
"""Characters of a sentence that are looked at, as for the cues."""
SCALE = 4.0
"""Length that the features of a sentence have together, so that long ones count like short ones."""
FEWEST = 24
"""Features below which a sentence shows too little to be sure of anything."""
TYPE = "TYP"
UNPLACED = frozenset({"", TYPE})
"""Nothing, and what is read by the names of the closed list, not by where it stands."""
BESIDE = "<>"
"""First letter of what the neighbours show."""
NEAR = 0.7
"""What a feature of a neighbour counts."""
LEAST = 0.001
"""Probabilities below it are left out."""
MOST = 3.0
TELLING, USUAL = 0.4, 14.0
"""What counts of how much a sentence shows, and how much it usually is (the log of all odds)."""
_CLAUSE_NUMBER = re.compile(
    r"(?:[A-Z]{1,4}[.-]?\d+(?:\.\d+)*[.:)]?|\d+(?:\.\d+)+[.:)]?|\(?(?:\d+|[a-z])\))\s+(?=\S)"
)
"""`D.1`, `FR-12:`, `4.2` or `(b)` before a sentence is none of its words."""
_LABEL = re.compile(r"\W*(?P<label>[^:|\n]{2,50}?)\W*(?::|\|)\s")
_CODE = re.compile(r"`([^`\n]{1,60})`")
_CODE_SIGNS = ("/", "--", ".", "_", "(", "=")
_WORD = re.compile(r"[\w-]+")
MANY = 4
"""Pieces of code in a sentence; more count alike."""
_WHEN = frozenset({"must", "should", "will", "can", "not", "no", "never", "without", "within",
                   "when", "who", "if", "before", "after", "because", "until", "every", "each",
                   "we", "all", "only", "from", "to", "than", "at", "most"})  # fmt: skip
"""Words that carry no meaning of their own and still say what kind of sentence it is."""


def features(said: Saying) -> tuple[str, ...]:
    """What a sentence shows: its words and pairs of them, measures, kinds of technology, cues, the
    headings above it, and the words of its neighbours."""
    return tuple(dict.fromkeys(_features(said)))


def _features(said: Saying) -> Iterator[str]:
    text = said.text[:LONGEST]
    text = text[numbered.end() :] if (numbered := _CLAUSE_NUMBER.match(text)) else text
    plain = mask(text)
    signs = _signs(text)
    kept = [sign for sign in signs if sign in _WHEN or sign not in STOP_WORDS]
    yield from kept
    if kept:
        yield f"^{kept[0]}"
    for pair in pairwise(("^", *signs, "$")):
        yield "_".join(pair)
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
    yield from _cues(text)
    yield from _in_code(text)
    yield from _above(said.headings)
    if said.first:
        yield "!first"
    for side, words_there in zip(BESIDE, (said.before, said.after), strict=True):
        if words_there:
            for sign in _signs(words_there[:LONGEST]):
                if sign != "0" and sign not in STOP_WORDS:
                    yield f"{side}{sign}"
            for cue in _cues(words_there):
                yield f"{side}{cue}"


@lru_cache(maxsize=4096)
def _signs(text: str) -> tuple[str, ...]:
    """Stems of all words; those without a meaning of their own as they are, numbers as `0`."""
    return tuple(_sign(word.casefold()) for word in words(mask(text)))


def _sign(low: str) -> str:
    if low[0].isdigit():
        return "0"
    return low if low in STOP_WORDS else stem(low)


def _cues(text: str) -> list[str]:
    return [f"cue:{facet}" for facet in cues.scores(text)]


def _in_code(text: str) -> Iterator[str]:
    """What is set apart as code: how much of it, of which kind, and the plain words among it."""
    said = _CODE.findall(text)
    if said:
        yield f"`{min(len(said), MANY)}"
    for code in said:
        kind = next((sign for sign in _CODE_SIGNS if sign in code), "")
        yield f"`{kind}" if kind else "`word" if _WORD.fullmatch(code) else "`words"
        if not kind:
            yield from (f"`={_sign(word.casefold())}" for word in words(code.replace("_", " ")))


@lru_cache(maxsize=1024)
def _above(headings: tuple[str, ...]) -> tuple[str, ...]:
    shown = [
        f"h:{stem(word)}"
        for heading in headings[-2:]
        for word in words(heading)
        if word.casefold() not in STOP_WORDS
    ]
    place = place_of(headings, banks.load())
    if place:
        shown += [f"P:{place}", f"S:{place.split('/')[0]}"]
    return tuple(shown)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Weights by feature, for each facet that the feature speaks for or against."""

    facets: tuple[str, ...]
    bias: tuple[float, ...]
    rows: Mapping[str, str]
    """`3:45 17:-20`: hundredths for the facet of that number."""
    _read: dict[str, tuple[tuple[int, float], ...]] = field(default_factory=dict)

    def weights(self, feature: str) -> tuple[tuple[int, float], ...]:
        """(number of the facet, weight) pairs; few features are ever met, so read when met."""
        found = self._read.get(feature)
        if found is None:
            pairs = (pair.split(":") for pair in self.rows.get(feature, "").split())
            found = tuple((int(number), int(weight) / 100) for number, weight in pairs)
            self._read[feature] = found
        return found

    def sums(self, shown: Sequence[str]) -> array[float]:
        """What speaks for each of the facets, all features together."""
        sums = array("f", self.bias)
        for feature, size in sizes(shown):
            for number, weight in self.weights(feature):
                sums[number] += size * weight
        return sums

    def probabilities(self, sums: Sequence[float]) -> dict[str, float]:
        """Facet -> probability by what `sums` gives, the likely ones only; 1 at most together."""
        top = max(sums)
        odds = [exp(value - top) for value in sums]
        total = sum(odds)
        return {
            facet: odd / total
            for facet, odd in zip(self.facets, odds, strict=True)
            if facet not in UNPLACED and odd >= LEAST * total
        }


def sizes(shown: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Each feature with what it counts: long sentences like short ones, neighbours less than the
    sentence itself, strange words nothing."""
    own = sum(feature[0] not in BESIDE for feature in shown)
    size = SCALE / sqrt(max(FEWEST, own))
    for feature in shown:
        yield feature, size * NEAR if feature[0] in BESIDE else size


@cache
def load() -> Evidence:
    """Read the data once."""
    source = files("spec_tui") / "templates" / "evidence.json"
    data = json.loads(source.read_text(encoding="utf-8"))
    return Evidence(tuple(data["facets"]), tuple(data["bias"]), data["weights"])


@lru_cache(maxsize=16384)
def _sums(said: Saying) -> array[float]:
    return load().sums(features(said))


@lru_cache(maxsize=16384)
def likely(said: Saying) -> Mapping[str, float]:
    """Facet -> probability that the sentence answers it."""
    return load().probabilities(_sums(said))


@lru_cache(maxsize=16384)
def telling(said: Saying) -> float:
    """Points by which a sentence comes before or behind others that are as likely: one that shows
    much is not farther from a facet only because it is nearer to another.
    """
    return TELLING * (_total(_sums(said)) - USUAL)


def says_type(said: Saying) -> float:
    """Probability that the sentence says what kind of product it is."""
    sums = _sums(said)
    return exp(sums[_numbers()[TYPE]] - _total(sums))


def nearness(said: Saying, facet: str) -> float:
    """The points of a sentence for any facet, however unlikely, with `telling`."""
    told = telling(said)
    total = USUAL + told / TELLING
    return MOST + _sums(said)[_numbers()[facet]] - total + told


def _total(sums: Sequence[float]) -> float:
    top = max(sums)
    return top + log(sum(exp(value - top) for value in sums))


@cache
def _numbers() -> Mapping[str, int]:
    return {facet: number for number, facet in enumerate(load().facets)}


def likely_of_all(items: Sequence[Saying]) -> Mapping[str, float]:
    """Facet -> mean probability over the items of one list: a list answers as a whole.

    What introduces it (`The first delivery comprises:`) counts as much as all items together.
    """
    sums: dict[str, float] = {}
    for item in items:
        for facet, value in likely(item).items():
            sums[facet] = sums.get(facet, 0.0) + value / len(items)
    lead = items[0].before
    if not introduces(lead):
        return sums
    told = likely(Saying(lead, items[0].headings))
    return {facet: (sums.get(facet, 0.0) + told.get(facet, 0.0)) / 2 for facet in {*sums, *told}}


def points(probability: float) -> float:
    """Points for a probability: 3 for what is certain, 0 for one in twenty, less below."""
    return MOST + log(probability)
