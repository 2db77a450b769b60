"""Carrying out changes of many files: texts, files that move, come and go, as one journal entry.

Either everything of an entry happens or nothing: what stops it half-way is taken back at once, and
what a kill leaves is finished or taken back by the next command.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from spec_tui.workspace.copies import Copies
from spec_tui.workspace.durable import sync_folder, target_of
from spec_tui.workspace.errors import (
    FULL,
    Locked,
    NotWritable,
    Unfinished,
    Unreadable,
    WorkspaceError,
    reason_of,
)
from spec_tui.workspace.history import stacks
from spec_tui.workspace.hunks import Hunk, apply_hunks, hunks_of, inverse
from spec_tui.workspace.journal import Journal
from spec_tui.workspace.moving import Moving
from spec_tui.workspace.oslayer import Os
from spec_tui.workspace.relocation import Paths, Plan, plan_of, status_of
from spec_tui.workspace.snapshot import Snapshot, read_bytes, read_snapshot, resolve, sha_of
from spec_tui.workspace.store import Commit, Event, Workspace
from spec_tui.workspace.transaction import Conflict, Goal, Merge, Transaction, Written

JOURNAL = "work.jsonl"


class Carrying(Workspace):
    """Any files of one repository. What a shell talks to is `Edits`."""

    def __init__(
        self, root: Path, *, os_: Os | None = None, now: Callable[[], datetime] | None = None
    ) -> None:
        super().__init__(root, os_=os_, now=now)
        self._paths = Paths(self.root)
        self._journal = Journal(self._os, JOURNAL)
        self._copies = Copies(self._os, self._files)

    def texts(self, paths: Sequence[str]) -> dict[str, Snapshot]:
        """Snapshots of files by relative path. Raises Unreadable and NotWritable."""
        return {path: read_snapshot(self._os, self._paths[path], self.root) for path in paths}

    def roll_forward(self) -> None:
        """Finish what a killed run had acknowledged; take back what cannot be finished any more.

        Costs one look at the disk where there is no journal.
        """
        if not any(self._has_journal(folder) for folder in self._files.readable()):
            return
        for event in self.pending():
            with contextlib.suppress(NotWritable):
                # so that their folders are looked at for temp files
                for path in (*event["files"], *plan_of(event).names):
                    self._paths[path]
        self.recover()
        for event in self.pending():
            # somebody who holds the lock is at work on it
            with contextlib.suppress(Locked, NotWritable):
                self._finish(event)

    # inside

    def _has_journal(self, folder: str) -> bool:
        try:
            return status_of(self._os, os.path.join(folder, JOURNAL)) is not None
        except OSError:
            return False

    def _commit(
        self,
        base: Mapping[str, Snapshot],
        texts: Mapping[str, str],
        entry: Mapping[str, object],
        plan: Plan,
        data: Sequence[bytes] = (),
        settles: int | None = None,
    ) -> Commit:
        def prepare() -> None:
            for one in data:
                self._copies.keep(one)

        if not plan:
            self._folders(texts)
        base = {path: base[path] for path in texts}
        others = self._hashes(plan)
        return self.commit(
            base, texts, entry, _merge, settles=settles, others=others, prepare=prepare
        )

    def _hashes(self, plan: Plan) -> dict[str, str]:
        """What the files of a plan will hold, by path. Raises NotWritable."""
        found = {**dict.fromkeys(plan.gone, ""), **plan.copies}
        with self._asking():
            for old, new in plan.moves:
                found[new] = self._sha(old) or self._sha(new)
        return found

    @contextlib.contextmanager
    def _asking(self) -> Iterator[None]:
        """An error while looking at the disk refuses a change before it begins."""
        try:
            yield
        except OSError as error:
            why = _why(error, self.root).replace("cannot be written", "cannot be read")
            raise NotWritable(self.root, f"{why} Nothing was changed.") from None

    def _sha(self, path: str) -> str:
        """Hash of a file, "" for one that is not there. Raises OSError, Unreadable, NotWritable."""
        try:
            real = resolve(self._os, self._paths[path], self.root)
            return sha_of(read_bytes(self._os, str(real))[0]) if real else ""
        except (FileNotFoundError, NotADirectoryError):
            return ""

    def _finish(self, event: Event) -> None:
        """Carry out a pending entry, or take back what was done of it."""
        plan = plan_of(event)
        with contextlib.suppress(OSError, Unreadable):
            with self._locked():
                self._load()
                self._record_finished()
                if event["id"] not in {one["id"] for one in self.pending()}:
                    return
                ready = self._ready(event, plan)
                if ready is None:
                    self._abandon(event, plan)
                    self._mark(event, "aborted", event["files"])
                    return
            base, texts = ready
            if texts or plan:
                self._commit(base, texts, {}, plan, settles=event["id"])
            else:
                self.settle(event["id"])

    def _ready(self, event: Event, plan: Plan) -> tuple[dict[str, Snapshot], dict[str, str]] | None:
        """Snapshots and texts that an entry still has to write; None where it cannot any more.

        Raises OSError and Unreadable where the disk does not say.
        """
        origin = {new: old for old, new in plan.moves}
        base: dict[str, Snapshot] = {}
        texts: dict[str, str] = {}
        if not self._valid(event, plan):
            return None
        if Moving(self._os, self.root, self._paths, self._files, plan).stuck():
            return None
        for path, hunks in changes_of(event).items():
            snapshot = self.texts([path])[path]
            before = origin.get(path)
            if before and status_of(self._os, str(self._paths[before])) is not None:
                snapshot = self.texts([before])[before]
            if _is_written(event, path, snapshot):
                continue
            text = apply_hunks(snapshot.text, hunks)
            if text is None and apply_hunks(snapshot.text, inverse(hunks)) is not None:
                continue
            if text is None:
                return None
            base[path], texts[path] = snapshot, text
        return base, texts

    def _valid(self, event: Event, plan: Plan) -> bool:
        """Whether all paths of an entry are files of this repository."""
        try:
            return all(self._paths[path] for path in (*changes_of(event), *plan.names))
        except NotWritable:
            return False

    def _abandon(self, event: Event, plan: Plan) -> None:
        """Take back what a killed run did of an entry that somebody else stands in the way of.

        Texts go back as long as they are what that run wrote. Used with the write lock held.
        """
        if not self._valid(event, plan):
            # not of our making: nothing of it was ever done
            return
        origin = {new: old for old, new in plan.moves}
        written = [
            path for path in changes_of(event) if _is_written(event, path, self.texts([path])[path])
        ]
        Moving(self._os, self.root, self._paths, self._files, plan).back(everything=True)
        goals: list[Goal] = []
        gone: dict[str, str] = {}
        for path in written:
            name = origin.get(path, path)
            snapshot = self.texts([name])[name]
            text = apply_hunks(snapshot.text, inverse(changes_of(event)[path]))
            if text == "" and path in (event.get("new") or ()):
                gone[name] = snapshot.sha
            elif text is not None:
                goals.append(Goal(name, snapshot, text))
        Transaction(self._os, self.root, self._paths, self._files, _merge).run(goals)
        rest = Plan(gone=gone, emptied=tuple(reversed(plan.made)))
        moving = Moving(self._os, self.root, self._paths, self._files, rest)
        moving.take_away()
        moving.clear()

    def _in_place(self, event: Event) -> bool:
        plan = plan_of(event)
        if plan.track:
            # only git knows, and it is asked when the entry is carried out once more
            return False
        try:
            held = all(self._sha(name) == about["sha"] for name, about in event["files"].items())
            moving = Moving(self._os, self.root, self._paths, self._files, plan)
            return held and moving.finished()
        except (OSError, WorkspaceError, KeyError, TypeError, AttributeError):
            return False

    def _carry_out(
        self, line: Event, goals: list[Goal], merge: Merge, *, again: bool
    ) -> list[Written] | Conflict:
        plan = plan_of(line)
        moving = Moving(self._os, self.root, self._paths, self._files, plan)
        work = Transaction(self._os, self.root, self._paths, self._files, merge)
        try:
            self._os.stat(str(self.root))
            moving.carry_out(again=again)
            done = work.run(goals)
            if isinstance(done, Conflict):
                moving.back()
            else:
                moving.let_run()
                moving.take_away()
        except (OSError, Unreadable, NotWritable) as error:
            if not again:
                self._take_back(line, work, moving, error)
            raise Unfinished(
                self.root,
                f"{_why(error, self.root)} The change stopped half-way. No file is lost; "
                "the next command finishes it or takes it back.",
            ) from None
        return done

    def _take_back(self, line: Event, work: Transaction, moving: Moving, error: Exception) -> None:
        """Raises NotWritable when all is as it was; returns where that cannot be reached."""
        try:
            work.take_back()
            moving.back()
            self._mark(line, "aborted", {})
        except (OSError, WorkspaceError):
            return
        why = _why(error, self.root)
        raise NotWritable(
            self.root, why if "othing was changed" in why else f"{why} Nothing was changed."
        )

    def _afterwards(self, line: Event) -> str:
        plan = plan_of(line)
        Moving(self._os, self.root, self._paths, self._files, plan).clear()
        if not plan.track:
            return ""
        from spec_tui.workspace.gitindex import follow

        return follow(self.root, plan.moves)

    def _leftovers(self) -> list[str]:
        return super()._leftovers() + self._copies.leftovers()

    def _prune(self) -> None:
        super()._prune()
        self._load()
        _, undone = stacks(self._journal.entries())
        needed = [plan_of(event) for event in (*undone, *self.pending())]
        self._copies.forget(
            {sha for plan in needed for sha in (*plan.copies.values(), *plan.gone.values())}
        )

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


def _is_written(event: Event, path: str, snapshot: Snapshot) -> bool:
    """Whether a file holds exactly what an entry wrote."""
    about = event["files"].get(path) if isinstance(event["files"], dict) else None
    return isinstance(about, dict) and snapshot.sha == about.get("sha")


def changes_of(event: Mapping[str, Any]) -> dict[str, list[Hunk]]:
    """What an entry changed, by path; damaged rows are left out."""
    found: dict[str, list[Hunk]] = {}
    for path, rows in (event.get("changes") or {}).items():
        with contextlib.suppress(TypeError, ValueError):
            found[str(path)] = [
                Hunk(int(at), str(before), str(old), str(new), str(after))
                for at, before, old, new, after in rows
            ]
    return found


def _why(error: Exception, root: Path) -> str:
    """What stopped a change, as a sentence."""
    if not isinstance(error, OSError):
        return str(error)
    if error.errno in FULL:
        return "The disk is full."
    path = Path(target_of(os.fsdecode(error.filename2 or error.filename or "a file")))
    name = str(path.relative_to(root)) if path.is_relative_to(root) else str(path)
    if isinstance(error, FileExistsError):
        return f"{name} exists already."
    return f"{name} cannot be written ({reason_of(error)})."
