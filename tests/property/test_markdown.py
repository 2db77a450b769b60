"""Reading only what changed gives what reading all gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from spec_tui.documents.markdown import Document, parse
from spec_tui.interview.bank import load
from spec_tui.interview.reading import read
from tests.property.documents_of import files, markdown

BANK = load()


def seen(document: Document) -> list[object]:
    """Everything a document says about its blocks."""
    return [(p.text, p.lines, p.blocks) for p in document.pieces]


@given(text=markdown)
def test_the_pieces_are_the_file(text: str) -> None:
    """No byte is lost or doubled by cutting."""
    document = parse(text)
    assert document.text == text
    assert all("".join(p.lines) == p.text for p in document.pieces)


@given(before=markdown, inserted=markdown, data=st.data())
def test_incremental_parse_equals_whole_parse(
    before: str, inserted: str, data: st.DataObject
) -> None:
    """For any edit of any text (interview.md B.1, incremental reading)."""
    start = data.draw(st.integers(0, len(before)))
    end = data.draw(st.integers(start, len(before)))
    after = before[:start] + inserted + before[end:]
    assert seen(parse(after, parse(before))) == seen(parse(after))


@given(first=files(), edits=st.lists(st.tuples(st.floats(0, 1), markdown), max_size=4))
def test_a_row_of_edits_stays_exact(first: str, edits: list[tuple[float, str]]) -> None:
    """Also for whole files, edit after edit, and for what is read from them."""
    document = parse(first)
    text = first
    for where, inserted in edits:
        at = int(where * len(text))
        text = text[:at] + inserted + text[at:]
        document = parse(text, document)
    assert seen(document) == seen(parse(text))
    assert read(document, BANK) == read(text, BANK)
