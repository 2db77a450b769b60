"""What a sentence with a day on the calendar says of the way there: the first release, or later."""

from __future__ import annotations

import re
from datetime import date

from spec_tui.interview.quantities import find_dates

SECTION, FIRST, LATER = "milestones", "MIL4", "MIL2"
AHEAD = re.compile(
    r"\b(?:pilot|trial|test|rehears|train|freeze|spike|kick-?off|prototype|beta|draft|design"
    r"|before (?:we|any|building|coding|the (?:launch|release|start))|until|since|agreed|signed"
    r"|offers|tenders?|bids|award|written|ordered|approved|accepted|decided|deadline|latest)",
    re.IGNORECASE,
)
"""Of a day: it may come before what stands above it in a list."""
_EXACT = 2
"""Hyphens of a date with its day."""
_ARRIVES = re.compile(
    r"\b(?:(?P<later>follows?|arrives? (?:later|on)|(?:phase|stage|release|version) [2-9]|next"
    r"|second|third|afterwards?|later)|(?:first|initial) (?:version|release)|mvp|pilots?"
    r"|go(?:es)?[- ]live|launch(?:es)?|deadline|delivered by|due (?:on|by)"
    r"|has to be (?:in|out|there)|starts?|begins?|opens?|joins?|may enter|comes? on"
    r"|switch(?:es)? (?:on|over)|ships?|tagged|lands?|(?:is|are|be|gets?) (?:released|published)"
    r"|on air)\b",
    re.IGNORECASE,
)


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
    return any(day.iso.count("-") == _EXACT for day in find_dates(words))


def milestone(words: str) -> str:
    """The facet of a sentence that says what is there on which day, "" for any other."""
    if not has_day(words):
        return ""
    found = _ARRIVES.search(words)
    return "" if found is None else LATER if found["later"] else FIRST
