"""Headings that are written as plain lines."""

from __future__ import annotations

import pytest

from spec_tui.documents.markdown import parse
from spec_tui.interview.outline import plain_heading
from spec_tui.interview.sentences import units


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("5 Performance", "Performance"),
        ("CONFORMANCE TESTS", "CONFORMANCE TESTS"),
        ("~ what is wrong ~", "what is wrong"),
        ("== The numbers ==", "The numbers"),
        ("5 boats are out.", ""),
        ("~ one ~ two ~", ""),
    ],
)
def test_a_plain_line_may_head_what_follows(line: str, heading: str) -> None:
    """By its number, its capitals or the signs around it."""
    assert plain_heading(line) == heading


def test_what_is_indented_below_capitals_is_no_part_of_them() -> None:
    """As in the page of a manual."""
    text = "\n\n".join(
        f"{name}\n       words about {name.lower()}" for name in ("WHY", "USERS", "LOG")
    )
    assert [(unit.headings, unit.text) for unit in units(parse(text))] == [
        (("WHY",), "words about why"),
        (("USERS",), "words about users"),
        (("LOG",), "words about log"),
    ]
