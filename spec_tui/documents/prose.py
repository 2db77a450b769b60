"""What a line says, without what only looks like words: code, links, tags, addresses.

All offsets are those of the text that came in, so that a finding can name its column.
"""

from __future__ import annotations

import re
from functools import lru_cache

_TICKS = re.compile(r"\\.|`+")
_COMMENT = re.compile(r"<!--.*?(?:-->|$)")
_WIKI = re.compile(r"\[\[[^\[\]\n]{1,300}\]\]")
_TARGET = re.compile(r"\]\((?:[^()\n]++|\([^()\n]*+\))*+\)|\]\[[^\[\]\n]{0,200}\]")
_URL = re.compile(
    r"<[A-Za-z][A-Za-z0-9+.-]{1,20}:[^\s<>]{1,2000}+>"
    r"|(?<![\w/])(?:[A-Za-z][A-Za-z0-9+.-]{1,20}+://|www\.|mailto:)[^\s<>`]{1,2000}+"
)
_TAGS = (
    "a|abbr|b|big|blockquote|br|code|col|dd|del|details|div|dl|dt|em|h[1-6]|hr|i|img|ins|kbd|li|mark"
    "|ol|p|picture|pre|q|s|samp|small|source|span|strong|sub|summary|sup|table|tbody|td|th|thead|tr"
    "|tt|u|ul|var|video"
)
_TAG = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>\n]{{0,500}}+)?/?>", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’.\-/_][^\W_]+)*")
_END = re.compile(
    r"[.!?…]+[\"'”’)\]]*(?=\s|$)"
    r"|(?:\((?:TBD|TBC|TODO|FIXME)\)|(?<=\w )(?:TBD|TBC|FIXME))(?=\s+[A-Z])"
    r"|\n[ \t]*\n\s*|\n(?=[ \t]*(?:[-+*]|\d{1,9}[.)])[ \t])"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.?g|i\.?e|etc|vs|cf|ca|approx|resp|incl|excl|max|min|no|nr|fig|sec|ch|pp?|vol|ed|al"
    r"|dr|mrs?|ms|prof|st|inc|ltd|co|corp|dept|est|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
    r"|z\.\s?b|d\.\s?h|u\.\s?a|bzw|usw|evtl|ggf)|\b[A-Za-z])\.$",
    re.IGNORECASE,
)

_MEASURE = re.compile(r"\d[ \u00a0]?(?:min|sec|ms|[a-zA-Z])\.$", re.IGNORECASE)
"""`20 min.` and `2 h.` end a sentence like any other word."""

_ORDINAL = re.compile(r"(?:(?<![\d.,])\d{1,2}|\b(?:mon|tues?|wed|thur?s?|fri|sat|sun|wk))\.$", re.I)
_DAY_GOES_ON = re.compile(
    r"\d{1,2}\.? ?(?:\d{4}\b|[A-Z][a-z]{2})|\d{4}\b"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)",
)
"""`14. 2. 2027`, `3. May 2027` and `Mon. 3 May` are days."""

_CLAUSE_NUMBER = re.compile(r"\s*(?:[A-Z]\.)?\d{1,3}(?:\.\d{1,3})*")

STOP_WORDS = frozenset(
    """a about above after again against all also am an and any are as at be because been before
    being below between both but by can cannot could did do does doing done down during each either
    else ever every few for from further get gets got had has have having he her here hers him his
    how however i if in into is it its itself just let may me might more most must my no nor not now
    of off on once one only onto or other our ours out over own per please rather same shall she
    should since so some such than that the their theirs them then there these they this those
    through thus to too under until up upon us very via was we well were what when where whether
    which while who whom whose why will with within without would yes yet you your yours
    it's it’s that's that’s what's what’s who's who’s
    """.split()  # noqa: SIM905
)

_PREPOSITIONS = frozenset(
    """about above across after against among around as at before behind below between by during
    for from in inside into of off on onto over per since than that through to towards under until
    upon via when where which while who whose with within without
    """.split()  # noqa: SIM905
)


def _code_spans(line: str) -> list[tuple[int, int]]:
    """Spans of inline code: a run of backticks up to the next run of the same length."""
    runs = [(m.start(), m.end()) for m in _TICKS.finditer(line) if m[0][0] == "`"]
    following: dict[int, int] = {}
    partner = [-1] * len(runs)
    for index in range(len(runs) - 1, -1, -1):
        length = runs[index][1] - runs[index][0]
        partner[index] = following.get(length, -1)
        following[length] = index
    spans: list[tuple[int, int]] = []
    index = 0
    while index < len(runs):
        if partner[index] >= 0:
            spans.append((runs[index][0], runs[partner[index]][1]))
            index = partner[index]
        index += 1
    return spans


