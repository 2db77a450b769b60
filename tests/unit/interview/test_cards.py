"""Close cards: the usual answers for the rest of a section (interview.md B.3)."""

from __future__ import annotations

import pytest

from spec_tui.interview import hints
from spec_tui.interview.cards import default_why, finish_card
from spec_tui.interview.hintsources import Hint
from tests.unit.interview.desks import BANK, REVISIT, Table, table


def web(*answers: tuple[str, str]) -> Table:
    """A web app whose success metric is known, with some answers."""
    metric = (("VIS6", "No-show rate"), ("VIS8", "10 %"))
    return table(("TYP", "web app, HTTP API"), *metric, *answers)


def test_a_card_points_at_no_open_place() -> None:
    """`See §1 Success Metrics` comes when there is something to see."""
    spot = table(("TYP", "web app, HTTP API"))
    assert [label for label, _ in lines(spot, "observability")] == ["Logging", "Tracing"]


def lines(spot: Table, section: str) -> list[tuple[str, str]]:
    """Labels and values of the card of a section."""
    return [(line.label, line.value) for line in spot.question(f"close:{section}").lines]


def test_a_card_points_at_no_place_that_points_back() -> None:
    """`In-scope: See §15` and `MVP: See §2 In-scope` would say nothing."""
    spot = Table()
    spot.say("MIL4", "The first release, with booking, is out on 2027-05-03")
    spot.say("SCP1", "Booking")
    assert "MIL1" in shown(spot)
    spot.text = spot.text.replace("- **In-scope**: Booking", "- **In-scope**: See §15 Phase 1..N")
    assert "MIL1" not in shown(spot)


def test_words_that_were_refused_are_no_usual_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who took a sentence out does not find it on the next card; else it says where it is from."""
    words = "A photo of a berth may have 20 MB at most."
    found = hints.Hints((Hint(words, "notes.md", hints.OFFERED),))
    monkeypatch.setattr(hints, "find", lambda view, facet, denied: found)
    spot = Table()
    card = finish_card(spot.view, frozenset())
    mine = {line.key.rpartition("/")[2] for line in card.lines if line.value == words}
    assert mine
    refused = frozenset(hints.refusal(facet, words) for facet in BANK.facets.values())
    assert words not in {line.value for line in finish_card(spot.view, refused).lines}
    for name in mine:
        why = default_why(spot.view, BANK.facets[name].key)
        assert why == "it stands in the text, not discussed"


def shown(spot: Table) -> set[str]:
    """Facets of the card over everything."""
    return {line.key.rpartition("/")[2] for line in finish_card(spot.view, frozenset()).lines}


def test_a_card_holds_the_open_places_with_their_usual_answers() -> None:
    """In template order."""
    assert lines(web(), "observability") == [
        ("Logging", "one JSON line per request with id and outcome"),
        ("Metrics", "See §1 Success Metrics"),
        ("Tracing", "N/A — not in v1"),
    ]


def test_yes_takes_all_of_them() -> None:
    """Values become dated assumptions; N/A and See do not."""
    spot = web()
    outcome = spot.say("close:observability", "yes")
    assert (
        "- **Logging**: one JSON line per request with id and outcome _(assumption A1)_"
        in spot.text
    )
    assert "- **Metrics**: See §1 Success Metrics\n" in spot.text
    assert "- **Tracing**: N/A — not in v1\n" in spot.text
    assert spot.records("assumptions")[0].startswith("A1 (Logging)")
    assert REVISIT in spot.records("assumptions")[0]
    assert outcome.receipt == (
        "Saved to SPEC.md, §12 Observability: 3 usual answers. A1 to revisit by 20 Dec 2026."
    )


def test_a_place_that_stays_undecided_is_no_usual_choice() -> None:
    """Its record says that it was left open."""
    spot = web()
    spot.say("close:nfr", "yes")
    why = {r.partition(" (")[2].partition(")")[0]: r for r in spot.records("assumptions")}
    assert "): left open; revisit" in why["Compliance"]
    assert "): usual for a public service; revisit" in why["Reliability · Uptime"]


@pytest.mark.parametrize(
    "how", [{"choose": 2, "text": "Bookings"}, {"text": "2 Bookings"}, {"text": "2. Bookings"}]
)
def test_a_number_answers_one_line_and_the_card_comes_back_with_the_rest(how: dict) -> None:
    """By `choose` or typed."""
    spot = web()
    outcome = spot.say("close:observability", how["text"], choose=how.get("choose"))
    assert outcome.refused == ""
    assert spot.words("OBS3") == "Bookings"
    assert [label for label, _ in lines(spot, "observability")] == ["Logging", "Tracing"]


@pytest.mark.parametrize("text", ["9 x", "no", "whatever", "0 x"])
def test_other_words_are_refused(text: str) -> None:
    """The card says what it takes."""
    spot = web()
    before = spot.text
    assert spot.say("close:observability", text).refused
    assert spot.text == before


def test_leaving_a_card_open_twice_makes_a_question_per_line() -> None:
    """The first time writes nothing."""
    spot = web()
    before = spot.text
    spot.say("close:observability", intent="skip")
    assert spot.text == before
    spot.say("close:observability", intent="skip")
    assert [line.split(")")[0] for line in spot.records("outstanding")] == [
        "Q1 (Logging, minor",
        "Q2 (Metrics, minor",
        "Q3 (Tracing, minor",
    ]


def test_na_is_no_answer_to_a_card() -> None:
    """It closes places, not questions."""
    assert web().say("close:observability", intent="na", reason="no").refused


def test_impact_5_and_security_keys_never_stand_on_a_card() -> None:
    """Nobody guesses them (B.3)."""
    spot = web()
    shown = []
    for section in BANK.sections:
        try:
            card = spot.question(f"close:{section.id}")
        except AssertionError:
            continue
        shown += [line.key.rpartition("/")[2] for line in card.lines]
    facets = [BANK.facets[f] for f in shown if f in BANK.facets]
    assert facets
    assert all(f.impact < 5 for f in facets)
    assert not any(f.stack_key.startswith("security.") for f in facets)


def test_the_usual_answers_of_a_command_line_tool_are_its_own() -> None:
    """No JSON line per request where there are no requests."""
    spot = table(("TYP", "command-line tool"))
    assert lines(spot, "observability") == [
        ("Logging", "messages on standard error; more detail with a verbose flag")
    ]


def test_every_usual_answer_is_quiet() -> None:
    """Taking every card leaves nothing to be asked."""
    for kind in ("web app, HTTP API", "command-line tool", "library"):
        top = [f for f in BANK.facets.values() if f.impact == 5 and f.id != "TYP"]
        spot = table(("TYP", kind), *((f.id, f.example) for f in top))
        for section in BANK.sections:
            try:
                spot.question(f"close:{section.id}")
            except AssertionError:
                continue
            spot.say(f"close:{section.id}", "yes")
        loud = [f for f in spot.state.findings if f.severity in {"critical", "major"}]
        assert [(f.rule, f.message) for f in loud] == []
