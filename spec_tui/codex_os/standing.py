"""What stands of an Execution Plan in plan.md or tech-spec.md, whoever wrote it (seed 002, 2)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from spec_tui.codex_os.documents import FILES, Document, Section
from spec_tui.codex_os.package import Package
from spec_tui.codex_os.saying import real, says
from spec_tui.codex_os.sequence import same
from spec_tui.documents.blocks import bullet, heading, label
from spec_tui.documents.fold import fold
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
BEGIN = re.compile(r"<!-- spec-tui:begin plan/order sha=(?P<sha>[0-9a-f]+) -->[ \t]*$")
END = "<!-- spec-tui:end -->"
OWN = frozenset({"record", "notes", "open questions"})
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
    return (head, *(one for one in tops if one.name not in OWN))


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
        match = BEGIN.match(document.body.line(number).text)
        if match is not None:
            region = True
            end = end_of(document, number, section.last)
            ours = end > 0 and sha(_between(document, number + 1, end)) == match["sha"]
            break
    return Standing(
        part, document.path, section.line, section.first, section.last, ours, region
    )  # fmt: skip


def end_of(document: Document, start: int, stop: int) -> int:
    """The line of the mark that closes a part opened at `start`, 0 where there is none."""
    for number in range(start + 1, stop):
        if document.body.line(number).text.strip() == END:
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
    for line_, _ in rollbacks(package.tech):
        return f"{FILES['tech-spec']}:{line_}"
    return ""


def rollbacks(tech: Document) -> list[tuple[int, str]]:
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
