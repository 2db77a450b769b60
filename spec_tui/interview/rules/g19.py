"""G19: dates that no calendar has, and phases in the wrong order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from spec_tui.documents.prose import mask
from spec_tui.interview.appendix import appendix_of
from spec_tui.interview.bank import Bank
from spec_tui.interview.inandout import OUTSIDE
from spec_tui.interview.milestones import AHEAD, exists, history
from spec_tui.interview.model import Finding
from spec_tui.interview.quantities import find_dates
from spec_tui.interview.rules.base import at, comparable, sentence
from spec_tui.interview.rules.looking import Words, everywhere, look
from spec_tui.interview.spec import Imported, Passage, Record, Spec

_ISO = re.compile(r"(?<![\w-])(?:19|20)\d\d-\d\d-\d\d(?![\w-])")
_FENCE = re.compile(r"^(?:```|~~~)", re.MULTILINE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_PHASE = re.compile(
    r"\b(?:phase|milestone|stage|version|release|v)[ .]?(?P<number>\d)\b(?!\.\d)"
    r"|\b(?:phase|milestone|stage|version|release) (?P<word>one|two|three|four|five)\b"
    r"|\A\W*(?P<row>two|three|four|five|second|third|fourth|fifth)\b\s?[:|,—–-]"
    r"|\b(?P<first>mvp|pilot"
    r"|(?:first|smallest|minimum)(?: useful| viable| usable)* (?:release|version|phase))\b"
    r"|\b(?P<later>(?:later|second|third|next) (?:phases?|stages?|releases?|versions?))\b"
    r"|\b(?P<spike>spike|proof of concept|prototype|trial of|rehears\w+|shadow run|dry[- ]run"
    r"|groundwork|feasibility|(?:i|we) try"
    r"|before (?:anything|any of|building|coding|we (?:build|start|begin)|the (?:real|actual)))\b",
    re.IGNORECASE,
)
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
            "second": 2, "third": 3, "fourth": 4, "fifth": 5}  # fmt: skip
_DAY = re.compile(
    r"\b(?:the date is|deadline|go(?:es)?[- ]live|we (?:sail|open|launch|start)|cut-?over)\b", re.I
)
"""Of a sentence about something else: its day is that of the first release."""
_DUE = re.compile(
    r"\b(?:must|has to|have to|shall|is to|should)\s+(?:\w+\s+)?"
    r"(?:be (?:out|there|live|ready|in use)|go live|ship)\b",
    re.IGNORECASE,
)
"""`It must be out on 2027-04-06` among the phases is the deadline of the first."""
_FOLLOWS = re.compile(
    r"\b(?:follows?|next|afterwards?|then|after (?:that|it|which)|(?:re)?joins?|(?:is|are) added"
    r"|(?:the )?(?:rest|remaining|others?)|gets? (?:it|theirs)|receives? (?:it|theirs)|too|second"
    r"|comes? (?:on|in|with)|whole|also)\b",
    re.IGNORECASE,
)
"""Of a day: something came before it."""
_AND = re.compile(r",?\s+and\b")
"""`Let us begin on 2027-01-18, and on 2027-12-06 the others may enter`"""
_NO_PHASE = re.compile(
    r"\b(?:until|meet(?:ing)?s?|written|objections?|deleted|locked|removed|retired|expires?"
    r"|switched off|duration|period)\b[^.;,]{0,40}$"
    r"|\b(?:reference|sample|test) (?:days?|weeks?|months?)\b[^.;]{0,30}$",
    re.IGNORECASE,
)
_YEAR_OF = re.compile(
    r"\b(?:end|start|beginning|spring|summer|autumn|fall|winter|quarter|half|q[1-4]|month)\W*$",
    re.I,
)
"""Before a year with `of` that is a time; `the block of 2028` is none."""
"""Before a day on which nothing is there: `The next meeting is on 2027-02-15`."""
_SAID_BEFORE = re.compile(
    r"\W*(?:(?:that|this) (?:is|was|will|shall|must)\b|it is (?:version |release )?0\.\d)",
    re.IGNORECASE,
)
"""`That is done on 2027-01-31`: the sentence before tells what."""
_PHASES = "MIL2"
_LATER = 2
"""The phase of dates in a list of what follows."""
_NEXT_LINES, _LONG_LIST = 2, 4
_END = re.compile(
    r"\b(?:final|last|complete|everything|overall|end of (?:the )?project)\b", re.IGNORECASE
)
_LAST = re.compile(
    r"\b(?:(?<!\bon )(?<!\bin )(?<!\bat )(?-i:[Aa]ll(?! [A-Z]| (?:two|three|four|five|six)\b))"
    r"|final|last|(?<!first )complete|everything|overall|whole|end of (?:the )?project"
    r"|contract ends)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Day:
    """A date in a text."""

    text: str
    iso: str
    start: int
    end: int
    phase: int | None
    """0 for a spike, 1 for the MVP or the deadline; None outside the milestones."""
    deadline: bool
    """No phase is named, so it may also be the end of everything."""
    follows: bool
    """The words between the date before it and this one say that it comes later."""
    named: bool
    """Its sentence names the phase."""


def g19(spec: Spec, bank: Bank, stack: Mapping[str, str]) -> Iterator[Finding]:
    """Find impossible dates anywhere, milestones out of order, and milestones before the first
    decision that this very file records. What day it is today plays no part (interview.md B.1).
    """
    events: list[tuple[Passage, _Day]] = []
    told: set[str] = set()
    for passage, days in everywhere(spec, _days):
        for day in days:
            if not exists(day.iso):
                told.add(day.iso)
                yield _finding(bank, passage, day, f"There is no {day.text} in any calendar.")
            elif day.phase is not None:
                events.append((passage, day))
    events = _without_preparations(events)
    yield from _order(spec, bank, events)
    yield from _past(spec, bank, events)
    for record in spec.records:
        for iso in (record.revisit, record.place if record.where == "resolved" else ""):
            if iso and not exists(iso):
                told.add(iso)
                yield _of_record(record, iso)
    yield from _in_no_passage(spec, told)


def _in_no_passage(spec: Spec, told: set[str]) -> Iterator[Finding]:
    """Impossible days in headings and lines that are read as no sentence; not in code. They are
    told beside the milestones, and keep nothing from being finished.
    """
    appendix = appendix_of(spec.text)
    start = len(spec.text) - len(appendix)
    days = (
        *_impossible(spec.text[:start]),
        *((start + spot, d) for spot, d in _impossible(appendix)),
    )
    for spot, day in days:
        if day in told:
            continue
        begin = spec.text.rfind("\n", 0, spot) + 1
        line = spec.text[begin:].split("\n", 1)[0]
        fenced = len(_FENCE.findall(spec.text, 0, begin)) % 2
        if fenced or day not in mask(line):
            continue
        told.add(day)
        yield Finding(
            rule="G19",
            severity="major",
            line=spec.text.count("\n", 0, begin) + 1,
            column=spot - begin + 1,
            text=day,
            message=f"There is no {day} in any calendar.",
            section="milestones",
            key="milestones/phases",
            sources=(line.strip(),),
        )


@lru_cache(maxsize=8)
def _impossible(text: str) -> tuple[tuple[int, str], ...]:
    """(offset, day) of what is written like a day and is none; an import stays as it is."""
    days = ((match.start(), match[0]) for match in _ISO.finditer(text))
    return tuple((spot, day) for spot, day in days if not exists(day))


def _without_preparations(events: list[tuple[Passage, _Day]]) -> list[tuple[Passage, _Day]]:
    """What stands above the first release in a list of phases leads to it, and is no later one."""
    kept: list[tuple[Passage, _Day]] = []
    for passage, day in events:
        if day.named and day.phase == 1:
            while kept and not kept[-1][1].named and _one_list(kept[-1][0], passage):
                kept.pop()
        kept.append((passage, day))
    return kept


def _one_list(above: Passage, below: Passage) -> bool:
    imported = isinstance(below, Imported)
    alike = imported == isinstance(above, Imported) and (imported or above.facet == below.facet)
    return alike and 0 < below.line - above.line <= _LONG_LIST


def _order(spec: Spec, bank: Bank, events: list[tuple[Passage, _Day]]) -> Iterator[Finding]:
    latest: dict[tuple[int, bool], tuple[Passage, _Day]] = {}
    for passage, day in events:
        name = (day.phase or 0, day.deadline)
        if name not in latest or latest[name][1].iso < day.iso:
            latest[name] = (passage, day)
    later = {day.iso for _, day in events if (day.phase or 0) > 1}
    told = set()
    for (there, other), (passage, day) in pairwise(events):
        follows = day.follows if passage is there else _beside(there, other, passage, day)
        if follows and _before(day.iso, other.iso) and comparable(spec, passage, there):
            told.add(id(day))
            yield _finding(
                bank, passage, day, f"{day.text} lies before {other.text}, which it follows."
            )
    listed = [
        (passage, day)
        for passage, day in events
        if passage.facet == _PHASES and day.phase == _LATER and not isinstance(passage, Imported)
    ]
    for passage, day in listed[1:]:
        there, other = listed[0]
        if there is not passage and _before(day.iso, other.iso):
            told.add(id(day))
            yield _finding(
                bank, passage, day,
                f"{day.text} lies before {other.text} in line {there.line}, which stands first.",
            )  # fmt: skip
    for passage, day in events:
        for (phase, deadline), (there, other) in sorted(latest.items(), key=lambda item: item[0]):
            if phase >= (day.phase or 0) or not _before(day.iso, other.iso) or id(day) in told:
                continue
            if there is passage and not day.named:
                continue
            if not comparable(spec, passage, there):
                continue
            if deadline and len(later) > 1 and not _before(other.iso, max(later)):
                continue  # the deadline of the last phase, not of the first
            yield _finding(
                bank, passage, day,
                f"{day.text} lies before {other.text} in line {there.line}, which comes first.",
            )  # fmt: skip
            break


def _beside(there: Passage, other: _Day, passage: Passage, day: _Day) -> bool:
    """Two lines of one list of dates; the first is no end, and the second no preparation.

    Answers to two questions of a slot stand in the order of the questions, which says nothing.
    """
    near = 0 <= passage.line - there.line <= _NEXT_LINES and other.phase is not None
    last = _LAST.search(there.text) and not _FOLLOWS.search(passage.text)
    ahead = AHEAD.search(passage.text) or last
    imported = isinstance(passage, Imported)
    alike = imported == isinstance(there, Imported) and (imported or passage.facet == there.facet)
    return near and alike and not ahead


def _past(spec: Spec, bank: Bank, events: list[tuple[Passage, _Day]]) -> Iterator[Finding]:
    decided = [r.place for r in spec.records if r.where == "resolved" and exists(r.place)]
    first = min(decided, default="")
    for passage, day in events:
        if first and _before(day.iso, first):
            yield _finding(
                bank, passage, day, f"{day.text} lies before the first decision, {first}."
            )


def _finding(bank: Bank, passage: Passage, day: _Day, message: str) -> Finding:
    return at(bank, "G19", "major", passage, day.start, day.end, message)


def _of_record(record: Record, iso: str) -> Finding:
    risky = record.where == "assumptions"
    return Finding(
        rule="G19",
        severity="major",
        line=record.line,
        column=1,
        text=iso,
        message=f"There is no {iso} in any calendar.",
        section="risks" if risky else "open_questions",
        key="risks/assumptions" if risky else "open_questions/resolved",
    )


def _before(one: str, other: str) -> bool:
    """True where both are exact enough to know it: 2027-03 is not before 2027."""
    length = min(len(one), len(other))
    return one[:length] < other[:length]


@look
def _days(words: Words) -> list[_Day]:
    if _YEAR.search(words.text) is None:
        return []
    found: list[_Day] = []
    for day in find_dates(words.prose):
        named = day.text.casefold().startswith("of ") and "-" not in day.iso
        if not day.iso or (named and not _YEAR_OF.search(words.prose, 0, day.start)):
            continue
        phase, deadline = _phase(words, day.start, exact="-" in day.iso)
        between = (found[-1].end, day.start) if found else (0, 0)
        joined = _AND.match(words.prose, *between) and not AHEAD.search(words.prose)
        follows = bool(found and (joined or _FOLLOWS.search(words.prose, *between)))
        named = _PHASE.search(words.prose, *sentence(words.prose, day.start)) is not None
        found.append(_Day(day.text, day.iso, day.start, day.end, phase, deadline, follows, named))
    return found


def _elsewhere(words: Words, begin: int, start: int, *, exact: bool) -> int | None:
    """The phase of a day outside the milestones: one that is counted, or what is left for later."""
    before = words.prose[begin:start]
    if not exact or _NO_PHASE.search(before) or history(words.prose[begin:], start - begin):
        return None
    counted = [m for m in _PHASE.finditer(words.prose, begin, start) if m["number"] or m["word"]]
    if counted:
        return _number(counted[-1])
    return _LATER if words.facet == OUTSIDE else None


def _number(phase: re.Match[str]) -> int:
    said = phase["number"] or phase["word"] or phase["row"]
    return int(said) if said.isdigit() else _NUMBERS[said.lower()]


def _phase(words: Words, start: int, *, exact: bool) -> tuple[int | None, bool]:
    begin, end = sentence(words.prose, start)
    if words.section != "milestones":
        return _elsewhere(words, begin, start, exact=exact), False
    if _NO_PHASE.search(words.prose, begin, start) or history(
        words.prose[begin:end], start - begin
    ):
        return None, False
    if words.facet == "MIL6":
        return 0, False
    all_named = list(_PHASE.finditer(words.prose, begin, end))
    named = [m for m in all_named if m.start() < start]
    if not named and (not exact or (begin == 0 and _SAID_BEFORE.match(words.prose))):
        return None, False  # `in 2025 the commonest fault`
    if not named and words.facet in {"MIL1", "MIL4"}:
        named = [m for m in all_named if m["first"]][:1]  # `on DATE the first version is there`
    if not named and words.facet == "MIL2":
        named = [m for m in all_named if m["spike"]][:1]  # `DATE: a trial, before building goes on`
    if not named and words.facet == "MIL2":
        named = list(_PHASE.finditer(words.prose, 0, begin))  # `… the first release. It is out on`
    if not named and words.facet == "MIL2" and _DUE.search(words.prose, begin, end):
        return 1, True
    if not named and words.facet == "MIL2" and not _END.search(words.prose, begin, end):
        return _LATER, False
    if not named and words.facet != "MIL4" and _FOLLOWS.search(words.prose, begin, start):
        return _LATER, False
    if not named:
        first = words.facet in {"MIL1", "MIL4", ""}
        if first or (words.facet in {"MIL3", "MIL5"} and _DAY.search(words.prose, begin, end)):
            last = _LAST.search(words.prose, begin, end)
            return (None, False) if last else (1, True)
        return None, False
    nearest = named[-1]
    if nearest["number"] or nearest["word"] or nearest["row"]:
        return _number(nearest), False
    if nearest["later"]:
        return 2, False
    return (1, False) if nearest["first"] else (0, False)
