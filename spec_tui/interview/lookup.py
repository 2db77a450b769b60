"""Any question by its id, asked now or not: what `answer ID` and "my answers" reopen. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from spec_tui.interview import asking as questions
from spec_tui.interview import cards, conflicts
from spec_tui.interview.model import Facet, Question, StackRow, State
from spec_tui.interview.order import Asking
from spec_tui.interview.state import View


def find(
    view: View,
    state: State,
    asking: Asking,
    question_id: str,
    rows: Callable[[], tuple[StackRow, ...]],
    notice: str,
) -> Question | None:
    """The question of that id as SPEC.md stands; None where there is none.

    `rows` gives the rows of the stack review, `notice` why choice 1 of it is off.
    """
    facet = view.bank.facets.get(question_id)
    if facet is not None:
        return _facet_question(view, asking, facet)
    if question_id == questions.STACK:
        return questions.stack_question(rows(), notice)
    if question_id == questions.OVERVIEW:
        return questions.overview_question()
    if question_id == cards.ALL:
        return cards.finish_card(view, asking.denied)
    kind, _, name = question_id.partition(":")
    if kind == "close" and name in {section.id for section in view.bank.sections}:
        return cards.close_card(view, name, frozenset(), asking.denied)
    if kind == "conflict":
        cards_now = conflicts.open_conflicts(view, state)
        return next((card for card in cards_now if card.id == question_id), None)
    for record in view.outstanding():
        if record.id == question_id:
            card = conflicts.record_conflict(view, record)
            return card or questions.parked_question(view, record)
    value = view.spec.value(question_id)
    if value is not None and value.drafted:
        return questions.confirm_question(view, value)
    return None


def _facet_question(view: View, asking: Asking, facet: Facet) -> Question:
    if asking.follow_up is not None and asking.follow_up[0] == facet.id:
        return questions.facet_question(view, facet, follow_up=asking.follow_up[1])
    value = view.spec.value(facet.key)
    if value is not None and value.drafted:
        return questions.confirm_question(view, value)
    question = questions.facet_question(view, facet)
    said = value is not None and value.form != "undecided"
    return replace(question, prefill=value.text) if value is not None and said else question
