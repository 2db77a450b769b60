"""A value as the lines of SPEC.md, there and back: `read_lines(write_lines(v)) == v`.

A value is a text of lines. Level-0 lines stand as they are, nested ones as `  - text`, a closed
fence stays a fence, a blank line stays one blank line. `canonical` brings what a person typed or
pasted into that shape without losing a word.
"""

from __future__ import annotations

import re
import unicodedata

from spec_tui.documents.lines import line_body
from spec_tui.documents.markdown import Block, Piece
from spec_tui.interview import grammar
from spec_tui.interview.grammar import NamesPlace
from spec_tui.interview.layouts import is_table
from spec_tui.interview.spec import Marker

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_GAPS = re.compile("[\x1c-\x1f]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff]")
_ITEM = re.compile(
    r"(?P<indent>[ \t]*)(?P<sign>[-*+•‣]|(?P<number>\d{1,9})[.)])[ \t]+(?P<text>\S.*)$"
)
_NESTED = re.compile(r"(?P<indent>(?:  )+)- (?P<text>.*)$")
_FENCE = re.compile(r"(?P<indent>[ \t]*)(?P<fence>`{3,}(?=[^`]*$)|~{3,})")
_WRAPPED_AT = 60


def canonical(text: str, *, one_item_a_line: bool = False) -> str:
    """A typed or pasted answer in the shape that is stored.

    Bullet signs go (the file has its own), a numbering 1 to n goes, a soft-wrapped paragraph
    becomes one line unless every line is an item of its own (`one_item_a_line`), control
    characters go. Fences keep every character.
    """
    text = _GAPS.sub(" ", _BREAKS.sub("\n", unicodedata.normalize("NFC", text)))
    raw = [line.rstrip() for line in _CONTROLS.sub("", text).split("\n")]
    lines: list[str] = []
    columns: list[int] = []
    at = 0
    plain_before = False
    while at < len(raw):
        end = _fence_end(raw, at)
        if end is not None:
            indent = len(raw[at]) - len(raw[at].lstrip())
            lines += [_dedent(line, indent) for line in raw[at:end]]
            at, columns, plain_before = end, [], False
            continue
        line, at = raw[at], at + 1
        item = _ITEM.match(line)
        if not line.strip():
            if lines and lines[-1]:
                lines.append("")
            plain_before = False
        elif item:
            width = len(item["indent"].expandtabs(4))
            while columns and width <= columns[-1]:
                columns.pop()
            level = len(columns) if lines else 0
            columns.append(width)
            sign = f"{item['sign']} " if item["number"] else ""
            lines.append(f"{'  ' * level}- {sign}{item['text']}" if level else sign + item["text"])
            plain_before = False
        else:
            body = line.strip()
            hanging = line[0] in " \t" and columns and lines[-1:] != [""]
            wrapped = plain_before and len(lines[-1]) >= _WRAPPED_AT and body[:1].islower()
            if lines and (hanging or (wrapped and not one_item_a_line)):
                lines[-1] += f" {body}"
            else:
                lines.append(body)
                columns = []
                plain_before = True
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join(_without_numbers(lines))


def _without_numbers(lines: list[str]) -> list[str]:
    """Drop a numbering that says no more than the order does."""
    numbered = [
        re.match(r"(\d{1,9})[.)] (.*)$", line)
        for line in lines
        if line and not line.startswith("  ")
    ]
    if len(numbered) < 2 or any(
        found is None or int(found[1]) != n for n, found in enumerate(numbered, 1)
    ):
        return lines
    return [re.sub(r"^\d{1,9}[.)] ", "", line) for line in lines]


def _fence_end(lines: list[str], at: int) -> int | None:
    """Index behind the closing line of the fence that opens at `at`; None if there is no such."""
    opened = _FENCE.match(lines[at])
    if not opened:
        return None
    sign = opened["fence"]
    for row in range(at + 1, len(lines)):
        body = lines[row].strip()
        if body and set(body) == {sign[0]} and len(body) >= len(sign):
            return row + 1
    return None


def _dedent(line: str, columns: int) -> str:
    lead = len(line) - len(line.lstrip(" \t"))
    return line[min(columns, lead) :]


