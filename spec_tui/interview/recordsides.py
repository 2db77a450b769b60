"""A Q of §17 that holds two texts, decided (B.5.6).

The first is what its place says, or a part of it. Where the place says something else by now,
nothing is replaced, and the person is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from spec_tui.documents.fold import fold
from spec_tui.documents.lines import split_lines
from spec_tui.interview import conflicts, grammar, inplace
from spec_tui.interview.book import ASSUMPTIONS, Book
from spec_tui.interview.cards import UNDECIDED
from spec_tui.interview.places import facet_id, place_name, sign
from spec_tui.interview.spec import Record, Value
from spec_tui.interview.valuelines import joined, with_reason

_CHANGED = (
    "{place} says something else by now: “{words}”. Choose 4 and say what is right; nothing was"
    " changed."
)
_TWICE = "“{words}” stands more than once in {place}. Change it there; nothing was changed here."
_MORE = "{place} says more than “{words}”. Take the rest out there; nothing was changed here."
_LONGEST = 80
"""Characters of a value that a refusal repeats."""


@dataclass(frozen=True, slots=True)
class _Place:
    """What stands where a record points at."""

    key: str
    value: Value | None
    """Of the place itself."""
    beside: Value | None
    """Another value of the slot that says the first text."""
    spans: tuple[tuple[int, int], ...]
    """Where the first text stands in the value."""

    @property
    def whole(self) -> bool:
        """The first text is all that the place says, or it says nothing."""
        return self.value is None or self.spans == ((0, len(self.value.text)),)


def decide_record(book: Book, record: Record, choose: int, words: str) -> str:
    """Why it cannot be decided, "" where it is."""
    pair = conflicts.alternatives(record.text)
    assert pair is not None
    first, second = pair
    new = {1: first, 2: second}.get(choose, words)
    losers = [text for text in pair if text != new]
    if not record.key:
        both = choose == 3
        new = joined(first, second, f"(both: {words})") if both else new
        book.resolve(record, "§17", new, *([] if both else losers))
        return ""
    place = _place(book, record.key, first)
    problem = _problem(book, place, choose, first)
    if problem:
        return problem
    if choose == 1:
        _keep(book, place, first)
    elif choose == 3:
        new, losers = _both(book, place, pair, f"(both: {words})"), []
    elif grammar.form_of(new) == "na":
        if not place.whole:
            return _told(book, _MORE, place, first)
        new = _not_applicable(book, place, new)
    else:
        if place.value is not None and not place.spans:
            losers.append(place.value.text)
        _replace(book, place, new)
    book.resolve(record, place_name(book.bank, record.key), new, *losers)
    return ""


def _place(book: Book, key: str, first: str) -> _Place:
    value = book.sheet.value(key)
    slot = book.view().slot("/".join(key.split("/")[:2]))
    values = (slot.body, *slot.facets.values()) if slot is not None else ()
    others = (other for other in values if other is not None and other is not value)
    beside = next((other for other in others if fold(other.text) == fold(first)), None)
    return _Place(key, value, beside, _spans(value.text, first) if value is not None else ())


def _spans(text: str, words: str) -> tuple[tuple[int, int], ...]:
    """Where some words stand in a text: as lines of it, else in one, never inside of a word."""
    if fold(text) == fold(words):
        return ((0, len(text)),)
    told = re.escape(words)
    lines = [found.span() for found in re.finditer(rf"(?m)^{told}$", text)]
    inside = re.finditer(rf"(?<!\w)(?<!\d[.,]){told}(?!\w)(?![.,]\d)", text)
    return tuple(lines or [found.span() for found in inside])


def _problem(book: Book, place: _Place, choose: int, first: str) -> str:
    if place.value is None or place.whole:
        return ""
    if not place.spans and choose != 4:
        return _told(book, _CHANGED, place, place.value.text)
    if len(place.spans) > 1 and choose != 1:
        return _told(book, _TWICE, place, first)
    return ""


def _told(book: Book, sentence: str, place: _Place, words: str) -> str:
    said = "; ".join(words.split("\n"))
    said = said if len(said) <= _LONGEST else f"{said[:_LONGEST].rstrip()} …"
    return sentence.format(place=sign(book.bank, place.key), words=said)


def _keep(book: Book, place: _Place, first: str) -> None:
    """The first stays. Where it is the text of another facet, this one is left undecided."""
    facet = book.bank.facets.get(facet_id(place.key))
    if place.value is not None or (place.beside is not None and place.beside.form == "na"):
        book.keys.append(place.key)
    elif place.beside is None:
        book.put(place.key, first)
    elif facet is not None and not book.view().settled(facet.id):
        book.keys.append(place.key)
        book.assume(facet.key, UNDECIDED, "left open when N/A was taken back")


def _replace(book: Book, place: _Place, new: str) -> None:
    """Other words for the first text. Of several lines one is made within a line."""
    value = place.value
    if value is None or place.whole or not place.spans:
        book.put(place.key, new)
        return
    ((start, stop),) = place.spans
    text = value.text
    lines = text[:start].endswith(("\n", "")[not start]) and text[stop : stop + 1] in {"", "\n"}
    words = new if lines else "; ".join(new.split("\n"))
    rows = f"{text[:start]}{words}{text[stop:]}".split("\n")
    edit = _edit(book, place.key, text[start:stop], words)
    if edit is not None:
        inplace.write(book, place.key, rows, edit)
    else:
        book.put(place.key, "\n".join(rows))


def _edit(book: Book, key: str, old: str, new: str) -> inplace.Edit | None:
    """The same in the characters of the file, where the words stand there once."""
    before, said = _raw(book, key)
    found = _spans(said, old)
    if len(found) != 1 or "\n" in old or "\n" in new:
        return None
    return before + found[0][0], before + found[0][1], new


def _raw(book: Book, key: str) -> tuple[int, str]:
    """The lines of a value in the file, and where they begin."""
    value = book.sheet.spec().value(key)
    assert value is not None
    lines = split_lines(book.sheet.text)
    before = sum(map(len, lines[: value.line - 1]))
    return before, "".join(lines[value.line - 1 : value.end_line])


def _both(book: Book, place: _Place, pair: tuple[str, str], why: str) -> str:
    """Both stay; beside a text an N/A is only named in Resolved. Returns the decision."""
    texts = [text for text in pair if grammar.form_of(text) != "na"]
    first, second = pair
    if len(texts) == 1:
        new = "\n".join(with_reason(texts[0].split("\n"), texts[0].count("\n"), why))
        if place.value is None and place.beside is not None and place.beside.form == "text":
            book.put(place.beside.key, new)
            _keep(book, place, first)
        else:
            _replace(book, place, new)
        return f"{first}; {second} {why}"
    if not texts:
        reasons = " and ".join(grammar.na_reason(text) for text in pair)
        book.put(place.key, f"N/A — {reasons} {why}")
        return f"N/A — {reasons} {why}"
    new = joined(first, second, why)
    value = place.value
    if value is not None and place.whole and new.startswith(f"{value.text}\n"):
        before, said = _raw(book, place.key)  # below what stands there
        rows = said.rstrip("\r\n").splitlines()
        indent = rows[-1][: len(rows[-1]) - len(rows[-1].lstrip())]
        added = new.removeprefix(f"{value.text}\n").split("\n")
        n = book.sheet.newline
        at = before + len(said)
        edit = (at, at, "".join(f"{indent}- {row}{n}" if row else n for row in added))
        inplace.write(book, place.key, new.split("\n"), edit)
    else:
        _replace(book, place, new)
    return new


def _not_applicable(book: Book, place: _Place, text: str) -> str:
    """The place is N/A, and the text that lost leaves the slot. Returns the decision.

    What else the slot says is asked about in its turn.
    """
    reason = "; ".join(grammar.na_reason(text).split("\n"))
    text = f"N/A — {reason}"
    facet = book.bank.facets.get(facet_id(place.key))
    if facet is not None and facet.lead and place.beside is not None:
        _take_out(book, place.beside, text)
    slot = book.view().slot("/".join(place.key.split("/")[:2]))
    others = slot.facets.values() if slot is not None and facet is not None and facet.lead else ()
    stated = [v for v in others if v.key != place.key and v.form == "text"]
    if stated:
        ref = book.open_question(place.key, "critical", conflicts.quoted(stated[0].text, text))
        here = sign(book.bank, place.key)
        book.notes.append(f"{here} says more. That and the N/A stand in {ref} until you choose.")
    else:
        book.put(place.key, text)
    return text


def _take_out(book: Book, value: Value, decision: str) -> None:
    """A value leaves its place, and an assumption that it was is settled."""
    if value.marker is not None and value.marker.kind == "assumption":
        book.sheet.drop_record(ASSUMPTIONS, value.marker.ref)
        book.resolve(value.marker.ref, place_name(book.bank, value.key), decision)
    book.sheet.take_out(value.key)
    book.keys.append(value.key)
