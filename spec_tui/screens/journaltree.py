"""The tree of specs: each with its state, and how far what lies below it is."""

from __future__ import annotations

from textual.content import Content

from spec_tui import journal_messages as words
from spec_tui.screens.journalview import JournalView, name_of, state_of
from spec_tui.spec_tree.board import Branch
from spec_tui.widgets.lines import Lines
from spec_tui.widgets.seats import Seat
from spec_tui.widgets.text import fit, line, part, spread


class TreeView(JournalView):
    """Every epic, feature and task below its parent."""

    id = "tree"

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.folded: set[str] = set()
        self.only = 0
        """Which of `SHOWS` is shown; 0 is all."""

    def build(self) -> list[Seat]:
        """One seat each; what is folded away has none."""
        forest = self.room.forest
        if forest is None:
            return []
        branches = list(forest.branches)
        if self.only:
            return [Seat("spec", one.ref, one) for one in self._kept(branches)]
        found = []
        hidden = -1
        for one in branches:
            if 0 <= hidden < one.depth:
                continue
            hidden = one.depth if one.ref in self.folded else -1
            found.append(Seat("spec", one.ref, one))
        return found

    def _kept(self, branches: list[Branch]) -> list[Branch]:
        """Those of the wanted states, with what they lie below."""
        wanted = words.SHOWS[self.only]
        kept = set()
        above: list[Branch] = []
        for one in branches:
            above = [*above[: one.depth], one]
            if one.status in wanted:
                kept |= {other.ref for other in above}
        return [one for one in branches if one.ref in kept]

    def empty(self) -> str:
        """Why the tree is empty."""
        forest = self.room.forest
        if forest is not None and forest.branches:
            return words.NO_SUCH.format(what=words.SHOW_ROWS[self.only])
        return super().empty()

    def below(self, ref: str) -> int:
        """How many specs lie below one."""
        forest = self.room.forest
        branches = forest.branches if forest is not None else ()
        at = next((n for n, one in enumerate(branches) if one.ref == ref), len(branches))
        count = 0
        for one in branches[at + 1 :]:
            if one.depth <= branches[at].depth:
                break
            count += 1
        return count

    def row(self, seat: Seat, width: int, here: bool) -> Content:
        """Indent, glyph, name; at the right how far it is, and its word."""
        one: Branch = seat.value
        glyph, style, word = state_of(one)
        quiet = one.status == "done" and not here
        right = line((words.RUNNING, "$warning") if one.running else (word, "$muted"))
        if one.status == "blocked":
            right = line((word, "$error"))
        if one.ref in self.folded and not self.only:
            right = line((words.FOLDED.format(count=self.below(one.ref)), "$muted"), "  ", right)
        elif one.total and width >= 44:
            right = line((f"{one.done}/{one.total}", "$muted"), "  ", right)
        indent = "  " * min(one.depth, 6)
        room = width - len(indent) - 3 - right.cell_length
        title = (fit(name_of(one), room), "bold" if here else "$muted" if quiet else "")
        left = line(indent, (glyph, style), " ", title)
        return spread(left, right, width)


class TreeHead(Lines):
    """What the tree is, and how much of it is done."""

    def __init__(self, view: TreeView) -> None:
        super().__init__(id="treehead")
        self.view = view

    def lines(self, width: int) -> list[Content]:
        """Return the rows."""
        forest = self.view.room.forest
        right = part("")
        if self.view.only:
            right = part(words.SHOW_ROWS[self.view.only], "$muted")
        elif forest is not None and forest.total:
            right = part(words.DONE_OF.format(done=forest.done, total=forest.total), "$muted")
        rows = [part("")] if self.view.screen.arranged.tall else []
        return [
            *rows,
            spread(line("  ", (words.SPECS, "bold")), line(right, "  "), width),
            part(""),
        ]
