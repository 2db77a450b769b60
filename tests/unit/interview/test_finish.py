"""The finish protocol (interview.md B.8): what it refuses, what it writes, what it prints."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spec_tui.interview import finish
from spec_tui.interview.bank import product_types
from spec_tui.interview.finish import CLOSING, blockers, closing_text
from spec_tui.interview.model import Finding
from tests.interviews import DATA
from tests.unit.interview.desks import BANK, REVISIT, TEMPLATE, Table, table

COMPLETE = (DATA / "handwritten" / "SPEC.md").read_text(encoding="utf-8")
TOP = tuple(
    (facet.id, "library" if facet.id == "TYP" else facet.example)
    for facet in BANK.facets.values()
    if facet.impact == 5 and facet.id not in {"SEC1", "DOM1"}
)
"""Every answer that nobody may guess, for a library."""


def ready() -> Table:
    """A library whose questions of impact 5 are answered and nothing else."""
    return table(("TYP", "library"), *TOP)


def test_an_empty_spec_is_refused_with_its_blockers_named() -> None:
    """Unsettled impact 5 first of all; nothing is written."""
    spot = Table()
    outcome = spot.finish(accept=True)
    assert outcome.refused == "The specification cannot be finished yet."
    assert outcome.blockers[0].title == "Problem & Outcome has no answer"
    assert (outcome.blockers[0].place, outcome.blockers[0].question_id) == (
        "§1 Problem & Outcome",
        "VIS1",
    )
    assert spot.text == TEMPLATE


def test_it_settles_the_rest_as_dated_assumptions() -> None:
    """Values and `undecided` with marker and record, N/A and See without (B.8)."""
    spot = ready()
    outcome = spot.finish(accept=True)
    assert outcome.refused == ""
    assert spot.state.complete
    assert spot.state.line.endswith("████████████ 100%")
    assert "- **QA plan**:\n  - *Coverage*: 80 % of lines by unit tests _(assumption A" in spot.text
    assert "- **Phase 0**: N/A — no spike needed\n" in spot.text
    assert all(due == REVISIT for _, _, due in spot.state.assumptions)


def test_no_hint_survives() -> None:
    """Not one place of the template is left as it was."""
    spot = ready()
    spot.finish(accept=True)
    assert [key for key, slot in spot.view.spec.slots.items() if slot.hint] == []
    assert not any(slot.hint in spot.text.split(": ") for slot in BANK.slots.values() if slot.hint)


def test_it_seeds_nothing_for_other_kinds_of_product() -> None:
    """A library gets no uptime, no screens and no webhooks."""
    spot = ready()
    spot.finish(accept=True)
    off = BANK.switched_off(product_types("library")[0])
    for key in off:
        assert spot.view.spec.slots[key].body.text == "N/A — not part of a library"
    assert "*Uptime*" not in spot.text


def test_finishing_twice_is_finishing_once() -> None:
    """Idempotent (B.8)."""
    spot = ready()
    spot.finish(accept=True)
    once = spot.text
    assert spot.finish(accept=True).texts == {}
    assert spot.text == once


def test_empty_record_places_get_their_closing_words() -> None:
    """Assumptions, Resolved and Outstanding read None."""
    spot = Table(
        COMPLETE.replace("- **Assumptions**: None", "- **Assumptions**: rationale, revisit date")
    )
    spot.finish()
    assert "- **Assumptions**: None\n" in spot.text
    spot = ready()
    spot.finish(accept=True)
    assert "- **Outstanding**: None\n" in spot.text
    assert "- **Resolved (history)**: None\n" in spot.text
    assert "- **Glossary**: N/A — no project-specific terms\n" in spot.text


def test_an_open_question_becomes_an_assumption_with_a_line_in_resolved() -> None:
    """Not critical ones only (formats.md 9)."""
    text = COMPLETE.replace(
        "- **Outstanding**: None",
        "- **Outstanding**:\n  - Q4 (Compliance, major): Does the CCPA apply?",
    )
    spot = Table(text)
    spot.finish()
    assert spot.records("assumptions") == [
        f"A1 (Compliance): Does the CCPA apply: left as it stands; revisit {REVISIT}"
    ]
    assert "  - Q4 (2026-11-20, @me): Compliance → assumption A1" in spot.text
    assert spot.state.complete


def test_a_critical_question_is_in_the_way() -> None:
    """Whatever it is about."""
    text = COMPLETE.replace(
        "- **Outstanding**: None", "- **Outstanding**:\n  - Q4 (the board, critical): Who pays?"
    )
    outcome = Table(text).finish(accept=True)
    assert [b.question_id for b in outcome.blockers] == ["Q4"]


def test_a_conflict_is_in_the_way() -> None:
    """Assumptions do not settle it."""
    spot = table(("VIS8", "10 %"), ("VIS6", "Rate\nTarget: 5 %"), *TOP)
    outcome = spot.finish(accept=True)
    assert outcome.blockers[0].title == "Two answers disagree: 10 % or 5 %"


def test_a_confirm_marker_is_in_the_way() -> None:
    """Nobody has said yes yet."""
    text = COMPLETE.replace(": GDPR", ": GDPR _(confirm, from notes.md)_")
    outcome = Table(text).finish(accept=True)
    assert [b.question_id for b in outcome.blockers] == ["CMP1"]


def test_a_broken_stack_toml_is_in_the_way() -> None:
    """With line and column."""
    outcome = Table(COMPLETE, stack="[app\n").finish(accept=True)
    assert outcome.blockers[0].place == "stack.toml"
    assert outcome.blockers[0].title.startswith("stack.toml:1:")


def test_a_major_finding_is_in_the_way_without_accepting() -> None:
    """With `--accept-assumptions` its wording is let through, readably and in nobody's name."""
    text = COMPLETE.replace(
        "P95 below 300 ms at 50 requests/s for the catalogue search",
        "P95 below 300 ms; the rest TODO",
    )
    spot = Table(text)
    refused = spot.finish()
    assert refused.blockers
    assert all(b.severity == "major" for b in refused.blockers)
    assert spot.finish(accept=True).refused == ""
    record = spot.records("resolved")[-1]
    assert record.startswith("W1 (2026-11-20, finish): G03 accepted in Performance")
    assert record.endswith("; because it stood like this when the specification was finished")
    assert spot.state.complete


