"""G15: one metric with two values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spec_tui.documents.prose import content_words
from spec_tui.documents.prose import words as words_of
from spec_tui.interview.bank import Bank
from spec_tui.interview.contradiction import Contradiction
from spec_tui.interview.model import Finding
from spec_tui.interview.percentiles import PERCENTILE, shares_in
from spec_tui.interview.quantities import Quantity, find
from spec_tui.interview.rules.base import comparable, place, question_id, section_of, sources
from spec_tui.interview.rules.looking import Seen, Words, everywhere, look, where
from spec_tui.interview.spec import Imported, Passage, Spec

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
_SLOTS = {("reliability", "percent"): "uptime"}
"""What a number without any name is about, by its slot and dimension."""
_UNLABELLED = ("performance", "latency")
"""Slot without a lead, and what a percentile of a time in it is about."""

_CUES: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (metric, dimension, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for metric, dimension, words in (
        ("rto", "time", "rto|recovery time(?: objective)?|restored"),
        ("rpo", "time", "rpo|recovery point(?: objective)?|lost|loses?"),
        ("latency", "time", r"latency|latencies|(?:response|answer) times?|p\d\d(?:\.\d+)?"),
        (
            "uptime",
            "percent",
            r"uptime|availability|available|(?:up|reachable|usable|in service|works?|working|open"
            r"|running|online|there)"
            r"(?= (?:for )?(?:at least )?[≥>]? ?\d)",
        ),
        ("throughput", "rate", "throughput|peak load|load"),
        ("retention", "time", "retention|retained"),
        ("coverage", "percent", "coverage"),
    )
)
_DIGIT = re.compile(r"\d")
_NOISE = frozenset(
    """latency latencies response time times uptime availability available throughput peak load rto
    rpo recovery point objective retention retained coverage p50 p90 p95 p99 p99.9 percentile median
    target least most max maximum min minimum less than under below within up at per month year week
    day hour minute second ms s sec seconds millisecond milliseconds h hours minutes days months
    years req requests request rps qps tps must shall goal service system product application app
    whole total measured each every always kept stays stay last after slo sla lower higher
    better or equal is percent 50th 95th 99th handle handles sustain sustains
    hold holds take takes survive survives process processes fit criterion calendar answer
    """.split()  # noqa: SIM905
)
_OTHER_TIME = re.compile(
    r"\b(?:today(?!['’]s)|measured(?= (?:in )?20\d\d)|currently|now|baseline|so far|until now|was"
    r"|were(?! (?:it|they|the|this|an?)\b)|used to|down from|up from"
    r"|from(?!\s+\d{1,2}:\d\d)(?=[^,;]{0,12}\d)|paged|pages?(?= (?:the|us|whoever|some))"
    r"|(?:alerts?|alarms?)(?= (?:when|if|above|below|at|on|once|after|goes|fires|is raised))"
    r"|warn(?:s|ing)?|threshold|e\.g|example|instead of|rejected"
    r"|(?:above|over|below|under|exceeds?)(?=[^,;]{0,25}\d[^,;]{0,12} for (?:at least )?\d))\b",
    re.IGNORECASE,
)
_KEPT = re.compile(
    r"\b(?:keeps?|kept|holds?|held|stor(?:es?|ed)|stays?)\b(?:[^.;]*\bfor)?\s+$", re.IGNORECASE
)
"""Before how long a backup is there, which is no time to be back."""
_NEXT_SHARE = re.compile(r",\s*(?:and\s+)?p\d\d", re.IGNORECASE)
_OF_THESE = re.compile(r",\s*(?:each|both|all)\b", re.IGNORECASE)
"""`A search by name, and one by number, each take 500 ms`"""
_THE = re.compile(r"\W*(?:the|that|this|those|these)\s+$", re.IGNORECASE)
_OF_ELSE = re.compile(
    r"\s+(?:(?:belong|refer)s? to|(?:is|are|was|were) (?:meant )?(?:for|about))\b", re.IGNORECASE
)
"""`The 30 seconds belong to publishing`: a number told before is given to something else."""
_ADJECTIVE = re.compile(r"[\d.,]+-[a-z]+ [a-z]", re.IGNORECASE)
_THEN = re.compile(r"\bthen\b[^,;]{0,60}?\b(?:was|were)\b", re.IGNORECASE)
"""`Given a month, then it was reachable for 99 %` is asked for, not told."""
_UP = frozenset("open reachable usable alive online running working works".split())  # noqa: SIM905
"""What a service is while it is up: no subject of its own."""
_EXEMPT_FACETS = frozenset({"VIS4", "VIS5", "VIS7", "RSK3", "RSK4"})
_LIMITS = frozenset({"OBS4", "TP2", "TP3"})
"""Facets whose numbers are no values of a metric; the same words twice are compared still."""
_EXEMPT_SECTIONS = frozenset({"risks", "terminology", "open_questions"})
_VISION = "vision"
_SPEED = re.compile(r"latenc|response|answer", re.IGNORECASE)
"""A metric of the goals with a percentile is about itself, unless it says how fast something is."""
_QUALIFIED = "(both:"
_LONGEST = 500
"""A longer run without a stop is no clause; comparing in it would take quadratic time."""
_SENTENCE = re.compile(r"[;\n]\s*|[.!?][*_\"”’):]*\s+")
_SENTENCE_END = re.compile(
    r"[,;()<>≤≥=\n]|:(?=\s)|\s[—–-]\s|[.!?](?=\s|$)"
    r"|\sand\s(?=(?:it|is|are|comes|stands|back|restored|up|never|nothing)\s)"
)
_CLAUSE = re.compile(r"[;\n]|[.!?](?=\s)|(?:,|\sand)\s(?=[^,;]{0,40}(?<!\w)\d)")


_LABEL = re.compile(r"\s*[*_`]*(?P<label>[^:—–.,;]{1,40}?)[*_`]*\s*(?::|\s[—–-])\s+")
_ID = re.compile(r"[a-z]{0,4}[ .-]?\d+(?:[.-]\d+)*[a-z]?$", re.IGNORECASE)
_LABELS = _NOISE | {"service", "requirement", "quality", "performance", "reliability", "speed"}
"""What a label says that only names the metric."""
_FEWEST, _FEWEST_BEFORE, _MANY = 4, 3, 6
"""Words around a number that make two sentences the same, and those of them that lead to it,
unless they are many."""
_REPORTED = re.compile(r"^\W*(?:[\w'’]+,?\s+){1,6}?that\s+|^.*,\s+so\s+")
"""`He undertook that the calendar would open within …`, `Forty people queue, so a loan has to …`"""
_LEADING = 4
"""Words that lead to a number and make a statement of their own."""
_CLAUSE_WORDS, _TELLING = 3, 3
"""Words before a colon that are more than a label (`Ms Petrov promised: it is saved within …`), and
words with a meaning behind it that tell enough beside any label.
"""
_WHOLE, _LONGEST_STATEMENT = 7, 12
"""Words that make a whole statement, with its number, whatever leads to it: `Seldom: it is up 99 %
of the day`; and how many of them are looked at before the number.
"""
_JOINING = frozenset({"and", "or", "but"})
_GOES_ON = re.compile(r",\s+(?:and|but|while)\b|;")
_NAME_BEFORE = re.compile(r"(?:^|[:;.]\s+)(?P<name>[^:;.,\n]{2,60}),\s*$")
"""A list of names, each with its number: `the register, 99.5 %; the map, 99.9 % a month`."""
_REMARK = re.compile(r"\s[—–]\s")
"""Between a number with what it is about and the next cell, or a remark."""
_LEAD = 80
"""Characters before a number in which its name stands."""
_COMPARED = frozenset({"time", "percent", "rate", "data", "money"})

_Key = tuple[str, float | None, frozenset[str]] | tuple[str, str, str]
"""Metric, percentile and subject; or dimension and the words before and behind a number."""


@dataclass(frozen=True, slots=True)
class _Said:
    """One value of a metric as a passage gives it."""

    keys: tuple[_Key, ...]
    quantity: Quantity
    words: str
    start: int
    clause: str
    """The words of its clause."""
    tail: str
    """What is said behind the number, up to the next comma."""
    name: str
    """The metric, with its percentile; "" where only the sentence around it is the same."""
    named: bool
    """The words around the number name the metric."""
    led_to: frozenset[_Key]
    """Those of the keys that leave out what leads to the statement."""


def g15(spec: Spec, bank: Bank, stack: Mapping[str, str]) -> Iterator[Finding]:
    """Find two different values for the same metric, percentile and subject.

    Units are normalised (0.2 s is 200 ms). A subject is every word that says what or where, so
    another action, environment or tier is another metric. Where no metric is named, the same words
    around another number are the same statement. Ranges, what is true today, alerts, §13 and values
    with a qualifier (`both: …`) are left alone.
    """
    first: dict[_Key, tuple[Passage, _Said]] = {}
    told = everywhere(spec, _values)
    named: set[tuple[int, int]] = set()
    for found in _general(spec, bank, told):
        named.add((found.line, found.column))
        yield found
    for passage, values in told:
        for said in values:
            for key in said.keys:
                there, earlier = first.setdefault(key, (passage, said))
                if earlier is said or _agree(earlier.quantity, said.quantity):
                    continue
                if key in said.led_to and key in earlier.led_to:
                    continue
                if _told_apart(earlier, said):
                    continue
                if not _may_be_one(earlier, said):
                    continue
                if comparable(spec, there, passage):
                    found = _finding(bank, there, earlier, passage, said)
                    if (found.line, found.column) not in named:
                        yield found
                break


def _general(spec: Spec, bank: Bank, told: Seen[_Said]) -> Iterator[Finding]:
    """What is said of the metric as a whole (`P95 latency: 2 s`), beside the one value that stands
    in its place for something in particular (`Map view: 700 ms at P95`).
    """
    whole: dict[tuple[str, float | None], tuple[Passage, _Said]] = {}
    parts: dict[tuple[str, float | None], list[tuple[Passage, _Said]]] = {}
    for passage, values in told:
        for said in values:
            metric, percentile, subject = said.keys[0]
            if not isinstance(subject, frozenset) or not isinstance(percentile, float | None):
                continue
            if not subject and said.named:
                whole.setdefault((metric, percentile), (passage, said))
            elif subject and (
                metric == _FACETS.get(passage.facet, ("",))[0]
                or metric == _SLOTS.get((passage.slot, said.quantity.dimension))
                or (percentile is not None and (passage.slot, metric) == _UNLABELLED)
            ):
                parts.setdefault((metric, percentile), []).append((passage, said))
    for key, (passage, said) in whole.items():
        every = parts.get(key, [])
        known = [pair for pair in every if not isinstance(pair[0], Imported)] or every
        if len({other.words for _, other in known}) != 1 or _agree(
            known[0][1].quantity, said.quantity
        ):
            continue
        there, earlier = known[0]
        if not there.facet and there.slot == passage.slot:
            continue  # one of them is the usual case
        if isinstance(there, Imported) and not isinstance(passage, Imported):
            continue  # what stands in its place is about the product, that about a part or another
        if comparable(spec, there, passage):
            yield _finding(bank, there, earlier, passage, said)


@look
def _values(words: Words) -> list[_Said]:
    if words.section in _EXEMPT_SECTIONS or words.facet in _EXEMPT_FACETS:
        return []
    if _DIGIT.search(words.text) is None or _QUALIFIED in words.text:
        return []
    text = words.prose
    found: list[_Said] = []
    start = 0
    everything = find(text)
    clause = ""
    for stop in (*(m.start() for m in _CLAUSE.finditer(text)), len(text)):
        previous, clause = clause, text[start:stop]
        begin, start = start, stop
        if len(clause) > _LONGEST or _OTHER_TIME.search(_THEN.sub(" ", clause)):
            continue
        quantities = find(clause)
        times = [q for q in quantities if q.dimension == "time"]
        shares = [m.span() for m in shares_in(clause) if _is_share(clause, m, times)]
        for quantity in quantities:
            quantity = _of_all(quantity, begin, everything)
            share = any(a <= quantity.start < b for a, b in shares)
            adjective = _ADJECTIVE.match(clause, quantity.start)  # `a 45-minute episode`
            if quantity.high is not None or share or adjective or _given_away(clause, quantity):
                continue
            metric, percentile = _metric(words, clause, quantity)
            own = words.section == _VISION and metric == "latency" and not _SPEED.search(clause)
            if words.facet in _LIMITS or own:
                metric = ""
            keys: list[_Key] = []
            if metric:
                behind = _REMARK.split(clause[quantity.end :], maxsplit=1)[0]
                rest = PERCENTILE.sub(" ", f"{clause[: quantity.start]} {behind}")
                at = begin + quantity.start
                if (owner := _NAME_BEFORE.search(text, max(0, at - _LEAD), at)) is not None:
                    rest = f"{owner['name']} {rest}"
                subject = _subject(rest, metric)
                if not subject and (_NEXT_SHARE.match(clause) or _OF_THESE.match(clause)):
                    subject = _subject(previous, metric)  # `Card: P50 150 ms, P95 400 ms`
                keys.append((metric, percentile, subject))
            led_to = set()
            compared = quantity.dimension in _COMPARED
            for before, after, less in _around(words.text, begin, quantity) if compared else ():
                keys.append((quantity.dimension, before or f"P{percentile}", after))
                if less:
                    led_to.add(keys[-1])
                elif len(before.split()) >= _LEADING:
                    keys.append((quantity.dimension, before, ""))
            said = clause[quantity.start : quantity.end]
            name = metric if percentile is None or not metric else f"P{percentile:g} {metric}"
            if keys:
                at = begin + quantity.start
                tail = _tail(words.text, begin + quantity.end)
                named = bool(_nearest(clause, quantity))
                found.append(
                    _Said(
                        tuple(keys),
                        quantity,
                        said,
                        at,
                        clause,
                        tail,
                        name,
                        named,
                        frozenset(led_to),
                    )
                )
    return found


def _subject(words: str, metric: str) -> frozenset[str]:
    """What a metric is said of: the words that say what or where."""
    plain = PERCENTILE.sub(" ", "".join(words[end:start] for end, start in _between(words)))
    return frozenset(w.removesuffix("s") for w in content_words(plain) if not _noise(w, metric))


def _between(words: str) -> Iterator[tuple[int, int]]:
    """What stands between the numbers with units."""
    ends = [0, *(edge for q in find(words) for edge in (q.start, q.end)), len(words)]
    return zip(ends[::2], ends[1::2], strict=True)


def _given_away(clause: str, quantity: Quantity) -> bool:
    """The number is one of those told before, and the clause says what it belongs to instead."""
    before = _THE.fullmatch(clause, 0, quantity.start)
    return before is not None and _OF_ELSE.match(clause, quantity.end) is not None


def _is_share(clause: str, said: re.Match[str], times: Sequence[Quantity]) -> bool:
    """`95 % of the time` says of how many cases a time holds that stands beside it, and how long
    something is there where the next time is told by another clause (`, and if it falls, ...`).
    """
    between = (sorted((said.start(), said.end(), q.start, q.end))[1:3] for q in times)
    return any(_GOES_ON.search(clause, begin, stop) is None for begin, stop in between)


def _around(text: str, begin: int, quantity: Quantity) -> Iterator[tuple[str, str, bool]]:
    """The words before a number in its sentence, and those behind it up to the next comma; nothing
    where they are too few to know the statement again. Then, as True, less of them: two such
    statements are led to by other words, and told apart by those.

    Numbers of requirements are left out, labels that only name the metric, and what leads to the
    statement (`Ms Petrov promised: an order is saved within`).
    """
    at = begin + quantity.start
    stop = max((m.end() for m in _SENTENCE.finditer(text, 0, at)), default=0)
    head = text[max(stop, at - _LONGEST) : at]
    while (label := _LABEL.match(head)) is not None and _names_metric(label["label"]):
        head = head[label.end() :]
    after = _tail(text, begin + quantity.end)
    behind = len(after.split())
    told, colon, rest = head.rpartition(": ")
    left = len(words_of(rest))
    clause = len(words_of(told)) >= _CLAUSE_WORDS
    enough = left >= _LEADING or (left > 0 and left + behind >= _MANY)
    if colon and ((clause and enough) or len(content_words(rest)) >= _TELLING):
        head = rest
    before = _plain(_REPORTED.sub("", head))
    count = len(before) + behind
    few = count < (_FEWEST if before else _FEWEST_BEFORE) or 0 < len(before) < _FEWEST_BEFORE
    if not few or count >= _MANY:
        yield " ".join(before), after, False
    number = len(words_of(text[at : begin + quantity.end]))
    for first in range(max(1, len(before) - _LONGEST_STATEMENT), len(before) - 1):
        if len(before) - first + number + behind >= _WHOLE:
            yield " ".join(before[first:]), after, True
    if not before and behind > _LEADING:
        yield "", " ".join(after.split()[:_LEADING]), True


def _tail(text: str, start: int) -> str:
    """The words from `start` up to the next comma."""
    rest = text[start : start + _LONGEST]
    end = _SENTENCE_END.search(rest)
    said = _plain(rest[: end.start()] if end else rest)
    return " ".join(said[:-1] if said[-1:] and said[-1] in _JOINING else said)


def _plain(text: str) -> list[str]:
    said = [word.casefold() for word in words_of(text)]
    while said and _ID.match(said[0]):
        said = said[1:]
    return said


def _names_metric(label: str) -> bool:
    said = words_of(label)
    return all(_ID.match(word) or word.casefold() in _LABELS for word in said)


def _of_all(quantity: Quantity, begin: int, everything: tuple[Quantity, ...]) -> Quantity:
    """With the percentile that the whole text says for it: `50 µs and 1 ms, both at P95`."""
    if quantity.percentile is not None:
        return quantity
    start = begin + quantity.start
    whole = next((q for q in everything if q.start == start), None)
    return quantity if whole is None else replace(quantity, percentile=whole.percentile)


def _noise(word: str, metric: str) -> bool:
    up = metric == "uptime" and word.casefold() in _UP
    return up or word in _NOISE or _ID.match(word) is not None


def _metric(words: Words, clause: str, quantity: Quantity) -> tuple[str, float | None]:
    """Metric and percentile of one number: by words in its clause, else by its place."""
    known = _FACETS.get(words.facet)
    metric = _nearest(clause, quantity)
    if metric:
        said = quantity.percentile
        if said is None and known is not None and known[0] == metric:
            said = known[2]
        return metric, said
    kept = words.facet != "SEC7" and _KEPT.search(clause[: quantity.start])
    if known is not None and known[1] == quantity.dimension and not kept:
        return known[0], quantity.percentile or known[2]
    if quantity.percentile is not None and quantity.dimension == "time":
        return "latency", quantity.percentile
    return _SLOTS.get((words.slot, quantity.dimension), ""), None


def _nearest(clause: str, quantity: Quantity) -> str:
    """The metric of this dimension whose name stands nearest to a number, "" where none does."""
    found = [
        (max(match.start() - quantity.end, quantity.start - match.end()), metric)
        for metric, dimension, cue in _CUES
        if dimension == quantity.dimension
        for match in cue.finditer(clause)
    ]
    return min(found, default=(0, ""))[1]


def _told_apart(one: _Said, other: _Said) -> bool:
    """One clause that says two numbers tells them apart, unless the same follows on both."""
    return one.clause == other.clause and not (one.tail and one.tail == other.tail)


def _may_be_one(one: _Said, other: _Said) -> bool:
    """What is said behind one of the numbers goes on with what is said behind the other."""
    short, long = sorted((one.tail, other.tail), key=len)
    return one.keys[0] == other.keys[0] or f"{long} ".startswith(f"{short} ".lstrip())


def _agree(one: Quantity, other: Quantity) -> bool:
    if one.per and other.per and one.per != other.per and one.dimension != "rate":
        return True
    return abs(one.value - other.value) <= 1e-6 * max(abs(one.value), abs(other.value))


def _spot(bank: Bank, passage: Passage, said: _Said) -> str:
    if isinstance(passage, Imported):
        return f"line {where(passage, said.start)[0]}"
    return place(bank, passage.key)


def _finding(
    bank: Bank, there: Passage, earlier: _Said, here: Passage, said: _Said
) -> Contradiction:
    name = said.name or earlier.name or "the same thing"
    if sources(there, here) and here.facet in _FACETS and there.facet not in _FACETS:
        there, earlier, here, said = here, said, there, earlier  # the answer lands in the metric
    line, column = where(here, said.start)
    return Contradiction(
        rule="G15",
        severity="critical",
        line=line,
        column=column,
        text=said.words,
        message=f"Two values for {name}: {earlier.words} in {_spot(bank, there, earlier)}, "
        f"{said.words} in {_spot(bank, here, said)}.",
        section=section_of(bank, here.key),
        key=here.key,
        question_id=question_id(bank, there.key, conflict=True),
        sides=((earlier.words, there.key), (said.words, here.key)),
        sources=sources(there, here),
        spots=((there, earlier.start), (here, said.start)),
    )
