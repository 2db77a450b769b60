"""Item 2: non-functional requirements have numbers for performance, availability, latency, budget.

A number counts where it has a unit of its kind and the same sentence, its label or a bullet above
says what it is about. `Three people work on latency` holds a number and a word, but no unit.
"""

from __future__ import annotations

import re

from spec_tui.codex_os.gate.model import Part
from spec_tui.codex_os.gate.reading import Reading
from spec_tui.codex_os.gate.statements import Statement
from spec_tui.codex_os.gate.topics import Judge, Topic, look, quoted, words
from spec_tui.documents.fold import fold
from spec_tui.documents.prose import sentences

TITLE = "NFRs have numbers"
_HOME = frozenset({"performance & nfrs", "observability & sre"})
_N = r"(?<![\w.,-])\d[\d.,]*[ ]?k?"
_SHORT = rf"{_N}[ ]?(?:ms|milliseconds?|s|secs?|seconds?)(?!\w)"
_TIME = rf"{_SHORT}|{_N}[ ]?(?:min|minutes?|h|hrs?|hours?)(?!\w)"
_RATE = (
    rf"{_N}[ ]?(?:[a-z-]+[ ]?)?(?:/[ ]?|per |an? )(?:s|sec|second|min|minute|h|hour|day)(?!\w)"
    rf"|{_N}[ ]?(?:rps|qps|tps|req/s)(?!\w)"
    rf"|{_N}[ ]?(?:concurrent|simultaneous|parallel)(?!\w)"
)
_COUNT = (
    rf"{_N}[ ]?(?:[a-z-]+[ ])?(?:users|clients|requests|connections|sessions|rows|records|events"
    r"|messages|items|documents|files)(?!\w)"
)
_SHARE = r"(?<![\w.,-])\d+(?:[.,]\d+)?[ ]?(?:%|percent)"
_AMOUNT = (
    rf"[$€£][ ]?{_N}|{_N}[ ]?(?:€|\$|£|eur|usd|gbp|dollars?|euros?|[kmgt]i?b|bytes?|v?cpus?|cores?"
    r"|replicas?|instances?|containers?|workers?|m(?:illi)?cores?|connections|threads)(?!\w)"
)

_SHARE_VALUE = r"(?<![\w.,-])(\d+(?:[.,]\d+)?)[ ]?(?:%|percent)"
_DOWN = words(r"down-?times?|rto|outages?|unavailab\w+|recovery time")
_LATENCY = words(
    r"latenc(?:y|ies)|p\d\d(?:\.\d+)?|percentile|response times?|respon(?:ds?|ses?)"
    r"|answers?(?: within| in)?|load(?:s|ing)? time|time to (?:first|interactive)"
)
_PERFORMANCE = words(
    r"performance|perf|throughput|load|peak|scal(?:e|es|ability)|capacity|concurren(?:t|cy)"
    r"|traffic|volume"
)
_AVAILABILITY = words(
    r"availab(?:le|ility)|up-?times?|down-?times?|slas?|slos?|rto|rpo|reliability"
)
_BUDGET = words(
    r"budgets?|costs?|limits?|memory|ram|cpus?|disk|storage|bundle(?: size)?|quotas?"
    r"|resources?(?: limits?)?|spend(?:ing)?|money|hosting"
)


def _number(pattern: str, more: str, kind: str) -> Judge:
    """A number with one of these units; with one of `more` where the line is named for it."""
    strict, loose = re.compile(pattern), re.compile(f"{pattern}|{more}" if more else pattern)

    def judge(statement: Statement, about: re.Pattern[str]) -> str:
        named = any(map(about.search, (*statement.label_or_parent, *_titles(statement))))
        # `Latency: low. The office is 300 s away` gives no latency
        said = [fold(words_) for _, words_ in sentences(statement.text)]
        said = [one for at, one in enumerate(said) if (named and at == 0) or about.search(one)]
        unit = loose if named else strict
        return "" if any(map(unit.search, said)) else f"{quoted(statement)} is no {kind}"

    return judge


def _titles(statement: Statement) -> list[str]:
    return [fold(title) for title in statement.headings]


def _share_of_time(statement: Statement, _words: re.Pattern[str]) -> str:
    """A share of at least 90 %, or a time that something may be down: `1 % errors` is neither."""
    value = fold(statement.value)
    shares = (float(one.replace(",", ".")) for one in re.findall(_SHARE_VALUE, value))
    if any(90 <= share <= 100 for share in shares):
        return ""
    about = " ".join((*statement.label_or_parent, value))
    if _DOWN.search(about) and re.search(_TIME, value):
        return ""
    return f"{quoted(statement)} is no share of time"


_TOPICS = (
    Topic(
        "Performance", re.compile(f"{_PERFORMANCE.pattern}|{_LATENCY.pattern}"), _HOME,
        "Give a load or a time with its unit, such as 50 requests/s.",
        _number(f"{_RATE}|{_SHORT}", f"{_TIME}|{_COUNT}", "number with a unit"),
    ),
    Topic(
        "Availability", _AVAILABILITY, _HOME,
        "Give a share of time, such as 99.9 % a month.",
        _share_of_time,
    ),
    Topic(
        "Latency", _LATENCY, _HOME,
        "Give a time, such as P95 300 ms.",
        _number(_SHORT, _TIME, "time"),
    ),
    Topic(
        "Budget", _BUDGET, _HOME,
        "Give an amount, such as 512 MB of memory or 200 € a month.",
        _number(_AMOUNT, f"{_RATE}|{_TIME}|{_SHARE}", "amount"),
    ),
)  # fmt: skip


def parts(reading: Reading) -> tuple[Part, ...]:
    """Performance, availability, latency, budget, each looked up by itself."""
    found = [one.outside("performance & nfrs") for one in reading.spec]
    return tuple(part for topic in _TOPICS for part in look((topic,), found))
