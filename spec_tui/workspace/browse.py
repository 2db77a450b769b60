"""Listing and reading many files of a repository, never outside of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from spec_tui.workspace.errors import Unreadable
from spec_tui.workspace.oslayer import Os, RealOs
from spec_tui.workspace.snapshot import BOM, read_snapshot

Stamp = tuple[int, int, int, int]
"""Size, mtime and ctime in nanoseconds, inode."""

DEEPEST = 32
LARGEST = 4 << 20
USUAL = 32 << 10
"""Bytes to ask for first: a buffer for the largest file would cost more than most files."""


class Entry(NamedTuple):
    """One regular file; `path` is relative to the repository, with slashes."""

    path: str
    stamp: Stamp


class Browse:
    """The files below one root, in the order of their names."""

    def __init__(self, root: Path, *, os_: Os | None = None) -> None:
        self.root = Path(os.path.realpath(root))
        self._os: Os = os_ or RealOs()

    def entries(self, folder: str, enter: Callable[[str], bool]) -> Iterator[Entry]:
        """Files below a folder. Nothing where it does not exist or leads out of the repository.

        `enter` says by name whether to look into a folder. A link to a file counts where it stays
        inside; a link to a folder is followed only for `folder` itself.
        """
        top = os.path.join(self.root, folder)
        if self._inside(top):
            yield from self._walk(top, folder, enter, 0)

    def read(self, path: str) -> tuple[str, tuple[str, int, int] | None]:
        """(text without BOM, None), or ("", (sentence, line, column)) for what cannot be read."""
        full = os.path.join(self.root, path)
        try:
            fd = os.open(full, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError:
            return self._carefully(path)
        try:
            data = os.read(fd, USUAL)
            if len(data) == USUAL:
                data += os.read(fd, LARGEST + 1 - USUAL)
        except OSError:
            return self._carefully(path)
        finally:
            os.close(fd)
        if len(data) > LARGEST:
            return "", (f"{path} is larger than {LARGEST >> 20} MB. It was not read.", 0, 0)
        try:
            text = data.removeprefix(BOM).decode("utf-8")
        except UnicodeDecodeError:
            return self._carefully(path)
        return self._carefully(path) if "\0" in text else (text, None)

    def _carefully(self, path: str) -> tuple[str, tuple[str, int, int] | None]:
        """The same through `read_snapshot`, which follows links and words every trouble."""
        try:
            snapshot = read_snapshot(self._os, self.root / path, self.root)
        except Unreadable as error:
            return "", (str(error), error.line, error.column)
        if not snapshot.exists:
            return "", (f"{path} is gone.", 0, 0)
        return snapshot.text, None

    def _walk(
        self, folder: str, name: str, enter: Callable[[str], bool], depth: int
    ) -> Iterator[Entry]:
        try:
            with os.scandir(folder) as listed:
                found = sorted(listed, key=lambda entry: entry.name)
        except OSError:
            return
        for entry in found:
            path = f"{name}/{entry.name}"
            try:
                if entry.is_dir(follow_symlinks=False):
                    if depth < DEEPEST and enter(entry.name):
                        yield from self._walk(entry.path, path, enter, depth + 1)
                    continue
                if entry.is_symlink() and not self._inside(entry.path):
                    continue
                status = entry.stat()
                if not entry.is_file():
                    continue
            except OSError:
                continue
            stamp = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
            yield Entry(path, stamp)

    def _inside(self, path: str) -> bool:
        try:
            real = os.path.realpath(path, strict=True)
        except OSError:
            return False
        return Path(real).is_relative_to(self.root)
