"""The one pointed question after a vague answer."""

from __future__ import annotations

import pytest

from spec_tui.documents.prose import content_words
from spec_tui.interview.followups import is_unit, pointed_question
from tests.unit.interview.desks import BANK


@pytest.mark.parametrize(
    ("facet", "words", "asks"),
    [
        ("NFR1", "300", "Which unit is meant by “300”?"),
        ("NFR1", "quick", "Which number is it, with its unit, such as 300 ms?"),
        ("NFR2", "quick", "Which number is it, with its unit, such as 120 ms?"),
        ("NFR5", "high", "Which number is it, with its unit, such as 99.9 % per month?"),
        ("VIS7", "a lot", "Which number is it, with its unit, such as 19 %?"),
        ("NFR1", "under a second", ""),
        ("NFR6", "within an hour", ""),
        ("NFR6", "an hour", ""),
        ("CLI3", "a quarter of an hour", ""),
        ("NFR1", "300 ms", ""),
        ("NFR5", "99.9 % per month", ""),
        ("VIS8", "10 % or less", ""),
        ("VIS8", "0.1", "Which unit is meant by “0.1”?"),
        ("VIS8", "4 or fewer", ""),
        ("VIS8", "≤ 2", ""),
        ("VIS8", "I want 300.", ""),
        ("VIS8", "None, please.", ""),
        ("VIS8", "let it be one.", ""),
        ("NFR1", "in half a second, 95 of a hundred", ""),
        ("NFR1", "it must feel instant: under half a second, nineteen times in twenty", ""),
        ("NFR1", "it answers quickly in 95 of 100 cases", "Which P95 in ms is fast enough?"),
        ("NFR5", "99.95 on a monthly count", ""),
        ("NFR5", "There is no server, hence no uptime to promise", ""),
        ("NFR5", "high", "Which number is it"),
        ("NFR5", "open from 8 to 18 on weekdays", ""),
        ("NFR5", "Mon-Sat 8 to 18", ""),
        ("NFR5", "between 8 and 18", ""),
        ("NFR5", "8 to 18", ""),
        ("NFR1", "between 8 and 18", "Which unit is meant by “8”?"),
        ("VIS6", "Days from the end of the month to a usable figure", ""),
        ("VIS6", "A good website", "Which property can be checked?"),
        ("CMP1", "GDPR and good distribution practice", ""),
        ("ACC1", "It is user-friendly", "Within how many minutes"),
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


@pytest.mark.parametrize("words", ["fast", "high", "5", "maybe", "soon", "good and easy"])
def test_no_pointed_question_speaks_of_the_product_of_the_examples(words: str) -> None:
    """The bank's examples are about clinics; whoever answers is building something else."""
    for facet in BANK.facets.values():
        said = set(content_words(pointed_question(facet, words)))
        assert said.isdisjoint({"slot", "clinic", "appointments", "patient", "booking", "pilot"})


@pytest.mark.parametrize(
    "words",
    [
        "before the spring rush",
        "soon",
        "ASAP",
        "next year",
        "no later than the rush",
        "It may be after the fair",
        "we march on",
    ],
)
def test_a_day_that_no_calendar_knows_is_asked_about(words: str) -> None:
    """The day, the month or the quarter, in a question that can be read in §17 as well."""
    asked = pointed_question(BANK.facets["MIL4"], words)
    assert asked == "Which day, month or quarter is it at the latest, such as 2027-03?"


@pytest.mark.parametrize(
    "words",
    [
        "2027-03-01 (pilot)",
        "spring 2027",
        "before the fair of 2027",
        "Q3",
        "the second quarter",
        "by the end of March",
        "May",
        "1 June",
        "12.4.",
        "the 15th",
        "week 14",
        "in six weeks",
        "3 months after the contract",
        "no fixed date",
        "There is no deadline",
        "none",
        "when it is ready",
        "it is out already",
        "before the spring rush; 1 March",
    ],
)
def test_a_day_a_month_a_quarter_or_none(words: str) -> None:
    """Exact enough, and so is a time from now."""
    assert pointed_question(BANK.facets["MIL4"], words) == ""


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
