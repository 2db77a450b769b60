"""Read and align (seed 002 section 1): is all there that is needed to begin?

The documents are read in order; numbering and dependencies of the tasks are confirmed; every
detail that is missing becomes an open question with a proposed answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from spec_tui.codex_os.documents import Document, Section, read
from spec_tui.codex_os.package import Package
from spec_tui.codex_os.placing import add_lines, touched
from spec_tui.codex_os.saying import real, said
from spec_tui.codex_os.sequence import Order, Step, same
from spec_tui.documents.blocks import bullet
from spec_tui.documents.fold import fold
from spec_tui.work.change import Moment
from spec_tui.work.ids import same_number

FOLDER = ".codex-os"
PRODUCT = ("product/mission.md", "product/roadmap.md", "product/decisions.md", "product/stack.md")
STANDARDS = (
    "standards/tech-stack.md",
    "standards/code-style.md",
    "standards/best-practices.md",
)
_QUESTION = re.compile(r"[*_~]*Q(?P<number>\d{1,6})\b")
_METRIC = re.compile(r"[*_ ]*(?:success )?(?:metric|kpi)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """A product or standards document, and where it was found: the project comes first."""

    name: str
    """`product/stack.md`."""
    path: str
    """As a person opens it, "" where it is nowhere."""
    where: Literal["project", "home", ""]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something about numbering or dependencies that does not add up."""

    severity: Literal["error", "warning"]
    path: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A detail that is missing, as a question with a proposed answer."""

    path: str
    line: int
    question: str
    proposal: str

    @property
    def words(self) -> str:
        """As it stands under Open Questions, without its Q id."""
        return f"{self.question} Proposed: {self.proposal}"


@dataclass(frozen=True, slots=True)
class Asked:
    """A gap that has a question of its own in the spec."""

    id: str
    gap: Gap
    new: bool


@dataclass(frozen=True, slots=True)
class Alignment:
    """What reading a package gave."""

    order: Order
    sources: tuple[Source, ...]
    troubles: tuple[Trouble, ...]
    asked: tuple[Asked, ...]
    path: str
    """Where the questions are."""
    text: str
    """The text of that file with them."""


def sources(names: Sequence[str], project: Callable[[str], bool], home: Callable[[str], bool]
            ) -> tuple[Source, ...]:  # fmt: skip
    """Product and standards documents, in the project or else in the home folder (seed 000)."""
    found = []
    for name in names:
        path = f"{FOLDER}/{name}"
        if project(path):
            found.append(Source(name, path, "project"))
        elif home(path):
            found.append(Source(name, f"~/{path}", "home"))
        else:
            found.append(Source(name, "", ""))
    return tuple(found)


def align(
    package: Package, order: Order, found: tuple[Source, ...], taken: int, moment: Moment
) -> Alignment:
    """Read a package. `taken` is the highest Q id that SPEC.md uses, so that none means two."""
    gaps = [*_of_documents(package), *_of_tasks(package, order)]
    home = _home(package)
    known = _questions(home)
    highest = max([taken, *known.values()], default=0)
    asked = []
    for gap in gaps:
        question = _key(gap.question)
        number = known.get(question, 0)
        if not number:
            highest += 1
            known[question] = highest
        asked.append(Asked(f"Q{number or highest}", gap, not number))
    lines = [f"{one.id} {one.gap.words}" for one in asked if one.new]
    text = add_lines(home.text, "open questions", "Open Questions", lines)
    if text != home.text and home.exists:
        text = touched(text, moment)
    return Alignment(order, found, troubles(package, order), tuple(asked), home.path, text)


def _home(package: Package) -> Document:
    """The file whose Open Questions are asked: srd.md (formats.md 62), else the next one there."""
    for document in (package.srd, package.tech):
        if document.exists and not document.trouble:
            return document
    return package.plan


def _questions(document: Document) -> dict[str, int]:
    """The number of every Q of a document by its question, wherever it stands."""
    found: dict[str, int] = {}
    for line in document.body.plain():
        item = bullet(line.text)
        match = _QUESTION.match(item.text) if item is not None else None
        if item is not None and match is not None:
            found.setdefault(_key(item.text[match.end() :]), int(match["number"]))
    return found


def _key(words: str) -> str:
    """How questions are compared: up to the question mark, without case and marks in front."""
    return re.sub(r"^\W+", "", fold(words.partition("?")[0]))


def highest_question(text: str) -> int:
    """The highest Q id of a SPEC.md; 0 where it has none."""
    return max(_questions(read("srd", "", text)).values(), default=0)


def troubles(package: Package, order: Order) -> tuple[Trouble, ...]:
    """Numbering and dependencies: doubled ids, gaps, unknown tasks, circles."""
    path = package.tasks.path
    steps = sorted((*order.steps, *order.parked), key=lambda step: step.item.line)
    found = []
    first: dict[str, int] = {}
    for step in steps:
        item = step.item
        if same(item.id) in first:
            message = f"{item.id} stands twice: also in line {first[same(item.id)]}."
            found.append(Trouble("error", path, item.line, message))
        first.setdefault(same(item.id), item.line)
        for one in step.unknown:
            near = _near(one, steps)
            hint = f" Is {near} meant?" if near else ""
            message = f"{item.id} waits on {one}, which does not exist.{hint}"
            found.append(Trouble("error", path, item.line, message))
        if step.words.parked and any(item in other.waits_on for other in order.steps):
            message = f"{item.id} is out of scope, and tasks in scope wait on it."
            found.append(Trouble("warning", path, item.line, message))
    for cycle in order.cycles:
        chain = " -> ".join(item.id for item in cycle)
        itself = len({item.ref for item in cycle}) == 1
        message = f"{cycle[0].id} waits on itself." if itself else f"In a circle: {chain}."
        found.append(Trouble("error", path, cycle[0].line, message))
    numbers = [n for step in steps if (n := same_number(step.item.id)) is not None]
    absent = sorted(set(range(1, max(numbers, default=0))) - set(numbers)) if numbers else []
    if absent and len(absent) <= len(numbers):
        listed = ", ".join(str(number) for number in absent[:5])
        more = f" and {len(absent) - 5} more" if len(absent) > 5 else ""
        what = "number" if len(absent) == 1 else "numbers"
        message = f"No task has the {what} {listed}{more}."
        found.append(Trouble("warning", path, steps[0].item.line, message))
    return tuple(found)


def _near(one: str, steps: Sequence[Step]) -> str:
    ids = [step.item.id for step in steps]
    close = get_close_matches(one.upper(), ids, n=1)
    return close[0] if close else ""


_WANTED: tuple[tuple[Literal["srd", "tech-spec"], tuple[str, ...], str, str], ...] = (
    ("srd", ("users & jobs",), "Who uses this, and for which job?",
     "the users that the summary names; write them down in srd.md"),
    ("srd", ("goals",), "Which goals does this have?",
     "what the summary promises, one goal per line in srd.md"),
    ("srd", ("success metrics", "goals"), "By which number is success seen?",
     "one metric with a target and the place where it is measured"),
    ("tech-spec", ("architecture overview", "components"), "Where are the boundaries of the parts?",
     "the modules that the tasks change, each with what it is responsible for"),
    ("tech-spec", ("data model",), "Which data is stored?",
     "none; say so in tech-spec.md where that is so"),
    ("tech-spec", ("apis",), "Which interfaces are added or changed?",
     "none; say so in tech-spec.md where that is so"),
    ("tech-spec", ("risks & alternatives",), "What can go wrong, and what else was considered?",
     "one risk with its mitigation, and one alternative with its trade-off"),
)  # fmt: skip


def _of_documents(package: Package) -> list[Gap]:
    found = []
    for kind, names, question, proposal in _WANTED:
        document = package.files[kind]
        if not document.exists or document.trouble:
            continue
        metric = names[0] == "success metrics"
        if not _said(document, names, metric):
            section = next((s for name in names if (s := document.section(name))), None)
            if section is not None and _derived(document, section):
                continue
            found.append(Gap(document.path, section.line if section else 1, question, proposal))
    return found


def _said(document: Document, names: tuple[str, ...], metric: bool) -> bool:
    """Whether a document says something below one of these headings; a metric holds a number."""
    for name in names:
        for section in document.all(name):
            for line in said(document, section):
                item = bullet(line)
                words = item.text if item is not None else line.strip()
                if not metric and not _METRIC.match(words):
                    return True
                if metric and (name != "goals" or re.search(r"(?<![A-Za-z])\d", words)):
                    return True
    return False


def _derived(document: Document, section: Section) -> bool:
    """Whether a fact is missing in SPEC.md: what derived the package asks for it already."""
    return any("_(not in SPEC.md" in line.text for line in document.lines(section))


def _of_tasks(package: Package, order: Order) -> list[Gap]:
    found: list[Gap] = []
    path = package.tasks.path
    if not package.tasks.exists or package.tasks.trouble:
        return found

    def gap(step: Step, question: str, proposal: str) -> None:
        found.append(Gap(path, step.item.line, question, proposal))

    for step in order.steps:
        item, words = step.item, step.words
        if step.done or "<" in item.id:
            continue
        if not any(real(criterion.text) for criterion in item.criteria):
            gap(step, f"By which criteria is {item.id} accepted?",
                "its test plan passes" if any(real(one) for one in words.tests)
                else "what its title says can be shown, and a test proves it")  # fmt: skip
        if not any(real(one) for one in words.tests):
            also = ", and an e2e test of what the user sees" if step.visible else ""
            gap(step, f"How is {item.id} tested?", f"unit tests beside the change{also}")
        if item.style == "000" and item.hours is None:
            gap(step, f"How large is {item.id}?", "M (at most a day); split it if it is more")
        if item.status != "pending" and not any(real(one) for one in words.changes):
            gap(step, f"Which files does {item.id} change?", "those that its branch changes")
        for one in step.unknown:
            near = _near(one, order.steps)
            gap(step, f"{item.id} waits on {one}, which does not exist: which task is meant?",
                near or "none; take it out")  # fmt: skip
    for cycle in order.cycles:
        ids = list(dict.fromkeys(item.id for item in cycle))
        if len(ids) == 1:
            question = f"{ids[0]} waits on itself: what does it wait on?"
            found.append(Gap(path, cycle[0].line, question, "nothing; take it out"))
            continue
        first = min(cycle, key=lambda item: item.line)
        found.append(
            Gap(path, first.line, f"{', '.join(ids)} wait on each other: which one comes first?",
                f"{first.id}, since it stands first in tasks.md")
        )  # fmt: skip
    return found
