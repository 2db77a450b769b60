"""The lines of a value: where a reason goes, and what a sentence leaves behind."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spec_tui.documents.prose import sentences

_FENCE = re.compile(r"\s*(?P<sign>`{3,}|~{3,})")
_ROW = re.compile(r"[\s-]*\|.*\|\s*$")


def with_reason(rows: Sequence[str], row: int, why: str) -> list[str]:
    """Lines with a reason behind one of them, or on a line below the table or code it stands in."""
    last = last_of_block(rows, row)
    if last is None:
        return [*rows[:row], f"{rows[row]} {why}", *rows[row + 1 :]]
    return [*rows[: last + 1], why, *rows[last + 1 :]]


def last_of_block(rows: Sequence[str], row: int) -> int | None:
    """The last line of the table or fence that a line belongs to; None where it is prose."""
    for start, end in _fences(rows):
        if start <= row <= end:
            return end
    if not _ROW.match(rows[row]):
        return None
    while row + 1 < len(rows) and _ROW.match(rows[row + 1]):
        row += 1
    return row


def joined(first: str, second: str, why: str) -> str:
    """Two texts that are both true, with the reason: on one line where each is one, else line by
    line."""
    rows = [*first.split("\n"), *second.split("\n")]
    plain = len(rows) == 2 and all(last_of_block(rows, at) is None for at in range(2))
    if plain:
        return f"{first}; {second} {why}"
    at = first.count("\n")
    if _ROW.match(rows[at]) and _ROW.match(rows[at + 1]):
        rows.insert(at + 1, "")  # or the two would be one table
    return "\n".join(with_reason(rows, len(rows) - 1, why))


def statements(line: str) -> list[tuple[int, int]]:
    """The characters of each sentence of a line; a semicolon ends one, too."""
    found: list[tuple[int, int]] = []
    for start, words in sentences(line):
        at = start
        for part in words.split("; "):
            found.append((at, at + len(part)))
            at += len(part) + 2
    return found


def statement_at(line: str, at: int) -> tuple[int, int]:
    """That around one character."""
    return next((span for span in statements(line) if span[0] <= at < span[1]), (0, len(line)))


def without_gap(line: str, span: tuple[int, int]) -> tuple[int, int]:
    """A sentence with the blanks that would be left where it is taken out."""
    start, stop = span
    rest = line[stop:]
    if rest.strip(" ;"):
        return start, stop + len(rest) - len(rest.lstrip(" ;"))
    return len(line[:start].rstrip(" ;")), len(line)


def deeper(line: str, other: str) -> bool:
    """A line of a value stands below another, as part of it."""
    return bool(line) and _depth(line) > _depth(other)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _fences(rows: Sequence[str]) -> list[tuple[int, int]]:
    """First and last line of each block of code."""
    found: list[tuple[int, int]] = []
    opened: tuple[int, str] | None = None
    for at, row in enumerate(rows):
        fence = _FENCE.match(row)
        if opened is None:
            opened = (at, fence["sign"]) if fence else None
        elif fence and row.strip().strip(opened[1][0]) == "" and len(row.strip()) >= len(opened[1]):
            found.append((opened[0], at))
            opened = None
    return found
