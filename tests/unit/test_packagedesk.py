"""The desk over packages: frozen pictures, sentences for every end, nothing judged twice."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from spec_tui.codex_os.dod import TICKED, Answer
from spec_tui.derivation import Proposal
from spec_tui.packagedesk import PackageDesk
from spec_tui.tasks import NOTHING_TO_UNDO

DATA = Path(__file__).parents[1] / "data"
NAME = "2025-08-23-online-booking"
BOOKING = f".codex-os/specs/{NAME}"


@pytest.fixture
def desk(tmp_path: Path) -> PackageDesk:
    """A desk over one package whose gate passes."""
    shutil.copytree(DATA / "packages" / "filled", tmp_path, dirs_exist_ok=True)
    return PackageDesk(tmp_path, who=lambda: "@maria")


def test_new_package_from_the_spec_is_shown_with_the_file_its_headers_link_to(
    tmp_path: Path,
) -> None:
    """Without a package, building makes three files and decisions.md; all links lead somewhere."""
    for name in ("SPEC.md", "stack.toml"):
        shutil.copyfile(DATA / "screens" / name, tmp_path / name)
    desk = PackageDesk(tmp_path, who=lambda: "@maria")
    proposal = desk.proposal("")
    assert isinstance(proposal, Proposal)
    assert ".codex-os/product/decisions.md" in proposal.new
    assert "+# Decisions" in proposal.diff()
    assert not (tmp_path / ".codex-os").exists()
    assert desk.build(proposal).changed
    (book,) = desk.shelf()
    opened = desk.opened(book.package.name)
    assert opened is not None
    assert all(link.leads_to for link in opened.links)


def test_without_a_spec_the_proposal_is_a_sentence(desk: PackageDesk) -> None:
    """What cannot be built is said; nothing is written."""
    said = desk.proposal(NAME)
    assert isinstance(said, str)
    assert "no SPEC.md" in said


def test_gate_is_judged_again_only_where_the_texts_changed(desk: PackageDesk) -> None:
    """A package that is as it was keeps its gate; one that changed gets another."""
    (first,) = desk.shelf()
    assert desk.shelf()[0].gate is first.gate
    assert not desk.stale()
    tech = desk.root / BOOKING / "tech-spec.md"
    tech.write_text(tech.read_text(encoding="utf-8").replace("99.9 %", "high"), encoding="utf-8")
    assert desk.stale()
    (again,) = desk.shelf()
    assert again.gate is not first.gate
    assert [item.id for item in again.gate.failing] == ["nfr"]


def test_refusal_to_approve_names_the_roles_too(desk: PackageDesk) -> None:
    """Items that fail and roles that have not signed stand in one sentence."""
    tech = desk.root / BOOKING / "tech-spec.md"
    tech.write_text(tech.read_text(encoding="utf-8").replace("99.9 %", "high"), encoding="utf-8")
    told = desk.approve(NAME, "@maria")
    assert not told.changed
    assert "2 nfr" in told.text
    assert "Still to sign: product, tech lead, security, data, QA." in told.text


def test_finished_task_keeps_the_pull_request_with_its_answers(desk: PackageDesk) -> None:
    """The text to copy holds what was answered when the task was finished here."""
    sheet = desk.task(NAME, "ID-001")
    assert sheet is not None
    given = tuple(
        Answer(check.number, check.number != 4, "" if check.number != 4 else "no API")
        for check in sheet.next.checklist
        if check.number != TICKED
    )
    assert desk.finish(NAME, "ID-001", given, "Two tables", "#12", "").changed
    after = desk.task(NAME, "ID-001")
    assert after is not None
    assert "not here: no API" in after.pull_request.body
    assert "implement ID-001 — Two tables" in after.message
    assert desk.undo().changed
    again = desk.task(NAME, "ID-001")
    assert again is not None
    assert "not here: no API" not in again.pull_request.body


def test_nothing_to_undo_is_a_sentence(desk: PackageDesk) -> None:
    """An empty journal is no error."""
    told = desk.undo()
    assert (told.changed, told.text) == (False, NOTHING_TO_UNDO)
    assert desk.opened("2020-01-01-gone") is None
    assert desk.task(NAME, "ID-099") is None
