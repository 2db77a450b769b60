"""What is known about the selected item: beside the list, or in five lines below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from spec_tui import plan_messages as words
from spec_tui.widgets import itemlook
from spec_tui.widgets.lines import Lines
from spec_tui.widgets.text import (
    fit,
    labelled,
    line,
    part,
    plain,
    shown,
    spread,
    wrap,
)
from spec_tui.widgets.walkingpane import WalkingPane
from spec_tui.work.detail import Detail, Near

if TYPE_CHECKING:
    from spec_tui.screens.tasks import TasksScreen

_LABEL = 12
MOST_NEAR = 12
LONGEST_TEXT = 400


class Action(NamedTuple):
    """What Enter or space does on a row of the detail."""

    kind: str
    """`item`, `tick`, `requirement` or `file`."""
    ref: str = ""
    number: int = 0


class DetailPane(WalkingPane[Action]):
    """Everything about one item."""

    def __init__(self, tasks: TasksScreen) -> None:
        super().__init__(id="detail")
        self.tasks = tasks

    def contents(self, width: int) -> list[tuple[Content, Action | None]]:
        """The detail and the text of an item, or why it cannot be read."""
        rows: list[tuple[Content, Action | None]] = []
        tasks = self.tasks
        if tasks.detail is not None:
            rows = _detail_rows(tasks.detail, width, tasks.board.hours if tasks.board else 0)
            if tasks.prose:
                rows += _text_rows(tasks.prose, width)
        elif tasks.line is not None and tasks.line.number < 0:
            rows = [(part(words.CANNOT_BE_READ, "bold"), None), (part(""), None)]
            rows += [(part(piece), None) for piece in wrap(shown(tasks.line.trouble), width)]
        return rows

    def airy(self) -> bool:
        """Tall windows have room for air."""
        return self.tasks.arranged.tall

    def follow(self) -> None:
        """Tick the criterion, or go where the row leads."""
        if self.action is not None and self.action.kind == "tick":
            self.tasks.do_tick("")
        else:
            self.tasks.do_follow("")

    def on_focus(self) -> None:
        """The detail takes the place of the list, where they do not fit beside each other."""
        self.tasks.whole = True
        super().on_focus()


def _detail_rows(detail: Detail, width: int, hours: float) -> list[tuple[Content, Action | None]]:
    item = detail.item
    kind = f"{item.kind}, {detail.format}"
    rows: list[tuple[Content, Action | None]] = [
        (_ends(part(fit(shown(item.id), width - len(kind) - 1), "$muted"), kind, width), None),
        (part(""), None),
    ]
    rows += [(part(piece, "bold"), None) for piece in wrap(shown(item.title), width)]
    rows.append((part(""), None))
    word = words.AS_WRITTEN.format(word=shown(item.status_as_written or item.status))
    state = line((itemlook.glyph(detail.state), itemlook.style(detail.state)), " ")
    state = line(state, (detail.state, itemlook.style(detail.state)))
    rows.append((line((words.STATUS.ljust(_LABEL), "$muted"), state), None))
    if shown(item.status_as_written) not in {"", detail.state}:
        rows += [(one, None) for one in labelled("", word, width, _LABEL)]
    facts = [(words.PRIORITY, item.priority or words.NONE_GIVEN)]
    size = shown(item.estimate) or words.NONE_GIVEN
    if item.hours is not None:
        size = f"{size}   {words.HOURS.format(hours=itemlook.hours(item.hours))}"
    facts.append((words.SIZE, size))
    if item.design:
        facts.append((words.DESIGN, shown(item.design)))
    if detail.critical:
        facts.append((words.PATH, words.ON_CRITICAL.format(hours=itemlook.hours(hours))))
    for label, text in facts:
        rows += [(one, None) for one in labelled(label, text, width, _LABEL, style="")]
    for at, asked in enumerate(item.requirements):
        label = (words.ASKED_BY if not at else "").ljust(_LABEL)
        row = line((label, "$muted"), fit(shown(asked), width - _LABEL))
        rows.append((row, Action("requirement", asked)))
    if detail.parent is not None:
        text = fit(f"{shown(detail.parent.ref)} {shown(detail.parent.title)}", width - _LABEL)
        label = (words.TICKET if item.format == "omoi" else "Below").ljust(_LABEL)
        rows.append((line((label, "$muted"), text), Action("item", detail.parent.ref)))
    if detail.waits_on or detail.missing:
        rows += _group(words.WAITS_ON, detail.waits_on, width)
        for one in detail.missing:
            row = line(("  ! ", "$error"), shown(one), "  ", (words.NO_ONE_HAS, "$muted"))
            rows.append((row, None))
    if len(detail.chain) > 1:
        rows += _group(words.BECAUSE, detail.chain, width)
    rows += _group(words.NEEDED_BY, detail.needed_by, width) if detail.needed_by else []
    rows += _group(words.ALSO_READY, detail.elsewhere, width) if detail.elsewhere else []
    rows += _group(words.HOLDS, detail.children, width) if detail.children else []
    rows += _criteria(detail, width)
    place = f"{shown(item.path)}:{item.line}"
    rows.append((part(""), None))
    for piece in wrap(place, width):
        rows.append((part(piece, "$muted"), Action("file", item.path, item.line)))
    return rows


def _ends(left: Content, right: str, width: int) -> Content:
    return spread(left, part(right, "$muted"), width)


def _group(title: str, near: tuple[Near, ...], width: int) -> list[tuple[Content, Action | None]]:
    rows: list[tuple[Content, Action | None]] = [(part(""), None), (part(title, "$muted"), None)]
    for one in near[:MOST_NEAR]:
        then = f"  {words.READY_THEN}" if one.then and title != words.ALSO_READY else ""
        name = fit(f"{shown(one.ref)} {shown(one.title)}", width - 4 - len(then))
        quiet = itemlook.quiet(one.state)
        glyph = (itemlook.glyph(one.state), itemlook.style(one.state))
        row = line("  ", glyph, " ", (name, quiet), (then, "$muted"))
        rows.append((row, Action("item", one.ref)))
    if len(near) > MOST_NEAR:
        more = words.MORE.format(count=f"{len(near) - MOST_NEAR:,}")
        rows.append((part(f"    {more}", "$muted"), None))
    return rows


def _criteria(detail: Detail, width: int) -> list[tuple[Content, Action | None]]:
    criteria = detail.criteria
    if not criteria:
        return []
    met = words.MET.format(met=detail.item.criteria_done, total=len(criteria))
    rows: list[tuple[Content, Action | None]] = [
        (part(""), None),
        (_ends(part(words.CRITERIA, "$muted"), met, width), None),
    ]
    for number, criterion in enumerate(criteria):
        glyph = ("✓", "$success") if criterion.done else ("○", "$muted")
        style = "$muted" if criterion.done else ""
        for at, piece in enumerate(wrap(shown(criterion.text), width - 4)):
            lead = line("  ", glyph, " ") if not at else part("    ")
            action = Action("tick", detail.item.ref, number) if not at else None
            rows.append((line(lead, (piece, style)), action))
    return rows


def _text_rows(text: tuple[str, ...], width: int) -> list[tuple[Content, Action | None]]:
    rows: list[tuple[Content, Action | None]] = [
        (part(""), None),
        (part(words.TEXT, "$muted"), None),
    ]
    for row in text[:LONGEST_TEXT]:
        style = "bold" if row.startswith("#") else ""
        rows += [(part(piece, style), None) for piece in wrap(plain(row).plain, width)]
    if len(text) > LONGEST_TEXT:
        rows.append((part(words.MORE.format(count=len(text) - LONGEST_TEXT), "$muted"), None))
    return rows


class ShortDetail(Lines):
    """Five lines about the selected item, below the list."""

    def __init__(self, tasks: TasksScreen) -> None:
        super().__init__(id="short")
        self.tasks = tasks

    def lines(self, width: int) -> list[Content]:
        """Return the rows."""
        detail = self.tasks.detail
        if detail is None:
            one = self.tasks.line
            trouble = shown(one.trouble) if one is not None else ""
            rows = [line("  ", piece) for piece in wrap(trouble, width - 4)][:5]
            return [part(""), *rows, *[part("")] * (5 - len(rows))]
        room = width - 4
        item = detail.item
        title = part(fit(shown(item.title), room - len(item.id) - 2), "bold")
        return [
            part(""),
            line("  ", _ends(title, shown(item.id), room)),
            self._row(words.WAITS_ON, waits_short(detail, room - _LABEL), room),
            self._row(words.THEN, part(fit(then_short(detail), room - _LABEL)), room),
            self._row(words.CRITERIA, self._criteria(detail), room),
            self._row(words.FILE, part(f"{shown(item.path)}:{item.line}", "$muted"), room),
        ]

    def _row(self, label: str, text: Content, room: int) -> Content:
        row = line("  ", (label.ljust(_LABEL), "$muted"), text)
        return row if row.cell_length <= room + 4 else Content(fit(row.plain, room + 2))

    def _criteria(self, detail: Detail) -> Content:
        total = len(detail.criteria)
        met = words.CRITERIA_MET.format(met=detail.item.criteria_done, total=total)
        text = part(met if total else words.NO_CRITERIA, "" if total else "$muted")
        board = self.tasks.board
        if detail.critical and board is not None:
            left = words.ON_CRITICAL.format(hours=itemlook.hours(board.hours))
            text = line(text, (f" · {left}", "$muted"))
        return text


def waits_short(detail: Detail, room: int) -> Content:
    """The first open thing an item waits on, and how many more there are."""
    open_ = [one for one in detail.waits_on if one.state != "done"] or list(detail.chain[:1])
    if detail.missing:
        return line(
            ("! ", "$error"), fit(f"{shown(detail.missing[0])}, {words.NO_ONE_HAS}", room - 2)
        )
    if not open_:
        return part(words.NOTHING_BEFORE, "$muted")
    more = f" +{len(open_) - 1}" if len(open_) > 1 else ""
    first = open_[0]
    name = fit(f"{shown(first.ref)} {shown(first.title)}", room - 2 - len(more))
    return line(
        (itemlook.glyph(first.state), itemlook.style(first.state)), f" {name}", (more, "$muted")
    )


def then_short(detail: Detail) -> str:
    """What becomes ready when an item is done, and what waits on more."""
    ready = [one.ref for one in (*detail.needed_by, *detail.elsewhere) if one.then]
    more = [one.ref for one in detail.needed_by if not one.then and one.state != "done"]
    parts = []
    if ready:
        words_ = words.IS_READY if len(ready) == 1 else words.ARE_READY
        parts.append(words_.format(refs=_listed(ready)))
    if more:
        words_ = words.WAITS_MORE if len(more) == 1 else words.WAIT_MORE
        parts.append(words_.format(refs=_listed(more)))
    return "; ".join(parts) or words.NOTHING_WAITS


def _listed(refs: list[str]) -> str:
    names = [shown(ref) for ref in refs]
    if len(names) > 3:
        return f"{', '.join(names[:2])} and {len(names) - 2} more"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
