"""One document of a package: its header and its sections, found by heading in any dialect.

Headings come from the tokens of Markdown, so that fenced text is none. They are known by aliases
after folding (formats.md 2): `## Problem Statement` is the Summary of seed 000, Appendix A.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Literal

from spec_tui.documents.blocks import Body, Line, heading, scan
from spec_tui.documents.fold import fold
from spec_tui.documents.frontmatter import Header, bold_fields
from spec_tui.documents.frontmatter import read as read_header
from spec_tui.documents.lines import line_body
from spec_tui.documents.markdown import parse

Kind = Literal["srd", "tech-spec", "tasks", "plan"]
KINDS: tuple[Kind, ...] = ("srd", "tech-spec", "tasks", "plan")
SPEC: tuple[Kind, ...] = ("srd", "tech-spec", "tasks")
"""The three documents that seed 000 asks for; plan.md is 002's."""
FILES: Mapping[Kind, str] = MappingProxyType(
    {"srd": "srd.md", "tech-spec": "tech-spec.md", "tasks": "tasks.md", "plan": "plan.md"}
)

_NUMBER = re.compile(r"(?:section |§ ?)?(?:\d{1,3}(?:\.\d{1,3})*[.):]?|[a-z][.)]) +")
_ANCHOR = re.compile(r" *\{#[^{}]*\}$")
_EDGE = re.compile(r"^[^\w(]+|[^\w)]+$")

ALIASES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        # srd.md, Appendix A
        "summary": ("overview", "executive summary", "problem statement", "problem", "background",
                    "introduction", "description", "context"),
        "users & jobs": ("users", "users and jobs", "jobs to be done", "personas",
                         "user stories", "target users", "audience", "users and use cases"),
        "goals": ("objectives", "goals and metrics", "goals & success metrics", "goal"),
        "success metrics": ("metrics", "kpis", "success criteria", "success metrics & kpis"),
        "non-goals": ("non goals", "nongoals", "out-of-scope goals", "what we will not do",
                      "not in scope", "not goals", "anti-goals", "exclusions"),
        "scope": ("in scope", "scope of work", "features", "functional requirements"),
        "user experience": ("ux", "user flows", "design", "experience", "ux & accessibility"),
        "assumptions": ("assumptions & constraints", "constraints & assumptions"),
        "open questions": ("questions", "open issues", "unresolved questions"),
        "dependencies": ("dependencies & external teams", "external dependencies",
                         "dependencies & teams", "external teams", "external dependencies & teams"),
        # tech-spec.md, Appendix B
        "architecture overview": ("architecture", "system architecture", "solution overview",
                                  "high-level design", "technical approach", "proposed solution"),
        "components": ("modules", "services", "component design"),
        "data model": ("data", "database", "data schema", "schema", "data design", "data models",
                       "data model & migrations", "database schema", "entities"),
        "migrations": ("migration", "migration plan", "data migration", "schema migrations",
                       "database migrations", "migrations & rollback", "migration & rollback"),
        "apis": ("api", "api design", "interfaces", "endpoints", "api endpoints",
                 "api specification"),
        "security & privacy": ("security", "privacy", "security considerations",
                               "privacy & security"),
        "threat sketch": ("threats", "threat model", "threat modelling", "threat modeling",
                          "threat analysis"),
        "observability & sre": ("observability", "monitoring", "sre", "operations",
                                "monitoring & alerting", "monitoring & observability"),
        "performance & nfrs": ("performance", "nfrs", "nfr", "non-functional requirements",
                               "non-functional requirements (nfrs)", "performance requirements",
                               "quality attributes"),
        "test strategy": ("testing", "tests", "testing strategy", "test plan", "test approach",
                          "quality assurance", "testing plan"),
        "test data & fixtures": ("fixtures", "test data", "test fixtures", "fixtures & test data",
                                 "seed data"),
        "risks & alternatives": ("risks", "risks & mitigations", "risk assessment",
                                 "risks & trade-offs", "risks, assumptions & trade-offs"),
        "alternatives": ("alternatives considered", "considered alternatives", "trade-offs",
                         "options considered", "alternative approaches"),
        "deployment": ("rollout", "release", "deployment plan", "release plan",
                       "deployment & rollout", "rollout plan", "deployment strategy"),
        "rollback": ("rollback plan", "rollback strategy", "roll back"),
        "operational readiness": ("ci/cd", "ci", "ci & lint", "ci, lint & code owners",
                                  "continuous integration", "developer workflow"),
        "waivers": ("gate waivers", "waived items"),
        "sign-off": ("signoff", "sign off", "approvals", "approval", "stakeholder sign-off"),
        "execution plan": (),
        # tasks.md, Appendix C
        "legend": (),
        "tasks": ("tasks (prioritized)", "task list", "implementation tasks", "tasks (prioritised)",
                  "work breakdown", "implementation plan"),
        "milestones": ("milestone outline", "timeline", "phases", "roadmap", "milestone plan"),
        "out of scope": ("out of scope / parking lot", "parking lot", "backlog", "later",
                         "future work"),
    }
)  # fmt: skip


@cache
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, aliases in ALIASES.items():
        for one in (name, *aliases):
            found.setdefault(_plain(one), name)
    return found


def _plain(title: str) -> str:
    folded = _ANCHOR.sub("", fold(title).replace("*", "").replace("`", "").replace("_", " "))
    folded = _EDGE.sub("", folded)
    folded = _EDGE.sub("", _NUMBER.sub("", folded, count=1) if _NUMBER.match(folded) else folded)
    return folded.replace(" and ", " & ")


