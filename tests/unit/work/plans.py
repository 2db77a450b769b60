"""Short ways to say what stands in a file."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from spec_tui.work.formats import codex
from spec_tui.work.item import WorkItem
from spec_tui.work.plan import Plan
from spec_tui.work.repository import Collection, read_text


def plan_of(texts: dict[str, str]) -> Plan:
    """The plan of files that only exist here."""
    contents = [read_text(text, path) for path, text in texts.items()]
    return Plan(
        Collection(
            tuple(item for content in contents for item in content.items),
            tuple(artifact for content in contents for artifact in content.artifacts),
            tuple(problem for content in contents for problem in content.problems),
            paths=frozenset(texts),
        )
    )


def task(
    number: int, *, waits: Iterable[int] = (), status: str = "pending", ticket: int = 1,
    estimate: str = "S", blocks: Iterable[int] = (),
) -> tuple[str, str]:  # fmt: skip
    """(path, text) of a task of .omoi_os."""
    one = f"TSK-{number:03d}"
    needs = ", ".join(f"TSK-{other:03d}" for other in waits)
    mirror = ", ".join(f"TSK-{other:03d}" for other in blocks)
    text = (
        f"---\nid: {one}\ntitle: Task {number}\nstatus: {status}\nticket_id: TKT-{ticket:03d}\n"
        f"estimate: {estimate}\ntype: implementation\ndependencies:\n  depends_on: [{needs}]\n"
        f"  blocks: [{mirror}]\n---\n\n# {one}: Task {number}\n"
    )
    return f".omoi_os/tasks/{one}.md", text


def ticket(number: int, *, waits: Iterable[int] = (), status: str = "backlog") -> tuple[str, str]:
    """(path, text) of a ticket of .omoi_os."""
    one = f"TKT-{number:03d}"
    needs = ", ".join(f"TKT-{other:03d}" for other in waits)
    text = (
        f"---\nid: {one}\ntitle: Ticket {number}\nstatus: {status}\npriority: HIGH\nestimate: M\n"
        f"requirements: []\ndependencies:\n  blocked_by: [{needs}]\n  blocks: []\n---\n"
    )
    return f".omoi_os/tickets/{one}.md", text


def codex_tasks(text: str) -> tuple[WorkItem, ...]:
    """The tasks of a tasks.md."""
    return codex.read(text, ".codex-os/specs/2026-01-01-x/tasks.md", ".codex-os/specs/2026-01-01-x")


def refs(items: Iterable[WorkItem]) -> list[str]:
    """Their refs."""
    return [item.ref for item in items]


def changed(before: str, after: str) -> list[str]:
    """The lines of the diff: `-old`, `+new`."""
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), n=0
    )
    return [
        line.rstrip("\n") for line in lines if line[:3] not in {"---", "+++"} and line[0] != "@"
    ]
