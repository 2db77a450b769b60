"""The chain of .omoi_os as a board: PRD, requirements, designs, tickets, tasks (screens.md 6.14).

Pure; every rule of a plan comes from work/.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from spec_tui.omoi_os.earshelp import ears_help
from spec_tui.work import ears
from spec_tui.work.item import Artifact, Problem, Requirement, WorkItem
from spec_tui.work.places import place_of
from spec_tui.work.plan import Plan
from spec_tui.work.traceability import Coverage, trace
from spec_tui.work.traceability import Row as Traced
from spec_tui.work.validate import MOST_TASKS

SPACE = ".omoi_os"
StepName = Literal["prd", "requirements", "designs", "tickets", "tasks"]
Mark = Literal["good", "open", "bad"]
TITLES: dict[StepName, str] = {
    "prd": "PRD",
    "requirements": "Requirements",
    "designs": "Designs",
    "tickets": "Tickets",
    "tasks": "Tasks",
}
UNREADABLE = "unreadable"
STATUSES = ("draft", "review", "approved")
_LACKS = {
    "ears-shall": "no SHALL",
    "ears-response": "no response",
    "ears-two": "two SHALLs",
    "ears-then": "no THEN",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One artifact or item of a step."""

    id: str
    text: str
    """The sentence of a requirement, else the title."""
    mark: Mark
    verdict: str
    """`2 tasks`, `no SHALL`, `no task`, `draft`, ..."""
    path: str
    line: int
    help: tuple[str, ...] = ()
    """Sentences for below the list: what is wrong, and `Try: …`."""


@dataclass(frozen=True, slots=True)
class Step:
    """One column of the board."""

    name: StepName
    title: str
    count: int
    mark: Mark
    state: str
    """`approved`, `review`, `building`, `4 of 14 done`, `none yet`."""
    missing: str
    """The first thing that is missing, `nothing missing` where nothing is."""
    problems: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """The whole board."""

    features: tuple[str, ...]
    steps: tuple[Step, ...]
    traced: Coverage
    """Requirements that reach a task, of all."""
    next: str
    """A sentence: what to do next."""

    def step(self, name: StepName) -> Step:
        """The step of that name."""
        return next(one for one in self.steps if one.name == name)


def chain(plan: Plan, problems: Iterable[Problem]) -> Chain:
    """The board of .omoi_os of a plan; `problems` are those of its validation."""
    bad: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.severity != "info" and problem.path.startswith(f"{SPACE}/"):
            bad.setdefault(problem.path, []).append(problem)
    traced = trace(plan)
    known = [one for one in plan.artifacts if one.space == SPACE]
    items = [one for one in plan.items if one.space == SPACE]
    tickets = [one for one in items if one.kind == "ticket"]
    tasks = [one for one in items if one.kind == "task"]
    files = {
        kind: [a for a in known if a.kind == kind] for kind in ("prd", "requirements", "design")
    }
    rows = [row for row in traced.rows if row.requirement.path.startswith(f"{SPACE}/")]
    there = {one.path for one in known} | {one.path for one in items}
    unread = _unread({path: found for path, found in bad.items() if path not in there})
    prd = [_document(a, bad) for a in files["prd"]]
    designs = [_document(a, bad) for a in files["design"]]
    demands = [_requirement(row) for row in rows]
    steps = (
        _documents("prd", files["prd"], prd + unread["docs"]),
        _documents("requirements", files["requirements"], demands + unread["requirements"]),
        _documents("designs", files["design"], designs + unread["designs"]),
        _work(
            "tickets", plan, tickets, [_ticket(plan, o, bad) for o in tickets] + unread["tickets"]
        ),
        _work("tasks", plan, tasks, [_task(plan, o, bad) for o in tasks] + unread["tasks"]),
    )
    features = tuple(dict.fromkeys(one.feature for one in known if one.feature))
    coverage = Coverage(sum(bool(row.tasks) for row in rows), len(rows))
    return Chain(features, steps, coverage, _next(steps, files, plan, tasks))


def _unread(found: dict[str, list[Problem]]) -> defaultdict[str, list[Entry]]:
    """Files that nothing could be read from, by the role of their folder."""
    entries: defaultdict[str, list[Entry]] = defaultdict(list)
    for path, problems in found.items():
        place = place_of(path)
        if place is not None and any(one.severity == "error" for one in problems):
            first = problems[0]
            said = tuple(f"{path}:{one.line}:{one.column}: {one.message}" for one in problems)
            name = path.rpartition("/")[2]
            entries[place.role].append(
                Entry(name, first.message, "bad", UNREADABLE, path, first.line, said)
            )
    return entries


def _document(one: Artifact, bad: dict[str, list[Problem]]) -> Entry:
    wrong = bad.get(one.path, [])
    status = one.status.lower()
    mark: Mark = "bad" if wrong else "good" if status == "approved" else "open"
    verdict = _counted(len(wrong), "problem") if wrong else status or "no status"
    help_ = tuple(problem.message for problem in wrong)
    return Entry(one.id, one.title, mark, verdict, one.path, wrong[0].line if wrong else 1, help_)