def test_undecided_stack_keys_become_empty() -> None:
    """`""  # not decided`, in the same transaction (B.8)."""
    stack = '# spec-tui: decide later: app.language\n[app]\nlanguage = "go"\n'
    spot = Table(COMPLETE, stack)
    spot.finish()
    assert 'language = ""  # not decided' in spot.stack
    assert "spec-tui:" not in spot.stack


@pytest.mark.parametrize(
    ("text", "stack", "untidy"),
    [
        (COMPLETE, None, False),
        (COMPLETE, '[app]\nlanguage = "go"\n', False),
        (COMPLETE, '# spec-tui: decide later: app.language\n[app]\nlanguage = "go"\n', True),
        (
            COMPLETE.replace(
                "- **Assumptions**: None", "- **Assumptions**: rationale, revisit date"
            ),
            None,
            True,
        ),
    ],
)
def test_a_complete_spec_may_still_be_untidy(text: str, stack: str | None, untidy: bool) -> None:
    """A hint that blocks nothing, or a stack value that nobody decided."""
    assert finish.untidy(Table(text, stack).desk) is untidy


def test_the_closing_text_is_that_of_the_seed_to_the_byte() -> None:
    """001 section 8, and nothing after the bar."""
    assert CLOSING == (
        "✅ SPEC complete. The canonical spec lives at /SPEC.md.\n"
        "Included: Vision, Scope, Personas, Domain Model, Interfaces (API/UI/CLI/Events), "
        "Workflows, State, Data/Schema, NFRs, Security/Privacy, Integrations, Deployment, "
        "Observability, Risks/Trade-offs, Acceptance & Test Plan, Milestones, Terminology, and a "
        "closed Open Questions log.\n\n"
    )


def test_the_recap_stands_before_the_closing_text() -> None:
    """18 ticks, assumptions, decisions, N/A list, counts; the real path between blank lines."""
    spot = ready()
    spot.finish(accept=True)
    text = closing_text(
        spot.state, spot.view.spec, "/home/me/SPEC.md", asked=12, people=2, minutes=7
    )
    lines = text.split("\n")
    assert all(line.startswith("[x] ") for line in lines[:18])
    assert [line for line in lines if line.endswith(":")] == [
        "Assumptions:",
        "Decisions:",
        "Not applicable:",
    ]
    assert "12 questions, 7 min, 2 people\n\n/home/me/SPEC.md\n\n✅ SPEC complete." in text
    assert text.endswith("\n\nSpec Creation Progress: ████████████ 100%")


def test_the_recap_says_what_a_reader_may_still_stumble_over() -> None:
    """Minor findings stop nothing, and are not passed over in silence."""
    spot = Table(COMPLETE)
    found = Finding("G07", "minor", 3, 1, "robust", "Robust against what?", "vision", "vision/x")
    for count, said in (
        (0, ""),
        (1, "1 minor finding is left."),
        (2, "2 minor findings are left."),
    ):
        state = replace(spot.state, findings=(found,) * count)
        text = closing_text(state, spot.view.spec, "SPEC.md", asked=0, people=0, minutes=1)
        assert ("minor finding" in text) == (count > 0)
        assert said in text


def test_the_recap_holds_no_prose() -> None:
    """Names and counts, never the words of SPEC.md (formats.md 20)."""
    spot = Table(COMPLETE)
    text = closing_text(spot.state, spot.view.spec, "SPEC.md", asked=0, people=0, minutes=1)
    assert "paper book" not in text
    assert "[x] States — 1 fact" in text


def test_blockers_are_empty_for_a_complete_spec() -> None:
    """Nothing stands in the way of what is finished."""
    assert blockers(Table(COMPLETE).desk, accept_assumptions=False) == ()
