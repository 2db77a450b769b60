"""Item 9: acceptance criteria on every task, each of which passes or fails."""

from __future__ import annotations

from spec_tui.codex_os.gate.model import Evidence, Part
from spec_tui.codex_os.gate.reading import Reading
from spec_tui.codex_os.gate.topics import MOST_EVIDENCE, words
from spec_tui.codex_os.gate.words import hollow, placeholder, said
from spec_tui.documents.fold import fold
from spec_tui.work.item import Criterion, WorkItem

TITLE = "Criteria on every task"
_SUBJECTIVE = words(
    r"fast(?:er)?|quick(?:ly)?|eas(?:y|ily)|intuitive(?:ly)?|user-?friendly|robust|scalable|nice(?:ly)?"
    r"|good|clean(?:ly)?|proper(?:ly)?|correctly|well|as expected|appropriate(?:ly)?|reasonabl[ey]"
    r"|adequate(?:ly)?|acceptabl[ey]|seamless(?:ly)?|performant|smooth(?:ly)?|great|better|modern"
    r"|high[ -]quality|efficient(?:ly)?|simple|beautiful|stable|secure(?:ly)?"
)
_HINT = "Give it a criterion that passes or fails, such as `- [ ] P95 of the search is ≤ 300 ms`."


def parts(reading: Reading) -> tuple[Part, ...]:
    """Every task has one; every one is objective."""
    document = reading.package.tasks
    tasks = [task for task in reading.tasks if not placeholder(task.title) and task.title.strip()]
    if not tasks:
        reason = "there is none yet"
        evidence: tuple[Evidence, ...] = ()
        if reading.tasks:
            first = reading.tasks[0]
            reason = f"{first.id} is still the placeholder of the template"
            evidence = (Evidence(document.path, first.line, first.title),)
        return (Part("Tasks", False, evidence, reason, "Write the tasks into tasks.md."),)
    bare = [task for task in tasks if not _filled(task)]
    vague = [(task, one) for task in tasks for one in _filled(task) if subjective(one.text)]
    return _every(tasks, bare), _objective(tasks, vague)


def _every(tasks: list[WorkItem], bare: list[WorkItem]) -> Part:
    title = "Every task"
    if not bare:
        shown = [(task, _filled(task)[0]) for task in tasks[:MOST_EVIDENCE]]
        lines = tuple(
            Evidence(task.path, one.line, f"{task.id}: {one.text}") for task, one in shown
        )
        return Part(title, True, lines)
    listed = ", ".join(task.id for task in bare[:5]) + (", …" if len(bare) > 5 else "")
    reason = f"{listed} {'has' if len(bare) == 1 else 'have'} none"
    evidence = tuple(Evidence(t.path, t.line, f"{t.id} {t.title}") for t in bare[:MOST_EVIDENCE])
    return Part(title, False, evidence, reason, _HINT)


def _objective(tasks: list[WorkItem], vague: list[tuple[WorkItem, Criterion]]) -> Part:
    title = "Objective"
    if not vague:
        total = sum(len(_filled(task)) for task in tasks)
        if not total:
            return Part(title, False, (), "there is no criterion to judge", _HINT)
        task = next(task for task in tasks if _filled(task))
        one = _filled(task)[-1]
        return Part(title, True, (Evidence(task.path, one.line, f"{task.id}: {one.text}"),))
    task, one = vague[0]
    reason = f"“{one.text}” ({task.id}) neither passes nor fails"
    if len(vague) > 1:
        reason += f"; {len(vague) - 1} more like it"
    evidence = tuple(
        Evidence(task.path, one.line, f"{task.id}: {one.text}")
        for task, one in vague[:MOST_EVIDENCE]
    )
    return Part(title, False, evidence, reason, _HINT)


def _filled(task: WorkItem) -> list[Criterion]:
    return [one for one in task.criteria if not hollow(one.text)]


def subjective(text: str) -> bool:
    """Whether a criterion leaves it to taste: no number, no quoted words, and only such words."""
    if any(char.isdigit() for char in text) or "`" in text or '"' in text or "“" in text:
        return said(text) < 1 and "`" not in text
    folded = fold(text)
    return said(text) < 2 or (
        _SUBJECTIVE.search(folded) is not None and said(text, _SUBJECTIVE) < 4
    )
