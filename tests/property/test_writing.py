"""Values written into files of every kind: read back as said, and every other byte as it was."""

from __future__ import annotations

from hypothesis import assume, example, given
from hypothesis import strategies as st

from spec_tui.documents.lines import line_body, split_lines
from spec_tui.interview.bank import load
from spec_tui.interview.model import Facet
from spec_tui.interview.values import canonical
from spec_tui.interview.writing import Sheet
from tests.property.documents_of import TEMPLATE, files, markdown

BANK = load()
FACETS = [f for f in BANK.facets.values() if not BANK.slots[f.key.rpartition("/")[0]].optional]
facets = st.sampled_from(FACETS)
IN_NFR = [f for f in FACETS if f.section == "nfr"]
HEADINGS = TEMPLATE.replace(
    "- **Performance**: SLAs/SLOs, peak loads", "\n### Performance\n\nSLAs/SLOs, peak loads\n"
).replace(
    "- **Scalability**: vertical/horizontal strategy", "\n### Scalability\n\nWords of ours.\n"
)
BY_HAND = (
    TEMPLATE.replace(
        "- **Performance**: SLAs/SLOs, peak loads",
        "\n**Performance**\n\n| What | How much |\n|---|---|\n| P95 | 300 ms |\n",
    )
    .replace(
        "- **Reliability**: availability target, RTO/RPO",
        "- **Reliability**:\n\n| What | How much |\n|---|---|\n| up | 99 % |\n\nAnd words.\n",
    )
    .replace("- **Storage**: tables/collections, indexes\n", "\n**Storage**\nSQLite, a file.\n\n")
    .replace(
        "- **Scalability**: vertical/horizontal strategy",
        "\nScalability: a larger machine first,\nthen a second one.\n\n- and no more\n",
    )
)


def said(facet: Facet, words: str) -> str:
    """An answer as it is stored."""
    stored = canonical(words, one_item_a_line=facet.kind == "list")
    placeholder = stored.startswith("<") and stored.endswith(">")
    assume(stored and stored.casefold() != "none" and not placeholder)
    return stored


def read(text: str, facet: Facet) -> str:
    """The words that stand for a facet."""
    value = Sheet(text, BANK).value(facet.key)
    return value.text if value is not None else ""


def write(text: str, facet: Facet, words: str) -> str:
    """The text with a value put in."""
    sheet = Sheet(text, BANK)
    sheet.set_value(facet.key, words)
    return sheet.text


def span(text: str, facet: Facet) -> tuple[str, str]:
    """The text before and behind the lines of a facet's slot."""
    slot = Sheet(text, BANK).spec().slots[facet.key.rpartition("/")[0]]
    lines = split_lines(text)
    return "".join(lines[: slot.line - 1]), "".join(lines[slot.end_line :])


@given(first=markdown, second=markdown, facet=facets)
def test_a_value_written_over_another_is_read_back(first: str, second: str, facet: Facet) -> None:
    """Nothing of the old one is left, and writing it twice is writing it once."""
    old, new = said(facet, first), said(facet, second)
    once = write(TEMPLATE, facet, new)
    over = write(write(TEMPLATE, facet, old), facet, new)
    assert read(over, facet) == new
    assert over == once
    assert write(over, facet, new) == over


@given(first=markdown, second=markdown, pair=st.lists(facets, min_size=2, max_size=2, unique=True))
def test_two_values_stand_beside_each_other(first: str, second: str, pair: list[Facet]) -> None:
    """Also in one slot, and the order of answering does not matter to what is read."""
    a, b = pair
    one, two = said(a, first), said(b, second)
    assume(not one.startswith("N/A") and not two.startswith("N/A"))
    assume("undecided" not in (one, two))
    ab = write(write(TEMPLATE, a, one), b, two)
    ba = write(write(TEMPLATE, b, two), a, one)
    assert (read(ab, a), read(ab, b)) == (one, two)
    assert (read(ba, a), read(ba, b)) == (one, two)
    if a.slot != b.slot:
        assert ab == ba


@example(words="---", facet=BANK.facets["NFR8"])
@given(words=markdown, facet=st.sampled_from(IN_NFR))
def test_a_slot_written_as_a_heading_is_read_and_written(words: str, facet: Facet) -> None:
    """`### Performance` is a slot too (interview.md B.1)."""
    text = write(HEADINGS, facet, said(facet, words))
    assert read(text, facet) == said(facet, words)
    assert "\n### Performance\n" in text


@given(
    words=markdown,
    facet=st.sampled_from([*IN_NFR, *BANK.facets_of("data_schema/storage")]),
    newline=st.sampled_from(["\n", "\r\n"]),
)
def test_a_slot_written_as_a_paragraph_is_read_and_written(
    words: str, facet: Facet, newline: str
) -> None:
    """Label and table, label and words, a bullet with a table below it: no other byte changes."""
    assert all(label in BY_HAND for label in ("\n**Performance**\n", "\n**Storage**\nSQLite"))
    text = BY_HAND.replace("\n", newline)
    stored = said(facet, words)
    after = write(text, facet, stored)
    assert read(after, facet) == stored
    assert write(after, facet, stored) == after
    head, tail = span(text, facet)
    assert after.startswith(head)
    assert after.endswith(tail)


@given(text=files(), words=markdown, facet=facets)
def test_nothing_outside_the_slot_changes(text: str, words: str, facet: Facet) -> None:
    """LF, CRLF, CR, mixed, BOM, no final newline, fences, comments, tabs, CJK and emoji (R11)."""
    stored = said(facet, words)
    after = write(text, facet, stored)
    assert read(after, facet) == stored
    head, tail = span(text, facet)
    assert after.startswith(head)
    if tail.strip():
        assert after.endswith(tail)
    else:  # the last slot of the file: its own newline is the last one
        assert after.endswith(("\n", "\r")) == text.endswith(("\n", "\r"))


@given(text=files(), words=markdown, facet=facets)
def test_new_lines_have_the_newline_of_the_file(text: str, words: str, facet: Facet) -> None:
    """A CRLF file gets no line that ends in LF alone."""
    kinds = {line[len(line_body(line)) :] for line in split_lines(text)} - {""}
    after = write(text, facet, said(facet, words))
    assert {line[len(line_body(line)) :] for line in split_lines(after)} - {""} <= kinds


@given(text=files(), words=markdown, facet=facets)
def test_taking_a_value_out_brings_the_file_back(text: str, words: str, facet: Facet) -> None:
    """The hint comes back, and nothing else has changed."""
    slot = BANK.slots[facet.key.rpartition("/")[0]]
    assume(Sheet(text, BANK).spec().slots[slot.key].hint)
    assume(not any(line.startswith("\t- ") for line in split_lines(text)))  # it joins a slot
    sheet = Sheet(write(text, facet, said(facet, words)), BANK)
    sheet.take_out(facet.key)
    assert sheet.text == text


def test_a_file_of_5_mb_keeps_every_other_byte() -> None:
    """Five megabytes of somebody's notes around one answer."""
    facet = BANK.facets["NFR1"]
    notes = "Notes by hand, 中文 🎉\r\n" * 40 + "```\n## 9. X\n```\n"
    big = notes * (5_000_000 // len(notes.encode()) // 2)
    text = TEMPLATE.replace("## 9. ", f"## Notes\n{big}\n## 9. ").replace(
        "## 2. ", f"{big}\n## 2. "
    )
    assert len(text.encode()) > 4_900_000
    head, tail = span(text, facet)
    after = write(text, facet, "one line\nand another")
    assert after.startswith(head)
    assert after.endswith(tail)
    assert read(after, facet) == "one line\nand another"
