"""G07: a metric without a number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spec_tui.interview.bank import Bank
from spec_tui.interview.clock import says_hours, without_hours
from spec_tui.interview.measures import TIMES, UPTIME, none_at_all, says_none
from spec_tui.interview.model import Facet, Finding
from spec_tui.interview.quantities import (
    has_duration,
    has_number,
    measures,
    without_condition,
)
from spec_tui.interview.rules.base import about, values
from spec_tui.interview.spec import Spec, Value
from spec_tui.interview.vagueness import VAGUE_CLASSES, vague

MEASURED = frozenset({"vision", "nfr", "acceptance"})
"""Sections whose quantity facets must hold a number."""

_LOSS = "NFR7"
"""What may be lost is also said in things: `the last 20 orders`."""
_ALL = frozenset(VAGUE_CLASSES)


def g07(spec: Spec, bank: Bank, stack: Mapping[str, str]) -> Iterator[Finding]:
    """Find quantity facets of metrics, NFRs and acceptance whose text says no number.

    `no data loss` and a reference to a table are answers. A draft may be about something else, so
    it has to say in words how much.
    """
    facets = measured(bank)
    for value in values(spec):
        facet = facets.get(value.key)
        if facet is None or not says_no_number(value):
            continue
        if not value.drafted or vague(value.text, _ALL):
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
    if value.form != "text" or says_none(value.text) or none_at_all(value.facet, value.text):
        return False
    if value.facet in TIMES:
        counted = value.facet == _LOSS and measures(value.text)
        return not (counted or has_duration(without_condition(value.text)))
    if value.facet == UPTIME and says_hours(value.text) and not vague(value.text, _ALL):
        return False
    return not has_number(without_hours(value.text))
