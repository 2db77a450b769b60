"""A requirement to read: its words, the design, tickets and tasks behind it, and its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from spec_tui import plan_messages as words
from spec_tui.screens import editor
from spec_tui.screens.strip import Picked, Row, Strip, StripRows, open_strip
from spec_tui.widgets import glyphs, itemlook
from spec_tui.widgets.receipt import Receipt
from spec_tui.widgets.text import fit, line, selected, shown, spread, wrap
from spec_tui.work.asked import Asked, asked_of

if TYPE_CHECKING:
    from spec_tui.screens.plans import PlanPage


class Leads(NamedTuple):
    """Where a row leads: to an item, or to a line of a file."""

    ref: str = ""
    path: str = ""
    line: int = 1


class _Rows(StripRows):
    """Rows of words are wrapped, not cut."""

    def _row(self, index: int, place: int, width: int) -> list[Content]:
        row = self.dialog.rows[index]
        here = index == self.dialog.chosen
        bar = (glyphs.SELECTED, "$primary") if here else (" ", "")
        column = self.dialog.lead_width
        right = f"  {fit(shown(row.right), max(8, width // 3))}" if row.right else ""
        pieces = wrap(shown(row.label), max(8, width - column - 6 - len(right))) or [""]
        contents = []
        for at, piece in enumerate(pieces):
            lead = (shown(row.lead) if not at else "").ljust(column)
            content = line(" ", bar, " ", (lead, "$muted"), (piece, "bold" if here else ""))
            if right and not at:
                content = spread(content, line((right, "$muted"), "  "), width)
            contents.append(selected(content, width) if here else content)
        return contents


class Reader(Strip):
    """A requirement; Enter goes where the row leads, words lead to their line in the editor."""

    def __init__(self, asked: Asked) -> None:
        rows = reader_rows(asked)
        one = asked.requirement
        title = f"{shown(one.id)}  {shown(one.title)}".rstrip()
        super().__init__(title, [row for row, _ in rows], numbered=False)
        self.list = _Rows(self)
        self.leads = [leads for _, leads in rows]


def reader_rows(asked: Asked) -> list[tuple[Row, Leads]]:
    """The rows with where they lead: words, design, tickets, tasks, the place."""
    one = asked.requirement
    rows = [(Row(text), Leads(path=one.path, line=at)) for at, text in asked.text]
    if not rows:
        rows.append((Row(words.NO_WORDS), Leads(path=one.path, line=one.line)))
    rows += [
        (
            Row(f"{design.id}  {design.title}", lead=words.DESIGN),
            Leads("", design.path, design.line),
        )
        for design in asked.designs
    ]
    for label, near in ((words.TICKET, asked.tickets), (words.TASK, asked.tasks)):
        for item in near:
            name = f"{itemlook.glyph(item.state)} {item.ref}  {item.title}"
            rows.append((Row(name, item.state, lead=label), Leads(item.ref)))
    if not asked.tasks:
        gap = words.NO_TASK_YET if asked.tickets else words.NO_TICKET_YET
        rows.append((Row(gap, lead="!"), Leads(path=one.path, line=one.line)))
    place = f"{one.path}:{one.line}"
    rows.append((Row(place, words.IN_EDITOR, lead=words.FILE), Leads(path=one.path, line=one.line)))
    return rows


def read_requirement(page: PlanPage, one: str, path: str = "") -> None:
    """Open the reader over a page of plans."""
    board = page.board
    if board is None:
        return

    def took(asked: Asked | None) -> None:
        if asked is None:
            page.say(Receipt(words.NO_SUCH_REQUIREMENT.format(id=shown(one)), "!", "$error"))
            return
        dialog = Reader(asked)
        open_strip(page.spec, dialog, lambda picked: _go(page, dialog, picked))

    page.room.call(lambda: asked_of(board, one, page.room.desk.text, path), took)


def _go(page: PlanPage, dialog: Reader, picked: Picked) -> None:
    leads = dialog.leads[picked.index]
    if leads.ref:
        page.go_to(leads.ref)
        return
    problem = editor.open_file(page.spec, str(page.spec.session.root / leads.path), leads.line)
    if problem:
        page.say(Receipt(problem, "!", "$error"))
    page.room.look()
