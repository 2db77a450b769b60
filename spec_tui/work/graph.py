"""Directed graphs over 0..n-1: order, cycles, layers, longest path. Iterative and linear."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from heapq import heapify, heappop, heappush

Edges = Sequence[Sequence[int]]
"""For each node the nodes that come after it."""


def reverse(after: Edges) -> list[list[int]]:
    """For each node the nodes that come before it."""
    before: list[list[int]] = [[] for _ in after]
    for node, others in enumerate(after):
        for other in others:
            before[other].append(node)
    return before


def components(after: Edges) -> list[int]:
    """For each node the number of its strongly connected component; earlier ones come later.

    Numbers go down along edges: an edge from component a to another b has a > b (Tarjan).
    """
    count = len(after)
    index = [-1] * count
    low = [0] * count
    component = [-1] * count
    stack: list[int] = []
    clock = number = 0
    for root in range(count):
        if index[root] >= 0:
            continue
        work = [(root, 0)]
        while work:
            node, position = work.pop()
            if position == 0:
                index[node] = low[node] = clock
                clock += 1
                stack.append(node)
            descended = False
            followers = after[node]
            for at in range(position, len(followers)):
                other = followers[at]
                if index[other] < 0:
                    work.append((node, at + 1))
                    work.append((other, 0))
                    descended = True
                    break
                if component[other] < 0:
                    low[node] = min(low[node], index[other])
            if descended:
                continue
            if low[node] == index[node]:
                while True:
                    member = stack.pop()
                    component[member] = number
                    if member == node:
                        break
                number += 1
            if work:
                above = work[-1][0]
                low[above] = min(low[above], low[node])
    return component


def cycles(after: Edges) -> list[list[int]]:
    """One shortest cycle through the smallest node of every component that has one.

    `[1, 4, 1]` reads: 1 before 4 before 1. A node after itself gives `[1, 1]`.
    """
    component = components(after)
    size = [0] * (max(component, default=-1) + 1)
    for number in component:
        size[number] += 1
    found = []
    seen = set()
    for node, number in enumerate(component):
        if number in seen:
            continue
        if size[number] > 1:
            seen.add(number)
            found.append(_round_trip(after, component, node))
        elif node in after[node]:
            found.append([node, node])
    return found


def _round_trip(after: Edges, component: Sequence[int], start: int) -> list[int]:
    """The shortest way from a node back to itself inside its component."""
    came: dict[int, int] = {}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for other in after[node]:
            if component[other] != component[start]:
                continue
            if other == start:
                path = [start, node]
                while path[-1] != start:
                    path.append(came[path[-1]])
                return path[::-1] if node != start else [start, start]
            if other not in came:
                came[other] = node
                queue.append(other)
    return [start, start]


def order(after: Edges) -> list[int]:
    """Every node once, before what comes after it; among free ones the smallest number first.

    Members of a cycle stand together at the place of the cycle.
    """
    component = components(after)
    members: list[list[int]] = [[] for _ in range(max(component, default=-1) + 1)]
    for node, number in enumerate(component):
        members[number].append(node)
    waiting = [0] * len(members)
    for node, others in enumerate(after):
        for other in others:
            if component[other] != component[node]:
                waiting[component[other]] += 1
    free = [(members[number][0], number) for number, left in enumerate(waiting) if left == 0]
    heapify(free)
    found: list[int] = []
    while free:
        _, number = heappop(free)
        for node in members[number]:
            found.append(node)
            for other in after[node]:
                target = component[other]
                if target == number:
                    continue
                waiting[target] -= 1
                if waiting[target] == 0:
                    heappush(free, (members[target][0], target))
    return found


def layers(after: Edges) -> list[int]:
    """For each node the length of the longest chain before it, without edges inside a cycle."""
    component = components(after)
    layer = [0] * len(after)
    depth = [0] * (max(component, default=-1) + 1)
    for node in _by_component(component):
        number = component[node]
        layer[node] = depth[number]
        for other in after[node]:
            if component[other] != number:
                depth[component[other]] = max(depth[component[other]], depth[number] + 1)
    return layer


def longest(after: Edges, weight: Sequence[float]) -> tuple[list[int], list[float]]:
    """(nodes of the heaviest path, for each node the weight of the heaviest path from it on).

    Edges inside a cycle are left out.
    """
    component = components(after)
    rest = [0.0] * len(after)
    following = [-1] * len(after)
    for node in reversed(_by_component(component)):
        best, chosen = 0.0, -1
        for other in after[node]:
            if component[other] != component[node] and rest[other] > best:
                best, chosen = rest[other], other
        rest[node] = weight[node] + best
        following[node] = chosen
    if not rest:
        return [], rest
    node = max(range(len(rest)), key=lambda one: (rest[one], -one))
    path = []
    while node >= 0:
        path.append(node)
        node = following[node]
    return path, rest


def reachable(after: Edges, starts: Sequence[int]) -> bytearray:
    """One byte a node: 1 for what comes after a start, in any number of steps."""
    seen = bytearray(len(after))
    queue = list(starts)
    while queue:
        for other in after[queue.pop()]:
            if not seen[other]:
                seen[other] = 1
                queue.append(other)
    return seen


def _by_component(component: Sequence[int]) -> list[int]:
    """Nodes so that every edge between components goes forward (a bucket sort)."""
    buckets: list[list[int]] = [[] for _ in range(max(component, default=-1) + 1)]
    for node, number in enumerate(component):
        buckets[number].append(node)
    return [node for bucket in reversed(buckets) for node in bucket]
