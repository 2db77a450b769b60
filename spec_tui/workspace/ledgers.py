"""The ledgers of sync on disk, the lock of a push, and the origins that were pushed to before.

Ledgers lie in the repository, `.omoi_os/.sync/<project>.json`. Locks and known origins lie with
the user: no repository can make an origin known.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from spec_tui.workspace.durable import leftovers, remove, write_private
from spec_tui.workspace.errors import Locked, NotWritable, Unreadable, reason_of
from spec_tui.workspace.oslayer import Os, RealOs
from spec_tui.workspace.snapshot import read_bytes, sha_of

FOLDER = ".omoi_os"
INSIDE = ".sync"
ORIGINS = "origins.json"
LARGEST = 64 << 20


class LedgerFile:
    """One ledger. `project` must be one plain name; who makes it checks that."""

    def __init__(self, root: Path, project: str, *, os_: Os | None = None) -> None:
        if project in {"", ".", ".."} or "/" in project or "\0" in project:
            raise ValueError("a project is one plain name")
        self._os: Os = os_ or RealOs()
        self._root = Path(os.path.realpath(root))
        self._folder = str(self._root / FOLDER / INSIDE)
        self._path = os.path.join(self._folder, f"{project}.json")
        self.name = f"{FOLDER}/{INSIDE}/{project}.json"

    def read(self) -> str:
        """Its text, "" where there is none. Raises Unreadable."""
        try:
            self._check(self._folder)
            status = self._os.lstat(self._path)
            if status.st_size > LARGEST:
                raise OSError(errno.EFBIG, "it is larger than any ledger")
            return read_bytes(self._os, self._path)[0].decode("utf-8")
        except FileNotFoundError:
            return ""
        except UnicodeDecodeError:
            raise Unreadable(
                Path(self._path),
                f"{self.name} is not UTF-8, so it is no ledger of sync. Nothing was sent. "
                "Restore it from a backup, or remove it.",
            ) from None
        except OSError as error:
            raise Unreadable(
                Path(self._path),
                f"{self.name} cannot be read ({reason_of(error)}). Nothing was sent.",
            ) from None

    def write(self, text: str) -> None:
        """Replace it so that the old or the new one is there at every instant.

        Raises NotWritable.
        """
        try:
            with contextlib.suppress(FileExistsError):
                self._os.mkdir(self._folder, 0o755)
            self._check(self._folder)
            write_private(self._os, self._path, text.encode("utf-8"))
        except OSError as error:
            raise NotWritable(
                Path(self._path),
                f"{self.name} cannot be written ({reason_of(error)}). Nothing more was sent; "
                "what the server has by now is found again by its ids.",
            ) from None

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Only one push of a project at a time. Raises Locked, NotWritable."""
        try:
            folder = _user_folder(self._os)
            path = os.path.join(folder, sha_of(os.fsencode(self._path))[:16] + ".lock")
            release: Callable[[], None] | None = self._os.lock(path, 0.0)
        except OSError as error:
            raise NotWritable(
                self._root,
                f"The state folder of spec-tui cannot be written ({reason_of(error)}). "
                "Nothing was sent.",
            ) from None
        if release is None:
            raise Locked(self._root, "Another push of this project is running. Nothing was sent.")
        try:
            self._sweep()
            yield
        finally:
            release()

    def _sweep(self) -> None:
        """Remove what a killed push left half written."""
        with contextlib.suppress(OSError):
            for path in leftovers(self._os, self._folder, {os.path.basename(self._path)}):
                remove(self._os, path)

    def _check(self, folder: str) -> None:
        """Raises OSError unless it is a real folder inside the repository."""
        real = Path(self._os.realpath(folder))
        if not real.is_relative_to(self._root):
            raise OSError(errno.EPERM, "it is a link out of the repository")
        if not stat.S_ISDIR(self._os.stat(folder).st_mode):
            raise OSError(errno.ENOTDIR, "it is not in a folder")


class KnownOrigins:
    """Servers that this user pushed to before."""

    def __init__(self, *, os_: Os | None = None) -> None:
        self._os: Os = os_ or RealOs()

    def __contains__(self, origin: str) -> bool:
        return origin in self._read()

    def add(self, origin: str) -> None:
        """Remember an origin. A folder that refuses is asked again next time."""
        known = sorted({*self._read(), origin})
        with contextlib.suppress(OSError):
            path = os.path.join(_user_folder(self._os), ORIGINS)
            write_private(self._os, path, json.dumps(known).encode())

    def _read(self) -> list[str]:
        try:
            known = json.loads(read_bytes(self._os, os.path.join(_place(), ORIGINS))[0])
        except (OSError, ValueError, RecursionError):
            return []
        return [one for one in known if isinstance(one, str)] if isinstance(known, list) else []


def _place() -> str:
    from platformdirs import user_state_dir

    return os.path.join(user_state_dir("spec-tui", False), "sync")


def _user_folder(os_: Os) -> str:
    """The folder of the user, made where absent. Raises OSError."""
    folder = _place()
    _make(os_, folder)
    return folder


def _make(os_: Os, folder: str) -> None:
    try:
        os_.stat(folder)
    except FileNotFoundError:
        _make(os_, os.path.dirname(folder))
        with contextlib.suppress(FileExistsError):
            os_.mkdir(folder, 0o700)
