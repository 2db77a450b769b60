"""Lines as Markdown counts them."""

from __future__ import annotations

import pytest

from spec_tui.documents.lines import line_body, newline_of, newlines_in, split_lines, with_newline


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("a", ["a"]),
        ("a\n", ["a\n"]),
        ("a\r\nb\rc\n\nd", ["a\r\n", "b\r", "c\n", "\n", "d"]),
        ("a\x0cb\u2028c\x85d\n", ["a\x0cb\u2028c\x85d\n"]),
    ],
)
def test_lines_end_at_crlf_cr_and_lf_only(text: str, lines: list[str]) -> None:
    """Form feed, NEL and U+2028 are no line ends, as in Markdown."""
    assert split_lines(text) == lines
    assert "".join(split_lines(text)) == text


def test_body_is_the_line_without_its_end() -> None:
    """Trailing blanks stay."""
    assert line_body("a \t\r\n") == "a \t"


@pytest.mark.parametrize(
    ("text", "newline"),
    [("a", "\n"), ("a\nb\r\nc\n", "\n"), ("a\r\nb\r\nc\n", "\r\n"), ("a\rb\rc\n", "\r")],
)
def test_the_newline_of_a_file_is_that_of_most_lines(text: str, newline: str) -> None:
    """LF where nothing else is more frequent."""
    assert newline_of(text) == newline


def test_the_kinds_of_newline_in_a_text() -> None:
    """CR LF is one kind of its own."""
    assert newlines_in("a\r\nb") == {"\r\n"}
    assert newlines_in("a\r\nb\n\r") == {"\r\n", "\n", "\r"}
    assert newlines_in("a") == frozenset()


def test_our_text_takes_the_newline_of_the_file() -> None:
    """What we write with LF goes into a CRLF file as CRLF."""
    assert with_newline("a\nb\n", "\r\n") == "a\r\nb\r\n"
    assert with_newline("a\n", "\n") == "a\n"
