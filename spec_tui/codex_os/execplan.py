"""The Execution Plan of a package, written into plan.md (seed 002 section 2).

It has four parts. The order of tasks is ours as long as nobody edits it and is refreshed; the
other three are written once and then belong to people: a later refresh only adds the risky tasks
that no line names yet. A part that stands in tech-spec.md or plan.md already is not written again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spec_tui.codex_os.branches import base_line, spec_branch, task_branch
from spec_tui.codex_os.documents import Document, read
from spec_tui.codex_os.package import Package
from spec_tui.codex_os.placing import add_section, touched
from spec_tui.codex_os.saying import said, says
from spec_tui.codex_os.sequence import Order, Step, same
from spec_tui.codex_os.standing import (
    BEGIN,
    END,
    OWN,
    TITLES,
    UNWRITTEN,
    Part,
    Standing,
    end_of,
    rollbacks,
    sha,
    standing,
    wanted_order,
)
from spec_tui.documents.blocks import bullet
from spec_tui.documents.headeredit import scalar
from spec_tui.documents.lines import newline_of, with_newline
from spec_tui.work.change import Moment
from spec_tui.work.ids import ids_in


@dataclass(frozen=True, slots=True)
class Planned:
    """The new plan.md, and what stood already."""

    text: str
    written: tuple[Part, ...]
    """Parts that were added or refreshed."""
    kept: tuple[Standing, ...]
    """Parts that people wrote, or edited; they stay."""
    left_out: tuple[str, ...]
    """Ids of tasks that the kept order does not name."""


def write(package: Package, order: Order, default: str, moment: Moment) -> Planned:
    """plan.md with the Execution Plan. `default` is the branch that the spec branch starts from.

    Nothing that a person wrote is changed; calling it again changes nothing where no task did.
    """
    plan = package.plan
    text = plan.text if plan.text.strip() else plan.text + new_plan(package, moment)
    here = {one.part: one for one in standing(read("plan", plan.path, text))}
    there = {one.part: one for one in standing(package.tech)}
    written: list[Part] = []
    kept: list[Standing] = []
    missing: list[Part] = []
    for part in TITLES:
        one = here.get(part) or there.get(part)
        if one is None:
            missing.append(part)
        elif not one.ours:
            kept.append(one)
    own = here.get("order")
    if own is not None and own.ours:
        fresh = _refreshed(read("plan", plan.path, text), own, _order_lines(order))
        if fresh != text:
            written.append("order")
            text = fresh
    if "rollback" in here:
        fresh = _with_risks(read("plan", plan.path, text), order)
        if fresh != text:
            written.append("rollback")
            text = fresh
    if missing:
        lines: list[str] = []
        for part in missing:
            lines += [f"### {TITLES[part]}", "", *_lines(part, package, order, default), ""]
        text = _added(text, plan.path, lines[:-1])
        written += missing
    if plan.exists and text != plan.text:
        text = touched(text, moment)
    return Planned(text, tuple(written), tuple(kept), _left_out(package, order, kept))


def _left_out(package: Package, order: Order, kept: Sequence[Standing]) -> tuple[str, ...]:
    if all(one.part != "order" for one in kept):
        return ()
    known = {same(one) for one in wanted_order([package.plan, package.tech])}
    return tuple(step.item.id for step in order.steps if same(step.item.id) not in known)


def new_plan(package: Package, moment: Moment) -> str:
    """A new plan.md that holds only its header, in the newline of tasks.md."""
    lines = [
        "---",
        f"spec_id: {scalar(package.spec_id)}",
        f"title: {scalar(f'{package.title} — Execution Plan', chr(34))}",
        f"updated: {moment.date}",
        "---",
        "",
    ]
    return with_newline("\n".join(lines) + "\n", newline_of(package.tasks.text))


def _added(text: str, path: str, lines: Sequence[str]) -> str:
    """The parts at the end of the Execution Plan; a new one stands before Record and Notes."""
    document = read("plan", path, text)
    section = document.section("execution plan")
    if section is not None:
        at = section.end
        block = [*lines, ""]
    else:
        own = [one for one in document.sections if one.name in OWN and one.level == 2]
        if not own:
            return add_section(text, "## Execution Plan", lines)
        at = own[0].start
        block = ["## Execution Plan", "", *lines, ""]
    newline = newline_of(text)
    before = text[:at]
    gap = (
        ""
        if not before.strip() or re.search(r"(\r\n|\r|\n)[ \t]*(\r\n|\r|\n)$", before)
        else newline
    )
    end = "" if not before or before.endswith(("\n", "\r")) else newline
    after = text[at:]
    body = with_newline("\n".join(block), newline) + (newline if after else "")
    return f"{before}{end}{gap}{body}{after}"


def _lines(part: Part, package: Package, order: Order, default: str) -> list[str]:
    match part:
        case "order":
            return _order_lines(order)
        case "branches":
            return _branch_lines(package, order, default)
        case "tests":
            return _test_lines(package, order)
        case "rollback":
            return _rollback_lines(package, order)


def _order_lines(order: Order) -> list[str]:
    lines = [order_line(number, step) for number, step in enumerate(order.steps, 1)]
    if not lines:
        lines = ["No tasks yet."]
    return [f"<!-- spec-tui:begin plan/order sha={sha(chr(10).join(lines))} -->", *lines, END]


def order_line(number: int, step: Step) -> str:
    """`3. ID-003 Add login — M1 · a user sees it · risky: auth (“login”) · waits on ID-001`."""
    title = re.sub(r"(?<!\\)<!--", r"\\<!--", step.item.title)
    facts = []
    if step.milestone is not None:
        facts.append(step.milestone.name)
    if step.visible:
        facts.append("a user sees it")
    if step.risky:
        facts.append("risky: " + ", ".join(risk.reason for risk in step.risky))
    waits = [item.id for item in step.waits_on] + [f"{one} (no such task)" for one in step.unknown]
    if waits:
        facts.append("waits on " + ", ".join(waits))
    tail = " — " + " · ".join(facts) if facts else ""
    return f"{number}. {step.item.id} {title}{tail}"


def _refreshed(document: Document, own: Standing, lines: Sequence[str]) -> str:
    """The document with our order written anew between its marks."""
    first = next(
        number for number in range(own.first, own.last)
        if BEGIN.match(document.body.line(number).text)
    )  # fmt: skip
    last = end_of(document, first, own.last)
    text = document.text
    start = document.body.offsets[first]
    end = document.body.offsets[last] + len(document.body.line(last).text)
    return text[:start] + with_newline("\n".join(lines), newline_of(text)) + text[end:]


def _branch_lines(package: Package, order: Order, default: str) -> list[str]:
    spec = spec_branch(package.name)
    lines = [
        f"- Spec branch `{spec}`, {base_line(default)}; it stays for the whole spec.",
        f"- One short branch per task from `{spec}`, and a pull request back into it.",
        f"- When the Definition of Done of the spec holds: a pull request from `{spec}` "
        f"into {f'`{default}`' if default else 'the main branch'}.",
    ]
    if order.steps:
        example = task_branch(order.steps[0].item)
        lines[1] = (
            f"- One short branch per task from `{spec}`, such as `{example}`, "
            "and a pull request back into it."
        )
    if any(risk.kind == "flag" for step in order.steps for risk in step.risks):
        lines.append(
            "- What is behind a feature flag is merged switched off; both sides are tested."
        )
    return lines


def _test_lines(package: Package, order: Order) -> list[str]:
    lines = []
    section = package.tech.section("test strategy")
    if section is not None and says(package.tech, section):
        lines.append(f"- The strategy is in tech-spec.md, {section.title}.")
    kinds: dict[str, list[str]] = {"Unit": [], "Integration and e2e": []}
    none = []
    for step in order.steps:
        words = " ".join(step.words.tests).lower()
        if not words or "<" in words:
            none.append(step.item.id)
            continue
        if "unit" in words:
            kinds["Unit"].append(step.item.id)
        if re.search(r"e2e|end[- ]to[- ]end|integration|\bapi\b", words):
            kinds["Integration and e2e"].append(step.item.id)
    lines += [f"- {kind}: {', '.join(ids)}." for kind, ids in kinds.items() if ids]
    if none:
        lines.append(f"- Without a test plan in tasks.md: {', '.join(none)}.")
    fixtures = package.tech.section("test data & fixtures")
    inside = said(package.tech, section) if section is not None else []
    if fixtures is not None and says(package.tech, fixtures):
        lines.append(f"- Fixtures and seed data: see tech-spec.md, {fixtures.title}.")
    elif not any(re.search(r"fixture|test data|seed", line, re.IGNORECASE) for line in inside):
        lines.append(f"- Fixtures and seed data: {UNWRITTEN}")
    return lines


def _rollback_lines(package: Package, order: Order) -> list[str]:
    lines = []
    titles = dict.fromkeys(title for _, title in rollbacks(package.tech))
    lines += [f"- See tech-spec.md, {title}." for title in titles]
    lines += [_risk_line(step) for step in order.steps if step.risky]
    return lines or ["- No task is marked as risky."]


def _risk_line(step: Step) -> str:
    reasons = ", ".join(risk.reason for risk in step.risky)
    return f"- {step.item.id}, {reasons}: {UNWRITTEN}"


def _with_risks(document: Document, order: Order) -> str:
    """The document with a line for each risky task that its rollback part does not name yet."""
    one = next(one for one in standing(document) if one.part == "rollback")
    named: set[str] = set()
    last = one.first - 1
    for number in range(one.first, one.last):
        line = document.body.line(number)
        if line.text.strip():
            last = number
        named.update(same(other) for other in ids_in(line.text))
    lines = [
        _risk_line(step)
        for step in order.steps
        if step.risky and not step.done and same(step.item.id) not in named
    ]
    if not lines:
        return document.text
    newline = newline_of(document.text)
    old = document.body.lines[last]
    at = document.body.offsets[last] + len(old)
    end = "" if old.endswith(("\n", "\r")) else newline
    gap = "" if bullet(document.body.line(last).text) else newline
    block = with_newline("\n".join(lines) + "\n", newline)
    return f"{document.text[:at]}{end}{gap}{block}{document.text[at:]}"
