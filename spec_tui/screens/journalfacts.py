"""What is known of the selected spec: status, plan, criteria, deliverables, metrics, files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spec_tui import journal_messages as words
from spec_tui.screens.journalview import (
    Action,
    PaneRow,
    end_of,
    name_of,
    short_day,
    state_of,
    written,
)
from spec_tui.spec_tree.board import Page
from spec_tui.spec_tree.deliverables import TYPES
from spec_tui.spec_tree.model import Metric
from spec_tui.widgets.text import fit, labelled, line, part, shown, spread, wrap
from spec_tui.widgets.walkingpane import WalkingPane

if TYPE_CHECKING:
    from spec_tui.screens.journal import JournalScreen

_LABEL = 12
_TYPE = 9
MOST = 40
"""Deliverables and criteria that are listed; the views and the file have them all."""


_NAMES = {one.heading: one.name for one in TYPES.values()}


def type_name(heading: str) -> str:
    """`docs` for `Documentation`; a heading of a person's own as it is."""
    return _NAMES.get(heading, shown(heading))


class FactsPane(WalkingPane[Action]):
    """Everything about one spec beside its timeline."""

    def __init__(self, screen: JournalScreen) -> None:
        super().__init__(id="facts")
        self.journal = screen

    def contents(self, width: int) -> list[PaneRow]:
        """The rows of the page that was read."""
        page = self.journal.room.page
        return _rows(page, width, self.journal.room.there) if page is not None else []

    def airy(self) -> bool:
        """Tall windows have room for air."""
        return self.journal.arranged.tall

    def follow(self) -> None:
        """Tick, approve, or go where the row leads."""
        self.journal.do_open_journal("")


def _rows(page: Page, width: int, there: frozenset[int]) -> list[PaneRow]:
    rows: list[PaneRow] = [
        (part(piece, "bold"), None) for piece in wrap(name_of(page.branch), width)
    ]
    rows.append((part(""), None))
    if page.trouble:
        rows += [(part(piece, "$error"), None) for piece in wrap(shown(page.trouble), width)]
        rows.append((part(""), None))
    rows += _state(page, width)
    rows += _criteria(page, width)
    rows += _deliverables(page, width, there)
    rows += _metrics(page.metrics, width)
    rows += _links(page, width)
    summary = shown(page.journal.summary) if page.journal is not None else ""
    if summary:
        rows += [(part(""), None), (part(words.SUMMARY.capitalize(), "$muted"), None)]
        rows += [(line("  ", piece), None) for piece in wrap(summary, width - 2)]
    return rows


def _state(page: Page, width: int) -> list[PaneRow]:
    branch, journal = page.branch, page.journal
    glyph, style, _ = state_of(branch)
    state = line((words.STATUS.ljust(_LABEL), "$muted"), (glyph, style), " ", written(branch))
    rows: list[PaneRow] = [(state, None)]
    if page.parent:
        rows += [
            (one, Action("spec", page.parent.split(" ")[0]) if not at else None)
            for at, one in enumerate(
                labelled(words.PARENT, shown(page.parent), width, _LABEL, style="")
            )
        ]
    label = (words.PLAN.ljust(_LABEL), "$muted")
    if journal is None:
        rows.append((line(label, (words.NO_JOURNAL, "$muted")), None))
    elif journal.approval is None and branch.status == "done":
        rows.append((line(label, (words.NEVER_APPROVED, "$muted")), None))
    elif journal.approval is None:
        pieces = wrap(words.NOT_APPROVED, width - _LABEL)
        rows.append((line(label, (pieces[0], "$warning")), Action("approve")))
        rows += [(line(" " * _LABEL, (one, "$warning")), None) for one in pieces[1:]]
    else:
        rows.append((line(label, ("✓", "$success"), " ", words.APPROVED), None))
        said = ", ".join((short_day(journal.approval.at), shown(journal.approval.by)))
        room = width - _LABEL - 2
        rows += [(line(" " * (_LABEL + 2), (one, "$muted")), None) for one in wrap(said, room)]
    if journal is not None and journal.updated:
        rows += [
            (one, None) for one in labelled(words.UPDATED, shown(journal.updated), width, _LABEL)
        ]
    if journal is not None and journal.backfilled:
        rows.append((line(" " * _LABEL, (words.BACKFILLED, "$muted")), None))
    return rows


