"""Item 10: a range for every task, none above three days, and a milestone outline."""

from __future__ import annotations

from spec_tui.codex_os.gate.model import Evidence, Part
from spec_tui.codex_os.gate.reading import Reading
from spec_tui.codex_os.gate.statements import Statement
from spec_tui.codex_os.gate.topics import MOST_EVIDENCE, quoted
from spec_tui.codex_os.gate.words import hollow, nothing, placeholder, said
from spec_tui.work.ids import ids_in, same_number
from spec_tui.work.item import WorkItem

TITLE = "Estimates and milestones"
LARGEST = 24.0
"""Hours: above L (≤3d) a task is no small pull request (formats.md 44)."""
_SIZES = "S (≤2h), M (≤1d), L (≤3d)"


def parts(reading: Reading) -> tuple[Part, ...]:
    """Estimates, their size, milestones."""
    tasks = [task for task in reading.tasks if not placeholder(task.title) and task.title.strip()]
    return (*_estimates(reading, tasks), _milestones(reading))


def _estimates(reading: Reading, tasks: list[WorkItem]) -> tuple[Part, ...]:
    hint = f"Give every task a size, {_SIZES}, or hours such as 2-4h."
    if not tasks:
        reason = "there is no task yet"
        return (Part("Estimates", False, (), reason, "Write the tasks into tasks.md."),)
    bare = [task for task in tasks if task.hours is None]
    large = [task for task in tasks if task.hours is not None and task.hours > LARGEST]
    if bare:
        listed = ", ".join(task.id for task in bare[:5]) + (", …" if len(bare) > 5 else "")
        reason = f"{listed} {'has' if len(bare) == 1 else 'have'} none that can be read"
        return (Part("Estimates", False, _lines(bare), reason, hint),)
    if large:
        listed = ", ".join(f"{task.id} ({task.estimate})" for task in large[:5])
        more = "is" if len(large) == 1 else "are"
        reason = f"{listed} {more} above three days"
        mend = "Split it into tasks of at most three days, or waive the item."
        return (Part("Estimates", False, _lines(large), reason, mend),)
    return (Part("Estimates", True, _lines(tasks)),)


def _lines(tasks: list[WorkItem]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(task.path, task.line, f"{task.id} {task.title} {task.estimate}".strip())
        for task in tasks[:MOST_EVIDENCE]
    )


def _milestones(reading: Reading) -> Part:
    title = "Milestones"
    hint = "Write under Milestones in tasks.md: `M1: name — tasks [ID-001 .. ID-003], goal`."
    found = list(reading.below("milestones"))
    known = {task.id.upper() for task in reading.tasks}
    numbers = {same_number(task.id) for task in reading.tasks}
    good = [one for one in found if _is_milestone(one)]
    dead = [
        (one, name)
        for one in good
        for name in ids_in(one.value)
        if name.upper() not in known
        and same_number(name) is not None
        and same_number(name) not in numbers
    ]
    if dead:
        one, name = dead[0]
        return Part(title, False, (one.evidence,), f"{name} in {quoted(one)} is no task", hint)
    if good:
        return Part(title, True, tuple(one.evidence for one in good[:MOST_EVIDENCE]))
    if found:
        return Part(
            title, False, (found[0].evidence,), f"{quoted(found[0])} is not filled in", hint
        )
    return Part(title, False, (), "none is named", hint)


def _is_milestone(one: Statement) -> bool:
    if hollow(one.text) or hollow(one.value) or nothing(one.value) is not None:
        return False
    return bool(ids_in(one.value)) or said(one.value) >= 2
