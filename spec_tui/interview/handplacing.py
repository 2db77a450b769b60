"""A sentence of an import that found no place, put into a section by hand, or dropped (6.6).

What a person puts there is no guess, so it gets no confirm marker; what stands there stays.
"""

from __future__ import annotations

import re

from spec_tui.interview import grammar, inandout
from spec_tui.interview.appendix import appendix_of
from spec_tui.interview.bank import Bank
from spec_tui.interview.book import Applied, Book, Desk, refuse
from spec_tui.interview.hintsources import every
from spec_tui.interview.model import Facet
from spec_tui.interview.places import number, place_name
from spec_tui.interview.placing import rank
from spec_tui.interview.reading import APPENDIX, RECORD_SLOTS
from spec_tui.interview.sayings import Saying

_LEFT = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])?[ \t]*")


def put(desk: Desk, section: str, sentence: str) -> Applied:
    """Put the words into the place of the section that they answer best; behind what stands there.

    What stands below a heading in the import speaks of that: `iOS devices` of a list of what is out
    of scope is no part of it.
    """
    book = Book.open(desk)
    facet = _place(desk, section, sentence)
    if facet is None:
        return refuse(desk, "Words of a person cannot stand in this section. Nothing was changed.")
    old = book.sheet.value(facet.key)
    if old is None or old.form != "text":
        book.put(facet.key, sentence)
    else:
        marker = grammar.CONFIRM.format(old.marker.ref) if old.marker and old.drafted else ""
        book.sheet.set_value(facet.key, f"{old.text}\n{sentence}", marker)
        book.keys.append(facet.key)
    done = "Saved to" if old is None else "Added in"
    where = f"§{number(desk.bank, facet.section)} {place_name(desk.bank, facet.key)}"
    return book.close(f"{done} SPEC.md, {where}.")


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


def _place(desk: Desk, section: str, sentence: str) -> Facet | None:
    """The facet the words answer, else the first that takes any words: a lead, a text or a list."""
    facets = _facets(desk.bank, section)
    said = _as_said(desk, sentence)
    side = inandout.told(sentence)[0] or inandout.by_heading(said.headings)
    names = {facet.id: facet for facet in facets}
    if side in names:
        return names[side]
    for row in rank(desk.bank, said, facets[0].section if facets else ""):
        if row.facet.id in names and row.facet.kind in {"text", "list"}:
            return row.facet
    takers = [facet for facet in facets if facet.kind in {"text", "list"}]
    return next((f for f in takers if f.lead), takers[0] if takers else None)


def _as_said(desk: Desk, sentence: str) -> Saying:
    """The words with the headings they stand below in the import."""
    said = (one for one, _ in every(appendix_of(desk.document.text)) if one.text == sentence)
    return next(said, Saying(sentence))
