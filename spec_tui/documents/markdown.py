"""Markdown as a tree of blocks with line spans, cut into pieces at its top-level `##` headings.

Only block structure is read, never inline text, and always from markdown-it tokens: a `# comment`
in a fence is no heading. A piece that did not change is never parsed again (interview.md B.1,
"Incremental reading"); the result is the same as a parse of the whole, which a test checks.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from spec_tui.documents.lines import line_body, split_lines

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_MARKER = re.compile(r"[ \t]*([-+*]|\d{1,9}[.)])([ \t]+|$)")
_SENTINEL = "## spec-tui sentinel"


@dataclass(frozen=True, slots=True)
class Block:
    """One block; lines are 0-based, relative to its piece, `end` exclusive without blank tail."""

    kind: Literal["heading", "item", "para", "fence", "other"]
    start: int
    end: int
    level: int = 0
    """Of a heading: 1 to 6."""
    atx: bool = True
    """Of a heading: written with `#`."""
    text_at: int = 0
    """Of an item: index of the first character of its text in the line `start`."""
    children: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """The text from one top-level `##` heading to the next; the first one may have no heading."""

    text: str
    lines: tuple[str, ...]
    """With their ends."""
    blocks: tuple[Block, ...]
    memo: dict[str, Any] = field(default_factory=dict)
    """What readers derive from this text alone, kept as long as the text does not change."""

    @property
    def heading(self) -> Block | None:
        """The `##` heading it starts with."""
        first = self.blocks[0] if self.blocks else None
        return first if first and first.kind == "heading" and first.level == 2 else None


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A whole file as pieces; `"".join(p.text for p in pieces)` is the file."""

    pieces: tuple[Piece, ...]
    memo: dict[str, Any] = field(default_factory=dict)
    """What readers derive from the whole text."""

    @property
    def text(self) -> str:
        """The whole text."""
        found = self.memo.get("text")
        if not isinstance(found, str):
            found = self.memo["text"] = "".join(piece.text for piece in self.pieces)
        return found

    def offsets(self) -> list[int]:
        """For each piece the number of lines before it."""
        starts, total = [], 0
        for piece in self.pieces:
            starts.append(total)
            total += len(piece.lines)
        return starts


def parse(text: str, previous: Document | None = None) -> Document:
    """Parse a file, reusing the pieces of `previous` that did not change."""
    if previous is not None:
        reused = _reparse(text, previous)
        if reused is not None:
            return reused
    return Document(tuple(_pieces(text)))


def parse_near(text: str) -> Document:
    """`parse` against the texts parsed last: an edited file and its earlier self share pieces."""
    for known, document in _shelf:
        if known == text:
            return document
    document = parse(text, _shelf[-1][1] if _shelf else None)
    _shelf.append((text, document))
    return document


def keep_near(document: Document) -> None:
    """Let `parse_near` know a document that was parsed elsewhere: nothing parses it again."""
    _shelf.append((document.text, document))


_shelf: deque[tuple[str, Document]] = deque(maxlen=4)


def _reparse(text: str, previous: Document) -> Document | None:
    """Parse only what lies between the unchanged pieces; None where that could differ."""
    old = previous.pieces
    head, start = 0, 0
    while head < len(old) and text.startswith(old[head].text, start):
        start += len(old[head].text)
        head += 1
    if head == len(old) and start == len(text):
        return previous
    # the piece before the change may swallow what follows it, so it is parsed again
    if head and (head == len(old) or not text.startswith("## ", start)):
        head -= 1
        start -= len(old[head].text)
    tail, end = len(old), len(text)
    while tail > head and end - len(old[tail - 1].text) >= start:
        candidate = old[tail - 1].text
        if not text.endswith(candidate, 0, end) or not candidate.startswith("## "):
            break
        end -= len(candidate)
        tail -= 1
    middle = text[start:end]
    if tail < len(old):
        if middle and not middle.endswith(("\n", "\r")):
            return None
        tokens = _tokens(middle + _SENTINEL + "\n")
        closing = [t for t in tokens if t.type == "heading_open"]
        rows = len(split_lines(middle))
        if not closing or closing[-1].map != [rows, rows + 1] or closing[-1].level != 0:
            return None
    return Document((*old[:head], *_pieces(middle), *old[tail:]))


def _pieces(text: str) -> list[Piece]:
    if not text:
        return []
    lines = split_lines(text)
    blocks = _blocks(text, lines)
    cuts = [
        block.start
        for block in blocks
        if block.kind == "heading" and block.level == 2 and block.atx
    ]
    if not cuts or cuts[0] != 0:
        cuts.insert(0, 0)
    pieces = []
    waiting = 0
    for first, last in zip(cuts, [*cuts[1:], len(lines)], strict=True):
        own = tuple(lines[first:last])
        inner = []
        while waiting < len(blocks) and blocks[waiting].start < last:
            inner.append(_shift(blocks[waiting], first))
            waiting += 1
        pieces.append(Piece("".join(own), own, tuple(inner)))
    return pieces


def _shift(block: Block, by: int) -> Block:
    if by == 0:
        return block
    return Block(
        block.kind,
        block.start - by,
        block.end - by,
        block.level,
        block.atx,
        block.text_at,
        tuple(_shift(child, by) for child in block.children),
    )


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark")


def _tokens(text: str) -> list[Token]:
    source = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "�")
    tokens: list[Token] = []
    parser = _parser()
    parser.block.parse(source, parser, {}, tokens)
    return tokens


def _blocks(text: str, lines: list[str]) -> list[Block]:
    """The tree of blocks of a text. Deep nesting is walked with a stack, never by recursion."""
    root: list[Block] = []
    stack: list[tuple[Token | None, list[Block], int]] = [(None, root, 0)]
    for token in _tokens(text):
        kind = token.type
        if kind in {"list_item_open", "blockquote_open"}:
            assert token.map is not None
            at = 0
            if kind == "list_item_open":
                row = token.map[0]
                # an item that starts on its parent's line starts behind the parent's marker
                outer = stack[-1]
                inherited = (
                    outer[2]
                    if outer[0] is not None and outer[0].map and outer[0].map[0] == row
                    else 0
                )
                found = _MARKER.match(line_body(lines[row]), inherited)
                at = found.end() if found else inherited
            stack.append((token, [], at))
        elif kind in {"list_item_close", "blockquote_close"}:
            opened, children, at = stack.pop()
            assert opened is not None
            assert opened.map is not None
            start, end = opened.map
            name: Literal["item", "other"] = "item" if kind == "list_item_close" else "other"
            stack[-1][1].append(
                Block(name, start, _trim(lines, start, end), text_at=at, children=tuple(children))
            )
        elif token.map is not None and kind in _LEAVES:
            start, end = token.map
            leaf = _LEAVES[kind]
            level = int(token.tag[1]) if leaf == "heading" else 0
            stack[-1][1].append(
                Block(leaf, start, _trim(lines, start, end), level, token.markup.startswith("#"))
            )
    return root


_LEAVES: dict[str, Literal["heading", "para", "fence", "other"]] = {
    "heading_open": "heading",
    "paragraph_open": "para",
    "fence": "fence",
    "code_block": "other",
    "html_block": "other",
    "hr": "other",
}


def _trim(lines: list[str], start: int, end: int) -> int:
    end = min(end, len(lines))
    while end > start + 1 and not lines[end - 1].strip():
        end -= 1
    return end
