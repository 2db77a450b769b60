"""A sentence of an import that found no place, put into a section by hand, or dropped (6.6).

What a person puts there is no guess, so it gets no confirm marker; what stands there stays.
"""

from __future__ import annotations

import re

from spec_tui.interview import grammar
from spec_tui.interview.bank import Bank
from spec_tui.interview.book import Applied, Book, Desk, refuse
from spec_tui.interview.model import Facet
from spec_tui.interview.places import sign
from spec_tui.interview.placing import rank
from spec_tui.interview.reading import APPENDIX, RECORD_SLOTS
from spec_tui.interview.sayings import Saying

_LEFT = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])?[ \t]*")


def put(desk: Desk, section: str, sentence: str) -> Applied:
    """Put the words into the place of the section that they answer best."""
    book = Book.open(desk)
    open_ones = [f for f in _facets(desk.bank, section) if book.sheet.value(f.key) is None]
    facet = _nearest(desk.bank, open_ones, sentence)
    if facet is not None:
        book.put(facet.key, sentence)
        return book.close()
    facet = _nearest(desk.bank, _facets(desk.bank, section), sentence)
    old = book.sheet.value(facet.key) if facet is not None else None
    if facet is None or old is None:
        return refuse(desk, "Words of a person cannot stand in this section. Nothing was changed.")
    drafted = old.drafted
    marker = grammar.CONFIRM.format(old.marker.ref) if old.marker and drafted else ""
    book.sheet.set_value(facet.key, f"{old.text}\n{sentence}", marker)
    book.keys.append(facet.key)
    return book.close(f"Added in SPEC.md, {sign(desk.bank, facet.key)}.")


def drop(desk: Desk, sentence: str) -> Applied:
    """Take the words out of the imported material, with their line where nothing else is on it."""
    book = Book.open(desk)
    text = book.sheet.text
    at = text.find(sentence, max(text.find(f"\n## {APPENDIX}"), 0))
    if f"\n## {APPENDIX}" not in text or at < 0:
        return refuse(desk, "These words do not stand at the end of SPEC.md. Nothing was changed.")
    begin, stop = _line(text, at, at + len(sentence))
    left = text[begin:at].rstrip() + text[at + len(sentence) : stop]
    if _LEFT.fullmatch(left.strip()):
        after = re.match(r"\r\n|\r|\n", text[stop:])
        book.sheet.cut(begin, stop + (len(after[0]) if after else 0))
    else:
        blank = re.match(r"[ \t]*", text[at + len(sentence) :])
        book.sheet.cut(at, at + len(sentence) + (len(blank[0]) if blank else 0))
    return book.close("Taken out of the imported material.")


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the line of a span begins, and where it ends without its newline."""
    begin = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    newline = re.compile(r"[\r\n]").search(text, end)
    return begin, newline.start() if newline else len(text)


def _facets(bank: Bank, section: str) -> list[Facet]:
    return [
        facet
        for key in bank.slot_keys(section)
        if key not in RECORD_SLOTS
        for facet in bank.facets_of(key)
        if facet.id != "TYP"
    ]


def _nearest(bank: Bank, facets: list[Facet], sentence: str) -> Facet | None:
    """The one the words answer, else the first that takes any words: a lead, a text or a list."""
    names = {facet.id for facet in facets}
    for row in rank(bank, Saying(sentence), facets[0].section if facets else ""):
        if row.facet.id in names:
            return row.facet
    takers = [facet for facet in facets if facet.kind in {"text", "list"}]
    return next((f for f in takers if f.lead), takers[0] if takers else None)
