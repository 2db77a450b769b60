"""What git says was done in a session: commits, lines, files."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from spec_tui.workspace.gitlog import NOTHING, changes, commits, head, verified

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is missing")

START = datetime(2025, 9, 1, 12, 0, tzinfo=UTC)


class Repo:
    """A repository whose commits are an hour apart."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.hours = 0
        self.git("init", "-q")

    def git(self, *words: str) -> str:
        """Run git as a person would, at the hour of this repository."""
        when = (START + timedelta(hours=self.hours)).isoformat()
        done = subprocess.run(
            ["git", *words],
            cwd=self.root,
            check=True,
            capture_output=True,
            text=True,
            env={**_environment(), "GIT_COMMITTER_DATE": when, "GIT_AUTHOR_DATE": when},
        )
        return done.stdout.strip()

    def commit(self, subject: str, **files: str) -> str:
        """Write files (`__` is a slash, `_` a dot) and commit them; the hash."""
        self.hours += 1
        for name, text in files.items():
            path = self.root / name.replace("__", "/").replace("_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", subject)
        return self.git("rev-parse", "HEAD")

    def sign(self) -> None:
        """Give the last commit a signature that git would ask a program about."""
        row, rest = self.git("cat-file", "commit", "HEAD").split("\ncommitter ", 1)
        who, message = rest.split("\n\n", 1)
        begin, end = "-----BEGIN PGP SIGNATURE-----", "-----END PGP SIGNATURE-----"
        signed = f"{row}\ncommitter {who}\ngpgsig {begin}\n \n x\n {end}\n\n{message}\n"
        done = subprocess.run(
            ["git", "hash-object", "-t", "commit", "-w", "--stdin"],
            cwd=self.root,
            input=signed,
            capture_output=True,
            text=True,
            check=True,
        )
        self.git("update-ref", "HEAD", done.stdout.strip())


def _environment() -> dict[str, str]:
    import os

    return dict(os.environ)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """An empty repository."""
    return Repo(tmp_path)


def test_nothing_is_said_without_git(tmp_path: Path) -> None:
    """And nothing raises."""
    assert head(tmp_path) == ""
    assert commits(tmp_path, "a1b2c3d", START) == ()
    assert changes(tmp_path, "a1b2c3d") == NOTHING
    assert changes(tmp_path, "", since=START) == NOTHING
    assert not verified(tmp_path, "a1b2c3d")


def test_before_the_first_commit_there_is_no_head(repo: Repo) -> None:
    """As after `git init`."""
    assert head(repo.root) == ""
    assert commits(repo.root, "", START) == ()


def test_commits_after_a_head_come_oldest_first_and_without_merges(repo: Repo) -> None:
    """Also when the branch was merged meanwhile."""
    first = repo.commit("First", a_txt="1\n")
    repo.git("checkout", "-q", "-b", "side")
    side = repo.commit("On the side: ümlaut | [x]", b_txt="1\n")
    repo.git("checkout", "-q", "main")
    second = repo.commit("Second", c_txt="1\n")
    repo.hours += 1
    repo.git("merge", "-q", "--no-ff", "-m", "Merge", "side")
    found = commits(repo.root, first, START)
    assert [(one.hash, one.subject) for one in found] == [
        (side, "On the side: ümlaut | [x]"),
        (second, "Second"),
    ]
    assert found[0].when == START + timedelta(hours=2)


def test_commits_after_the_end_of_a_session_belong_to_a_later_one(repo: Repo) -> None:
    """`until` is the end."""
    first = repo.commit("First")
    second = repo.commit("Second")
    repo.commit("Third")
    found = commits(repo.root, first, START, START + timedelta(hours=2))
    assert [one.hash for one in found] == [second]


