"""Packages of one repository: each change is one transaction and touches what it names."""

from __future__ import annotations

import difflib
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from spec_tui.codex_os.package import DECISIONS
from spec_tui.packages import PackageSession
from spec_tui.work.change import Refused
from spec_tui.work.editing import Unknown
from spec_tui.worksession import WorkSession
from spec_tui.workspace.edits import Edits
from tests.unit.codex_os.filled import FOLDER, NAME, PACKAGES

NOON = datetime(2026, 3, 1, 12, 0)


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A repository with the package in which every item passes."""
    root = tmp_path / "repo"
    shutil.copytree(PACKAGES / "filled", root)
    return root


@pytest.fixture
def session(repo: Path) -> PackageSession:
    """A session over it at noon of a day."""
    return PackageSession(repo, who="@maria", now=lambda: NOON)


def _texts(root: Path) -> dict[str, str]:
    return {
        str(path.relative_to(root)): path.read_text()
        for path in sorted((root / ".codex-os").rglob("*"))
        if path.is_file()
    }


def _diff(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The changed lines of all files, without their context."""
    found = []
    for path in sorted({*before, *after}):
        old, new = before.get(path, "").splitlines(), after.get(path, "").splitlines()
        lines = difflib.unified_diff(old, new, n=0, lineterm="")
        name = path.rpartition("/")[2]
        found += [f"{name} {line}" for line in list(lines)[2:] if not line.startswith("@@")]
    return found


def _break(root: Path, path: str, old: str, new: str) -> None:
    file = root / FOLDER / path
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))


UPDATED = ["tech-spec.md -updated: 2025-08-23", "tech-spec.md +updated: 2026-03-01"]


def test_a_waiver_adds_its_table_above_nothing_else(repo: Path, session: PackageSession) -> None:
    """The first waiver of a file brings the heading; the last lines are all that is new."""
    _break(repo, "tech-spec.md", "- Code owners: @tom for booking/, in CODEOWNERS\n", "")
    before = _texts(repo)
    session.waive("", "7", "one person owns all of it", "@tom")
    assert _diff(before, _texts(repo)) == [
        *UPDATED,
        "tech-spec.md +",
        "tech-spec.md +## Waivers",
        "tech-spec.md +",
        "tech-spec.md +| Item | Reason | Who | Date |",
        "tech-spec.md +|---|---|---|---|",
        "tech-spec.md +| operations | one person owns all of it | @tom | 2026-03-01 |",
    ]
    assert session.gate(session.find()).words == "10 of 11 pass, 1 waived"


def test_a_further_sign_off_is_one_line(repo: Path, session: PackageSession) -> None:
    """Readable Markdown, edited by the row; waivers stand above the sign-off."""
    session.sign_off("", "product", "@maria")
    _break(repo, "tech-spec.md", "- Metrics: bookings, errors and latency by route\n", "")
    session.waive("", "observability", "counted by the platform", "@tom")
    before = _texts(repo)
    session.sign_off("", "QA", "@sam", "not needed")
    assert _diff(before, _texts(repo)) == ["tech-spec.md +| QA | @sam | 2026-03-01 | not needed |"]
    text = (repo / FOLDER / "tech-spec.md").read_text()
    assert text.index("## Waivers") < text.index("## Sign-off")
    states = {one.role: one.state for one in session.sign_offs(session.find())}
    assert (states["product"], states["QA"], states["data"]) == ("signed", "not needed", "open")


def test_the_last_word_of_a_role_counts_and_the_first_one_stays(session: PackageSession) -> None:
    """Nothing that was signed is overwritten."""
    session.sign_off("", "security", "@eve", "rejected: no rate limit")
    assert "sign-off of security (rejected by @eve)" in session.approve("", "@tom").open
    session.sign_off("", "security", "@eve", "approved with a rate limit of 3 holds")
    found = session.find()
    last = next(one for one in session.sign_offs(found) if one.role == "security")
    assert last.state == "signed"
    assert "rejected: no rate limit" in found.tech.text


