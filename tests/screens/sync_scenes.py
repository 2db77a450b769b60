"""Scenes of Sync: a plan of the clinic, and a server that exists only here."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

from spec_tui.omoi_os.sync.model import (
    Candidate,
    Compared,
    Kind,
    Remote,
    Row,
    SyncError,
    SyncPlan,
    Target,
    Wanted,
)
from spec_tui.omoi_os.sync.pushing import NOT_SENT
from spec_tui.omoi_os.sync.target import KEY, PROJECT, URL
from spec_tui.syncdesk import SyncDesk
from spec_tui.syncing import What
from spec_tui.work.item import Problem
from tests.screens.fake_session import FakeSession
from tests.screens.plan_scenes import folder, on

ORIGIN = "https://api.example.org"
SECRET = "sk_live_never_shown"
ENVIRON = {URL: ORIGIN, PROJECT: "clinic", KEY: SECRET}
TARGET = Target(ORIGIN, ORIGIN, "environment", "clinic", "environment")
LEDGER = (
    '{"version": 1, "origins": {"https://api.example.org": {"items": {'
    '"task:TSK-011": {"remote_id": "r11", "at": "2025-08-19T10:00:00Z"}}}}}'
)
DESKS: dict[Path, SyncDesk] = {}
"""The desk of each folder that a scene made."""


def desk_of(root: Path) -> SyncDesk:
    """The desk of a scene; elsewhere one that knows no key and asks nobody."""
    return DESKS.get(root) or SyncDesk(root, {})


def made(
    action: str,
    id_: str,
    title: str,
    *fields: str,
    here: str = "",
    there: str = "",
    parent: str = "",
    **more: object,
) -> Row:
    """A row of a plan; `here` and `there` are the values of its fields."""
    kind: Kind = "ticket" if id_.startswith("TKT") else "task"
    path = f".omoi_os/{kind}s/{id_}.md"
    values = {"title": title, "status": "pending", "priority": "HIGH", "description": "Words.\n"}
    mine = values | dict.fromkeys(fields, here)
    wanted = Wanted(kind, id_, title, path, mine, parent=f"ticket:{parent}" if parent else "")
    remote = None
    if action != "create":
        remote = Remote(kind, f"r{id_}", values | dict.fromkeys(fields, there), depends_on=())
    one = Row(
        action, kind, id_, title, remote.id if remote else "", fields=fields, path=path,  # type: ignore[arg-type]
        wanted=wanted, there=remote,
    )  # fmt: skip
    return replace(one, **more)  # type: ignore[arg-type]


def rows() -> tuple[Row, ...]:
    """The plan of screens.md 6.14."""
    return (
        made("update", "TKT-003", "Slots and booking", "priority", here="HIGH", there="LOW"),
        made("create", "TKT-006", "Audit and tests"),
        made("update", "TSK-005", "Hold a slot for 10 minutes", "status",
             here="completed", there="running"),
        made("update", "TSK-006", "Search for free slots, API", "status", "title",
             here="completed", there="pending"),
        made("conflict", "TSK-011", "Send SMS through the gateway", "status",
             here="blocked", there="completed",
             message="Changed here, and on the server: status. Make both sides the same."),
        made("create", "TSK-013", "Audit log of every change", parent="TKT-006",
             after=("TKT-006",)),
        made("create", "TSK-014", "End-to-end test of booking", parent="TKT-006",
             after=("TKT-006",), current=True),
        *(made("skip", f"TSK-1{at:02}", f"Something that is there {at}") for at in range(11)),
    )  # fmt: skip


class FakeSyncing:
    """A server in a few lines: what it answers is set by the test."""

    def __init__(self, *plan: Row, problems: tuple[Problem, ...] = (), known: bool = True) -> None:
        self.rows = plan or rows()
        self.problems = problems
        self.known = known
        self.notes: tuple[str, ...] = ()
        self.asked: list[str] = []
        """What was asked: `plan items`, `push TSK-001`."""
        self.broken = ""
        """Why it cannot be reached."""
        self.becomes: dict[str, Callable[[Row], Row]] = {}
        """What a push makes of a row, by id; else it is sent."""
        self.hold: threading.Event | None = None
        """A push waits here before each row, until it is set or asked to stop."""
        self.trying = ""
        """Why a row is tried again, before it ends."""
        self.forced = False

    def plan(self, what: What = "items") -> SyncPlan:
        self.asked.append(f"plan {what}")
        if self.broken:
            raise SyncError(self.broken)
        found = self.rows if what == "items" else ()
        return SyncPlan(TARGET, found, self.problems, self.notes, what, LEDGER)

    def compare(self, row: Row) -> tuple[Compared, ...]:
        here = row.wanted.fields if row.wanted else {}
        there = row.there.fields if row.there else {}
        return tuple(
            Compared(name, here.get(name, ""), there.get(name, ""))
            for name in dict.fromkeys((*here, *there))
        )

    def push(
        self,
        plan: SyncPlan,
        *,
        progress: Callable[[Row, int, int], None] | None = None,
        stop: Callable[[], bool] = lambda: False,
        confirmed: bool = False,
        force_create: bool = False,
        leave_out: Collection[str] = (),
    ) -> SyncPlan:
        assert progress is not None
        assert self.known or confirmed
        self.forced = force_create
        ended, settled = [], 0
        for row in plan.rows:
            if not row.sends:
                is_skipped = row.action == "skip" and row.state == "planned"
                ended.append(replace(row, state="same") if is_skipped else row)
                continue
            if row.key in leave_out:
                ended.append(replace(row, state="left out", message="Left out."))
                continue
            if stop():
                ended.append(replace(row, state="stopped", message=NOT_SENT))
                continue
            self.asked.append(f"push {row.id}")
            progress(replace(row, state="sending"), settled, plan.sends)
            if self.trying:
                progress(replace(row, state="trying", message=self.trying), settled, plan.sends)
            while self.hold is not None and not self.hold.wait(0.01) and not stop():
                pass
            settled += 1
            ended.append(self.becomes.get(row.id, sent)(row))
            progress(ended[-1], settled, plan.sends)
        self.known = True
        return replace(plan, rows=tuple(ended))

    def close(self) -> None:
        self.asked.append("close")


def sent(row: Row) -> Row:
    """The row as a push leaves it."""
    return replace(row, state="sent", remote_id=row.remote_id or f"r{row.id}", message="Sent.")


def duplicate(row: Row) -> Row:
    """The server takes it for another one."""
    return replace(
        row, action="duplicate", state="failed", message="Server has “Audits”, 96% alike (r9).",
        candidates=(Candidate("r9", "Audits", 0.96),),
    )  # fmt: skip


def lacking(row: Row) -> Row:
    """Its ticket was not created."""
    message = "Its ticket TKT-006 is not on the server."
    return replace(row, action="failed", state="failed", message=message)


def synced(
    fake: FakeSyncing | None = None, environ: dict[str, str] | None = None
) -> Callable[[], FakeSession]:
    """A repository whose Sync talks to a server that exists only here."""

    def make() -> FakeSession:
        root = folder()
        one = fake if fake is not None else FakeSyncing()
        items = root / ".omoi_os" / "tasks"
        items.mkdir(parents=True)
        (items / "TSK-011.md").write_text("---\nid: TSK-011\nupdated: 2025-08-20\n---\n")
        for id_ in ("TSK-005", "TSK-006"):
            (items / f"{id_}.md").write_text(f"---\nid: {id_}\nupdated: 2025-08-21\n---\n")
        known = ENVIRON if environ is None else environ
        DESKS[root] = SyncDesk(root, known, opener=lambda _target, _key: one)
        return on(root)

    return make


ERROR = Problem(
    "error", "bad-reference", ".omoi_os/tasks/TSK-002.md", 4, 12,
    "TSK-002 depends on TSK-099, which does not exist. Did you mean TSK-009?",
)  # fmt: skip
SAME = tuple(made("skip", f"TSK-{at:03}", f"Something that is there {at}") for at in range(17))
GO = ("f9", "S")
ASKED = (*GO, "r")
DOWN = ("down",) * 6
SYNC_SCENES: tuple[tuple[str, Callable[[], FakeSession], tuple[str, ...], str], ...] = (
    ("sync", synced(environ={}), (*GO, "r"), "no-key"),
    ("sync", synced(), (*ASKED, *DOWN), "plan"),
    ("sync", synced(), (*ASKED, *DOWN, "enter"), "compare"),
    ("new-target", synced(FakeSyncing(known=False)), (*ASKED, "space", "ctrl+s"), ""),
    ("duplicate", synced(FakeSyncing(duplicate(rows()[1]))), (*ASKED, "enter"), ""),
    ("sync-only", synced(), (*ASKED, "f"), ""),
)
