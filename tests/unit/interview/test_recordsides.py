"""A question of §17 that holds two texts, decided (interview.md B.5.6)."""

from __future__ import annotations

import pytest

from spec_tui.interview import conflicts
from tests.unit.interview.desks import TEMPLATE, Table, table

STATES = "| state | who |\n| --- | --- |\n| superseded | nobody |"
HINT = "tracked until resolved"


def asked(facet: str, place: str, first: str, second: str, *, there: str | None = None) -> Table:
    """A place with an answer, and a record Q1 that holds two."""
    record = f"\n  - Q1 ({place}, critical): {conflicts.quoted(first, second)}"
    value = first if there is None else there
    answers = ((facet, value),) if value else ()
    return table(*answers, text=TEMPLATE.replace(HINT, record))


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        ("draft, sent", "open, done", "draft, sent; open, done (both: two kinds)"),
        ("draft\nsent", "open\ndone", "draft\nsent\nopen\ndone (both: two kinds)"),
        (STATES, "draft, sent", f"{STATES}\ndraft, sent (both: two kinds)"),
        ("draft, sent", STATES, f"draft, sent\n{STATES}\n(both: two kinds)"),
        (STATES, STATES, f"{STATES}\n\n{STATES}\n(both: two kinds)"),
        ("```\na\n```", "b", "```\na\n```\nb (both: two kinds)"),
        ("b", "```\na\n```", "b\n```\na\n```\n(both: two kinds)"),
    ],
)
def test_two_texts_that_are_both_true_are_joined_by_lines(
    first: str, second: str, both: str
) -> None:
    """Nothing is written into the row of a table or into code."""
    spot = asked("ST1", "State machine(s)", first, second)
    assert not spot.say("conflict:Q1", "two kinds", choose=3).refused
    assert spot.words("ST1") == both


def test_a_table_of_somebodys_own_stays_one_where_both_are_true() -> None:
    """The second text stands below it."""
    spot = asked("ST1", "State machine(s)", STATES, "draft, sent")
    rows = "".join(f"  {row}\n" for row in STATES.split("\n"))
    start = spot.text.index("- **State machine(s)**")
    stop = spot.text.index("\n\n", start) + 1
    spot.text = f"{spot.text[:start]}- **State machine(s)**:\n\n{rows}{spot.text[stop:]}"
    assert not spot.say("conflict:Q1", "two kinds", choose=3).refused
    assert f"{rows}  - draft, sent (both: two kinds)\n" in spot.text


@pytest.mark.parametrize(
    ("there", "first", "left"),
    [
        ("SMS gateway\nMaps\nE-mail", "Maps", "SMS gateway\nStars\nE-mail"),
        ("Mapshop\nMaps of streets, Maps+", "Maps of streets", "Mapshop\nStars, Maps+"),
        ("a\nb\nc\nd", "b\nc", "a\nStars\nd"),
        ("12 s and 2 s", "2 s", "12 s and Stars"),
        ("1.2 s, 2 s", "2 s", "1.2 s, Stars"),
    ],
)
def test_a_part_of_a_value_is_changed_where_it_stands(there: str, first: str, left: str) -> None:
    """Never inside of a longer word or number."""
    spot = asked("TP1", "Third-parties", first, "Stars", there=there)
    assert not spot.say("conflict:Q1", choose=2).refused
    assert spot.words("TP1") == left


@pytest.mark.parametrize("choose", [2, 3, 4])
def test_a_part_that_stands_there_twice_is_left(choose: int) -> None:
    """Nobody knows which one is meant."""
    spot = asked("TP1", "Third-parties", "Maps", "Stars", there="Maps by A\nMaps by B")
    before = spot.text
    refused = spot.say("conflict:Q1", "words", choose=choose).refused
    assert refused.startswith("“Maps” stands more than once in §10 Third-parties. ")
    assert spot.text == before


@pytest.mark.parametrize("choose", [1, 2, 3])
def test_what_was_said_in_the_place_since_is_not_replaced(choose: int) -> None:
    """Somebody answered it again, or changed the file."""
    spot = asked("TP1", "Third-parties", "Maps", "Stars", there="Clouds")
    before = spot.text
    refused = spot.say("conflict:Q1", "words", choose=choose).refused
    assert refused.startswith("§10 Third-parties says something else by now: “Clouds”. ")
    assert spot.text == before


