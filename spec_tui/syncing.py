"""Sync of one repository with one server: what the commands and the app's screen talk to.

Nothing here is read from a file of the repository but the artifacts and the ledger: where to, and
with which key, is the environment's and the person's to say.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from spec_tui.omoi_os.sync.ledger import Book, project_id
from spec_tui.omoi_os.sync.model import (
    DEPENDENCIES,
    Compared,
    Refused,
    Row,
    SyncError,
    SyncPlan,
    Target,
    Wanted,
)
from spec_tui.omoi_os.sync.target import KEY, PROJECT, Key
from spec_tui.worksession import WorkSession
from spec_tui.workspace.errors import WorkspaceError
from spec_tui.workspace.ledgers import KnownOrigins, LedgerFile

if TYPE_CHECKING:
    from spec_tui.omoi_os.sync.api import Api
    from spec_tui.omoi_os.sync.client import Client
    from spec_tui.omoi_os.sync.pushing import Progress
    from spec_tui.omoi_os.sync.tracing import Trace
    from spec_tui.omoi_os.sync.wire import Project

What = Literal["items", "specs"]
ARTIFACTS = ".omoi_os/"


class Syncing:
    """One repository, one target. Opens no connection before it is asked for something."""

    def __init__(
        self,
        root: Path,
        target: Target,
        *,
        key: Key | None,
        current: str = "",
        now: Callable[[], datetime] | None = None,
        client: Callable[[Target, Key], Client] | None = None,
    ) -> None:
        """`current` is what TASK_ID names. `client` makes another client, for tests."""
        self.root = root
        self.target = target
        self._key = key
        self._current = current
        self._now = now or (lambda: datetime.now().astimezone())
        self._make = client
        self._client: Client | None = None
        self._names: dict[str, str] = {}
        self._origins = KnownOrigins()

    def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def __enter__(self) -> Syncing:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # reading

    def connect(self) -> None:
        """See that the server answers. Raises SyncError; nothing of the repository was sent."""
        self._api("").health()

    def plan(self, what: What = "items", *, title: str = "") -> SyncPlan:
        """What a push would do now, for tickets and tasks or for specs. Sends nothing.

        `title` is the title of the one spec. Raises SyncError and WorkspaceError.
        """
        api = self._api(self._project())
        book = self._book()
        session = WorkSession(self.root)
        problems = tuple(
            p for p in session.problems() if p.severity == "error" and p.path.startswith(ARTIFACTS)
        )
        wanted = self._wanted(what, session, problems, title)
        from spec_tui.omoi_os.sync import planning, reading

        found = (reading.items if what == "items" else reading.specs)(api, wanted, book.items)
        rows = planning.rows(wanted, found.matches, book.items, current=self._current)
        self._names = {row.remote_id: row.id for row in rows if row.remote_id}
        return SyncPlan(
            self.target,
            rows,
            problems,
            session.plan.notices,
            what,
            book.text(),
            found.ids,
        )

    def compare(self, row: Row) -> tuple[Compared, ...]:
        """The fields of a row here and on the server, as they were when the plan was made."""
        here: Mapping[str, str] = row.wanted.fields if row.wanted is not None else {}
        there: Mapping[str, str] = row.there.fields if row.there is not None else {}
        both = dict.fromkeys((*here, *there))
        found = [Compared(name, here.get(name, ""), there.get(name, "")) for name in both]
        if row.wanted is not None and row.kind == "task":
            needs = [key.partition(":")[2] for key in row.wanted.depends_on]
            given = (row.there.depends_on or ()) if row.there is not None else ()
            names = sorted(self._names.get(one, one) for one in given)
            found.append(Compared(DEPENDENCIES, ", ".join(sorted(needs)), ", ".join(names)))
        return tuple(found)

    def projects(self) -> list[Project]:
        """The projects of the user, newest first. Raises SyncError."""
        return self._api("").projects()

    def project(self, one: str = "") -> Trace:
        """A project with its tickets and their tasks. Raises SyncError and WorkspaceError."""
        from spec_tui.omoi_os.sync.tracing import read_project

        name = project_id(one) if one else self._project()
        return read_project(self._api(name), self._book(name).items)

    def trace(self, one: str = "") -> Trace:
        """The same with specs and what is missing. Raises SyncError and WorkspaceError."""
        from spec_tui.omoi_os.sync.tracing import trace

        name = project_id(one) if one else self._project()
        return trace(self._api(name), self._book(name).items)

    # sending

    @property
    def known(self) -> bool:
        """Whether this origin was pushed to before; a first push needs a yes."""
        return self.target.origin in self._origins

    def push(
        self,
        plan: SyncPlan,
        *,
        progress: Progress | None = None,
        stop: Callable[[], bool] = lambda: False,
        confirmed: bool = False,
        force_create: bool = False,
        leave_out: Collection[str] = (),
        width: int = 4,
    ) -> SyncPlan:
        """Execute a plan; the plan comes back with what became of each row.

        `confirmed` is the yes to a new origin; `leave_out` are keys of rows not to send. Raises
        Refused where nothing was sent, WorkspaceError where the ledger cannot be kept.
        """
        if plan.problems:
            count = len(plan.problems)
            errors = "One error" if count == 1 else f"{count} errors"
            raise Refused(
                f"{errors} of validation must be repaired first. Nothing was sent. "
                "`spec-tui validate` lists them."
            )
        if not self.known and not confirmed:
            raise Refused(
                f"{self.target.origin} was not pushed to before. Nothing was sent. "
                "--yes agrees to it."
            )
        if not plan.rows:
            return plan
        from spec_tui.omoi_os.sync.pushing import push
        from spec_tui.omoi_os.sync.sending import Desk

        api = self._api(self._project())
        with LedgerFile(self.root, self._project()).held():
            book = self._book()
            if book.text() != plan.ledger:
                raise Refused(
                    "Somebody pushed since this plan was made. Nothing was sent. Read it again."
                )
            if plan.sends:
                book.check()
            self._origins.add(self.target.origin)
            ids = {row.key: row.remote_id for row in plan.rows if row.remote_id}
            desk = Desk(
                api, book, ids, lambda: self._now().isoformat(timespec="seconds"),
                force_create, plan.known,
            )  # fmt: skip
            assert self._client is not None
            return push(
                _without(plan, leave_out), desk, self._client, progress=progress, stop=stop,
                troubles=(WorkspaceError,), width=width,
            )  # fmt: skip

    # inside

    def _wanted(
        self, what: What, session: WorkSession, problems: Any, title: str
    ) -> tuple[Wanted, ...]:
        if what == "items":
            from spec_tui.omoi_os.sync.local import wanted_items

            return wanted_items(session.plan, session.text, problems)
        from spec_tui.omoi_os.sync.requirements import wanted_specs

        return wanted_specs(session.plan, session.text, problems, title=title)

    def _project(self) -> str:
        if not self.target.project:
            raise SyncError(
                f"No project. Set {PROJECT} or give --project-id; `spec-tui projects` lists them. "
                "Nothing was sent."
            )
        return self.target.project

    def _book(self, project: str = "") -> Book:
        return Book(LedgerFile(self.root, project or self._project()), self.target.origin)

    def _api(self, project: str) -> Api:
        if self._key is None:
            raise SyncError(f"No key. Set {KEY}; nothing was sent.")
        from spec_tui.omoi_os.sync.api import Api
        from spec_tui.omoi_os.sync.client import Client

        if self._client is None:
            make = self._make or Client
            self._client = make(self.target, self._key)
        return Api(self._client, project)


def _without(plan: SyncPlan, leave_out: Collection[str]) -> SyncPlan:
    """The plan with some rows only marked as left out."""
    if not leave_out:
        return plan
    rows = tuple(
        replace(row, state="left out", message="Left out.")
        if row.key in leave_out and row.sends
        else row
        for row in plan.rows
    )
    return replace(plan, rows=rows)
