"""The plans of a repository, read again after every change."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from spec_tui.work.change import Refused
from spec_tui.worksession import WorkSession
from spec_tui.workspace.index import FileIndex
from tests.unit.work.plans import task, ticket


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two tickets and two tasks."""
    for path, text in (ticket(1), ticket(2), task(1), task(2, waits=[1])):
        target = tmp_path / "repo" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    return tmp_path / "repo"


def opened(root: Path) -> WorkSession:
    """A session at noon."""
    index = FileIndex(root, 1, folder=root.parent / "cache")
    return WorkSession(root, index=index, now=lambda: datetime(2026, 3, 1, 12).astimezone())


def test_a_change_shows_in_the_plan_and_on_disk(root: Path) -> None:
    """What is shown is what is on disk."""
    session = opened(root)
    done = session.set(session.find("TSK-001"), "status", "done")
    assert done.receipt == "TSK-001 is done."
    assert [item.ref for item in session.plan.ready()] == ["TSK-002"]
    assert opened(root).find("TSK-001").status == "done"


def test_nothing_is_written_where_nothing_changes(root: Path) -> None:
    """No file, no journal."""
    session = opened(root)
    assert session.set(session.find("TSK-001"), "status", "pending").paths == ()
    assert not (root / ".spec-tui").exists()


def test_a_change_from_elsewhere_is_noticed(root: Path) -> None:
    """First by name and time, then in the plan."""
    session = opened(root)
    assert (session.stale(), session.refresh()) == (False, False)
    path, text = task(1, status="done")
    (root / path).write_text(text)
    assert session.stale()
    assert session.refresh()
    assert not session.stale()
    assert session.find("TSK-001").status == "done"


def test_a_title_changes_its_heading_and_the_list_of_its_ticket(root: Path) -> None:
    """One change, one undo."""
    path, text = ticket(1)
    (root / path).write_text(text + "\n## Tasks\n\n- TSK-001: Task 1\n- TSK-002: Another\n")
    session = opened(root)
    done = session.set(session.find("TSK-001"), "title", "Tables")
    assert set(done.paths) == {".omoi_os/tasks/TSK-001.md", path}
    assert "- TSK-001: Tables\n- TSK-002: Another\n" in (root / path).read_text()
    assert "# TSK-001: Tables" in (root / ".omoi_os/tasks/TSK-001.md").read_text()
    session.undo()
    assert session.find("TSK-001").title == "Task 1"
    assert "- TSK-001: Task 1\n" in (root / path).read_text()


def test_a_criterion_is_ticked(root: Path) -> None:
    """And counted."""
    path, text = task(1)
    (root / path).write_text(text + "\n## Acceptance Criteria\n\n- [ ] a\n- [ ] b\n")
    session = opened(root)
    done = session.tick(session.find("TSK-001"), 1, True)
    assert done.receipt == "TSK-001: 1 of 2 criteria are met."
    assert "- [ ] a\n- [x] b\n" in (root / path).read_text()
    with pytest.raises(Refused):
        session.tick(session.find("TSK-001"), 2, True)


def test_a_circle_is_refused_and_nothing_is_written(root: Path) -> None:
    """TSK-002 waits on TSK-001 already."""
    session = opened(root)
    before = (root / ".omoi_os/tasks/TSK-001.md").read_bytes()
    with pytest.raises(Refused, match="circle"):
        session.set(session.find("TSK-001"), "depends_on+", "TSK-002")
    assert (root / ".omoi_os/tasks/TSK-001.md").read_bytes() == before


def test_an_unknown_dependency_can_be_taken_out(root: Path) -> None:
    """Though no item has its id."""
    path, text = task(2, waits=[99])
    (root / path).write_text(text)
    session = opened(root)
    session.set(session.find("TSK-002"), "depends_on-", "TSK-099")
    assert session.find("TSK-002").depends_on == ()


def test_what_a_killed_change_had_acknowledged_is_written_at_the_next_start(root: Path) -> None:
    """The journal is ahead of the files."""
    session = opened(root)
    path = root / ".omoi_os/tasks/TSK-001.md"
    before = path.read_text()
    session.set(session.find("TSK-001"), "status", "done")
    journal = root / ".spec-tui" / "work.jsonl"
    journal.write_text(journal.read_text().splitlines(keepends=True)[0])
    path.write_text(before)
    assert opened(root).find("TSK-001").status == "done"


def test_plans_need_no_user_interface() -> None:
    """Neither textual nor rich nor click comes along, nor a library that is slow to import."""
    code = (
        "import sys, spec_tui.worksession, spec_tui.work.validate, spec_tui.work.editing\n"
        "import spec_tui.work.fixing, spec_tui.work.create, spec_tui.work.traceability\n"
        "heavy = {'textual', 'rich', 'click', 'networkx', 'pydantic', 'markdown_it'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"
