"""One item in scope and out of scope: which of the two lists it leaves (G16, B.5.6)."""

from __future__ import annotations

import re

from spec_tui.documents.fold import fold
from spec_tui.interview import hints, inplace
from spec_tui.interview.book import Book
from spec_tui.interview.contradiction import Contradiction
from spec_tui.interview.inplace import Stand
from spec_tui.interview.places import facet_id, place_name
from spec_tui.interview.spec import Record
from spec_tui.interview.valuelines import statement_at, without_gap

_JOINT = re.compile(r",\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+")
_FILLING = re.compile(r"(?:(?:also|no|not|any|never|nor|without|the|an?|our)\s+)*", re.IGNORECASE)
"""What may stand between a comma and a thing of a list."""
_ROW = re.compile(r"\s*(?:- )?\|")


def decide_scope(
    book: Book, finding: Contradiction, choose: int, words: str, record: Record | str
) -> int | None:
    """1 it is in scope, 2 it is out of scope, 4 it is neither but `words`.

    Returns the side that was not found as it was read, where there is one; nothing is decided then.
    """
    (inside, key_in), (outside, key_out) = finding.sides
    stands = [_stand(book, finding, side) for side in (0, 1)]
    changed = {1: {1}, 2: {0}}.get(choose, {0, 1})
    for side in changed:
        if stands[side] is None and not _imported(finding, side):
            return side
    gone: dict[int, str] = {}
    for side in sorted(changed, key=lambda n: _at(stands[n]), reverse=True):  # the last one first
        there = stands[side]
        if choose == 4 and side == 0:
            _rename(book, key_in, there, words)
        elif there is None:  # an imported text stays as it is
            book.accept(finding.rule, finding.key, finding.text)
        else:
            gone[side] = _drop(book, there)
    if choose == 4:
        book.resolve(record, inside, words)
        return None
    winner, loser = (key_out, key_in) if choose == 2 else (key_in, key_out)
    lost = next(iter(gone.values()), "")
    told = place_name(book.bank, loser)
    if fold(lost.strip(" ,;.-")) not in {"", fold(inside), fold(outside)}:
        told = f"{told}: {lost.strip(' ,;')}"  # what left the list said more than that
    book.resolve(record, inside, place_name(book.bank, winner), told)
    return None


def _imported(finding: Contradiction, side: int) -> bool:
    return bool(finding.sources and finding.sources[side])


def _stand(book: Book, finding: Contradiction, side: int) -> Stand | None:
    return None if _imported(finding, side) else inplace.side(book.sheet, finding, side)


def _at(there: Stand | None) -> int:
    return there.at if there is not None else -1


def _rename(book: Book, key: str, there: Stand | None, words: str) -> None:
    if there is not None:
        inplace.swap(book, there, words)
        return
    present = book.sheet.value(key)
    text = present.text if present is not None else ""
    book.put(key, f"{text}\n{words}".strip("\n"))


def _drop(book: Book, there: Stand) -> str:
    """Take an item out of a list. Returns what left it."""
    line = inplace.lines_of(book, there)[there.row]
    gone = inplace.cut(book, there, *taken(line, there.start, there.stop))
    facet = book.bank.facets.get(facet_id(there.key))
    if book.sheet.value(there.key) is None and facet is not None:
        # the text it came from would be shown for it again
        book.prefer(denied=book.asking.denied | {hints.no(facet)})
    return gone


def things_of(text: str) -> list[str]:
    """What a list names, each line whole and each of several things in it."""
    rows = [row.strip(" -.;") for row in text.split("\n")]
    return [*rows, *(part for row in rows for part in _JOINT.split(row))]


def taken(line: str, start: int, stop: int) -> tuple[int, int]:
    """The characters of a line that go with some words of it: one of several things that a
    sentence lists, else the sentence.
    """
    if _ROW.match(line):
        return 0, len(line)
    statement = begin, end = statement_at(line, start)
    end -= len(line[begin:end]) - len(line[begin:end].rstrip(" .;!?"))
    joints = [joint.span() for joint in _JOINT.finditer(line, begin, end)]
    before = max((joint for joint in joints if joint[1] <= start), default=None)
    after = min((joint for joint in joints if joint[0] >= stop), default=None)
    if before is not None and _FILLING.fullmatch(line, before[1], start):
        return before[0], after[0] if after is not None else end
    if after is not None and after[0] == stop:
        return start, after[1]
    return without_gap(line, statement)
