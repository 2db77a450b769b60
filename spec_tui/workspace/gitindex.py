"""The index of git follows files that moved, as `git mv` would do it.

Only the entries of those files are written, in one go, with the blobs that the index holds; what
else is staged stays as it is. No hook and no file system monitor of the repository runs
(safety.md S14).
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from spec_tui.workspace.root import git_head

SECONDS = 20.0


def follow(root: Path, moves: Sequence[tuple[str, str]]) -> str:
    """Let the index follow (old path, new path); a sentence where it does not. Never raises."""
    if not moves or not git_head(root):
        return ""
    worked, said = _git(root, ("rev-parse", "--show-prefix"))
    prefix = said.rstrip(b"\n") if worked else b""
    worked, said = _git(root, ("ls-files", "-s", "-z", "--full-name", "--", "."))
    if not worked:
        return _told(said)
    entries, stages = _entries(said)
    rows, left = [], []
    for old, new in moves:
        before, after = prefix + os.fsencode(old), prefix + os.fsencode(new)
        if before not in entries:
            if before in stages:
                left.append(old)
            continue
        if after in entries or after in stages:
            left.append(new)
            continue
        about = entries[before]
        rows.append(b"0 " + b"0" * len(about.split(b" ")[1]) + b"\t" + before)
        rows.append(about + b"\t" + after)
    if rows:
        worked, said = _git(
            root, ("update-index", "-z", "--index-info"), b"".join(row + b"\0" for row in rows)
        )
        if not worked:
            return _told(said)
    if left:
        return f"The index of git was left as it is for {left[0]}" + (
            f" and {len(left) - 1} more, which need a decision in git first."
            if len(left) > 1
            else ", which needs a decision in git first."
        )
    return ""


def _entries(listed: bytes) -> tuple[dict[bytes, bytes], set[bytes]]:
    """`mode blob` by path, and the paths that are in conflict."""
    entries: dict[bytes, bytes] = {}
    stages: set[bytes] = set()
    for row in listed.split(b"\0"):
        about, tab, path = row.partition(b"\t")
        mode_blob, _, stage = about.rpartition(b" ")
        if not tab:
            continue
        if stage == b"0":
            entries[path] = mode_blob
        else:
            stages.add(path)
    return entries, stages


def _git(root: Path, arguments: Sequence[str], data: bytes = b"") -> tuple[bool, bytes]:
    command = ["git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"]
    try:
        done = subprocess.run(
            [*command, "-C", str(root), *arguments],
            capture_output=True,
            input=data,
            timeout=SECONDS,
            check=False,
            env={**os.environ, "GIT_OPTIONAL_LOCKS": "0"},
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return False, str(error).encode()
    return done.returncode == 0, done.stdout if done.returncode == 0 else done.stderr


def _told(said: bytes) -> str:
    words = said.decode("utf-8", "replace").strip().splitlines()
    why = words[0].rstrip(".") if words else "it gave no reason"
    return f"The index of git does not follow the moved files ({why}); `git add -A` catches up."
