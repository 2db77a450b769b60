"""`links`, `move`, `rename` and `migrate`, over real files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Ran

Run = Callable[..., Ran]
FEATURE, OTHER = "specs/1000/1001", "specs/1000/1002"
TREE = {
    "README.md": f"See [mount]({FEATURE}/1011.spec.md).\n",
    "specs/1000/epic.md": (
        "# 1000: Base\n\n## Features\n\n- [[1001/spec|Storage]]\n- [[1002/spec|Backup]]\n"
    ),
    f"{FEATURE}/spec.md": (
        "# 1001: Storage\n\n**Parent**: [[../epic|Base]]\n\n## Tasks\n\n- [[1011.spec|Mount]]\n"
    ),
    f"{FEATURE}/1011.spec.md": "# 1011: Mount\n\n**Parent**: [[spec|Storage]]\n",
    f"{OTHER}/spec.md": "# 1002: Backup\n\n**Parent**: [[../epic|Base]]\n",
}
OLD = {
    "specs/1000-epic-base/1000-epic-base.spec.md": (
        "# 1000: Base\n\n- [[../1001-feature-storage/1001-feature-storage.spec|Storage]]\n"
    ),
    "specs/1001-feature-storage/1001-feature-storage.spec.md": (
        "# 1001: Storage\n\n**Parent**: [[../1000-epic-base/1000-epic-base.spec|Base]]  \n"
        "**Status**: completed\n"
    ),
}


def put(root: Path, texts: dict[str, str]) -> None:
    """Write files."""
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def tree_of(root: Path) -> dict[str, str]:
    """The texts of the files below a folder."""
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in root.rglob("*.md")
        if ".spec-tui" not in path.parts
    }


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "repo"
    root.mkdir()
    monkeypatch.chdir(root)
    return root


def test_links_of_a_clean_tree_are_all_right(run: Run, repo: Path) -> None:
    put(repo, TREE)

    ran = run("links")

    assert (ran.code, ran.out) == (0, "6 links in 4 files: all lead somewhere, and back.\n")


def test_links_names_what_is_dead_ambiguous_and_one_way(run: Run, repo: Path) -> None:
    put(repo, TREE)
    put(repo, {"specs/notes.md": "[[gone]] [[spec]] `[[ -d x ]]` [[../../x]]\n"})
    put(repo, {f"{OTHER}/spec.md": "# 1002: Backup\n"})

    ran = run("links")

    assert ran.code == 1
    assert ran.out.splitlines() == [
        "specs/notes.md:1:1: dead: gone leads to no file.",
        f"specs/notes.md:1:10: ambiguous: spec could be {FEATURE}/spec.md, {OTHER}/spec.md.",
        "specs/notes.md:1:32: outside: ../../x leads out of the repository.",
        f"{OTHER}/spec.md: one way: lacks a link to specs/1000/epic.md (parent).",
        "8 links in 5 files: 1 dead, 1 ambiguous, 1 outside the repository, 1 one way. "
        "--fix adds the missing direction.",
    ]


def test_links_fix_adds_the_missing_direction_and_undo_takes_it_back(run: Run, repo: Path) -> None:
    put(repo, {**TREE, f"{OTHER}/spec.md": "# 1002: Backup\n\nWords.\n"})
    before = tree_of(repo)

    ran = run("links", "--fix")

    assert (ran.code, ran.err) == (0, "1 link added.\n")
    text = (repo / OTHER / "spec.md").read_text()
    assert text == "# 1002: Backup\n\n**Parent**: [[../epic|Base]]\n\nWords.\n"
    assert run("undo").code == 0
    assert tree_of(repo) == before


def test_links_of_one_file_or_spec_lead_both_ways(run: Run, repo: Path) -> None:
    put(repo, TREE)

    found = json.loads(run("links", "1011", "--json").out)

    assert found["path"] == f"{FEATURE}/1011.spec.md"
    assert [one["to"] for one in found["out"]] == [f"{FEATURE}/spec.md"]
    assert [one["path"] for one in found["back"]] == ["README.md", f"{FEATURE}/spec.md"]
    assert run("links", f"{FEATURE}/1011.spec.md").out.startswith(f"{FEATURE}/1011.spec.md\n")
    assert run("links", "../elsewhere").code == 2
    put(repo, {".omoi_os/docs/prd-x.md": "[spec](../../specs/1000/epic.md)\n"})
    assert run("links", ".omoi_os/docs/prd-x.md").out.splitlines()[-1] == "  1: specs/1000/epic.md"


def test_validate_tells_of_links_and_a_clean_tree_is_clean(run: Run, repo: Path) -> None:
    put(repo, TREE)
    assert run("validate", "--strict").code == 0

    put(repo, {"specs/notes.md": "[[gone]] [[spec]]\n", f"{OTHER}/spec.md": "# 1002: Backup\n"})

    found = json.loads(run("validate", "--json").out)["problems"]
    assert [(one["severity"], one["code"]) for one in found] == [
        ("info", "link-one-way"),
        ("warning", "link-dead"),
        ("warning", "link-ambiguous"),
    ]
    assert run("validate").code == 0
    assert run("validate", "--strict").code == 1


def test_move_takes_the_files_and_the_links_and_undo_brings_them_back(run: Run, repo: Path) -> None:
    put(repo, TREE)

    ran = run("move", "1011", "--parent", "1002", "--json")

    assert json.loads(ran.out)["receipt"] == "1011 is in 1002."
    new = tree_of(repo)
    assert f"{FEATURE}/1011.spec.md" not in new
    assert new[f"{OTHER}/1011.spec.md"] == "# 1011: Mount\n\n**Parent**: [[spec|Backup]]\n"
    assert new["README.md"] == f"See [mount]({OTHER}/1011.spec.md).\n"
    assert new[f"{OTHER}/spec.md"].endswith("\n## Tasks\n\n- [[1011.spec|Mount]]\n")
    assert run("links").code == 0
    assert run("undo").code == 0
    assert tree_of(repo) == TREE


def test_move_of_what_cannot_be_there_changes_nothing(run: Run, repo: Path) -> None:
    put(repo, TREE)

    assert run("move", "1011", "--parent", "1000").code == 1
    assert run("move", "1011", "--parent", "4711").code == 2
    assert tree_of(repo) == TREE


def test_rename_changes_heading_and_labels_in_one_step(run: Run, repo: Path) -> None:
    put(repo, TREE)

    ran = run("rename", "1001", "Cold storage")

    assert (ran.code, ran.out) == (0, "1001 is called Cold storage.\n")
    new = tree_of(repo)
    assert new[f"{FEATURE}/spec.md"].startswith("# 1001: Cold storage\n")
    assert "- [[1001/spec|Cold storage]]\n" in new["specs/1000/epic.md"]
    assert "**Parent**: [[spec|Cold storage]]\n" in new[f"{FEATURE}/1011.spec.md"]
    assert run("undo").code == 0
    assert tree_of(repo) == TREE


def test_migrate_shows_first_and_writes_only_with_yes(run: Run, repo: Path) -> None:
    put(repo, OLD)

    shown = run("migrate")

    assert shown.code == 0
    lines = [" ".join(line.split()) for line in shown.out.splitlines()]
    assert lines == [
        "(new) -> specs/1000/1001/context.md",
        "specs/1001-feature-storage/1001-feature-storage.spec.md -> specs/1000/1001/spec.md"
        " 1 link, 1 added",
        "specs/1000-epic-base/1000-epic-base.spec.md -> specs/1000/epic.md 1 link",
        "",
        "2 files moved, 1 context file made, 2 links rewritten, 1 link added.",
    ]
    assert shown.err == "Nothing was written. --yes writes it; undo takes it back.\n"
    assert tree_of(repo) == OLD


def test_migrate_yes_leaves_a_clean_tree_and_undo_takes_all_of_it_back(
    run: Run, repo: Path
) -> None:
    put(repo, OLD)

    written = json.loads(run("migrate", "--yes", "--json").out)

    assert written["written"] is True
    assert sorted(tree_of(repo)) == [
        "specs/1000/1001/context.md",
        "specs/1000/1001/spec.md",
        "specs/1000/epic.md",
    ]
    assert run("links").code == 0
    assert run("migrate", "--yes").out == "Nothing to migrate: every spec has its place.\n"
    assert run("undo").code == 0
    assert tree_of(repo) == OLD
    assert not (repo / "specs/1000").exists()


def test_migrate_with_a_collision_writes_nothing_and_names_both(run: Run, repo: Path) -> None:
    texts = {**OLD, "specs/1000/1001/spec.md": "# 1001: Another\n"}
    put(repo, texts)

    ran = run("migrate", "--yes")

    assert ran.code == 1
    assert "specs/1000/1001/spec.md, where a file lies already" in ran.err
    assert tree_of(repo) == texts


def test_hostile_titles_are_shown_as_what_they_are(run: Run, repo: Path) -> None:
    put(repo, TREE)
    put(repo, {"specs/notes.md": "[[a\x1b[31mb]]\n"})

    assert "\x1b" not in run("links").out
    assert "\x1b" not in run("links", "--json").out
