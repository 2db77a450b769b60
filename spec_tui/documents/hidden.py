"""Where Markdown shows text as it stands: code, comments and raw blocks, whose links are none.

Fences, comments and raw HTML are found from the top; inline code and indented code only where
somebody asks about a place, so that a file without any costs a search for a few words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from spec_tui.documents.frontmatter import span

_LEAD = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*")
_FENCE = re.compile(r"(?P<fence>`{3,}|~{3,})(?P<info>[^\r\n]*)")
_RAW = re.compile(r"<(?P<raw>pre|script|style|textarea)(?=[\s>])", re.IGNORECASE)
_MARKS = ("```", "~~~", "<!--", "<pre", "<PRE", "<script", "<style", "<textarea")
_FENCE_LINE = re.compile(r"^(?P<lead>[ \t>]*)(?P<fence>`{3,}|~{3,})[ \t]*\r?$", re.MULTILINE)
_NOT_QUOTED = re.compile(r"^(?![ \t]*>)", re.MULTILINE)
TRACE = re.compile(
    r"<!--[ \t]*(?:Specification|Spec|Context|Generated from)[ \t]*:(?:(?!-->)[^\r\n])*-->"
)
"""A comment that leads from a deliverable back to its spec: a link that counts (seed 004)."""
_RUN = re.compile(r"`+|~~~+")
_TICKS = re.compile(r"`+")
_NEXT_LINE = re.compile(r"\r\n|\r|\n")
_ITEM = re.compile(
    r"(?![ \t]*(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,})$)[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)"
)
_CLOSED = re.compile(r" {0,3}(?:#{1,6}[ \t]|(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$)")
_BOUNDARY = re.compile(r"[ \t>]*(?:$|#{1,6}[ \t]|(?:[-*+]|\d{1,9}[.)])[ \t]|\||`{3}|~{3}|<!--)")
_FAR = 4000
_LONGEST_LEAD = 100
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
        self._near = (0, -1)
        header = span(text) if text.startswith("---") else None
        self.body = header[2] if header is not None else 0
        """Offset at which the text below the front matter begins."""
        self._returns = "\r" in text
        marks = [mark for mark in _MARKS if mark in text]
        if marks:
            self._find_blocks(marks)

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

    def _line_start(self, offset: int) -> int:
        start, end = self._near
        if not start <= offset <= end:
            text = self._text
            start = text.rfind("\n", 0, offset) + 1
            if self._returns:
                start = max(start, text.rfind("\r", start, offset) + 1)
            found = _NEXT_LINE.search(text, offset)
            self._near = (start, found.start() if found is not None else len(text))
        return start

    def _number(self, offset: int) -> int:
        return bisect_right(self._lines, offset) - 1

    def _line(self, number: int) -> str:
        return self._text[self._lines[number] : self._after(number)].rstrip("\r\n")

    def _after(self, number: int) -> int:
        return self._lines[number + 1] if number + 1 < len(self._lines) else len(self._text)

    # blocks

    def _find_blocks(self, marks: list[str]) -> None:
        text, at = self._text, self.body
        while True:
            found = [place for place in (text.find(mark, at) for mark in marks) if place >= 0]
            if not found:
                break
            start, end, at = self._block_at(min(found))
            if end is not None:
                self._starts.append(start)
                self._ends.append(end)
                at = max(end, at)

    def _block_at(self, mark: int) -> tuple[int, int | None, int]:
        """(where a block begins, where it ends or None where there is none, where to look on)."""
        text = self._text
        if text.startswith("<!--", mark):
            return mark, self._end_of_comment(mark), mark + 4
        line = self._line_start(mark)
        run = _RUN.match(text, mark)
        if run is not None:
            lead = text[line:mark] if mark - line <= _LONGEST_LEAD else "x"
            fence = _FENCE.match(text, mark) if _LEAD.fullmatch(lead) is not None else None
            return line, self._end_of_fence(line, lead, fence) if fence else None, run.end()
        raw = _RAW.match(text, mark)
        if raw is None or mark - line > 3 or text[line:mark].strip(" "):
            return line, None, mark + 1
        closed = re.compile(rf"</{raw['raw']}>", re.IGNORECASE).search(text, raw.end())
        return line, closed.end() if closed is not None else len(text), raw.end()

    def _end_of_fence(self, line: int, lead: str, opened: re.Match[str]) -> int | None:
        """Where a fence ends: its closing line, or the end of the list item or quote it is in.

        None for what is no fence.
        """
        text, fence = self._text, opened["fence"]
        if fence[0] == "`" and "`" in opened["info"]:
            return None
        quoted, inner = ">" in lead, 0
        if not quoted and lead:
            column = _width(lead)
            inner = column if lead.strip() else self._item_offset(self._number(line), column)
            if column >= inner + 4:
                return None
        below = _NEXT_LINE.search(text, opened.end())
        if below is None:
            return len(text)
        end = len(text)
        for closed in _FENCE_LINE.finditer(text, below.end()):
            mark = closed["fence"]
            indented = not quoted and _width(closed["lead"]) >= inner + 4
            if mark[0] == fence[0] and len(mark) >= len(fence) and not indented:
                end = closed.end()
                break
        if quoted or inner:
            # what is indented less than the text of a list item is outside of it
            less = re.compile(rf"^(?! {{{inner}}}|[ ]*\t)[ ]*[^\s]", re.MULTILINE)
            found = (_NOT_QUOTED if quoted else less).search(text, below.end(), end)
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
        return len(text) if not text[self._line_start(start) : start].strip() else None

    # inside a paragraph

    def _in_inline_code(self, offset: int) -> bool:
        # no paragraph reaches over a blank line
        text, far = self._text, max(0, offset - _FAR)
        blank = text.rfind("\n\n", far, offset)
        if (blank >= 0 or far == 0) and text.rfind("`", max(blank, 0), offset) < 0:
            return False
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
            above = self._lines[first - 1]
            if self._in_block(above) or self._in_indented_code(above):
                break
            first -= 1
        while last + 1 < min(len(self._lines), number + _LINES_LOOKED_AT):
            if _BOUNDARY.match(self._line(last + 1)):
                break
            last += 1
        return self._lines[first], max(self._after(last), self._lines[first] + 1)

    # indented code

    def _in_indented_code(self, offset: int) -> bool:
        if self._text[self._line_start(offset)] not in " \t":
            return False
        number = self._number(offset)
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
            if item is not None and item.end() == len(line) and not self._line(above + 1).strip():
                # an item that begins with two blank lines is empty
                continue
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


def _code_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Inline code between two offsets: from a run of backticks to the next of the same length."""
    if text.find("`", start, end) < 0:
        return []
    runs = [(match.start(), match.end()) for match in _TICKS.finditer(text, start, end)]
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
