"""A whole interview typed into the app gives the same files as any other shell."""

from __future__ import annotations

from pathlib import Path

import pytest

from spec_tui.screens.finished import FinishedScreen
from spec_tui.screens.strip import Strip
from spec_tui.session import Session
from tests import interviews
from tests.interviews import Move
from tests.screens.driving import Driven, driven


async def make(one: Driven, move: Move) -> None:
    """Carry a move out with keys."""
    before = len(one.session.transcript())
    if move.step:
        await one.press(*(["ctrl+r"] if move.step == "undo" else ["f9", "U"]))
        return
    if one.app.interview.card.kind == "understanding":
        await one.press("y")
    if move.again:
        await reopen(one, move.to)
    assert one.app.interview.card.question.id == move.to
    if move.intent == "na":
        await one.press("f4", "4")
        one.app.screen.input.value = move.reason
        await one.press("enter")
    elif move.intent == "unknown":
        await one.press("f5")
        if isinstance(one.app.screen, Strip):
            await one.press("1")
    elif move.intent is not None:
        await one.press({"skip": "f2", "later": "f3"}[move.intent])
    elif move.to == "stack:review" and move.say and "[" not in move.say:
        await give_values(one, move.say)
    else:
        await say(one, move)
    after = len(one.session.transcript())
    assert after > before or move.intent, (move, one.app.interview.receipt.receipt)


async def reopen(one: Driven, question_id: str) -> None:
    """Pick an earlier answer from the list.

    A place that was never asked is reached through its question, as Review does it.
    """
    listed = [answered.question_id for answered in reversed(one.session.answers())]
    if question_id not in listed:
        one.app.interview.ask(question_id)
        await one.settle()
        return
    await one.press("ctrl+l", *["down"] * listed.index(question_id), "enter")


async def give_values(one: Driven, lines: str) -> None:
    """Change values of the stack review one by one."""
    await one.press("2", "enter")
    for line in lines.strip().splitlines():
        key, _, value = line.partition(" = ")
        rows = one.app.interview.card.question.rows
        names = [key for row in rows for key in (row.name, row.key)]
        at = names.index(key) // 2
        await one.press("home", *["down"] * at, "enter")
        card = one.app.interview.card
        if card.options:
            await one.press(str(card.options[-1].number))
        one.box.load(value, long=False)
        await one.press("ctrl+s")
    await one.press("escape")


async def say(one: Driven, move: Move) -> None:
    """Type the words, under the option that takes them where there are options."""
    card = one.app.interview.card
    text = move.say
    if card.kind == "close" and move.choose in {None, 0}:
        await one.press("enter")
        return
    if move.to == "stack:review" and move.say:
        await one.press("3")
    elif move.choose:
        await one.press(str(move.choose))
    elif card.options:
        opening = [option.number for option in card.options if option.opens_box]
        await one.press(str(opening[-1]))
    if one.app.interview.laid.boxed:
        one.box.load(text, long=True)
        await one.press("ctrl+s")
    else:
        await one.press("enter")


@pytest.mark.parametrize("name", interviews.NAMES)
async def test_interview_typed_into_the_app_gives_the_same_files(name: str, tmp_path: Path) -> None:
    """From an empty folder to 100 %, by keys alone; only dates may differ."""
    script = interviews.load(name)
    played = interviews.play_session(script, tmp_path / "session")
    root = interviews.new_root(script, tmp_path / "app")
    session = Session.open(root, hold=True)
    session.set_who(script.who)
    session.set_depth(script.depth)
    async with driven(session, (100, 30)) as one:
        for move in played.moves:
            await make(one, move)
        if not isinstance(one.app.screen, FinishedScreen):
            if one.app.interview.card.kind != "finish":
                await one.press("f8")
            await one.press("enter")
        await one.wait_until(lambda: isinstance(one.app.screen, FinishedScreen))
        assert "Spec Creation Progress: ████████████ 100%" in one.text()
    session.close()
    assert interviews.Played(*interviews.files(root), "").undated == played.undated
