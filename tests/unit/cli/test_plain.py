"""`interview --plain`: the exact protocol of cli.md."""

from __future__ import annotations

import pytest

from spec_tui.cli.plain import spoken
from spec_tui.interview.model import Blocker, Outcome
from spec_tui.interview.replies import picked
from spec_tui.sessionbase import Draft
from tests.unit.cli.fake import CHOICE, CLOSE, CONFLICT, FINISH, LINE, TEXT, answered


def answers(session) -> list[tuple]:
    """What was handed to `Session.answer`."""
    return [call[1:] for call in session.calls if call[0] == "answer"]


@pytest.fixture
def plain(run, session):
    """Run the plain interview over the given questions and lines of input."""

    def run_plain(*lines: str, questions=(TEXT,), arguments=()):
        session.questions = list(questions)
        return run(
            "interview", "--plain", *arguments, stdin="".join(f"{li}\n" for li in lines).encode()
        )

    return run_plain


def test_one_turn_is_printed_to_the_letter(plain) -> None:
    """Question, why, example, prompt, receipt, percent in words, literal line (cli.md)."""
    ran = plain("P95 300 ms")
    assert ran.code == 0
    assert ran.out.startswith(
        "Question 24. Section 9, Performance.\n"
        "What P95 latency is acceptable when a patient searches for a free slot?\n"
        "Why: Search is the most used action.\n"
        "Example: P95 300 ms at 40 requests per second\n"
        "> \n"
        "Saved to SPEC.md, section 9, Performance.\n"
        "Progress 60 percent.\n"
        f"{LINE}\n"
    )
    assert ran.last == LINE


def test_words_of_an_answer_are_looked_for(plain, session) -> None:
    """The question is read out again, with what holds them; a refusal only says so."""
    ran = plain(":find free slot")
    assert ("seek", "NFR1", "free slot") in session.calls
    assert ran.out.count("Question 24.") == 2
    session.outcome = Outcome(refused="Nothing else in your text holds “walrus”.")
    ran = plain(":find walrus")
    assert "Nothing else in your text holds “walrus”." in ran.out
    assert ran.out.count("Question 24.") == 1


def test_plain_takes_the_session_lock(plain, session) -> None:
    """Like the app, it holds the interview while it runs."""
    plain()
    assert session.calls[0][2] is True


def test_end_of_input_leaves_with_0(plain, session) -> None:
    """No answer, no harm: everything before is saved."""
    ran = plain()
    assert (ran.code, ran.last) == (0, LINE)
    assert "Saved. 0 answered, 1 left." in ran.out
    assert answers(session) == []


def test_number_picks_a_choice(plain, session) -> None:
    """Choices are numbered and picked by number."""
    ran = plain("1", questions=[CHOICE])
    assert "1. OAuth2\n2. Something else …\n> " in ran.out
    assert answers(session) == [("SEC1", "", {"choose": 1})]


def test_number_without_choices_is_an_answer(plain, session) -> None:
    """Where there is nothing to pick, a number is text."""
    plain("1")
    assert answers(session) == [("NFR1", "1", {})]


def test_number_beyond_the_choices_is_an_answer(plain, session) -> None:
    """`300` on a card with two choices is text."""
    plain("300", questions=[CHOICE])
    assert answers(session) == [("SEC1", "300", {})]


def test_quotes_open_and_close_a_longer_answer(plain, session) -> None:
    """Between two lines of three quotes everything is text, blank lines and colons included."""
    plain('"""', "first", "", ":undo", "  - item", '"""')
    assert answers(session) == [("NFR1", "first\n\n:undo\n  - item", {})]


def test_unclosed_longer_answer_is_kept_as_draft(plain, session) -> None:
    """End of input inside a longer answer keeps it for next time."""
    ran = plain('"""', "first", "second")
    assert ran.code == 0
    assert ("draft", "NFR1", "first\nsecond") in session.calls
    assert answers(session) == []


