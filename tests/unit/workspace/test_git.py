"""What git says, read without writing anything."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from spec_tui.workspace.git import GitState, git_state, run_git

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is missing")


def git(root: Path, *words: str) -> None:
    """Run git as a person would."""
    subprocess.run(["git", *words], cwd=root, check=True, capture_output=True)


def test_a_folder_without_git_says_nothing(tmp_path: Path) -> None:
    """Everything is empty."""
    assert git_state(tmp_path) == GitState()


def test_branch_commit_branches_and_changed_files(tmp_path: Path) -> None:
    """A renamed file gives its new name; the index is not rewritten by looking."""
    git(tmp_path, "init", "-q")
    (tmp_path / "a.txt").write_text("a")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "x")
    git(tmp_path, "branch", "other")
    git(tmp_path, "mv", "a.txt", "b.txt")
    (tmp_path / "new.txt").write_text("n")
    os.utime(tmp_path / "b.txt", (1, 1))  # git would note the new time, were it allowed to
    index = (tmp_path / ".git" / "index").read_bytes()
    state = git_state(tmp_path)
    assert (state.branch, state.default, len(state.commit)) == ("main", "main", 40)
    assert state.branches == {"main", "other"}
    assert state.dirty == ("b.txt", "new.txt")
    assert (tmp_path / ".git" / "index").read_bytes() == index


def test_before_the_first_commit_there_is_a_branch_and_no_hash(tmp_path: Path) -> None:
    """As after `git init`."""
    git(tmp_path, "init", "-q")
    state = git_state(tmp_path)
    assert (state.inside, state.branch, state.commit) == (True, "main", "")


def test_a_command_that_fails_is_told_and_not_raised(tmp_path: Path) -> None:
    """With what git said."""
    git(tmp_path, "init", "-q")
    worked, said = run_git(tmp_path, ("checkout", "nowhere"))
    assert not worked
    assert "nowhere" in said
