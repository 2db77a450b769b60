"""How a plan, a project and a trace are printed: the words of seed 003, and JSON (cli.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from spec_tui.cli.output import plural

if TYPE_CHECKING:
    from spec_tui.omoi_os.sync.model import Row, SyncPlan
    from spec_tui.omoi_os.sync.tracing import Trace, TracedTicket

RULE = "-" * 60
DOUBLE = "═" * 60
SINGLE = "─" * 62
MOST_LINKED = 10
MOST_ORPHANS = 5
SHORT_ID = 20


def plan_json(plan: SyncPlan) -> dict[str, Any]:
    """`{"rows": […], "summary": {…}}`, with the target and what validation says."""
    return {
        "target": {
            "url": plan.target.url,
            "from": plan.target.url_from,
            "project": plan.target.project,
        },
        "rows": [_row_json(row) for row in plan.rows],
        "summary": plan.summary,
        "problems": [
            {"path": p.path, "line": p.line, "column": p.column, "message": p.message}
            for p in plan.problems
        ],
    }


def _row_json(row: Row) -> dict[str, Any]:
    found: dict[str, Any] = {
        "action": row.action,
        "kind": row.kind,
        "id": row.id,
        "remote_id": row.remote_id,
        "message": row.message,
        "fields": list(row.fields),
        "state": row.state,
    }
    if row.current:
        found["current"] = True
    if row.candidates:
        found["candidates"] = [
            {"id": one.id, "title": one.title, "score": one.score} for one in row.candidates
        ]
    return found


def plan_lines(plan: SyncPlan, *, pushed: bool) -> Iterator[str]:
    """The block of seed 003: a line and a reason for each row, then the summary."""
    yield "Sync Results:"
    yield RULE
    for row in plan.rows:
        yield f"[{row.action.upper()}] {row.kind} {row.id}" + (" (current)" if row.current else "")
        yield f"         {row.message}"
    yield RULE
    yield _summary(plan, pushed)


def _summary(plan: SyncPlan, pushed: bool) -> str:
    counts = Counter(row.action for row in plan.rows if row.state not in {"stopped", "left out"})
    parts = [
        f"{counts['create']} created" if pushed else f"{counts['create']} would be created",
        f"{counts['update']} updated",
        f"{counts['skip']} skipped",
    ]
    if pushed or counts["failed"]:
        parts.append(f"{counts['failed']} failed")
    if counts["duplicate"]:
        parts.append(plural(counts["duplicate"], "duplicate"))
    if counts["conflict"]:
        parts.append(plural(counts["conflict"], "conflict"))
    left = sum(row.state in {"stopped", "left out"} for row in plan.rows)
    if left:
        parts.append(f"{left} not sent")
    return f"Summary: {', '.join(parts)}"


def project_json(found: Trace) -> dict[str, Any]:
    """The project with its tickets and counts of tasks."""
    return {
        "project": {"id": found.project.id, "name": found.project.name},
        "tickets": [_ticket_json(one) for one in found.tickets],
        "tasks": sum(len(one.tasks) for one in found.tickets),
    }


def _ticket_json(one: TracedTicket) -> dict[str, Any]:
    return {
        "id": one.id,
        "remote_id": one.remote_id,
        "title": one.title,
        "status": one.status,
        "priority": one.priority,
        "tasks": len(one.tasks),
        "requirements": list(one.requirements),
    }


def project_lines(found: Trace) -> Iterator[str]:
    """The block of seed 003, step 4: tickets with their state and how many tasks they have."""
    yield DOUBLE
    yield f"PROJECT: {found.project.name or found.project.id}"
    yield DOUBLE
    yield ""
    yield f"TICKETS ({len(found.tickets)} total)"
    yield SINGLE
    for one in found.tickets:
        yield f"• {_named(one)} [{one.status}]"
        yield f"  └── {plural(len(one.tasks), 'task')}"
    states = Counter(task.fields["status"] for one in found.tickets for task in one.tasks)
    listed = ", ".join(f"{count} {status}" for status, count in sorted(states.items()))
    yield ""
    yield f"Total Tasks: {states.total()}" + (f" ({listed})" if listed else "")


def trace_json(found: Trace) -> dict[str, Any]:
    """Specs with their tickets, tickets without a spec, and what is missing on the server."""
    return {
        **project_json(found),
        "specs": [
            {
                "id": one.id,
                "remote_id": one.remote_id,
                "title": one.title,
                "status": one.status,
                "requirements": list(one.requirements),
                "tickets": [ticket.id or ticket.remote_id for ticket in one.tickets],
            }
            for one in found.specs
        ],
        "linked": [one.id or one.remote_id for one in found.linked],
        "orphans": [one.id or one.remote_id for one in found.orphans],
        "missing": list(found.missing),
    }


def trace_lines(found: Trace) -> Iterator[str]:
    """Specs, linked and orphan tickets; each ticket is counted once."""
    yield DOUBLE
    yield f"TRACE: {found.project.name or found.project.id}"
    yield DOUBLE
    yield ""
    yield f"SPECS ({len(found.specs)} total)"
    yield SINGLE
    for spec in found.specs:
        yield f"[{spec.status}] {spec.remote_id[:SHORT_ID]}..."
        yield f"  Title: {spec.title}"
        yield (f"  Requirements: {len(spec.requirements)} | Linked Tickets: {len(spec.tickets)}")
    yield ""
    yield from _tickets("LINKED TICKETS", found.linked, MOST_LINKED)
    yield ""
    yield from _tickets("ORPHAN TICKETS", found.orphans, MOST_ORPHANS)
    if found.missing:
        yield ""
        yield f"Sent before, and not on the server: {', '.join(found.missing)}"


def _tickets(title: str, tickets: tuple[TracedTicket, ...], most: int) -> Iterator[str]:
    yield f"{title} ({len(tickets)})"
    yield SINGLE
    for one in tickets[:most]:
        needs = f"  {', '.join(one.requirements)}" if one.requirements else ""
        yield f"• {_named(one)} [{one.status}]{needs}"
    if len(tickets) > most:
        yield f"  and {len(tickets) - most} more"


def _named(one: TracedTicket) -> str:
    return f"{one.id}: {one.title}" if one.id else one.title
