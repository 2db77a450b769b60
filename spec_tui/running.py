"""Running the app on a folder: how it opens, and what stays on the terminal when it is left."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from spec_tui import messages
from spec_tui.app import SpecApp
from spec_tui.documents.visible import visible
from spec_tui.interview.model import Depth, State
from spec_tui.widgets import glyphs

if TYPE_CHECKING:
    from spec_tui.session import Session


def use_ascii(asked: bool, environ: Mapping[str, str]) -> bool:
    """Tell whether glyphs must be plain ASCII: asked for, or the terminal cannot show them."""
    if asked or environ.get("SPEC_TUI_ASCII") == "1":
        return True
    return not glyphs.can_encode(getattr(sys.stdout, "encoding", None))


def plain_ascii(sentence: str) -> str:
    """Return a sentence for a terminal that shows ASCII only; what has no stand-in is escaped."""
    return glyphs.to_ascii(sentence).encode("ascii", "backslashreplace").decode("ascii")


def leaving_lines(state: State, answered: int, left: int, patch: Path | None) -> list[str]:
    """Return what stays on the terminal: where things stand, and the progress line last."""
    if state.complete:
        lines = [messages.SAVED_COMPLETE]
    else:
        lines = [messages.SAVED_LEAVING.format(answered=answered, left=left)]
    if patch is not None:
        lines.append(messages.PATCH_LEAVING.format(path=visible(str(patch))))
    return [*lines, state.line]


def run_app(
    session: Session | Callable[[], Session],
    *,
    ascii: bool = False,
    screen: str = "interview",
    folder: str = "",
    focus: str = "",
) -> int:
    """Run the app until somebody leaves; print the two leaving lines; return the exit code.

    A function that opens the session lets the frame be painted before anything is read. Raises
    what opening raised.
    """
    app = SpecApp(
        session,
        ascii=use_ascii(ascii, dict(os.environ)),
        first=screen,
        folder=folder,
        focus=focus,
    )
    app.run()
    app.close_pool()
    if app.failed is not None:
        raise app.failed
    if not app.opened:
        return 128 + app.left_by_signal if app.left_by_signal else app.return_code or 0
    session = app.session
    state, left = session.state, session.plan.remaining
    answered = len(session.answers())
    patch = session.close()
    if app.return_code and not app.left_by_signal:
        return app.return_code
    with suppress(OSError):
        for sentence in leaving_lines(state, answered, left, patch):
            print(plain_ascii(sentence) if app.ascii else sentence, flush=True)
    return 128 + app.left_by_signal if app.left_by_signal else 0


def run(
    root: Path,
    *,
    screen: str = "interview",
    depth: Depth | None = None,
    ascii: bool = False,
    focus: str = "",
) -> int:
    """Open the interview of a folder and run the app on it; return the exit code.

    `focus` is the spec that the journal opens on.
    """

    def opened() -> Session:
        from spec_tui.session import Session

        session = Session.open(root, hold=True)
        if depth is not None and not session.read_only:
            session.set_depth(depth)
        return session

    return run_app(opened, ascii=ascii, screen=screen, folder=root.resolve().name, focus=focus)
