"""Statuses here and there (work-items.md): sent are pending, running, completed.

A ticket's status goes as it is written. `blocked` of a task has no counterpart and is not sent;
`failed` is the server's own and is settled by a person.
"""

from __future__ import annotations

from spec_tui.work.item import WorkItem

FIRST = {"ticket": "backlog", "task": "pending"}
"""What a new item has, whatever was sent."""
FAILED = "failed"
_TASK = {
    "pending": "pending",
    "in_progress": "running",
    "review": "running",
    "done": "completed",
    "blocked": "",
}
_SAME = {"assigned": "pending"}


def sent(item: WorkItem) -> str:
    """The status to send for an item, "" where the server has none for it."""
    if item.kind == "ticket":
        return item.status_as_written or FIRST["ticket"]
    return _TASK[item.status]


def canonical(kind: str, status: str) -> str:
    """A status of the server as it is compared: `assigned` counts as pending."""
    return _SAME.get(status, status) if kind == "task" else status
