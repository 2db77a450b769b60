"""Foreign text on its way into a widget, and the cutting and wrapping of lines.

Everything that comes from a file, a person or a server passes `plain` (or `shown`, where it becomes
part of a longer line) before a widget sees it (architecture.md, "Showing text that we did not
write"). Nothing here ever reads markup.
"""

from __future__ import annotations

import re

from rich.cells import cell_len
from textual.content import Content

from spec_tui.documents.visible import visible
from spec_tui.widgets import glyphs

_SPACE = re.compile(r"[ \t\n]+")


def plain(text: str, style: str = "") -> Content:
    """Return foreign text as Content: control characters visible, no markup read."""
    return Content.styled(visible(text).expandtabs(4), style)


def shown(text: str) -> str:
    """Return foreign text for one line: made visible, line breaks and tabs as one space."""
    return _SPACE.sub(" ", visible(text)).strip()


def part(text: str, style: str = "") -> Content:
    """Return one piece of a line that is already safe to show."""
    return Content.styled(text, style)


def line(*parts: str | Content | tuple[str, str]) -> Content:
    """Join pieces of one line; a tuple is (text, style). No markup is read."""
    return Content.assemble(*parts)


def fit(text: str, width: int) -> str:
    """Return `text` in at most `width` cells; a longer one ends in `…`."""
    if cell_len(text) <= width:
        return text
    if width <= 0:
        return ""
    return cut(text, width - 1).rstrip() + glyphs.MORE


def cut(text: str, width: int) -> str:
    """Return the longest start of `text` that takes at most `width` cells."""
    for end in range(1, len(text) + 1):
        if cell_len(text[:end]) > width:
            return text[: end - 1]
    return text


def wrap(text: str, width: int) -> list[str]:
    """Break safe text into lines of at most `width` cells, at spaces where there are any.

    Line breaks of the text stay. A word longer than a line is divided.
    """
    width = max(1, width)
    lines: list[str] = []
    for paragraph in text.expandtabs(4).split("\n"):
        current = ""
        for word in paragraph.split(" "):
            candidate = f"{current} {word}" if current else word
            if cell_len(candidate) <= width:
                current = candidate
                continue
            if current:
                lines.append(current)
            while cell_len(word) > width:
                head = cut(word, width) or word[0]
                lines.append(head)
                word = word[len(head) :]
            current = word
        lines.append(current)
    return lines


def wrapped(text: str, width: int, style: str = "") -> list[Content]:
    """Wrap safe text and give every line one style."""
    return [part(piece, style) for piece in wrap(text, width)]


def labelled(
    label: str, text: str, width: int, column: int, *, style: str = "$muted", label_style: str = ""
) -> list[Content]:
    """Return `label` in a column of its own and `text` wrapped at its right."""
    pieces = wrap(text, width - column)
    first = line((label.ljust(column), label_style or "$muted"), (pieces[0], style))
    return [first, *(line(" " * column, (piece, style)) for piece in pieces[1:])]


def spread(left: Content, right: Content, width: int) -> Content:
    """Put one piece at each end of a line; the right one gives way where there is no room."""
    gap = width - left.cell_length - right.cell_length
    if gap < 1:
        return left
    return line(left, " " * gap, right)


def pad(content: Content, width: int) -> Content:
    """Fill a line with spaces up to `width` cells, so that its background is drawn."""
    return content.pad_right(max(0, width - content.cell_length))


def selected(content: Content, width: int) -> Content:
    """Return a line filled to `width` on the colour of the selected row."""
    return pad(content, width).stylize_before("on $select")
