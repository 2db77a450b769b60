"""A terminal that was closed under the app."""

from __future__ import annotations

import contextlib
import os
import pty
from collections.abc import Iterator

import pytest

from spec_tui.driver import Output, gone


@pytest.fixture
def closed() -> Iterator[int]:
    """The program's side of a terminal whose window was closed."""
    master, slave = pty.openpty()
    os.close(master)
    yield slave
    os.close(slave)


def test_closed_terminal_is_known(closed: int) -> None:
    """An open one, and what never was a terminal, are not closed."""
    assert gone(closed)
    master, slave = pty.openpty()
    assert not gone(slave)
    os.close(master)
    os.close(slave)
    reading, writing = os.pipe()
    assert not gone(reading)
    os.close(reading)
    os.close(writing)


def test_writing_to_a_closed_terminal_says_nothing(closed: int) -> None:
    """The thread that writes goes on taking what the app hands it."""
    with contextlib.suppress(OSError), os.fdopen(os.dup(closed), "w") as file:
        output = Output(file)
        assert output.write("x" * 20_000) == 20_000
        output.flush()
        assert output.fileno() == file.fileno()
        with pytest.raises(OSError, match="Input/output"):
            print("x" * 20_000, file=file, flush=True)
