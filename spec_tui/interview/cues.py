"""What a sentence says about which question: additive scores from `templates/cues.toml` (B.6.4).

Every phrase is looked up by its first letters: a sentence meets only the few that can match.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from spec_tui.interview.lexicon import technologies
from spec_tui.interview.quantities import find_dates, has_number
from spec_tui.interview.vagueness import vague

SURE, MORE, SOME, TECH, AGAINST = 2.0, 0.5, 1.0, 1.5, -2.0
"""Points: the first sure phrase, another one, a weaker one, a name of the class, one against."""
_FOR_A_NUMBER = frozenset({"quality", "time", "metric", "degree"})
"""Classes of vague words that stand where a number belongs."""
LONGEST = 600
"""Characters of a sentence that are looked at."""
_START = re.compile(r"(?<![\w-])\w+")
_TRIGGER = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Cue:
    """One phrase of one facet."""

    facet: str
    kind: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Cues:
    """The data of `cues.toml`."""

    by_start: Mapping[str, tuple[Cue, ...]]
    anywhere: tuple[Cue, ...]
    tech: Mapping[str, tuple[str, ...]]
    """Class of technology -> facets."""
    needs: Mapping[str, str]
    headings: Mapping[str, str]
    """Further names of headings -> slot key or section id."""
    patterns: tuple[tuple[re.Pattern[str], str], ...]
    """What headings, and the words that lead to a list, say in many ways -> slot key."""
    second: Mapping[str, tuple[str, ...]]
    """Slot key -> facets of the second, third list below its heading."""


@cache
def load() -> Cues:
    """Read the data once."""
    source = files("spec_tui") / "templates" / "cues.toml"
    data = tomllib.loads(source.read_text(encoding="utf-8"))
    headings = data.pop("headings")
    patterns = tuple(
        (re.compile(rf"\b(?:{words})", re.IGNORECASE), place)
        for place, phrases in data.pop("patterns").items()
        for words in phrases
    )
    second = {key: tuple(facets) for key, facets in data.pop("second").items()}
    starts: dict[str, list[Cue]] = {}
    anywhere: list[Cue] = []
    tech: dict[str, list[str]] = {}
    needs: dict[str, str] = {}
    for facet, entry in data.items():
        for cls in entry.get("tech", ()):
            tech.setdefault(cls, []).append(facet)
        if "needs" in entry:
            needs[facet] = entry["needs"]
        for kind in ("sure", "some", "not"):
            for phrase in entry.get(kind, ()):
                made = Cue(facet, kind, re.compile(_bounded(phrase)))
                start = _trigger(phrase)
                if start:
                    starts.setdefault(start, []).append(made)
                else:
                    anywhere.append(made)
    return Cues(
        {start: tuple(rows) for start, rows in starts.items()},
        tuple(anywhere),
        {cls: tuple(rows) for cls, rows in tech.items()},
        needs,
        headings,
        patterns,
        second,
    )


def _bounded(phrase: str) -> str:
    return phrase if phrase.endswith((r"\d", "%", " ", "/", r"\b")) else rf"(?:{phrase})(?!\w)"


def _trigger(phrase: str) -> str:
    """The first letters that every match begins with, three at most."""
    found = _TRIGGER.match(phrase)
    if found is None:
        return ""
    word = found[0]
    if phrase[found.end() : found.end() + 1] in {"?", "*", "{"}:
        word = word[:-1]
    return word[:3]


@lru_cache(maxsize=16384)
def scores(text: str) -> Mapping[str, float]:
    """Points of each facet that a sentence says something about."""
    cues = load()
    lower = text[:LONGEST].casefold()
    sure: dict[str, int] = {}
    points: dict[str, float] = {}
    hits: set[tuple[str, str]] = set()

    def hit(cue: Cue) -> None:
        if cue.kind == "sure":
            sure[cue.facet] = sure.get(cue.facet, 0) + 1
        elif (cue.facet, cue.pattern.pattern) not in hits:
            hits.add((cue.facet, cue.pattern.pattern))
            points[cue.facet] = points.get(cue.facet, 0.0) + (
                SOME if cue.kind == "some" else AGAINST
            )

    for word in _START.finditer(lower):
        at = word.start()
        for length in (3, 2, 1):
            for cue in cues.by_start.get(lower[at : at + length], ()):
                if cue.pattern.match(lower, at):
                    hit(cue)
    for cue in cues.anywhere:
        if cue.pattern.search(lower):
            hit(cue)
    for name in technologies(text[:LONGEST]):
        for facet in cues.tech.get(name.cls, ()):
            points[facet] = max(points.get(facet, 0.0) + TECH, TECH)
    for facet, count in sure.items():
        points[facet] = points.get(facet, 0.0) + SURE + MORE * (min(count, 3) - 1)
    for facet, kind in cues.needs.items():
        if facet in points and not _holds(kind, text):
            points[facet] += AGAINST
    return {facet: value for facet, value in points.items() if value > 0}


def _holds(kind: str, text: str) -> bool:
    """A number, a date, or a measure: a number or words that stand for one (`fast`, `high`)."""
    if has_number(text):
        return True
    if kind == "date":
        return bool(find_dates(text))
    return kind == "measure" and bool(vague(text, _FOR_A_NUMBER))
