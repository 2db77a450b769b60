"""One app at a time may answer; scripts are never kept out; the dead hold nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from spec_tui.workspace.locks import Holder
from spec_tui.workspace.store import Workspace
from tests.unit.workspace.test_store import write

HOLD = """
import sys
from pathlib import Path
from spec_tui.workspace.store import Workspace
space = Workspace(Path(sys.argv[1]))
print(space.hold("@tom"), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def other(root: Path):
    """Another process that holds the session lock."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdin is not None
    assert process.stdout.readline() == "None\n"
    yield process
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()


def test_second_session_learns_who_has_the_first(space: Workspace, other) -> None:
    """Handle, process and host of the other window."""
    assert space.hold("@maria") == Holder("@tom", other.pid, os.uname().nodename)


def test_open_app_never_blocks_a_script(space: Workspace, root: Path, other) -> None:
    """A commit takes another lock."""
    assert not write(space, "a\n").kept
    assert (root / "SPEC.md").read_text() == "a\n"


def test_lock_of_a_killed_process_is_free(space: Workspace, other) -> None:
    """What it left behind blocks nobody."""
    other.kill()
    other.wait()
    assert space.hold("@maria") is None
    space.release()


def test_lock_can_be_given_back_and_taken_again(space: Workspace, root: Path) -> None:
    """Also by another workspace of the same process."""
    second = Workspace(root)
    assert space.hold("@maria") is None
    assert space.hold() is None
    holder = second.hold("@tom")
    assert holder is not None
    assert str(holder) == f"@maria, process {os.getpid()}"
    space.release()
    assert second.hold() is None
    second.release()


@pytest.mark.parametrize("note", ["", "{", "[]", '{"pid": "x"}', "[" * 100_000])
def test_unreadable_note_is_an_unknown_holder(
    space: Workspace, root: Path, other, note: str
) -> None:
    """The note informs and decides nothing."""
    (root / ".spec-tui/session.lock.json").write_text(note)
    holder = space.hold("@maria")
    assert holder == Holder()
    assert str(holder) == "another process"
