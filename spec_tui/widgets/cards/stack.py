"""The review of stack.toml: all of it, some values, a file of one's own, or later (6.5)."""

from __future__ import annotations

from dataclasses import replace

from textual.content import Content

from spec_tui import messages
from spec_tui.interview.model import Choice, Question, StackRow
from spec_tui.widgets import glyphs
from spec_tui.widgets.cards.base import Card, Desk, Option, Room, Spot, plain_options
from spec_tui.widgets.text import fit, line, part, shown, spread, wrapped

_CHANGE = 2
_OWN = 3
_AIR = 30
"""Rows of a card that has room for an explanation below the choices."""


def _origin(row: StackRow, room: Room) -> tuple[str, str, str]:
    if row.source == "starter":
        return "○", "$muted", row.source
    if row.source == "yours":
        return "●", "", row.source
    return glyphs.DONE, "$success", messages.FOUND if room.width < 50 else shown(row.source)


def stack_row(row: StackRow, room: Room, names: int, values: int) -> Content:
    """Return one row: key, value, where it comes from."""
    glyph, style, origin = _origin(row, room)
    quiet = row.source == "starter"
    value = shown(row.value) or messages.NOT_DECIDED
    left = room.width - names - values - 2
    return line(
        (shown(row.name).ljust(names), ""),
        (fit(value, values - 2).ljust(values), "$muted" if quiet else ""),
        (glyph, style),
        " ",
        (fit(origin, max(4, left)), "$muted"),
    )


def _columns(rows: tuple[StackRow, ...], room: Room) -> tuple[int, int]:
    names = max((len(shown(row.name)) for row in rows), default=8) + 1
    widest = max((len(shown(row.value)) for row in rows), default=8) + 2
    origin = max((len(shown(row.source)) for row in rows), default=7) + 2
    if room.width < 50:
        origin = 9
    return names, max(8, min(widest, room.width - names - origin))


class StackCard(Card):
    """The first question of a new repository."""

    kind = "stack"

    @property
    def options(self) -> tuple[Option, ...]:
        """The four ways; 1 and 2 are off while stack.toml cannot be read."""
        broken = self.question.notice
        return tuple(
            Option(
                number,
                choice.label,
                choice.about,
                opens_box=number == _OWN,
                off=shown(broken) if broken and number <= _CHANGE else "",
            )
            for number, choice in enumerate(self.question.choices, start=1)
        )

    def box_line(self, number: int) -> bool:
        """A pasted file has many lines; a path is saved with ctrl+s too."""
        return False

    def head(self, room: Room) -> list[Content]:
        """Return the question and the table of values."""
        rows: list[Content] = []
        if room.level < 3:
            number = part(messages.QUESTION.format(number=self.number), "$muted")
            rows.append(spread(number, part(messages.STACK_FILE, "$muted"), room.width))
            if not room.folded:
                rows.append(part(""))
        rows += wrapped(shown(self.question.text), room.width, "bold")
        if self.question.notice:
            notice = wrapped(shown(self.question.notice), room.width - 2)
            rows += [part("")] if room.level < 3 else []
            rows += [
                line(("! " if not at else "  ", "$error"), one) for at, one in enumerate(notice)
            ]
            return rows
        starters = sum(row.source == "starter" for row in self.question.rows)
        if room.level == 0:
            rows += [part(""), *wrapped(self._sentence(starters), room.width, "$muted")]
        table = self._table(room)
        if table and not room.folded:
            rows.append(part(""))
        return rows + table

    def _sentence(self, starters: int) -> str:
        if not starters:
            return messages.ALL_KNOWN
        if starters == 1:
            return messages.ONE_STARTER
        return messages.STARTER.format(count=messages.count_word(starters))

    def _table(self, room: Room) -> list[Content]:
        listed = self.question.rows
        if room.level >= 3 or not listed:
            return []
        most = len(listed) if room.level == 0 else 7 if room.level == 1 else 3
        drawn, more = listed[:most], listed[most:]
        names, values = _columns(listed, room)
        rows = [stack_row(row, room, names, values) for row in drawn]
        if more:
            sentence = messages.MORE_STARTERS.format(count=len(more))
            if any(row.source != "starter" for row in more):
                sentence = sentence.replace(" starter", "")
            rows.append(part(sentence, "$muted"))
        return rows

    def foot(self, room: Room) -> list[Content]:
        """Return what is asked later anyway, where there is room."""
        if room.level or room.rows < _AIR:
            return []
        return [part(""), *wrapped(messages.STACK_LATER, room.width, "$muted")]

    def option_rows(
        self, room: Room, chosen: int, only: int = 0
    ) -> tuple[list[Content], list[Spot]]:
        """Return the options without air: the table above is long enough."""
        return plain_options(self.options, replace(room, level=max(1, room.level)), chosen, only)

    def choose(self, desk: Desk, number: int, text: str) -> None:
        """Accept, list the values, take the pasted file or path, or put it off."""
        if number == _CHANGE:
            desk.lay(StackValuesCard(self.question, number=self.number))
        elif number == _OWN:
            desk.own_stack(text)
        else:
            desk.send(self.question.id, choose=number)


