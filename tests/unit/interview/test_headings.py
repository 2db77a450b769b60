"""Which place headings, and the words that lead to a list, name."""

from __future__ import annotations

import pytest

from spec_tui.interview.headings import GLOSSARY, led_to, place_of
from tests.unit.interview.desks import BANK

CASES, TESTS = "personas/top-use-cases", "acceptance/user-acceptance"


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("Which tasks must be no trouble to anyone?", CASES),
        ("What my thumb does all day", CASES),
        ("Who needs what", CASES),
        ("What shall work without thinking:", CASES),
        ("They come to the bench in order to", CASES),
        ("The three works which come again and again:", CASES),
        ("I believe it when", TESTS),
        ("How will we know that it works?", TESTS),
        ("Proof night (with pizza)", TESTS),
        ("Tasks", ""),
        ("The job runs at night", ""),
    ],
)
def test_words_lead_to_a_place(words: str, place: str) -> None:
    """However somebody calls it."""
    assert led_to(words) == place


def test_a_pattern_knows_more_than_the_last_word() -> None:
    """`when` alone would be about the milestones."""
    assert place_of(("I believe it when",), BANK) == TESTS
    assert place_of(("When",), BANK).startswith("milestones")


def test_a_long_sentence_leads_nowhere() -> None:
    """It says something itself."""
    assert led_to("What my thumb does, " * 8 + "all day") == ""


def test_terms_of_reference_are_no_glossary() -> None:
    """Nor are those of payment."""
    for words in ("Team and terms of reference", "Terms of payment", "Terms and conditions"):
        assert place_of((words,), BANK) != GLOSSARY
