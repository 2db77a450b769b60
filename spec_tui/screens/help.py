"""Help: one page per screen, drawn from the commands (screens.md 6.16)."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from spec_tui import messages
from spec_tui.commands import COMMANDS, Command, Context, key_name
from spec_tui.modes import mode_at
from spec_tui.screens.page import Page
from spec_tui.widgets.lines import Lines
from spec_tui.widgets.text import line, pad, part, wrap

_KEY = 9
_TWO_COLUMNS = 70


def key_of(command: Command, place: str) -> str:
    """Return the key that help prints for a command of a place."""
    if command.key_words:
        return command.key_words
    letters_first = place != "interview" and command.letters
    keys = (*command.letters, *command.keys) if letters_first else command.keys or command.letters
    return key_name(keys[0]) if keys else ""


def help_groups(place: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the headings of the page with their keys and words, in the order of the commands."""
    found: dict[str, list[tuple[str, str]]] = {}
    for command in COMMANDS:
        key = key_of(command, place)
        if command.group and place in command.places and key:
            found.setdefault(command.group, []).append((key, command.help or command.short))
    return list(found.items())


class HelpRows(Lines):
    """The groups in two columns, one where narrow."""

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def lines(self, width: int) -> list[Content]:
        """Return the page."""
        groups = help_groups(self.place)
        if width < _TWO_COLUMNS:
            rows = self._column(list(groups), width)
        else:
            half = (width - 2) // 2
            left = self._column(groups[:1], half)
            right = self._column(groups[1:], width - half - 2)
            rows = []
            for at in range(max(len(left), len(right))):
                one = left[at] if at < len(left) else part("")
                two = right[at] if at < len(right) else part("")
                rows.append(line(pad(one, half), "  ", two))
        if self.place == "interview":
            rows.append(part(""))
            words = f"{messages.ALSO_TYPE}  {', '.join(messages.WORDS)}"
            split = len(messages.ALSO_TYPE)
            for at, piece in enumerate(wrap(words, width)):
                first = piece[:split] if not at else ""
                rows.append(line((first, "$muted"), piece[len(first) :]))
        return rows

    def _column(self, groups: list[tuple[str, list[tuple[str, str]]]], width: int) -> list[Content]:
        rows: list[Content] = []
        for title, entries in groups:
            if rows:
                rows.append(part(""))
            rows.append(part(title, "bold"))
            for key, words in entries:
                pieces = wrap(words, width - _KEY)
                rows.append(line((key.ljust(_KEY), "bold $primary"), pieces[0]))
                rows += [line(" " * _KEY, piece) for piece in pieces[1:]]
        return rows


class HelpScreen(Page):
    """All keys of the screen below."""

    CSS_PATH = "help.tcss"
    place = "help"
    trail = messages.HELP

    def __init__(self, below: Context) -> None:
        self.mode = mode_at(below.place)
        super().__init__()
        self.rows = HelpRows(below.place)
        self.scroller = VerticalScroll(self.rows, id="help")

    def body(self) -> ComposeResult:
        """The page."""
        yield self.scroller

    def on_mount(self) -> None:
        """Take the keys."""
        super().on_mount()
        self.receipt.display = False

    def do_close_help(self, key: str) -> None:
        """Close the page."""
        self.app.pop_screen()

    def do_palette_help(self, key: str) -> None:
        """Find a command instead."""
        self.app.pop_screen()
        self.spec.call_next(self.spec.run_command_id, "palette")

    def do_menu(self, key: str) -> None:
        """Open the menu of the screen below."""
        self.app.pop_screen()
        self.spec.call_next(self.spec.run_command_id, "menu")

    def do_scroll(self, key: str) -> None:
        """Move the page."""
        steps = {"up": -1, "k": -1, "down": 1, "j": 1, "pageup": -10, "pagedown": 10}
        if key == "home":
            self.scroller.scroll_home(animate=False)
        elif key == "end":
            self.scroller.scroll_end(animate=False)
        else:
            self.scroller.scroll_relative(y=steps.get(key, 1), animate=False)
