"""Replacing files so that nobody's text is lost (safety.md C.2 and C.4).

Every file is compared with what the change was made from right before it is renamed over, and once
more right after. Where somebody else wrote, the caller's merge decides; a merge that cannot leaves
everything as the others wrote it.

What stays open: on a file system without locks two of us can rename in the same microsecond, and an
editor that saves by renaming can do so between our last look and our rename. The backup, the
journal and the look afterwards narrow this; only a lock that both sides take closes it.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from spec_tui.workspace.durable import (
    create_from,
    remove,
    sync_folder,
    temp_name,
    write_temp,
)
from spec_tui.workspace.oslayer import Os
from spec_tui.workspace.sidecar import Sidecar
from spec_tui.workspace.snapshot import (
    Snapshot,
    decode,
    read_bytes,
    read_snapshot,
    sha_of,
    stamp_of,
)

Merge = Callable[[str, str, str, str], str | None]
"""(name, base text, text on disk, our text) -> merged text, None for a conflict."""

ROUNDS = 10


class Conflict(NamedTuple):
    """A file that somebody else changed where we wanted to."""

    name: str
    disk: Snapshot


@dataclass(frozen=True, slots=True)
class Goal:
    """What a file shall hold, and what that was made from."""

    name: str
    base: Snapshot
    text: str
    merged: bool = False

    @property
    def sha(self) -> str:
        """Hash of the bytes that shall stand on disk."""
        return sha_of(self.base.encode(self.text))


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it stands now; `backup` is the version before, "" for a new file."""

    goal: Goal
    disk: Snapshot
    backup: str = ""


