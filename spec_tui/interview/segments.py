"""SPEC.md and stack.toml cut into keyed segments: the unit of merge and of undo (B.1).

The segments of a text are a partition of it. A change is a key with the raw text before and after;
it is applied wherever the text is still "before", whatever happened to other places, and never by
offset.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spec_tui.documents.fold import fold
from spec_tui.documents.lines import newline_of, newlines_in, with_newline
from spec_tui.documents.markdown import Block, Document, Piece, parse_near
from spec_tui.interview import grammar
from spec_tui.interview.bank import Bank
from spec_tui.interview.reading import RECORD_SLOTS, Place, is_appendix, read_piece
from spec_tui.interview.values import ValueReader

Segments = list[tuple[str, str]]
BLANK = "blank<"
_BLANK_AT_END = "blank<end"
"""Begins the key of blank lines; the key of what follows them ends it."""


@dataclass(frozen=True, slots=True)
class Change:
    """One key's raw text before and after; None where it did not or does not exist."""

    key: str
    before: str | None
    after: str | None
    behind: tuple[str, ...] = ()
    """Keys that stood before it, nearest first: where to put it back."""

    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.key, self.after, self.before, self.behind)

    def to_json(self) -> list[object]:
        """For the journal."""
        return [self.key, self.before, self.after, list(self.behind)]

    @staticmethod
    def from_json(row: Sequence[object]) -> Change:
        """The reverse of `to_json`. Raises ValueError for anything else."""
        match row:
            case [str(key), str() | None as before, str() | None as after, [*behind]]:
                return Change(key, before, after, tuple(str(b) for b in behind))
            case _:
                raise ValueError(f"not a change: {row!r}")


@dataclass(frozen=True, slots=True)
class Clash:
    """One value that both sides changed."""

    key: str
    theirs: str | None
    ours: str | None


@dataclass(frozen=True, slots=True)
class Merged:
    """The text with all changes that fit, and those that do not."""

    text: str
    clashes: tuple[Clash, ...]


def spec_segments(document: Document | str, bank: Bank) -> Segments:
    """Partition SPEC.md."""
    if isinstance(document, str):
        document = parse_near(document)
    kept = document.memo.get("segments")
    if isinstance(kept, list):
        return kept
    rows: Segments = []
    appendix = False
    for piece in document.pieces:
        appendix = appendix or is_appendix(piece)
        found = piece.memo.get("segments")
        if appendix:
            first = piece.lines[0].strip()
            found = [(f"appendix/{fold(first)}", piece.text)]
        elif not isinstance(found, list):
            found = _attach_blanks(list(_piece_segments(piece, bank)))
            piece.memo["segments"] = found
        if rows and found and rows[-1][0] == _BLANK_AT_END:
            rows[-1] = (f"{BLANK}{found[0][0]}", rows[-1][1])
        rows += found
    kept = document.memo["segments"] = _unique(rows)
    return kept


def changes(before: Segments, after: Segments) -> list[Change]:
    """What turns one partition into the other, by key."""
    start, end = _alike(before, after)
    was, now = before[start : len(before) - end], after[start : len(after) - end]
    old, new = dict(was), dict(now)
    behind_old, behind_new = _behind(before), _behind(after)
    out = [
        Change(key, raw, new.get(key), behind_old(start + at))
        for at, (key, raw) in enumerate(was)
        if new.get(key) != raw
    ]
    out += [
        Change(key, None, raw, behind_new(start + at))
        for at, (key, raw) in enumerate(now)
        if key not in old
    ]
    return out


def _alike(before: Segments, after: Segments) -> tuple[int, int]:
    """How many rows at the beginning and at the end are the same."""
    shorter = min(len(before), len(after))
    start = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    most = shorter - start
    end = next((at for at in range(most) if before[-1 - at] != after[-1 - at]), most)
    return start, end


def apply(text: str, wanted: Iterable[Change], cut: Callable[[str], Segments]) -> Merged:
    """Apply changes to a text that somebody else may have edited elsewhere.

    A value that is no longer "before" is left as it is and reported. Lines take the newline of the
    file, except that a file of several keeps what a line brings.
    """
    rows = cut(text)
    newline, kinds = newline_of(text), newlines_in(text)

    def like(raw: str) -> str:
        """Raw text from another version of the file, in the newlines of this one."""
        if newlines_in(raw) <= kinds:
            return raw
        return with_newline(raw.replace("\r\n", "\n").replace("\r", "\n"), newline)

    clashes: list[Clash] = []
    position = {key: at for at, (key, _) in enumerate(rows)}
    replaced: dict[str, str | None] = {}
    added: list[Change] = []
    for change in wanted:
        present = rows[position[change.key]][1] if change.key in position else None
        if present == change.after:
            continue
        if present != change.before and same(present, change.after):
            continue
        if not same(present, change.before):
            if not change.key.startswith(BLANK):  # nobody is asked about blank lines
                clashes.append(Clash(change.key, present, change.after))
        elif present is None:
            added.append(change)
        else:
            replaced[change.key] = change.after
    result = _Rows()
    for key, raw in rows:
        new = replaced.get(key, raw)
        if key in replaced and new is not None:
            new = like(new)
        # a removed key stays as an empty row, so that what stood behind it finds its place
        result.append(key, new or "")
    for change in added:
        assert change.after is not None
        result.insert(change, like(change.after))
    return Merged(result.text(), tuple(clashes))


