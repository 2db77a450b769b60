"""SPEC.md read into a `Spec`: sections, slots, facets, records, prose. A pure function of the text.

What a piece of the file says is kept on the piece, so after an answer only its section is read
again (interview.md B.1, "Incremental reading").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Literal

from spec_tui.documents.fold import fold
from spec_tui.documents.lines import line_body
from spec_tui.documents.markdown import Block, Document, Piece, parse_near
from spec_tui.interview import grammar, shifting
from spec_tui.interview.bank import Bank
from spec_tui.interview.layouts import settings
from spec_tui.interview.model import Facet, Section, Slot
from spec_tui.interview.places import label_of_place, place_key
from spec_tui.interview.spec import Heading, Passage, Record, SlotText, Spec, Value
from spec_tui.interview.values import ValueReader

APPENDIX = "Appendix: Imported material"
_NUMBER = re.compile(r"(\d{1,2})[.)]?\s+(?P<rest>.*)$")
_HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ \t]*(?P<text>.*?)[ \t]*#*[ \t]*$")
_PLACEHOLDER = re.compile(r"<[^<>]*>$")
_LABEL_ALONE = re.compile(r"\s*\*\*(?P<label>[^*\n]{2,60}?)\*\*\s*$")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_REVISIT = re.compile(r"revisit\s+(\d{4}-\d{2}-\d{2})")
Where = Literal["assumptions", "outstanding", "resolved"]
RECORD_SLOTS: Mapping[str, Where] = {
    "risks/assumptions": "assumptions",
    "open_questions/outstanding": "outstanding",
    "open_questions/resolved": "resolved",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where one slot stands in its piece: what writing needs to know. Lines are 0-based there."""

    key: str
    head: Block
    """The bullet of the slot, its `###` heading, or the paragraph that its label begins."""
    end: int
    """Line behind the last line of the slot."""
    text: str
    """Words on the slot's own line."""
    facets: Mapping[str, Block]
    items: tuple[Block, ...]
    """Child bullets that are no facets."""
    blocks: tuple[Block, ...]
    """Everything below the label, facets among it."""
    as_heading: bool = False


@dataclass(frozen=True, slots=True)
class PieceReading:
    """What one piece says. Line numbers are 1-based within the piece."""

    section: Section | None
    heading: Heading | None
    headings: tuple[Heading, ...]
    places: Mapping[str, Place]
    slots: Mapping[str, SlotText]
    records: tuple[Record, ...]
    passages: tuple[Passage, ...]
    none: frozenset[str]
    """Keys of the record slots that read `None`."""


def read(document: Document | str, bank: Bank) -> Spec:
    """Read SPEC.md. Accepts any text; what it does not understand it leaves out."""
    if isinstance(document, str):
        document = parse_near(document)
    found = document.memo.get("spec")
    if not isinstance(found, Spec):
        found = document.memo["spec"] = _read(document, bank)
    return found


def _read(document: Document, bank: Bank) -> Spec:
    headings: list[Heading] = []
    slots: dict[str, SlotText] = {}
    records: list[Record] = []
    passages: list[Passage] = []
    none: set[str] = set()
    title = ""
    for piece, offset in zip(document.pieces, document.offsets(), strict=True):
        if is_appendix(piece):
            break
        part = _lowered(piece, offset, bank)
        headings += part.headings
        for key, slot in part.slots.items():
            if key not in slots or slots[key].empty:
                slots[key] = slot
        records += part.records
        passages += part.passages
        none |= part.none
    for heading in headings:
        if heading.level == 1:
            title = _title(heading.text)
            break
    outstanding = slots.get("open_questions/outstanding")
    return Spec(
        text=document.text,
        title=title,
        headings=tuple(headings),
        slots=slots,
        records=tuple(records),
        outstanding_none="open_questions/outstanding" in none,
        passages=tuple(passages),
        outstanding_hint=outstanding is None
        or (
            outstanding.empty
            and "open_questions/outstanding" not in none
            and not any(r.where == "outstanding" for r in records)
        ),
    )


def _lowered(piece: Piece, offset: int, bank: Bank) -> PieceReading:
    """What a piece says, with the lines of the file; kept until the piece moves."""
    kept = piece.memo.get("lowered")
    if isinstance(kept, tuple) and kept[0] == offset and isinstance(kept[1], PieceReading):
        return kept[1]
    part = read_piece(piece, bank)
    moved = replace(
        part,
        headings=tuple(shifting.heading(h, offset) for h in part.headings),
        slots={key: shifting.slot(slot, offset) for key, slot in part.slots.items()},
        records=tuple(replace(r, line=r.line + offset) for r in part.records),
        passages=tuple(shifting.passage(p, offset) for p in part.passages),
    )
    piece.memo["lowered"] = (offset, moved)
    return moved


