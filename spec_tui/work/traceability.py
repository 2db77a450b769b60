"""Requirement, design, ticket, task: who names whom, what nobody covers (work-items.md)."""

from __future__ import annotations

from dataclasses import dataclass

from spec_tui.work.ids import key
from spec_tui.work.item import Artifact, Requirement, WorkItem
from spec_tui.work.plan import Plan


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement with the designs, tickets and tasks behind it."""

    requirement: Requirement
    designs: tuple[Artifact, ...]
    tickets: tuple[WorkItem, ...]
    tasks: tuple[WorkItem, ...]


@dataclass(frozen=True, slots=True)
class Orphan:
    """Something that the chain does not reach, or that leads nowhere."""

    kind: str
    id: str
    path: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of how many are linked."""

    linked: int
    total: int


@dataclass(frozen=True, slots=True)
class Traceability:
    """The whole matrix."""

    rows: tuple[Row, ...]
    orphans: tuple[Orphan, ...]
    requirements: Coverage
    """Inline requirements listed in a ticket that has at least one task."""
    designs: Coverage
    """Designs that a ticket refers to."""
    tickets: Coverage
    """Tickets that list a requirement that exists."""
    tasks: Coverage
    """Tasks whose ticket lists a requirement that exists."""


def known_requirements(plan: Plan) -> set[str]:
    """Ids of requirements, inline and of files, folded."""
    found = set()
    for artifact in plan.artifacts:
        if artifact.kind == "requirements":
            found.add(key(artifact.id))
            found.update(key(requirement.id) for requirement in artifact.inline)
    return found


def all_requirements(plan: Plan) -> tuple[Requirement, ...]:
    """Every inline requirement; a file without one counts as one itself."""
    found: list[Requirement] = []
    for artifact in plan.artifacts:
        if artifact.kind != "requirements":
            continue
        if artifact.inline:
            found += artifact.inline
        else:
            found.append(
                Requirement(artifact.id, artifact.title, "", artifact.path, 1, "", artifact.id)
            )
    return tuple(found)


def _tickets_by_requirement(plan: Plan) -> dict[str, list[WorkItem]]:
    found: dict[str, list[WorkItem]] = {}
    for item in plan.items:
        if item.kind == "ticket":
            for one in item.requirements:
                found.setdefault(key(one), []).append(item)
    return found


def untraced(plan: Plan) -> tuple[Requirement, ...]:
    """Requirements that no ticket with a task lists."""
    tickets = _tickets_by_requirement(plan)
    return tuple(
        requirement
        for requirement in all_requirements(plan)
        if not any(plan.children(ticket) for ticket in tickets.get(key(requirement.id), ()))
    )


def trace(plan: Plan) -> Traceability:
    """The matrix of a plan, linear in what is named."""
    tickets = _tickets_by_requirement(plan)
    designs: dict[str, list[Artifact]] = {}
    by_path: dict[str, Artifact] = {}
    for artifact in plan.artifacts:
        if artifact.kind == "design":
            by_path[artifact.path] = artifact
            for one in dict.fromkeys((*artifact.requirements, *artifact.mentions)):
                designs.setdefault(key(one), []).append(artifact)
    rows = []
    for requirement in all_requirements(plan):
        found = tickets.get(key(requirement.id), [])
        behind = dict.fromkeys(designs.get(key(requirement.id), []))
        behind.update(dict.fromkeys(designs.get(key(requirement.file_id), [])))
        tasks = tuple(task for ticket in found for task in plan.children(ticket))
        rows.append(Row(requirement, tuple(behind), tuple(found), tasks))
    return _joined(plan, tuple(rows), by_path)


def _joined(plan: Plan, rows: tuple[Row, ...], by_path: dict[str, Artifact]) -> Traceability:
    known = known_requirements(plan)
    orphans: list[Orphan] = []
    linked = 0
    designed: set[str] = set()
    for row in rows:
        designed.update(design.path for design in row.designs)
        if row.tasks:
            linked += 1
            continue
        one = row.requirement
        reason = "no task" if row.tickets else "no ticket"
        orphans.append(Orphan("requirement", one.id, one.path, one.line, reason))
    referred: set[str] = set()
    traced_tickets = traced_tasks = tickets = tasks = 0
    for item in plan.items:
        if item.format != "omoi":
            continue
        if item.kind == "ticket":
            tickets += 1
            path = _design_path(item.design)
            if path in by_path:
                referred.add(path)
            if any(key(one) in known for one in item.requirements):
                traced_tickets += 1
            else:
                orphans.append(Orphan("ticket", item.ref, item.path, item.line, "no requirement"))
            if not plan.children(item):
                orphans.append(Orphan("ticket", item.ref, item.path, item.line, "no task"))
        else:
            tasks += 1
            parent = plan.parent(item)
            if parent is None:
                orphans.append(Orphan("task", item.ref, item.path, item.line, "no ticket"))
            elif any(key(one) in known for one in parent.requirements):
                traced_tasks += 1
    for path, design in by_path.items():
        if path not in referred:
            orphans.append(Orphan("design", design.id, path, 1, "no ticket"))
        if path not in designed:
            orphans.append(Orphan("design", design.id, path, 1, "no requirement"))
    return Traceability(
        rows=rows,
        orphans=tuple(orphans),
        requirements=Coverage(linked, len(rows)),
        designs=Coverage(len(referred), len(by_path)),
        tickets=Coverage(traced_tickets, tickets),
        tasks=Coverage(traced_tasks, tasks),
    )


def _design_path(written: str) -> str:
    """A `design_ref` from the top of the repository."""
    path = written.removeprefix("./")
    return path if path.startswith(".omoi_os/") else f".omoi_os/{path}"
