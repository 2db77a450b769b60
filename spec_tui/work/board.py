"""Plans as screens and commands list them: frozen lines, what a filter leaves, and in which order.

No rule of a plan is decided here: states, chains and paths come from `Plan`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from spec_tui.work.item import Format, Kind, WorkItem
from spec_tui.work.plan import Plan

Order = Literal["place", "id", "status", "priority", "hours", "path", "change"]
ORDERS: tuple[Order, ...] = ("place", "id", "status", "priority", "hours", "path", "change")
STATES = ("ready", "in progress", "review", "waiting", "blocked", "done")
FORMATS: Mapping[Format, str] = {"omoi": ".omoi_os", "codex": ".codex-os", "tree": "specs"}
"""How a person names a format: by the folder in which it is found."""
UNREADABLE = "cannot be read"
NO_SIZE = "no size"
_PRIORITY = {"critical": 0, "high": 1, "medium": 2, "": 2.5, "low": 3}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the list: an item, or a file that cannot be read."""

    number: int
    """Of the item in the plan; -1 for a file that cannot be read."""
    ref: str
    id: str
    title: str
    kind: Kind | Literal[""]
    state: str
    """Our word: one of `STATES`, `pending` while files are still being read, or `UNREADABLE`."""
    priority: str
    size: str
    hours: float | None
    parent: str
    """Id of its ticket, feature or epic as written."""
    format: str
    path: str
    at: int
    """Line in the file, from 1."""
    trouble: str = ""
    """Why it cannot be trusted: unreadable, or an id that another item has too."""
    words: str = ""
    """Everything a filter looks at, folded."""


class Seat(NamedTuple):
    """One row as it is listed: a line, or the heading of a group."""

    number: int
    """Of the line; -1 for the heading of those without a ticket."""
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """What is listed; an empty field lets everything through."""

    words: str = ""
    state: str = ""
    format: str = ""
    parent: str = ""
    size: str = ""
    kinds: Literal["tasks", "all"] = "tasks"

    @property
    def conditions(self) -> tuple[str, ...]:
        """The conditions besides the typed words, as a person reads them."""
        return tuple(one for one in (self.state, self.format, self.parent, self.size) if one)


@dataclass(frozen=True, slots=True)
class Board:
    """Everything the screens of plans draw; made anew after every reading."""

    plan: Plan
    lines: tuple[Line, ...]
    counts: Mapping[str, int]
    """Tasks by state; every item where there is no task."""
    listed: int
    """How many the counts are about."""
    critical: frozenset[str]
    """Refs on the critical path."""
    hours: float
    """Hours left on it."""
    unsized: int
    by_ref: Mapping[str, int]
    """Number of the line of each ref."""
    changed: Mapping[str, int] = field(default_factory=dict)
    """When each file was changed, in nanoseconds."""
    reading: tuple[int, int] = (0, 0)
    """(files read, files there are) while they are still being read."""
    id_width: int = 2
    parent_width: int = 6

    def line(self, ref: str) -> Line | None:
        """The line of a ref, None where there is none any more."""
        number = self.by_ref.get(ref)
        return self.lines[number] if number is not None else None

    def item(self, ref: str) -> WorkItem | None:
        """The item of a ref, None where there is none or it cannot be read."""
        line = self.line(ref)
        return self.plan.items[line.number] if line is not None and line.number >= 0 else None


def board_of(
    plan: Plan,
    *,
    changed: Mapping[str, int] | None = None,
    reading: tuple[int, int] = (0, 0),
) -> Board:
    """Make the board of a plan. Linear in items.

    While files are still being read (`reading`) no state is worked out: what is missing may come.
    """
    path = None if reading[1] else plan.critical_path()
    ids: dict[tuple[str, str], int] = {}
    for item in plan.items:
        ids[item.space, item.id] = ids.get((item.space, item.id), 0) + 1
    lines = [_line(plan, item, bool(reading[1]), ids) for item in plan.items]
    lines += [
        Line(-1, p.path, "", "", "", UNREADABLE, "", "", None, "", "", p.path, p.line,
             p.message, p.path.casefold())
        for p in plan.unread()
    ]  # fmt: skip
    tasks = any(line.kind == "task" for line in lines)
    counted = [line for line in lines if line.kind in {"task", ""} or not tasks]
    counts: dict[str, int] = {}
    for line in counted:
        counts[line.state] = counts.get(line.state, 0) + 1
    return Board(
        plan=plan,
        lines=tuple(lines),
        counts=counts,
        listed=len(counted),
        critical=frozenset(item.ref for item in path.items) if path else frozenset(),
        hours=path.hours if path else 0.0,
        unsized=path.unsized if path else 0,
        by_ref={line.ref: number for number, line in enumerate(lines)},
        changed=changed or {},
        reading=reading,
        id_width=max((len(line.id) for line in lines), default=2),
        parent_width=max((len(line.parent) for line in lines), default=0),
    )


