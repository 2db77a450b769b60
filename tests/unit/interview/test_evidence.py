"""How likely a sentence answers each question, by words that were read before."""

from __future__ import annotations

import pytest

from spec_tui.interview import bank, evidence
from spec_tui.interview.sayings import Saying

FACETS = bank.load().facets


@pytest.mark.parametrize(
    ("text", "facet"),
    [
        ("Ninety-five of a hundred searches are answered within 300 ms.", "NFR1"),
        ("The service may be down for 40 minutes a month at most.", "NFR5"),
        ("Out of scope is paying by card.", "SCP2"),
    ],
)
def test_words_of_their_own_lead_to_a_question(text: str, facet: str) -> None:
    """Sentences that stand in no document that was learned from."""
    likely = evidence.likely(Saying(text))
    assert max(likely, key=lambda name: likely[name]) == facet


def test_a_heading_tells_more_than_the_words_alone() -> None:
    """The same words below a heading that names their subject."""
    words = "Ten of them, each with its own lamp."
    alone = evidence.likely(Saying(words)).get("ACC1", 0.0)
    assert evidence.likely(Saying(words, ("Acceptance criteria",))).get("ACC1", 0.0) > alone


def test_strange_words_make_nothing_likely() -> None:
    """A sentence of words that were never read is not pressed into a place."""
    assert max(evidence.likely(Saying("Zorp blimfax quuxly wibble.")).values(), default=0.0) < 0.5


def test_probabilities_are_those_of_facets_of_the_bank() -> None:
    """The data and the question bank cannot drift apart."""
    known = evidence.load()
    assert {name for name in known.facets if name} <= set(FACETS)
    numbers = {number for feature in known.rows for number, _ in known.weights(feature)}
    assert numbers <= set(range(len(known.facets)))


def test_a_list_answers_as_a_whole() -> None:
    """Its items weigh together."""
    items = (
        Saying("The clerk wants to book a room in a minute", ("Users",)),
        Saying("The manager needs to see free rooms", ("Users",)),
    )
    whole = evidence.likely_of_all(items)
    single = evidence.likely(items[0])
    assert 0 < whole["USR2"] <= 1
    assert whole["USR2"] == pytest.approx((single["USR2"] + evidence.likely(items[1])["USR2"]) / 2)


def test_points_grow_with_the_probability() -> None:
    """Less than nothing for what is unlikely, most for what is certain."""
    assert evidence.points(0.04) < 0
    assert 0 < evidence.points(0.1) < evidence.points(0.6) < evidence.points(1.0) == evidence.MOST


def test_a_sentence_that_shows_much_comes_first_among_the_equally_likely() -> None:
    """What it says of something else is no reason to show it last."""
    short = Saying("It is kept.")
    long = Saying("The nightly backup of the database is kept for 30 days in another region.")
    assert evidence.telling(long) > evidence.telling(short)
    least = evidence.points(evidence.likely(long)["DAT2"]) if "DAT2" in evidence.likely(long) else 0
    assert least <= evidence.MOST


def test_every_sentence_has_a_place_in_the_order_for_every_facet() -> None:
    """However unlikely it is."""
    said = Saying("Apples are red.")
    assert evidence.nearness(said, "NFR1") < evidence.nearness(
        Saying("An answer takes 300 ms in 95 of 100 cases."), "NFR1"
    )


def test_what_is_written_as_code_tells_something() -> None:
    """States are often named that way."""
    shown = evidence.features(Saying("An order is `open`, `paid` or `shut`."))
    assert {"`3", "`word", "`=open"} <= set(shown)
    assert "`/" in evidence.features(Saying("`/orders` lists them."))


def test_the_kind_of_product_is_known_but_placed_by_nobody() -> None:
    """It is read by its names."""
    said = Saying("It is a web app with an HTTP API.")
    assert evidence.says_type(said) > 0.5
    assert "TYP" not in evidence.likely(said)
