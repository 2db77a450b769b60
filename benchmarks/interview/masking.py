"""Taking facts out of a document: what is gone has to be asked for, what still stands must not be.

Interview.md B.12 (a). A fact goes with its clause, and with its line where nothing else is said
there; a heading stays.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from random import Random

from benchmarks.interview.corpus import Answer, Document

_LEAD_IN = re.compile(r"\s*(?:[-*+]|\d+[.)])?\s*(?:\*{1,2}[^*\n]{1,60}\*{1,2}:?\s*)?")
_BOUNDARY = re.compile(r"(?<=[.;])\s+|\s*\|\s*")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Masked:
    """A document with facts taken out."""

    text: str
    hidden: frozenset[str]
    """Facets of which no word is left."""
    visible: frozenset[str]
    """Facets of which every word is left."""


def mask(document: Document, facets: Collection[str]) -> Masked:
    """Take every answer to `facets` out of the document."""
    spans = [_clause(document, a) for facet in sorted(facets) for a in document.gold[facet]]
    gone = _merged(spans)
    hidden, visible = set(), set()
    for facet, answers in document.gold.items():
        left = [not any(s < a.end and a.start < e for s, e in gone) for a in answers]
        if all(left):
            visible.add(facet)
        elif not any(left):
            hidden.add(facet)
    return Masked(_without(document.text, gone), frozenset(hidden), frozenset(visible))


def draw(document: Document, count: int, random: Random, *, among: Collection[str]) -> list[str]:
    """`count` facets of the document to take out, or all of them where there are fewer."""
    facets = sorted(facet for facet in document.gold if facet in among)
    return random.sample(facets, min(count, len(facets)))


def _clause(document: Document, answer: Answer) -> tuple[int, int]:
    """The sentence or clause of an answer within its line, up to what answers something else."""
    text = document.text
    begin = text.rfind("\n", 0, answer.start) + 1
    stop = text.find("\n", answer.start)
    stop = len(text) if stop < 0 else stop
    lead = _LEAD_IN.match(text, begin, stop)
    first = min(lead.end() if lead else begin, answer.start)
    left, right = first, stop
    for boundary in _BOUNDARY.finditer(text, first, stop):
        if boundary.end() <= answer.start:
            left = boundary.end()
        elif boundary.start() >= answer.end:
            right = boundary.start()
            break
    for other in document.answers:
        if other.facet == answer.facet:
            continue
        if left < other.end <= answer.start:
            left = other.end
        if answer.end <= other.start < right:
            right = other.start
    return left, right


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _without(text: str, gone: list[tuple[int, int]]) -> str:
    """The text without the spans, and without the lines that say nothing any more."""
    out: list[str] = []
    at = 0
    lines = text.split("\n")
    for number, line in enumerate(lines):
        stop = at + len(line)
        here = [(max(s, at) - at, min(e, stop) - at) for s, e in gone if s < stop and at < e]
        if not here:
            out.append(line)
        else:
            left = _cut(line, here)
            following = lines[number + 1] if number + 1 < len(lines) else ""
            if _says(left) or _indent(following) > _indent(line):
                out.append(left)
        at = stop + 1
    return "\n".join(out)


def _cut(line: str, spans: list[tuple[int, int]]) -> str:
    kept = line
    for start, end in reversed(spans):
        kept = kept[:start].rstrip() + (" " if kept[end:].strip() else "") + kept[end:].lstrip()
    indent = line[: len(line) - len(line.lstrip())]
    return indent + kept.strip()


def _says(line: str) -> bool:
    """A line holds words besides its bullet, number and label."""
    lead = _LEAD_IN.match(line)
    return bool(_WORD.search(line, lead.end() if lead else 0))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip()) if line.strip() else -1
