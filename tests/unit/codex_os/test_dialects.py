"""Packages in other dialects open, are listed and judged, and nothing of them is rewritten."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from spec_tui.packages import PackageSession
from spec_tui.work.editing import Ambiguous, Unknown
from tests.unit.codex_os.filled import PACKAGES

BILLING = "2024-03-01-invoice-export"
SEARCH = "2024-04-02-search"


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """The dialects in a repository of their own; one more package is not even text."""
    root = tmp_path / "repo"
    shutil.copytree(PACKAGES / "dialects", root)
    torn = root / ".codex-os/specs/2024-06-04-torn"
    torn.mkdir()
    (torn / "srd.md").write_bytes(b"## Goals\n\xff\xfe\n")
    return root


@pytest.fixture
def session(repo: Path) -> PackageSession:
    """A session over them on a fixed day."""
    return PackageSession(repo, who="@maria", now=lambda: datetime(2024, 7, 1, 9, 0))


def _bytes(root: Path) -> dict[str, bytes]:
    folder = root / ".codex-os"
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _as_crlf_with_bom(root: Path) -> None:
    for path in (root / ".codex-os/specs" / SEARCH).iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))


def test_every_package_is_listed_the_newest_first(session: PackageSession) -> None:
    """Half-made and unreadable ones are among them."""
    assert [one.name for one in session.packages()] == [
        "2024-06-04-torn",
        "2024-05-03-half-made",
        SEARCH,
        BILLING,
    ]


def test_a_file_that_is_no_text_is_named_with_its_place(session: PackageSession) -> None:
    """The package opens; its gate fails, nothing breaks."""
    torn = session.find("torn")
    assert "srd.md" in torn.troubles[0]
    assert ":2" in torn.troubles[0] or "line 2" in torn.troubles[0]
    assert session.gate(torn).count("fail") == 11


def test_a_package_without_headers_takes_title_status_and_date_from_what_it_says(
    session: PackageSession,
) -> None:
    """Bold lines below an H1 are read as they are."""
    found = session.find("invoice-export")
    assert (found.title, found.status, found.spec_id, found.owners) == (
        "Invoice export",
        "draft",
        "20240301-invoice-export",
        ("@dora",),
    )


def test_sections_are_found_by_what_they_are_called_there(session: PackageSession) -> None:
    """`Problem Statement`, `What we will not do`, `Database Schema`, numbered or not."""
    found = session.find(BILLING)
    named = {one.title: one.name for document in found.documents for one in document.sections}
    assert named["1. Problem Statement"] == "summary"
    assert named["4. What we will not do"] == "non-goals"
    assert named["Database Schema"] == "data model"
    assert "Waivers: this is no heading" not in named


def test_the_gate_reads_their_tables_sentences_and_tasks(session: PackageSession) -> None:
    """What is not said at all in this dialect fails, everything else passes."""
    failing = [one.id for one in session.gate(session.find(BILLING)).failing]
    assert failing == ["tests", "operations"]


def test_waivers_and_approvals_of_other_columns_are_read(session: PackageSession) -> None:
    """`#`, `Why`, `By`, `When`; `Approvals` with `Name` and `Status`."""
    found = session.find(SEARCH)
    waived = session.gate(found).item("dependencies")
    assert waived is not None
    assert waived.reason == "waived by @alice, 2024-04-03: one team owns all of it"
    states = {one.role: one.state for one in session.sign_offs(found)}
    assert states == {
        "product": "signed",
        "tech lead": "open",
        "security": "open",
        "data": "open",
        "QA": "open",
    }


def test_files_that_differ_in_status_count_as_the_one_furthest_back(
    session: PackageSession,
) -> None:
    """Two drafts and a review are a draft."""
    assert session.find(SEARCH).status == "draft"


def test_reading_listing_and_judging_change_no_byte(repo: Path, session: PackageSession) -> None:
    """With BOM and CR LF, and bare handles in the header."""
    _as_crlf_with_bom(repo)
    before = _bytes(repo)
    for package in session.packages():
        session.done_lines(package)
    assert session.find("search").owners == ("@alice", "@bob")
    assert _bytes(repo) == before
    assert not (repo / ".spec-tui").exists()


def test_a_waiver_is_one_row_in_the_columns_and_newlines_of_the_file(
    repo: Path, session: PackageSession
) -> None:
    """Header, BOM and the rows that stand there keep their bytes; `updated` is set."""
    _as_crlf_with_bom(repo)
    path = repo / ".codex-os/specs" / SEARCH / "tech-spec.md"
    before = path.read_bytes()
    session.waive("search", "nfr", "a | in a reason", "@bob")
    row = b"| 11 | one team owns all of it | @alice | 2024-04-03 | OPS-7 |\r\n"
    new = row + b"| nfr | a \\| in a reason | @bob | 2024-07-01 |  |\r\n"
    assert path.read_bytes() == before.replace(row, new).replace(
        b"updated: 2024-04-02", b"updated: 2024-07-01"
    )
    assert session.gate(session.find("search")).count("waived") == 2


def test_approving_keeps_the_form_in_which_each_file_says_its_status(
    repo: Path, session: PackageSession
) -> None:
    """A bold line stays a bold line; files that say nothing get a header of two lines."""
    for item in ("tests", "operations"):
        session.waive(BILLING, item, "agreed with the auditors", "@dora")
    folder = repo / ".codex-os/specs" / BILLING
    before = {path.name: path.read_text() for path in folder.iterdir()}
    session.approve(BILLING, "@dora")
    after = {path.name: path.read_text() for path in folder.iterdir()}
    head = "---\nstatus: approved\nupdated: 2024-07-01\n---\n\n"
    assert after["srd.md"] == before["srd.md"].replace(
        "**Status**: Draft", "**Status**: Approved"
    ).replace("**Last updated**: 2024-03-01", "**Last updated**: 2024-07-01")
    assert after["tasks.md"] == head + before["tasks.md"]
    assert after["tech-spec.md"].startswith(head + before["tech-spec.md"].rstrip("\n"))
    assert session.find(BILLING).approved


@pytest.mark.parametrize(
    "name",
    [
        SEARCH,
        "20240402-search",
        "search",
        "SEARCH",
        f".codex-os/specs/{SEARCH}/",
        f"./.codex-os/specs/{SEARCH}",
    ],
)
def test_folder_spec_id_title_and_path_name_a_package(session: PackageSession, name: str) -> None:
    """Ids and folders resolve alike (formats.md 39)."""
    assert session.find(name).name == SEARCH


def test_a_name_of_none_and_a_name_of_several_are_told_apart(
    repo: Path, session: PackageSession
) -> None:
    """A near name is offered; several are listed."""
    with pytest.raises(Unknown, match=f"Did you mean {SEARCH}"):
        session.find("serch")
    shutil.copytree(repo / ".codex-os/specs" / SEARCH, repo / ".codex-os/specs/2024-09-09-search")
    with pytest.raises(Ambiguous, match="2024-09-09-search, 2024-04-02-search"):
        session.find("search")
