"""A foreign text as the units that drafting places: sentences, lists, tables (interview.md B.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import mean
from typing import Literal

from spec_tui.documents.lines import line_body
from spec_tui.documents.markdown import Block, Document, Piece, parse
from spec_tui.documents.prose import sentences, words
from spec_tui.documents.tables import cells_of
from spec_tui.interview.layouts import (
    RULE,
    Lines,
    blank_form,
    cell_starts,
    cells_at,
    commands,
    definitions,
    indented,
    is_table,
    joined,
    part_of,
    quoted,
    row_of,
    set_apart,
    settings,
)
from spec_tui.interview.lexicon import technologies
from spec_tui.interview.outline import CLAUSE, heading_words, outline, plain_heading

UnitKind = Literal["sentence", "list", "column", "fence"]

_LETTERED = re.compile(r"\s*(?:\([a-z0-9]{1,3}\)|[A-Z]{2,6}-\d+[.:]?)\s+\S")
STORY = re.compile(
    r"(?:[\w.-]{1,8}[.:)]\s+|\*\*[^*]+\*\*:?\s+)?As an? [^,.]{2,60}?,? I\b", re.IGNORECASE
)
_DOUBLE_BAR = re.compile(r"\|\|")
"""Between the names of the columns in a wiki: `||What||Value||`."""
_IS_ROW = re.compile(r"(?!wh|how\b|our\b)(?:\S+\s+){4,}\S", re.IGNORECASE)
"""The second of two cells in the first row that says something itself, and names no column."""
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_FRONT_MATTER = re.compile(
    r"(?:\*\*[^*\n]{1,40}(?::\*\*|\*\*\s*:)|[A-Z][a-z]{2,15}:\s)\s*\S.{0,80}$"
)
_BULLET = re.compile(r"^(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?")
_BOX = re.compile(r"\s*[-*+]\s+\[(?P<tick>[ xX])\]\s")
_NUMBERED = re.compile(
    r"^(?:(?:[A-Z]\.)?\d+(?:\.\d+)*[.)]?|[A-Z][.)]|(?:Item|Part|Section|Clause) \d+[.:])\s+"
)
"""`4.2`, `B.1`, `A.` or `Item 4:` before a heading."""
_BOLD_LINE = re.compile(r"\*\*(?P<words>[^*\n]{2,80})\*\*[:.]?$")
_RUN_IN = re.compile(r"\*\*(?P<words>[^*\n]{2,80})\*\*[:.]?\s+(?P<rest>\S)")
_LABELLED = re.compile(r"\s*\*\*[^*\n]{2,80}(?::\*\*|\*\*\s*:|\*\*\s[–—-]\s)")
_ASKED = re.compile(r"[A-Z][^.?!\n]{4,80}\?$")
"""A paragraph that only asks: what follows it answers."""
_CODED = re.compile(r"\s*`[^`\n]{1,40}`:?\s+\S")
_SAYS_MORE = re.compile(r"(?:\s[—–-]|:)\s+\w+ \w+")
"""An item that names those below it and answers itself: `PostgreSQL 17`, `ADS - final deposit`."""
FEWEST_GROUPS, LONGEST_NAME = 2, 6
_LEVEL_OF_PLAIN, _BELOW_ALL = 6, 7
"""Levels of a numbered and of any other line that heads what follows and is no heading."""
MOST_UNITS = 1000
"""Sentences and lists of one imported text that are read; what comes later is only kept."""
PARAGRAPH, FEWEST_SENTENCES = 160, 3
"""Characters and sentences from which an item of a list is a paragraph."""
FEWEST_WORDS = 3
"""Words in bold before a paragraph that say something themselves."""
DEEPEST = 4
"""Quotations in quotations that are read."""
FEWEST_COLUMNS = 2
"""Columns of a table that are lists of their own, beside its rows."""


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
    group: int = 0
    """Of a list that is a part of a larger one, headed by an item of it: where that one begins."""
    at: tuple[Lines, ...] = ()
    """Where each item stands, or the sentence: 1-based lines and columns."""
    ticked: tuple[bool, ...] = ()
    """Of a list with a box before each item: whether it is ticked."""


def units(document: Document, most: int = 0, *, within: bool = False) -> Iterator[Unit]:
    """Every unit in the order of the text; `most` of them where it is not 0.

    `within`: it stands inside a text, so it has no first paragraph and no front matter.
    """
    reader = _Reader(within, outline(document))
    count = 0
    for piece, offset in zip(document.pieces, document.offsets(), strict=True):
        for unit in reader.piece(piece, offset):
            yield unit
            count += 1
            if count == most:
                return


def _untorn(piece: Piece, block: Block) -> Iterator[Block]:
    """An item, and as a paragraph of its own the numbered clause that follows it without a blank
    line (`2.2. It does not cover:`), which Markdown takes for a part of it.
    """
    within = range(block.start + 1, block.end if block.kind == "item" else 0)
    clause = next((at for at in within if CLAUSE.match(piece.lines[at])), None)
    if clause is None:
        yield block
        return
    yield replace(block, end=clause, children=block.children[:1])
    yield Block("para", clause, block.end)


def _bullet(row: str) -> int:
    """Where the words behind the bullet of a list's item begin."""
    blank = len(row) - len(row.lstrip())
    found = _BULLET.match(row.lstrip())
    return blank + (found.end() if found else 0)


