"""G12: two technologies of one class, and nobody has chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from spec_tui.interview.bank import Bank
from spec_tui.interview.contradiction import Contradiction, contradiction
from spec_tui.interview.lexicon import Tech, may_name, technologies, together
from spec_tui.interview.model import Finding
from spec_tui.interview.rules.base import Span, at, question_id, sources
from spec_tui.interview.rules.looking import Words, everywhere, look
from spec_tui.interview.spec import Passage, Spec

CRITICAL = frozenset({"language", "framework", "datastore", "auth", "hosting", "queue"})
"""Classes where an open choice is a conflict; in the others it is a major finding."""

_EXEMPT = frozenset({"risks/alternatives", "scope/out-of-scope", "terminology/glossary"})
_VERSION = r"\s*(?:v?\d[\w.+-]{0,10})?\s*"
_OR = re.compile(
    rf"{_VERSION}(?:\)?,?\s*\b(?:or|vs|versus)\b\.?\s+(?:(?:a|an|the|maybe|perhaps|just|even|possibly"
    r"|use|using|with|on|in|else|alternatively)\s+){0,3}|\|\||/\s*)",
    re.IGNORECASE,
)
_COMMA = re.compile(rf"{_VERSION},\s*")
_EITHER_OR = re.compile(r"[^.;]{1,80}\bor\b[^.;]{0,60}", re.IGNORECASE)
_EITHER = re.compile(r"\beither\b[^.;]{0,40}$", re.IGNORECASE)
# Words that make both true: the product takes either, or somebody else chooses.
_BOTH = re.compile(
    r"\b(?:support(?:s|ed|ing)?|compatib(?:le|ility)|work(?:s|ing)? (?:with|on)|accept(?:s|ed)?"
    r"|any of|choice of|choose|chooses|pluggable|selectable|import(?:s|ed)?|export(?:s|ed)?"
    r"|detect(?:s|ed)?|read(?:s|ing)?|talk(?:s|ing)? to|connect(?:s|ing)? to|sign(?:s|ed)?[ -]in"
    r"|log(?:s|ged)?[ -]in|users? (?:may|can)|not|no|neither|nor|without|never|instead of"
    r"|rather than|independent of|both(?= [^,;.]{1,60}\band\b)|both:|regardless|free to use"
    r"|(?:proposers?|bidders?|vendors?|suppliers?|contractors?) (?:may|can))\b[^.;:]{0,80}$",
    re.IGNORECASE,
)
_UNDECIDED = re.compile(
    r"\bnot (?:yet )?decided\b|(?<!be )\bundecided (?:between|whether|if)\b|\bTBD between\b"
    r"|\bstill (?:open|undecided)\b[^.;]{0,30}\b(?:whether|between|if)\b"
    r"|\bto be decided\b[^.;]{0,20}\b(?:whether|between)\b",
    re.IGNORECASE,
)
_QUALIFIED = "(both:"
_JOINING = frozenset({"or", "vs", "versus"})
_OPEN = frozenset({"decided", "undecided", "tbd", "still"})


def g12(spec: Spec, bank: Bank, stack: Mapping[str, str]) -> Iterator[Finding]:
    """Find unresolved alternatives: `Postgres or MySQL`, `either … or`, `not yet decided`.

    Not in §13 Alternatives, not where the product supports both, not where a qualifier says why
    both are true. Critical in the classes of `CRITICAL`.
    """
    for passage, choices in everywhere(spec, _choices):
        for techs in choices:
            yield _finding(bank, passage, list(techs))
    for passage, spans in everywhere(spec, _undecided):
        for start, end, message in spans:
            yield at(bank, "G12", "major", passage, start, end, message)


def _exempt(words: Words) -> bool:
    return f"{words.section}/{words.slot}" in _EXEMPT or _QUALIFIED in words.text


@look
def _choices(words: Words) -> list[tuple[Tech, ...]]:
    if words.parts.isdisjoint(_JOINING) and "/" not in words.text and "||" not in words.text:
        return []
    if _exempt(words) or not may_name(words.parts):
        return []
    return [tuple(techs) for techs in _alternatives(words.text)]


@look
def _undecided(words: Words) -> list[Span]:
    if words.parts.isdisjoint(_OPEN) or _exempt(words) or _choices(words):
        return []
    match = _UNDECIDED.search(words.prose)
    return [(match.start(), match.end(), "This choice is still open.")] if match else []


def _alternatives(text: str) -> Iterator[list[Tech]]:
    """Runs of technologies of one class that are joined as alternatives."""
    techs = technologies(text)
    if len(techs) < 2:
        return
    for _, group in groupby(techs, key=lambda tech: tech.cls):
        run = list(group)
        first = 0
        for index in range(1, len(run)):
            between = text[run[index - 1].end : run[index].start]
            if _COMMA.fullmatch(between):
                continue
            chosen = run[first : index + 1] if _joined(text, run, index) else []
            names = {tech.name for tech in chosen}
            if len(names) > 1 and not _BOTH.search(
                text[max(0, chosen[0].start - 100) : chosen[0].start]
            ):
                yield chosen
            first = index


def _joined(text: str, run: list[Tech], index: int) -> bool:
    """True where the technology at `index` is an alternative to the one before it."""
    before, after = run[index - 1], run[index]
    between = text[before.end : after.start]
    if _OR.fullmatch(between):
        slash = between.strip().startswith("/")
        return not (slash and together(before.name, after.name))
    either = _EITHER.search(text[max(0, before.start - 50) : before.start])
    return either is not None and _EITHER_OR.fullmatch(between) is not None


def _finding(bank: Bank, passage: Passage, techs: list[Tech]) -> Contradiction:
    first, last = techs[0], techs[-1]
    words = [passage.text[tech.start : tech.end] for tech in (first, last)]
    critical = first.cls in CRITICAL
    found = at(
        bank, "G12", "critical" if critical else "major", passage, first.start, last.end,
        f"{words[0]} or {words[1]}: only one can be right here.",
    )  # fmt: skip
    found = replace(
        found,
        question_id=question_id(bank, passage.key, conflict=critical),
        sides=((words[0], passage.key), (words[1], passage.key)),
        sources=sources(passage, passage),
    )
    return contradiction(found, (passage, first.start), (passage, last.start))