def test_after_a_rebase_the_commits_of_the_hours_of_the_session_count(repo: Repo) -> None:
    """`head` is no ancestor any more, so committer dates decide; lines of those are added up."""
    repo.commit("First", a_txt="1\n")
    old = repo.commit("Begun", b_txt="1\n2\n")
    repo.git("reset", "-q", "--hard", "HEAD~1")
    repo.hours += 10
    new = repo.commit("Begun again", b_txt="1\n2\n3\n")
    last = repo.commit("Went on", b_txt="1\n2\n4\n", c_txt="x\n")
    since = START + timedelta(hours=3)
    assert [one.hash for one in commits(repo.root, old, since)] == [new, last]
    assert changes(repo.root, old, since=since) == (5, 1, 2, 0)
    assert changes(repo.root, old) == NOTHING


def test_lines_and_files_leave_out_what_is_written_about_the_work(repo: Repo) -> None:
    """specs/, .omoi_os/, .codex-os/ and SPEC.md; a renamed file is neither new nor modified."""
    long = "".join(f"{number}\n" for number in range(30))
    first = repo.commit("First", a_txt="1\n2\n3\n", moved_txt=long, SPEC_md="x\n")
    (repo.root / "moved.txt").rename(repo.root / "new name.txt")
    (repo.root / "picture.png").write_bytes(b"\0\1")
    repo.commit(
        "Second", a_txt="1\nTWO\n3\n", b_txt="1\n2\n", SPEC_md="y\n", specs__1000__epic_md="e\n"
    )
    (repo.root / "a.txt").write_text("not committed\n")
    assert changes(repo.root, first) == (3, 1, 2, 1)
    assert changes(repo.root, first[:9], first) == NOTHING
    assert changes(repo.root, first, exclude=()) == (5, 2, 3, 2)


def test_only_hashes_that_git_knows_are_verified(repo: Repo) -> None:
    """The seed's own examples are not hexadecimal; a branch may be called like a hash."""
    first = repo.commit("First")
    repo.git("branch", "abcdef1")
    assert verified(repo.root, first)
    assert verified(repo.root, first[:7])
    for name in (first[:6], first.upper(), "d4e5f6g", "abcdef1", "0000000", "HEAD", "main", ""):
        assert not verified(repo.root, name), name


@pytest.mark.parametrize("name", ["--output=stolen", "-n1", "HEAD", "main..HEAD", "a b", "\0", "é"])
def test_what_a_file_says_never_becomes_an_option_of_git(repo: Repo, name: str) -> None:
    """Only hashes reach it (safety.md S2)."""
    repo.commit("First", a_txt="1\n")
    assert commits(repo.root, name, START + timedelta(days=9)) == ()
    assert changes(repo.root, name) == NOTHING
    assert not verified(repo.root, name)
    assert not (repo.root / "stolen").exists()


def test_no_program_named_by_the_repository_runs(repo: Repo) -> None:
    """External diffs, text conversions and signature checks (safety.md S14)."""
    trap = repo.root / ".git" / "trap"
    trap.write_text(f"#!/bin/sh\ntouch '{repo.root}/.git/sprung'\n")
    trap.chmod(0o755)
    first = repo.commit("First", a_txt="1\n", _gitattributes="*.txt diff=evil\n")
    repo.commit("Second", a_txt="2\n")
    for key in ("diff.external", "diff.evil.command", "diff.evil.textconv", "gpg.program"):
        repo.git("config", key, str(trap))
    repo.git("config", "log.showSignature", "true")
    repo.sign()
    repo.git("config", "core.fsmonitor", str(trap))
    assert changes(repo.root, first) == (1, 1, 0, 1)
    assert len(commits(repo.root, first, START)) == 1
    assert changes(repo.root, "", since=START) == (3, 1, 2, 0)
    assert not (repo.root / ".git" / "sprung").exists()


def test_odd_moments_do_not_raise(repo: Repo) -> None:
    """A journal may hold any date, with and without a zone."""
    first = repo.commit("First")
    for when in (datetime.min, datetime.max, datetime(2025, 9, 1), START):
        commits(repo.root, first, when, when)
        commits(repo.root, "", when, None)
