"""The measure that a sentence names, or that it speaks of without its number or unit."""

from __future__ import annotations

import re
from functools import lru_cache

from spec_tui.interview.percentiles import shares_in
from spec_tui.interview.quantities import bare_numbers, find, has_number, lasts_in_words
from spec_tui.interview.sayings import Saying
from spec_tui.interview.vagueness import HIGH_SHARE, Vague

LATENCY, UPTIME, RECOVERY, LOSS = "NFR1", "NFR5", "NFR6", "NFR7"
METRIC, RULES = "VIS6", "CMP1"
TIMES = frozenset({"NFR1", "NFR2", "NFR6", "NFR7"})
"""Facets that say how long something may take, whatever else they count."""
OF_A_METRIC = frozenset({"VIS4", "VIS5", "VIS7", "VIS8"})
"""Facets whose number counts what the metric beside them names."""
_SAYS_IT = re.compile(
    r"\b(?:none|no(?! (?:more|less|longer|later|slower|fewer|worse|lower|higher)\b)|nothing"
    r"|nobody|never|zero|unlimited|unknown|table|figure|see|below|above|beside the point|decline"
    r"|(?:not|n't|n’t) (?:(?:a|our) (?:service|server|matter)|matter|apply)"
    r"|(?:up|there|runs?) (?:when|whenever|as long as|while) (?:you|it|they|one|somebody))\b|§",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"\b(?:share|number|count(?:ed|s)?|rate|ratio|percentage|days|hours|minutes|weeks|cost|per"
    r"|out of|how (?:many|often|long))\b|% of",
    re.IGNORECASE,
)
"""In a metric: what is counted, which has a good or usable one among its words."""
_OF_TIME = re.compile(r"\b(?:ms|seconds)\b")
_SAYS_HOW = re.compile(
    r"[^.;:\n]{0,40}(?::|,? meaning|,? that is,?|,? i\.e\.,?)\s+(?:\S+\s+){3}\S", re.IGNORECASE
)
"""`Protected branches stay protected: a push of a guest is rejected`"""
_SHARE = re.compile(r"9\d(?:[.,]\d+)?|100")
_AGAIN = (
    r"(?:(?:up|running|working|going|usable|operational|serving|there) again"
    r"|restor(?:ed|es?)|recover(?:s|ed)?|resum(?:es?|ed)|replaced|repaired"
    r"|(?:be|is|are|it|come|comes|brought) back(?: (?:up|online|on|in service|to work))?)\b"
)
_BROKEN = (
    r"(?:mains|power(?: cut| loss)?|outage|crash|failure|fault|breakdown|restart|reboot|mishap"
    r"|fire|falls? over|fails?|has failed|dies|stops?|stopped|crashes|breaks?(?: down)?"
    r"|goes? down|is down)"
)
_MEASURES = tuple(
    (facet, re.compile(rf"\b(?:{names})\b", re.IGNORECASE))
    for facet, names in (
        (
            LATENCY,
            r"response times?|within \d[\d.,]* ?(?:ms|s|milliseconds?|seconds?)"
            r"|not (?:take|last) (?:longer|more) than",
        ),
        (
            UPTIME,
            r"uptime|availability|(?:up|works?|working|available|reachable|running|online"
            r"|in service|usable) (?:for )?(?:at least )?\d[\d.,]* ?(?:%|per ?cent)."
            r"|(?:server|service|system|site|app|bot) (?:is )?(?:up|available|reachable)(?=:)",
        ),
        (
            RECOVERY,
            rf"rto|recovery time|time to recover|{_AGAIN}[^.;]{{0,40}}?\d"
            rf"|(?:when|after|once|if|should|following)\b[^.;]{{0,40}}?\b{_BROKEN}\b[^.;]{{0,60}}?\d"
            r"|(?:down|without it|do without)\b[^.;]{0,20}?\bfor (?:at most |no more than )?\d",
        ),
        (LOSS, "rpo|recovery point"),
    )
)
_UP = re.compile(
    r"\b9\d(?:[.,]\d+)? ?(?:%|per ?cent) (?:up(?:time)?|available|availability|reachable|in service"
    r"|(?:of|over|during|per|each|every)(?: \w+){0,2}? (?:time|hours?|days?|nights?|shifts?|weeks?"
    r"|months?|quarter|season|year))\b",
    re.IGNORECASE,
)
"""A share of the time that is near to the whole of it."""
_AT_ONCE = re.compile(
    r"\b(?:answer(?:s|ed)?|respond(?:s|ed)?|react(?:s|ed)?|loads?|loaded|opens?|opened|starts?|started"
    r"|shown|shows|appears?)\s+(?:[\w'’-]+\s+){0,3}(?:quickly|fast|promptly|swiftly|rapidly|instantly)\b",
    re.IGNORECASE,
)
"""Speed that is asked for without a figure."""
_PROMPTLY = re.compile(r"\b(?:quickly|promptly|swiftly|rapidly|instantly)\b", re.IGNORECASE)
_WISH = re.compile(r"\b(?:want|wish|need|like|hope|so that|helps?|how|too|as)\b", re.IGNORECASE)
_LOST = re.compile(
    r"(?:\b(?:in(?: under| at most| about| less than)?|within|inside|no (?:later|longer) than)"
    r"|\b(?:no|not) more than(?= \d+ (?:after|shall|must|may|passes|from)\b))\s+"
    r"(?P<number>\d[\d,.]*\d|\d)(?=\s*(?:$|[.,;)](?!\d)|\b(?:for|at|after|when|with|on|even|shall|must"
    r"|may|are|is|passes|whatever|from|and (?:if|in|after))\b))",
    re.IGNORECASE,
)
"""A bare number where something lasts: `the list shall unfold in 2, even in the seventh cave`."""
_ZERO = re.compile(r"(?<![\w.,:-])0(?![\w:]|[.,]\w)")
"""No loss at all; not the 0 of `0.9`, `P0` or `A-0`."""
_ONE = re.compile(r"\b(?:one|once|\d+)\b[^.,;]{0,40}$", re.IGNORECASE)
"""`1 wrong mark in 500`"""
_BACK = re.compile(rf"{_AGAIN}|\b{_BROKEN}\b|\boutage|\bback\b", re.IGNORECASE)


