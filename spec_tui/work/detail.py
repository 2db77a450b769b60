"""One item with everything around it, for the pane beside the list."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import NamedTuple

from spec_tui.work.board import FORMATS, Board, state_word
from spec_tui.work.item import PRIORITIES, Criterion, Status, WorkItem
from spec_tui.work.vocabulary import offered, words_of

LONGEST_CHAIN = 6


class Near(NamedTuple):
    """An item that this one waits on, or that waits on it."""

    ref: str
    title: str
    state: str
    then: bool = False
    """It becomes ready when this is done."""


@dataclass(frozen=True, slots=True)
class Detail:
    """What is known about one item."""

    item: WorkItem
    state: str
    format: str
    parent: Near | None
    critical: bool
    waits_on: tuple[Near, ...]
    missing: tuple[str, ...]
    """Ids it waits on that nothing has."""
    chain: tuple[Near, ...]
    """What it waits on, what that waits on, to the first cause; at most `LONGEST_CHAIN`."""
    needed_by: tuple[Near, ...]
    elsewhere: tuple[Near, ...]
    """Items that become ready without an edge of their own."""
    children: tuple[Near, ...]

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria of the item."""
        return self.item.criteria


def detail_of(board: Board, ref: str) -> Detail | None:
    """What is known about an item, None where there is none of that ref."""
    item = board.item(ref)
    if item is None:
        return None
    plan = board.plan
    then = {one.ref for one in plan.impact(item)} if not board.reading[1] else set()
    needed = plan.needed_by(item)
    near = {one.ref for one in needed}
    chain = plan.short_chain(item, LONGEST_CHAIN)[0] if item.status != "done" else ()
    parent = plan.parent(item)
    return Detail(
        item=item,
        state=_state(board, item),
        format=FORMATS[item.format],
        parent=_near(board, parent) if parent is not None else None,
        critical=item.ref in board.critical,
        waits_on=tuple(_near(board, one) for one in plan.waits_on(item)),
        missing=plan.missing(item),
        chain=tuple(_near(board, one) for one in chain[1:]),
        needed_by=tuple(_near(board, one, one.ref in then) for one in needed),
        elsewhere=tuple(
            _near(board, plan.item(one), then=True) for one in sorted(then) if one not in near
        ),
        children=tuple(_near(board, one) for one in plan.children(item)),
    )


def _state(board: Board, item: WorkItem) -> str:
    line = board.line(item.ref)
    return line.state if line is not None else state_word(item.status)


def _near(board: Board, item: WorkItem, then: bool = False) -> Near:
    return Near(item.ref, item.title, _state(board, item), then)


def statuses(item: WorkItem) -> tuple[Status, ...]:
    """The statuses that the format of an item knows."""
    return offered(words_of(item.kind, item.format))


def priorities() -> tuple[str, ...]:
    """The priorities there are, the gravest first."""
    return PRIORITIES


def sizes(item: WorkItem) -> tuple[str, ...]:
    """The sizes that are usual where an item stands."""
    return ("S", "M", "L") if item.format == "omoi" and item.kind == "task" else (
        "S", "M", "L", "XL",
    )  # fmt: skip


class Candidate(NamedTuple):
    """An item on which another one could wait."""

    ref: str
    id: str
    title: str
    state: str
    now: bool
    """It waits on it already."""
    closes: bool
    """The edge would close a circle; it cannot be taken."""


class Candidates:
    """Everything an item could wait on: its own kind, in its own package, .omoi_os or tree.

    Linear in items and edges; the way around a circle is found when somebody asks for it.
    """

    def __init__(self, board: Board, ref: str) -> None:
        self._board = board
        plan = board.plan
        item = plan.item(ref)
        self._here = plan.number(item)
        self._came = _forward(board, self._here)
        now = {one.ref for one in plan.waits_on(item)}
        found = [
            Candidate(
                one.ref, one.id, one.title, _state(board, one), one.ref in now, n in self._came
            )
            for n, one in enumerate(plan.items)
            if n != self._here and one.space == item.space and one.kind == item.kind
        ]
        self.listed = tuple(sorted(found, key=lambda one: not one.now))
        """What it waits on now comes first."""

    def circle(self, ref: str) -> tuple[str, ...]:
        """The circle that an edge to `ref` would close, shortened in its middle; () if none."""
        plan = self._board.plan
        number = plan.number(plan.item(ref))
        if number not in self._came:
            return ()
        path = [number]
        while path[-1] != self._here:
            path.append(self._came[path[-1]])
        refs = [plan.items[one].ref for one in reversed(path)]
        if len(refs) > LONGEST_CHAIN:
            refs = [*refs[:2], "…", *refs[-2:]]
        return (*refs, refs[0])


def _forward(board: Board, start: int) -> dict[int, int]:
    """For everything that waits on an item, also through others: the step before it."""
    came: dict[int, int] = {}
    queue = deque([start])
    while queue:
        number = queue.popleft()
        for other in board.plan.after[number]:
            if other not in came and other != start:
                came[other] = number
                queue.append(other)
    return came
