"""A foreign text as the units that drafting places: sentences, lists, tables (interview.md B.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from spec_tui.documents.lines import line_body
from spec_tui.documents.markdown import Block, Document, Piece
from spec_tui.documents.prose import sentences, words
from spec_tui.documents.tables import cells_of

UnitKind = Literal["sentence", "list", "column", "fence"]

_HEADING = re.compile(r"^\s*#+\s*|\s*#*\s*$")
_TABLE = re.compile(r"\s*\|.*\|\s*$")
_RULE = re.compile(r"[\s|:-]+$")
_FRONT_MATTER = re.compile(
    r"(?:\*\*[^*\n]{1,40}(?::\*\*|\*\*\s*:)|[A-Z][a-z]{2,15}:\s)\s*\S.{0,80}$"
)
_BULLET = re.compile(r"^(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?")
FEWEST_COLUMNS = 2
"""Columns of a table that are lists of their own, beside its rows."""
SHORTEST = 30
"""Words below which only title and problem are drafted (B.6.8)."""
_ENGLISH = frozenset(
    "the and of to is are for with that this it be on in by an or from not which when".split()  # noqa: SIM905
)
_OTHERS = frozenset(
    """der die das und ist nicht ein eine mit für von den dem auf werden sich
    le la les des et est une dans pour qui que pas sur avec sont du
    el los las y en por para con una del se como más
    il di che per non sono gli della è e un
    de het een van niet zijn voor met op te
    o os do da em uma não para com são dos
    og er det som til på ikke av att är och inte för
    i w na z się nie jest do oraz""".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing said, word for word, with the headings it stands under."""

    text: str
    kind: UnitKind
    headings: tuple[str, ...]
    """Outermost first, without numbers; the title is none of them."""
    first: bool = False
    """It stands in the first paragraph below the title."""
    order: int = 0
    """Which group below its heading it belongs to, from 0; paragraphs and lists count alike."""
    items: tuple[str, ...] = ()
    """Of a list: its items, without bullets."""
    numbered: bool = False


def units(document: Document, most: int = 0) -> Iterator[Unit]:
    """Every unit in the order of the text; `most` of them where it is not 0."""
    reader = _Reader()
    count = 0
    for piece in document.pieces:
        for unit in reader.piece(piece):
            yield unit
            count += 1
            if count == most:
                return


def title_of(document: Document) -> str:
    """The H1 where it comes before any other heading and any text, "" otherwise."""
    for piece in document.pieces:
        for block in piece.blocks:
            if block.kind == "heading" and block.level == 1:
                return heading_words(piece, block)
            if block.kind in {"heading", "para", "item"}:
                return ""
    return ""


def heading_words(piece: Piece, block: Block) -> str:
    """The words of a heading as they stand."""
    return _HEADING.sub("", line_body(piece.lines[block.start])).strip()


def certain_only(text: str) -> str:
    """Why only title and problem can be drafted: too short, or not English; "" otherwise."""
    said = [word.casefold() for word in words(text[:20_000])]
    letters = sum(char.isalpha() for char in text[:20_000])
    foreign = sum(char.isalpha() and ord(char) > 0x24F for char in text[:20_000])
    if foreign * 3 > letters:  # some of these languages put no blanks between words
        return "The text is not in English"
    if len(said) < SHORTEST:
        return "The text is short"
    english = sum(word in _ENGLISH for word in said)
    others = sum(word in _OTHERS for word in said)
    if others > english and others * 12 > len(said):
        return "The text is not in English"
    return ""


def row_of(line: str) -> str:
    """The cells of a row of a table in one line: `Uptime: 99.9 % — monthly`; "" for a rule."""
    if _RULE.match(line):
        return ""
    label, *rest = [cell for cell in cells_of(line) if cell] or [""]
    return f"{label}: {' — '.join(rest)}" if rest else label


