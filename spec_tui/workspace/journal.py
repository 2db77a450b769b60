"""The journal: one JSON object a line, appended and synced before anything else is written.

An *entry* says what was answered; a *mark* says what became of an entry: `committed`, `aborted`, or
`retry` with the hashes of a new attempt. Marks name the entry by `uid`, because two people who keep
journals in folders of their own may give out the same number.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from spec_tui.workspace.durable import sync_folder, write_all
from spec_tui.workspace.oslayer import Os
from spec_tui.workspace.snapshot import read_bytes

NAME = "journal.jsonl"
VERSION = 1
APPEND = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK

Line = dict[str, Any]


@dataclass(slots=True)
class _File:
    """What was read of one journal file so far."""

    ino: int = 0
    offset: int = 0
    """Bytes up to the end of the last complete line."""
    last: bytes = b""
    """That line, to notice a file that was changed otherwise than by appending."""
    lines: list[Line] = field(default_factory=list)
    damage: int = 0


class Journal:
    """The lines of one or two journal files, read as far as they have grown."""

    def __init__(self, os_: Os, name: str = NAME) -> None:
        self._os = os_
        self._name = name
        self._files: dict[str, _File] = {}
        self._synced: set[str] = set()
        self._entries: list[Line] = []

    @property
    def damage(self) -> int:
        """How many complete lines could not be read."""
        return sum(file.damage for file in self._files.values())

    def load(self, folders: Iterable[str]) -> None:
        """Read what is new. A file that cannot be read counts as empty: it is never rewritten."""
        changed = False
        for folder in folders:
            changed |= self._load(folder)
        if changed:
            self._entries = _joined(self._files.values())

    def entries(self) -> Iterator[Line]:
        """Entries by number, each with `state`: pending, committed or aborted."""
        return (dict(entry) for entry in self._entries)

    def next_id(self) -> int:
        """A number larger than any given out."""
        return max((entry["id"] for entry in self._entries), default=0) + 1

    def append(self, folder: str, line: Mapping[str, Any]) -> None:
        """Add one line, durable when this returns. Raises OSError with the file as it was."""
        data = json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"
        fd = self._os.open(os.path.join(folder, self._name), APPEND, 0o600)
        try:
            status = self._os.fstat(fd)
            if not stat.S_ISREG(status.st_mode):
                raise OSError(f"{self._name} is not a regular file")
            size = status.st_size
            if size and self._os.pread(fd, 1, size - 1) != b"\n":
                # the line before was torn by a crash
                data = b"\n" + data
            if not size or folder not in self._synced:
                # the names first: when the line is synced nothing may fail any more
                sync_folder(self._os, folder)
                sync_folder(self._os, os.path.dirname(folder))
                self._synced.add(folder)
            try:
                write_all(self._os, fd, data)
                self._os.fsync(fd)
            except OSError:
                self._take_back(fd, size, len(data))
                raise
        finally:
            self._os.close(fd)

    def _take_back(self, fd: int, size: int, written: int) -> None:
        with contextlib.suppress(OSError):
            # never cut what another writer added where locks do not work
            if self._os.fstat(fd).st_size <= size + written:
                self._os.truncate(fd, size)

    def _load(self, folder: str) -> bool:
        path = os.path.join(folder, self._name)
        known = self._files.get(path, _File())
        try:
            status = self._os.lstat(path)
            if status.st_ino == known.ino and status.st_size == known.offset:
                return False
            data, status = read_bytes(self._os, path)
        except OSError:
            return self._files.pop(path, None) is not None
        start = known.offset - len(known.last)
        if status.st_ino != known.ino or data[start : known.offset] != known.last:
            known = _File()
        end = data.rfind(b"\n") + 1
        file = _File(status.st_ino, max(end, known.offset), known.last, list(known.lines))
        file.damage = known.damage
        for raw in data[known.offset : end].splitlines(keepends=True):
            file.last = raw
            line = _parsed(raw)
            if line is not None:
                file.lines.append(line)
            elif raw.strip():
                file.damage += 1
        self._files[path] = file
        return True


def _parsed(raw: bytes) -> Line | None:
    """An entry or a mark, None for anything else."""
    try:
        line = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    if not isinstance(line, dict) or line.get("v") != VERSION:
        return None
    if type(line.get("id")) is not int or not isinstance(line.get("uid"), str):
        return None
    return line


def _joined(files: Iterable[_File]) -> list[Line]:
    """Entries of all files with what the marks say of them, by number and time."""
    lines = [line for file in files for line in file.lines]
    entries: dict[str, Line] = {}
    for line in lines:
        if "mark" not in line:
            # an entry that changes no file is done as soon as it is written down
            state = "pending" if line.get("files") else "committed"
            entries.setdefault(line["uid"], {**line, "state": state})
    for line in lines:
        entry = entries.get(line["uid"])
        if entry is None or "mark" not in line:
            continue
        if line["mark"] == "retry":
            entry["files"] = line.get("files", {})
        elif line["mark"] in ("committed", "aborted"):
            entry["state"] = line["mark"]
            entry["files"] = line.get("files", entry.get("files", {}))
    return sorted(entries.values(), key=lambda entry: (entry["id"], str(entry.get("at", ""))))
