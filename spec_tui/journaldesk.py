"""The desk over the journals of a repository: what the screens of the Journal mode talk to.

It reads frozen pictures and hands every change to `JournalSession`, which writes durably; no rule
is decided here. Each change ends in a sentence, whatever stood against it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from spec_tui.collecting import none_looked_for
from spec_tui.journals import JournalSession
from spec_tui.spec_tree.board import Forest, Page
from spec_tui.spec_tree.deliverables import TYPES
from spec_tui.tasks import NOTHING_TO_REDO, NOTHING_TO_UNDO, Told
from spec_tui.work.change import Refused
from spec_tui.work.places import FOLDERS, enters
from spec_tui.work.repository import Stamp
from spec_tui.worksession import Done
from spec_tui.workspace.browse import Browse
from spec_tui.workspace.errors import WorkspaceError
from spec_tui.workspace.root import git_head, spec_name
from spec_tui.workspace.snapshot import Snapshot, sha_of

if TYPE_CHECKING:
    from spec_tui.derivation import Derivation, How, Proposal
    from spec_tui.spec_tree.model import EntryKind
    from spec_tui.work.create import New
    from spec_tui.work.secrecy import Secret
    from spec_tui.workspace.edits import Edits

DRAFT = "journal-draft"
MOST_TARGETS = 50
"""How many targets completion offers at once."""


class JournalDesk:
    """Journals of one repository. `who` names the `@handle` that takes part in sessions."""

    def __init__(
        self, root: Path, *, who: Callable[[], str] = str, now: Callable[[], datetime] | None = None
    ) -> None:
        self.root = root
        self._who = who
        self._now = now
        self._session: JournalSession | None = None
        self._browse = Browse(root)
        self._stamps: tuple[object, ...] = ()
        self._texts: dict[str, Snapshot] = {}
        """Files as the free editor read them: what it writes is compared with them."""
        self._files: tuple[str, ...] = ()
        """Of the repository, as completion saw them last."""

    # reading

    @property
    def session(self) -> JournalSession:
        """The session over the journals, signing with who is here now."""
        if self._session is None:
            self._session = JournalSession(self.root, who=self._who(), now=self._now)
        self._session.who = self._who()
        return self._session

    def open(self) -> Forest:
        """Read everything. Raises WorkspaceError."""
        self._stamps = self._look()
        with none_looked_for():
            session = self.session
            session.work.refresh()
            return session.forest()

    def look(self) -> Forest | None:
        """Take in what changed on disk since the last look, also a new commit; None where nothing.

        Only names and times of files are looked at where nothing changed.
        """
        if self._session is None:
            return self.open()
        stamps = self._look()
        return None if stamps == self._stamps else self.open()

    def page(self, ref: str, *, links: bool = True) -> Page | None:
        """One spec with its journal, None where it is gone; `links` False leaves them out."""
        try:
            return self.session.page(ref, links=links)
        except (Refused, KeyError):
            return None

    def text(self, path: str) -> str:
        """The text of a file for the free editor. Raises WorkspaceError."""
        self._texts[path] = self._edits.texts([path])[path]
        return self._texts[path].text

    def complete(self, prefix: str, path: str) -> tuple[str, ...]:
        """Targets of wikilinks that begin with, or hold, what was typed, seen from a file.

        Those that begin with it come first, near ones before far ones.
        """
        from spec_tui.workspace.listing import files

        if not self._files or not prefix:
            self._files = files(self.root)
        folder = posixpath.dirname(path)
        wanted = prefix.strip().casefold()
        found = []
        for one in self._files:
            if one == path:
                continue
            target = posixpath.relpath(one, folder or ".").removesuffix(".md")
            name = posixpath.basename(target).casefold()
            if wanted in target.casefold():
                begins = target.casefold().startswith(wanted) or name.startswith(wanted)
                found.append((not begins, target.count("/"), target))
        return tuple(target for _, _, target in sorted(found)[:MOST_TARGETS])

    def types(self) -> tuple[str, ...]:
        """Types of deliverables that have a folder and a heading of their own."""
        return tuple(TYPES)

    def has_spec(self) -> bool:
        """Whether there is a SPEC.md to build the tree from."""
        return (self.root / spec_name(self.root)).exists()

    def proposal(self) -> Proposal | str:
        """What building the tree from SPEC.md would change, or why it cannot be built."""
        try:
            return self._derivation.propose("tree")
        except (Refused, WorkspaceError) as problem:
            return str(problem)

    # sessions

    def start(self, ref: str, title: str = "", secret: Secret = "") -> Told:
        """Begin a session, or go on with the one that is open."""
        return self._done(lambda session: session.start(ref, title, secret=secret))

    def record(
        self,
        ref: str,
        kind: EntryKind,
        words: str,
        resolution: str = "",
        commit: str = "",
        secret: Secret = "",
    ) -> Told:
        """Record one thing in the open session; without one a session begins."""
        return self._done(
            lambda session: session.record(ref, kind, words, resolution, commit, secret=secret)
        )

    def resolve(
        self, ref: str, line: int, resolution: str, commit: str = "", secret: Secret = ""
    ) -> Told:
        """Add the resolution of the issue at a line of the context file."""
        return self._done(
            lambda session: session.resolve(ref, line, resolution, commit, secret=secret)
        )

    def approve(self, ref: str) -> Told:
        """Approve the plan of a spec."""
        return self._done(lambda session: session.approve(ref))

    def deliver(
        self,
        ref: str,
        type: str,
        file: str,
        source: str = "",
        about: str = "",
        secret: Secret = "",
    ) -> Told:
        """Create, copy or adopt a deliverable and link it.

        `source` is a path seen from the repository, or an absolute one; `~` is the home folder.
        """

        def change(session: JournalSession) -> Done:
            where = self.root / Path(source.strip()).expanduser() if source.strip() else None
            return session.deliver(ref, type, file, where, about, secret=secret)

        return self._done(change)

    def close(self, ref: str, result: str, summary: str = "", secret: Secret = "") -> Told:
        """Close the open session: completed, partial or blocked."""
        return self._done(lambda session: session.close(ref, summary, result, secret=secret))

    # the spec itself

    def status(self, ref: str, value: str) -> Told:
        """Set the status of a spec."""
        return self._done(lambda session: session.status(ref, value))

    def tick(self, ref: str, index: int, done: bool) -> Told:
        """Tick a criterion (from 0), or take the tick off."""
        return self._done(lambda session: session.tick(ref, index, done))

    def mend(self, path: str) -> Told:
        """Add the links that a file lacks, though what it belongs to links to it."""
        from spec_tui.trees import TreeSession

        return self._done(
            lambda session: TreeSession(self.root, who=session.who, now=self._now).fix(path)
        )

    def new(self, kind: New, title: str, parent: str = "") -> Told:
        """Write a new epic, feature or task; `Told.id` is its id."""
        return self._done(lambda session: session.work.new(kind, title, parent=parent))

    def write(self, path: str, text: str) -> Told:
        """Write what the free editor holds; what somebody else wrote elsewhere meanwhile stays."""

        def change(session: JournalSession) -> Done:
            base = self._texts.get(path)
            if base is None:
                raise Refused(f"{path} was not opened here. Nothing was changed.")
            if text == base.text:
                return Done(f"{path} is as it was.")
            receipt = f"{path} is edited."
            done = self._edits.commit_texts({path: base}, {path: text}, receipt)
            if done.conflict is not None and not (session.root / path).exists():
                raise Refused(
                    f"{path} is not there any more: it was moved or removed meanwhile. Nothing was "
                    "changed. Your text is still here: copy what you need to where it is now."
                )
            if done.conflict is not None:
                raise Refused(
                    f"{path} was changed meanwhile, in the same lines. Nothing was changed. "
                    "Look at it and try again."
                )
            session.work.refresh()
            if done.kept:
                raise Refused(done.reason)
            # the editor still shows its own text: where another was merged in, the next change
            # is one of this text, not of that on disk
            fresh = done.snapshots[path]
            if fresh.text != text:
                sha = sha_of(fresh.encode(text))
                fresh = replace(fresh, text=text, sha=sha, settled=False)
            self._texts[path] = fresh
            return Done(receipt, (path,))

        return self._done(change)

    def build(self, proposal: Proposal) -> Told:
        """Write the tree that was shown."""
        return self._done(lambda _: self._derivation.write(proposal))

    def settle(self, region: str, how: How) -> Told:
        """Settle one drift between SPEC.md and the tree."""
        return self._done(lambda _: self._derivation.settle("tree", region, how))

    def undo(self) -> Told:
        """Take the last change of a plan back."""
        return self._done(lambda session: session.undo(), NOTHING_TO_UNDO)

    def redo(self) -> Told:
        """Put the last undone change back."""
        return self._done(lambda session: session.redo(), NOTHING_TO_REDO)

    # drafts

    def save_draft(self, ref: str, kind: str, words: str) -> None:
        """Keep an entry that is being typed; where nothing can be written it is not kept."""
        try:
            self._edits.save_draft({"ref": ref, "kind": kind, "words": words}, name=DRAFT)
        except WorkspaceError:
            return

    def draft(self) -> tuple[str, str, str] | None:
        """(ref, kind, words) of the entry that was being typed, None where there is none."""
        found = self._edits.load_draft(name=DRAFT)
        values = [found.get(name) for name in ("ref", "kind", "words")] if found else []
        ref, kind, words = values if len(values) == 3 else (None, None, None)
        if not isinstance(ref, str) or not isinstance(kind, str) or not isinstance(words, str):
            return None
        return ref, kind, words

    def clear_draft(self) -> None:
        """Forget it."""
        self._edits.clear_draft(name=DRAFT)

    # inside

    @property
    def _edits(self) -> Edits:
        return self.session.edits

    @property
    def _derivation(self) -> Derivation:
        from spec_tui.derivation import Derivation

        return Derivation(self.root, who=self._who(), now=self._now)

    def _look(self) -> tuple[object, ...]:
        found: dict[str, Stamp] = {
            entry.path: entry.stamp
            for folder in FOLDERS
            for entry in self._browse.entries(folder, enters)
        }
        return found, git_head(self.root)

    def _done(self, change: Callable[[JournalSession], Done | None], nothing: str = "") -> Told:
        """Make a change; whatever stands against it becomes the sentence."""
        with none_looked_for():
            try:
                done = change(self.session)
            except KeyError:
                return Told("This spec is not there any more. Nothing was changed.", changed=False)
            except (Refused, WorkspaceError) as problem:
                return Told(str(problem), changed=False)
        if done is None:
            return Told(nothing, changed=False)
        return Told(done.receipt, bool(done.paths) or bool(nothing), done.id)
