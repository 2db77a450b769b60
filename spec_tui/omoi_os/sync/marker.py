"""The mark at the end of a description on the server: whose it is, and what has no field there.

`<!-- spec-tui id=TKT-001 type=feature estimate=M blocked_by=TKT-002 -->`. It is added to what is
sent and never to a local file. Values are percent-encoded, so nothing in them ends the comment.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, unquote

_MARK = re.compile(r"\s*<!-- spec-tui ((?:[a-z_]+=[^\s<>]* )*)-->\s*\Z")


def marked(body: str, values: Mapping[str, str]) -> str:
    r"""The description to send: the body with `\n` line ends, then the mark. No empty values."""
    words = " ".join(f"{name}={_safe(value)}" for name, value in values.items() if value)
    text = re.sub(r"\r\n?", "\n", unmarked(body)).strip()
    mark = f"<!-- spec-tui {words} -->"
    return f"{text}\n\n{mark}" if text else mark


def marks(description: str) -> dict[str, str]:
    """The values of the mark, {} where there is none."""
    match = _MARK.search(_end(description))
    if match is None:
        return {}
    pairs = (word.partition("=") for word in match[1].split())
    return {name: unquote(value) for name, _, value in pairs}


def unmarked(description: str) -> str:
    """The description without the mark."""
    match = _MARK.search(_end(description))
    return description[: len(description) - len(match[0])] if match else description


def _end(description: str) -> str:
    """The part that a mark can stand in."""
    at = description.rfind("<!-- spec-tui ")
    if at < 0:
        return ""
    return description[len(description[:at].rstrip()) :]


def _safe(value: str) -> str:
    return quote(value, safe=",.:/+").replace("--", "-%2D")