def name_of(title: str) -> str:
    """The name that a heading is known by, such as `non-goals`; the folded title where unknown."""
    plain = _plain(title)
    return _names().get(plain, plain)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it, up to the next heading of its level or above."""

    name: str
    """See `name_of`."""
    title: str
    """As written."""
    level: int
    line: int
    """Of the heading, from 1."""
    start: int
    """Offset of the heading in the text of the file."""
    body: int
    """Offset behind the heading."""
    end: int
    first: int
    """The first line of the body, from 0, in `Document.lines`."""
    last: int
    """The line after it."""
    above: tuple[str, ...] = ()
    """Names of the headings that it stands under, the nearest last."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file of a package as read. An absent one has no text, an unreadable one a `trouble`."""

    kind: Kind
    path: str
    text: str = ""
    exists: bool = True
    header: Header | None = None
    sections: tuple[Section, ...] = ()
    trouble: str = ""
    """Why it could not be read, with place."""
    body: Body = field(default_factory=lambda: scan(""))
    """All lines of the file; those of the header count as code, so that `plain` passes them."""

    def section(self, name: str) -> Section | None:
        """The first section known by a name; one with something below it before an empty one."""
        found = self.all(name)
        return next((one for one in found if self.filled(one)), found[0] if found else None)

    def all(self, *names: str) -> tuple[Section, ...]:
        """Every section known by one of these names, in the order of the file."""
        return tuple(one for one in self.sections if one.name in names)

    def under(self, name: str) -> Iterator[Section]:
        """Sections that stand anywhere below a heading of this name."""
        return (one for one in self.sections if name in one.above)

    def lines(self, section: Section | None = None) -> Iterator[Line]:
        """Lines outside code, fences and comments; of a section with those of its sub-headings."""
        if section is None:
            return self.body.plain()
        return self.body.plain(section.first, section.last)

    def filled(self, section: Section) -> bool:
        """Whether anything but headings and blanks stands below a heading."""
        return any(
            line.text.strip() and heading(line.text) is None
            for line in map(self.body.line, range(section.first, section.last))
        )

    def value(self, *path: str) -> str:
        """A text of the header; of a file without YAML that of a `**Key**: value` line."""
        if self.header is not None and not self.header.broken:
            return self.header.text(*path)
        if self.header is not None or len(path) != 1:
            return ""
        found = bold_fields(self.text).get(path[0])
        return found.value.text.strip() if found is not None else ""

    def values(self, name: str) -> tuple[str, ...]:
        """A list of the header, or the parts of a text with commas; without empty ones."""
        value = self.header.get(name) if self.header and not self.header.broken else None
        if value is not None and value.kind == "list":
            parts = [item.text for item in value.items]
        else:
            parts = self.value(name).split(",")
        return tuple(part.strip() for part in parts if part.strip())


def absent(kind: Kind, path: str) -> Document:
    """A document that is not there."""
    return Document(kind, path, exists=False)


def unreadable(kind: Kind, path: str, trouble: str) -> Document:
    """A document that cannot be read, with the sentence that says why."""
    return Document(kind, path, trouble=trouble)


def read(kind: Kind, path: str, text: str) -> Document:
    """Read a document. `text` is without BOM, in the newlines of the file. Never raises."""
    header = read_header(text)
    start = header.after if header is not None else 0
    body = scan(text, start)
    sections = _sections(text, start, body)
    return Document(kind, path, text, True, header, sections, body=_whole(text, start, body))


def _whole(text: str, start: int, body: Body) -> Body:
    """The body with the lines of the header in front, so that numbers are those of the file."""
    if not start:
        return body
    head = scan(text[:start])
    code = b"\1" * len(head.lines) + body.code
    opened = body.open_fence + len(head.lines) if body.open_fence >= 0 else -1
    return Body((*head.lines, *body.lines), (*head.offsets, *body.offsets), code, 0, opened)


def _headings(text: str, start: int, body: Body) -> list[tuple[int, int, int, str]]:
    """(line, line after it, level, title), lines from 0 in the body."""
    found: list[tuple[int, int, int, str]] = []
    if body.open_fence >= 0:
        # one forgotten fence must not hide the rest of a document
        for line in body.plain():
            at = heading(line.text)
            if at is not None:
                found.append((line.number, line.number + 1, at[0], at[1]))
        return found
    row = 0
    for piece in parse(text[start:]).pieces:
        for block in piece.blocks:
            if block.kind != "heading":
                continue
            own = line_body(piece.lines[block.start])
            at = heading(own) if block.atx else None
            if at is not None:
                title = at[1]
            else:  # all lines above the underline
                above = piece.lines[block.start : max(block.start + 1, block.end - 1)]
                title = " ".join(line.strip() for line in above)
            found.append((row + block.start, row + block.end, block.level, title))
        row += len(piece.lines)
    return found


def _sections(text: str, start: int, body: Body) -> tuple[Section, ...]:
    heads = _headings(text, start, body)
    offsets = (*body.offsets, len(text))
    found: list[Section] = []
    open_: list[tuple[int, str]] = []
    for number, (row, after, level, title) in enumerate(heads):
        following = (heads[other] for other in range(number + 1, len(heads)))
        last = next((r for r, _, other, _ in following if other <= level), None)
        end = len(body.lines) if last is None else last
        open_ = [one for one in open_ if one[0] < level]
        name = name_of(title)
        found.append(
            Section(
                name, title, level, body.before + row + 1, offsets[row], offsets[after],
                offsets[end], body.before + after, body.before + end,
                tuple(one for _, one in open_),
            )
        )  # fmt: skip
        open_.append((level, name))
    return tuple(found)
