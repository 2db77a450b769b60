"""Numbers with units in a text, in base units, so that 0.2 s and 200 ms are the same.

Base units: seconds, bytes, percent, events per second; money and counts stay as they are. Numbers
that belong to a name (`P95`, `TLS 1.2`, `Q7`) or to a date are no quantities.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from spec_tui.interview.clock import times_of_day
from spec_tui.interview.percentiles import PERCENTILE, number, percent_of, shares_in

Dimension = Literal["time", "percent", "rate", "data", "money", "count"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number with its unit."""

    value: float
    """In base units; the lower end of a range."""
    unit: str
    """As written, e.g. `requests/s`."""
    dimension: Dimension
    percentile: float | None
    """The 95 of `P95`, where the text says one for this number."""
    start: int
    end: int
    high: float | None = None
    """The upper end of a range, in base units."""
    per: str = ""
    """Base unit of time that percent, data, money or counts are given for: `month`, `year`, …"""
    noun: str = ""
    """What is counted, e.g. `requests`; in lower case, "" where it is not said."""


@dataclass(frozen=True, slots=True)
class Date:
    """A day, month, quarter or year on the calendar."""

    text: str
    iso: str
    """`2027-03-01`, `2027-03`, `2027`; "" where the words are not exact."""
    start: int
    end: int


_TIME = {
    **dict.fromkeys(("ns", "nanosecond", "nanoseconds"), 1e-9),
    **dict.fromkeys(("µs", "μs", "us", "microsecond", "microseconds"), 1e-6),
    **dict.fromkeys(("ms", "msec", "msecs", "millisecond", "milliseconds", "millis"), 1e-3),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), 1.0),
    **dict.fromkeys(("min", "mins", "minute", "minutes"), 60.0),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), 3600.0),
    **dict.fromkeys(("d", "day", "days"), 86400.0),
    **dict.fromkeys(("wk", "wks", "week", "weeks"), 604800.0),
    **dict.fromkeys(("month", "months"), 2592000.0),
    **dict.fromkeys(("quarter", "quarters"), 7776000.0),
    **dict.fromkeys(("y", "yr", "yrs", "year", "years"), 31536000.0),
}
_DATA = {
    **dict.fromkeys(("b", "byte", "bytes"), 1.0),
    **{name: 1000.0**power for power, name in enumerate(("kb", "mb", "gb", "tb", "pb"), 1)},
    **{name: 1024.0**power for power, name in enumerate(("kib", "mib", "gib", "tib", "pib"), 1)},
    **dict.fromkeys(("kilobytes", "kilobyte"), 1e3),
    **dict.fromkeys(("megabytes", "megabyte"), 1e6),
    **dict.fromkeys(("gigabytes", "gigabyte"), 1e9),
    **dict.fromkeys(("terabytes", "terabyte"), 1e12),
    **dict.fromkeys(("kbit", "kbps"), 125.0),
    **dict.fromkeys(("mbit", "mbps"), 125e3),
    **dict.fromkeys(("gbit", "gbps"), 125e6),
}
_RATES = {"rps": 1.0, "qps": 1.0, "tps": 1.0, "rpm": 1 / 60, "qpm": 1 / 60, "tpm": 1 / 60}
_PER = {
    "s": "second", "sec": "second", "second": "second", "min": "minute", "minute": "minute",
    "h": "hour", "hr": "hour", "hour": "hour", "d": "day", "day": "day", "wk": "week",
    "week": "week", "month": "month", "mo": "month", "quarter": "quarter", "y": "year",
    "yr": "year", "year": "year",
}  # fmt: skip
_MULTIPLIERS = {"k": 1e3, "m": 1e6, "bn": 1e9}
_MONEY = "€|\\$|£|¥|EUR|USD|GBP|CHF|JPY|euros?|dollars?|pounds?|cents?|francs?"

_PHYSICAL = (
    "°C|°F|mV|kV|V|mA|µA|mW|kW|MW|W|kWh|Wh|mAh|Ah|kHz|MHz|GHz|Hz|dBm|dB|mm|cm|km/h|km²|km2|cm²|km|m/s"
    "|m³|m²|m3|m2|m|mg|kg|g|t|hl|ha|rpm"
    "|ml|l|hPa|kPa|Pa|bar|lx|lux|ppm|px"
)
"""Units that are compared with nothing; with them a number is no bare number."""

