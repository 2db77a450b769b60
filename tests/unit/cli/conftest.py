"""Running a command line over a fake session."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from spec_tui import session as sessions
from spec_tui.cli import main
from tests.unit.cli.fake import FakeSession


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def last(self) -> str:
        """The last line of stdout."""
        return self.out.rstrip("\n").rpartition("\n")[2]


class Input(io.TextIOWrapper):
    """Piped stdin."""

    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data), encoding="utf-8", errors="surrogateescape")


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakeSession:
    """The session that every command of this test opens."""
    fake = FakeSession()

    def open_fake(root: Path, *, hold: bool = False) -> FakeSession:
        fake.calls.append(("open", root, hold))
        return fake

    monkeypatch.setattr(sessions.Session, "open", staticmethod(open_fake))
    monkeypatch.chdir(tmp_path)
    return fake


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Run one command line: `run("answer", "NFR1", "-", stdin=b"300 ms")`."""

    def run_one(*arguments: str, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", Input(stdin))
        code = main(list(arguments))
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return run_one
