"""The PRD from the facts of SPEC.md (seed 003, phase 2; interview.md B.10)."""

from __future__ import annotations

from spec_tui.derive.breakdown import accepted
from spec_tui.derive.domain import mitigations
from spec_tui.derive.facts import Facts
from spec_tui.derive.model import Fixed, Region
from spec_tui.derive.requirements import open_edges
from spec_tui.derive.stories import stories
from spec_tui.derive.usecases import bare, one_line
from spec_tui.derive.writing import Lines, inline


def prd_parts(facts: Facts, name: str, gaps: list[str]) -> list[Fixed | Region]:
    """Headings and regions of the PRD; `gaps` gathers the questions."""

    def lines() -> Lines:
        return Lines(facts, gaps)

    summary = lines()
    summary.paragraph("VIS1")
    summary.value("TGT1", "For", ask=False)

    current = lines()
    current.paragraph("VIS2")
    desired = lines()
    if facts.fact("VIS4") is not None:
        desired.value("VIS4", "After 90 days")
    desired.value("VIS5", "After 12 months", ask=False)
    if not desired.pieces:
        desired.missing("VIS4", "")
    impact = lines()
    impact.paragraph("VIS3")

    goals = lines()
    goals.numbered("SCP1")
    metrics = lines()
    _metrics(metrics)

    inside, outside, later = lines(), lines(), lines()
    inside.items("SCP1")
    outside.items("SCP2")
    if not later.items("MIL2", ask=False):
        later.say(f"- {facts.missing('MIL2')}")

    technical = lines()
    technical.value("CON1", "Hard limit", ask=False)
    for facet, label in (
        ("STK1", "Language"),
        ("STK2", "Framework"),
        ("DAT10", "Storage"),
        ("DEP6", "Runs on"),
        ("DOM3", "Invariant"),
    ):
        technical.value(facet, label, ask=False)
    if not technical.pieces:
        technical.missing("CON1", "- ")
    business = lines()
    business.value("MIL1", "MVP boundary")
    business.value("MIL4", "Deadline")
    business.value("CMP1", "Compliance", ask=False)

    risks = lines()
    _risks(risks)
    needed = lines()
    needed.items("TP1")
    needed.value("TP4", "Fallback", ask=False)

    return [
        Fixed(f"# {name}"),
        Fixed("## Executive Summary"),
        summary.region("prd/executive-summary"),
        Fixed("## Problem Statement\n\n### Current State"),
        current.region("prd/current-state"),
        Fixed("### Desired State"),
        desired.region("prd/desired-state"),
        Fixed("### Impact of Not Building"),
        impact.region("prd/impact-of-not-building"),
        Fixed("## Goals & Success Metrics\n\n### Primary Goals"),
        goals.region("prd/primary-goals"),
        Fixed("### Success Metrics"),
        metrics.region("prd/success-metrics"),
        Fixed("## User Stories"),
        _stories(lines()),
        Fixed("## Scope\n\n### In Scope"),
        inside.region("prd/in-scope"),
        Fixed("### Out of Scope"),
        outside.region("prd/out-of-scope"),
        Fixed("### Future Considerations"),
        later.region("prd/future-considerations"),
        Fixed("## Constraints\n\n### Technical Constraints"),
        technical.region("prd/technical-constraints"),
        Fixed("### Business Constraints"),
        business.region("prd/business-constraints"),
        Fixed("## Risks & Mitigations"),
        risks.region("prd/risks-mitigations"),
        Fixed("## Dependencies"),
        needed.region("prd/dependencies"),
    ]


def prd_questions(facts: Facts, gaps: list[str], name: str) -> list[Fixed | Region]:
    """Open questions as boxes: those of SPEC.md by id, then what it does not say."""
    lines = Lines(facts, gaps)
    for record in facts.records("Q", "outstanding"):
        lines.source("open_questions/outstanding")
        lines.say(f"- [ ] {record.id} ({record.place}): {inline(record.text)}")
    for question in (*open_edges(facts), *gaps):
        lines.say(f"- [ ] {inline(question)} _(not in SPEC.md)_")
    if not lines.pieces:
        lines.say("None.")
    return [Fixed("## Open Questions"), lines.region(name)]


def _metrics(lines: Lines) -> None:
    facts = lines.facts
    row = [facts.fact(one) for one in ("VIS6", "VIS7", "VIS8", "VIS9")]
    cells = [
        one_line(one.text) if one is not None else facts.missing(facet)
        for one, facet in zip(row, ("VIS6", "VIS7", "VIS8", "VIS9"), strict=True)
    ]
    lines.table(("Metric", "Current", "Target", "How Measured"), [cells])
    lines.source(*(one.key for one in row if one is not None))
    for facet in ("VIS6", "VIS8", "VIS9"):
        if facts.standing(facet) in {"missing", "undecided"}:
            lines.gap(facts.question(facet))


def _risks(lines: Lines) -> None:
    facts = lines.facts
    risks = facts.fact("RSK1")
    if risks is None:
        lines.missing("RSK1", "")
        return
    answers = mitigations(facts)
    rows = [
        (
            bare(one_line(item)),
            "_(not in SPEC.md)_",
            "_(not in SPEC.md)_",
            answer or "_(not in SPEC.md)_",
        )
        for item, answer in zip(risks.items, answers, strict=True)
    ]
    lines.table(("Risk", "Likelihood", "Impact", "Mitigation"), rows)
    lines.source(risks.key)
    if not any(answers):
        lines.gap(facts.question("RSK2"))


def _stories(lines: Lines) -> Region:
    facts = lines.facts
    told = stories(facts)
    if not told:
        lines.missing("USR4", "")
        return lines.region("prd/user-stories")
    users = list(dict.fromkeys(story.user for story in told))
    number = 0
    for user in users:
        lines.say(f"### Primary User: {user or '_(not in SPEC.md)_'}\n")
        for story in (one for one in told if one.user == user):
            number += 1
            lines.source(story.case.key)
            lines.say(f"{number}. **{bare(story.case.words)}**\n   {inline(story.sentence)}\n")
            criteria = accepted(facts, story.case)
            lines.say("   Acceptance Criteria:")
            for line in criteria or ("_(not in SPEC.md: how this use case is accepted)_",):
                lines.say(f"   - [ ] {inline(line)}")
            lines.say("")
    lines.pieces.pop()
    return lines.region("prd/user-stories")
