"""What a sync is made of: what is wanted here, what a server holds, and the rows of one plan."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from spec_tui.work.item import Problem

Kind = Literal["ticket", "task", "spec", "requirement", "design"]
Action = Literal["create", "update", "skip", "duplicate", "conflict", "failed"]
State = Literal["planned", "sending", "trying", "sent", "same", "failed", "stopped", "left out"]
"""Where a row stands; `sent` and `same` are good ends, `stopped` means it was not begun."""

ACTIONS: tuple[Action, ...] = ("create", "update", "skip", "duplicate", "conflict", "failed")
DEPENDENCIES = "dependencies"
"""The name of what a task waits on, among the fields of a row."""


class SyncError(Exception):
    """Sync cannot go on; the sentence says why and what to do. Nothing was lost."""


class Refused(SyncError):  # noqa: N818 - it says what became of the push
    """A push that is not made: it can be, once what the sentence names is settled."""


class Criterion(NamedTuple):
    """An acceptance criterion of a requirement."""

    text: str
    done: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing as it should be on the server, read from local files."""

    kind: Kind
    id: str
    title: str
    path: str
    fields: Mapping[str, str]
    """What is compared and sent, by the server's names; status "" is never sent."""
    parent: str = ""
    """Key of the ticket of a task, or of the spec of a requirement or design."""
    depends_on: tuple[str, ...] = ()
    """Keys of what must be there before, in the plan's order."""
    blocks: tuple[str, ...] = ()
    """For a ticket: keys of those it holds up."""
    type: str = ""
    criteria: tuple[Criterion, ...] = ()
    design: Mapping[str, Any] = field(default_factory=dict)
    """For a design: the parts that its files hold, as they are sent."""
    broken: str = ""
    """Why it cannot be sent, "" where it can."""

    @property
    def key(self) -> str:
        """Its name in the ledger: `task:TSK-001`."""
        return key(self.kind, self.id)

    @property
    def hash(self) -> str:
        """The canonical hash of everything that is synced."""
        return digest({**self.fields, DEPENDENCIES: sorted(self.depends_on), "type": self.type})


@dataclass(frozen=True, slots=True)
class Remote:
    """One thing as the server holds it."""

    kind: Kind
    id: str
    fields: Mapping[str, str]
    parent: str = ""
    """Remote id of its ticket or spec."""
    depends_on: tuple[str, ...] | None = None
    """Remote ids; None where the answer did not say."""
    criteria: tuple[tuple[str, str, bool], ...] = ()
    """(id, text, completed) of a requirement."""
    design: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A ticket that the server takes for the same."""

    id: str
    title: str
    score: float


@dataclass(frozen=True, slots=True)
class Row:
    """What happens, or happened, to one thing. diff prints it, push executes it."""

    action: Action
    kind: Kind
    id: str
    title: str
    remote_id: str = ""
    message: str = ""
    fields: tuple[str, ...] = ()
    """Names of what differs: `title`, `status`, `dependencies`."""
    after: tuple[str, ...] = ()
    """Ids of rows of this plan that come before."""
    path: str = ""
    current: bool = False
    """True for the item that TASK_ID names."""
    candidates: tuple[Candidate, ...] = ()
    state: State = "planned"
    wanted: Wanted | None = field(default=None, repr=False)
    there: Remote | None = field(default=None, repr=False)

    @property
    def key(self) -> str:
        """Its name in the ledger, unique in a plan that has no broken rows."""
        return key(self.kind, self.id)

    @property
    def sends(self) -> bool:
        """Whether push has something to do for it."""
        return self.action in {"create", "update"} and self.state == "planned"


class Compared(NamedTuple):
    """One field of a row on both sides."""

    field: str
    here: str
    there: str

    @property
    def differs(self) -> bool:
        """Whether the sides disagree."""
        return self.here != self.there


@dataclass(frozen=True, slots=True)
class Target:
    """Where to, and where that was said: `flag`, `environment` or `default`; never a file."""

    url: str
    origin: str
    url_from: str
    project: str = ""
    project_from: str = ""


@dataclass(frozen=True, slots=True)
class SyncPlan:
    """All rows of one sync, in the order in which they are sent."""

    target: Target
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()
    """Errors of validation; with any of them nothing is sent."""
    notes: tuple[str, ...] = ()
    what: Literal["items", "specs"] = "items"
    ledger: str = field(default="", repr=False)
    """The ledger that the plan was made with, to see that it is still the same."""
    known: frozenset[str] = field(default=frozenset(), repr=False)
    """Remote ids of all tickets (or specs) of the project, to know those of others."""

    @property
    def summary(self) -> dict[str, int]:
        """How many rows of each action."""
        counts = Counter(row.action for row in self.rows)
        return {action: counts[action] for action in ACTIONS}

    @property
    def sends(self) -> int:
        """How many rows a push would send."""
        return sum(row.sends for row in self.rows)

    @property
    def failed(self) -> bool:
        """Whether a push of it ended with something undone."""
        bad = {"failed", "conflict", "duplicate"}
        return bool(self.problems) or any(
            row.action in bad or row.state in {"failed", "stopped"} for row in self.rows
        )


def key(kind: str, one: str) -> str:
    """The name of a thing in the ledger."""
    return f"{kind}:{one}"


def digest(value: Any) -> str:
    """A hash that is the same for the same JSON value, whatever the order of its keys."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def digests(fields: Mapping[str, str]) -> dict[str, str]:
    """A short hash for each field."""
    return {name: digest(value)[:16] for name, value in fields.items()}