def write_lines(
    lead: str, text: str, *, indent: int, marker: str = "", labels: NamesPlace | None = None
) -> list[str]:
    """The lines (without ends) of a value behind `lead`, such as `  - *Uptime*:`.

    Without a lead the value is a list of items behind an empty first line.

    `indent` is the column of the text of the bullet `lead` starts; `labels` is given where an item
    stands beside labelled facets: words that it knows must not read as a label. `marker` is put
    at the end of the value.
    """
    lines = text.split("\n")
    tail = f" {marker}" if marker else ""
    if len(lines) == 1 and lead:
        return [f"{lead} {grammar.escape_marker(text)}{tail}"] if text else [f"{lead}{tail}"]
    pad = " " * indent
    out = [lead]
    level, at = -1, 0
    while at < len(lines):
        end = _fence_end(lines, at) if not lines[at].startswith(" ") else None
        if end is not None:
            out += [pad + line if line else "" for line in lines[at:end]]
            at, level = end, -1
            continue
        line, at = lines[at], at + 1
        if not line:
            out.append("")
            continue
        nested = _NESTED.match(line)
        if nested and level >= 0:
            level = min(len(nested["indent"]) // 2, level + 1)
            body = grammar.escape_line(nested["text"])
        else:
            level = 0
            body = grammar.escape_line(line)
            body = grammar.escape_label(body, labels) if labels else body
        out.append(f"{pad}{'  ' * level}- {grammar.escape_marker(body)}")
    if marker and _FENCE.match(lines[-1]):
        out.append(f"{pad}- {marker}")
    elif marker:
        out[-1] += tail
    return out


class ValueReader:
    """Collects the lines of one value from the blocks of a piece."""

    def __init__(self, piece: Piece) -> None:
        self._piece = piece
        self._marker: Marker | None = None
        self._lines: list[str] = []

    def result(self) -> tuple[str, Marker | None]:
        """The text and its marker."""
        lines = list(self._lines)
        while lines and not lines[-1]:
            lines.pop()
        while lines and not lines[0]:
            lines.pop(0)
        return "\n".join(lines), self._marker

    def add_head(self, text: str) -> None:
        """The words on the line of a label; no escapes but the one of a marker."""
        text = self._unmark(text)
        if text:
            self._lines.append(text)

    def add_blocks(
        self,
        blocks: tuple[Block, ...],
        after: int,
        indent: int,
        *,
        labels: NamesPlace | None = None,
        level: int = 0,
    ) -> None:
        """Blocks below a label or an item; `after` is the line behind what came before."""
        for block in blocks:
            if block.start > after and self._lines:
                self._lines.append("")
            if block.kind == "item":
                self._add_item(block, level, labels=labels)
            elif block.kind == "para":
                rows = [line_body(line) for line in self._piece.lines[block.start : block.end]]
                whole = [self.joined(block.start, block.end)]
                for row in map(str.strip, rows) if is_table(rows) else whole:
                    self._add_text(row, level)
            else:
                width = _columns(self._piece.lines[block.start])
                cut = min(width, indent) if indent else width
                self._lines += [
                    _dedent(line_body(line), cut)
                    for line in self._piece.lines[block.start : block.end]
                ]
            after = block.end

    def _add_item(self, block: Block, level: int, *, labels: NamesPlace | None) -> None:
        text, rest, after = self.own_text(block)
        text = self._unmark(text)
        if labels and level == 0:
            text = grammar.unescape_label(text, labels)
        text = grammar.unescape_line(text)
        if text or rest:
            self._lines.append(f"{'  ' * level}- {text}" if level else text)
        self.add_blocks(rest, after, block.text_at, level=level + 1)

    def _add_text(self, text: str, level: int) -> None:
        text = self._unmark(text)
        if text:
            self._lines.append(f"{'  ' * level}- {text}" if level else text)

    def own_text(self, block: Block) -> tuple[str, tuple[Block, ...], int]:
        """(text of an item, the blocks below it, the line behind its text)."""
        children = block.children
        first = children[0] if children else None
        line = line_body(self._piece.lines[block.start])[block.text_at :].strip()
        if first is not None and first.kind == "para" and first.start == block.start:
            more = self.joined(first.start + 1, first.end)
            return f"{line} {more}".strip() if more else line, children[1:], first.end
        if first is not None and first.start == block.start:
            rest = children[1:]
            stop = first.end
        else:  # a link reference definition leaves no paragraph behind
            rest = children
            stop = first.start if first is not None else block.end
        more = self.joined(block.start + 1, stop)
        return f"{line} {more}".strip() if more else line, rest, stop

    def joined(self, start: int, end: int) -> str:
        """A wrapped paragraph as one line."""
        return " ".join(
            body for line in self._piece.lines[start:end] if (body := line_body(line).strip())
        )

    def _unmark(self, text: str) -> str:
        text, marker = grammar.split_marker(text)
        self._marker = self._marker or marker
        return text.strip()


def _columns(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))
