"""SPEC.md with values put in, taken out and recorded: one place at a time, all else byte for byte.

A `Sheet` is a SPEC.md being changed in one transaction. Every operation edits the lines of one
place and reads that piece again, so any number of them stay exact (B.1, B.5.4).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spec_tui.documents.fold import fold
from spec_tui.documents.lines import line_body
from spec_tui.documents.markdown import Block, Document, Piece
from spec_tui.interview import grammar, places
from spec_tui.interview.bank import Bank
from spec_tui.interview.model import Slot
from spec_tui.interview.page import Page
from spec_tui.interview.reading import (
    RECORD_SLOTS,
    Place,
)
from spec_tui.interview.spec import Value
from spec_tui.interview.values import ValueReader, write_lines

_IDS = re.compile(
    r"(?m)^[ \t]*[-*+] ([AQW])(\d{1,6}) \(|\(assumption (A)(\d{1,6})\)|assumption (A)(\d{1,6})$"
)
NONE = "None"


class Sheet(Page):
    """One transaction over SPEC.md."""

    def __init__(self, document: Document | str, bank: Bank) -> None:
        super().__init__(document, bank)
        self._last_ids: dict[str, int] | None = None

    def value(self, key: str) -> Value | None:
        """The value of a facet key or slot key as it stands."""
        found = self.find(key)
        if found is None:
            return None
        slot = found[1].slots.get(found[2].key)
        if slot is None:
            return None
        facet = places.facet_id(key)
        return slot.facets.get(facet) if facet else slot.body

    # -- values -----------------------------------------------------------------------------

    def set_value(self, key: str, text: str, marker: str = "") -> None:
        """Give a facet, or the line of a slot, its text. A hint or an N/A of the slot goes."""
        facet = self.bank.facets.get(places.facet_id(key))
        index, reading, place = self.ensure(key)
        if facet is None or facet.lead:
            self._set_body(index, place, text, marker)
            return
        self._set_facet(index, place, key, text, marker)
        slot = reading.slots[place.key]
        if slot.hint or (slot.body is not None and slot.body.form in {"na", "undecided"}):
            index, _, place = self.ensure(key)  # empty, it would take what stands below it
            self._set_body(index, place, "", "", keep=True)

    def take_out(self, key: str) -> None:
        """Remove a value; the hint comes back where the slot is empty then."""
        found = self.find(key)
        if found is None:
            return
        index, reading, place = found
        facet = self.bank.facets.get(places.facet_id(key))
        if facet is not None and not facet.lead:
            if facet.id not in place.facets:
                return
            slot = reading.slots[place.key]
            if slot.body is None and set(slot.facets) <= {facet.id} and not slot.hint:
                self._set_hint(index, place)
                index, _, place = self.ensure(key)
            block = place.facets[facet.id]
            self.replace(index, [(block.start, block.end, [])])
            return
        slot = reading.slots[place.key]
        if all(value is slot.body for value in slot.facets.values()):
            self._set_hint(index, place)
        else:
            self._set_body(index, place, "", "")

    def _set_hint(self, index: int, place: Place) -> None:
        hint = places.slot_of(self.bank, place.key).hint
        self._set_body(index, place, hint, "", raw=True)

    def settle_line(self, slot: Slot, text: str, marker: str = "") -> None:
        """Write a whole line (`N/A — …`, `See §…`, `undecided`) on a slot."""
        index, _, place = self.ensure(slot.key)
        self._set_body(index, place, text, marker)

    def set_title(self, name: str) -> None:
        """Put the project's name into the H1; adds the H1 where there is none."""
        pieces = self.document.pieces
        for index, piece in enumerate(pieces[:1]):
            for block in piece.blocks:
                if block.kind == "heading" and block.level == 1:
                    self.replace(index, [(block.start, block.end, [f"# SPEC: {name}"])])
                    return
        self.put_text(f"# SPEC: {name}{self.newline}{self.newline}{self.text}")

    # -- records ----------------------------------------------------------------------------

    def next_id(self, kind: str) -> str:
        """The next free id of a kind, max + 1 over the whole file."""
        if self._last_ids is None:
            self._last_ids = {"A": 0, "Q": 0, "W": 0}
            for found in _IDS.finditer(self.text):
                letter = found[1] or found[3] or found[5]
                value = int(found[2] or found[4] or found[6])
                self._last_ids[letter] = max(self._last_ids[letter], value)
        self._last_ids[kind] += 1
        return f"{kind}{self._last_ids[kind]}"

    def add_record(self, slot_key: str, text: str) -> None:
        """Append a record to Assumptions, Outstanding or Resolved."""
        index, reading, place = self.ensure(slot_key)
        slot = reading.slots[slot_key]
        plain = slot.hint or slot_key in reading.none or slot.empty
        if plain and place.text:
            self._set_body(index, place, "", "")
            index, _, place = self.ensure(slot_key)
        self._append_item(index, place, text)

    def drop_record(self, slot_key: str, record_id: str) -> None:
        """Remove a record; Outstanding reads `None` when it was the last."""
        found = self.find(slot_key)
        if found is None:
            return
        index, _, place = found
        piece = self.document.pieces[index]
        for block in place.items:
            record = grammar.split_record(ValueReader(piece).own_text(block)[0])
            if record and f"{record.kind}{record.number}" == record_id:
                self.replace(index, [(block.start, block.end, [])])
                break
        index, _, place = self.ensure(slot_key)
        if not place.items and not place.text:
            self._set_body(index, place, NONE, "", raw=True)

    def set_none(self, slot_key: str) -> None:
        """Write `None` on an empty record slot."""
        index, reading, place = self.ensure(slot_key)
        if slot_key not in reading.none and not place.items:
            self._set_body(index, place, NONE, "", raw=True)

    # -- lines ------------------------------------------------------------------------------

    def _set_body(
        self,
        index: int,
        place: Place,
        text: str,
        marker: str,
        *,
        raw: bool = False,
        keep: bool = False,
    ) -> None:
        """Replace the text of a slot, keep its facets. `raw` text (hint, None) has no escapes.

        `keep`: only a hint, an N/A or an `undecided` goes; what somebody wrote below it stays.
        """
        piece = self.document.pieces[index]
        if place.as_heading:
            self._set_heading_body(index, place, text, marker, keep=keep)
            return
        line = line_body(piece.lines[place.head.start])
        at = place.head.text_at
        label = grammar.label_end(line[at:])
        prefix = line[: at + label].rstrip() if label else f"{line.rstrip()}:"
        if raw:
            lines = [f"{prefix} {text}"]
        else:
            labels = places.label_of_place(self.bank, place.key)
            indent = self._child_indent(piece, place)
            lines = write_lines(prefix, text, indent=indent, marker=marker, labels=labels)
        children = place.head.children
        own = children[0] if children and children[0].start == place.head.start else None
        first_end = own.end if own is not None and own.kind == "para" else place.head.start + 1
        if place.head.kind == "para":
            first_end = place.head.end
        edits: list[tuple[int, int, Sequence[str]]] = [(place.head.start, first_end, lines)]
        below = [block for block in place.blocks if block.start >= first_end]
        edits += _gone(below, self._kept(piece, place, keep=keep), first_end)
        self.replace(index, edits)

    def _kept(self, piece: Piece, place: Place, *, keep: bool) -> set[tuple[int, int]]:
        """The blocks of a slot that stay when its text is replaced: its facets; with `keep` and
        beside records whatever somebody wrote.
        """
        blocks = tuple(place.facets.values())
        if keep or place.key in RECORD_SLOTS:
            blocks = tuple(block for block in place.blocks if not self._ours(piece, place, block))
        return {(block.start, block.end) for block in blocks}

    def _ours(self, piece: Piece, place: Place, block: Block) -> bool:
        """A block that says only a hint, that something does not apply, or that it is undecided."""
        reader = ValueReader(piece)
        item = block.kind == "item"
        said = reader.own_text(block)[0] if item else reader.joined(block.start, block.end)
        hint = fold(said) == fold(self.bank.slots[place.key].hint)
        return hint or grammar.form_of(grammar.split_marker(said)[0]) in {"na", "undecided"}

    def _set_heading_body(
        self, index: int, place: Place, text: str, marker: str, *, keep: bool
    ) -> None:
        """The same for a slot that is a `###` heading, or a whole section."""
        piece = self.document.pieces[index]
        inner = [block for block in place.blocks if block.kind != "heading"]
        labels = places.label_of_place(self.bank, place.key)
        lines = write_lines("", text, indent=0, marker=marker, labels=labels)[1:] if text else []
        kept = self._kept(piece, place, keep=keep)
        edits = _gone(inner, kept, place.head.end, keep_first_gap=True)
        if edits:
            start, end, _ = edits[0]
            edits[0] = (start, end, lines)
        elif lines:
            edits = [(place.head.end, place.head.end, ["", *lines])]
        self.replace(index, edits)

    def _set_facet(self, index: int, place: Place, key: str, text: str, marker: str) -> None:
        piece = self.document.pieces[index]
        facet = self.bank.facets[places.facet_id(key)]
        present = place.facets.get(facet.id)
        if present is not None:
            line = line_body(piece.lines[present.start])
            at = present.text_at
            prefix = line[: at + grammar.label_end(line[at:])].rstrip()
            lines = write_lines(prefix, text, indent=_column(line, at), marker=marker)
            self.replace(index, [(present.start, present.end, lines)])
            return
        indent = self._child_indent(piece, place)
        lines = write_lines(
            f"{' ' * indent}- *{facet.label}*:", text, indent=indent + 2, marker=marker
        )
        order = [f.id for f in self.bank.facets_of(place.key)]
        later = [
            block.start
            for name, block in place.facets.items()
            if order.index(name) > order.index(facet.id)
        ]
        bodies = [b.end for b in place.items]
        at = min(later) if later and min(later) >= max(bodies, default=0) else place.end
        below_table = piece.lines[at - 1].lstrip().startswith("|")
        if (place.as_heading and at == place.head.end) or below_table:
            lines = ["", *lines]
        self.replace(index, [(at, at, lines)])

    def _append_item(self, index: int, place: Place, text: str) -> None:
        piece = self.document.pieces[index]
        indent = self._child_indent(piece, place)
        self.replace(index, [(place.end, place.end, [f"{' ' * indent}- {text}"])])

    def _child_indent(self, piece: Piece, place: Place) -> int:
        """Column of the bullets below a slot: that of its present ones, else of its text."""
        if place.as_heading:
            return 0
        rows = [
            piece.lines[block.start]
            for block in (*place.facets.values(), *place.items)
            if block.start != place.head.start
        ]
        columns = [_column(row, len(row) - len(row.lstrip(" \t"))) for row in rows]
        if columns:  # a deeper one may be followed by one that would take what stands as deep
            return min(columns)
        return _column(piece.lines[place.head.start], place.head.text_at)


def _gone(
    blocks: Sequence[Block],
    kept: set[tuple[int, int]],
    behind: int,
    *,
    keep_first_gap: bool = False,
) -> list[tuple[int, int, Sequence[str]]]:
    """Edits that take out all blocks but the kept ones, with the blank lines between them.

    `behind` is the line that the first block may follow.
    """
    runs: list[tuple[int, int, Sequence[str]]] = []
    last = behind
    before_kept = True
    for block in blocks:
        if (block.start, block.end) in kept:
            before_kept = True
        else:
            start = block.start if before_kept and keep_first_gap else last
            if not before_kept:
                start = runs.pop()[0]
            runs.append((start, block.end, []))
            before_kept = False
        last = block.end
    return runs


def _column(line: str, at: int) -> int:
    """Visible column of a character index: tabs count to the next multiple of four."""
    return len(line[:at].expandtabs(4))
