"""What the app knows of the artifacts: the desk with a thread of its own, and what it read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from spec_tui import artifact_messages as words
from spec_tui.artifactdesk import ArtifactDesk, Sheet
from spec_tui.omoi_os.chain import Chain, Entry, StepName
from spec_tui.screens.deskroom import DeskRoom
from spec_tui.tasks import Told
from spec_tui.widgets.receipt import receipt_of_told

if TYPE_CHECKING:
    from spec_tui.app import SpecApp

Read = tuple[Chain, Sheet | str]


class ArtifactRoom(DeskRoom):
    """Read once somebody opens Artifacts, watched while it is open. A key never waits for it."""

    def __init__(self, app: SpecApp) -> None:
        super().__init__(app, "artifacts")
        self.desk = ArtifactDesk(app.session.root, who=lambda: app.session.who)
        self.chain: Chain | None = None
        """The board; None before it is read."""
        self.sheet: Sheet | str = ""
        """What is open, as of the last reading, or why it cannot be."""
        self._shown: tuple[StepName, Entry] | None = None
        self._opened = False

    def open(self) -> None:
        """Begin to read, the first time."""
        if not self._opened:
            self._opened = True
            self.call(self._read, self._took)

    def show(self, step: StepName, entry: Entry, then: Callable[[], None]) -> None:
        """Open a document or requirement."""
        self._shown = (step, entry)

        def took(found: Read) -> None:
            self._took(found)
            then()

        self.call(self._read, took)

    def shut(self) -> None:
        """Nothing is open any more."""
        self._shown, self.sheet = None, ""

    def _read(self) -> Read:
        chain = self.desk.board()
        return chain, self.desk.sheet(*self._shown) if self._shown is not None else ""

    def _took(self, found: Read) -> None:
        self.chain, self.sheet = found
        self.failed = ""
        self.reads += 1

    def look(self, *, aloud: bool = False) -> None:
        """Take in what changed on disk."""
        if not self._opened or self.app.busy:
            return

        def read() -> Read | None:
            return self._read() if aloud or self.desk.stale() else None

        def took(found: Read | None) -> None:
            if found is not None:
                same = found[0] == self.chain
                self._took(found)
                if aloud and same:
                    self.app.say(words.NOTHING_NEW)

        self.call(read, took, loud=aloud)

    def watch(self) -> None:
        """Look at the disk, where somebody sees the artifacts."""
        if getattr(self.app.screen, "place", "") == "artifacts":
            self.look()

    def change(
        self,
        work: Callable[[ArtifactDesk], Told],
        then: Callable[[Told], None] | None = None,
        *,
        undoable: bool = True,
    ) -> None:
        """Let the desk change something, read again, draw, say the receipt."""

        def do() -> tuple[Told, Read]:
            told = work(self.desk)
            return told, self._read()

        def took(found: tuple[Told, Read]) -> None:
            told, read = found
            self._took(read)
            if then is not None:
                then(told)
            self.app.say(receipt_of_told(told, undoable=undoable))

        self.call(do, took)
