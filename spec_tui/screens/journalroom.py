"""What the app knows of the tree of specs: the desk with a thread of its own, and what it read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from spec_tui import journal_messages as words
from spec_tui.screens.deskroom import DeskRoom
from spec_tui.spec_tree.board import Forest, Page
from spec_tui.spec_tree.deliverables import files_of
from spec_tui.spec_tree.model import Deliverable
from spec_tui.tasks import Told
from spec_tui.widgets.receipt import receipt_of_told

if TYPE_CHECKING:
    from spec_tui.app import SpecApp
    from spec_tui.journaldesk import JournalDesk

Draft = tuple[str, str, str]
"""(ref, kind, words) of what was typed and not saved."""
MANY = 200
"""Specs from which on a page is shown before its links are known."""


def desk_of(app: SpecApp) -> JournalDesk:
    """The desk over the specs of the repository."""
    from spec_tui.journaldesk import JournalDesk

    return JournalDesk(app.session.root, who=lambda: app.session.who)


Read = tuple[Forest, Page | None, frozenset[int]]
"""The tree, the page of the open spec, and the lines of its deliverables that are there."""


class JournalRoom(DeskRoom):
    """Read once somebody opens the Journal, watched while it is open. A key never waits for it."""

    def __init__(self, app: SpecApp) -> None:
        super().__init__(app, "journal")
        self.desk = desk_of(app)
        self.root: Path = app.session.root
        self.forest: Forest | None = None
        """All specs; None before they are read."""
        self.ref = ""
        """The spec that is selected."""
        self.page: Page | None = None
        """Its page; None before it is read."""
        self.there: frozenset[int] = frozenset()
        """Lines of the registry whose file is there."""
        self.draft: Draft | None = None
        """What was typed in an earlier run, or put aside in this one."""
        self._opened = False
        self._wanted = False

    # reading

    def open(self) -> None:
        """Begin to read, the first time."""
        if self._opened:
            return
        self._opened = True

        def read() -> tuple[Forest, Draft | None]:
            return self.desk.open(), self.desk.draft()

        def took(found: tuple[Forest, Draft | None]) -> None:
            self.forest, self.draft = found
            self.failed = ""
            self.reads += 1

        self.call(read, took)

    def select(self, ref: str) -> None:
        """Show another spec; its page is read behind the keys, the last one wanted wins."""
        if ref != self.ref:
            self.ref, self.page = ref, None
            self.want()

    @property
    def reading(self) -> bool:
        """A page is being read."""
        return self._wanted

    def want(self) -> None:
        """Read the page of the selected spec, where that is not under way.

        In a large tree it is shown before its links are known.
        """
        if self._wanted or not self.ref:
            return
        self._wanted = True
        many = self.forest is not None and len(self.forest.branches) > MANY
        self._want(self.ref, links=not many)

    def _want(self, ref: str, *, links: bool) -> None:
        def took(found: tuple[Page | None, frozenset[int]]) -> None:
            if ref == self.ref:
                self.page, self.there = found
                self.reads += 1
                if not links and self.page is not None:
                    self._want(ref, links=True)
                    return
            self._wanted = False
            if ref != self.ref:
                self.want()

        self.call(lambda: self._page(ref, links=links), took)

    def _page(self, ref: str, *, links: bool = True) -> tuple[Page | None, frozenset[int]]:
        page = self.desk.page(ref, links=links) if ref else None
        if page is None:
            return None, frozenset()
        found = {one.line for one in page.deliverables if self._found(one, page)}
        return page, frozenset(found)

    def path_of(self, one: Deliverable) -> str:
        """The file of a deliverable of the open spec, "" where there is none."""
        return self._found(one, self.page) if self.page is not None else ""

    def _found(self, one: Deliverable, page: Page) -> str:
        try:
            for path in files_of(one, page.branch.context):
                if (self.root / path).is_file():
                    return path
        except (OSError, ValueError):
            return ""
        known = (link for link in page.links.out if link.target == one.target)
        return next((link.to for link in known if link.state == "ok"), "")

    def _take(self, forest: Forest, page: Page | None, there: frozenset[int]) -> None:
        self.forest, self.page, self.there = forest, page, there
        self.failed = ""
        self.reads += 1

    def look(self, *, aloud: bool = False) -> None:
        """Take in what changed on disk, new commits too."""
        if not self._opened or self.app.busy or self.forest is None:
            return
        ref = self.ref

        def read() -> Read | None:
            forest = self.desk.open() if aloud else self.desk.look()
            return None if forest is None else (forest, *self._page(ref))

        def took(found: Read | None) -> None:
            if found is None or ref != self.ref:
                return
            if found != (self.forest, self.page, self.there):
                self._take(*found)
            elif aloud:
                self.app.say(words.NOTHING_NEW)

        self.call(read, took, loud=aloud)

    def watch(self) -> None:
        """Look at the disk and at the clock, where somebody sees the journal."""
        screen = self.app.screen
        if getattr(screen, "place", "") == "journal":
            self.look()
            screen.tick_clock()  # type: ignore[attr-defined]

    @staticmethod
    def now() -> datetime:
        """The time of a running clock."""
        return datetime.now().astimezone()

    # changing

    def change(
        self,
        work: Callable[[JournalDesk], Told],
        then: Callable[[Told], None] | None = None,
        *,
        undoable: bool = True,
    ) -> None:
        """Let the desk change something, read again, draw, say the receipt."""
        ref = self.ref

        def do() -> tuple[Told, Forest, Page | None, frozenset[int]]:
            told = work(self.desk)
            forest = self.desk.look() or self.desk.open()
            return (told, forest, *self._page(ref))

        def took(found: tuple[Told, Forest, Page | None, frozenset[int]]) -> None:
            told, forest, page, there = found
            if ref == self.ref:
                self._take(forest, page, there)
            else:
                self.forest = forest
                self.reads += 1
                self.want()
            if then is not None:
                then(told)
            self.app.say(receipt_of_told(told, undoable=undoable))

        self.call(do, took)

    # half-typed words

    def keep(self, ref: str, kind: str, text: str) -> None:
        """Keep what was typed; nobody waits for it."""
        self.draft = (ref, kind, text)
        self.quietly(lambda: self.desk.save_draft(ref, kind, text))

    def drop(self) -> None:
        """Forget what was typed: it is saved now, or not wanted."""
        if self.draft is not None:
            self.draft = None
            self.quietly(self.desk.clear_draft)
