"""G16: one item both in and out of scope, or out of scope and delivered all the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spec_tui.documents.prose import head_noun, stems
from spec_tui.interview.bank import Bank
from spec_tui.interview.model import Finding
from spec_tui.interview.rules.base import at, place, question_id, section_of
from spec_tui.interview.rules.items import items
from spec_tui.interview.rules.looking import Words, look, seen, where
from spec_tui.interview.spec import Passage, Spec

_ALIKE = 0.8
_INSIDE, _OUTSIDE = "SCP1", "SCP2"
_DELIVERING = frozenset({"interfaces", "workflows", "milestones"})
# Words that draw a line between two things that share their name.
_APART = re.compile(
    r"\b(?:except|beyond|other than|apart from|besides|only|v[2-9]|version [2-9]|phase [2-9]"
    r"|later|future|next|without|no|not|never|none|more than|instead|outside|after|unless|until"
    r"|already|existing)\b"
    r"|\(both:",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"\b(?:except|beyond|other than|apart from|besides|only|without|unless|until|instead)\b"
    r"|\(both:",
    re.IGNORECASE,
)
"""Words that take something out of a whole list, wherever they stand in it."""
_PLAIN = frozenset(
    stems(
        "page screen view form endpoint list button dialog api get post put patch delete new show"
        " open tab menu command"
    )
)
"""What an interface calls any of its parts."""
_CLAUSE = re.compile(r"[;\n]|[.!?](?=\s|$)")


@dataclass(frozen=True, slots=True)
class _Thing:
    """An item of a scope, or one member of it."""

    passage: Passage
    words: str
    start: int
    stems: frozenset[str]
    head: str
    whole: int
    """Where the item begins of which it is a member."""


@dataclass(frozen=True, slots=True)
class _Clause:
    start: int
    end: int
    stems: frozenset[str]


def g16(spec: Spec, bank: Bank, stack: Mapping[str, str]) -> Iterator[Finding]:
    """Find items of In-scope that Out-of-scope excludes (critical), and excluded items that §5, §6
    or §15 deliver (major).

    Two items are the same where they are about the same noun and share four fifths of their words;
    `except`, `beyond`, `v2` and the like tell them apart.
    """
    outside: dict[str, list[_Thing]] = {}
    for thing in _things(spec, _OUTSIDE):
        outside.setdefault(thing.head, []).append(thing)
    if not outside:
        return
    named: set[tuple[Passage, int]] = set()
    for inside in _things(spec, _INSIDE):
        for other in outside.get(inside.head, ()):
            if _alike(inside.stems, other.stems) and (other.passage, other.whole) not in named:
                named.add((other.passage, other.whole))
                yield _conflict(bank, inside, other)
                break
    heads = frozenset(outside)
    for passage, clauses in seen(spec, _clauses):
        for clause in clauses:
            if clause.stems.isdisjoint(heads):
                continue
            for head in sorted(clause.stems & heads):
                found = [t for t in outside[head] if _delivers(clause.stems, t.stems)]
                if found:
                    yield at(
                        bank, "G16", "major", passage, clause.start, clause.end,
                        f"{found[0].words} is out of scope in line {found[0].passage.line}.",
                    )  # fmt: skip
                    break


def _things(spec: Spec, facet: str) -> Iterator[_Thing]:
    for passage, item in items(spec, facet):
        apart = _APART.search(item.text)
        if item.stems and not apart:
            yield _Thing(passage, item.text, item.start, item.stems, item.head, item.start)
        for words, start in item.members:
            if _EXCEPT.search(item.text) or (apart and _APART.search(words)):
                break  # it may hold for the others too
            own = frozenset(stems(words))
            if own:
                yield _Thing(passage, words.rstrip(".;"), start, own, head_noun(words), item.start)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= _ALIKE * len(one | other)


def _delivers(said: frozenset[str], excluded: frozenset[str]) -> bool:
    """A clause is about an excluded item; one of a single word must be all it is about."""
    if len(excluded) == 1:
        return said - _PLAIN == excluded
    return len(said & excluded) >= _ALIKE * len(excluded)


@look
def _clauses(words: Words) -> list[_Clause]:
    if words.section not in _DELIVERING:
        return []
    found: list[_Clause] = []
    start = 0
    for stop in (*_CLAUSE.finditer(words.prose), None):
        end = stop.start() if stop else len(words.prose)
        said = words.prose[start:end]
        if said.strip() and not _APART.search(said):
            found.append(
                _Clause(start + len(said) - len(said.lstrip()), end, frozenset(stems(said)))
            )
        start = stop.end() if stop else end
    return found


def _conflict(bank: Bank, inside: _Thing, outside: _Thing) -> Finding:
    here, there = outside.passage, inside.passage
    line, column = where(here, outside.start)
    return Finding(
        rule="G16",
        severity="critical",
        line=line,
        column=column,
        text=outside.words,
        message=f"{outside.words} is out of scope here and in scope in line "
        f"{where(there, inside.start)[0]} ({place(bank, there.key)}).",
        section=section_of(bank, here.key),
        key=here.key,
        question_id=question_id(bank, here.key, conflict=True),
        sides=((inside.words, there.key), (outside.words, here.key)),
    )
