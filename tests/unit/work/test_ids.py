"""Ids as people write them."""

from __future__ import annotations

import pytest

from spec_tui.work.formats.lists import with_id, without_id
from spec_tui.work.ids import ids_in, is_none, next_id


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("T1, T2", ("T1", "T2")),
        ("T1-T5", ("T1", "T2", "T3", "T4", "T5")),
        ("T1–T3", ("T1", "T2", "T3")),
        ("T1 through T3", ("T1", "T2", "T3")),
        ("[ID-001 .. ID-003]", ("ID-001", "ID-002", "ID-003")),
        ("[ID-001 .. ID-00N]", ("ID-001",)),
        ("T1 (after T9 is agreed), T2", ("T1", "T2")),
        ("TSK-TQU-001", ("TSK-TQU-001",)),
        ("HALL-001 and HALL-002", ("HALL-001", "HALL-002")),
        ("[T1](#t1), `T2`", ("T1", "T2")),
        ("none", ()),
        ("None (can start at once)", ()),
        ("—", ()),
        ("N/A", ()),
        ("", ()),
        ("Phase 1 is done", ()),
    ],
)
def test_ids_are_found_in_every_spelling(text, expected) -> None:
    """Lists, ranges, remarks, links and words for nothing."""
    assert ids_in(text) == expected


def test_a_range_of_a_million_is_no_range() -> None:
    """A typo must not fill the memory."""
    assert len(ids_in("T1-T1000000")) <= 2


@pytest.mark.parametrize("text", ["-", "–", "n/a", "TBD", "none.", "[]", "(none)"])
def test_words_for_nothing(text) -> None:
    """Each of them means that there is no dependency."""
    assert is_none(text)


def test_next_id_follows_the_highest_also_above_999() -> None:
    """Gaps are not filled (formats.md 89)."""
    assert next_id("TSK-", ["TSK-001", "TSK-1204", "TKT-9000"]) == "TSK-1205"
    assert next_id("TSK-", []) == "TSK-001"


@pytest.mark.parametrize(
    ("line", "expected"),
    [("None", "T9"), ("T1", "T1, T9"), ("[T1]", "[T1, T9]"), ("{list or None}", "T9"), ("", "T9")],
)
def test_an_id_joins_a_line(line, expected) -> None:
    """Words for nothing and placeholders make room."""
    assert with_id(line, "T9") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("T1, T9", "T1"),
        ("T9, T1", "T1"),
        ("T1, T9 (schema), T2", "T1, T2"),
        ("T9", "None"),
        ("T8-T10", "T8, T10"),
        ("[T1, T9]", "[T1]"),
        ("T1 and T9", "T1"),
    ],
)
def test_an_id_leaves_a_line(line, expected) -> None:
    """Its remark goes with it; a range is written out."""
    assert without_id(line, "T9") == expected
