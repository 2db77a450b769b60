"""Opening the app: with a terminal, with a depth, with what it was told on the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from spec_tui.cli import main, opening
from spec_tui.cli.options import Options
from tests.unit.cli.fake import FakeSession


@pytest.fixture
def opened(session: FakeSession, monkeypatch: pytest.MonkeyPatch) -> list[tuple]:
    """What the app was opened with, on a terminal that is none."""
    seen: list[tuple] = []

    def run_app(
        opener: Callable[[], FakeSession], *, ascii: bool, screen: str, folder: str, focus: str
    ) -> int:
        session = opener()
        seen.append((session, ascii, screen))
        return session.percent - 60

    monkeypatch.setattr("spec_tui.running.run_app", run_app)
    monkeypatch.setattr(opening, "on_a_terminal", lambda: True)
    return seen


def test_app_opens_on_the_screen_and_depth_asked_for(session, opened) -> None:
    """`--screen` and `--depth` reach the app; the session is held while it runs."""
    assert main(["--screen", "review", "--depth", "quick"]) == 0
    assert opened == [(session, False, "review")]
    assert session.calls[0][2] is True
    assert session.depth == "quick"


def test_interview_command_opens_the_interview(session, opened) -> None:
    """`spec-tui interview` is `spec-tui`."""
    assert main(["interview", "--depth", "thorough"]) == 0
    assert opened == [(session, False, "interview")]
    assert session.depth == "thorough"


def test_code_of_the_app_is_the_code_of_the_program(session, opened) -> None:
    """An app that a signal ended says so with its exit code."""
    session.percent = 60 + 143
    assert main([]) == 143


def test_ascii_option_reaches_the_app(session, opened, monkeypatch) -> None:
    """`--ascii` draws with ASCII characters only."""
    monkeypatch.setenv("SPEC_TUI_ASCII", "")
    assert main(["--ascii"]) == 0
    assert opened == [(session, True, "interview")]


def test_spec_that_was_named_reaches_the_app(session, opened, monkeypatch) -> None:
    """`work 1014` on a terminal opens the journal on that spec."""
    told: list[str] = []
    monkeypatch.setattr(
        "spec_tui.running.run_app", lambda opener, **how: told.append(how["focus"]) or 0
    )
    opening.open_app(Options(), screen="journal", focus="1014")
    assert told == ["1014"]


@pytest.mark.parametrize(("term", "expected"), [("dumb", False), ("", False), ("xterm", True)])
def test_dumb_terminal_is_no_place_for_the_app(monkeypatch, term: str, expected: bool) -> None:
    """A terminal that cannot place a cursor is sent to `--plain`."""
    monkeypatch.setenv("TERM", term)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(isatty=lambda: True))
    assert opening.on_a_terminal() is expected


def test_root_is_the_git_top_level(run, session, monkeypatch, tmp_path: Path) -> None:
    """Below a repository the top level is used."""
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    inner = tmp_path / "src" / "deep"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    assert run("status").code == 0
    assert session.calls[0] == ("open", tmp_path.resolve(), False)
