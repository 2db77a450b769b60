"""Titles of other people in cells of the terminal: one line, visible, cut to a width."""

from __future__ import annotations

from wcwidth import wcswidth

from spec_tui.documents.visible import visible

MORE = "…"
MORE_ASCII = "."


def one_line(text: str) -> str:
    """Return a text as one line in which nothing acts on a terminal."""
    return " ".join(visible(text).split())


def cells(text: str) -> int:
    """How many cells a visible text takes."""
    return len(text) if text.isascii() else max(0, wcswidth(text))


def cut(text: str, width: int, more: str = MORE) -> str:
    """Return the text in at most `width` cells; `more` stands at the end of one that was cut."""
    if cells(text) <= width:
        return text
    kept = _head(text, width - cells(more))
    return kept.rstrip() + more if width >= cells(more) else ""


def wrap(text: str, width: int, rows: int, more: str = MORE) -> list[str]:
    """Break a line at its spaces into at most `rows` rows of `width` cells; the last may be cut."""
    lines: list[str] = []
    rest = text
    while rest and len(lines) < rows - 1 and cells(rest) > width:
        fits = _head(rest, width)
        if not fits:
            break
        space = rest.rfind(" ", 0, len(fits) + 1)
        end = space if space > 0 else len(fits)
        lines.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [*lines, cut(rest, width, more)] if rest else lines


def _head(text: str, width: int) -> str:
    """The longest beginning that fits; what combines with its last character stays with it."""
    # Measured from the long end, because a joined emoji is narrower than its first half; what is
    # 64 characters longer than wide is made of marks that take no cell.
    end = min(len(text), max(0, width) + 64)
    while end and cells(text[:end]) > width:
        end -= 1
    return text[:end].rstrip("\u200d")
