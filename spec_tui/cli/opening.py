"""Opening a session for one command, and opening the app."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from spec_tui.cli.options import Options
from spec_tui.cli.output import ascii_only, talk
from spec_tui.cli.stop import CouldNotRun, Stop

if TYPE_CHECKING:
    from spec_tui.session import Session


def find_root(options: Options) -> Path:
    """Return the folder to work in: `--root`, else the git top level, else the current folder."""
    from spec_tui.workspace.root import find_root as discover

    if options.root is None:
        try:
            return discover(Path.cwd())
        except FileNotFoundError:
            raise CouldNotRun(
                "The current folder no longer exists. Name one with --root."
            ) from None
    if not options.root.is_dir():
        what = "is not a folder" if options.root.exists() else "does not exist"
        raise CouldNotRun(f"{options.root} {what}. Nothing was written.")
    return options.root.absolute()


@contextmanager
def opened(options: Options, *, hold: bool = False) -> Iterator[Session]:
    """Open the interview of the chosen folder for one command, and close it at the end.

    A depth given on the command line is remembered, except where SPEC.md does not exist yet:
    `status` and `next` write nothing there. What could not be written is named on stderr.
    """
    from spec_tui.session import Session

    session = Session.open(find_root(options), hold=hold)
    try:
        if options.depth is not None and session.state.exists:
            session.set_depth(options.depth)
        yield session
    finally:
        patch = session.close()
        if patch is not None:
            talk(f"SPEC.md could not be written. The change is kept in {patch}.")


def warn(session: Session) -> None:
    """Say on stderr why this repository cannot be answered now, and what is pending."""
    for sentence in (session.read_only, session.notice):
        if sentence:
            talk(sentence)


def require_writable(session: Session) -> None:
    """End with exit code 2 where nothing can be answered now."""
    if session.read_only:
        raise CouldNotRun(session.read_only)


def on_a_terminal() -> bool:
    """Whether a full screen can be drawn and keys can be read."""
    if os.environ.get("TERM", "") in {"", "dumb"}:
        return False
    return sys.stdin.isatty() and sys.stdout.isatty()


def open_app(options: Options, *, screen: str, focus: str = "") -> None:
    """Open the full-screen app; `focus` is the spec that the journal opens on.

    Raises CouldNotRun where there is no terminal to draw on.
    """
    if not on_a_terminal():
        raise CouldNotRun(
            "The app needs a terminal. `spec-tui interview --plain` asks line by line, also "
            "through a pipe."
        )
    from spec_tui.running import run

    code = run(
        find_root(options),
        ascii=ascii_only(sys.stdout),
        screen=screen,
        depth=options.depth,
        focus=focus,
    )
    if code:
        raise Stop("", code)
