"""The requirements file from the facts of SPEC.md: EARS, one region each (seed 003, phase 3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spec_tui.derive.breakdown import Group, accepted
from spec_tui.derive.facts import Facts
from spec_tui.derive.identity import assign
from spec_tui.derive.model import Fixed, Piece, Region, or_fixed
from spec_tui.derive.regions import find
from spec_tui.derive.requirements import Category, Need
from spec_tui.derive.usecases import UseCase, bare
from spec_tui.derive.writing import Lines, inline

NAMES: dict[Category, str] = {"FUNC": "Functional", "PERF": "Performance", "SEC": "Security"}


def numbered(needs: Sequence[Need], code: str, text: str) -> dict[str, str]:
    """The id of each requirement by its key, found again in the file as it stands."""
    regions = find(text)
    marks = [*((one.name, one.sources) for one in regions.found), *regions.detached]
    ids: dict[str, str] = {}
    for category in NAMES:
        prefix = f"REQ-{code}-{category}-"
        known = [
            (name.partition("/")[2], sources[0])
            for name, sources in marks
            if name.startswith(f"requirements/{prefix}") and sources
        ]
        keys = [need.key for need in needs if need.category == category]
        ids |= assign(known, keys, prefix, _taken(text, prefix)).ids
    return ids


def _taken(text: str, prefix: str) -> list[str]:
    """Ids that stand in the file already, those of people too."""
    found = []
    at = text.find(prefix)
    while at >= 0:
        end = at + len(prefix)
        while end < len(text) and text[end].isdigit():
            end += 1
        found.append(text[at:end])
        at = text.find(prefix, end)
    return found


def requirement_parts(
    facts: Facts,
    name: str,
    needs: Sequence[Need],
    ids: Mapping[str, str],
    groups: Sequence[Group],
    tickets: Mapping[str, str],
    cases: Sequence[UseCase],
    gaps: list[str],
) -> list[Fixed | Region]:
    """Headings and regions of the requirements file."""
    overview = Lines(facts, gaps)
    overview.paragraph("VIS1")
    by_case = {case.key: case for case in cases}
    high = {
        key for group in groups for job in group.jobs if job.priority == "HIGH"
        for key in job.requirements
    }  # fmt: skip
    regions = [_one(facts, need, ids[need.key], need.key in high, by_case) for need in needs]
    functional = [r for r, need in zip(regions, needs, strict=True) if need.category == "FUNC"]
    others = [r for r, need in zip(regions, needs, strict=True) if need.category != "FUNC"]
    table = Lines(facts, gaps)
    rows = [
        (
            ids[need.key],
            _prd_section(need),
            _design_section(need),
            ", ".join(_tickets_of(need, groups, tickets)) or "—",
        )
        for need in needs
    ]
    table.table(("Requirement ID", "PRD Section", "Design Section", "Ticket"), rows)
    nothing = "_(not in SPEC.md: {})_"
    return [
        Fixed(f"# {name} Requirements"),
        Fixed("## Overview"),
        overview.region("requirements/overview"),
        Fixed("## Functional Requirements"),
        *or_fixed(functional, nothing.format("use cases")),
        Fixed("## Non-Functional Requirements"),
        *or_fixed(others, nothing.format("performance and security")),
        Fixed("## Traceability"),
        table.region("requirements/traceability"),
    ]


def _one(facts: Facts, need: Need, one: str, high: bool, cases: Mapping[str, UseCase]) -> Region:
    words = inline(need.words)
    rows = [
        f"### {one}: {bare(need.title)}",
        "",
        f"**Priority**: {'HIGH' if high else 'MEDIUM'}",
        f"**Category**: {NAMES[need.category]}",
        "",
        need.sentence.replace("<!--", "<\\!--"),
        "",
    ]
    pieces = [Piece("\n".join(rows))]
    if need.category == "FUNC":
        case = cases.get(need.use_case)
        criteria = (accepted(facts, case) if case is not None else ()) or (need.sentence,)
        pieces.append(Piece("**Acceptance Criteria**:"))
        pieces += [Piece(f"- [ ] {inline(line)}") for line in criteria]
        pieces.append(Piece(f"\n**Notes**: SPEC.md says: {words}"))
    else:
        fact = next((f for f in facts.section(need.fact.split("/")[0]) if f.key == need.fact), None)
        whole = fact is not None and fact.text == words
        heading = "**Metrics**:" if need.category == "PERF" else "**Notes**:"
        tail = f" _(assumption {need.assumption})_" if need.assumption else ""
        pieces.append(Piece(heading))
        lead = f"- {bare(need.title)}: "
        pieces.append(Piece(words, need.fact if whole else "", lead, "  ", tail))
    return Region(f"requirements/{one}", (need.key,), tuple(pieces))


def _tickets_of(need: Need, groups: Sequence[Group], tickets: Mapping[str, str]) -> list[str]:
    return [
        tickets[group.key]
        for group in groups
        if any(need.key in job.requirements for job in group.jobs)
    ]


def _prd_section(need: Need) -> str:
    if need.category != "FUNC":
        return "Constraints"
    return "User Stories" if need.use_case else "Scope"


def _design_section(need: Need) -> str:
    sections: dict[Category, str] = {
        "FUNC": "API Specification",
        "PERF": "Performance Considerations",
        "SEC": "Security Considerations",
    }
    if need.category == "FUNC" and not need.use_case:
        return "Implementation Details"
    return sections[need.category]
