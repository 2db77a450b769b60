"""Words of the formats and our own for them: statuses, priorities, estimates (work-items.md)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from spec_tui.work.item import Format, Kind, Status

_TASK: Mapping[str, Status] = {
    "pending": "pending", "todo": "pending", "to_do": "pending", "open": "pending",
    "not_started": "pending", "ready": "pending", "new": "pending",
    "assigned": "pending", "draft": "pending", "approved": "pending",
    "in_progress": "in_progress", "doing": "in_progress", "started": "in_progress",
    "wip": "in_progress", "active": "in_progress", "running": "in_progress",
    "review": "review", "in_review": "review",
    "blocked": "blocked",
    "done": "done", "completed": "done", "complete": "done", "closed": "done",
    "finished": "done", "merged": "done",
}  # fmt: skip
_TICKET: Mapping[str, Status] = {
    **_TASK,
    "backlog": "pending",
    "analyzing": "in_progress",
    "building": "in_progress",
    "testing": "review",
}
_TREE: Mapping[str, Status] = {
    **_TASK,
    "planning": "pending",
    "implementing": "in_progress",
}
_WRITTEN: Mapping[str, Mapping[Status, str]] = {
    "task": {
        "pending": "pending", "in_progress": "in_progress", "review": "review",
        "blocked": "blocked", "done": "done",
    },
    "ticket": {
        "pending": "backlog", "in_progress": "building", "review": "testing",
        "blocked": "blocked", "done": "done",
    },
    "tree": {
        "pending": "planning", "in_progress": "implementing", "blocked": "blocked",
        "done": "completed",
    },
    "codex": {
        "pending": "pending", "in_progress": "in progress", "blocked": "blocked", "done": "done",
    },
}  # fmt: skip

Words = Literal["task", "ticket", "tree", "codex"]

_SIZES_TASK = {"XS": 1.0, "S": 2.0, "M": 4.0, "L": 8.0, "XL": 16.0}
_SIZES = {"XS": 1.0, "S": 2.0, "M": 8.0, "L": 24.0, "XL": 40.0}
_UNIT = {"m": 1 / 60, "h": 1.0, "d": 8.0, "w": 40.0}
_AMOUNT = re.compile(
    r"[~<≤]?\s*(\d+(?:\.\d+)?)\s*(?:(?:-|–|to)\s*(\d+(?:\.\d+)?)\s*)?"
    r"(m|h|d|w)(?:in|ins|inutes?|rs?|ours?|ays?|eeks?)?\.?",
    re.IGNORECASE,
)
_SIZE = re.compile(r"(XS|S|M|L|XL)(?![A-Za-z])", re.IGNORECASE)
_PRIORITY = {
    "critical": "critical", "urgent": "critical", "p0": "critical", "blocker": "critical",
    "high": "high", "p1": "high", "must": "high",
    "medium": "medium", "normal": "medium", "p2": "medium", "should": "medium",
    "low": "low", "p3": "low", "p4": "low", "could": "low",
}  # fmt: skip


def words_of(kind: Kind, format_: Format) -> Words:
    """Which vocabulary an item speaks."""
    if format_ == "omoi":
        return "ticket" if kind == "ticket" else "task"
    return "tree" if format_ == "tree" else "codex"


def known_status(written: str, words: Words) -> Status | None:
    """Our status for a written one; None for a word that is in no table."""
    folded = "_".join(written.lower().replace("-", " ").replace("_", " ").split())
    table = {"ticket": _TICKET, "tree": _TREE}.get(words, _TASK)
    return table.get(folded)


def written_status(status: Status, words: Words) -> str | None:
    """The word to write for our status; None where the format has none."""
    return _WRITTEN[words].get(status)


def offered(words: Words) -> tuple[Status, ...]:
    """The statuses that can be set in a format."""
    return tuple(_WRITTEN[words])


def hours(written: str, *, task: bool) -> float | None:
    """Hours of an estimate as written; None where there is none that can be read.

    A size counts as the upper end of its range: S 2, M 4, L 8 for a task of 003, S 2, M 8, L 24,
    XL 40 elsewhere; a day is 8 hours, and of `2-3d` the larger counts.
    """
    text = written.strip()
    size = _SIZE.match(text)
    if size is not None:
        return (_SIZES_TASK if task else _SIZES)[size[1].upper()]
    amount = _AMOUNT.match(text)
    if amount is None:
        return None
    return float(amount[2] or amount[1]) * _UNIT[amount[3].lower()]


def priority(written: str) -> str:
    """critical, high, medium, low, or "" where it is none of them."""
    words = re.split(r"[\s(]+", written.strip().lower(), maxsplit=1)
    return _PRIORITY.get(words[0], "") if words else ""
