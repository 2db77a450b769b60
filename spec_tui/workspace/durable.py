"""Writing one file so that at every instant the old or the new version is there, complete.

Temp file in the same folder, everything written and synced, renamed over the old one, folder
synced (safety.md C.2). Leaving out any of these steps loses or tears files after a power cut.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat

from spec_tui.workspace.oslayer import Os
from spec_tui.workspace.snapshot import read_bytes

CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
NO_LINKS = frozenset(
    {errno.EPERM, errno.EXDEV, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EACCES}
)
LEFTOVER_NS = 3600 * 10**9
"""Nobody writes a temp file for an hour: an older one is a leftover even if its pid lives again."""
TEMP = re.compile(r"\.(.+)\.(\d{1,10})\.tmp")


def temp_name(name: str, pid: int) -> str:
    """`.SPEC.md.4711.tmp`."""
    return f".{name}.{pid}.tmp"


def target_of(path: str) -> str:
    """The file that a temp file is written for; any other path as it is."""
    folder, name = os.path.split(path)
    match = TEMP.fullmatch(name)
    return os.path.join(folder, match[1]) if match is not None else path


def write_temp(os_: Os, target: str, data: bytes, *, like: str = "", mode: int = 0o600) -> str:
    """A synced temp file beside `target`, with the attributes of `like`; returns its path.

    Raises OSError, having removed what it made.
    """
    folder, name = os.path.split(target)
    temp = os.path.join(folder, temp_name(name, os_.pid()))
    try:
        fd = os_.open(temp, CREATE, mode)
    except FileExistsError:
        # left by a killed process that had our number
        os_.unlink(temp)
        fd = os_.open(temp, CREATE, mode)
    try:
        try:
            if like:
                os_.copy_attributes(like, fd)
            write_all(os_, fd, data)
            os_.fsync(fd)
        finally:
            os_.close(fd)
    except OSError:
        remove(os_, temp)
        raise
    return temp


def write_all(os_: Os, fd: int, data: bytes) -> None:
    """Write all bytes, however few the system takes at a time."""
    rest = data
    while rest:
        try:
            taken = os_.write(fd, rest)
        except InterruptedError:
            continue
        if taken == 0:
            raise OSError(errno.EIO, "nothing was written")
        rest = rest[taken:]


def create_from(os_: Os, temp: str, target: str) -> bool:
    """Give a temp file a name that nobody has yet; False where somebody was faster."""
    try:
        os_.link(temp, target)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        # no hard links here: reserve the name, then rename over the reservation
        try:
            os_.close(os_.open(target, CREATE, 0o600))
        except FileExistsError:
            return False
        try:
            os_.replace(temp, target)
        except OSError:
            remove(os_, target)
            raise
    else:
        os_.unlink(temp)
    sync_folder(os_, os.path.dirname(target))
    return True


def write_private(os_: Os, path: str, data: bytes) -> None:
    """Write a file of our own, mode 0600, atomically and durably."""
    temp = write_temp(os_, path, data)
    try:
        os_.replace(temp, path)
    except OSError:
        remove(os_, temp)
        raise
    sync_folder(os_, os.path.dirname(path))


def create_private(os_: Os, path: str, data: bytes) -> None:
    """Write a new file of our own; raises FileExistsError where the name is taken."""
    fd = os_.open(path, CREATE, 0o600)
    try:
        try:
            write_all(os_, fd, data)
            os_.fsync(fd)
        finally:
            os_.close(fd)
        sync_folder(os_, os.path.dirname(path))
    except OSError:
        remove(os_, path)
        raise


def keep_copy(os_: Os, source: str, target: str) -> bool:
    """A second name for a file, or a copy where that cannot be; True for a second name.

    Raises FileExistsError where the target is taken.
    """
    try:
        os_.link(source, target)
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        create_private(os_, target, read_bytes(os_, source)[0])
        return False
    return True


def sync_folder(os_: Os, folder: str) -> None:
    """Make the names in a folder durable; folders that cannot be synced are left to the system."""
    fd = os_.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os_.fsync(fd)
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
    finally:
        os_.close(fd)


def remove(os_: Os, path: str) -> None:
    """Remove a file where possible."""
    with contextlib.suppress(OSError):
        os_.unlink(path)


def leftovers(os_: Os, folder: str, names: set[str]) -> list[str]:
    """Paths of temp files for `names` that no living writer can own any more.

    To be asked while holding the write lock, or before this process has written anything.
    """
    found = []
    for entry in os_.listdir(folder):
        match = TEMP.fullmatch(entry)
        if match is None or match[1] not in names:
            continue
        pid = int(match[2])
        path = os.path.join(folder, entry)
        if pid == os_.pid() or not os_.alive(pid) or _old(os_, path):
            found.append(path)
    return found


def _old(os_: Os, path: str) -> bool:
    try:
        status = os_.lstat(path)
    except OSError:
        return False
    return stat.S_ISREG(status.st_mode) and os_.time_ns() - status.st_mtime_ns > LEFTOVER_NS