class Transaction:
    """One change of one or more files. Used with the write lock held."""

    def __init__(
        self, os_: Os, root: Path, paths: Mapping[str, Path], sidecar: Sidecar, merge: Merge
    ) -> None:
        self._os = os_
        self._root = root
        self._paths = paths
        self._sidecar = sidecar
        self._merge = merge
        self._placed: list[Written] = []
        """What was renamed into place, the last one last."""

    def run(self, goals: list[Goal]) -> list[Written] | Conflict:
        """Write all files, or none where one of them is in conflict.

        Raises OSError or Unreadable where the disk refuses; files before that one are written.
        """
        # the root is looked at first: a folder that is gone must not look like deleted files
        self._os.stat(str(self._root))
        ready = []
        for goal in goals:
            compared = self._compare(goal, self._read(goal.name))
            if isinstance(compared, Conflict):
                return compared
            ready.append(compared)
        done: list[Written] = []
        for goal in ready:
            written = self._write(goal)
            if isinstance(written, Conflict):
                for earlier in reversed(done):
                    self._take_back(earlier)
                return written
            done.append(written)
        return done

    def take_back(self) -> None:
        """Put every file back that this wrote, unless somebody wrote after us. Raises OSError."""
        for written in reversed(self._placed):
            self._take_back(written)

    def _read(self, name: str) -> Snapshot:
        return read_snapshot(self._os, self._paths[name], self._root)

    def _compare(self, goal: Goal, disk: Snapshot) -> Goal | Conflict:
        """The goal on top of what is on disk now."""
        base = goal.base
        if disk.sha == base.sha and disk.exists == base.exists:
            return replace(goal, base=disk)
        if disk.exists and disk.sha == goal.sha:
            return replace(goal, base=disk)
        if base.exists and not disk.exists:
            return Conflict(goal.name, disk)
        text = self._merge(goal.name, base.text, disk.text, goal.text)
        return Conflict(goal.name, disk) if text is None else Goal(goal.name, disk, text, True)

    def _write(self, goal: Goal) -> Written | Conflict:
        backup = ""
        for _ in range(ROUNDS):
            compared = self._compare(goal, self._read(goal.name))
            if isinstance(compared, Conflict):
                return compared
            goal = compared
            if goal.base.exists and goal.base.sha == goal.sha:
                return Written(goal, goal.base, backup)
            placed = self._place(goal)
            if placed is None:
                continue
            backup, linked = placed
            late = self._late_text(goal, backup) if linked else None
            if late is None:
                return self._look_again(goal, backup)
            text = self._merge(goal.name, goal.base.text, late.text, goal.text)
            if text is None:
                self._restore(backup, late.path)
                return Conflict(goal.name, self._read(goal.name))
            goal = Goal(goal.name, self._read(goal.name), text, True)
        raise OSError(errno.EBUSY, "another program keeps writing it", str(self._paths[goal.name]))

    def _place(self, goal: Goal) -> tuple[str, bool] | None:
        """Put the bytes in place; None where somebody wrote meanwhile.

        Returns the backup ("" for a new file) and whether it is a second name of the old file.
        """
        real = str(goal.base.path)
        old = real if goal.base.exists else ""
        if old and not self._os.stat(real).st_mode & 0o222:
            raise OSError(errno.EACCES, "it is marked read-only", real)
        data = goal.base.encode(goal.text)
        temp = write_temp(self._os, real, data, like=old, mode=0o600 if old else 0o666)
        try:
            if not old:
                self._placed.append(Written(goal, goal.base))
                if create_from(self._os, temp, real):
                    return "", False
                self._placed.pop()
                return None
            backup, linked = self._sidecar.backup(real, goal.name)
            try:
                if not self._is_still(goal.base, backup, linked):
                    remove(self._os, backup)
                    return None
                self._os.replace(temp, real)
            except OSError:
                remove(self._os, backup)
                raise
            self._placed.append(Written(goal, goal.base, backup))
            sync_folder(self._os, os.path.dirname(real))
            return backup, linked
        finally:
            remove(self._os, temp)

    def _is_still(self, base: Snapshot, backup: str, linked: bool) -> bool:
        """Whether the version just backed up, and the file, are what the change was made from."""
        data, kept = read_bytes(self._os, backup)
        now = stamp_of(self._os.stat(str(base.path)))
        return sha_of(data) == base.sha and now == (stamp_of(kept) if linked else base.stamp)

    def _late_text(self, goal: Goal, backup: str) -> Snapshot | None:
        """What a program that had the old file open wrote into it, None if nothing."""
        data, status = read_bytes(self._os, backup)
        if sha_of(data) == goal.base.sha:
            return None
        return decode(goal.base.path, data, goal.name, stamp_of(status))

    def _look_again(self, goal: Goal, backup: str) -> Written:
        """Read the file back. A later writer is right, unless our text was lost on the way."""
        disk = self._read(goal.name)
        if disk.sha == goal.sha or not disk.exists:
            return Written(goal, disk, backup)
        text = self._merge(goal.name, goal.base.text, disk.text, goal.text)
        if text is None or text == disk.text:
            return Written(replace(goal, merged=True), disk, backup)
        again = self._write(Goal(goal.name, disk, text, True))
        return again if isinstance(again, Written) else Written(goal, again.disk, backup)

    def _take_back(self, written: Written) -> None:
        """Undo the write of one file, unless somebody wrote after us."""
        if self._read(written.goal.name).sha != written.goal.sha:
            return
        real = written.disk.path
        if written.backup:
            self._restore(written.backup, real)
        elif not written.goal.base.exists:
            self._os.unlink(str(real))
            sync_folder(self._os, os.path.dirname(real))

    def _restore(self, backup: str, real: Path) -> None:
        """Put a backup in place again: the same file, so that later writes to it still count."""
        temp = os.path.join(real.parent, temp_name(real.name, self._os.pid()))
        try:
            self._os.link(backup, temp)
        except OSError:
            data, _ = read_bytes(self._os, backup)
            temp = write_temp(self._os, str(real), data, like=str(real))
        self._os.replace(temp, str(real))
        sync_folder(self._os, str(real.parent))