_SPACE = "[ \u00a0\u202f]"
_NUMBER = (
    rf"(?:\d{{1,3}}(?:[,'’]\d{{3}})+(?:\.\d+)?|\d{{1,3}}(?:{_SPACE}\d{{3}})+(?:[.,]\d+)?"
    r"|\d{1,3}(?:\.\d{3}){2,}|\d{1,15}(?:[.,]\d{1,9})?)"
)
_UNIT = "|".join(sorted(map(re.escape, {*_TIME, *_DATA, *_RATES}), key=len, reverse=True))
_PER_WORDS = "|".join(sorted(_PER, key=len, reverse=True))
_EACH = rf"(?:{_SPACE}?/{_SPACE}?|{_SPACE}(?:per|an?|each|every){_SPACE})"
_QUANTITY = re.compile(
    rf"(?<![\w.,§#])(?<!\d/)(?:(?P<currency>€|\$|£|¥|EUR|USD|GBP|CHF){_SPACE}?)?"
    rf"(?P<number>{_NUMBER})(?!\d|[\w]*\.\d|/\d)"
    rf"(?:{_SPACE}?(?P<multiplier>(?-i:k|K|M|bn))\b|{_SPACE}(?P<word>thousand|million|billion)\b)?"
    rf"(?P<unit>{_SPACE}?(?:%|‰)|{_SPACE}(?:percent|per{_SPACE}cent|pct)\b"
    rf"|(?:{_SPACE}|-)?(?:{_UNIT})\b(?!-)|{_SPACE}?(?:{_MONEY})(?!\w)"
    rf"|(?=m\b)m\b|{_SPACE}?(?-i:{_PHYSICAL})(?![\w/])|{_SPACE}?(?-i:{_PHYSICAL})(?=/))?"
    rf"(?P<noun>(?:{_SPACE}[A-Za-z][A-Za-z-]{{1,29}}){{1,3}}?(?={_EACH}(?:{_PER_WORDS})s?\b))?"
    rf"(?:{_EACH}(?P<per>{_PER_WORDS})s?\b)?",
    re.IGNORECASE,
)
_IS_PHYSICAL = re.compile(_PHYSICAL)
_SHARE = re.compile(
    rf"{_SPACE}(?:out{_SPACE}of|of|in){_SPACE}(?P<whole>{_NUMBER})"
    rf"(?![.,]?\d|{_SPACE}?(?:%|per)|{_SPACE}(?:[a-z]+{_SPACE})?(?:out{_SPACE})?of{_SPACE}(?:every{_SPACE})?\d)",
    re.IGNORECASE,
)
"""`9 of 10` and `1 in 1,000` say how much by themselves; `12 in 95 of 100 cases` does not."""
_NOUN = re.compile(
    rf"{_SPACE}((?:(?:concurrent|simultaneous|parallel|active|registered|daily|monthly|open|new|total"
    rf"|unique|different|consecutive){_SPACE})?[A-Za-z][A-Za-z-]{{2,29}})",
    re.IGNORECASE,
)
_LITTLE = frozenset(
    """a after all altogether and any apart are as at away be before between but by each every for
    from has have if in into is it less max maximum min minimum more most of on or out over
    per should so than that the then this to under until up when while will with within
    without must may can was were only also p95 p99 p50 least again exactly flat long later
    late straight together tops worst yet nine nineteen ninety-five ninety-nine
    shall pass passes
    """.split()  # noqa: SIM905
)
_NAMES = frozenset(
    """v ver version versions section phase port status code codes error step level layer chapter
    page appendix figure table item rule option tier stage release python node java jdk ipv http
    rfc iso iec ieee wcag tls ssl sha aes rsa utf oauth base windows ubuntu debian macos ios
    android postgres postgresql mysql redis mongodb sqlite kafka next vue react angular django
    rails spring laravel php ruby go rust c html css es ecma pci soc part article art no q
    """.split()  # noqa: SIM905
)
_RELEASE = re.compile(
    r"\b(?:(?:in|for|to|of) \d\.0|(?:from|until|since|before|with) \d\.\d)"
    rf"(?=[\s,;:)]|[.]?$|\.\s)(?!{_SPACE}?(?:%|(?:{_UNIT})\b))"
    r"|\*\*\d\.\d\*\*|\d+[⁻⁰¹²³⁴-⁹]+",
    re.IGNORECASE,
)
"""`no interface language in 1.0` and `**1.1**` name a release; `10⁻⁹` is a power."""
_LISTED = frozenset({",", "/", "&", "-", "and", "or"})
_REQUIREMENT = re.compile(r"(?<![\w-])[A-Z]{1,6}-$")
_OLD_YEAR = re.compile(r"\b(?:in|of|since|from|until|by)\s1[0-8]\d\d$")
_PIECE = re.compile(r"[A-Za-z]+|\d+|[^\sA-Za-z\d]")
_CLAUSE = re.compile(r"[;\n]|[.!?](?=\s|$)")
_AT_PERCENTILE = re.compile(r"\s*(?:at|@)\s*p\d\d", re.IGNORECASE)
"""`12 at P95` is a measure, whatever stands before it."""
_OF_ALL = re.compile(r"\b(?:both|all|each)\b[^;.]{0,8}$", re.IGNORECASE)
"""`50 µs in memory and 1 ms with Redis, both at P95`."""
_BACKWARD = re.compile(r"\s*[(,@]?\s*(?:at|for|in|as)?\s*(?:the|a|an)?\s*")
_RANGE = re.compile(r"\s*(?:-|–|—|‑|to|\.\.|…|and)\s*", re.IGNORECASE)
_RANGE_BEFORE = re.compile(rf"(?<![\w.,])({_NUMBER})\s?(?:-|–|—|‑|to|\.\.|…)\s?$", re.IGNORECASE)

