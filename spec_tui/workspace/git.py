"""What git says about the work tree, read only, and one command that a person has confirmed.

Reading uses no hook, no file system monitor and no lock of the repository (safety.md S14).
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from spec_tui.workspace.root import git_head

GIT_SECONDS = 2.0
MOST_PATHS = 100
_MAIN = ("main", "master", "trunk", "develop")


@dataclass(frozen=True, slots=True)
class GitState:
    """The state of a work tree. Everything is empty outside of git, or where git is missing."""

    inside: bool = False
    branch: str = ""
    """`main`, "" for a detached head."""
    commit: str = ""
    """The whole hash of what is checked out, "" before the first commit."""
    dirty: tuple[str, ...] = ()
    """Paths that are changed, added or unknown to git; at most a hundred."""
    branches: frozenset[str] = frozenset()
    """Names of the local branches."""
    default: str = ""
    """The branch that work starts from: that of the remote, else main or master."""


def git_state(root: Path) -> GitState:
    """Ask git. Never writes and never raises."""
    head = git_head(root)
    if not head:
        return GitState()
    ref, _, commit = head.partition(" ")
    branch = ref.removeprefix("refs/heads/") if ref.startswith("refs/heads/") else ""
    commit = commit if branch else ref
    names = read(root, "for-each-ref", "--format=%(refname:short)", "refs/heads").splitlines()
    remote = read(root, "symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD").strip()
    default = remote.removeprefix("origin/")
    if not default:
        default = next((name for name in _MAIN if name in names or name == branch), "")
    status = read(root, "status", "--porcelain", "-z", "--untracked-files=normal", "--", ".")
    dirty = _paths(status)[:MOST_PATHS]
    known = frozenset(names) | ({branch} if branch else frozenset())
    return GitState(True, branch, commit, dirty, known, default)


def run_git(root: Path, arguments: Sequence[str]) -> tuple[bool, str]:
    """Run one command of git that a person has confirmed word by word: (it worked, what it said).

    The hooks of the repository run, as they would on that person's own command line.
    """
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=60,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return False, str(error)
    said = (done.stdout + done.stderr).decode("utf-8", "replace").strip()
    return done.returncode == 0, said


def _paths(status: str) -> tuple[str, ...]:
    """The paths of `git status -z`; a renamed file gives its new name."""
    found = []
    rows = iter(status.split("\0"))
    for row in rows:
        if len(row) > 3:
            found.append(row[3:])
        if row[:1] in {"R", "C"}:
            next(rows, None)
    return tuple(found)


def read(root: Path, *arguments: str) -> str:
    """What a reading git command prints, "" where it fails; no hook and no lock is used (S14)."""
    worked, said = quietly(root, arguments)
    return said.decode("utf-8", "replace") if worked else ""


def quietly(
    root: Path, arguments: Sequence[str], data: bytes = b"", seconds: float = GIT_SECONDS
) -> tuple[bool, bytes]:
    """(it worked, what it printed or why not) of a git command that uses no hook (S14)."""
    command = ["git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"]
    command += ["-C", str(root), *arguments]
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            input=data,
            timeout=seconds,
            check=False,
            env={**os.environ, "GIT_OPTIONAL_LOCKS": "0"},
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        return False, str(error).encode()
    return done.returncode == 0, done.stdout if done.returncode == 0 else done.stderr
