"""A first draft from an overview or an existing document: verbatim, marked, nothing invented.

Canonical documents are adopted as they are. From any other, what stands under a heading that names
a place is put there with a confirm marker, the title and the first paragraph too; the whole text is
kept word for word in the appendix of SPEC.md (interview.md B.6, cli.md `import`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from spec_tui.documents.fold import fold
from spec_tui.documents.lines import line_body, split_lines
from spec_tui.documents.markdown import Block, Document, Piece, parse
from spec_tui.documents.prose import content_words, sentences
from spec_tui.interview import grammar
from spec_tui.interview.bank import Bank
from spec_tui.interview.book import Applied, Book, Desk
from spec_tui.interview.model import Outcome
from spec_tui.interview.places import facet_id
from spec_tui.interview.reading import APPENDIX, section_of
from spec_tui.interview.state import View
from spec_tui.interview.values import canonical

CANONICAL_AT = 4
"""Headings of the template that make a document canonical (interview.md B.6)."""
MOST_SEEDED = 10
OFTEN = 3
"""An abbreviation that comes this often may need an entry in the glossary (G14)."""
_ABBREVIATION = re.compile(r"\b[A-Z]{2,6}\b")
_NEVER_ALIASED = frozenset(
    {"open_questions", "terminology", "risks"}
)  # their bullets are records or need a sentence of their own


def is_canonical(text: str, bank: Bank) -> bool:
    """At least four of the 17 headings stand in the document, as the template numbers them."""
    known = set()
    for piece in parse(text).pieces:
        heading = piece.heading
        if heading is None:
            continue
        words = re.sub(r"^#+\s*|\s*#*$", "", line_body(piece.lines[heading.start]))
        section, number = section_of(words, bank)
        if section is not None and (
            number == section.number or fold(words) == fold(section.heading)
        ):
            known.add(section.number)
    return len(known) >= CANONICAL_AT


def imported_already(spec_text: str, text: str) -> bool:
    """The same words stand in the appendix."""
    return f"## {APPENDIX}" in spec_text and _plain(text) in _plain(spec_text)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def draft(desk: Desk, name: str, text: str, *, untouched: bool) -> Applied:
    """Apply an import. `untouched`: SPEC.md is absent or still the bare template."""
    source = re.sub(r"[()\s]+", " ", name).strip() or "text"
    if untouched and is_canonical(text, desk.bank):
        return _adopt(desk, source, text)
    book = Book.open(desk)
    _title_and_first(book, text, source, untouched=untouched)
    for key, words in _placed(parse(text), desk.bank):
        _fill(book, key, words, source)
    book.sheet.append_text(f"## {APPENDIX} ({source})\n\n{text.rstrip()}\n")
    _no_special_words(book, text)
    _seed(book)
    count = len(book.keys)
    book.prefer(skips={k: n for k, n in book.asking.skips.items() if k != "overview"})
    places = "one place is" if count == 1 else f"{count} places are"
    return book.close(
        f"Imported {source} into SPEC.md: {places} drafted, the whole text is kept at its end."
    )


def _adopt(desk: Desk, source: str, text: str) -> Applied:
    outcome = Outcome(
        receipt=f"Adopted {source} as SPEC.md.",
        texts={"SPEC.md": text},
        sections=tuple(section.id for section in desk.bank.sections),
    )
    return Applied(outcome, desk.asking)


def _title_and_first(book: Book, text: str, source: str, *, untouched: bool) -> None:
    """The H1 names the project, unless somebody gave it a name before; then the first words."""
    document = parse(text)
    blocks = [(piece, block) for piece in document.pieces for block in piece.blocks]
    for piece, block in blocks:
        if block.kind == "heading" and block.level == 1:
            title = re.sub(r"^#+\s*|\s*#*$", "", line_body(piece.lines[block.start])).strip()
            if title and (untouched or not book.sheet.spec().title):
                book.name_project(re.sub(r"^SPEC\s*:\s*", "", title))
        elif block.kind == "para":
            words = " ".join(line.strip() for line in piece.lines[block.start : block.end])
            if len(content_words(words)) >= 3:
                _fill(book, book.bank.facets["VIS1"].key, words, source)
            return
        elif block.kind == "heading":
            return


def _placed(document: Document, bank: Bank) -> Iterator[tuple[str, str]]:
    """(key, words) for each heading that names a place."""
    for piece in document.pieces:
        key = ""
        first = 0
        blocks = piece.blocks
        for at, block in enumerate(blocks):
            if block.kind != "heading":
                continue
            if key:
                yield key, _between(piece.lines, blocks, first, at)
            words = re.sub(r"^#+\s*|\s*#*$", "", line_body(piece.lines[block.start]))
            key = _named(words, bank) if block.level > 1 else ""
            first = at + 1
        if key:
            yield key, _between(piece.lines, blocks, first, len(blocks))


def _between(lines: tuple[str, ...], blocks: tuple[Block, ...], first: int, last: int) -> str:
    if first >= last:
        return ""
    return "".join(lines[blocks[first].start : blocks[last - 1].end])


def _named(heading: str, bank: Bank) -> str:
    """The key of the place that a heading of somebody's own document names, "" if none."""
    for section in bank.sections:
        slot = bank.slot_by_label(section.id, heading)
        if slot is not None and slot.section == section.id and section.id not in _NEVER_ALIASED:
            lead = bank.lead(slot.key)
            return lead.key if lead is not None else slot.key
    found, _ = section_of(heading, bank)
    if found is None or found.id in _NEVER_ALIASED:
        return ""
    for key in bank.slot_keys(found.id):
        lead = bank.lead(key)
        if lead is not None:
            return lead.key
    return ""


