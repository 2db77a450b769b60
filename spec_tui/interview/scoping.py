"""One item in scope and out of scope: which of the two lists it leaves (G16, B.5.6)."""

from __future__ import annotations

import re

from spec_tui.documents.fold import fold
from spec_tui.documents.prose import content_words
from spec_tui.interview import hints
from spec_tui.interview.book import Book
from spec_tui.interview.model import Finding
from spec_tui.interview.places import facet_id, place_name
from spec_tui.interview.spec import Record


def decide_scope(
    book: Book, finding: Finding, choose: int, words: str, record: Record | str
) -> None:
    """1 it is in scope, 2 it is out of scope, 4 it is neither but `words`."""
    (inside, key_in), (outside, key_out) = finding.sides
    if choose != 2:
        _drop(book, finding, key_out, outside)
    if choose == 4:
        present = book.sheet.value(key_in)
        text = present.text if present is not None else ""
        renamed = text.replace(inside, words, 1) if inside in text else f"{text}\n{words}"
        book.put(key_in, renamed.strip("\n"))
        book.resolve(record, inside, words)
        return
    places = [place_name(book.bank, key) for key in (key_in, key_out)]
    if choose == 2:
        _drop(book, finding, key_in, inside)
        places.reverse()
    book.resolve(record, inside, *places)


def _drop(book: Book, finding: Finding, key: str, words: str) -> None:
    """Take an item out of a list; the hint comes back where it was the only one.

    Where the words cannot be found in it as they were read the wording is accepted: what is asked
    must end all the same.
    """
    value = book.sheet.value(key)
    left = without_item(value.text, words) if value is not None else ""
    if value is None or left == value.text:
        book.accept(finding.rule, finding.key, finding.text)
    elif left:
        book.put(key, left)
    else:
        book.sheet.take_out(key)
        book.keys.append(key)
        facet = book.bank.facets.get(facet_id(key))
        if facet is not None:  # the text it came from would be shown for it again
            book.prefer(denied=book.asking.denied | {hints.no(facet)})


def without_item(text: str, words: str) -> str:
    """A list without one of its items, or without one of several things that an item names."""
    lines = text.split("\n")
    wanted = fold(words)
    at = next((n for n, line in enumerate(lines) if wanted in fold(line)), None)
    if at is None:
        return text
    joined = rf"(?:,\s*|;\s*|\s+(?:and|or)\s+)?{re.escape(words)}"
    rest = re.sub(joined, "", lines[at], count=1).strip(" ,;")
    rest = re.sub(r"^(?:and|or)\s+", "", rest)
    alone = fold(rest) == fold(lines[at]) or not content_words(rest.removeprefix("- "))
    lines[at : at + 1] = [] if alone else [rest]
    return "\n".join(lines).strip("\n")
