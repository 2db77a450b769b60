"""A file system in memory that forgets what was not synced, in the manner of SQLite's test6.c.

File contents survive a power cut as of their last fsync, names as of the last fsync of their
folder; whatever came later may be kept, lost or torn, each on its own. `hook` is called before
every system call with its name and path: it may raise to pull the plug or to let the call fail, and
may return a number to make a write short.
"""

from __future__ import annotations

import copy
import errno
import os
import random
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

Hook = Callable[[str, str], int | None]
Names = dict[str, int]


class PulledPlug(BaseException):
    """The process is gone; nothing it does after this reaches the disk."""


@dataclass
class Node:
    """A file or a folder: as the running system sees it, and as it is on the medium."""

    mode: int
    data: bytes = b""
    durable: bytes = b""
    names: Names = field(default_factory=dict)
    durable_names: Names = field(default_factory=dict)
    pending: list[dict[str, int | None]] = field(default_factory=list)
    """Changes of names since the last sync, each atomic; None removes."""
    mtime: int = 0


@dataclass(frozen=True)
class Status:
    """A stat result."""

    st_mode: int
    st_ino: int
    st_dev: int
    st_size: int
    st_mtime_ns: int


class Fate(Protocol):
    """What a power cut leaves of what was not synced."""

    def content(self, durable: bytes, current: bytes) -> bytes: ...

    def names(self, pending: list[dict[str, int | None]]) -> list[dict[str, int | None]]: ...


@dataclass(frozen=True)
class Plain:
    """One way of losing, the same everywhere."""

    data: str
    names_kept: bool

    def content(self, durable: bytes, current: bytes) -> bytes:
        return _left(self.data, durable, current)

    def names(self, pending: list[dict[str, int | None]]) -> list[dict[str, int | None]]:
        return pending if self.names_kept else []


