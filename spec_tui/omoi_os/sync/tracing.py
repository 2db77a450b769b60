"""What on the server belongs together, by our ids: marks in the texts, and the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spec_tui.omoi_os.sync.api import Api, remote_requirement
from spec_tui.omoi_os.sync.ledger import Sent
from spec_tui.omoi_os.sync.marker import marks
from spec_tui.omoi_os.sync.matching import identity
from spec_tui.omoi_os.sync.model import Remote
from spec_tui.omoi_os.sync.reading import each
from spec_tui.omoi_os.sync.wire import Project, Spec


@dataclass(frozen=True, slots=True)
class TracedTicket:
    """A ticket of the server; `id` is the local one, "" for a ticket that is none of ours."""

    remote_id: str
    id: str
    title: str
    status: str
    priority: str
    tasks: tuple[Remote, ...]
    requirements: tuple[str, ...]
    """Ids that its mark names."""


@dataclass(frozen=True, slots=True)
class TracedSpec:
    """A spec with its requirements and the tickets that fulfil one of them, each once."""

    remote_id: str
    id: str
    title: str
    status: str
    requirements: tuple[str, ...]
    tickets: tuple[TracedTicket, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """A project of the server with its tickets, tasks and specs."""

    project: Project
    tickets: tuple[TracedTicket, ...]
    specs: tuple[TracedSpec, ...] = ()
    missing: tuple[str, ...] = ()
    """Local ids that the ledger says were sent and the server does not have."""

    @property
    def linked(self) -> tuple[TracedTicket, ...]:
        """Tickets that belong to a requirement of a spec."""
        mine = {one.remote_id for spec in self.specs for one in spec.tickets}
        return tuple(one for one in self.tickets if one.remote_id in mine)

    @property
    def orphans(self) -> tuple[TracedTicket, ...]:
        """Tickets that belong to none."""
        mine = {one.remote_id for spec in self.specs for one in spec.tickets}
        return tuple(one for one in self.tickets if one.remote_id not in mine)


def read_project(api: Api, ledger: Mapping[str, Sent]) -> Trace:
    """The project with its tickets and their tasks; the server's own tasks are left out."""
    project = api.project(api.project_id)
    return Trace(project, _tickets(api, ledger)[0])


def trace(api: Api, ledger: Mapping[str, Sent]) -> Trace:
    """The same with specs, and what the ledger names and the server does not have."""
    project = api.project(api.project_id)
    tickets, there = _tickets(api, ledger)
    specs = api.specs()
    names = _names(ledger)
    traced = tuple(_spec(spec, names, tickets) for spec in specs)
    there |= {spec.id for spec in specs} | {r.id for spec in specs for r in spec.requirements}
    missing = tuple(
        key.partition(":")[2]
        for key, sent in ledger.items()
        if sent.remote_id and sent.remote_id not in there
    )
    return Trace(project, tickets, traced, missing)


def _names(ledger: Mapping[str, Sent]) -> dict[str, str]:
    """Local ids by remote id; a design has that of its spec and is left out."""
    return {
        sent.remote_id: key.partition(":")[2]
        for key, sent in ledger.items()
        if sent.remote_id and not key.startswith("design:")
    }


def _tickets(api: Api, ledger: Mapping[str, Sent]) -> tuple[tuple[TracedTicket, ...], set[str]]:
    """(tickets, remote ids of them and of their tasks)."""
    names = _names(ledger)
    listed = api.tickets()
    tasks = each(api.tasks, [one.id for one in listed])
    found = []
    for one, below in zip(listed, tasks, strict=True):
        mark = marks(one.fields["description"])
        found.append(
            TracedTicket(
                one.id,
                names.get(one.id) or mark.get("id", ""),
                one.fields["title"],
                one.fields["status"],
                one.fields["priority"],
                tuple(below),
                tuple(r for r in mark.get("requirements", "").split(",") if r),
            )
        )
    there = {one.id for one in listed} | {task.id for below in tasks for task in below}
    return tuple(found), there


def _spec(spec: Spec, names: Mapping[str, str], tickets: tuple[TracedTicket, ...]) -> TracedSpec:
    ids = tuple(
        names.get(one.id) or identity(remote_requirement(spec.id, one)) for one in spec.requirements
    )
    mine = set(ids)
    return TracedSpec(
        spec.id,
        names.get(spec.id) or marks(spec.description or "").get("id", ""),
        spec.title or "",
        spec.status,
        ids,
        tuple(one for one in tickets if mine & set(one.requirements)),
    )
