"""G04: a slot or a heading with a name and nothing behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spec_tui.interview.bank import Bank
from spec_tui.interview.model import Finding
from spec_tui.interview.rules.base import RECORD_SLOTS, question_id
from spec_tui.interview.spec import SlotText, Spec


def g04(spec: Spec, bank: Bank, stack: Mapping[str, str]) -> Iterator[Finding]:
    """Find slots that are only a label. Optional slots and those of records are left out."""
    for slot in spec.slots.values():
        if slot.empty and not slot.hint and not bank.slots[slot.key].optional:
            yield from gap(bank, "G04", slot, "has a name and no text.")


def gap(bank: Bank, rule: str, slot: SlotText, says: str) -> Iterator[Finding]:
    """The finding for a slot without an answer: critical where a facet of impact 5 is missing."""
    if slot.key in RECORD_SLOTS:
        return
    missing = [facet for facet in bank.facets_of(slot.key) if facet.id not in slot.facets]
    worst = max((facet.impact for facet in missing), default=0)
    label = bank.slots[slot.key].label
    yield Finding(
        rule=rule,
        severity="critical" if worst == 5 else "major",
        line=slot.line,
        column=1,
        text=label,
        message=f"{label} {says}",
        section=slot.section,
        key=slot.key,
        question_id=question_id(bank, slot.key),
    )
