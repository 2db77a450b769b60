"""What stands in the place of the question: one card of one kind, as plain data and lines.

A card draws nothing itself: `CardView` asks it for the rows above the options, the options and the
rows below, at a level of detail that fits the window. Level 0 has air, 1 is normal, 2 leaves the
explanations out, 3 keeps the question alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol

from textual.content import Content

from spec_tui import messages
from spec_tui.interview.model import Intent, Question
from spec_tui.widgets import glyphs
from spec_tui.widgets.text import labelled, line, part, selected, shown, spread, wrap, wrapped

LABEL = 10
"""Columns of the label `Lands in`."""
Spot = tuple[int, int, int, int]
"""Where an option can be clicked: row, first column, last column, number of the option."""


@dataclass(frozen=True, slots=True)
class Room:
    """What a card may use."""

    width: int
    level: int
    """0 airy to 3 least."""
    rows: int = 24
    """Rows of the whole card."""
    example: bool = False
    """The example was asked for."""
    folded: bool = False
    """Small window: labels stand in the line."""
    boxed: bool = False
    """The answer box is open."""
    chosen: int = 0
    """The selected option, 0 = none."""


@dataclass(frozen=True, slots=True)
class Option:
    """One numbered option of a card."""

    number: int
    label: str
    about: str = ""
    right: str = ""
    """A word at the right end, e.g. `recommended`."""
    opens_box: bool = False
    off: str = ""
    """Why it cannot be taken, `` if it can."""


class Desk(Protocol):
    """What a card may ask of the screen it lies on."""

    def send(
        self, question_id: str, text: str = "", *, choose: int | None = None, reason: str = ""
    ) -> None:
        """Answer a question; the screen shows what comes of it."""

    def send_intent(self, question_id: str, intent: Intent, reason: str = "") -> None:
        """Say skip, later, don't know or n/a to a question."""

    def lay(self, card: Card) -> None:
        """Lay another card in the place of this one; esc comes back."""

    def put_back(self) -> None:
        """Go back to the card before, or on with the present question."""

    def ask(self, question_id: str) -> None:
        """Open a question at once."""

    def say(self, text: str) -> None:
        """Say a sentence on the receipt line."""

    def undo(self) -> None:
        """Take the last change back."""

    def put_sentence(self, sentence: str, section: str) -> None:
        """Put an unplaced sentence of the import into a section; "" drops it."""

    def give_stack(self, key: str, value: str) -> None:
        """Give one key of stack.toml a value."""

    def finish(self) -> None:
        """Finish with assumptions accepted."""

    def write_assumptions(self) -> None:
        """Take the usual answers of every open place, without finishing."""

    def own_stack(self, text: str) -> None:
        """Use a stack.toml of their own: its text, or the path of the file."""


class Card:
    """Base of the cards. A subclass says its rows and what an option does."""

    kind: ClassVar[str] = "card"
    numbered = True
    """Its options can be chosen by number."""
    tight = False
    """The options follow the rows above without a blank row, where there is no air."""

    def __init__(self, question: Question, *, number: int = 0) -> None:
        self.question = question
        self.number = number

    @property
    def options(self) -> tuple[Option, ...]:
        """The numbered options, none where only words are asked for."""
        return ()

    @property
    def boxed(self) -> bool:
        """The answer box is open from the start."""
        return not self.options

    @property
    def one_line(self) -> bool:
        """Enter saves in the box."""
        return self.question.one_line

    @property
    def scrolls(self) -> bool:
        """What does not fit is scrolled through, not squeezed."""
        return False

    @property
    def prefill(self) -> str:
        """Text that the box starts with."""
        return self.question.prefill

    def box_line(self, number: int) -> bool:
        """Tell whether the box that option `number` opens is of one line."""
        return True

    def head(self, room: Room) -> list[Content]:
        """Return the rows above the options or the box."""
        return heading(self, room)

    def foot(self, room: Room) -> list[Content]:
        """Return the rows below."""
        return []

    def option_rows(
        self, room: Room, chosen: int, only: int = 0
    ) -> tuple[list[Content], list[Spot]]:
        """Return the rows of the options and where each can be clicked.

        `chosen` is the selected number (0 = none); `only` draws a single option, above its box.
        The places are (row, first column, last column, number).
        """
        return plain_options(self.options, room, chosen, only)

    def choose(self, desk: Desk, number: int, text: str) -> None:
        """Take option `number`, with the words of the box where it opened one."""
        desk.send(self.question.id, text, choose=number)

    def write(self, desk: Desk, text: str) -> None:
        """Take the words of the box where no option was chosen."""
        desk.send(self.question.id, text)

    def enter(self, desk: Desk) -> None:
        """Enter without a chosen option."""
        desk.say(messages.CHOOSE_FIRST)


