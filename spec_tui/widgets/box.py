"""The answer box: a text area in which Enter, paste and lists behave as an answer needs it."""

from __future__ import annotations

import re

from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.widgets import Input, TextArea

from spec_tui.documents.visible import visible

_ITEM = re.compile(r"^(?P<indent>[ ]*)(?:(?P<number>\d+)(?P<dot>[.)])|(?P<bullet>[-*+]))[ ]+")
_BREAKS = re.compile(r"\r\n|\r|\v|\f")
_OWN_KEYS = {"f6", "f7"}


def _kept(binding: object) -> bool:
    return isinstance(binding, Binding) and binding.key not in _OWN_KEYS


async def edits(box: TextArea | Input, event: events.Key) -> None:
    """Do what a key that edits is bound to, at once.

    Textual lets the event climb to the app, whose queue holds the keys typed after it already: in a
    burst a backspace would take what was typed behind it.
    """
    for binding in box._bindings.key_to_bindings.get(event.key, ()):
        if await box.app.run_action(binding.action, box):
            event.stop()
            event.prevent_default()
            return


class AnswerBox(TextArea, inherit_bindings=False):
    """Where an answer is typed.

    Text with control or hidden characters is loaded as a view in which they can be seen, and comes
    back as it was (safety.md C.6).
    """

    BINDINGS = [binding for binding in TextArea.BINDINGS if _kept(binding)]  # noqa: RUF012

    class Resized(Message):
        """The text needs more or fewer rows, or has become long."""

    class Hasty(Message):
        """Enter came right after the number that opened the box, as if it saved the choice."""

    def __init__(self) -> None:
        super().__init__(
            "",
            soft_wrap=True,
            show_line_numbers=False,
            tab_behavior="focus",
            highlight_cursor_line=False,
        )
        self.long = True
        self.fresh = False
        """Just opened by a number, and no key has come since."""
        self._veiled: dict[str, str] = {}
        self._rows = 0

    def load(self, text: str, *, long: bool, cursor: int = -1) -> None:
        """Show a text; `cursor` is an offset into it, -1 its end. Nothing is undoable before it."""
        self._veiled.clear()
        self.fresh = False
        view = self._view(text)
        self.long = long or "\n" in view
        self.load_text(view)
        offset = len(view) if cursor < 0 else min(cursor, len(view))
        before = view[:offset]
        row = before.count("\n")
        self.move_cursor((row, len(before) - before.rfind("\n") - 1))

    @property
    def answer(self) -> str:
        """The text as it was typed or pasted, hidden characters included."""
        text = self.text
        for token, original in self._veiled.items():
            text = text.replace(token, original)
        return text

    @property
    def cursor_offset(self) -> int:
        """Place of the cursor in the text."""
        row, column = self.cursor_location
        return sum(len(self.document.get_line(at)) + 1 for at in range(row)) + column

    def _view(self, text: str) -> str:
        text = _BREAKS.sub("\n", text)
        view = visible(text)
        if view != text:
            for char in set(text):
                token = visible(char)
                if token != char and token in view:
                    self._veiled[token] = char
        return view

    @property
    def rows(self) -> int:
        """Rows that the text takes at the present width."""
        return max(1, self.wrapped_document.height)

    def new_line(self) -> None:
        """Make a line break, and an answer of one line a long one."""
        self.long = True
        start, end = self.selection
        self._replace_via_keyboard("\n", start, end)
        self.post_message(self.Resized())

    def get_cursor_line_start_location(self, smart_home: bool = False) -> tuple[int, int]:
        """Begin of the whole line, over the rows that it is wrapped to."""
        return (self.cursor_location[0], 0)

    def get_cursor_line_end_location(self) -> tuple[int, int]:
        """End of the whole line."""
        row = self.cursor_location[0]
        return (row, len(self.document.get_line(row)))

    async def _on_key(self, event: events.Key) -> None:
        fresh, self.fresh = self.fresh, False
        if event.key == "enter" and fresh:
            self.post_message(self.Hasty())
        if event.key == "enter" and (fresh or self._continue_list()):
            event.stop()
            event.prevent_default()
            return
        await super()._on_key(event)
        await edits(self, event)

    def _continue_list(self) -> bool:
        """Begin the next item of a list; an empty item ends the list."""
        start, end = self.selection
        row, column = self.cursor_location
        text = self.document.get_line(row)
        found = _ITEM.match(text)
        if start != end or not found or column < found.end():
            return False
        if not text[found.end() :].strip():
            self.replace("", (row, 0), (row, len(text)))
            return True
        if found["number"]:
            sign = f"{int(found['number']) + 1}{found['dot']}"
        else:
            sign = found["bullet"]
        self._replace_via_keyboard(f"\n{found['indent']}{sign} ", start, end)
        return True

    async def _on_paste(self, event: events.Paste) -> None:
        # A paste never saves: line breaks make the answer a long one instead.
        event.prevent_default()
        event.stop()
        self.fresh = False
        view = self._view(event.text)
        if result := self._replace_via_keyboard(view, *self.selection):
            self.move_cursor(result.end_location)
        if "\n" in view:
            self.long = True
        self.post_message(self.Resized())

    def on_text_area_changed(self) -> None:
        """Say so when the text takes another number of rows."""
        if self.rows != self._rows:
            self._rows = self.rows
            self.post_message(self.Resized())


class LineInput(Input):
    """One line of text in a dialog; a paste is made visible and loses its line breaks."""

    async def _on_key(self, event: events.Key) -> None:
        await super()._on_key(event)
        await edits(self, event)

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        words = visible(" ".join(event.text.split()))
        self.insert_text_at_cursor(words)
