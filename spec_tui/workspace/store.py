"""The repository on disk: the one place that opens its files for writing."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from spec_tui.workspace.durable import create_private, leftovers, remove, sync_folder
from spec_tui.workspace.errors import Locked, NotWritable, Unfinished, Unreadable, not_written
from spec_tui.workspace.history import stacks
from spec_tui.workspace.journal import VERSION, Journal
from spec_tui.workspace.locks import SESSION, WAIT_SECONDS, WRITE, Holder, acquire
from spec_tui.workspace.oslayer import Os, RealOs
from spec_tui.workspace.root import spec_name
from spec_tui.workspace.sidecar import DRAFT, DRAFTS, PREFERENCES, Sidecar
from spec_tui.workspace.snapshot import Snapshot, read_snapshot, resolve, stamp_of
from spec_tui.workspace.transaction import Conflict, Goal, Merge, Transaction, Written

SPEC = "SPEC.md"
STACK = "stack.toml"
OURS = frozenset({"v", "id", "uid", "at", "mark", "state", "files"})
"""Keys of a journal line that the workspace fills in itself."""

Event = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Commit:
    """What became of one change."""

    id: int
    """Number of the journal entry."""
    snapshots: Mapping[str, Snapshot]
    """The files as they stand now."""
    merged: tuple[str, ...] = ()
    """Names of files where somebody else's text was merged with ours."""
    kept: bool = False
    """True where the answer is safe in the journal but not in its file yet."""
    reason: str = ""
    """A sentence: why it is only kept, or that the journal lies outside the repository."""
    conflict: Conflict | None = None
    """The file in the way; nothing was replaced, and the entry is closed as aborted."""


