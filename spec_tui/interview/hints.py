"""Words that stand in SPEC.md already and seem to answer a question (interview.md B.5.5, B.6.7).

Such a question is not asked blank: the words are shown, with yes, change it and no.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha1

from spec_tui.documents.fold import fold
from spec_tui.documents.lines import in_one_line
from spec_tui.documents.prose import sentences
from spec_tui.interview.hintsources import (
    NO_SENTENCE,
    Hint,
    best_first,
    folded,
    holding,
    in_appendix,
    in_places,
    in_sections,
    more_is_said,
    others,
)
from spec_tui.interview.model import Choice, Facet, Question
from spec_tui.interview.places import sign
from spec_tui.interview.state import View

OFFERED = 1.5
"""Points from which a card offers words of the text instead of the usual answer."""
OTHERS = "Show others"
"""The choice of somebody whose answer stands in the text, but is not among what is shown."""
MOST_SHOWN, SHORT_ONES = 4, 6
"""Sentences that one question shows, and how many where they are short or somebody asks for others:
with the three choices behind them each has a key of its own.
"""
MOST_LETTERS = 400
"""Characters that more than `MOST_SHOWN` of them have together: a small terminal shows all."""
LIKELY_OTHERS = -2.0
"""Points of a sentence that is shown although it answers another question by now, or leads to a
list, where nothing else is left to show."""
NEAR = 4.0
"""How far behind the best sentence another may be and still be shown."""
_ANY = "*"
_BULLET = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+", re.MULTILINE)
_NEVER = frozenset({NO_SENTENCE, "GLO1"})
"""A closed list, and a list of words: sentences do not answer them."""


@dataclass(frozen=True, slots=True)
class Hints:
    """Words that may answer a facet, best first, as many as are shown at once."""

    shown: tuple[Hint, ...] = ()
    more: bool = False
    """Others are left, for somebody who misses theirs."""


def find(view: View, facet: Facet, denied: frozenset[str], sought: str = "") -> Hints:
    """The words that may answer a facet; none after a no, others after `more`.

    Where somebody named words that are `sought`, it is all that holds them, whatever it seems to
    say, as long as there is something left of it.
    """
    if sought:
        asked_for = found_by(view, facet, denied, sought)
        if asked_for.shown:
            return asked_for
    if facet.id in _NEVER or no(facet) in denied:
        return Hints()
    seen = frozenset(mark for mark in denied if mark.startswith(f"{facet.id}:"))

    def passed(text: str) -> bool:
        return bool(seen) and refusal(facet, text) in seen

    def replied(text: str) -> bool:
        return f"{_ANY}:{_mark(text)}" in denied

    found = [
        *in_places(view, facet, replied),
        *in_sections(view, facet),
        *in_appendix(view, facet, passed, anywhere=bool(seen)),
    ]
    if seen:
        found += others(view, facet)
    elif not found:  # of a whole specification what looks as if it answered, wherever it stands
        found += others(view, facet, LIKELY_OTHERS)
    rows = _each_once(hint for hint in found if not passed(hint.text))
    shown: list[Hint] = []
    for words, hint in rows.items():
        if any(words in folded(known.text) for known in shown):
            continue  # it is shown with what it belongs to
        letters = len(hint.text) + sum(len(known.text) for known in shown)
        if len(shown) == SHORT_ONES:
            break
        if shown and not seen and hint.score < shown[0].score - NEAR:
            break
        if len(shown) >= MOST_SHOWN and not seen and letters > MOST_LETTERS:
            break
        shown.append(hint)
    more = len(shown) < len(rows) or (
        bool(shown) and not seen and more_is_said(view, facet, len(shown))
    )
    return Hints(tuple(shown), more)


def found_by(view: View, facet: Facet, denied: frozenset[str], words: str) -> Hints:
    """What holds all of these words and was not shown for the facet yet, the likeliest first."""
    rows = list(
        _each_once(
            hint for hint in holding(view, facet, words) if refusal(facet, hint.text) not in denied
        ).values()
    )
    return Hints(tuple(rows[:SHORT_ONES]), more=True)


def _each_once(found: Iterable[Hint]) -> dict[str, Hint]:
    rows: dict[str, Hint] = {}
    for hint in sorted(found, key=best_first):
        rows.setdefault(folded(hint.text), hint)
    return rows


def no(facet: Facet) -> str:
    """How it is remembered that none of the words in the text answer a facet."""
    return f"{facet.id}:none"


def refusals(facet: Facet, text: str) -> frozenset[str]:
    """How it is remembered that these words do not; one sentence of several still may."""
    parts = [part for line in text.split("\n") for _, part in sentences(line)]
    alone = parts if len(parts) == 1 else []
    return frozenset(refusal(facet, words) for words in (text, *alone))


def reply(text: str) -> frozenset[str]:
    """How it is remembered that these words, and the sentences in them, were said to a question."""
    lines = _BULLET.sub("", text).split("\n")
    parts = [part for line in lines for _, part in sentences(line)]
    return frozenset(f"{_ANY}:{_mark(words)}" for words in (text, *lines, *parts))


def refusal(facet: Facet, text: str) -> str:
    """How a no to one sentence is remembered."""
    return f"{facet.id}:{_mark(text)}"


@lru_cache(maxsize=8192)
def _mark(text: str) -> str:
    plain = fold(_BULLET.sub("", text))
    return sha1(plain.encode(), usedforsecurity=False).hexdigest()[:8]


def question(view: View, facet: Facet, hints: Hints) -> Question:
    """The confirmation that stands for the blank question, under its id."""
    hint = hints.shown[0]
    if len(hints.shown) > 1:
        return _which(view, facet, hints)
    where = sign(view.bank, hint.place) if hint.place in view.bank.slots else hint.place
    return Question(
        id=facet.id,
        kind="confirm",
        section=facet.section,
        slot=facet.slot,
        text=f"Does this answer “{facet.text.rstrip('?')}”?",
        why=f"It stands in {where}.",
        lands_in=sign(view.bank, facet.key),
        example="yes",
        quote=hint.text,
        stands_in=hint.place,
        choices=(
            Choice("Yes"),
            Choice("Change it", opens_box=True),
            Choice("No", about="I ask it without these words."),
            *_more(hints),
        ),
        role=facet.role,
        prefill=hint.text,
    )


def _in_a_line(text: str) -> str:
    """A list as it is read in a row of choices: `Patients; Receptionists; Practitioners`."""
    return in_one_line("\n".join(_BULLET.sub("", line) for line in text.split("\n")))


def _more(hints: Hints) -> Iterator[Choice]:
    if hints.more:
        yield Choice(
            OTHERS, about="It stands in my text, but not here. / looks it up by its words."
        )


def _which(view: View, facet: Facet, hints: Hints) -> Question:
    """Several sentences that may answer it: one of them, other words, or none."""
    return Question(
        id=facet.id,
        kind="confirm",
        section=facet.section,
        slot=facet.slot,
        text=f"Which of these answers “{facet.text.rstrip('?')}”?",
        why="They stand in your text.",
        lands_in=sign(view.bank, facet.key),
        example="1",
        stands_in=hints.shown[0].place,
        picks=tuple((hint.text, hint.place) for hint in hints.shown),
        choices=(
            *(Choice(_in_a_line(hint.text)) for hint in hints.shown),
            Choice("Say it in other words", opens_box=True),
            Choice("None of these", about="I ask it without these words."),
            *_more(hints),
        ),
        role=facet.role,
    )
