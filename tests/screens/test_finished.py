"""A finished spec can be changed: its answers and assumptions lead to their questions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from spec_tui.screens.assumed import assumptions_of
from spec_tui.screens.finished import FinishedScreen
from spec_tui.screens.interview import InterviewScreen
from spec_tui.screens.review import ReviewScreen
from spec_tui.session import Session
from tests.screens import fake_session as fake
from tests.screens.driving import Driven, driven, everything, squeezed
from tests.screens.fake_session import FakeSession, Outcome

ASSUMED = (
    ("A1", "Performance · P95 latency", "2025-09-30"),
    ("A2", "Storage", "2025-10-01"),
    ("A3", "a place of one's own", ""),
)


def finished(**more) -> FakeSession:
    state = fake.state_of(["final"] * 18, 100, assumptions=ASSUMED)
    return FakeSession(script=[], state=state, first="", **more)


def said(one: Driven) -> str:
    return " ".join(one.text().split())


def test_assumptions_know_their_question_section_and_line() -> None:
    """By the name of their place; a place that no question has leads nowhere."""
    state = finished().state
    found = assumptions_of(state)
    assert [(one.id, one.section, one.question_id) for one in found] == [
        ("A1", "nfr", "NFR1"),
        ("A2", "data_schema", "DAT10"),
        ("A3", "", ""),
    ]
    storage = next(slot for slot in state.section("data_schema").slots if slot.slot.id == "storage")
    assert found[1].line == storage.line
    assert found[1].question == "Where is the data stored?"
    assert [one.id for one in assumptions_of(state, "nfr")] == ["A1"]


def test_assumption_of_a_place_without_a_leading_question_asks_its_first() -> None:
    """Performance as a whole is asked about by its first question."""
    state = replace(finished().state, assumptions=(("A1", "Performance", "2025-09-30"),))
    assert assumptions_of(state)[0].question_id == "NFR1"


async def test_ctrl_l_on_the_finished_screen_opens_an_answer_and_esc_comes_back() -> None:
    """The answer is in the box of its question, as in the interview."""
    async with driven(finished()) as one:
        assert isinstance(one.app.screen, FinishedScreen)
        await one.press("ctrl+l")
        assert "Who feels the pain most?" in one.text()
        await one.press("enter")
        assert isinstance(one.app.screen, InterviewScreen)
        assert one.box.text == "Patients on the phone"
        await one.press("escape")
        assert isinstance(one.app.screen, FinishedScreen)


async def test_changed_answer_of_a_finished_spec_is_saved_and_the_screen_says_so() -> None:
    """Where the spec stays complete, the finished screen is there again with the receipt."""
    async with driven(finished(), (140, 40)) as one:
        await one.press("ctrl+l", "enter")
        one.box.load("Reception", long=True)
        await one.press("ctrl+s")
        await one.wait_until(lambda: isinstance(one.app.screen, FinishedScreen))
        assert one.session.sent[0][1:3] == ("VIS2", "Reception")
        assert "Saved to SPEC.md, §9 Performance." in said(one)


async def test_changed_answer_that_opens_a_section_goes_on_with_the_interview() -> None:
    """What became open is asked; the receipt says why."""

    class Opening(FakeSession):
        def _next(self, outcome: Outcome) -> None:
            self.script = [fake.LATENCY]
            self.state = fake.state_of()
            self.reopened = "Reopened by @maria: Who feels the pain most?"

    one_more = Opening(script=[], state=finished().state, first="")
    async with driven(one_more, (140, 40)) as one:
        await one.press("ctrl+l", "enter")
        one.box.load("Reception", long=True)
        await one.press("ctrl+s")
        assert isinstance(one.app.screen, InterviewScreen)
        assert "What P95 latency" in one.text()
        assert "Reopened by @maria: Who feels the pain most?" in said(one)


async def test_follow_up_of_a_changed_answer_is_asked_before_the_finished_screen_returns() -> None:
    """Complete or not, a pointed question is not hidden."""

    class Following(FakeSession):
        def _next(self, outcome: Outcome) -> None:
            self.script = [replace(fake.STEPS, id="VIS2", text="Which patients?", follow_up=True)]

    session = Following(script=[], state=finished().state, first="")
    async with driven(session, (140, 40)) as one:
        await one.press("ctrl+l", "enter")
        one.box.load("Reception", long=True)
        await one.press("ctrl+s")
        assert isinstance(one.app.screen, InterviewScreen)
        assert "Which patients?" in one.text()


async def test_undo_on_the_finished_screen_says_what_it_took_back() -> None:
    """Also where the spec is complete without the answer."""
    taken = Outcome(receipt="Taken back: §8 Storage.", prefill="Oracle", prefill_for="DAT10")
    async with driven(finished(receipts=[taken]), (140, 40)) as one:
        await one.press("ctrl+r")
        assert isinstance(one.app.screen, FinishedScreen)
        assert "Taken back: §8 Storage. Its words are in the transcript." in said(one)


async def test_assumptions_are_listed_with_the_answers_and_open_their_question() -> None:
    """Below the answers, with the day to look again."""
    async with driven(finished(), (100, 30)) as one:
        await one.press("ctrl+l")
        assert "look again on 30 Sep 2025" in said(one)
        await one.press("slash", "A", "1", "enter")
        assert isinstance(one.app.screen, InterviewScreen)
        assert "What P95 latency is acceptable" in said(one)
        await one.press("escape", "escape")
        assert isinstance(one.app.screen, FinishedScreen)


async def test_assumption_without_a_question_says_so() -> None:
    """Nothing opens, nothing is lost."""
    async with driven(finished(), (100, 30)) as one:
        await one.press("ctrl+l", "slash", "A", "3", "enter")
        assert isinstance(one.app.screen, FinishedScreen)
        assert "No question belongs to this line." in said(one)


async def test_assumptions_are_listed_in_my_answers_of_a_running_interview_too() -> None:
    """They can be decided at any time."""
    state = replace(fake.state_of(), assumptions=ASSUMED)
    async with driven(FakeSession(state=state), (100, 30)) as one:
        await one.press("ctrl+l", "slash", "A", "1", "enter")
        assert "What P95 latency is acceptable" in said(one)


async def test_enter_on_an_assumption_in_review_opens_its_question() -> None:
    """Also while the finished screen lies over the interview; esc comes back to Review."""
    async with driven(finished(), (140, 40)) as one:
        await one.press("f9", "r", "pagedown", "up", "enter")
        listed = squeezed("A1 Performance · P95 latency, look again on 30 Sep 2025")
        assert listed in squeezed(everything(one.app))
        assert "enter answer it" in one.rows()[-1]
        await one.press("enter")
        assert isinstance(one.app.screen, InterviewScreen)
        assert "What P95 latency is acceptable" in said(one)
        await one.press("escape", "escape")
        assert isinstance(one.app.screen, ReviewScreen)
        await one.press("f9", "i")
        assert isinstance(one.app.screen, FinishedScreen)


async def test_answering_an_assumption_from_review_returns_to_review() -> None:
    """The spec stays complete; the list is there again."""
    async with driven(finished(), (140, 40)) as one:
        await one.press("f9", "r", "pagedown", "up", "enter", "enter")
        await one.type("300 ms")
        await one.press("enter")
        await one.wait_until(lambda: isinstance(one.app.screen, ReviewScreen))
        assert one.session.sent[0][1:3] == ("NFR1", "300 ms")


async def test_review_offers_no_answer_where_there_is_nothing_to_answer() -> None:
    """The key line is silent, and Enter says where answers are changed."""
    async with driven(finished(), (140, 40)) as one:
        await one.press("f9", "r", "enter")
        assert "answer it" not in one.rows()[-1]
        await one.press("enter")
        assert "No question belongs to this line. ctrl+l lists your answers." in said(one)
        await one.press("ctrl+l", "enter")
        assert one.box.text == "Patients on the phone"


async def test_finished_spec_of_a_real_session_is_changed_and_complete_again(
    tmp_path: Path,
) -> None:
    """An assumption becomes an answer on disk; the spec is complete before and after."""
    session = Session.open(tmp_path, hold=True)
    session.set_depth("quick")
    session.bootstrap()
    while (question := session.plan.question) is not None:
        if question.kind == "stack":
            session.answer(question.id, choose=4)
        elif question.kind == "overview":
            session.answer(question.id, intent="skip")
        elif question.kind == "close":
            session.answer(question.id, choose=0)
        elif question.choices:
            session.answer(question.id, choose=1)
        else:
            session.answer(question.id, question.example)
    session.finish(accept_assumptions=True)
    assert session.state.complete
    count = len(session.state.assumptions)
    async with driven(session, (100, 30)) as one:
        await one.press("ctrl+l", "slash", *"stored", "enter", "1", "enter")
        await one.wait_until(lambda: isinstance(one.app.screen, FinishedScreen))
        assert len(session.state.assumptions) == count - 1
        assert session.state.complete
        assert "Saved to SPEC.md, §8 Storage." in said(one)
    session.close()
    text = (tmp_path / "SPEC.md").read_text(encoding="utf-8")
    assert "**Storage**: PostgreSQL\n" in text
