"""An answer that stands in the text is found by its words (interview.md B.6.7)."""

from __future__ import annotations

import pytest

from spec_tui.interview.answers import answer
from spec_tui.interview.model import Question
from spec_tui.interview.order import open_questions
from spec_tui.interview.replies import Reply
from spec_tui.interview.seeking import seek
from tests.unit.interview.desks import TEMPLATE, Table

TEXT = """\
# Ice house

The rink loses a day each spring because nobody knows how thick the ice is.

## Odds and ends

- the compressor hums in C sharp
- a skater fell through in 1987, and the town has feared thin ice since
- thin coffee is sold at the gate
- the gate rusts

We asked the town for money twice.
"""
FEAR = "a skater fell through in 1987, and the town has feared thin ice since"


@pytest.fixture
def spot() -> Table:
    """A table after an import, where the kind of product is known and the risks are asked."""
    made = Table()
    made.draft(TEXT, untouched=True)
    made.say("TYP", "web app")
    return made


def asked(spot: Table, facet: str) -> Question:
    """The question about a facet in the plan."""
    return next(q for q in open_questions(spot.view, spot.state, spot.asking) if q.id == facet)


def take(spot: Table, question: Question, number: int) -> None:
    """Choose a choice."""
    spot.take(answer(spot.desk, question, Reply(choose=number)))


def none_of(question: Question) -> int:
    """The number of the choice that refuses what is shown."""
    return next(n for n, c in enumerate(question.choices, 1) if c.label.startswith("No"))


def look(spot: Table, facet: str, words: str) -> str:
    """Look for the answer to the present question; what was refused."""
    applied = seek(spot.desk, asked(spot, facet), words)
    spot.asking = applied.asking
    return applied.outcome.refused


def test_all_that_holds_the_words_is_shown(spot: Table) -> None:
    """Beginnings of words are enough, in any order, whatever the sentence seems to say."""
    assert look(spot, "RSK1", "ICE thi") == ""
    question = asked(spot, "RSK1")
    shown = [words for words, _ in question.picks] or [question.quote]
    assert FEAR in shown
    assert all("thi" in words and "ice" in words for words in shown)


def test_what_is_picked_is_written_word_for_word(spot: Table) -> None:
    """As the answer, without a marker."""
    look(spot, "RSK1", "skater")
    question = asked(spot, "RSK1")
    take(spot, question, 1)
    assert spot.words("RSK1") == FEAR
    assert "confirm, from" not in spot.text.split(FEAR)[1].split("\n")[0]


def test_none_of_them_goes_back(spot: Table) -> None:
    """The question stands without any words."""
    look(spot, "RSK1", "gate")
    question = asked(spot, "RSK1")
    take(spot, question, none_of(question))
    question = asked(spot, "RSK1")
    assert (question.id, question.kind, question.picks) == ("RSK1", "list", ())


def test_it_can_be_looked_for_after_a_no(spot: Table) -> None:
    """Somebody who sees the blank question remembers that they wrote it."""
    test_none_of_them_goes_back(spot)
    assert look(spot, "RSK1", "skater") == ""
    assert asked(spot, "RSK1").picks[0][0] == FEAR


def test_the_next_page_holds_the_words_too(spot: Table) -> None:
    """Until there is nothing left; then nothing else holds them."""
    look(spot, "RSK1", "the")
    first = asked(spot, "RSK1")
    take(spot, first, len(first.choices))
    second = asked(spot, "RSK1")
    shown = [words for words, _ in second.picks] or [second.quote]
    assert all("the" in words.casefold() for words in shown)
    assert not {words for words, _ in first.picks} & set(shown)


def test_where_all_that_holds_them_was_shown_nothing_else_does(spot: Table) -> None:
    """Which is something else than a word that stands nowhere."""
    look(spot, "RSK1", "skater")
    question = asked(spot, "RSK1")
    take(spot, question, len(question.choices))
    assert look(spot, "RSK1", "skater") == "Nothing else in your text holds “skater”."


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("  ", "Say a word or two that stand in the answer."),
        ("walrus", "Nothing in your text holds “walrus”."),
        ("thick walrus", "Nothing in your text holds “thick walrus”."),
        ("[(", "Nothing in your text holds “[(”."),
    ],
)
def test_words_that_nothing_holds_are_refused(spot: Table, words: str, said: str) -> None:
    """And the question stays as it is."""
    before = asked(spot, "RSK1")
    assert look(spot, "RSK1", words) == said
    assert asked(spot, before.id) == before


def test_another_sentence_takes_the_place_of_a_draft(spot: Table) -> None:
    """The draft waits for a yes; somebody knows a better one."""
    question = asked(spot, "VIS1")
    assert (question.kind, question.stands_in) == ("confirm", "")
    assert look(spot, "VIS1", "money") == ""
    question = asked(spot, "VIS1")
    take(spot, question, 1)
    assert spot.words("VIS1") == "We asked the town for money twice."


def test_none_of_them_leaves_the_draft_to_be_confirmed(spot: Table) -> None:
    """It is asked about as before."""
    before = asked(spot, "VIS1")
    look(spot, "VIS1", "gate")
    question = asked(spot, "VIS1")
    take(spot, question, none_of(question))
    assert asked(spot, before.id) == before


def test_a_card_and_the_kind_of_product_stand_in_no_sentence(spot: Table) -> None:
    """They are refused with a reason."""
    assert seek(spot.desk, spot.question("close:vision"), "ice").outcome.refused.startswith(
        "This is not answered by"
    )
    assert seek(spot.desk, spot.question("TYP"), "ice").outcome.refused.startswith(
        "This is not answered by"
    )


def test_words_below_a_heading_of_ones_own_are_found() -> None:
    """A row, a line of code and a sentence, wherever they stand in SPEC.md."""
    text = f"{TEMPLATE}\n## Thoughts\nThe walrus is feared.\n\n    walrus --count\n"
    spot = Table(text=text)
    spot.asking = seek(spot.desk, spot.question("RSK1"), "walrus").asking
    shown = [words for words, _ in asked(spot, "RSK1").picks]
    assert shown == ["The walrus is feared.", "walrus --count"]


def test_words_written_by_hand_are_pointed_at() -> None:
    """What stands as another answer is no copy, but `See §…`."""
    spot = Table()
    spot.say("SCP2", "No tickets are sold, as the town council fears the walrus.")
    applied = seek(spot.desk, spot.question("RSK1"), "walrus")
    spot.asking = applied.asking
    question = asked(spot, "RSK1")
    assert question.quote.endswith("fears the walrus.")
    take(spot, question, 1)
    assert "See §2" in spot.text
