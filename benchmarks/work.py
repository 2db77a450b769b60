"""Plans of 100 to 10,000 tasks: time and memory of the commands beside plain reading.

Run alone with `python -m benchmarks.work [COUNT …]`. Every figure is a process of its own, so that
imports count. "Cold" has no index, "again" the one of the run before over unchanged files.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks.plans import SHAPES, make_plan
from benchmarks.table import print_table

COUNTS = (100, 1_000, 10_000)
COMMANDS = (
    ["validate"], ["show", "ready"], ["show", "graph"], ["show", "traceability"], ["show", "all"],
)  # fmt: skip
_READ = """
import pathlib, sys
for path in sorted(pathlib.Path(sys.argv[1], ".omoi_os").rglob("*.md")):
    path.read_text(encoding="utf-8")
"""
_PARSE = """
import pathlib, sys, yaml
loader = getattr(yaml, sys.argv[2])
for path in sorted(pathlib.Path(sys.argv[1], ".omoi_os").rglob("*.md")):
    text = path.read_text(encoding="utf-8")
    yaml.load(text[4:text.index("\\n---", 4)], Loader=loader)
"""
RUNS = 3
SETTLE_SECONDS = 2.1
"""Files younger than this are read again by the index."""


class Cost(NamedTuple):
    """Of one process: seconds of wall clock, peak memory in megabytes."""

    seconds: float
    megabytes: float


def plans(folder: Path, counts: tuple[int, ...] = COUNTS, shapes: tuple[str, ...] = SHAPES) -> None:
    """Print one table per size."""
    for count in counts:
        rows = []
        for shape in shapes:
            for chained in (False, True):
                root = make_plan(
                    folder / f"{shape}-{count}-{chained}", count, shape, ticket_chain=chained
                )
                time.sleep(SETTLE_SECONDS)
                name = f"{shape}, tickets chained" if chained else shape
                rows += _rows(root, folder / "cache", name)
                shutil.rmtree(root)
        print_table(
            f"Plans of {count:,} tasks, the best of {RUNS} runs",
            ["shape", "command", "cold", "MB", "x C load", "again", "x C load"],
            rows,
        )


def _rows(root: Path, cache: Path, name: str) -> list[list[str]]:
    """The baselines of one plan, then every command."""
    read = _run([sys.executable, "-c", _READ, str(root)], cache)
    fast = _best([sys.executable, "-c", _PARSE, str(root), "CSafeLoader"], cache)
    slow = _run([sys.executable, "-c", _PARSE, str(root), "SafeLoader"], cache)
    rows = [
        [name, "read with plain Python", _s(read), _mb(read), _x(read, fast), "", ""],
        [name, "headers, C loader", _s(fast), _mb(fast), _x(fast, fast), "", ""],
        [name, "headers, pure loader", _s(slow), _mb(slow), _x(slow, fast), "", ""],
    ]
    for words in COMMANDS:
        command = [sys.executable, "-m", "spec_tui", "--root", str(root), *words]
        cold = _best(command, cache, cold=True)
        again = _best(command, cache)
        label = " ".join(words)
        rows.append([name, label, _s(cold), _mb(cold), _x(cold, fast), _s(again), _x(again, fast)])
    return rows


def _best(command: list[str], cache: Path, *, cold: bool = False) -> Cost:
    """The quickest of `RUNS`, each without the index if `cold`; one run says much about the rest
    of the machine and little about the command."""
    found = []
    for _ in range(RUNS):
        if cold:
            shutil.rmtree(cache, ignore_errors=True)
        found.append(_run(command, cache))
    return min(found)


def _run(command: list[str], cache: Path) -> Cost:
    """Run a process to its end; its peak memory comes from the kernel's account of the child."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        sys.exit(f"{command} ended with {child.returncode}")
    return Cost(seconds, _megabytes(usage))


def _megabytes(usage: resource.struct_rusage) -> float:
    return usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)


def _s(cost: Cost) -> str:
    return f"{cost.seconds:.2f} s"


def _mb(cost: Cost) -> str:
    return f"{cost.megabytes:.0f}"


def _x(cost: Cost, baseline: Cost) -> str:
    return f"{cost.seconds / baseline.seconds:.2f} x"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        plans(Path(temporary), tuple(int(word) for word in sys.argv[1:]) or COUNTS)