def _criteria(page: Page, width: int) -> list[PaneRow]:
    total = len(page.criteria)
    met = words.MET.format(done=sum(one.done for one in page.criteria), total=total)
    head = line((words.CRITERIA, "$muted"), "  ", met if total else words.NO_CRITERIA)
    rows: list[PaneRow] = [(part(""), None), (head, None)]
    for number, one in enumerate(page.criteria[:MOST]):
        glyph, style = ("✓", "$success") if one.done else ("○", "$muted")
        for at, piece in enumerate(wrap(shown(one.text), width - 4)):
            lead = line("  ", (glyph, style), " ") if not at else part("    ")
            action = Action("tick", line=number) if not at else None
            rows.append((line(lead, (piece, "$muted" if one.done else "")), action))
    return rows


def _deliverables(page: Page, width: int, there: frozenset[int]) -> list[PaneRow]:
    if not page.deliverables:
        return []
    rows: list[PaneRow] = [(part(""), None), (part(words.DELIVERABLES, "$muted"), None)]
    for one in page.deliverables[:MOST]:
        glyph, style = ("✓", "$success") if one.line in there else ("✗", "$error")
        said = "" if one.line in there else f"  {words.NOT_THERE}"
        kind = fit(type_name(one.heading), _TYPE - 1).ljust(_TYPE)
        name = shown(one.label or one.target.rpartition("/")[2])
        room = width - _TYPE - 4 - len(said)
        row = line(
            "  ", (glyph, style), " ", (kind, "$muted"), end_of(name, room), (said, "$muted")
        )
        rows.append((row, Action("deliverable", str(one.line))))
    return rows


def _metrics(metrics: tuple[Metric, ...], width: int) -> list[PaneRow]:
    if not metrics:
        return []
    rows: list[PaneRow] = [(part(""), None), (part(words.METRICS, "$muted"), None)]
    for one in metrics:
        source = (one.source.ljust(len("computed")), "$muted")
        name, value = shown(one.name), shown(one.value)
        left, right = line("  ", (name, "$muted")), line(value, " ", source)
        if left.cell_length + right.cell_length + 2 <= width:
            rows.append((spread(left, right, width), None))
            continue
        rows += [(line("  ", (piece, "$muted")), None) for piece in wrap(name, width - 2)]
        if right.cell_length + 4 <= width:
            rows.append((spread(part(""), right, width), None))
        else:
            rows += [(line("    ", piece), None) for piece in wrap(value, width - 4)]
            rows.append((spread(part(""), line(source), width), None))
    return rows


def _links(page: Page, width: int) -> list[PaneRow]:
    links = page.links
    bad = sum(one.state not in {"ok", "web"} for one in links.out) + len(links.missing)
    said = words.LINKS_COUNT.format(out=len(links.out), back=len(links.back))
    rows: list[PaneRow] = [(part(""), None)]
    label = (words.LINKS.ljust(_LABEL), "$muted")
    rows.append((line(label, fit(said, width - _LABEL)), Action("view", "links")))
    if bad:
        mend = words.TO_MEND.format(count=bad)
        rows.append((line(" " * _LABEL, ("! ", "$warning"), (mend, "$warning")), None))
    rows += [(part(""), None), (part(words.FILES, "$muted"), None)]
    paths = [page.branch.path] + ([page.branch.context] if page.journal is not None else [])
    for path in paths:
        rows += [
            (line("  ", piece), Action("file", path, 1) if not at else None)
            for at, piece in enumerate(wrap(shown(path), width - 2))
        ]
    return rows