_BETWEEN = re.compile(rf"\bbetween\s+({_NUMBER})\s+and\s+$", re.IGNORECASE)
_NUMBER_RE = re.compile(_NUMBER)
_DIGIT = re.compile(r"\d")
_NEAR = 200

_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(
    rf"\b(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)(?:-(?P<d>\d\d))?\b"
    rf"|\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?P<mn2>{_MONTH})\.?,?\s+(?P<y2>(?:19|20)\d\d)\b"
    rf"|\b(?P<mn3>{_MONTH})\.?\s+(?:(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?(?P<y3>(?:19|20)\d\d)\b"
    rf"|\b(?P<d4>\d{{1,2}})\.(?P<m4>\d{{1,2}})\.(?P<y4>(?:19|20)\d\d)\b"
    rf"|\b(?P<loose>\d{{1,2}}/\d{{1,2}}/(?:19|20)?\d\d|(?:q[1-4]|h[12])[ /-]?(?:19|20)\d\d"
    rf"|(?:19|20)\d\d[ -]?(?:q[1-4]|h[12])|(?:mid|early|late|end of)[ -](?:{_MONTH})\b"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTH})(?![a-z])|(?:{_MONTH})\s\d{{1,2}}(?:st|nd|rd|th)?\b"
    rf"|(?:spring|summer|autumn|fall|winter)\s+(?:of\s+)?(?:19|20)\d\d)"
    rf"|\b(?:in|end of|of|by|since|until|before|after|year|early|late|mid)[ -]"
    rf"(?P<y5>(?:19|20)\d\d)\b(?!-\d)"
    rf"(?![ \u00a0](?:{_UNIT}|users|requests|patients))",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"(?=[^:|=\n]*\b(?:(?:per|each|every|an?) (?:second|minute|hour|day|week|month|year)"
    r"|(?:number|count) of|at the same time|at once|concurrent|simultaneous)\b)"
    rf"[^:|=\n]{{3,80}}[:|=]\s*{_NUMBER}[.\s]*$",
    re.IGNORECASE,
)
"""`Count lines per day at peak: 90,000`: the label says what is counted."""
_CONDITION = re.compile(
    r"(?:^|(?<=[.;:] ))(?:[A-Z]{1,5}[.-]?\d+:?\s+|\d+(?:\.\d+)*[.)]?\s+)?"
    r"(?i:when|whenever|if|once|after|while|as (?:long|soon) as|unless)\b"
    r"(?:[^,;.\n]|[.,]\d){1,200},\s"
)
_DEMANDS = re.compile(r"\b(?:must|shall|ha(?:s|ve) to)\b", re.IGNORECASE)
"""`When one drags a tread the stair must follow in 1 s` is no condition alone."""
_PROMISE = re.compile(r"[A-Za-z]+[^A-Za-z]+[A-Za-z]+")
"""What is said behind a condition takes two words at least."""
_NUMBER_WORDS = re.compile(
    r"\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty"
    r"|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|half|quarter|third|dozen|once|twice"
    r"|hourly|daily|weekly|monthly|nightly)\b",
    re.IGNORECASE,
)


