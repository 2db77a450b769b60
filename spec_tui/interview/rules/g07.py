"""G07: a metric without a number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from spec_tui.interview.bank import Bank
from spec_tui.interview.model import Finding
from spec_tui.interview.quantities import has_number
from spec_tui.interview.rules.base import about, values
from spec_tui.interview.spec import Spec

MEASURED = frozenset({"vision", "nfr", "acceptance"})
"""Sections whose quantity facets must hold a number."""

_SAYS_IT = re.compile(
    r"\b(?:none|no|nothing|nobody|never|zero|unlimited|unknown|table|figure|see|below|above)\b|§",
    re.IGNORECASE,
)


def g07(spec: Spec, bank: Bank, stack: Mapping[str, str]) -> Iterator[Finding]:
    """Find quantity facets of metrics, NFRs and acceptance whose text says no number.

    `no data loss` and a reference to a table are answers.
    """
    for value in values(spec):
        facet = bank.facets.get(value.facet)
        if facet is None or facet.kind != "quantity" or facet.section not in MEASURED:
            continue
        if value.form != "text" or has_number(value.text) or _SAYS_IT.search(value.text):
            continue
        yield about(spec, bank, "G07", "major", value, f"{facet.label} has no number.")
