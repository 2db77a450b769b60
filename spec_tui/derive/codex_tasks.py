"""tasks.md from the facts of SPEC.md (seed 000, Appendix C and step C; interview.md B.10)."""

from __future__ import annotations

from collections.abc import Sequence

from spec_tui.derive.breakdown import Group, Job
from spec_tui.derive.domain import milestones
from spec_tui.derive.facts import Facts
from spec_tui.derive.identity import assign
from spec_tui.derive.model import Drift, Fixed, Piece, Region, or_fixed
from spec_tui.derive.regions import find
from spec_tui.derive.usecases import bare, one_line, use_cases
from spec_tui.derive.writing import Lines, inline
from spec_tui.work.repository import read_text

PREFIX = "ID-"
LEGEND = (
    "## Legend\nType: feat | infra | tests | docs | migration\n"
    "Estimate: S (≤2h), M (≤1d), L (≤3d), XL (>3d)"
)


def tasks_parts(
    facts: Facts, groups: Sequence[Group], text: str, path: str, gaps: list[str]
) -> tuple[list[Fixed | Region], tuple[Drift, ...]]:
    """Headings and regions of tasks.md, and the tasks that SPEC.md no longer names.

    `text` is the file as it stands, "" for a new one: ids are found again in it.
    """
    jobs = ordered(groups)
    regions = find(text)
    known = [
        (name.partition("/")[2], sources[0])
        for name, sources in (
            *((one.name, one.sources) for one in regions.found),
            *regions.detached,
        )
        if name.startswith("tasks/ID-") and sources
    ]
    taken = [item.id for item in read_text(text, path).items] if text else []
    assigned = assign(known, [job.key for job in jobs], PREFIX, taken)
    tasks = [_task(job, assigned.ids) for job in jobs]
    lines = Lines(facts, gaps)
    _milestones(lines, jobs, assigned.ids)
    out = Lines(facts, gaps)
    out.items("SCP2", "P")
    parts: list[Fixed | Region] = [
        Fixed(LEGEND),
        Fixed("## Tasks (prioritized)"),
        *or_fixed(tasks, "_(not in SPEC.md: use cases and entities to make tasks of)_"),
        Fixed("## Milestones"),
        lines.region("tasks/milestones"),
        Fixed("## Out of Scope / Parking Lot"),
        out.region("tasks/out-of-scope"),
    ]
    # the merge lists regions without a source itself; here only for whole files
    return parts, ()


def ordered(groups: Sequence[Group]) -> list[Job]:
    """All jobs, none before what it waits on; what the first use case needs comes first.

    So the first tasks lead to something that a user can see (step C, "checkpoints").
    """
    jobs = [job for group in groups for job in group.jobs]
    by_key = {job.key: job for job in jobs}
    first = next(
        (group for group in groups if any(j.part in {"api", "ui"} for j in group.jobs)), None
    )
    made: dict[str, Job] = {}

    def take(job: Job) -> None:
        stack = [(job, False)]
        while stack:
            one, ready = stack.pop()
            if one.key in made:
                continue
            if ready:
                made[one.key] = one
                continue
            stack.append((one, True))
            stack += [(by_key[key], False) for key in reversed(one.after) if key in by_key]

    for job in (*(first.jobs if first is not None else ()), *jobs):
        take(job)
    return list(made.values())


def _task(job: Job, ids: dict[str, str]) -> Region:
    one = ids[job.key]
    number = int(one.removeprefix(PREFIX))
    after = ", ".join(sorted(ids[key] for key in job.after if key in ids)) or "none"
    title = bare(one_line(job.title)).replace("(", "[").replace(")", "]")
    rows = [
        f"{number}. [{one}] {title} (Type: {job.type}, Est: {job.size})",
        f"   - Rationale: {inline(job.rationale)}",
        "   - Changes: TBD",
        f"   - Depends on: {after}",
        *([f"   - Priority: {job.priority.lower()}"] if job.milestone else []),
        "   - Test Plan:",
        *(f"     - {inline(line)}" for line in job.test_plan),
        "   - Acceptance Criteria:",
        *(f"     - [ ] {inline(line)}" for line in job.criteria),
    ]
    return Region(f"tasks/{one}", (job.key,), (Piece("\n".join(rows)),))


def _milestones(lines: Lines, jobs: Sequence[Job], ids: dict[str, str]) -> None:
    phases = milestones(lines.facts)
    number = 0
    cases = use_cases(lines.facts)
    shown = next((job for job in jobs if job.part == "tests"), None)
    if shown is not None and cases:
        lines.say(
            f"- Checkpoint: after {ids[shown.key]} somebody can see it work: {bare(cases[0].words)}"
        )
    for phase in phases:
        own = [ids[job.key] for job in jobs if job.milestone == phase.key]
        lines.source(phase.fact)
        if not own:
            lines.say(f"- Later: {inline(phase.words)}")
            continue
        number += 1
        goal = f"; done when {inline(phase.goal)}" if phase.goal else ""
        words = inline(phase.words)
        lines.say(f"- M{number}: {inline(phase.name)} — tasks [{ranges(own)}], {words}{goal}")
    if not phases:
        if jobs:
            lines.say(f"- M1: first release — tasks [{ranges(list(ids.values()))}]")
        lines.missing("MIL1", "- MVP boundary: ")
    lines.value("MIL4", "Deadline", ask=False)


def ranges(names: Sequence[str]) -> str:
    """`ID-001 .. ID-003, ID-007`: ids in order, neighbours joined (formats.md 51)."""
    numbers = sorted({int(name.removeprefix(PREFIX)) for name in names})
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    written = (
        f"{PREFIX}{a:03d}" if a == b else f"{PREFIX}{a:03d} .. {PREFIX}{b:03d}" for a, b in spans
    )
    return ", ".join(written)
