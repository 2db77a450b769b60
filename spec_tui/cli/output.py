"""What a command prints: text that cannot act on the terminal, JSON, and ASCII where needed."""

from __future__ import annotations

import json
import os
import re
import sys
from typing import Any, TextIO

from spec_tui.documents.visible import visible

GLYPHS = "█░○◐●✓"
_ASCII = str.maketrans(
    {
        "█": "#", "░": ".", "○": ".", "◐": "~", "●": "+", "✓": "#", "✗": "X",
        "—": "-", "–": "-", "\u2011": "-", "…": "...", "→": "->", "≤": "<=", "≥": ">=",
        "“": '"', "”": '"', "’": "'", "§": "section ", "×": "x", "·": "-", "−": "-",
    }
)  # fmt: skip
_UNPRINTABLE = re.compile(
    "[\x7f-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)


def prepare() -> None:
    """Let the standard streams survive being closed, and characters their encoding lacks.

    Piped input is UTF-8; bytes that are not come in as surrogates, so that they can be refused.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:  # started with the stream closed (`>&-`)
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
        elif not hasattr(stream, "reconfigure"):
            continue
        elif mode == "w":
            stream.reconfigure(errors="replace")
        elif stream.isatty():
            stream.reconfigure(errors="surrogateescape")
        else:
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")


def ascii_only(stream: TextIO) -> bool:
    """True where the bar and the glyphs have to be drawn with ASCII characters."""
    if os.environ.get("SPEC_TUI_ASCII", "") not in {"", "0"}:
        return True
    try:
        GLYPHS.encode(getattr(stream, "encoding", None) or "utf-8")
    except (LookupError, UnicodeEncodeError):
        return True
    return False


def shown(text: str, stream: TextIO) -> str:
    """Return `text` as it may stand on `stream`: acting characters made visible."""
    safe = visible(text)
    return safe.translate(_ASCII) if ascii_only(stream) else safe


def say(text: str = "", *, end: str = "\n") -> None:
    """Print data or the answer to the person on stdout."""
    sys.stdout.write(shown(text, sys.stdout) + end)


def talk(text: str) -> None:
    """Print a remark on stderr."""
    sys.stderr.write(shown(text, sys.stderr) + "\n")


def say_json(value: Any, *, indent: int | None = 2) -> None:
    """Print `value` as JSON, on one line with `indent=None`.

    Characters that act on a terminal are written as escapes.
    """
    text = json.dumps(value, ensure_ascii=ascii_only(sys.stdout), indent=indent)
    sys.stdout.write(_UNPRINTABLE.sub(_escape, text) + "\n")


def _escape(match: re.Match[str]) -> str:
    """The JSON escape of one character, a surrogate pair above U+FFFF."""
    return json.dumps(match[0])[1:-1]


def plural(count: int, one: str, many: str = "") -> str:
    """Return `1 question`, `2 questions`."""
    return f"{count} {one if count == 1 else many or one + 's'}"
