"""The places of a SPEC.md: found, added where they are missing, their lines replaced.

Every edit replaces lines of one piece and reads that piece again, so any number of them stay exact;
all else stays byte for byte (B.1).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spec_tui.documents.lines import line_body, newline_of, split_lines
from spec_tui.documents.markdown import Document, Piece, parse, parse_near
from spec_tui.interview import places
from spec_tui.interview.bank import Bank
from spec_tui.interview.model import Slot
from spec_tui.interview.reading import PieceReading, Place, is_appendix, read, read_piece
from spec_tui.interview.spec import Spec

_OPEN = "<open>"
"""What stands for a moment on the line of a slot that has no hint of its own."""
_BREAK = "<!-- -->"
"""A line that ends a list, so that what is indented below it belongs to no bullet above."""


class Page:
    """A SPEC.md being changed."""

    def __init__(self, document: Document | str, bank: Bank) -> None:
        self.bank = bank
        self.document = parse_near(document) if isinstance(document, str) else document
        self.newline = newline_of(self.document.text)

    @property
    def text(self) -> str:
        """The text as it stands."""
        return self.document.text

    def spec(self) -> Spec:
        """The text as it stands, read."""
        return read(self.document, self.bank)

    def find(self, key: str) -> tuple[int, PieceReading, Place] | None:
        """The index of a piece, the piece as it is read, and the place of a key in it; the first
        that holds something, None where the place is missing.
        """
        slot_key = "/".join(key.split("/")[:2])
        best: tuple[int, PieceReading, Place] | None = None
        for index, piece in enumerate(self.document.pieces):
            if is_appendix(piece):
                break
            reading = read_piece(piece, self.bank)
            place = reading.places.get(slot_key)
            if place is None:
                continue
            slot = reading.slots.get(slot_key)
            if slot is not None and not slot.empty:
                return index, reading, place
            best = best or (index, reading, place)
        return best

    def ensure(self, key: str) -> tuple[int, PieceReading, Place]:
        """What `find` finds; a place that is missing is added."""
        found = self.find(key)
        if found is None:
            self._add_slot(places.slot_of(self.bank, key))
            found = self.find(key)
        assert found is not None
        return found

    def _add_slot(self, slot: Slot) -> None:
        """Add the bullet of a slot that the file lacks, and its heading where that is missing."""
        number = places.number(self.bank, slot.section)
        index = self._piece_of(number)
        if index is None:
            self._add_heading(number)
            index = self._piece_of(number)
        assert index is not None
        piece = self.document.pieces[index]
        reading = read_piece(piece, self.bank)
        order = [
            f"{section.id}/{name}"
            for section in self.bank.sections
            if section.number == number
            for name in section.slots
        ]
        earlier = [
            reading.places[key].end
            for key in order[: order.index(slot.key)]
            if key in reading.places
        ]
        later = [
            reading.places[key].head.start
            for key in order[order.index(slot.key) :]
            if key in reading.places
        ]
        line = f"- **{slot.label}**: {slot.hint or _OPEN}"  # empty, it would take what stands below
        last = max((at for at, said in enumerate(piece.lines, 1) if said.strip()), default=1)
        at = max(earlier) if earlier else min(later, default=last)
        spots = (
            (at, _between(piece, at, line)),
            (last, _between(piece, last, line)),
            (1, [line, ""]),
            (1, [line, "", _BREAK, ""]),
        )
        before = self.document
        for at, lines in spots:  # until nothing that stands below it is taken for its own
            self.document = before
            self.replace(index, [(at, at, lines)])
            if self._stands_alone(slot.key):
                return

    def _stands_alone(self, slot_key: str) -> bool:
        """A slot that was added holds nothing but its own line."""
        found = self.find(slot_key)
        if found is None:
            return False
        index, _, place = found
        lines = self.document.pieces[index].lines[place.head.start : place.end]
        return sum(bool(line.strip()) for line in lines) == 1

    def _piece_of(self, number: int) -> int | None:
        for index, piece in enumerate(self.document.pieces):
            if is_appendix(piece):
                return None
            section = read_piece(piece, self.bank).section
            if section is not None and section.number == number:
                return index
        return None

    def _add_heading(self, number: int) -> None:
        """Behind what comes before it. Where a fence or a comment that is never closed swallows it,
        before that.
        """
        section = next(s for s in self.bank.sections if s.number == number)
        spots = [0]
        at = 0
        for piece in self.document.pieces:
            if is_appendix(piece):
                break
            own = read_piece(piece, self.bank).section
            at += len(piece.text)
            if own is None or own.number < number:
                spots.append(at)
        text, n = self.text, self.newline
        for before in reversed(spots):
            head, tail = text[:before], text[before:]
            if head and not head.endswith(("\n", "\r")):
                head += n
            gap = "" if not head or head.endswith(n + n) else n
            self.put_text(f"{head}{gap}## {number}. {section.heading}{n}{n if tail else ''}{tail}")
            if self._piece_of(number) is not None:
                return

    def replace(self, index: int, edits: Sequence[tuple[int, int, Sequence[str]]]) -> None:
        """Replace line ranges of one piece; lines come without ends."""
        piece = self.document.pieces[index]
        lines = list(piece.lines)
        for start, end, new in sorted(edits, key=lambda e: (e[0], e[1]), reverse=True):
            ends = [line[len(line_body(line)) :] or self.newline for line in lines[start:end]]
            ends = ends or [self.newline]
            ended = [line + ends[min(at, len(ends) - 1)] for at, line in enumerate(new)]
            if end == len(lines) and lines and not lines[-1].endswith(("\n", "\r")):
                if start == end and ended:
                    lines[-1] += self.newline
                elif not ended and start:
                    lines[start - 1] = line_body(lines[start - 1])
                if ended:
                    ended[-1] = line_body(ended[-1])
            lines[start:end] = ended
        own = "".join(lines)
        before = "".join(p.text for p in self.document.pieces[:index])
        after = "".join(p.text for p in self.document.pieces[index + 1 :])
        self.put_text(before + own + after)

    def put_text(self, text: str) -> None:
        """Take another text; pieces that stay are not parsed again."""
        self.document = parse(text, self.document)

    def cut(self, start: int, end: int) -> None:
        """Take characters out of the text."""
        self.put_text(self.text[:start] + self.text[end:])

    def append_text(self, text: str, parsed: Document | None = None) -> None:
        """Append blocks at the very end (the appendix); what ends as `parsed` does is not parsed
        again."""
        head = self.text
        n = self.newline
        if head and not head.endswith(("\n", "\r")):
            head += n
        gap = "" if not head or head.endswith(n + n) else n
        pieces = (*self.document.pieces, *(parsed.pieces if parsed is not None else ()))
        added = "".join(_with(line, n) for line in split_lines(text))
        self.document = parse(head + gap + added, Document(pieces))


def _between(piece: Piece, at: int, line: str) -> list[str]:
    """A bullet to be put before a line of a piece, with a blank one where text stands beside it."""
    beside = [line_body(said) for said in (piece.lines[at - 1], *piece.lines[at : at + 1])]
    above, below = ([""] if _is_prose(said) else [] for said in [*beside, ""][:2])
    return [*above, line, *below]


def _is_prose(line: str) -> bool:
    """No blank line, no heading and no other bullet."""
    return bool(line.strip()) and not re.match(r"#|\s*(?:[-*+]|\d+[.)])\s", line)


def _with(line: str, newline: str) -> str:
    return line_body(line) + (newline if line.endswith(("\n", "\r")) else "")
