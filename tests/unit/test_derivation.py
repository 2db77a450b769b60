"""Deriving in a repository: shown first, one change, one undo, drift settled on disk."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from spec_tui.derivation import Derivation
from spec_tui.work.change import Refused
from spec_tui.worksession import WorkSession
from tests.unit.derive.deriving import DATA

PACKAGE = ".codex-os/specs/2026-03-01-online-booking"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with a finished SPEC.md."""
    shutil.copy(DATA / "clinic-SPEC.md", tmp_path / "SPEC.md")
    shutil.copy(DATA / "clinic-stack.toml", tmp_path / "stack.toml")
    return tmp_path


def derivation(root: Path) -> Derivation:
    """Deriving as @alice on a day of March."""
    return Derivation(root, who="@alice", now=lambda: datetime(2026, 3, 1, 12).astimezone())


def made(root: Path) -> Derivation:
    """The package of the clinic on disk."""
    one = derivation(root)
    one.write(one.propose("codex", title="Online booking"))
    return one


def edited(root: Path, name: str, old: str, new: str) -> Path:
    """A file of the package after an edit by hand."""
    path = root / PACKAGE / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_a_proposal_writes_nothing(root) -> None:
    """Looking is free."""
    proposal = derivation(root).propose("codex", title="Online booking")
    assert f"+++ b/{PACKAGE}/srd.md" in proposal.diff()
    assert not (root / ".codex-os").exists()


def test_a_package_is_one_change_and_one_undo_takes_all_of_it(root) -> None:
    """Its files are valid together, and gone together."""
    made(root)
    session = WorkSession(root)
    assert [p for p in session.problems() if p.severity != "info"] == []
    session.undo()
    assert [p for p in (root / ".codex-os").rglob("*") if p.is_file()] == []


def test_a_package_without_a_name_is_called_after_day_and_project(root) -> None:
    """`<today>-<project>`."""
    assert derivation(root).propose("codex").folder == (
        ".codex-os/specs/2026-03-01-clinic-appointments"
    )


def test_an_approved_package_stays_approved_and_its_changed_regions_are_listed(root) -> None:
    """Only `updated` and the regions of the fact change."""
    one = made(root)
    edited(root, "tech-spec.md", "status: draft", "status: approved")
    spec = root / "SPEC.md"
    spec.write_text(spec.read_text("utf-8").replace("300 ms", "200 ms"), encoding="utf-8")
    proposal = one.propose("codex", "online-booking")
    assert dict(proposal.changed)[f"{PACKAGE}/tech-spec.md"] == (
        "tech-spec/observability-sre",
        "tech-spec/performance-nfrs",
    )
    one.write(proposal)
    assert "status: approved" in (root / PACKAGE / "tech-spec.md").read_text("utf-8")


def test_an_edit_pushed_back_is_the_answer_in_spec_and_no_drift(root) -> None:
    """SPEC.md says it, and so do all other places that are made of it."""
    one = made(root)
    edited(root, "tech-spec.md", "AuthN: OIDC for staff", "AuthN: OIDC for all staff")
    assert [d.region for d in one.propose("codex", "online-booking").drift] == [
        "tech-spec/security-privacy"
    ]
    one.settle("codex", "tech-spec/security-privacy", "push-back", "online-booking")
    assert "OIDC for all staff" in (root / "SPEC.md").read_text("utf-8")
    again = derivation(root).propose("codex", "online-booking")
    assert (again.texts, again.drift) == ({}, ())


def test_nested_items_stay_nested_when_an_edit_goes_back(root) -> None:
    """`only with consent` stands below its item in SPEC.md before and after."""
    one = made(root)
    edited(root, "srd.md", "- by SMS, one day before", "- by SMS, two days before")
    one.settle("codex", "srd/scope", "push-back", "online-booking")
    spec = (root / "SPEC.md").read_text("utf-8")
    assert "by SMS, two days before\n    - only with consent" in spec
    assert derivation(root).propose("codex", "online-booking").drift == ()


def test_an_assumption_that_an_edit_settles_leaves_no_drift(root) -> None:
    """The mark goes in both places."""
    one = made(root)
    edited(root, "tech-spec.md", "Availability target: 99.9 %", "Availability target: 99.5 %")
    one.settle("codex", "tech-spec/performance-nfrs", "push-back", "online-booking")
    text = (root / PACKAGE / "tech-spec.md").read_text("utf-8")
    assert "Availability target: 99.5 % per month\n" in text
    again = derivation(root).propose("codex", "online-booking")
    assert (again.texts, again.drift) == ({}, ())


