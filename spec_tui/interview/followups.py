"""The one pointed question after a vague answer (interview.md B.5.3)."""

from __future__ import annotations

import re

from spec_tui.documents.prose import content_words
from spec_tui.documents.prose import words as words_of
from spec_tui.interview.lexicon import vague
from spec_tui.interview.model import Facet
from spec_tui.interview.quantities import has_number, number_without_unit

_HEDGES = frozenset(
    {"maybe", "perhaps", "possibly", "probably", "hmm", "dunno", "unsure", "idk", "tbd", "todo",
     "tba", "tbc", "whatever", "something", "somehow", "sure", "guess", "think", "depends"}
)  # fmt: skip
_UNIT = re.compile(
    r"(?:%|percent|ms|milliseconds?|s|secs?|seconds?|min|minutes?|h|hours?|days?|weeks?|months?|"
    r"years?|req/s|requests?(?: per |/)s(?:econd)?|rps|users?|[KMGT]i?B)(?=[\s.,;]|$)",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\bfewer\b", re.IGNORECASE)
"""Said of what can be counted, which the metric names: `4 or fewer`."""
_GATED = frozenset({"nfr", "acceptance"})
OF_A_METRIC = frozenset({"VIS4", "VIS5", "VIS7", "VIS8"})
"""Facets whose number counts what the metric beside them names."""
FEW = 3
"""Words that are no sentence: `0.1`, where `I want it at 0.1 or under` says enough."""


def pointed_question(facet: Facet, text: str) -> str:
    """What to ask once about these words, "" where they are exact enough.

    A quantity needs a number and a unit; vague words are asked about only in metrics, in the NFRs
    and in the acceptance criteria (B.2); words that only hedge are asked about everywhere.
    """
    if facet.kind == "quantity":
        if not has_number(text):
            return f"Which number is it, with its unit, such as {_short(facet.example)}?"
        bare = number_without_unit(text)
        told = facet.id in OF_A_METRIC and (len(words_of(text)) > FEW or _COUNTED.search(text))
        if bare:
            return "" if told else f"Which unit is meant by “{bare}”?"
    words = set(content_words(text))
    if text.strip() and words <= _HEDGES and facet.kind not in {"bool", "choice"}:
        if facet.kind == "quantity":
            return f"Which number is it, with its unit, such as {_short(facet.example)}?"
        return "Which answer would you give today, even if it may change?" if words else ""
    if facet.section in _GATED or facet.slot == "success-metrics":
        found = vague(text)
        if found:
            return found[0].question
    return ""


def is_unit(text: str) -> bool:
    """The words begin with a unit, so they go on where a bare number ended."""
    return bool(_UNIT.match(text.strip()))


def _short(example: str) -> str:
    line = example.strip().split("\n")[0].rstrip(".?")
    return line if len(line) <= 60 else "300 ms"
