"""The Execution Plan of a package: read where it stands, written into plan.md (seed 002 section 2).

It has four parts. The order of tasks is ours as long as nobody edits it and is refreshed; the
other three are written once and then belong to people: a later refresh only adds the risky tasks
that no line names yet. A part that stands in tech-spec.md or plan.md already is not written again.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from spec_tui.codex_os.branches import base_line, spec_branch, task_branch
from spec_tui.codex_os.documents import FILES, Document, Section, read
from spec_tui.codex_os.package import Package
from spec_tui.codex_os.placing import add_section, touched
from spec_tui.codex_os.saying import real, said, says
from spec_tui.codex_os.sequence import Order, Step, same
from spec_tui.documents.blocks import bullet, heading, label
from spec_tui.documents.fold import fold
from spec_tui.documents.headeredit import scalar
from spec_tui.documents.lines import newline_of, with_newline
from spec_tui.work.change import Moment
from spec_tui.work.ids import ids_in

Part = Literal["order", "branches", "tests", "rollback"]

TITLES: dict[Part, str] = {
    "order": "Order of tasks",
    "branches": "Branching strategy",
    "tests": "Test strategy",
    "rollback": "Rollback strategy",
}
_SIGNS: dict[Part, re.Pattern[str]] = {
    "order": re.compile(r"\b(?:order|sequence|task list)\b"),
    "branches": re.compile(r"\bbranch"),
    "tests": re.compile(r"\btest"),
    "rollback": re.compile(r"\broll[- ]?back"),
}
UNWRITTEN = "_(not written yet)_"
_BEGIN = re.compile(r"<!-- spec-tui:begin plan/order sha=(?P<sha>[0-9a-f]+) -->[ \t]*$")
_END = "<!-- spec-tui:end -->"
_OWN = frozenset({"record", "notes", "deployment notes"})
_ARROW = re.compile(r"→|->|=>|>")


@dataclass(frozen=True, slots=True)
class Standing:
    """A part that stands in a document."""

    part: Part
    path: str
    line: int
    """Of its heading or label, from 1."""
    first: int
    """Its first line, from 0."""
    last: int
    """The line after it."""
    ours: bool = False
    """It is the order that we wrote, and nobody has edited it since."""
    region: bool = False
    """It stands between our marks."""


def standing(document: Document) -> tuple[Standing, ...]:
    """The parts of an Execution Plan that a tech-spec.md or plan.md holds."""
    if not document.exists or document.trouble:
        return ()
    found: dict[Part, Standing] = {}
    for section in _homes(document):
        for one in _parts(document, section):
            found.setdefault(one.part, one)
        if section.name == "execution plan" and "order" not in found:
            last = _listed(document, section)
            if last:
                found["order"] = Standing("order", document.path, section.line, section.first, last)
    return tuple(found.values())


def _listed(document: Document, home: Section) -> int:
    """The line after the list of tasks that stands right below a heading, 0 where none does."""
    last = 0
    for line in document.lines(home):
        if heading(line.text) is not None:
            break
        listed = bullet(line.text) is not None or _ARROW.search(line.text)
        if listed and label(line.text) is None and _ids(line.text):
            last = line.number + 1
    return last


def _homes(document: Document) -> tuple[Section, ...]:
    """The sections that may be an Execution Plan; of a plan.md all but what is ours alone."""
    if document.kind != "plan":
        return document.all("execution plan")
    top = _top(document)
    tops = [one for one in document.sections if one.level > 1 and set(one.above) <= {top}]
    first = next((one for one in document.sections if one.level == 1), None)
    start = first.first if first is not None else 0
    stop = tops[0].line - 1 if tops else len(document.body.lines)
    head = Section("execution plan", "", 1, start + 1, 0, 0, 0, start, max(start, stop))
    return (head, *(one for one in tops if one.name not in _OWN))


def _top(document: Document) -> str:
    return next((one.name for one in document.sections if one.level == 1), "")


def _parts(document: Document, home: Section) -> list[Standing]:
    found: list[Standing] = []
    inside = [
        one for one in document.sections
        if one.first > home.first and one.last <= home.last and home.name in one.above
    ]  # fmt: skip
    for section in [*inside, *([] if home.name == "execution plan" else [home])]:
        part = _part_of(section.title)
        if part is not None:
            found.append(_as_standing(document, part, section))
    labels = [
        (line.number, _part_of(named[0]))
        for line in document.lines(home)
        if "**" in line.text and (named := label(line.text)) is not None
    ]
    for index, (number, part) in enumerate(labels):
        if part is not None:
            last = labels[index + 1][0] if index + 1 < len(labels) else home.last
            found.append(Standing(part, document.path, number + 1, number, last))
    return found


def _part_of(title: str) -> Part | None:
    folded = fold(title)
    for part, sign in _SIGNS.items():
        if sign.search(folded):
            return part
    return None


def _as_standing(document: Document, part: Part, section: Section) -> Standing:
    region = ours = False
    for number in range(section.first, section.last):
        match = _BEGIN.match(document.body.line(number).text)
        if match is not None:
            region = True
            end = _end_of(document, number, section.last)
            ours = end > 0 and sha(_between(document, number + 1, end)) == match["sha"]
            break
    return Standing(
        part, document.path, section.line, section.first, section.last, ours, region
    )  # fmt: skip


def _end_of(document: Document, start: int, stop: int) -> int:
    for number in range(start + 1, stop):
        if document.body.line(number).text.strip() == _END:
            return number
    return 0


def _between(document: Document, first: int, last: int) -> str:
    return "\n".join(document.body.line(number).text for number in range(first, last))


def sha(text: str) -> str:
    """The mark by which an edit inside our part is seen."""
    return hashlib.sha256(text.rstrip("\n").encode()).hexdigest()[:12]


def wanted_order(documents: Sequence[Document]) -> tuple[str, ...]:
    """The ids that people have put in order: of the first document with an order not ours.

    plan.md before tech-spec.md. A list item gives the id it begins with; a line with arrows gives
    all of them.
    """
    for document in documents:
        for one in standing(document):
            if one.part == "order" and not one.ours:
                found: list[str] = []
                for line in document.body.plain(one.first, one.last):
                    found += _ids(line.text)
                if found:
                    return tuple(dict.fromkeys(found))
    return ()


def _ids(text: str) -> list[str]:
    if heading(text) is not None:
        return []
    item = bullet(text)
    named = label(text)
    words = named[1] if named is not None and "**" in text else item.text if item else text
    ids = list(ids_in(words))
    if item is None or named is not None or _ARROW.search(words):
        return ids
    return ids[:1]


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
        own = [one for one in document.sections if one.name in _OWN and one.level == 2]
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
    return [f"<!-- spec-tui:begin plan/order sha={sha(chr(10).join(lines))} -->", *lines, _END]


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
        if _BEGIN.match(document.body.line(number).text)
    )  # fmt: skip
    last = _end_of(document, first, own.last)
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
    titles = dict.fromkeys(title for _, title in _rollbacks(package.tech))
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


def rollback_of(package: Package, one: str) -> str:
    """Where the package says how a task is rolled back, `plan.md:31`; "" where nowhere.

    Its line in an Execution Plan counts, else the rollback or migration section of tech-spec.md.
    """
    for document in (package.plan, package.tech):
        for part in standing(document):
            if part.part != "rollback":
                continue
            for line in document.body.plain(part.first, part.last):
                item = bullet(line.text)
                words = item.text if item is not None else line.text
                named = {same(other) for other in ids_in(words)}
                if same(one) in named and UNWRITTEN not in words:
                    return f"{FILES[document.kind]}:{line.number + 1}"
    for line_, _ in _rollbacks(package.tech):
        return f"{FILES['tech-spec']}:{line_}"
    return ""


def _rollbacks(tech: Document) -> list[tuple[int, str]]:
    """(line, title of the section) of what a tech-spec.md says on rolling back.

    A section of that name, or a line `Rollback strategy: …` of any section.
    """
    found = [
        (section.line, section.title) for section in tech.all("rollback") if says(tech, section)
    ]
    for section in tech.sections:
        for line in tech.lines(section):
            named = label(line.text)
            if named is None or not _SIGNS["rollback"].search(fold(named[0])):
                continue
            inner = [one for one in tech.sections if one.first <= line.number < one.last]
            if inner[-1] is section and real(named[1]):
                found.append((line.number + 1, section.title))
    return found
