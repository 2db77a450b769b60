"""G16: one item both in and out of scope, or out of scope and delivered all the same."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate

from spec_tui.documents.prose import head_noun, mask, stems, whole
from spec_tui.documents.prose import words as words_of
from spec_tui.interview import inandout
from spec_tui.interview.bank import Bank
from spec_tui.interview.contradiction import Contradiction
from spec_tui.interview.milestones import FIRST, LATER, SECTION, has_day
from spec_tui.interview.model import Finding
from spec_tui.interview.rules.base import (
    answered,
    at,
    comparable,
    place,
    question_id,
    section_of,
    sources,
)
from spec_tui.interview.rules.items import Item, items
from spec_tui.interview.rules.looking import Words, look, seen, where
from spec_tui.interview.rules.scopewords import done, kind_of, named
from spec_tui.interview.spec import Imported, Passage, Spec

_ALIKE = 0.8
_INSIDE, _OUTSIDE = "SCP1", "SCP2"
_DELIVERING = frozenset({"interfaces", "workflows", "milestones"})
_STEPS = "workflows"
_FIRST = frozenset({"MIL1", FIRST})
# Words that draw a line between two things that share their name.
_APART = re.compile(
    r"\b(?:except|beyond|other than|apart from|besides|only|v[2-9]"
    r"|(?:version|phase|release) (?:[2-9]|\d\.[1-9])"
    r"|later|future|next|without|no|not|never|none|more than|instead|outside|after|unless|until"
    r"|already|existing)\b"
    r"|\(both:|\([1-9]\.\d\)|\*\*[1-9]\.\d\*\*",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"\b(?:except|beyond|other than|apart from|besides|only|unless|until|instead)\b|\(both:",
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
_NO = re.compile(
    r"(?:(?:there (?:is|are|will be)|it (?:has|offers)|we have)\s+)?"
    r"(?:no(?! (?:more|less|longer)\b)|not|without|never)\s+(?:any\s+)?",
    re.IGNORECASE,
)
"""How an excluded item may begin: `no routes for the drivers`."""
_NEAR, _PAIR = 1, 2
"""Other words that may stand between those of an excluded item where it is delivered; none between
two.
"""
_REMARK = re.compile(r"\([^()]*\)|\s[—–-]\s.*", re.DOTALL)
_ASIDE = re.compile(r"\((?:[^()\s]+\s+){3,}[^()\s]+\)")
_VERSION = re.compile(
    r"\(both:|\b(?:except|beyond|only|v\d|version|phase|later|future|next|scope)\b", re.IGNORECASE
)
"""A long remark in brackets tells things apart where it speaks of that: `(with refunds only)`, not
`(Tobias is not in on Mondays)`.
"""
_NAME, _SHORT_NAME, _SHORT_REMARK = 3, 2, 2
"""Words that name a thing well enough beside a short remark, and beside a long one."""
_SCOPE = re.compile(
    r"(?:in|for|part of) (?:the |this )?(?:first |initial )?(?:release|version|scope)"
    r"(?: (?:1|one)(?:\.0)?)?",
    re.IGNORECASE,
)
"""What only says which list it is."""
_CLAUSE = re.compile(r"[;\n]|[.!?](?=\s|$)")


@dataclass(frozen=True, slots=True)
class _Thing:
    """An item of a scope, or one member of it."""

    passage: Passage
    words: str
    start: int
    stems: frozenset[str]
    bare: frozenset[str]
    """Without a remark in brackets or behind a dash."""
    remark: int
    """How many words that remark has."""
    head: str
    whole: int
    """Where the item begins of which it is a member."""
    apart: frozenset[str]
    """Words in it that may tell it apart from another of the same name."""
    itself: bool = False
    """It is all that its item says."""
    kind: str = ""
    """Stem of the noun that it is a kind of: `payment` of `payments by card`."""

    @property
    def noun(self) -> bool:
        """One noun, all kinds of which are left out with it."""
        said = self.itself and not isinstance(self.passage, Imported)
        return said and len(self.stems) == 1 and not self.apart


@dataclass(frozen=True, slots=True)
class _Clause:
    start: int
    end: int
    stems: tuple[str, ...]
    done: frozenset[str]
    """Stems of what a step does something with."""


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
            pair = (inside.passage, other.passage)
            if pair[0] == pair[1] or not comparable(spec, *pair) or _only_a_word(other):
                continue
            same = inside.apart == other.apart and _same(inside, other)
            if not same and other.noun:
                same = inside.kind == other.head and not inside.apart
            if same and (other.passage, other.whole) not in named:
                named.add((other.passage, other.whole))
                yield _conflict(bank, inside, other)
                break
    yield from _word_for_word(spec, bank, outside, named)
    heads = frozenset(outside)
    for passage, clauses in seen(spec, _clauses):
        for clause in clauses:
            for head in sorted(heads.intersection({*clause.stems, *clause.done})):
                found = [
                    thing
                    for thing in outside[head]
                    if not thing.apart
                    and (
                        _delivers(clause.stems, thing.stems)
                        or (thing.noun and thing.head in clause.done)
                    )
                    and not (isinstance(thing.passage, Imported) and answered(spec, passage))
                ]
                if found:
                    there = found[0].passage
                    seen_here = at(
                        bank, "G16", "major", passage, clause.start, clause.end,
                        f"{found[0].words} is out of scope in line {there.line}.",
                    )  # fmt: skip
                    yield replace(seen_here, sources=sources(there))
                    break


def _word_for_word(
    spec: Spec,
    bank: Bank,
    outside: Mapping[str, list[_Thing]],
    named: set[tuple[Passage, int]],
) -> Iterator[Finding]:
    """Excluded items that stand in a sentence of In-scope as they are: `It must also do the check
    of the interval and print a list`."""
    told = [p for p in spec.passages if p.facet == _INSIDE]
    together = "\n".join(p.text for p in told)  # searched at once: there may be thousands
    folded = together.casefold()
    begins = list(accumulate((len(p.text) + 1 for p in told), initial=0))
    for things in outside.values():
        for other in things:
            if len(other.bare) < _NAME or other.apart or (other.passage, other.whole) in named:
                continue
            if other.words.casefold() not in folded:
                continue
            if other.passage.facet == _INSIDE:  # a row of that list, which says that it is out
                continue
            for found in whole(other.words).finditer(together):
                index = bisect_right(begins, found.start()) - 1
                passage, start = told[index], found.start() - begins[index]
                if not comparable(spec, passage, other.passage):
                    continue
                named.add((other.passage, other.whole))
                inside = replace(other, passage=passage, words=found[0], start=start, whole=start)
                yield _conflict(bank, inside, other)
                break


def _things(spec: Spec, facet: str) -> Iterator[_Thing]:
    """What a list of the scope names, in SPEC.md and in imported texts.

    A row of the other list may say itself where it belongs: `B4: In — Refunds`.
    """
    for imported in (False, True):
        for passage, item in items(spec, _INSIDE, _OUTSIDE, imported=imported):
            flag, begin, end = inandout.flagged(passage.text)
            if not flag:
                end = len(passage.text)
            if (flag or passage.facet) == facet and begin < item.start + len(item.text):
                yield from _things_of(passage, item, begin, end, out=facet == _OUTSIDE)


def _things_of(
    passage: Passage, item: Item, begin: int, end: int, *, out: bool
) -> Iterator[_Thing]:
    """`begin`, `end`: what the row says beside its flag."""
    text, start, label = item.text, item.start, item.label
    if start >= end:
        return
    if start < begin or start + len(text) > end:
        begin = max(start, begin)
        text, start, label = text[begin - start : end - start].rstrip(), begin, ""
    no = _NO.match(text) if out else None
    if no is not None:
        text, start = text[no.end() :], start + no.end()
    first, last = named(text) if out else (named(text)[0], len(text))
    end = start + last
    text, start = text[first:last], start + first
    apart = _apart(text)
    whole = _thing(passage, text, start, item, apart)
    if _SCOPE.fullmatch(text):
        return
    if whole.stems and label:
        yield replace(whole, head=head_noun(label))
    elif whole.stems:
        yield replace(whole, itself=True, kind=kind_of(text))
    rest = text.partition(": ")[2] if label and text.startswith(f"{label}:") else ""
    behind = _thing(passage, rest, start + len(text) - len(rest), item, apart)
    if len(behind.stems) >= _SHORT_NAME:
        yield behind
    for words, first in item.members if not apart or not _EXCEPT.search(item.text) else ():
        if first >= end:
            break
        words = words[: end - first]
        skipped = max(0, start - first)
        no = _NO.match(words, skipped) if out else None
        skipped = no.end() if no is not None else skipped
        told = words[skipped:].rstrip(".;")
        member = _thing(passage, told, first + skipped, item, _apart(told))
        if member.stems:
            yield member


def _thing(passage: Passage, words: str, start: int, item: Item, apart: frozenset[str]) -> _Thing:
    return _Thing(passage, words, start, *_named(words), item.start, apart)


@lru_cache(maxsize=8192)
def _named(words: str) -> tuple[frozenset[str], frozenset[str], int, str]:
    """The stems of a thing, those without a remark, the words of that remark, and its head."""
    plain = mask(words)
    return frozenset(stems(plain)), *_bare(words), head_noun(plain)


def _bare(text: str) -> tuple[frozenset[str], int]:
    """Words without the remark behind them, and how many words it has."""
    remarks = " ".join(_REMARK.findall(text))
    return frozenset(stems(mask(_REMARK.sub("", text)))), len(words_of(remarks))


def _apart(text: str) -> frozenset[str]:
    said = _ASIDE.sub(lambda m: m[0] if _VERSION.search(m[0]) else "", text)
    return frozenset(match[0].casefold() for match in _APART.finditer(said))


def _same(one: _Thing, other: _Thing) -> bool:
    """The same words; where one has a remark and says enough without it, without it.

    A short remark may tell one thing from another (`Export`, `Export (PDF)`), a long one is none
    of the name.
    """
    if _alike(one.stems, other.stems):
        return True
    remark = max(one.remark, other.remark)
    alone = not (one.remark and other.remark)
    enough = _SHORT_NAME if remark > _SHORT_REMARK else _NAME
    return alone and remark > 0 and len(one.bare) >= enough and _alike(one.bare, other.bare)


def _only_a_word(thing: _Thing) -> bool:
    """A member of one word in an imported list, which is taken for one of what is out of scope."""
    member = thing.start != thing.whole
    return isinstance(thing.passage, Imported) and member and len(thing.stems) == 1


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= _ALIKE * len(one | other)


def _delivers(said: tuple[str, ...], excluded: frozenset[str]) -> bool:
    """A clause is about an excluded item: its words stand together; a single one is all it says."""
    if len(excluded) == 1:
        return frozenset(said) - _PLAIN == excluded
    if len(excluded.intersection(said)) < _ALIKE * len(excluded):
        return False
    size = len(excluded) + (_NEAR if len(excluded) > _PAIR else 0)
    windows = (said[at : at + size] for at in range(max(1, len(said) - size + 1)))
    return any(len(excluded.intersection(w)) >= _ALIKE * len(excluded) for w in windows)


@look
def _clauses(words: Words) -> list[_Clause]:
    if words.section not in _DELIVERING or words.facet == LATER:
        return []
    dated = words.section == SECTION and words.facet not in _FIRST and has_day(words.prose)
    if dated:
        return []  # it comes on a day of its own
    found: list[_Clause] = []
    start = 0
    for stop in (*_CLAUSE.finditer(words.prose), None):
        end = stop.start() if stop else len(words.prose)
        said = words.prose[start:end]
        if said.strip() and not _APART.search(said):
            begin = start + len(said) - len(said.lstrip())
            acts = done(said) if words.section == _STEPS else frozenset()
            found.append(_Clause(begin, end, stems(said), acts))
        start = stop.end() if stop else end
    return found


def _conflict(bank: Bank, inside: _Thing, outside: _Thing) -> Contradiction:
    here, there = outside.passage, inside.passage
    line, column = where(here, outside.start)
    return Contradiction(
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
        sources=sources(there, here),
        spots=((there, inside.start), (here, outside.start)),
    )
