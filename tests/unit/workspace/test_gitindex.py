"""The index of git follows files that moved."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from spec_tui.workspace.edits import Edits
from spec_tui.workspace.gitindex import follow

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is missing")

ODD = 'ü "quo\tte".md'


def git(root: Path, *words: str) -> str:
    """Run git as a person would."""
    done = subprocess.run(["git", *words], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """Three tracked files, one of them with something staged and something not; one unknown."""
    root = tmp_path.resolve() / "repo"
    (root / "a").mkdir(parents=True)
    for name in ("a/x.md", f"a/{ODD}", "y.md"):
        (root / name).write_text(f"one\n{name}\n" * 5)
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "x")
    (root / "y.md").write_text("staged\n")
    git(root, "add", "y.md")
    (root / "y.md").write_text("not staged\n")
    (root / "unknown.md").write_text("?\n")
    return root


def status(root: Path) -> list[str]:
    """Rows of `git status`, names as they are."""
    said = git(root, "status", "--porcelain", "-z", "--untracked-files=all", "--", ":!.spec-tui")
    return said.rstrip("\0").split("\0")


def index(root: Path) -> str:
    """The whole index."""
    return git(root, "ls-files", "-s")


def move(root: Path, *moves: tuple[str, str], track: bool = True) -> str:
    """What a person reads of the move."""
    return Edits(root).commit_texts({}, {}, "Moved.", moves=moves, track=track).reason


def test_index_follows_as_git_mv_would_do_and_undo_takes_it_back(repo: Path) -> None:
    """Other staged changes stay; a file that git does not know stays unknown."""
    before = index(repo), status(repo)
    said = move(repo, ("a/x.md", "b/x.md"), (f"a/{ODD}", f"b/{ODD}"), ("unknown.md", "b/u.md"))
    assert said == ""
    after = index(repo), status(repo)
    assert after[1] == ["R  b/x.md", "a/x.md", f"R  b/{ODD}", f"a/{ODD}", "MM y.md", "?? b/u.md"]
    Edits(repo).undo()
    assert (index(repo), status(repo)) == before
    Edits(repo).redo()
    assert (index(repo), status(repo)) == after


def test_moved_file_keeps_what_was_staged_of_it(repo: Path) -> None:
    """The blob of the index moves, not the bytes of the work tree."""
    blob = index(repo).splitlines()[-1].split()[1]
    assert move(repo, ("y.md", "z.md")) == ""
    assert f"100644 {blob} 0\tz.md" in index(repo).splitlines()
    assert (repo / "z.md").read_text() == "not staged\n"


def test_index_is_left_alone_unless_asked(repo: Path) -> None:
    """`track` is for moves that a person asked git to see."""
    before = index(repo)
    assert move(repo, ("a/x.md", "b/x.md"), track=False) == ""
    assert index(repo) == before


def test_repository_below_the_top_level_of_git(repo: Path) -> None:
    """Paths are relative to the one, entries to the other."""
    assert move(repo / "a", ("x.md", "sub/x.md")) == ""
    assert "R  a/sub/x.md" in status(repo)


def test_failure_of_git_is_told_and_the_files_stay_moved(repo: Path) -> None:
    """Another git holds the lock of the index."""
    before = index(repo)
    (repo / ".git" / "index.lock").touch()
    said = move(repo, ("a/x.md", "b/x.md"))
    assert said.startswith("The index of git does not follow the moved files (")
    assert said.endswith("`git add -A` catches up.")
    assert (repo / "b/x.md").exists()
    assert index(repo) == before
    (repo / ".git" / "index.lock").unlink()
    assert Edits(repo).undo() is not None
    assert (index(repo), (repo / "a/x.md").exists()) == (before, True)


def test_entry_that_git_still_has_at_the_new_place_is_not_replaced(repo: Path) -> None:
    """Its file is gone from the work tree only; what becomes of it is for a person to say."""
    (repo / "y.md").unlink()
    before = index(repo)
    assert move(repo, ("a/x.md", "y.md")) == (
        "The index of git was left as it is for y.md; `git status` says why."
    )
    assert index(repo) == before


def test_entry_in_conflict_is_not_touched(repo: Path) -> None:
    """Three stages stay three."""
    blob = index(repo).splitlines()[-1].split()[1]
    rows = "".join(f"100644 {blob} {stage}\tboth.md\0" for stage in (1, 2, 3))
    subprocess.run(
        ["git", "update-index", "-z", "--index-info"], cwd=repo, input=rows, text=True, check=True
    )
    (repo / "both.md").write_text("x\n")
    before = index(repo)
    assert "both.md" in move(repo, ("both.md", "c.md"))
    assert index(repo) == before


def test_no_hook_and_no_file_system_monitor_runs(repo: Path) -> None:
    """Whatever the repository names (safety.md S14)."""
    trap = repo / ".git" / "trap"
    trap.write_text(f"#!/bin/sh\ntouch '{repo}/.git/sprung'\n")
    trap.chmod(0o755)
    (repo / ".git" / "hooks").mkdir(exist_ok=True)
    shutil.copy(trap, repo / ".git" / "hooks" / "post-index-change")
    git(repo, "config", "core.fsmonitor", str(trap))
    assert move(repo, ("a/x.md", "b/x.md")) == ""
    assert not (repo / ".git" / "sprung").exists()
    git(repo, "update-index", "--force-remove", "y.md")
    assert (repo / ".git" / "sprung").exists()


def test_nothing_is_asked_of_git_where_there_is_none(tmp_path: Path) -> None:
    """And nothing is told."""
    (tmp_path / "a").write_text("a")
    assert follow(tmp_path, [("a", "b")]) == ""


def test_index_that_a_killed_run_had_not_reached_follows_at_the_next_start(repo: Path) -> None:
    """The files were moved; the entry is pending until git knows."""
    edits = Edits(repo)

    class Killed(BaseException):
        pass

    def kill(_line: object) -> str:
        raise Killed

    edits._afterwards = kill  # type: ignore[method-assign, assignment]
    with pytest.raises(Killed):
        edits.commit_texts({}, {}, "Moved.", moves=[("a/x.md", "b/x.md")], track=True)
    assert (repo / "b/x.md").exists()
    assert "R  b/x.md" not in status(repo)
    edits = Edits(repo)
    edits.roll_forward()
    assert "R  b/x.md" in status(repo)
    assert edits.pending() == []
