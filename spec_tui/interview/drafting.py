"""A first draft from an overview or an existing document: verbatim, marked, nothing invented.

Canonical documents are adopted as they are. From any other, sentences and lists are put where
headings, labels and cues say they belong, word for word and with a confirm marker; the whole text
is kept in the appendix of SPEC.md (interview.md B.6, cli.md `import`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from spec_tui.documents.fold import fold
from spec_tui.documents.lines import line_body, split_lines
from spec_tui.documents.markdown import Block, Document, Piece, keep_near, parse
from spec_tui.documents.prose import content_words, sentences
from spec_tui.interview import grammar, hints, sketch
from spec_tui.interview.appendix import appendix_of, materials
from spec_tui.interview.bank import Bank
from spec_tui.interview.book import Applied, Book, Desk
from spec_tui.interview.headings import place_of
from spec_tui.interview.language import certain_only
from spec_tui.interview.layouts import row_of
from spec_tui.interview.model import Outcome
from spec_tui.interview.outline import heading_words, title_of
from spec_tui.interview.places import facet_id
from spec_tui.interview.placing import Placed, best, gathered, placed, rank
from spec_tui.interview.reading import APPENDIX, read_piece, section_of
from spec_tui.interview.sayings import Saying
from spec_tui.interview.sentences import MOST_UNITS, units
from spec_tui.interview.state import View
from spec_tui.interview.values import canonical

CANONICAL_AT = 4
"""Headings of the template that make a document canonical (interview.md B.6)."""
FEWEST_LAID_OUT = 2
"""Of them, those with slots of the template below, or nothing yet."""
MOST_SEEDED = 10
FIRST_UNITS = 50
FEWEST_OF_A_TEXT = 12
"""Words from which a text is not found in a longer one by chance."""
FEWEST_LETTERS = 30
"""Characters of a problem in a language that puts no blanks between words."""
_PROBLEM = frozenset({"vision", "vision/problem-outcome"})
SKETCHED = 200_000
"""Characters in which entities are looked for."""
OFTEN = 3
"""An abbreviation that comes this often may need an entry in the glossary (G14)."""
_HEADING = re.compile(r" {0,3}#{1,6}\s")
_ABBREVIATION = re.compile(r"\b[A-Z]{2,6}\b")


def is_canonical(document: Document, bank: Bank) -> bool:
    """At least four of the 17 headings stand in the document as the template names them, and slots
    of the template below some of them, and below most of the sections that hold anything.

    A heading in other words counts by its number where a slot of the template stands below it.
    Headings alone make no canonical document: what somebody wrote below them in a layout of their
    own would stand in no place, and be asked for again.
    """
    known = set()
    laid_out = slotted = foreign = 0
    for piece in document.pieces:
        if piece.heading is None:
            continue
        words = heading_words(piece, piece.heading)
        section, number = section_of(words, bank)
        if section is None:
            continue
        plain = re.sub(r"^\d+[.)]?\s+", "", words)
        slots = bool(read_piece(piece, bank).slots)
        empty = not any(block.kind != "heading" for block in piece.blocks)
        slotted += slots
        foreign += not slots and not empty
        if fold(plain) == fold(section.heading) or (number == section.number and slots):
            known.add(section.number)
            laid_out += slots or empty
    return len(known) >= CANONICAL_AT and laid_out >= FEWEST_LAID_OUT and slotted >= foreign


def imported_already(spec_text: str, text: str) -> bool:
    """The same text stands in the appendix; a few words stand in any long one."""
    if f"## {APPENDIX}" not in spec_text:
        return False
    wanted = _plain(text)
    if len(content_words(text)) >= FEWEST_OF_A_TEXT:
        return wanted in _plain(spec_text)
    return any(_plain(one.text) == wanted for one in materials(appendix_of(spec_text)))


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def draft(desk: Desk, name: str, text: str, *, untouched: bool) -> Applied:
    """Apply an import. `untouched`: SPEC.md is absent or still the bare template."""
    source = re.sub(r"[()\s]+", " ", name).strip() or "text"
    document = parse(text)
    if untouched and is_canonical(document, desk.bank):
        keep_near(document)
        return _adopt(desk, source, text)
    book = Book.open(desk)
    title = title_of(document)
    if title and (untouched or not book.sheet.spec().title):
        book.name_project(re.sub(r"^SPEC\s*:\s*", "", title))
    doubt = certain_only(text)
    rows = _problem_only(desk.bank, document) if doubt else _everything(desk.bank, document, text)
    for row in rows:
        _fill(book, row, source)
    shown, typ = desk.asking.shown_type, desk.bank.facets["TYP"]
    if shown.text and book.view().type_open():
        _fill(book, Placed(typ.key, shown.text), shown.source)
    book.sheet.append_text(f"## {APPENDIX} ({source})\n\n{text.rstrip()}\n", document)
    if doubt:
        what = "the title and the problem were" if rows else "the title was"
        book.notes.append(f"{doubt}: only {what} drafted.")
    _no_special_words(book, document)
    _seed(book)
    keep_near(book.sheet.document)
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


def _problem_only(bank: Bank, document: Document) -> list[Placed]:
    """The first paragraph below the title, without sentences that are about something else.

    Where none stands there, the first one below a heading that names the problem.
    """
    said = [unit for unit in units(document, FIRST_UNITS) if unit.kind == "sentence"]
    key = bank.facets["VIS1"].key
    for chosen in (
        [unit for unit in said if unit.first],
        [u for u in said if not u.order and place_of(u.headings, bank) in _PROBLEM],
    ):
        text = " ".join(unit.text for unit in chosen if _about_problem(bank, unit.text))
        if len(content_words(text)) >= 3 or len(text) >= FEWEST_LETTERS:
            return [Placed(key, text)]
    return []


def _about_problem(bank: Bank, sentence: str) -> bool:
    top = best(rank(bank, Saying(sentence, first=True)))
    return top is None or top.facet.id == "VIS1"


def _everything(bank: Bank, document: Document, text: str) -> list[Placed]:
    """Every place that headings, labels, shapes and cues find words for, in template order."""
    said = list(units(document, MOST_UNITS))
    rows = gathered(bank, placed(bank, said))
    keys = {row.key for row in rows}
    paths = {unit.headings for unit in said}
    elsewhere = {path for path in paths if place_of(path, bank).startswith("risks")}
    # alternatives and risks speak of what the product is not
    about = [
        words
        for u in said
        if u.headings not in elsewhere
        for words in ((u.text,) if u.kind == "sentence" else u.items if u.kind == "list" else ())
        if u.kind == "sentence" or words.endswith(".")
    ]
    types = sketch.product_types(about)
    if types:
        rows.append(Placed(bank.facets["TYP"].key, ", ".join(types)))
    things = sketch.entities(text[:SKETCHED])
    if things and bank.facets["DOM1"].key not in keys:
        rows.append(Placed(bank.facets["DOM1"].key, "\n".join(things)))
    order = {facet.key: at for at, facet in enumerate(bank.facets.values())}
    return sorted(rows, key=lambda row: order.get(row.key, 0))


def _fill(book: Book, row: Placed, source: str) -> None:
    """Put words into an empty place; an existing value never changes, and what somebody took out
    of the place does not come back with another import."""
    key = row.key
    facet = book.bank.facets.get(facet_id(key))
    text = canonical(row.text, one_item_a_line=facet is not None and facet.kind == "list")
    if not text or book.sheet.value(key) is not None or not content_words(text):
        return
    if fold(text) == fold(book.bank.slots["/".join(key.split("/")[:2])].hint):
        return
    form = grammar.form_of(text)
    if form not in {"text", "na"}:
        return
    if facet is not None and hints.refusal(facet, text) in book.asking.denied:
        return
    marker = "" if row.certain or form == "na" else grammar.CONFIRM.format(source)
    book.sheet.set_value(key, text, marker)
    book.keys.append(key)


def _no_special_words(book: Book, document: Document) -> None:
    """The glossary is not applicable where no word asks for an entry (formats.md 13)."""
    abbreviations = Counter(_ABBREVIATION.findall(document.text))
    named = any(
        block.kind == "heading" and _section_of(piece, block, book.bank) == "terminology"
        for piece in document.pieces
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
    values = [
        value
        for slot in view.spec.slots.values()
        for value in {
            id(v): v for v in [*slot.facets.values(), slot.body] if v is not None
        }.values()
    ]
    home = fold(" ".join(value.text for value in values) + " " + view.spec.title)
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
    for raw in split_lines(text):
        if _HEADING.match(raw):
            continue  # it names what follows
        line = row_of(raw) if raw.lstrip().startswith("|") else raw
        words = re.sub(r"^\s*(?:[-*+]|\d+[.)])\s+", "", line_body(line)).strip()
        if words:
            yield words
