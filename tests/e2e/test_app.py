"""The program in a real terminal, from an empty folder on."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.e2e.steps import (
    BAR_5,
    BAR_100,
    FIRST,
    command,
    next_question,
    percent,
    shows,
    wait_for_next,
    walk_in_app,
)
from tests.terminal import Terminal, terminal

pytestmark = pytest.mark.tmux


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder, as a person would make one."""
    place = tmp_path / "clinic"
    place.mkdir()
    return place


@pytest.fixture
def window(folder: Path):
    """A terminal in that folder."""
    with terminal(folder) as opened:
        yield opened


def ask_first(window: Terminal) -> None:
    """Start at depth quick and wait for the first card."""
    window.start("--depth", "quick")
    window.wait_for(FIRST)


def to_first_box(window: Terminal, folder: Path) -> dict:
    """Answer cards until a question has an answer box; return that question."""
    while (question := next_question(folder)) is not None and question["choices"]:
        walk_in_app(window, folder, until=1)
    if question is not None and question["kind"] == "overview":
        window.wait_for(lambda screen: shows(screen, question["text"]))
        window.keys("F2")
        wait_for_next(window, folder, question)
        return to_first_box(window, folder)
    assert question is not None
    window.wait_for(lambda screen: shows(screen, question["text"]))
    return question


def test_empty_folder_to_100_percent_with_a_kill_in_the_middle_of_typing(
    window: Terminal, folder: Path
) -> None:
    """From nothing over a kill -9 with a half-typed answer to a finished SPEC.md."""
    ask_first(window)
    window.wait_for(BAR_5)
    assert (folder / "SPEC.md").is_file()
    question = to_first_box(window, folder)
    window.type("Patients wait on the ph")
    draft = folder / ".spec-tui" / "draft"
    window.wait_for(
        lambda _screen: draft.is_file() and "on the ph" in draft.read_text(encoding="utf-8")
    )
    before = (folder / "SPEC.md").read_bytes()
    window.kill(signal.SIGKILL)
    assert window.wait_exit() == 128 + signal.SIGKILL
    assert (folder / "SPEC.md").read_bytes() == before
    window.close()

    with terminal(folder) as again:
        again.start()
        again.wait_for("Patients wait on the ph")
        again.type("one for 20 minutes.")
        again.keys("C-s")
        wait_for_next(again, folder, question)
        text = (folder / "SPEC.md").read_text(encoding="utf-8")
        assert "Patients wait on the phone for 20 minutes." in text
        walk_in_app(again, folder)
        again.keys("F8")
        again.wait_for(lambda screen: "Finish now" in screen or BAR_100 in screen)
        if BAR_100 not in again.screen():
            again.keys("Enter")
        again.wait_for(BAR_100)
        again.wait_for("SPEC complete")
        again.keys("C-q")
        assert again.wait_exit() == 0
    assert percent(folder) == 100
    assert command(folder, "check").returncode == 0


def test_resize_keeps_the_question_and_the_typed_words(window: Terminal, folder: Path) -> None:
    """From 100x30 down to 50x16 and up to 140x40 nothing typed is lost."""
    ask_first(window)
    question = to_first_box(window, folder)
    window.type("Patients wait")
    window.wait_for("Patients wait")
    for width, height in ((50, 16), (80, 24), (140, 40)):
        window.resize(width, height)
        window.wait_for(
            lambda screen: (
                "Patients wait" in screen
                and shows(screen, question["text"])
                and "Spec Creation Progress" in screen
            )
        )


def test_window_that_is_too_small_says_so_and_comes_back(window: Terminal) -> None:
    """Below 40x12 one sentence; larger again the question stands."""
    ask_first(window)
    window.resize(30, 8)
    window.wait_for("too small")
    window.resize(100, 30)
    window.wait_for(FIRST)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_signal_restores_the_terminal_and_keeps_the_draft(
    window: Terminal, folder: Path, number: signal.Signals
) -> None:
    """SIGTERM and SIGHUP leave no alternate screen, no hidden cursor, no mouse reports."""
    ask_first(window)
    to_first_box(window, folder)
    window.type("Half an answ")
    window.wait_for("Half an answ")
    window.kill(number)
    window.wait_exit()
    flags = {name: window.flag(name) for name in ("alternate_on", "cursor_flag", "mouse_any_flag")}
    assert flags == {"alternate_on": "0", "cursor_flag": "1", "mouse_any_flag": "0"}
    assert "Traceback" not in window.screen()
    draft = (folder / ".spec-tui" / "draft").read_text(encoding="utf-8")
    assert "Half an answ" in draft