_ANY_MINOR = re.compile(r"\.[xX*](?!\w)")
_TIME_UNIT = "|".join(sorted(_TIME, key=len, reverse=True))
_IN_WORDS = re.compile(
    rf"{_NUMBER_WORDS.pattern}(?! times\b)[^.;\n]{{0,16}}?\b(?:{_TIME_UNIT})\b(?!-)"
    rf"|\b(?:within|in|under|inside|below|than|than about|about) an? (?:{_TIME_UNIT})\b"
    rf"|\b(?:fifth|tenth|twentieth|hundredth)s? of an? (?:{_TIME_UNIT})\b"
    rf"|\A\W*an? (?:{_TIME_UNIT})(?: (?:or less|at (?:the )?most|at worst|tops|max(?:imum)?))?"
    r"\W*\Z",
    re.IGNORECASE,
)
"""`half a minute`, `the other two working days`, `within a second`, `a tenth of a second`."""

_EACH_IN_WORDS = re.compile(
    rf"\ban? (?:{_TIME_UNIT}) (?:an?|per|each|every|in an?) [a-z]", re.IGNORECASE
)
"""`an hour a term`"""
_REGULARLY = re.compile(
    r"\b(?:hourly|daily|weekly|monthly|nightly|instant(?:ly|aneous)?)\b", re.IGNORECASE
)


@lru_cache(maxsize=8192)
def find(text: str) -> tuple[Quantity, ...]:
    """Return all numbers with a unit or a counted noun, in order; ranges are one quantity."""
    found = [q for q, _, _ in _scan(text) if q is not None]
    return _with_percentiles(text, _ranges(text, found))


@lru_cache(maxsize=8192)
def find_dates(text: str) -> tuple[Date, ...]:
    """Return calendar dates, months, quarters and years; `2027-02-30` is found as written."""
    return tuple(Date(m[0], _iso(m), m.start(), m.end()) for m in _DATE.finditer(text))


@lru_cache(maxsize=8192)
def has_number(text: str) -> bool:
    """True where the text says how much or when: a figure, a date or a number word.

    Figures inside names (`P95`, `TLS 1.2`, `OAuth2`) do not count.
    """
    return (
        bool(_scan(text))
        or _DATE.search(text) is not None
        or bool(times_of_day(text))
        or any(match["cases"] for match in shares_in(text))
        or _NUMBER_WORDS.search(text) is not None
        or _EACH_IN_WORDS.search(text) is not None
    )


def measures(text: str) -> tuple[Quantity, ...]:
    """The numbers that say how much: not how often (`for 95 % of requests`), nor at what hour."""
    shares = [m.span() for m in shares_in(text) if m["of"] or m["share"]]
    return tuple(
        quantity
        for quantity in find(text)
        if not any(start <= quantity.start < end for start, end in shares)
    )


def has_duration(text: str) -> bool:
    """The text says how long something takes, or holds a number that may have lost its unit.

    What it counts (`22,000 lines`), and of how many cases it holds, say nothing about that.
    """
    if any(quantity.dimension == "time" for quantity in measures(text)) or bare_numbers(text):
        return True
    return lasts_in_words(text) or _REGULARLY.search(PERCENTILE.sub(" ", text)) is not None


def lasts_in_words(text: str) -> bool:
    """The text says without figures how long something takes."""
    return _IN_WORDS.search(PERCENTILE.sub(" ", text)) is not None


def without_condition(text: str) -> str:
    """The text at its columns without what its sentences begin with on a condition: `When it is
    above 8 °C for 10 minutes, the sensor shall call within 30 s` promises 30 s alone. `After my yes
    it stands there within 400 ms, 95 times out of 100` only says behind its comma how often.
    """

    def blank(match: re.Match[str]) -> str:
        behind = _CLAUSE.split(text[match.end() :], maxsplit=1)[0]
        promises = _PROMISE.search(PERCENTILE.sub(" ", behind)) is not None
        only = promises and _DEMANDS.search(match[0]) is None
        return " " * len(match[0]) if only else match[0]

    return _CONDITION.sub(blank, text)


