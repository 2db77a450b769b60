"""How `show all` ends: what exists, what is missing, what comes next (issue of the task list)."""

from __future__ import annotations

from spec_tui.cli.output import plural
from spec_tui.work.plan import Plan


def exists_missing_next(plan: Plan) -> tuple[list[str], list[str], str]:
    """(what exists, what is missing, the next step), each as a short sentence."""
    counts = {
        "PRD": sum(a.kind == "prd" for a in plan.artifacts),
        "requirement": sum(
            max(1, len(a.inline)) for a in plan.artifacts if a.kind == "requirements"
        ),
        "design": sum(a.kind == "design" for a in plan.artifacts),
        "ticket": sum(item.kind == "ticket" for item in plan.items),
        "package": sum(space.startswith(".codex-os/") for space in plan.spaces),
        "epic": sum(item.kind == "epic" for item in plan.items),
        "feature": sum(item.kind == "feature" for item in plan.items),
        "task": sum(item.kind == "task" for item in plan.items),
    }
    exists = [plural(count, name) for name, count in counts.items() if count]
    missing = _missing(plan, counts) if exists else ["everything"]
    return exists, missing, _next(plan, counts)


def closing(plan: Plan) -> list[str]:
    """The last three lines of `show all`."""
    exists, missing, following = exists_missing_next(plan)
    return [
        f"Exists: {', '.join(exists) or 'nothing yet'}.",
        f"Missing: {', '.join(missing) or 'nothing'}.",
        f"Next: {following}",
    ]


def _missing(plan: Plan, counts: dict[str, int]) -> list[str]:
    found = []
    if ".omoi_os" in plan.spaces:
        names = ("PRD", "requirement", "design", "ticket")
        found += [f"{name}s" for name in names if not counts[name]]
        childless = sum(i.kind == "ticket" and not plan.children(i) for i in plan.items)
        if childless:
            found.append(f"tasks of {plural(childless, 'ticket')}")
    for space in plan.spaces:
        if space.startswith(".codex-os/"):
            have = {a.kind for a in plan.artifacts if a.space == space}
            lacking = [f"{n}.md" for n in ("srd", "tech-spec", "tasks") if n not in have]
            if lacking:
                found.append(f"{', '.join(lacking)} of {space.rpartition('/')[2]}")
    if not counts["task"]:
        found.append("tasks")
    errors = sum(problem.severity == "error" for problem in plan.problems)
    if errors:
        found.append(f"{plural(errors, 'repair')} that `spec-tui validate` names")
    return found


def _next(plan: Plan, counts: dict[str, int]) -> str:
    ready = plan.ready()
    if ready:
        return f"{ready[0].ref} {ready[0].title} is ready."
    working = [i for i in plan.items if i.kind == "task" and i.status in {"in_progress", "review"}]
    if working:
        return f"finish {working[0].ref} {working[0].title}."
    if counts["task"] and all(i.status == "done" for i in plan.items if i.kind == "task"):
        return "every task is done."
    if counts["task"]:
        return "nothing is ready; `spec-tui show blocked` says why."
    if counts["ticket"]:
        return "write the first task: `spec-tui new task TITLE --parent TKT-001`."
    if counts["design"]:
        return "write the first ticket: `spec-tui new ticket TITLE`."
    if counts["requirement"]:
        return "write the design: `spec-tui new design TITLE`."
    if counts["PRD"]:
        return "write the requirements: `spec-tui new requirements TITLE`."
    return "write the first document: `spec-tui new prd TITLE`."
