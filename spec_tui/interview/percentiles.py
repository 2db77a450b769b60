"""The ways in which people say of how many cases a number holds: `P95`, `in 19 cases of 20`."""

from __future__ import annotations

import re
from functools import lru_cache

_WORDS = {"fiftieth": 50.0, "seventy-fifth": 75.0, "ninetieth": 90.0, "ninety-fifth": 95.0,
         "ninety-eighth": 98.0, "ninety-ninth": 99.0}  # fmt: skip
_OF_ALL_WORDS = {"nine": 90.0, "nineteen": 95.0, "ninety-five": 95.0, "ninety-eight": 98.0,
                 "ninety-nine": 99.0}  # fmt: skip
PERCENTILE = re.compile(
    r"\b[pP][ -]?(?P<p>\d{2}(?:[.,]\d{1,3})?)\b"
    r"|\b(?P<th>[5-9]\d(?:[.,]\d{1,3})?|\d{2}(?=[a-z]{2}[ -]percentile))(?:st|nd|rd|th)"
    r"(?:[ -]percentile)?\b"
    # `95 % of all requests`, `for 95 per cent of the frames`
    r"|\b(?P<of>\d{2}(?:[.,]\d{1,3})?)\s?(?:%|percent|per\scent|pct)\s+of\s+(?:all\s+|the\s+)*"
    r"(?:requests|calls|cases|searches|answers|responses|queries|pages|loads|actions|operations"
    r"|time|times)\b"
    r"|(?<!up )\b(?:for|in|on|with|at(?=\s+least\s))\s+(?:at\s+least\s+)?"
    r"(?P<share>\d{2}(?:[.,]\d{1,3})?)"
    r"\s?(?:%|percent|per\scent|pct)\s+of\s+(?=[a-z])"
    # `in 95 presses out of 100`, `for 19 of 20 scans`, `95 times out of 100`
    r"|(?:\b(?:for|in|on|with|say|bar)\s+(?:at\s+least\s+)?"
    r"|(?=\d{1,3}\s+(?:times|tries|cases|attempts)\b)"
    r"|(?<![\d.,])(?=9\d\s+(?:[a-z]+\s+)?(?:out\s+of|of|in)\s+(?:100|a\s+hundred)\b))"
    r"(?P<cases>\d{1,3})\s+(?:[a-z]+\s+)?(?:out\s+of|of|in|(?<=times )on)"
    r"\s+(?:every\s+|all\s+)?(?P<whole>10|20|100|1,?000|a\s+hundred)\b(?:\s+(?!(?:the|a|an|and|or|at|in|on|with)\b)"
    r"[a-z]+)?"
    r"|\b(?P<word>fiftieth|seventy-fifth|ninetieth|ninety[- ](?:fifth|eighth|ninth))"
    r"[ -]percentile\b"
    r"|\b(?P<said>nine|nineteen|ninety-(?:five|eight|nine))\s+(?:[a-z]+\s+)?(?:out\s+of|of|in)\s+"
    r"(?:every\s+|a\s+)?(?:ten|twenty|hundred)\b|\b(?P<median>median)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def shares_in(text: str) -> tuple[re.Match[str], ...]:
    """All phrases of a text that say of how many cases a number holds, in order."""
    return tuple(PERCENTILE.finditer(text))


def number(text: str) -> float:
    """Read one number as people type it: `1,000`, `1 000`, `99,9`, `0.2`."""
    plain = re.sub("[ \u00a0\u202f'’]", "", text)
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", plain):
        plain = plain.replace(",", "")
    elif re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", plain):
        plain = plain.replace(".", "")
    return float(plain.replace(",", "."))


def percent_of(match: re.Match[str]) -> float:
    """The percentile that a phrase names."""
    if match["cases"]:
        whole = 100.0 if match["whole"][0] in "aA" else number(match["whole"])
        return min(100.0, round(100 * number(match["cases"]) / whole, 3))
    if match["word"]:
        return _WORDS[match["word"].lower().replace(" ", "-")]
    if match["said"]:
        return _OF_ALL_WORDS[match["said"].lower()]
    figures = match["p"] or match["th"] or match["of"] or match["share"]
    return number(figures) if figures else 50.0
