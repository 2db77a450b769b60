"""What an editor can be asked, and how it says no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from spec_tui.work.item import Status

Operation = Literal[
    "status", "title", "priority", "estimate", "tick", "add", "remove", "blocks", "unblocks"
]


class Refused(Exception):  # noqa: N818 - it says what became of the change
    """A change that is not made, with a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one item in its own file.

    `add` and `remove` change what the item waits on, `blocks` and `unblocks` the mirror of it.
    """

    operation: Operation
    value: str = ""
    """A status of ours, a title, a priority of ours, an estimate as written, or an id."""
    line: int = 0
    """For `tick`: the line of the criterion, from 1."""
    done: bool = True
    """For `tick`."""
    label: str = ""
    """For `add` in a tree: the title of the other item."""
    target: str = ""
    """For `add` and `remove` in a tree: the path of the other item."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When and by whom a change is made."""

    now: datetime
    who: str = ""
    """`@handle`, "" if not known."""

    @property
    def date(self) -> str:
        """`2025-08-23`, local."""
        return f"{self.now:%Y-%m-%d}"

    @property
    def minute(self) -> str:
        """`2025-08-23 14:02`, local."""
        return f"{self.now:%Y-%m-%d %H:%M}"


def as_status(value: str) -> Status:
    """The status that a value is. Raises Refused."""
    from spec_tui.work.vocabulary import known_status

    found = known_status(value, "ticket") or known_status(value, "tree")
    if found is None:
        raise Refused(
            f"{value!r} is no status. There are: pending, in_progress, review, blocked, done."
        )
    return found
