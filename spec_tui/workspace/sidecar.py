"""`.spec-tui/` beside SPEC.md: journal, drafts, preferences, imports and backups.

Where the repository cannot be written the same things go to a folder of the user,
`$XDG_STATE_HOME/spec-tui/<hash of the real root>/`. Reading looks into both and creates neither.
Mode 0700, files 0600; nothing in it is opened through a link.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import stat
import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from spec_tui.workspace.durable import create_private, keep_copy, remove, write_private
from spec_tui.workspace.errors import NotWritable, home_path, reason_of
from spec_tui.workspace.oslayer import Os
from spec_tui.workspace.snapshot import read_bytes, sha_of

NAME = ".spec-tui"
DRAFT = "draft"
KEPT = "kept"
"""Half-typed answers whose questions went away."""
DRAFTS = frozenset({DRAFT, KEPT, "journal-draft"})
"""One half-typed text for each place where somebody types."""
PREFERENCES = "session.toml"
BACKUP = "backup"
IMPORTS = "imports"
BACKUPS_KEPT = 20
IGNORE = b"*\n"

T = TypeVar("T")


class Sidecar:
    """The two folders, and the small files in them."""

    def __init__(self, os_: Os, root: Path) -> None:
        self._os = os_
        self._root = root
        self._mutex = threading.Lock()
        self._fallback = ""
        self.folder = str(root / NAME)
        self.place = self.folder
        """The folder that the last write went to."""
        self.trouble = ""
        """Why that was not the one in the repository, as a sentence."""

    @property
    def fallback(self) -> str:
        """The folder of the user for this repository."""
        if not self._fallback:
            from platformdirs import user_state_dir

            digest = sha_of(os.fsencode(self._root))[:16]
            self._fallback = os.path.join(user_state_dir("spec-tui", False), digest)
        return self._fallback

    def readable(self) -> list[str]:
        """The folders that exist and may be trusted."""
        found = []
        for folder in (self.folder, self.fallback):
            with contextlib.suppress(OSError):
                self._check(folder)
                found.append(folder)
        return found

    def write(self, action: Callable[[str], T]) -> T:
        """Do something in the folder of the repository, or else in that of the user.

        Raises NotWritable where both refuse.
        """
        try:
            self._make(self.folder)
            result = action(self.folder)
        except OSError as error:
            first = error
        else:
            self.place, self.trouble = self.folder, ""
            return result
        try:
            self._make(self.fallback)
            result = action(self.fallback)
        except OSError as error:
            raise NotWritable(
                self._root,
                f"Neither {home_path(self.folder)} ({reason_of(first)}) nor "
                f"{home_path(self.fallback)} ({reason_of(error)}) can be written. "
                "Nothing was saved. Make room or give write permission, then try again.",
            ) from None
        self.place = self.fallback
        self.trouble = (
            f"{NAME} cannot be written ({reason_of(first)}). "
            f"Answers are kept in {home_path(self.fallback)}."
        )
        return result

    def user_folder(self) -> str:
        """The folder of the user, made where absent. Raises OSError."""
        self._make(self.fallback)
        return self.fallback

    # drafts and preferences

    def save_draft(self, draft: Mapping[str, Any], name: str = DRAFT) -> None:
        """Keep a half-typed text. Raises NotWritable; ValueError for a name not in DRAFTS."""
        data = json.dumps(draft).encode()
        file = _draft(name)
        with self._mutex:
            self.write(lambda folder: write_private(self._os, os.path.join(folder, file), data))

    def load_draft(self, name: str = DRAFT) -> dict[str, Any] | None:
        """The half-typed text; None where there is none that can be read."""
        data = self._newest(_draft(name))
        try:
            draft = json.loads(data) if data else None
        except (ValueError, RecursionError):
            return None
        return draft if isinstance(draft, dict) else None

    def clear_draft(self, name: str = DRAFT) -> None:
        """Forget the half-typed text."""
        for folder in self.readable():
            remove(self._os, os.path.join(folder, _draft(name)))

    def preferences(self) -> dict[str, Any]:
        """Remembered choices; none where the file cannot be read."""
        return _toml(self._newest(PREFERENCES)) or {}

    def set_preference(self, key: str, value: str | int | float | bool) -> None:
        """Remember a choice. A file that is not TOML is moved aside first. Raises NotWritable."""
        import tomli_w

        with self._mutex:
            data = tomli_w.dumps({**self.preferences(), key: value}).encode()

            def put(folder: str) -> None:
                path = os.path.join(folder, PREFERENCES)
                if _toml(self._bytes(path)) is None:
                    self._os.replace(path, path + ".corrupt")
                write_private(self._os, path, data)

            self.write(put)

    # imports and backups

    def save_import(self, name: str, data: bytes, at: datetime) -> Path:
        """Keep the original bytes of an import under a name of its own. Raises NotWritable."""
        safe = re.sub(r"[^A-Za-z0-9._-]+", "-", os.path.basename(name)).strip(".-")[-80:]
        stem = f"{at:%Y%m%dT%H%M%S}-{safe or 'import'}"

        def put(folder: str) -> Path:
            inside = self.subfolder(folder, IMPORTS)
            for number in range(1, 10_000):
                path = os.path.join(inside, stem if number == 1 else f"{stem}-{number}")
                with contextlib.suppress(FileExistsError):
                    create_private(self._os, path, data)
                    return Path(path)
            raise OSError(errno.EEXIST, "too many imports of one name")

        return self.write(put)

    def backup(self, source: str, name: str) -> tuple[str, bool]:
        """Keep the present version of a file; its path, and whether it is a second name of it.

        A second name also shows what a program that still has the old file open writes into it.
        """

        name = name.replace("/", "-")

        def put(folder: str) -> tuple[str, bool]:
            inside = self.subfolder(folder, BACKUP)
            number = max((n for n, _ in self._backups(inside)), default=0) + 1
            while True:
                path = os.path.join(inside, f"{number}-{name}")
                try:
                    return path, keep_copy(self._os, source, path)
                except FileExistsError:
                    number += 1

        return self.write(put)

    def prune(self) -> None:
        """Leave the last twenty backups."""
        for folder in self.readable():
            inside = os.path.join(folder, BACKUP)
            with contextlib.suppress(OSError):
                for _, name in sorted(self._backups(inside))[:-BACKUPS_KEPT]:
                    remove(self._os, os.path.join(inside, name))

    def _backups(self, inside: str) -> list[tuple[int, str]]:
        names = self._os.listdir(inside)
        return [(int(m[1]), name) for name in names if (m := re.match(r"(\d{1,15})-", name))]

    # folders

    def _make(self, folder: str) -> None:
        try:
            self._check(folder)
        except FileNotFoundError:
            if folder != self.folder:
                self._parents(os.path.dirname(folder))
            # one level only: a repository that is gone is never made again
            with contextlib.suppress(FileExistsError):
                self._os.mkdir(folder, 0o700)
            self._check(folder)
        if self._os.stat(folder).st_mode & 0o077:
            with contextlib.suppress(OSError):
                self._os.chmod(folder, 0o700)
        ignore = os.path.join(folder, ".gitignore")
        if folder == self.folder and self._bytes(ignore) == b"":
            write_private(self._os, ignore, IGNORE)

    def _check(self, folder: str) -> None:
        """Raises OSError unless this is a folder, in the repository if it is meant to be."""
        status: Any = self._os.lstat(folder)
        if stat.S_ISLNK(status.st_mode):
            real = Path(self._os.realpath(folder))
            if folder != self.fallback and not real.is_relative_to(self._root):
                raise OSError(errno.EPERM, "it is a link out of the repository")
            status = self._os.stat(folder)
        if not stat.S_ISDIR(status.st_mode):
            raise OSError(errno.ENOTDIR, "it is not a folder")

    def subfolder(self, folder: str, name: str) -> str:
        """A folder inside of one of the two, made where absent. Raises OSError."""
        path = os.path.join(folder, name)
        with contextlib.suppress(FileExistsError):
            self._os.mkdir(path, 0o700)
        if not stat.S_ISDIR(self._os.lstat(path).st_mode):
            raise OSError(errno.ENOTDIR, f"{name} in it is not a folder")
        return path

    def _parents(self, folder: str) -> None:
        try:
            self._os.stat(folder)
        except FileNotFoundError:
            self._parents(os.path.dirname(folder))
            with contextlib.suppress(FileExistsError):
                self._os.mkdir(folder, 0o700)

    def _bytes(self, path: str) -> bytes:
        """The content, b"" where there is none."""
        try:
            return read_bytes(self._os, path)[0]
        except FileNotFoundError:
            return b""

    def _newest(self, name: str) -> bytes:
        """The content of the newer of the two files of that name."""
        found = []
        for folder in self.readable():
            with contextlib.suppress(OSError):
                data, status = read_bytes(self._os, os.path.join(folder, name))
                found.append((status.st_mtime_ns, data))
        return max(found)[1] if found else b""


def _draft(name: str) -> str:
    if name not in DRAFTS:
        raise ValueError(f"no draft is called {name}")
    return name


def _toml(data: bytes) -> dict[str, Any] | None:
    """The table, None where it is not TOML."""
    import tomllib

    try:
        return tomllib.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
