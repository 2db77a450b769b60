"""Times of day and the hours in which something is open: they say when, and not how much."""

from __future__ import annotations

import re
from functools import lru_cache

_TIME_OF_DAY = re.compile(
    r"(?<![\d:.])(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:])"
    r"|\b\d{1,2} ?(?:[ap]\.?m\b\.?|o['’]clock)",
    re.IGNORECASE,
)
_DAYS = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?|week-?(?:days?|ends?)"
    r"|workdays?|(?:working|business|school|opening|market) days?|(?:each|every) day|daily)\b\.?"
)
_HOUR = r"(?:[01]?\d|2[0-4])(?:[.:][0-5]\d)?(?: ?h)?"
_HOURS = (
    rf"(?<![\w.,:/€$£-]){_HOUR} ?(?:-|–|—|to|and|until|till?) ?{_HOUR}"
    r"(?=\s*(?:\Z|[,;)]|\.(?!\d)|(?i:on|in|at|from|and|every|each|daily|except|o['’]clock|local|utc|ce?s?t|gmt"
    rf"|{_DAYS})\b))"
)
_OPEN = re.compile(
    rf"\b(?:(?:open\b|{_DAYS})[^\d.;\n]{{0,12}}|hours(?::| are| from)? (?:from |between )?)"
    rf"(?P<after>{_HOURS})"
    rf"|(?P<before>{_HOURS})(?=[\s,(]{{1,3}}(?:(?:on|from|every|each|all|the) ){{0,2}}{_DAYS})",
    re.IGNORECASE,
)
"""`open from 8 to 18`, `Mon-Sat 8-18` and `between 8 and 18 on weekdays`."""
_BETWEEN_HOURS = re.compile(_HOURS, re.IGNORECASE)


@lru_cache(maxsize=8192)
def times_of_day(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of each time of day, and of the hours in which something is open, in order."""
    spans = [match.span() for match in _TIME_OF_DAY.finditer(text)]
    spans += [match.span(match.lastgroup or 0) for match in _OPEN.finditer(text)]
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if apart and start < apart[-1][1]:
            apart[-1] = apart[-1][0], max(end, apart[-1][1])
        else:
            apart.append((start, end))
    return tuple(apart)


def without_hours(text: str) -> str:
    """The text without times of day, which say when something holds."""
    for start, end in reversed(times_of_day(text)):
        text = f"{text[:start]} {text[end:]}"
    return text


def says_hours(text: str) -> bool:
    """The words of how long something is up say from when to when."""
    return bool(times_of_day(text)) or _BETWEEN_HOURS.search(text) is not None
