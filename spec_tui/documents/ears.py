"""Requirements in EARS, taken apart: which form a sentence has, its parts, and what is missing.

The forms are those of Mavin and others (RE 2009), as far as seed 003 uses them:

    ubiquitous  The <system> shall <response>
    event       When <trigger>, the <system> shall <response>
    state       While <precondition>, the <system> shall <response>
    unwanted    If <trigger>, then the <system> shall <response>
    optional    Where <feature>, the <system> shall <response>
    complex     two or more of the conditions above

Case does not matter. Pure; spans are offsets in the sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from spec_tui.documents.prose import mask

Pattern = Literal["ubiquitous", "event", "state", "unwanted", "optional", "complex", "none"]
PartKind = Literal["precondition", "trigger", "condition", "feature", "system", "response"]
ProblemKind = Literal[
    "no-shall", "no-system", "no-response", "two-shalls", "no-condition", "no-comma", "no-then"
]

_KEYWORDS: dict[str, tuple[Pattern, PartKind]] = {
    "while": ("state", "precondition"),
    "when": ("event", "trigger"),
    "if": ("unwanted", "condition"),
    "where": ("optional", "feature"),
}
_SHALL = re.compile(r"\bshall\b", re.IGNORECASE)
_OPENING = re.compile(r"\s*(?:[-+*]\s+)?[*_]{0,2}")
_KEYWORD = re.compile(r"(?:and\s+)?(?P<word>while|when|if|where)\b", re.IGNORECASE)
_NEXT = re.compile(r",\s*(?:and\s+)?(?P<word>while|when|if|where)\b", re.IGNORECASE)
_THEN = re.compile(r"then\b\s*", re.IGNORECASE)
_SAYS_THEN = re.compile(r"\bthen\b", re.IGNORECASE)
_COMMA = re.compile(r",\s*(?:then\b)?\s*", re.IGNORECASE)
_SYSTEM_START = re.compile(r"(?:then\s+)?(?=\b(?:the|our|this|each|every|its)\s)", re.IGNORECASE)
_TRIM = " \t\n,.;:*_"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a requirement; `text` is the sentence from `start` to `end`."""

    kind: PartKind
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Problem:
    """What is missing or too much, where, and how to say it."""

    kind: ProblemKind
    message: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Ears:
    """A sentence as EARS sees it."""

    pattern: Pattern
    """`none` where it has neither a condition nor a SHALL."""
    parts: tuple[Part, ...]
    """In the order of the sentence."""
    problems: tuple[Problem, ...]

    def part(self, kind: PartKind) -> Part | None:
        """The first part of a kind."""
        return next((part for part in self.parts if part.kind == kind), None)


def analyse(sentence: str) -> Ears:
    """Take one requirement apart. Any text is accepted; code and links hide no keyword."""
    text = mask(sentence).replace("\n", " ")
    opened = _OPENING.match(text)
    at = opened.end() if opened else 0
    shalls = list(_SHALL.finditer(text))
    stop = shalls[0].start() if shalls else len(text)
    parts: list[Part] = []
    problems: list[Problem] = []
    patterns: list[Pattern] = []
    keyword = _KEYWORD.match(text, at, stop)
    while keyword is not None:
        pattern, kind = _KEYWORDS[keyword["word"].lower()]
        patterns.append(pattern)
        end, at, keyword_after, parted = _condition(text, keyword.end(), stop, bool(shalls))
        part = _part(sentence, kind, keyword.end(), end)
        if part is None:
            word = keyword["word"].upper()
            problems.append(
                Problem("no-condition", f"Nothing stands behind {word}.", *keyword.span())
            )
        else:
            parts.append(part)
            if shalls and not parted:
                message = "A comma goes between the condition and the system."
                problems.append(Problem("no-comma", message, part.end, part.end))
        keyword = keyword_after
    if shalls:
        if patterns[-1:] == ["unwanted"] and not _SAYS_THEN.search(text, 0, stop):
            message = "IF goes with THEN: IF …, THEN the system SHALL …"
            problems.append(Problem("no-then", message, at, at))
        parts += _demand(sentence, text, at, shalls, problems)
    else:
        message = "The sentence has no SHALL: say what the system shall do."
        problems.append(Problem("no-shall", message, len(sentence), len(sentence)))
    return Ears(_form(patterns, bool(shalls)), tuple(parts), tuple(problems))


def _form(patterns: list[Pattern], demanded: bool) -> Pattern:
    if len(patterns) > 1:
        return "complex"
    if patterns:
        return patterns[0]
    return "ubiquitous" if demanded else "none"


def _condition(
    text: str, start: int, stop: int, demanded: bool
) -> tuple[int, int, re.Match[str] | None, bool]:
    """(end of the condition, start of what follows, the next keyword, whether a comma ended it).

    The system begins behind the last comma before SHALL, so `a, b or c` may stand in a condition.
    """
    following = _NEXT.search(text, start, stop)
    if following is not None:
        again = _KEYWORD.match(text, following.start("word"), stop)
        return following.start(), following.end(), again, True
    commas = list(_COMMA.finditer(text, start, stop))
    if not demanded:
        end = commas[0].start() if commas else stop
        return end, stop, None, True
    if commas:
        before = [comma for comma in commas if _SYSTEM_START.match(text, comma.end(), stop)]
        chosen = (before or commas)[-1]
        return chosen.start(), chosen.end(), None, True
    # `When it rains the system shall …`: the last article before SHALL begins the system.
    articles = list(_SYSTEM_START.finditer(text, start + 1, stop))
    if articles:
        return articles[-1].start(), articles[-1].end(), None, False
    return stop, stop, None, True


def _demand(
    sentence: str, text: str, at: int, shalls: list[re.Match[str]], problems: list[Problem]
) -> list[Part]:
    """System and response, with what is wrong about them."""
    first = shalls[0]
    then = _THEN.match(text, at, first.start())
    at = then.end() if then else at
    found: list[Part] = []
    system = _part(sentence, "system", at, first.start())
    if system is None:
        problems.append(Problem("no-system", "Nobody is named who shall do it.", *first.span()))
    else:
        found.append(system)
    ends = [*(match.start() for match in shalls[1:]), len(sentence)]
    response = _part(sentence, "response", first.end(), ends[0] if len(shalls) > 1 else ends[-1])
    if response is None or response.text.lower() == "not":
        problems.append(Problem("no-response", "Nothing stands behind SHALL.", *first.span()))
    else:
        found.append(response)
    for _, second in pairwise(shalls):
        message = "Two SHALLs are two requirements: give each a sentence of its own."
        problems.append(Problem("two-shalls", message, *second.span()))
    return found


def _part(sentence: str, kind: PartKind, start: int, end: int) -> Part | None:
    """The words between two offsets without the marks around them; None where there are none."""
    words = sentence[start:end]
    begin = start + len(words) - len(words.lstrip(_TRIM))
    stop = start + len(words.rstrip(_TRIM))
    if begin >= stop:
        return None
    return Part(kind, sentence[begin:stop], begin, stop)
