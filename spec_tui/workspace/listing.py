"""All files of a repository that a link could mean: tracked or not ignored, outside dot folders."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from spec_tui.workspace.git import quietly

MOST = 100_000
DEEPEST = 32
SECONDS = 10.0
HEAVY = frozenset({"node_modules", "__pycache__", "venv"})
"""Folders that no repository tracks; left out where git does not say what is ignored."""


def files(root: Path) -> tuple[str, ...]:
    """Relative paths with slashes, sorted; at most a hundred thousand. Never raises.

    What git ignores is left out; without git all but dot folders is walked. A link counts as a
    file where it leads to one inside the repository.
    """
    real = Path(os.path.realpath(root))
    said = quietly(real, ("ls-files", "-co", "--exclude-standard", "-z"), seconds=SECONDS)
    listed: Iterable[str] = _listed(said[1]) if said[0] else _walked(str(real), "", 0)
    folders: dict[str, bool] = {}
    found = set()
    for path in listed:
        folder = os.path.dirname(path)
        if folder not in folders:
            folders[folder] = _inside(real, folder)
        if folders[folder] and _is_file(real, path):
            found.add(path)
            if len(found) == MOST:
                break
    return tuple(sorted(found))


def _listed(said: bytes) -> Iterator[str]:
    """The paths of `ls-files -z`; names that are no text and dot folders are left out."""
    for raw in said.split(b"\0"):
        try:
            path = raw.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if path and not any(part.startswith(".") for part in path.split("/")[:-1]):
            yield path


def _walked(folder: str, name: str, depth: int) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in found:
        path = f"{name}{entry.name}"
        if any("\ud800" <= letter <= "\udfff" for letter in path):
            continue
        try:
            is_folder = entry.is_dir(follow_symlinks=False)
        except OSError:
            continue
        if not is_folder:
            yield path
        elif depth < DEEPEST and not entry.name.startswith(".") and entry.name not in HEAVY:
            yield from _walked(entry.path, f"{path}/", depth + 1)


def _inside(root: Path, path: str) -> bool:
    try:
        return Path(os.path.realpath(root / path, strict=True)).is_relative_to(root)
    except (OSError, ValueError):
        return False


def _is_file(root: Path, path: str) -> bool:
    try:
        status = os.lstat(root / path)
        if stat.S_ISLNK(status.st_mode):
            return _inside(root, path) and stat.S_ISREG(os.stat(root / path).st_mode)
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(status.st_mode)
