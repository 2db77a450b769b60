"""The desk of the screens of plans: one board at a time, every change a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from spec_tui import tasks
from spec_tui.tasks import TaskDesk
from tests.unit.work.plans import task, ticket


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A ticket with two tasks, one after the other."""
    for name, text in (ticket(1), task(1), task(2, waits=[1])):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def states(desk: TaskDesk) -> dict[str, str]:
    """What the board says of each item."""
    assert desk.board is not None
    return {line.ref: line.state for line in desk.board.lines}


def test_the_board_tells_ready_from_waiting(root) -> None:
    """As the graph sees it."""
    desk = TaskDesk(root)
    assert desk.board is None
    desk.open()
    assert (states(desk)["TSK-001"], states(desk)["TSK-002"]) == ("ready", "waiting")


def test_a_file_without_a_readable_header_is_a_row_of_its_own(root) -> None:
    """Its words are the reason; nothing else is hidden by it."""
    (root / ".omoi_os/tasks/TSK-003.md").write_text("---\n- a\n---\n", encoding="utf-8")
    board = TaskDesk(root).open()
    (row,) = [line for line in board.lines if line.number < 0]
    assert (row.path, row.at) == (".omoi_os/tasks/TSK-003.md", 2)
    assert "key: value" in row.trouble
    assert "TSK-002" in board.by_ref


def test_a_change_is_told_and_the_board_is_another_one(root) -> None:
    """What waited is ready afterwards; undo takes it back."""
    desk = TaskDesk(root)
    desk.open()
    told = desk.set("TSK-001", "status", "done")
    assert told.changed
    assert told.text == "TSK-001 is done."
    assert states(desk)["TSK-002"] == "ready"
    assert desk.undo().changed
    assert states(desk)["TSK-002"] == "waiting"
    assert desk.redo().changed
    assert states(desk)["TSK-001"] == "done"


def test_a_refused_change_is_a_sentence_and_changes_nothing(root) -> None:
    """A circle, and an item that went away meanwhile."""
    desk = TaskDesk(root)
    desk.open()
    circle = desk.set("TSK-001", "depends_on+", "TSK-002")
    assert not circle.changed
    assert "circle" in circle.text
    (root / ".omoi_os/tasks/TSK-002.md").unlink()
    assert desk.look() is not None
    assert not desk.set("TSK-002", "status", "done").changed
    assert not desk.undo().changed


def test_looking_costs_a_board_only_where_something_changed(root) -> None:
    """Somebody else's edit is seen, and an own one is no news."""
    desk = TaskDesk(root)
    desk.open()
    assert desk.look() is None
    path = root / ".omoi_os/tasks/TSK-001.md"
    path.write_text(task(1, status="blocked")[1], encoding="utf-8")
    assert desk.look() is not None
    assert states(desk)["TSK-001"] == "blocked"
    desk.set("TSK-002", "status", "in_progress")
    assert desk.look() is None


def test_a_new_task_says_its_id_and_is_on_the_board(root) -> None:
    """With the next free id, below its ticket."""
    desk = TaskDesk(root)
    desk.open()
    told = desk.new("task", "Step 3", "TKT-001")
    assert (told.changed, told.id) == (True, "TSK-003")
    assert "TSK-003" in states(desk)


def test_an_export_never_goes_over_a_file_that_is_there(root) -> None:
    """The second has a number of its own."""
    desk = TaskDesk(root)
    desk.open()
    assert "graph.mmd" in desk.export("mermaid", "graph", "one").text
    assert "graph-2.mmd" in desk.export("mermaid", "graph", "two").text
    assert (root / "graph.mmd").read_text(encoding="utf-8") == "one"


def test_first_rows_come_early_only_where_there_are_many(root, monkeypatch) -> None:
    """A few hundred files are read at once."""
    desk = TaskDesk(root)
    assert desk.first() is None
    monkeypatch.setattr(tasks, "MANY", 3)
    monkeypatch.setattr(tasks, "FIRST", 2)
    board = desk.first()
    assert board is not None
    assert board.reading == (2, 3)