def test_own_words_settle_a_place_that_says_something_else_by_now() -> None:
    """All three are named."""
    spot = asked("TP1", "Third-parties", "Maps", "Stars", there="Clouds")
    assert not spot.say("conflict:Q1", "Clouds and rain", choose=4).refused
    assert spot.words("TP1") == "Clouds and rain"
    (line,) = spot.records("resolved")
    assert all(f"not chosen: {loser}" in line for loser in ("Maps", "Stars", "Clouds"))


def test_the_first_text_is_put_back_where_its_place_is_empty() -> None:
    """It was kept, so it stands there."""
    spot = asked("TP1", "Third-parties", "Maps", "Stars", there="")
    spot.say("conflict:Q1", choose=1)
    assert spot.words("TP1") == "Maps"


NA = "N/A — no partners"


@pytest.mark.parametrize(
    ("first", "second", "choose", "form", "words"),
    [
        ("Maps", NA, 1, "text", "Maps"),
        ("Maps", NA, 2, "na", NA),
        ("Maps\nStars", NA, 2, "na", NA),
        ("Maps", "N/A — no partners\nin May", 2, "na", "N/A — no partners; in May"),
        ("Maps", NA, 3, "text", "Maps (both: from May)"),
        ("Maps", NA, 4, "text", "from May"),
        (NA, "Maps", 1, "na", NA),
        (NA, "Maps\nStars", 2, "text", "Maps\nStars"),
        (NA, "Maps\nStars", 3, "text", "Maps\nStars (both: from May)"),
        (NA, "N/A — no time", 2, "na", "N/A — no time"),
        (NA, "N/A — no time", 3, "na", "N/A — no partners and no time (both: from May)"),
    ],
)
def test_not_applicable_is_written_as_such(
    first: str, second: str, choose: int, form: str, words: str
) -> None:
    """Never as words of an answer; what lost is named in Resolved."""
    spot = asked("TP1", "Third-parties", first, second)
    assert not spot.say("conflict:Q1", "from May", choose=choose).refused
    value = spot.value("TP1")
    assert value is not None
    assert (value.form, value.text) == (form, words)
    assert spot.records("outstanding") == []
    if choose in {1, 2}:
        loser = (second if choose == 1 else first).replace("\n", "; ")
        assert f"not chosen: {loser}" in spot.records("resolved")[0]
    if choose == 3:
        assert "no partners" in spot.records("resolved")[0]


def test_not_applicable_does_not_wipe_what_stands_beside_the_text() -> None:
    """The person is told what to do."""
    spot = asked("TP1", "Third-parties", "Maps", NA, there="Maps\nStars")
    refused = spot.say("conflict:Q1", choose=2).refused
    assert refused.startswith("§10 Third-parties says more than “Maps”. ")
    assert spot.words("TP1") == "Maps\nStars"


def events() -> Table:
    """Two facets of a slot are answered, and its lead is not applicable."""
    spot = table(("TYP", "web app"), ("EVT2", "the till"), ("EVT3", "JSON with id and time"))
    spot.say("EVT1", intent="na", reason="no listeners")
    return spot


def test_not_applicable_takes_the_texts_of_its_slot_one_by_one() -> None:
    """Each is decided for itself, and named."""
    spot = events()
    outcome = spot.say("conflict:Q1", choose=2)
    assert outcome.notes == ("§5 Events says more. That and the N/A stand in Q2 until you choose.",)
    assert (spot.words("EVT2"), spot.words("EVT3")) == ("", "JSON with id and time")
    spot.say("conflict:Q2", choose=2)
    assert "- **Events**: N/A — no listeners\n" in spot.text
    assert (spot.words("EVT2"), spot.words("EVT3")) == ("", "")
    first, second = spot.records("resolved")
    assert "not chosen: the till" in first
    assert "not chosen: JSON with id and time" in second


def test_a_text_and_not_applicable_are_both_true() -> None:
    """The reason stands behind the text, in the facet that says it."""
    spot = events()
    spot.say("conflict:Q1", "it is a hobby", choose=3)
    assert spot.words("EVT2") == "the till (both: it is a hobby)"
    assert "N/A — no listeners" in spot.records("resolved")[0]
