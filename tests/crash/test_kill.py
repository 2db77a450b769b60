"""kill -9 at every system call of one answer, on the real kernel (R1, safety.md C.3)."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from spec_tui.workspace.oslayer import RealOs
from tests.crash import moves
from tests.crash.answers import SPEC, STACK, answer, roll_forward, workspace
from tests.crash.driver import BEGIN, END

ROOT = Path(__file__).parents[2]
OLD = {SPEC: b"goal: less waiting\nP95: \nfirst: kept\n", STACK: b"database: \n"}
NEW = {SPEC: b"goal: less waiting\nP95: 300 ms\nfirst: kept\n", STACK: b"database: postgres\n"}
TRACED = "%file,%desc"
UNSTEADY = {"mmap", "munmap", "mprotect", "ioctl", "fcntl"}
"""Calls of the interpreter's memory and terminals: no state of ours depends on them."""


def strace_works() -> bool:
    """Present, and allowed to trace here."""
    if shutil.which("strace") is None:
        return False
    done = subprocess.run(["strace", "-o", os.devnull, "true"], check=False, capture_output=True)
    return done.returncode == 0


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not strace_works(), reason="STRACE IS MISSING: NO REAL KILL WAS TRIED"),
]


def repository(folder: Path) -> Path:
    """A repository that holds one earlier answer."""
    root = folder.resolve() / "repo"
    root.mkdir(parents=True)
    (root / SPEC).write_bytes(b"goal: less waiting\nP95: \n")
    (root / STACK).write_bytes(OLD[STACK])
    answer(workspace(RealOs(), root), {SPEC: {"first": "kept"}})
    return root


def with_files(folder: Path) -> Path:
    """A repository that holds one earlier change, and whose files are to be moved."""
    root = folder.resolve() / "repo"
    for name, data in moves.OLD.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    space = moves.edits(RealOs(), root)
    space.commit_texts(space.texts(["z.md"]), {"z.md": "z\n"}, "Before.")
    return root


def seen(root: Path) -> dict[str, bytes]:
    """The files of it, and folders that are empty as b"/"."""
    found = {}
    for path in root.rglob("*"):
        name = path.relative_to(root).as_posix()
        if name.startswith(".spec-tui") or name == "z.md":
            continue
        if path.is_file():
            found[name] = path.read_bytes()
        elif not any(path.iterdir()):
            found[name] = b"/"
    return found


def traced(root: Path, *options: str, what: str = "") -> subprocess.CompletedProcess[bytes]:
    """Run the driver under strace."""
    command = ["strace", "-f", *options, sys.executable, "-m", "tests.crash.driver", str(root)]
    command += [what] if what else []
    env = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=ROOT, env=env, check=False, capture_output=True)


def points(root: Path, what: str = "") -> list[tuple[str, int]]:
    """(system call, how often it was called by then) for every call of the answer."""
    log = root.parent / "log"
    done = traced(root, "-e", f"trace={TRACED}", "-o", str(log), what=what)
    assert done.stdout == b"saved\n", done.stderr
    counts: Counter[str] = Counter()
    found, inside = [], False
    for line in log.read_text("utf-8", "replace").splitlines():
        match = re.match(r"\d+\s+(\w+)\(", line)
        if match is None:
            continue
        counts[match[1]] += 1
        if END in line:
            break
        if inside and match[1] not in UNSTEADY:
            found.append((match[1], counts[match[1]]))
        inside = inside or BEGIN in line
    return found


def test_answer_survives_kill_at_every_system_call(tmp_path: Path) -> None:
    """0 acknowledged answers lost, 0 torn files, 0 temp files after the restart."""
    calls = points(repository(tmp_path / "record"))
    assert len(calls) > 100
    killed = 0
    for number, (call, count) in enumerate(calls):
        root = repository(tmp_path / f"{number}")
        inject = f"inject={call}:signal=SIGKILL:when={count}"
        done = traced(root, "-e", f"trace={call}", "-e", inject, "-o", os.devnull)
        killed += done.returncode != 0
        where = (number, call, count)
        files = {name: (root / name).read_bytes() for name in (SPEC, STACK)}
        assert all(files[name] in (OLD[name], NEW[name]) for name in files), where
        journal = (root / ".spec-tui/journal.jsonl").read_bytes()
        received = any(
            b"the raw answer" in line for line in journal.splitlines(True) if line.endswith(b"\n")
        )
        space = workspace(RealOs(), root)
        roll_forward(space)
        after = {name: (root / name).read_bytes() for name in (SPEC, STACK)}
        assert after == (NEW if received or b"saved" in done.stdout else OLD), where
        assert not list(root.rglob("*.tmp")), where
        assert space.pending() == [], where
    # the list of calls is that of another run: a few points may have moved past the end
    assert killed > 0.9 * len(calls)


def test_files_that_move_survive_kill_at_every_system_call(tmp_path: Path) -> None:
    """Each is complete at one place at least, and the next command ends it."""
    calls = points(with_files(tmp_path / "record"), "moves")
    assert len(calls) > 150
    killed = 0
    results = set()
    for number, (call, count) in enumerate(calls):
        root = with_files(tmp_path / f"{number}")
        inject = f"inject={call}:signal=SIGKILL:when={count}"
        done = traced(root, "-e", f"trace={call}", "-e", inject, "-o", os.devnull, what="moves")
        killed += done.returncode != 0
        where = (number, call, count)
        found = seen(root)
        for old, new in moves.MOVES:
            whole = {moves.OLD[old], moves.NEW[new]}
            assert {found.get(old), found.get(new)} & whole, where
        space = moves.edits(RealOs(), root)
        space.roll_forward()
        after = seen(root)
        assert after in (moves.OLD, moves.NEW), where
        assert after == moves.NEW or b"saved" not in done.stdout, where
        assert not list(root.rglob("*.tmp")), where
        assert space.pending() == [], where
        results.add(after == moves.NEW)
    assert results == {False, True}
    assert killed > 0.9 * len(calls)
