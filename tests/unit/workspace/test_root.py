"""Finding the repository, and asking git without running anything of it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from spec_tui.workspace.root import find_root, git_branch, git_head, git_user, handle, spec_name


def git(folder: Path, *words: str) -> str:
    """Run git and return what it says."""
    done = subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def repository(root: Path) -> Path:
    """A git repository with one commit."""
    git(root, "init", "-q", "-b", "main")
    git(root, "commit", "-q", "--allow-empty", "-m", "first")
    return root


def test_root_is_the_git_top_level(repository: Path) -> None:
    """Found from any folder or file below."""
    (repository / "a/b").mkdir(parents=True)
    (repository / "a/file").touch()
    assert find_root(repository / "a/b") == repository
    assert find_root(repository / "a/file") == repository


def test_root_without_git_is_where_we_stand(root: Path) -> None:
    """Also where an empty folder happens to be called .git."""
    (root / "a/.git").mkdir(parents=True)
    assert find_root(root / "a") == root / "a"


def test_work_tree_has_its_own_root_and_head(repository: Path) -> None:
    """`.git` may be a file; refs lie in the common folder."""
    git(repository, "worktree", "add", "-q", "-b", "side", str(repository.parent / "side"))
    side = repository.parent / "side"
    assert find_root(side) == side
    assert git_head(side) == f"refs/heads/side {git(side, 'rev-parse', 'HEAD')}"


def test_head_names_branch_and_commit(repository: Path) -> None:
    """A commit changes the head, a checkout the branch."""
    commit = git(repository, "rev-parse", "HEAD")
    assert git_head(repository) == f"refs/heads/main {commit}"
    git(repository, "checkout", "-q", "-b", "other")
    assert git_branch(repository) == "refs/heads/other"
    git(repository, "checkout", "-q", "--detach")
    assert git_head(repository) == commit


def test_head_is_found_in_packed_refs(repository: Path) -> None:
    """After `git gc` a branch has no file of its own."""
    commit = git(repository, "rev-parse", "HEAD")
    git(repository, "pack-refs", "--all")
    assert git_head(repository) == f"refs/heads/main {commit}"


def test_head_outside_git_is_empty(root: Path) -> None:
    """No git, no branch to watch."""
    assert git_head(root) == ""


def test_head_before_the_first_commit_is_the_branch(root: Path) -> None:
    """A branch without commits has a name already."""
    git(root, "init", "-q", "-b", "main")
    assert git_head(root) == "refs/heads/main"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["SPEC.md"], "SPEC.md"),
        (["spec.md"], "spec.md"),
        (["Spec.MD", "README.md"], "Spec.MD"),
        (["SPEC.md", "spec.md"], "SPEC.md"),
        ([], "SPEC.md"),
    ],
)
def test_existing_variant_of_the_name_is_used(root: Path, names: list[str], expected: str) -> None:
    """A second SPEC.md in another case is never created (formats.md 32)."""
    for name in names:
        (root / name).touch()
    assert spec_name(root) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Maria Tester", "@maria"),
        ("María José", "@maria"),
        ("Ünïcode", "@unicode"),
        ("jean-luc p.", "@jean-luc"),
        ("[/]\x1b[2J", "@2j"),
        ("李雷", None),
        ("  ", None),
    ],
)
def test_handle_is_the_first_name_in_plain_letters(name: str, expected: str | None) -> None:
    """Nothing but letters, digits, dash and underscore comes out."""
    assert handle(name) == expected


def test_git_user_is_read_from_the_configuration(root: Path) -> None:
    """The test home sets `Maria Tester`."""
    assert git_user(root) == "@maria"


def test_git_user_without_git_is_none(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without git has no name to give."""
    monkeypatch.setenv("PATH", str(root))
    assert git_user(root) is None


def test_asking_for_the_user_runs_nothing_of_the_repository(repository: Path) -> None:
    """A file system monitor set by the repository is not started (safety.md S14)."""
    trap = repository / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {repository}/ran\n")
    trap.chmod(0o755)
    git(repository, "config", "core.fsmonitor", str(trap))
    git(repository, "config", "core.pager", str(trap))
    assert git_user(repository) == "@maria"
    assert not (repository / "ran").exists()
