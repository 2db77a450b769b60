"""The free editor: a whole file as Markdown, with links completed and a preview beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import TextArea

from spec_tui import journal_messages as words
from spec_tui.documents.lines import newline_of
from spec_tui.screens import editor
from spec_tui.screens import journal_dialogs as dialogs
from spec_tui.screens.itemlist import receipt_rows
from spec_tui.screens.journaledits import JournalEdits
from spec_tui.screens.page import is_in
from spec_tui.screens.plans import redraw_lines
from spec_tui.tasks import Told
from spec_tui.widgets.lines import Lines
from spec_tui.widgets.markdown import rendered
from spec_tui.widgets.markdownbox import Completions, MarkdownBox
from spec_tui.widgets.receipt import Receipt
from spec_tui.widgets.rows import RowList
from spec_tui.widgets.text import fit, line, part, shown, spread

if TYPE_CHECKING:
    from spec_tui.spec_tree.board import Branch


@dataclass
class Writing:
    """A file in the free editor."""

    path: str
    loaded: str
    """What the box showed when the text was read."""
    newline: str
    editable: bool


class WritingHead(Lines):
    """Which file is open, and whether it is saved; or the last receipt."""

    def __init__(self, screen: JournalWriting) -> None:
        super().__init__(id="writehead")
        self.journal = screen

    def lines(self, width: int) -> list[Content]:
        """Return the rows."""
        screen = self.journal
        one = screen.writing
        if one is None:
            return []
        right = line(("◐ ", "$warning"), (words.UNSAVED, "$warning"), "  ")
        if not screen.changed:
            right = line((words.SAVED, "$muted"), "  ")
        room = width - right.cell_length - 4
        left = line("  ", (fit(shown(one.path), room), "bold"))
        rows = [part("")] if screen.arranged.tall else []
        rows.append(spread(left, right, width))
        if screen.told.text:
            return [*rows, *receipt_rows(screen.told, width)]
        if not one.editable:
            return [*rows, line("  ", (fit(words.ONLY_EDITOR, width - 4), "$warning"))]
        return rows if screen.arranged.folded else [*rows, part("")]


class PreviewRows(RowList):
    """The text as it reads."""

    def __init__(self) -> None:
        super().__init__(id="preview")
        self.text = ""
        self._rows: list[Content] = []
        self._drawn: tuple[str, int] = ("", -1)

    def show(self, text: str) -> None:
        """Read another text."""
        self.text = text
        self.redraw()

    def count(self) -> int:
        """How many rows there are."""
        width = self.wide()
        if self._drawn != (self.text, width):
            self._drawn = (self.text, width)
            self._rows = rendered(self.text, max(8, width - 4))
        return max(1, len(self._rows))

    def row(self, number: int, width: int) -> Content:
        """Return one row."""
        if not self._rows:
            return part(f"  {words.EMPTY_PREVIEW}", "$muted")
        return line("  ", self._rows[number])[: max(1, width - 1)]


class JournalWriting(JournalEdits):
    """Editing a file of the tree here, without leaving the app."""

    told: Receipt

    def __init__(self) -> None:
        super().__init__()
        self.writing: Writing | None = None
        self.previewed = False
        self.writehead = WritingHead(self)
        self.text = MarkdownBox(id="text")
        self.preview = PreviewRows()
        self.completions = Completions()
        self.writer = Vertical(
            self.writehead, Horizontal(self.text, self.preview, id="sides"), id="writer"
        )

    @property
    def branch(self) -> Branch | None:
        """The selected spec."""
        return super().branch

    @property
    def changed(self) -> bool:
        """The text was changed and is not saved."""
        return self.writing is not None and self.text.answer != self.writing.loaded

    @property
    def beside(self) -> bool:
        """Text and preview have room beside each other."""
        return self.arranged.size in {"wide", "middle"}

    def write_here(self, path: str, at: int = 1, kept: str | None = None) -> None:
        """Open a file in the free editor, at a line."""

        def took(text: str) -> None:
            newline = newline_of(text)
            self.text.load(text, long=True, cursor=0)
            loaded = self.text.answer
            self.writing = Writing(path, loaded, newline, loaded.replace("\n", newline) == text)
            self.text.read_only = not self.writing.editable
            if kept is not None and self.writing.editable:
                self.text.load(kept, long=True, cursor=0)
            else:
                self.text.move_cursor((max(0, at - 1), 0))
            self.told = Receipt("")
            self.draw()
            self.set_focus(self.text)

        self.room.call(lambda: self.room.desk.text(path), took)

    def edit_kept(self, path: str, text: str) -> None:
        """Go on with a text that was not saved."""
        self.write_here(path, kept=text)

    def half_written(self) -> tuple[str, str, str] | None:
        """What stands in the editor and is not saved."""
        if self.writing is None or not self.changed:
            return None
        return (self.room.ref, f"text:{self.writing.path}", self.text.answer)

    def draw_writing(self) -> None:
        """Draw the free editor."""
        here = self.writing is not None
        self.writer.display = here
        if not here:
            self.completions.show((), self.text)
            return
        self.text.display = self.beside or not self.previewed
        self.preview.display = self.previewed
        redraw_lines(self.writehead)
        if self.previewed:
            self.preview.show(self.text.answer)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Colour, preview, completion and draft follow what is typed."""
        if self.writing is None:
            return
        redraw_lines(self.writehead)
        if self.previewed:
            self.preview.show(self.text.answer)
        if self.changed:
            self.keep_soon()

    # completion

    def begin_completion(self, box: MarkdownBox, path: str) -> None:
        """List what a link that is being typed could lead to."""
        begun = box.link_begun
        if begun is None or not box.has_focus:
            self._list((), box)
            return

        def took(found: tuple[str, ...]) -> None:
            if box.has_focus and box.link_begun == begun:
                self._list(found, box)

        self.room.call(lambda: self.room.desk.complete(begun, path), took, loud=False)

    def _list(self, found: tuple[str, ...], box: MarkdownBox) -> None:
        self.completions.show(found, box)
        self.draw_keys()

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        """The cursor moved: complete the link before it, or stop doing so."""
        box = event.text_area
        if isinstance(box, MarkdownBox):
            branch = self.branch
            path = self.writing.path if box is self.text and self.writing is not None else ""
            self.begin_completion(box, path or (branch.context if branch is not None else ""))

    def do_move_completion(self, key: str) -> None:
        """Select another target."""
        self.completions.move(1 if key == "down" else -1)

    def do_take_completion(self, key: str) -> None:
        """Put the selected target into the link."""
        target = self.completions.target
        box = self.text if is_in(self.focused, self.text) else self.form.box
        self._list((), box)
        if target:
            box.complete(target)

    # saving and leaving

    def do_save_text(self, key: str) -> None:
        """Save the file."""
        self.save_writing(close=False)

    def save_writing(self, *, close: bool) -> None:
        """Save the file; what somebody else wrote elsewhere meanwhile stays."""
        one = self.writing
        if one is None or not one.editable:
            self.say(words.ONLY_EDITOR)
            return
        if not self.changed:
            self.say(words.SAME)
            return
        text = self.text.answer

        def then(told: Told) -> None:
            if told.changed and self.writing is one:
                one.loaded = text
                if not self.changed:
                    self.room.drop()
                if close:
                    self.close_writing()

        self.room.change(lambda desk: desk.write(one.path, text.replace("\n", one.newline)), then)

    def close_writing(self) -> None:
        """Leave the editor."""
        self.writing = None
        self.previewed = False
        self.draw()
        self.to_front()

    def leave_writing(self) -> None:
        """Leave the editor; a changed text is asked about."""

        def drop() -> None:
            self.room.drop()
            self.close_writing()

        if self.changed:
            self.flush_draft()
            dialogs.ask_unsaved(self.spec, lambda: self.save_writing(close=True), drop)
        else:
            self.close_writing()

    def do_preview(self, key: str) -> None:
        """Show or hide how the text reads."""
        self.previewed = not self.previewed
        self.draw_writing()
        if self.previewed and not self.beside:
            self.set_focus(self.preview)
        elif not is_in(self.focused, self.text):
            self.set_focus(self.text)
        self.draw_keys()

    def write_outside(self) -> None:
        """Write the words of the form, or the file that is open, in the editor of the person."""
        if self.form.wanted is not None:
            box = self.form.box
            edited = editor.edit_text(self.spec, box.answer)
            if edited.problem:
                self.say(Receipt(edited.problem, "!", "$error"))
            else:
                box.load(edited.text, long="\n" in edited.text)
            return
        one = self.writing
        if one is None:
            return
        if self.changed:
            self.say(words.NOT_SAVED_YET)
            return
        path, at = one.path, self.text.cursor_location[0] + 1
        self.open_file(path, at)
        self.write_here(path, at)
