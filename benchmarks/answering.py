"""From an answer to the durable write, and from a key to the paint of it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.folders import SIZES, make_spec, make_text
from benchmarks.startup import EMPTY_APP, SPEC_TUI
from benchmarks.table import ms, percentile, print_table, ratio
from spec_tui.interview.model import Question
from spec_tui.session import Session
from tests.terminal import Pty, bare_pty

ANSWERS = 40
KEYS = 40
QUESTION = "VIS1"


def durable_write(folder: Path) -> None:
    """Print how long `Session.answer` takes until the answer is safe on disk.

    The baseline writes the same number of bytes beside it, with fsync and a rename, and nothing
    else: what the disk itself costs.
    """
    rows = []
    for name, size in SIZES.items():
        repository = make_spec(folder / f"answer-{size}", size)
        session = Session.open(repository)
        texts = iter(f"Patients wait on the phone for {n} minutes." for n in range(ANSWERS + 1))
        session.answer(QUESTION, next(texts))  # the first one also makes the journal
        ours = _series(ANSWERS, lambda: session.answer(QUESTION, next(texts)))  # noqa: B023
        session.close()
        data = (repository / "SPEC.md").read_bytes()
        disk = _series(ANSWERS, lambda: _bare_write(repository / "bare", data))  # noqa: B023
        for label, series, aim in (
            (f"bare write of {name}", disk, ""),
            (f"answer at {name}", ours, "p95 50 ms" if name == "100 KB" else ""),
        ):
            p50, p95 = percentile(series, 50), percentile(series, 95)
            rows.append([label, ms(p50), ms(p95), ratio(p50, percentile(disk, 50)), aim])
    print_table(
        f"Answer to durable write, {ANSWERS} answers",
        ["SPEC.md", "p50", "p95", "ratio", "aim"],
        rows,
    )


def importing(folder: Path) -> None:
    """Print how long an import takes, and the next question after an answer in what came of it."""
    rows = []
    for name, size in SIZES.items():
        repository = folder / f"import-{size}"
        repository.mkdir()
        text = make_text(size).encode()
        session = Session.open(repository)
        start = time.perf_counter()
        session.import_text("overview.md", text)
        taken = time.perf_counter() - start
        words = iter(f"Patients wait on the phone for {n} minutes." for n in range(ANSWERS + 1))
        session.answer(QUESTION, next(words))
        series = _series(
            ANSWERS,
            lambda: (session.answer(QUESTION, next(words)), session.plan.question),  # noqa: B023
        )
        session.close()
        aims = ("2 s", "p95 100 ms") if name == "1 MB" else ("", "")
        p50, p95 = percentile(series, 50), percentile(series, 95)
        rows.append([name, ms(taken), aims[0], ms(p50), ms(p95), aims[1]])
    print_table(
        f"Import, and the question after an answer, {ANSWERS} answers",
        ["document", "import", "aim", "p50", "p95", "aim"],
        rows,
    )


def typing(folder: Path) -> None:
    """Print the time from a key on a pseudo-terminal to the first byte of its paint, at 1 MB."""
    repository = make_spec(folder / "typing", SIZES["1 MB"])
    session = Session.open(repository)
    while (question := session.plan.question) is not None and not is_boxed(question):
        if question.choices:
            session.answer(question.id, choose=1)
        else:
            session.answer(question.id, intent="skip")
    session.close()
    baseline = _keys(EMPTY_APP, repository, b"Ready")
    ours = _keys(SPEC_TUI, repository, b"Spec Creation Progress")
    rows = []
    for label, series in (("empty Textual app", baseline), ("spec-tui at 1 MB", ours)):
        p50, p95 = percentile(series, 50), percentile(series, 95)
        rows.append([label, ms(p50), ms(p95), ratio(p50, percentile(baseline, 50))])
    print_table(f"Key to paint while typing, {KEYS} keys", ["app", "p50", "p95", "ratio"], rows)


def is_boxed(question: Question) -> bool:
    """Whether the app asks it with an answer box that has the focus."""
    return not question.choices and question.kind != "overview"


def _series(count: int, action: Callable[[], object]) -> list[float]:
    taken = []
    for _ in range(count):
        start = time.perf_counter()
        action()
        taken.append(time.perf_counter() - start)
    return taken


def _bare_write(path: Path, data: bytes) -> None:
    temporary = path.with_suffix(".tmp")
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    handle = os.open(path.parent, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


def _keys(command: list[str], folder: Path, ready: bytes) -> list[float]:
    with bare_pty(command, folder) as program:
        program.wait_for(ready)
        _settle(program)
        if command == EMPTY_APP:
            program.send(b"\t")
            _settle(program)
        taken = []
        for number in range(KEYS):
            before = len(program.output)
            start = time.perf_counter()
            program.send(b"abcdefghij"[number % 10 :][:1])
            program.wait_for(bool, since=before)
            taken.append(time.perf_counter() - start)
            _settle(program)
    return taken


def _settle(program: Pty) -> None:
    """Read until nothing comes for a while, so that the next byte belongs to the next key."""
    quiet = 0
    while quiet < 3:
        before = len(program.output)
        if not program.read(0.1):
            sys.exit("the app ended while typing was measured")
        quiet = quiet + 1 if len(program.output) == before else 0
