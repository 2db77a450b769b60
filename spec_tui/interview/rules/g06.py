"""G06: a word that sounds like a requirement and cannot be tested."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from spec_tui.documents.fold import fold
from spec_tui.interview.bank import Bank
from spec_tui.interview.behind import unsettled
from spec_tui.interview.measures import METRIC, OF_A_METRIC, checked, harmless
from spec_tui.interview.model import Facet, Finding
from spec_tui.interview.percentiles import PERCENTILE
from spec_tui.interview.quantities import has_number
from spec_tui.interview.rules.base import answered, at, sentence, values
from spec_tui.interview.rules.g07 import measured, says_no_number
from spec_tui.interview.rules.looking import Words, everywhere, look
from spec_tui.interview.rules.terms import glossary
from spec_tui.interview.sayings import introduces
from spec_tui.interview.spec import Imported, Passage, Spec
from spec_tui.interview.vagueness import (
    ASKED,
    HIGH_SHARE,
    IN_A_SCENE,
    IS_UP,
    VAGUE_CLASSES,
    Vague,
    may_be_vague,
    vague,
)

PROSE = frozenset({"risks", "terminology", "open_questions"})
"""Sections where words explain, weigh and remember, and demand nothing."""

_ALL = frozenset(VAGUE_CLASSES)
_DEMANDED = frozenset({"quality", "degree", "comparison", "time", "escape", "undecided"})
"""Classes that are looked for outside metrics, NFRs and acceptance too, in demands only."""
_SERIOUS = _ALL - {"open", "weak"}
"""Classes that are major in metrics and NFRs; lists without an end are G11's."""
_DEMAND = re.compile(r"\b(?:must|shall|should|(?:has|have|needs?|is|are) (?:required )?to)\b", re.I)
_METRIC = re.compile(
    r"\b(?:uptime|availability|latency|latencies|response times?|throughput|load|downtime|rto|rpo"
    r"|speed|performance|reliability|memory|cpu|cost|costs|rate|coverage)\b",
    re.I,
)
_SIZES = frozenset({"small", "tiny", "short", "brief"})
_VALUE = re.compile(r"[|:]\s*$")
"""Before the value of a row or a label: `Service up: high`."""
_PROMPT = frozenset({"quickly", "fast", "promptly", "swiftly", "speedily", "rapidly"})
# `A command is answered quickly` asks for speed, wherever it stands.
_RESPONDS = re.compile(
    r"\b(?:answer|respond|react|load|open|start|return|finish|display|show|appear|render|updat|sync"
    r"|complet|refresh|recover|restart|deliver|process)(?:e?s|e?d|ing|ed)?\s+(?:[\w'’-]+\s+){0,3}$"
    r"|\b(?:be|is|are|comes?)\s+(?:back|ready|there|visible|available|done)\s+(?:[\w'’-]+\s+){0,4}$",
    re.I,
)
_PROMISES = frozenset({"quality", "time", "comparison", "metric"})
"""Classes that say how good something has to be."""
_DEMANDS = frozenset({"must", "shall", "should", "to"})
# Somebody's words, a condition or a state that the sentence reacts to: nothing is promised.
_NO_PROMISE = re.compile(
    r"\b(?:too|how|than|when|if|once|while|whether)\s+(?:[\w'’-]+\s+){0,4}$", re.I
)


def gated(section: str, slot: str) -> bool:
    """Metrics, NFRs and acceptance: the places where a vague word is a major finding (B.1)."""
    return section in {"nfr", "acceptance"} or (section, slot) == ("vision", "success-metrics")


