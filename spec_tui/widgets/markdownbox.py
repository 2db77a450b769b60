"""The box in which Markdown is written: what stands out is coloured, links are completed."""

from __future__ import annotations

import re

from rich.text import Text
from textual.content import Content
from textual.geometry import Offset

from spec_tui.widgets import glyphs
from spec_tui.widgets.box import AnswerBox
from spec_tui.widgets.lines import Lines
from spec_tui.widgets.markdown import State, spans, states
from spec_tui.widgets.text import fit, line, selected, shown

_OPEN = re.compile(r"\[\[([^\[\]|]{0,200})$")


class MarkdownBox(AnswerBox):
    """An answer box whose lines are coloured as Markdown."""

    COMPONENT_CLASSES = {  # noqa: RUF012
        "markdown--heading", "markdown--mark", "markdown--strong", "markdown--code",
        "markdown--link", "markdown--quiet",
    }  # fmt: skip
    DEFAULT_CSS = """
    MarkdownBox > .markdown--heading { color: $foreground; text-style: bold; }
    MarkdownBox > .markdown--mark { color: $primary; }
    MarkdownBox > .markdown--strong { text-style: bold; }
    MarkdownBox > .markdown--code { color: $muted; }
    MarkdownBox > .markdown--link { color: $primary; }
    MarkdownBox > .markdown--quiet { color: $muted; }
    """

    def __init__(self, *, id: str) -> None:
        self._states: tuple[State, ...] | None = None
        super().__init__()
        self.id = id

    def _build_highlight_map(self) -> None:
        super()._build_highlight_map()
        self._states = None

    def get_line(self, line_index: int) -> Text:
        """One line with its colours."""
        text = super().get_line(line_index)
        if self._states is None:
            self._states = states(self.document.lines)
        state = self._states[line_index] if line_index < len(self._states) else "text"
        for start, end, look in spans(text.plain, state):
            text.stylize(
                self.get_component_rich_style(f"markdown--{look}", partial=True), start, end
            )
        return text

    @property
    def link_begun(self) -> str | None:
        """What stands between `[[` and the cursor, None where no link is being typed."""
        row, column = self.cursor_location
        found = _OPEN.search(self.document.get_line(row)[:column])
        return found[1] if found is not None else None

    def complete(self, target: str) -> None:
        """Put a target in the place of the link that is being typed, and close it."""
        begun = self.link_begun
        if begun is None:
            return
        row, column = self.cursor_location
        closed = self.document.get_line(row)[column : column + 2] == "]]"
        words = self._view(target) + ("" if closed else "]]")
        self._replace_via_keyboard(words, (row, column - len(begun)), (row, column))
        if closed:
            self.move_cursor_relative(columns=2)


class Completions(Lines):
    """What a link that is being typed could lead to: a short list below the cursor."""

    DEFAULT_CSS = """
    Completions {
        overlay: screen; constrain: inside inflect; position: absolute;
        background: $panel; width: auto; height: auto; display: none;
    }
    """
    MOST = 8

    def __init__(self) -> None:
        super().__init__(id="completions")
        self.found: tuple[str, ...] = ()
        self.at = 0

    @property
    def target(self) -> str:
        """The selected one, "" where there is none."""
        return self.found[self.at] if self.at < len(self.found) else ""

    def show(self, found: tuple[str, ...], box: AnswerBox) -> None:
        """List targets below the cursor of a box; none hides the list."""
        self.found = found[: self.MOST]
        self.at = 0
        self.display = bool(self.found)
        if self.found:
            longest = max(len(shown(one)) for one in self.found)
            self.styles.width = max(12, min(longest + 4, self.screen.size.width - 4))
            self.styles.offset = box.cursor_screen_offset + Offset(0, 1)
            self.redraw(layout=True)

    def move(self, step: int) -> None:
        """Select another one."""
        self.at = max(0, min(self.at + step, len(self.found) - 1))
        self.redraw()

    def lines(self, width: int) -> list[Content]:
        """Return the targets."""
        rows = []
        for number, one in enumerate(self.found):
            here = number == self.at
            bar = (glyphs.SELECTED, "$primary") if here else (" ", "")
            row = line(bar, " ", (fit(shown(one), width - 3), "bold" if here else ""))
            rows.append(selected(row, width) if here else row)
        return rows
