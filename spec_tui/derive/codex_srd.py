"""srd.md from the facts of SPEC.md (seed 000, Appendix A; interview.md B.10)."""

from __future__ import annotations

from spec_tui.derive.facts import Facts
from spec_tui.derive.model import Fixed, Region
from spec_tui.derive.requirements import open_edges
from spec_tui.derive.writing import Lines, inline


def srd_parts(facts: Facts, gaps: list[str]) -> list[Fixed | Region]:
    """Headings and regions of srd.md; `gaps` gathers the questions of all three documents."""

    def lines() -> Lines:
        return Lines(facts, gaps)

    summary = lines()
    summary.paragraph("VIS1")
    for facet, label in (("VIS2", "Pain today"), ("VIS3", "If it is not built")):
        summary.value(facet, label, ask=False)

    users = lines()
    users.value("TGT1", "Primary users")
    users.value("USR3", "Secondary users", ask=False)
    target, personas = facts.fact("TGT1"), facts.fact("USR1")
    if personas is not None and (target is None or target.key != personas.key):
        users.value("USR1", "Personas")
    users.value("USR2", "Jobs to be done")
    users.value("USR4", "Top use cases")

    goals = lines()
    number = 1
    for facet in ("VIS4", "VIS5"):
        if facts.fact(facet) is not None:
            label = "after 90 days" if facet == "VIS4" else "after 12 months"
            goals.value(facet, f"G{number}, {label}")
            number += 1
    if number == 1:
        goals.missing("VIS4", "- G1 ")
    goals.value("VIS6", "Success metrics")
    goals.value("VIS8", "Target")
    goals.value("VIS7", "Baseline", ask=False)
    goals.value("VIS9", "Measured by")

    non_goals = lines()
    non_goals.items("SCP2", "NG")

    scope = lines()
    scope.items("SCP1")
    scope.value("SCP3", "Overlap", ask=False)

    needed = lines()
    needed.value("TP1", "Dependencies")
    needed.value("TP3", "Promised service", ask=False)
    needed.value("TP4", "Fallback", ask=False)

    experience = lines()
    experience.value("UI1", "Screens")
    experience.value("UI2", "Shortest path", ask=False)
    experience.value("UI3", "Phones", ask=False)
    experience.value("UI4", "Accessibility")
    experience.value("UI5", "Languages", ask=False)

    return [
        Fixed("## Summary"),
        summary.region("srd/summary"),
        Fixed("## Users & Jobs"),
        users.region("srd/users-jobs"),
        Fixed("## Goals"),
        goals.region("srd/goals"),
        Fixed("## Non-Goals"),
        non_goals.region("srd/non-goals"),
        Fixed("## Scope"),
        scope.region("srd/scope"),
        Fixed("### Dependencies and external teams"),
        needed.region("srd/dependencies"),
        Fixed("- External teams: <Team, what is needed of it, by when>"),
        Fixed("## User Experience"),
        experience.region("srd/user-experience"),
        Fixed("- Mockups and flows: <Links into assets/>"),
        Fixed("## Assumptions"),
        _assumptions(lines()),
    ]


def open_questions(facts: Facts, gaps: list[str]) -> list[Fixed | Region]:
    """The open questions of SPEC.md by their ids, then what it does not say."""
    lines = Lines(facts, gaps)
    outstanding = facts.records("Q", "outstanding")
    for record in outstanding:
        lines.source("open_questions/outstanding")
        severity = f", {record.severity}" if record.severity else ""
        lines.say(f"- {record.id} ({record.place}{severity}): {inline(record.text)}")
    for question in (*open_edges(facts), *gaps):
        lines.say(f"- {inline(question)} _(not in SPEC.md)_")
    if not lines.pieces:
        lines.say("- None.")
    return [Fixed("## Open Questions"), lines.region("srd/open-questions")]


def _assumptions(lines: Lines) -> Region:
    records = lines.facts.records("A", "assumptions")
    for record in records:
        lines.source("risks/assumptions")
        revisit = f"; revisit {record.revisit}" if record.revisit else ""
        why = inline(record.text)
        why = why if not record.revisit or record.revisit in why else f"{why}{revisit}"
        lines.say(f"- {record.id} ({record.place}): {why}")
    if not records:
        lines.say("- None.")
    return lines.region("srd/assumptions")
