"""Names of places and their keys."""

from __future__ import annotations

import pytest

from spec_tui.interview.places import facet_id, label_of_place, place_key, place_name, sign
from tests.unit.interview.desks import BANK


def test_every_place_is_found_by_its_name() -> None:
    """`Slot · Facet`, or the slot alone for a lead."""
    for facet in BANK.facets.values():
        assert place_key(BANK, place_name(BANK, facet.key)) == facet.key


def test_every_slot_without_a_lead_is_found_by_its_name() -> None:
    """Its key has no facet."""
    for slot in BANK.slots.values():
        if BANK.lead(slot.key) is None:
            assert place_key(BANK, slot.label) == slot.key


@pytest.mark.parametrize("name", ["", "Nothing", "Performance · Nothing", "· Uptime"])
def test_other_names_are_no_places(name: str) -> None:
    """They have no key."""
    assert place_key(BANK, name) == ""


def test_receipts_name_heading_and_slot() -> None:
    """Both sections of heading 9."""
    assert sign(BANK, "nfr/performance/NFR1") == "§9 Performance"
    assert sign(BANK, "security_privacy/security-privacy") == "§9 Security & Privacy"
    assert facet_id("nfr/performance") == ""


def test_which_labels_name_a_place() -> None:
    """Facets of the slot, slots under the same heading; nothing else."""
    names = label_of_place(BANK, "nfr/performance")
    assert names("P95 latency")
    assert names("reliability")
    assert names("Security & Privacy")
    assert not names("Uptime")
    assert not names("Storage")
    assert not names("Opening hours")
