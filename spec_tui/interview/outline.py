"""The headings of a foreign text, those among them that are written as plain lines (interview.md
B.6).
"""

from __future__ import annotations

import re

from spec_tui.documents.lines import line_body
from spec_tui.documents.markdown import Block, Document, Piece

_HEADING = re.compile(r"^\s*#+\s*|\s*#*\s*$")
CLAUSE = re.compile(r" {0,2}\d{1,2}(?:\.\d{1,2})+[.)]?\s+\S")
"""`2.2. It does not cover`, a clause with its number."""
FEWEST_HEADINGS = 3
"""Plain lines that are headings; fewer are something else."""
_PLAIN_LINE = re.compile(
    r"\s*(?:(?P<number>\d{1,2})\s{1,3}(?P<words>[A-Z]\S*(?:\s+\S+){0,5}(?<![.,;:!?]))"
    r"|(?P<sign>[~=*#-]{1,4})\s+(?P<between>[^\W\d_][^~=*#|]{2,60}?)\s+(?P=sign)"
    r"|(?P<caps>[A-Z][A-Z0-9&/' -]{2,60})"
    r"|(?:h[1-6]\.|={2,6})\s+(?P<wiki>\S.{1,80}?))$"
)
"""A line that heads a part of a text without the sign of a heading: `5 Performance`, `CONFORMANCE
TESTS`, `~ what is wrong ~`, and in other markups `h3. Performance` or `== Performance`."""
_PLAIN_HEADING = re.compile(r"\s*\d{1,2}[.)]\s+(?P<words>[A-Z]\S*(?:\s+\S+){0,5}(?<![.,;:!]))$")


def heading_words(piece: Piece, block: Block) -> str:
    """The words of a heading as they stand."""
    return _HEADING.sub("", line_body(piece.lines[block.start])).strip()


def title_of(document: Document) -> str:
    """The H1 where it comes before any other heading and any text, "" otherwise."""
    for piece in document.pieces:
        for block in piece.blocks:
            if block.kind == "heading" and block.level == 1:
                return heading_words(piece, block)
            if block.kind in {"heading", "para", "item"}:
                return ""
    return ""


def outline(document: Document) -> frozenset[tuple[Piece, Block]]:
    """The headings of a text that writes them as plain lines: numbered ones (`2. Scope`), which are
    lists of one short item each, and paragraphs (`5 Performance`), several in one text.
    """
    listed, plain = _numbered(document), _plain(document)
    return frozenset(
        block for found in (listed, plain) if len(found) >= FEWEST_HEADINGS for block in found
    )


def _plain(document: Document) -> list[tuple[Piece, Block]]:
    """Paragraphs that begin with a plain heading; their numbers grow, so that none is a count."""
    found = []
    last = 0
    for piece in document.pieces:
        for block in piece.blocks:
            rows = [line_body(line) for line in piece.lines[block.start : block.start + 2]]
            head = _PLAIN_LINE.match(rows[0]) if block.kind == "para" else None
            if head is None or (block.end > block.start + 1 and not _goes_on(head, rows)):
                continue
            if head["number"] and int(head["number"]) <= last:
                return []
            last = int(head["number"] or last)
            found.append((piece, block))
    return found


def _numbered(document: Document) -> list[tuple[Piece, Block]]:
    return [
        (piece, block)
        for piece in document.pieces
        for before, block, after in zip(
            (None, *piece.blocks), piece.blocks, (*piece.blocks[1:], None), strict=False
        )
        if block.kind == "item"
        and not block.children[1:]
        and block.end == block.start + 1
        and not (after is not None and after.kind == "item" and _is_numbered(piece, after))
        and not (before is not None and before.kind == "item" and _is_numbered(piece, before))
        and _PLAIN_HEADING.match(line_body(piece.lines[block.start]))
    ]


def _is_numbered(piece: Piece, item: Block) -> bool:
    return piece.lines[item.start].lstrip()[:1].isdigit()


def _goes_on(head: re.Match[str], rows: list[str]) -> bool:
    """What stands right below a plain heading is no part of it: a numbered clause, what is
    indented below capitals, anything below the sign of another markup.
    """
    return bool(head["wiki"]) or bool(
        CLAUSE.match(rows[1]) or (head["caps"] and rows[1].startswith((" ", "\t")))
    )


def plain_heading(line: str) -> str:
    """The words of a line that heads what follows; "" for any other."""
    head = _PLAIN_LINE.match(line)
    return (
        (head["words"] or head["between"] or head["caps"] or head["wiki"])
        if head is not None
        else ""
    )
