"""The Feature Summary that is confirmed before anything is written (seed 003, step 1.3)."""

from __future__ import annotations

from spec_tui.derive.facts import Facts, slug
from spec_tui.derive.stories import stories
from spec_tui.derive.usecases import bare, one_line


def feature_summary(facts: Facts) -> str:
    """The summary in the shape of seed 003, from the facts of SPEC.md alone."""
    rows = [
        "## Feature Summary",
        "",
        f"**Name**: {slug(facts.name) if facts.name else '_(not in SPEC.md: project name)_'}",
        f"**One-liner**: {_one(facts, 'VIS1')}",
        "",
        "**Problem Statement**:",
        _one(facts, "VIS1"),
    ]
    rows += [_one(facts, one) for one in ("VIS2", "VIS3") if facts.fact(one) is not None]
    rows += ["", "**User Stories**:"]
    told = stories(facts)
    rows += [f"{number}. {story.sentence}" for number, story in enumerate(told, 1)]
    if not told:
        rows.append(f"1. {facts.missing('USR4')}")
    rows += ["", "**Scope**:", f"- IN: {_all(facts, 'SCP1')}", f"- OUT: {_all(facts, 'SCP2')}"]
    for title, facets in (
        ("Technical Constraints", ("CON1", "STK1", "DAT10", "DEP6", "DOM3")),
        ("Risks Identified", ("RSK1",)),
        ("Success Metrics", ("VIS6", "VIS8")),
    ):
        rows += ["", f"**{title}**:"]
        known = [one for one in facets if facts.fact(one) is not None]
        rows += [f"- {_plain(item)}" for one in known for item in facts.items(one)]
        if not known:
            rows.append(f"- {facts.missing(facets[0])}")
    return "\n".join(rows)


def _one(facts: Facts, facet: str) -> str:
    found = facts.fact(facet)
    return _plain(found.text) if found is not None else facts.missing(facet)


def _all(facts: Facts, facet: str) -> str:
    found = facts.fact(facet)
    return "; ".join(map(_plain, found.items)) if found is not None else facts.missing(facet)


def _plain(text: str) -> str:
    return bare(one_line(text))
