"""What stands behind a vague word as `first; second`: the reply to the one follow-up (B.5.3)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spec_tui.documents.prose import content_words
from spec_tui.interview.measures import LOSS, RECOVERY, named
from spec_tui.interview.percentiles import PERCENTILE
from spec_tui.interview.quantities import (
    Dimension,
    bare_numbers,
    find_dates,
    has_number,
    lasts_in_words,
    measures,
)
from spec_tui.interview.vagueness import HEDGES, Vague, vague

_BEHIND = re.compile(r"[^\n;]*;\s(?P<reply>.*)")
_TIME = re.compile(r"\bms\b|\bseconds\b|\bwhich time\b|\bhow many minutes\b|^how long\b", re.I)
_SHARE = re.compile(r"\bpercent\b")
_AMOUNT = re.compile(
    r"\bas a number\b|\btwo values\b|^By when\b|^(?:Up to h|By h|H)ow (?:many|much|often|small)\b"
)
_PART = re.compile(r"[;,]|\band\b|\.(?=\s|$)")


def unsettled(text: str, words: Iterable[Vague]) -> tuple[Vague, ...]:
    """Of the vague words of a text those that nothing behind them makes exact, one a question.

    A number of the kind that is asked for settles one question; one that asks for no number is
    settled by any words that are exact themselves.
    """
    asked = {word.question: word for word in words}  # the last one: the reply may repeat the word
    taken: set[int] = set()
    told = {
        question
        for question in sorted(asked, key=lambda question: not _counts(question))
        if _told(text, asked[question], taken)
    }
    return tuple(word for question, word in asked.items() if question not in told)


def _counts(question: str) -> bool:
    return any(pattern.search(question) for pattern in (_TIME, _SHARE, _AMOUNT))


def _told(text: str, word: Vague, taken: set[int]) -> bool:
    """The words behind a vague one answer its question; `taken`: where the numbers stand that
    answered another one.
    """
    behind = _BEHIND.match(text, word.end)
    if behind is None:
        return False
    at, reply = behind.start("reply"), behind["reply"]
    if _TIME.search(word.question):
        return named(reply) not in {RECOVERY, LOSS} and _takes(reply, at, "time", taken)
    if _SHARE.search(word.question):
        return _takes(reply, at, "percent", taken)
    if _AMOUNT.search(word.question):
        return _takes(reply, at, None, taken)
    return any(_exact(part) for part in _parts(reply, at, taken))


def _takes(reply: str, at: int, dimension: Dimension | None, taken: set[int]) -> bool:
    """Take the first number of a dimension that no other question has taken."""
    said = [q.start for q in measures(reply) if dimension in {None, q.dimension}]
    if dimension is None:
        said += [start for start, _ in bare_numbers(reply)]
        said += [date.start for date in find_dates(reply)]
    in_words = lasts_in_words(reply) if dimension == "time" else has_number(reply)
    if not said and in_words and dimension != "percent":
        said = [0]
    free = next((at + start for start in sorted(said) if at + start not in taken), None)
    if free is not None:
        taken.add(free)
    return free is not None


def _parts(reply: str, at: int, taken: set[int]) -> Iterable[str]:
    """The pieces of a reply that hold no number which answered another question."""
    start = 0
    for end in (*_PART.finditer(reply), None):
        stop = end.start() if end is not None else len(reply)
        if not any(start <= number - at < stop for number in taken):
            yield reply[start:stop]
        start = end.end() if end is not None else stop


def _exact(part: str) -> bool:
    said = set(content_words(PERCENTILE.sub(" ", part)))
    return not said <= HEDGES and not vague(part)
