"""The plans of one repository: joins work/ and workspace/; what every shell talks to.

Like `session.Session`, it reads again after every change: what is shown is what is on disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from spec_tui.collecting import none_looked_for
from spec_tui.work import rows
from spec_tui.work.change import Moment, Refused
from spec_tui.work.item import Problem, WorkItem
from spec_tui.work.places import FOLDERS, enters
from spec_tui.work.plan import Plan
from spec_tui.work.repository import collect
from spec_tui.workspace.browse import Browse, Entry
from spec_tui.workspace.index import FileIndex

if TYPE_CHECKING:
    from spec_tui.work.create import New
    from spec_tui.work.editing import Field
    from spec_tui.workspace.edits import Edits
    from spec_tui.workspace.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Done:
    """What a change did."""

    receipt: str
    """A sentence, such as `TSK-007 is in progress.`"""
    paths: tuple[str, ...] = ()
    """Files that were changed; none where nothing had to."""
    id: str = ""
    """Of a new item."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """What `fix` did, by kind."""

    quoted: int = 0
    mirrored: int = 0
    renumbered: int = 0
    paths: tuple[str, ...] = ()


class Changing:
    """A session that changes files of one repository. `who` is the `@handle` that signs changes.

    What a killed run had acknowledged is written before anything is read.
    """

    def __init__(
        self, root: Path, *, who: str = "", now: Callable[[], datetime] | None = None
    ) -> None:
        from spec_tui.workspace.sidecar import NAME

        self._browse = Browse(root)
        self.root = self._browse.root
        self.who = who
        self._now = now or (lambda: datetime.now().astimezone())
        self._made: Edits | None = None
        if (self.root / NAME / "work.jsonl").exists():
            self.edits.roll_forward()

    @property
    def edits(self) -> Edits:
        """What writes the files, signing with who is here now."""
        if self._made is None:
            from spec_tui.workspace.edits import Edits

            self._made = Edits(self.root, now=self._now)
        self._made.who = self.who
        return self._made

    def moment(self) -> Moment:
        """Now, and who."""
        return Moment(self._now(), self.who)

    def undo(self) -> Done | None:
        """Take the last change of a plan back, whoever made it. None where there is none.

        Raises WorkspaceError.
        """
        return self._turned("Taken back", self.edits.undo())

    def redo(self) -> Done | None:
        """Put the last undone change back. None where there is none. Raises WorkspaceError."""
        return self._turned("Put back", self.edits.redo())

    def _turned(self, words: str, turned: tuple[str, object] | None) -> Done | None:
        if turned is None:
            return None
        self._take_in()
        return Done(f"{words}: {turned[0]}")

    def _take_in(self) -> None:
        """Read again what is kept of files, for they were changed."""


class WorkSession(Changing):
    """Plans of one repository. `who` is the `@handle` that notes are signed with."""

    def __init__(
        self,
        root: Path,
        *,
        who: str = "",
        now: Callable[[], datetime] | None = None,
        criteria: bool = True,
        index: FileIndex | None = None,
    ) -> None:
        super().__init__(root, who=who, now=now)
        self._criteria = criteria
        self._index = index if index is not None else FileIndex(self.root, rows.VERSION)
        self.plan = self._read()

    # reading

    def refresh(self) -> bool:
        """Read again what changed on disk. True if the plan is another one."""
        fresh = self._read()
        changed = (fresh.items, fresh.artifacts, fresh.problems) != (
            self.plan.items,
            self.plan.artifacts,
            self.plan.problems,
        )
        if changed:
            self.plan = fresh
        return changed

    def stale(self) -> bool:
        """Whether a file of the plans came, went or changed since the last reading.

        Looks at names and times only, so it can be asked every second and from another thread.
        """
        found = [e for folder in FOLDERS for e in self._browse.entries(folder, enters)]
        return hash(tuple(found)) != self._seen

    def text(self, path: str) -> str:
        """The text of a file as it is now, "" where it cannot be read."""
        return self._browse.read(path)[0]

    def problems(self) -> tuple[Problem, ...]:
        """Everything validation sees, by path and line."""
        from spec_tui.work.validate import Reading, problems

        return problems(self.plan, Reading(self.text, self._exists))

    def find(self, name: str) -> WorkItem:
        """The one item that a name means. Raises Refused (its kinds: Unknown, Ambiguous)."""
        from spec_tui.work.editing import one_item

        return one_item(self.plan, name)

    # changing

    def set(self, item: WorkItem, field: Field, value: str) -> Done:
        """Set a field: status, title, priority, estimate, `depends_on+`, `depends_on-`.

        Raises Refused and WorkspaceError; nothing was changed then.
        """
        from spec_tui.work.editing import set_field

        snapshots: dict[str, Snapshot] = {}
        moment = self.moment()
        texts = set_field(self.plan, item, field, value, self._reader(snapshots), moment)
        receipt = _receipt(item, field, value)
        if not texts:
            return Done(f"{receipt[:-1]} already.")
        self._commit(snapshots, texts, receipt)
        return Done(receipt, tuple(texts))

    def tick(self, item: WorkItem, index: int, done: bool) -> Done:
        """Tick a criterion (from 0), or take the tick off. Raises like `set`."""
        from spec_tui.work.editing import tick

        snapshots: dict[str, Snapshot] = {}
        texts = tick(item, index, done, self._reader(snapshots), self.moment())
        left = sum(not c.done for n, c in enumerate(item.criteria) if n != index) + (not done)
        met = len(item.criteria) - left
        receipt = f"{item.ref}: {met} of {len(item.criteria)} criteria are met."
        if texts:
            self._commit(snapshots, texts, receipt)
        return Done(receipt, tuple(texts))

    def new(self, kind: New, title: str, *, parent: str = "", feature: str = "") -> Done:
        """Create an artifact from its template with the next free id. Raises like `set`."""
        from spec_tui.work.create import create

        above = self.find(parent) if parent else None
        snapshots: dict[str, Snapshot] = {}
        read = self._reader(snapshots)
        made = create(
            self.plan,
            kind,
            title,
            self.moment(),
            feature=feature,
            parent=above,
            parent_text=read(above.path) if above is not None else "",
        )
        for path in made.texts:
            read(path)
        if snapshots[made.path].exists:
            raise Refused(f"{made.path} is there already. Nothing was changed.")
        receipt = f"{made.id} is in {made.path}."
        self._commit(snapshots, made.texts, receipt)
        return Done(receipt, tuple(made.texts), made.id)

    def fix(self, renumber: Iterable[Problem] = ()) -> Fixed:
        """Apply the safe fixes: quote bad YAML, write missing sides of edges.

        `renumber` are duplicate ids that a person agreed to renumber. Raises like `set`.
        """
        from spec_tui.work.fixing import fixes

        snapshots: dict[str, Snapshot] = {}
        found = fixes(
            self.plan, tuple(renumber), self._reader(snapshots), self.moment(), self._as_plan
        )
        if found.texts:
            self._commit(snapshots, found.texts, "Fixes of validate.")
        return Fixed(found.quoted, found.mirrored, found.renumbered, tuple(found.texts))

    # inside

    def _read(self) -> Plan:
        files = _Remembering(self._browse)
        with none_looked_for():
            plan = Plan(collect(files, self._index, criteria=self._criteria))
        self._seen = hash(tuple(files.seen))
        return plan

    def _as_plan(self, texts: dict[str, str]) -> Plan:
        """The plan as it would be with these texts."""
        return Plan(collect(_Over(self._browse, texts), None, criteria=False))

    def _exists(self, path: str) -> bool:
        return path in self.plan.paths or (self.root / path).exists()

    def _reader(self, snapshots: dict[str, Snapshot]) -> Callable[[str], str]:
        def read(path: str) -> str:
            if path not in snapshots:
                snapshots.update(self.edits.texts([path]))
            return snapshots[path].text

        return read

    def _commit(self, snapshots: dict[str, Snapshot], texts: dict[str, str], what: str) -> None:
        done = self.edits.commit_texts(snapshots, texts, what)
        if done.conflict is not None:
            self.refresh()
            raise Refused(
                f"{done.conflict.name} was changed meanwhile, in the same lines. "
                "Nothing was changed. Look at it and try again."
            )
        self.refresh()
        if done.kept:
            raise Refused(done.reason)

    def _take_in(self) -> None:
        self.refresh()


class _Remembering:
    """The files on disk, and which were listed, each with the times it had before it was read."""

    def __init__(self, browse: Browse) -> None:
        self._browse = browse
        self.read = browse.read
        self.seen: list[Entry] = []

    def entries(self, folder: str, enter: Callable[[str], bool]) -> Iterator[Entry]:
        """See Browse."""
        for entry in self._browse.entries(folder, enter):
            self.seen.append(entry)
            yield entry


class _Over:
    """The files on disk with some texts that are not written yet."""

    def __init__(self, browse: Browse, texts: dict[str, str]) -> None:
        self._browse = browse
        self.entries = browse.entries
        self._texts = texts

    def read(self, path: str) -> tuple[str, tuple[str, int, int] | None]:
        """See Browse."""
        if path in self._texts:
            return self._texts[path], None
        return self._browse.read(path)


def _receipt(item: WorkItem, field: Field, value: str) -> str:
    match field:
        case "status":
            from spec_tui.work.change import as_status

            words = {"in_progress": "in progress", "review": "in review"}
            status = as_status(value)
            return f"{item.ref} is {words.get(status, status)}."
        case "depends_on+":
            return f"{item.ref} waits on {value}."
        case "depends_on-":
            return f"{item.ref} no longer waits on {value}."
        case "title":
            return f"{item.ref} is called {value}."
        case _:
            return f"{item.ref} has {field} {value}."
