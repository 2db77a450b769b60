"""What a person gives back: words, a choice, or one of the whole-answer words (B.5.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spec_tui.interview.model import Intent

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