def number_without_unit(text: str) -> str:
    """The bare number (`under 200`) of a text that holds no number with a unit or noun, else "".

    Zero needs no unit.
    """
    scanned = _scan(text)
    if any(quantity is not None for quantity, _, _ in scanned) or _COUNTS.match(text):
        return ""
    return next((written for _, written, _ in scanned if number(written)), "")


def bare_numbers(text: str) -> tuple[tuple[int, str], ...]:
    """(offset, figures) of each number without unit or noun; names, dates and zero are none."""
    return tuple(
        (at, written)
        for quantity, written, at in _scan(text)
        if quantity is None and number(written)
    )


@lru_cache(maxsize=32768)
def _scan(text: str) -> tuple[tuple[Quantity | None, str, int], ...]:
    """(quantity or None if bare, figures, offset) of numbers that belong to no date or name."""
    if _DIGIT.search(text) is None:
        return ()
    taken = [(date.start, date.end) for date in find_dates(text)]
    taken += [m.span() for m in shares_in(text) if not (m["of"] or m["share"])]
    taken += times_of_day(text)
    taken += [m.span() for m in _RELEASE.finditer(text)]
    taken.sort()
    starts = [start for start, _ in taken]
    out: list[tuple[Quantity | None, str, int]] = []
    for match in _QUANTITY.finditer(text):
        at = match.start("number")
        index = bisect_right(starts, at) - 1
        if index >= 0 and at < taken[index][1]:
            continue
        bare = not match["unit"] and not match["currency"]
        named = bare and (_in_a_name(text, at) or _is_a_name(text, match))
        if named and not _AT_PERCENTILE.match(text, match.end("number")):
            continue
        out.append((_quantity(text, match), match["number"], at))
    return tuple(out)


def _is_a_name(text: str, match: re.Match[str]) -> bool:
    """True for the 3 of `3G`, the 5 of `5th` and the 1 of `1.x`."""
    stop = match.end("number")
    behind = text[stop : stop + 3]
    return not match["multiplier"] and (
        behind[:1].isalpha() or _ANY_MINOR.match(behind) is not None
    )


def _in_a_name(text: str, at: int) -> bool:
    """True for the 16 of `PostgreSQL 16`, the 503 of `HTTP 429 and 503` and the 1 of `QR-1`."""
    if _REQUIREMENT.search(text, max(0, at - 8), at) or _OLD_YEAR.search(
        text, max(0, at - 8), at + 4
    ):
        return True
    for piece in reversed(_PIECE.findall(text, max(0, at - 40), at)):
        word = piece.lower()
        if word in "§#":
            return True
        if word not in _LISTED and not word.isdigit():
            return word in _NAMES
    return False


def _quantity(text: str, match: re.Match[str]) -> Quantity | None:
    value = number(match["number"])
    unit = (match["unit"] or "").strip(" \u00a0\u202f-")
    factor = _MULTIPLIERS.get((match["multiplier"] or "").lower(), 1.0)
    factor *= {"thousand": 1e3, "million": 1e6, "billion": 1e9}.get(
        (match["word"] or "").lower(), 1
    )
    per = _PER.get((match["per"] or "").lower(), "")
    noun = (match["noun"] or "").strip().lower()
    made = Quantity(
        value * factor, unit, "count", None, match.start(), match.end(), None, per, noun
    )
    low = unit.lower()
    if unit in ("%", "‰") or low in ("percent", "pct") or low.startswith("per"):
        return replace(made, value=made.value / (10 if unit == "‰" else 1), dimension="percent")
    if match["currency"] or (unit and re.fullmatch(_MONEY, unit, re.IGNORECASE)):
        return replace(made, unit=match["currency"] or unit, dimension="money")
    if low in _RATES:
        return replace(made, value=made.value * _RATES[low], dimension="rate", per="second")
    if low in _DATA:
        return replace(made, value=made.value * _DATA[low], dimension="data")
    if low in _TIME:
        if per and noun == "":
            return replace(made, value=made.value * _TIME[low], dimension="time")
        end = match.end("unit")
        return replace(made, value=made.value * _TIME[low], dimension="time", end=end, per="")
    if low == "m" and not match["unit"].startswith(tuple(" \u00a0\u202f")):
        return replace(made, value=made.value * 60, dimension="time", end=match.end("unit"), per="")
    if unit and _IS_PHYSICAL.fullmatch(unit):
        return replace(made, noun=unit)
    if per:
        seconds = _TIME[per]
        words = text[
            max(match.end("multiplier"), match.end("word"), match.end("number")) : match.end()
        ]
        return replace(made, value=made.value / seconds, unit=words.strip(), dimension="rate")
    after = _NOUN.match(text, match.end())
    if after is not None:
        name = after[1].lower()
        if not _LITTLE & set(name.split()):
            return replace(made, unit=name, noun=name, end=after.end())
    share = _SHARE.match(text, match.end())
    if share is not None and value <= number(share["whole"]):
        return replace(made, noun="share")
    return made if match["multiplier"] or match["word"] else None


