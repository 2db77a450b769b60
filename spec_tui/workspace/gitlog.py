"""What git says was done between two moments: commits, lines and files (formats.md 104).

Read only, through `git.read`: no hook, no file system monitor, no external diff and no lock of the
repository is used. Nothing here raises; everything is empty without git. Hashes are checked before
git sees them, so nothing that a file says can become an option.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from spec_tui.workspace.git import read
from spec_tui.workspace.root import git_head

EXCLUDE = ("specs/", ".omoi_os/", ".codex-os/", "SPEC.md")
"""What is written about the work is not the work."""
HASH = re.compile(r"[0-9a-f]{7,40}")
MOST = 1000
_FULL = re.compile(r"[0-9a-f]{7,64}")
_LOG = ("log", "--no-merges", "--no-show-signature", "--no-color", "-z", f"-{MOST}")
_PLAIN = ("--no-color", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all", "-M", "-z")

Changes = tuple[int, int, int, int]
NOTHING: Changes = (0, 0, 0, 0)


class GitCommit(NamedTuple):
    """One commit; `when` is its committer date."""

    hash: str
    subject: str
    when: datetime


def head(root: Path) -> str:
    """The whole hash of what is checked out; "" outside of git and before the first commit."""
    known = git_head(root).rpartition(" ")[2]
    if _FULL.fullmatch(known):
        return known
    found = read(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").strip()
    return found if _FULL.fullmatch(found) else ""


def verified(root: Path, hash_: str) -> bool:
    """Whether git knows this commit here: 7 to 40 hex digits, and no other name of anything."""
    return HASH.fullmatch(hash_) is not None and bool(_whole(root, hash_))


def commits(
    root: Path, since_head: str, since: datetime, until: datetime | None = None
) -> tuple[GitCommit, ...]:
    """Commits without merges after `since_head`, the oldest first; at most a thousand.

    Where that is no ancestor of what is checked out, those whose committer date lies within the
    session. `until` leaves out what was committed later.
    """
    start, end = _aware(since).replace(microsecond=0), None if until is None else _aware(until)
    known = _ancestor(root, since_head)
    if known:
        said = read(root, *_LOG, "--format=%H %cI %s", f"{known}..HEAD", "--")
    else:
        moment = f"--since={start.isoformat()}"
        said = read(root, *_LOG, "--format=%H %cI %s", moment, "HEAD", "--")
    found = [one for row in said.split("\0") if (one := _commit(row)) is not None]
    return tuple(
        one
        for one in reversed(found)
        if (known or one.when >= start) and (end is None or one.when <= end)
    )


def changes(
    root: Path,
    since_head: str,
    to: str | None = None,
    exclude: Sequence[str] = EXCLUDE,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Changes:
    """(lines added, lines removed, files created, files modified) from one commit to another.

    `to` is what is checked out unless given; work that is not committed does not count. Where
    `since_head` is no ancestor of what is checked out the commits of the session are added up,
    and without `since` nothing is said.
    """
    paths = ("--", ".", *(f":(exclude,literal){one}" for one in exclude if one))
    start = _ancestor(root, since_head)
    if start:
        end = head(root) if to is None else _whole(root, to)
        if not end:
            return NOTHING
        numbers = read(root, "diff", *_PLAIN, "--numstat", start, end, *paths)
        kinds = read(root, "diff", *_PLAIN, "--name-status", start, end, *paths)
    elif since is not None:
        found = [one.hash for one in commits(root, "", since, until)]
        if not found:
            return NOTHING
        each = ("show", "--no-show-signature", "--format=", *_PLAIN)
        numbers = read(root, *each, "--numstat", *found, *paths)
        kinds = read(root, *each, "--name-status", *found, *paths)
    else:
        return NOTHING
    added, removed = _lines(numbers)
    created, modified = _files(kinds)
    return added, removed, created, modified


def _lines(said: str) -> tuple[int, int]:
    r"""Sums of `--numstat -z`; binary files have `-` for a number."""
    added = removed = 0
    rows = iter(said.split("\0"))
    for row in rows:
        match = re.match(r"\n?(\d+|-)\t(\d+|-)\t", row)
        if match is None:
            continue
        if match.end() == len(row):
            # renamed: the old and the new name follow
            next(rows, None)
            next(rows, None)
        if match[1] != "-":
            added, removed = added + int(match[1]), removed + int(match[2])
    return added, removed


def _files(said: str) -> tuple[int, int]:
    """How many files were created and modified, of `--name-status -z`."""
    created: set[str] = set()
    modified: set[str] = set()
    words = iter(said.split("\0"))
    for word in words:
        kind = word.lstrip("\n")
        if not kind:
            continue
        path = next(words, "")
        if kind[0] in "RC":
            path = next(words, "")
        if kind == "A":
            created.add(path)
        elif kind == "M":
            modified.add(path)
    return len(created), len(modified - created)


def _whole(root: Path, hash_: str) -> str:
    """The whole hash of a commit, "" where git does not know one that begins so."""
    if not _FULL.fullmatch(hash_):
        return ""
    found = read(root, "rev-parse", "--verify", "--quiet", f"{hash_}^{{commit}}").strip()
    # a branch may be called like a hash
    return found if found.startswith(hash_) else ""


def _ancestor(root: Path, hash_: str) -> str:
    """The whole hash where it is an ancestor of what is checked out, or that itself; else ""."""
    known = _whole(root, hash_)
    return known if known and read(root, "merge-base", known, "HEAD").strip() == known else ""


def _commit(row: str) -> GitCommit | None:
    words = row.split(" ", 2)
    if len(words) < 2 or not _FULL.fullmatch(words[0]):
        return None
    try:
        when = datetime.fromisoformat(words[1])
    except ValueError:
        return None
    return GitCommit(words[0], words[2].strip() if len(words) > 2 else "", _aware(when))


def _aware(when: datetime) -> datetime:
    """A moment that can be compared; one without a zone is local."""
    try:
        return when.astimezone(UTC)
    except (OverflowError, ValueError, OSError):
        return when.replace(tzinfo=UTC)