def _fill(book: Book, key: str, words: str, source: str) -> None:
    """Put words into an empty place; an existing value never changes."""
    facet = book.bank.facets.get(facet_id(key))
    text = canonical(words, one_item_a_line=facet is not None and facet.kind == "list")
    if not text or book.sheet.value(key) is not None or not content_words(text):
        return
    if fold(text) == fold(book.bank.slots["/".join(key.split("/")[:2])].hint):
        return
    book.sheet.set_value(key, text, grammar.CONFIRM.format(source))
    book.keys.append(key)


def _no_special_words(book: Book, text: str) -> None:
    """The glossary is not applicable where no word asks for an entry (formats.md 13)."""
    abbreviations = Counter(_ABBREVIATION.findall(text))
    named = any(
        block.kind == "heading" and _section_of(piece, block, book.bank) == "terminology"
        for piece in parse(text).pieces
        for block in piece.blocks
    )
    glossary = book.bank.facets["GLO1"]
    slot_key = glossary.key.rpartition("/")[0]
    often = any(count >= OFTEN for count in abbreviations.values())
    if not named and not often and book.sheet.value(glossary.key) is None:
        book.line(glossary.key, book.bank.slots[slot_key].default)
        book.keys.remove(glossary.key)


def _section_of(piece: Piece, block: Block, bank: Bank) -> str:
    words = re.sub(r"^#+\s*|\s*#*$", "", line_body(piece.lines[block.start]))
    section, _ = section_of(words, bank)
    return section.id if section is not None else ""


def _seed(book: Book) -> None:
    """Open questions for the gaps of impact 5 (B.6.10)."""
    view = book.view()
    standing = {r.key for r in view.spec.records if r.kind == "Q" and r.where == "outstanding"}
    gaps = [
        facet
        for facet in book.bank.facets.values()
        if facet.impact == 5 and not view.settled(facet.id) and view.applies(facet)
        and facet.key not in standing
    ]  # fmt: skip
    for facet in gaps[:MOST_SEEDED]:
        book.open_question(facet.key, "critical", facet.text)
    if not gaps and not standing:
        book.sheet.set_none("open_questions/outstanding")


@dataclass(frozen=True, slots=True)
class Understood:
    """What an import made of a text, for the understanding card."""

    title: str
    sentence: str
    placed: int
    total: int
    points: tuple[tuple[str, str, str], ...]
    unplaced: tuple[str, ...]


_POINTS = (
    ("Who", "USR1"), ("Who", "TGT1"), ("In scope", "SCP1"), ("Out of scope", "SCP2"),
    ("Entities", "DOM1"), ("Interfaces", "TYP"),
)  # fmt: skip


def understood(view: View, source: str, text: str) -> Understood:
    """Counts and verbatim words: no summary of our own (screens.md 6.6)."""
    marked = list(view.drafted())
    home = fold(" ".join(value.text for value in marked) + " " + view.spec.title)
    said = [words for block in _paragraphs(text) for _, words in sentences(block)]
    said = [words for words in said if content_words(words)]
    unplaced = [words for words in said if fold(words) not in home]
    points: list[tuple[str, str, str]] = []
    for label, facet in _POINTS:
        value = view.facet_value(view.bank.facets[facet])
        if value is None or value.form != "text" or any(label == p[0] for p in points):
            continue
        items = value.text.split("\n")
        shown = f"{len(items)} points" if "scope" in label and len(items) > 1 else ", ".join(items)
        points.append((label, shown, facet))
    problem = view.facet_value(view.bank.facets["VIS1"])
    sentence = problem.text.split("\n")[0] if problem is not None else ""
    return Understood(
        view.spec.title or source,
        sentence,
        len(said) - len(unplaced),
        len(said),
        tuple(points),
        tuple(unplaced),
    )


def _paragraphs(text: str) -> Iterator[str]:
    for line in split_lines(text):
        words = re.sub(r"^\s*(?:#+|[-*+]|\d+[.)])\s+", "", line_body(line)).strip()
        if words:
            yield words