def mask(line: str) -> str:
    """Return `line`, as long as it was, with everything that is no prose turned into spaces.

    Code spans, URLs, link targets, HTML tags and comments, autolinks and wikilinks go; the words
    of a link stay. Columns stay true. A tag is a known name of HTML: `<why this matters>` stays.
    """
    if not any(sign in line for sign in ("`", "<", "[", "://", "www.", "mailto:")):
        return line
    spans = _code_spans(line) if "`" in line else []
    out = list(line)
    for start, end in spans:
        out[start:end] = " " * (end - start)
    masked = "".join(out)
    for pattern in (_COMMENT, _WIKI, _TARGET, _URL, _TAG):
        masked = pattern.sub(lambda match: _gone(match[0]), masked)
    return masked


def _gone(text: str) -> str:
    """Spaces for `text`; a full stop, comma or bracket that ends an address belongs to the line."""
    kept = len(text.rstrip(".,;:!?\"'")) if "://" in text or text.startswith("www.") else len(text)
    return " " * kept + text[kept:]


def words(text: str) -> list[str]:
    """Words and numbers as written; `e-mail` and `don't` are one word."""
    return _WORD.findall(text)


@lru_cache(maxsize=1024)
def whole(said: str) -> re.Pattern[str]:
    """Finds some words as they stand, in capitals or not, and never inside of a longer word."""
    return re.compile(rf"(?<!\w){re.escape(said)}(?!\w)", re.IGNORECASE)


def content_words(text: str) -> list[str]:
    """Words in lower case without those that carry no meaning of their own, in order."""
    return [word for word in (w.casefold() for w in words(text)) if word not in STOP_WORDS]


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """What is left of a word without its ending, to compare words; it need not be a word.

    `stem("Cancelling")`, `stem("cancels")` and `stem("cancellation")` are equal.
    """
    base = word.casefold()
    for ending in ("'s", "’s"):
        base = base.removesuffix(ending)
    if len(base) > 8:
        base = base.removesuffix("s").removesuffix("ation")
    if len(base) > 4 and base.endswith(("ches", "shes", "sses", "xes", "zes")):
        base = base[:-2]
    elif len(base) > 4 and base.endswith("ies"):
        base = f"{base[:-3]}y"
    elif len(base) > 3 and base[-1] == "s" and base[-2] not in "sui":
        base = base[:-1]
    if len(base) > 5 and base.endswith("ing"):
        base = base[:-3]
    elif len(base) > 4 and base.endswith("ed") and not base.endswith("eed"):
        base = base[:-2]
    if len(base) > 3 and base[-1] in "ey":
        base = base[:-1]
    if len(base) > 3 and base[-1] == "i":
        base = base[:-1]
    if len(base) > 3 and base[-1] == base[-2]:
        base = base[:-1]
    return base


def stems(text: str) -> tuple[str, ...]:
    """Stems of the words that carry meaning, in order."""
    return tuple(stem(word) for word in content_words(text))


def head_noun(text: str) -> str:
    """Stem of the word that a phrase is about: the last one before its first preposition.

    `head_noun("Reminders by SMS")` and `head_noun("daily reminder")` are equal, and so is
    `head_noun("reminders (see page 4)")`; "" where there is none.
    """
    found = ""
    for word in words(text.partition(" (")[0]):
        low = word.casefold()
        if low in _PREPOSITIONS and found:
            break
        if low not in STOP_WORDS:
            found = stem(low)
    return found


def sentences(text: str) -> list[tuple[int, str]]:
    """(offset, sentence) of each sentence of a text, without surrounding blanks.

    A sentence ends at a full stop, question or exclamation mark before a blank, at a blank line,
    at a bullet, and where `(TBD)` stands before a capital letter instead of a full stop.
    Abbreviations, numbers, code and links end nothing.
    """
    return list(_sentences(text))


@lru_cache(maxsize=4096)
def _sentences(text: str) -> tuple[tuple[int, str], ...]:
    """The same lines of a document are looked at after every answer."""
    masked = "\n".join(mask(line) for line in text.split("\n"))
    found: list[tuple[int, str]] = []
    start = 0
    for end in _END.finditer(masked):
        if end[0][0] not in "\n!?…(TF" and _goes_on(masked, start, end.start(), end.end()):
            continue
        _add(found, text, start, end.end())
        start = end.end()
    _add(found, text, start, len(text))
    return tuple(found)


def _goes_on(masked: str, start: int, stop: int, after: int) -> bool:
    """True where a full stop belongs to an abbreviation or a number of a clause, or where a small
    letter follows it.
    """
    if _CLAUSE_NUMBER.fullmatch(masked, start, stop):
        return True
    shown = max(start, stop - 12), stop + 1
    if _ABBREVIATION.search(masked, *shown) and not _MEASURE.search(masked, *shown):
        return True
    rest = masked[after : after + 40].lstrip()
    if _ORDINAL.search(masked, *shown) and _DAY_GOES_ON.match(rest):
        return True
    return rest[:1].islower()


def _add(found: list[tuple[int, str]], text: str, start: int, end: int) -> None:
    raw = text[start:end]
    sentence = raw.strip()
    if sentence:
        found.append((start + len(raw) - len(raw.lstrip()), sentence))
