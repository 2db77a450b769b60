"""Where Markdown shows text as it stands: code, comments and raw blocks, whose links are none.

Fences, comments and raw HTML are found from the top; inline code and indented code only where
somebody asks about a place, so that a file without any costs a search for a few words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from spec_tui.documents.frontmatter import span

_BLOCK = re.compile(
    r"^(?P<lead>[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)(?P<fence>`{3,}|~{3,})(?P<info>[^\r\n]*)"
    r"|^[ ]{0,3}<(?P<raw>pre|script|style|textarea)(?=[\s>])"
    r"|(?P<comment><!--)",
    re.MULTILINE | re.IGNORECASE,
)
_FENCE_LINE = re.compile(r"^[ \t>]*(?P<fence>`{3,}|~{3,})[ \t]*\r?$", re.MULTILINE)
_NOT_QUOTED = re.compile(r"^(?![ \t]*>)", re.MULTILINE)
TRACE = re.compile(
    r"<!--[ \t]*(?:Specification|Spec|Context|Generated from)[ \t]*:(?:(?!-->)[^\r\n])*-->"
)
"""A comment that leads from a deliverable back to its spec: a link that counts (seed 004)."""
_RUN = re.compile(r"`+")
_NEXT_LINE = re.compile(r"\r\n|\r|\n")
_ITEM = re.compile(
    r"(?![ \t]*(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,})$)[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)"
)
_CLOSED = re.compile(r" {0,3}(?:#{1,6}[ \t]|(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$)")
_BOUNDARY = re.compile(r"[ \t>]*(?:$|#{1,6}[ \t]|(?:[-*+]|\d{1,9}[.)])[ \t]|\||`{3}|~{3}|<!--)")
_LINES_LOOKED_AT = 200
"""How far up or down a paragraph or a list is followed."""


class Hidden:
    """The places of one text that are code or comment."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._block = (0, 0)
        self._inline: list[tuple[int, int]] = []
        self._code_line = (-2, 0)
        header = span(text) if text.startswith("---") else None
        self.body = header[2] if header is not None else 0
        """Offset at which the text below the front matter begins."""
        if "```" in text or "~~~" in text or "<!--" in text or _has_raw(text):
            self._find_blocks()

    def at(self, offset: int) -> bool:
        """Whether the character at an offset is code or comment."""
        if self._in_block(offset):
            return True
        if offset < self.body:
            return False
        return self._in_inline_code(offset) or self._in_indented_code(offset)

    def _in_block(self, offset: int) -> bool:
        number = bisect_right(self._starts, offset) - 1
        return number >= 0 and offset < self._ends[number]

    # lines

    @cached_property
    def _lines(self) -> list[int]:
        """Offsets at which lines begin."""
        return [0, *(match.end() for match in _NEXT_LINE.finditer(self._text))]

    def _number(self, offset: int) -> int:
        return bisect_right(self._lines, offset) - 1

    def _line(self, number: int) -> str:
        return self._text[self._lines[number] : self._after(number)].rstrip("\r\n")

    def _after(self, number: int) -> int:
        return self._lines[number + 1] if number + 1 < len(self._lines) else len(self._text)

    # blocks

    def _find_blocks(self) -> None:
        text, at = self._text, self.body
        while match := _BLOCK.search(text, at):
            at = match.end()
            end: int | None
            if match["fence"] is not None:
                end = self._end_of_fence(match)
            elif match["raw"] is not None:
                closed = re.compile(rf"</{match['raw']}>", re.IGNORECASE).search(text, at)
                end = closed.end() if closed is not None else len(text)
            else:
                end = self._end_of_comment(match.start())
            if end is not None:
                self._starts.append(match.start())
                self._ends.append(end)
                at = max(end, at)

    def _end_of_fence(self, opened: re.Match[str]) -> int | None:
        """Where a fence ends: its closing line, or the end of the list item or quote it is in.

        None for what is no fence.
        """
        text, lead, fence = self._text, opened["lead"], opened["fence"]
        if fence[0] == "`" and "`" in opened["info"]:
            return None
        number = self._number(opened.start())
        quoted, inner = ">" in lead, 0
        if not quoted:
            column = _width(lead)
            inner = column if lead.strip() else self._item_offset(number, column)
            if column >= inner + 4:
                return None
        below = self._after(number)
        end = len(text)
        for closed in _FENCE_LINE.finditer(text, below):
            mark = closed["fence"]
            if mark[0] == fence[0] and len(mark) >= len(fence):
                end = closed.end()
                break
        if quoted or inner:
            # what is indented less than the text of a list item is outside of it
            less = re.compile(rf"^(?! {{{inner}}}|[ ]*\t)[ ]*[^\s]", re.MULTILINE)
            found = (_NOT_QUOTED if quoted else less).search(text, below, end)
            return found.start() if found is not None else end
        return end

    def _end_of_comment(self, start: int) -> int | None:
        """Where a comment ends; None where it is none, or one that leads back to a spec."""
        text = self._text
        if TRACE.match(text, start) is not None or self._in_inline_code(start):
            return None
        end = text.find("-->", start + 4)
        if end >= 0:
            return end + 3
        line = self._lines[self._number(start)]
        return len(text) if not text[line:start].strip() else None

    # inside a paragraph

    def _in_inline_code(self, offset: int) -> bool:
        if not self._block[0] <= offset < self._block[1]:
            self._block = self._block_around(self._number(offset))
            self._inline = _code_spans(self._text, *self._block)
        number = bisect_right(self._inline, offset, key=lambda code: code[0]) - 1
        return number >= 0 and offset < self._inline[number][1]

    def _block_around(self, number: int) -> tuple[int, int]:
        """The lines around one that inline code can reach over."""
        first = last = number
        while first > max(0, number - _LINES_LOOKED_AT) and self._lines[first] > self.body:
            if _BOUNDARY.match(self._line(first)) or not self._line(first - 1).strip():
                break
            if self._in_block(self._lines[first - 1]):
                break
            first -= 1
        while last + 1 < min(len(self._lines), number + _LINES_LOOKED_AT):
            if _BOUNDARY.match(self._line(last + 1)):
                break
            last += 1
        return self._lines[first], max(self._after(last), self._lines[first] + 1)

    # indented code

    def _in_indented_code(self, offset: int) -> bool:
        number = self._number(offset)
        if self._text[self._lines[number]] not in " \t":
            return False
        line = self._line(number)
        indent = _indent(line)
        if self._code_line[0] in {number, number - 1} and indent >= self._code_line[1]:
            self._code_line = (number, self._code_line[1])
            return True
        code = self._begins_code(number, line, indent)
        if code is not None:
            self._code_line = (number, code)
        return code is not None

    def _begins_code(self, number: int, line: str, indent: int) -> int | None:
        """Columns that a line of indented code begins with, None where it is none."""
        inner = self._item_offset(number, indent) if indent >= 4 else 0
        # an item that is indented too far below another is meant as an item
        if indent < inner + 4 or (inner and _ITEM.match(line)):
            return None
        for above in range(number - 1, max(-1, number - _LINES_LOOKED_AT), -1):
            before = self._line(above)
            if not before.strip():
                break
            if _indent(before) < inner + 4:
                # code cannot interrupt a paragraph, but it may follow a heading or a rule
                closed = _CLOSED.match(before) or self._in_block(self._lines[above])
                return inner + 4 if closed else None
        return inner + 4

    def _item_offset(self, number: int, indent: int) -> int:
        """Column at which the text of the list item around a line begins; 0 outside of lists."""
        for above in range(number - 1, max(-1, number - _LINES_LOOKED_AT), -1):
            line = self._line(above)
            if not indent or self._lines[above] < self.body:
                break
            if not line.strip():
                continue
            item = _ITEM.match(line)
            if item is not None:
                marker = _width(item[0].rstrip())
                inner = _width(item[0])
                inner = inner if marker < inner <= marker + 4 else marker + 1
                if indent >= inner:
                    return inner
                indent = min(indent, _indent(line))
            elif _indent(line) == 0:
                break
        return 0


