"""The live panel: 18 sections with glyph, word and what is missing."""

from __future__ import annotations

from collections import Counter

from textual import events
from textual.content import Content

from spec_tui import messages
from spec_tui.interview.model import STATES, SectionStatus
from spec_tui.widgets import glyphs
from spec_tui.widgets.layout import Layout, layout
from spec_tui.widgets.lines import Lines
from spec_tui.widgets.shown import Shown
from spec_tui.widgets.text import fit, line, part, selected, spread

_NAME = {"wide": 18, "middle": 17}
_NARROW_NAME = 15


def _change(change: int) -> tuple[str, str]:
    if not change:
        return ("", "")
    sign = "−" if change < 0 else "+"
    return (f" ({sign}{abs(change)})", "$success" if change < 0 else "$warning")


def section_row(
    status: SectionStatus,
    width: int,
    *,
    mark: tuple[str, str],
    strong: bool,
    name: int,
    words: bool = False,
) -> Content:
    """Return one row of a list of sections: mark, glyph, name, state, count.

    `name` is the width of the name column; with `words` the count says "2 to go".
    """
    state = status.state
    quiet = state == "final" and not strong
    name_style = "bold" if strong else "$muted" if quiet else "$foreground"
    word_style = {"drafted": "$warning", "clarified": "$foreground"}.get(state, "$muted")
    left = line(
        (mark[0].ljust(1), mark[1]),
        " ",
        (glyphs.STATES[state], glyphs.STATE_STYLES[state]),
        " ",
        (fit(status.section.title, name - 1).ljust(name), name_style),
        (state, word_style),
    )
    count = ""
    if status.to_go:
        count = messages.TO_GO.format(count=status.to_go) if words else str(status.to_go)
    return spread(left, line((count, "$muted"), " "), width)


class StatusPanel(Lines, can_focus=True):
    """18 rows and what is left; Enter on a row lists its answers."""

    DEFAULT_CSS = """
    StatusPanel { background: $surface; overflow-y: auto; scrollbar-size-vertical: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.picture: Shown | None = None
        self.arranged: Layout = layout(80, 24)
        self.asked = ""
        self.cursor = 0
        self._first = 0

    def show(self, picture: Shown, arranged: Layout, asked: str) -> None:
        """Draw another picture; `asked` is the id of the section asked about now."""
        self.picture = picture
        self.arranged = arranged
        self.asked = asked
        self.redraw()

    def lines(self, width: int) -> list[Content]:
        """Return the rows of the panel."""
        picture = self.picture
        if picture is None:
            return []
        state = picture.state
        tall = self.arranged.tall
        final = messages.FINAL_OF.format(final=state.final, total=len(state.sections))
        title = spread(line("  ", (messages.SECTIONS, "bold")), line((final, "$muted"), " "), width)
        short = len(state.sections) + 2 > self.size.height > 0
        rows = [part(""), title, part("")] if tall else [] if short else [title]
        self._first = len(rows)
        rows.extend(self._section(index, width) for index in range(len(state.sections)))
        rows.extend(self._tall_foot(width) if tall else [self._short_foot(width)])
        return rows

    def _section(self, index: int, width: int) -> Content:
        picture = self.picture
        assert picture is not None
        status = picture.state.sections[index]
        here = status.section.id == self.asked
        changed = status.section.id in picture.last_changed
        mark = (
            (glyphs.HERE, "$primary")
            if here
            else (glyphs.CHANGED, "$success")
            if changed
            else (" ", "")
        )
        cursor = self.has_focus and index == self.cursor
        if cursor:
            mark = (glyphs.SELECTED, "$primary")
        row = section_row(
            status,
            width,
            mark=mark,
            strong=here or changed or cursor,
            name=_NAME.get(self.arranged.size, _NARROW_NAME),
            words=self.arranged.size == "wide",
        )
        return selected(row, width) if cursor else row

    def _tall_foot(self, width: int) -> list[Content]:
        picture = self.picture
        assert picture is not None
        values: list[tuple[str, Content]] = [
            (
                messages.OPEN_QUESTIONS,
                line(str(picture.state.open_questions), _change(picture.change)),
            ),
            (messages.QUESTIONS_LEFT, part(str(picture.plan.remaining))),
            (messages.ABOUT, part(messages.MINUTES.format(minutes=picture.plan.minutes))),
        ]
        rows = [part("")]
        rows.extend(spread(line("  ", label), line(value, " "), width) for label, value in values)
        if self.arranged.rows >= 40:
            rows.append(part(""))
            rows.append(
                self._pair(messages.ASSUMPTIONS, str(len(picture.state.assumptions)), width)
            )
            rows.append(self._pair(messages.DEPTH, picture.depth, width))
        return rows

    def _pair(self, label: str, value: str, width: int) -> Content:
        return spread(line("  ", label), line(value, " "), width)

    def _short_foot(self, width: int) -> Content:
        picture = self.picture
        assert picture is not None
        left = messages.LEFT_SHORT.format(left=picture.plan.remaining, minutes=picture.plan.minutes)
        opened = messages.OPEN_SHORT.format(count=picture.state.open_questions)
        right = line((opened, "$muted"), _change(picture.change), " ")
        return spread(line("  ", (left, "$muted")), right, width)

    def move(self, key: str) -> None:
        """Move the cursor by one of the moving keys."""
        last = len(self.picture.state.sections) - 1 if self.picture else 0
        step = {"up": -1, "k": -1, "down": 1, "j": 1, "pageup": -9, "pagedown": 9}.get(key, 0)
        target = 0 if key == "home" else last if key == "end" else self.cursor + step
        self.cursor = max(0, min(last, target))
        self.redraw()

    @property
    def section_id(self) -> str:
        """Id of the section under the cursor."""
        assert self.picture is not None
        return self.picture.state.sections[self.cursor].section.id

    def on_click(self, event: events.Click) -> None:
        """Select the clicked section; a second click lists its answers."""
        index = event.y - self._first
        if self.picture is None or not 0 <= index < len(self.picture.state.sections):
            return
        again = index == self.cursor and event.chain > 1
        self.cursor = index
        self.redraw()
        if again:
            self.app.run_command_id("open_section")  # type: ignore[attr-defined]

    def on_focus(self) -> None:
        """Start on the section that is asked about."""
        if self.picture is not None:
            ids = [status.section.id for status in self.picture.state.sections]
            if self.asked in ids:
                self.cursor = ids.index(self.asked)
        self.redraw()

    def on_blur(self) -> None:
        """Take the cursor away."""
        self.redraw()


def counts(picture: Shown) -> str:
    """Return the one line of counts that stands for the panel in a small window."""
    found = Counter(status.state for status in picture.state.sections)
    return " · ".join(f"{found[state]} {state}" for state in reversed(STATES) if found[state])


class CountsLine(Lines):
    """The panel folded into one line."""

    DEFAULT_CSS = "CountsLine { height: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def show(self, picture: Shown) -> None:
        """Draw the counts of a picture."""
        self.text = counts(picture)
        self.redraw()

    def lines(self, width: int) -> list[Content]:
        """Return the one row; the rarest words go first where it is too narrow."""
        pieces = self.text.split(" · ")
        while len(pieces) > 1 and len(" · ".join(pieces)) > width - 2:
            pieces.pop()
        return [line(" ", (" · ".join(pieces), "$muted"))]
