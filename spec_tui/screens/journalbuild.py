"""What building the tree from SPEC.md would change, before anything is written."""

from __future__ import annotations

from textual.content import Content

from spec_tui import journal_messages as words
from spec_tui import package_messages
from spec_tui.derivation import Proposal
from spec_tui.screens.journalview import JournalView
from spec_tui.screens.packagebuild import build_row, build_seats
from spec_tui.widgets.seats import Seat
from spec_tui.widgets.text import line, shown, wrap


class TreeBuild(JournalView):
    """A proposal row by row, like that of a package."""

    id = "build"

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.proposal: Proposal | None = None
        self.trouble = ""
        """Why nothing can be built."""

    def build(self) -> list[Seat]:
        """Every line of the proposal is a seat, so that all of it can be walked."""
        if self.proposal is None:
            return []
        width = max(20, self.screen.size.width - 6)
        return build_seats(self.proposal, width, words.BUILD_NOTHING)

    def empty(self) -> str:
        """Why there is nothing, or that it is being read."""
        return shown(self.trouble) or package_messages.BUILDING

    def top(self, width: int) -> list[Content]:
        """What would be built, and how it is written."""
        rows = [line("  ", (words.BUILD, "bold"))]
        if self.proposal is not None and self.proposal.texts:
            said = wrap(package_messages.BUILD_WRITES, width - 4)
            rows += [line("  ", (one, "$muted")) for one in said]
        return rows

    def row(self, seat: Seat, width: int, here: bool) -> Content:
        """One row."""
        return build_row(seat, width)
