"""Pushes that break anywhere, again and again: at the end everything is there, once (S10, S11)."""

from __future__ import annotations

import itertools
import json
import random
from typing import Any

import pytest

from spec_tui.omoi_os.sync import planning, pushing, reading
from spec_tui.omoi_os.sync.api import Api
from spec_tui.omoi_os.sync.client import Client
from spec_tui.omoi_os.sync.ledger import Book
from spec_tui.omoi_os.sync.local import wanted_items
from spec_tui.omoi_os.sync.model import SyncError, SyncPlan, Wanted
from spec_tui.omoi_os.sync.requirements import wanted_specs
from spec_tui.omoi_os.sync.sending import Desk
from spec_tui.omoi_os.sync.target import Key
from tests.servers.answers import Answer
from tests.servers.lying import PASSING, Lying
from tests.servers.omoios import TOKEN, Omoios
from tests.servers.serving import InProcess
from tests.unit.omoi_os.sync.specs import DESIGN, REQUIREMENTS
from tests.unit.omoi_os.sync.worlds import URL, target
from tests.unit.work.plans import plan_of, task, ticket

MOST_PUSHES = 60


class Killed(BaseException):
    """The process is gone: nothing after this happens."""


class Disk:
    """A ledger in memory that a killed process cannot write any more."""

    name = "ledger"

    def __init__(self) -> None:
        self.text = ""
        self.dead = False

    def read(self) -> str:
        return self.text

    def write(self, text: str) -> None:
        if self.dead:
            raise Killed
        self.text = text


class Machine:
    """The way to the server of a process that is killed at a request, before it or after it."""

    def __init__(self, server: Lying, disk: Disk, kill_at: int, after: bool) -> None:
        self._server, self._disk, self._after = server, disk, after
        self._kill_at, self._count = kill_at, itertools.count(1)

    def handle(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        number = next(self._count)
        if self._disk.dead or (number >= self._kill_at and not self._after):
            self._disk.dead = True
            raise Killed
        answer = self._server.handle(method, path, headers, body)
        if number >= self._kill_at:
            self._disk.dead = True
            raise Killed
        return answer


def one_push(
    handles: Any, disk: Disk, wanted: tuple[Wanted, ...], project: str, specs: bool, width: int
) -> SyncPlan:
    """Plan and push as Syncing does it, without files."""
    where = target(project)
    transport = InProcess(handles)
    client = Client(where, Key(TOKEN), transport=transport, wait=lambda _: False, dice=lambda: 0.0)
    api = Api(client, project)
    book = Book(disk, URL)
    found = (reading.specs if specs else reading.items)(api, wanted, book.items)
    rows = planning.rows(wanted, found.matches, book.items)
    plan = SyncPlan(where, rows, what="specs" if specs else "items", known=found.ids)
    ids = {row.key: row.remote_id for row in rows if row.remote_id}
    desk = Desk(api, book, ids, lambda: "2026-11-28T12:00:00+00:00", known=found.ids)
    return pushing.push(plan, desk, client, width=width)


def items(draw: random.Random) -> tuple[Wanted, ...]:
    """A few tickets and tasks that wait on each other, some of them begun."""
    tickets, tasks = draw.randint(1, 4), draw.randint(1, 8)
    files = [
        ticket(n, waits=[m for m in range(1, n) if draw.random() < 0.4],
               status=draw.choice(["backlog", "building", "done"]))
        for n in range(1, tickets + 1)
    ]  # fmt: skip
    files += [
        task(n, waits=[m for m in range(1, n) if draw.random() < 0.3],
             ticket=draw.randint(1, tickets), status=draw.choice(["pending", "in_progress"]))
        for n in range(1, tasks + 1)
    ]  # fmt: skip
    texts = dict(files)
    return wanted_items(plan_of(texts), texts.__getitem__)


def specs(_draw: random.Random) -> tuple[Wanted, ...]:
    """One feature with two requirements and a design."""
    texts = dict([REQUIREMENTS, DESIGN])
    return wanted_specs(plan_of(texts), texts.__getitem__)


def run(seed: int) -> None:
    """One random history: pushes with faults and kills, then quiet ones until nothing is left."""
    draw = random.Random(seed)
    server, disk = Omoios(), Disk()
    project = server.add_project()
    of_specs = seed % 4 == 3
    if of_specs and draw.random() < 0.5:
        server.rewrites = lambda text: f"Rewritten: {text[:20]}"
    wanted = (specs if of_specs else items)(draw)
    share = draw.choice([0.0, 0.05, 0.2])
    width = draw.choice([1, 4])

    def choose(_number: int, _method: str, _path: str) -> str:
        return draw.choice(PASSING) if draw.random() < share else ""

    for _ in range(draw.randint(1, 6)):
        disk.dead = False
        machine = Machine(
            Lying(server, choose), disk, draw.randint(1, 30), after=draw.random() < 0.5
        )
        try:
            one_push(machine, disk, wanted, project, of_specs, width)
        except (Killed, SyncError):
            continue
    disk.dead = False
    for _ in range(MOST_PUSHES):
        plan = one_push(server, disk, wanted, project, of_specs, width)
        if all(row.action == "skip" for row in plan.rows):
            break
    else:
        raise AssertionError(f"seed {seed} does not converge: {plan.rows}")
    check(server, project, wanted, json.loads(disk.text)["origins"][URL]["items"])


def check(server: Omoios, project: str, wanted: tuple[Wanted, ...], ledger: Any) -> None:
    """Nothing twice, nothing lost, every dependency as it is here, and the ledger says so."""
    there = {one["id"]: one for one in (*server.tickets_of(project), *server.tasks_of(project))}
    there |= server.specs
    there |= {r["id"]: r for spec in server.specs.values() for r in spec["requirements"]}
    made = [one for one in wanted if one.kind != "design"]
    assert len(there) == len(made)
    for one in made:
        held = there[ledger[one.key]["remote_id"]]
        if one.kind == "spec":
            continue
        assert held["title"] == one.fields["title"]
        if one.kind == "task":
            given = (held["dependencies"] or {}).get("depends_on", [])
            assert sorted(given) == sorted(ledger[k]["remote_id"] for k in one.depends_on)
            assert held["ticket_id"] == ledger[one.parent]["remote_id"]
            assert held["status"] == one.fields["status"]
        if one.kind == "requirement":
            criteria = sorted((c["text"], c["completed"]) for c in held["criteria"])
            assert criteria == sorted((c.text, c.done) for c in one.criteria)


@pytest.mark.parametrize("seed", [*range(24), 1039])
def test_broken_and_killed_pushes_converge(seed: int) -> None:
    """0 duplicates and 0 lost items after any history; 1039 is cut off between two criteria."""
    run(seed)


@pytest.mark.slow
def test_a_thousand_broken_and_killed_histories_converge() -> None:
    """The same a thousand times."""
    for seed in range(1000, 2000):
        run(seed)
