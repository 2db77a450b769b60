"""What the app knows of the spec packages: the desk with a thread of its own, and what it read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from spec_tui import package_messages as words
from spec_tui.packagedesk import Book, Opened, PackageDesk, TaskSheet
from spec_tui.screens.deskroom import DeskRoom
from spec_tui.tasks import Told
from spec_tui.widgets.receipt import receipt_of_told

if TYPE_CHECKING:
    from spec_tui.app import SpecApp
    from spec_tui.codex_os.dod import Answer
    from spec_tui.derivation import Proposal


class PackageRoom(DeskRoom):
    """Read once somebody opens Packages, watched while it is open. A key never waits for it."""

    def __init__(self, app: SpecApp) -> None:
        super().__init__(app, "packages")
        self.desk = PackageDesk(app.session.root, who=lambda: app.session.who)
        self.shelf: tuple[Book, ...] | None = None
        """All packages; None before they are read."""
        self.opened: Opened | None = None
        self.name = ""
        """Folder of the package that is open."""
        self.proposal: Proposal | str | None = None
        """What SPEC.md would change in it, or why that cannot be said; None before it is known."""
        self.sheets: dict[str, TaskSheet | None] = {}
        """What is known of its tasks, by id and line; read when somebody selects one."""
        self.answers: dict[tuple[str, str], dict[int, Answer]] = {}
        """Answers to the checklists of tasks that are not done yet, by package and task."""
        self.offered = False
        """The paragraph of AGENTS.md was offered in this run."""
        self._opened = False
        self._asked: set[str] = set()

    # reading

    def open(self) -> None:
        """Begin to read, the first time."""
        if not self._opened:
            self._opened = True
            self.call(self._read, self._took)

    def show(self, name: str) -> None:
        """Open a package by the name of its folder."""
        self.name = name
        self.opened = None
        self.call(self._read, self._took)

    def _read(self) -> tuple[tuple[Book, ...], Opened | None]:
        shelf = self.desk.shelf()
        return shelf, self.desk.opened(self.name) if self.name else None

    def _took(self, found: tuple[tuple[Book, ...], Opened | None]) -> None:
        self.shelf, self.opened = found
        if self.opened is None:
            self.name = ""
        self.failed = ""
        self.proposal = None
        self.sheets = {}
        self._asked = set()
        self.reads += 1

    def look(self, *, aloud: bool = False) -> None:
        """Take in what changed on disk."""
        if not self._opened or self.app.busy:
            return

        def read() -> tuple[tuple[Book, ...], Opened | None] | None:
            return self._read() if aloud or self.desk.stale() else None

        def took(found: tuple[tuple[Book, ...], Opened | None] | None) -> None:
            if found is not None:
                same = self.shelf is not None and found[0] == self.shelf
                self._took(found)
                if aloud and same:
                    self.app.say(words.NOTHING_NEW)

        self.call(read, took, loud=aloud)

    def watch(self) -> None:
        """Look at the disk, where somebody sees the packages."""
        if getattr(self.app.screen, "place", "") == "packages":
            self.look()

    def want_proposal(self) -> None:
        """Read what SPEC.md would change, once."""
        name = self.name
        if self.proposal is not None or "proposal" in self._asked or not name:
            return
        self._asked.add("proposal")

        def took(found: Proposal | str) -> None:
            if name == self.name:
                self.proposal = found
                self.reads += 1

        self.call(lambda: self.desk.proposal(name), took)

    def want_task(self, key: str, task: str) -> None:
        """Read what is known of a task, once."""
        name = self.name
        if key in self.sheets or key in self._asked:
            return
        self._asked.add(key)

        def took(found: TaskSheet | None) -> None:
            if name == self.name:
                self.sheets[key] = found

        self.call(lambda: self.desk.task(name, task), took)

    # changing

    def change(
        self,
        work: Callable[[PackageDesk], Told],
        then: Callable[[Told], None] | None = None,
        *,
        undoable: bool = True,
    ) -> None:
        """Let the desk change something, read again, draw, say the receipt."""

        def do() -> tuple[Told, tuple[tuple[Book, ...], Opened | None]]:
            told = work(self.desk)
            return told, self._read()

        def took(found: tuple[Told, tuple[tuple[Book, ...], Opened | None]]) -> None:
            told, read = found
            self._took(read)
            if then is not None:
                then(told)
            self.app.say(receipt_of_told(told, undoable=undoable))

        self.call(do, took)
