"""What git remembers and finds: the last commits, and files that hold a word. Read only."""

from __future__ import annotations

from pathlib import Path

from spec_tui.workspace.git import read as read_git


def recent_commits(root: Path, most: int = 20) -> tuple[str, ...]:
    """`hash subject` of the last commits, newest first; none outside of git. Never raises."""
    said = read_git(root, "log", "--no-show-signature", "--no-color", "--oneline", f"-{most}")
    return tuple(line for line in said.splitlines() if line.strip())


def files_holding(root: Path, word: str, without: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Tracked files below `root` that hold a text, in the order of git. Never raises.

    `without` are folders and patterns that are left out.
    """
    if not word or "\0" in word or "\n" in word:
        return ()
    left_out = [f":(exclude){one}" for one in without]
    options = ("grep", "--no-color", "-l", "-z", "-I", "-i", "-F", "-e", word)
    said = read_git(root, *options, "--", ".", *left_out)
    return tuple(path for path in said.split("\0") if path)
