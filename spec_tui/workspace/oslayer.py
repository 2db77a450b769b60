"""Every system call that reading and writing needs, behind one small protocol.

All of workspace/ reaches the disk through an `Os`, so that tests can count the calls, let the n-th
one fail, or pull the plug between two of them (safety.md C.3).
"""

from __future__ import annotations

import contextlib
import errno
import os
import time
from collections.abc import Callable
from typing import Protocol

NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP})


class Stat(Protocol):
    """The part of `os.stat_result` that is looked at."""

    @property
    def st_mode(self) -> int:
        """Kind and permissions."""

    @property
    def st_ino(self) -> int:
        """Number of the file on its device."""

    @property
    def st_dev(self) -> int:
        """Its device."""

    @property
    def st_size(self) -> int:
        """Bytes."""

    @property
    def st_mtime_ns(self) -> int:
        """Time of the last change of content."""


class Os(Protocol):
    """System calls. Paths are absolute; every method raises OSError like its namesake in `os`."""

    def open(self, path: str, flags: int, mode: int = 0o600) -> int:
        """Open a file, close-on-exec."""

    def close(self, fd: int) -> None:
        """Close a descriptor."""

    def read(self, fd: int, size: int) -> bytes:
        """Read up to `size` bytes."""

    def pread(self, fd: int, size: int, offset: int) -> bytes:
        """Read up to `size` bytes at `offset`."""

    def write(self, fd: int, data: bytes) -> int:
        """Write some of the bytes and say how many."""

    def truncate(self, fd: int, size: int) -> None:
        """Cut the file."""

    def fsync(self, fd: int) -> None:
        """Wait until the file (or folder) is on the medium."""

    def fstat(self, fd: int) -> Stat:
        """Status of an open file."""

    def stat(self, path: str) -> Stat:
        """Status of what a path leads to."""

    def lstat(self, path: str) -> Stat:
        """Status of the path itself."""

    def chmod(self, path: str, mode: int) -> None:
        """Change the mode bits."""

    def copy_attributes(self, source: str, fd: int) -> None:
        """Give an open file the owner, mode and extended attributes of another, where allowed."""

    def replace(self, source: str, target: str) -> None:
        """Rename over what is there."""

    def link(self, source: str, target: str) -> None:
        """Give a file a second name; fails where the name is taken."""

    def unlink(self, path: str) -> None:
        """Remove a name."""

    def mkdir(self, path: str, mode: int) -> None:
        """Make one folder."""

    def rmdir(self, path: str) -> None:
        """Remove a folder that is empty; fails where it is not."""

    def listdir(self, path: str) -> list[str]:
        """Names in a folder."""

    def realpath(self, path: str) -> str:
        """The path without symlinks; every part must exist."""

    def pid(self) -> int:
        """Number of this process."""

    def alive(self, pid: int) -> bool:
        """Whether a process of that number runs here."""

    def time_ns(self) -> int:
        """The clock that file times are compared with."""

    def lock(self, path: str, timeout: float) -> Callable[[], None] | None:
        """Lock a lock file within `timeout` seconds; returns its release, None where it is held.

        On a file system without locks the release of nothing is returned: comparing hashes before
        the rename still guards the files.
        """


class RealOs:
    """The operating system itself."""

    def open(self, path: str, flags: int, mode: int = 0o600) -> int:
        """See Os."""
        return os.open(path, flags | os.O_CLOEXEC, mode)

    def close(self, fd: int) -> None:
        """See Os."""
        os.close(fd)

    def read(self, fd: int, size: int) -> bytes:
        """See Os."""
        return os.read(fd, size)

    def pread(self, fd: int, size: int, offset: int) -> bytes:
        """See Os."""
        return os.pread(fd, size, offset)

    def write(self, fd: int, data: bytes) -> int:
        """See Os."""
        return os.write(fd, data)

    def truncate(self, fd: int, size: int) -> None:
        """See Os."""
        os.ftruncate(fd, size)

    def fsync(self, fd: int) -> None:
        """See Os."""
        os.fsync(fd)

    def fstat(self, fd: int) -> os.stat_result:
        """See Os."""
        return os.fstat(fd)

    def stat(self, path: str) -> os.stat_result:
        """See Os."""
        return os.stat(path)

    def lstat(self, path: str) -> os.stat_result:
        """See Os."""
        return os.lstat(path)

    def chmod(self, path: str, mode: int) -> None:
        """See Os."""
        os.chmod(path, mode)

    def copy_attributes(self, source: str, fd: int) -> None:
        """See Os. Owner first: changing it clears mode bits."""
        old, new = os.stat(source), os.fstat(fd)
        if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
            try:
                os.fchown(fd, old.st_uid, old.st_gid)
            except OSError:
                with contextlib.suppress(OSError):
                    os.fchown(fd, -1, old.st_gid)
        with contextlib.suppress(OSError):
            os.fchmod(fd, old.st_mode & 0o7777)
        if not hasattr(os, "listxattr"):
            return
        with contextlib.suppress(OSError):
            for name in os.listxattr(source):
                with contextlib.suppress(OSError):
                    os.setxattr(fd, name, os.getxattr(source, name))

    def replace(self, source: str, target: str) -> None:
        """See Os."""
        os.replace(source, target)

    def link(self, source: str, target: str) -> None:
        """See Os."""
        os.link(source, target, follow_symlinks=False)

    def unlink(self, path: str) -> None:
        """See Os."""
        os.unlink(path)

    def mkdir(self, path: str, mode: int) -> None:
        """See Os."""
        os.mkdir(path, mode)

    def rmdir(self, path: str) -> None:
        """See Os."""
        os.rmdir(path)

    def listdir(self, path: str) -> list[str]:
        """See Os."""
        return os.listdir(path)

    def realpath(self, path: str) -> str:
        """See Os."""
        return os.path.realpath(path, strict=True)

    def pid(self) -> int:
        """See Os."""
        return os.getpid()

    def alive(self, pid: int) -> bool:
        """See Os."""
        try:
            os.kill(pid, 0)
        except (ProcessLookupError, OverflowError):
            return False
        except PermissionError:
            return True
        return True

    def time_ns(self) -> int:
        """See Os."""
        return time.time_ns()

    def lock(self, path: str, timeout: float) -> Callable[[], None] | None:
        """See Os."""
        # 15 ms to import: only for those who write
        from filelock import FileLock, Timeout

        lock = FileLock(path, mode=0o600, thread_local=False)
        try:
            lock.acquire(timeout=timeout, poll_interval=0.02)
        except Timeout:
            return None
        except NotImplementedError:
            return _nothing
        except OSError as error:
            if error.errno in NO_LOCKS:
                return _nothing
            raise
        return lock.release


def _nothing() -> None:
    """The release of no lock."""
