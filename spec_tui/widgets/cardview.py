"""The place of the question: lays a card out so that it fits the window.

It chooses the richest level of detail that fits, gives the answer box what is left, and scrolls
only where even the barest form does not fit.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region

from spec_tui import messages
from spec_tui.widgets.box import AnswerBox
from spec_tui.widgets.cards import Card, Room
from spec_tui.widgets.cards.base import Spot
from spec_tui.widgets.layout import TEXT_WIDTH, Layout, layout
from spec_tui.widgets.lines import Lines
from spec_tui.widgets.text import line, part, spread

_LONG = 4
"""Rows of an empty box for a long answer, where there is room."""
_TOP = {"wide": 1, "middle": 1, "narrow": 1, "small": 1, "least": 0, "below": 0}


class Rows(Lines):
    """Rows that were worked out elsewhere."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.rows: list[Content] = []

    def show(self, rows: list[Content], width: int) -> None:
        """Draw other rows."""
        self.rows = rows
        self.display = bool(rows)
        self.styles.height = max(1, len(rows))
        self.styles.width = width
        self.redraw(layout=True)

    def lines(self, width: int) -> list[Content]:
        """Return the rows."""
        return self.rows


class OptionRows(Rows, can_focus=True):
    """The numbered options of the card."""

    def __init__(self) -> None:
        super().__init__(id="options")
        self.spots: list[Spot] = []

    def on_click(self, event: events.Click) -> None:
        """Select the clicked option."""
        for row, left, right, number in self.spots:
            if row == event.y and left <= event.x < right:
                self.app.run_command_id("choose", str(number))  # type: ignore[attr-defined]
                return

    def row_of(self, number: int) -> int:
        """First row of an option."""
        return next((spot[0] for spot in self.spots if spot[3] == number), 0)


@dataclass
class Laid:
    """A card on the table, with what was typed and chosen on it so far."""

    card: Card
    text: str = ""
    chosen: int = 0
    boxed: bool = False
    long: bool = False
    cursor: int = -1
    start: str = field(default="")
    """Words that the box began with; nobody typed them here."""
    owner: int = 0
    """The option whose box the words were typed in."""
    touched: bool = False
    """Somebody has edited the words that the box began with."""

    @property
    def half_typed(self) -> bool:
        """Somebody typed words that are saved nowhere."""
        return bool(self.text.strip()) and self.text != self.start

    @property
    def unchanged(self) -> bool:
        """A choice asked for words, and there are none yet, or only those it began with."""
        option = next((one for one in self.card.options if one.number == self.chosen), None)
        if option is None or not option.opens_box:
            return False
        return not self.text.strip() or (self.text == self.start and not self.touched)

    @classmethod
    def of(cls, card: Card) -> Laid:
        """Lay a card that nobody has touched."""
        text = card.prefill
        boxed = card.boxed or bool(card.prefill and not card.options)
        return cls(card, text, boxed=boxed, long=not card.one_line, start=text)