def _listed(items: tuple[str, ...]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _labelled(lines: list[str]) -> Iterator[tuple[int, int]]:
    """(first, last + 1) of the lines of a paragraph that belong together: a label in bold at the
    start of a line begins anew, as where people put one after the other without blank lines; and
    so does code where every line begins with it.
    """
    coded = all(map(_CODED.match, lines))
    anew = (at for at, row in enumerate(lines) if coded or _LABELLED.match(row))
    starts = [0, *(at for at in anew if at)]
    yield from pairwise((*starts, len(lines)))


class _Reader:
    """Walks the blocks and keeps the headings it is under."""

    def __init__(
        self, within: bool, outline: frozenset[tuple[Piece, Block]], depth: int = 0
    ) -> None:
        self._outline = outline
        self._depth = depth
        """In how many quotations or indented texts it stands."""
        self._path: list[tuple[int, str]] = []
        self._titled = within
        """A heading has come: only the first may be the title."""
        self._run_in = ""
        """Words in bold before the last paragraph; they also head the list behind it."""
        self._seen_text = within
        self._order = 0
        self._line = 1
        """Of the first line of the present piece."""

    def piece(self, piece: Piece, offset: int) -> Iterator[Unit]:
        """`offset`: the number of lines before the piece."""
        self._line = offset + 1
        group: list[Block] = []
        for block in (part for whole in piece.blocks for part in _untorn(piece, whole)):
            if (piece, block) in self._outline:
                if group:
                    yield from self._list(piece, group)
                    group = []
                yield from self._plain_heading(piece, block)
                continue
            if block.kind == "item":
                if group and self._breaks(piece, group, block):
                    yield from self._list(piece, group)
                    group = []
                group.append(block)
                continue
            if group:
                yield from self._list(piece, group)
                group = []
            yield from self._block(piece, block)
        if group:
            yield from self._list(piece, group)

    def _plain_heading(self, piece: Piece, block: Block) -> Iterator[Unit]:
        """A line that heads what follows it, some of which may stand right below."""
        head = plain_heading(line_body(piece.lines[block.start]))
        if not head or block.kind == "item":
            self._enter(_LEVEL_OF_PLAIN, self._words(piece, block))
            return
        self._enter(_LEVEL_OF_PLAIN, head)
        if block.end > block.start + 1:
            yield from self._block(piece, replace(block, start=block.start + 1))

    @staticmethod
    def _breaks(piece: Piece, group: list[Block], block: Block) -> bool:
        """A blank line behind at least two tight items starts another list."""
        last = group[-1]
        numbered = [bool(re.match(r"\s*\d", piece.lines[b.start])) for b in (last, block)]
        tight = len(group) > 1 and all(b.start == a.end for a, b in pairwise(group))
        return (block.start > last.end and tight) or numbered[0] != numbered[1]

    def _headings(self) -> tuple[str, ...]:
        return tuple(words for _, words in self._path)

    def _above_list(self) -> tuple[str, ...]:
        return self._headings() + ((self._run_in,) if self._run_in else ())

    def _enter(self, level: int, heading: str) -> None:
        """Go on below a heading; "" for the title."""
        while self._path and self._path[-1][0] >= level:
            self._path.pop()
        self._order = 0
        self._run_in = ""
        if heading:
            self._path.append((level, _NUMBERED.sub("", heading)))

    def _block(self, piece: Piece, block: Block) -> Iterator[Unit]:
        if block.kind == "heading":
            title = block.level == 1 and not self._titled
            self._titled = True
            self._enter(block.level, "" if title else heading_words(piece, block))
            return
        lines = [line_body(line) for line in piece.lines[block.start : block.end]]
        if block.kind == "fence":
            yield Unit("\n".join(lines), "fence", self._headings(), order=self._order)
            inside = self._line + block.start + 1
            if rows := commands(lines[1:-1], inside):
                yield self._as_list(*rows)
            for name, rows in settings(lines[0], lines[1:-1], inside):
                listed = self._as_list(*rows)
                above = (*listed.headings, name) if name else listed.headings
                yield replace(listed, headings=above)
            self._order += 1
            return
        first = self._line + block.start
        if block.kind == "other" and self._depth == DEEPEST:
            return
        if block.kind == "other" and (cuts := quoted(lines)):
            yield from self._within(lines, first, cuts)
            return
        if block.kind == "other" and (cuts := indented(lines)):
            if rows := set_apart(lines, first, code=True):
                self._seen_text = True
                yield self._as_list(*rows)
            else:
                yield from self._within(lines, first, cuts)
            return
        if block.kind != "para" and not (block.kind == "other" and blank_form(lines)):
            return
        if rows := definitions(lines, first) or set_apart(lines, first, code=False):
            self._seen_text = True
            yield self._as_list(*rows)
            return
        if is_table(lines):
            yield from self._table(lines, first)
            self._order += 1
            return
        if not self._seen_text and all(_FRONT_MATTER.match(line.strip()) for line in lines):
            return
        clauses = [at for at, line in enumerate(lines) if at and CLAUSE.match(line)]
        for begin, end in pairwise((0, *clauses, len(lines))):
            yield from self._clause(lines[begin:end], first + begin)

    def _clause(self, lines: list[str], first: int) -> Iterator[Unit]:
        """A paragraph, or that part of it which has a number of its own."""
        listed = [at for at, line in enumerate(lines) if _LETTERED.match(line)]
        if len(listed) >= FEWEST_GROUPS:
            if listed[0]:
                yield from self._paragraph(lines[: listed[0]], first)
            yield self._lettered(lines, listed, first)
            return
        for begin, end in _labelled(lines):
            yield from self._paragraph(lines[begin:end], first + begin)

    def _within(self, lines: list[str], first: int, cuts: list[int]) -> Iterator[Unit]:
        """A quotation, or text that somebody indented as a whole, which Markdown takes for code.

        `cuts`: how many characters of each line are no part of it.
        """
        document = parse("\n".join(line[cut:] for line, cut in zip(lines, cuts, strict=True)))
        inner = _Reader(self._seen_text, outline(document), self._depth + 1)
        for piece, offset in zip(document.pieces, document.offsets(), strict=True):
            for unit in inner.piece(piece, first - 1 + offset):
                at = tuple(
                    tuple(
                        (start, line, column + cuts[line - first]) for start, line, column in where
                    )
                    for where in unit.at
                )
                above = (*self._above_list(), *unit.headings)
                yield replace(unit, headings=above, order=self._order + unit.order, at=at)
        self._seen_text = True
        self._order += 1

    def _lettered(self, lines: list[str], listed: list[int], first: int) -> Unit:
        """A list whose items begin with `(a)` or `REQ-1` on lines of their own."""
        self._seen_text = True
        rows = [
            joined(lines[begin:end], first + begin)
            for begin, end in pairwise((*listed, len(lines)))
        ]
        return self._as_list(tuple(words for words, _ in rows), tuple(where for _, where in rows))

    def _as_list(self, items: tuple[str, ...], at: tuple[Lines, ...]) -> Unit:
        above = self._above_list()
        self._order += 1
        return Unit(_listed(items), "list", above, order=self._order, items=items, at=at)

    def _paragraph(self, lines: list[str], line: int) -> Iterator[Unit]:
        first = not self._seen_text and not self._path
        self._seen_text = True
        text, at = joined(lines, line)
        heads = _BOLD_LINE.match(text) or _ASKED.match(text)
        if heads is not None and not first:
            self._enter(_BELOW_ALL, text.strip("*:. "))
            return
        above = self._headings()
        run_in = _RUN_IN.match(text)
        behind = 0
        self._run_in = ""
        if run_in is not None:
            self._run_in = _NUMBERED.sub("", run_in["words"].strip(":. "))
            if run_in["words"][-1] in ".?!" and len(words(run_in["words"])) >= FEWEST_WORDS:
                where = part_of(at, run_in.start("words"), run_in.end("words"))
                yield Unit(run_in["words"], "sentence", above, first, self._order, at=(where,))
            above = (*above, run_in["words"].strip(":. "))
            behind = run_in.start("rest") if run_in["words"][-1] in ".?!" else 0
        for begin, sentence in sentences(text[behind:]):
            start = behind + begin
            where = part_of(at, start, start + len(sentence))
            yield Unit(sentence, "sentence", above, first, self._order, at=(where,))
        self._order += 1

    def _table(self, lines: list[str], first: int) -> Iterator[Unit]:
        """The columns of a table, then its rows: lists, a row with its first cell as a label."""
        self._seen_text = True
        if any(_BREAK.search(line) for line in lines):
            yield from self._canvas(lines, first)
            return
        names = cells_of(_DOUBLE_BAR.sub("|", lines[0]))
        rows = [
            (cell_starts(line, number), cells_of(line))
            for number, line in enumerate(lines[1:], first + 1)
            if not RULE.match(line)
        ]
        for at, name in enumerate(names if len(names) >= FEWEST_COLUMNS else ()):
            column = [(starts[at], row[at]) for starts, row in rows if at < len(row) and row[at]]
            if name and column:
                cells = tuple(cell for _, cell in column)
                yield Unit(
                    _listed(cells),
                    "column",
                    (*self._headings(), name),
                    order=self._order,
                    items=cells,
                    at=tuple(where for where, _ in column),
                )
        head = 0 if len(names) == FEWEST_COLUMNS and _IS_ROW.match(names[1]) else 1
        numbered = enumerate(lines[head:], first + head)
        told = [(number, line, row) for number, line in numbered if (row := row_of(line))]
        if told:
            items = tuple(row for _, _, row in told)
            stands = tuple(cells_at(line, row, number) for number, line, row in told)
            yield Unit(
                _listed(items), "list", self._headings(), order=self._order, items=items, at=stands
            )

    def _canvas(self, lines: list[str], first: int) -> Iterator[Unit]:
        """A table whose cells are lists, each below the name of its column, or below a cell in bold
        that names what follows it.
        """
        names: dict[int, str] = {}
        for number, line in enumerate(lines, first):
            cells = [] if RULE.match(line) else list(cells_of(line))
            at = 0
            for column, cell in enumerate(cells):
                at = max(at, line.find(cell, at))
                head = _BOLD_LINE.match(cell)
                if number == first or head is not None:
                    names[column] = (head["words"] if head is not None else cell).strip("*: ")
                elif cell:
                    yield self._cell(cell, number, at, names.get(column, ""))
                at += len(cell)

    def _cell(self, cell: str, line: int, at: int, name: str) -> Unit:
        parts: list[tuple[str, Lines]] = []
        start = 0
        for end in (*(m.span() for m in _BREAK.finditer(cell)), (len(cell), len(cell))):
            words = cell[start : end[0]].strip()
            if words:
                parts.append((words, ((0, line, at + cell.index(words, start) + 1),)))
            start = end[1]
        items = tuple(words for words, _ in parts)
        above = (*self._headings(), *((name,) if name else ()))
        self._order += 1
        places = tuple(where for _, where in parts)
        return Unit(_listed(items), "list", above, order=self._order, items=items, at=places)

    def _list(self, piece: Piece, group: list[Block]) -> Iterator[Unit]:
        """A list, or several below the items that head them; numbered paragraphs are paragraphs,
        sentence by sentence.
        """
        self._seen_text = True
        heads = {block.start for block in group if self._is_head(piece, block)}
        said = {block.start: self._words(piece, block) for block in group if block.start in heads}
        bold = {start for start, words in said.items() if _BOLD_LINE.match(words)}
        leading = bold | {start for start, words in said.items() if words.endswith(":")}
        if len(leading) >= FEWEST_GROUPS:
            heads = leading
        elif len(heads) < max(FEWEST_GROUPS, len(group) / 2):
            heads = bold
        if not heads:
            yield from self._plain_list(piece, group)
            return
        begin = self._line + group[0].start
        for is_head, blocks in groupby(group, key=lambda block: block.start in heads):
            for block in blocks if is_head else ():
                words = _NUMBERED.sub("", self._words(piece, block)).strip("*_:. ")
                if technologies(words) or _SAYS_MORE.search(words):
                    alone = replace(block, end=_own_end(block), children=())
                    yield from self._one_list(piece, [alone])
                self._path.append((_BELOW_ALL + 1, words))
                for unit in self._list(piece, [c for c in block.children if c.kind == "item"]):
                    yield replace(unit, group=begin)
                self._path.pop()
            if not is_head:
                yield from self._plain_list(piece, list(blocks))

    def _is_head(self, piece: Piece, block: Block) -> bool:
        """An item that only names what the items below it are."""
        own = self._words(piece, block)
        kinds = [child.kind for child in block.children]
        short = len(words(own)) <= LONGEST_NAME and not own.endswith((".", ";"))
        return short and kinds.count("item") >= 1 and kinds[1:].count("item") == len(kinds) - 1

    @staticmethod
    def _words(piece: Piece, block: Block) -> str:
        row = line_body(piece.lines[block.start])
        return row[_bullet(row) :].strip()

    def _plain_list(self, piece: Piece, group: list[Block]) -> Iterator[Unit]:
        """One list; of user stories the stories, then what stands below them and proves them."""
        stories = sum(STORY.match(self._words(piece, block)) is not None for block in group)
        below = [child for block in group for child in block.children if child.kind == "item"]
        if below and 2 * stories >= len(group):
            alone = [replace(block, end=_own_end(block), children=()) for block in group]
            yield from self._one_list(piece, alone)
            group = below
        yield from self._one_list(piece, group)

    def _one_list(self, piece: Piece, group: list[Block]) -> Iterator[Unit]:
        """The items, then the tables that end them."""
        cuts = [_table_in(piece, block) for block in group]
        shorter = [
            replace(block, end=_end_of(piece, block.start, cut)) if cut < block.end else block
            for block, cut in zip(group, cuts, strict=True)
        ]
        yield from self._items_of(piece, shorter)
        for block, cut in zip(group, cuts, strict=True):
            if cut < block.end:
                rows = piece.lines[cut : _end_of(piece, cut, block.end)]
                yield from self._table([line_body(row) for row in rows], self._line + cut)
                self._order += 1

    def _items_of(self, piece: Piece, group: list[Block]) -> Iterator[Unit]:
        raw = [
            [line_body(line) for line in piece.lines[block.start : block.end]] for block in group
        ]
        joined = [item for block in group for item in self._items(piece, block)]
        items = tuple(words for words, _ in joined)
        above = self._above_list()
        flat = len(items) == len(group) and not any(block.children[1:] for block in group)
        if flat and _are_paragraphs(items):
            for words, where in joined:
                for start, sentence in sentences(words):
                    place = part_of(where, start, start + len(sentence))
                    yield Unit(sentence, "sentence", above, order=self._order, at=(place,))
                self._order += 1
            return
        numbered = bool(re.match(r"\s*\d", raw[0][0]))
        boxes = [box for rows in raw if (box := _BOX.match(rows[0]))]
        ticked = tuple(box["tick"] != " " for box in boxes)
        signs = [rows[0][: _bullet(rows[0])] if numbered else "- " for rows in raw]
        yield Unit(
            "\n".join(
                (sign + item for sign, item in zip(signs, items, strict=True))
                if flat
                else (row for rows in raw for row in map(_kept_in, rows))
            ),
            "list",
            above,
            order=self._order,
            items=items,
            numbered=numbered,
            at=tuple(at for _, at in joined),
            ticked=ticked if len(ticked) == len(items) else (),
        )
        self._order += 1

    def _items(self, piece: Piece, block: Block) -> Iterator[tuple[str, Lines]]:
        """The words of an item, then those of the items below it, each with where it stands."""
        below = [child for child in block.children if child.kind == "item"]
        edges = [block.start, *(edge for child in below for edge in (child.start, child.end))]
        for at, (begin, end) in enumerate(zip(edges[::2], (*edges[1::2], block.end), strict=True)):
            rows = [line_body(line) for line in piece.lines[begin:end]]
            if any(row.strip() for row in rows):
                yield joined(rows, self._line + begin, 0 if at else _bullet(rows[0]))
            if at < len(below):
                yield from self._items(piece, below[at])


def _table_in(piece: Piece, item: Block) -> int:
    """The line at which a table begins that ends an item; that behind the item for none."""
    if any(child.kind == "item" for child in item.children):
        return item.end
    begin = end = _end_of(piece, item.start, item.end)
    while begin > item.start + 1 and is_table([line_body(piece.lines[begin - 1])]):
        begin -= 1
    rule = begin + 1
    return begin if rule < end and RULE.match(line_body(piece.lines[rule])) else item.end


def _end_of(piece: Piece, start: int, end: int) -> int:
    """The line behind the last that is not blank."""
    while end > start + 1 and not piece.lines[end - 1].strip():
        end -= 1
    return end


def _own_end(item: Block) -> int:
    """The line behind an item's own words, where others stand below it."""
    return next((child.start for child in item.children if child.kind == "item"), item.end)


def _kept_in(row: str) -> str:
    """A line of an item, so that it stays in it: people wrap items without indenting the rest."""
    return row if not row or row[0].isspace() or _BULLET.match(row) else f"  {row}"


def _are_paragraphs(items: tuple[str, ...]) -> bool:
    """Most items hold several sentences and many words, or they do so on the average."""
    held = [len(sentences(item)) for item in items]
    sizes = list(map(len, items))
    long = sum(
        size >= PARAGRAPH and count >= FEWEST_SENTENCES
        for size, count in zip(sizes, held, strict=True)
    )
    return 2 * long > len(items) or (
        mean(sizes) >= PARAGRAPH and mean(held) >= FEWEST_SENTENCES - 1
    )