@lru_cache(maxsize=8192)
def named(words: str) -> str:
    """The measure that a sentence names: by its name, because it asks for speed, or because it says
    of how many cases."""
    if HIGH_SHARE.search(words):
        return UPTIME
    by_name = next((name for name, said in _MEASURES if said.search(words)), "")
    if by_name or _AT_ONCE.search(words):
        return by_name or LATENCY
    often = (match for match in shares_in(words) if not (match["of"] or match["median"]))
    return LATENCY if any(often) else ""


def unmeasured(said: Saying) -> str:
    """The measure of a sentence that has no number, or one without a unit: it asks for speed beside
    one that says how long or how often, or says `in 3` where something lasts.
    """
    words = said.text
    beside = any(_UP.search(near) or named(near) for near in (said.before, said.after))
    if beside and _PROMPTLY.search(words) and not _WISH.search(words):
        return LATENCY
    lost = _LOST.search(words)
    if lost is None or _ONE.search(words, 0, lost.start()):
        return ""
    if lost["number"] not in {figures for _, figures in bare_numbers(words)}:
        return ""
    return RECOVERY if _BACK.search(words) else LATENCY


def share_of_time(words: str) -> str:
    """The uptime, where a sentence tells a share of the time, in figures or as a high one, and no
    time beside it; "" else.
    """
    timed = any(quantity.dimension == "time" for quantity in find(words))
    said = _UP.search(words) or HIGH_SHARE.search(words)
    return UPTIME if said and not timed else ""


def harmless(facet: str, words: str) -> bool:
    """No vague word does harm in these words for a facet: they name laws or what is counted, or say
    in words how long or how much.
    """
    if facet in TIMES:
        return lasts_in_words(words)
    if facet == METRIC:
        return _COUNTS.search(words) is not None
    return facet == RULES or (facet == UPTIME and has_number(words))


def checked(said: str, word: Vague, at: int) -> bool:
    """In a condition of release, `said`, something that can be checked stands beside a vague word
    that ends `at`: a figure (of time, where it is asked for), or what is said behind a colon.
    """
    if _SAYS_HOW.match(said, at):
        return True
    return has_number(said) and _OF_TIME.search(word.question) is None


def is_share(figures: str) -> bool:
    """How much of the time something is up, in percent, whether or not that is said."""
    return _SHARE.fullmatch(figures) is not None


def says_none(text: str) -> bool:
    """The words give a reason for having no number: there is none, or it stands elsewhere."""
    return _SAYS_IT.search(text) is not None


def none_at_all(facet: str, text: str) -> bool:
    """Zero as what an outage may cost in data or time, which needs no unit."""
    return facet in {RECOVERY, LOSS} and _ZERO.search(text) is not None
