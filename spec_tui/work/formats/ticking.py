"""Ticking one criterion: three characters of one line."""

from __future__ import annotations

from spec_tui.documents.blocks import bullet, scan
from spec_tui.documents.headeredit import Splice
from spec_tui.work.change import Refused


def tick(text: str, line: int, done: bool) -> list[Splice]:
    """The splice that ticks the bullet on a line (from 1); a plain bullet gets a box."""
    body = scan(text)
    if not 1 <= line <= len(body.lines):
        raise Refused(f"There is no line {line}.")
    found = body.line(line - 1)
    item = bullet(found.text)
    if item is None:
        raise Refused(f"Line {line} is no criterion any more. Nothing was changed.")
    box = "[x]" if done else "[ ]"
    if not item.box:
        at = found.at + item.text_at
        return [(at, at, box + " ")] if done else []
    if (item.box != "[ ]") == done:
        return []
    at = found.at + found.text.index(item.box)
    return [(at, at + 3, box)]
