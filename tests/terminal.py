"""Real terminals for tests: tmux for what a person sees, a bare pseudo-terminal for the bytes.

Nothing here sleeps for a fixed time: everything waits for something to be seen, up to a deadline.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import shlex
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path

DEADLINE = 30.0
"""Seconds until what was waited for is reported as missing; generous, for slow machines."""
PROGRAM = (sys.executable, "-m", "spec_tui")
STYLE = re.compile(rb"\x1b\[[\d;:]*m")
"""The sequence that changes colour and weight."""
_sockets = count(1)


class NotSeen(AssertionError):  # noqa: N818 - reads as what happened
    """What a test waited for did not appear in time."""


class Terminal:
    """One program in a tmux window of its own server.

    `keys` and `paste` act like a person, `screen` is what the person sees. The program runs under
    `sh`, which prints `[exit N]` when it ends, so that the state it leaves the terminal in can be
    looked at.
    """

    def __init__(self, folder: Path, *, width: int = 100, height: int = 30) -> None:
        self.folder = folder
        self.socket = f"spec-tui-test-{os.getpid()}-{next(_sockets)}"
        self.width = width
        self.height = height
        self.pid_file = folder.parent / f"{self.socket}.pid"

    def start(
        self,
        *arguments: str,
        env: Mapping[str, str] | None = None,
        program: Sequence[str] = PROGRAM,
        interactive: bool = False,
    ) -> None:
        """Start the program in the folder; with `interactive` under a shell with job control."""
        command = shlex.join([*program, *arguments])
        if interactive:
            shell = ["bash", "--norc", "--noprofile", "-i"]
        else:
            # `sh -c 'echo $$; exec program'` makes the program's process id known.
            inner = f"echo $$ > {shlex.quote(str(self.pid_file))}; exec {command}"
            shell = ["sh", "-c", f'sh -c {shlex.quote(inner)}; echo "[exit $?]"; exec sleep 600']
        settings = {"PS1": "$ ", "ESCDELAY": "25", **(env or {})}
        environment = [word for item in settings.items() for word in ("-e", "=".join(item))]
        self.tmux(
            "-f", os.devnull, "new-session", "-d", "-s", "main", "-c", str(self.folder),
            "-x", str(self.width), "-y", str(self.height), *environment,
            "--", *shell,
            ";", "set-option", "-g", "escape-time", "0",
            ";", "set-option", "-g", "status", "off",
        )  # fmt: skip
        # The status line took a row until it was switched off.
        self.resize(self.width, self.height)
        if interactive:
            self.wait_for("$")
            self.keys(command, "Enter")

    def tmux(self, *arguments: str, data: str | None = None) -> str:
        """Run one tmux command on this terminal's server."""
        done = subprocess.run(
            ["tmux", "-L", self.socket, *arguments],
            input=data,
            capture_output=True,
            text=True,
            timeout=DEADLINE,
            check=False,
        )
        if done.returncode != 0:
            raise AssertionError(f"tmux {arguments[0]}: {done.stderr.strip()}")
        return done.stdout

    def keys(self, *keys: str) -> None:
        """Press keys by their tmux names (`Enter`, `F2`, `C-s`), or type a text."""
        self.tmux("send-keys", "-t", "main", *keys)

    def type(self, text: str) -> None:
        """Type a text literally."""
        self.tmux("send-keys", "-t", "main", "-l", "--", text)

    def paste(self, text: str) -> None:
        """Paste a text, bracketed where the program asked for it."""
        self.tmux("load-buffer", "-b", "test", "-", data=text)
        self.tmux("paste-buffer", "-p", "-d", "-b", "test", "-t", "main")

    def screen(self) -> str:
        """What is on the screen now, one line per row."""
        return self.tmux("capture-pane", "-p", "-t", "main")

    def wait_for(self, sought: str | Callable[[str], bool]) -> str:
        """Wait until a text, or a predicate over the screen, is there; return that screen."""
        seen = sought if callable(sought) else lambda screen: sought in screen
        end = time.monotonic() + DEADLINE
        screen = ""
        while time.monotonic() < end:
            screen = self.screen()
            if seen(screen):
                return screen
            time.sleep(0.03)
        raise NotSeen(f"waited for {sought!r}; the screen was:\n{screen}")

    def wait_exit(self) -> int:
        """Wait until the program has ended; return its exit code."""
        screen = self.wait_for("[exit ")
        return int(screen.rpartition("[exit ")[2].partition("]")[0])

    def resize(self, width: int, height: int) -> None:
        """Change the size of the window."""
        self.width, self.height = width, height
        self.tmux("resize-window", "-t", "main", "-x", str(width), "-y", str(height))

    def kill(self, number: signal.Signals = signal.SIGKILL) -> None:
        """Send a signal to the program."""
        os.kill(int(self.pid_file.read_text(encoding="ascii")), number)

    def close_on_program(self) -> None:
        """Close the window under the program, as a person does; wait until the program ended."""
        program = os.pidfd_open(int(self.pid_file.read_text(encoding="ascii")))
        try:
            self.close()
            if not select.select([program], [], [], DEADLINE)[0]:
                signal.pidfd_send_signal(program, signal.SIGKILL)
                raise NotSeen("the program did not end when its window was closed")
        finally:
            os.close(program)

    def flag(self, name: str) -> str:
        """A tmux format variable of the window, such as `alternate_on` or `cursor_flag`."""
        return self.tmux("display-message", "-p", "-t", "main", f"#{{{name}}}").strip()

    def close(self) -> None:
        """End the server and everything in it."""
        with contextlib.suppress(AssertionError):
            self.tmux("kill-server")


