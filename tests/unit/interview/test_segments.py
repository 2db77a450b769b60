"""The keys of SPEC.md's parts."""

from __future__ import annotations

import pytest

from spec_tui.interview.segments import Change, same, spec_segments
from tests.unit.interview.desks import BANK, TEMPLATE, table


def keys(text: str) -> list[str]:
    """All keys of a text, blank lines left out."""
    return [key for key, _ in spec_segments(text, BANK) if not key.startswith("blank<")]


def test_every_slot_of_the_template_has_its_key() -> None:
    """And every heading."""
    found = keys(TEMPLATE)
    assert found[:3] == ["head/title", "head/vision", "vision/problem-outcome"]
    assert sum(key.startswith("head/") for key in found) == 18
    assert sum(key in BANK.slots for key in found) == 44


def test_facets_items_and_records_have_keys_of_their_own() -> None:
    """`section/slot/facet`, `section/slot/=hash`, `section/slot/Q1`."""
    spot = table(("NFR1", "300 ms"), ("TP1", "SMS\nE-mail"))
    spot.say("VIS1", intent="unknown")
    found = keys(spot.text)
    assert "nfr/performance/NFR1" in found
    assert sum(key.startswith("integrations/third-parties/=") for key in found) == 2
    assert "open_questions/outstanding/Q1" in found


def test_equal_items_are_numbered() -> None:
    """No key comes twice."""
    found = keys(table(("TP1", "SMS\nSMS\nSMS")).text)
    assert len(found) == len(set(found))
    assert sum(key.startswith("integrations/third-parties/=") for key in found) == 3


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("- a b", "* a  b"),
        ("  - *X*: y\n", "- **X**: y"),
        ("one\ntwo", "one two"),
        ("A", "a"),
        (None, None),
    ],
)
def test_texts_that_differ_in_dress_only(a: str | None, b: str | None) -> None:
    """Sign, indent, emphasis, wrapping and white space (B.1)."""
    assert same(a, b)


@pytest.mark.parametrize(
    ("a", "b"), [("a", "b"), ("a", None), ("300 ms", "30 0ms"), ("a-b", "a b")]
)
def test_texts_that_differ(a: str | None, b: str | None) -> None:
    """In a word."""
    assert not same(a, b)


@pytest.mark.parametrize("row", [None, [], ["k"], ["k", 1, None, []], [1, "a", "b", []], {}])
def test_a_damaged_row_of_the_journal_is_no_change(row: object) -> None:
    """ValueError, nothing else."""
    with pytest.raises(ValueError, match="not a change"):
        Change.from_json(row)
