"""What a person records and changes on the screen of journals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spec_tui import journal_messages as words
from spec_tui.screens import editor
from spec_tui.screens import journal_dialogs as dialogs
from spec_tui.screens.deskpage import DeskPage
from spec_tui.screens.dialogs import keep_or_drop, safely
from spec_tui.screens.journalform import EntryForm, Wanted, all_lines, first_line
from spec_tui.screens.journalview import name_of
from spec_tui.screens.page import is_in
from spec_tui.screens.strip import Picked, open_strip
from spec_tui.spec_tree.board import Branch, Offer, Page
from spec_tui.spec_tree.model import EntryKind
from spec_tui.tasks import Told
from spec_tui.widgets.receipt import Receipt
from spec_tui.widgets.text import shown
from spec_tui.work.create import New
from spec_tui.work.secrecy import Secret

if TYPE_CHECKING:
    from spec_tui.screens.journalroom import JournalRoom
    from spec_tui.screens.journaltree import TreeView

DRAFT_DELAY = 1.5
"""Seconds between a key and the draft on disk; with the write it stays under two."""


class JournalEdits(DeskPage):
    """Entries, approval, status, criteria, new specs; and half-typed words that are kept."""

    specs: TreeView
    form: EntryForm
    _draft_runs = False

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

    @property
    def branch(self) -> Branch | None:
        """The selected spec."""
        forest = self.room.forest
        return forest.branch(self.room.ref) if forest is not None else None

    def opened(self) -> Page | None:
        """The page of the selected spec; says why there is none."""
        page = self.room.page
        if page is None:
            forest = self.room.forest
            empty = forest is not None and not forest.branches
            self.say(words.EMPTY if empty else words.READING_PAGE)
            return None
        if page.trouble:
            self.say(Receipt(page.trouble, "!", "$error"))
            return None
        return page

    # entries

    def do_new_entry(self, key: str) -> None:
        """Ask what somebody is doing now, then for the words; without a session start one."""
        forest = self.room.forest
        if forest is not None and not forest.branches:
            self.do_new_spec(key)
            return
        page = self.opened()
        if page is None or self.offer_draft():
            return
        self.quiet()
        ref, spec = page.branch.ref, name_of(page.branch)
        if page.journal is None or page.journal.current is None:

            def start(picked: Picked) -> None:
                safely(
                    self.spec,
                    picked.text,
                    lambda secret: self.room.change(
                        lambda desk: desk.start(ref, picked.text, secret)
                    ),
                )

            open_strip(self.spec, dialogs.start_dialog(spec), start)
            return
        dialogs.ask_kind(
            self.spec,
            page,
            lambda kind: self._ask_words(page, kind),
            lambda: self.do_close_session(key),
        )

    def _ask_words(self, page: Page, kind: EntryKind) -> None:
        ref, spec = page.branch.ref, name_of(page.branch)
        if kind == "deliver":

            def named(type: str) -> None:
                self.write(Wanted(ref, spec, kind, type))

            self.room.call(
                self.room.desk.types, lambda types: dialogs.ask_type(self.spec, types, named)
            )
        elif kind == "commit" and page.offers:
            dialogs.ask_commit(
                self.spec,
                page.offers,
                lambda offers: self.take_offers(ref, offers),
                lambda: self.write(Wanted(ref, spec, kind)),
            )
        else:
            self.write(Wanted(ref, spec, kind))

    def take_offers(self, ref: str, offers: tuple[Offer, ...]) -> None:
        """Record commits that were made since the session began."""

        def record(at: int) -> None:
            one = offers[at]

            def then(told: Told) -> None:
                if told.changed and at + 1 < len(offers):
                    record(at + 1)

            self.room.change(
                lambda desk: desk.record(ref, "commit", one.subject, "", one.hash, "keep"), then
            )

        record(0)

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
        first = "file" if wanted.kind == "deliver" else "words"
        if not values[first].strip() and wanted.kind != "close":
            form.refuse(words.TYPE_FILE if first == "file" else words.TYPE_WORDS)
            return
        text = "\n".join(values.values())
        safely(self.spec, text, lambda secret: self._save(wanted, values, secret))

    def _save(self, wanted: Wanted, values: dict[str, str], secret: Secret) -> None:
        ref, kind, value = wanted.ref, wanted.kind, wanted.value
        text, commit = values.get("words", ""), values.get("commit", "")

        def then(told: Told) -> None:
            if told.changed:
                self.room.drop()
                self.form.shut()
                self.to_front()
            else:
                self.form.refuse(shown(told.text))

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

    # the plan, the session, the spec

    def do_approve_plan(self, key: str) -> None:
        """Approve the plan: from then on the spec is implemented."""
        page = self.opened()
        if page is None:
            return
        self.quiet()
        ref, spec = page.branch.ref, name_of(page.branch)
        if page.journal is not None and page.journal.approval is not None:
            self.say(words.APPROVED_ALREADY.format(spec=spec))
            return
        self.room.change(lambda desk: desk.approve(ref))

    def do_close_session(self, key: str) -> None:
        """Ask how the session ends, and for its summary."""
        page = self.opened()
        if page is None:
            return
        self.quiet()
        ref, spec = page.branch.ref, name_of(page.branch)
        if page.journal is None or page.journal.current is None:
            self.say(words.NOTHING_RUNS.format(spec=spec))
        elif not self.offer_draft():
            dialogs.ask_result(
                self.spec, spec, lambda result: self.write(Wanted(ref, spec, "close", result))
            )

    def do_spec_status(self, key: str) -> None:
        """Ask for the status of the selected spec."""
        branch = self.branch
        if branch is None:
            self.say(words.SELECT_SPEC)
            return
        self.quiet()
        ref = branch.ref
        dialogs.ask_status(
            self.spec,
            branch,
            lambda value: self.room.change(lambda desk: desk.status(ref, value)),
        )

    def tick(self, index: int) -> None:
        """Tick a criterion, or take the tick off."""
        page = self.room.page
        if page is None or index >= len(page.criteria):
            return
        one, ref = page.criteria[index], page.branch.ref
        if not one.box:
            self.say(words.NO_BOX)
            return
        self.room.change(lambda desk: desk.tick(ref, index, not one.done))

    def ask_tick(self) -> None:
        """Ask which criterion, where none is selected."""
        page = self.opened()
        if page is None:
            return
        if not page.criteria:
            self.say(words.NO_CRITERIA_HERE.format(spec=name_of(page.branch)))
            return
        dialogs.ask_criterion(self.spec, page, self.tick)

    def do_new_spec(self, key: str) -> None:
        """Ask for kind and title of a new spec."""
        self.quiet()

        def then(kind: New, title: str, parent: str) -> None:
            def made(told: Told) -> None:
                forest = self.room.forest
                found = [one.ref for one in forest.branches if told.id == one.id] if forest else []
                if told.changed and found:
                    self.specs.only = 0
                    self.specs.folded.clear()
                    self.room.select(found[-1])

            self.room.change(lambda desk: desk.new(kind, title, parent), made)

        dialogs.ask_spec(self.spec, self.branch, then)

    # files

    def open_file(self, path: str, at: int) -> None:
        """Open a file in the editor, at a line."""
        problem = editor.open_file(self.spec, str(self.room.root / path), at)
        if problem:
            self.say(Receipt(problem, "!", "$error"))
        self.room.look()