def _listed(items: tuple[str, ...]) -> str:
    return "\n".join(f"- {item}" for item in items)


class _Reader:
    """Walks the blocks and keeps the headings it is under."""

    def __init__(self) -> None:
        self._path: list[tuple[int, str]] = []
        self._seen_text = False
        self._order = 0

    def piece(self, piece: Piece) -> Iterator[Unit]:
        group: list[Block] = []
        for block in piece.blocks:
            if block.kind == "item":
                if group and self._breaks(piece, group, block):
                    yield self._list(piece, group)
                    group = []
                group.append(block)
                continue
            if group:
                yield self._list(piece, group)
                group = []
            yield from self._block(piece, block)
        if group:
            yield self._list(piece, group)

    @staticmethod
    def _breaks(piece: Piece, group: list[Block], block: Block) -> bool:
        """A blank line behind at least two tight items starts another list."""
        last = group[-1]
        numbered = [bool(re.match(r"\s*\d", piece.lines[b.start])) for b in (last, block)]
        tight = len(group) > 1 and all(b.start == a.end for a, b in pairwise(group))
        return (block.start > last.end and tight) or numbered[0] != numbered[1]

    def _headings(self) -> tuple[str, ...]:
        return tuple(words for _, words in self._path)

    def _block(self, piece: Piece, block: Block) -> Iterator[Unit]:
        if block.kind == "heading":
            while self._path and self._path[-1][0] >= block.level:
                self._path.pop()
            self._order = 0
            if block.level > 1:
                name = re.sub(r"^\d+(?:\.\d+)*[.)]?\s+", "", heading_words(piece, block))
                self._path.append((block.level, name))
            return
        lines = [line_body(line) for line in piece.lines[block.start : block.end]]
        if block.kind == "fence":
            yield Unit("\n".join(lines), "fence", self._headings(), order=self._order)
            self._order += 1
            return
        if block.kind != "para":
            return
        if all(_TABLE.match(line) for line in lines):
            yield from self._table(lines)
            self._order += 1
            return
        if not self._seen_text and all(_FRONT_MATTER.match(line.strip()) for line in lines):
            return
        first = not self._seen_text and not self._path
        self._seen_text = True
        text = " ".join(line.strip() for line in lines)
        for _, sentence in sentences(text):
            yield Unit(sentence, "sentence", self._headings(), first, self._order)
        self._order += 1

    def _table(self, lines: list[str]) -> Iterator[Unit]:
        """The columns of a table, then its rows: lists, a row with its first cell as a label."""
        self._seen_text = True
        names = cells_of(lines[0])
        rows = [cells_of(line) for line in lines[1:] if not _RULE.match(line)]
        for at, name in enumerate(names if len(names) >= FEWEST_COLUMNS else ()):
            cells = tuple(row[at] for row in rows if at < len(row) and row[at])
            if name and cells:
                headings = (*self._headings(), name)
                yield Unit(_listed(cells), "column", headings, order=self._order, items=cells)
        items = tuple(row for line in lines[1:] if (row := row_of(line)))
        if items:
            yield Unit(_listed(items), "list", self._headings(), order=self._order, items=items)

    def _list(self, piece: Piece, group: list[Block]) -> Unit:
        self._seen_text = True
        raw = [
            [line_body(line) for line in piece.lines[block.start : block.end]] for block in group
        ]
        items = tuple(
            " ".join([_BULLET.sub("", rows[0].strip()), *(row.strip() for row in rows[1:])])
            for rows in raw
        )
        numbered = bool(re.match(r"\s*\d", raw[0][0]))
        text = "\n".join(f"- {item}" for item in items)
        whole = "\n".join(row for rows in raw for row in rows)
        simple = all(len(rows) == 1 for rows in raw)
        unit = Unit(
            text if simple and not numbered else whole,
            "list",
            self._headings(),
            order=self._order,
            items=items,
            numbered=numbered,
        )
        self._order += 1
        return unit
