"""The finished screen: 18 ticks, assumptions with dates, the closing text (screens.md 6.8)."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from spec_tui import messages
from spec_tui.commands import Context
from spec_tui.interview.finish import CLOSING
from spec_tui.interview.model import SectionStatus, State
from spec_tui.screens.assumed import assumptions_of, day
from spec_tui.screens.dialogs import export_transcript, my_answers
from spec_tui.screens.page import Page
from spec_tui.widgets import glyphs
from spec_tui.widgets.layout import Layout, layout
from spec_tui.widgets.lines import Lines
from spec_tui.widgets.shown import Shown
from spec_tui.widgets.text import fit, line, pad, part, shown, spread, wrap, wrapped

_NAME = 16
_AROUND = 5
"""Rows of header, receipt, progress, keys, and of the air above."""
_LEAST = 4
"""Rows of a list of assumptions: heading, one of them, `and 3 more`, a blank row."""


def words_of(status: SectionStatus) -> str:
    """Return what a section holds: facts, N/A, assumptions."""
    words = []
    if status.facts == 1:
        words.append(messages.ONE_FACT)
    elif status.facts:
        words.append(messages.FACTS.format(count=status.facts))
    if status.not_applicable:
        words.append(
            messages.NA_COUNT.format(count=status.not_applicable) if status.facts else "N/A"
        )
    if status.section.id == "open_questions":
        words = [messages.CLOSED]
    words += [shown(assumption) for assumption in status.assumptions]
    return ", ".join(words)


class FinishedRows(Lines):
    """Everything the screen says."""

    def __init__(self) -> None:
        super().__init__()
        self.picture: Shown | None = None
        self.arranged: Layout = layout(80, 24)
        self.spent = (0, 0, 0)
        """Questions, minutes, people."""

    def show(self, picture: Shown, arranged: Layout) -> None:
        """Draw another picture."""
        self.picture = picture
        self.arranged = arranged
        self.redraw(layout=True)

    def lines(self, width: int) -> list[Content]:
        """Return the rows."""
        picture = self.picture
        if picture is None:
            return []
        tall = self.arranged.tall
        rows = self._title(width)
        rows.append(part(""))
        rows += self._sections(picture.state, width)
        rows.append(part(""))
        end: list[Content] = []
        if tall:
            end += [*wrapped(shown(picture.path), width, "$muted"), part("")]
        for sentence in CLOSING.strip().splitlines():
            end += wrapped(sentence, min(width, 92))
        room = self.arranged.rows - _AROUND - len(rows) - len(end)
        assumptions = self._assumptions(picture.state, width, room)
        if assumptions:
            rows += [*assumptions, part("")]
        return rows + end

    def _title(self, width: int) -> list[Content]:
        questions, minutes, people = self.spent
        words = messages.SUMMARY_ONE if people == 1 else messages.SUMMARY
        summary = words.format(questions=questions, minutes=minutes, people=people)
        title = part(messages.COMPLETE, "bold")
        right = part(summary if questions else "", "$muted")
        if title.cell_length + right.cell_length + 2 > width:
            return [title, right]
        return [spread(title, right, width)]

    def _sections(self, state: State, width: int) -> list[Content]:
        cells = [
            line(
                (glyphs.STATES[one.state], glyphs.STATE_STYLES[one.state]),
                " ",
                one.section.title.ljust(_NAME),
                (words_of(one), "$muted"),
            )
            for one in state.sections
        ]
        if width < 60:
            return cells
        half = (len(cells) + 1) // 2
        column = width // 2 + 1
        rows = []
        for at in range(half):
            right = cells[at + half] if at + half < len(cells) else part("")
            rows.append(line(pad(cells[at], column), right))
        return rows

    def _assumptions(self, state: State, width: int, room: int) -> list[Content]:
        listed = state.assumptions
        if not listed:
            return []
        if not self.arranged.tall or room < _LEAST:
            column = 14 if width >= 60 else 0
            ids = ", ".join(f"{shown(one)} {shown(place)}" for one, place, _ in listed)
            last = max((when for _, _, when in listed), default="")
            text = messages.ASSUMPTIONS_SHORT.format(ids=ids, date=day(last))
            label = messages.ASSUMPTIONS
            pieces = wrap(text, width - column) if column else wrap(f"{label} {text}", width)
            if len(pieces) > 2:
                pieces = [pieces[0], fit(" ".join(pieces[1:]), width - column)]
            if not column:
                return [part(piece, "$muted") for piece in pieces]
            return [
                line(((label if not at else "").ljust(column), "bold"), (piece, "$muted"))
                for at, piece in enumerate(pieces)
            ]
        rows = [part(messages.ASSUMPTIONS, "bold")]
        fits = len(listed) + 2 <= room
        most = len(listed) if fits else room - _LEAST + 1
        for one in assumptions_of(state)[:most]:
            lead = f"  {shown(one.id).ljust(4)}"
            rows.append(line((lead, ""), (fit(one.words, width - len(lead)), "$muted")))
        if len(listed) > most:
            rows.append(part(f"  and {len(listed) - most} more", "$muted"))
        return rows


class FinishedScreen(Page):
    """The spec is complete."""

    CSS_PATH = "finished.tcss"
    mode = "interview"
    place = "finished"

    def __init__(self) -> None:
        super().__init__()
        self.rows = FinishedRows()
        self.scroller = VerticalScroll(self.rows, id="finished")

    def body(self) -> ComposeResult:
        """The rows."""
        yield self.scroller

    @property
    def context(self) -> Context:
        """Where the person is now."""
        picture = self.spec.picture
        return Context(place=self.place, off=picture.read_only if picture else "")

    def on_mount(self) -> None:
        """Ask who answered what, then draw."""
        super().on_mount()
        self.set_focus(self.scroller)  # at once: `focus` waits behind the keys that were typed
        session = self.spec.session
        self.spec.call(
            lambda: (len(session.answers()), session.minutes_spent(), session.people()),
            self._spent,
        )

    def _spent(self, found: tuple[int, int, int]) -> None:
        self.rows.spent = found
        self.draw()

    def draw_body(self, picture: Shown) -> None:
        """Draw the rows; a section that was opened again brings the interview back."""
        if not picture.state.complete:
            self.spec.call_next(self.spec.reopen)
            return
        self.rows.show(picture, self.arranged)

    def do_open_review(self, key: str) -> None:
        """Open Review."""
        self.spec.run_command_id("review")

    def do_change_answer(self, key: str) -> None:
        """List answers and assumptions; the one taken is opened as in the interview."""
        my_answers(self.spec, "", self.spec.change_answer)

    def do_export_transcript(self, key: str) -> None:
        """Write the transcript into a new file."""
        export_transcript(self.spec)

    def do_interview(self, key: str) -> None:
        """This is the interview already."""
