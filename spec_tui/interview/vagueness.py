"""Vague words, each with the one question that makes it testable (interview.md B.2, rule G06).

The data are `templates/vague.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from spec_tui.documents.prose import mask
from spec_tui.interview import quantities
from spec_tui.interview.percentiles import PERCENTILE

VAGUE_CLASSES = (
    "quality", "degree", "comparison", "amount", "time", "hedge", "escape", "open", "weak",
    "undecided", "metric",
)  # fmt: skip
ASKED = frozenset(VAGUE_CLASSES) - {"weak", "metric"}
"""Classes of vague words that call for a follow-up question."""
IN_A_SCENE = ASKED - {"amount", "hedge"}
"""Those that do in a condition of release: `Some loans are overdue` only sets a scene."""
HEDGES = frozenset(
    {"maybe", "perhaps", "possibly", "probably", "hmm", "dunno", "unsure", "idk", "idea", "tbd",
     "todo", "tba", "tbc", "whatever", "something", "somehow", "sure", "guess", "think", "depends"}
)  # fmt: skip
"""Words that say no more than that there is no answer."""
_CLAUSE = re.compile(
    r"[;\n]|[.!?](?=\s|$)"
    r"|(?P<again>,)(?=[^,;.]{1,40}\b(?P<at>p\d\d|median|half|\d\d(?:th|st|nd|rd) percentile)\b)"
)
"""`again`: `90 ms at P50, fast at P95`, where each percentile has its own number."""
IS_UP = re.compile(
    r"\b(?:up|there|available|reachable|usable|open|alive|online|running|works?)\s+(?:[a-z]+\s+){0,2}$",
    re.IGNORECASE,
)
"""Before how much of the time: `The server is up high of each month, and back in 2 h`."""
HIGH_SHARE = re.compile(
    r"\b(?:very )?high (?:of|during|for|over|in|on) (?:[\w'’-]+ ){0,4}?(?:time|minutes|hours?|days?"
    r"|nights?|weeks?|months?|quarters?|season|year)\b"
    r"|^\W*(?:running|up|on (?:the )?air|reachable|available|availability|in service)\b[^:|]{0,30}"
    r"[:|]\s*(?:very )?high\b",
    re.IGNORECASE,
)
"""A share of the time without a figure: `The bot replies during high of each month`."""
_MIDDLE = frozenset({"p50", "P50", "median", "half"})
"""`quickly, 60 ms at P50` does not say how quickly: half of the cases may take for ever."""
_NEXT = 40
"""Characters behind a comma in which the number of a percentile stands."""
_OF_A_THING = re.compile(r"\d[\d.,]*-[a-z]+ [a-z]", re.IGNORECASE)
"""`a 30-minute chapter` says how long the chapter is."""
_OF_HALF = re.compile(r"\s(?:in|for|at|of)\s(?:the\s)?(?:half|median|p50)\b", re.IGNORECASE)
"""`1.5 s in half of the cases` does not say how quickly in nearly all."""
_HAS_LENGTH = re.compile(
    r"(?<!latency)(?<!time)(?<!delay)(?<!limit)(?<!average)(?<!median)(?<!mean)(?<!most)(?<!maximum)"
    r"(?<!P\d\d) of $"
)
"""`the curve of 30 days` says it, too."""
_QUOTED = re.compile(r"\"[^\"\n]{0,300}\"|“[^”\n]{0,300}”")
_MISHAP = re.compile(
    r",\s+(?:and\s+|but\s+)?(?:(?:if|should|when|once|after|were|in case|following)\b"
    r"|(?:it|they|the [\w-]+) (?:is|are) (?:up|available|reachable|back|restored|running)\b)",
    re.IGNORECASE,
)
"""From here on it says what happens otherwise: `high uptime, and if it falls, back in 4 h`."""
_ABOUT_TIME = re.compile(r"\bms\b")
_LETTERS = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Vague:
    """A word that cannot be tested, with the question that makes it testable."""

    word: str
    question: str
    start: int
    end: int
    cls: str
    """One of `VAGUE_CLASSES`."""


@dataclass(frozen=True, slots=True)
class _VagueWords:
    pattern: re.Pattern[str]
    idioms: re.Pattern[str]
    entries: Mapping[str, tuple[str, str]]
    """Word -> (class, question)."""
    parts: frozenset[str]
    """The longest run of letters of each word, which rules out most texts."""


@cache
def _vague_words() -> _VagueWords:
    file = files("spec_tui") / "templates" / "vague.toml"
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    entries = {
        word: (entry["class"], entry["question"])
        for entry in data["vague"]
        for word in entry["words"]
    }
    listed = "|".join(re.escape(word) for word in sorted(entries, key=len, reverse=True))
    return _VagueWords(
        re.compile(rf"(?<![\w-])(?:{listed})(?![\w-])", re.IGNORECASE),
        re.compile(rf"\b(?:{'|'.join(data['idioms'])})\b", re.IGNORECASE),
        entries,
        frozenset(max(_LETTERS.findall(word), key=len) for word in entries),
    )


def _in_a_name(text: str, at: int, word: str) -> bool:
    """A capital letter in the middle of a sentence: `LE Secure Connections` is called so."""
    return word.istitle() and text[max(0, at - 12) : at].rstrip()[-1:].isalnum()


def may_be_vague(parts: frozenset[str]) -> bool:
    """False where no vague word can stand in a text of these lower-case runs of letters."""
    return not parts.isdisjoint(_vague_words().parts)


def _measured(question: str, said: list[quantities.Quantity]) -> bool:
    """The numbers of a clause answer the question of a vague word in it."""
    if _ABOUT_TIME.search(question):
        return any(quantity.dimension == "time" for quantity in said)
    return bool(said)


def vague(text: str, classes: frozenset[str] = ASKED) -> tuple[Vague, ...]:
    """Return the vague words of `text` with their questions, in order.

    Left alone are idioms (`fail fast`), words in names, code, quotes and links, and every clause
    that holds a number with a unit; a word about time needs one of time there, so `22,000 lines are
    read quickly` is none. Source: interview.md B.2, rule G06.
    """
    known = _vague_words()
    if not may_be_vague(frozenset(_LETTERS.findall(text.lower()))):
        return ()
    if known.pattern.search(text) is None:
        return ()
    masked = "\n".join(mask(line) for line in text.split("\n"))
    for pattern in (_QUOTED, known.idioms):
        masked = pattern.sub(lambda m: " " * len(m[0]), masked)
    found: list[Vague] = []
    start = 0
    for end in (*_CLAUSE.finditer(masked), None):
        stop = end.end() if end is not None else len(text)
        clause = masked[start:stop]
        explained = (
            end is not None
            and end["again"]
            and end["at"] not in _MIDDLE
            and any(q.dimension == "time" for q in quantities.find(masked[stop : stop + _NEXT]))
        )
        if explained and not PERCENTILE.search(clause):
            continue
        promised = quantities.without_condition(clause)
        said = [
            q
            for q in quantities.measures(promised)
            if (q.dimension != "count" or q.value)
            and not _OF_A_THING.match(promised, q.start)
            and not (q.dimension == "time" and _HAS_LENGTH.search(promised, 0, q.start))
            and not _OF_HALF.match(promised, q.end)
        ]
        falls = _MISHAP.search(promised)
        mishap = falls.start() if falls is not None else len(clause)
        for match in known.pattern.finditer(clause):
            cls, question = known.entries[match[0].lower()]
            at = start + match.start()
            beside = [q for q in said if (q.start < mishap) == (match.start() < mishap)]
            of_time = IS_UP.search(clause, 0, match.start()) or HIGH_SHARE.search(clause)
            if cls == "metric" and of_time:
                beside = [q for q in beside if q.dimension == "percent"]
            if _measured(question, beside) or cls not in classes:
                continue
            if not _in_a_name(text, at, match[0]):
                found.append(Vague(match[0], question, at, at + len(match[0]), cls))
        start = stop
    return tuple(found)
