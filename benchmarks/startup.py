"""Cold start of commands, beside `python -c 'import click'`; first paint, beside an empty app."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.folders import make_spec
from benchmarks.table import ms, percentile, print_table, ratio
from tests.terminal import bare_pty

RUNS = 15
PAINTS = 7
PROGRAM = [sys.executable, "-m", "spec_tui"]
SPEC_TUI = [*PROGRAM, "--root", "."]
EMPTY_APP = [sys.executable, str(Path(__file__).parent / "empty_app.py")]


def commands(folder: Path) -> None:
    """Print what it costs to start a command and see it end."""
    repository = make_spec(folder / "startup", 10_000)
    baseline = _median([sys.executable, "-c", "import click"], repository)
    rows = [["python -c 'import click'", ms(baseline), "1.00 x", ""]]
    for name, aim in (("--version", "2 x"), ("--help", "2.5 x"), ("status", ""), ("next", "")):
        where = [] if name.startswith("--") else ["--root", "."]
        taken = _median([*PROGRAM, *where, name], repository)
        rows.append([f"spec-tui {name}", ms(taken), ratio(taken, baseline), aim])
    print_table(f"Cold start, median of {RUNS}", ["command", "time", "ratio", "aim"], rows)


def first_paint(folder: Path) -> None:
    """Print the time from the start of the process to the first words on the screen."""
    repository = make_spec(folder / "paint", 10_000)
    baseline = _paint(EMPTY_APP, repository, b"Ready")
    frame = _paint(SPEC_TUI, repository, repository.name.encode())
    ours = _paint(SPEC_TUI, repository, b"Spec Creation Progress")
    print_table(
        f"First paint on a pseudo-terminal, median of {PAINTS}",
        ["app", "time", "ratio", "aim"],
        [
            ["empty Textual app", ms(baseline), "1.00 x", ""],
            ["spec-tui, first frame", ms(frame), ratio(frame, baseline), "1.5 x"],
            ["spec-tui, question and panel", ms(ours), ratio(ours, baseline), ""],
        ],
    )


def _median(command: Sequence[str], folder: Path) -> float:
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=True)
        taken.append(time.perf_counter() - start)
    return percentile(taken, 50)


def _paint(command: Sequence[str], folder: Path, words: bytes) -> float:
    taken = []
    for _ in range(PAINTS):
        start = time.perf_counter()
        with bare_pty(command, folder) as program:
            program.wait_for(words)
            taken.append(time.perf_counter() - start)
    return percentile(taken, 50)
