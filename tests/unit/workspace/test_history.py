"""What can be taken back and put back: unlimited, across restarts, a new change clears redo."""

from __future__ import annotations

from pathlib import Path

from spec_tui.workspace.history import stacks
from spec_tui.workspace.store import Workspace
from tests.unit.workspace.test_store import refuse, write


def change(space: Workspace, text: str, kind: str = "answer", of: int | None = None) -> int:
    """Commit a text as a change, an undo or a redo; returns its number."""
    base = {"SPEC.md": space.read("SPEC.md")}
    entry = {"kind": kind} | ({} if of is None else {"of": of})
    return space.commit(base, {"SPEC.md": text}, entry, refuse).id


def top(space: Workspace) -> tuple[int | None, int | None]:
    """Numbers of what can be taken back and put back."""
    undo, redo = space.undoable(), space.redoable()
    return undo and undo["id"], redo and redo["id"]


def test_nothing_to_take_back_at_first(space: Workspace) -> None:
    """An empty journal."""
    assert top(space) == (None, None)


def test_undo_and_redo_walk_back_and_forth(space: Workspace, root: Path) -> None:
    """Also for a process that starts later."""
    first, second = change(space, "1"), change(space, "2")
    assert top(space) == (second, None)
    change(space, "1", "undo", second)
    assert top(space) == (first, second)
    change(space, "", "undo", first)
    assert top(Workspace(root)) == (None, first)
    change(space, "1", "redo", first)
    assert top(space) == (first, second)


def test_new_change_clears_redo(space: Workspace) -> None:
    """What was taken back before it cannot come back."""
    first, second = change(space, "1"), change(space, "2")
    change(space, "1", "undo", second)
    third = change(space, "3")
    assert top(space) == (third, None)
    change(space, "1", "undo", third)
    assert top(space) == (first, third)


def test_undo_without_a_number_means_the_last_change(space: Workspace) -> None:
    """`of` may be left out."""
    first, second = change(space, "1"), change(space, "2")
    change(space, "1", "undo")
    assert top(space) == (first, second)


def test_event_without_a_file_is_no_change(space: Workspace) -> None:
    """Skipping a question neither fills undo nor clears redo."""
    first = change(space, "1")
    change(space, "", "undo", first)
    space.commit({}, {}, {"kind": "skip"}, refuse)
    assert top(space) == (None, first)


def test_conflict_and_kept_answers_cannot_be_taken_back(space: Workspace, root: Path) -> None:
    """Only what stands in the files counts."""
    first = change(space, "1")
    base = {"SPEC.md": space.read("SPEC.md")}
    (root / "SPEC.md").write_text("theirs")
    space.commit(base, {"SPEC.md": "2"}, {"kind": "answer"}, refuse)
    assert top(space) == (first, None)
    (root / "SPEC.md").chmod(0o444)
    assert write(space, "3").kept
    assert top(space) == (first, None)


def test_a_thousand_changes_can_all_be_taken_back() -> None:
    """There is no limit."""
    events = [
        {"id": n, "kind": "answer", "state": "committed", "files": {"SPEC.md": {}}}
        for n in range(1000)
    ]
    undos = [
        {"id": 1000 + n, "kind": "undo", "of": 999 - n, "state": "committed", "files": {}}
        for n in range(1000)
    ]
    done, undone = stacks([*events, *undos])
    assert (len(done), len(undone), undone[-1]["id"]) == (0, 1000, 0)