def is_appendix(piece: Piece) -> bool:
    """The piece starts the imported material: from here on no heading opens a section."""
    heading = piece.heading
    if heading is None:
        return False
    return _heading_text(piece, heading).startswith(APPENDIX)


def read_piece(piece: Piece, bank: Bank) -> PieceReading:
    """Read one piece; the result is kept on it."""
    found = piece.memo.get("reading")
    if not isinstance(found, PieceReading):
        found = _PieceReader(piece, bank).read()
        piece.memo["reading"] = found
    return found


def section_of(
    text: str, bank: Bank, labels: frozenset[str] = frozenset()
) -> tuple[Section | None, int | None]:
    """(section, number) that a heading opens: by alias, else by number.

    A number alone counts only where the section's own slots (`labels`, folded) stand below it, so
    that a foreign `## 3. Installation` is not taken for Personas.
    """
    number: int | None = None
    rest = text.strip()
    numbered = _NUMBER.match(rest)
    if numbered:
        number, rest = int(numbered[1]), numbered["rest"]
    section = bank.section_by_heading(fold(rest))
    if section is None and number is not None:
        for candidate in bank.sections:
            if candidate.number == number and any(
                fold(slot.label) in labels for slot in slots_under(candidate.number, bank)
            ):
                return candidate, number
    return section, number


def slots_under(number: int, bank: Bank) -> tuple[Slot, ...]:
    """The slots below one heading number, in template order; heading 9 holds two sections."""
    return tuple(
        bank.slots[f"{section.id}/{slot}"]
        for section in bank.sections
        if section.number == number
        for slot in section.slots
    )


def _title(text: str) -> str:
    rest = re.sub(r"^SPEC\s*:\s*", "", text.strip(), flags=re.IGNORECASE)
    return "" if _PLACEHOLDER.match(rest) else rest


def _heading_text(piece: Piece, block: Block) -> str:
    line = line_body(piece.lines[block.start])
    found = _HEADING.match(line) if block.atx else None
    return found["text"].strip() if found else line.strip()


