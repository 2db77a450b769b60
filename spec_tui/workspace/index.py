"""What was read of many files, kept under the user's cache so that a second look is cheap.

One JSON file per repository. It is only ever a shortcut: deleting it costs time and nothing else,
one that cannot be read counts as absent, and an entry counts only while size, mtime, ctime and
inode of its file are the same. A file that was changed within two seconds before it was read is
read again, because a change right after could leave its times as they were.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from spec_tui.workspace.browse import Stamp
from spec_tui.workspace.snapshot import RACY_NS, sha_of


class FileIndex:
    """The index of one repository for one version of the readers."""

    def __init__(self, root: Path, version: int, *, folder: Path | None = None) -> None:
        self._version = version
        self._path = (folder or _cache_folder()) / sha_of(os.fsencode(os.path.realpath(root)))[:16]
        self._path = self._path.with_suffix(".json")
        self._rows: dict[str, Any] | None = None
        self._changed = False

    @property
    def path(self) -> Path:
        """The file that it is kept in."""
        return self._path

    def get(self, path: str, stamp: Stamp) -> Any:
        """The row of an unchanged file, None if there is none."""
        if self._rows is None:
            self._rows = self._load()
        kept = self._rows.get(path)
        if kept is None or kept[0] != [*stamp]:
            return None
        return kept[1]

    def put(self, path: str, stamp: Stamp, row: Any) -> None:
        """Remember the row of a file that was read just now."""
        if self._rows is None:
            self._rows = self._load()
        if time.time_ns() - max(stamp[1], stamp[2]) <= RACY_NS:
            self._changed = self._rows.pop(path, None) is not None or self._changed
            return
        self._rows[path] = [[*stamp], row]
        self._changed = True

    def save(self, paths: Iterable[str]) -> None:
        """Keep the rows of these files and no others. A folder that refuses is left alone."""
        if self._rows is None:
            return
        wanted = set(paths)
        gone = [path for path in self._rows if path not in wanted]
        for path in gone:
            del self._rows[path]
        if not self._changed and not gone:
            return
        data = json.dumps([self._version, self._rows], ensure_ascii=False, separators=(",", ":"))
        with contextlib.suppress(OSError, UnicodeEncodeError):
            self._write(data.encode("utf-8"))
        self._changed = False

    def _write(self, data: bytes) -> None:
        """Replace the file; no sync, since a torn one counts as absent."""
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        temp = self._path.with_suffix(f".{os.getpid()}.tmp")
        fd = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(fd, "wb") as file:
            file.write(data)
        os.replace(temp, self._path)

    def _load(self) -> dict[str, Any]:
        try:
            version, rows = json.loads(self._path.read_bytes())
        except (OSError, ValueError, TypeError, RecursionError):
            return {}
        if version != self._version or not isinstance(rows, dict):
            return {}
        return {
            path: kept for path, kept in rows.items() if isinstance(kept, list) and len(kept) == 2
        }


def _cache_folder() -> Path:
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("spec-tui", False)) / "index"