def _requirement(row: Traced) -> Entry:
    one = row.requirement
    text = one.text or one.title
    lacks = [code for code, _ in ears.check(one.text)]
    if lacks:
        helped = ears_help(text)
        said = f"{one.id}: {' '.join(helped.missing)}" if helped.missing else ""
        lines = tuple(line for line in (said, helped.suggestion) if line)
        return _line(one, text, "bad", _LACKS[lacks[0]], lines)
    if row.tasks:
        return _line(one, text, "good", _counted(len(row.tasks), "task"))
    if row.tickets:
        return _line(one, text, "open", "no task")
    return _line(one, text, "open", "no ticket", (f"No ticket lists {one.id}.",))


def _line(
    one: Requirement, text: str, mark: Mark, verdict: str, help_: tuple[str, ...] = ()
) -> Entry:
    return Entry(one.id, text, mark, verdict, one.path, one.line, help_)


def _ticket(plan: Plan, one: WorkItem, bad: dict[str, list[Problem]]) -> Entry:
    count = len(plan.children(one))
    wrong = bad.get(one.path, [])
    said = _counted(count, "task") if count else "no task"
    mark: Mark = "bad" if wrong or count > MOST_TASKS else "good" if count else "open"
    verdict = _counted(len(wrong), "problem") if wrong and 0 < count <= MOST_TASKS else said
    return Entry(
        one.id, one.title, mark, verdict, one.path, one.line, tuple(p.message for p in wrong)
    )


def _task(plan: Plan, one: WorkItem, bad: dict[str, list[Problem]]) -> Entry:
    wrong = bad.get(one.path, [])
    mark: Mark = "bad" if wrong else "good" if one.status == "done" else "open"
    verdict = plan.state(one).replace("_", " ")
    if wrong:
        verdict = _counted(len(wrong), "problem")
    elif plan.parent(one) is None:
        mark, verdict = "bad", "no ticket"
    elif not one.estimate:
        mark, verdict = "bad", "no size"
    return Entry(
        one.id, one.title, mark, verdict, one.path, one.line, tuple(p.message for p in wrong)
    )


def _documents(name: StepName, files: list[Artifact], entries: list[Entry]) -> Step:
    """The state is that of the document that is the least far."""
    ranks = [STATUSES.index(s) if (s := a.status.lower()) in STATUSES else 0 for a in files]
    state = STATUSES[min(ranks)] if ranks else UNREADABLE if entries else "none yet"
    return _step(name, entries, state, done=state == "approved")


def _work(name: StepName, plan: Plan, items: list[WorkItem], entries: list[Entry]) -> Step:
    done = sum(one.status == "done" for one in items)
    if not items:
        state = UNREADABLE if entries else "none yet"
    elif name == "tasks":
        state = f"{done} of {len(items)} done"
    elif done == len(items):
        state = "done"
    else:
        begun = [one for one in items if one.status != "pending"]
        building = any(c.status != "pending" for one in items for c in plan.children(one))
        state = "building" if begun or building else "backlog"
    return _step(name, entries, state, done=bool(items) and done == len(items))


def _step(name: StepName, entries: list[Entry], state: str, *, done: bool) -> Step:
    bad = [one for one in entries if one.mark == "bad"]
    lacking = bad or [one for one in entries if one.verdict.startswith("no ")]
    if not entries:
        missing = "nothing there yet"
    elif not lacking:
        missing = "nothing missing"
    elif lacking[0].verdict.startswith("no "):
        same = sum(one.verdict == lacking[0].verdict for one in lacking)
        missing = f"{same} without {lacking[0].verdict.removeprefix('no ')}"
    else:
        missing = f"{lacking[0].id}: {lacking[0].verdict}"
    mark: Mark = "bad" if bad else "good" if done else "open"
    return Step(name, TITLES[name], len(entries), mark, state, missing, len(bad), tuple(entries))


def _next(
    steps: tuple[Step, ...], files: dict[str, list[Artifact]], plan: Plan, tasks: list[WorkItem]
) -> str:
    if not any(step.count for step in steps):
        return "Nothing is in .omoi_os yet. `spec-tui derive omoi` writes it from SPEC.md."
    for step in steps:
        if not step.count:
            return f"{step.title}: none yet. `spec-tui derive omoi` writes them from SPEC.md."
        if step.missing != "nothing missing":
            return f"{step.title}: {step.missing}."
    for group in files.values():
        for one in group:
            if one.status.lower() == "review":
                return f"{one.id} is in review. Approve it."
            if one.status.lower() != "approved":
                return f"Read {one.id} and set it to review."
    ready = [one for one in tasks if plan.state(one) == "ready"]
    if ready:
        return f"{ready[0].ref} is ready: {ready[0].title}."
    if all(one.status == "done" for one in tasks):
        return "All tasks are done."
    return "No task is ready; something in work comes first."


def _counted(count: int, one: str) -> str:
    return f"{count} {one}{'' if count == 1 else 's'}"
