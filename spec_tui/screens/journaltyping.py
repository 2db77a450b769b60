"""The form of the Journal, and half-typed words, which are kept (screens.md 6.15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spec_tui import journal_messages as words
from spec_tui.screens import journal_dialogs as dialogs
from spec_tui.screens.deskpage import DeskPage
from spec_tui.screens.dialogs import keep_or_drop, safely
from spec_tui.screens.journalform import EntryForm, Wanted, all_lines, first_line
from spec_tui.screens.journalview import name_of
from spec_tui.screens.page import is_in
from spec_tui.spec_tree.model import EntryKind
from spec_tui.tasks import Told
from spec_tui.widgets.text import shown
from spec_tui.work.secrecy import Secret

if TYPE_CHECKING:
    from spec_tui.screens.journalroom import JournalRoom

DRAFT_DELAY = 1.5
"""Seconds between a key and the draft on disk; with the write it stays under two."""


class JournalTyping(DeskPage):
    """What is typed into the form: saved, put aside for later, offered again."""

    form: EntryForm
    _draft_runs = False
    _sent: tuple[Wanted, dict[str, str]] | None = None
    """What is being saved at this moment."""

    @property
    def room(self) -> JournalRoom:
        """What the app knows of the specs."""
        raise NotImplementedError

    def quiet(self) -> None:
        """A key was pressed: the last sentence has been read."""
        raise NotImplementedError

    def to_front(self) -> None:
        """Give the focus back to what is in front."""
        raise NotImplementedError

    def edit_kept(self, path: str, text: str) -> None:
        """Open the free editor with a text that was not saved."""
        raise NotImplementedError

    def half_written(self) -> tuple[str, str, str] | None:
        """What stands in the free editor and is not saved, as a draft."""
        raise NotImplementedError

    # the form

    def write(self, wanted: Wanted, kept: str = "") -> None:
        """Open the form."""
        self.quiet()
        self.form.open(wanted, kept)
        self.draw()

    def do_save_entry(self, key: str) -> None:
        """Save what the form holds, at once."""
        form, wanted = self.form, self.form.wanted
        if wanted is None:
            return
        values = form.values
        if self._sent == (wanted, values) and not self.room.failed:
            # pressed twice: it is one entry
            return
        first = "file" if wanted.kind == "deliver" else "words"
        if not values[first].strip() and wanted.kind != "close":
            form.refuse(words.TYPE_FILE if first == "file" else words.TYPE_WORDS)
            return
        text = "\n".join(values.values())
        safely(self.spec, text, lambda secret: self._save(wanted, values, secret))

    def _save(self, wanted: Wanted, values: dict[str, str], secret: Secret) -> None:
        ref, kind, value = wanted.ref, wanted.kind, wanted.value
        text, commit = values.get("words", ""), values.get("commit", "")

        self._sent = (wanted, values)

        def then(told: Told) -> None:
            self._sent = None
            if not told.changed:
                self.form.refuse(shown(told.text))
            elif self.form.wanted is None or self.form.values == values:
                self.room.drop()
                self.form.shut()
                self.to_front()
            else:
                # somebody typed on meanwhile: those words are not saved yet, and stay
                self.form.without(values)

        match kind:
            case "deliver":
                self.room.change(
                    lambda desk: desk.deliver(
                        ref, value, values["file"], values["source"], values["about"], secret
                    ),
                    then,
                )
            case "resolve":
                self.room.change(
                    lambda desk: desk.resolve(ref, int(value), text, commit, secret), then
                )
            case "close":
                self.room.change(lambda desk: desk.close(ref, value, text, secret), then)
            case _:
                solved = values.get("resolution", "")
                entry: EntryKind = kind  # type: ignore[assignment]
                self.room.change(
                    lambda desk: desk.record(ref, entry, text, solved, commit, secret), then
                )

    def do_journal_newline(self, key: str) -> None:
        """Make a new line in the box."""
        if is_in(self.focused, self.form.box):
            self.form.box.new_line()

    def do_save_entry_line(self, key: str) -> None:
        """Enter saves an entry of one line."""
        self.do_save_entry(key)

    def do_next_field(self, key: str) -> None:
        """Go to the next field; from the last one, save."""
        if not self.form.next_field(self.focused):
            self.do_save_entry(key)

    def close_form(self) -> None:
        """Put the form aside; what was typed is kept for later."""
        kept = bool(self.form.kept)
        self.flush_draft()
        if not kept:
            self.room.drop()
        self.form.shut()
        self.to_front()
        if kept:
            self.say(words.KEPT)

    # half-typed words

    def on_entry_form_typed(self) -> None:
        """Keep what is typed, at most two seconds behind."""
        self.keep_soon()

    def keep_soon(self) -> None:
        """Begin to wait for the next look at what is typed."""
        if not self._draft_runs:
            self._draft_runs = True
            self.set_timer(DRAFT_DELAY, self._keep)

    def _keep(self) -> None:
        self._draft_runs = False
        self.flush_draft()

    def flush_draft(self) -> None:
        """Hand the half-typed words over now."""
        wanted = self.form.wanted
        if wanted is not None and self.form.kept:
            draft: tuple[str, str, str] | None = (wanted.ref, wanted.kept, self.form.kept)
        else:
            draft = self.half_written()
        if draft is not None and draft != self.room.draft:
            self.room.keep(*draft)

    def offer_draft(self) -> bool:
        """Offer half-typed words that are kept; False where there are none."""
        draft = self.room.draft
        if draft is None or self.form.wanted is not None:
            return False
        ref, kept_kind, kept = draft
        kind, _, value = kept_kind.partition(":")
        forest = self.room.forest
        branch = forest.branch(ref) if forest is not None else None
        spec = name_of(branch) if branch is not None else shown(ref)

        def go_on() -> None:
            if kind == "text":
                self.edit_kept(value, kept)
            elif branch is None:
                self.app.copy_to_clipboard(all_lines(kept))
                self.say(words.DRAFT_COPIED)
            else:
                self.room.select(ref)
                self.write(Wanted(ref, spec, kind, value), kept)

        def drop() -> None:
            self.room.drop()
            self.say(words.DRAFT_GONE)

        name = shown(value) if kind == "text" else spec
        here = kind == "text" or branch is not None
        dialog = dialogs.draft_dialog(kept_kind, name, first_line(kept), here=here)
        keep_or_drop(self.spec, dialog, go_on, drop)
        return True
