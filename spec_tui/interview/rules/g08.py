"""G08: a number without a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from spec_tui.interview.bank import Bank
from spec_tui.interview.model import Finding
from spec_tui.interview.quantities import bare_numbers, number_without_unit
from spec_tui.interview.rules.base import Span, about, at, values
from spec_tui.interview.rules.g07 import MEASURED
from spec_tui.interview.rules.looking import Words, look, seen
from spec_tui.interview.spec import Spec

_METRIC = re.compile(
    r"\b(?:latency|response times?|p\d\d|uptime|availability|downtime|throughput|time-?out|delay"
    r"|rto|rpo|recovery time|load time|duration|error rate|coverage|retention)\b",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"(?:\b(?:within|under|below|above|over|at most|at least|less than|more than"
    r"|up to|is)|[:=≤<])\s*$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\s*(?:[-–/x×%]|\b(?:or|of|out|to|times|more|fewer)\b|(?:,|and)\s*\d)", re.IGNORECASE
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
        bare = number_without_unit(value.text) if value.form == "text" else ""
        if bare:
            measured.add(value.key)
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
        if _METRIC.search(clause):
            alone = bare_numbers(clause)[:1] if number_without_unit(clause) else ()
            found += [
                (start + at, start + at + len(figures), f"Nobody can tell what {figures} counts.")
                for at, figures in alone or _bounds(clause)
            ]
        start += len(clause)
    return found


def _bounds(clause: str) -> list[tuple[int, str]]:
    """Bare numbers that say how much, beside other numbers that have their unit.

    `within 300 at P95 for a file of 10 MB`; not `2 to 5 ms`, `2 or more replicas`, `3 of 4`.
    """
    return [
        (at, figures)
        for at, figures in bare_numbers(clause)
        if _BOUND.search(clause, max(0, at - 16), at)
        and not _GOES_ON.match(clause, at + len(figures))
    ]
