"""The gate over one package: all eleven items in the order of seed 000, section 5."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from spec_tui.codex_os.documents import Document
from spec_tui.codex_os.gate import (
    criteria,
    data,
    dependencies,
    estimates,
    goals,
    nfr,
    observability,
    operations,
    risks,
    security,
    testing,
)
from spec_tui.codex_os.gate.model import Gate, Item, Part
from spec_tui.codex_os.gate.reading import Reading, read
from spec_tui.codex_os.package import Package
from spec_tui.codex_os.waivers import Waiver, waivers
from spec_tui.documents.fold import fold
from spec_tui.work.editing import Unknown

_UNSAID = re.compile(r"\(not in SPEC\.md: ([^()]+)\)")
"""The mark that deriving leaves for a fact that SPEC.md does not hold (interview.md B.10)."""

Parts = Callable[[Reading], tuple[Part, ...]]

ITEMS: Mapping[str, tuple[str, Parts]] = MappingProxyType(
    {
        "goals": (goals.TITLE, goals.parts),
        "nfr": (nfr.TITLE, nfr.parts),
        "data": (data.TITLE, data.parts),
        "security": (security.TITLE, security.parts),
        "observability": (observability.TITLE, observability.parts),
        "tests": (testing.TITLE, testing.parts),
        "operations": (operations.TITLE, operations.parts),
        "risks": (risks.TITLE, risks.parts),
        "criteria": (criteria.TITLE, criteria.parts),
        "estimates": (estimates.TITLE, estimates.parts),
        "dependencies": (dependencies.TITLE, dependencies.parts),
    }
)
"""Ids of cli.md in their order, with title and rule."""

_SPEC = MappingProxyType(
    {"goals": "2", "nfr": "9", "data": "8", "security": "9", "observability": "12", "tests": "14",
     "operations": "11", "risks": "13", "criteria": "14", "estimates": "15", "dependencies": "10"}
)  # fmt: skip
"""The section of SPEC.md from which a derived package has it (interview.md B.10)."""


def item_id(name: str) -> str:
    """The id that an id or a number from 1 means. Raises Unknown."""
    wanted = name.strip().lower()
    ids = tuple(ITEMS)
    if wanted in ids:
        return wanted
    if wanted.isascii() and wanted.isdigit() and 1 <= int(wanted) <= len(ids):
        return ids[int(wanted) - 1]
    listed = ", ".join(ids)
    raise Unknown(f"{name!r} is no item of the gate. There are: {listed}, or 1 to {len(ids)}.")


def judge(package: Package) -> Gate:
    """Judge a package. Pure; documents that are absent or cannot be read say nothing."""
    reading = read(package)
    given = waivers(package.tech)
    found = []
    for number, (name, (title, rule)) in enumerate(ITEMS.items(), start=1):
        parts = _hinted(package, name, rule(reading))
        ok = all(part.ok for part in parts)
        waiver = None if ok else _waiver(given, name, number, title)
        state = "pass" if ok else "waived" if waiver is not None else "fail"
        found.append(Item(name, number, title, state, parts, waiver))  # type: ignore[arg-type]
    return Gate(package.name, tuple(found))


def _waiver(given: Sequence[Waiver], name: str, number: int, title: str) -> Waiver | None:
    """The last valid waiver of an item, which a row names by id, number or title."""
    called = {name, str(number), f"{number} {name}", fold(title), f"{number} {fold(title)}"}
    found = [
        one
        for one in given
        if one.valid and fold(one.item).strip("`*# .").replace(". ", " ") in called
    ]
    return found[-1] if found else None


def _hinted(package: Package, name: str, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """What would pass is said in SPEC.md where the line that fails is derived from it."""
    if all(part.ok for part in parts):
        return parts
    derived = {
        (document.path, line) for document in package.documents for line in _derived(document)
    }
    found = []
    for part in parts:
        own = [one.text for one in part.evidence if (one.path, one.line) in derived]
        if not part.ok and own:
            named = _UNSAID.search(own[0])
            where = named[1] if named is not None else f"section {_SPEC[name]}"
            hint = f"{part.hint} It is derived from SPEC.md, {where}: say it there, derive again."
            part = replace(part, hint=hint)
        found.append(part)
    return tuple(found)


def _derived(document: Document) -> Iterator[int]:
    """Lines, from 1, within the managed regions of a document."""
    inside = False
    for number, line in enumerate(document.body.lines, start=1):
        if line.startswith("<!-- spec-tui:"):
            inside = line.startswith("<!-- spec-tui:begin ")
        elif inside:
            yield number
