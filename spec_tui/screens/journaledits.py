"""What a person records and changes on the screen of journals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spec_tui import journal_messages as words
from spec_tui.screens import editor
from spec_tui.screens import journal_dialogs as dialogs
from spec_tui.screens.dialogs import safely
from spec_tui.screens.journalform import Wanted
from spec_tui.screens.journaltyping import JournalTyping
from spec_tui.screens.journalview import name_of
from spec_tui.screens.strip import Picked, open_strip
from spec_tui.spec_tree.board import Branch, Offer, Page
from spec_tui.spec_tree.model import EntryKind
from spec_tui.tasks import Told
from spec_tui.widgets.receipt import Receipt
from spec_tui.work.create import New

if TYPE_CHECKING:
    from spec_tui.screens.journaltree import TreeView


class JournalEdits(JournalTyping):
    """New entries, approval, status, criteria, new specs."""

    specs: TreeView

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
