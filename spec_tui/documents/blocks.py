"""The lines of a body with what a plan needs to know of them: fences, headings, bullets, labels.

A light scanner beside markdown.py, for files read by the thousand. It sees fences and comments as
CommonMark does, except that a fence that never closes ends at the next heading of a section: one
forgotten fence must not hide the rest of a plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from spec_tui.documents.lines import split_lines

_FENCE = re.compile(r"[ \t]*(?:[-*+][ \t]+|\d{1,9}[.)][ \t]+)?(`{3,}|~{3,})(.*)$")
_SECTION = re.compile(r" {0,3}#{2,6}[ \t]")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_ITEM = re.compile(r"([ \t]*)([-*+]|\d{1,9}[.)])([ \t]+|$)(\[[ xX]\](?:[ \t]+|$))?(.*)$")
LABEL = re.compile(
    r"(?:\*\*|__)(?P<bold>[^*_:\n][^*:\n]*?)[ \t]*(?::[ \t]*(?:\*\*|__)|(?:\*\*|__)[ \t]*:)"
    r"[ \t]*(?P<value>.*?)[ \t]*$"
    r"|(?P<plain>[A-Za-z][A-Za-z /&-]{0,30}?)[ \t]*:(?=[ \t]|$)[ \t]*(?P<rest>.*?)[ \t]*$"
)


COMMENT = 2
"""What `Body.code` says of a line of a comment."""
LONGEST_LINE = 4000
"""Longer lines are neither heading nor label: their patterns cost the square of a run of blanks."""


class Line(NamedTuple):
    """One line outside code; `at` is the offset of its first character, `number` counts from 0."""

    number: int
    at: int
    text: str
    """Without its end."""


class Bullet(NamedTuple):
    """A list item on one line."""

    indent: int
    marker: str
    box: str
    """`[ ]`, `[x]` or ""."""
    text: str
    text_at: int
    """Column of the text, box left out."""


@dataclass(frozen=True, slots=True)
class Body:
    """The lines of a text from an offset on."""

    lines: tuple[str, ...]
    """With their ends."""
    offsets: tuple[int, ...]
    code: bytes
    """One byte a line: 1 in a fence, its own lines included, `COMMENT` in a comment, else 0."""
    before: int = 0
    """Lines of the text before the first of these."""
    open_fence: int = -1
    """Line of a fence that never closes, -1 if none."""

    def plain(self, start: int = 0, end: int | None = None) -> Iterator[Line]:
        """Lines outside code."""
        for number in range(start, len(self.lines) if end is None else end):
            if not self.code[number]:
                yield self.line(number)

    def line(self, number: int) -> Line:
        """One line, also inside code."""
        return Line(number, self.offsets[number], self.lines[number].rstrip("\r\n"))


def scan(text: str, start: int = 0) -> Body:
    """Read the lines of `text` from offset `start`; offsets count from the start of `text`."""
    lines = split_lines(text[start:] if start else text)
    offsets = []
    at = start
    for line in lines:
        offsets.append(at)
        at += len(line)
    code, opened = bytes(len(lines)), -1
    if "```" in text or "~~~" in text or "<!--" in text:
        code, opened, marks = _code(lines, lenient=False)
        if opened >= 0 or marks % 2:
            code, cut, _ = _code(lines, lenient=True)
            opened = cut if opened < 0 or 0 <= cut < opened else opened
    before = place(text, start)[0] - 1 if start else 0
    return Body(tuple(lines), tuple(offsets), code, before, opened)


def _code(lines: list[str], *, lenient: bool) -> tuple[bytes, int, int]:
    """(which lines are code or comment, line of the fence that is open, how many fence lines).

    Open is the fence that never closes; with `lenient` the first one that a heading had to end.
    """
    code = bytearray(len(lines))
    fence, opened, cut, marks = "", -1, -1, 0
    comment = False
    for number, line in enumerate(lines):
        first = line.strip()
        if fence:
            if lenient and _SECTION.match(line):
                cut = opened if cut < 0 else cut
                fence, opened = "", -1
                continue
            code[number] = 1
            marks += first.startswith(fence)
            if first[:1] == fence[0] and set(first) == {fence[0]} and len(first) >= len(fence):
                fence, opened = "", -1
        elif comment:
            code[number] = COMMENT
            comment = "-->" not in line
        elif first.startswith("<!--"):
            code[number] = COMMENT
            comment = "-->" not in first[4:]
        elif "```" in first or "~~~" in first:
            match = _FENCE.match(line.rstrip("\r\n"))
            if match is not None and not (match[1][0] == "`" and "`" in match[2]):
                fence, opened = match[1], number
                code[number] = 1
                marks += 1
    return bytes(code), cut if lenient and cut >= 0 else opened, marks


def heading(text: str) -> tuple[int, str] | None:
    """(level, title) of an ATX heading line."""
    if "#" not in text or len(text) > LONGEST_LINE:
        return None
    match = _HEADING.match(text)
    return (len(match[1]), match[2] or "") if match else None


def bullet(text: str) -> Bullet | None:
    """The list item that a line begins."""
    match = _ITEM.match(text)
    if match is None:
        return None
    indent = len(match[1].expandtabs(4))
    box = match[4].rstrip() if match[4] else ""
    return Bullet(indent, match[2], box, match[5].rstrip(), match.start(5))


def label(text: str) -> tuple[str, str, int] | None:
    """(name, value, column of the value) of `**Name:** value`, `**Name**: value`, `Name: value`.

    A bullet and a checkbox in front are passed over.
    """
    if len(text) > LONGEST_LINE:
        return None
    item = bullet(text)
    start = item.text_at if item else len(text) - len(text.lstrip())
    match = LABEL.match(text, start)
    if match is None:
        return None
    if match["bold"] is not None:
        return match["bold"].strip(), match["value"], match.start("value")
    return match["plain"].strip(), match["rest"], match.start("rest")


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of an offset; lines end at CR LF, CR or LF."""
    before = text[:offset]
    line = before.count("\n") + before.count("\r") - before.count("\r\n") + 1
    return line, offset - max(before.rfind("\n"), before.rfind("\r"))
