"""Keys that come at once: each is handled after the one before it, and against its own question."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.events import Key, Paste

from spec_tui.screens.strip import Strip
from tests.screens import fake_session as fake
from tests.screens.driving import Driven, driven
from tests.screens.fake_session import FakeSession, Outcome

NEW = "500 users from 130 devices"
USERS = replace(fake.LATENCY, id="NFR2", text="How many users at the same time?")
DAYS = replace(fake.LATENCY, id="NFR3", text="How long may it be down?")
AHEAD = "typed before its question was shown"


def asked(*questions) -> FakeSession:
    return FakeSession(script=[*questions, fake.STEPS])


def answers(one: Driven) -> list[tuple[object, object]]:
    """What was answered: question and words."""
    return [(sent[1], sent[2]) for sent in one.session.sent]


def later(key: str) -> Key:
    """A key typed after a pause."""
    event = Key(key, None)
    event.time += 1
    return event


async def test_keys_that_edit_keep_their_place_among_the_letters() -> None:
    """Start of line, delete to its end, new words and ctrl+s in one burst save the new words."""
    async with driven(asked(fake.LATENCY)) as one:
        await one.type("Count lines per day at peak: 90,000")
        await one.burst("ctrl+a", "ctrl+k", NEW, "ctrl+s")
        assert answers(one) == [("NFR1", NEW)]


async def test_backspaces_among_letters_take_what_stands_before_them() -> None:
    """Wrong letters that are taken back at once are gone, and only they."""
    async with driven(asked(fake.LATENCY)) as one:
        await one.burst("300 seconds", *["backspace"] * 7, "ms", "ctrl+s")
        assert answers(one) == [("NFR1", "300 ms")]


async def test_paste_is_saved_by_the_key_behind_it() -> None:
    """A paste and ctrl+s at once save what was pasted."""
    async with driven(asked(fake.LATENCY)) as one:
        await one.burst("P95: ", Paste("300 ms\nat noon"), "backspace", "n", "ctrl+s")
        assert answers(one) == [("NFR1", "P95: 300 ms\nat noon")]


async def test_line_of_a_dialog_takes_a_burst_in_order() -> None:
    """The reason of n/a with a letter taken back."""
    async with driven(asked(fake.LATENCY)) as one:
        await one.burst("f4", "3", "noy", "backspace", "t here", "ctrl+a", "it is ", "enter")
        assert one.session.sent[0][4:6] == ("na", "decided elsewhere: it is not here")


async def test_keys_of_a_line_reach_over_the_rows_it_is_wrapped_to() -> None:
    """ctrl+a, ctrl+e, ctrl+k and ctrl+u act on what was typed as one line, not on the row seen."""
    words = "Reception moves an appointment for somebody who calls. " * 4
    async with driven(asked(fake.LATENCY)) as one:
        await one.burst(words)
        assert one.box.rows > 2
        await one.burst("ctrl+a", "First: ", "ctrl+e", "Last.")
        assert one.box.text == f"First: {words}Last."
        await one.burst("ctrl+a", "ctrl+k", "New.", "ctrl+j", words, "ctrl+u")
        assert one.box.text == "New.\n"


async def test_words_behind_an_answer_begin_the_next_one() -> None:
    """What is typed while an answer is saved is in the box of the question that comes."""
    async with driven(asked(fake.LATENCY)) as one:
        await one.burst("300 ms", "enter", "1. The patients", "backspace", " calls")
        assert answers(one) == [("NFR1", "300 ms")]
        assert one.box.text == "1. The patient calls"
        assert one.app.interview.kept == []


@pytest.mark.parametrize("saves", ["enter", "ctrl+s"])
async def test_answers_to_several_questions_at_once_never_land_in_one(saves: str) -> None:
    """The second is in its box for a look, the third is kept under ctrl+l; Enter goes on."""
    async with driven(asked(fake.LATENCY, USERS, DAYS)) as one:
        await one.burst(
            "300 ms", saves, "500 users", saves, "2 days a yer", "backspace", "ar", saves
        )
        assert answers(one) == [("NFR1", "300 ms")]
        assert one.box.text == "500 users"
        assert one.app.interview.kept == [(AHEAD, "2 days a year")]
        assert "half-typed answer is kept under ctrl+l." in " ".join(one.text().split())
        await one.burst(later("enter"))
        assert answers(one)[1:] == [("NFR2", "500 users")]


async def test_words_typed_before_choices_are_seen_choose_nothing() -> None:
    """No letter of them is a key: u would take the answer back, y and q do more."""
    async with driven(asked(fake.LATENCY, fake.SIGN_IN)) as one:
        await one.burst("300 ms", "enter", "2 quick users", "enter")
        assert answers(one) == [("NFR1", "300 ms")]
        assert "Which sign-in" in one.text()
        assert one.app.interview.laid.chosen == 0
        assert one.app.interview.kept == [(AHEAD, "2 quick users")]


async def test_paste_before_choices_are_seen_is_kept() -> None:
    """Nothing of it is lost."""
    async with driven(asked(fake.LATENCY, fake.SIGN_IN)) as one:
        await one.burst("300 ms", "enter", Paste("one\ntwo"))
        assert one.app.interview.kept == [(AHEAD, "one\ntwo")]


async def test_words_behind_an_answer_that_is_refused_are_kept_apart() -> None:
    """The refused words stay alone in the box, and are not sent with the others."""
    session = asked(fake.LATENCY)
    session.receipts = [Outcome(refused="I need a number with a unit, such as 300 ms.")]
    async with driven(session) as one:
        await one.burst("fast", "enter", "500 users", "enter")
        assert len(one.session.sent) == 1
        assert one.box.text == "fast"
        assert one.app.interview.kept == [(AHEAD, "500 users")]
        assert "I need a number with a unit" in one.text()


async def test_old_words_in_the_box_of_the_next_question_are_left_alone() -> None:
    """Neither letters nor ctrl+k reach words that nobody could see yet."""
    old = replace(USERS, prefill="Count lines per day at peak: 90,000")
    async with driven(asked(fake.LATENCY, old)) as one:
        await one.burst("300 ms", "enter", "ctrl+a", "ctrl+k", "500 users", "enter")
        assert answers(one) == [("NFR1", "300 ms")]
        assert one.box.text == old.prefill
        assert one.app.interview.kept == [(AHEAD, "500 users")]


async def test_key_behind_a_secret_decides_nothing() -> None:
    """The dialog that asks about it waits for somebody who has read it."""
    session = asked(fake.LATENCY)
    session.receipts = [Outcome(secrets=("a key",), refused="x")]
    async with driven(session) as one:
        await one.burst("sk-123", "enter", "2 days", "enter", "enter")
        assert len(one.session.sent) == 1
        assert isinstance(one.app.screen, Strip)
        assert one.app.interview.kept == [(AHEAD, "2 days")]


async def test_second_enter_and_skip_behind_an_answer_leave_the_next_question_alone() -> None:
    """Keys that act on a question act on none that was not seen."""
    async with driven(asked(fake.LATENCY, USERS)) as one:
        await one.burst("300 ms", "enter", "enter", "f2", "f4", "ctrl+s", "500")
        assert answers(one) == [("NFR1", "300 ms")]
        assert one.box.text == "500"


async def test_enter_that_comes_too_soon_parts_what_is_typed_on() -> None:
    """Words behind an Enter that was ignored are for a later question, not for this box."""
    async with driven(asked(fake.LATENCY)) as one:
        await one.type("300 ms")
        one.app.interview.asked_at = one.clock.now + 1
        await one.burst("enter", "500 users", "enter")
        assert one.session.sent == []
        assert one.box.text == "300 ms"
        assert one.app.interview.kept == [(AHEAD, "500 users")]


async def test_earlier_answer_is_reopened_and_typed_over_at_once() -> None:
    """ctrl+l, Enter, an emptied line, new words and ctrl+s: the earlier answer is replaced."""
    async with driven(asked(fake.LATENCY)) as one:
        await one.burst("half", "ctrl+l", "enter", "ctrl+a", "ctrl+k", "Tom", "ctrl+s")
        assert answers(one) == [("VIS2", "Tom")]


async def test_half_typed_answer_stays_below_an_earlier_one() -> None:
    """Words typed after ctrl+l and Enter are not put behind it."""
    async with driven(asked(fake.LATENCY)) as one:
        await one.burst("half", "ctrl+l", "enter", " too")
        assert one.box.text == "Patients on the phone too"
        await one.press("escape", "escape", "escape")
        assert one.box.text == "half"


async def test_dialog_takes_the_words_behind_the_key_that_opens_it() -> None:
    """`/` and the words to look for in one burst."""
    async with driven(asked(fake.CONFIRM)) as one:
        await one.burst("/", "ice", "enter")
        assert one.session.sent == [("seek", fake.CONFIRM.id, "ice")]


async def test_menu_does_its_command_before_the_next_key() -> None:
    """F9, a letter and what follows in one burst: the letter's dialog gets the rest."""
    async with driven(asked(fake.LATENCY)) as one:
        await one.burst("half", "f9", "n", "3", "own", "enter")
        assert one.session.sent[0][4:6] == ("na", "decided elsewhere: own")


