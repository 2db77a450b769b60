"""The desk over the spec packages of a repository: what the screens of packages talk to.

It reads frozen pictures and hands every change to the sessions of packages, execution and
derivation; no rule is decided here. Each change ends in a sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from spec_tui.codex_os.package import DECISIONS, SPECS, Package
from spec_tui.codex_os.signoff import SignOff
from spec_tui.packages import PackageSession
from spec_tui.tasks import NOTHING_TO_REDO, NOTHING_TO_UNDO, Told
from spec_tui.work.change import Refused
from spec_tui.work.secrecy import Secret
from spec_tui.workspace.errors import WorkspaceError
from spec_tui.workspace.root import spec_name

if TYPE_CHECKING:
    from spec_tui.codex_os.branches import Command
    from spec_tui.codex_os.dod import Answer
    from spec_tui.codex_os.done_of_spec import DoneLine, Link
    from spec_tui.codex_os.gate.model import Gate
    from spec_tui.codex_os.texts import PullRequest
    from spec_tui.derivation import Derivation, How, Proposal
    from spec_tui.execution import Execution
    from spec_tui.execution_results import Finished, Next, Work
    from spec_tui.worksession import Done


@dataclass(frozen=True, slots=True)
class Book:
    """A package as it stands in the list."""

    package: Package
    gate: Gate


@dataclass(frozen=True, slots=True)
class Opened:
    """One package with everything that its views show."""

    package: Package
    gate: Gate
    roles: tuple[SignOff, ...]
    done: tuple[DoneLine, ...]
    links: tuple[Link, ...]
    work: Work | None
    """None where its tasks cannot be carried out; `no_work` says why."""
    no_work: str = ""


@dataclass(frozen=True, slots=True)
class TaskSheet:
    """One task with the texts for a person to use."""

    next: Next
    message: str
    """Of the commit."""
    pull_request: PullRequest


class PackageDesk:
    """Packages of one repository. `who` names the `@handle` that changes are signed with."""

    def __init__(
        self, root: Path, *, who: Callable[[], str] = str, now: Callable[[], datetime] | None = None
    ) -> None:
        self.root = root
        self._who = who
        self._now = now
        self._made: PackageSession | None = None
        self._stamp: tuple[object, ...] = ()
        self._books: tuple[Book, ...] = ()
        self._finished: dict[tuple[str, str], Finished] = {}
        """Tasks that were finished here, by package and id, with their texts."""

    # reading

    @property
    def session(self) -> PackageSession:
        """The session over the packages, signing with who is here now."""
        if self._made is None:
            self._made = PackageSession(self.root, now=self._now)
        self._made.who = self._who()
        return self._made

    def shelf(self) -> tuple[Book, ...]:
        """All packages with their gates, newest first. Raises WorkspaceError."""
        self._stamp = self._beside()
        session = self.session
        before = {book.package.folder: book for book in self._books}
        found = []
        for one in session.packages():
            # an item is judged by the texts of its package alone: the same ones need no new gate
            book = before.get(one.folder)
            same = book is not None and _texts(book.package) == _texts(one)
            gate = book.gate if book is not None and same else session.gate(one)
            found.append(Book(one, gate))
        self._books = tuple(found)
        return self._books

    def stale(self) -> bool:
        """Whether something changed on disk since `shelf`; looks at names and times only."""
        return self._made is None or self._made.stale() or self._stamp != self._beside()

    def _beside(self) -> tuple[object, ...]:
        """Size and time of the files outside of the packages that they are judged by."""
        found: list[object] = []
        for name in (spec_name(self.root), "stack.toml", DECISIONS):
            try:
                about = (self.root / name).stat()
            except OSError:
                found.append(None)
            else:
                found.append((about.st_mtime_ns, about.st_size))
        return tuple(found)

    def opened(self, name: str) -> Opened | None:
        """A package of the shelf by the name of its folder; None where it is gone."""
        session = self.session
        book = next((one for one in self._books or self.shelf() if one.package.name == name), None)
        if book is None:
            return None
        package, gate = book.package, book.gate
        work, trouble = None, ""
        try:
            work = self._execution.work(name)
        except Refused as problem:
            trouble = str(problem)
        return Opened(
            package,
            gate,
            session.sign_offs(package),
            session.done_lines(package, gate),
            session.links(package),
            work,
            trouble,
        )

    def task(self, name: str, task: str) -> TaskSheet | None:
        """One task with its checklist, branch and texts; None where it is gone."""
        from spec_tui.codex_os.record import links_of
        from spec_tui.codex_os.texts import commit_message, pull_request

        try:
            found = self._execution.task(name, task)
        except Refused:
            return None
        assert found.step is not None
        package = found.work.package
        done = self._finished.get((package.name, found.step.item.id))
        if done is not None and found.step.done:
            return TaskSheet(found, done.commit_message, done.pull_request)
        result = links_of(package.tasks.text, found.step.item)
        return TaskSheet(
            found,
            commit_message(package, found.step, result),
            pull_request(package, found.step, result),
        )

    def proposal(self, name: str) -> Proposal | str:
        """What building a package from SPEC.md would change, or why it cannot be built.

        Without a name it is a new one.
        """
        try:
            proposal = self._derivation.propose("codex", name)
        except (Refused, WorkspaceError) as problem:
            return str(problem)
        return proposal if name else self._with_decisions(proposal)

    def handover(self, name: str) -> str:
        """Title and text of the tracking issue, for the clipboard."""
        found = self._execution.handover(name)
        return f"{found.title}\n\n{found.body}"

    def has_spec(self) -> bool:
        """Whether there is a SPEC.md to build from."""
        return self.session.exists(spec_name(self.root))

    def agents_point(self) -> bool:
        """Whether AGENTS.md points an assistant to .codex-os/ already."""
        return self.session.agents_point()

    @staticmethod
    def is_decision(role: str, by: str, words: str) -> bool:
        """Whether what a role says is a decision worth an ADR."""
        return SignOff(role, by, "", words).decided

    # changing: packages

    def new(self, title: str) -> Told:
        """Make a package: from SPEC.md where there is one, else from the templates."""

        def make() -> Told:
            session = self.session
            name = session.free_name(title)
            if not self.has_spec():
                done = session.create(title, owners=(session.who,) if session.who else ())
                return Told(done.receipt, True, done.id)
            derivation = self._derivation
            proposal = derivation.propose("codex", title=title, folder=f"{SPECS}/{name}")
            done = derivation.write(self._with_decisions(proposal))
            return Told(done.receipt, True, name)

        return self._told(make)

    def build(self, proposal: Proposal) -> Told:
        """Write what was shown."""
        return self._told(lambda: Told(self._derivation.write(proposal).receipt))

    def settle(self, name: str, region: str, how: How) -> Told:
        """Settle one drift."""
        return self._told(lambda: Told(self._derivation.settle("codex", region, how, name).receipt))

    def waive(self, name: str, item: str, reason: str, by: str, secret: Secret = "") -> Told:
        """Let an item of the gate pass."""
        return self._told(
            lambda: Told(self.session.waive(name, item, reason, by, secret=secret).receipt)
        )

    def sign_off(
        self, name: str, role: str, by: str, words: str, *, adr: bool, secret: Secret = ""
    ) -> Told:
        """Record what a role says; with `adr` as a decision of the product, too."""
        return self._told(
            lambda: Told(
                self.session.sign_off(name, role, by, words, adr=adr, secret=secret).receipt
            )
        )

    def approve(self, name: str, by: str) -> Told:
        """Approve a package; the sentence names what stays open."""

        def approve() -> Told:
            try:
                done = self.session.approve(name, by)
            except Refused as problem:
                roles = self.session.sign_offs(self.session.find(name))
                open_ = ", ".join(one.role for one in roles if one.state in {"open", "rejected"})
                still = f" Still to sign: {open_}." if open_ else ""
                return Told(f"{problem}{still}", changed=False)
            words = done.receipt
            if done.open:
                words += f" Still open: {'; '.join(done.open)}."
            return Told(words, bool(done.paths))

        return self._told(approve)

    def point_agents(self) -> Told:
        """Put the paragraph on .codex-os/ into AGENTS.md."""
        return self._told(lambda: Told(self.session.point_agents().receipt))

    # changing: execution

    def align(self, name: str) -> Told:
        """Ask for what is missing as open questions in srd.md."""

        def align() -> Told:
            done = self._execution.align(name)
            words = [done.change.receipt]
            words += [
                f"{one.path}:{one.line}: {one.message}" for one in done.alignment.troubles[:3]
            ]
            return Told(" ".join(words), bool(done.change.paths))

        return self._told(align)

    def plan(self, name: str) -> Told:
        """Write or refresh the Execution Plan."""

        def plan() -> Told:
            change = self._execution.plan(name).change
            return Told(change.receipt, bool(change.paths))

        return self._told(plan)

    def start(self, name: str, task: str, *, anyway: bool = False) -> Told:
        """Mark a task as in progress."""
        return self._told(
            lambda: Told(self._execution.start(name, task, anyway=anyway).change.receipt)
        )

    def finish(
        self,
        name: str,
        task: str,
        given: tuple[Answer, ...],
        summary: str,
        pull_request: str,
        commit: str,
        secret: Secret = "",
    ) -> Told:
        """Mark a task as done, with the answers to its Definition of Done."""

        def finish() -> Told:
            done = self._execution.done(
                name,
                task,
                summary=summary,
                pr=pull_request,
                commit=commit,
                given=given,
                secret=secret,
            )
            if not done.step.done:
                self._finished[done.package.name, done.step.item.id] = done
            words = [done.change.receipt]
            if done.unlocked:
                words.append(f"Ready now: {', '.join(step.item.id for step in done.unlocked)}.")
            words += [f"{one.name} is reached: n records a checkpoint." for one in done.reached]
            if done.complete:
                words.append("All mandatory tasks are done.")
            return Told(" ".join(words), True, done.step.item.ref)

        return self._told(finish)

    def note(self, name: str, words: str, *, trade_off: bool, secret: Secret = "") -> Told:
        """Log an assumption, or an unexpected trade-off."""
        return self._told(
            lambda: Told(
                self._execution.note(name, words, trade_off=trade_off, secret=secret).receipt
            )
        )

    def decide(self, name: str, title: str, decision: str, task: str, secret: Secret = "") -> Told:
        """Record a decision as an ADR."""
        return self._told(
            lambda: Told(
                self._execution.decide(
                    name, title, decision=decision, context=_context(task), secret=secret
                ).receipt
            )
        )

    def checkpoint(self, name: str) -> Told:
        """Record the milestone that was reached last; the sentence says what comes with it."""

        def checkpoint() -> Told:
            done = self._execution.checkpoint(name)
            words = " ".join((done.change.receipt, *done.checkpoint.proposals))
            return Told(words, bool(done.change.paths))

        return self._told(checkpoint)

    def run(self, command: Command) -> Told:
        """Run a command of git that a person has confirmed."""
        worked, said = self._execution.run(command)
        words = " ".join(said.split())
        return Told(f"{command.text}: {words or 'done'}", worked)

    def undo(self) -> Told:
        """Take the last change of a plan back."""
        return self._turned(self.session.undo, NOTHING_TO_UNDO)

    def redo(self) -> Told:
        """Put the last undone change back."""
        return self._turned(self.session.redo, NOTHING_TO_REDO)

    # inside

    def _with_decisions(self, proposal: Proposal) -> Proposal:
        """A new package with the file of decisions that its headers link to."""
        if self.session.exists(DECISIONS):
            return proposal
        return replace(
            proposal,
            before={**proposal.before, DECISIONS: ""},
            texts={**proposal.texts, DECISIONS: "# Decisions\n"},
            new=(*proposal.new, DECISIONS),
        )

    @property
    def _execution(self) -> Execution:
        from spec_tui.execution import Execution

        return Execution(self.root, session=self.session)

    @property
    def _derivation(self) -> Derivation:
        from spec_tui.derivation import Derivation

        return Derivation(self.root, who=self._who(), now=self._now)

    def _turned(self, turn: Callable[[], Done | None], nothing: str) -> Told:
        def told() -> Told:
            done = turn()
            return Told(nothing, False) if done is None else Told(done.receipt)

        return self._told(told)

    @staticmethod
    def _told(change: Callable[[], Told]) -> Told:
        """Make a change; whatever stands against it becomes the sentence."""
        try:
            return change()
        except (Refused, WorkspaceError) as problem:
            return Told(str(problem), changed=False)


def _texts(package: Package) -> tuple[object, ...]:
    """What a package is judged by."""
    files = tuple((one.exists, one.trouble, one.text) for one in package.files.values())
    return (*files, package.others)


def _context(task: str) -> str:
    return f"While {task} was carried out." if task else ""
