"""Markdown for the eye: what stands out while it is edited, and how it reads."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spec_tui.documents.visible import visible
from spec_tui.widgets.markdown import rendered, spans, states


def looks(row: str) -> list[tuple[str, str]]:
    """(piece, look) of a line of text."""
    return [(row[one.start : one.end], one.look) for one in spans(row, "text")]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("## Scope", [("## Scope", "heading")]),
        ("- [x] done", [("- [x] ", "mark")]),
        ("see [[1014.spec|Mount]] now", [("[[1014.spec|Mount]]", "link")]),
        ("[a](b.md) and **c**", [("**c**", "strong"), ("[a](b.md)", "link")]),
        ("`[[ -d x ]]`", [("`[[ -d x ]]`", "code")]),
        ("a <!-- b -->", [("<!-- b -->", "quiet")]),
        ("#no heading", []),
    ],
)
def test_pieces_of_a_line_stand_out(row: str, expected: list[tuple[str, str]]) -> None:
    """Headings, marks, links, strong words, code; a link in code is none."""
    assert looks(row) == expected


def test_what_a_line_is_depends_on_the_lines_before_it() -> None:
    """Front matter, fences that a longer one does not close, comments over several lines."""
    text = "---\na: b\n---\n````sh\n```\n[[ x ]]\n````\n<!--\nhidden\n-->\n# T"
    assert states(text.split("\n")) == (
        "header", "header", "header", "fence", "code", "code", "fence",
        "comment", "comment", "comment", "text",
    )  # fmt: skip


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    """Without a second one it is a line like others."""
    assert states(["---", "a"]) == ("text", "text")


def test_document_reads_without_its_marks() -> None:
    """Links are their names, boxes are glyphs, comments and fences are left out."""
    text = (
        "# Context: Mount\n**Spec**: [[1014.spec|1014 - Mount]]\n<!-- machine -->\n"
        "- [x] see `a.sh`\n  - [ ] [guide](docs/guide.md)\n```\nrm -r x\n```\n1. one"
    )
    assert [row.plain for row in rendered(text, 40)] == [
        "Context: Mount",
        "Spec: 1014 - Mount",
        "✓ see a.sh",
        "  ○ guide",
        "  rm -r x",
        "1. one",
    ]


def test_styles_stay_on_their_words_where_a_line_is_wrapped() -> None:
    """A bold word on the second row is bold there."""
    rows = rendered("one two three **four** five", 14)
    assert [row.plain for row in rows] == ["one two three", "four five"]
    bold = [rows[1].plain[one.start : one.end] for one in rows[1].spans if "bold" in str(one.style)]
    assert bold == ["four"]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab `*[]|<>!-#\n\x1b\u202e日", max_size=80), st.integers(8, 40))
def test_any_text_reads_within_its_width_and_visible(text: str, width: int) -> None:
    """No row is too wide, no character acts."""
    for row in rendered(text, width):
        assert row.cell_length <= width
        assert visible(row.plain) == row.plain
