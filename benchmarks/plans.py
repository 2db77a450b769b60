"""Plans to measure with: tasks of .omoi_os in the shapes chain, random and layered."""

from __future__ import annotations

import random
from pathlib import Path

SHAPES = ("chain", "random", "layered")
PER_TICKET = 5
_BODY = """
# {one}: Task {number}

## Objective

Patients see the day as it is, and reception can change it.

## Acceptance Criteria

- [ ] The change stands in the audit log
- [ ] Two calls with one key book once

## Dependencies

**Depends On**: {needs}
**Blocks**: None
"""


def make_plan(root: Path, count: int, shape: str, *, ticket_chain: bool) -> Path:
    """Write `count` tasks, five a ticket, with the edges of a shape. Returns the root.

    chain: each task waits on the one before. random: up to three earlier ones. layered: layers of
    fifty, each task waits on two of the layer before. `ticket_chain` also makes every ticket wait
    on the one before it.
    """
    tasks, tickets = root / ".omoi_os" / "tasks", root / ".omoi_os" / "tickets"
    tasks.mkdir(parents=True)
    tickets.mkdir(parents=True)
    chance = random.Random(count)
    before = [_needs(number, shape, chance) for number in range(count)]
    after: list[list[int]] = [[] for _ in range(count)]
    for number, needs in enumerate(before):
        for other in needs:
            after[other].append(number)
    for number in range(count):
        one = _task(number)
        needs = ", ".join(_task(other) for other in before[number])
        blocks = ", ".join(_task(other) for other in after[number])
        head = (
            f"---\nid: {one}\ntitle: Task {number + 1}\nstatus: pending\n"
            f"ticket_id: {_ticket(number // PER_TICKET)}\nestimate: {'SM'[number % 2]}\n"
            f"type: implementation\ndependencies:\n  depends_on: [{needs}]\n"
            f"  blocks: [{blocks}]\n---\n"
        )
        body = _BODY.format(one=one, number=number + 1, needs=needs or "None")
        (tasks / f"{one}.md").write_text(head + body, encoding="utf-8")
    last = (count - 1) // PER_TICKET
    for number in range(last + 1):
        blocked = _ticket(number - 1) if ticket_chain and number else ""
        blocks = _ticket(number + 1) if ticket_chain and number < last else ""
        (tickets / f"{_ticket(number)}.md").write_text(
            f"---\nid: {_ticket(number)}\ntitle: Ticket {number + 1}\nstatus: backlog\n"
            f"priority: HIGH\nestimate: M\nrequirements:\n  - REQ-DAY-FUNC-{number % 50 + 1:03d}\n"
            f"dependencies:\n  blocked_by: [{blocked}]\n  blocks: [{blocks}]\n---\n",
            encoding="utf-8",
        )
    _requirements(root)
    return root


def _needs(number: int, shape: str, chance: random.Random) -> list[int]:
    if number == 0:
        return []
    if shape == "chain":
        return [number - 1]
    if shape == "random":
        return sorted({chance.randrange(number) for _ in range(chance.randrange(4))})
    first = number // 50 * 50 - 50
    return sorted({first + chance.randrange(50) for _ in range(2)}) if first >= 0 else []


def _task(number: int) -> str:
    return f"TSK-{number + 1:05d}"


def _ticket(number: int) -> str:
    return f"TKT-{number + 1:05d}"


def _requirements(root: Path) -> None:
    lines = [
        "---", "id: REQ-DAY-001", "title: Day Requirements", "feature: day", "created: 2026-01-01",
        "updated: 2026-01-01", "status: draft", "category: functional", "priority: HIGH", "---", "",
    ]  # fmt: skip
    for number in range(1, 51):
        lines += [
            f"### REQ-DAY-FUNC-{number:03d}: Part {number}",
            "",
            f"WHEN part {number} changes, THE SYSTEM SHALL show it within 1 second.",
            "",
        ]
    folder = root / ".omoi_os" / "requirements"
    folder.mkdir()
    (folder / "day.md").write_text("\n".join(lines), encoding="utf-8")
