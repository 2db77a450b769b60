"""The strips of the interview that end in a line of text."""

from __future__ import annotations

import pytest

from spec_tui.screens.dialogs import unknown_dialog
from spec_tui.screens.finished import FinishedScreen
from tests.screens import fake_session as fake
from tests.screens.driving import driven
from tests.screens.fake_session import FakeSession
from tests.screens.scenes import finished


async def test_somebody_else_who_knows_is_named() -> None:
    """The last row of F5 asks for a name and sends it along."""
    async with driven(FakeSession(script=[fake.LATENCY, fake.STEPS])) as one:
        await one.press("f5", "3", *"@tom", "enter")
        assert one.session.sent[0][4:6] == ("unknown", "@tom")


@pytest.mark.parametrize("default", ["", "300 ms"])
def test_rows_of_not_knowing_leave_the_default_out_where_there_is_none(default: str) -> None:
    """To leave it open and to name somebody can always be chosen."""
    labels = [row.label for row in unknown_dialog(default).rows]
    assert labels == [
        *(["use the default: 300 ms"] if default else []),
        "leave it open",
        "somebody else knows: @…",
    ]


async def test_typed_name_of_a_transcript_is_used_on_the_finished_screen() -> None:
    """The cursor stands before the ending, so that a word can be added; esc writes nothing."""
    async with driven(finished()) as one:
        await one.press("x", "escape")
        assert one.session.sent == []
        await one.press("x", "underscore", "2", "enter")
        assert [str(sent[1]) for sent in one.session.sent] == ["transcript-20250820_2.md"]
        assert isinstance(one.app.screen, FinishedScreen)
        assert "Wrote transcript-20250820_2.md with 2 answers." in one.text()


async def test_answers_to_look_at_again_are_marked() -> None:
    """The row of an answer that another one changed says so."""
    async with driven(FakeSession()) as one:
        await one.press("ctrl+l")
        marked = [row for row in one.rows() if "look again, " in row]
        assert len(marked) == 1
        assert "@tom" in marked[0]
