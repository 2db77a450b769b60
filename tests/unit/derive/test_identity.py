"""Ids of derived items: found again, never renumbered, kept over a rename."""

from __future__ import annotations

from spec_tui.derive.identity import assign

KNOWN = [("ID-001", "a"), ("ID-002", "b"), ("ID-003", "c")]


def test_keys_find_their_ids_again_in_any_order() -> None:
    """The key is what counts."""
    assert assign(KNOWN, ["c", "a", "b"], "ID-").ids == {
        "c": "ID-003",
        "a": "ID-001",
        "b": "ID-002",
    }


def test_a_new_key_gets_the_next_id_also_behind_ids_of_people() -> None:
    """Max plus one over everything that stands there."""
    assert assign(KNOWN, ["a", "b", "c", "d"], "ID-", ["ID-009"]).ids["d"] == "ID-010"


def test_one_key_gone_and_one_new_at_its_place_is_a_rename() -> None:
    """The id is kept."""
    found = assign(KNOWN, ["a", "other", "c"], "ID-")
    assert found.ids["other"] == "ID-002"
    assert (found.renamed, found.gone) == ({"other": "b"}, ())


def test_a_key_that_goes_alone_leaves_its_item() -> None:
    """It is listed, not taken away, and its id is not given again."""
    found = assign(KNOWN, ["a", "c"], "ID-")
    assert (found.ids, found.gone) == ({"a": "ID-001", "c": "ID-003"}, ("ID-002",))


def test_a_new_key_between_two_that_stay_is_new() -> None:
    """An insertion is no rename."""
    assert assign(KNOWN, ["a", "n", "b", "c"], "ID-").ids["n"] == "ID-004"