def test_half_typed_answer_of_the_last_run_is_shown(plain, session) -> None:
    """A draft of this question is printed before the prompt."""
    session.draft = Draft("NFR1", "P95 30")
    assert "Half-typed: P95 30\n> " in plain().out


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (":skip", {"intent": "skip"}),
        ("skip", {"intent": "skip"}),
        (":later", {"intent": "later"}),
        ("Later", {"intent": "later"}),
        (":unknown", {"intent": "unknown"}),
        ("don't know", {"intent": "unknown"}),
        ("don’t know", {"intent": "unknown"}),
        (":na no server here", {"intent": "na", "reason": "no server here"}),
    ],
)
def test_whole_answer_words(plain, session, line, expected) -> None:
    """Typed alone or with a colon they act instead of being stored."""
    plain(line)
    assert answers(session) == [("NFR1", "", expected)]


def test_na_asks_for_its_reason(plain, session) -> None:
    """`n/a` alone asks why in the same place."""
    assert "Why does it not apply?" in plain("n/a", "no server here").out
    assert answers(session) == [("NFR1", "", {"intent": "na", "reason": "no server here"})]


def test_two_colons_are_a_literal_one(plain, session) -> None:
    """`::shrug:` stores `:shrug:`."""
    plain("::shrug:")
    assert answers(session) == [("NFR1", ":shrug:", {})]


def test_unknown_command_stores_nothing(plain, session) -> None:
    """A mistyped colon command is named, not stored."""
    assert "no command :sikp here" in plain(":sikp").out
    assert answers(session) == []


def test_undo_and_redo(plain, session) -> None:
    """`:undo` gives the text back, `:redo` goes forth."""
    ran = plain(":undo", ":redo")
    assert [call[0] for call in session.calls if call[0] in {"undo", "redo"}] == ["undo", "redo"]
    assert "Your text was: 300 ms" in ran.out


def test_edit_asks_that_question_next(plain, session) -> None:
    """`:edit ID` answers an earlier question again, then goes on."""
    ran = plain(":edit NFR1", "P95 250 ms", questions=[CHOICE])
    assert answers(session) == [("NFR1", "P95 250 ms", {})]
    assert ran.out.count("How do people sign in?") == 2


def test_back_reopens_the_last_answer(plain, session) -> None:
    """`back` asks the last answered question again."""
    session.rows = (answered(),)
    plain("back")
    assert ("ask", "NFR1") in session.calls


def test_stop_leaves(plain, session) -> None:
    """`stop` typed alone leaves like the end of input."""
    ran = plain("stop", "never read")
    assert (ran.code, ran.last) == (0, LINE)
    assert answers(session) == []


def test_who_and_depth_can_be_changed(plain, session) -> None:
    """`:as` and `:depth` act at once."""
    plain(":as @tom", ":depth quick", ":depth abyssal")
    assert (session.who, session.depth) == ("@tom", "quick")


@pytest.mark.parametrize("line", ["", "yes", "Yes"])
def test_close_card_takes_all_with_an_empty_line_or_yes(plain, session, line) -> None:
    """Enter alone accepts the usual answers."""
    plain(line, questions=[CLOSE])
    assert session.calls[-1][0] == "answer"
    assert session.calls[-1][3]["choose"] == 0


def test_close_card_answers_one_line_by_number(plain, session) -> None:
    """`2 text` answers the second line."""
    ran = plain("2 spans at every call", questions=[CLOSE])
    assert "1. Logging: structured JSON\n2. Tracing: undecided\n" in ran.out
    assert answers(session) == [("close:observability", "spans at every call", {"choose": 2})]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1", ("", {"choose": 1})),
        ("3 because staging differs", ("because staging differs", {"choose": 3})),
        ("4 98 % is enough", ("98 % is enough", {"choose": 4})),
        ("Neither, it is 98 %", ("Neither, it is 98 %", {})),
    ],
)
def test_conflict_is_settled_by_number_with_words(plain, session, line, expected) -> None:
    """`3 because …` says why both are true, `4 …` what it is instead."""
    plain(line, questions=[CONFLICT])
    assert answers(session) == [("conflict:Q8", *expected)]


