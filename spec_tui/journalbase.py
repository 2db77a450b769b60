"""What every change of a journal goes through: read, made in memory, written durably, made anew
where somebody else wrote meanwhile. Joins spec_tree/, work/ and workspace/.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from spec_tui.spec_tree import journal as journals
from spec_tui.spec_tree.forest import context_of, is_spec
from spec_tui.work.change import Moment, Refused
from spec_tui.work.item import WorkItem
from spec_tui.worksession import Done, WorkSession
from spec_tui.workspace.browse import Browse
from spec_tui.workspace.errors import Unreadable
from spec_tui.workspace.snapshot import merge_markers

if TYPE_CHECKING:
    from spec_tui.workspace.edits import Edits
    from spec_tui.workspace.snapshot import Snapshot

TRIES = 20
"""How often a change is made anew where somebody else wrote the same lines meanwhile."""

Read = Callable[[str], str]
"""The text of a file of the repository, "" for one that does not exist."""


@dataclass(frozen=True, slots=True)
class Made:
    """A change that was made in memory."""

    texts: Mapping[str, str]
    receipt: str
    copies: Mapping[str, bytes] = field(default_factory=dict)
    programs: tuple[str, ...] = ()
    """New files that may be run."""


class JournalBase:
    """Journals of one repository. `who` is the `@handle` that takes part in sessions."""

    def __init__(
        self, root: Path, *, who: str = "", now: Callable[[], datetime] | None = None
    ) -> None:
        self._now = now or (lambda: datetime.now().astimezone())
        self.work = WorkSession(root, who=who, now=self._now)
        self.root = self.work.root
        self._browse = Browse(self.root)

    @property
    def who(self) -> str:
        """The `@handle` that changes are signed with."""
        return self.work.who

    @who.setter
    def who(self, name: str) -> None:
        self.work.who = name

    def find(self, name: str) -> WorkItem:
        """The one spec that a name means. Raises Refused (its kinds: Unknown, Ambiguous)."""
        item = self.work.find(name)
        if not (self.root / item.path).exists() and self.work.refresh():
            item = self.work.find(name)
        if not is_spec(item):
            raise Refused(
                f"{item.ref} is no spec of specs/: only epics, features and tasks there have a "
                "journal. Nothing was changed."
            )
        return item

    def text(self, path: str) -> str:
        """The text of a file as it is now, "" where there is none. Raises WorkspaceError."""
        return self.edits.texts([path])[path].text

    def undo(self) -> Done | None:
        """Take the last change back, whoever made it. None where there is none."""
        return self.work.undo()

    def redo(self) -> Done | None:
        """Put the last undone change back. None where there is none."""
        return self.work.redo()

    @property
    def edits(self) -> Edits:
        """What writes the files of this repository, signing with who is here now."""
        return self.work.edits

    # inside

    def _moment(self) -> Moment:
        return self.work.moment()

    def _commit(self, make: Callable[[Read], Made]) -> Done:
        """Make a change from the files as they are now, and write it.

        Where somebody else wrote the same lines meanwhile it is made anew: what is recorded is
        added to what stands there. Raises Refused and WorkspaceError.
        """
        for _ in range(TRIES):
            snapshots: dict[str, Snapshot] = {}
            made = make(self._reader(snapshots))
            texts = {
                path: text
                for path, text in made.texts.items()
                if text != snapshots[path].text or not snapshots[path].exists
            }
            if not texts and not made.copies:
                return Done(made.receipt)
            done = self.edits.commit_texts(
                snapshots, texts, made.receipt, copies=made.copies, programs=made.programs
            )
            if done.conflict is None:
                break
        else:
            assert done.conflict is not None
            raise Refused(
                f"{done.conflict.name} was changed meanwhile, in the same lines. "
                "Nothing was changed. Look at it and try again."
            )
        self.work.refresh()
        if done.kept:
            raise Refused(done.reason)
        return Done(made.receipt, (*texts, *made.copies))

    def _reader(self, snapshots: dict[str, Snapshot]) -> Read:
        def read(path: str) -> str:
            if path not in snapshots:
                snapshots.update(self.edits.texts([path]))
                trouble = unfinished(path, snapshots[path].text)
                if trouble:
                    raise Unreadable(self.root / path, trouble)
            return snapshots[path].text

        return read

    def _begun(self, item: WorkItem, text: str, title: str = "") -> str:
        """A context file with an open session in which `who` takes part; "" makes a new file."""
        from spec_tui.spec_tree import journal_edit
        from spec_tui.workspace import gitlog

        moment = self._moment()
        if not text.strip():
            text = self._new(item, moment)
        if journals.read(text).current is None:
            people = (self.who,) if self.who else ()
            head = gitlog.head(self.root)
            return journal_edit.start(text, moment, title=title, participants=people, head=head)
        return journal_edit.join(text, self.who) if self.who else text

    def _new(self, item: WorkItem, moment: Moment) -> str:
        from spec_tui.work.formats.tree_edit import new_context
        from spec_tui.work.vocabulary import written_status

        word = written_status(item.status, "tree") or "planning"
        return new_context(item, word, moment, self.work.plan.parent(item))

    def _with_spec(
        self, item: WorkItem, read: Read, text: str, *, working: bool = False
    ) -> dict[str, str]:
        """A changed context file, and its spec: which links to a new one, and says the status
        where it says one itself. `working`: a spec that was only planned is implemented now.
        """
        from spec_tui.work.formats import tree_edit
        from spec_tui.work.vocabulary import known_status

        context, spec = context_of(self.work.plan, item), read(item.path)
        if not spec and not (self.root / item.path).exists():
            # it would come back as a second spec with the same id
            raise Refused(
                f"{item.path} is not there any more: it was moved or removed meanwhile. "
                "Nothing was changed. Try again."
            )
        if not read(context).strip():
            spec = tree_edit.with_context_line(spec, item.path, context)
        if working and known_status(journals.read(text).status, "tree") == "pending":
            text = tree_edit.edit_context(text, item, "in_progress", self._moment())
            spec = tree_edit.own_status(spec, "in_progress")
        return {context: text, item.path: spec}


def unfinished(path: str, text: str) -> str:
    """Why a text with the marks of a merge cannot be written, "" where it has none."""
    line = merge_markers(text)
    if line is None:
        return ""
    return f"{path}:{line}: a merge was not finished here. Settle it first. Nothing was changed."
