"""Journals of the specs of one repository: sessions that record themselves, and their pages.

Every entry is one durable change that undo takes back (seed 004, "Auto-save context after each
action"). Reading a page creates nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from spec_tui.delivering import Delivering
from spec_tui.journalbase import Made, Read, unfinished
from spec_tui.journalfacts import Facts
from spec_tui.spec_tree import journal as journals
from spec_tui.spec_tree.board import Forest, Page
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
from spec_tui.spec_tree.wording import one_line
from spec_tui.work.change import Refused
from spec_tui.work.item import WorkItem
from spec_tui.work.places import enters
from spec_tui.work.secrecy import Secret, safe
from spec_tui.worksession import Done
from spec_tui.workspace.browse import Stamp

if TYPE_CHECKING:
    from spec_tui.trees import TreeSession

WORKING = frozenset({"implement", "test", "commit", "deliver"})
"""Entries that show that a spec is no longer only planned."""


class JournalSession(Delivering):
    """Journals of one repository. `who` is the `@handle` that takes part in sessions."""

    def __init__(
        self, root: Path, *, who: str = "", now: Callable[[], datetime] | None = None
    ) -> None:
        super().__init__(root, who=who, now=now)
        self._facts = Facts(self.root)
        self._tree: TreeSession | None = None
        self._running: dict[str, tuple[Stamp, bool]] = {}

    # reading

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
            self._facts.offers(journal, current)
            if journal is not None and current is not None
            else (),
            self._links(item.path) if links else LinkMap(item.path, (), (), ()),
            trouble,
        )

    # sessions

    def start(self, name: str, title: str = "", *, secret: Secret = "") -> Done:
        """Begin a session, or go on with the one that is open; `Done.paths` is empty where
        nothing had to be written. Raises Refused and WorkspaceError.
        """
        item = self.find(name)
        title = safe(one_line(title), "title", secret)

        def make(read: Read) -> Made:
            path = context_of(self.work.plan, item)
            old = read(path)
            before = journals.read(old).current
            text = self._begun(item, old, title)
            session = _current(text)
            what = f"Session {session.number} of {item.ref}"
            if before is None:
                where = "" if old.strip() else f" Its journal is {path}."
                return Made(self._with_spec(item, read, text), f"{what} has begun.{where}")
            joined = f" {self.who} takes part." if text != old else ""
            return Made({path: text}, f"{what} goes on, since {_since(session)}.{joined}")

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
        words = safe(words.strip(), "text", secret)
        resolution = safe(resolution.strip(), "resolution", secret)
        title = safe(one_line(title), "title", secret)
        commit, note = self._facts.hash_(commit.strip())
        if kind == "commit":
            if not commit:
                words, commit, note = self._facts.named(words)
            words = words or self._facts.subject(commit)
        if not words and not (commit and kind == "commit"):
            raise Refused("There is nothing to record. Nothing was changed.")
        if resolution and kind != "issue":
            raise Refused("Only an issue has a resolution. Nothing was changed.")

        def make(read: Read) -> Made:
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
            return Made(self._with_spec(item, read, text, working=kind in WORKING), said)

        return self._commit(make)

    def resolve(
        self, name: str, line: int, resolution: str, commit: str = "", *, secret: Secret = ""
    ) -> Done:
        """Add the resolution of an issue, which stands at a line of the context file.

        Raises Refused and WorkspaceError.
        """
        from spec_tui.spec_tree import journal_edit

        item = self.find(name)
        resolution = safe(resolution.strip(), "resolution", secret)
        if not resolution:
            raise Refused("There is nothing to record. Nothing was changed.")
        commit, note = self._facts.hash_(commit.strip())

        def make(read: Read) -> Made:
            path = context_of(self.work.plan, item)
            text = journal_edit.resolve(read(path), line, resolution, self._moment(), commit=commit)
            return Made({path: text}, f"The issue of {item.ref} is resolved.{note}")

        return self._commit(make)

    def approve(self, name: str, by: str = "", title: str = "") -> Done:
        """Approve the plan, from which on the spec is implemented. Raises Refused."""
        from spec_tui.spec_tree import journal_edit

        item = self.find(name)
        by = one_line(by) or self.who
        title = safe(one_line(title), "title", "")
        if not by:
            raise Refused("Somebody approves a plan: say who. Nothing was changed.")

        def make(read: Read) -> Made:
            path = context_of(self.work.plan, item)
            old = read(path)
            known = journals.read(old).approval
            if known is not None:
                return Made({}, f"The plan of {item.ref} is approved already, by {known.by}.")
            text = journal_edit.approve(self._begun(item, old, title), by, self._moment())
            said = f"The plan of {item.ref} is approved by {by}."
            return Made(self._with_spec(item, read, text, working=True), said)

        return self._commit(make)

    def close(self, name: str, summary: str = "", result: str = "", *, secret: Secret = "") -> Done:
        """Close the open session with its summary, and bring Summary and Metrics up to date.

        Without a result it is completed when all criteria are ticked, else partial. The spec
        itself keeps its status. Raises Refused and WorkspaceError.
        """
        from spec_tui.spec_tree import journal_close

        item = self.find(name)
        summary = safe(summary.strip(), "summary", secret)
        met, total = item.criteria_done, len(item.criteria)
        ending = _result(result) or ("completed" if total and met == total else "partial")

        def make(read: Read) -> Made:
            path = context_of(self.work.plan, item)
            old = read(path)
            journal = journals.read(old)
            session = journal.current
            if session is None:
                raise Refused(f"{item.ref} has no open session. Nothing was changed.")
            computed = self._computed(journal, item)
            facts = {metric.name: metric.value for metric in computed}
            text = journal_close.close(
                old,
                ending,
                summary or journal_close.told(session, met, total),
                self._moment(),
                facts=facts,
                to=self._facts.head,
            )
            closed = next(
                (one for one in journals.read(text).sessions if one.number == session.number),
                session,
            )
            length = f", {closed.duration}" if closed.duration else ""
            criteria = f" {met} of {total} criteria are met." if total else ""
            return Made(
                {path: text},
                f"Session {session.number} of {item.ref} is closed: {ending}{length}.{criteria}",
            )

        return self._commit(make)

    # plans

    def status(self, name: str, value: str) -> Done:
        """Set the status of a spec in its context file. Raises Refused and WorkspaceError."""
        return self.work.set(self.find(name), "status", value)

    def tick(self, name: str, index: int, done: bool) -> Done:
        """Tick a criterion (from 0), or take the tick off. Raises Refused and WorkspaceError."""
        return self.work.tick(self.find(name), index, done)

    # inside

    def _open_contexts(self) -> set[str]:
        """Paths of context files with an open session; unchanged files are not read again."""
        plan = self.work.plan
        wanted = {context_of(plan, item) for item in plan.items if is_spec(item)} & plan.paths
        found, fresh = set(), {}
        for entry in self._browse.entries("specs", enters):
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
        return text, unfinished(path, text)

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
            history=self._facts.history(journal),
            now=self._now(),
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
