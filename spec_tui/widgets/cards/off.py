"""The card of a folder where nothing can be answered, or nothing is left to ask."""

from __future__ import annotations

from textual.content import Content

from spec_tui.interview.model import Question
from spec_tui.widgets.cards.base import Card, Room
from spec_tui.widgets.text import part, shown, wrapped


class OffCard(Card):
    """A title and a sentence; no box."""

    kind = "off"

    def __init__(self, title: str, sentence: str) -> None:
        super().__init__(Question("", "open", "", "", title))
        self.sentence = sentence

    @property
    def boxed(self) -> bool:
        """There is nothing to type."""
        return False

    def head(self, room: Room) -> list[Content]:
        """Return title and sentence."""
        rows = wrapped(shown(self.question.text), room.width, "bold")
        return [*rows, part(""), *wrapped(shown(self.sentence), room.width)]