def test_a_package_about_backups_is_a_package(tmp_path) -> None:
    """Its name does not make it a copy of another one."""
    shutil.copy(DATA / "backup-SPEC.md", tmp_path / "SPEC.md")
    one = derivation(tmp_path)
    one.write(one.propose("codex"))
    assert WorkSession(tmp_path).plan.items
    assert one.packages.find().name == "2026-03-01-backup"


def test_restore_and_detach_touch_that_region_alone(root) -> None:
    """Everything outside it stays to the byte."""
    one = made(root)
    before = (root / PACKAGE / "srd.md").read_text("utf-8")
    path = edited(root, "srd.md", "- NG1 Payments", "- NG1 Everything")
    one.settle("codex", "srd/non-goals", "restore", "online-booking")
    assert path.read_text("utf-8") == before
    edited(root, "srd.md", "- NG1 Payments", "- NG1 Everything")
    one.settle("codex", "srd/non-goals", "detach", "online-booking")
    after = path.read_text("utf-8")
    assert "spec-tui:detached srd/non-goals" in after
    assert "- NG1 Everything" in after
    assert one.propose("codex", "online-booking").drift == ()


def test_what_changed_meanwhile_is_not_written_over(root) -> None:
    """Between looking and writing somebody saved the file."""
    one = made(root)
    spec = root / "SPEC.md"
    spec.write_text(spec.read_text("utf-8").replace("300 ms", "200 ms"), encoding="utf-8")
    proposal = one.propose("codex", "online-booking")
    path = edited(root, "tech-spec.md", "Language: python", "Language: Python")
    with pytest.raises(Refused, match="meanwhile"):
        one.write(proposal)
    assert "300 ms" in path.read_text("utf-8")


def test_without_spec_md_nothing_is_derived(tmp_path) -> None:
    """A sentence says what to do."""
    with pytest.raises(Refused, match="spec-tui init"):
        derivation(tmp_path).propose("omoi")


def test_an_unknown_region_is_refused_with_those_that_drift(root) -> None:
    """So that the right name is one look away."""
    one = made(root)
    edited(root, "srd.md", "- NG1 Payments", "- NG1 Everything")
    with pytest.raises(Refused, match="srd/non-goals"):
        one.settle("codex", "srd/nothing", "restore", "online-booking")


def test_a_tree_is_one_change_and_one_undo_takes_all_of_it(root) -> None:
    """Specs and context files together."""
    one = derivation(root)
    done = one.write(one.propose("tree"))
    assert done.receipt.startswith("specs is derived from SPEC.md: ")
    assert "**Created**: 2026-03-01 12:00" in (root / "specs/1000/context.md").read_text("utf-8")
    again = one.propose("tree")
    assert (again.texts, again.drift) == ({}, ())
    WorkSession(root).undo()
    assert [p for p in (root / "specs").rglob("*") if p.is_file()] == []


def test_work_on_a_derived_tree_is_no_drift(root) -> None:
    """A status, a tick, a task more: deriving again finds nothing to do."""
    one = derivation(root)
    one.write(one.propose("tree"))
    session = WorkSession(root)
    session.set(session.find("1021"), "status", "in_progress")
    session.tick(session.find("1021"), 0, True)
    session.new("task", "Print the day", parent="1002")
    again = one.propose("tree")
    assert (again.texts, again.drift) == ({}, ())


def test_drift_of_a_tree_is_pushed_back_restored_or_detached(root) -> None:
    """As that of a package is."""
    one = derivation(root)
    one.write(one.propose("tree"))
    epic = root / "specs/1000/epic.md"
    before = epic.read_text("utf-8")
    epic.write_text(before.replace("- Payments", "- Payments by card"), encoding="utf-8")
    assert [d.region for d in one.propose("tree").drift] == ["1000/out-of-scope"]
    one.settle("tree", "1000/out-of-scope", "push-back")
    assert "Payments by card" in (root / "SPEC.md").read_text("utf-8")
    assert one.propose("tree").drift == ()
    task = root / "specs/1000/1002/1021.spec.md"
    whole = task.read_text("utf-8")
    task.write_text(whole.replace("Unit: ", "Alone: "), encoding="utf-8")
    one.settle("tree", "1021/scope", "restore")
    assert task.read_text("utf-8") == whole
    task.write_text(whole.replace("Unit: ", "Alone: "), encoding="utf-8")
    one.settle("tree", "1021/scope", "detach")
    assert "spec-tui:detached 1021/scope" in task.read_text("utf-8")
    assert one.propose("tree").drift == ()
