"""G09: a latency without a percentile."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from spec_tui.interview.bank import Bank
from spec_tui.interview.model import Finding
from spec_tui.interview.quantities import find
from spec_tui.interview.rules.base import Span, at, sentence
from spec_tui.interview.rules.g06 import gated
from spec_tui.interview.rules.looking import Words, look, seen
from spec_tui.interview.spec import Spec

_LATENCY = re.compile(r"\b(?:latency|latencies|response times?|load(?:ing)? times?)\b", re.I)
_NAMES = frozenset({"latency", "latencies", "response", "load", "loading"})
_SAID = frozenset({"NFR1", "NFR2"})
"""Facets whose label is the percentile."""
# Another statistic, a bound that nothing may pass, or a limit that is no measurement.
_STATISTIC = re.compile(
    r"\b(?:average|mean|median|max(?:imum)?|worst[- ]case|at most|never|always|every|each|all"
    r"|hard limit|time-?outs?|percentiles?|budget|baseline|today|now|alerts?|above|over"
    r"|exceeds?)\b",
    re.I,
)


def g09(spec: Spec, bank: Bank, stack: Mapping[str, str]) -> Iterator[Finding]:
    """Find latencies in metrics, NFRs and acceptance that name no percentile, as minor.

    An average, a maximum, a timeout, an alert and what holds `always` are said exactly.
    """
    for passage, spans in seen(spec, _latencies):
        for start, end, message in spans:
            yield at(bank, "G09", "minor", passage, start, end, message)


@look
def _latencies(words: Words) -> list[Span]:
    if not gated(words.section, words.slot) or words.facet in _SAID:
        return []
    if words.parts.isdisjoint(_NAMES):
        return []
    found: list[Span] = []
    ended = 0
    for match in _LATENCY.finditer(words.prose):
        if match.start() < ended:
            continue
        start, ended = sentence(words.text, match.start())
        said = words.prose[start:ended]
        times = [quantity for quantity in find(said) if quantity.dimension == "time"]
        bare = times and all(quantity.percentile is None for quantity in times)
        if bare and not _STATISTIC.search(said):
            written = said[times[0].start : times[0].end]
            found.append((start, ended, f"{written} names no percentile, such as P95."))
    return found
