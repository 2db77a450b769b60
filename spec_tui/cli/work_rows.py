"""Work items as JSON and as lines of text (cli.md, "Other JSON")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from spec_tui.work.item import Artifact, WorkItem
from spec_tui.work.plan import Plan, State
from spec_tui.work.traceability import Coverage, Orphan, Row, Traceability

GLYPHS: dict[State, str] = {
    "done": "✓",
    "review": "◐",
    "in_progress": "◐",
    "blocked": "■",
    "ready": "►",
    "waiting": "○",
}
WORDS: dict[State, str] = {
    "done": "done",
    "review": "review",
    "in_progress": "in progress",
    "blocked": "blocked",
    "ready": "ready",
    "waiting": "waiting",
}
WIDEST_TITLE = 60
MOST_IN_CHAIN = 5


def item_json(plan: Plan, item: WorkItem) -> dict[str, Any]:
    """One item with the fields of the stable surface."""
    parent = plan.parent(item)
    return {
        "id": item.id,
        "ref": item.ref,
        "kind": item.kind,
        "format": item.format,
        "title": item.title,
        "status": item.status,
        "status_as_written": item.status_as_written,
        "state": plan.state(item),
        "priority": item.priority,
        "estimate": item.estimate,
        "hours": item.hours,
        "parent": parent.ref if parent is not None else item.parent,
        "depends_on": [*(other.ref for other in plan.waits_on(item)), *plan.missing(item)],
        "blocked_by": list(plan.blocked_by(item)),
        "criteria": {"done": item.criteria_done, "total": len(item.criteria)},
        "path": item.path,
        "line": item.line,
    }


def artifact_json(artifact: Artifact) -> dict[str, Any]:
    """A requirements file, design or PRD."""
    return {
        "id": artifact.id,
        "kind": artifact.kind,
        "title": artifact.title,
        "status": artifact.status,
        "feature": artifact.feature,
        "requirements": [r.id for r in artifact.inline] or list(artifact.requirements),
        "path": artifact.path,
        "line": artifact.line,
    }


def trace_json(found: Traceability) -> dict[str, Any]:
    """The matrix with coverage and orphans."""

    def covered(coverage: Coverage) -> dict[str, int]:
        return {"linked": coverage.linked, "total": coverage.total}

    return {
        "coverage": {
            "requirements": covered(found.requirements),
            "designs": covered(found.designs),
            "tickets": covered(found.tickets),
            "tasks": covered(found.tasks),
        },
        "orphans": [
            {"kind": o.kind, "id": o.id, "path": o.path, "line": o.line, "reason": o.reason}
            for o in found.orphans
        ],
        "rows": [
            {
                "requirement": row.requirement.id,
                "title": row.requirement.title,
                "path": row.requirement.path,
                "line": row.requirement.line,
                "designs": [design.id for design in row.designs],
                "tickets": [ticket.ref for ticket in row.tickets],
                "tasks": [task.ref for task in row.tasks],
            }
            for row in found.rows
        ],
    }


def table(plan: Plan, items: Sequence[WorkItem]) -> Iterator[str]:
    """One line an item: state, ref, title, priority, estimate, ticket."""
    rows = []
    for item in items:
        state = plan.state(item)
        parent = plan.parent(item)
        rows.append(
            (
                f"{GLYPHS[state]} {WORDS[state]}",
                item.ref,
                cut(item.title),
                item.priority,
                item.estimate,
                parent.ref if parent is not None else "",
            )
        )
    return columns(rows)


def columns(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Rows with their columns padded to one width, two blanks between them."""
    if not rows:
        return
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def cut(title: str) -> str:
    """A title in one line of at most sixty characters."""
    line = " ".join(title.split())
    return line if len(line) <= WIDEST_TITLE else line[: WIDEST_TITLE - 1] + "…"


def chain_line(plan: Plan, item: WorkItem) -> str:
    """`TSK-009 waits on TSK-007, which waits on TSK-005 (in progress)`."""
    chain, more = plan.short_chain(item, MOST_IN_CHAIN)
    words = f"{item.ref} waits on " + ", which waits on ".join(i.ref for i in chain[1:])
    if more:
        words += f", and so on over {more} more"
    if len(chain) > 1:
        last = plan.cause(item)
        missing = plan.missing(last)
        about = f"{missing[0]} does not exist" if missing else WORDS[plan.state(last)]
        return f"{words} ({last.ref}: {about})" if more else f"{words} ({about})"
    missing = plan.missing(item)
    return f"{item.ref} waits on {', '.join(missing)}, which does not exist"


def trace_lines(found: Traceability) -> Iterator[str]:
    """Coverage first, then the matrix, then what is left over."""
    parts = (
        ("requirements", found.requirements),
        ("designs", found.designs),
        ("tickets", found.tickets),
        ("tasks", found.tasks),
    )
    yield "Linked: " + ", ".join(f"{c.linked} of {c.total} {name}" for name, c in parts)
    yield ""
    yield from columns([_trace_row(row) for row in found.rows])
    if found.orphans:
        yield ""
        yield "Not linked:"
        yield from columns([_orphan_row(orphan) for orphan in found.orphans])


def _trace_row(row: Row) -> tuple[str, ...]:
    return (
        row.requirement.id,
        _some(design.id for design in row.designs),
        _some(ticket.ref for ticket in row.tickets),
        _some(task.ref for task in row.tasks),
    )


def _orphan_row(orphan: Orphan) -> tuple[str, ...]:
    return ("○", orphan.kind, orphan.id, orphan.reason, f"{orphan.path}:{orphan.line}")


def _some(refs: Iterable[str]) -> str:
    """Up to four refs, then how many more; `○` for none."""
    listed = list(refs)
    more = f" +{len(listed) - 4}" if len(listed) > 4 else ""
    return ", ".join(listed[:4]) + more if listed else "○"
