"""The order of the rows: what must be done before stands above, a cycle stands together."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import chain

from spec_tui.work.drawing.model import Index


@dataclass(frozen=True, slots=True)
class Block:
    """Nodes that stand together: a single one, or the members of a cycle."""

    members: tuple[int, ...]
    cycle: tuple[int, ...] = ()
    """A shortest way from the first member back to it, both ends named; empty without a cycle."""


def blocks(index: Index, *, keep_order: bool = False) -> list[Block]:
    """Return the strongly connected components in topological order.

    Each node is preceded directly by what it needs, so that few lines are open at a time.
    `keep_order` leaves the nodes in the order of the graph wherever the edges allow it; a graph
    that is listed in topological order then stays as it is. Linear in nodes and edges, without
    recursion (Tarjan's algorithm over the edges turned around).
    """
    before = index.before
    everyone = range(len(index))
    last = () if keep_order else (i for i in everyone if not index.after[i])
    found: list[Block] = []
    seen = [0] * len(index)
    low = [0] * len(index)
    on_stack = [False] * len(index)
    stack: list[int] = []
    clock = 0
    for root in chain(last, everyone):
        if seen[root]:
            continue
        clock += 1
        seen[root] = low[root] = clock
        stack.append(root)
        on_stack[root] = True
        work = [(root, iter(before[root]))]
        while work:
            node, rest = work[-1]
            for need in rest:
                if not seen[need]:
                    clock += 1
                    seen[need] = low[need] = clock
                    stack.append(need)
                    on_stack[need] = True
                    work.append((need, iter(before[need])))
                    break
                if on_stack[need] and seen[need] < low[node]:
                    low[node] = seen[need]
            else:
                work.pop()
                if work and low[node] < low[work[-1][0]]:
                    low[work[-1][0]] = low[node]
                if low[node] == seen[node]:
                    members = []
                    while True:
                        member = stack.pop()
                        on_stack[member] = False
                        members.append(member)
                        if member == node:
                            break
                    found.append(_block(index, members))
    return found


def _block(index: Index, members: list[int]) -> Block:
    if len(members) == 1 and members[0] not in index.after[members[0]]:
        return Block((members[0],))
    inside = set(members)
    start = min(members)
    seen = {start}
    finished: list[int] = []
    work = [(start, reversed(index.after[start]))]
    while work:
        node, rest = work[-1]
        for following in rest:
            if following in inside and following not in seen:
                seen.add(following)
                work.append((following, reversed(index.after[following])))
                break
        else:
            work.pop()
            finished.append(node)
    return Block(tuple(reversed(finished)), _shortest_cycle(index, start, inside))


def _shortest_cycle(index: Index, start: int, inside: set[int]) -> tuple[int, ...]:
    """A shortest way from `start` back to it; members of a component always have one."""
    came_from: dict[int, int] = {}
    waiting = deque([start])
    while start not in came_from:
        node = waiting.popleft()
        for following in index.after[node]:
            if following in inside and following not in came_from:
                came_from[following] = node
                waiting.append(following)
    way = [start, came_from[start]]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return tuple(reversed(way))
