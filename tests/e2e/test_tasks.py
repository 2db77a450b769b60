"""Plans in a real terminal: the list, a change on disk, the graph, and back."""

from __future__ import annotations

import difflib
import shutil
from pathlib import Path

import pytest

from tests.terminal import terminal

pytestmark = pytest.mark.tmux

CLINIC = Path(__file__).parents[1] / "data" / "work" / "clinic"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository with the plans of a clinic."""
    place = tmp_path / "clinic"
    shutil.copytree(CLINIC, place)
    return place


def test_filter_status_graph_focus_and_back(folder: Path) -> None:
    """Open on the list, filter, begin a task, see it on disk and in the graph, come back."""
    task = folder / ".omoi_os" / "tasks" / "TSK-013.md"
    before = task.read_text(encoding="utf-8").splitlines()
    with terminal(folder) as window:
        window.start("--screen", "tasks")
        window.wait_for("► ready        TSK-013")
        window.keys("/")
        window.type("audit")
        window.wait_for("1 of 14")
        window.keys("Enter")
        window.keys("s")
        window.wait_for("Status of TSK-013")
        window.keys("2")
        window.wait_for("TSK-013 is in progress. u takes it back.")
        after = task.read_text(encoding="utf-8").splitlines()
        changed = [
            line for line in difflib.unified_diff(before, after, n=0, lineterm="")
            if line[:1] in "+-" and line[:3] not in {"+++", "---"} and "updated:" not in line
        ]  # fmt: skip
        assert changed == ["-status: pending", "+status: in_progress"]

        window.keys("g")
        window.wait_for("Go to")
        window.keys("g")
        window.wait_for("1 Lanes")
        window.wait_for("in progress  TSK-013")
        window.keys("2")
        window.wait_for("TSK-013 in progress")
        window.keys("Escape")
        window.wait_for("Above comes before below.")
        window.keys("g")
        window.wait_for("Go to")
        window.keys("t")
        window.wait_for("◐ in progress  TSK-013")
        window.keys("q")
        assert window.wait_exit() == 0


def test_change_of_another_program_shows_by_itself(folder: Path) -> None:
    """A status written by somebody else appears without a key, marked as new."""
    task = folder / ".omoi_os" / "tasks" / "TSK-008.md"
    with terminal(folder) as window:
        window.start("--screen", "tasks")
        window.wait_for("○ waiting      TSK-008")
        text = task.read_text(encoding="utf-8")
        task.write_text(text.replace("status: pending", "status: blocked"), encoding="utf-8")
        window.wait_for("+■ blocked      TSK-008")
        window.keys("q")
        assert window.wait_exit() == 0
