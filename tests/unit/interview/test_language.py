"""Is a text in English, and long enough?"""

from __future__ import annotations

import pytest

from spec_tui.interview.language import certain_only

ENGLISH = "The desk is open on Monday, and the clerk writes down what the people bring to it. "
GERMAN = "Die Ausleihe ist am Montag offen, und was die Leute bringen, wird von uns notiert. "


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (ENGLISH * 3, ""),
        (ENGLISH, "The text is short"),
        (GERMAN * 3, "The text is not in English"),
        ("窓口は月曜日に開いています。" * 5, "The text is not in English"),
    ],
)
def test_only_english_of_some_length_is_drafted_from(text: str, why: str) -> None:
    """Of any other text title and problem alone (interview.md B.6.8)."""
    assert certain_only(text) == why
