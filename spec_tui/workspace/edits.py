"""Changes to any files of the repository: durable, journaled, undoable, never outside of it.

The same transaction, lock and backups as for SPEC.md, with a journal of its own beside the other
(`.spec-tui/work.jsonl`). An entry holds what it changed line by line, so undo and roll-forward work
on files that somebody else has changed elsewhere meanwhile.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from spec_tui.workspace.durable import remove, sync_folder
from spec_tui.workspace.errors import NotWritable, Unreadable
from spec_tui.workspace.hunks import Hunk, apply_hunks, hunks_of, inverse
from spec_tui.workspace.journal import Journal
from spec_tui.workspace.oslayer import Os
from spec_tui.workspace.snapshot import Snapshot, read_snapshot
from spec_tui.workspace.store import Commit, Event, Workspace

JOURNAL = "work.jsonl"


class _Paths(dict[str, Path]):
    """Real places of relative paths. Raises NotWritable for what leads out of the repository."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self._root = root

    def __missing__(self, name: str) -> Path:
        parts = name.split("/")
        inside = name and not name.startswith("/") and "\0" not in name and "\\" not in name
        if not inside or any(part in {"", ".", "..", ".git"} for part in parts):
            raise NotWritable(self._root / name, f"{name} is not a file of this repository.")
        path = self._root.joinpath(*parts)
        folder = Path(os.path.realpath(path.parent))
        if not folder.is_relative_to(self._root):
            raise NotWritable(
                path, f"{name} lies behind a link out of the repository. Nothing was changed."
            )
        self[name] = path
        return path


class Edits(Workspace):
    """Any text files of one repository. Use `commit_texts`, `undo` and `redo`."""

    def __init__(
        self, root: Path, *, os_: Os | None = None, now: Callable[[], datetime] | None = None
    ) -> None:
        super().__init__(root, os_=os_, now=now)
        self._paths = _Paths(self.root)
        self._journal = Journal(self._os, JOURNAL)

    def texts(self, paths: Sequence[str]) -> dict[str, Snapshot]:
        """Snapshots of files by relative path. Raises Unreadable and NotWritable."""
        return {path: read_snapshot(self._os, self._paths[path], self.root) for path in paths}

    def commit_texts(
        self, base: Mapping[str, Snapshot], texts: Mapping[str, str], what: str
    ) -> Commit:
        """Write new texts, each made from its snapshot in `base`; `what` is told by undo.

        Where somebody else changed other lines of a file meanwhile both changes stand; where the
        same lines, nothing is written and `Commit.conflict` says so. Raises Locked and
        NotWritable: nothing was saved then.
        """
        changes = {
            path: [list(hunk) for hunk in hunks_of(base[path].text, text)]
            for path, text in texts.items()
        }
        entry = {
            "kind": "work",
            "what": what,
            "changes": changes,
            "new": [path for path in texts if not base[path].exists],
        }
        self._folders(texts)
        return self.commit({path: base[path] for path in texts}, texts, entry, _merge)

    def undo(self) -> tuple[str, Commit] | None:
        """Take the last change back: (what it was, the commit). None where there is none."""
        event = self.undoable()
        return self._turn(event, "undo") if event is not None else None

    def redo(self) -> tuple[str, Commit] | None:
        """Put the last undone change back. None where there is none."""
        event = self.redoable()
        return self._turn(event, "redo") if event is not None else None

    def roll_forward(self) -> None:
        """Write what a killed run had acknowledged; close what cannot be written any more.

        Costs one look at the disk where there is no journal.
        """
        if not any(
            os.path.exists(os.path.join(folder, JOURNAL)) for folder in self._files.readable()
        ):
            return
        for event in self.pending():
            with contextlib.suppress(NotWritable):
                # so that their folders are looked at for temp files
                for path in event["files"]:
                    self._paths[path]
        self.recover()
        for event in self.pending():
            texts: dict[str, str] = {}
            base: dict[str, Snapshot] = {}
            with contextlib.suppress(Unreadable, NotWritable):
                for path, hunks in _changes(event).items():
                    snapshot = self.texts([path])[path]
                    text = apply_hunks(snapshot.text, hunks)
                    if text is None and apply_hunks(snapshot.text, inverse(hunks)) is not None:
                        continue
                    if text is None:
                        texts = {}
                        break
                    base[path], texts[path] = snapshot, text
            with contextlib.suppress(NotWritable):
                if texts:
                    self._folders(texts)
                    self.commit(base, texts, {}, _merge, settles=event["id"])
                else:
                    self.settle(event["id"], "aborted")

    def _turn(self, event: Event, kind: str) -> tuple[str, Commit]:
        back = kind == "undo"
        new = set(event.get("new") or ())
        base: dict[str, Snapshot] = {}
        texts: dict[str, str] = {}
        gone: list[str] = []
        for path, hunks in _changes(event).items():
            snapshot = self.texts([path])[path]
            text = apply_hunks(snapshot.text, inverse(hunks) if back else hunks)
            if text is None:
                raise NotWritable(
                    self.root / path,
                    f"{path} was changed in the same lines since. Nothing was changed.",
                )
            if back and path in new and text == "":
                gone.append(path)
                continue
            base[path], texts[path] = snapshot, text
        what = str(event.get("what", ""))
        entry: dict[str, object] = {"kind": kind, "of": event["id"], "what": what}
        entry["changes"] = {
            path: [list(hunk) for hunk in hunks_of(base[path].text, text)]
            for path, text in texts.items()
        }
        self._folders(texts)
        done = self.commit(base, texts, entry, _merge)
        if done.conflict is None and not done.kept:
            for path in gone:
                self._remove(path)
        return what, done

    def _remove(self, path: str) -> None:
        """Take a file away that a change had made and nobody has changed since; a backup stays."""
        real = str(self._paths[path])
        with contextlib.suppress(OSError):
            self._files.backup(real, path)
            remove(self._os, real)
            sync_folder(self._os, os.path.dirname(real))

    def _folders(self, texts: Mapping[str, str]) -> None:
        """Make the folders that new files need. Raises NotWritable."""
        for path in texts:
            folder = self._paths[path].parent
            missing = []
            while folder != self.root and not folder.exists():
                missing.append(folder)
                folder = folder.parent
            try:
                for one in reversed(missing):
                    with contextlib.suppress(FileExistsError):
                        self._os.mkdir(str(one), 0o777)
                    sync_folder(self._os, str(one.parent))
            except OSError as error:
                raise NotWritable(
                    folder,
                    f"{path} cannot be made ({error.strerror or error}). Nothing was changed.",
                ) from None


def _merge(_name: str, base: str, disk: str, ours: str) -> str | None:
    """Our lines on top of what somebody else wrote elsewhere, None where the same lines."""
    return apply_hunks(disk, hunks_of(base, ours))


def _changes(event: Mapping[str, Any]) -> dict[str, list[Hunk]]:
    """What an entry changed, by path; damaged rows are left out."""
    found: dict[str, list[Hunk]] = {}
    for path, rows in (event.get("changes") or {}).items():
        with contextlib.suppress(TypeError, ValueError):
            found[str(path)] = [
                Hunk(int(at), str(before), str(old), str(new), str(after))
                for at, before, old, new, after in rows
            ]
    return found
