"""Metrics of a journal: what the clock, git and the spec say; what was typed by hand stays.

A computed value bears the mark `<!-- computed -->` in the file (formats.md 105).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from spec_tui.spec_tree.model import Journal, Metric, Session

GROUPS = {
    "Total Sessions": "Implementation",
    "Total Duration": "Implementation",
    "Lines of Code": "Implementation",
    "Files Created": "Implementation",
    "Files Modified": "Implementation",
    "Test Coverage": "Quality",
    "Performance": "Quality",
    "Acceptance Criteria Met": "Quality",
}
"""Heading of each metric of the template."""

_CLOCK = re.compile(r"(?<![\d:])(\d{1,5}):([0-5]\d)(?::[0-5]\d)?(?![\d:])")
_AMOUNT = re.compile(
    r"(\d{1,5}(?:[.,]\d{1,5})?)[ \t]*(h|hr|hrs|hours?|m|mins?|minutes?|d|days?)\b\.?", re.I
)
_MINUTES = {"h": 60.0, "m": 1.0, "d": 480.0}


@dataclass(frozen=True, slots=True)
class Changes:
    """What git says changed in all sessions together."""

    added: int
    """Lines."""
    removed: int
    created: int
    """Files."""
    modified: int


def computed(
    journal: Journal, *, criteria: tuple[int, int], history: Changes | None, now: datetime
) -> tuple[Metric, ...]:
    """The metrics that can be computed, without those that a person typed.

    `criteria` are (met, all) of the spec; `history` is None where git says nothing.
    """
    values = {
        "Total Sessions": str(len(journal.sessions)),
        "Total Duration": duration(total(journal, now)),
    }
    if history is not None:
        values["Lines of Code"] = f"+{history.added:,}, -{history.removed:,}"
        values["Files Created"] = str(history.created)
        values["Files Modified"] = str(history.modified)
    met, all_ = criteria
    if all_:
        values["Acceptance Criteria Met"] = f"{met}/{all_}" + (" ✅" if met == all_ else "")
    written = {one.name.lower(): one for one in journal.metrics}
    found = []
    for name, value in values.items():
        known = written.get(name.lower())
        if known is None:
            found.append(Metric(GROUPS[name], name, value, "computed", 0))
        elif known.source == "computed" or not known.value:
            found.append(Metric(known.group, known.name, value, "computed", known.line))
    return tuple(found)


def total(journal: Journal, now: datetime) -> int:
    """Minutes of all sessions together, that of an open one up to now."""
    return sum(minutes(session, now) or 0 for session in journal.sessions)


def minutes(session: Session, now: datetime) -> int | None:
    """Minutes of a session: by the clock, unless a person wrote another duration; None if unknown.

    A clock that went backwards gives 0.
    """
    written = written_minutes(session.duration)
    if session.started is None:
        return written
    clock = between(session.started, session.ended or now)
    typed = written is not None and session.duration != duration(clock)
    return written if typed else clock


def between(start: datetime, end: datetime) -> int:
    """Whole minutes between two moments, never below 0; without a zone it is that of the other."""
    if start.tzinfo is None or end.tzinfo is None:
        start, end = start.replace(tzinfo=None), end.replace(tzinfo=None)
    return max(0, (end - start) // timedelta(minutes=1))


def written_minutes(words: str) -> int | None:
    """Minutes of `4.5 hours`, `2h`, `1h 30m`, `0:55`, `90 min`; None where there is no duration.

    A day has 8 hours, and of `2-3 hours` the larger counts.
    """
    clock = _CLOCK.search(words)
    if clock is not None:
        return int(clock[1]) * 60 + int(clock[2])
    found = [
        float(amount.replace(",", ".")) * _MINUTES[unit[0].lower()]
        for amount, unit in _AMOUNT.findall(words)
    ]
    return round(sum(found)) if found else None


def duration(spent: int) -> str:
    """`55 minutes`, `1 hour`, `4.5 hours`: minutes as a journal writes them."""
    if spent < 60:
        return f"{spent} minute" + ("" if spent == 1 else "s")
    shown = f"{spent / 60:.1f}".removesuffix(".0")
    return f"{shown} hour" + ("" if shown == "1" else "s")
