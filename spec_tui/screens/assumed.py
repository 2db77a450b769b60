"""Assumptions that somebody should look at again, each with the question that settles it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from spec_tui import messages
from spec_tui.interview.bank import Bank, load
from spec_tui.interview.model import State
from spec_tui.interview.places import facet_id, place_key, slot_of
from spec_tui.widgets.text import shown


@dataclass(frozen=True, slots=True)
class Assumed:
    """One A-record of §13."""

    id: str
    place: str
    revisit: str
    """Date as written, "" where there is none."""
    section: str = ""
    question_id: str = ""
    """Id of the question that settles it; "" where the place is none of the bank's."""
    question: str = ""
    line: int = 0
    """1-based line of its slot in SPEC.md, 0 where it is absent."""

    @property
    def words(self) -> str:
        """`Storage, look again on 30 Sep 2025`."""
        if not self.revisit:
            return shown(self.place)
        return messages.LOOK_AGAIN_ON.format(place=shown(self.place), date=day(self.revisit))


def assumptions_of(state: State, section: str = "") -> tuple[Assumed, ...]:
    """The assumptions of a state, of one section or all."""
    bank = load()
    lines = {one.slot.key: one.line for status in state.sections for one in status.slots}
    found = (_assumed(bank, lines, *record) for record in state.assumptions)
    return tuple(one for one in found if not section or one.section == section)


def _assumed(bank: Bank, lines: dict[str, int], ref: str, place: str, revisit: str) -> Assumed:
    key = place_key(bank, place)
    if not key:
        return Assumed(ref, place, revisit)
    slot = slot_of(bank, key)
    asked = facet_id(key) or next(iter(slot.facets), "")
    text = bank.facets[asked].text if asked else ""
    return Assumed(ref, place, revisit, slot.section, asked, text, lines.get(slot.key, 0))


def day(iso: str) -> str:
    """Return `30 Sep 2025` for an ISO date, anything else as it is."""
    try:
        found = date.fromisoformat(iso)
    except ValueError:
        return shown(iso)
    return f"{found.day} {found:%b %Y}"
