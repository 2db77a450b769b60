"""The statements of a document: what is said, under which label and below which headings.

A bullet, a sentence of a paragraph and a row of a table are statements. Fences, comments, waivers,
sign-offs, open questions and assumptions are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spec_tui.codex_os.documents import Document, name_of
from spec_tui.codex_os.gate.model import Evidence
from spec_tui.codex_os.tables import is_rule
from spec_tui.documents.blocks import LONGEST_LINE, Line, bullet, heading
from spec_tui.documents.fold import fold
from spec_tui.documents.prose import sentences
from spec_tui.documents.tables import cells_of

_SKIPPED = frozenset(
    {"waivers", "sign-off", "open questions", "assumptions", "execution plan", "record"}
)
_LABEL = re.compile(
    r"(?P<name>[^:.!?|]{1,60}?)[ ]*:(?:[ ]+|$)(?P<value>.*)$"
    r"|(?P<dashed>[A-Z][^:.!?|—–]{0,40}?)[ ]+[—–][ ]+(?P<rest>.+)$"
)
_BOLD = re.compile(r"(?:\*\*|__)[^*_]{1,80}(?:\*\*|__):?")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_MARKS = re.compile(r"(?<![\w\\])[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?![\w])")


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that a document says."""

    path: str
    line: int
    text: str
    """All of it, without bullet, box and emphasis."""
    label: str
    """Folded; "" where there is none."""
    value: str
    """What stands behind the label; the whole text where there is none."""
    headings: tuple[str, ...]
    """Titles of the headings above as written, the nearest last."""
    names: tuple[str, ...]
    """The names that these are known by."""
    parents: tuple[str, ...] = ()
    """Folded labels or texts of the bullets that it stands under, the nearest last."""
    cells: tuple[tuple[str, str], ...] = ()
    """Of a row: (folded heading of the column, cell)."""
    bullet: bool = False

    @property
    def evidence(self) -> Evidence:
        """This statement as evidence."""
        return Evidence(self.path, self.line, self.text)

    @property
    def label_or_parent(self) -> tuple[str, ...]:
        """The words it stands under within its section."""
        return (*self.parents, self.label) if self.label else self.parents

    def outside(self, *names: str) -> Statement:
        """The same without the headings known by these names, which say too much at once."""
        kept = tuple(
            title
            for title, name in zip(self.headings, self.names, strict=True)
            if name not in names
        )
        return self if kept == self.headings else replace(self, headings=kept)


def plain(text: str) -> str:
    """The words of a line without emphasis and link targets; code keeps its ticks."""
    out = _LINK.sub(r"\1", text) if "](" in text else text
    return _MARKS.sub("", out).strip() if "*" in out or "_" in out else out.strip()


def labelled(text: str) -> tuple[str, str]:
    """(folded label, value) of `Label: value` and `Label — value`; ("", text) where there is none.

    A label has at most six words.
    """
    match = _LABEL.match(text) if len(text) <= LONGEST_LINE else None
    if match is None:
        return "", text
    name = match["name"] if match["name"] is not None else match["dashed"]
    value = match["value"] if match["name"] is not None else match["rest"]
    uneven = name.count("`") % 2 or name.count("(") != name.count(")")
    if len(name.split()) > 6 or "://" in name or uneven:
        return "", text
    return fold(name), value.strip()


def statements(document: Document) -> tuple[Statement, ...]:
    """The statements of a document in the order of the file."""
    return tuple(_Reader(document).read())