class Workspace:
    """SPEC.md, stack.toml and what belongs to them, in one repository.

    Making one looks for the name of SPEC.md and writes nothing. `now` dates journal entries.
    """

    def __init__(
        self, root: Path, *, os_: Os | None = None, now: Callable[[], datetime] | None = None
    ) -> None:
        self._os: Os = os_ or RealOs()
        self._now = now or (lambda: datetime.now().astimezone())
        try:
            self.root = Path(self._os.realpath(str(root)))
        except OSError:
            self.root = root.absolute()
        self.who = ""
        """`@handle` written into lock files for others to see."""
        self._paths = {
            SPEC: self.root / spec_name(self.root, self._os.listdir),
            STACK: self.root / STACK,
        }
        self._files = Sidecar(self._os, self.root)
        self._journal = Journal(self._os)
        self._release: Callable[[], None] | None = None

    # reading

    @property
    def spec_path(self) -> Path:
        """Real path of SPEC.md, also where it does not exist yet."""
        return self._real(SPEC)

    @property
    def sidecar(self) -> Path:
        """`.spec-tui` beside SPEC.md; made by the first write, not before."""
        return Path(self._files.folder)

    @property
    def kept_in(self) -> Path:
        """The folder that the last journal line, draft or backup went to."""
        return Path(self._files.place)

    @property
    def trouble(self) -> str:
        """Why that is not the sidecar, as a sentence; "" if it is."""
        return self._files.trouble

    def read(self, name: str) -> Snapshot:
        """`SPEC.md` or `stack.toml` as it is now. Raises Unreadable; absent is no error."""
        return read_snapshot(self._os, self._paths[name], self.root)

    def changed(self, snapshot: Snapshot) -> bool:
        """Whether the file of a snapshot holds other bytes by now, or came, or went."""
        try:
            status = self._os.stat(str(snapshot.path))
        except OSError:
            return snapshot.exists
        if snapshot.exists and snapshot.settled and stamp_of(status) == snapshot.stamp:
            return False
        try:
            return read_snapshot(self._os, snapshot.path, self.root).sha != snapshot.sha
        except Unreadable:
            return True

    # writing

    def commit(
        self,
        base: Mapping[str, Snapshot],
        texts: Mapping[str, str],
        entry: Mapping[str, object],
        merge: Merge,
        *,
        settles: int | None = None,
        others: Mapping[str, str] | None = None,
        prepare: Callable[[], None] | None = None,
    ) -> Commit:
        """Make a change durable: first in the journal, then in the files, then in the journal.

        `texts` are new texts by name, each made from the snapshot of that name in `base`. `entry`
        is what to remember of it, JSON-able and opaque here except `kind` and `of` (see
        `undoable`); `id`, `at`, `uid` and `files` are added. `merge` gets (name, base text, text
        on disk, our text) where somebody else wrote, and returns a text or None for a conflict.

        `settles` names a pending entry that this writes at last; `entry` is not looked at then,
        and nothing happens if somebody else has settled it meanwhile. `others` are hashes by name
        of files that the entry changes otherwise than by a text, "" for one that goes. `prepare`
        runs with the lock held right before the entry is written.

        Raises Locked after 5 seconds and NotWritable where not even the journal can be kept: in
        both cases nothing was saved. Whatever else goes wrong, the answer is kept (`Commit.kept`).
        """
        goals = [
            Goal(name, base[name], text)
            for name, text in texts.items()
            if text != base[name].text or not base[name].exists
        ]
        self._check_text(goals)
        with self._locked():
            self._load()
            self._record_finished()
            if prepare is not None:
                prepare()
            line = self._opened(goals, entry, settles, others or {})
            if line is None:
                assert settles is not None
                return Commit(settles, self._snapshots(base))
            kept_in, trouble = self._files.place, self._files.trouble
            told = ""
            try:
                done = self._carry_out(line, goals, merge, again=settles is not None)
                if not isinstance(done, Conflict):
                    told = self._afterwards(line)
            except Unfinished as error:
                return Commit(line["id"], self._snapshots(base), kept=True, reason=str(error))
            except (OSError, Unreadable) as error:
                name = self._unfinished(goals)
                reason = not_written(name, error, kept_in, self.root, gone=self._gone())
                return Commit(line["id"], self._snapshots(base), kept=True, reason=reason)
            if isinstance(done, Conflict):
                self._mark(line, "aborted", {})
                return Commit(line["id"], self._snapshots(base), conflict=done)
            if goals or others:
                # where this fails the hashes of the entry say the same at the next start
                with contextlib.suppress(NotWritable):
                    shas = {name: {"sha": sha} for name, sha in (others or {}).items()}
                    shas |= {w.goal.name: {"sha": w.disk.sha} for w in done}
                    self._mark(line, "committed", shas)
                self._prune()
            fresh = self._snapshots(base) | {w.goal.name: w.disk for w in done}
            merged = tuple(w.goal.name for w in done if w.goal.merged)
            reason = " ".join(one for one in (trouble, told) if one)
            return Commit(line["id"], fresh, merged, reason=reason)

    def pending(self) -> list[Event]:
        """Entries that were acknowledged but are not in their files yet, oldest first."""
        return [event for event in self.events() if event["state"] == "pending"]

    def settle(self, entry_id: int, state: Literal["committed", "aborted"] = "committed") -> None:
        """Close a pending entry without writing: its text is in the files, or not wanted."""
        with self._locked():
            self._load()
            for event in self._journal.entries():
                if event["id"] == entry_id and event["state"] == "pending":
                    if state == "committed":
                        self._sync_files()
                    self._mark(event, state, event["files"])
        self._load()

    def recover(self) -> None:
        """Put away what a killed process left.

        Temp files of dead processes go; an entry whose files were all in place already is
        recorded as committed. Writes nothing where there is nothing to do, and leaves it to the
        next start where it cannot write.
        """
        if not self._leftovers() and not self._finished():
            return
        with contextlib.suppress(Locked, NotWritable), self._locked(wait=0.5):
            self._load()
            self._record_finished()
            for path in self._leftovers():
                remove(self._os, path)

    # the journal

    def events(self) -> Iterator[Event]:
        """Journal entries, oldest first, each with `state`: pending, committed or aborted."""
        self._load()
        return self._journal.entries()

    @property
    def journal_damage(self) -> int:
        """How many lines of the journal could not be read, as of the last look."""
        return self._journal.damage

    def undoable(self) -> Event | None:
        """The last change that stands: the one to invert."""
        done, _ = stacks(self.events())
        return done[-1] if done else None

    def redoable(self) -> Event | None:
        """The change that was taken back last, if none was made since: the one to reapply."""
        _, undone = stacks(self.events())
        return undone[-1] if undone else None

    # drafts, preferences, imports, patches

    def save_draft(self, draft: Mapping[str, Any], name: str = DRAFT) -> None:
        """Keep a half-typed text; `name` is one of sidecar.DRAFTS. Raises NotWritable."""
        self._files.save_draft(draft, name)

    def load_draft(self, name: str = DRAFT) -> dict[str, Any] | None:
        """The half-typed text of the last run."""
        return self._files.load_draft(name)

    def clear_draft(self, name: str = DRAFT) -> None:
        """Forget the half-typed text."""
        self._files.clear_draft(name)

    def preferences(self) -> dict[str, Any]:
        """All remembered choices; none where the file is corrupt."""
        return self._files.preferences()

    def preference(self, key: str, default: str = "") -> str:
        """One remembered choice as text."""
        return str(self.preferences().get(key, default))

    def set_preference(self, key: str, value: str | int | float | bool) -> None:
        """Remember a choice. Raises NotWritable."""
        self._files.set_preference(key, value)

    def save_import(self, name: str, data: bytes) -> Path:
        """Keep the original bytes of what is imported. Raises NotWritable."""
        return self._files.save_import(name, data, self._now())

    def write_patch(self, disk: Snapshot, text: str, name: str) -> Path:
        """Write the diff from disk to `text` outside the repository; returns its path.

        Goes to the state folder of the user, else to the temp folder.
        """
        from spec_tui.workspace.patch import unified

        data = unified(disk, text, name)
        stem = f"{name}-{self._now():%Y%m%dT%H%M%S}"
        with contextlib.suppress(OSError):
            folder = self._files.user_folder()
            for number in range(1, 100):
                path = os.path.join(folder, f"{stem}-{number}.patch")
                with contextlib.suppress(FileExistsError):
                    create_private(self._os, path, data)
                    return Path(path)
        import tempfile

        fd, path = tempfile.mkstemp(prefix=f"spec-tui-{stem}-", suffix=".patch")
        with os.fdopen(fd, "wb") as file:
            file.write(data)
        return Path(path)

    # the session lock

    def hold(self, handle: str = "") -> Holder | None:
        """Take the lock of the open app: None if we have it now, else who has.

        It never keeps a script from writing. Raises NotWritable.
        """
        self.who = handle or self.who
        if self._release is not None:
            return None
        got = self._files.write(lambda folder: acquire(self._os, folder, SESSION, self.who, 0))
        if isinstance(got, Holder):
            return got
        self._release = got
        return None

    def release(self) -> None:
        """Give the session lock back."""
        if self._release is not None:
            self._release()
            self._release = None

    # inside

    def _real(self, name: str) -> Path:
        try:
            return resolve(self._os, self._paths[name], self.root) or self._paths[name]
        except Unreadable:
            return self._paths[name]

    @contextlib.contextmanager
    def _locked(self, wait: float = WAIT_SECONDS) -> Iterator[None]:
        got = self._files.write(lambda folder: acquire(self._os, folder, WRITE, self.who, wait))
        if isinstance(got, Holder):
            raise Locked(
                self.sidecar / WRITE,
                f"{got} is writing to {self.root} and did not finish within {wait:g} seconds. "
                "Nothing was saved. Try again.",
            )
        try:
            yield
        finally:
            got()

    def _load(self) -> None:
        self._journal.load(self._files.readable())

    def _opened(
        self,
        goals: list[Goal],
        entry: Mapping[str, object],
        settles: int | None,
        others: Mapping[str, str],
    ) -> Event | None:
        """The journal line of this change, written; None if what it settles is settled."""
        files = {name: {"sha": sha} for name, sha in others.items()}
        files |= {goal.name: {"base": goal.base.sha, "sha": goal.sha} for goal in goals}
        if settles is None:
            line: Event = {
                "v": VERSION,
                "id": self._journal.next_id(),
                "uid": os.urandom(8).hex(),
                "at": self._now().isoformat(timespec="seconds"),
                **{key: value for key, value in entry.items() if key not in OURS},
                "files": files,
            }
            self._files.write(lambda folder: self._journal.append(folder, line))
            return line
        for event in self._journal.entries():
            if event["id"] == settles and event["state"] == "pending":
                if files:
                    self._mark(event, "retry", files)
                else:
                    self._sync_files()
                    self._mark(event, "committed", event["files"])
                return event
        return None

    def _carry_out(
        self, line: Event, goals: list[Goal], merge: Merge, *, again: bool
    ) -> list[Written] | Conflict:
        """Write the texts of a journal line; `again` where an earlier run may have begun.

        Raises OSError, Unreadable or Unfinished: the line stays pending then.
        """
        work = Transaction(self._os, self.root, self._paths, self._files, merge)
        return work.run(goals) if goals else []

    def _afterwards(self, line: Event) -> str:
        """What follows when the files are in place; a sentence where that went wrong."""
        return ""

    def _prune(self) -> None:
        """Forget what no change needs any more."""
        self._files.prune()

    def _mark(self, event: Event, mark: str, files: Mapping[str, object]) -> None:
        line = {"v": VERSION, "id": event["id"], "uid": event["uid"], "mark": mark, "files": files}
        line["at"] = self._now().isoformat(timespec="seconds")
        self._files.write(lambda folder: self._journal.append(folder, line))

    def _finished(self) -> list[Event]:
        """Pending entries whose files all hold what they were meant to hold."""
        return [event for event in self.pending() if self._in_place(event)]

    def _in_place(self, event: Event) -> bool:
        try:
            return all(
                self.read(name).sha == about["sha"] for name, about in event["files"].items()
            )
        except (Unreadable, KeyError, TypeError):
            return False

    def _record_finished(self) -> None:
        for event in self._finished():
            self._sync_files()
            self._mark(event, "committed", event["files"])
        self._load()

    def _sync_files(self) -> None:
        """A rename seen on disk may not be durable yet: the one who made it may have died."""
        for folder in sorted({str(self._real(name).parent) for name in self._paths}):
            with contextlib.suppress(OSError):
                sync_folder(self._os, folder)

    def _leftovers(self) -> list[str]:
        names: dict[str, set[str]] = {}
        for name in self._paths:
            real = self._real(name)
            names.setdefault(str(real.parent), set()).add(real.name)
        for folder in self._files.readable():
            names[folder] = {*DRAFTS, PREFERENCES, ".gitignore"}
        found = []
        for folder, wanted in names.items():
            with contextlib.suppress(OSError):
                found += leftovers(self._os, folder, wanted)
        return found

    def _unfinished(self, goals: list[Goal]) -> str:
        """Name of the first file that does not hold its text."""
        for goal in goals:
            try:
                if self.read(goal.name).sha != goal.sha:
                    return self._paths[goal.name].name
            except Unreadable:
                return self._paths[goal.name].name
        return goals[0].name

    def _gone(self) -> bool:
        try:
            self._os.stat(str(self.root))
        except FileNotFoundError:
            return True
        except OSError:
            return False
        return False

    def _snapshots(self, base: Mapping[str, Snapshot]) -> dict[str, Snapshot]:
        """The files as they are now; as they were where they cannot be read."""
        fresh = dict(base)
        for name in base:
            with contextlib.suppress(Unreadable):
                fresh[name] = self.read(name)
        return fresh

    def _check_text(self, goals: list[Goal]) -> None:
        """Half a surrogate pair, from a broken paste, cannot be stored as UTF-8."""
        for goal in goals:
            try:
                goal.text.encode("utf-8")
            except UnicodeEncodeError as error:
                code = ord(goal.text[error.start])
                raise NotWritable(
                    self._paths[goal.name],
                    f"The text holds a character that cannot be stored (U+{code:04X}). "
                    f"{goal.name} was not changed. Type it again.",
                ) from None