def escaped(text: str, at: int) -> bool:
    """Whether an odd number of backslashes stands before a place."""
    count = 0
    while at - count > 0 and text[at - count - 1] == "\\":
        count += 1
    return count % 2 == 1


def _has_raw(text: str) -> bool:
    return any(word in text for word in ("<pre", "<script", "<style", "<textarea", "<PRE"))


def _code_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Inline code between two offsets: from a run of backticks to the next of the same length."""
    if text.find("`", start, end) < 0:
        return []
    runs = [(match.start(), match.end()) for match in _RUN.finditer(text, start, end)]
    later: dict[int, list[int]] = {}
    for number, (low, high) in enumerate(runs):
        later.setdefault(high - low, []).append(number)
    found: list[tuple[int, int]] = []
    number = 0
    while number < len(runs):
        low, high = runs[number]
        low += escaped(text, low)
        same = later.get(high - low, [])
        position = bisect_right(same, number)
        if high > low and position < len(same):
            number = same[position]
            found.append((low, runs[number][1]))
        number += 1
    return found


def _indent(line: str) -> int:
    return _width(line[: len(line) - len(line.lstrip(" \t"))])


def _width(lead: str) -> int:
    """Columns of the beginning of a line, tabs at every fourth."""
    return len(lead.expandtabs(4))
