"""What the program sends to a terminal, byte by byte."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.e2e.steps import BAR_5, FIRST, PROGRAM, command, inline
from tests.terminal import bare_pty

HOSTILE = (
    "\x1b]0;EVIL-TITLE\x07 \x1b]52;c;RVZJTA==\x07 \x1b[2JEVIL-CLEAR \x1bPEVIL-DCS\x1b\\ "
    "\x9b31mEVIL-C1 \u202eEVIL-BIDI [@click=app.quit]EVIL-CLICK[/] [/] [link=https://evil]x[/link]"
)
FORBIDDEN = [
    b"\x1b]0;EVIL",
    b"\x1b]52;c;RVZJTA",
    b"\x1b[2JEVIL",
    b"\x1bPEVIL",
    b"\xc2\x9b",
    "\u202e".encode(),
    b"\x1b]8;",
]
RGB = re.compile(rb"[34]8;2;(\d+);(\d+);(\d+)")
HUES = re.compile(rb"\x1b\[(?:[\d;]*;)?(?:[34][1-6]|9[1-6]|10[1-6])m")
"""The colours of the 16 that are not black, white or grey."""


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A folder whose SPEC.md holds everything that could act on a terminal."""
    folder = tmp_path / "hostile"
    folder.mkdir()
    assert inline(folder, "init").returncode == 0
    spec = folder / "SPEC.md"
    text = spec.read_text(encoding="utf-8")
    title, rest = text.split("\n", 1)
    rest = rest.replace("<why this matters>", HOSTILE).replace("<roles, needs>", f"TODO {HOSTILE}")
    spec.write_text(f"{title} {HOSTILE}\n{rest}", encoding="utf-8")
    return folder


@pytest.mark.parametrize("screen", ["interview", "review", "stack"])
def test_no_sequence_of_the_text_reaches_the_terminal_from_the_app(
    hostile: Path, screen: str
) -> None:
    """Every screen the program opens on shows hostile text as words (P7)."""
    with bare_pty([*PROGRAM, "--root", ".", "--screen", screen], hostile) as program:
        program.wait_for_words("Spec Creation Progress")
        program.send(b"\x11")
        program.finish()
    assert [bad for bad in FORBIDDEN if bad in program.output] == []


@pytest.mark.parametrize("arguments", [("status",), ("next",), ("check",), ("transcript",)])
def test_no_sequence_of_the_text_reaches_the_terminal_from_a_command(
    hostile: Path, arguments: tuple[str, ...]
) -> None:
    """Commands show hostile text as words (P7)."""
    with bare_pty([*PROGRAM, "--root", ".", *arguments], hostile) as program:
        program.finish()
    assert [bad for bad in FORBIDDEN if bad in program.output] == []
    assert b"\x1b" not in program.output


def test_hostile_answer_is_told_as_words(tmp_path: Path) -> None:
    """The line-by-line interview shows what came in without sending it."""
    done = command(tmp_path, "interview", "--plain", stdin=f":{HOSTILE}\n:as {HOSTILE}\n")
    assert done.returncode == 0, done.stderr
    assert [bad for bad in FORBIDDEN if bad in done.stdout.encode()] == []
    assert "\x1b" not in done.stdout
    assert "EVIL-CLEAR" in done.stdout


def test_no_colour_where_no_color_is_set(tmp_path: Path) -> None:
    """NO_COLOR leaves no colour in the output of the app."""
    with bare_pty(
        [*PROGRAM, "--root", "."], tmp_path, env={"NO_COLOR": "1"}, width=100, height=30
    ) as program:
        program.wait_for_words(BAR_5)
        program.send(b"\x11")
        program.finish()
    hued = [code for code in RGB.findall(program.output) if len(set(code)) > 1]
    assert hued == []
    assert HUES.findall(program.output) == []


def test_ascii_where_the_locale_has_no_blocks(tmp_path: Path) -> None:
    """`--ascii` draws with ASCII characters only."""
    with bare_pty([*PROGRAM, "--root", ".", "--ascii"], tmp_path) as program:
        program.wait_for_words("Spec Creation Progress: #...........")
        program.wait_for_words(FIRST)
        program.send(b"\x11")
        program.finish()
    assert all(byte < 128 for byte in program.output)


def test_commands_print_on_a_terminal_without_unicode(tmp_path: Path) -> None:
    """With an ASCII output encoding nothing dies and the bar is drawn with #."""
    done = command(tmp_path, "init", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "Spec Creation Progress: #........... 5%"