async def test_palette_does_its_command_before_the_next_key() -> None:
    """ctrl+p, words, Enter and what follows in one burst."""
    async with driven(asked(fake.LATENCY)) as one:
        await one.burst("half", "ctrl+p", "not applicable", "enter", "3", "own", "enter")
        assert one.session.sent[0][4:6] == ("na", "decided elsewhere: own")


async def test_words_behind_an_answer_that_cannot_be_written_are_kept_apart() -> None:
    """A full disk: the answer stays in the box as it was."""

    def full(*_words: object, **_options: object) -> Outcome:
        raise OSError("No space left on device")

    session = asked(fake.LATENCY)
    session.answer = full
    async with driven(session) as one:
        await one.burst("300 ms", "enter", "500 users", "enter")
        assert one.box.text == "300 ms"
        assert one.app.interview.kept == [(AHEAD, "500 users")]
        assert "No space left" in one.text()


@pytest.mark.parametrize("keys", [("f4", "3"), ("f5", "3")])
async def test_dialog_speaks_of_the_question_it_was_opened_for(keys: tuple[str, str]) -> None:
    """Somebody else answers that question meanwhile: the reason is not written to the next one."""
    async with driven(asked(fake.LATENCY, USERS)) as one:
        await one.burst(*keys, "Tom")
        one.session.script.pop(0)
        one.session.on_disk = Outcome(receipt="SPEC.md changed on disk.", keys=("x",))
        one.app.look()
        await one.wait_until(lambda: one.app.interview.card.question.id == "NFR2")
        await one.burst("my", "enter")
        assert [sent[1] for sent in one.session.sent] == ["NFR1"]
        assert one.session.sent[0][5].endswith("Tommy")
