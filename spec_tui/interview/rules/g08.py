"""G08: a number without a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from spec_tui.interview.bank import Bank
from spec_tui.interview.model import Finding
from spec_tui.interview.quantities import number_without_unit
from spec_tui.interview.rules.base import Span, about, at, values
from spec_tui.interview.rules.g07 import MEASURED
from spec_tui.interview.rules.looking import Words, look, seen
from spec_tui.interview.spec import Spec

_METRIC = re.compile(
    r"\b(?:latency|response times?|p\d\d|uptime|availability|downtime|throughput|time-?out|delay"
    r"|rto|rpo|recovery time|load time|duration|error rate|coverage|retention)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"([;\n]|[.!?](?=\s))")


def g08(spec: Spec, bank: Bank, stack: Mapping[str, str]) -> Iterator[Finding]:
    """Find bare numbers in quantity facets, and beside a metric's name in other text (`latency
    under 200`), in metrics, NFRs and acceptance. Counts (users, retries) have their noun.
    """
    measured: set[str] = set()
    for value in values(spec):
        facet = bank.facets.get(value.facet)
        if facet is None or facet.kind != "quantity" or facet.section not in MEASURED:
            continue
        measured.add(value.key)
        bare = number_without_unit(value.text) if value.form == "text" else ""
        if bare:
            yield about(spec, bank, "G08", "major", value, f"Nobody can tell what {bare} counts.")
    for passage, spans in seen(spec, _bare):
        if passage.key in measured:
            continue
        for start, end, message in spans:
            yield at(bank, "G08", "major", passage, start, end, message)


@look
def _bare(words: Words) -> list[Span]:
    if words.section not in MEASURED:
        return []
    if words.section == "vision" and words.slot != "success-metrics":
        return []
    text = words.prose
    if _METRIC.search(text) is None:
        return []
    found: list[Span] = []
    start = 0
    for clause in _CLAUSE.split(text):
        bare = number_without_unit(clause) if _METRIC.search(clause) else ""
        if bare:
            begin = start + clause.index(bare)
            found.append((begin, begin + len(bare), f"Nobody can tell what {bare} counts."))
        start += len(clause)
    return found
