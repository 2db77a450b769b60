"""The close card: the usual answers for the rest of a section, or of everything."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from spec_tui import messages
from spec_tui.interview.model import CloseLine, Question
from spec_tui.widgets import glyphs
from spec_tui.widgets.cards.base import Card, Desk, Option, Room, Spot
from spec_tui.widgets.text import line, part, selected, shown, wrap, wrapped

_LABEL_MOST = 24
MOST_LINES = 6


class CloseCard(Card):
    """One to four lines; Enter takes them all (screens.md section 9)."""

    kind = "close"

    def title(self) -> str:
        """The row above the question."""
        place = self.question.lands_in or self.question.section
        return messages.CLOSE.format(section=shown(place))

    @property
    def options(self) -> tuple[Option, ...]:
        """One option per line; each opens the box."""
        return tuple(
            Option(number, one.label, one.value, opens_box=True)
            for number, one in enumerate(self.question.lines, start=1)
        )

    def head(self, room: Room) -> list[Content]:
        """Return title and question."""
        rows = [part(self.title(), "$muted")]
        if room.level < 3:
            rows.append(part(""))
        return rows + wrapped(shown(self.question.text), room.width, "bold")

    @property
    def scrolls(self) -> bool:
        """More lines than a window holds are scrolled through, not squeezed."""
        return len(self.question.lines) > MOST_LINES

    def foot(self, room: Room) -> list[Content]:
        """Return what Enter, a number and F2 do."""
        keys = self.keys(room)
        rows = [part("")] if room.level < 3 and keys else []
        for text in keys:
            rows += wrapped(text, room.width, "$muted")
        return rows

    def keys(self, room: Room) -> tuple[str, ...]:
        """The sentences about the keys; Enter means one thing at a time."""
        return self.about_line(room) or (messages.CLOSE_ENTER, messages.CLOSE_NUMBER)

    def about_line(self, room: Room) -> tuple[str, ...]:
        """What Enter does while one line is open or selected; nothing where none is."""
        if room.boxed:
            return (messages.CLOSE_LINE,)
        return (messages.CLOSE_OPENS,) if room.chosen else ()

    def _group(self, one: CloseLine) -> str:
        return ""

    def option_rows(
        self, room: Room, chosen: int, only: int = 0
    ) -> tuple[list[Content], list[Spot]]:
        """Return number, label and value in columns, grouped where the card has groups."""
        lines = self.question.lines
        widest = max((len(shown(one.label)) for one in lines), default=0)
        column = min(widest, _LABEL_MOST, max(8, room.width // 3)) + 2
        rows: list[Content] = []
        spots: list[Spot] = []
        group = ""
        digits = len(str(len(lines)))
        for number, one in enumerate(lines, start=1):
            if only and number != only:
                continue
            if (new := self._group(one)) != group:
                group = new
                if rows:
                    rows.append(part(""))
                rows.append(part(group, "$muted"))
            is_chosen = number == chosen
            bar = (glyphs.SELECTED, "$primary") if is_chosen else (" ", "")
            labels = wrap(shown(one.label), column - 2)
            values = wrap(shown(one.value), room.width - 4 - digits - column)
            for index in range(max(len(labels), len(values))):
                label = labels[index] if index < len(labels) else ""
                value = values[index] if index < len(values) else ""
                lead = str(number).rjust(digits) if not index else " " * digits
                content = line(
                    bar,
                    " ",
                    (lead, "bold $primary"),
                    "  ",
                    (label.ljust(column), "bold" if is_chosen else ""),
                    (value, "$muted"),
                )
                spots.append((len(rows), 0, room.width, number))
                rows.append(selected(content, room.width) if is_chosen else content)
        return rows, spots

    def choose(self, desk: Desk, number: int, text: str) -> None:
        """Answer that line with the words of the box."""
        desk.send(self.question.id, text, choose=number)

    def enter(self, desk: Desk) -> None:
        """Take them all."""
        desk.send(self.question.id, choose=0)


class FinishCard(CloseCard):
    """The close card over all sections (F8)."""

    kind = "finish"

    def __init__(self, question: Question, titles: Mapping[str, str]) -> None:
        super().__init__(question)
        self.titles = titles

    def title(self) -> str:
        """The row above the question."""
        return messages.FINISH

    def head(self, room: Room) -> list[Content]:
        """Return the question and, above the many lines, what the keys do."""
        rows = super().head(room)
        for text in self.about_line(room) or (messages.FINISH_ENTER, messages.FINISH_NUMBER):
            rows += wrapped(text, room.width, "$muted")
        return rows

    def keys(self, room: Room) -> tuple[str, ...]:
        """Nothing is left to say below the lines."""
        return ()

    def _group(self, one: CloseLine) -> str:
        return self.titles.get(one.section, shown(one.section))

    def enter(self, desk: Desk) -> None:
        """Take them all and finish."""
        desk.finish()