def same(a: str | None, b: str | None) -> bool:
    """Equal but for bullet sign, indent, emphasis, wrapping and white space (B.1)."""
    if a is None or b is None:
        return a is b
    return a == b or _folded(a) == _folded(b)


def _folded(raw: str) -> str:
    words = re.sub(r"[*_]", "", re.sub(r"(?m)^[ \t]*(?:[-+*]|\d+[.)])[ \t]+", "", raw))
    return fold(words).strip()


class _Rows:
    """Rows in order, each of which knows the next: many can be put in without looking at all."""

    def __init__(self) -> None:
        self._raw: dict[str, str] = {}
        self._next: dict[str | None, str | None] = {None: None}
        self._last: str | None = None

    def append(self, key: str, raw: str) -> None:
        """One more row at the end."""
        self._put(self._last, key, raw)

    def insert(self, change: Change, raw: str) -> None:
        """A new key behind the nearest of its old neighbours that is there, else at the end."""
        last = self._last if change.behind else None
        anchor = next((key for key in change.behind if key in self._raw), last)
        if anchor is not None and self._raw[anchor] and self._raw[anchor][-1] not in "\n\r":
            # the file had no final newline: the new last line has none either
            self._raw[anchor] += "\r\n" if "\r\n" in raw else "\n"
            raw = raw.rstrip("\r\n") if anchor == self._last else raw
        self._put(anchor, change.key, raw)

    def _put(self, anchor: str | None, key: str, raw: str) -> None:
        self._next[key] = self._next[anchor]
        self._next[anchor] = key
        self._raw[key] = raw
        if anchor == self._last:
            self._last = key

    def text(self) -> str:
        """All rows, one after the other."""
        parts = []
        key = self._next[None]
        while key is not None:
            parts.append(self._raw[key])
            key = self._next[key]
        return "".join(parts)


def _behind(rows: Segments) -> Callable[[int], tuple[str, ...]]:
    """For a row its nearest keys before it, and always its heading."""
    heads = [at for at, (key, _) in enumerate(rows) if key.startswith("head/")]

    def behind(at: int) -> tuple[str, ...]:
        nearest = [rows[row][0] for row in range(at - 1, max(-1, at - 7), -1)]
        index = bisect_right(heads, at - 7) - 1
        return (*nearest, rows[heads[index]][0]) if index >= 0 else tuple(nearest)

    return behind


def _unique(rows: Segments) -> Segments:
    seen: dict[str, int] = {}
    out: Segments = []
    for row in rows:
        key = row[0]
        count = seen[key] = seen.get(key, 0) + 1
        out.append(row if count == 1 else (f"{key}#{count}", row[1]))
    return out


def _attach_blanks(rows: Segments) -> Segments:
    """Blank lines are named after what follows them, so that an insertion before them is one.

    For those at the end of a piece the next piece tells.
    """
    out: Segments = []
    for at, (key, raw) in enumerate(rows):
        if key == "blank":
            key = f"{BLANK}{rows[at + 1][0] if at + 1 < len(rows) else 'end'}"
        out.append((key, raw))
    return out


def _piece_segments(piece: Piece, bank: Bank) -> Iterator[tuple[str, str]]:
    """The segments of one piece, in order, blank runs as `blank`."""
    marks = _marks(piece, bank)
    rows = piece.lines
    at = 0
    key = "top"
    pending: list[str] = []
    blanks: list[str] = []
    for at, line in enumerate(rows):
        if at in marks:
            if pending:
                yield key, "".join(pending)
            if blanks:
                yield "blank", "".join(blanks)
            key, pending, blanks = marks[at], [line], []
        elif not line.strip():
            blanks.append(line)
        else:
            pending += [*blanks, line]
            blanks = []
    if pending:
        yield key, "".join(pending)
    if blanks:
        yield "blank", "".join(blanks)


def _marks(piece: Piece, bank: Bank) -> Mapping[int, str]:
    """First line of each segment of a piece, with its key."""
    reading = read_piece(piece, bank)
    marks: dict[int, str] = {}
    name = reading.section.id if reading.section else ""
    for block in piece.blocks:
        raw = "".join(piece.lines[block.start : block.end])
        if block.kind == "heading" and block.level <= 2:
            is_own = block is piece.heading and name
            marks[block.start] = (
                f"head/{name if is_own else fold(raw) if block.level == 2 else 'title'}"
            )
        else:
            marks[block.start] = f"{name or 'text'}/~{_hash(raw)}"
    for place in reading.places.values():
        _place_marks(piece, place, marks)
    if piece.lines and 0 not in marks and piece.lines[0].strip():
        marks[0] = "top"
    return marks


def _place_marks(piece: Piece, place: Place, marks: dict[int, str]) -> None:
    if (
        place.as_heading
        and place.head.kind == "heading"
        and place.head.end <= 1
        and place.head.start == 0
    ):
        return  # a section that is one slot: its blocks keep the keys of their text
    marks[place.head.start] = place.key
    for facet, block in place.facets.items():
        marks[block.start] = f"{place.key}/{facet}"
    for block in place.items:
        if block.start == place.head.start:
            continue
        words = ValueReader(piece).own_text(block)[0]
        record = grammar.split_record(words) if place.key in RECORD_SLOTS else None
        name = f"{record.kind}{record.number}" if record else f"={_item_hash(piece, block)}"
        marks[block.start] = f"{place.key}/{name}"


def _item_hash(piece: Piece, block: Block) -> str:
    return _hash(_folded("".join(piece.lines[block.start : block.end])))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
