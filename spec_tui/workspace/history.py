"""What can be taken back and put back, read from the journal: unlimited, and across restarts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Event = dict[str, Any]


def stacks(events: Iterable[Event]) -> tuple[list[Event], list[Event]]:
    """The changes to take back and those to put back, the next one last.

    Every committed entry that wrote a file is a change; a new one clears what could be put back.
    `undo` and `redo` entries name theirs in `of`, or else mean the top one.
    """
    done: list[Event] = []
    undone: list[Event] = []
    for event in events:
        if event["state"] != "committed":
            continue
        kind = event.get("kind")
        if kind == "undo":
            _move(done, undone, event.get("of"))
        elif kind == "redo":
            _move(undone, done, event.get("of"))
        elif event.get("files"):
            done.append(event)
            undone.clear()
    return done, undone


def _move(source: list[Event], target: list[Event], number: object) -> None:
    for index in range(len(source) - 1, -1, -1):
        if number is None or source[index]["id"] == number:
            target.append(source.pop(index))
            return
