"""Where the repository is, what its documents are called, and what git says about it."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path


def find_root(start: Path) -> Path:
    """The git top level at or above `start`, else `start` itself (its folder for a file)."""
    here = start.resolve()
    if here.is_file():
        here = here.parent
    for folder in (here, *here.parents):
        if _git_folder(folder) is not None:
            return folder
    return here


def spec_name(root: Path, listdir: Callable[[str], list[str]] = os.listdir) -> str:
    """`SPEC.md`, or the variant in another case that exists (formats.md 32)."""
    try:
        names = sorted(listdir(str(root)))
    except OSError:
        return "SPEC.md"
    found = [name for name in names if name.casefold() == "spec.md"]
    return "SPEC.md" if "SPEC.md" in found or not found else found[0]


def git_head(root: Path) -> str:
    """What is checked out, `refs/heads/main 1f3c…`, or a bare commit; "" outside git.

    Read from the files of git, without a subprocess, to notice a change of branch (safety.md R9).
    """
    folder = _git_folder(root)
    if folder is None:
        return ""
    head = _first_line(folder / "HEAD")
    if not head.startswith("ref: "):
        return head
    ref = head.removeprefix("ref: ").strip()
    common = folder / (_first_line(folder / "commondir") or ".")
    commit = _first_line(folder / ref) or _first_line(common / ref) or _packed(common, ref)
    return f"{ref} {commit}".rstrip()


def git_branch(root: Path) -> str:
    """The first word of `git_head`: the branch, or the commit of a detached head."""
    return git_head(root).partition(" ")[0]


def git_user(root: Path) -> str | None:
    """`@maria` from git's `user.name`; None without git, without a name or without latin letters.

    Reads only: no hook, no file system monitor and no lock of the repository is used
    (safety.md S14).
    """
    return handle(git_name(root))


def git_name(root: Path) -> str:
    """Git's `user.name` as it is written; "" without one."""
    from spec_tui.workspace.git import read

    return " ".join(read(root, "config", "--get", "user.name").split())


def handle(name: str) -> str | None:
    """`@maria` for `María José Núñez`; None where no latin letter or digit is left."""
    words = name.split()
    if not words:
        return None
    plain = unicodedata.normalize("NFKD", words[0]).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"[^a-z0-9_-]", "", plain).strip("-_")
    return f"@{plain}" if plain else None


def full_handle(name: str) -> str | None:
    """`@maria-jose-nunez` for `María José Núñez`, so that two people of one first name stay two;
    a handle stays what it is. None where no latin letter or digit is left.
    """
    parts = [known[1:] for word in name.split() if (known := handle(word)) is not None]
    return f"@{'-'.join(parts)}" if parts else None


def _git_folder(folder: Path) -> Path | None:
    """The git folder of a work tree; `.git` may be a folder or a file that points to one."""
    dot_git = folder / ".git"
    try:
        if dot_git.is_dir():
            return dot_git if (dot_git / "HEAD").exists() else None
        if not dot_git.is_file():
            return None
    except OSError:
        return None
    line = _first_line(dot_git)
    return folder / line.removeprefix("gitdir:").strip() if line.startswith("gitdir:") else None


def _first_line(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.readline(4096).decode("utf-8", "replace").rstrip("\r\n")
    except OSError:
        return ""


def _packed(common: Path, ref: str) -> str:
    try:
        lines = (common / "packed-refs").read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    found = [line.split(" ", 1)[0] for line in lines if line.endswith(f" {ref}")]
    return found[0] if found else ""
