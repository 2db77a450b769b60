"""The one pointed question after a vague answer (interview.md B.5.3)."""

from __future__ import annotations

import re

from spec_tui.documents.prose import content_words
from spec_tui.documents.prose import words as words_of
from spec_tui.interview.behind import unsettled
from spec_tui.interview.clock import says_hours
from spec_tui.interview.measures import (
    OF_A_METRIC,
    TIMES,
    UPTIME,
    checked,
    harmless,
    is_share,
    says_none,
)
from spec_tui.interview.model import Facet
from spec_tui.interview.quantities import (
    find,
    find_dates,
    has_duration,
    has_number,
    lasts_in_words,
    number_without_unit,
)
from spec_tui.interview.vagueness import ASKED, HEDGES, IN_A_SCENE, Vague, vague

_UNIT = re.compile(
    r"(?:%|percent|ms|milliseconds?|s|secs?|seconds?|min|minutes?|h|hours?|days?|weeks?|months?|"
    r"years?|req/s|requests?(?: per |/)s(?:econd)?|rps|users?|[KMGT]i?B)(?=[\s.,;]|$)",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\b(?:fewer|less|more)\b|[<>≤≥]", re.IGNORECASE)
"""Said of what can be counted, which the metric names: `4 or fewer`, `≤ 2`."""
_CLAUSE = re.compile(r";\s|\n")
_FENCE = re.compile(r"^(?:```|~~~)", re.MULTILINE)
_CALENDAR = re.compile(
    r"\b(?:19|20)\d\d\b|\bQ[1-4]\b|\b(?:first|second|third|fourth|last) quarter\b"
    r"|\b(?:week|cw|kw) ?\d|\b\d{1,2}(?:st|nd|rd|th)\b|\b\d{1,2}[./]\d{1,2}\b"
    r"|\b(?:jan(?:uary)?|feb(?:ruary)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|(?-i:Mar(?:ch)?|May)"
    r"|(?<=in )(?:march|may)|(?<=by )(?:march|may)|(?<=of )(?:march|may))\b"
    r"|\bwhen(?:ever)?(?: (?:it|they)(?: is| are|['’]s|['’]re))? (?:ready|done|finished)\b"
    r"|\balready\b",
    re.IGNORECASE,
)
"""A day, a month or a quarter, or that nothing hangs on one."""
_GATED = frozenset({"nfr", "acceptance"})
_WHICH_DAY = "Which day, month or quarter is it at the latest, such as 2027-03?"
_FEW = 1
"""Words that are a bare number: `0.1`, where `I want 0.1` says enough."""
_MANY = 15
"""Words with a meaning that tell a story, in which a vague one does no harm."""


def pointed_question(facet: Facet, text: str) -> str:
    """What to ask once about these words, "" where they are exact enough.

    A quantity needs a number and a unit, a date a calendar; vague words are asked about only in
    metrics, in the NFRs and in the acceptance criteria (B.2), words that only hedge everywhere.
    """
    words = set(content_words(text))
    if facet.kind == "quantity":
        return _about_a_number(facet, text, words)
    if words and words <= HEDGES and facet.kind not in {"bool", "choice"}:
        return "Which answer would you give today, even if it may change?"
    if facet.kind == "date":
        return "" if _says_when(text) else _WHICH_DAY
    return _about_words(text, unsettled(text, _doubtful(facet, text)))


def joined(facet: Facet, first: str, second: str) -> str:
    """An answer with the reply to its follow-up: `first; second` in the line that was asked about.

    A unit goes on where a bare number ended; nothing is put into fenced lines.
    """
    if re.search(r"\d$", first) and is_unit(second):
        return f"{first} {second}"
    if "\n" not in first and "\n" not in second:
        return f"{first}; {second}"
    asked = () if _FENCE.search(first) else _doubtful(facet, first)
    if not asked:
        return f"{first}\n{second}"
    end = first.find("\n", asked[0].end)
    end = end if end >= 0 else len(first)
    return f"{first[:end]}; {second}{first[end:]}"


def _doubtful(facet: Facet, text: str) -> tuple[Vague, ...]:
    """The vague words of an answer that call for a question about this facet."""
    if harmless(facet.id, text) or len(set(content_words(text))) > _MANY:
        return ()
    if facet.section not in _GATED and facet.slot != "success-metrics":
        return ()
    classes = IN_A_SCENE if facet.section == "acceptance" else ASKED
    return tuple(word for word in vague(text, classes) if _asked_about(facet, text, word))


def _about_words(text: str, found: tuple[Vague, ...]) -> str:
    """One question about the first two vague words of a line: there is only one follow-up."""
    if not found:
        return ""
    end = text.find("\n", found[0].end)
    asked = [word.question for word in found if end < 0 or word.start < end]
    if len(asked) < 2:
        return asked[0]
    return f"{asked[0][:-1]}, and {asked[1][0].lower()}{asked[1][1:]}"


def _asked_about(facet: Facet, text: str, word: Vague) -> bool:
    """In a condition of release a check may stand beside the word, before the reply to it."""
    if facet.section != "acceptance":
        return True
    start = max((end.end() for end in _CLAUSE.finditer(text, 0, word.start)), default=0)
    said = _CLAUSE.split(text[start:])[0]
    return not checked(said, word, word.end - start)


def _about_a_number(facet: Facet, text: str, words: set[str]) -> str:
    """What to ask about the words for a quantity, "" where they say how much."""
    which = f"Which number is it, with its unit, such as {_figure(facet)}?"
    if not has_number(text):
        return "" if says_none(text) or lasts_in_words(text) else which
    bare = number_without_unit(text)
    if bare:
        told = facet.id in OF_A_METRIC and (len(words_of(text)) > _FEW or _COUNTED.search(text))
        up = facet.id == UPTIME and (is_share(bare) or says_hours(text))
        return "" if told or up else f"Which unit is meant by “{bare}”?"
    if words and words <= HEDGES:
        return which
    if facet.id in TIMES and not has_duration(text):
        return _about_words(text, unsettled(text, vague(text)))
    return ""


def _says_when(text: str) -> bool:
    """The words for a date name one, a time from now, or give a reason for having none."""
    if _CALENDAR.search(text) or find_dates(text) or says_none(text):
        return True
    return lasts_in_words(text) or any(q.dimension == "time" for q in find(text))


def is_unit(text: str) -> bool:
    """The words begin with a unit, so they go on where a bare number ended."""
    return bool(_UNIT.match(text.strip()))


def _figure(facet: Facet) -> str:
    """The number with its unit in the bank's example, without what that one is about."""
    said = find(facet.example)[0]
    return facet.example[said.start : said.end]
