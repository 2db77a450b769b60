"""The one pattern of small dialogs: a strip above the progress line (screens.md section 7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from spec_tui import messages
from spec_tui.commands import Context
from spec_tui.widgets import glyphs
from spec_tui.widgets.box import LineInput
from spec_tui.widgets.keyline import KeyLine
from spec_tui.widgets.lines import Lines
from spec_tui.widgets.progress import ProgressLine
from spec_tui.widgets.receipt import Receipt
from spec_tui.widgets.text import fit, line, part, selected, shown, spread, wrap, wrapped

if TYPE_CHECKING:
    from spec_tui.app import SpecApp


@dataclass(frozen=True, slots=True)
class Row:
    """One option of a dialog."""

    label: str
    right: str = ""
    asks: str = ""
    """Prompt of the line of text that the option asks for; `` = it asks for none."""
    lead: str = ""
    """A column at the left, e.g. the number of an answer."""


@dataclass(frozen=True, slots=True)
class Picked:
    """What somebody took: the index of the row, and the words where it asked for some."""

    index: int
    text: str = ""


class StripRows(Lines, can_focus=True):
    """Title and rows of a dialog."""

    def __init__(self, dialog: Strip) -> None:
        super().__init__()
        self.dialog = dialog
        self.spots: dict[int, int] = {}

    def lines(self, width: int) -> list[Content]:
        """Return title and rows, as many as there is room for."""
        dialog = self.dialog
        rows = [line("  ", piece) for piece in wrapped(dialog.title_text, width - 4, "bold")]
        if dialog.app.size.height >= 20:
            rows.append(part(""))
        self.spots = {}
        indexes = dialog.matching()
        room = max(3, dialog.app.size.height - 9 - len(rows))
        drawn: list[tuple[int, list[Content]]] = []
        for place, index in enumerate(indexes):
            drawn.append((index, self._row(index, place, width)))
        top = self._first_drawn(drawn, room)
        used = 0
        for index, contents in drawn[top:]:
            if used + len(contents) > room:
                break
            for content in contents:
                self.spots[len(rows)] = index
                rows.append(content)
            used += len(contents)
        if not indexes and dialog.line is None:
            empty = dialog.empty_text()
            rows += [line("  ", piece) for piece in wrapped(empty, width - 4, "$muted")]
        return rows

    def _first_drawn(self, drawn: list[tuple[int, list[Content]]], room: int) -> int:
        chosen = next(
            (place for place, (index, _) in enumerate(drawn) if index == self.dialog.chosen), 0
        )
        top, used = chosen, len(drawn[chosen][1]) if drawn else 0
        while top > 0 and used + len(drawn[top - 1][1]) <= room:
            top -= 1
            used += len(drawn[top][1])
        return top

    def _row(self, index: int, place: int, width: int) -> list[Content]:
        dialog = self.dialog
        row = dialog.rows[index]
        is_chosen = index == dialog.chosen
        bar = (glyphs.SELECTED, "$primary") if is_chosen else (" ", "")
        number = str(place + 1) if dialog.numbered and place < 9 else ""
        lead = number or shown(row.lead)
        column = 3 if dialog.numbered else dialog.lead_width
        right = fit(shown(row.right), max(8, width // 3)) if row.right else ""
        space = width - column - 6 - (len(right) + 2 if right else 0)
        pieces = wrap(shown(row.label), space)
        if not dialog.numbered:
            pieces = [fit(shown(row.label), space)]
        contents = []
        for at, piece in enumerate(pieces):
            content = line(
                " ",
                bar,
                " ",
                ((lead if not at else "").ljust(column), "bold $primary" if number else "$muted"),
                (piece, "bold" if is_chosen else ""),
            )
            if right and not at:
                content = spread(content, line((right, "$muted"), "  "), width)
            contents.append(selected(content, width) if is_chosen else content)
        return contents

    def on_click(self, event: events.Click) -> None:
        """Take the clicked row."""
        index = self.spots.get(event.y)
        if index is not None:
            self.dialog.chosen = index
            self.dialog.take()


class Strip(ModalScreen[Picked | None]):
    """A dialog: number or arrows, Enter, esc; at most nine options, then a filter."""

    place = "dialog"

    DEFAULT_CSS = """
    Strip { align: left bottom; background: $background 50%; }
    Strip > #strip {
        background: $panel; width: 1fr; height: auto; padding: 1 0; color: $foreground;
    }
    Strip.-low > #strip { padding: 0; }
    Strip > #strip > LineInput { margin: 0 4; display: none; }
    Strip > #strip > #prompt { margin: 0 4; display: none; }
    """

    def __init__(
        self,
        title: str,
        rows: list[Row],
        *,
        numbered: bool = True,
        empty: str = "",
        line: str | None = None,
    ) -> None:
        """`line`: the strip is one line of text holding that, and its only row says what it is."""
        super().__init__()
        self.line = line
        self.title_text = title
        self.rows = rows
        self.numbered = numbered and len(rows) <= 9
        self.lead_width = max((len(row.lead) for row in rows), default=0) + 2
        self.empty = empty
        self.chosen = -1 if self.numbered else 0
        self.filter = ""
        self.filtering = False
        self.asking = -1
        self.list = StripRows(self)
        self.prompt = _Prompt(id="prompt")
        self.input = LineInput()
        self.progress = ProgressLine()
        self.keyline = KeyLine()

    def compose(self) -> ComposeResult:
        """The strip, the place of the progress line, the keys."""
        with VerticalScroll(id="strip", can_focus=False) as self.strip:
            yield self.list
            yield self.prompt
            yield self.input
        yield self.progress
        yield self.keyline

    @property
    def context(self) -> Context:
        """Where the person is now."""
        typing = self.focused is self.input
        return Context(
            place=self.place,
            typing=typing,
            focus="text" if self.asking >= 0 else "filter" if typing else "rows",
            choices=len(self.rows) if self.numbered else 0,
        )

    def on_mount(self) -> None:
        """Give the rows the focus."""
        self.set_class(self.app.size.height < 20, "-low")
        if self.line is None:
            self.set_focus(self.list)
        else:
            self.input.select_on_focus = False
            self._ask(0)
            self.input.value = self.line
            self.input.cursor_position = len(self.line.rpartition(".")[0] or self.line)
        self.keyline.show(self.context)
        picture = cast("SpecApp", self.app).picture
        if picture is not None:
            self.progress.show(picture.state.line)

    def on_resize(self) -> None:
        """Draw for another size."""
        self.strip.styles.max_height = self.app.size.height - 2
        self.set_class(self.app.size.height < 20, "-low")
        self.list.redraw(layout=True)

    def say(self, receipt: Receipt | str) -> None:
        """Sentences belong to the screen below."""

    def matching(self) -> list[int]:
        """Indexes of the rows that the filter leaves; a strip of one line draws none."""
        if self.line is not None:
            return []
        words = self.filter.casefold()
        return [
            index
            for index, row in enumerate(self.rows)
            if not words or words in f"{row.lead} {row.label} {row.right}".casefold()
        ]

    def empty_text(self) -> str:
        """What stands in an empty list."""
        if self.filter:
            return messages.NO_MATCH.format(filter=shown(self.filter))
        return self.empty

    def redraw(self) -> None:
        """Draw the rows again."""
        self.list.redraw(layout=True)
        self.keyline.show(self.context)

    def do_dialog_choose(self, key: str) -> None:
        """Take a row by its number."""
        if key.isdigit() and self.numbered and int(key) <= len(self.rows):
            self.chosen = int(key) - 1
            self.take()

    def do_dialog_move(self, key: str) -> None:
        """Move the selection."""
        indexes = self.matching()
        if not indexes or self.asking >= 0:
            return
        at = indexes.index(self.chosen) if self.chosen in indexes else -1
        last = len(indexes) - 1
        steps = {"down": 1, "j": 1, "up": -1, "k": -1, "pagedown": 10, "pageup": -10}
        if key == "home":
            at = 0
        elif key == "end":
            at = last
        elif at < 0:
            at = 0
        else:
            at += steps.get(key, 1)
        self.chosen = indexes[max(0, min(last, at))]
        self.redraw()

    def do_dialog_take(self, key: str) -> None:
        """Take the selected row, or the typed line."""
        self.take()

    def do_dialog_filter(self, key: str) -> None:
        """Filter as you type."""
        if self.numbered:
            return
        self.filtering = True
        self.input.placeholder = messages.FILTER
        self.input.display = True
        self.set_focus(self.input)
        self.keyline.show(self.context)

    def do_dialog_close(self, key: str) -> None:
        """Leave the line, clear the filter, or close."""
        if self.asking >= 0 and self.line is None:
            self.asking = -1
            self._hide_input()
        elif self.filtering:
            self.filtering = False
            self.filter = ""
            self._hide_input()
        else:
            self.dismiss(None)

    def _hide_input(self) -> None:
        self.input.display = False
        self.input.value = ""
        self.prompt.display = False
        self.set_focus(self.list)
        self.redraw()

    def take(self) -> None:
        """Take what is selected; ask for words first where the row needs some."""
        if self.asking >= 0:
            words = self.input.value.strip()
            if words:
                self.dismiss(Picked(self.asking, words))
            else:
                self.prompt.text = f"{messages.TYPE_FIRST} {self.rows[self.asking].asks}"
                self.prompt.redraw(layout=True)
            return
        if self.chosen not in self.matching():
            self.do_dialog_move("home")
            return
        row = self.rows[self.chosen]
        if not row.asks:
            self.dismiss(Picked(self.chosen))
            return
        self._ask(self.chosen)

    def _ask(self, index: int) -> None:
        """Open the line of text of a row."""
        self.asking = index
        self.prompt.text = self.rows[index].asks
        self.prompt.display = True
        self.input.placeholder = ""
        self.input.display = True
        self.set_focus(self.input)
        self.redraw()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter while typing."""
        if self.filtering:
            self.filter = event.value
            indexes = self.matching()
            self.chosen = indexes[0] if indexes else -1
            self.redraw()

    def on_click(self, event: events.Click) -> None:
        """A click beside the strip closes it."""
        if event.widget is self:
            self.dismiss(None)


class _Prompt(Lines):
    """The words above the line of text."""

    text = ""

    def lines(self, width: int) -> list[Content]:
        """Return the words."""
        return [part(piece, "$muted") for piece in wrap(self.text, width)]


def line_strip(title: str, prompt: str, text: str = "") -> Strip:
    """A dialog that is one line of text."""
    return Strip(title, [Row("", asks=prompt)], line=text)


def open_strip(app: object, dialog: Strip, then: Callable[[Picked], None]) -> None:
    """Open a dialog; `then` is told what was taken, and nothing where esc was pressed."""

    def picked(result: Picked | None) -> None:
        if result is not None:
            then(result)

    cast("SpecApp", app).push_screen(dialog, picked)
