"""All items of a repository joined: which id means which item, what waits on what, what is ready.

The rules are those of work-items.md, "Meaning". An edge named on either side exists. Everything is
linear in items and edges.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from spec_tui.work import graph
from spec_tui.work.ids import key, same_number
from spec_tui.work.item import Artifact, Problem, WorkItem
from spec_tui.work.naming import means, natural, package_names, with_refs
from spec_tui.work.repository import Collection

State = Literal["done", "review", "in_progress", "blocked", "ready", "waiting"]
UNSIZED_TASK = 4.0
UNSIZED = 8.0
_URGENCY = {"critical": 0, "high": 1, "medium": 2, "": 2, "low": 3}


@dataclass(frozen=True, slots=True)
class CriticalPath:
    """The longest path over what is not done."""

    items: tuple[WorkItem, ...]
    hours: float
    unsized: int
    """How many of its items have no estimate and counted 8 h (a task of 003: 4 h)."""


@dataclass(frozen=True, slots=True)
class OneSided:
    """An edge that only one of two files names: `after` waits on `before`."""

    before: int
    after: int
    missing: Literal["depends_on", "blocks"]
    """The side that does not name it: `depends_on` of `after`, or `blocks` of `before`."""


class Plan:
    """Items with their refs, and the graph between them. Made anew from every reading."""

    def __init__(self, collection: Collection) -> None:
        self.artifacts: tuple[Artifact, ...] = collection.artifacts
        self.problems: tuple[Problem, ...] = collection.problems
        self.notices = collection.notices
        self.paths = collection.paths
        self.spaces = collection.spaces
        self.items: tuple[WorkItem, ...] = with_refs(collection.items)
        self._by_ref = {item.ref: number for number, item in enumerate(self.items)}
        self._by_id: dict[tuple[str, str], list[int]] = {}
        for number, item in enumerate(self.items):
            self._by_id.setdefault((item.space, key(item.id)), []).append(number)
        self._join()

    # looking up

    def item(self, ref: str) -> WorkItem:
        """The item of a ref. Raises KeyError."""
        return self.items[self._by_ref[ref]]

    def find(self, name: str) -> tuple[WorkItem, ...]:
        """What may be meant by `T3`, `ID-003`, `PKG/ID-003`, `path#ID`; several if ambiguous.

        `T3`, `ID-003` and `TSK-003` stand for each other where none is written like that
        (formats.md 57).
        """
        if name in self._by_ref:
            return (self.items[self._by_ref[name]],)
        wanted = key(name)
        exact = [item for item in self.items if key(item.id) == wanted or key(item.ref) == wanted]
        if exact:
            return tuple(exact)
        path, mark, one = name.rpartition("#")
        if mark:
            return tuple(i for i in self.items if i.path == path and key(i.id) == key(one))
        package, slash, one = name.rpartition("/")
        if slash:
            wanted_package = key(package)
            return tuple(
                item
                for item in self.items
                if wanted_package in package_names(item.space) and means(item, one)
            )
        return tuple(item for item in self.items if means(item, name))

    def number(self, item: WorkItem) -> int:
        """The place of an item in `items` and in the lists of the graph."""
        return self._by_ref[item.ref]

    def children(self, item: WorkItem) -> tuple[WorkItem, ...]:
        """Items whose parent this is."""
        return tuple(self.items[n] for n in self._children[self.number(item)])

    def parent(self, item: WorkItem) -> WorkItem | None:
        """The ticket, feature or epic of an item, None where it has none that exists."""
        number = self._parents[self.number(item)]
        return self.items[number] if number >= 0 else None

    def waits_on(self, item: WorkItem) -> tuple[WorkItem, ...]:
        """Items that must be done before it, by an edge of its own."""
        return tuple(self.items[n] for n in self._before[self.number(item)])

    def needed_by(self, item: WorkItem) -> tuple[WorkItem, ...]:
        """Items that wait on it, by an edge of their own."""
        return tuple(self.items[n] for n in self.after[self.number(item)])

    def missing(self, item: WorkItem) -> tuple[str, ...]:
        """Ids it waits on that no item has."""
        return self._missing.get(self.number(item), ())

    def unread(self) -> tuple[Problem, ...]:
        """For each file that gave nothing, no item and no document, the error that says why."""
        read = {item.path for item in self.items} | {one.path for one in self.artifacts}
        why: dict[str, Problem] = {}
        for problem in self.problems:
            if problem.severity == "error" and problem.path not in read:
                why.setdefault(problem.path, problem)
        return tuple(why.values())

    # joining

    def _resolve(self, space: str, one: str) -> Sequence[int]:
        found = self._by_id.get((space, key(one)))
        if found is not None:
            return found
        number = same_number(one)
        return self._numbers.get((space, number), ()) if number is not None else ()

    @cached_property
    def _numbers(self) -> dict[tuple[str, int], list[int]]:
        """T3 and ID-003 are one in a package, where both styles are mixed."""
        found: dict[tuple[str, int], list[int]] = {}
        for index, item in enumerate(self.items):
            number = same_number(item.id) if item.format == "codex" else None
            if number is not None:
                found.setdefault((item.space, number), []).append(index)
        return found

    def _join(self) -> None:
        count = len(self.items)
        before: list[dict[int, None]] = [{} for _ in range(count)]
        named_before: set[tuple[int, int]] = set()
        named_after: set[tuple[int, int]] = set()
        self._missing: dict[int, tuple[str, ...]] = {}
        self.unknown_blocks: list[tuple[int, str]] = []
        """(item, id) of a `blocks` that names nothing."""
        self._parents = [-1] * count
        self._children: list[list[int]] = [[] for _ in range(count)]
        self.unknown_parents: list[int] = []
        """Items whose parent is written and does not exist."""
        self.self_waiting: set[int] = set()
        """Items that name themselves."""
        for number, item in enumerate(self.items):
            for one in item.depends_on:
                found = self._resolve(item.space, one)
                if not found:
                    self._missing[number] = (*self._missing.get(number, ()), one)
                for other in found:
                    before[number].setdefault(other)
                    named_before.add((other, number))
                    if other == number:
                        self.self_waiting.add(number)
            for one in item.blocks:
                found = self._resolve(item.space, one)
                if not found:
                    self.unknown_blocks.append((number, one))
                for other in found:
                    before[other].setdefault(number)
                    named_after.add((number, other))
            if item.parent:
                above = self._by_id.get((item.space, key(item.parent)))
                if above and above[0] != number:
                    self._parents[number] = above[0]
                    self._children[above[0]].append(number)
                elif not above:
                    self.unknown_parents.append(number)
        self._before: list[list[int]] = [list(found) for found in before]
        self.after: list[list[int]] = graph.reverse(self._before)
        """For each item the numbers of those that wait on it."""
        self._named = (named_before, named_after)
        self._blocker_of: dict[int, int] = {}
        self._causes: dict[int, tuple[int, int]] = {}

    def one_sided(self) -> list[OneSided]:
        """Edges of tickets and tasks of 003 that only one side names."""
        named_before, named_after = self._named
        found = [OneSided(a, b, "blocks") for a, b in named_before - named_after]
        found += [OneSided(a, b, "depends_on") for a, b in named_after - named_before]
        kept = [edge for edge in found if self.items[edge.before].format == "omoi"]
        kept = [edge for edge in kept if edge.before != edge.after]
        return sorted(kept, key=lambda edge: (edge.before, edge.after))

    # meaning

    @cached_property
    def satisfied(self) -> bytearray:
        """One byte an item: done, or for what has children, all of them are."""
        return self._satisfied(-1)

    def _satisfied(self, assumed: int) -> bytearray:
        done = bytearray(item.status == "done" for item in self.items)
        if assumed >= 0:
            done[assumed] = 1
        for number in self._bottom_up:
            done[number] = all(done[child] for child in self._children[number])
        return done

    @cached_property
    def _bottom_up(self) -> list[int]:
        """Items with children, children before their parents."""
        containers = [number for number, below in enumerate(self._children) if below]
        return sorted(containers, key=self._depth, reverse=True)

    def _depth(self, number: int) -> int:
        depth, seen = 0, {number}
        number = self._parents[number]
        while number >= 0 and number not in seen:
            seen.add(number)
            depth += 1
            number = self._parents[number]
        return depth

    def _closed(self, satisfied: bytearray) -> bytearray:
        """One byte an item: what its tickets wait on, directly or through others, is open."""
        closed = bytearray(len(self.items))
        queue: list[int] = []

        def close(number: int) -> None:
            if self._is_container(number) and not closed[number]:
                closed[number] = 1
                queue.append(number)

        for number, is_done in enumerate(satisfied):
            if not is_done:
                for other in self.after[number]:
                    close(other)
        for number in self._missing:
            close(number)
        while queue:
            number = queue.pop()
            for other in self.after[number]:
                close(other)
            for child in self._children[number]:
                close(child)
        return closed

    def _is_container(self, number: int) -> bool:
        return bool(self._children[number]) or self.items[number].kind != "task"

    @cached_property
    def _gates(self) -> bytearray:
        return self._closed(self.satisfied)

    def _is_ready(self, number: int, satisfied: bytearray, closed: bytearray) -> bool:
        item = self.items[number]
        if item.kind != "task" or item.status != "pending" or number in self._missing:
            return False
        parent = self._parents[number]
        if parent >= 0 and closed[parent]:
            return False
        return all(satisfied[other] for other in self._before[number])

    def state(self, item: WorkItem) -> State:
        """What is shown: as written where somebody works on it, else ready or waiting."""
        if item.status == "done":
            return "done"
        if item.status != "pending":
            return item.status
        number = self.number(item)
        if item.kind == "task":
            return "ready" if self._is_ready(number, self.satisfied, self._gates) else "waiting"
        open_ = self._gates[number] or not all(self.satisfied[n] for n in self._before[number])
        return "waiting" if open_ else "ready"

    def ready(self) -> tuple[WorkItem, ...]:
        """Tasks that can be started, the most urgent first, then what the most hours wait on."""
        rest = self._critical[1]
        found = [
            number
            for number in range(len(self.items))
            if self._is_ready(number, self.satisfied, self._gates)
        ]
        found.sort(
            key=lambda n: (
                _URGENCY.get(self.items[n].priority, 2), -rest[n], natural(self.items[n].ref),
            )
        )  # fmt: skip
        return tuple(self.items[number] for number in found)

    def blockers(self, item: WorkItem) -> tuple[WorkItem, ...]:
        """What is open and keeps this from being ready: own edges, then those of its tickets."""
        return tuple(self.items[n] for n in self._blockers(self.number(item)))

    def blocked_by(self, item: WorkItem) -> tuple[str, ...]:
        """Refs of `blockers`, then the ids that no item has."""
        number = self.number(item)
        if self.satisfied[number]:
            return ()
        return (
            *(self.items[n].ref for n in self._blockers(number)),
            *self._missing.get(number, ()),
        )

    def _blockers(self, number: int) -> list[int]:
        if self.satisfied[number]:
            return []
        found = dict.fromkeys(n for n in self._before[number] if not self.satisfied[n])
        above = self._parents[number]
        seen = {number}
        while above >= 0 and above not in seen:
            seen.add(above)
            if self._gates[above]:
                found.update(dict.fromkeys(self._gate_keepers(above)))
            above = self._parents[above]
        return list(found)

    def _gate_keepers(self, number: int) -> list[int]:
        """Open items that a ticket waits on directly, else one behind those that are done."""
        direct = [n for n in self._before[number] if not self.satisfied[n]]
        if direct:
            return direct
        seen = {number}
        queue = [number]
        while queue:
            for other in self._before[queue.pop()]:
                if not self.satisfied[other]:
                    return [other]
                if other not in seen:
                    seen.add(other)
                    queue.append(other)
        return []

    def chain(self, item: WorkItem) -> tuple[WorkItem, ...]:
        """Why it waits: the item, what it waits on, what that waits on, to the first cause."""
        number = self.number(item)
        path = [number]
        seen = {number}
        while (number := self._blocker(number)) >= 0 and number not in seen:
            seen.add(number)
            path.append(number)
        return tuple(self.items[n] for n in path)

    def short_chain(self, item: WorkItem, most: int) -> tuple[tuple[WorkItem, ...], int]:
        """(the first items of `chain`, how many more there are); linear for all items together."""
        number = self.number(item)
        path = [number]
        while len(path) < most and (number := self._blocker(number)) >= 0 and number not in path:
            path.append(number)
        length = self._cause_of(path[-1])[1]
        return tuple(self.items[n] for n in path), length

    def cause(self, item: WorkItem) -> WorkItem:
        """The last item of `chain`; in a circle, the last one before it closes."""
        return self.items[self._cause_of(self.number(item))[0]]

    def _blocker(self, number: int) -> int:
        """The first thing in the way of an item, -1 if there is none."""
        if number not in self._blocker_of:
            found = self._blockers(number)
            self._blocker_of[number] = found[0] if found else -1
        return self._blocker_of[number]

    def _cause_of(self, number: int) -> tuple[int, int]:
        """(last item of the chain, steps to it), remembered for every item on the way."""
        path: list[int] = []
        on_path: set[int] = set()
        while number not in self._causes and number not in on_path:
            following = self._blocker(number)
            path.append(number)
            on_path.add(number)
            if following < 0 or following in on_path:
                break
            number = following
        known = self._causes.get(number)
        cause, steps = known if known is not None else (path[-1], -1)
        for one in reversed(path):
            steps += 1
            self._causes[one] = (cause, steps)
        return self._causes[path[0]] if path else (cause, steps)

    def impact(self, item: WorkItem) -> tuple[WorkItem, ...]:
        """Tasks that become ready when this is done."""
        number = self.number(item)
        if self.satisfied[number]:
            return ()
        parent = self._parents[number]
        last = parent >= 0 and all(self.satisfied[n] or n == number for n in self._children[parent])
        if self._is_container(number) or last:
            satisfied = self._satisfied(number)
            closed = self._closed(satisfied)
            candidates: Iterable[int] = range(len(self.items))
        else:
            satisfied = bytearray(self.satisfied)
            satisfied[number] = 1
            gates = any(self._is_container(n) for n in self.after[number])
            closed = self._closed(satisfied) if gates else self._gates
            candidates = range(len(self.items)) if gates else self.after[number]
        return tuple(
            self.items[n]
            for n in candidates
            if n != number
            and self._is_ready(n, satisfied, closed)
            and not self._is_ready(n, self.satisfied, self._gates)
        )

    def order(self) -> tuple[WorkItem, ...]:
        """Every item before what waits on it."""
        return tuple(self.items[n] for n in graph.order(self.after))

    def layers(self) -> tuple[int, ...]:
        """For each item how many steps lie before it at most."""
        return tuple(graph.layers(self.after))

    def cycles(self) -> list[tuple[WorkItem, ...]]:
        """One shortest cycle per knot, the first item again at the end.

        Knots that only exist because a ticket holds up its tasks are found too.
        """
        found = [tuple(self.items[n] for n in cycle) for cycle in graph.cycles(self.after)]
        knotted = {item.ref for cycle in found for item in cycle}
        after, _, back = self._work_graph
        for cycle in graph.cycles(after):
            items = [self.items[back[node]] for node in cycle]
            if any(item.ref in knotted for item in items):
                continue
            path = [item for n, item in enumerate(items) if n == 0 or item is not items[n - 1]]
            if len(path) > 1:
                found.append(tuple(path) if path[0] is path[-1] else (*path, path[0]))
        return found

    # the critical path

    @cached_property
    def _work_graph(self) -> tuple[list[list[int]], list[float], list[int]]:
        """(edges, weights, item of each node): a ticket with tasks is two nodes around them."""
        count = len(self.items)
        end = list(range(count))
        back = list(range(count))
        for number, below in enumerate(self._children):
            if below:
                end[number] = len(back)
                back.append(number)
        after: list[list[int]] = [[] for _ in back]
        weight = [0.0] * len(back)
        for number, item in enumerate(self.items):
            if not self._children[number] and item.status != "done":
                weight[number] = hours_of(item)
            for other in self._before[number]:
                after[end[other]].append(number)
            parent = self._parents[number]
            if parent >= 0:
                after[parent].append(number)
                after[end[number]].append(end[parent])
        return after, weight, back

    @cached_property
    def _critical(self) -> tuple[list[int], list[float]]:
        after, weight, _ = self._work_graph
        return graph.longest(after, weight)

    def critical_path(self) -> CriticalPath:
        """The longest path in hours over what is not done."""
        _, weight, back = self._work_graph
        path, rest = self._critical
        items = tuple(self.items[back[node]] for node in path if weight[node] > 0)
        total = rest[path[0]] if path else 0.0
        return CriticalPath(items, total, sum(item.hours is None for item in items))

    def edges(self) -> list[tuple[str, str]]:
        """(ref, ref) of every edge, the first must be done before the second."""
        return [
            (self.items[before].ref, self.items[after].ref)
            for before, others in enumerate(self.after)
            for after in others
        ]


def hours_of(item: WorkItem) -> float:
    """Hours of an item for the critical path, also without an estimate."""
    if item.hours is not None:
        return item.hours
    return UNSIZED_TASK if item.format == "omoi" and item.kind == "task" else UNSIZED
