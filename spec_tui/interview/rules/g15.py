"""G15: one metric with two values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from spec_tui.documents.prose import content_words
from spec_tui.interview.bank import Bank
from spec_tui.interview.model import Finding
from spec_tui.interview.quantities import Quantity, find
from spec_tui.interview.rules.base import place, question_id, section_of
from spec_tui.interview.rules.looking import Words, look, seen, where
from spec_tui.interview.spec import Passage, Spec

_FACETS: Mapping[str, tuple[str, str, float | None]] = {
    "NFR1": ("latency", "time", 95.0),
    "NFR2": ("latency", "time", 50.0),
    "NFR3": ("throughput", "rate", None),
    "NFR5": ("uptime", "percent", None),
    "NFR6": ("rto", "time", None),
    "NFR7": ("rpo", "time", None),
    "SEC7": ("retention", "time", None),
    "ACC3": ("coverage", "percent", None),
}
"""Facet -> metric, dimension, percentile that its label says."""

_CUES: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (metric, dimension, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for metric, dimension, words in (
        ("rto", "time", "rto|recovery time(?: objective)?"),
        ("rpo", "time", "rpo|recovery point(?: objective)?|lost|loses?"),
        ("latency", "time", r"latency|latencies|response times?|p\d\d(?:\.\d+)?"),
        ("uptime", "percent", "uptime|availability|available"),
        ("throughput", "rate", "throughput|peak load|load"),
        ("retention", "time", "retention|retained"),
        ("coverage", "percent", "coverage"),
    )
)
_ANY_CUE = re.compile("|".join(cue.pattern for _, _, cue in _CUES) + "|percentile", re.IGNORECASE)
_SIGNS = frozenset(
    """rto rpo recovery lost lose loses latency latencies response p uptime availability available
    throughput peak load retention retained coverage percentile
    """.split()  # noqa: SIM905
)
_DIGIT = re.compile(r"\d")
_NOISE = frozenset(
    """latency latencies response time times uptime availability available throughput peak load rto
    rpo recovery point objective retention retained coverage p50 p90 p95 p99 p99.9 percentile median
    target least most max maximum min minimum less than under below within up at per month year week
    day hour minute second ms s sec seconds millisecond milliseconds h hours minutes days months
    years req requests request rps qps tps must shall goal service system product application app
    whole overall total measured each every always kept stays stay last after slo sla lower higher
    better or equal is percent 50th 95th 99th handle handles sustain sustains
    hold holds take takes survive survives process processes
    """.split()  # noqa: SIM905
)
_OTHER_TIME = re.compile(
    r"\b(?:today|currently|now|baseline|so far|until now|was|were|used to|down from|up from"
    r"|from(?=[^,;]{0,12}\d)|alerts?|alarm|page[sd]?|warn(?:s|ing)?|threshold|e\.g"
    r"|example|instead of|rejected)\b",
    re.IGNORECASE,
)
_EXEMPT_FACETS = frozenset({"VIS4", "VIS5", "VIS7", "OBS4", "TP2", "TP3", "RSK3", "RSK4"})
_EXEMPT_SECTIONS = frozenset({"risks", "terminology", "open_questions"})
_QUALIFIED = "(both:"
_LONGEST = 500
"""A longer run without a stop is no clause; comparing in it would take quadratic time."""
_CLAUSE = re.compile(r"[;\n]|[.!?](?=\s)|(?:,|\sand)\s(?=[^,;]{0,40}(?<!\w)\d)")


_Key = tuple[str, float | None, frozenset[str]]
"""Metric, percentile and subject."""


@dataclass(frozen=True, slots=True)
class _Said:
    """One value of a metric as a passage gives it."""

    key: _Key
    quantity: Quantity
    words: str
    start: int


def g15(spec: Spec, bank: Bank, stack: Mapping[str, str]) -> Iterator[Finding]:
    """Find two different values for the same metric, percentile and subject.

    Units are normalised (0.2 s is 200 ms). A subject is every word that says what or where, so
    another action, environment or tier is another metric. Ranges, what is true today, alerts, §13
    and values with a qualifier (`both: …`) are left alone.
    """
    first: dict[_Key, tuple[Passage, _Said]] = {}
    for passage, values in seen(spec, _values):
        for said in values:
            there, earlier = first.setdefault(said.key, (passage, said))
            if earlier is said or _agree(earlier.quantity, said.quantity):
                continue
            yield _finding(bank, there, earlier, passage, said)


@look
def _values(words: Words) -> list[_Said]:
    if words.section in _EXEMPT_SECTIONS or words.facet in _EXEMPT_FACETS:
        return []
    if words.facet not in _FACETS and words.parts.isdisjoint(_SIGNS):
        return []
    if _DIGIT.search(words.text) is None or _QUALIFIED in words.text:
        return []
    if words.facet not in _FACETS and _ANY_CUE.search(words.text) is None:
        return []
    text = words.prose
    found: list[_Said] = []
    start = 0
    everything = find(text)
    for stop in (*(m.start() for m in _CLAUSE.finditer(text)), len(text)):
        clause = text[start:stop]
        begin, start = start, stop
        if len(clause) > _LONGEST or _OTHER_TIME.search(clause):
            continue
        for quantity in find(clause):
            quantity = _of_all(quantity, begin, everything)
            metric, percentile = _metric(words.facet, clause, quantity)
            if not metric or quantity.high is not None:
                continue
            rest = clause[: quantity.start] + " " + clause[quantity.end :]
            subject = frozenset(
                word.removesuffix("s") for word in content_words(rest) if not _noise(word)
            )
            said = clause[quantity.start : quantity.end]
            key = (metric, percentile, subject)
            found.append(_Said(key, quantity, said, begin + quantity.start))
    return found


def _of_all(quantity: Quantity, begin: int, everything: tuple[Quantity, ...]) -> Quantity:
    """With the percentile that the whole text says for it: `50 µs and 1 ms, both at P95`."""
    if quantity.percentile is not None:
        return quantity
    start = begin + quantity.start
    whole = next((q for q in everything if q.start == start), None)
    return quantity if whole is None else replace(quantity, percentile=whole.percentile)


def _noise(word: str) -> bool:
    return word in _NOISE or word.replace(".", "").replace(",", "").isdigit()


def _metric(facet: str, clause: str, quantity: Quantity) -> tuple[str, float | None]:
    """Metric and percentile of one number: by words in its clause, else by its facet."""
    known = _FACETS.get(facet)
    metric = _nearest(clause, quantity)
    if metric:
        said = quantity.percentile
        if said is None and known is not None and known[0] == metric:
            said = known[2]
        return metric, said
    if known is not None and known[1] == quantity.dimension:
        return known[0], quantity.percentile or known[2]
    if quantity.percentile is not None and quantity.dimension == "time":
        return "latency", quantity.percentile
    return "", None


def _nearest(clause: str, quantity: Quantity) -> str:
    """The metric of this dimension whose name stands nearest to a number, "" where none does."""
    found = [
        (max(match.start() - quantity.end, quantity.start - match.end()), metric)
        for metric, dimension, cue in _CUES
        if dimension == quantity.dimension
        for match in cue.finditer(clause)
    ]
    return min(found, default=(0, ""))[1]


def _agree(one: Quantity, other: Quantity) -> bool:
    if one.per and other.per and one.per != other.per and one.dimension != "rate":
        return True
    return abs(one.value - other.value) <= 1e-6 * max(abs(one.value), abs(other.value))


def _finding(bank: Bank, there: Passage, earlier: _Said, here: Passage, said: _Said) -> Finding:
    metric, percentile, _ = said.key
    name = metric if percentile is None else f"P{percentile:g} {metric}"
    line, column = where(here, said.start)
    return Finding(
        rule="G15",
        severity="critical",
        line=line,
        column=column,
        text=said.words,
        message=f"Two values for {name}: {earlier.words} in {place(bank, there.key)}, "
        f"{said.words} in {place(bank, here.key)}.",
        section=section_of(bank, here.key),
        key=here.key,
        question_id=question_id(bank, there.key, conflict=True),
        sides=((earlier.words, there.key), (said.words, here.key)),
    )