class CardView(VerticalScroll, can_focus=True):
    """The card in its place."""

    DEFAULT_CSS = """
    CardView { width: 1fr; height: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.laid: Laid | None = None
        self.arranged: Layout = layout(80, 24)
        self.example = False
        self.read_only = False
        self.head = Rows(id="head")
        self.options = OptionRows()
        self.box = AnswerBox()
        self.hint = Rows(id="hint")
        self.foot = Rows(id="foot")

    def compose(self) -> ComposeResult:
        """Head, options, box, hint, foot."""
        yield self.head
        yield self.options
        yield self.box
        yield self.hint
        yield self.foot

    def lay(self, laid: Laid) -> None:
        """Show another card, or the same one again."""
        self.laid = laid
        self.box.load(laid.text, long=laid.long, cursor=laid.cursor)
        self.scroll_home(animate=False)
        self.lay_out()
        self.focus_card()

    def keep(self) -> None:
        """Write what was typed back to the card on the table."""
        if self.laid is not None:
            self.laid.text = self.box.answer
            self.laid.cursor = self.box.cursor_offset
            self.laid.long = self.box.long

    def focus_card(self) -> None:
        """Put the focus where the person answers."""
        laid = self.laid
        if laid is None:
            return
        if laid.boxed and not self.read_only:
            self.screen.set_focus(self.box, scroll_visible=False)
        elif laid.card.options and not laid.boxed:
            self.screen.set_focus(self.options, scroll_visible=False)
        else:
            self.screen.set_focus(self, scroll_visible=False)

    @property
    def margin(self) -> int:
        """Columns free at the left."""
        return self.arranged.margin

    def room(self, level: int) -> Room:
        """What a card may use at a level of detail."""
        width = min(TEXT_WIDTH, self.outer_size.width - 2 * self.margin)
        return Room(
            max(20, width),
            level,
            self.outer_size.height,
            self.example,
            self.arranged.folded,
            self.laid is not None and self.laid.boxed,
            self.laid.chosen if self.laid is not None else 0,
        )

    def lay_out(self) -> None:
        """Work out every row again."""
        laid = self.laid
        if laid is None or not self.outer_size.width:
            return
        tall = self.arranged.tall
        top = 2 if tall else _TOP[self.arranged.size]
        for level in range(0 if tall else 1, 4):
            room = self.room(level)
            head, options, foot = self._parts(room)
            fixed = top + len(head) + len(options) + len(foot)
            if laid.boxed:
                fixed += self._least_box() + 1
            if fixed + self._reserve(room, len(options)) <= room.rows or laid.card.scrolls:
                break
        else:
            top = 0
        needed = top + len(head) + len(options) + len(foot)
        needed += self._least_box() + 1 if laid.boxed else 0
        right = self.margin
        if needed > room.rows and self.margin < 2:
            # The scroll bar takes the last column.
            room = replace(room, width=room.width - 1)
            head, options, foot = self._parts(room)
        elif needed > room.rows:
            right -= 1
        self.styles.padding = (top, right, 0, self.margin)
        width = room.width
        self.head.show(head, width)
        self.options.show(options, width)
        self.foot.show(foot, width)
        self.box.display = laid.boxed
        self.hint.show(self._hint(width) if laid.boxed else [], width)
        if laid.boxed:
            left = room.rows - top - len(head) - len(options) - len(foot) - 1
            self.box.styles.width = width
            wanted = max(self.box.rows + 1, _LONG) if self.box.long else self.box.rows
            wanted = max(self.box.rows + 1, _LONG) if self.box.long else self.box.rows
            self.box.styles.height = max(self._least_box(), min(wanted, left))

    def _parts(self, room: Room) -> tuple[list[Content], list[Content], list[Content]]:
        laid = self.laid
        assert laid is not None
        head = laid.card.head(room)
        options: list[Content] = []
        if laid.card.options:
            only = laid.chosen if laid.boxed else 0
            options, spots = laid.card.option_rows(room, laid.chosen, only)
            self.options.spots = list(spots)
            if laid.boxed and room.level < 3 and options:
                options = [*options, part("")]
        tight = laid.card.tight and room.level > 0
        if room.level < 3 and not tight and (options or laid.boxed):
            head = [*head, part("")]
        foot = laid.card.foot(room)
        return head, options, foot

    def _reserve(self, room: Room, drawn: int) -> int:
        """Rows that selecting another option may need, so that nothing jumps."""
        laid = self.laid
        assert laid is not None
        if laid.boxed or room.level in {0, 3} or not laid.card.options:
            return 0
        most = max(
            len(laid.card.option_rows(room, option.number)[0]) for option in laid.card.options
        )
        return max(0, most - drawn)

    def _least_box(self) -> int:
        return 3 if self.arranged.folded else 2

    def _hint(self, width: int) -> list[Content]:
        if not self.box.long:
            return [part(messages.ENTER_SAVES, "$muted")]
        count = self.box.document.line_count
        right = messages.LINES.format(count=count) if count > 1 else ""
        for text in (messages.ENTER_BREAKS, messages.ENTER_BREAKS_SHORT):
            if len(text) + len(right) + 2 <= width:
                break
        return [spread(line((text, "$muted")), part(right, "$muted"), width)]

    def choose(self, number: int) -> None:
        """Select an option; 0 takes the selection away."""
        laid = self.laid
        if laid is None:
            return
        laid.chosen = number
        self.lay_out()
        row = self.options.row_of(number) + len(self.head.rows)
        self.scroll_to_region(Region(0, row, 1, 2), animate=False)

    def open_box(self, *, long: bool) -> None:
        """Open the box under the chosen option."""
        laid = self.laid
        if laid is None:
            return
        laid.boxed, laid.owner = True, laid.chosen
        self.box.load(laid.text, long=long)
        self.box.fresh = True
        self.lay_out()
        self.focus_card()

    def close_box(self) -> None:
        """Go back to the options; what was typed stays with the card."""
        laid = self.laid
        if laid is None:
            return
        self.keep()
        laid.boxed = False
        self.lay_out()
        self.focus_card()

    def on_resize(self) -> None:
        """Lay out again."""
        self.lay_out()

    def on_answer_box_resized(self, event: AnswerBox.Resized) -> None:
        """Give the box another height."""
        event.stop()
        self.lay_out()
