"""The Definition of Done of a spec (seed 000, section 6), computed. It refuses nothing."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from spec_tui.codex_os.documents import FILES, SPEC, Document
from spec_tui.codex_os.gate.model import Evidence, Gate
from spec_tui.codex_os.gate.statements import plain
from spec_tui.codex_os.gate.words import placeholder
from spec_tui.codex_os.package import Package
from spec_tui.codex_os.signoff import SignOff, rows
from spec_tui.documents.blocks import place
from spec_tui.documents.fold import fold
from spec_tui.documents.links import inside
from spec_tui.work.formats import codex
from spec_tui.work.ids import key, same_number
from spec_tui.work.item import WorkItem

SMALL = 8.0
"""Hours: a task of more than that draws a warning (formats.md 44)."""


@dataclass(frozen=True, slots=True)
class DoneLine:
    """One line of the list; `reason` says why it is open."""

    id: str
    title: str
    ok: bool
    reason: str = ""
    evidence: tuple[Evidence, ...] = ()


def done_of_spec(
    package: Package, gate: Gate, *, exists: Callable[[str], bool], decisions: str
) -> tuple[DoneLine, ...]:
    """The lines in the order of seed 000.

    `exists` looks up a path of the repository, `decisions` is the text of decisions.md, "" if none.
    """
    return (
        _files(package),
        _links(package, exists),
        _gate(gate),
        _owners(package),
        _reviewers(package),
        _decisions(package, decisions),
        _ready(package, gate),
    )


def _line(name: str, title: str, open_: list[tuple[str, Evidence | None]]) -> DoneLine:
    if not open_:
        return DoneLine(name, title, True)
    evidence = tuple(one for _, one in open_[:3] if one is not None)
    more = f", and {len(open_) - 3} more" if len(open_) > 3 else ""
    return DoneLine(name, title, False, "; ".join(why for why, _ in open_[:3]) + more, evidence)


def _files(package: Package) -> DoneLine:
    open_: list[tuple[str, Evidence | None]] = []
    for kind in SPEC:
        document = package.files[kind]
        if not document.exists:
            open_.append((f"{FILES[kind]} is missing", None))
        elif document.trouble:
            open_.append((document.trouble.rstrip("."), None))
        else:
            first = next(_placeholders(document), None)
            if first is not None:
                open_.append((f"{FILES[kind]}:{first.line} is still a placeholder", first))
    return _line("files", "Complete files", open_)


def _placeholders(document: Document) -> Iterator[Evidence]:
    for line in document.lines():
        if placeholder(line.text) or "(not in SPEC.md:" in line.text:
            yield Evidence(document.path, line.number + 1, plain(line.text.strip()))


class Link(NamedTuple):
    """A link of a header."""

    path: str
    """Of the file that it stands in."""
    line: int
    name: str
    """`prd`, `decisions` or what else is written."""
    target: str
    """As written."""
    leads_to: str
    """The path of the repository or the address that it means, "" where it leads nowhere."""


def links_of(
    document: Document, package: Package, exists: Callable[[str], bool]
) -> tuple[Link, ...]:
    """The links that the header of a document names."""
    links = document.header.get("links") if document.header is not None else None
    if links is None:
        return ()
    return tuple(
        Link(
            document.path,
            place(document.text, field.start)[0],
            field.key,
            field.value.text.strip(),
            resolve(document, field.value.text.strip(), package, exists),
        )
        for field in links.fields.values()
    )


def _links(package: Package, exists: Callable[[str], bool]) -> DoneLine:
    open_: list[tuple[str, Evidence | None]] = []
    for kind in SPEC:
        document = package.files[kind]
        if not document.exists or document.trouble:
            continue
        found = links_of(document, package, exists)
        if not found:
            open_.append((f"{FILES[kind]} names no links", Evidence(document.path, 1, "")))
        open_ += [
            (
                f"{FILES[kind]}:{link.line} {link.name} leads nowhere",
                Evidence(link.path, link.line, f"{link.name}: {link.target}"),
            )
            for link in found
            if not link.leads_to
        ]
    return _line("links", "Links", open_)


def resolve(
    document: Document, target: str, package: Package, exists: Callable[[str], bool]
) -> str:
    """The path that a link means: from its file, else by name in the package's folder; "" if none.

    `../srd.md` of seed 000 is the srd.md beside the file (formats.md 40).
    """
    if target.startswith(("http://", "https://")):
        return target
    if not target:
        return ""
    folder = posixpath.dirname(document.path)
    for one in (inside(target, folder), f"{package.folder}/{posixpath.basename(target)}"):
        if one is not None and exists(one):
            return one
    return ""


def _gate(gate: Gate) -> DoneLine:
    open_ = [(f"{item.number} {item.title}", None) for item in gate.failing]
    return _line("gate", "Gate passed or waived", list(open_))


def _owners(package: Package) -> DoneLine:
    open_: list[tuple[str, Evidence | None]] = []
    if not package.owners:
        open_.append(("there is no DRI: the first of owners", None))
    if len(package.owners) < 2:
        open_.append(("there is no backup: the second of owners", None))
    return _line("owners", "DRI and backup", open_)


def _reviewers(package: Package) -> DoneLine:
    named = package.reviewers or tuple(row.who for row in rows(package.tech) if row.who)
    open_: list[tuple[str, Evidence | None]] = []
    if not named:
        open_.append(('nobody is listed: `reviewers: ["@handle"]` in the header', None))
    return _line("reviewers", "Reviewers", open_)


def _decisions(package: Package, decisions: str) -> DoneLine:
    known = fold(decisions)
    open_: list[tuple[str, Evidence | None]] = [
        (
            f"“{row.decision}” ({row.role}) is not in decisions.md",
            Evidence(row.path, row.line, row.decision),
        )
        for row in rows(package.tech)
        if row.decided and not recorded(row, known)
    ]
    return _line("decisions", "Decisions as ADRs", open_)


def recorded(row: SignOff, decisions: str) -> bool:
    """Whether folded decisions hold what a sign-off decided."""
    return fold(row.decision) in decisions


def _ready(package: Package, gate: Gate) -> DoneLine:
    document = package.tasks
    start = document.header.after if document.header is not None else 0
    tasks = codex.read(document.text, document.path, package.folder, start)
    open_: list[tuple[str, Evidence | None]] = []
    if not tasks:
        open_.append(("there are no tasks", None))
    known = {key(task.id): index for index, task in enumerate(tasks)}
    numbers = {same_number(task.id): index for index, task in enumerate(tasks)}
    for index, task in enumerate(tasks):
        for one in task.depends_on:
            before = known.get(key(one), numbers.get(same_number(one) or -1))
            if before is None:
                open_.append((f"{task.id} waits on {one}, which is no task", _at(task)))
            elif before >= index:
                open_.append((f"{task.id} stands before {one}, on which it waits", _at(task)))
    for task in tasks:
        if task.hours is not None and task.hours > SMALL:
            more = (
                f"{task.id} ({task.estimate}) is more than a day and may be no small pull request"
            )
            open_.append((more, _at(task)))
    item = gate.item("criteria")
    if item is not None and not item.passes:
        open_ += [(part.reason, None) for part in item.parts if not part.ok]
    return _line("ready", "Ready tasks", open_)


def _at(task: WorkItem) -> Evidence:
    return Evidence(task.path, task.line, f"{task.id} {task.title}")