class Chance:
    """A way of its own for every file and every name, drawn from a seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def content(self, durable: bytes, current: bytes) -> bytes:
        return _left(self._random.choice(["all", "none", "half", "zeros"]), durable, current)

    def names(self, pending: list[dict[str, int | None]]) -> list[dict[str, int | None]]:
        return [change for change in pending if self._random.random() < 0.5]


KILLED = Plain("all", True)
"""kill -9: the process is gone, the system lives on."""
FATES: tuple[Fate, ...] = (
    KILLED,
    Plain("none", False),
    Plain("none", True),
    Plain("all", False),
    Plain("half", True),
    Plain("zeros", True),
)


class Disk:
    """The file system itself, shared by the processes that run on it."""

    def __init__(self) -> None:
        self.nodes: dict[int, Node] = {1: Node(stat.S_IFDIR | 0o755)}
        self.last_ino = 1
        self.clock = 1_000_000_000_000
        self.last_pid = 100
        self.running: set[int] = set()
        self.locks: dict[str, int] = {}
        self.links = True

    def after(self, fate: Fate) -> Disk:
        """This disk after everything that ran on it died."""
        other = Disk()
        other.links = self.links
        other.last_ino, other.clock, other.last_pid = self.last_ino, self.clock, self.last_pid
        for ino, node in self.nodes.items():
            names = dict(node.durable_names)
            for change in fate.names(node.pending):
                _change(names, change)
            data = node.data if node.data == node.durable else fate.content(node.durable, node.data)
            other.nodes[ino] = Node(node.mode, data, data, names, dict(names), [], node.mtime)
        return other

    def copy(self) -> Disk:
        """The same disk again, with what is not synced yet."""
        return copy.deepcopy(self)

    def find(self, path: str) -> int:
        """Inode of a path."""
        ino = 1
        for part in path.strip("/").split("/"):
            node = self.nodes[ino]
            if part and not stat.S_ISDIR(node.mode):
                raise OSError(errno.ENOTDIR, "Not a directory", path)
            if part and part not in node.names:
                raise FileNotFoundError(errno.ENOENT, "No such file or directory", path)
            ino = node.names[part] if part else ino
        return ino

    def get(self, path: str) -> bytes | None:
        """Content of a file, None where there is none."""
        try:
            return self.nodes[self.find(path)].data
        except FileNotFoundError:
            return None

    def put(self, path: str, data: bytes, mode: int = 0o644) -> None:
        """Put a file there, synced; folders are made."""
        folder, name = os.path.split(path)
        parent = self.nodes[self.folder(folder)]
        ino = self.add(Node(stat.S_IFREG | mode, data, data, mtime=self.clock))
        parent.names[name] = parent.durable_names[name] = ino

    def folder(self, path: str) -> int:
        """Make a folder and those above it, synced."""
        ino = 1
        for part in path.strip("/").split("/"):
            node = self.nodes[ino]
            if part and part not in node.names:
                node.names[part] = node.durable_names[part] = self.add(Node(stat.S_IFDIR | 0o755))
            ino = node.names[part] if part else ino
        return ino

    def add(self, node: Node) -> int:
        """A new inode."""
        self.last_ino += 1
        self.nodes[self.last_ino] = node
        return self.last_ino

    def names(self, path: str = "/") -> list[str]:
        """All paths below a folder."""
        found = []
        for name, ino in sorted(self.nodes[self.find(path)].names.items()):
            inside = os.path.join(path, name)
            found.append(inside)
            if stat.S_ISDIR(self.nodes[ino].mode):
                found += self.names(inside)
        return found


class ModelOs:
    """One process on a disk. Implements `spec_tui.workspace.oslayer.Os`."""

    def __init__(self, disk: Disk, hook: Hook | None = None) -> None:
        self.disk = disk
        self.hook = hook
        self.calls: list[tuple[str, str]] = []
        self.dead = False
        disk.last_pid += 1
        self._pid = disk.last_pid
        disk.running.add(self._pid)
        self._fds: dict[int, tuple[int, str, int]] = {}

    def _call(self, name: str, path: str) -> int | None:
        if self.dead:
            raise PulledPlug
        self.disk.clock += 1_000_000
        self.calls.append((name, path))
        if self.hook is None:
            return None
        try:
            return self.hook(name, path)
        except PulledPlug:
            self.dead = True
            self.disk.running.discard(self._pid)
            raise

    def _parent(self, path: str) -> tuple[Node, str]:
        folder, name = os.path.split(path)
        node = self.disk.nodes[self.disk.find(folder)]
        if not stat.S_ISDIR(node.mode):
            raise OSError(errno.ENOTDIR, "Not a directory", path)
        return node, name

    def _rename(self, node: Node, change: dict[str, int | None]) -> None:
        _change(node.names, change)
        node.pending.append(change)

    def open(self, path: str, flags: int, mode: int = 0o600) -> int:
        self._call("open-new" if flags & os.O_CREAT else "open", path)
        parent, name = self._parent(path)
        ino = parent.names.get(name)
        if ino is not None and flags & os.O_CREAT and flags & os.O_EXCL:
            raise FileExistsError(errno.EEXIST, "File exists", path)
        if ino is None:
            if not flags & os.O_CREAT:
                raise FileNotFoundError(errno.ENOENT, "No such file or directory", path)
            ino = self.disk.add(Node(stat.S_IFREG | mode & ~0o022, mtime=self.disk.clock))
            self._rename(parent, {name: ino})
        if flags & os.O_TRUNC:
            self.disk.nodes[ino].data = b""
        fd = max(self._fds, default=2) + 1
        self._fds[fd] = (ino, path, 0)
        return fd

    def close(self, fd: int) -> None:
        _, path, _ = self._fds.pop(fd)
        self._call("close", path)

    def read(self, fd: int, size: int) -> bytes:
        ino, path, position = self._fds[fd]
        self._call("read", path)
        part = self.disk.nodes[ino].data[position : position + size]
        self._fds[fd] = (ino, path, position + len(part))
        return part

    def pread(self, fd: int, size: int, offset: int) -> bytes:
        ino, path, _ = self._fds[fd]
        self._call("pread", path)
        return self.disk.nodes[ino].data[offset : offset + size]

    def write(self, fd: int, data: bytes) -> int:
        ino, path, _ = self._fds[fd]
        short = self._call("write", path)
        taken = data if short is None else data[:short]
        node = self.disk.nodes[ino]
        node.data += taken
        node.mtime = self.disk.clock
        return len(taken)

    def truncate(self, fd: int, size: int) -> None:
        ino, path, _ = self._fds[fd]
        self._call("truncate", path)
        self.disk.nodes[ino].data = self.disk.nodes[ino].data[:size]

    def fsync(self, fd: int) -> None:
        ino, path, _ = self._fds[fd]
        self._call("fsync", path)
        node = self.disk.nodes[ino]
        node.durable = node.data
        node.durable_names = dict(node.names)
        node.pending = []

    def _status(self, ino: int) -> Status:
        node = self.disk.nodes[ino]
        return Status(node.mode, ino, 1, len(node.data), node.mtime)

    def fstat(self, fd: int) -> Status:
        ino, path, _ = self._fds[fd]
        self._call("fstat", path)
        return self._status(ino)

    def stat(self, path: str) -> Status:
        self._call("stat", path)
        return self._status(self.disk.find(path))

    def lstat(self, path: str) -> Status:
        self._call("lstat", path)
        return self._status(self.disk.find(path))

    def chmod(self, path: str, mode: int) -> None:
        self._call("chmod", path)
        node = self.disk.nodes[self.disk.find(path)]
        node.mode = stat.S_IFMT(node.mode) | mode

    def copy_attributes(self, source: str, fd: int) -> None:
        self._call("copy_attributes", source)
        node = self.disk.nodes[self._fds[fd][0]]
        node.mode = self.disk.nodes[self.disk.find(source)].mode

    def replace(self, source: str, target: str) -> None:
        self._call("replace", target)
        folder, old = self._parent(source)
        other, new = self._parent(target)
        assert folder is other, "the model renames inside one folder"
        ino = self.disk.find(source)
        change: dict[str, int | None] = {old: None, new: ino}
        if folder.names.get(new) != ino:
            self._rename(folder, change)

    def link(self, source: str, target: str) -> None:
        self._call("link", target)
        if not self.disk.links:
            raise OSError(errno.EPERM, "Operation not permitted", target)
        parent, name = self._parent(target)
        ino = self.disk.find(source)
        if name in parent.names:
            raise FileExistsError(errno.EEXIST, "File exists", target)
        self._rename(parent, {name: ino})

    def unlink(self, path: str) -> None:
        self._call("unlink", path)
        self.disk.find(path)
        parent, name = self._parent(path)
        self._rename(parent, {name: None})

    def mkdir(self, path: str, mode: int) -> None:
        self._call("mkdir", path)
        parent, name = self._parent(path)
        if name in parent.names:
            raise FileExistsError(errno.EEXIST, "File exists", path)
        self._rename(parent, {name: self.disk.add(Node(stat.S_IFDIR | mode))})

    def rmdir(self, path: str) -> None:
        self._call("rmdir", path)
        if self.disk.nodes[self.disk.find(path)].names:
            raise OSError(errno.ENOTEMPTY, "Directory not empty", path)
        parent, name = self._parent(path)
        self._rename(parent, {name: None})

    def listdir(self, path: str) -> list[str]:
        self._call("listdir", path)
        return list(self.disk.nodes[self.disk.find(path)].names)

    def realpath(self, path: str) -> str:
        self.disk.find(path)
        return path

    def pid(self) -> int:
        return self._pid

    def alive(self, pid: int) -> bool:
        return pid in self.disk.running

    def time_ns(self) -> int:
        return self.disk.clock

    def lock(self, path: str, timeout: float) -> Callable[[], None] | None:
        self._call("lock", path)
        if path not in self.disk.names(os.path.dirname(path)):
            self.close(self.open(path, os.O_CREAT | os.O_RDWR))
        for _ in range(500):
            holder = self.disk.locks.get(path)
            if holder is None or holder not in self.disk.running:
                break
            if not timeout:
                return None
            self._call("wait", path)
        else:
            return None
        self.disk.locks[path] = self._pid

        def release() -> None:
            self._call("unlock", path)
            self.disk.locks.pop(path, None)

        return release


def _change(names: Names, change: dict[str, int | None]) -> None:
    for name, ino in change.items():
        if ino is None:
            names.pop(name, None)
        else:
            names[name] = ino


def _left(how: str, durable: bytes, current: bytes) -> bytes:
    if how == "all":
        return current
    if how == "none":
        return durable
    grown = current[len(durable) :] if current.startswith(durable) else b""
    if how == "half":
        return durable + grown[: len(grown) // 2] if grown else current[: len(current) // 2]
    return durable + b"\0" * len(grown) if grown else b"\0" * len(current)
