"""A journal as headings with the lines below them; what readers and editors find their place by."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from spec_tui.documents.blocks import Body, heading, scan
from spec_tui.documents.frontmatter import read as read_header
from spec_tui.documents.lines import newline_of

SUMMARY = ("summary", "overview")
TIMELINE = (
    "implementation timeline", "timeline", "sessions", "session log", "implementation log",
    "implementation journal", "work log", "log", "journal", "history",
)  # fmt: skip
DELIVERABLES = ("deliverables", "deliverables registry")
DEPENDENCIES = ("dependencies delivered to", "delivered to", "dependencies")
METRICS = ("metrics",)
NOTES = ("notes and learnings", "notes", "learnings", "lessons learned")
SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Summary", SUMMARY),
    ("Implementation Timeline", TIMELINE),
    ("Deliverables", DELIVERABLES),
    ("Dependencies Delivered To", DEPENDENCIES),
    ("Metrics", METRICS),
    ("Notes & Learnings", NOTES),
)
"""Headings of level 2 in the order of the template, with the names that they go by (seed 004)."""


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with all that stands below it."""

    level: int
    title: str
    name: str
    """The title in small letters, to compare."""
    head: int
    """Line of the heading, from 0 in the body."""
    own: int
    """Line of the next heading of any level."""
    end: int
    """Line of the next heading of the same level or above."""


class Outline:
    """The headings of a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        header = read_header(text)
        start = header.after if header is not None else int(text.startswith("\ufeff"))
        self.body: Body = scan(text, start)
        self.start = start
        self.status = header.text("status") if header is not None and not header.broken else ""
        """What the front matter says."""
        self.newline = newline_of(text)
        self.parts = _parts(self.body)

    @property
    def first(self) -> int:
        """Line of the first heading of level 2 or deeper: before it stands the header."""
        below = (part.head for part in self.parts if part.level >= 2)
        return next(below, len(self.body.lines))

    def section(self, names: Collection[str]) -> Part | None:
        """The first section that goes by one of these names."""
        return next((p for p in self.parts if p.level <= 2 and p.name in names), None)

    def below(self, part: Part, level: int = 0) -> Iterator[Part]:
        """Headings inside a part; with `level` only those of that level."""
        for one in self.parts:
            if part.head < one.head < part.end and level in {0, one.level}:
                yield one

    def number(self, line: int) -> int:
        """The line in the file, from 1, of a line of the body."""
        return self.body.before + line + 1

    def row(self, line: int) -> str:
        """One line without its end."""
        return self.body.lines[line].rstrip("\r\n")

    def last(self, head: int, end: int) -> int:
        """The last line between two that is not blank, `head` itself where there is none."""
        for line in range(end - 1, head, -1):
            if self.body.lines[line].strip(" \t\r\n"):
                return line
        return head

    def close_of(self, line: int) -> int:
        """Offset behind the words of a line, before its end."""
        return self.body.offsets[line] + len(self.row(line))


def name_of(title: str) -> str:
    """A heading in small letters, without numbers, signs and marks, to compare."""
    return " ".join(re.findall(r"[^\W\d_]+", title.replace("&", " and ").lower()))


def _parts(body: Body) -> tuple[Part, ...]:
    heads = [
        (line.number, *found) for line in body.plain() if (found := heading(line.text)) is not None
    ]
    parts: list[Part] = []
    ends = [len(body.lines)] * 7
    following = len(body.lines)
    for at, level, title in reversed(heads):
        parts.append(Part(level, title, name_of(title), at, following, min(ends[1 : level + 1])))
        ends[level] = following = at
        for deeper in range(level + 1, 7):
            ends[deeper] = at
    return tuple(reversed(parts))
