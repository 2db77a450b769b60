"""Tickets and tasks from the work that follows from SPEC.md (seed 003, phases 5 and 6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spec_tui.derive.breakdown import Group, Job
from spec_tui.derive.identity import assign
from spec_tui.derive.model import Derived, Fixed, Piece, Region, Sheet
from spec_tui.derive.regions import find
from spec_tui.derive.usecases import bare, one_line
from spec_tui.derive.writing import inline
from spec_tui.documents.frontmatter import quoted
from spec_tui.work.repository import read_text

TYPES = {"feat": "implementation", "infra": "implementation", "migration": "implementation",
         "tests": "test", "docs": "documentation"}  # fmt: skip
TICKETS, TASKS = ".omoi_os/tickets", ".omoi_os/tasks"


@dataclass(frozen=True, slots=True)
class Ids:
    """Who is called what, and where each stands."""

    tickets: Mapping[str, str]
    tasks: Mapping[str, str]
    paths: Mapping[str, str]
    """Path of each id that has a file already."""
    gone: tuple[tuple[str, str], ...]
    """(id, path) of derived items that SPEC.md no longer names."""

    def path(self, one: str) -> str:
        """Where an item stands, or will stand."""
        folder = TICKETS if one.startswith("TKT-") else TASKS
        return self.paths.get(one, f"{folder}/{one}.md")


def identify(groups: Sequence[Group], files: Mapping[str, str]) -> Ids:
    """The ids of tickets and tasks by key, found again in the files as they stand."""
    known: dict[str, list[tuple[str, str]]] = {"TKT-": [], "TSK-": []}
    taken: list[str] = []
    paths: dict[str, str] = {}
    for path in sorted(files):
        if not path.startswith((TICKETS + "/", TASKS + "/")):
            continue
        for item in read_text(files[path], path).items:
            taken.append(item.id)
            paths.setdefault(item.id, path)
        regions = find(files[path])
        marks = [*((one.name, one.sources) for one in regions.found), *regions.detached]
        for name, sources in marks:
            one, _, heading = name.partition("/")
            if heading in {"description", "objective"} and sources and one[:4] in known:
                known[one[:4]].append((one, sources[0]))
    jobs = [job for group in groups for job in group.jobs]
    tickets = assign(known["TKT-"], [group.key for group in groups], "TKT-", taken)
    tasks = assign(known["TSK-"], [job.key for job in jobs], "TSK-", taken)
    gone = tuple((one, paths.get(one, "")) for one in (*tickets.gone, *tasks.gone))
    return Ids(tickets.ids, tasks.ids, paths, gone)


def work_sheets(
    groups: Sequence[Group], ids: Ids, requirement_ids: Mapping[str, str], feature: str
) -> list[Sheet]:
    """A sheet for each ticket, then one for each task."""
    group_of = {job.key: group.key for group in groups for job in group.jobs}
    waits = {
        group.key: sorted(
            {
                ids.tickets[group_of[key]]
                for job in group.jobs
                for key in job.after
                if key in group_of
            }
            - {ids.tickets[group.key]}
        )
        for group in groups
    }
    tickets = [
        _ticket(group, ids, waits, _mirror(ids.tickets[group.key], waits, ids.tickets),
                [requirement_ids[k] for k in _needs(group)], feature)
        for group in groups
    ]  # fmt: skip
    jobs = [job for group in groups for job in group.jobs]
    after = {job.key: sorted(ids.tasks[k] for k in job.after if k in ids.tasks) for job in jobs}
    tasks = [
        _task(job, ids, after[job.key], _mirror(ids.tasks[job.key], after, ids.tasks),
              ids.tickets[group_of[job.key]])
        for job in jobs
    ]  # fmt: skip
    return tickets + tasks


def _mirror(one: str, waits: Mapping[str, list[str]], names: Mapping[str, str]) -> list[str]:
    return sorted(names[key] for key, others in waits.items() if one in others)


def _needs(group: Group) -> list[str]:
    return list(dict.fromkeys(key for job in group.jobs for key in job.requirements))


def _ticket(
    group: Group,
    ids: Ids,
    waits: Mapping[str, list[str]],
    blocks: list[str],
    requirements: list[str],
    feature: str,
) -> Sheet:
    one = ids.tickets[group.key]
    blocked = waits[group.key]
    total = sum(job.hours for job in group.jobs)
    title = bare(one_line(group.title))
    header = (
        f"id: {one}\ntitle: {quoted(title)}\nstatus: backlog\npriority: {group.priority}\n"
        f"estimate: {total:g}h\ndesign_ref: designs/{feature}.md\n"
        f"requirements: {_list(requirements)}\n"
        f"dependencies:\n  blocked_by: {_list(blocked)}\n  blocks: {_list(blocks)}\n"
    )
    criteria = dict.fromkeys(line for job in group.jobs for line in job.criteria)
    notes = dict.fromkeys(job.rationale for job in group.jobs)
    parts: list[Fixed | Region] = [
        Fixed(f"# {one}: {title}"),
        Fixed("## Description"),
        _region(one, "description", (group.key,), [about(group)]),
        Fixed("## Acceptance Criteria"),
        _region(one, "acceptance-criteria", (), [f"- [ ] {inline(line)}" for line in criteria]),
        Fixed("- [ ] All tests pass\n- [ ] Code reviewed and approved"),
        Fixed("## Technical Notes"),
        _region(one, "technical-notes", (), [f"- {inline(line)}" for line in notes]),
        Fixed("## Tasks"),
        _region(
            one, "tasks", (), [f"- {ids.tasks[job.key]}: {job_title(job)}" for job in group.jobs]
        ),
        Fixed("## Dependencies"),
        _region(
            one,
            "dependencies",
            (),
            [f"**Blocked By**: {_words(blocked)}", f"**Blocks**: {_words(blocks)}"],
        ),
        Fixed(
            f"## Estimate\n\n**Size**: {_size(total)}\n"
            f"**Rationale**: {total:g} h, the sum of its tasks"
        ),
    ]
    derived = (
        Derived(("title",), title),
        Derived(("estimate",), f"{total:g}h", carried=True),
        Derived(("requirements",), tuple(requirements)),
        Derived(("dependencies", "blocked_by"), tuple(blocked)),
        Derived(("dependencies", "blocks"), tuple(blocks)),
    )
    return Sheet(ids.path(one), header, parts, derived)


def about(group: Group) -> str:
    """What a group is for, in one line."""
    first = group.jobs[0]
    if group.key.partition("#")[0] in {"data", "integrations", "quality", "docs"}:
        names = ", ".join(job_title(job).partition(":")[0] for job in group.jobs)
        return inline(f"{bare(group.title)}: {names}.")
    return inline(first.rationale)


def _task(job: Job, ids: Ids, after: list[str], blocks: list[str], ticket: str) -> Sheet:
    one = ids.tasks[job.key]
    title = job_title(job)
    header = (
        f"id: {one}\ntitle: {quoted(title)}\nstatus: pending\nticket_id: {ticket}\n"
        f"estimate: {job.size}\ntype: {TYPES[job.type]}\npriority: {job.priority}\n"
        f"dependencies:\n  depends_on: {_list(after)}\n  blocks: {_list(blocks)}\n"
    )
    hours = "S (< 2 hours)" if job.size == "S" else "M (2-4 hours)"
    parts: list[Fixed | Region] = [
        Fixed(f"# {one}: {title}"),
        Fixed("## Objective"),
        _region(one, "objective", (job.key,), [inline(f"{title}.")]),
        Fixed("## Context"),
        _region(one, "context", (), [inline(job.rationale)]),
        Fixed("## Deliverables\n\n- [ ] TBD"),
        Fixed("## Implementation Notes"),
        _region(one, "implementation-notes", (), [f"- {inline(line)}" for line in job.test_plan]),
        Fixed("## Acceptance Criteria"),
        _region(one, "acceptance-criteria", (), [f"- [ ] {inline(line)}" for line in job.criteria]),
        Fixed("- [ ] All new code has tests\n- [ ] Tests pass"),
        Fixed("## Dependencies"),
        _region(
            one,
            "dependencies",
            (),
            [f"**Depends On**: {_words(after)}", f"**Blocks**: {_words(blocks)}"],
        ),
        Fixed(f"## Estimate\n\n**Size**: {hours}"),
    ]
    derived = (
        Derived(("title",), title),
        Derived(("estimate",), job.size, carried=True),
        Derived(("ticket_id",), ticket),
        Derived(("dependencies", "depends_on"), tuple(after)),
        Derived(("dependencies", "blocks"), tuple(blocks)),
    )
    return Sheet(ids.path(one), header, parts, derived)


def _region(one: str, heading: str, sources: tuple[str, ...], rows: list[str]) -> Region:
    return Region(f"{one}/{heading}", sources, (Piece("\n".join(rows) or "None."),))


def job_title(job: Job) -> str:
    """The title of a job as a plain line."""
    return bare(one_line(job.title))


def _list(names: Sequence[str]) -> str:
    return f"[{', '.join(names)}]"


def _words(names: Sequence[str]) -> str:
    return ", ".join(names) or "None"


def _size(hours: float) -> str:
    return next(
        size for size, most in (("S", 2), ("M", 8), ("L", 24), ("XL", 1e9)) if hours <= most
    )
