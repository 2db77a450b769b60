"""G08: a number without a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from spec_tui.documents.prose import words as words_of
from spec_tui.interview.bank import Bank
from spec_tui.interview.clock import says_hours
from spec_tui.interview.measures import OF_A_METRIC, TIMES, UPTIME, is_share
from spec_tui.interview.model import Finding
from spec_tui.interview.percentiles import PERCENTILE, shares_in
from spec_tui.interview.quantities import bare_numbers, find, number_without_unit, without_condition
from spec_tui.interview.rules.base import Span, about, at, slot_key, values
from spec_tui.interview.rules.g07 import MEASURED
from spec_tui.interview.rules.looking import Words, everywhere, look
from spec_tui.interview.spec import Spec, Value

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
    r"\s*(?:[-–/x×%]|\b(?:or(?! (?:less|under|below|sooner|better|faster)\b)"
    r"|of(?! (?:(?:an?|the|any|its) [a-z]|\w+ing\b))|out|to|times|more|fewer"
    r"|(?:must|shall|should|have to) (?:arrive|pass|agree|be|land|come|work|hold|match))\b"
    r"|(?:,|and)\s*\d[\d.,]*(?![\d.,]|\s*%|(?:st|nd|rd|th)\b|\s(?:times |tries )?(?:out )?of\b))",
    re.IGNORECASE,
)
_COUNTED_ON = re.compile(r" or (?:more|fewer) [a-z]", re.IGNORECASE)
"""`20 or more valid readings`"""
_NUMBERS = re.compile(r"[.)]?\*{0,2}\s+[A-Z]")
"""Behind the number of a clause: `4.1 When …`"""
_HEADS = re.compile(r"\W*\d{1,2}(?:\.\d{1,2})*\W*")
"""The number of a clause before its first stop: `4.1. When …`"""
_CLAUSE_NUMBER = re.compile(r"\A\d+(?:\.\d+)+\.?\s+(?=[A-Z])")
_NAMED = re.compile(
    r"\b[A-Z][a-z]+ \d{1,2}(?= (?:shall|must|will|is|has|may|can)\b)|(?:\A|; )\d+(?:\.\d+)+:(?=\s)"
    r"|\b(?:as in|see|cf\.?) \d+(?:\.\d+)+(?!\s?(?:%|[a-z]))"
)
"""`Contractor 3 shall …`, and the numbers of rows that were put together: `7.1: …; 7.3: …`."""
_PEAK = "NFR3"
_COUNTS = re.compile(r"\W*[A-Za-z]+s\b[^:\n]{0,80}:\s*\d[\d,.]*\W*$")
"""`Crews out at once: 11` counts crews."""
_VERSION = re.compile(r"\W*v?\d+(?:\.\d+)+\W*[:|—–]")
"""What a row is about: `**1.0:** two drills within 15 s`."""
_NO_TIME = re.compile(
    r"(?:\b(?:an? [\w-]+ of|or|to|and|among|no (?:[\w-]+ ){1,3}in|between|×|x|no|nr|number|figure"
    r"|table|row|line|page|section|level|room|unit|buoy|berth|day|week|month|phase|stage|step"
    r"|age|aged|bay|gate|pier|class|grade|type|model|half|every|nearest|note|output|goal|purpose"
    r"|activity|act|scene|folio|card|sheet|slide|chapter|item|rule|case|article|art|clause"
    r"|version|release|(?:answer(?:s|ed)?|repl(?:y|ies|ied)) with|status|code|http)"
    r"|[-–/#&(\"“])\s*$",
    re.IGNORECASE,
)
"""What stands before a number that counts, names or ends a range."""
_ONE_IN = re.compile(
    r"(?<!inside )\bof \d[\d,]* [\w'’-]+,? \d[\d,]*\b"
    r"|\b(?:(?:one|once|two|three)(?:\s[\w'’-]+)?\sin"
    r"|(?:one|once|two|three|single)\b[^.;\n\d]{0,60}?\b(?:per|of|every|each))\s+\d[\d,]*\b",
    re.IGNORECASE,
)
"""`one lost picture per 500` and `of 100 calls, 95` say how much."""
_OWN = re.compile(r"\s*at (?:p\d\d|the \d\d(?:th|st|nd|rd))\b", re.IGNORECASE)
_PROSE = frozenset({"vision", "risks", "terminology", "open_questions", "observability"})
_LASTING = frozenset({"performance", "reliability"})
"""Slots whose unlabelled words say how long something may take."""
_NEAR = 60
"""Characters behind a time in which another number may be of the same unit."""
_COUNTED = frozenset({"NFR3", "NFR4"})
"""Facets of these slots that count something else."""
_FIGURE = re.compile(r"\d")
_METRICS = "VIS6"
_CLAUSE = re.compile(r"([;\n]|[.!?](?=\s))")
_FEW = 3
"""Words that are no sentence, and need a metric beside them: `45 or fewer`."""


def g08(spec: Spec, bank: Bank, stack: Mapping[str, str]) -> Iterator[Finding]:
    """Find bare numbers in quantity facets, and beside a metric's name in other text (`latency
    under 200`), in metrics, NFRs and acceptance. Counts (users, retries) have their noun.
    """
    measured: set[str] = set()
    for value in values(spec):
        facet = bank.facets.get(value.facet)
        if facet is None or facet.kind != "quantity" or facet.section not in MEASURED:
            continue
        if value.form != "text" or (value.facet in OF_A_METRIC and _names_metric(spec, value)):
            continue
        if value.facet == UPTIME and says_hours(value.text):
            continue
        if value.facet == _PEAK and _COUNTS.match(value.text):
            continue
        text = PERCENTILE.sub(" ", _NAMED.sub(" ", _CLAUSE_NUMBER.sub("", value.text)))
        bare = number_without_unit(_ONE_IN.sub(" ", text))
        if bare:
            measured.add(value.key)
            clear = facet.id == UPTIME and is_share(bare)  # everybody reads percent
            yield about(
                spec, bank, "G08", "minor" if clear else "major", value,
                f"Nobody can tell what {bare} counts.",
            )  # fmt: skip
    for passage, spans in everywhere(spec, _bare):
        if passage.key in measured:
            continue
        for start, end, message in spans:
            yield at(bank, "G08", "major", passage, start, end, message)


@look
def _bare(words: Words) -> list[Span]:
    if words.section not in MEASURED and not _says_how_often(words):
        return []
    if words.section == "vision" and words.slot != "success-metrics":
        return []
    text = _without_rates(words.prose)
    text = _NAMED.sub(lambda match: " " * len(match[0]), text)
    lasting = (
        words.facet in TIMES
        or (words.slot in _LASTING and (words.facet not in _COUNTED or _says_how_often(words)))
        or words.section not in MEASURED
    )
    if not lasting and _METRIC.search(text) is None:
        return []
    found: list[Span] = []
    version = _VERSION.match(text)
    if version is not None:
        text = " " * version.end() + text[version.end() :]
    start = 0
    for clause in _CLAUSE.split(text):
        heads = start == 0 and len(clause) < len(text) and _HEADS.fullmatch(clause)
        if (lasting and not heads) or _METRIC.search(clause):
            alone = bare_numbers(clause)[:1] if number_without_unit(clause) else ()
            alone = tuple(
                (at, figures)
                for at, figures in alone
                if not _COUNTED_ON.match(clause, at + len(figures))
            )
            if lasting and not (alone and _METRIC.search(clause)):
                alone = tuple(row for row in bare_numbers(clause) if _lasts(clause, *row))
            promised = without_condition(clause)
            timed = [q.end for q in find(promised) if q.dimension == "time"]
            found += [
                (start + at, start + at + len(figures), f"Nobody can tell what {figures} counts.")
                for at, figures in alone or _bounds(clause)
                if not (words.facet == UPTIME and is_share(figures) and "%" in text)
                if not (words.facet == UPTIME and says_hours(clause))
                # `400 ms at P95, typically within 100`: the unit goes on
                if not any(0 <= at - end < _NEAR for end in timed)
                or _OWN.match(clause, at + len(figures))
            ]
        start += len(clause)
    return found


def _without_rates(text: str) -> str:
    """The text at its columns without `one lost picture per 500`; `in 95 of 100` stays whole."""
    often = [match.span() for match in shares_in(text)]

    def blank(match: re.Match[str]) -> str:
        said = any(start < match.end() and match.start() < end for start, end in often)
        return match[0] if said else " " * len(match[0])

    return _ONE_IN.sub(blank, text)


def _says_how_often(words: Words) -> bool:
    """`in 95 of 100 tries` makes a sentence one about time wherever it stands, outside of prose."""
    if words.section in _PROSE or _FIGURE.search(words.prose) is None:
        return False
    return any(not match["of"] for match in shares_in(words.prose))


def _names_metric(spec: Spec, value: Value) -> bool:
    """The metric that the number counts stands beside it, or in the sentence around it; what was
    drafted from a longer text is told there.
    """
    if _METRIC.search(value.text):
        return False
    slot = spec.slots.get(slot_key(value.key))
    metric = slot.facets.get(_METRICS) if slot is not None else None
    named = metric is not None and metric.form == "text"
    return named or value.drafted or len(words_of(value.text)) > _FEW


def _lasts(clause: str, at: int, figures: str) -> bool:
    """A bare number that says how long something takes, where that is what is spoken of."""
    end = at + len(figures)
    return _OWN.match(clause, end) is not None or (
        _GOES_ON.match(clause, end) is None
        and _NO_TIME.search(clause, max(0, at - 24), at) is None
        and not (clause[:at].strip(" *") == "" and _NUMBERS.match(clause, end))
    )


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
