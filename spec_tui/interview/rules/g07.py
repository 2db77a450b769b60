"""G07: a metric without a number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from spec_tui.interview.bank import Bank
from spec_tui.interview.model import Facet, Finding
from spec_tui.interview.quantities import has_number
from spec_tui.interview.rules.base import about, values
from spec_tui.interview.spec import Spec, Value

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
    facets = measured(bank)
    for value in values(spec):
        facet = facets.get(value.key)
        if facet is not None and says_no_number(value):
            yield about(spec, bank, "G07", "major", value, f"{facet.label} has no number.")


def measured(bank: Bank) -> Mapping[str, Facet]:
    """Quantity facets of metrics, NFRs and acceptance by key."""
    return {
        facet.key: facet
        for facet in bank.facets.values()
        if facet.kind == "quantity" and facet.section in MEASURED
    }


def says_no_number(value: Value) -> bool:
    """The text of a metric gives neither a figure nor a reason for having none."""
    return value.form == "text" and not has_number(value.text) and not _SAYS_IT.search(value.text)
