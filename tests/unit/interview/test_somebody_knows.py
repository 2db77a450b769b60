"""Don't know, with the name of somebody who does (screens.md section 7)."""

from __future__ import annotations

import pytest

from tests.unit.interview.desks import BANK, REVISIT, Table

UPTIME = BANK.facets["NFR5"].text


@pytest.mark.parametrize("person", ["@tom", "tom", " tom "])
def test_question_names_the_person_and_nothing_is_assumed(person: str) -> None:
    """A Q with the remark stands in §17; the place stays open."""
    spot = Table()
    outcome = spot.say("NFR5", intent="unknown", reason=person)
    assert spot.records("outstanding") == [f"Q1 (Reliability · Uptime, major): {UPTIME} (ask @tom)"]
    assert spot.records("assumptions") == []
    assert not spot.view.settled("NFR5")
    assert outcome.receipt == "It stays open as Q1 (ask @tom)."


def test_question_for_somebody_is_parked() -> None:
    """It is not the next question again."""
    spot = Table()
    spot.say("NFR5", intent="unknown", reason="@tom")
    assert "NFR5" in spot.asking.parked


def test_answer_closes_the_question_for_somebody() -> None:
    """The remark does not keep it open."""
    spot = Table()
    spot.say("NFR5", intent="unknown", reason="@tom")
    spot.say("NFR5", "99.5 % per month")
    assert spot.records("outstanding") == []


def test_question_that_stands_already_gets_the_name_and_keeps_its_number() -> None:
    """Naming somebody later writes no second question."""
    spot = Table()
    spot.say("VIS1", intent="unknown")
    spot.say("VIS1", intent="unknown", reason="@tom")
    (record,) = spot.records("outstanding")
    assert record.startswith("Q1 (Problem & Outcome, critical): ")
    assert record.endswith("? (ask @tom)")


def test_reason_of_another_intent_names_nobody() -> None:
    """Only don't know asks somebody."""
    spot = Table()
    spot.say("NFR5", intent="later", reason="@tom")
    assert spot.records("outstanding") == []


@pytest.mark.parametrize(
    ("facet", "why"),
    [
        ("DAT10", "A1 (Storage): left open (ask my nephew Tom)"),
        ("CMP1", "A1 (Compliance): left open (ask my nephew Tom)"),
        ("STK1", "A1 (Stack · Language): left open (ask my nephew Tom)"),
        ("NFR5", "A1 (Reliability · Uptime): usual for a public service (ask my nephew Tom)"),
    ],
)
def test_putting_the_question_off_keeps_the_name(facet: str, why: str) -> None:
    """The assumption says who knows, and that `undecided` is nobody's choice."""
    spot = Table()
    spot.say("TYP", "web app")
    spot.say(facet, intent="unknown", reason="my nephew Tom")
    assert spot.say(facet, intent="later").receipt.startswith("Later. Assumption A1")
    assert spot.records("outstanding") == []
    assert spot.records("assumptions") == [f"{why}; revisit {REVISIT}"]
    assert [due for _, _, due in spot.state.assumptions] == [REVISIT]
