"""Bytes that a change brings or takes away, kept in the sidecar under their hash.

A new binary file must come back after a kill and after undo and redo, and its bytes stand in no
journal line. They are kept as long as a change that is pending, or could be put back, needs them.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection

from spec_tui.workspace.durable import leftovers, remove, write_private
from spec_tui.workspace.oslayer import Os
from spec_tui.workspace.sidecar import Sidecar
from spec_tui.workspace.snapshot import read_bytes, sha_of

FOLDER = "copies"


class Copies:
    """The folder `copies` of the sidecar. Used with the write lock held."""

    def __init__(self, os_: Os, sidecar: Sidecar) -> None:
        self._os = os_
        self._sidecar = sidecar

    def keep(self, data: bytes) -> str:
        """Keep bytes durably; their hash. Raises NotWritable."""
        sha = sha_of(data)
        kept = None
        with contextlib.suppress(OSError):
            kept = self.get(sha)
        if kept is None:
            self._sidecar.write(lambda folder: self._put(folder, sha, data))
        return sha

    def get(self, sha: str) -> bytes | None:
        """The bytes of a hash, None where they are not kept or were damaged. Raises OSError."""
        if not sha.isalnum():
            return None
        for folder in self._sidecar.readable():
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                data, _ = read_bytes(self._os, os.path.join(folder, FOLDER, sha))
                if sha_of(data) == sha:
                    return data
        return None

    def forget(self, wanted: Collection[str]) -> None:
        """Remove all but these."""
        for folder in self._sidecar.readable():
            inside = os.path.join(folder, FOLDER)
            with contextlib.suppress(OSError):
                for name in self._os.listdir(inside):
                    if name not in wanted:
                        remove(self._os, os.path.join(inside, name))

    def leftovers(self) -> list[str]:
        """What killed processes left half written."""
        found = []
        for folder in self._sidecar.readable():
            inside = os.path.join(folder, FOLDER)
            with contextlib.suppress(OSError):
                names = {name.split(".")[1] for name in self._os.listdir(inside) if "." in name}
                found += leftovers(self._os, inside, names)
        return found

    def _put(self, folder: str, sha: str, data: bytes) -> None:
        inside = self._sidecar.subfolder(folder, FOLDER)
        write_private(self._os, os.path.join(inside, sha), data)
