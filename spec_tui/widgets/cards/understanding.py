"""What an import understood, its points, and the sentences that found no place (6.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from spec_tui import messages
from spec_tui.interview.bank import load
from spec_tui.interview.model import Question
from spec_tui.widgets.cards.base import Card, Desk, Option, Room
from spec_tui.widgets.text import fit, labelled, part, shown, spread, wrap, wrapped

if TYPE_CHECKING:
    from spec_tui.session import Understanding

_COLUMN = 14


def _not_placed(count: int) -> str:
    if count == 1:
        return messages.ONE_NOT_PLACED
    return messages.NOT_PLACED_AT_END.format(count=count)


class UnderstandingCard(Card):
    """Title and one sentence verbatim, then counts; is that right."""

    kind = "understanding"
    tight = True

    def __init__(self, understood: Understanding) -> None:
        super().__init__(Question("", "open", "", "", messages.IS_THAT_RIGHT))
        self.understood = understood

    @property
    def options(self) -> tuple[Option, ...]:
        """Yes, fix a point, show what was not placed, take it back."""
        labels = [messages.YES_GO_ON]
        if any(question_id for _, _, question_id in self.understood.points):
            labels.append(messages.FIX_POINT)
        if self.understood.unplaced:
            labels.append(messages.SHOW_SENTENCES)
        labels.append(messages.TAKE_BACK)
        return tuple(Option(number, label) for number, label in enumerate(labels, start=1))

    def head(self, room: Room) -> list[Content]:
        """Return what was read, as counts, and the question."""
        understood = self.understood
        title = part(messages.UNDERSTOOD, "bold")
        rows = [spread(title, part(shown(understood.source), "$muted"), room.width)]
        if room.level < 3:
            rows += [part(""), *wrapped(shown(understood.title), room.width, "bold")]
            sentence = wrap(shown(understood.sentence), room.width)
            rows += [part(piece) for piece in sentence[: 4 if room.level < 2 else 1]]
        rows.append(part(""))
        rows += self._counts(room)
        rows += [part(""), *wrapped(self.question.text, room.width, "bold")]
        return rows

    def _counts(self, room: Room) -> list[Content]:
        understood = self.understood
        if not understood.placed:
            return wrapped(messages.NOTHING_PLACED, room.width, "$muted")
        placed = messages.PLACED_OF.format(placed=understood.placed, total=understood.total)
        listed = [(messages.PLACED, placed)]
        listed += [(shown(label), shown(value)) for label, value, _ in understood.points]
        if understood.unplaced:
            listed.append((messages.NOT_PLACED, _not_placed(len(understood.unplaced))))
        if room.level >= 2:
            listed = [listed[0], *listed[-1:]] if understood.unplaced else listed[:1]
        rows: list[Content] = []
        for label, value in listed:
            if room.level:
                value = fit(value, room.width - _COLUMN)
            rows += labelled(label, value, room.width, _COLUMN, style="")
        return rows

    def choose(self, desk: Desk, number: int, text: str) -> None:
        """Go on, list the points, list the sentences, or undo."""
        label = self.options[number - 1].label
        if label == messages.YES_GO_ON:
            desk.put_back()
        elif label == messages.FIX_POINT:
            desk.lay(PointsCard(self.understood))
        elif label == messages.SHOW_SENTENCES:
            desk.lay(UnplacedCard(self.understood))
        else:
            desk.undo()


class PointsCard(Card):
    """The points as a list; each opens its question."""

    kind = "points"

    def __init__(self, understood: Understanding) -> None:
        super().__init__(Question("", "open", "", "", messages.WHICH_POINT))
        self.points = [point for point in understood.points if point[2]]

    @property
    def options(self) -> tuple[Option, ...]:
        """One option per point that has a question."""
        return tuple(
            Option(number, f"{label}: {value}")
            for number, (label, value, _) in enumerate(self.points, start=1)
        )

    def head(self, room: Room) -> list[Content]:
        """Return the title."""
        return wrapped(self.question.text, room.width, "bold")

    def choose(self, desk: Desk, number: int, text: str) -> None:
        """Ask the question of that point."""
        desk.ask(self.points[number - 1][2])


class UnplacedCard(Card):
    """The sentences that stand under "Imported material"; each can be given a place."""

    kind = "unplaced"

    def __init__(self, understood: Understanding) -> None:
        super().__init__(Question("", "open", "", "", messages.UNPLACED_TITLE))
        self.sentences = understood.unplaced

    @property
    def options(self) -> tuple[Option, ...]:
        """The sentences, and the way back."""
        labels = (*self.sentences, messages.GO_BACK)
        return tuple(Option(number, label) for number, label in enumerate(labels, start=1))

    @property
    def scrolls(self) -> bool:
        """There may be many."""
        return True

    def head(self, room: Room) -> list[Content]:
        """Return the title."""
        return wrapped(self.question.text, room.width, "bold")

    def choose(self, desk: Desk, number: int, text: str) -> None:
        """Ask where a sentence belongs, or go back to the card."""
        if number > len(self.sentences):
            desk.put_back()
        else:
            desk.lay(PutCard(self.sentences[number - 1]))


class PutCard(Card):
    """Where one sentence belongs: a section, the end of SPEC.md, or nowhere."""

    kind = "put"

    def __init__(self, sentence: str) -> None:
        super().__init__(Question("", "open", "", "", messages.PUT_WHERE))
        self.sentence = sentence

    @property
    def options(self) -> tuple[Option, ...]:
        """Keep it, the sections that hold answers, drop it."""
        labels = (messages.KEEP_IT, *(title for _, title in _sections()), messages.DROP_IT)
        return tuple(Option(number, label) for number, label in enumerate(labels, start=1))

    @property
    def scrolls(self) -> bool:
        """All sections do not fit a small window."""
        return True

    def head(self, room: Room) -> list[Content]:
        """Return the sentence and the question."""
        return [
            *wrapped(shown(self.sentence), room.width),
            part(""),
            *wrapped(self.question.text, room.width, "bold"),
        ]

    def choose(self, desk: Desk, number: int, text: str) -> None:
        """Put it there."""
        sections = _sections()
        if number == 1:
            desk.put_back()
        elif number > len(sections) + 1:
            desk.put_sentence(self.sentence, "")
        else:
            desk.put_sentence(self.sentence, sections[number - 2][0])


def _sections() -> tuple[tuple[str, str], ...]:
    """(id, name) of the sections that words of an import can stand in."""
    return tuple((s.id, s.title) for s in load().sections if s.id != "open_questions")
