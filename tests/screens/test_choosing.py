"""A choice is its number and then Enter, also where the choice needs words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spec_tui.screens.strip import Strip
from tests.screens import fake_session as fake
from tests.screens.driving import Driven, driven
from tests.screens.fake_session import Draft, FakeSession, Outcome

DRAFTED = replace(fake.CONFIRM, prefill="Patients wait 12 minutes on the phone.")


def asked(*questions) -> FakeSession:
    return FakeSession(script=[*questions, fake.STEPS])


def said(one: Driven) -> str:
    return " ".join(one.text().split())


async def test_number_and_enter_never_save_the_words_that_were_to_be_changed() -> None:
    """`Change it` opens the box; the Enter of the habit says what to do, Enter or ctrl+s alike."""
    async with driven(asked(DRAFTED)) as one:
        await one.press("2", "enter", "enter", "ctrl+s")
        assert one.session.sent == []
        assert one.app.focused is one.box
        assert one.box.text == DRAFTED.prefill
        receipt = one.app.interview.receipt.receipt
        assert receipt.text == "Change the words, then enter. esc goes back."
        assert receipt.style == "$muted"
        assert not receipt.glyph


async def test_changed_words_are_saved_by_enter() -> None:
    """One edit is enough."""
    async with driven(asked(DRAFTED)) as one:
        await one.press("2", "enter", "backspace", "enter")
        assert one.session.sent[0][2:4] == (DRAFTED.prefill[:-1], 2)


async def test_words_that_were_changed_and_changed_back_can_be_saved() -> None:
    """Somebody who edited the words has decided; only Enter alone is no answer."""
    async with driven(asked(DRAFTED)) as one:
        await one.press("2", "x", "backspace", "enter")
        assert one.session.sent[0][2:4] == (DRAFTED.prefill, 2)


async def test_arrows_and_enter_are_no_shorter_way_around() -> None:
    """The first Enter opens the box of the selected row, the second one saves nothing."""
    async with driven(asked(DRAFTED)) as one:
        await one.press("down", "down", "enter", "enter")
        assert one.session.sent == []
        assert one.box.text == DRAFTED.prefill


async def test_click_and_enter_save_no_unchanged_words() -> None:
    """A clicked row is a chosen number."""
    async with driven(asked(DRAFTED)) as one:
        one.paint()
        await one.click(one.app.interview.view.options, 4, one.app.interview.view.options.row_of(2))
        await one.press("enter")
        assert one.session.sent == []
        assert one.app.focused is one.box


async def test_yes_keeps_the_words_as_they_are() -> None:
    """Who wants nothing changed goes back and says yes."""
    async with driven(asked(DRAFTED)) as one:
        await one.press("2", "enter", "escape", "1", "enter")
        assert one.session.sent[0][3] == 1


async def test_enter_of_the_habit_makes_no_line_in_a_long_answer() -> None:
    """The first Enter after the number says what to do; later ones make lines as ever."""
    listed = replace(fake.CONFIRM, kind="confirm", prefill="- one\n- two")
    async with driven(asked(listed)) as one:
        await one.press("2", "enter")
        assert one.box.text == "- one\n- two"
        assert "Change the words, then ctrl+s." in said(one)
        await one.press("ctrl+s")
        assert one.session.sent == []
        await one.press("enter", "x", "enter")
        assert one.box.text == "- one\n- two\n- x\n- "


async def test_typing_at_once_makes_the_next_enter_a_new_line() -> None:
    """Only the Enter that follows the number is one of habit."""
    async with driven(asked(replace(fake.CONFIRM, prefill="one\ntwo"))) as one:
        await one.press("2", "x", "enter")
        assert one.box.text == "one\ntwox\n"


@pytest.mark.parametrize(
    ("question", "keys"),
    [(fake.SIGN_IN, "5"), (fake.CLOSE, "1"), (fake.CONFLICT, "3"), (fake.STACK, "3")],
)
async def test_number_and_enter_on_an_empty_box_ask_for_words_without_a_reprimand(
    question, keys: str
) -> None:
    """The session is not asked; the sentence is no error."""
    async with driven(asked(question)) as one:
        await one.press(keys, "enter")
        assert one.session.sent == []
        assert one.app.focused is one.box
        assert one.box.text == ""
        assert one.app.interview.receipt.receipt.text.startswith("Type your words, then ")
        assert one.app.interview.receipt.receipt.style == "$muted"


async def test_name_of_a_choice_never_becomes_a_value_of_the_stack() -> None:
    """`Something else …` and Enter ask for the value, also after a word was taken away again."""
    async with driven(asked(fake.STACK)) as one:
        await one.press("2", "enter", "down", "enter", "4", "enter", "x", "backspace", "enter")
        assert one.session.sent == []
        assert "Type your words, then enter." in said(one)
        await one.press("o", "enter")
        assert one.session.sent == [("set_stack", "app.language", "o")]


async def test_close_card_says_one_thing_about_enter_at_a_time() -> None:
    """With a line open, Enter saves that line and nothing about all of them is said."""
    async with driven(asked(fake.CLOSE), (140, 40)) as one:
        assert "Enter takes them all" in said(one)
        await one.press("1")
        assert "Enter takes them all" not in said(one)
        assert "This answers one line. esc goes back to all of them." in said(one)
        await one.press("escape")
        assert "Enter lets you answer the selected line yourself." in said(one)
    session = asked(fake.LATENCY)
    session.finish_question = fake.FINISH
    async with driven(session, (140, 40)) as one:
        await one.press("f8", "1")
        assert "Enter takes them all" not in said(one)


@pytest.mark.parametrize("keys", [("f5", "3"), ("f4", "3")])
async def test_number_and_enter_in_a_dialog_ask_for_the_words(keys: tuple[str, ...]) -> None:
    """The line stays open and says what to do."""
    async with driven(asked(fake.LATENCY)) as one:
        await one.press(*keys, "enter")
        assert isinstance(one.app.screen, Strip)
        assert one.session.sent == []
        assert "Type it, then enter." in said(one)


async def test_words_typed_under_one_choice_do_not_go_with_another() -> None:
    """Half-typed words of `Something else` are kept, not added to the choice that is saved."""
    async with driven(asked(fake.SIGN_IN)) as one:
        await one.press("5")
        await one.type("Passkeys")
        await one.press("escape", "2", "enter")
        assert one.session.sent[0][2:4] == ("", 2)
        assert "kept under ctrl+l." in said(one)
        await one.press("ctrl+l")
        assert "Passkeys" in one.text()


async def test_earlier_answer_does_not_go_with_the_choice_that_replaces_it() -> None:
    """A reopened choice is answered anew: SPEC.md gets the new one alone."""
    given = [replace(fake.ANSWERS[0], question_id="SEC1", answer="OAuth2 with roles")]
    async with driven(FakeSession(given=given)) as one:
        await one.press("f7", "2", "enter")
        assert one.session.sent[0][1:4] == ("SEC1", "", 2)


async def test_note_written_in_the_editor_goes_with_its_choice(monkeypatch) -> None:
    """Also after esc closed the box of the note."""
    from spec_tui.screens import editor

    monkeypatch.setattr(editor, "edit_text", lambda _app, _text: editor.Edited("for a year"))
    async with driven(asked(fake.SIGN_IN)) as one:
        await one.press("2", "ctrl+o", "escape", "enter")
        assert one.session.sent[0][2:4] == ("for a year", 2)


@pytest.mark.parametrize("key", ["f2", "f3"])
async def test_half_typed_words_are_kept_where_the_question_is_put_off(key: str) -> None:
    """Skip and later save nothing of the box; the words are under ctrl+l."""
    async with driven(asked(fake.LATENCY)) as one:
        await one.type("P95 30")
        await one.press(key)
        assert "kept under ctrl+l." in said(one)
        await one.press("ctrl+l")
        assert "P95 30" in one.text()


async def test_half_typed_words_do_not_replace_those_in_the_box() -> None:
    """Taken from ctrl+l, they change places with what was being typed."""
    async with driven(FakeSession(script=[fake.LATENCY, fake.OVERVIEW])) as one:
        await one.type("P95 30")
        await one.press("f2")
        await one.type("A clinic")
        await one.press("ctrl+l", "enter")
        assert one.box.text == "P95 30"
        await one.press("ctrl+l", "enter")
        assert one.box.text == "A clinic"


async def test_draft_of_a_card_with_many_lines_waits_for_its_line() -> None:
    """Nobody knows which line it was typed for: the number that is chosen shows the words."""
    session = asked(fake.CLOSE)
    session.draft = Draft(fake.CLOSE.id, "spans of a day", 3)
    async with driven(session) as one:
        assert one.app.focused is one.app.interview.view.options
        await one.press("1")
        assert one.box.text == "spans of a day"
        await one.press("enter")
        assert one.session.sent[0][2:4] == ("spans of a day", 1)


async def test_refused_choice_keeps_its_words() -> None:
    """What the session does not take stays in the box."""
    session = asked(fake.SIGN_IN)
    session.receipts = [Outcome(refused="Say it in other words.")]
    async with driven(session) as one:
        await one.press("5")
        await one.type("Passkeys")
        await one.press("enter")
        assert one.box.text == "Passkeys"
        assert "! Say it in other words." in one.text()