def test_leaving_says_that_everything_is_saved(window: Terminal) -> None:
    """ctrl+q leaves at once with two lines, the progress line last."""
    ask_first(window)
    window.keys("C-q")
    assert window.wait_exit() == 0
    screen = window.screen()
    assert "Run spec-tui to go on." in screen
    assert BAR_5 in screen
    assert window.flag("alternate_on") == "0"


def test_stopping_and_going_on_in_the_shell(folder: Path) -> None:
    """SIGTSTP gives the shell back, fg draws the screen again."""
    with terminal(folder) as window:
        window.start("--depth", "quick", interactive=True)
        window.wait_for(FIRST)
        window.keys("C-z")
        window.wait_for("Stopped")
        assert window.flag("alternate_on") == "0"
        window.keys("fg", "Enter")
        window.wait_for(FIRST)
        assert window.flag("alternate_on") == "1"


def test_pasted_paragraph_is_one_answer_and_does_not_submit(window: Terminal, folder: Path) -> None:
    """A pasted text with line ends stays in the box until it is saved."""
    ask_first(window)
    question = to_first_box(window, folder)
    window.paste("Patients wait.\n\n- on the phone\n- in the hall\n")
    window.wait_for("in the hall")
    assert next_question(folder) == question
    window.keys("C-s")
    wait_for_next(window, folder, question)
    text = (folder / "SPEC.md").read_text(encoding="utf-8")
    assert "on the phone" in text
    assert "in the hall" in text


def test_keys_that_arrive_in_one_burst_keep_their_order(window: Terminal, folder: Path) -> None:
    """Words and ctrl+s in one packet, as over a slow line: the whole answer is stored."""
    ask_first(window)
    question = to_first_box(window, folder)
    window.type("Patients wait on the phone.\x13")
    wait_for_next(window, folder, question)
    assert "Patients wait on the phone." in (folder / "SPEC.md").read_text(encoding="utf-8")


def test_keys_that_edit_in_a_burst_and_what_is_typed_ahead(window: Terminal, folder: Path) -> None:
    """Start of line, delete to its end, new words, ctrl+s and other words in one packet."""
    ask_first(window)
    question = to_first_box(window, folder)
    window.type("Count lines per day")
    window.wait_for("Count lines per day")
    window.type("\x01\x0bPatients wiat\x7f\x7f\x7fait.\x13zebra zebra\x13zebra\r")
    wait_for_next(window, folder, question)
    window.wait_for(lambda screen: not shows(screen, question["text"]) and "zebra" in screen)
    text = (folder / "SPEC.md").read_text(encoding="utf-8")
    assert "Patients wait." in text
    assert "Count" not in text
    assert "zebra" not in text
    window.keys("C-l")
    window.wait_for("typed before its question was shown")


def test_second_window_can_read_only(window: Terminal, folder: Path) -> None:
    """Two apps in one folder: the second one says who holds it; commands still answer."""
    ask_first(window)
    with terminal(folder) as second:
        second.start()
        second.wait_for("Another spec-tui is open here")
    assert command(folder, "status").returncode == 0


def test_command_answers_while_the_app_is_open(window: Terminal, folder: Path) -> None:
    """An open app never blocks a script, and shows what the script did."""
    ask_first(window)
    question = to_first_box(window, folder)
    window.type("mine")
    done = command(folder, "answer", "SCP1", "Booking a free slot online")
    assert done.returncode == 0, done.stderr
    window.wait_for(lambda screen: shows(screen, question["text"]) and "mine" in screen)
    window.keys("C-s")
    wait_for_next(window, folder, question)
    text = (folder / "SPEC.md").read_text(encoding="utf-8")
    assert "Booking a free slot online" in text
    assert "mine" in text
