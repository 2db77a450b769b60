"""How much words that stand in SPEC.md already say about each question (interview.md B.5.5)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from spec_tui.documents.prose import content_words, sentences
from spec_tui.interview import bank as banks
from spec_tui.interview import columns, cues, evidence, grammar
from spec_tui.interview.headings import GLOSSARY, place_of
from spec_tui.interview.lexicon import technologies
from spec_tui.interview.model import Facet, FacetKind
from spec_tui.interview.placing import rank
from spec_tui.interview.quantities import find_dates, has_number
from spec_tui.interview.sayings import Saying, introduces
from spec_tui.interview.sentences import Unit
from spec_tui.interview.state import typed

ENOUGH = 1.5
LEAST = -5.0
"""Points from which words of a whole specification are shown."""
FEWEST_WORDS = 3
FEWEST_ITEMS = 2
LISTED = 0.2
"""Mean probability from which a whole list is shown for a question."""
TOGETHER, MOST_TOGETHER, LONGEST_PART = -1.0, 4, 80
"""Points of each sentence from which several are shown as one, how many of them, and characters of
each on average: longer ones say enough alone.
"""
WHOLE = 0.5
"""Points for a whole list, so that it comes before its items."""
PART = 0.5
"""Points less for what only a part of a sentence says."""
MOST_FACETS = 30
"""Questions that one sentence may be shown for."""
_JOINT = re.compile(
    r"[;:]\s+|\s[—–]\s|,\s+(?:and|but|so|or|which|who|where|while|because|since|as)\s+"
)
_DEFINES = re.compile(r"\W*(?:[\w'’/-]+ ?){1,5}\W*(?::|=|\s[—–-]|\|)\s")
"""`No-show: a loan that nobody fetches`, in a glossary."""
_NO_SUCH = re.compile(
    r":\s+N/A\b|\bnot applicable\b|\bdo(?:es)? not apply\b"
    r"|\b(?:no|without an?y?)\s(?:\w+\s){0,3}(?:figure|target|limit|promise|uptime)\b",
    re.IGNORECASE,
)
"""`uptime: N/A, because a library runs no service` answers without a number."""
_CALENDAR = re.compile(
    r"\b(?:january|february|march|april|may(?= \d)|june|july|august|september|october|november"
    r"|december|spring|summer|autumn|winter|easter|whitsun|christmas|week \d{1,2}|q[1-4]|quarter"
    r"|20[2-9]\d|(?:school )?term|season|(?:first|last) day|new year)\b",
    re.IGNORECASE,
)
"""When something is, in words that name no exact day."""
_TOLD_BY = {"language": ("STK1",), "framework": ("STK2",), "datastore": ("DAT10",),
            "hosting": ("DEP6",)}  # fmt: skip
"""Facets that a name of a class answers."""


def answers(facet: Facet, text: str) -> bool:
    """The words are of a kind that can answer a facet."""
    if facet.kind in {"choice", "ref"} and _names_one(text):
        return True
    if facet.kind == "list" and _names_a_thing(text):
        return True
    return _can_be(facet.kind, text) if facet.impact >= 4 else _says_something(text)


def dated(facet: Facet, text: str) -> bool:
    """The words hold an exact day, and that is what a facet asks for."""
    return facet.kind == "date" and bool(find_dates(text))


@lru_cache(maxsize=16384)
def _names_a_thing(text: str) -> bool:
    """`asking for coverage` is one of several."""
    return len(content_words(text)) >= FEWEST_ITEMS and not text.endswith((":", "?"))


@lru_cache(maxsize=16384)
def _names_one(text: str) -> bool:
    """`Language: Elixir` answers by its name."""
    return bool(technologies(text))


@lru_cache(maxsize=32768)
def _can_be(kind: FacetKind, text: str) -> bool:
    if kind == "date" and (find_dates(text) or _CALENDAR.search(text)):
        return True  # `out by: 2027-04-30`, `before the lambs come, in March`
    return _says_something(text) and (typed(kind, text) or _NO_SUCH.search(text) is not None)


@lru_cache(maxsize=16384)
def _says_something(text: str) -> bool:
    if text.endswith("?") and len(sentences(text)) == 1:
        return False  # it asks, too
    least = FEWEST_WORDS - has_number(text)
    return grammar.form_of(text.rstrip(".")) == "text" and len(content_words(text)) >= least


def sentences_of(said: Iterable[Saying]) -> Iterator[Saying]:
    """Items of a list, each with the sentences in it where there are several."""
    for one in said:
        yield one
        parts = sentences(one.text)
        if len(parts) > 1:
            yield from (replace(one, text=part) for _, part in parts)


def _clauses(text: str) -> Iterator[str]:
    """Parts of a sentence that say something of their own; none where it says one thing."""
    parts = [part for part in _JOINT.split(text) if len(content_words(part)) >= FEWEST_WORDS]
    if len(parts) > 1:
        yield from parts


@lru_cache(maxsize=16384)
def scored(said: Saying) -> Mapping[str, float]:
    """Points of the facets a sentence is nearest to.

    A sure cue is enough, whatever else the sentence is about; and what says nothing that is known
    says it under its heading. What a word means answers nothing but what the word means.
    """
    bank = banks.load()
    place = place_of(said.headings, bank)
    if place == GLOSSARY and _DEFINES.match(said.text):
        return {}
    if introduces(said.text):  # `Each call carries a key, and a key has one role:`
        joints = list(_JOINT.finditer(said.text))
        head = said.text[: joints[-1].start()] if joints else ""
        return scored(replace(said, text=head)) if _says_something(head) else {}
    points = {row.facet.id: row.score for row in rank(bank, said)[:MOST_FACETS]}
    for clause in _clauses(said.text):
        for row in rank(bank, replace(said, text=clause))[:MOST_FACETS]:
            points[row.facet.id] = max(points.get(row.facet.id, LEAST), row.score - PART)
    for tech in technologies(said.text):
        for name in _TOLD_BY.get(tech.cls, ()):
            points[name] = max(points.get(name, 0.0), ENOUGH)
    for name, cued in cues.scores(said.text).items():
        if cued >= cues.SURE:
            points[name] = max(points.get(name, 0.0), ENOUGH)
    if place in bank.slots and max(points.values(), default=0.0) < ENOUGH:
        for facet in bank.facets_of(place):
            if facet.impact >= 4:
                points[facet.id] = ENOUGH
    return points


@lru_cache(maxsize=16384)
def elsewhere(text: str, place: str) -> Mapping[str, float]:
    """Points of the facets that a sentence speaks of more than of the place it stands in."""
    ranked = rank(banks.load(), Saying(text), learned=False)
    own = max((r.score for r in ranked if r.facet.home == place), default=0.0)
    return {r.facet.id: r.score for r in ranked[:MOST_FACETS] if r.score > own}


def several(unit: Unit, said: tuple[Saying, ...]) -> tuple[Saying, ...]:
    """The items of a list or column that may answer as a whole; none of any other unit."""
    items = said or columns.cells(unit) if unit.kind in {"list", "column"} else ()
    enough = len(items) >= FEWEST_ITEMS and columns.hold_names(item.text for item in items)
    return items if enough else ()


def as_a_whole(unit: Unit, said: tuple[Saying, ...]) -> Iterator[tuple[str, tuple[str, float]]]:
    """A list, for each facet that its items answer together."""
    facets = banks.load().facets
    items = several(unit, said)
    for name, value in evidence.likely_of_all(items).items() if items else ():
        if value >= LISTED and facets[name].kind in {"list", "text"}:
            yield unit.text, (name, evidence.points(value) + WHOLE)


def runs(said_by: Sequence[tuple[Unit, tuple[Saying, ...]]]) -> Iterator[tuple[str, str, float]]:
    """(words, facet, points) of sentences that follow each other and answer one question together:
    `Ville: labels in old handwriting. Eero: the pedal. Signe: the maker drops the driver.`
    """
    facets = banks.load().facets
    for _, group in groupby(said_by, lambda pair: (pair[0].kind, pair[0].headings, pair[0].order)):
        said = [one for unit, all_said in group if unit.kind == "sentence" for one in all_said]
        points = [scored(one) for one in said]
        often = Counter(name for row in points for name, value in row.items() if value >= TOGETHER)
        for name, count in often.items():
            if count < FEWEST_ITEMS or facets[name].kind not in {"list", "text"}:
                continue
            near = [row.get(name, LEAST) >= TOGETHER for row in points]
            for at, one in enumerate(said[1:-1], 1):  # `Eero: the pedal.` between two others
                near[at] = near[at] or (
                    near[at - 1] and near[at + 1] and not _says_something(one.text)
                )
            start = 0
            for together, members in groupby(near):
                end = start + len(list(members))
                words = " ".join(one.text for one in said[start:end])
                short = len(words) <= LONGEST_PART * (end - start)
                if together and short and FEWEST_ITEMS <= end - start <= MOST_TOGETHER:
                    best = max(row.get(name, LEAST) for row in points[start:end])
                    yield words, name, best + WHOLE
                start = end
