"""The last row: keys that do something here, drawn from the commands."""

from __future__ import annotations

from textual import events
from textual.content import Content

from spec_tui.commands import Context, footer
from spec_tui.commands.model import Command
from spec_tui.widgets.lines import Lines
from spec_tui.widgets.text import line, part

Entry = tuple[str, str, str]
"""(key, words, command id)."""


def _weight(command: Command) -> float:
    return command.weight or -float(command.rank)


def key_entries(context: Context, width: int) -> list[Entry]:
    """Return the entries that fit `width` cells.

    Whole entries are dropped, the lightest first, never the last one (screens.md section 2).
    """
    commands = list(footer(context))
    while commands:
        entries = [(command.footer_key(context), command.short, command.id) for command in commands]
        if _width(entries) <= width or len(commands) == 1:
            return entries
        droppable = commands[:-1]
        commands.remove(min(droppable, key=_weight))
    return []


def _width(entries: list[Entry]) -> int:
    return 1 + sum(len(key) + 1 + len(words) + 2 for key, words, _ in entries) - 2


class KeyLine(Lines):
    """The key line; a click on an entry does what the key does."""

    DEFAULT_CSS = "KeyLine { height: 1; background: $surface; }"

    def __init__(self) -> None:
        super().__init__()
        self.context = Context(place="")
        self._spots: list[tuple[int, int, str, str]] = []

    def show(self, context: Context) -> None:
        """Draw the keys of another place."""
        if context != self.context:
            self.context = context
            self.redraw()

    def lines(self, width: int) -> list[Content]:
        """Return the one row."""
        row = part(" ")
        self._spots = []
        for index, (key, words, command_id) in enumerate(key_entries(self.context, width)):
            if index:
                row = line(row, "  ")
            start = row.cell_length
            row = line(row, (key, "bold $primary"), " ", (words, "$muted"))
            self._spots.append((start, row.cell_length, command_id, key))
        return [row]

    def on_click(self, event: events.Click) -> None:
        """Do what the clicked entry says."""
        for start, end, command_id, _key in self._spots:
            if start <= event.x < end:
                self.app.run_command_id(command_id)  # type: ignore[attr-defined]
