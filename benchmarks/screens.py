"""The screens of plans with ten thousand items: first rows, and how long a key takes."""

from __future__ import annotations

import asyncio
import random
import time
from pathlib import Path
from types import SimpleNamespace

from benchmarks.table import ms, print_table
from spec_tui.app import SpecApp
from spec_tui.session import Session

COUNT = 10_000
FEW = 100
KEYS = ("down", "pagedown", "end", "home", "slash", "t", "7", "7", "enter", "escape")
GRAPH_KEYS = ("down", "pagedown", "end", "home", "m", "full_stop", "2", "right", "plus", "left")


def write_plan(root: Path, count: int, seed: int = 7) -> None:
    """Tasks with two dependencies each, ten to a ticket."""
    chance = random.Random(seed)
    tasks, tickets = root / ".omoi_os" / "tasks", root / ".omoi_os" / "tickets"
    tasks.mkdir(parents=True)
    tickets.mkdir(parents=True)
    for number in range(1, count // 10 + 1):
        one = f"TKT-{number:04d}"
        tickets.joinpath(f"{one}.md").write_text(
            f"---\nid: {one}\ntitle: Ticket {number}\nstatus: backlog\npriority: HIGH\n"
            "estimate: M\nrequirements: []\ndependencies:\n  blocked_by: []\n  blocks: []\n---\n",
            encoding="utf-8",
        )
    for number in range(1, count + 1):
        before = {f"TSK-{chance.randrange(1, number):05d}" for _ in range(2 * (number > 1))}
        one = f"TSK-{number:05d}"
        tasks.joinpath(f"{one}.md").write_text(
            f"---\nid: {one}\ntitle: Title of item {number}\n"
            f"status: {chance.choice(('pending', 'done'))}\npriority: HIGH\n"
            f"ticket_id: TKT-{(number - 1) // 10 + 1:04d}\nestimate: {chance.choice('SML')}\n"
            f"dependencies:\n  depends_on: [{', '.join(sorted(before))}]\n  blocks: []\n---\n\n"
            f"# {one}: Title of item {number}\n\n## Acceptance Criteria\n\n- [ ] One\n- [x] Two\n",
            encoding="utf-8",
        )


async def _until(pilot: object, holds: object) -> None:
    for _ in range(100_000):
        if holds():  # type: ignore[operator]
            return
        await pilot.pause(0.005)  # type: ignore[attr-defined]
    raise AssertionError("what was measured did not come")


def _painted(app: SpecApp, words: str) -> bool:
    strips = app.screen._compositor.render_strips()
    return any(words in strip.text for strip in strips)


async def _press(app: SpecApp, pilot: object, keys: tuple[str, ...]) -> list[tuple[str, float]]:
    """The longest time that another key would have waited while one was worked on.

    A ticker runs in the loop of the app; what it comes late is what the next key waits. Pressing
    through the harness takes 50 to 100 ms of mere sleeping, so its own time says nothing.
    """
    found = []
    late = 0.0
    stop = False

    async def tick() -> None:
        nonlocal late
        before = time.perf_counter()
        while not stop:
            await asyncio.sleep(0.001)
            now = time.perf_counter()
            late = max(late, now - before - 0.001)
            before = now

    ticker = asyncio.create_task(tick())
    for key in keys:
        await asyncio.sleep(0.01)
        late = 0.0
        await pilot.press(key)  # type: ignore[attr-defined]
        await _until(pilot, lambda: not app.busy)
        await asyncio.sleep(0.01)
        found.append((key, late))
    stop = True
    await ticker
    return found


async def _measure(root: Path) -> SimpleNamespace:
    session = Session.open(root, hold=True)
    session.bootstrap()
    app = SpecApp(session, poll=False)
    async with app.run_test(size=(140, 40)) as pilot:
        await _until(pilot, lambda: app.interview.stack and not app.busy)
        begun = time.perf_counter()
        app.run_command_id("tasks")
        await _until(pilot, lambda: _painted(app, "TSK-00001"))
        first = time.perf_counter() - begun
        await _until(pilot, lambda: not app.busy and _painted(app, "items"))
        whole = time.perf_counter() - begun
        listed = await _press(app, pilot, KEYS)
        begun = time.perf_counter()
        app.run_command_id("graph")
        await _until(pilot, lambda: _painted(app, "Above comes before below"))
        lanes = time.perf_counter() - begun
        drawn = await _press(app, pilot, GRAPH_KEYS)
    app.close_pool()
    session.close()
    return SimpleNamespace(first=first, whole=whole, listed=listed, lanes=lanes, drawn=drawn)


def plans(folder: Path) -> None:
    """First rows, all rows, the lanes, and keys: cold, with the index, and with few tasks."""
    rows = []
    for count, name in ((COUNT, "cold"), (COUNT, "second"), (FEW, "second")):
        root = folder / f"plans-{count}"
        if not root.exists():
            write_plan(root, count)
        found = asyncio.run(_measure(root))
        for what, keys in (("list", found.listed), ("graph", found.drawn)):
            slowest = max(keys, key=lambda one: one[1])
            start = found.first if what == "list" else found.lanes
            rows.append(
                (
                    f"{what}, {count:,}, {name}", ms(start),
                    ms(found.whole) if what == "list" else "",
                    f"{ms(sorted(time for _, time in keys)[len(keys) // 2])}",
                    f"{ms(slowest[1])} ({slowest[0]})",
                )
            )  # fmt: skip
    print_table(
        "Screens of plans; how long the next key waits (with few tasks: the toolkit alone)",
        ("Screen", "First rows", "All read", "A key waits, median", "At most"),
        rows,
    )


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        plans(Path(name))
