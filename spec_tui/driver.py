"""The terminal as the app drives it: where a window was closed, the app ends too.

The system tells of a closed window with SIGHUP and SIGCONT. Textual takes the terminal up again on
SIGCONT, its writing thread dies of the first error, and the app waits for that thread for ever,
holding the interview, so that the next app can only read.
"""

from __future__ import annotations

import contextlib
import errno
import termios
from typing import IO, Any

from textual.drivers.linux_driver import LinuxDriver


class Output:
    """The terminal, or nothing once it is gone."""

    def __init__(self, file: IO[str] | None) -> None:
        assert file is not None
        self._file = file

    def write(self, text: str) -> int:
        """Write, where somebody can read it."""
        with contextlib.suppress(OSError):
            return self._file.write(text)
        return len(text)

    def flush(self) -> None:
        """Send what was written."""
        with contextlib.suppress(OSError):
            self._file.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


class TerminalDriver(LinuxDriver):
    """Textual's driver for terminals that can be closed while the app runs."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._file = Output(self._file)  # type: ignore[assignment]

    def _sigcont_application(self, *arguments: Any) -> None:
        if not gone(self.fileno):
            super()._sigcont_application(*arguments)


def gone(terminal: int) -> bool:
    """Whether a terminal was closed; what never was one is not gone."""
    try:
        termios.tcgetattr(terminal)
    except termios.error as error:
        return bool(error.args[0] == errno.EIO)
    return False