@dataclass(slots=True)
class _PieceReader:
    piece: Piece
    bank: Bank
    passages: list[Passage] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    slots: dict[str, SlotText] = field(default_factory=dict)
    none: set[str] = field(default_factory=set)

    def read(self) -> PieceReading:
        piece = self.piece
        heading = piece.heading
        section, number = (None, None)
        if heading is not None:
            labels = frozenset(fold(label) for label in self._labels())
            section, number = section_of(_heading_text(piece, heading), self.bank, labels)
        headings = tuple(self._headings(section, number))
        if section is not None:
            self._section(section)
        else:
            for block in piece.blocks:
                self._prose(block, "", "", "", "")
        return PieceReading(
            section,
            headings[0] if heading is not None else None,
            headings,
            self.places,
            self.slots,
            tuple(self.records),
            tuple(self.passages),
            frozenset(self.none),
        )

    def _labels(self) -> Iterator[str]:
        for block in self.piece.blocks:
            split = self._label_of(block)
            if split:
                yield split[0]

    def _label_of(self, block: Block) -> tuple[str, str] | None:
        """(label, words behind it) of a bullet, of a paragraph or of an inner heading."""
        if block.kind == "heading" and block.level > 2:
            return _heading_text(self.piece, block), ""
        reader = ValueReader(self.piece)
        if block.kind == "item":
            text = reader.own_text(block)[0]
        elif block.kind == "para":
            alone = _LABEL_ALONE.match(line_body(self.piece.lines[block.start]))
            if alone is not None:
                return alone["label"], reader.joined(block.start + 1, block.end)
            text = reader.joined(block.start, block.end)
        else:
            return None
        return grammar.split_label(text) or grammar.split_dashed(text)

    def _headings(self, section: Section | None, number: int | None) -> Iterator[Heading]:
        for block in self.piece.blocks:
            if block.kind == "heading":
                opens = block is self.piece.heading
                yield Heading(
                    block.level,
                    _heading_text(self.piece, block),
                    number if opens else None,
                    section.id if opens and section else "",
                    block.start + 1,
                )

    def _section(self, section: Section) -> None:
        known = {fold(slot.label): slot for slot in slots_under(section.number, self.bank)}
        blocks = self.piece.blocks[1:]
        free: list[Block] = []
        at = 0
        while at < len(blocks):
            block = blocks[at]
            split = self._label_of(block)
            slot = known.get(fold(split[0])) if split else None
            if slot is None or split is None or slot.key in self.places:
                free.append(block)
                at += 1
                continue
            head = block.kind == "heading"
            text, inner, after = split[1], tuple[Block, ...](), block.end
            if block.kind == "item":
                _, inner, after = ValueReader(self.piece).own_text(block)
            at += 1
            empty = not (text or inner) and slot.key not in RECORD_SLOTS
            if block.kind != "item" or empty:  # what follows stands below the label
                stop = at
                while stop < len(blocks) and not self._ends(blocks[stop], block, known):
                    stop += 1
                inner, at = blocks[at:stop], stop
            self._slot(slot, block, text, inner, after, block.text_at, as_heading=head)
        self._free(section, free)

    def _ends(self, block: Block, head: Block, known: Mapping[str, Slot]) -> bool:
        """A block ends what stands below a label: the next heading, or the label of a slot."""
        if head.kind != "heading" and block.kind in {"heading", "other"}:
            return True  # a comment, too
        if block.kind == "heading":
            return block.level <= head.level
        split = self._label_of(block)
        slot = known.get(fold(split[0])) if split else None
        return slot is not None and slot.key not in self.places

    def _free(self, section: Section, blocks: list[Block]) -> None:
        """Text of a section outside its slots; it is the slot where the section has only one. What
        stands below a title among it (`# Notes`) is another's.
        """
        slots = [s for s in slots_under(section.number, self.bank) if s.section == section.id]
        own = tuple(takewhile(lambda block: block.kind != "heading" or block.level > 1, blocks))
        if len(slots) == 1 and own and not self.slots and section.id != "open_questions":
            head = Block("heading", 0, 1)
            self._slot(slots[0], head, "", own, 1, 0, as_heading=True)
            blocks = blocks[len(own) :]
        for block in blocks:
            self._prose(block, section.id, section.id, "", "")

    def _slot(
        self,
        slot: Slot,
        head: Block,
        text: str,
        inner: tuple[Block, ...],
        after: int,
        indent: int,
        *,
        as_heading: bool = False,
    ) -> None:
        facets: dict[str, Block] = {}
        values: dict[str, Value] = {}
        items: list[Block] = []
        rest: list[Block] = []
        for block in inner:
            item = ValueReader(self.piece).own_text(block)[0] if block.kind == "item" else ""
            split = grammar.split_label(item)
            facet = self.bank.facet_by_label(slot.key, fold(split[0])) if split else None
            if facet is None or facet.lead or facet.id in facets or split is None:
                rest.append(block)
                if block.kind == "item":
                    items.append(block)
                continue
            facets[facet.id] = block
            value = self._facet(slot, facet, block, split[1])
            if value.text:
                values[facet.id] = value
        end = max([head.end, *(block.end for block in inner)])
        self.places[slot.key] = Place(
            slot.key, head, end, text, facets, tuple(items), inner, as_heading=as_heading
        )
        if slot.key in RECORD_SLOTS:
            self._record_slot(slot, head, text, items, end)
            return
        reader = ValueReader(self.piece)
        reader.add_head(text)
        labels = label_of_place(self.bank, slot.key)
        reader.add_blocks(tuple(rest), after, indent, labels=labels)
        body_text, marker = reader.result()
        folded = fold(body_text)
        hint = bool(body_text) and (
            folded == fold(slot.hint) or bool(_PLACEHOLDER.match(body_text))
        )
        lead = self.bank.lead(slot.key)
        body = None
        if body_text and not hint:
            body_end = max([head.end if not inner else after, *(b.end for b in rest)])
            body = Value(
                f"{slot.key}/{lead.id}" if lead else slot.key,
                lead.id if lead else "",
                body_text,
                grammar.form_of(body_text),
                marker,
                head.start + 1,
                max(body_end, head.start + 1),
            )
            if lead:
                values = {lead.id: body, **values}
            if body.form == "text":
                self._head_passage(slot, head, text, lead.id if lead else "")
                for block in rest:
                    self._prose(block, body.key, slot.section, slot.id, body.facet)
        self.slots[slot.key] = SlotText(
            slot.key, slot.section, slot.id, head.start + 1, end, hint, body, values
        )

    def _facet(self, slot: Slot, facet: Facet, block: Block, text: str) -> Value:
        reader = ValueReader(self.piece)
        _, inner, after = reader.own_text(block)
        reader.add_head(text)
        reader.add_blocks(inner, after, block.text_at)
        words, marker = reader.result()
        form = grammar.form_of(words)
        if form == "text":
            self._head_passage(slot, block, text, facet.id)
            for child in inner:
                self._prose(child, facet.key, slot.section, slot.id, facet.id)
        return Value(facet.key, facet.id, words, form, marker, block.start + 1, block.end)

    def _head_passage(self, slot: Slot, block: Block, text: str, facet: str) -> None:
        if not text or block.kind == "heading":
            return
        line = line_body(self.piece.lines[block.start])
        if block.kind == "para":
            self._behind_label(block, line, slot, facet)
            return
        first = text.split("\n", 1)[0]
        column = line.find(first[: max(1, len(first) // 2)], block.text_at)
        at = column if column >= 0 else block.text_at
        key = f"{slot.key}/{facet}" if facet else slot.key
        self.passages.append(
            Passage(key, slot.section, slot.id, facet, line[at:], block.start + 1, at + 1)
        )
        self._wrapped(block, key, slot.section, slot.id, facet)

    def _behind_label(self, block: Block, line: str, slot: Slot, facet: str) -> None:
        """The words of a paragraph that begins with the label of a slot."""
        key = f"{slot.key}/{facet}" if facet else slot.key
        at = grammar.label_end(line)
        if at and line[at:].strip():
            self.passages.append(
                Passage(key, slot.section, slot.id, facet, line[at:], block.start + 1, at + 1)
            )
        self._lines(block.start + 1, block.end, key, slot.section, slot.id, facet)

    def _wrapped(self, block: Block, key: str, section: str, slot: str, facet: str) -> None:
        """The further lines of a paragraph that begins on the line of a bullet."""
        first = block.children[0] if block.children else None
        if first is not None and first.kind == "para" and first.start == block.start:
            self._lines(first.start + 1, first.end, key, section, slot, facet)

    def _prose(self, block: Block, key: str, section: str, slot: str, facet: str) -> None:
        if block.kind == "para":
            self._lines(block.start, block.end, key, section, slot, facet)
        elif block.kind == "fence":
            fence, *rows = (line_body(line) for line in self.piece.lines[block.start : block.end])
            if any(True for _ in settings(fence, rows, block.start)):
                self._lines(block.start + 1, block.end - 1, key, section, slot, facet)
        elif block.kind == "item":
            line = line_body(self.piece.lines[block.start])
            said = line[block.text_at :].strip()
            # Markdown takes `<to be filled in>` for a tag with attributes; it is a placeholder
            blank = _PLACEHOLDER.match(said) is not None
            if said and not any(
                c.start == block.start and c.kind != "para" and not (blank and c.kind == "other")
                for c in block.children
            ):
                self.passages.append(
                    Passage(
                        key, section, slot, facet, line[block.text_at :], block.start + 1,
                        block.text_at + 1,
                    )
                )  # fmt: skip
                self._wrapped(block, key, section, slot, facet)
            for child in block.children:
                if child.kind != "para" or child.start != block.start:
                    self._prose(child, key, section, slot, facet)

    def _lines(self, start: int, end: int, key: str, section: str, slot: str, facet: str) -> None:
        for row in range(start, end):
            line = line_body(self.piece.lines[row])
            lead = len(line) - len(line.lstrip())
            if line.strip():
                self.passages.append(
                    Passage(key, section, slot, facet, line[lead:], row + 1, lead + 1)
                )

    def _record_slot(
        self, slot: Slot, head: Block, text: str, items: list[Block], end: int
    ) -> None:
        where = RECORD_SLOTS[slot.key]
        words = [text] if text else []
        for block in items:
            body = ValueReader(self.piece).own_text(block)[0]
            record = self._record(body, where, block.start + 1)
            if record:
                self.records.append(record)
            words.append(body)
        plain = "\n".join(words)
        if plain.strip(" .").casefold() == "none":
            self.none.add(slot.key)
        hint = bool(plain) and (fold(plain) == fold(slot.hint) or bool(_PLACEHOLDER.match(plain)))
        body_value = None
        if plain and not hint:
            body_value = Value(
                slot.key, "", plain, grammar.form_of(plain), None, head.start + 1, end
            )
        self.slots[slot.key] = SlotText(
            slot.key, slot.section, slot.id, head.start + 1, end, hint, body_value, {}
        )

    def _record(self, body: str, where: Where, line: int) -> Record | None:
        found = grammar.split_record(body)
        if found is None:
            return None
        place, severity, revisit, who = found.paren, "", "", ""
        text = found.text
        key = ""
        if where == "resolved":
            date = _DATE.match(found.paren)
            place = date[0] if date else found.paren
            who = found.paren.partition(",")[2].strip()
            if found.kind == "W":
                key = place_key(self.bank, _accepted_place(text))
        elif where == "outstanding":
            words, _, last = found.paren.rpartition(",")
            if last.strip() in {"critical", "major", "minor"}:
                place, severity = words.strip(), last.strip()
            key = place_key(self.bank, place)
        else:
            due = _REVISIT.search(text)
            revisit = due[1] if due else ""
            key = place_key(self.bank, place)
        return Record(
            found.kind,
            found.number,
            where,
            place,
            text,
            line,
            severity,
            revisit,
            who,
            key,
        )


def _accepted_place(text: str) -> str:
    """The place of a W-record: `G07 accepted in Slot · Facet: "the words"`."""
    found = re.match(r"G\d\d accepted in (?P<place>.*?): [\"“]", text)
    return found["place"] if found else ""
