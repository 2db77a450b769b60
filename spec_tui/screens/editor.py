"""The round trip through `$EDITOR`: an argument list, never a shell (safety.md S2)."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from spec_tui import messages
from spec_tui.documents.visible import visible

if TYPE_CHECKING:
    from spec_tui.app import SpecApp

_AT_LINE = {"vi", "vim", "nvim", "nano", "emacs", "emacsclient", "micro", "kak", "joe", "ne"}
"""Editors that take `+LINE` before the file."""
_WITH_COLON = {"code", "codium", "subl", "hx", "helix", "zed"}
"""Editors that take `FILE:LINE`."""
MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Edited:
    """What came back from the editor."""

    text: str = ""
    problem: str = ""


def command_of(environ: dict[str, str] | os._Environ[str], path: str, line: int = 0) -> list[str]:
    """Return the argument list that opens `path` at `line`; empty where no editor is set."""
    chosen = environ.get("VISUAL") or environ.get("EDITOR") or ""
    try:
        words = shlex.split(chosen)
    except ValueError:
        words = []
    if not words:
        return []
    name = Path(words[0]).name
    if line > 0 and name in _AT_LINE:
        return [*words, f"+{line}", path]
    if line > 0 and name in _WITH_COLON:
        goto = ["--goto"] if name in {"code", "codium"} else []
        return [*words, *goto, f"{path}:{line}"]
    return [*words, path]


def _run(app: SpecApp, path: str, line: int = 0) -> str:
    words = command_of(os.environ, path, line)
    if not words:
        return messages.EDITOR_MISSING
    try:
        with app.suspend():
            subprocess.run(words, check=False)
    except (OSError, SuspendNotSupported):
        return messages.EDITOR_FAILED.format(editor=visible(words[0]))
    finally:
        app.refresh()
    return ""


def edit_text(app: SpecApp, text: str) -> Edited:
    """Open `text` in the editor through a private file that is deleted afterwards."""
    descriptor, name = tempfile.mkstemp(prefix="spec-tui-", suffix=".md")
    path = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        problem = _run(app, name)
        if problem:
            return Edited(text, problem)
        return Edited(path.read_bytes().decode("utf-8", "replace").rstrip("\n"))
    finally:
        path.unlink(missing_ok=True)


def open_file(app: SpecApp, path: str, line: int) -> str:
    """Open a file at a line; returns a sentence where that failed."""
    return _run(app, path, line)


def read_text(root: Path, path: str) -> str | None:
    """Return the text of a small UTF-8 file named by the person, None where it cannot be read."""
    target = (root / Path(path).expanduser()).resolve()
    try:
        if not target.is_file() or target.stat().st_size > MOST_BYTES:
            return None
        return target.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError, ValueError):
        return None
