"""The answer stands in the text, and somebody knows some of its words (interview.md B.6.7).

Nobody should type again what they wrote already, nor turn pages until it comes: they name a word or
two of it, and are shown all that holds them.
"""

from __future__ import annotations

from dataclasses import replace

from spec_tui.interview import hints
from spec_tui.interview.book import Applied, Desk, refuse
from spec_tui.interview.hintsources import NO_SENTENCE
from spec_tui.interview.model import Outcome, Question

_NO_PLACE = frozenset({"conflict", "close", "stack", "overview", "open"})
"""Kinds of questions that no sentence answers."""


def seek(desk: Desk, question: Question, words: str) -> Applied:
    """Show what holds these words for the question that is asked now; nothing is written.

    Refused where no sentence answers the question, or none holds the words.
    """
    words = " ".join(words.split())
    facet = desk.bank.facets.get(question.id)
    if facet is None or facet.id == NO_SENTENCE or question.kind in _NO_PLACE:
        return refuse(desk, "This is not answered by a sentence of your text.")
    if question.follow_up or question.doubt:
        return refuse(desk, "This is about the words that stand there. Change them instead.")
    if not words:
        return refuse(desk, "Say a word or two that stand in the answer.")
    if not hints.found_by(desk.view, facet, desk.asking.denied, words).shown:
        seen = hints.found_by(desk.view, facet, frozenset(), words).shown
        return refuse(desk, f"Nothing{' else' if seen else ''} in your text holds “{words}”.")
    return Applied(
        Outcome(receipt=f"This holds “{words}”."),
        replace(desk.asking, sought=(facet.id, words)),
    )
