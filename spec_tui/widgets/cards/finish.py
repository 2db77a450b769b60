"""What stands in the way of finishing (screens.md 6.7)."""

from __future__ import annotations

from textual.content import Content

from spec_tui import messages
from spec_tui.interview.model import Blocker, Question
from spec_tui.widgets.cards.base import Card, Desk, Option, Room
from spec_tui.widgets.text import line, part, shown, wrap, wrapped


class BlockersCard(Card):
    """At most three blockers with place and reason; nothing has been written yet."""

    kind = "blockers"

    def __init__(self, blockers: tuple[Blocker, ...], *, others: bool) -> None:
        count = len(blockers)
        text = (
            messages.IN_THE_WAY_ONE
            if count == 1
            else messages.IN_THE_WAY.format(count=messages.count_word(count))
        )
        super().__init__(Question("", "open", "", "", text))
        self.blockers = blockers
        self.others = others

    @property
    def options(self) -> tuple[Option, ...]:
        """Ask, write the rest first, or go on."""
        labels = [messages.ASK_NEEDED]
        if self.others:
            labels.append(messages.WRITE_ASSUMPTIONS)
        labels.append(messages.GO_ON)
        return tuple(Option(number, label) for number, label in enumerate(labels, start=1))

    def head(self, room: Room) -> list[Content]:
        """Return the blockers, each with its place."""
        rows = [part(messages.FINISH, "bold")]
        if room.level < 3:
            rows.append(part(""))
        rows += wrapped(self.question.text, room.width)
        rows.append(part(""))
        for blocker in self.blockers[:3]:
            severe = blocker.severity == "critical"
            glyph = ("!", "$error") if severe else ("○", "$muted")
            for index, piece in enumerate(wrap(shown(blocker.title), room.width - 2)):
                rows.append(line(glyph if not index else " ", " ", piece))
            if room.level < 3:
                place = wrap(shown(blocker.place), room.width - 2)
                rows += [line("  ", (piece, "$muted")) for piece in place]
        if self.others and room.level < 2:
            rows.append(part(""))
            rows += wrapped(messages.OTHERS_DEFAULT, room.width, "$muted")
        return rows

    def choose(self, desk: Desk, number: int, text: str) -> None:
        """Ask the first one, write the rest and ask, or go on as before."""
        label = self.options[number - 1].label
        first = next((item.question_id for item in self.blockers if item.question_id), "")
        if label == messages.GO_ON:
            desk.put_back()
        elif label == messages.WRITE_ASSUMPTIONS:
            desk.write_assumptions()
        elif first:
            desk.ask(first)
        else:
            desk.put_back()
