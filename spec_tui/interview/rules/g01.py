"""G01: a slot still holds the hint of the template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spec_tui.interview.bank import Bank
from spec_tui.interview.model import Finding
from spec_tui.interview.rules.g04 import gap
from spec_tui.interview.spec import Spec


def g01(spec: Spec, bank: Bank, stack: Mapping[str, str]) -> Iterator[Finding]:
    """Find slots whose text is the template's hint; as severe as the weightiest missing facet.

    Reading compares after folding (NFKC, dashes, case). The slots of records are left out.
    """
    for slot in spec.slots.values():
        if slot.hint:
            yield from gap(bank, "G01", slot, "still holds the words of the template.")
