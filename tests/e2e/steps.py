"""Steps that end-to-end tests share: commands in processes of their own, and walking the app."""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Any

from spec_tui.cli import main
from tests.terminal import Terminal

PROGRAM = [sys.executable, "-m", "spec_tui"]
FIRST = "Is this the stack you build on?"
BAR_5 = "Spec Creation Progress: █░░░░░░░░░░░ 5%"
BAR_100 = "Spec Creation Progress: ████████████ 100%"
BOXED = frozenset({"text", "list", "quantity", "date", "ref", "bool", "choice"})
"""Kinds that are answered in words; the other cards are answered by their first choice."""


def command(
    folder: Path, *arguments: str, stdin: str = "", **how: Any
) -> subprocess.CompletedProcess[str]:
    """Run one command of spec-tui in `folder` without a terminal."""
    return subprocess.run(
        [*PROGRAM, "--root", str(folder), *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        **how,
    )


def inline(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The same within this process, with nothing on its standard input.

    For walks of many commands, and where it does not matter that a process ends; what the program
    does not catch ends the test.
    """
    out, err, standard = io.StringIO(), io.StringIO(), sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main(["--root", str(folder), *arguments])
    finally:
        sys.stdin = standard
    return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())


def next_question(folder: Path, *arguments: str) -> dict[str, Any] | None:
    """The question that `next --json` names, None at the end."""
    done = inline(folder, "next", "--json", *arguments)
    assert done.returncode == 0, done.stderr
    question: dict[str, Any] | None = json.loads(done.stdout)["question"]
    return question


def percent(folder: Path) -> int:
    """The percent that `status --json` tells."""
    value: int = json.loads(inline(folder, "status", "--json").stdout)["percent"]
    return value


def answer_words(question: dict[str, Any]) -> list[str]:
    """Arguments of `answer` for the usual answer: a choice, the example, or all lines of a card."""
    if question["kind"] == "close":
        return ["yes"]
    if question["choices"]:
        return ["--choose", "1"]
    return [question["example"] or "An overview of nothing in particular."]


def walk_by_commands(folder: Path, *, depth: str, limit: int = 250) -> list[str]:
    """Answer with the usual answers until nothing is left; the ids in the order of asking."""
    asked = []
    while (question := next_question(folder, "--depth", depth)) is not None:
        assert len(asked) < limit, asked
        words = ["--skip"] if question["kind"] == "overview" else answer_words(question)
        done = inline(folder, "answer", question["id"], *words)
        assert done.returncode == 0, (question, done.stderr)
        asked.append(question["id"])
    return asked


def answer_in_app(window: Terminal, question: dict[str, Any]) -> None:
    """Answer the question on the screen as a person would."""
    if question["kind"] == "close":
        window.keys("Enter")
    elif question["kind"] == "overview":
        window.keys("F2")
    elif question["choices"]:
        window.keys("1")
        window.wait_for("▌ 1")
        window.keys("Enter")
    else:
        window.paste(question["example"])
        last = question["example"].split()[-1]
        window.wait_for(lambda screen: last in screen)
        window.keys("C-s")


def walk_in_app(
    window: Terminal, folder: Path, *, until: int | None = None, limit: int = 60
) -> int:
    """Answer in the app until nothing is left, or `until` questions were answered; how many."""
    number = 0
    while number != until and (question := on_screen(window, folder)) is not None:
        assert number < limit, question
        answer_in_app(window, question)
        wait_for_next(window, folder, question)
        number += 1
    return number


def on_screen(window: Terminal, folder: Path) -> dict[str, Any] | None:
    """The next question, as soon as it is on the screen; None where nothing is left.

    What to ask next is written behind the answer: until both are there, the files may name another.
    """
    question = next_question(folder)
    looks = count(1)

    def shown(screen: str) -> bool:
        nonlocal question
        if question is not None and next(looks) % 10 == 0:
            question = next_question(folder)
        return question is None or shows(screen, question["text"])

    window.wait_for(shown)
    return question


def wait_for_next(window: Terminal, folder: Path, question: dict[str, Any]) -> None:
    """Wait until the answer is on disk and another question is due.

    Enter on a card is ignored for a moment after a question appears, against a stray Enter; like a
    person, press it again where nothing happened.
    """
    looks = count(1)
    seen: dict[str, int] = {}

    def moved_on(_screen: str) -> bool:
        now = written(folder)
        if now != seen:  # asking costs more than looking
            seen.clear()
            seen.update(now)
            if next_question(folder) != question:
                return True
        if next(looks) % 10 == 0 and question["choices"]:
            window.keys("Enter")
        return False

    window.wait_for(moved_on)


def written(folder: Path) -> dict[str, int]:
    """When each file of the interview was written."""
    files = [*folder.glob("SPEC.md"), *folder.glob("stack.toml"), *folder.glob(".spec-tui/*")]
    return {str(file): file.stat().st_mtime_ns for file in files if file.is_file()}


def shows(screen: str, text: str) -> bool:
    """Whether a wrapped text stands on the screen: its words in order, in the left column."""
    left = " ".join(line.split("   ")[0] if line.strip() else "" for line in padded(screen))
    return " ".join(text.split())[:40] in " ".join(left.split())


def padded(screen: str) -> Sequence[str]:
    """The rows without their left margin, so that columns part at three spaces."""
    return [line.strip() for line in screen.splitlines()]