def test_approving_changes_the_status_of_all_three_files_and_says_what_is_open(
    repo: Path, session: PackageSession
) -> None:
    """One line of status each, the date, and one line about the approval."""
    for role in ("product", "tech lead", "data", "QA"):
        session.sign_off("", role, "@maria")
    before = _texts(repo)
    done = session.approve("", "@tom")
    assert done.open == ("sign-off of security",)
    assert _diff(before, _texts(repo)) == [
        "srd.md -status: draft",
        "srd.md -updated: 2025-08-23",
        "srd.md +status: approved",
        "srd.md +updated: 2026-03-01",
        "tasks.md -status: draft",
        "tasks.md -updated: 2025-08-23",
        "tasks.md +status: approved",
        "tasks.md +updated: 2026-03-01",
        "tech-spec.md -status: draft",
        "tech-spec.md +status: approved",
        "tech-spec.md +",
        "tech-spec.md +- Approved by @tom, 2026-03-01; open: sign-off of security",
    ]


def test_approving_is_one_transaction(
    repo: Path, session: PackageSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All files go to the disk in one commit, and one undo takes all of them back."""
    commits: list[list[str]] = []
    commit = Edits.commit_texts

    def watched(self: Edits, base: Any, texts: Any, what: str) -> Any:
        commits.append(sorted(path.rpartition("/")[2] for path in texts))
        return commit(self, base, texts, what)

    monkeypatch.setattr(Edits, "commit_texts", watched)
    before = _texts(repo)
    session.approve("", "@tom")
    assert commits == [["srd.md", "tasks.md", "tech-spec.md"]]
    approved = _texts(repo)
    session.undo()
    assert _texts(repo) == before
    session.redo()
    assert _texts(repo) == approved


def test_undo_of_the_plans_takes_a_waiver_back(repo: Path, session: PackageSession) -> None:
    """There is one journal, whoever made the change."""
    before = _texts(repo)
    session.sign_off("", "product", "@maria")
    done = WorkSession(repo, now=lambda: NOON).undo()
    assert done is not None
    assert done.receipt == f"Taken back: product of {NAME} is signed by @maria: approved."
    assert _texts(repo) == before


def test_a_failing_item_holds_approval_back_and_is_named(
    repo: Path, session: PackageSession
) -> None:
    """Not a byte changes."""
    _break(repo, "tech-spec.md", "P95 300 ms at 50 searches per second", "fast")
    before = _texts(repo)
    with pytest.raises(Refused, match="1 item of the gate fails: 2 nfr"):
        session.approve("", "@tom")
    assert _texts(repo) == before


def test_all_items_waived_do_not_approve_a_package_without_tasks(
    repo: Path, session: PackageSession
) -> None:
    """Three files are approved together, or none."""
    (repo / FOLDER / "tasks.md").unlink()
    for item in ("criteria", "estimates"):
        session.waive("", item, "not planned yet", "@tom")
    with pytest.raises(Refused, match=r"without tasks\.md"):
        session.approve("", "@tom")


@pytest.mark.parametrize("reason", ["", "   ", "-", "—"])
def test_a_waiver_without_a_reason_is_refused(
    repo: Path, session: PackageSession, reason: str
) -> None:
    """A dash is no reason."""
    _break(repo, "tech-spec.md", "P95 300 ms at 50 searches per second", "fast")
    with pytest.raises(Refused, match="needs a reason"):
        session.waive("", "nfr", reason, "@tom")


def test_a_row_of_waivers_without_reason_or_name_waives_nothing(
    repo: Path, session: PackageSession
) -> None:
    """Whoever types the table by hand cannot leave that out either."""
    _break(repo, "tech-spec.md", "P95 300 ms at 50 searches per second", "fast")
    head = "\n## Waivers\n\n| Item | Reason | Who | Date |\n|---|---|---|---|\n"
    with (repo / FOLDER / "tech-spec.md").open("a") as file:
        file.write(head + "| nfr | | @tom | 2026-03-01 |\n| nfr | why not | | 2026-03-01 |\n")
    assert [one.id for one in session.gate(session.find()).failing] == ["nfr"]


def test_what_passes_or_is_waived_already_is_not_waived(
    repo: Path, session: PackageSession
) -> None:
    """A second waiver would hide who gave the first."""
    with pytest.raises(Refused, match="passes"):
        session.waive("", "goals", "in a hurry", "@tom")
    _break(repo, "tech-spec.md", "P95 300 ms at 50 searches per second", "fast")
    session.waive("", "nfr", "a prototype", "@tom")
    with pytest.raises(Refused, match=r"is waived by @tom, 2026-03-01: a prototype"):
        session.waive("", "2", "again", "@maria")


def test_unknown_items_roles_and_packages_are_told_what_there_is(session: PackageSession) -> None:
    """All three end with exit code 2 on the command line."""
    with pytest.raises(Unknown, match="goals, nfr, data"):
        session.waive("", "12", "x", "@tom")
    with pytest.raises(Unknown, match="product, tech lead, security, data, QA"):
        session.sign_off("", "boss", "@tom")
    with pytest.raises(Unknown, match=f"Did you mean {NAME}"):
        session.approve("online-bookings", "@tom")


def test_a_fence_that_never_closes_is_not_written_into(repo: Path, session: PackageSession) -> None:
    """A sign-off inside code would be lost to every reader."""
    with (repo / FOLDER / "tech-spec.md").open("a") as file:
        file.write("\n```\ncode\n")
    before = _texts(repo)
    with pytest.raises(Refused, match=r"tech-spec\.md:\d+: this code fence never closes"):
        session.sign_off("", "product", "@maria")
    assert _texts(repo) == before


def test_what_somebody_wrote_meanwhile_elsewhere_in_the_file_stays(
    repo: Path, session: PackageSession
) -> None:
    """Between reading and writing another editor saved."""
    path = f"{FOLDER}/tech-spec.md"
    text = session.text(path)
    _break(repo, "tech-spec.md", "## Components", "## Components\n- Mail: sends reminders")
    session.commit({path: text + "\nA last line.\n"}, "A line.")
    after = (repo / path).read_text()
    assert "- Mail: sends reminders" in after
    assert after.endswith("\nA last line.\n")


def test_a_decision_of_the_sign_off_becomes_an_adr_in_the_same_change(
    repo: Path, session: PackageSession
) -> None:
    """Open in the Definition of Done until decisions.md holds it."""
    session.sign_off("", "tech lead", "@tom", "Keep slots in PostgreSQL")
    line = next(one for one in session.done_lines(session.find()) if one.id == "decisions")
    assert not line.ok
    session.undo()
    session.sign_off("", "tech lead", "@tom", "Keep slots in PostgreSQL", adr=True)
    assert "## ADR-001: Keep slots in PostgreSQL (2026-03-01)" in (repo / DECISIONS).read_text()
    line = next(one for one in session.done_lines(session.find()) if one.id == "decisions")
    assert line.ok
    session.sign_off("", "tech lead", "@tom", "Keep them for ten years", adr=True)
    with pytest.raises(Refused, match="is recorded in"):
        session.sign_off("", "tech lead", "@tom", "Keep them for ten years", adr=True)
    session.undo()
    session.undo()
    assert (repo / DECISIONS).read_text() == "# Decisions\n"


def test_the_definition_of_done_names_what_is_open_with_its_line(
    repo: Path, session: PackageSession
) -> None:
    """Placeholders, dead links, a missing backup, tasks out of order."""
    assert all(line.ok for line in session.done_lines(session.find()))
    _break(repo, "srd.md", '"@maria", "@tom"', '"@maria"')
    _break(repo, "srd.md", "  prd: ./srd.md", "  prd: ../prd.md")
    _break(repo, "srd.md", "- G1 Half of all visits are booked online", "- G1 <the first goal>")
    _break(repo, "tech-spec.md", "one JSON line per request to stdout", "_(not in SPEC.md: Logs)_")
    _break(repo, "tasks.md", "   - Depends on: none", "   - Depends on: ID-002, ID-009")
    _break(repo, "tasks.md", "Est: M", "Est: L")
    open_ = {one.id: one.reason for one in session.done_lines(session.find()) if not one.ok}
    assert open_ == {
        "files": "srd.md:21 is still a placeholder; tech-spec.md:35 is still a placeholder",
        "gate": "5 Logs, metrics, traces, alerts",
        "links": "srd.md:9 prd leads nowhere",
        "owners": "there is no backup: the second of owners",
        "ready": "ID-001 stands before ID-002, on which it waits; "
        "ID-001 waits on ID-009, which is no task; "
        "ID-002 (L) is more than a day and may be no small pull request",
    }


def test_the_srd_above_the_folder_is_the_one_beside_the_file(
    repo: Path, session: PackageSession
) -> None:
    """`prd: ../srd.md` of seed 000 is found by its name (formats.md 40)."""
    _break(repo, "tasks.md", "  prd: ./srd.md", "  prd: ../srd.md")
    assert all(line.ok for line in session.done_lines(session.find()))


def test_links_of_headers_are_followed_from_the_file_and_inside_the_repository(
    repo: Path, session: PackageSession
) -> None:
    """What leads out of it, or to nothing, leads nowhere (safety.md S1)."""
    _break(repo, "srd.md", "  prd: ./srd.md", "  prd: ../../../../../etc/passwd\n  empty:")
    found = {(one.path.rpartition("/")[2], one.name): one for one in session.links(session.find())}
    assert found["srd.md", "prd"].leads_to == ""
    assert found["srd.md", "empty"].leads_to == ""
    assert found["tasks.md", "prd"].leads_to == f"{FOLDER}/srd.md"
    link = found["tasks.md", "decisions"]
    assert (link.line, link.leads_to) == (9, DECISIONS)


def test_a_change_on_disk_is_noticed_without_reading(repo: Path, session: PackageSession) -> None:
    """Names and times tell; reading again settles it."""
    session.packages()
    assert not session.stale()
    (repo / FOLDER / "plan.md").write_text("## Order\n")
    assert session.stale()
    assert session.find().plan.exists
    assert not session.stale()


def test_a_new_package_is_undone_without_a_trace(tmp_path: Path) -> None:
    """The folder of decisions goes, too, if it was made for it."""
    session = PackageSession(tmp_path, who="@maria", now=lambda: NOON)
    done = session.create("User Profiles", owners=("@maria",))
    assert done.id == "2026-03-01-user-profiles"
    assert session.find().title == "User Profiles"
    assert session.create("User Profiles").id == "2026-03-01-user-profiles-2"
    session.undo()
    session.undo()
    assert session.packages() == ()
    assert _texts(tmp_path) == {}
    assert session.create("User Profiles").id == "2026-03-01-user-profiles"


def test_guidance_is_looked_up_in_the_project_first(
    tmp_path: Path, home: Path, session: PackageSession
) -> None:
    """Then in the home folder (seed 000: source of truth order)."""
    common = home / ".codex-os/product"
    common.mkdir(parents=True, exist_ok=True)
    (common / "stack.md").write_text("common stack")
    (common / "decisions.md").write_text("common decisions")
    try:
        assert session.guide("product/stack.md") == "common stack"
        assert session.guide("product/decisions.md") == "# Decisions\n"
        assert session.guide("product/mission.md") == ""
    finally:
        shutil.rmtree(home / ".codex-os")


def test_agents_md_gets_its_paragraph_once_and_keeps_its_newlines(
    repo: Path, session: PackageSession
) -> None:
    """Only on request; what stands there stays."""
    path = repo / "AGENTS.md"
    path.write_bytes(b"# Rules\r\n\r\nBe kind.")
    assert not session.agents_point()
    session.point_agents()
    text = path.read_bytes()
    assert text.startswith(b"# Rules\r\n\r\nBe kind.\r\n\r\n## Specs\r\n")
    assert session.agents_point()
    assert session.point_agents().paths == ()
    session.undo()
    assert path.read_bytes() == b"# Rules\r\n\r\nBe kind."
