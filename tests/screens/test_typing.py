"""Keys that come at once: each is handled after the one before it, and against its own question."""

from __future__ import annotations

from textual.events import Paste

from tests.screens import fake_session as fake
from tests.screens.driving import Driven, driven
from tests.screens.fake_session import FakeSession

NEW = "500 users from 130 devices"


def asked(*questions) -> FakeSession:
    return FakeSession(script=[*questions, fake.STEPS])


def answers(one: Driven) -> list[tuple[object, object]]:
    """What was answered: question and words."""
    return [(sent[1], sent[2]) for sent in one.session.sent]


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
