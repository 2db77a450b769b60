"""The light scanner sees what CommonMark sees."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from spec_tui.documents.blocks import heading, label, place, scan

LINES = st.sampled_from(
    ["# One", "## Two", "text", "", "```", "```py", "~~~", "````", "# no `x`", "####### seven"]
)


@settings(max_examples=200)
@given(st.lists(LINES, max_size=9))
def test_headings_outside_code_are_those_of_markdown(lines) -> None:
    """As long as every fence closes; an open one is read leniently on purpose."""
    text = "\n".join(lines) + "\n"
    tokens = MarkdownIt("commonmark").parse(text)
    fences = [t for t in tokens if t.type == "fence"]
    body = scan(text)
    if body.open_fence >= 0 or any("```" in t.content or "~~~" in t.content for t in fences):
        return
    expected = [t.map[0] for t in tokens if t.type == "heading_open" and t.markup.startswith("#")]
    assert [line.number for line in body.plain() if heading(line.text)] == expected


def test_a_comment_hides_its_lines() -> None:
    """Until it ends."""
    body = scan("a\n<!-- b\n# c\n-->\n# d\n")
    assert [line.text for line in body.plain()] == ["a", "# d"]


def test_labels_in_every_spelling() -> None:
    """Bold with the colon inside or outside, bare, as a bullet, ticked."""
    for line in ("**Est:** M", "**Est**: M", "- **Est:** M", "Est: M", "- Est: M", "* [ ] Est: M"):
        name, value, column = label(line)
        assert (name, value, line[column:]) == ("Est", "M", "M")


def test_places_count_every_line_end_once() -> None:
    """CR LF is one, a form feed none."""
    text = "a\r\nb\rc\nd\fe"
    assert [place(text, text.index(char)) for char in "abcde"] == [
        (1, 1), (2, 1), (3, 1), (4, 1), (4, 3),
    ]  # fmt: skip
