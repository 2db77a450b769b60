"""What a person gives back: words, a choice, or one of the whole-answer words (B.5.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from spec_tui.interview.model import Intent, Question
from spec_tui.interview.quantities import find, find_dates

_INTENTS: Mapping[str, Intent] = {
    "skip": "skip",
    "later": "later",
    "don't know": "unknown",
    "don’t know": "unknown",
    "dont know": "unknown",
    "i don't know": "unknown",
    "i don’t know": "unknown",
    "n/a": "na",
    "na": "na",
    "not applicable": "na",
    "back": "back",
    "why": "why",
    "example": "example",
    "stop": "stop",
}
YES = frozenset({"yes", "y", "true"})
NO = frozenset({"no", "n", "false"})
_NUMBERED = re.compile(r"(\d{1,3})(?:[.)]?(?P<gap>\s+)(.*))?", re.DOTALL)
_WORDED = frozenset({"conflict", "confirm", "close", "stack"})
"""Kinds where `3 because …` means choice 3 with words; elsewhere `3 weeks` is an answer."""
_SECOND = re.compile(r"^\s*2[.)]\s", re.MULTILINE)
"""The next item of a list that begins with `1.`."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a person gave: words, a choice (1-based; 0 takes a whole card), or an intent."""

    text: str = ""
    choose: int | None = None
    intent: Intent | None = None
    reason: str = ""


def intent_of(text: str) -> Intent | None:
    """The whole-answer word a text is, if it is one and nothing else (B.5.1)."""
    return _INTENTS.get(" ".join(text.split()).casefold().rstrip(".!"))


def yes_or_no(text: str) -> bool | None:
    """True where the words are a yes and nothing else, False for a no, None for any others."""
    word = text.strip().casefold().rstrip(".")
    return True if word in YES else False if word in NO else None


def labels(question: Question) -> list[str]:
    """What can be picked by number: the choices, or the lines of a close card."""
    if question.kind == "close":
        return [f"{line.label}: {line.value}" for line in question.lines]
    return [choice.label for choice in question.choices]


def _measures(text: str) -> bool:
    """`2 hours` and `3 March 2027` are an answer on any card."""
    first = next((q for q in find(text) if q.dimension != "count"), None)
    return (first is not None and first.start == 0) or any(d.start == 0 for d in find_dates(text))


def picked(question: Question, text: str) -> tuple[int | None, str]:
    """Return the number of the choice that `text` picks, or None, and the words beside it.

    A bare number picks a choice of that number. `3 because …` does so only on cards, where a
    number can be nothing else, and words below a bare number belong to it everywhere. On a close
    card an empty line and `yes` take all lines (0).
    """
    stripped = text.strip()
    if question.kind == "close" and stripped.casefold() in {"", "yes", "y"}:
        return 0, ""
    match = _NUMBERED.fullmatch(stripped)
    if match is None or not 1 <= int(match[1]) <= len(labels(question)):
        return None, text
    words = match[3] or ""
    below = "\n" in (match["gap"] or "") and not words[:1].isdigit()
    plain = question.kind not in _WORDED or _SECOND.search(words) or _measures(stripped)
    if words and not below and plain:
        return None, text
    return int(match[1]), words