def heading(card: Card, room: Room, *, right: str = "") -> list[Content]:
    """Return number, question, why and place of a card in the usual order."""
    question = card.question
    rows: list[Content] = []
    if not room.folded and room.level < 3:
        word = messages.ONCE_MORE if question.follow_up else messages.QUESTION
        number = word.format(number=card.number)
        rows.append(
            spread(part(number, "$muted"), part(right, "$muted"), room.width)
            if right
            else part(number, "$muted")
        )
        rows.append(part(""))
    rows.extend(wrapped(shown(question.text), room.width, "bold"))
    if room.level >= 3:
        return rows
    why = question.why and (room.example if room.folded else room.level < 2)
    if why:
        if not room.folded:
            rows.append(part(""))
        rows.extend(labelled(messages.WHY, shown(question.why), room.width, LABEL))
    if question.lands_in:
        if not why and not room.folded:
            rows.append(part(""))
        rows.extend(place_rows(question, room))
    return rows


def place_rows(question: Question, room: Room) -> list[Content]:
    """Return `Lands in  §9 Performance`."""
    place = shown(question.lands_in)
    if not room.folded:
        return labelled(messages.LANDS_IN, place, room.width, LABEL, style="")
    first, *more = wrap(f"{messages.LANDS_IN} {place}", room.width)
    split = len(messages.LANDS_IN)
    rows = [line((first[:split], "$muted"), first[split:])]
    rows.extend(part(piece) for piece in more)
    return rows


def example_rows(question: Question, room: Room) -> list[Content]:
    """Return the example, after F6."""
    if not room.example:
        return []
    text = shown(question.example) or messages.NO_EXAMPLE
    return [part(""), *labelled(messages.EXAMPLE, text, room.width, LABEL, style="")]


def plain_options(
    options: tuple[Option, ...], room: Room, chosen: int, only: int
) -> tuple[list[Content], list[Spot]]:
    """Return numbered options, one below the other."""
    rows: list[Content] = []
    spots: list[Spot] = []
    for index, option in enumerate(options):
        if only and option.number != only:
            continue
        if index and room.level == 0 and not only and any(item.about for item in options):
            rows.append(part(""))
        is_chosen = option.number == chosen
        explained = room.level == 0 or (is_chosen and room.level < 3)
        for content in _option(option, room, is_chosen=is_chosen, explained=explained):
            spots.append((len(rows), 0, room.width, option.number))
            rows.append(selected(content, room.width) if is_chosen else content)
    return rows, spots


def _option(option: Option, room: Room, *, is_chosen: bool, explained: bool) -> list[Content]:
    bar = (glyphs.SELECTED, "$primary") if is_chosen else (" ", "")
    right = option.right if room.width >= 40 else ""
    space = room.width - 5 - (len(right) + 2 if right else 0)
    style = "$muted" if option.off else "bold" if is_chosen else ""
    pieces = wrap(shown(option.label), space)
    rows = []
    for index, piece in enumerate(pieces):
        if index:
            rows.append(line(bar, "    ", (piece, style)))
            continue
        number = (str(option.number), "$muted" if option.off else "bold $primary")
        content = line(bar, " ", number, "  ", (piece, style))
        rows.append(spread(content, line((right, "$muted"), " "), room.width) if right else content)
    if option.about and explained:
        about = wrap(shown(option.about), room.width - 5)
        rows += [line(bar, "    ", (piece, "$muted")) for piece in about]
    return rows
