"""EARS: the form of a requirement, its parts with their spans, and what is missing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spec_tui.documents.ears import analyse


def kinds(sentence: str) -> list[tuple[str, str]]:
    """(kind, words) of each part."""
    return [(part.kind, part.text) for part in analyse(sentence).parts]


def problems(sentence: str) -> list[str]:
    """Kinds of what is wrong."""
    return [problem.kind for problem in analyse(sentence).problems]


@pytest.mark.parametrize(
    ("sentence", "pattern", "parts"),
    [
        (
            "THE SYSTEM SHALL log each sign-in.",
            "ubiquitous",
            [("system", "THE SYSTEM"), ("response", "log each sign-in")],
        ),
        (
            "WHEN a user submits valid credentials, THE SYSTEM SHALL open a session within 2 s.",
            "event",
            [
                ("trigger", "a user submits valid credentials"),
                ("system", "THE SYSTEM"),
                ("response", "open a session within 2 s"),
            ],
        ),
        (
            "While the pump runs, the controller shall read the sensor each 100 ms.",
            "state",
            [
                ("precondition", "the pump runs"),
                ("system", "the controller"),
                ("response", "read the sensor each 100 ms"),
            ],
        ),
        (
            "If the card is refused, then the shop shall keep the basket.",
            "unwanted",
            [
                ("condition", "the card is refused"),
                ("system", "the shop"),
                ("response", "keep the basket"),
            ],
        ),
        (
            "Where a second screen is attached, the player shall show the notes there.",
            "optional",
            [
                ("feature", "a second screen is attached"),
                ("system", "the player"),
                ("response", "show the notes there"),
            ],
        ),
        (
            "While the door is open, when the button is pressed, the lift shall stay.",
            "complex",
            [
                ("precondition", "the door is open"),
                ("trigger", "the button is pressed"),
                ("system", "the lift"),
                ("response", "stay"),
            ],
        ),
    ],
)
def test_each_form_is_recognised_with_its_parts(sentence, pattern, parts) -> None:
    """Upper or lower case, and nothing is wrong with any of them."""
    found = analyse(sentence)
    assert (found.pattern, kinds(sentence), found.problems) == (pattern, parts, ())


def test_spans_are_those_of_the_sentence() -> None:
    """An editor can mark each part, also below a bullet and bold keywords."""
    sentence = "- **WHEN** a slot frees, the system shall tell the first in line"
    for part in analyse(sentence).parts:
        assert sentence[part.start : part.end] == part.text
    assert analyse(sentence).pattern == "event"


def test_commas_inside_a_condition_do_not_end_it() -> None:
    """The system begins behind the comma before its article."""
    sentence = "When a name, a phone or a slot is missing, the page, at once, shall say which."
    assert kinds(sentence) == [
        ("trigger", "a name, a phone or a slot is missing"),
        ("system", "the page, at once"),
        ("response", "say which"),
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("WHEN a slot frees, THE SYSTEM tells the first in line", ["no-shall"]),
        ("The system must answer", ["no-shall"]),
        ("", ["no-shall"]),
        ("WHEN a slot frees, THE SYSTEM SHALL", ["no-response"]),
        ("THE SYSTEM SHALL not.", ["no-response"]),
        ("The system shall log and shall answer", ["two-shalls"]),
        ("The a shall b, the c shall d, and the e shall f", ["two-shalls", "two-shalls"]),
        ("When it rains, shall close the roof", ["no-system"]),
        ("When, the roof shall close", ["no-condition"]),
        ("When it rains the roof shall close", ["no-comma"]),
        ("If it rains, the roof shall close", ["no-then"]),
    ],
)
def test_what_is_missing_has_a_name(sentence: str, expected: list[str]) -> None:
    """One problem for each thing to do."""
    assert problems(sentence) == expected


def test_a_sentence_that_is_no_requirement_has_no_form() -> None:
    """Neither a condition nor a SHALL."""
    assert analyse("Booking is easy.").pattern == "none"


def test_code_and_links_hold_no_keyword() -> None:
    """`shall` in code is a name."""
    assert problems("The system shall call `shall()` on [it](https://x.y/shall).") == []


def test_a_second_shall_is_marked_where_it_stands() -> None:
    """The first requirement ends before it."""
    sentence = "The system shall log and shall answer"
    (problem,) = analyse(sentence).problems
    assert sentence[problem.start : problem.end] == "shall"
    assert problem.start > sentence.index("shall")


PIECES = st.sampled_from(
    ["WHEN ", "while ", "If ", "where ", "then ", "the system ", "SHALL ", ", ", "a b ", "`x` ",
     ".", "\n", "- ", "**"]
)  # fmt: skip


@given(st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=14).map("".join))
@settings(max_examples=200, deadline=None)
def test_any_text_is_taken_apart_in_order(sentence: str) -> None:
    """Parts never overlap and always hold the words of their span."""
    found = analyse(sentence)
    position = 0
    for part in found.parts:
        assert position <= part.start < part.end <= len(sentence)
        assert part.text == sentence[part.start : part.end]
        position = part.end
    for problem in found.problems:
        assert 0 <= problem.start <= problem.end <= len(sentence)
        assert problem.message
