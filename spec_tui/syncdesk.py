"""The desk over sync: what the screen of Sync talks to. No rule of sync is decided here.

It opens no connection before it is asked to read or to push, and whatever stands against that
becomes a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from spec_tui.documents.frontmatter import read as read_header
from spec_tui.omoi_os.sync.ledger import Book
from spec_tui.omoi_os.sync.model import Compared, Row, SyncError, SyncPlan, Target
from spec_tui.omoi_os.sync.target import Key, key_from, target
from spec_tui.syncing import Syncing, What
from spec_tui.workspace.browse import Browse
from spec_tui.workspace.errors import WorkspaceError

Progress = Callable[[Row, int, int], None]
TROUBLES = (SyncError, WorkspaceError, OSError)


class Syncs(Protocol):
    """The part of `Syncing` that the desk needs."""

    @property
    def known(self) -> bool:
        """Whether this origin was pushed to before."""

    def plan(self, what: What = "items") -> SyncPlan:
        """What a push would do."""

    def compare(self, row: Row) -> tuple[Compared, ...]:
        """The fields of a row on both sides."""

    def push(
        self,
        plan: SyncPlan,
        *,
        progress: Progress | None = None,
        stop: Callable[[], bool] = ...,
        confirmed: bool = False,
        force_create: bool = False,
        leave_out: Collection[str] = (),
    ) -> SyncPlan:
        """Execute a plan."""

    def close(self) -> None:
        """Close the connections."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where a push would go, and what is missing for it. The key itself is not in it."""

    target: Target | None = None
    key: bool = False
    trouble: str = ""
    """Why there is no target or no key that can be sent."""


@dataclass(frozen=True, slots=True)
class Dates:
    """When the two sides of a row changed, as far as it is known: `2025-08-20` or empty."""

    here: str = ""
    sent: str = ""
    """When it was sent last, by the ledger."""


class SyncDesk:
    """Sync of one repository, for tickets and tasks and for specs."""

    def __init__(
        self,
        root: Path,
        environ: Mapping[str, str],
        *,
        opener: Callable[[Target, Key | None], Syncs] | None = None,
    ) -> None:
        """`opener` makes another sync, for tests."""
        self.root = root
        self._current = environ.get("TASK_ID", "").strip()
        self._opener = opener or self._sync
        self._made: dict[What, Syncs] = {}
        self._key: Key | None = None
        self.where = self._look(environ)

    def _look(self, environ: Mapping[str, str]) -> Where:
        try:
            place = target(environ)
        except SyncError as problem:
            return Where(trouble=str(problem))
        try:
            self._key = key_from(environ)
        except SyncError as problem:
            return Where(place, trouble=str(problem))
        return Where(place, self._key is not None)

    def _sync(self, place: Target, key: Key | None) -> Syncs:
        return Syncing(self.root, place, key=key, current=self._current)

    def _syncs(self, what: What) -> Syncs:
        place = self.where.target
        if place is None or self.where.trouble:
            raise SyncError(self.where.trouble)
        # one each, because a sync remembers the names of the plan that it read last
        if what not in self._made:
            self._made[what] = self._opener(place, self._key)
        return self._made[what]

    @property
    def known(self) -> bool:
        """Whether the server was pushed to before; a first push needs a yes."""
        return self._syncs("items").known

    def read(self, what: What) -> SyncPlan | str:
        """What a push would do now, or why that cannot be said. Sends nothing."""
        try:
            return self._syncs(what).plan(what)
        except TROUBLES as problem:
            return str(problem)

    def push(
        self,
        plan: SyncPlan,
        *,
        progress: Progress | None = None,
        stop: Callable[[], bool] = lambda: False,
        confirmed: bool = False,
        force: bool = False,
        leave_out: Collection[str] = (),
    ) -> SyncPlan | str:
        """Execute a plan; it comes back with what became of each row, or why nothing was sent."""
        try:
            return self._syncs(plan.what).push(
                plan,
                progress=progress,
                stop=stop,
                confirmed=confirmed,
                force_create=force,
                leave_out=leave_out,
            )
        except TROUBLES as problem:
            return str(problem)

    def compare(self, what: What, row: Row) -> tuple[Compared, ...]:
        """The fields of a row on both sides, those that differ first."""
        found = self._syncs(what).compare(row)
        return tuple(sorted(found, key=lambda one: not one.differs))

    def dates(self, plan: SyncPlan) -> dict[str, Dates]:
        """For each row that differs, when it changed here and was sent last. Asks no server."""
        sent = Book(_Held(plan.ledger), plan.target.origin).items
        return {
            row.key: Dates(
                self._changed(row.path), sent[row.key].at[:10] if row.key in sent else ""
            )
            for row in plan.rows
            if row.fields
        }

    def _changed(self, path: str) -> str:
        """`updated:` of the file, else the day on which it was written."""
        text, problem = Browse(self.root).read(path)
        if problem is not None:
            return ""
        header = read_header(text)
        written = header.text("updated") if header is not None else ""
        if written:
            return written[:10]
        try:
            when = (self.root / path).stat().st_mtime
        except OSError:
            return ""
        return datetime.fromtimestamp(when).astimezone().date().isoformat()

    def close(self) -> None:
        """Close the connections."""
        for one in self._made.values():
            one.close()
        self._made = {}


class _Held:
    """The ledger that a plan was made with."""

    name = ""

    def __init__(self, text: str) -> None:
        self._text = text

    def read(self) -> str:
        """Its text."""
        return self._text

    def write(self, text: str) -> None:
        """It is only looked at."""
        raise NotImplementedError


def again(plan: SyncPlan) -> SyncPlan:
    """The plan after a push, so that it can be pushed on: what was surely not begun is planned.

    A row that failed on the way stays failed: only reading again tells what the server has of it.
    """
    from spec_tui.omoi_os.sync.pushing import NOT_SENT

    there = {row.key for row in plan.rows if row.remote_id}
    rows = []
    for row in plan.rows:  # in the order of sending, so what is needed comes first
        if row.state == "left out" or (row.state == "stopped" and row.message == NOT_SENT):
            row = replace(row, state="planned", message="")
        elif _only_lacked(row) and all(need in there for need in needs(row)):
            row = replace(row, action="create", state="planned", message="")
        elif row.state == "sent":
            # it is there: what comes after it need not wait any more
            row = replace(row, action="skip")
        if row.sends:
            there.add(row.key)
        elif not row.remote_id:
            there.discard(row.key)
        rows.append(row)
    return replace(plan, rows=tuple(rows))


def _only_lacked(row: Row) -> bool:
    """It failed because of what was not on the server, so no request was made for it."""
    return (
        row.state == "failed"
        and row.action == "failed"
        and not row.remote_id
        and row.message.endswith("not on the server.")
    )


def forced(plan: SyncPlan, key: str) -> tuple[SyncPlan, frozenset[str]]:
    """A plan in which a duplicate is created all the same, and the keys that are not sent with it.

    Its tasks are sent, too; nothing else is.
    """
    rows = tuple(
        replace(row, action="create", state="planned", message="", candidates=())
        if row.key == key and row.action == "duplicate"
        else row
        for row in plan.rows
    )
    plan = again(replace(plan, rows=rows))
    leave_out = frozenset(
        row.key
        for row in plan.rows
        if row.sends and row.key != key and (row.wanted is None or row.wanted.parent != key)
    )
    return plan, leave_out


def needs(row: Row) -> Iterator[str]:
    """Keys of what has to be on the server before a row."""
    if row.wanted is not None:
        yield from (one for one in (row.wanted.parent, *row.wanted.depends_on) if one)
