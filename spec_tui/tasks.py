"""The desk over the plans of a repository: what the screens of plans and their commands talk to.

One frozen board at a time; every change goes through `WorkSession`, which writes durably, and ends
in a sentence. Nothing is read before `open`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from spec_tui.collecting import none_looked_for
from spec_tui.work.board import Board, board_of
from spec_tui.work.change import Refused
from spec_tui.work.places import FOLDERS
from spec_tui.work.plan import Plan
from spec_tui.work.repository import Stamp, collect
from spec_tui.workspace.browse import Browse, Entry
from spec_tui.workspace.errors import WorkspaceError

if TYPE_CHECKING:
    from spec_tui.work.create import New
    from spec_tui.work.editing import Field
    from spec_tui.worksession import Done, WorkSession

Drawing = Literal["mermaid", "dot", "svg"]
SUFFIXES: dict[Drawing, str] = {"mermaid": ".mmd", "dot": ".dot", "svg": ".svg"}
FIRST = 200
"""How many files are read for the first rows, where there are many more."""
MANY = 1000
NOTHING_TO_UNDO = "There is no change of a plan to undo."
NOTHING_TO_REDO = "There is nothing to put back."


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a change, as a sentence."""

    text: str
    changed: bool = True
    """False where nothing was changed."""
    id: str = ""
    """Of a new item."""


class TaskDesk:
    """Plans of one repository. `who` names the `@handle` that notes are signed with."""

    def __init__(
        self, root: Path, *, who: Callable[[], str] = str, opener: type[WorkSession] | None = None
    ) -> None:
        self.root = root
        self._who = who
        self._opener = opener
        self._session: WorkSession | None = None
        self._stamps: dict[str, Stamp] = {}
        self.board: Board | None = None
        """What was read last; None before `open`."""

    # reading

    def first(self) -> Board | None:
        """The first rows of a large repository, before everything is read; else None."""
        browse = Browse(self.root)
        total = sum(1 for folder in FOLDERS for _ in browse.entries(folder, _enter))
        if total < MANY:
            return None
        plan = Plan(collect(_First(browse, FIRST), None, criteria=False))
        return board_of(plan, reading=(FIRST, total))

    def open(self) -> Board:
        """Read everything. Raises WorkspaceError."""
        from spec_tui.worksession import WorkSession

        self._stamps = self._look()
        with none_looked_for():
            self._session = (self._opener or WorkSession)(self.root, who=self._who())
            return self._again()

    def look(self) -> Board | None:
        """Take in what changed on disk since the last look; None where nothing did.

        Only names and times of files are looked at where nothing changed.
        """
        if self._session is None:
            return self.open()
        stamps = self._look()
        if stamps == self._stamps:
            return None
        self._stamps = stamps
        with none_looked_for():
            return self._again() if self._session.refresh() else None

    def text(self, path: str) -> str:
        """The text of a file of a plan as it is now."""
        return self.session.text(path)

    @property
    def session(self) -> WorkSession:
        """The session over the plans. Opens it where nobody has."""
        if self._session is None:
            self.open()
        assert self._session is not None
        return self._session

    def _look(self) -> dict[str, Stamp]:
        browse = Browse(self.root)
        return {
            entry.path: entry.stamp
            for folder in FOLDERS
            for entry in browse.entries(folder, _enter)
        }

    def _again(self) -> Board:
        changed = {path: stamp[1] for path, stamp in self._stamps.items()}
        self.board = board_of(self.session.plan, changed=changed)
        return self.board

    # changing

    def set(self, ref: str, field: Field, value: str) -> Told:
        """Set a field of an item: status, priority, estimate, `depends_on+`, `depends_on-`."""
        return self._done(lambda session: session.set(session.plan.item(ref), field, value))

    def tick(self, ref: str, index: int, done: bool) -> Told:
        """Tick a criterion (from 0), or take the tick off."""
        return self._done(lambda session: session.tick(session.plan.item(ref), index, done))

    def new(self, kind: New, title: str, parent: str = "") -> Told:
        """Write a new item from its template."""
        return self._done(lambda session: session.new(kind, title, parent=parent))

    def undo(self) -> Told:
        """Take the last change of a plan back."""
        return self._done(lambda session: session.undo(), NOTHING_TO_UNDO)

    def redo(self) -> Told:
        """Put the last undone change back."""
        return self._done(lambda session: session.redo(), NOTHING_TO_REDO)

    def export(self, kind: Drawing, name: str, text: str) -> Told:
        """Write a drawing beside the plans, never over a file that is there."""
        from spec_tui.workspace.exports import create_new

        path = self.root / f"{name}{SUFFIXES[kind]}"
        number = 2
        while path.exists():
            path = self.root / f"{name}-{number}{SUFFIXES[kind]}"
            number += 1
        try:
            create_new(path, text)
        except WorkspaceError as error:
            return Told(str(error), changed=False)
        return Told(f"The drawing is in {path.name}.")

    def _done(self, change: Callable[[WorkSession], Done | None], nothing: str = "") -> Told:
        """Make a change; whatever stands against it becomes the sentence."""
        session = self.session
        with none_looked_for():
            try:
                done = change(session)
            except KeyError:
                return Told("This item is not there any more. Nothing was changed.", changed=False)
            except (Refused, WorkspaceError) as error:
                return Told(str(error), changed=False)
            finally:
                self._stamps = self._look()
                self._again()
        if done is None:
            return Told(nothing, changed=False)
        return Told(done.receipt, bool(done.paths) or bool(nothing), done.id)


def _enter(name: str) -> bool:
    return name not in {".git", "node_modules", "deliverables"}


class _First:
    """The files of a repository, but only the first of each folder."""

    def __init__(self, browse: Browse, most: int) -> None:
        self._browse = browse
        self._left = most
        self.read = browse.read

    def entries(self, folder: str, enter: Callable[[str], bool]) -> Iterable[Entry]:
        """See Browse."""
        return self._some(self._browse.entries(folder, enter))

    def _some(self, entries: Iterator[Entry]) -> Iterator[Entry]:
        for entry in entries:
            if self._left <= 0:
                return
            self._left -= 1
            yield entry
