"""Two texts as one question, there and back."""

from __future__ import annotations

import pytest

from spec_tui.interview.conflicts import alternatives, quoted


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("10 %", "5 %"),
        ('say "yes"', "no"),
        ("a\nb", "c\\n"),
        ("\\", '"'),
        ('" or "', "x"),
        ("", "x"),
    ],
)
def test_quoted_texts_come_back(a: str, b: str) -> None:
    """Quotes, lines and backslashes too."""
    assert alternatives(quoted(a, b)) == (a, b)
    assert "\n" not in quoted(a, b)


@pytest.mark.parametrize("text", ["Which one?", '"A" or "B"', "A or B?", '"A" or "B"? And why?'])
def test_other_questions_hold_no_alternatives(text: str) -> None:
    """Only the exact form is a conflict."""
    assert alternatives(text) is None
