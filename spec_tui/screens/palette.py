"""The palette: every command by its words, with its place and key (screens.md 6.16)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from spec_tui import messages
from spec_tui.commands import COMMANDS, Command, Context, key_name
from spec_tui.modes import MODES
from spec_tui.widgets import glyphs
from spec_tui.widgets.box import LineInput
from spec_tui.widgets.lines import Lines
from spec_tui.widgets.receipt import Receipt
from spec_tui.widgets.text import fit, line, part, selected, shown, spread, wrapped

if TYPE_CHECKING:
    from spec_tui.app import SpecApp

_PLACES = {mode.place: mode.word for mode in MODES} | {"finished": "Finished"}


def place_of(command: Command, context: Context) -> str:
    """Return the word for where a command works."""
    if context.place in command.places:
        return _PLACES.get(context.place, "")
    return next((word for place, word in _PLACES.items() if place in command.places), "")


def matches(words: str, context: Context) -> list[tuple[Command, list[int]]]:
    """Return the commands whose name holds the words, those of this place first.

    The numbers are the places of the matched letters in the name.
    """
    wanted = words.casefold().strip()
    found: list[tuple[tuple[int, int], Command, list[int]]] = []
    for order, command in enumerate(COMMANDS):
        if not command.palette:
            continue
        name = command.name.casefold()
        at = name.find(wanted)
        letters = list(range(at, at + len(wanted))) if at >= 0 else _scattered(wanted, name)
        if letters is None:
            continue
        elsewhere = not command.here(context)
        rank = (1 if elsewhere else 0) + (0 if at == 0 else 2 if at > 0 else 4)
        found.append(((rank, order), command, letters))
    return [(command, letters) for _, command, letters in sorted(found, key=lambda one: one[0])]


def _scattered(wanted: str, name: str) -> list[int] | None:
    """Return the places of the wanted letters in order, None where they do not all occur."""
    places: list[int] = []
    at = 0
    for char in wanted.replace(" ", ""):
        at = name.find(char, at)
        if at < 0:
            return None
        places.append(at)
        at += 1
    return places


def reason_not(command: Command, context: Context) -> str:
    """Return why a command cannot run now, `` if it can."""
    if not command.here(context):
        place = place_of(command, context)
        if context.place in command.places:
            return "not for this question"
        return f"works in {place}"
    return command.needs(context).rstrip(".")


class PaletteRows(Lines):
    """The commands that match, and one line about the selected one."""

    def __init__(self, palette: PaletteScreen) -> None:
        super().__init__()
        self.palette = palette
        self._spots: dict[int, int] = {}

    def lines(self, width: int) -> list[Content]:
        """Return the rows."""
        palette = self.palette
        rows: list[Content] = []
        self._spots = {}
        room = max(3, self.app.size.height - 11)
        top = max(0, min(palette.chosen - room // 2, len(palette.found) - room))
        for at, (command, letters) in enumerate(palette.found[top : top + room], start=top):
            reason = reason_not(command, palette.below)
            is_chosen = at == palette.chosen
            self._spots[len(rows)] = at
            rows.append(self._row(command, letters, width, is_chosen=is_chosen, off=bool(reason)))
        if not palette.found:
            sentence = messages.PALETTE_EMPTY.format(filter=shown(palette.words))
            rows += wrapped(sentence, width, "$muted")
        rows.append(part(""))
        rows += self._about(width)
        return rows

    def _about(self, width: int) -> list[Content]:
        palette = self.palette
        if not palette.found:
            return []
        command, _ = palette.found[palette.chosen]
        reason = reason_not(command, palette.below)
        text = messages.NOT_NOW.format(reason=reason) + "." if reason else command.about
        return wrapped(text, width, "$muted")

    def _row(
        self, command: Command, letters: list[int], width: int, *, is_chosen: bool, off: bool
    ) -> Content:
        bar = (glyphs.SELECTED, "$primary") if is_chosen else (" ", "")
        place = place_of(command, self.palette.below)
        keys = (*command.keys, *command.letters)
        key = key_name(keys[0]) if keys else ""
        right = line((place.ljust(10), "$muted"), (key.rjust(7), "bold $primary"), " ")
        if width < 50:
            right = line((key.rjust(7), "bold $primary"), " ")
        name = fit(command.name, width - right.cell_length - 3)
        words = part(name, "$muted" if off else "bold" if is_chosen else "")
        for at in letters:
            if at < len(name):
                words = words.stylize("bold $primary", at, at + 1)
        row = spread(line(bar, " ", words), right, width)
        return selected(row, width) if is_chosen else row

    def on_click(self, event: events.Click) -> None:
        """Do the clicked command."""
        at = self._spots.get(event.y)
        if at is not None:
            self.palette.chosen = at
            self.palette.do_dialog_take("")


class PaletteScreen(ModalScreen[None]):
    """Type, move, Enter."""

    place = "dialog"

    DEFAULT_CSS = """
    PaletteScreen { align: center top; background: $background 50%; }
    PaletteScreen > #palette {
        background: $panel; color: $foreground; width: 71; max-width: 100%; height: auto;
        margin-top: 4; padding: 1 2;
    }
    PaletteScreen.-low > #palette { margin-top: 0; padding: 0 1; }
    PaletteScreen > #palette > #line { height: 1; margin-bottom: 1; }
    PaletteScreen.-low > #palette > #line { margin-bottom: 0; }
    """

    def __init__(self, below: Context) -> None:
        super().__init__()
        self.below = below
        self.words = ""
        self.found = matches("", below)
        self.chosen = 0
        self.input = LineInput(placeholder=messages.ESC_CLOSES)
        self.rows = PaletteRows(self)

    def compose(self) -> ComposeResult:
        """The line, the rows."""
        with Vertical(id="palette"):
            yield self.input
            yield self.rows

    @property
    def context(self) -> Context:
        """Where the person is now."""
        return Context(place=self.place, typing=True, focus="filter")

    def on_mount(self) -> None:
        """Take the keys."""
        self.set_class(self.app.size.height < 20, "-low")
        self.set_focus(self.input)

    def on_resize(self) -> None:
        """Draw for another size."""
        self.set_class(self.app.size.height < 20, "-low")
        self.rows.redraw(layout=True)

    def say(self, receipt: Receipt | str) -> None:
        """Sentences belong to the screen below."""

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search while typing."""
        self.words = event.value
        self.found = matches(event.value, self.below)
        self.chosen = 0
        self.rows.redraw(layout=True)

    def do_dialog_move(self, key: str) -> None:
        """Move the selection."""
        step = {"down": 1, "up": -1, "pagedown": 10, "pageup": -10}.get(key, 0)
        self.chosen = max(0, min(len(self.found) - 1, self.chosen + step))
        self.rows.redraw(layout=True)

    def do_dialog_take(self, key: str) -> None:
        """Do the selected command, where it can be done now."""
        if not self.found:
            return
        command, _ = self.found[self.chosen]
        if reason_not(command, self.below):
            return
        self.dismiss(None)
        app = cast("SpecApp", self.app)
        app.call_next(app.run_command_id, command.id)

    def do_dialog_close(self, key: str) -> None:
        """Close."""
        self.dismiss(None)
