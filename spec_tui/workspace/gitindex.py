"""The index of git follows files that moved, as `git mv` would do it.

Only the entries of those files are written, in one go, with the blobs that the index holds; what
else is staged stays as it is. No hook and no file system monitor of the repository runs
(safety.md S14).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from spec_tui.workspace.git import quietly
from spec_tui.workspace.root import git_head

SECONDS = 20.0
LIST = ("ls-files", "-s", "-z", "--full-name", "--", ".")
WRITE = ("update-index", "-z", "--index-info")


def follow(root: Path, moves: Sequence[tuple[str, str]]) -> str:
    """Let the index follow (old path, new path); a sentence where it does not. Never raises."""
    if not moves:
        return ""
    worked, prefix = quietly(root, ("rev-parse", "--show-prefix"))
    if not worked and not git_head(root):
        return ""
    said, prefix = prefix, prefix.rstrip(b"\n")
    if worked:
        worked, said = quietly(root, LIST, seconds=SECONDS)
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
        worked, said = quietly(root, WRITE, b"".join(row + b"\0" for row in rows), SECONDS)
        if not worked:
            return _told(said)
    if not left:
        return ""
    names = f"{left[0]} and {len(left) - 1} more" if len(left) > 1 else left[0]
    return f"The index of git was left as it is for {names}; `git status` says why."


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


def _told(said: bytes) -> str:
    words = said.decode("utf-8", "replace").strip().splitlines()
    why = words[0].rstrip(".") if words else "it gave no reason"
    return f"The index of git does not follow the moved files ({why}); `git add -A` catches up."
