"""Two locks: one for the moment of a write, one for the app that is open.

The kernel frees both when their process ends, so nothing left behind blocks anybody. Beside each
lock file a small JSON file says who holds it; it informs and decides nothing.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass

from spec_tui.workspace.durable import write_all
from spec_tui.workspace.oslayer import Os
from spec_tui.workspace.snapshot import read_bytes

WRITE = "write.lock"
SESSION = "session.lock"
WAIT_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock; empty values where it is not known."""

    handle: str = ""
    pid: int = 0
    host: str = ""

    def __str__(self) -> str:
        parts = [self.handle, f"process {self.pid}" if self.pid else ""]
        return ", ".join(part for part in parts if part) or "another process"


def acquire(
    os_: Os, folder: str, name: str, handle: str, timeout: float
) -> Callable[[], None] | Holder:
    """The release of the lock, or who holds it. Raises OSError where the folder refuses."""
    path = os.path.join(folder, name)
    release = os_.lock(path, timeout)
    if release is None:
        return holder(os_, path)
    about = {"handle": handle, "pid": os_.pid(), "host": os.uname().nodename}
    # a full disk must not keep anybody from the lock itself
    with contextlib.suppress(OSError):
        _note(os_, path + ".json", json.dumps(about).encode())
    return release


def _note(os_: Os, path: str, data: bytes) -> None:
    """Write without waiting for the medium: a torn note is read as "not known"."""
    fd = os_.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        write_all(os_, fd, data)
    finally:
        os_.close(fd)


def holder(os_: Os, path: str) -> Holder:
    """Who wrote that they hold this lock."""
    try:
        about = json.loads(read_bytes(os_, path + ".json")[0])
        return Holder(str(about["handle"]), int(about["pid"]), str(about["host"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return Holder()
