"""A question in words, one with choices, and the confirmation of a drafted value."""

from __future__ import annotations

from textual.content import Content

from spec_tui import messages
from spec_tui.widgets.cards.base import (
    LABEL,
    Card,
    Option,
    Room,
    example_rows,
    heading,
    place_rows,
)
from spec_tui.widgets.text import labelled, part, shown, wrapped


class QuestionCard(Card):
    """Question, why, place, answer box, example on demand (screens.md 6.1, 6.3)."""

    kind = "question"

    def foot(self, room: Room) -> list[Content]:
        """Return the example where it is wanted."""
        return example_rows(self.question, room)


class ChoiceCard(Card):
    """Two to five choices in place of the box (screens.md 6.2)."""

    kind = "choice"

    @property
    def options(self) -> tuple[Option, ...]:
        """The choices of the bank."""
        return tuple(
            Option(
                number,
                choice.label,
                choice.about,
                messages.RECOMMENDED if choice.recommended else "",
                choice.opens_box,
            )
            for number, choice in enumerate(self.question.choices, start=1)
        )

    def foot(self, room: Room) -> list[Content]:
        """Return the example where it is wanted."""
        return example_rows(self.question, room)


class ConfirmCard(ChoiceCard):
    """A drafted value that waits for a yes; its words are quoted (interview.md B.5 3b)."""

    kind = "confirm"

    def head(self, room: Room) -> list[Content]:
        """Return the question and the drafted words."""
        question = self.question
        rows = heading(self, Room(room.width, 3)) if room.level >= 3 else []
        if not rows:
            if not room.folded:
                rows += [
                    part(messages.QUESTION.format(number=self.number), "$muted"),
                    part(""),
                ]
            rows += wrapped(shown(question.text), room.width, "bold")
            rows.append(part(""))
        if question.quote:
            quote = f"“{shown(question.quote)}”"
            rows += labelled(messages.DRAFTED, quote, room.width, LABEL, style="")
        if question.lands_in and room.level < 3:
            rows += place_rows(question, room)
        return rows
