"""A push of 200 tasks and 34 tickets to a server that takes 20 ms longer for each request.

Run alone with `python -m benchmarks.sync`. The server is that of the tests, in a process of its
own on 127.0.0.1. Each ticket has five or six tasks: two that wait on nothing, the others on the
one or two before them; every third ticket waits on the one before it.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

from benchmarks.table import print_table, ratio

TASKS = 200
TICKETS = 34
LATENCY = 0.020
WIDTHS = (1, 2, 4)
_SERVER = """
import sys, threading
from tests.servers.omoios import TOKEN, Omoios
from tests.servers.serving import serving
server = Omoios()
projects = [server.add_project(str(n)) for n in range(int(sys.argv[2]))]
with serving(server, latency=float(sys.argv[1])) as url:
    print(url, TOKEN, *projects, flush=True)
    sys.stdin.read()
"""


def pushing(folder: Path) -> None:
    """Print the table: time and ratio for one, two and four requests in flight."""
    root = make_artifacts(folder / "sync")
    rows, alone = [], 0.0
    with (
        patch.dict(os.environ, {"XDG_STATE_HOME": str(folder / "state")}),
        _server(len(WIDTHS) + 1) as (url, token, projects),
    ):
        # Imports and the index of files are paid once, by nobody who is timed.
        _push(root, url, token, projects.pop(), WIDTHS[-1])
        for width, project in zip(WIDTHS, projects, strict=True):
            first, again = _push(root, url, token, project, width)
            alone = alone or first
            rows.append(
                [f"{width} in flight", f"{first:.2f} s", ratio(alone, first), f"{again:.2f} s"]
            )
    print_table(
        f"sync push of {TASKS} tasks and {TICKETS} tickets, {LATENCY * 1000:.0f} ms per request",
        ["requests", "first push", "faster", "second push"],
        rows,
    )


def make_artifacts(root: Path) -> Path:
    """The tickets and tasks as files."""
    for folder in ("tickets", "tasks"):
        (root / ".omoi_os" / folder).mkdir(parents=True)
    for n in range(1, TICKETS + 1):
        waits = f"TKT-{n - 1:03d}" if n % 3 == 0 else ""
        (root / f".omoi_os/tickets/TKT-{n:03d}.md").write_text(_ticket(n, waits))
    for n in range(1, TASKS + 1):
        place = (n - 1) // TICKETS
        before = [n - TICKETS * step for step in (1, 2) if place >= 2 and n - TICKETS * step > 0]
        waits = ", ".join(f"TSK-{other:03d}" for other in before)
        (root / f".omoi_os/tasks/TSK-{n:03d}.md").write_text(_task(n, waits))
    return root


def _ticket(n: int, waits: str) -> str:
    return (
        f"---\nid: TKT-{n:03d}\ntitle: Ticket {n}\nstatus: backlog\npriority: HIGH\nestimate: M\n"
        f"requirements: []\ndependencies:\n  blocked_by: [{waits}]\n  blocks: []\n---\n\n"
        f"# TKT-{n:03d}: Ticket {n}\n\n## Description\n\n{_words(n)}\n"
    )


def _task(n: int, waits: str) -> str:
    ticket = 1 + (n - 1) % TICKETS
    return (
        f"---\nid: TSK-{n:03d}\ntitle: Task {n}\nstatus: pending\nticket_id: TKT-{ticket:03d}\n"
        "estimate: S\ntype: implementation\ndependencies:\n"
        f"  depends_on: [{waits}]\n  blocks: []\n---\n\n# TSK-{n:03d}: Task {n}\n\n"
        f"## Objective\n\n{_words(n)}\n"
    )


def _words(n: int) -> str:
    return " ".join(f"word{n}x{m}" for m in range(60))


@contextlib.contextmanager
def _server(count: int) -> Iterator[tuple[str, str, list[str]]]:
    """(URL, token, projects) of a server in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVER, str(LATENCY), str(count)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        url, token, *projects = process.stdout.readline().split()
        yield url, token, projects
    finally:
        process.communicate()


def _push(root: Path, url: str, token: str, project: str, width: int) -> tuple[float, float]:
    """Seconds of the first push and of the second one, planning included."""
    from spec_tui.omoi_os.sync.target import Key, target
    from spec_tui.syncing import Syncing

    seconds = []
    for expected in ("create", "skip"):
        start = time.perf_counter()
        with Syncing(
            root, target({}, url, project), key=Key(token), now=lambda: datetime.now().astimezone()
        ) as syncing:
            pushed = syncing.push(syncing.plan(), confirmed=True, width=width)
        seconds.append(time.perf_counter() - start)
        assert pushed.summary[expected] == TASKS + TICKETS, pushed.summary
    return seconds[0], seconds[1]


if __name__ == "__main__":
    place = Path(".benchmarks").absolute()
    place.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place) as made:
        pushing(Path(made))
