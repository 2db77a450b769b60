"""Blocks and pieces of Markdown: spans, headings that are none, and reading only what changed."""

from __future__ import annotations

import pytest

from spec_tui.documents.markdown import Block, parse


def shape(blocks: tuple[Block, ...]) -> list[object]:
    """Kinds with their line spans, nested."""
    return [(b.kind, b.start, b.end, *([shape(b.children)] if b.children else [])) for b in blocks]


def test_a_file_is_cut_at_its_second_level_headings() -> None:
    """The pieces are a partition; the first may have no heading."""
    text = "# T\n\nwords\n\n## A\n- a\n\n## B\nb\n"
    document = parse(text)
    assert [p.text for p in document.pieces] == ["# T\n\nwords\n\n", "## A\n- a\n\n", "## B\nb\n"]
    assert [p.heading is not None for p in document.pieces] == [False, True, True]
    assert document.text == text
    assert document.offsets() == [0, 4, 7]


@pytest.mark.parametrize(
    "fake",
    [
        "```\n## 9. X\n```",
        "~~~~\n## 9. X\n~~~\n## 8. Y\n~~~~",
        "<!--\n## 9. X\n-->",
        "- item\n  ## 9. X",
        "> ## 9. X",
        "    ## 9. X",
        "\\## 9. X",
    ],
)
def test_what_looks_like_a_heading_elsewhere_cuts_nothing(fake: str) -> None:
    """Fences, comments, items, quotes, indented code and escapes hold no headings of the file."""
    document = parse(f"## 1. A\n\n{fake}\n\n## 2. B\n")
    assert [p.lines[0] for p in document.pieces] == ["## 1. A\n", "## 2. B\n"]


def test_a_fence_that_never_closes_takes_the_rest() -> None:
    """As Markdown has it."""
    assert len(parse("## A\n```\n## B\n## C\n").pieces) == 1


def test_blocks_have_spans_without_their_blank_tail() -> None:
    """Items end where their last line ends."""
    document = parse("## A\n- one\n  more\n\n  - two\n\nwords\n")
    assert shape(document.pieces[0].blocks) == [
        ("heading", 0, 1),
        ("item", 1, 5, [("para", 1, 3), ("item", 4, 5, [("para", 4, 5)])]),
        ("para", 6, 7),
    ]


def test_the_text_of_an_item_begins_behind_its_sign() -> None:
    """Also where items share a line, and for numbers."""
    document = parse("## A\n- - x\n12. y\n")
    outer, numbered = document.pieces[0].blocks[1:]
    assert (outer.text_at, outer.children[0].text_at, numbered.text_at) == (2, 4, 4)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_spans_are_the_same_for_every_newline(newline: str) -> None:
    """CR alone and CR LF end lines too."""
    text = "## A\n- one\n  - two\n\n```\n## no\n```\n## B\n"
    expected = [shape(p.blocks) for p in parse(text).pieces]
    assert [shape(p.blocks) for p in parse(text.replace("\n", newline)).pieces] == expected


@pytest.mark.parametrize("odd", ["\x0c", "\u2028", "\x0b", "\x85", "\0"])
def test_odd_characters_shift_no_line(odd: str) -> None:
    """`str.splitlines` would count them as line ends."""
    document = parse(f"## A\na{odd}b\n\n## B\n")
    assert [p.lines[0] for p in document.pieces] == ["## A\n", "## B\n"]


def test_an_edit_reads_its_own_section_again_and_no_other() -> None:
    """The pieces before and behind are the same objects."""
    before = parse("# T\n## A\n- a\n## B\n- b\n## C\n- c\n")
    after = parse("# T\n## A\n- a\n## B\n- bbb\n## C\n- c\n", before)
    assert [a is b for a, b in zip(before.pieces, after.pieces, strict=True)] == [
        True, True, False, True,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "inserted", ["```\n", "<!--\n", "~~~\n", "<pre>\n", "    ", "- ", "> ", "text\n---\n"]
)
def test_an_edit_that_swallows_the_next_heading_is_seen(inserted: str) -> None:
    """An open fence or comment reaches over the end of its section."""
    text = "## A\na\n## B\nb\n## C\nc\n"
    changed = text.replace("a\n", f"a\n{inserted}", 1)
    incremental = parse(changed, parse(text))
    whole = parse(changed)
    assert [(p.text, p.blocks) for p in incremental.pieces] == [
        (p.text, p.blocks) for p in whole.pieces
    ]


def test_deep_nesting_is_no_recursion() -> None:
    """A hostile file of thousands of levels is read."""
    text = "## A\n" + "> " * 3000 + "x\n## B\n"
    assert parse(text).text == text
