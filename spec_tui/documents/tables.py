"""The cells of one line of a Markdown table."""

from __future__ import annotations

import re

_SPLIT = re.compile(r"(?<!\\)\|")


def cells_of(text: str) -> tuple[str, ...]:
    r"""The cells of a row, empty ones among them; `\|` is a bar within a cell."""
    body = text.strip().removeprefix("|")
    if body.endswith("|") and not body.endswith("\\|"):
        body = body[:-1]
    return tuple(cell.replace("\\|", "|").strip() for cell in _SPLIT.split(body))
