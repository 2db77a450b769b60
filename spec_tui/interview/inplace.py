"""Words of SPEC.md changed exactly where they stand; every other character stays (B.5.6).

A change is first made in the characters of the file. Where the file would then say anything else
than the value is meant to say, the value is written again instead, as any answer is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spec_tui.documents.lines import line_body, split_lines
from spec_tui.documents.markdown import Document, parse
from spec_tui.interview.book import Book
from spec_tui.interview.contradiction import Contradiction, Spot
from spec_tui.interview.rules.looking import where
from spec_tui.interview.spec import Spec
from spec_tui.interview.valuelines import deeper, last_of_block, with_reason
from spec_tui.interview.writing import Sheet

Edit = tuple[int, int, str]
"""Start and end in the file, and what stands there instead."""
_NO_ROW = -1


@dataclass(frozen=True, slots=True)
class Stand:
    """Where some words stand: in the file, and in a value of it."""

    key: str
    at: int
    end: int
    """Their characters in the file."""
    row: int
    start: int
    stop: int
    """Line of the value, and their characters in it."""

    @property
    def loose(self) -> bool:
        """They stand below a heading and in no slot: `key` is that of the section."""
        return self.row == _NO_ROW


def side(sheet: Sheet, finding: Contradiction, number: int) -> Stand | None:
    """Where a side (0 or 1) of a conflict stands, or the phrase that names both; None where it is
    not found as it was read.
    """
    words, key = finding.sides[number]
    spot = finding.spots[number]
    if spot is None:
        return None
    return _stand(sheet, key, spot, finding.text if finding.phrase else words)


def _span(text: str, spot: Spot, words: str) -> tuple[int, int] | None:
    """The characters of a file that a side of a conflict stands on; None where they are others.

    They may be wrapped over two lines.
    """
    line, column = where(*spot)
    begin = sum(map(len, split_lines(text)[: line - 1])) + column - 1
    found = _wrapped(words).match(text, begin)
    return found.span() if found is not None else None


def _stand(sheet: Sheet, key: str, spot: Spot, words: str) -> Stand | None:
    """Where the words of a side stand in the value of a key, or of its slot.

    They are marked in the file, and the marks are looked for in the value as it is read then.
    """
    text = sheet.text
    found = _span(text, spot, words)
    if found is None:
        return None
    at, end = found
    if "/" not in key:
        return Stand(key, at, end, _NO_ROW, 0, 0)
    one, two = [mark for n in range(0xE000, 0xF8FF) if (mark := chr(n)) not in text][:2]
    marked = _sheet(sheet, f"{text[:at]}{one}{text[at:end]}{two}{text[end:]}")
    for name in dict.fromkeys((key, "/".join(key.split("/")[:2]))):
        value, shown = sheet.value(name), marked.value(name)
        if value is None or shown is None:
            continue
        if shown.text.replace(one, "").replace(two, "") != value.text:
            continue
        for row, line in enumerate(shown.text.split("\n")):
            start, stop = line.find(one), line.find(two) - 1
            if 0 <= start < stop:
                return Stand(name, at, end, row, start, stop)
    return None


def swap(book: Book, there: Stand, new: str) -> bool:
    """Other words in the place of these. Of several lines one is made within a line.

    False where that would make something else of a line that stands in no slot.
    """
    if there.loose:
        return _edit_loose(book, (there.at, there.end, " ".join(new.split())))
    rows = lines_of(book, there)
    line = rows[there.row]
    whole = (there.start, there.stop) == (0, len(line))
    words = new if whole else " ".join(new.split())
    rows[there.row] = f"{line[: there.start]}{words}{line[there.stop :]}"
    write(book, there.key, rows, (there.at, there.end, words))
    return True


def cut(book: Book, there: Stand, start: int, stop: int) -> str:
    """Take characters of the line of these words out, or the whole line with what is below it.

    Returns what left its place. The hint comes back where nothing else is said.
    """
    rows = lines_of(book, there)
    line = rows[there.row]
    if line[:start].strip(" -") or line[stop:].strip():
        rows[there.row] = f"{line[:start]}{line[stop:]}"
        begin, end = there.at - (there.start - start), there.end + (stop - there.stop)
        write(book, there.key, rows, (begin, end, ""))
        return line[start:stop]
    after = there.row + 1
    while after < len(rows) and deeper(rows[after], line):
        after += 1
    gone = rows[there.row : after]
    if len(gone) > 1:  # what was said about the thing goes with it, and is kept
        book.set_aside("\n".join(gone), "")
    rows[there.row : after] = []
    write(book, there.key, rows, (*_lines_at(book.sheet.text, there.at, len(gone)), ""))
    return line


def qualify(book: Book, there: Stand, why: str) -> bool:
    """A reason behind the line of these words, or below the table or code that it stands in; False
    where there is no such place.
    """
    text = book.sheet.text
    if there.loose:
        lines = [line_body(line) for line in split_lines(text)]
        start, stop = _lines_at(text, there.end, 1)
        if last_of_block(lines, len(split_lines(text[:start]))) is not None:
            return False
        at = start + len(line_body(text[start:stop]))
        return _edit_loose(book, (at, at, f" {' '.join(why.split())}"))
    rows = lines_of(book, there)
    last = last_of_block(rows, there.row)
    if last is None:
        rest = _wrapped(rows[there.row][there.stop :], before=r"\s*").match(text, there.end)
        at = rest.end() if rest is not None else there.end
        edit = (at, at, f" {why}")
    else:
        start, at = _lines_at(text, there.at, last - there.row + 1)
        line = text[start:at]
        indent = line[: len(line) - len(line.lstrip())]
        edit = (at, at, f"{indent}- {why}{book.sheet.newline}")
    write(book, there.key, with_reason(rows, there.row, why), edit)
    return True


def lines_of(book: Book, there: Stand) -> list[str]:
    """The lines of the value that some words stand in."""
    value = book.sheet.value(there.key)
    assert value is not None
    return value.text.split("\n")


def write(book: Book, key: str, rows: Sequence[str], edit: Edit) -> None:
    """Give a value these lines, by an edit of the file where that says the same."""
    text = "\n".join(rows).strip("\n")
    if not text:
        book.sheet.take_out(key)
        book.keys.append(key)
        return
    value = book.sheet.value(key)
    changed = _sheet(book.sheet, _edited(book.sheet.text, edit))
    if value is None or value.marker is not None or not _says(book.sheet, changed, key, text):
        book.put(key, text)
        return
    book.sheet.document = changed.document
    book.keys.append(key)
    book.given.append(key)
    book.mirror(key, text)


def _edit_loose(book: Book, edit: Edit) -> bool:
    """Edit words that stand in no slot; False, and nothing changed, where the edit would make
    something else of their line, such as a heading.
    """
    before = book.sheet
    after = _sheet(before, _edited(before.text, edit))
    if _laid_out(before.document) != _laid_out(after.document):
        return False
    before.document = after.document
    return True


def _lines_at(text: str, at: int, count: int) -> tuple[int, int]:
    """The characters of some lines of a file, from the one of a character on."""
    start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    return start, start + sum(map(len, split_lines(text[start:])[:count]))


def _wrapped(words: str, before: str = "") -> re.Pattern[str]:
    return re.compile(before + r"\s+".join(map(re.escape, words.split())))


def _edited(text: str, edit: Edit) -> str:
    start, end, new = edit
    return f"{text[:start]}{new}{text[end:]}"


def _sheet(before: Sheet, text: str) -> Sheet:
    return Sheet(parse(text, before.document), before.bank)


def _says(before: Sheet, after: Sheet, key: str, text: str) -> bool:
    """The value of a key reads so, and all else as it did."""
    value = after.value(key)
    if value is None or (value.text, value.form, value.marker) != (text, "text", None):
        return False
    old, new = _told(before.spec()), _told(after.spec())
    old.pop(value.key, None)
    new.pop(value.key)
    return old == new


def _told(spec: Spec) -> dict[str, object]:
    """All that a file says by key, without lines."""
    told: dict[str, object] = {
        "headings": [(heading.level, heading.text) for heading in spec.headings],
        "records": [(record.id, record.where, record.text) for record in spec.records],
    }
    for slot in spec.slots.values():
        for value in (slot.body, *slot.facets.values()):
            if value is not None:
                told[value.key] = (value.text, value.form, value.marker)
    return told


def _laid_out(document: Document) -> list[tuple[str, int, int]]:
    return [
        (block.kind, block.start, block.end) for piece in document.pieces for block in piece.blocks
    ]
