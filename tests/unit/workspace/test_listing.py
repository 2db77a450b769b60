"""All files that a link could mean."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from spec_tui.workspace import listing
from spec_tui.workspace.listing import files

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is missing")


def git(root: Path, *words: str) -> None:
    """Run git as a person would."""
    subprocess.run(["git", *words], cwd=root, check=True, capture_output=True)


def put(root: Path, *names: str) -> None:
    """Files with their name in them."""
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


ODD = ("a b.md", "ümlaut.md", 'quo"te.md', "back\\slash.md", "new\nline.md", "-option.md")


@pytest.mark.parametrize("with_git", [pytest.param(True, marks=needs_git), False])
def test_files_outside_dot_folders_with_whatever_names(tmp_path: Path, with_git: bool) -> None:
    """Quotes, line ends and other alphabets as they are; dot files, but no dot folders."""
    put(tmp_path, *ODD, "specs/1000/epic.md", ".env.example", ".hidden/x.md", "a/.b/c.md")
    if with_git:
        git(tmp_path, "init", "-q")
    assert files(tmp_path) == tuple(sorted([*ODD, "specs/1000/epic.md", ".env.example"]))


@pytest.mark.parametrize("with_git", [pytest.param(True, marks=needs_git), False])
def test_links_out_of_the_repository_are_left_out(tmp_path: Path, with_git: bool) -> None:
    """Files and folders, dangling ones and loops; a link inside counts as a file."""
    root = tmp_path / "repo"
    put(root, "a.md")
    put(tmp_path, "outside/secret.md")
    (root / "out.md").symlink_to(tmp_path / "outside" / "secret.md")
    (root / "folder").symlink_to(tmp_path / "outside")
    (root / "gone.md").symlink_to("nowhere.md")
    (root / "loop.md").symlink_to("loop.md")
    (root / "in.md").symlink_to("a.md")
    os.mkfifo(root / "pipe")
    if with_git:
        git(root, "init", "-q")
    assert files(root) == ("a.md", "in.md")


@needs_git
def test_ignored_deleted_and_replaced_files_are_left_out(tmp_path: Path) -> None:
    """Git still tracks what is gone, and what lies behind a link that replaced its folder."""
    root = tmp_path / "repo"
    put(root, "kept.md", "gone.md", "build/x.md", "folder/y.md", ".gitignore")
    (root / ".gitignore").write_text("build/\n")
    git(root, "init", "-q")
    git(root, "add", ".")
    (root / "gone.md").unlink()
    (root / "folder").rename(tmp_path / "moved")
    (root / "folder").symlink_to(tmp_path / "moved")
    assert files(root) == (".gitignore", "kept.md")


@needs_git
def test_submodules_and_other_repositories_inside_are_no_files(tmp_path: Path) -> None:
    """And nothing of theirs is listed."""
    inner = tmp_path / "repo" / "vendor" / "lib"
    put(inner, "x.md")
    git(inner, "init", "-q")
    git(inner, "add", ".")
    git(inner, "commit", "-q", "-m", "x")
    root = tmp_path / "repo"
    put(root, "a.md", "other/z.md")
    git(root / "other", "init", "-q")
    git(root, "init", "-q")
    commit = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=inner, capture_output=True, text=True, check=True
    ).stdout.strip()
    git(root, "update-index", "--add", "--cacheinfo", f"160000,{commit},vendor/lib")
    assert files(root) == ("a.md",)


def test_the_list_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many files there are."""
    put(tmp_path, *(f"{number}.md" for number in range(9)))
    monkeypatch.setattr(listing, "MOST", 4)
    assert len(files(tmp_path)) == 4


def test_a_folder_that_is_not_there_has_no_files(tmp_path: Path) -> None:
    """And raises nothing."""
    assert files(tmp_path / "nowhere") == ()
