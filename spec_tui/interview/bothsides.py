"""Things that a text names twice, and once of them says no to (G16).

Who writes their own document has their own words for what is built and what is not: `We ship`, `In
the 1.0 box`, `Please don't ask for`. What is left out is said with some kind of no; and whatever is
left out must not stand anywhere else as a thing to build, however that list is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from spec_tui.documents.prose import mask, stems, whole
from spec_tui.documents.prose import words as words_of
from spec_tui.interview import inandout
from spec_tui.interview.bank import Bank
from spec_tui.interview.columns import cells
from spec_tui.interview.evidence import likely, likely_of_all
from spec_tui.interview.headings import place_of
from spec_tui.interview.layouts import Lines, part_of
from spec_tui.interview.milestones import has_day
from spec_tui.interview.sayings import Saying
from spec_tui.interview.sentences import Unit

_NO = re.compile(
    r"\b(?:no|not|never|none|nor|neither|without|(?<!like )nothing(?! else\b)|cannot"
    r"|nobody(?= (?:\w+ )?(?:asks?|asked|wants?|wanted|needs?|needed|ordered|gets?)\b)"
    r"|non|anti(?=[- ]?goals?\b)|demarcation|out[ -]of[ -]scope"
    r"|(?<!way )(?<!going )(?<!carried )(?<!worked )(?<!rolled )(?<!it is )out(?=\W*$)"
    r"|(?<!parties )(?<!duties )(?<!the )outside"
    r"(?! (?:services?|systems?|parties|partners|suppliers|firms|help)\b)"
    r"|^off|(?:peeled|struck|crossed|taken) off|off(?= the (?:list|table|map)\b)"
    r"|beyond|elsewhere|later|skip\w*|dropp?\w*|exclu\w+|omit\w*|refus\w+|reject\w*|declin\w+"
    r"|defer\w*|postpon\w+|parked"
    r"|leav(?:e|es|ing)(?= (?:\S+ ){0,3}(?:out|alone|aside|off|for|to)\b)"
    r"|(?<!were )(?<!was )(?<!is )(?<!are )left(?! (?:when|to right|edge|hand|side)\b)"
    r"|avoid\w*|cut(?!-)|struck|vetoed|banned|withheld"
    r"|spared?)\b"
    rf"|n['’]t\b|[{inandout.NO_SIGNS}]",
    re.IGNORECASE,
)
"""In a heading, or in the words that lead to a list, that say no to what follows."""
_TROUBLE = re.compile(
    r"\b(?:wrong|fail\w*|break\w*|broken|down|risks?|worr\w+|fears?|lose|loses|lost|logs?|logged"
    r"|logging|errors?|crash\w*|offline|happen\w*|forg[eo]t\w*|allowed|permi\w+|open|known|sure"
    r"|decided|sign\w*|checked|pass(?:es)?|works?|without|if|when it|why|figured|worked|find|may"
    r"|limits?|rules?|argued|costs?|trouble|designs?|chosen|bought)\b",
    re.IGNORECASE,
)
"""What else a heading may say no about: mishaps, rights, limits, what was considered, questions."""
_MIXED = re.compile(
    r"\bfunctional\b|\bscope (?:&|and)"
    r"|\b(?:(?:in|on|do|does|done)\b\s*|(?:in scope|included|goals?|yes)\b[^:]{0,20}?)"
    r"(?:/|&|,|\band\b|\bor\b)",
    re.IGNORECASE,
)
"""A heading over both sides, or over something else that is called by a no."""
_LATER = re.compile(
    r"\b(?:later|afterwards|next(?! \d)|(?:phase|version|release|stage) [2-9]|v[2-9])\b",
    re.IGNORECASE,
)
_LEADS, _LONG_LEADS = 12, 20
"""Words of a heading, and of a lead with its colon; more of them say something themselves."""
_REFUSED = rf"{inandout.NEVER}|reject(?:ed)?|refused?|declined?|excluded?|dropped|vetoed|won['’]t"
_SAYS_NO = re.compile(
    rf"(?:^|[:|—–]\s+)\W*(?:[\w.-]+,? ){{0,2}}(?:{_REFUSED}|no(?= to\b|\s*[:—–])"
    r"|not (?:now|this|for|in))\b"
    r"(?![^:—–]*\b(?:log(?:s|ged)?|written|in (?:it|them))\b)[^:—–]{0,40}[:—–]\s+(?P<what>\S.*)$",
    re.IGNORECASE,
)
_IS_OUT = re.compile(
    rf"^(?P<what>\S.*?)(?:\s+[—–|]|:)\s+(?:{_REFUSED}|no|out|✗|✘"
    r"|not (?:required|wanted|offered|needed|foreseen|planned|ours|included|in scope))"
    r"(?=$|\s+[—–|]\s)",
    re.IGNORECASE,
)
"""An item that says no itself: `D5: Rejected: rewriting of payloads`, `4: Robot — excluded`."""
_PHASED = re.compile(r"\W*(?:phase|release|version|stage|v) ?\d", re.IGNORECASE)
"""Below `Later:` it is said when, not that it is left out."""
_STATE = re.compile(r"\W*\w+ed\W*")
"""`submitted — rejected — ...` goes from one state to the other."""
_ROW = re.compile(r"^\W*[A-Za-z]{0,3}[.-]?\d+(?:\.\d+)*\W*")
_JOINT = re.compile(
    r";\s*|\s[—–·-]\s|:\s+|,\s+(?:and\s+|or\s+|nor\s+)?|\s+(?:and|or|nor|plus)\s+|[.!?](?:\s+|$)"
    r"|\s\(|\)"
)
_FILLER = "build|add|make|provide|offer|support|include|deliver|have|get|do|want"
_FILLERS = frozenset(stems(_FILLER.replace("|", " ")))
_VERB = re.compile(rf"(?:{_FILLER})\s+(?=\S)", re.IGNORECASE)
"""What says only that a thing is built: `Build call lookup`."""
_OWN_NO = frozenset(
    {"states", "data_schema", "domain_model", "security_privacy", "nfr", "workflows", "acceptance",
     "integrations"}
)  # fmt: skip
"""Sections whose tables say yes and no about something else: states, fields, rights."""
_NOT_BUILT = frozenset({"risks", "terminology", "open_questions", "milestones"})
"""Sections that name things without promising them."""
_NOW = re.compile(r"\b(?:must|shall|mvp|v?1(?:\.0)?|first|one)\b", re.IGNORECASE)
"""Of a heading about releases: it is about the first."""
_FEWEST = 2
"""Items of a list that may be a side of the scope."""
_PHRASE, _NAME = 3, 2
"""Words of a thing that is found in a sentence, and of one that is found as an item."""


@dataclass(frozen=True, slots=True)
class _Said:
    """Something said, with where it stands."""

    words: str
    at: Lines
    listed: bool
    out: tuple[int, int]
    """The part that is left out; (0, 0) for none."""
    built: bool
    """It may name something to build."""
    likely: Mapping[str, float]
    """Probability of each side of the scope, by its words or by those of its list."""


PROBABLE = 0.005
"""Probability from which two things that share their words may stand on the two sides."""
_Named = tuple[_Said, int, int]
"""Something said, and from where to where it names a thing."""


@dataclass(frozen=True, slots=True)
class Side:
    """A thing on one side of the scope."""

    facet: str
    words: str
    at: Lines


def both_sides(bank: Bank, said_by: Sequence[tuple[Unit, tuple[Saying, ...]]]) -> Iterator[Side]:
    """Each thing that is left out and named elsewhere, and the words that name it there."""
    yield from _neighbours(bank, said_by)
    said = list(_all(bank, said_by))
    left_out = [row for row in said if row.out[1]]
    if not left_out:
        return
    listed: dict[frozenset[str], list[_Named]] = {}
    for row in said:
        for start, end in _pieces(row.words, 0, len(row.words)) if row.built and row.listed else ():
            listed.setdefault(_thing(row.words[start:end]), []).append((row, start, end))
    told = [row for row in said if row.built and not row.listed]
    for row in left_out:
        for start, end in _pieces(row.words, *row.out):
            words = row.words[start:end]
            thing = _thing(words)
            if len(thing) < (1 if row.listed and (start, end) == row.out else _NAME):
                continue
            alike = listed.get(thing, ())
            fit = [named for named in alike if _probably(row, named[0])]
            apart = next((named for named in fit if not _meet((row, start, end), named)), None)
            found = apart or _in_a_sentence(row, words, thing, told)
            if found is not None:
                other, begin, stop = found
                yield _side(inandout.OUTSIDE, row, start, end)
                yield _side(inandout.INSIDE, other, begin, stop)
                if (start, end) == row.out:
                    break  # its parts are on both sides, too


def _neighbours(bank: Bank, said_by: Sequence[tuple[Unit, tuple[Saying, ...]]]) -> Iterator[Side]:
    """An item of two lists that follow each other below headings that name no other place: `Above
    the line` and `Below the line`; or of any two below one heading about the scope. Whichever is
    which, nothing belongs to both.
    """
    lists = [
        (unit, said)
        for unit, said in said_by
        if unit.kind == "list"
        and place_of(unit.headings[-1:], bank).partition("/")[0] in {"", "scope"}
    ]
    scoped = [pair for pair in lists if place_of(pair[0].headings[:1], bank).startswith("scope")]
    several = [pair for pair in lists if len(pair[1]) >= _FEWEST]
    following = [pair for pair in pairwise(several) if _beside(pair[0][0], pair[1][0])]
    together = [
        pair for pair in combinations(scoped, 2) if pair[0][0].headings[0] == pair[1][0].headings[0]
    ]
    for (one, first), (other, second) in dict.fromkeys((*following, *together)):
        known = {_thing(said.text): (said, at) for said, at in zip(first, one.at, strict=False)}
        for said, at in zip(second, other.at, strict=False):
            thing = _thing(said.text)
            if len(thing) >= _NAME and thing in known:
                there, place = known[thing]
                yield Side(inandout.OUTSIDE, said.text, at)
                yield Side(inandout.INSIDE, there.text, place)


def _beside(one: Unit, other: Unit) -> bool:
    return one.headings[:-1] == other.headings[:-1] and one.headings != other.headings


def _side(facet: str, said: _Said, start: int, end: int) -> Side:
    verb = _VERB.match(said.words, start, end)
    start = verb.end() if verb is not None else start
    return Side(facet, said.words[start:end], part_of(said.at, start, end))


def _meet(one: _Named, other: _Named) -> bool:
    """They are the same words: a row of a table is said as a whole, and cell by cell."""
    (line, begin, end), (other_line, other_begin, other_end) = _stands(*one), _stands(*other)
    return line == other_line and begin < other_end and other_begin < end


def _stands(said: _Said, start: int, end: int) -> tuple[int, int, int]:
    """Line, column of the first character, column behind the last that stands on it."""
    (_, line, column), *_ = part_of(said.at, start, end)
    return line, column, column + end - start


def _in_a_sentence(
    row: _Said, words: str, thing: frozenset[str], told: Iterable[_Said]
) -> _Named | None:
    if len(thing) < _NAME:
        return None
    for other in told:
        found = whole(words).search(other.words)
        several = len(thing) >= _PHRASE or inandout.enumerates(other.words)
        if found and several and _probably(row, other):
            return other, found.start(), found.end()
    return None


def _probably(out: _Said, built: _Said) -> bool:
    """One may well be left out and the other built, by all that their texts say: a table of who
    keeps which data has a heading with a no, too.
    """
    return out.likely[inandout.OUTSIDE] * built.likely[inandout.INSIDE] >= PROBABLE


def _all(bank: Bank, said_by: Sequence[tuple[Unit, tuple[Saying, ...]]]) -> Iterator[_Said]:
    """All that a text says, columns of tables cell by cell."""
    lead = ""
    later = {
        where[0][1]
        for unit, said in said_by
        if unit.kind == "list"
        for one, where in zip(said, unit.at, strict=False)
        if _comes_later(one.text)
    }
    for unit, said in said_by:
        listed = unit.kind in {"list", "column"}
        rows = cells(unit) if unit.kind == "column" else said
        led = unit.kind == "list" and inandout.leads(lead)
        place = place_of(unit.headings, bank).partition("/")[0]
        about_scope = place not in _OWN_NO
        denied = about_scope and _denies((lead,) if led else unit.headings[-1:])
        named = place not in _NOT_BUILT
        named = named or any(map(_NOW.search, unit.headings[-1:]))
        sides = inandout.parts(unit) if unit.kind == "list" else {}
        own = [_left_out(one.text, sides, verdicts=about_scope) for one in rows]
        together = likely_of_all(rows) if listed and rows else {}
        sure = _sure(unit.headings[-1:])
        named = named or (listed and any(own))
        for one, at, part in zip(rows, unit.at, own, strict=False):
            inside = sides.get(one.text, ("",))[0] == inandout.INSIDE
            whole = denied and not inside and not _PHASED.match(one.text)
            out = part or ((0, len(one.text)) if whole else (0, 0))
            built = named and not out[1] and not _comes_later(one.text)
            built = built and not (unit.kind == "column" and at[0][1] in later)
            if not listed:
                built = built and not _NO.search(one.text)
            alone = likely(one)
            sides_of = {
                side: float(side in sure) or max(alone.get(side, 0.0), together.get(side, 0.0))
                for side in inandout.SIDES
            }
            yield _Said(one.text, at, listed, out, built, sides_of)
        lead = unit.text if unit.kind == "sentence" else ""


def _comes_later(words: str) -> bool:
    """On a day, or behind the first release."""
    return has_day(words) or _LATER.search(words) is not None


def _sure(headings: Sequence[str]) -> frozenset[str]:
    """The sides that a heading names without doubt; a no in words may be about something else."""
    signs = set("".join(headings))
    inside = inandout.by_heading(headings) == inandout.INSIDE or signs & set(inandout.YES_SIGNS)
    outside = signs & set(inandout.NO_SIGNS)
    told = ((inandout.INSIDE, inside), (inandout.OUTSIDE, outside))
    return frozenset(side for side, said in told if said)


def _denies(words: Sequence[str]) -> bool:
    """A heading, or what leads to a list, says no to what follows."""
    said = words[0].strip() if words else ""
    most = _LONG_LEADS if said.endswith(":") else _LEADS
    if len(words_of(said)) > most or said.endswith((".", ";")):
        return False
    mixed = _MIXED.search(said) is not None or inandout.is_both(said)
    return bool(_NO.search(said)) and not _TROUBLE.search(said) and not mixed


def _left_out(
    words: str, sides: Mapping[str, tuple[str, int, int]], *, verdicts: bool
) -> tuple[int, int] | None:
    """The part of an item or sentence that it says itself is left out; None for none.

    `verdicts`: a `no` in it may be about the scope.
    """
    facet, start, end = sides.get(words) or inandout.told(words)
    if facet == inandout.OUTSIDE:
        return start, end
    if not verdicts:
        return None
    said = _IS_OUT.match(words)
    if said is not None and _STATE.fullmatch(said["what"]):
        return None
    if said is None or not _thing(_ROW.sub("", said["what"])):  # `D5: no — billing`
        said = _SAYS_NO.search(words)
    return said.span("what") if said is not None else None


def _pieces(words: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The whole of some words, and each of several things named one after the other."""
    yield start, end
    begin = start
    for joint in (*_JOINT.finditer(words, start, end), None):
        stop = joint.start() if joint else end
        if (begin, stop) != (start, end) and words[begin:stop].strip():
            yield begin, stop
        begin = joint.end() if joint else end


def _thing(words: str) -> frozenset[str]:
    return frozenset(stems(mask(words))) - _FILLERS
