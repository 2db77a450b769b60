"""The tracking issue of a spec, as a text for a person to open it with (seed 000 section 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spec_tui.codex_os.documents import Document
from spec_tui.codex_os.dod import SpecLine
from spec_tui.codex_os.package import Package
from spec_tui.codex_os.saying import said
from spec_tui.codex_os.sequence import Order, Step

LONGEST = 12


@dataclass(frozen=True, slots=True)
class Issue:
    """Title and body of the tracking issue."""

    title: str
    body: str


def issue(package: Package, order: Order, done: Sequence[SpecLine]) -> Issue:
    """The tracking issue: the spec id, what it is, the tasks by milestone, what done means."""
    lines = [
        f"Spec: `{package.spec_id}` in `{package.folder}`, {package.status}",
        f"Owners: {', '.join(package.owners) or 'none named'}",
    ]
    if package.reviewers:
        lines.append(f"Reviewers: {', '.join(package.reviewers)}")
    lines.append("Documents: " + ", ".join(f"`{d.path}`" for d in package.documents))
    summary = _words(package.srd, "summary")
    if summary:
        lines += ["", "## Summary", "", *summary]
    goals = _words(package.srd, "goals")
    if goals:
        lines += ["", "## Goals", "", *goals]
    lines += ["", "## Tasks", ""]
    homeless = [step for step in order.steps if step.milestone is None]
    for milestone in order.milestones:
        steps = order.of(milestone)
        if steps:
            title = milestone.title
            name = title if title.startswith(milestone.name) else f"{milestone.name} {title}"
            lines += [f"### {name}", "", *map(_task, steps), ""]
    if homeless:
        lines += ["### Without a milestone", ""] if order.milestones else []
        lines += [*map(_task, homeless), ""]
    if not order.steps:
        lines += ["No tasks yet.", ""]
    lines += ["## Definition of Done", ""]
    lines += [f"- [{'x' if one.state == 'done' else ' '}] {one.text}" for one in done]
    lines += ["", f"Carried out with `co-exec-tasks {package.folder}`."]
    return Issue(f"[{package.spec_id}] {package.title}", "\n".join(lines) + "\n")


def _task(step: Step) -> str:
    waits = ", ".join(item.id for item in step.waits_on)
    tail = f" (waits on {waits})" if waits else ""
    return f"- [{'x' if step.done else ' '}] {step.item.id} {step.item.title}{tail}"


def _words(document: Document, name: str) -> list[str]:
    """The first lines of a section that say something, without sub-headings."""
    section = document.section(name) if document.exists else None
    found = said(document, section) if section is not None else []
    if len(found) > LONGEST:
        found = [*found[:LONGEST], f"… more in `{document.path}`"]
    return found
