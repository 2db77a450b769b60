"""The cards of the interview, one kind each."""

from __future__ import annotations

from spec_tui.interview.model import Question
from spec_tui.widgets.cards.base import Card, Desk, Option, Room
from spec_tui.widgets.cards.close import CloseCard, FinishCard
from spec_tui.widgets.cards.conflict import ConflictCard
from spec_tui.widgets.cards.finish import BlockersCard
from spec_tui.widgets.cards.off import OffCard
from spec_tui.widgets.cards.question import ChoiceCard, ConfirmCard, QuestionCard
from spec_tui.widgets.cards.stack import StackCard, StackValueCard, StackValuesCard
from spec_tui.widgets.cards.understanding import (
    PointsCard,
    PutCard,
    UnderstandingCard,
    UnplacedCard,
)

__all__ = [
    "BlockersCard",
    "Card",
    "ChoiceCard",
    "CloseCard",
    "ConfirmCard",
    "ConflictCard",
    "Desk",
    "FinishCard",
    "OffCard",
    "Option",
    "PointsCard",
    "PutCard",
    "QuestionCard",
    "Room",
    "StackCard",
    "StackValueCard",
    "StackValuesCard",
    "UnderstandingCard",
    "UnplacedCard",
    "card_for",
]


def card_for(question: Question, number: int) -> Card:
    """Return the card that shows a question."""
    if question.kind == "conflict":
        return ConflictCard(question, number=number)
    if question.kind == "close":
        return CloseCard(question, number=number)
    if question.kind == "stack":
        return StackCard(question, number=number)
    if question.kind == "confirm":
        return ConfirmCard(question, number=number)
    if question.choices:
        return ChoiceCard(question, number=number)
    return QuestionCard(question, number=number)
