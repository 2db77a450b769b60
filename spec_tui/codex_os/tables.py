"""Tables of Markdown, read by cell and changed by the row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spec_tui.codex_os.documents import Document, Section
from spec_tui.documents.blocks import LONGEST_LINE, bullet
from spec_tui.documents.fold import fold
from spec_tui.documents.lines import newline_of
from spec_tui.documents.tables import cells_of
from spec_tui.work.change import Refused

_RULE = re.compile(r"[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)*[ \t]*:?-+:?[ \t]*\|?[ \t]*")


@dataclass(frozen=True, slots=True)
class Table:
    """A table below a heading."""

    columns: tuple[str, ...]
    """Folded headings of the columns."""
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    """(line from 1, cells)."""
    end: int
    """The line after the table, from 0."""

    def cell(self, row: Sequence[str], *names: str) -> str:
        """The cell of a row in the first column that has one of these headings."""
        for name in map(fold, names):
            if name in self.columns and self.columns.index(name) < len(row):
                return row[self.columns.index(name)]
        return ""


Columns = Sequence[tuple[str, ...]]
"""Headings of columns: what we call each, then what others call it."""


def is_rule(text: str) -> bool:
    """Whether a line is the `|---|---|` of a table."""
    return "-" in text and len(text) <= LONGEST_LINE and _RULE.fullmatch(text) is not None


def row_of(cells: Sequence[str]) -> str:
    """A row with these cells, each on one line."""
    safe = (" ".join(cell.split()).replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(safe)} |"


def table_in(document: Document, section: Section) -> Table | None:
    """The first table below a heading."""
    columns: tuple[str, ...] = ()
    rows: list[tuple[int, tuple[str, ...]]] = []
    before = end = -2
    for line in document.lines(section):
        barred = "|" in line.text and len(line.text) <= LONGEST_LINE
        if columns:
            if not barred or line.number != end:
                break
            rows.append((line.number + 1, cells_of(line.text)))
            end = line.number + 1
        elif barred and before == line.number - 1 and is_rule(line.text):
            columns = tuple(fold(cell) for cell in cells_of(document.body.line(before).text))
            end = line.number + 1
        elif barred:
            before = line.number
    return Table(columns, tuple(rows), end) if columns else None


def with_row(
    document: Document, name: str, title: str, columns: Columns, cells: Sequence[str],
    *, before: str = "",
) -> str:  # fmt: skip
    """The text of a document with one row more in the table of a section.

    Section and table are made where they are missing: `## title` at the end of the file, or above
    the section called `before`. Raises Refused where a fence that never closes would swallow it.
    """
    _closed(document, title)
    section = document.section(name)
    table = table_in(document, section) if section is not None else None
    if table is not None:
        order = [_column(cells, columns, one) for one in table.columns]
        return _inserted(document, table.end, [row_of(order)])
    lines = [*head_of(columns), row_of(cells)]
    if section is not None:
        at = section.last
        while at > section.first and not document.body.line(at - 1).text.strip():
            at -= 1
        full = at < len(document.body.lines) and document.body.line(at).text.strip()
        return _inserted(document, at, ["", *lines, *([""] if full else [])])
    after = document.section(before) if before else None
    if after is not None:
        return _inserted(document, after.line - 1, [f"## {title}", "", *lines, ""])
    return _at_end(document, [f"## {title}", "", *lines])


def with_line(
    document: Document, name: str, title: str, line: str, table: Sequence[str] = ()
) -> str:
    """The text with a bullet as the last line of a section, behind its table.

    A section that is missing is made at the end, with an empty `table`. Raises like `with_row`.
    """
    _closed(document, title)
    section = document.section(name)
    if section is None:
        return _at_end(document, [f"## {title}", "", *([*table, ""] if table else []), line])
    at = section.last
    while at > section.first and not document.body.line(at - 1).text.strip():
        at -= 1
    before = document.body.line(at - 1).text if at > section.first else ""
    gap = [] if bullet(before) is not None else [""]
    full = at < len(document.body.lines) and document.body.line(at).text.strip()
    return _inserted(document, at, [*gap, line, *([""] if full else [])])


def _closed(document: Document, title: str) -> None:
    if document.body.open_fence >= 0:
        raise Refused(
            f"{document.path}:{document.body.open_fence + 1}: this code fence never closes, so "
            f"{title} would stand inside it. Nothing was changed. Close the fence first."
        )


def _at_end(document: Document, lines: Sequence[str]) -> str:
    text = document.text
    gap = [""] if text.strip() and not text.endswith(("\n\n", "\r\n\r\n")) else []
    return _inserted(document, len(document.body.lines), [*gap, *lines])


def head_of(columns: Columns) -> list[str]:
    """The first two lines of a table with these columns."""
    return [row_of([names[0] for names in columns]), "|" + "---|" * len(columns)]


def _column(cells: Sequence[str], columns: Columns, name: str) -> str:
    """The cell for a column as a file calls it; a column that is not ours stays empty."""
    for names, cell in zip(columns, cells, strict=True):
        if name in map(fold, names):
            return cell
    return ""


def _inserted(document: Document, row: int, lines: Sequence[str]) -> str:
    """The text with lines in front of line `row` (from 0), in the newlines of the file."""
    text, body = document.text, document.body
    newline = newline_of(text)
    at = body.offsets[row] if row < len(body.lines) else len(text)
    lead = newline if at and not text[:at].endswith(("\n", "\r")) else ""
    words = newline.join(lines)
    # a file without a last newline keeps having none
    tail = "" if at == len(text) and lead else newline
    return f"{text[:at]}{lead}{words}{tail}{text[at:]}"