def g06(spec: Spec, bank: Bank, stack: Mapping[str, str]) -> Iterator[Finding]:
    """Find sentences with a vague word and no number: major in metrics, NFRs and acceptance, minor
    in sentences that demand something elsewhere. One finding for each sentence.

    A metric without a number is G07's. Idioms, quotes, code and words that the glossary defines are
    left alone, and so is prose that explains: risks, alternatives, problem, glossary
    (interview.md B.2).
    """
    known = glossary(spec)
    quantities = measured(bank)
    unmeasured = {v.key for v in values(spec) if v.key in quantities and says_no_number(v)}
    for passage, found in everywhere(spec, _vague):
        if passage.key in unmeasured and not isinstance(passage, Imported):
            continue
        ended = 0
        own = answered(spec, passage)
        asked = [word for word, serious in found if serious and word.cls in ASKED]
        doubted = {word.question for word in unsettled(passage.text, asked)}
        for word, serious in found:
            if word.start < ended or fold(word.word) in known:
                continue
            if own and word in asked and word.question not in doubted:
                continue
            start, stop = sentence(passage.text, word.start)
            if serious and not own and not _promised(word, passage, quantities, start, stop):
                continue
            ended = stop
            yield at(
                bank, "G06", "major" if serious else "minor", passage, start, ended,
                f"“{word.word}” cannot be tested. {word.question}",
            )  # fmt: skip


def _promised(
    word: Vague, passage: Passage, quantities: Mapping[str, Facet], start: int, stop: int
) -> bool:
    """A sentence that nobody confirmed there may be about something else: it has to be about a
    measure, or ask for speed.
    """
    if word.cls not in _PROMISES:
        return False
    measure = passage.key in quantities and (
        word.cls == "metric" or word.word.lower() in _PROMPT or not isinstance(passage, Imported)
    )
    asks = _RESPONDS.search(passage.text, start, word.start)
    said = passage.text[start:stop]
    return bool(measure or asks or _METRIC.search(said) or PERCENTILE.search(said))


@look
def _vague(words: Words) -> list[tuple[Vague, bool]]:
    """Vague words, and whether each is major where it stands."""
    if words.section in PROSE or not may_be_vague(words.parts):
        return []
    if introduces(words.text) or words.text.endswith("?"):
        return []
    # `Share of lines delivered short` counts what is short
    sizes = frozenset({"amount"}) if words.facet == METRIC else frozenset()
    if words.facet in OF_A_METRIC and has_number(words.text):
        return []  # `12 is what a good store does`: the metric beside it says of what
    inside = gated(words.section, words.slot)
    if not inside and (words.section == "vision" or words.parts.isdisjoint(_DEMANDS | _PROMPT)):
        return []
    found: list[tuple[Vague, bool]] = []
    for word in vague(words.text, _ALL - {"open"}):
        if _NO_PROMISE.search(words.prose, max(0, word.start - 60), word.start):
            continue
        if inside:
            classes = IN_A_SCENE if words.section == "acceptance" else _SERIOUS
            before = words.prose[: word.start]
            named = _METRIC.search(words.prose) or _VALUE.search(before) or IS_UP.search(before)
            begins = words.slot == "reliability" and not before.strip()
            if word.cls == "metric" and not (named or begins or HIGH_SHARE.search(words.prose)):
                continue
            habit = words.section == "vision" and word.word.lower() in _PROMPT
            if habit and not (_RESPONDS.search(before) or _DEMAND.search(words.prose)):
                continue  # `habits form quickly`
            if word.word.lower() in _SIZES and not (named or _DEMAND.search(words.prose)):
                continue  # `a small server` is there, and promised to nobody
            start, stop = sentence(words.text, word.start)
            said = words.text[start:stop]
            if word.cls != "metric" and harmless(words.facet, said):
                continue
            if words.section == "acceptance" and checked(said, word, word.end - start):
                continue
            if word.cls in classes - sizes or word.cls == "weak":
                found.append((word, word.cls != "weak"))
        elif word.cls in _DEMANDED:
            start, _ = sentence(words.text, word.start)
            asks = _RESPONDS if word.word.lower() in _PROMPT else _DEMAND
            span = start, word.start
            if asks.search(words.prose, *span) or _DEMAND.search(words.prose, *span):
                found.append((word, False))
    return found
