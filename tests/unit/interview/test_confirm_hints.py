"""Words that stand in the text are confirmed, never asked for again (interview.md B.5.5)."""

from __future__ import annotations

import pytest

from spec_tui.interview import hints, hintscores
from spec_tui.interview.model import Question
from spec_tui.interview.order import open_questions
from spec_tui.interview.sayings import Saying
from tests.unit.interview.desks import BANK, Table

TEXT = """\
# Berth board

Sleeping cars are sold out months ahead because nobody sees which berths are free.

The first release must include a list of free berths, and users are travellers and conductors of all
night trains. It will not sell tickets at all, and the biggest risk is that railways send no data.
"""
RISK = "It will not sell tickets at all, and the biggest risk is that railways send no data."


@pytest.fixture
def spot() -> Table:
    """A table after an import with sentences that say two things."""
    made = Table()
    made.draft(TEXT, untouched=True)
    return made


def asked(spot: Table, facet: str) -> Question:
    """The question of a facet in the plan."""
    return next(q for q in open_questions(spot.view, spot.state, spot.asking) if q.id == facet)


def test_words_in_the_text_make_a_confirmation(spot: Table) -> None:
    """With yes, change it and no; the bank's question stands in it (B.6.7)."""
    question = asked(spot, "RSK1")
    assert (question.kind, question.quote) == ("confirm", RISK)
    assert question.text == "Does this answer “What are the biggest risks, three at most”?"
    assert [choice.label for choice in question.choices] == ["Yes", "Change it", "No"]


def test_yes_writes_the_words_where_they_stand_in_no_place() -> None:
    """Verbatim, from the appendix."""
    spot = Table()
    spot.draft(TEXT, untouched=True)
    spot.text = spot.text.replace(f"{RISK} _(confirm, from notes.md)_", "tickets")
    question = asked(spot, "RSK1")
    assert question.stands_in == "notes.md"
    confirm(spot, question, 1)
    assert spot.words("RSK1") == RISK


def test_yes_points_at_the_place_where_the_words_stand() -> None:
    """`See §…`, no copy."""
    spot = Table()
    spot.say("SCP2", "It will not sell tickets. The biggest risk is that railways send no data.")
    question = asked(spot, "RSK1")
    assert question.stands_in == "scope/out-of-scope"
    confirm(spot, question, 1)
    assert "- **Known risks**: See §2 Out-of-scope\n" in spot.text
    assert spot.view.settled("RSK1")


def test_what_was_said_to_one_question_is_seldom_offered_to_another() -> None:
    """A sure phrase alone is no over-answer: the words have to be about the other question."""
    spot = Table()
    spot.say("CLI1", "fetch — stores your certificate and the present rule sheet")
    assert asked(spot, "CMP1").kind == "choice"


def test_no_is_remembered_and_the_blank_question_comes(spot: Table) -> None:
    """Not asked about that sentence again."""
    question = asked(spot, "RSK1")
    before = spot.text
    confirm(spot, question, 3)
    assert spot.text == before
    assert hints.no(BANK.facets["RSK1"]) in spot.asking.denied
    assert asked(spot, "RSK1").kind == "list"


def test_changed_words_are_the_answer(spot: Table) -> None:
    """Choice 2 takes a person's own words."""
    question = asked(spot, "RSK1")
    refused = confirm(spot, question, 2)
    assert refused.startswith("Choice 2 needs your own words.")
    confirm(spot, question, 2, "Railways send no data")
    assert spot.words("RSK1") == "Railways send no data"


def test_a_hint_may_be_put_off(spot: Table) -> None:
    """As the question itself."""
    from spec_tui.interview.answers import answer
    from spec_tui.interview.replies import Reply

    question = asked(spot, "RSK1")
    spot.take(answer(spot.desk, question, Reply(intent="later")))
    assert "§13" in spot.last.receipt


def test_a_quantity_without_a_number_is_no_hint() -> None:
    """Impact 4 needs a typed value (B.5.5)."""
    spot = Table()
    spot.say("SCP1", "Uptime of the service is shown on a page for everybody")
    assert asked(spot, "NFR5").kind == "quantity"


def confirm(spot: Table, question: Question, choose: int, text: str = "") -> str:
    """Answer a confirmation; what was refused, if it was."""
    from spec_tui.interview.answers import answer
    from spec_tui.interview.replies import Reply

    return spot.take(answer(spot.desk, question, Reply(text, choose))).refused


def test_a_record_and_an_assumption_answer_no_other_question() -> None:
    """The reason of a usual answer is ours; nobody said it."""
    spot = Table()
    spot.say("TYP", "web app")
    before = asked(spot, "DOM3").kind
    spot.say("ACC5", intent="later")
    assert "the paths that must never break" in spot.text
    assert (before, asked(spot, "DOM3").kind) == ("text", "text")


def test_words_that_speak_more_of_their_own_place_are_not_shown() -> None:
    """A sentence about a job is no answer because it mentions a page."""
    spot = Table()
    spot.say("ACC1", "Two volunteers run a Saturday with 30 loans on the counter page alone")
    assert asked(spot, "UI1").kind == "list"


def test_unplaced_words_below_the_heading_of_a_place_speak_of_it() -> None:
    """Whatever they say, they say it there."""
    words = "Round the whole clock, even then."
    assert hintscores.scored(Saying(words, ("Reliability",)))["NFR5"] == hintscores.ENOUGH
    assert hintscores.scored(Saying(words)).get("NFR5", 0.0) < hintscores.ENOUGH


def test_a_reason_for_having_no_number_answers_a_quantity() -> None:
    """A library has no uptime, and says so."""
    assert hintscores.answers(BANK.facets["NFR5"], "uptime: N/A, because a library runs no service")
    assert not hintscores.answers(BANK.facets["NFR5"], "the uptime of the service of the ward")


@pytest.mark.parametrize(
    ("end", "shown"), [("until 14 March 2027", True), ("and so do the conductors", False)]
)
def test_a_day_in_words_that_answered_something_else_is_shown(end: str, shown: bool) -> None:
    """Days are rare; who gave one beside the check of a release should not type it again."""
    words = (
        "Two conductors run each test case by hand in the yard, and Ana approves the signed test "
        f"report {end}."
    )
    known = " ".join(f"Wagon {number} sleeps on the siding of Lenz." for number in range(40))
    spot = Table()
    spot.draft(f"# Notes\n\n{known}\n\n{words}\n", untouched=True)
    spot.say("ACC3", words)
    question = asked(spot, "MIL4")
    assert (words in {question.quote, *(text for text, _ in question.picks)}) == shown
