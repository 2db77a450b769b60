"""A file as read: its text, its hash, and what is needed to write it back byte for byte."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from spec_tui.workspace.errors import Unreadable, reason_of
from spec_tui.workspace.oslayer import Os, Stat

BOM = b"\xef\xbb\xbf"
CHUNK = 1 << 20
RACY_NS = 2_000_000_000
"""A file changed this shortly before it was read is compared by content: its time may not move."""

READ_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_NOFOLLOW

Stamp = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One file at one moment. An absent file has `exists` False and text ""."""

    path: Path
    """Real path: symlinks resolved."""
    exists: bool
    text: str
    """Without the BOM; line ends as on disk."""
    sha: str
    """SHA-256 of the bytes on disk, hexadecimal; "" if absent."""
    bom: bool = False
    newline: str = "\n"
    """The line end that most lines have."""
    stamp: Stamp = (0, 0, 0, 0)
    """Device, inode, size in bytes, time of change in nanoseconds."""
    settled: bool = False
    """True where an equal stamp proves equal content."""

    def encode(self, text: str) -> bytes:
        """The bytes of another text for this file: UTF-8, the BOM kept."""
        return (BOM if self.bom else b"") + text.encode("utf-8")


def sha_of(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def stamp_of(status: Stat) -> Stamp:
    """What is compared to see cheaply whether a file changed."""
    return (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)


def read_snapshot(os_: Os, path: Path, root: Path) -> Snapshot:
    """Read a file of the repository. Raises Unreadable; an absent file is no error."""
    real = resolve(os_, path, root)
    if real is None:
        return Snapshot(path=path, exists=False, text="", sha="")
    try:
        data, status = read_bytes(os_, str(real))
    except FileNotFoundError:
        return Snapshot(path=real, exists=False, text="", sha="")
    except OSError as error:
        raise unreadable(path, error) from None
    settled = os_.time_ns() - status.st_mtime_ns > RACY_NS
    return decode(real, data, path.name, stamp_of(status), settled)


def decode(real: Path, data: bytes, name: str, stamp: Stamp, settled: bool = False) -> Snapshot:
    """The snapshot of these bytes. Raises Unreadable where they are not UTF-8 text."""
    bom = data.startswith(BOM)
    body = data[len(BOM) :] if bom else data
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(
            real, f"{name} is UTF-16. It was not changed. Save it as UTF-8 and try again."
        )
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _misplaced(
            real, name, "is not UTF-8", data, error.start + len(data) - len(body)
        ) from None
    nul = data.find(b"\0")
    if nul >= 0:
        raise _misplaced(real, name, "holds a NUL byte, so it is not text", data, nul)
    return Snapshot(
        path=real,
        exists=True,
        text=text,
        sha=sha_of(data),
        bom=bom,
        newline=dominant_newline(text),
        stamp=stamp,
        settled=settled,
    )


def resolve(os_: Os, path: Path, root: Path) -> Path | None:
    """The real path of a file, None where it does not exist. Raises Unreadable (safety.md R13)."""
    try:
        status = os_.lstat(str(path))
        if not stat.S_ISLNK(status.st_mode):
            return path
        real = Path(os_.realpath(str(path)))
    except FileNotFoundError:
        if not _is_link(os_, path):
            return None
        raise Unreadable(
            path,
            f"{path.name} is a link to a file that does not exist. Nothing was created. "
            "Create its target or remove the link.",
        ) from None
    except OSError as error:
        raise unreadable(path, error) from None
    if not real.is_relative_to(root):
        raise Unreadable(
            path,
            f"{path.name} is a link out of the repository, to {real}. Nothing was changed. "
            "Move the file into the repository, or open the repository it lies in.",
        )
    return real


def read_bytes(os_: Os, path: str) -> tuple[bytes, Stat]:
    """All bytes of a regular file and its status.

    Never hangs on a FIFO. Reads again where the file changed meanwhile. Raises OSError; EINVAL
    for what is not a regular file.
    """
    for _ in range(3):
        fd = os_.open(path, READ_FLAGS)
        try:
            before = os_.fstat(fd)
            if not stat.S_ISREG(before.st_mode):
                raise OSError(errno.EINVAL, _kind(before.st_mode), path)
            data = _read_all(os_, fd)
            after = os_.fstat(fd)
        finally:
            os_.close(fd)
        if stamp_of(before) == stamp_of(after) and len(data) == after.st_size:
            break
    return data, after


def merge_markers(text: str) -> int | None:
    """Line (from 1) of the first complete git conflict: `<<<<<<<`, `=======`, `>>>>>>>`."""
    if "<<<<<<<" not in text:
        return None
    start, middle = 0, False
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        if re.match(r"<{7}( |$)", line):
            start, middle = number, False
        elif start and line == "=======":
            middle = True
        elif middle and re.match(r">{7}( |$)", line):
            return start
    return None


def dominant_newline(text: str) -> str:
    r"""`\n`, `\r\n` or `\r`, whichever ends most lines; `\n` where none does."""
    if "\r" not in text:
        return "\n"
    both = text.count("\r\n")
    counts = {"\n": text.count("\n") - both, "\r\n": both, "\r": text.count("\r") - both}
    return max(counts, key=lambda ending: counts[ending])


def unreadable(path: Path, error: OSError) -> Unreadable:
    """The person's words for an error while reading."""
    if error.errno == errno.ELOOP:
        why = "is a link that leads back to itself"
    elif error.errno == errno.EINVAL and error.strerror:
        why = f"is {error.strerror}, not a regular file"
    elif error.errno in {errno.ENXIO, errno.EISDIR}:
        why = "is not a regular file"
    else:
        why = f"cannot be read ({reason_of(error)})"
    return Unreadable(path, f"{path.name} {why}. Nothing was changed. Look at {path}.")


def _misplaced(real: Path, name: str, why: str, data: bytes, offset: int) -> Unreadable:
    """An error with its place, in bytes and in lines and columns."""
    before = data[:offset].decode("utf-8", "replace")
    lines = re.split(r"\r\n|\r|\n", before)
    line, column = len(lines), len(lines[-1].removeprefix("\ufeff")) + 1
    return Unreadable(
        real,
        f"{name}:{line}:{column} {why} (byte {offset}). It was not changed. "
        "Save it as UTF-8 and try again.",
        offset=offset,
        line=line,
        column=column,
    )


def _is_link(os_: Os, path: Path) -> bool:
    try:
        return stat.S_ISLNK(os_.lstat(str(path)).st_mode)
    except OSError:
        return False


def _read_all(os_: Os, fd: int) -> bytes:
    parts: list[bytes] = []
    while True:
        try:
            part = os_.read(fd, CHUNK)
        except InterruptedError:
            continue
        if not part:
            return b"".join(parts)
        parts.append(part)


def _kind(mode: int) -> str:
    names = {
        stat.S_IFDIR: "a folder",
        stat.S_IFIFO: "a pipe",
        stat.S_IFSOCK: "a socket",
        stat.S_IFCHR: "a device",
        stat.S_IFBLK: "a device",
    }
    return names.get(stat.S_IFMT(mode), "something else")
