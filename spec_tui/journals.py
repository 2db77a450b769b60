"""Journals of the specs of one repository: joins spec_tree/, work/ and workspace/.

Every entry is one durable change that undo takes back (seed 004, "Auto-save context after each
action"). Reading a page creates nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from spec_tui.documents.secrets import find_secrets, redact
from spec_tui.spec_tree import journal as journals
from spec_tui.spec_tree.board import Forest, Offer, Page
from spec_tui.spec_tree.forest import branch_of, context_of, forest_of, is_spec, may_run
from spec_tui.spec_tree.model import (
    RESULTS,
    EntryKind,
    Journal,
    LinkMap,
    Metric,
    Result,
    Session,
)
from spec_tui.work.change import Moment, Refused
from spec_tui.work.item import WorkItem
from spec_tui.worksession import Done, WorkSession
from spec_tui.workspace.browse import Browse, Stamp
from spec_tui.workspace.errors import Unreadable
from spec_tui.workspace.snapshot import merge_markers

if TYPE_CHECKING:
    from spec_tui.packages import Secret
    from spec_tui.spec_tree.deliverables import Row, Type
    from spec_tui.spec_tree.metrics import Changes
    from spec_tui.trees import TreeSession
    from spec_tui.workspace.edits import Edits
    from spec_tui.workspace.snapshot import Snapshot

TRIES = 5
"""How often a change is made anew where somebody else wrote the same lines meanwhile."""
WORKING = frozenset({"implement", "test", "commit", "deliver"})
"""Entries that show that a spec is no longer only planned."""
_COMMIT = re.compile(
    r"`?(?P<hash>[0-9a-fA-F]{7,40})`?(?:[ \t]*[:–—-]?[ \t]+(?P<rest>\S.*))?", re.DOTALL
)
_HASH = re.compile(r"[0-9a-f]{7,40}")

Read = Callable[[str], str]
"""The text of a file of the repository, "" for one that does not exist."""


@dataclass(frozen=True, slots=True)
class _Made:
    """A change that was made in memory."""

    texts: Mapping[str, str]
    receipt: str
    copies: Mapping[str, bytes] = field(default_factory=dict)
    programs: tuple[str, ...] = ()
    """New files that may be run."""


class JournalSession:
    """Journals of one repository. `who` is the `@handle` that takes part in sessions."""

    def __init__(
        self, root: Path, *, who: str = "", now: Callable[[], datetime] | None = None
    ) -> None:
        self._now = now or (lambda: datetime.now().astimezone())
        self.work = WorkSession(root, who=who, now=self._now)
        self.root = self.work.root
        self._browse = Browse(self.root)
        self._made: Edits | None = None
        self._tree: TreeSession | None = None
        self._running: dict[str, tuple[Stamp, bool]] = {}
        self._past: dict[tuple[object, ...], tuple[int, int, int, int]] = {}
        """What sessions that are over changed, as git said it."""

    @property
    def who(self) -> str:
        """The `@handle` that changes are signed with."""
        return self.work.who

    @who.setter
    def who(self, name: str) -> None:
        self.work.who = name

    # reading

    def find(self, name: str) -> WorkItem:
        """The one spec that a name means. Raises Refused (its kinds: Unknown, Ambiguous)."""
        item = self.work.find(name)
        if not is_spec(item):
            raise Refused(
                f"{item.ref} is no spec of specs/: only epics, features and tasks there have a "
                "journal. Nothing was changed."
            )
        return item

    def forest(self) -> Forest:
        """All specs in the order of the tree."""
        return forest_of(self.work.plan, self._open_contexts())

    def page(self, name: str, *, links: bool = True) -> Page:
        """One spec with its journal; nothing is created. `links` False leaves the link map empty.

        Raises Refused where there is no such spec.
        """
        item = self.find(name)
        plan = self.work.plan
        context = context_of(plan, item)
        text, trouble = self._quietly(context)
        journal = journals.read(text) if text.strip() else None
        running = {context} if journal is not None and journal.current is not None else set()
        above = plan.parent(item)
        current = journal.current if journal is not None else None
        return Page(
            branch_of(plan, item, running),
            f"{above.id} {above.title}" if above is not None else "",
            journal,
            item.criteria,
            self._metrics(journal, item),
            journal.deliverables if journal is not None else (),
            self._offers(journal, current) if journal is not None and current is not None else (),
            self._links(item.path) if links else LinkMap(item.path, (), (), ()),
            trouble,
        )

    def text(self, path: str) -> str:
        """The text of a file as it is now, "" where there is none. Raises WorkspaceError."""
        return self.edits.texts([path])[path].text

    # sessions

    def start(self, name: str, title: str = "", *, secret: Secret = "") -> Done:
        """Begin a session, or go on with the one that is open; `Done.paths` is empty where
        nothing had to be written. Raises Refused and WorkspaceError.
        """
        item = self.find(name)
        title = self._safe(_line(title), "title", secret)

        def make(read: Read) -> _Made:
            path = context_of(self.work.plan, item)
            old = read(path)
            before = journals.read(old).current
            text = self._begun(item, old, title)
            session = _current(text)
            what = f"Session {session.number} of {item.ref}"
            if before is None:
                where = "" if old.strip() else f" Its journal is {path}."
                return _Made(self._both(item, read, text), f"{what} has begun.{where}")
            joined = f" {self.who} takes part." if text != old else ""
            return _Made({path: text}, f"{what} goes on, since {_since(session)}.{joined}")

        return self._commit(make)

    def record(
        self,
        name: str,
        kind: EntryKind,
        words: str,
        resolution: str = "",
        commit: str = "",
        title: str = "",
        *,
        secret: Secret = "",
    ) -> Done:
        """Record one thing in the open session; without one a session begins.

        The resolution of an issue that stands there already without one is added to it.
        Raises Refused and WorkspaceError.
        """
        from spec_tui.spec_tree import journal_edit

        item = self.find(name)
        words = self._safe(words.strip(), "text", secret)
        resolution = self._safe(resolution.strip(), "resolution", secret)
        title = self._safe(_line(title), "title", secret)
        commit, note = self._hash(commit.strip())
        if kind == "commit" and not commit:
            words, commit, note = self._commit_words(words)
        if not words:
            raise Refused("There is nothing to record. Nothing was changed.")
        if resolution and kind != "issue":
            raise Refused("Only an issue has a resolution. Nothing was changed.")

        def make(read: Read) -> _Made:
            path = context_of(self.work.plan, item)
            text = self._begun(item, read(path), title)
            moment = self._moment()
            session = _current(text)
            same = _unresolved(session, words) if kind == "issue" and resolution else 0
            if same:
                text = journal_edit.resolve(text, same, resolution, moment, commit=commit)
            else:
                text = journal_edit.record(
                    text, kind, words, moment, resolution=resolution, commit=commit
                )
            what = "Resolved" if same else f"Recorded as {kind}"
            said = f"{what} in session {session.number} of {item.ref}.{note}"
            return _Made(self._both(item, read, text, working=kind in WORKING), said)

        return self._commit(make)

    def resolve(
        self, name: str, line: int, resolution: str, commit: str = "", *, secret: Secret = ""
    ) -> Done:
        """Add the resolution of an issue, which stands at a line of the context file.

        Raises Refused and WorkspaceError.
        """
        from spec_tui.spec_tree import journal_edit

        item = self.find(name)
        resolution = self._safe(resolution.strip(), "resolution", secret)
        if not resolution:
            raise Refused("There is nothing to record. Nothing was changed.")
        commit, note = self._hash(commit.strip())

        def make(read: Read) -> _Made:
            path = context_of(self.work.plan, item)
            text = journal_edit.resolve(read(path), line, resolution, self._moment(), commit=commit)
            return _Made({path: text}, f"The issue of {item.ref} is resolved.{note}")

        return self._commit(make)

    def approve(self, name: str, by: str = "", title: str = "") -> Done:
        """Approve the plan, from which on the spec is implemented. Raises Refused."""
        from spec_tui.spec_tree import journal_edit

        item = self.find(name)
        by = _line(by) or self.who
        title = self._safe(_line(title), "title", "")
        if not by:
            raise Refused("Somebody approves a plan: say who. Nothing was changed.")

        def make(read: Read) -> _Made:
            path = context_of(self.work.plan, item)
            old = read(path)
            known = journals.read(old).approval
            if known is not None:
                return _Made({}, f"The plan of {item.ref} is approved already, by {known.by}.")
            text = journal_edit.approve(self._begun(item, old, title), by, self._moment())
            said = f"The plan of {item.ref} is approved by {by}."
            return _Made(self._both(item, read, text, working=True), said)

        return self._commit(make)

    def close(self, name: str, summary: str = "", result: str = "", *, secret: Secret = "") -> Done:
        """Close the open session with its summary, and bring Summary and Metrics up to date.

        Without a result it is completed when all criteria are ticked, else partial. The spec
        itself keeps its status. Raises Refused and WorkspaceError.
        """
        from spec_tui.spec_tree import journal_edit
        from spec_tui.workspace import gitlog

        item = self.find(name)
        summary = self._safe(summary.strip(), "summary", secret)
        met, total = item.criteria_done, len(item.criteria)
        ending = _result(result) or ("completed" if total and met == total else "partial")

        def make(read: Read) -> _Made:
            path = context_of(self.work.plan, item)
            old = read(path)
            journal = journals.read(old)
            session = journal.current
            if session is None:
                raise Refused(f"{item.ref} has no open session. Nothing was changed.")
            computed = self._computed(journal, item)
            facts = {metric.name: metric.value for metric in computed}
            text = journal_edit.close(
                old,
                ending,
                summary or _summary(session, met, total),
                self._moment(),
                facts=facts,
                to=gitlog.head(self.root),
            )
            closed = next(
                (one for one in journals.read(text).sessions if one.number == session.number),
                session,
            )
            length = f", {closed.duration}" if closed.duration else ""
            criteria = f" {met} of {total} criteria are met." if total else ""
            return _Made(
                {path: text},
                f"Session {session.number} of {item.ref} is closed: {ending}{length}.{criteria}",
            )

        return self._commit(make)

    # deliverables

    def deliver(
        self,
        name: str,
        kind: str,
        file: str,
        source: Path | None = None,
        about: str = "",
        title: str = "",
        *,
        secret: Secret = "",
    ) -> Done:
        """Create or adopt a deliverable, and link it in context and spec, as one change.

        `source` is copied; without it a file that is there is adopted, else a new one is made.
        For `code` the file is a path of the repository, with lines: it stays as it is. Raises
        Refused and WorkspaceError.
        """
        from spec_tui.spec_tree import deliverables

        item = self.find(name)
        about = self._safe(about, "text", secret)
        title = self._safe(_line(title), "title", secret)
        type_ = deliverables.type_of(kind)
        context = context_of(self.work.plan, item)
        if not type_.folder:
            if source is not None:
                raise Refused("Code stays where it is: leave --from out. Nothing was written.")
            path, first, last = deliverables.code_of(file)
            if not self._inside(path) or not (self.root / path).is_file():
                raise Refused(f"There is no file {path} in this repository. Nothing was written.")
            row = deliverables.code_row(path, (first, last), type_, context, about)
            receipt = f"{path} is listed in {context}, {type_.heading}."
            return self._commit(
                lambda read: _Made(
                    self._linked(item, read, type_, row, title, _reference(path, first, last)),
                    receipt,
                )
            )
        path = deliverables.folder_of(item.path, type_) + "/" + deliverables.safe_name(file)
        self._no_clash(path)
        return self._delivered(item, type_, path, context, source, about, title, secret)

    def _delivered(
        self,
        item: WorkItem,
        type_: Type,
        path: str,
        context: str,
        source: Path | None,
        about: str,
        title: str,
        secret: Secret,
    ) -> Done:
        from spec_tui.spec_tree import deliverables, traceback
        from spec_tui.workspace.deliveries import take

        there = (self.root / path).is_symlink() or (self.root / path).exists()
        if there and source is not None:
            raise Refused(
                f"{path} is there already. Without --from it is adopted as it is. "
                "Nothing was written."
            )
        if not there and source is None and traceback.needs_bytes(path):
            raise Refused(
                f"{path} is no text: name the file to copy with --from. Nothing was written."
            )
        data, runs = take(source) if source is not None else (b"", False)
        content = _decoded(data) if source is not None else None
        if content is not None:
            content = self._safe(content, "file", secret)
        traces = (
            traceback.Trace(
                "Spec", deliverables.relative(_bare(item.path), path), f"{item.id} - {item.title}"
            ),
            traceback.Trace(
                "Context", deliverables.relative(_bare(context), path), "Implementation Journal"
            ),
        )
        new_script = not there and source is None and traceback.runs(path)
        programs = (path,) if new_script or (runs and not there) else ()
        verb = "Adopted" if there else "Created"
        row = deliverables.row(path, type_, context, about, verb=verb)

        def make(read: Read) -> _Made:
            known = _registered(read(context), context, path)
            used = (
                row if not known else deliverables.row(path, type_, context, about, verb="Updated")
            )
            texts = dict(self._linked(item, read, type_, used, title, path))
            copies: dict[str, bytes] = {}
            if there:
                old = self._adoptable(path, read)
                new = traceback.traced(old, path, traces) if old is not None else None
                if new is not None:
                    texts[path] = new
            elif source is None:
                texts[path] = traceback.new_text(path, traces, about or item.title)
            elif content is None:
                copies[path] = data
            else:
                new = traceback.traced(content, path, traces)
                texts[path] = content if new is None else new
            if path in texts and not there:
                read(path)
            how = "is adopted" if there else "is made" if source is None else "is copied"
            bare = "" if path in texts and texts[path] != content else " It can hold no comment."
            if source is None and not there:
                bare = ""
            said = f"{path} {how}, and linked in context and spec.{bare}"
            return _Made(texts, said, copies, programs)

        return self._commit(make)

    def _linked(
        self, item: WorkItem, read: Read, type_: Type, row: Row, title: str, path: str
    ) -> dict[str, str]:
        """Context and spec with the lines of a deliverable."""
        from spec_tui.spec_tree import deliverables, journal_edit

        context = context_of(self.work.plan, item)
        text = self._begun(item, read(context), title)
        known = _registered(text, context, path)
        text = journal_edit.record(text, "deliver", row.entry, self._moment())
        if not known:
            text = journal_edit.deliver(text, type_.heading, row.registry)
        texts = self._both(item, read, text, working=True)
        if row.spec:
            texts[item.path] = deliverables.listed(texts[item.path], item.path, path, row.spec)
        return texts

    def _adoptable(self, path: str, read: Read) -> str | None:
        """The text of a file to adopt; None where it is no text. Raises WorkspaceError."""
        from spec_tui.workspace.deliveries import take

        if not self._inside(path):
            raise Refused(f"{path} is a link out of the repository. Nothing was written.")
        if _decoded(take(self.root / path)[0]) is None:
            return None
        return read(path)

    def _no_clash(self, path: str) -> None:
        from spec_tui.spec_tree.deliverables import FOLDER, clash

        base = path[: path.index(f"/{FOLDER}/") + len(FOLDER) + 1]
        there = [one.path for one in self._browse.entries(base, lambda _: True)]
        other = clash(path, there)
        if other:
            raise Refused(
                f"{other} is there already, and differs from {path} only in letters that some "
                "systems take for the same. Nothing was written."
            )

    # plans

    def status(self, name: str, value: str) -> Done:
        """Set the status of a spec in its context file. Raises Refused and WorkspaceError."""
        return self.work.set(self.find(name), "status", value)

    def tick(self, name: str, index: int, done: bool) -> Done:
        """Tick a criterion (from 0), or take the tick off. Raises Refused and WorkspaceError."""
        return self.work.tick(self.find(name), index, done)

    def undo(self) -> Done | None:
        """Take the last change back, whoever made it. None where there is none."""
        return self._turned("Taken back", self.edits.undo())

    def redo(self) -> Done | None:
        """Put the last undone change back. None where there is none."""
        return self._turned("Put back", self.edits.redo())

    # inside: reading

    def _open_contexts(self) -> set[str]:
        """Paths of context files with an open session; unchanged files are not read again."""
        plan = self.work.plan
        wanted = {context_of(plan, item) for item in plan.items if is_spec(item)} & plan.paths
        found, fresh = set(), {}
        for entry in self._browse.entries("specs", _enters):
            if entry.path not in wanted:
                continue
            known = self._running.get(entry.path)
            if known is None or known[0] != entry.stamp:
                text = self._browse.read(entry.path)[0]
                running = may_run(text) and journals.read(text).current is not None
                known = (entry.stamp, running)
            fresh[entry.path] = known
            if known[1]:
                found.add(entry.path)
        self._running = fresh
        return found

    def _quietly(self, path: str) -> tuple[str, str]:
        """(text, why it cannot be used)."""
        if not (self.root / path).exists() and not (self.root / path).is_symlink():
            return "", ""
        text, trouble = self._browse.read(path)
        if trouble is not None:
            return "", trouble[0]
        return text, _conflict(path, text)

    def _links(self, path: str) -> LinkMap:
        if self._tree is None:
            from spec_tui.trees import TreeSession

            # kept, for it remembers the links of files that did not change
            self._tree = TreeSession(self.root, now=self._now)
        return self._tree.link_map(path)

    def _metrics(self, journal: Journal | None, item: WorkItem) -> tuple[Metric, ...]:
        """As written; with an open session those that can be computed are computed now."""
        if journal is None:
            return ()
        if journal.current is None:
            return journal.metrics
        fresh = {(one.group, one.name): one for one in self._computed(journal, item)}
        found = []
        for one in journal.metrics:
            now = fresh.pop((one.group, one.name), None)
            found.append(now if now is not None and one.source == "computed" else one)
        return (*found, *fresh.values())

    def _computed(self, journal: Journal, item: WorkItem) -> tuple[Metric, ...]:
        from spec_tui.spec_tree import metrics

        return metrics.computed(
            journal,
            criteria=(item.criteria_done, len(item.criteria)),
            history=self._history(journal),
            now=self._now(),
        )

    def _history(self, journal: Journal) -> Changes | None:
        """What git says changed in all sessions together; None where it says nothing."""
        from spec_tui.spec_tree.metrics import Changes

        found = [self._changes(one) for one in journal.sessions]
        known = [one for one in found if one is not None]
        if not known:
            return None
        added, removed, created, modified = (sum(column) for column in zip(*known, strict=True))
        return Changes(added, removed, created, modified)

    def _changes(self, session: Session) -> tuple[int, int, int, int] | None:
        """(lines added, removed, files created, modified) of one session, None without git."""
        from spec_tui.workspace import gitlog

        started, ended = session.started, session.ended
        if started is None or not gitlog.head(self.root):
            return None
        if ended is None:
            return gitlog.changes(self.root, session.head, since=started)
        key = (session.head, started, ended)
        if key not in self._past:
            to = session.to
            if not to:
                found = gitlog.commits(self.root, session.head, started, ended)
                to = found[-1].hash if found else session.head
            self._past[key] = gitlog.changes(
                self.root, session.head, to, since=started, until=ended
            )
        return self._past[key]

    def _offers(self, journal: Journal, session: Session) -> tuple[Offer, ...]:
        """Commits since the session began that no entry names."""
        from spec_tui.workspace import gitlog

        if session.started is None:
            return ()
        named = tuple(
            word.lower()
            for one in journal.sessions
            for entry in one.entries
            for word in (entry.commit, *_HASH.findall(entry.text.lower()))
            if len(word) >= 7
        )
        return tuple(
            Offer(one.hash[:7], one.subject)
            for one in gitlog.commits(self.root, session.head, session.started, None)
            if not one.hash.startswith(named)
        )

    # inside: changing

    @property
    def edits(self) -> Edits:
        """What writes the files of this repository, signing with who is here now."""
        if self._made is None:
            from spec_tui.workspace.edits import Edits

            self._made = Edits(self.root, now=self._now)
        self._made.who = self.who
        return self._made

    def _moment(self) -> Moment:
        return Moment(self._now(), self.who)

    def _commit(self, make: Callable[[Read], _Made]) -> Done:
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
                trouble = _conflict(path, snapshots[path].text)
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

    def _both(
        self, item: WorkItem, read: Read, text: str, *, working: bool = False
    ) -> dict[str, str]:
        """A changed context file, and its spec: which links to a new one, and says the status
        where it says one itself. `working`: a spec that was only planned is implemented now.
        """
        from spec_tui.work.formats import tree_edit
        from spec_tui.work.vocabulary import known_status

        context, spec = context_of(self.work.plan, item), read(item.path)
        if not read(context).strip():
            spec = tree_edit.with_context_line(spec, item.path, context)
        if working and known_status(journals.read(text).status, "tree") == "pending":
            text = tree_edit.edit_context(text, item, "in_progress", self._moment())
            spec = tree_edit.own_status(spec, "in_progress")
        return {context: text, item.path: spec}

    def _inside(self, path: str) -> bool:
        try:
            return (self.root / path).resolve().is_relative_to(self.root)
        except (OSError, RuntimeError, ValueError):
            return False

    def _hash(self, commit: str) -> tuple[str, str]:
        """(the hash, a remark where git does not know it). Raises Refused for what is none."""
        if not commit:
            return "", ""
        known = commit.strip("`").lower()
        if _HASH.fullmatch(known) is None:
            raise Refused(f"{commit} is no commit: 7 to 40 hex digits. Nothing was changed.")
        return known, self._unknown(known)

    def _unknown(self, commit: str) -> str:
        from spec_tui.workspace import gitlog

        if not gitlog.head(self.root) or gitlog.verified(self.root, commit):
            return ""
        return f" git does not know {commit} here."

    def _commit_words(self, words: str) -> tuple[str, str, str]:
        """(words, hash, remark) of `a1b2c3d: words`; git names the words that are missing."""
        match = _COMMIT.fullmatch(words)
        if match is None or not re.search(r"\d", match["hash"]):
            return words, "", ""
        commit, rest = match["hash"].lower(), (match["rest"] or "").strip()
        return rest or self._subject(commit) or commit, commit, self._unknown(commit)

    def _subject(self, commit: str) -> str:
        from spec_tui.workspace.git import read

        return read(self.root, "log", "-1", "--format=%s", commit, "--").strip()

    def _turned(self, words: str, turned: tuple[str, object] | None) -> Done | None:
        if turned is None:
            return None
        self.work.refresh()
        return Done(f"{words}: {turned[0]}")

    @staticmethod
    def _safe(words: str, what: str, secret: Secret) -> str:
        """The words as they may be written (safety.md S5). Raises Refused, not naming them."""
        found = find_secrets(words)
        if not found or secret == "keep":
            return words
        if secret == "redact":
            return redact(words)
        raise Refused(
            f"The {what} holds what looks like a secret ({found[0].kind}). Name the place where "
            "it is kept instead, or say --secret redact or --secret keep. Nothing was written."
        )


def _current(text: str) -> Session:
    session = journals.read(text).current
    assert session is not None
    return session


def _since(session: Session) -> str:
    return f"{session.started:%Y-%m-%d %H:%M}" if session.started is not None else session.date


def _unresolved(session: Session, words: str) -> int:
    """Line of the issue of these words that has no resolution yet, else 0."""
    return next(
        (
            one.line
            for one in session.entries
            if one.kind == "issue" and not one.resolution and one.text.strip() == words
        ),
        0,
    )


def _result(words: str) -> Result | None:
    """The result that was named. Raises Refused for another word."""
    if not words:
        return None
    for one in RESULTS:
        if words.lower() == one:
            return one
    raise Refused(f"{words} is no result. There are: {', '.join(RESULTS)}. Nothing was changed.")


def _summary(session: Session, met: int, total: int) -> str:
    """What a session did, where nobody says it."""
    kinds = [one.kind for one in session.entries]
    parts = [
        f"{kinds.count(kind)} {word if kinds.count(kind) == 1 else many}"
        for kind, word, many in (
            ("plan", "planning entry", "planning entries"),
            ("change", "change to the spec", "changes to the spec"),
            ("implement", "step of implementation", "steps of implementation"),
            ("deliver", "deliverable", "deliverables"),
            ("test", "test entry", "test entries"),
            ("commit", "commit", "commits"),
            ("issue", "issue", "issues"),
            ("note", "note", "notes"),
        )
        if kind in kinds
    ]
    said = ", ".join(parts) or "nothing recorded"
    criteria = f"; {met} of {total} criteria are met" if total else ""
    return f"Session {session.number}: {said}{criteria}."


def _registered(text: str, context: str, path: str) -> bool:
    """Whether the registry of a context file names a deliverable already."""
    from spec_tui.documents.links import inside

    folder = context.rpartition("/")[0]
    for one in journals.read(text).deliverables:
        if one.target == path if one.code else inside(one.target, folder) == path:
            return True
    return False


def _reference(path: str, first: int, last: int) -> str:
    """A code change as the registry names it."""
    return path + (f":{first}" if first else "") + (f"-{last}" if last else "")


def _conflict(path: str, text: str) -> str:
    line = merge_markers(text)
    if line is None:
        return ""
    return f"{path}:{line}: a merge was not finished here. Settle it first. Nothing was changed."


def _decoded(data: bytes) -> str | None:
    """Bytes as text, a BOM kept; None for what is none."""
    if b"\0" in data:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _bare(path: str) -> str:
    """The target of a wikilink to a file: without `.md`."""
    return path.removesuffix(".md")


def _line(words: str) -> str:
    return " ".join(words.split())


def _enters(name: str) -> bool:
    from spec_tui.work.places import enters

    return enters(name)
