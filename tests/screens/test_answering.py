"""What comes back from the session: answers taken back, and words that are still half-typed."""

from __future__ import annotations

from spec_tui.interview.model import Question
from tests.screens import fake_session as fake
from tests.screens.driving import Driven, driven
from tests.screens.fake_session import FakeSession, Outcome

PERSONAS = "What are the steps"
"""How the question begins that was asked before."""


class Undoing(FakeSession):
    """Undo and redo give the scripted outcome; `leads_to` is asked after them."""

    leads_to: Question | None = None

    def undo(self) -> Outcome:
        if self.leads_to is not None:
            self.script.insert(0, self.leads_to)
        return super().undo()

    def redo(self) -> Outcome:
        self.script.pop(0)
        self.sent.append(("redo",))
        return self.receipts.pop(0)


def undoing(*script: Question, outcome: Outcome) -> Undoing:
    return Undoing(script=[*script, fake.STEPS], receipts=[outcome])


def said(one: Driven) -> str:
    return " ".join(one.text().split())


TAKEN_BACK = Outcome(receipt="Taken back: §9 Performance.", prefill="300 ms", prefill_for="NFR1")


async def test_undo_puts_the_answer_into_the_box_of_its_own_question() -> None:
    """The question that was answered is asked again, with what was said."""
    session = undoing(fake.OVERVIEW, outcome=TAKEN_BACK)
    session.leads_to = fake.LATENCY
    async with driven(session) as one:
        await one.press("ctrl+r")
        assert "What P95 latency" in one.text()
        assert one.box.text == "300 ms"
        await one.press("enter")
        assert one.session.sent[-1][1:3] == ("NFR1", "300 ms")


async def test_undo_never_puts_the_words_of_another_question_into_the_box() -> None:
    """An earlier answer was changed and is taken back: the present question keeps its words."""
    other = Outcome(receipt="Taken back: §3 Personas.", prefill="Mechanics", prefill_for="USR1")
    async with driven(undoing(fake.LATENCY, outcome=other)) as one:
        await one.type("P95 30")
        await one.press("ctrl+r")
        assert one.box.text == "P95 30"
        assert "Taken back: §3 Personas. Its words are in the transcript." in said(one)
        await one.press("enter")
        assert one.session.sent[-1][1:3] == ("NFR1", "P95 30")


async def test_undo_of_another_question_leaves_an_empty_box_empty() -> None:
    """Nothing was typed, so nothing stands in the box."""
    other = Outcome(receipt="Taken back: §3 Personas.", prefill="Mechanics", prefill_for="USR1")
    async with driven(undoing(fake.LATENCY, outcome=other)) as one:
        await one.press("ctrl+r")
        assert one.box.text == ""


async def test_undo_whose_question_is_not_known_fills_no_box() -> None:
    """Better an empty box than words that may belong elsewhere."""
    unknown = Outcome(receipt="Taken back: finish.", prefill="Mechanics")
    async with driven(undoing(fake.LATENCY, outcome=unknown)) as one:
        await one.press("ctrl+r")
        assert one.box.text == ""


async def test_half_typed_words_stay_where_the_answer_taken_back_is_of_the_same_question() -> None:
    """Both cannot stand in the box: what is only there stays, the other is in the transcript."""
    async with driven(undoing(fake.LATENCY, outcome=TAKEN_BACK)) as one:
        await one.type("P95 30")
        await one.press("ctrl+r")
        assert one.box.text == "P95 30"
        text = said(one)
        assert "Taken back: §9 Performance. Its words are in the transcript." in text
        assert "Your half-typed answer stays in the box." in text


async def test_half_typed_words_of_a_question_that_undo_leaves_are_kept_and_said() -> None:
    """The question before is asked again; the words of the one after it are under ctrl+l."""
    session = undoing(fake.OVERVIEW, outcome=TAKEN_BACK)
    session.leads_to = fake.LATENCY
    async with driven(session) as one:
        await one.type("A clinic wa")
        await one.press("ctrl+r")
        assert one.box.text == "300 ms"
        assert "Your half-typed answer is kept under ctrl+l." in said(one)
        await one.press("ctrl+l")
        assert "A clinic wa" in one.text()


async def test_redo_keeps_the_words_that_were_typed_meanwhile() -> None:
    """Putting an answer back moves on; edited words are under ctrl+l."""
    session = undoing(fake.LATENCY, outcome=Outcome(receipt="Put back: §9 Performance."))
    async with driven(session) as one:
        await one.type("P95 30")
        await one.press("escape", "U")
        assert PERSONAS in one.text()
        assert one.box.text == ""
        assert "Your half-typed answer is kept under ctrl+l." in said(one)


async def test_redo_never_puts_the_words_of_another_question_into_the_box() -> None:
    """The same rule as for undo."""
    again = Outcome(receipt="Put back: §3 Personas.", prefill="Mechanics", prefill_for="USR1")
    async with driven(undoing(fake.OVERVIEW, fake.LATENCY, outcome=again)) as one:
        await one.press("escape", "U")
        assert "What P95 latency" in one.text()
        assert one.box.text == ""


async def test_undo_fills_no_box_of_a_card_that_takes_words_for_one_of_its_lines() -> None:
    """`yes` took all lines of a close card; it is no answer to one of them."""
    taken = Outcome(receipt="Taken back: §12.", prefill="yes", prefill_for=fake.CLOSE.id)
    async with driven(undoing(fake.CLOSE, outcome=taken)) as one:
        await one.press("ctrl+r", "1")
        assert one.box.text == ""


async def test_half_typed_words_under_a_choice_are_seen_again_after_undo_elsewhere() -> None:
    """The box is open under the same choice, not hidden behind the list."""
    other = Outcome(receipt="Taken back: §3 Personas.", prefill="Mechanics", prefill_for="USR1")
    async with driven(undoing(fake.SIGN_IN, outcome=other)) as one:
        await one.press("5")
        await one.type("Passk")
        await one.press("ctrl+r")
        assert one.app.focused is one.box
        assert one.box.text == "Passk"
        await one.press("enter")
        assert one.session.sent[-1][1:4] == ("SEC1", "Passk", 5)


async def test_change_on_disk_below_a_reopened_question_keeps_the_half_typed_words() -> None:
    """Somebody settles the question that lies below: its words are under ctrl+l."""
    async with driven(FakeSession(script=[fake.LATENCY, fake.OVERVIEW])) as one:
        await one.type("P95 30")
        await one.press("f7")
        one.session.script.pop(0)
        one.session.on_disk = Outcome(receipt="SPEC.md changed on disk.", keys=("x",))
        one.app.look()
        await one.wait_until(lambda: "kept under ctrl+l." in said(one))
        await one.press("ctrl+l")
        assert "P95 30" in one.text()


async def test_words_put_aside_outlive_the_app() -> None:
    """They are handed over when they are put aside, and listed by the next run."""
    session = FakeSession(script=[fake.LATENCY, fake.STEPS, fake.STEPS])
    async with driven(session) as one:
        await one.type("half a thought")
        await one.press("f2")
        await one.settle()
        assert session.kept == ((fake.LATENCY.text, "half a thought"),)
    async with driven(session) as one:
        await one.press("ctrl+l")
        assert "half a thought" in one.text()
