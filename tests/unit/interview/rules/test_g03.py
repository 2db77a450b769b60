"""G03: a note that something is still to be decided."""

import pytest

from spec_tui.interview.rules.g03 import g03


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Booking; TODO moving", "TODO"),
        ("Owner: TBD", "TBD"),
        ("Price ???", "???"),
        ("The limit is to be decided.", "to be decided"),
        ("NEEDS CLARIFICATION: who pays", "NEEDS CLARIFICATION"),
        ("FIXME wrong number", "FIXME"),
    ],
)
def test_an_open_note_is_major(look, text: str, words: str) -> None:
    """It stands in the way of Clarified until somebody decides."""
    (found,) = look(g03, {"SCP1": text})
    assert (found.severity, found.text, found.question_id) == ("major", words, "SCP1")


@pytest.mark.parametrize(
    "text",
    [
        "Shows lines marked as TODO in code", "A TODO list for nurses", "todo apps", "`TODO`",
        'finds the word "TODO"', "collects TODO comments", "see https://x.y/TODO", "Why so?",
    ],
)  # fmt: skip
def test_a_todo_that_the_product_is_about_is_left_alone(look, text: str) -> None:
    """Not every TODO is ours."""
    assert look(g03, {"SCP1": text}) == []


def test_the_glossary_may_explain_the_words(look) -> None:
    """`TBD` can be a term."""
    assert look(g03, {"GLO1": "TBD — to be decided"}) == []