def test_finish_shows_the_card_and_finishes_on_yes(plain, session) -> None:
    """`:finish` shows what would be assumed; an empty line takes it all."""
    session.card = FINISH
    ran = plain(":finish", "")
    assert ("finish", True) in session.calls
    assert ran.last == "Spec Creation Progress: ████████████ 100%"


def test_finish_that_is_refused_names_the_blockers_and_goes_on(plain, session) -> None:
    """What is in the way is said, and the question stands again."""
    session.blocked = (Blocker("Two answers disagree", "§9 Reliability", "conflict:Q8"),)
    ran = plain(":finish")
    assert "Two answers disagree. section 9, Reliability. :edit conflict:Q8 settles it." in ran.out
    assert ran.out.count("> ") == 2


def test_skipping_the_finish_card_goes_back_to_the_questions(plain, session) -> None:
    """`:skip` on the card of `:finish` writes nothing."""
    session.card = FINISH
    ran = plain(":finish", ":skip")
    assert answers(session) == []
    assert "Not finished." in ran.out


def test_refused_answer_is_asked_for_again_without_reading_all_of_it_out(plain, session) -> None:
    """A refusal is said, the question stands, and a listener does not hear it twice."""
    session.outcome = Outcome(refused="I need a number with a unit, such as 300 ms.")
    ran = plain("soon")
    assert ran.code == 0
    assert ran.out.count("What P95 latency") == 1
    assert "I need a number with a unit, such as 300 ms.\n> " in ran.out


def test_secret_waits_for_a_decision(plain, session) -> None:
    """A secret is written only after `:keep`, with it taken out after `:redact`."""
    session.outcome = Outcome(secrets=("AWS access key",))
    ran = plain("key AKIA", ":redact")
    assert "Nothing was written." in ran.out
    assert answers(session) == [
        ("NFR1", "key AKIA", {}),
        ("NFR1", "key AKIA", {"secret": "redact"}),
    ]


def test_complete_spec_asks_nothing(plain, session) -> None:
    """At 100 % it says so and ends."""
    session.percent = 100
    ran = plain(questions=())
    assert (ran.code, ran.last) == (0, "Spec Creation Progress: ████████████ 100%")
    assert "Nothing is unclear." in ran.out
    assert "> " not in ran.out


def test_line_that_is_not_utf8_is_not_stored(run, session) -> None:
    """Broken bytes are refused, the next line counts."""
    run("interview", "--plain", stdin=b"caf\xe9\nP95 300 ms\n")
    assert answers(session) == [("NFR1", "P95 300 ms", {})]


def test_other_window_ends_with_2(run, session) -> None:
    """Where another spec-tui holds the interview, nothing is asked."""
    session.read_only = "Another spec-tui is open here (@tom, process 4711)."
    ran = run("interview", "--plain")
    assert (ran.code, ran.out) == (2, "")
    assert "4711" in ran.err


def test_places_are_spelled_out() -> None:
    """`§9 Performance` is read aloud as section 9, Performance."""
    assert (
        spoken("Saved to SPEC.md, §9 Performance.") == "Saved to SPEC.md, section 9, Performance."
    )


def test_place_without_a_name_is_spelled_out() -> None:
    """`§1 to §3` has no name in it."""
    assert spoken("§1 to §3, and stack.toml") == "section 1 to section 3, and stack.toml"


def test_words_beside_a_number_are_an_answer_to_a_plain_question() -> None:
    """`2 weeks` on a card with choices is no choice 2 with words."""
    assert picked(CHOICE, "2 weeks") == (None, "2 weeks")
