"""Was it right to ask that? Judged against what a document says and what was taken out of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from benchmarks.interview.corpus import Answer, Document, bank
from benchmarks.interview.interviews import Played, Turn
from benchmarks.interview.respondents import rings_true, true_choice
from spec_tui.documents.prose import sentences
from spec_tui.interview.bank import product_types
from spec_tui.interview.model import CloseLine, Question
from spec_tui.interview.state import see_key

Verdict = Literal["right", "wrong", "uncounted"]
COMPULSORY = frozenset({"stack", "overview"})
"""Asked of everybody (formats.md 14); they are no choice of the engine."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A turn with what is thought of it."""

    turn: Turn
    verdict: Verdict
    redundant: bool
    """Asked blank although the answer stands in the text."""
    reason: str


def judge(
    document: Document,
    played: Played,
    visible: Collection[str],
    spoiled: Collection[str] = (),
) -> Iterator[Judged]:
    """Judge every turn. `visible`: facets whose words stand in the text; `spoiled`: facets with a
    planted defect, about which a question is right.
    """
    for turn in played.turns:
        yield _judge(document, turn, visible, spoiled)


def _judge(
    document: Document, turn: Turn, visible: Collection[str], spoiled: Collection[str]
) -> Judged:
    question = turn.question
    facet = question.id
    if question.kind in COMPULSORY:
        return Judged(turn, "uncounted", False, "asked of everybody")
    if question.kind == "conflict":
        right = bool(spoiled)
        return Judged(turn, "right" if right else "wrong", False, "conflict")
    if question.kind == "close":
        known = [
            line.label
            for line in question.lines
            if _line_facets(line.key) & set(visible) and not _its_own_words(document, line)
        ]
        reason = f"card offers a usual answer for {', '.join(known)}" if known else "card"
        return Judged(turn, "wrong" if known else "right", False, reason)
    if question.kind == "confirm":
        right = true_choice(document, question) > 0
        return Judged(turn, "right" if right else "wrong", False, "drafted words")
    if facet in spoiled:
        return Judged(turn, "right", False, "planted defect")
    if facet == "TYP" and turn.finding and _strange_type(document):
        return Judged(turn, "right", False, "a type in other words is asked about once")
    if question.follow_up or turn.finding:
        return Judged(turn, "wrong", False, f"clean words doubted: {question.why or question.text}")
    if question.kind == "open":
        return Judged(turn, "right", False, "open question")
    redundant = facet in visible
    reason = "answer stands in the text" if redundant else "missing"
    return Judged(turn, "wrong" if redundant else "right", redundant, reason)


def _its_own_words(document: Document, line: CloseLine) -> bool:
    """The card offers what the document says there, or the place of the sentence that says it."""
    slot = see_key(line.value, bank())
    if slot:
        there = {facet.id for facet in bank().facets_of(slot)}
        said = [a for facet in there for a in document.gold.get(facet, ())]
        mine = [a for facet in _line_facets(line.key) for a in document.gold.get(facet, ())]
        return any(_sentence(document, a) == _sentence(document, b) for a in said for b in mine)
    asked = Question(line.key.rpartition("/")[2], "confirm", "", "", "", quote=line.value)
    return rings_true(document, asked)


def _sentence(document: Document, answer: Answer) -> tuple[int, int]:
    """(line, offset of the sentence in it) of an answer."""
    text = document.text
    begin = text.rfind("\n", 0, answer.start) + 1
    line = text[begin : text.find("\n", begin)]
    before = [at for at, _ in sentences(line) if at <= answer.start - begin]
    return answer.line, max(before, default=0)


def _line_facets(key: str) -> set[str]:
    """Facets that a line of a close card would answer: one, or all of a slot."""
    parts = key.split("/")
    if len(parts) > 2:
        return {parts[2]}
    return {facet.id for facet in bank().facets_of("/".join(parts[:2]))}


def _strange_type(document: Document) -> bool:
    words = " ".join(answer.words for answer in document.gold.get("TYP", ()))
    return not product_types(words)[0]
