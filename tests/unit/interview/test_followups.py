"""The one pointed question after a vague answer."""

from __future__ import annotations

import pytest

from spec_tui.documents.prose import content_words
from spec_tui.interview.followups import is_unit, joined, pointed_question
from tests.unit.interview.desks import BANK, table


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
    ("facet", "words", "asks"),
    [
        ("ACC1", "It has to be fast; P95 800 ms", ""),
        ("ACC1", "It has to be fast; 2 s", ""),
        ("ACC1", "It has to be fast; half a second", ""),
        ("ACC1", "It has to be fast; The list opens within 2 seconds on the old tablets", ""),
        ("ACC1", "It has to be fast; really fast", "Which P95 in ms is fast enough?"),
        ("ACC1", "It has to be fast; really fast; 2 s", ""),
        ("ACC1", "It has to be fast; no idea", "Which P95 in ms is fast enough?"),
        ("ACC1", "It has to be fast; 99 %", "Which P95 in ms is fast enough?"),
        (
            "ACC1",
            "It has to be fast; it is back 4 h after a crash",
            "Which P95 in ms is fast enough?",
        ),
        ("NFR1", "fast; 800 ms", ""),
        ("ACC1", "It is efficient; 512 MB of memory", ""),
        ("ACC1", "It is efficient; of course", "How much of which resource may it use?"),
        ("ACC1", "It is robust; one disk may fail", ""),
        ("ACC1", "It is robust; maybe", "Which failures must it survive?"),
        ("ACC1", "It is highly available; 99.9 %", ""),
        ("ACC1", "It is highly available; 5 days", "Which uptime per month, in percent?"),
    ],
)
def test_a_reply_that_holds_what_was_asked_for_settles_it(
    facet: str, words: str, asks: str
) -> None:
    """The reply stands behind the first words; a time, a share, an amount or exact words."""
    assert pointed_question(BANK.facets[facet], words) == asks


FAST, FRIENDLY = "Which P95 in ms is fast enough", "within how many minutes must a new user finish"


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("It has to be fast and user-friendly", f"{FAST}, and {FRIENDLY} the top task?"),
        ("It has to be fast and user-friendly; P95 800 ms", f"W{FRIENDLY[1:]} the top task?"),
        ("It has to be fast and user-friendly; P95 800 ms, 3 minutes", ""),
        ("It has to be fast and robust; 2 s on the old tablets", "Which failures must it survive?"),
        ("It has to be fast and robust; 2 s, one disk may fail", ""),
        ("It has to be fast and quick; P95 800 ms", ""),
        ("It has to be fast, robust and secure", f"{FAST}, and which failures must it survive?"),
        ("It has to be fast\nIt is user-friendly", f"{FAST}?"),
        ("It has to be fast; 2 s\nIt is user-friendly", f"W{FRIENDLY[1:]} the top task?"),
    ],
)
def test_one_question_covers_two_vague_words(words: str, asks: str) -> None:
    """There is only one follow-up; a number settles one of them, and the rest is asked for."""
    assert pointed_question(BANK.facets["ACC1"], words) == asks


@pytest.mark.parametrize(
    ("facet", "first", "reply", "whole"),
    [
        ("ACC1", "It is fast", "2 s", "It is fast; 2 s"),
        ("NFR1", "300", "ms", "300 ms"),
        ("ACC1", "It is fast\nAll is well told", "2 s", "It is fast; 2 s\nAll is well told"),
        ("ACC1", "It is fast", "2 s\nAlso on tablets", "It is fast; 2 s\nAlso on tablets"),
        ("ACC1", "All is told\nIt is fast", "2 s", "All is told\nIt is fast; 2 s"),
        ("ACC1", "```\nx\n```\nIt is fast", "2 s", "```\nx\n```\nIt is fast\n2 s"),
        ("UI3", "maybe\nmaybe", "yes", "maybe\nmaybe\nyes"),
    ],
)
def test_a_reply_joins_the_line_that_was_asked_about(
    facet: str, first: str, reply: str, whole: str
) -> None:
    """Every word of both stays."""
    assert joined(BANK.facets[facet], first, reply) == whole


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


def test_a_time_is_enough_for_a_wish_for_speed_outside_of_the_nfrs() -> None:
    """Nothing stays open, and no rule stumbles over the words any more."""
    spot = table(("TYP", "web app"), ("ACC1", "It has to be fast"), ("ACC1", "P95 800 ms"))
    assert spot.words("ACC1") == "It has to be fast; P95 800 ms"
    assert spot.records("outstanding") == []
    assert [f.rule for f in spot.state.findings if f.key == BANK.facets["ACC1"].key] == []


def test_what_a_reply_leaves_out_stays_an_open_question() -> None:
    """The second word is not lost, and is not asked about a third time; its answer closes it."""
    spot = table(("TYP", "web app"), ("ACC1", "It has to be fast and user-friendly"))
    assert spot.say("ACC1", "P95 800 ms").follow_up == ""
    (left,) = spot.records("outstanding")
    assert left.startswith("Q1 (User acceptance, major): Within how many minutes must a new user")
    spot.say("Q1", "3 minutes")
    assert spot.words("ACC1") == "It has to be fast and user-friendly; P95 800 ms; 3 minutes"
    assert [f.rule for f in spot.state.findings if f.key == BANK.facets["ACC1"].key] == []