class StackValuesCard(Card):
    """The rows as a list: Enter changes one."""

    kind = "stack-values"
    numbered = False

    @property
    def options(self) -> tuple[Option, ...]:
        """One option per key."""
        return tuple(
            Option(number, f"{row.name}: {row.value}")
            for number, row in enumerate(self.question.rows, start=1)
        )

    def head(self, room: Room) -> list[Content]:
        """Return the title."""
        return wrapped(messages.CHANGE_WHICH, room.width, "bold")

    def foot(self, room: Room) -> list[Content]:
        """Return how to get back."""
        return [part(""), *wrapped(messages.CHANGE_HINT, room.width, "$muted")]

    def option_rows(
        self, room: Room, chosen: int, only: int = 0
    ) -> tuple[list[Content], list[Spot]]:
        """Return the table with a selected row."""
        listed = self.question.rows
        inner = Room(room.width - 2, room.level, room.rows)
        names, values = _columns(listed, inner)
        rows: list[Content] = []
        spots = []
        for number, row in enumerate(listed, start=1):
            is_chosen = number == chosen
            bar = (glyphs.SELECTED, "$primary") if is_chosen else (" ", "")
            content = line(bar, " ", stack_row(row, inner, names, values))
            spots.append((len(rows), 0, room.width, number))
            if is_chosen:
                content = content.pad_right(max(0, room.width - content.cell_length))
                content = content.stylize_before("bold on $select")
            rows.append(content)
        return rows, spots

    def choose(self, desk: Desk, number: int, text: str) -> None:
        """Open one value."""
        desk.lay(StackValueCard(self.question, self.question.rows[number - 1]))


class StackValueCard(Card):
    """One key of stack.toml with choices that fit the language."""

    kind = "stack-value"

    def __init__(self, question: Question, row: StackRow) -> None:
        choices = [Choice(choice) for choice in row.choices[:8]]
        choices.append(Choice(messages.SOMETHING_ELSE, opens_box=True))
        name = shown(row.name)
        super().__init__(
            Question(
                id=question.id,
                kind="choice",
                section=question.section,
                slot=question.slot,
                text=messages.CHANGE_VALUE.format(name=name),
                lands_in=f"stack.toml {row.key}",
                choices=tuple(choices) if row.choices else (),
            )
        )
        self.row = row

    @property
    def options(self) -> tuple[Option, ...]:
        """The choices of the key; none where only words fit."""
        return tuple(
            Option(number, choice.label, opens_box=choice.opens_box)
            for number, choice in enumerate(self.question.choices, start=1)
        )

    @property
    def prefill(self) -> str:
        """The present value, where it is typed."""
        return "" if self.question.choices else self.row.value

    def head(self, room: Room) -> list[Content]:
        """Return the question and the present value."""
        rows = wrapped(self.question.text, room.width, "bold")
        now = wrapped(f"{self.row.key} = {shown(self.row.value)}", room.width, "$muted")
        return [*rows, part(""), *now]

    def option_rows(
        self, room: Room, chosen: int, only: int = 0
    ) -> tuple[list[Content], list[Spot]]:
        """Return the choices without air."""
        return plain_options(self.options, Room(room.width, max(1, room.level)), chosen, only)

    def choose(self, desk: Desk, number: int, text: str) -> None:
        """Give the key that value."""
        desk.give_stack(self.row.key, text or self.question.choices[number - 1].label)

    def write(self, desk: Desk, text: str) -> None:
        """Give the key the typed value."""
        desk.give_stack(self.row.key, text)
