"""Markdown for the eye: which pieces of a line stand out while it is edited, and how it reads.

Line by line and light: a document of any length costs nothing until a line of it is seen, which
Textual's own Markdown widget cannot offer (architecture.md, "Libraries").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from textual.content import Content

from spec_tui.documents.links import links
from spec_tui.widgets.text import line, part, plain, wrap

State = Literal["text", "header", "fence", "code", "comment"]
Look = Literal["heading", "mark", "strong", "code", "link", "quiet"]

_FENCE = re.compile(r"[ \t]*(?:[-*+][ \t]+|\d{1,9}[.)][ \t]+)?(`{3,}|~{3,})([^`]*)$")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)$")
_ITEM = re.compile(r"([ \t]*)([-*+]|\d{1,9}[.)])[ \t]+(?:\[([ xX])\][ \t]+)?")
_INLINE = re.compile(
    r"(?P<code>`[^`\n]{1,2000}`)"
    r"|(?P<strong>\*\*[^*\n]{1,2000}\*\*)"
    r"|(?P<comment><!--.{0,4000}?-->)"
)
LONGEST_LINE = 4000
"""Longer lines are drawn without looks."""


class Span(NamedTuple):
    """A piece of a line, and how it looks."""

    start: int
    end: int
    look: Look


def states(rows: Sequence[str]) -> tuple[State, ...]:
    """What each line of a document is: text, front matter, a fence, code in it, a comment."""
    found: list[State] = []
    fence = ""
    comment = False
    header = bool(rows) and rows[0].rstrip() == "---" and "---" in map(str.rstrip, rows[1:])
    for number, row in enumerate(rows):
        if header:
            found.append("header")
            header = not number or row.rstrip() != "---"
        elif comment:
            found.append("comment")
            comment = "-->" not in row
        elif fence:
            closes = _FENCE.match(row)
            if closes and closes[1].startswith(fence) and not closes[2].strip():
                found.append("fence")
                fence = ""
            else:
                found.append("code")
        elif opens := _FENCE.match(row):
            found.append("fence")
            fence = opens[1]
        elif row.lstrip().startswith("<!--"):
            comment = "-->" not in row
            whole = comment or row.rstrip().endswith("-->")
            found.append("comment" if whole else "text")
        else:
            found.append("text")
    return tuple(found)


def spans(row: str, state: State) -> list[Span]:
    """The pieces of a line that stand out; the later ones lie above the earlier ones."""
    if state != "text":
        return [Span(0, len(row), "quiet")]
    if len(row) > LONGEST_LINE:
        return []
    found = []
    heading, item = _HEADING.match(row), _ITEM.match(row)
    if heading:
        found.append(Span(0, len(row), "heading"))
    elif item:
        found.append(Span(len(item[1]), item.end(), "mark"))
    looks: dict[str, Look] = {"code": "code", "strong": "strong", "comment": "quiet"}
    inline = [(m.start(), m.end(), looks[m.lastgroup or ""]) for m in _INLINE.finditer(row)]
    found += [Span(*one) for one in inline if one[2] == "strong"]
    hidden = [one for one in inline if one[2] != "strong"]
    found += [
        Span(one.start, one.end, "link")
        for one in links(row)
        if not any(start <= one.start < end for start, end, _ in hidden)
    ]
    return found + [Span(*one) for one in hidden]


_STYLES: dict[Look, str] = {
    "strong": "bold",
    "code": "$muted",
    "link": "$primary",
    "quiet": "$muted",
    "heading": "bold",
    "mark": "$primary",
}


def rendered(text: str, width: int) -> list[Content]:
    """A document as it reads: links as their names, boxes as glyphs, comments left out."""
    rows = text.split("\n")
    found: list[Content] = []
    for row, state in zip(rows, states(rows), strict=True):
        match state:
            case "comment" | "fence":
                continue
            case "header" | "code":
                found += _code(row, width)
            case _:
                found += _read(row, width)
    return found


def _code(row: str, width: int) -> list[Content]:
    safe = plain(row).plain
    return [line("  ", (piece, "$muted")) for piece in wrap(safe, width - 2)]


def _read(row: str, width: int) -> list[Content]:
    if heading := _HEADING.match(row):
        return _wrapped(_inline(heading[2]).stylize_before("bold"), "", "", width)
    if item := _ITEM.match(row):
        indent = " " * min(len(item[1].expandtabs(4)), width // 2)
        glyph, style = ("✓", "$success") if item[3] in {"x", "X"} else ("○", "$muted")
        lead = line(indent, (glyph, style) if item[3] is not None else (item[2], "$muted"), " ")
        return _wrapped(_inline(row[item.end() :]), lead, " " * lead.cell_length, width)
    return _wrapped(_inline(row), "", "", width)


def _inline(row: str) -> Content:
    """One line with its links as names and without the marks of Markdown."""
    if len(row) > LONGEST_LINE:
        return plain(row)
    names = {(one.start, one.end): one.label for one in links(row)}
    found = part("")
    at = 0
    for start, end, look in sorted(spans(row, "text"), key=lambda one: (one.start, -one.end)):
        if start < at or look in {"heading", "mark"}:
            continue
        found = line(found, plain(row[at:start]))
        inner = {"strong": row[start + 2 : end - 2], "code": row[start + 1 : end - 1], "quiet": ""}
        words = names.get((start, end)) or inner.get(look, row[start:end])
        found = line(found, plain(words, _STYLES[look]))
        at = end
    return line(found, plain(row[at:]))


def _wrapped(content: Content, lead: Content | str, below: str, width: int) -> list[Content]:
    """Content in lines of at most so many cells; its styles stay where they are."""
    text = content.plain
    room = max(4, width - len(below))
    rows: list[Content] = []
    at = 0
    for piece in wrap(text, room):
        start = max(text.find(piece, at), at)
        at = start + len(piece)
        rows.append(line(lead if not rows else below, content[start:at]))
    return rows
