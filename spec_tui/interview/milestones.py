"""What a sentence with a day on the calendar says of the way there: the first release, or later, or
nothing, because the day tells when something was written or has been.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from spec_tui.interview.quantities import Date, find_dates

SECTION, FIRST, LATER = "milestones", "MIL4", "MIL2"
_DONE = "MIL3"
"""When the first release is done, which people say in one sentence with its day."""
AHEAD = re.compile(
    r"\b(?:pilot|trial|test|rehears|shadow|dry[- ]run|groundwork|feasib|(?:i|we) try|train"
    r"|freeze|spike|kick-?off|prototype|beta|draft|design"
    r"|before (?:we|any|building|coding|the (?:launch|release|start|real))|until|since|agreed"
    r"|signed"
    r"|offers|tenders?|bids|award|written|ordered|approved|accepted|decided|deadline|latest)",
    re.IGNORECASE,
)
"""Of a day: it may come before what stands above it in a list."""
_PAPER = re.compile(
    r"\b(?:accepted|approve[dr]|approval|adopted|compiled|agreed|(?:counter-?)?signed|issued|issue(?=:)|written|wrote"
    r"|drawn up|filled in|recorded|minutes|meetings?|session|sitting|comment|status|sent|dated"
    r"|revis(?:ed|ion)|reviewed|closed|over since|last (?:change|updated|touched)|granted"
    r"|decided|decision|settled"
    r"|opened|letter|ref|author|prepared|held|rejected|entered|talk|conversation|visit|notes?"
    r"|objections|(?:tenders?|bids?|offers?|clarifications?) (?:close|(?:are )?due))"
    r"(?P<then>[\s,:(*—–-]+(?:(?:by|in|at|on|with|for|as|over|of|from|to|up|down|out|the)\b"
    r"[^;!?]{0,80}|(?-i:[A-Z(\d])[^;!?]{0,80})?)?$",
    re.IGNORECASE,
)
"""Before the day on which something was written, said or decided."""
_DUE = re.compile(
    r"\b(?:by|before|until|till|from|than)\W+$"
    r"|\b(?:due|for|is|be|are|will|shall|must|with)\W+(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)
"""Right before a day on which something has to be there, whatever was decided before."""
_DOCUMENT = re.compile(r"\b(?:the|our|its|my) [\w-]+ of\W*$", re.IGNORECASE)
"""Before the day of something that was written: `follows the memo of 2026-05-18`."""
_NAME = r"(?:[A-Z][\w.'’-]*|and|of|\([^)]*\))"
_PLACE = re.compile(rf"\W*{_NAME}(?:[\s*,]+{_NAME}){{0,5}}[\s*]*[,—][\s*]*$")
"""Before the day of a letter or a comment: `Bergen and Porto, 2026-10-19`."""
_SIGNED = re.compile(
    r"(?:—|\|)\s+[A-Z][\w.'’-]+(?: [A-Z]?[\w.'’-]+)?,?\s*$|[,·—]\s*[A-Z][\w.'’-]+,\s*$|·\s*$"
)
_ALONE = re.compile(r"\W*[\d-]+\W*")
"""A day that stands by itself in the head of a letter."""
_HEAD = re.compile(
    r"\W*(?:(?:From|To|Status|Author|Issue|Revision)\s*:[^.]*\.?\s*$"
    r"|(?:Comment|Note|Remark|Mail|Letter|Reply|Objection)\b[^:]*[,:]\s*$|.*\S\s{4,}$)"
)
_OFFERS = re.compile(r"\b(?:tenders?|bids?|offers?) (?:(?:are|is) )?due\W*$", re.IGNORECASE)
_ENDS = re.compile(r"[\w-]+(?: [A-Z]\w+ \d{4})?[.,*_)\s]*(?:·.*)?$")
"""At the end of a row or in the head of a letter, the day on which somebody wrote or decided it:
`— Priya, 20 Oct 2026`, `documentary festival, Porto, 2026-12-02`, `wiki · 2026-10-19 · Ana`.
"""
_VERSION = re.compile(r"^(?:.*\W)?version\W+[\d.]+(?: of\W*|,\s*)$", re.IGNORECASE)
"""Before the day of the document itself: `Version: 1.0 of 2026-12-14`."""
_ENTRY = re.compile(r"[\d-]+ · ")
"""The day of an entry in a diary: `2027-01-16 · The plan.`"""
_EVENT = re.compile(
    r"\b(?:go-?live|live|launch|releases?|phase|version|pilot|beta|due|deadline|start|kick-?off|build"
    r"|milestone|delivery|stage|follow(?:s|-?ups?)?|edition|open(?:s|ing)?|added|joins?|ships?|comes?"
    r"|begins?|starts?|out|ready|done)\b",
    re.IGNORECASE,
)
"""Something is there on the day."""
_PAST = re.compile(
    r"\b(?:was|were|had|did|came|went|gave|found|looked|lost|took|wrote|held|saw|stood|brought"
    r"|broke|fell|began|ran|told|said|paid|bought|sold|got|made|reported|noted|filed)\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:will|shall|must|be|is|are|should|may|can|ha(?:s|ve) to|goes|comes?|starts?|begins?"
    r"|opens?|joins?|follows?|then)\b",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby 20\d\d-", re.IGNORECASE)
_LOG = re.compile(
    r"\b(?:history|change ?log|revisions?|(?P<decided>decisions?|log|minutes))\b", re.IGNORECASE
)
"""Of a heading: the days below it are those on which something was written; what was decided may
also be a day on which something is there.
"""
_NEXT_LINES = 2
"""Lines from one milestone to another that stands beside it."""
LIKELY, BARELY = 0.1, 0.02
"""Probability from which words that stand beside a milestone are one, and where they say so."""
SURELY, _SEVERAL = 0.8, 2
"""The same of words that stand apart where a heading, or several others, are about milestones."""
_EXACT = 2
"""Hyphens of a date with its day."""
_ARRIVES = re.compile(
    r"(?P<later>^\W*(?:two|three|second|third)\b\s?[:|,—–-]"
    r"|\b(?:phase|stage|release|version) (?:two|three|four|five)\b"
    r"|\b(?:follows?|arrives? (?:later|on)|(?:phase|stage|release|version) [2-9]"
    r"|(?:next|second|third) (?:[a-z-]+ )?(?:phase|stage|release|version|edition|delivery|supply"
    r"|build|step|part|slice|wave|lot|round|instal\w+|milestone|one|half|year)"
    r"|afterwards?|later)\b)|\b(?:(?:first|initial) (?:version|release)|mvp|pilots?"
    r"|go(?:es)?[- ]live|launch(?:es)?|deadline|delivered by|due (?:on|by)"
    r"|has to be (?:in|out|there)|starts?|begins?|opens?|joins?|may enter|comes? on"
    r"|switch(?:es)? (?:on|over)|ships?|tagged|lands?|(?:is|are|be|gets?) (?:released|published)"
    r"|on air)\b",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"\b(?:first|initial) (?:version|release)\b|\bmvp\b|\bgo(?:es)?[- ]live", re.I)


def exists(iso: str) -> bool:
    """A calendar has this year, month or day."""
    parts = [int(part) for part in iso.split("-") if part.isdigit()]
    if not parts or len(parts) != iso.count("-") + 1:
        return False
    try:
        date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)
    except ValueError:
        return False
    return True


def has_day(words: str) -> bool:
    """A date that is exact to the day stands in it."""
    return bool(_days(words))


def _days(words: str) -> list[Date]:
    """The dates that are exact to the day."""
    return [day for day in find_dates(words) if day.iso.count("-") == _EXACT]


def milestone(words: str) -> str:
    """The facet of a sentence that says what is there on which day, "" for any other."""
    if not has_day(words):
        return ""
    found = _ARRIVES.search(words)
    return "" if found is None else LATER if found["later"] else FIRST


def history(words: str, start: int) -> bool:
    """The day that begins at `start` tells when something was written, said or decided, or what
    has been: nothing arrives on it.
    """
    before = words[:start]
    if (_ENTRY.match(words, start) and not before.strip("*_ ")) or _VERSION.match(before):
        return True
    paper = _PAPER.search(before)
    if paper and not _DUE.search(before) and not _EVENT.search(paper["then"] or ""):
        return True
    document = _DOCUMENT.search(before)
    if document and not _EVENT.search(document[0]):
        return True
    if _OFFERS.search(before) or (_HEAD.match(before) and not _EVENT.search(before)):
        return True
    signed = _SIGNED.search(before) if _ENDS.match(words, start) else None
    if (signed or _PLACE.fullmatch(before)) and not _EVENT.search(signed[0] if signed else before):
        return True
    return _PAST.search(words) is not None and _PLANNED.search(words) is None


def _only_history(line: Line) -> bool:
    """Nothing arrives on any day that the words name."""
    log = _LOG.search(line.headings[-1]) if line.headings else None
    if log is not None and not (log["decided"] and _EVENT.search(line.words)):
        return True
    alone = _ALONE.fullmatch(line.words) is not None and not line.headings
    return alone or all(history(line.words, day.start) for day in _days(line.words))


@dataclass(frozen=True, slots=True)
class Line:
    """Words of an imported text."""

    words: str
    number: int
    """1-based line of the text."""
    facet: str
    """What they are about by themselves, "" for nothing that is known."""
    listed: int
    """The list they stand in, 0 for none."""
    below: bool
    """A heading above them is about milestones."""
    headings: tuple[str, ...] = ()
    likely: float = 1.0
    """How likely they are about a milestone."""

    @property
    def ahead(self) -> bool:
        """What is there on this day may come before anything else."""
        return AHEAD.search(self.words) is not None


def in_order(lines: Iterable[Line]) -> Iterator[tuple[str, bool]]:
    """For each line the facet it is about, and whether it is a milestone only because of another:
    one that comes right before it, or stands in one list with it, or that follows it as the second.
    """
    lines = list(lines)
    days = [at for at, line in enumerate(lines) if has_day(line.words)]
    sure = [at for at in days if lines[at].likely >= SURELY]
    known = len(sure) > _SEVERAL or sum(lines[at].below for at in days) > 1
    together = {lines[at].listed for at in sure} - {0}
    doubtful = {
        at
        for at in days
        if known and lines[at].likely < SURELY
        and not lines[at].below and lines[at].listed not in together
    }  # fmt: skip
    dated = [at for at in days if at not in doubtful and not _only_history(lines[at])]
    history_only = set(days) - set(dated)
    later = dict(pairwise(dated))
    lists = {lines[at].listed for at in dated if lines[at].facet == LATER} - {0}
    begins = {
        lines[at].listed: at for at in dated if lines[at].listed and _BEGINS.search(lines[at].words)
    }
    latest = -_NEXT_LINES
    for at, line in enumerate(lines):
        if at not in later and at not in dated[-1:]:
            been = at in history_only and _is_milestone(line.facet)
            yield "" if been else line.facet, False
            continue
        beside = (
            bool(line.facet)
            and line.number - latest <= _NEXT_LINES
            and (line.likely >= LIKELY or _may_say_so(line))
        )
        facet = line.facet
        if at < begins.get(line.listed, at) and not milestone(line.words):
            yield "", False  # what has to be done before the first release
            continue
        listed = line.listed in lists and not _is_milestone(facet)
        near = (beside or listed) and not line.ahead
        if near or (facet and line.below and not _is_milestone(facet)):
            facet = LATER
        elif (
            at in later
            and (not _is_milestone(facet) or facet == _DONE)
            and _comes_first(line, lines[later[at]])
        ):
            facet, near = FIRST, True
        if _is_milestone(facet):
            latest = line.number
        yield facet, bool(near)


def _is_milestone(facet: str) -> bool:
    return facet.startswith("MIL")


def _comes_first(line: Line, other: Line) -> bool:
    """The day after it is that of a second thing: `The public is to have it on 2027-05-28. On
    2027-11-12 a second version follows.`
    """
    near = other.number - line.number <= _NEXT_LINES
    near = near and (not line.listed or line.facet == _DONE) and not line.ahead
    return near and min(line.likely, other.likely) >= BARELY and milestone(other.words) == LATER


def _may_say_so(line: Line) -> bool:
    """Its words say that something is there on the day, which is not out of the question."""
    said = milestone(line.words) or _BY.search(line.words)
    return line.likely >= BARELY and bool(said)