@contextlib.contextmanager
def terminal(folder: Path, *, width: int = 100, height: int = 30) -> Iterator[Terminal]:
    """A tmux terminal that is closed at the end."""
    window = Terminal(folder, width=width, height=height)
    try:
        yield window
    finally:
        window.close()


class Pty:
    """One program on a bare pseudo-terminal; `output` is every byte that it sent."""

    def __init__(
        self,
        command: Sequence[str],
        folder: Path,
        *,
        env: Mapping[str, str] | None = None,
        width: int = 100,
        height: int = 30,
    ) -> None:
        self.output = b""
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        self.process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **(env or {})},
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        )
        os.close(slave)

    def send(self, data: bytes) -> None:
        """Type bytes."""
        os.write(self.master, data)

    def read(self, timeout: float) -> bool:
        """Read what is there within `timeout` seconds; False at the end of the output."""
        ready, _, _ = select.select([self.master], [], [], timeout)
        if not ready:
            return True
        try:
            chunk = os.read(self.master, 65536)
        except OSError:  # EIO: the other side is closed
            return False
        self.output += chunk
        return bool(chunk)

    def wait_for(self, sought: bytes | Callable[[bytes], bool], *, since: int = 0) -> None:
        """Read until `sought` is in the output after byte `since`, or a predicate holds."""
        seen = sought if callable(sought) else lambda output: sought in output
        end = time.monotonic() + DEADLINE
        while not seen(self.output[since:]):
            if time.monotonic() > end or not self.read(0.05):
                raise NotSeen(f"waited for {sought!r}; the output was:\n{self.output[-4000:]!r}")

    def wait_for_words(self, words: str) -> None:
        """Read until `words` were sent in one piece, changes of colour left out."""
        self.wait_for(lambda output: words.encode() in STYLE.sub(b"", output))

    def finish(self) -> int:
        """Read to the end and return the exit code."""
        end = time.monotonic() + DEADLINE
        while self.read(0.05):
            if time.monotonic() > end:
                raise NotSeen(f"the program did not end; the output was:\n{self.output[-4000:]!r}")
        return self.process.wait(DEADLINE)

    def close(self) -> None:
        """End the program if it still runs."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(DEADLINE)
        os.close(self.master)


@contextlib.contextmanager
def bare_pty(
    command: Sequence[str],
    folder: Path,
    *,
    env: Mapping[str, str] | None = None,
    width: int = 100,
    height: int = 30,
) -> Iterator[Pty]:
    """A program on a bare pseudo-terminal that is ended at the end."""
    program = Pty(command, folder, env=env, width=width, height=height)
    try:
        yield program
    finally:
        program.close()
