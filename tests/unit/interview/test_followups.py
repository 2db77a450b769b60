"""The one pointed question after a vague answer."""

from __future__ import annotations

import pytest

from spec_tui.interview.followups import is_unit, pointed_question
from tests.unit.interview.desks import BANK


@pytest.mark.parametrize(
    ("facet", "words", "asks"),
    [
        ("NFR1", "300", "Which unit is meant by “300”?"),
        ("NFR1", "quick", "Which number is it"),
        ("NFR1", "300 ms", ""),
        ("NFR5", "99.9 % per month", ""),
        ("VIS8", "10 % or less", ""),
        ("VIS8", "0.1", "Which unit is meant by “0.1”?"),
        ("VIS8", "4 or fewer", ""),
        ("VIS8", "he says 12 is what a good store does", ""),
        ("VIS1", "Booking is slow", ""),
        ("VIS1", "maybe", "Which answer would you give today"),
        ("UI3", "maybe", ""),
        ("MIL4", "2027-03-01", ""),
    ],
)
def test_pointed_question(facet: str, words: str, asks: str) -> None:
    """A number, its unit, or nothing (B.5.3)."""
    question = pointed_question(BANK.facets[facet], words)
    assert question.startswith(asks)
    assert bool(question) is bool(asks)


def test_every_pointed_question_is_one_question() -> None:
    """One question mark, at its end (formats.md 24)."""
    for facet in BANK.facets.values():
        for words in ("fast", "5", "maybe"):
            question = pointed_question(facet, words)
            assert question.count("?") == bool(question)


@pytest.mark.parametrize(
    "words", ["ms", "ms for the search", "%", "min.", "requests/s", "GB, at most"]
)
def test_words_that_begin_with_a_unit(words: str) -> None:
    """They go on where a bare number ended."""
    assert is_unit(words)


@pytest.mark.parametrize("words", ["search", "many", "", "homes", "300 ms"])
def test_words_that_do_not(words: str) -> None:
    """`h` is a unit, `homes` is none."""
    assert not is_unit(words)
