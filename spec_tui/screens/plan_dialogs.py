"""The small dialogs of plans: fields, what it waits on, what is shown, order, new, export."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from textual.content import Content

from spec_tui import plan_messages as words
from spec_tui.screens.strip import Picked, Row, Strip, StripRows, open_strip
from spec_tui.tasks import Drawing
from spec_tui.widgets import glyphs, itemlook
from spec_tui.widgets.text import fit, line, part, selected, shown, wrapped
from spec_tui.work.board import NO_SIZE, ORDERS, STATES, Board, Filter, Order, state_word
from spec_tui.work.detail import Candidate, Candidates, priorities, sizes, statuses
from spec_tui.work.item import WorkItem

if TYPE_CHECKING:
    from spec_tui.app import SpecApp
    from spec_tui.work.create import New


def _present_first(values: list[str], now: str) -> list[str]:
    return sorted(values, key=lambda value: value != now)


def status_dialog(item: WorkItem) -> Strip:
    """The statuses that the format knows, the present one first."""
    values = _present_first(list(statuses(item)), item.status)
    rows = [Row(state_word(one), words.NOW if one == item.status else "") for one in values]
    return Strip(words.STATUS_OF.format(ref=shown(item.ref)), rows)


def choose_status(app: SpecApp, item: WorkItem, then: Callable[[str], None]) -> None:
    """Ask for a status."""
    values = _present_first(list(statuses(item)), item.status)
    open_strip(app, status_dialog(item), lambda picked: then(values[picked.index]))


def priority_dialog(item: WorkItem) -> Strip:
    """The four priorities, the present one first."""
    values = _present_first(list(priorities()), item.priority)
    rows = [Row(one, words.NOW if one == item.priority else "") for one in values]
    return Strip(words.PRIORITY_OF.format(ref=shown(item.ref)), rows)


def choose_priority(app: SpecApp, item: WorkItem, then: Callable[[str], None]) -> None:
    """Ask for a priority."""
    values = _present_first(list(priorities()), item.priority)
    open_strip(app, priority_dialog(item), lambda picked: then(values[picked.index]))


def size_dialog(item: WorkItem) -> Strip:
    """Usual sizes, the present one first, and another one in words."""
    values = _present_first(list(sizes(item)), item.estimate)
    rows = [Row(one, words.NOW if one == item.estimate else "") for one in values]
    rows.append(Row(words.OTHER_SIZE, asks=words.OTHER_SIZE_LINE))
    return Strip(words.SIZE_OF.format(ref=shown(item.ref)), rows)


def choose_size(app: SpecApp, item: WorkItem, then: Callable[[str], None]) -> None:
    """Ask for a size."""
    values = _present_first(list(sizes(item)), item.estimate)

    def picked(result: Picked) -> None:
        then(result.text if result.index >= len(values) else values[result.index])

    open_strip(app, size_dialog(item), picked)


def show_rows(board: Board, now: Filter, extra: bool) -> list[tuple[Row, Filter | None]]:
    """What can be shown only, each with the filter that it makes; None toggles the columns."""
    kept = replace(now, words=now.words)
    found: list[tuple[Row, Filter | None]] = [(Row(words.SHOW_ALL), Filter(words=now.words))]

    def add(label: str, lead: str, made: Filter, is_now: bool) -> None:
        found.append((Row(label, words.SHOWN if is_now else "", lead=lead), made))

    for state in STATES:
        if board.counts.get(state):
            on = now.state == state
            made = replace(kept, state="" if on else state)
            add(f"{state} ({board.counts[state]:,})", words.SHOW_STATE, made, on)
    formats = dict.fromkeys(line.format for line in board.lines if line.format)
    for one in formats if len(formats) > 1 else ():
        on = now.format == one
        add(one, words.SHOW_FORMAT, replace(kept, format="" if on else one), on)
    listed = dict.fromkeys(line.size or NO_SIZE for line in board.lines if line.kind == "task")
    for one in sorted(listed, key=lambda size: ("XSSMLXL".find(size), size))[:30]:
        on = now.size == one
        add(shown(one), words.SHOW_SIZE, replace(kept, size="" if on else one), on)
    everything = now.kinds == "all"
    if any(line.kind not in {"task", ""} for line in board.lines):
        kinds = replace(kept, kinds="tasks" if everything else "all")
        add(words.SHOW_KINDS, "", kinds, everything)
    found.append((Row(words.SHOW_COLUMNS, words.SHOWN if extra else ""), None))
    parents = dict.fromkeys(line.parent for line in board.lines if line.parent)
    for one in parents:
        on = now.parent == one
        add(shown(one), words.SHOW_TICKET, replace(kept, parent="" if on else one), on)
    return found


def show_dialog(board: Board, now: Filter, extra: bool = False) -> Strip:
    """Status, format, size, kinds, columns, ticket."""
    rows = [row for row, _ in show_rows(board, now, extra)]
    return LongStrip(words.SHOW_TITLE, rows)


def choose_shown(
    app: SpecApp, board: Board, now: Filter, extra: bool, then: Callable[[Filter | None], None]
) -> None:
    """Ask what is shown; `then` gets None where the columns are toggled."""
    made = [one for _, one in show_rows(board, now, extra)]
    open_strip(app, show_dialog(board, now, extra), lambda picked: then(made[picked.index]))


def order_dialog(now: Order, grouped: bool) -> Strip:
    """The orders, and groups."""
    rows = [Row(words.ORDERS[one], words.BACKWARDS if one == now else "") for one in ORDERS]
    rows.append(Row(words.NOT_GROUPED if grouped else words.GROUPED))
    return Strip(words.ORDER_TITLE, rows)


def choose_order(
    app: SpecApp, now: Order, grouped: bool, then: Callable[[Order | None], None]
) -> None:
    """Ask for an order; `then` gets None where groups are toggled."""

    def picked(result: Picked) -> None:
        then(ORDERS[result.index] if result.index < len(ORDERS) else None)

    open_strip(app, order_dialog(now, grouped), picked)


def new_rows(board: Board, near: WorkItem | None) -> list[tuple[Row, New, str]]:
    """What can be written here: (row, kind, ref of its parent)."""
    found: list[tuple[Row, New, str]] = []
    parent = near
    if near is not None and near.kind == "task":
        parent = board.plan.parent(near)
    if parent is not None and parent.format == "omoi" and parent.kind == "ticket":
        name = words.NEW_TASK.format(parent=shown(parent.ref))
        found.append((Row(name, asks=words.NEW_NAME), "task", parent.ref))
    if parent is not None and parent.format == "tree" and parent.kind in {"feature", "epic"}:
        kind: New = "task" if parent.kind == "feature" else "feature"
        name = words.NEW_TASK if kind == "task" else words.NEW_FEATURE
        found.append(
            (Row(name.format(parent=shown(parent.ref)), asks=words.NEW_NAME), kind, parent.ref)
        )
    for other, label in words.NEW_KINDS.items():
        found.append((Row(label, asks=words.NEW_NAME), cast("New", other), ""))
    return found


def new_dialog(board: Board, near: WorkItem | None) -> Strip:
    """What can be written here."""
    return Strip(words.NEW_TITLE, [row for row, _, _ in new_rows(board, near)])


def choose_new(
    app: SpecApp, board: Board, near: WorkItem | None, then: Callable[[New, str, str], None]
) -> None:
    """Ask what to write and how it is called; `then` gets kind, title and parent."""
    rows = new_rows(board, near)

    def picked(result: Picked) -> None:
        _, kind, parent = rows[result.index]
        then(kind, result.text, parent)

    open_strip(app, new_dialog(board, near), picked)


def export_dialog() -> Strip:
    """The three formats of a drawing."""
    return Strip(words.EXPORT_TITLE, [Row(name) for _, name in words.EXPORTS])


def choose_export(app: SpecApp, then: Callable[[Drawing], None]) -> None:
    """Ask for the format of a drawing."""
    open_strip(
        app,
        export_dialog(),
        lambda picked: then(cast("Drawing", words.EXPORTS[picked.index][0])),
    )


class _LongRows(StripRows):
    """Rows of a dialog with thousands of them: only those in the window are drawn."""

    dialog: LongStrip

    def lines(self, width: int) -> list[Content]:
        """Return title and the rows around the selection."""
        dialog = self.dialog
        rows = [line("  ", piece) for piece in wrapped(dialog.title_text, width - 4, "bold")]
        foot = [line("  ", one) for one in wrapped(dialog.foot(), width - 4, "$muted")][:2]
        if dialog.app.size.height >= 20:
            rows.append(part(""))
        self.spots = {}
        indexes = dialog.matching()
        room = max(3, dialog.app.size.height - 9 - len(rows) - len(foot))
        at = dialog.standing()
        top = max(0, min(at - room // 2, len(indexes) - room))
        for index in indexes[top : top + room]:
            self.spots[len(rows)] = index
            rows.append(dialog.drawn(index, width))
        if not indexes:
            rows += [line("  ", one) for one in wrapped(dialog.empty_text(), width - 4, "$muted")]
        return [*rows, *foot]


class LongStrip(Strip):
    """A dialog with any number of rows, filtered by `/`."""

    def __init__(self, title: str, rows: list[Row], *, empty: str = "") -> None:
        super().__init__(title, rows, numbered=False, empty=empty)
        self.list = _LongRows(self)
        self._folded = [f"{row.lead} {row.label} {row.right}".casefold() for row in rows]
        self._found: tuple[str, list[int]] = ("", list(range(len(rows))))

    def matching(self) -> list[int]:
        """Indexes of the rows that the filter leaves."""
        typed = self.filter.casefold()
        if typed != self._found[0]:
            pieces = typed.split()
            found = [
                index
                for index, text in enumerate(self._folded)
                if all(piece in text for piece in pieces)
            ]
            self._found = (typed, found)
        return self._found[1]

    def standing(self) -> int:
        """The place of the selection among what matches."""
        found = self.matching()
        return found.index(self.chosen) if self.chosen in found else 0

    def foot(self) -> str:
        """A sentence below the rows."""
        return ""

    def drawn(self, index: int, width: int) -> Content:
        """One row."""
        row = self.rows[index]
        right = shown(row.right)
        here = index == self.chosen
        bar = (glyphs.SELECTED, "$primary") if here else (" ", "")
        lead = shown(row.lead).ljust(self.lead_width)
        if width - len(lead) - len(right) < 16:
            right = right.partition(";")[0] if width - len(lead) >= 24 else ""
        room = width - 4 - len(lead) - (len(right) + 2 if right else 0)
        label = fit(shown(row.label), max(4, room))
        content = line(" ", bar, " ", (lead, "$muted"), (label, "bold" if here else ""))
        content = content[: width - 1]
        if right:
            gap = max(1, width - content.cell_length - len(right) - 1)
            content = line(content, " " * gap, (right, "$muted"))
        return selected(content, width) if here else content


class Picker(LongStrip):
    """What an item waits on: Enter adds or takes off; what would close a circle cannot be taken."""

    def __init__(self, item: WorkItem, found: Candidates) -> None:
        rows = [_candidate_row(one) for one in found.listed]
        title = words.DEPENDS_TITLE.format(ref=shown(item.ref))
        super().__init__(title, rows, empty=words.NO_CANDIDATES)
        self.candidates = found.listed
        self._circle = lru_cache(maxsize=64)(found.circle)

    def foot(self) -> str:
        """The circle that the selected one would close."""
        if self.chosen not in self.matching():
            return ""
        one = self.candidates[self.chosen]
        if not one.closes or one.now:
            return ""
        path = " → ".join(shown(ref) for ref in self._circle(one.ref))
        return words.NO_CYCLE_TAKEN.format(path=path)

    def drawn(self, index: int, width: int) -> Content:
        """One row; muted where it cannot be taken."""
        one = self.candidates[index]
        content = super().drawn(index, width)
        if one.closes and not one.now:
            return content.stylize("$muted")
        return content.stylize(itemlook.style(one.state), 3, 4)

    def take(self) -> None:
        """Take what is selected, unless it would close a circle."""
        if self.chosen in self.matching():
            one = self.candidates[self.chosen]
            if one.closes and not one.now:
                return
        super().take()


def _candidate_row(one: Candidate) -> Row:
    right = words.DEPENDS_NOW if one.now else "↻ cycle" if one.closes else one.state
    return Row(one.title, right, lead=f"{itemlook.glyph(one.state)} {one.id}")


def depends_dialog(board: Board, item: WorkItem) -> Picker:
    """What an item could wait on."""
    return Picker(item, Candidates(board, item.ref))


def choose_depends(
    app: SpecApp, board: Board, item: WorkItem, then: Callable[[Candidate], None]
) -> None:
    """Ask what an item waits on."""
    dialog = depends_dialog(board, item)
    open_strip(app, dialog, lambda picked: then(dialog.candidates[picked.index]))
