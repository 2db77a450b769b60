"""Two answers disagree: keep A, use B, both because, neither (screens.md 6.4)."""

from __future__ import annotations

from textual.content import Content

from spec_tui import messages
from spec_tui.widgets import glyphs
from spec_tui.widgets.cards.base import Card, Option, Room, Spot, plain_options
from spec_tui.widgets.text import line, pad, part, selected, shown, wrap, wrapped

SIDE_BY_SIDE = 70
_GUTTER = 2


class ConflictCard(Card):
    """Both texts with what is known about each."""

    kind = "conflict"

    @property
    def options(self) -> tuple[Option, ...]:
        """Four options, whatever the question says about its choices."""
        texts = [side.text for side in self.question.sides] + ["", ""]
        labels = [choice.label for choice in self.question.choices]
        both = labels[2] if len(labels) > 2 else messages.BOTH
        neither = labels[3] if len(labels) > 3 else messages.NEITHER
        opens = [choice.opens_box for choice in self.question.choices]
        return (
            Option(1, messages.KEEP.format(text=texts[0])),
            Option(2, messages.USE.format(text=texts[1])),
            Option(3, both, opens_box=opens[2] if len(opens) > 2 else True),
            Option(4, neither, opens_box=opens[3] if len(opens) > 3 else True),
        )

    def head(self, room: Room) -> list[Content]:
        """Return title and question."""
        rows = [part(messages.DISAGREE, "$warning")]
        if room.level < 3 and not room.folded:
            rows.append(part(""))
        return rows + wrapped(shown(self.question.text), room.width, "bold")

    def foot(self, room: Room) -> list[Content]:
        """Return where the text goes that is not kept."""
        if room.level > 1:
            return []
        return [part(""), *wrapped(messages.LOSER_MOVES, room.width, "$muted")]

    def option_rows(
        self, room: Room, chosen: int, only: int = 0
    ) -> tuple[list[Content], list[Spot]]:
        """Return both sides, beside each other where there is room, then 3 and 4."""
        if only:
            return plain_options(self.options, room, chosen, only)
        options = self.options
        if room.width >= SIDE_BY_SIDE:
            rows, spots = self._beside(room, chosen)
        else:
            rows, spots = self._stacked(room, chosen)
        if room.level < 3:
            rows.append(part(""))
        below, places = plain_options(options[2:], room, chosen, 0)
        spots += [(row + len(rows), left, right, number) for row, left, right, number in places]
        return rows + below, spots

    def _side(self, index: int, width: int, room: Room, *, chosen: bool) -> list[Content]:
        option = self.options[index]
        side = self.question.sides[index]
        bar = (glyphs.SELECTED, "$primary") if chosen else (" ", "")
        style = "bold" if chosen else ""
        rows = []
        for number, piece in enumerate(wrap(shown(option.label), width - 6)):
            lead = (str(index + 1), "bold $primary") if not number else (" ", "")
            rows.append(line(bar, " ", lead, "  ", (piece, style)))
        if room.level < 3:
            for text, tone in ((side.place, ""), (side.source, "$muted")):
                if text:
                    rows += [
                        line(bar, "    ", (piece, tone)) for piece in wrap(shown(text), width - 6)
                    ]
        return rows

    def _beside(self, room: Room, chosen: int) -> tuple[list[Content], list[Spot]]:
        half = (room.width - _GUTTER) // 2
        sides = [
            self._side(index, half, room, chosen=chosen == index + 1)
            for index in range(len(self.question.sides))
        ]
        height = max((len(side) for side in sides), default=0)
        rows = []
        spots: list[Spot] = []
        for row in range(height):
            pieces: list[Content] = []
            for index, side in enumerate(sides):
                is_chosen = chosen == index + 1
                blank = part(glyphs.SELECTED, "$primary") if is_chosen else part("")
                content = side[row] if row < len(side) else blank
                if is_chosen:
                    pieces.append(selected(content, half))
                else:
                    pieces.append(pad(content, half).stylize_before("on $surface"))
                start = index * (half + _GUTTER)
                spots.append((row, start, start + half, index + 1))
            rows.append(line(pieces[0], " " * _GUTTER, *pieces[1:]))
        return rows, spots

    def _stacked(self, room: Room, chosen: int) -> tuple[list[Content], list[Spot]]:
        rows: list[Content] = []
        spots: list[Spot] = []
        for index in range(len(self.question.sides)):
            if index and room.level < 2:
                rows.append(part(""))
            is_chosen = chosen == index + 1
            for content in self._side(index, room.width, room, chosen=is_chosen):
                spots.append((len(rows), 0, room.width, index + 1))
                rows.append(selected(content, room.width) if is_chosen else content)
        return rows, spots
