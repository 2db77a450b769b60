"""Carrying out the tasks of a package (seed 002): joins codex_os/ and the package session.

Every change is one undoable transaction. What a screen or a command shows comes as a frozen
result; nothing is committed, branched or pushed here, but `run` does what a person confirmed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from spec_tui.codex_os import adr, documents
from spec_tui.codex_os.align import PRODUCT, STANDARDS, align, highest_question, sources
from spec_tui.codex_os.branches import Command, commands, spec_branch, task_branch
from spec_tui.codex_os.checkpoint import PATH as ANALYSIS
from spec_tui.codex_os.checkpoint import checkpoint, version_of
from spec_tui.codex_os.checkpoint import find as find_milestone
from spec_tui.codex_os.documents import Document
from spec_tui.codex_os.dod import (
    Answer,
    Check,
    SpecLine,
    Unanswered,
    answers,
    checks,
    confirmed,
    spec_lines,
    unanswered,
)
from spec_tui.codex_os.execplan import new_plan
from spec_tui.codex_os.execplan import write as write_plan
from spec_tui.codex_os.handover import Issue, issue
from spec_tui.codex_os.package import Package
from spec_tui.codex_os.placing import add_line, next_number, one_line, touched
from spec_tui.codex_os.record import (
    Result,
    checked,
    complete,
    entry,
    follow_up,
    links_of,
    mark_done,
    record_of,
    records,
)
from spec_tui.codex_os.sequence import Order, Step, in_the_way, sequence
from spec_tui.codex_os.standing import TITLES, rollback_of, standing, wanted_order
from spec_tui.codex_os.texts import commit_message, pull_request
from spec_tui.execution_results import (
    Aligned,
    Checkpointed,
    Finished,
    Next,
    PlanWritten,
    Started,
    Work,
    Written,
)
from spec_tui.packages import PackageSession
from spec_tui.work.change import Change, Moment, Refused
from spec_tui.work.editing import Unknown, one_item
from spec_tui.work.formats.codex import read as read_tasks
from spec_tui.work.formats.codex_edit import edit
from spec_tui.work.formats.codex_parts import read_words
from spec_tui.work.plan import Plan
from spec_tui.work.repository import Collection
from spec_tui.work.secrecy import Secret, safe
from spec_tui.worksession import Done
from spec_tui.workspace.browse import Browse
from spec_tui.workspace.git import GitState, git_state, run_git


class Execution:
    """Carries out the packages of one repository over a PackageSession."""

    def __init__(
        self,
        root: Path,
        *,
        who: str = "",
        now: Callable[[], datetime] | None = None,
        session: PackageSession | None = None,
        home: Path | None = None,
    ) -> None:
        self.session = session or PackageSession(root, who=who, now=now)
        self.root = self.session.root
        self._home = home
        self._browse = Browse(self.root)
        self._seen: dict[str, str] = {}

    # reading

    def work(self, name: str = "") -> Work:
        """A package with its order and its Definition of Done. Raises Unknown and Ambiguous."""
        package = self._open(name)
        order = self._order(package)
        parts = (*standing(package.plan), *standing(package.tech))
        done = self._done_of_spec(package, order)
        return Work(package, order, done, parts, records(package.plan))

    def next(self, name: str = "") -> Next:
        """The next task: the first ready one in order, else the first that waits."""
        work = self.work(name)
        ready = work.ready
        rest = [step for step in work.open if step.item.status == "pending"]
        chosen = ready[0] if ready else rest[0] if rest else None
        if chosen is None:
            chosen = work.open[0] if work.open else None
        return self._about(work, chosen, ready=bool(ready))

    def task(self, name: str, task: str) -> Next:
        """One task as `next` shows it. Raises Unknown and Ambiguous."""
        work = self.work(name)
        step = self._step(work.package, work.order, task)
        return self._about(work, step, ready=not step.unmet and not step.unknown)

    def checklist(self, name: str, task: str) -> tuple[Check, ...]:
        """The Definition of Done of a task, with the checks that its risks add."""
        package = self._open(name)
        return self._checks(package, self._step(package, self._order(package), task))

    def handover(self, name: str = "") -> Issue:
        """The text of the tracking issue."""
        work = self.work(name)
        return issue(work.package, work.order, work.done_of_spec)

    # changing: each raises Refused and WorkspaceError, and changes nothing then

    def align(self, name: str = "", *, write: bool = True) -> Aligned:
        """Read a package, and write what is missing as open questions into its srd.md."""
        package = self._open(name)
        order = self._order(package)
        taken = highest_question(self._quiet("SPEC.md"))
        names = (*PRODUCT, *STANDARDS, *self._guides())
        found = sources(names, self.session.exists, self._at_home)
        alignment = align(package, order, found, taken, self._moment())
        new = [asked for asked in alignment.asked if asked.new]
        count = "1 question is" if len(new) == 1 else f"{len(new)} questions are"
        receipt = (
            f"{count} new in {alignment.path}, Open Questions." if new else "No new questions."
        )
        change = self._write({alignment.path: alignment.text}, receipt, write=write)
        return Aligned(package, alignment, change)

    def plan(self, name: str = "", *, write: bool = True) -> PlanWritten:
        """Write the Execution Plan into plan.md, or refresh our part of it."""
        package = self._open(name)
        order = self._order(package)
        git = git_state(self.root)
        planned = write_plan(package, order, git.default, self._moment())
        parts = ", ".join(TITLES[part] for part in planned.written)
        path = package.plan.path
        receipt = f"{path}: {parts}." if parts else f"{path} is up to date."
        change = self._write({path: planned.text}, receipt, write=write)
        return PlanWritten(package, order, planned, change)

    def start(self, name: str, task: str, *, anyway: bool = False) -> Started:
        """Mark a task as in progress in the style of its file."""
        package = self._open(name)
        order = self._order(package)
        step = self._step(package, order, task)
        item = step.item
        if item.status == "done":
            raise Refused(f"{item.id} is done already ({item.path}:{item.line}).")
        if item.status == "in_progress":
            raise Refused(f"{item.id} is in progress already ({item.path}:{item.line}).")
        why = "" if anyway else in_the_way(step)
        if why:
            raise Refused(f"{why} --anyway starts it. Nothing was changed.")
        text = edit(package.tasks.text, item, Change("status", "in_progress"), self._moment())
        receipt = f"{item.id} is in progress."
        change = self._write({item.path: text}, receipt)
        git = git_state(self.root)
        found = self._commands(package, step, git)
        return Started(package, step, change, found, git)

    def done(
        self,
        name: str,
        task: str,
        *,
        summary: str = "",
        pr: str = "",
        commit: str = "",
        dod: str = "",
        skips: Iterable[str] = (),
        given: tuple[Answer, ...] | None = None,
        secret: Secret = "",
    ) -> Finished:
        """Mark a task as done and record the answers to its Definition of Done in plan.md.

        `dod` and `skips` are answers as typed (`all`, `1,2`; `4=no API`); a screen gives `given`
        instead. A task that is done already takes a link and a commit later.
        """
        package = self._open(name)
        order = self._order(package)
        step = self._step(package, order, task)
        result = checked(safe(summary, "summary", secret), pr, commit)
        moment = self._moment()
        if step.done:
            return self._later(package, order, step, result, moment)
        if not result.summary:
            raise Refused(
                f"{step.item.id} needs a summary of one line (--summary). Nothing was changed."
            )
        list_ = self._checks(package, step)
        if given is None:
            said = answers(list_, dod, tuple(skips), moment.who)
        else:
            said = confirmed(list_, given, moment.who)
        open_ = unanswered(list_, said)
        if open_:
            raise Unanswered(open_)
        tasks = mark_done(package.tasks.text, step.item, result, moment)
        plan = package.plan.text if package.plan.text.strip() else new_plan(package, moment)
        record = entry(plan, step.item, result, list_, said, step.words.status_line, moment)
        if package.plan.text.strip():
            record = touched(record, moment)
        receipt = f"{step.item.id} is done."
        if not result.commit:
            receipt += " The hash is pending: add it with --commit when it is merged."
        change = self._write({step.item.path: tasks, package.plan.path: record}, receipt)
        return self._finished(package, order, step, result, change, list_, said)

    def note(
        self, name: str, words: str, *, trade_off: bool = False, secret: Secret = ""
    ) -> Written:
        """Log an assumption in srd.md, Assumptions; an unexpected trade-off in plan.md, Notes."""
        package = self._open(name)
        moment = self._moment()
        text = one_line(safe(words, "note", secret), "note", 2000)
        signed = f"{moment.date} {moment.who}".rstrip()
        if trade_off or not package.srd.exists or package.srd.trouble:
            plan = package.plan.text if package.plan.text.strip() else new_plan(package, moment)
            new = add_line(plan, "notes", "Notes", f"{text} ({signed})")
            new = touched(new, moment) if package.plan.text.strip() else new
            return self._write({package.plan.path: new}, f"Noted in {package.plan.path}, Notes.")
        number = next_number(package.srd, "A")
        new = add_line(
            package.srd.text, "assumptions", "Assumptions", f"A{number} {text} ({signed})"
        )
        path = package.srd.path
        return self._write(
            {path: touched(new, moment)}, f"Noted as A{number} in {path}, Assumptions."
        )

    def decide(
        self,
        name: str,
        title: str,
        *,
        context: str = "",
        decision: str = "",
        consequences: str = "",
        ref: str = "",
        secret: Secret = "",
    ) -> Done:
        """Record a decision as an ADR in product/decisions.md; `Done.id` is its name."""
        package = self._open(name)
        moment = self._moment()
        words = [safe(one, "decision", secret) for one in (title, context, decision, consequences)]
        old = self._text(adr.PATH)
        source = f"{package.spec_id} {ref}".rstrip() if ref else ""
        background = words[1] or f"Spec {package.name}."
        if package.spec_id not in background and package.name not in background:
            background = f"{background} (spec {package.name})"
        new = adr.entry(old, words[0], background, words[2], words[3], moment.date, ref=source)
        number = max(one for one, _, _ in adr.entries(new))
        change = self._write({adr.PATH: new}, f"ADR-{number:03d} is in {adr.PATH}.")
        return Done(change.receipt, change.paths, f"ADR-{number:03d}")

    def checkpoint(self, name: str = "", milestone: str = "") -> Checkpointed:
        """Record a milestone that is reached in product/analysis.md."""
        package = self._open(name)
        order = self._order(package)
        recorded = self._text(ANALYSIS)
        chosen = find_milestone(order, milestone, recorded, package)
        found = checkpoint(
            package,
            order,
            chosen,
            recorded,
            version_of(self._quiet("pyproject.toml"), self._quiet("package.json")),
            self.session.exists("CHANGELOG.md"),
            self.session.exists(".env.example"),
            self._moment(),
        )
        receipt = (
            f"{found.name} is in {ANALYSIS}."
            if found.new
            else f"{found.name} is recorded already: {ANALYSIS}:{found.line}."
        )
        change = self._write({ANALYSIS: found.text}, receipt)
        return Checkpointed(package, found, self._done_of_spec(package, order), change)

    def run(self, command: Command) -> tuple[bool, str]:
        """Run a command of git that a person has confirmed: (it worked, what git said)."""
        return run_git(self.root, command.arguments)

    def undo(self) -> Done | None:
        """Take the last change back, whoever made it. None where there is none."""
        return self.session.undo()

    def redo(self) -> Done | None:
        """Put the last undone change back."""
        return self.session.redo()

    # inside

    def _text(self, path: str) -> str:
        """A file as this change has read it: what it is committed against."""
        if path not in self._seen:
            self._seen[path] = self.session.text(path)
        return self._seen[path]

    def _moment(self) -> Moment:
        return self.session.moment()

    def _open(self, name: str) -> Package:
        """The package with its documents as they are committed against."""
        package = self.session.find(name)
        self._seen = {}
        files = dict(package.files)
        for kind, document in package.files.items():
            if document.trouble and kind != "tasks":
                continue
            text = self._text(document.path)
            if document.exists and text != document.text:
                files[kind] = documents.read(kind, document.path, text)
        if not package.tasks.exists:
            raise Unknown(f"{package.folder} has no tasks.md. Nothing was changed.")
        return replace(package, files=files)

    def _order(self, package: Package) -> Order:
        tasks = package.tasks
        items = read_tasks(tasks.text, tasks.path, package.folder, _body(tasks))
        plan = Plan(Collection(items, (), ()))
        wanted = wanted_order([package.plan, package.tech])
        return sequence(plan, read_words(tasks.text), wanted)

    def _step(self, package: Package, order: Order, task: str) -> Step:
        items = tuple(step.item for step in (*order.steps, *order.parked))
        found = one_item(Plan(Collection(items, (), ())), task)
        return next(step for step in (*order.steps, *order.parked) if step.item.line == found.line)

    def _about(self, work: Work, step: Step | None, *, ready: bool) -> Next:
        git = git_state(self.root)
        if step is None:
            return Next(work, None, False, "", "", (), git, ())
        return Next(
            work,
            step,
            ready,
            task_branch(step.item),
            spec_branch(work.package.name),
            self._commands(work.package, step, git),
            git,
            self._checks(work.package, step),
        )

    def _commands(self, package: Package, step: Step, git: GitState) -> tuple[Command, ...]:
        if not git.inside:
            return ()
        return commands(package.name, step.item, git.branches, git.branch, git.default)

    def _checks(self, package: Package, step: Step) -> tuple[Check, ...]:
        return checks(step.item, step.risks, rollback_of(package, step.item.id))

    def _later(
        self, package: Package, order: Order, step: Step, result: Result, moment: Moment
    ) -> Finished:
        item = step.item
        if result.summary or not (result.pull_request or result.commit):
            raise Refused(
                f"{item.id} is done already ({item.path}:{item.line}). --pr and --commit add to "
                "its line. Nothing was changed."
            )
        tasks = complete(package.tasks.text, item, result, moment)
        known = links_of(tasks, item)
        texts = {item.path: touched(tasks, moment)}
        if record_of(package.plan.text, item) is not None:
            texts[package.plan.path] = touched(follow_up(package.plan.text, item, known), moment)
        change = self._write(texts, f"{item.id}: the line has what was pending.")
        return self._finished(package, order, step, known, change, (), ())

    def _finished(
        self,
        package: Package,
        order: Order,
        step: Step,
        result: Result,
        change: Written,
        list_: tuple[Check, ...],
        said: tuple[Answer, ...],
    ) -> Finished:
        def is_done(one: Step) -> bool:
            return one.done or one.item.line == step.item.line

        unlocked = tuple(
            one
            for one in order.steps
            if one.item.status == "pending"
            and not is_done(one)
            and any(item.line == step.item.line for item in one.unmet)
            and not one.unknown
            and all(item.line == step.item.line for item in one.unmet)
        )
        own = step.milestone
        reached = (own,) if own is not None and all(map(is_done, order.of(own))) else ()
        return Finished(
            package,
            step,
            change,
            result,
            commit_message(package, step, result),
            pull_request(package, step, result, list_, said),
            unlocked,
            reached if not step.done else (),
            all(map(is_done, order.steps)),
            git_state(self.root),
        )

    def _done_of_spec(self, package: Package, order: Order) -> tuple[SpecLine, ...]:
        plan = package.plan
        dates = [
            section.title.rpartition("— done ")[2][:10]
            for section in plan.under("record")
            if "— done " in section.title
        ]
        decisions = self._quiet(adr.PATH)
        return spec_lines(
            [step.item.id for step in order.steps if not step.done],
            len(order.steps),
            package.tech.value("updated"),
            max(dates, default=""),
            adr.about(decisions, (package.spec_id, package.name)),
            any(one in self._quiet("CHANGELOG.md") for one in (package.spec_id, package.name)),
        )

    def _quiet(self, path: str) -> str:
        """A file that only hints at something: "" where it cannot be read."""
        return self._browse.read(path)[0]

    def _guides(self) -> tuple[str, ...]:
        """Guides for single languages: standards/code-style/python.md, project first."""
        found: dict[str, None] = {}
        for base in (self.root, self._home_folder()):
            folder = base / ".codex-os" / "standards" / "code-style"
            try:
                names = sorted(one.name for one in folder.iterdir() if one.suffix == ".md")
            except OSError:
                continue
            found.update(dict.fromkeys(f"standards/code-style/{name}" for name in names))
        return tuple(found)

    def _home_folder(self) -> Path:
        return self._home if self._home is not None else Path.home()

    def _at_home(self, path: str) -> bool:
        return (self._home_folder() / path).is_file()

    def _write(self, texts: Mapping[str, str], receipt: str, *, write: bool = True) -> Written:
        changed = {
            path: (old, new) for path, new in texts.items() if (old := self._text(path)) != new
        }
        if write and changed:
            self.session.commit({path: new for path, (_, new) in changed.items()}, receipt)
        return Written(receipt, changed)


def _body(document: Document) -> int:
    return document.header.after if document.header is not None else 0
