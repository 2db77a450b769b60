"""G14: a term that the document uses and explains nowhere."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from spec_tui.documents.fold import fold
from spec_tui.interview.appendix import appendix_of
from spec_tui.interview.bank import Bank
from spec_tui.interview.lexicon import technologies
from spec_tui.interview.model import Finding
from spec_tui.interview.rules.base import sources
from spec_tui.interview.rules.looking import Words, everywhere, look, where
from spec_tui.interview.rules.terms import glossary, names
from spec_tui.interview.spec import Passage, Spec

_LEAST, _SECTIONS, _MOST = 3, 2, 3
"""Uses, sections it is used in, and findings for one document."""
_NEAR = 100
"""Characters around a term in which it may be explained."""
_HOME = "terminology/glossary"
_NAMING = frozenset({"DOM1", "DOM2", "USR1", "USR3", "TGT1", "UI1"})
"""Facets whose items introduce what they name."""
_SHORT = re.compile(
    r"(?<![\w/.@#$&'’+-])(?P<term>[A-Z][A-Z0-9]{1,7}|[A-Z]{2,7}(?=s\b))(?![\w/@+'’]|-\d|\.\w)"
)
_LONG = re.compile(r"(?<=[a-z,;)] )(?P<term>[A-Z][a-z]{2,}(?:[ -][A-Z][a-z]{2,}){1,2})(?![\w-])")
_EXPLAINED = re.compile(
    r"\b[A-Za-z][\w-]+ \((?P<after>[A-Z][A-Z0-9]{1,7})s?\)"
    r"|\b(?P<before>[A-Z][A-Z0-9]{1,7})s? ?\([a-z][^()]{3,80}\)"
    r"|\b(?P<is>[A-Z][A-Z0-9]{1,7}) (?:means|stands for|is short for)\b"
)
_EXPLAINING = frozenset({"means", "stands", "short"})
_WORD = re.compile(r"[A-Za-z]{2,}")


@dataclass(frozen=True, slots=True)
class _Term:
    """One use of a candidate, or (`known`) the place that explains it."""

    name: str
    start: int
    known: bool = False


@dataclass(slots=True)
class _Uses:
    passage: Passage
    start: int
    count: int = 0
    sections: set[str] = field(default_factory=set)


def g14(spec: Spec, bank: Bank, stack: Mapping[str, str]) -> Iterator[Finding]:
    """Find abbreviations and capitalised names that stand at least three times in at least two
    sections and are explained nowhere: at most three, as minor.

    Common abbreviations, technologies, entities, personas, entries of the glossary and
    `words (ABC)` are known.
    """
    known = set(glossary(spec)) | {fold(word) for word in _WORD.findall(spec.title)}
    uses: dict[str, _Uses] = {}
    for passage, terms in everywhere(spec, _terms):
        for term in terms:
            if term.known:
                known.add(fold(term.name))
                continue
            found = uses.setdefault(term.name, _Uses(passage, term.start))
            found.count += 1
            found.sections.add(passage.section)
    told = appendix_of(spec.text)
    if spec.value(f"{_HOME}/GLO1") is None:
        _count_imported(told, uses)
    often = [
        (name, found)
        for name, found in uses.items()
        if found.count >= _LEAST and len(found.sections) >= _SECTIONS and fold(name) not in known
    ]
    if told:
        often = [(name, found) for name, found in often if not _explained(told, name)]
    often.sort(key=lambda pair: (-pair[1].count, pair[1].passage.line, pair[1].start))
    for name, found in often[:_MOST]:
        line, column = where(found.passage, found.start)
        yield Finding(
            rule="G14",
            severity="minor",
            line=line,
            column=column,
            text=name,
            message=f"{name} stands {found.count} times and is explained nowhere.",
            section=bank.slots[_HOME].section,
            key=_HOME,
            question_id="GLO1",
            sources=sources(found.passage),
        )


def _count_imported(text: str, uses: Mapping[str, _Uses]) -> None:
    """While nobody has said what words mean, those of the imported texts count as well."""
    for name, found in uses.items():
        if text and (found.count < _LEAST or len(found.sections) < _SECTIONS):
            count, paragraphs = _used(text, name)
            found.count = max(found.count, count)
            found.sections.update(map(str, range(paragraphs)))  # an import has no sections


@lru_cache(maxsize=512)
def _used(text: str, name: str) -> tuple[int, int]:
    """How often a term stands in a text, and in how many paragraphs."""
    starts = _stands(text, name)
    return len(starts), bool(starts) + sum("\n" in text[a:b] for a, b in pairwise(starts))


@lru_cache(maxsize=512)
def _explained(text: str, name: str) -> bool:
    """The words around one of its uses say what a term means."""
    around = (text[max(0, at - _NEAR) : at + _NEAR] for at in _stands(text, name))
    return any(name in match.groups() for near in around for match in _EXPLAINED.finditer(near))


def _stands(text: str, name: str) -> list[int]:
    return [match.start() for match in re.finditer(rf"\b{re.escape(name)}\b", text)]


@look
def _terms(words: Words) -> list[_Term]:
    if words.section in {"terminology", "open_questions"}:
        return []
    text = words.prose
    found: list[_Term] = []
    if "(" in text or not words.parts.isdisjoint(_EXPLAINING):
        found += [
            _Term(name, match.start(), known=True)
            for match in _EXPLAINED.finditer(text)
            for name in (match["after"], match["before"], match["is"])
            if name
        ]
    if words.facet in _NAMING:
        found += [_Term(name, 0, known=True) for name in names(f"{text}: ")]
    short = [match for match in _SHORT.finditer(text) if not _common(match["term"])]
    if short and not _shouted(text):
        found += [
            _Term(match["term"], match.start())
            for match in short
            if not technologies(match["term"])
        ]
    found += [
        _Term(match["term"], match.start())
        for match in _LONG.finditer(text)
        if not technologies(match["term"])
    ]
    return found


def _shouted(text: str) -> bool:
    """A line in capitals holds words, no abbreviations."""
    all_words = _WORD.findall(text)
    return len(all_words) > 2 and 2 * sum(word.isupper() for word in all_words) > len(all_words)


@cache
def _allowed() -> frozenset[str]:
    text = (files("spec_tui") / "templates" / "acronyms.toml").read_text(encoding="utf-8")
    return frozenset(word for group in tomllib.loads(text).values() for word in group.split())


def _common(term: str) -> bool:
    """Abbreviations everybody knows, with or without a plural s or a number behind them."""
    return (
        term in _allowed()
        or term.rstrip("0123456789") in _allowed()
        or sum(char.isalpha() for char in term) < 2
    )