def state_word(state: str) -> str:
    """The state as people read it: `in progress`."""
    return state.replace("_", " ")


def _line(plan: Plan, item: WorkItem, early: bool, ids: Mapping[tuple[str, str], int]) -> Line:
    state = "pending" if early and item.status == "pending" else ""
    state = state or state_word(item.status if early else plan.state(item))
    trouble = ""
    if ids[item.space, item.id] > 1:
        trouble = f"{item.id} is the id of another item too."
    words = f"{item.id} {item.title} {state} {item.priority} {item.parent} {item.path}"
    return Line(
        number=plan.number(item),
        ref=item.ref,
        id=item.id,
        title=item.title,
        kind=item.kind,
        state=state,
        priority=item.priority,
        size=item.estimate,
        hours=item.hours,
        parent=item.parent,
        format=FORMATS[item.format],
        path=item.path,
        at=item.line,
        trouble=trouble,
        words=words.casefold(),
    )


def listed(
    board: Board,
    shown: Filter,
    order: Order = "place",
    *,
    backwards: bool = False,
    grouped: bool = False,
) -> tuple[Seat, ...]:
    """The rows of the list: what the filter leaves, in an order, below their tickets if grouped."""
    numbers = _matching(board, shown, grouped)
    key = _KEYS[order]
    if order == "change":
        numbers.sort(key=lambda n: -board.changed.get(board.lines[n].path, 0))
    elif key is not None:
        numbers.sort(key=lambda n: key(board.lines[n]))
    if backwards:
        numbers.reverse()
    if not grouped:
        return tuple(Seat(number) for number in numbers)
    return tuple(_grouped(board, numbers))


def _matching(board: Board, shown: Filter, grouped: bool) -> list[int]:
    words = shown.words.casefold().split()
    only_tasks = shown.kinds == "tasks" and any(line.kind == "task" for line in board.lines)
    leaves_only = grouped and any(line.kind == "task" for line in board.lines)
    return [
        number
        for number, line in enumerate(board.lines)
        if (line.kind in {"task", ""} or not (only_tasks or leaves_only))
        and (not shown.state or line.state == shown.state)
        and (not shown.format or line.format == shown.format)
        and (not shown.parent or line.parent == shown.parent)
        and (not shown.size or (line.size or NO_SIZE) == shown.size)
        and (not words or all(word in line.words for word in words))
    ]


def _grouped(board: Board, numbers: Iterable[int]) -> Iterable[Seat]:
    groups: dict[int, list[int]] = {}
    for number in numbers:
        groups.setdefault(_above(board, number), []).append(number)
    last = groups.pop(-1, [])
    for heading, below in groups.items():
        yield Seat(heading, heading=True)
        yield from (Seat(number) for number in below)
    if last:
        yield Seat(-1, heading=True)
        yield from (Seat(number) for number in last)


def _above(board: Board, number: int) -> int:
    """The line of the parent, -1 where there is none."""
    line = board.lines[number]
    if line.number < 0:
        return -1
    parent = board.plan.parent(board.plan.items[line.number])
    return board.by_ref[parent.ref] if parent is not None else -1


_KEYS: Mapping[Order, Callable[[Line], Any] | None] = {
    "place": None,
    "change": None,
    "id": lambda line: _by_number(line.id),
    "status": lambda line: STATES.index(line.state) if line.state in STATES else len(STATES),
    "priority": lambda line: _PRIORITY.get(line.priority, 2.5),
    "hours": lambda line: (line.hours is None, line.hours or 0.0),
    "path": lambda line: (line.path, line.at),
}


def _by_number(one: str) -> tuple[str, int, str]:
    """TSK-9 before TSK-10; cheaper than taking every number apart."""
    stem = one.rstrip("0123456789")
    digits = one[len(stem) :]
    return (stem, len(digits.lstrip("0")), digits)