def _ranges(text: str, found: list[Quantity]) -> list[Quantity]:
    """Join `100-200 ms`, `24 h to 1 h` and `between 5 and 9 %` into one quantity each."""
    out: list[Quantity] = []
    for quantity in found:
        before = out[-1] if out else None
        link = text[before.end : quantity.start] if before else ""
        if (
            before is not None
            and before.dimension == quantity.dimension
            and _RANGE.fullmatch(link)
            and (
                link.strip().lower() != "and"
                or text[max(0, before.start - 9) : before.start]
                .lower()
                .rstrip()
                .endswith("between")
            )
        ):
            low, high = sorted((before.value, quantity.value))
            out[-1] = replace(quantity, value=low, high=high, start=before.start)
            continue
        start = max(0, quantity.start - 40)
        left = _RANGE_BEFORE.search(text, start, quantity.start)
        left = left or _BETWEEN.search(text, start, quantity.start)
        if left is not None:
            own = _NUMBER_RE.match(text, quantity.start)
            scale = quantity.value / (number(own[0]) or 1.0) if own else 1.0
            low, high = sorted((number(left[1]) * scale, quantity.value))
            out.append(replace(quantity, value=low, high=high, start=left.start()))
            continue
        out.append(quantity)
    return out


def _with_percentiles(text: str, found: list[Quantity]) -> tuple[Quantity, ...]:
    """Give each percentile to the number it is said of: `300 ms at P95`, `P95: 300 ms`."""
    times = [i for i, q in enumerate(found) if q.dimension == "time"]
    ends = [found[i].end for i in times]
    bound: dict[int, float] = {}
    for match in shares_in(text) if times else ():
        said = percent_of(match)
        index = bisect_right(ends, match.start())
        before = times[index - 1] if index else None
        after = times[index] if index < len(times) else None
        behind = text[found[before].end : match.start()][:_NEAR] if before is not None else ""
        ahead = text[match.end() : found[after].start][:_NEAR] if after is not None else ""
        if before in bound or len(behind) == _NEAR or _CLAUSE.search(behind):
            before = None
        if after in bound or len(ahead) == _NEAR or _CLAUSE.search(ahead):
            after = None
        if before is not None and _BACKWARD.fullmatch(behind) and behind.strip() != ",":
            after = None
        chosen = before if after is None else after
        if chosen is not None:
            bound[chosen] = said
        if chosen is not None and chosen == before and _OF_ALL.search(behind):
            clause = text.rfind(";", 0, match.start()) + 1
            for index in times:
                if found[index].start >= clause and found[index].end <= match.start():
                    bound.setdefault(index, said)
    return tuple(replace(q, percentile=bound.get(i)) for i, q in enumerate(found))


def _iso(match: re.Match[str]) -> str:
    year = match["y"] or match["y2"] or match["y3"] or match["y4"] or match["y5"]
    if not year:
        return ""
    name = match["mn2"] or match["mn3"]
    month = match["m"] or match["m4"]
    if name:
        month = str(_MONTHS.index(name[:3].lower()) + 1)
    if not month:
        return year
    day = match["d"] or match["d2"] or match["d3"] or match["d4"]
    return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
