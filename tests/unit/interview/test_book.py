"""A transaction over SPEC.md that keeps nothing it would not find again."""

from __future__ import annotations

import pytest

from spec_tui.interview.writing import Sheet
from tests.unit.interview.desks import TEMPLATE, Table


def test_an_answer_that_would_not_be_found_again_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With the line it would have stood in, and nothing is changed."""
    monkeypatch.setattr(Sheet, "set_value", lambda self, key, text, marker="": None)
    spot = Table()
    outcome = spot.say("VIS1", "Small clinics lose one appointment in five.")
    assert outcome.refused.startswith("SPEC.md:4:1: the lines of §1 Problem & Outcome")
    assert "Nothing was changed." in outcome.refused
    assert spot.text == TEMPLATE