class _Reader:
    """Walks through the lines once; blocks of lines become statements."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._heads: list[tuple[int, str]] = []
        self._bullets: list[tuple[int, str]] = []
        self._block: list[str] = []
        self._first = 0
        self._is_bullet = False
        self._columns: tuple[str, ...] | None = None
        tops = [one for one in document.sections if one.level == 1]
        self._title = tops[0] if len(tops) == 1 else None

    def read(self) -> Iterator[Statement]:
        sections = {one.line - 1: one for one in self._document.sections}
        underlines = {one.first - 1 for one in self._document.sections}
        before = -1
        for line in self._document.lines():
            if line.number != before + 1:
                yield from self._flush()  # code stood between
            before = line.number
            section = sections.get(line.number)
            if section is not None:
                yield from self._flush()
                self._bullets, self._columns = [], None
                self._heads = [one for one in self._heads if one[0] < section.level]
                if section is not self._title:
                    # the title of the file names no section of it
                    self._heads.append((section.level, section.title))
            elif (
                line.number in underlines
                and heading(line.text) is None
                and set(line.text.strip()) <= {"=", "-"}
            ):
                continue
            else:
                yield from self._line(line)
        yield from self._flush()

    def _line(self, line: Line) -> Iterator[Statement]:
        text = line.text
        if not text.strip():
            yield from self._flush()
            self._columns = None
            return
        if text.lstrip().startswith("|") and len(text) <= LONGEST_LINE:
            yield from self._flush()
            yield from self._row(line)
            return
        self._columns = None
        item = bullet(text) if len(text) <= LONGEST_LINE else None
        if item is not None:
            yield from self._flush()
            self._bullets = [one for one in self._bullets if one[0] < item.indent]
            self._first, self._block, self._is_bullet = line.number, [item.text], True
            self._bullets.append((item.indent, ""))
            return
        if not self._block:
            self._first, self._is_bullet = line.number, False
            if not text[:1].isspace():
                self._bullets = []
        self._block.append(text.strip())

    def _row(self, line: Line) -> Iterator[Statement]:
        cells = cells_of(line.text)
        if self._columns is None:
            self._columns = tuple(fold(plain(cell)) for cell in cells)
            return
        if is_rule(line.text):
            return
        columns = (*self._columns, *[""] * len(cells))
        words = tuple((name, plain(cell)) for name, cell in zip(columns, cells, strict=False))
        text = " | ".join(cell for _, cell in words)
        label = fold(words[0][1]) if words else ""
        value = " | ".join(cell for _, cell in words[1:] if cell)
        if not value:
            label, value = "", text.strip(" |")
        yield from self._made(line.number, text, label, value, words)

    def _flush(self) -> Iterator[Statement]:
        block, self._block = self._block, []
        if not block:
            return
        text = plain(" ".join(block))
        label, value = labelled(text)
        if not self._is_bullet and (text.endswith(":") or _BOLD.fullmatch(block[0])):
            # `Threat model:` above a list, and a line in bold, name what follows
            name = fold(text[:LONGEST_LINE]).rstrip(":")
            self._bullets = [(-1, re.split(r"[.!?] ", name)[-1])]
        if self._is_bullet:
            self._bullets[-1] = (self._bullets[-1][0], label or fold(text))
            yield from self._made(self._first, text, label, value)
            return
        offset, row = 0, {}
        for number, words in enumerate(block):
            row[offset] = number
            offset += len(words) + 1
        for at, sentence in sentences(" ".join(block)):
            start = max(key for key in row if key <= at)
            said = plain(sentence)
            own, rest = labelled(said)
            yield from self._made(self._first + row[start], said, own or label, rest)

    def _made(
        self, number: int, text: str, label: str, value: str,
        cells: tuple[tuple[str, str], ...] = (),
    ) -> Iterator[Statement]:  # fmt: skip
        text, value = text[:LONGEST_LINE], value[:LONGEST_LINE]
        titles = tuple(title for _, title in self._heads)
        names = tuple(name_of(title) for title in titles)
        if _SKIPPED & set(names):
            return
        parents = self._bullets[:-1] if self._is_bullet and not cells else self._bullets
        yield Statement(
            self._document.path, number + 1, text, label, value, titles, names,
            tuple(words for _, words in parents), cells, self._is_bullet and not cells,
        )  # fmt: skip
