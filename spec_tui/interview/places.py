"""Names of places: `Performance · P95 latency`, `§9 Performance`, and back to their keys."""

from __future__ import annotations

from collections.abc import Callable

from spec_tui.documents.fold import fold
from spec_tui.interview.bank import Bank
from spec_tui.interview.model import Slot


def slot_of(bank: Bank, key: str) -> Slot:
    """The slot of a slot key or facet key. KeyError where there is none."""
    return bank.slots["/".join(key.split("/")[:2])]


def facet_id(key: str) -> str:
    """The facet id in a key, "" for the key of a slot."""
    parts = key.split("/")
    return parts[2] if len(parts) > 2 else ""


def place_name(bank: Bank, key: str) -> str:
    """`Slot · Facet`; a lead's place is the slot alone."""
    slot = slot_of(bank, key)
    facet = bank.facets.get(facet_id(key))
    if facet is None or facet.lead:
        return slot.label
    return f"{slot.label} · {facet.label}"


def place_key(bank: Bank, name: str) -> str:
    """The key of `Slot · Facet`; "" where the words name no place."""
    label, _, inner = name.partition("·")
    wanted, facet_wanted = fold(label), fold(inner)
    for slot in bank.slots.values():
        if fold(slot.label) != wanted:
            continue
        lead = bank.lead(slot.key)
        if not facet_wanted:
            return lead.key if lead else slot.key
        facet = bank.facet_by_label(slot.key, facet_wanted)
        if facet is not None:
            return facet.key
    return ""


def label_of_place(bank: Bank, slot_key: str) -> Callable[[str], bool]:
    """Whether a label names a facet of that slot, or a slot under the same heading."""
    section = slot_key.split("/")[0]

    def names_place(label: str) -> bool:
        return (
            bank.facet_by_label(slot_key, label) is not None
            or bank.slot_by_label(section, label) is not None
        )

    return names_place


def sign(bank: Bank, key: str) -> str:
    """`§9 Performance`: the heading number and the slot, as a receipt names it."""
    slot = slot_of(bank, key)
    return f"§{number(bank, slot.section)} {slot.label}"


def number(bank: Bank, section_id: str) -> int:
    """Number of the heading a section stands under."""
    return next(s.number for s in bank.sections if s.id == section_id)
