"""The F9 menu: every command of this screen by one letter (screens.md 6.16)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from spec_tui import messages
from spec_tui.commands import Command, Context, here, menu_command
from spec_tui.modes import MODES
from spec_tui.widgets.keyline import KeyLine
from spec_tui.widgets.lines import Lines
from spec_tui.widgets.progress import ProgressLine
from spec_tui.widgets.receipt import Receipt
from spec_tui.widgets.text import line, part

if TYPE_CHECKING:
    from spec_tui.app import SpecApp

_GO = tuple(mode.id for mode in MODES)
_ALWAYS = ("help", "palette", "leave")
_LABEL = 9


def groups(context: Context) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Return the three groups of the menu, without what cannot be done now.

    Each is (title, [(letter, words, command id)]).
    """
    commands = [one for one in here(context) if one.menu and not one.needs(context)]

    def entries(wanted: list[Command]) -> list[tuple[str, str, str]]:
        return [(command.menu, command.short, command.id) for command in wanted]

    go = [command for command in commands if command.id in _GO]
    always = [command for command in commands if command.id in _ALWAYS]
    rest = [command for command in commands if command.id not in (*_GO, *_ALWAYS)]
    return [
        (messages.GO_TO, entries(go)),
        (messages.HERE, entries(rest)),
        (messages.ALWAYS, entries(always)),
    ]


class MenuRows(Lines, can_focus=True):
    """Letters and words in columns."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._spots: list[tuple[int, int, int, str]] = []

    def lines(self, width: int) -> list[Content]:
        """Return the groups, each in as many columns as fit."""
        found = [(title, entries) for title, entries in groups(self.context) if entries]
        widest = max(len(words) for _, entries in found for _, words, _ in entries) + 4
        columns = max(1, min(4, (width - _LABEL - 4) // widest))
        column = min((width - _LABEL - 4) // columns, 24)
        rows: list[Content] = []
        self._spots = []
        for title, entries in found:
            if rows and self.app.size.height >= 20:
                rows.append(part(""))
            for start in range(0, len(entries), columns):
                label = title if not start else ""
                row = line("  ", (label.ljust(_LABEL), "$muted"))
                for letter, words, command_id in entries[start : start + columns]:
                    place = row.cell_length
                    gap = " " * max(1, column - 2 - len(words))
                    row = line(row, (letter, "bold $primary"), " ", words, gap)
                    self._spots.append((len(rows), place, row.cell_length, command_id))
                rows.append(row)
        return rows

    def on_click(self, event: events.Click) -> None:
        """Do the clicked command."""
        for row, left, right, command_id in self._spots:
            if row == event.y and left <= event.x < right:
                cast("MenuScreen", self.screen).act(command_id)
                return


class MenuScreen(ModalScreen[str | None]):
    """One more key acts and closes; any other key closes."""

    place = "dialog"

    DEFAULT_CSS = """
    MenuScreen { align: left bottom; background: $background 50%; }
    MenuScreen > #strip {
        background: $panel; width: 1fr; height: auto; padding: 1 0; color: $foreground;
    }
    MenuScreen.-low > #strip { padding: 0; }
    """

    def __init__(self, below: Context) -> None:
        super().__init__()
        self.below = below
        self.rows = MenuRows(below)
        self.progress = ProgressLine()
        self.keyline = KeyLine()

    def compose(self) -> ComposeResult:
        """The strip, the place of the progress line, the keys."""
        with VerticalScroll(id="strip", can_focus=False) as self.strip:
            yield self.rows
        yield self.progress
        yield self.keyline

    @property
    def context(self) -> Context:
        """Letters are the menu's own; only leaving and closing are commands here."""
        return Context(place="menu")

    def on_mount(self) -> None:
        """Take the keys."""
        self.set_class(self.app.size.height < 20, "-low")
        self.set_focus(self.rows)
        self.keyline.show(self.context)
        picture = cast("SpecApp", self.app).picture
        if picture is not None:
            self.progress.show(picture.state.line)

    def on_resize(self) -> None:
        """Draw for another size."""
        self.strip.styles.max_height = self.app.size.height - 2
        self.set_class(self.app.size.height < 20, "-low")
        self.rows.redraw(layout=True)

    def say(self, receipt: Receipt | str) -> None:
        """Sentences belong to the screen below."""

    def on_key(self, event: events.Key) -> None:
        """Act on a letter, close on anything else."""
        event.stop()
        event.prevent_default()
        if event.key in {"up", "down"}:
            self.strip.scroll_relative(y=1 if event.key == "down" else -1, animate=False)
            return
        command = menu_command(event.character or "", self.below)
        self.act(command.id if command is not None else "")

    def act(self, command_id: str) -> None:
        """Close, then do the command on the screen below."""
        app = cast("SpecApp", self.app)

        def done(result: str | None) -> None:
            if result:
                app.run_command_id(result)

        self.dismiss(None)
        if command_id:
            app.call_next(done, command_id)

    def do_menu_letter(self, key: str) -> None:
        """Only a letter acts; the words in the key line do nothing by themselves."""

    def do_close_menu(self, key: str) -> None:
        """Close without doing anything."""
        self.dismiss(None)
