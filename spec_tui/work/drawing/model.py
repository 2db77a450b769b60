"""What is drawn: nodes with a state, edges from before to after, and the critical path."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

Edge = tuple[str, str]
"""(before, after): the first must be done before the second."""


@dataclass(frozen=True, slots=True)
class Node:
    """One item of the drawing."""

    ref: str
    """Unique in its graph; what edges name."""
    title: str = ""
    state: str = "waiting"
    """waiting, ready, in progress, review, blocked or done (screens.md section 1)."""
    label: str = ""
    """What a person reads in place of the ref, where the two differ."""

    @property
    def name(self) -> str:
        """The label, or the ref where there is none."""
        return self.label or self.ref


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes in the order in which they are listed, edges, and the critical path as refs in order.

    Repeated edges count once; an edge from a node to itself is a cycle of one. Pairs of neighbours
    of the critical path that are no edge are drawn by nobody.
    """

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    critical: tuple[str, ...] = ()


class Index:
    """A graph by numbers: node i, what comes after it and what before it, each in ascending order.

    Raises ValueError for a ref that two nodes share and for an edge whose end is no node.
    """

    __slots__ = ("after", "before", "graph", "number")

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.number: dict[str, int] = {}
        for i, node in enumerate(graph.nodes):
            if self.number.setdefault(node.ref, i) != i:
                raise ValueError(f"two nodes are called {node.ref!r}")
        self.after: list[list[int]] = [[] for _ in graph.nodes]
        self.before: list[list[int]] = [[] for _ in graph.nodes]
        for first, second in dict.fromkeys(graph.edges):
            if first not in self.number or second not in self.number:
                missing = second if first in self.number else first
                raise ValueError(f"the edge {first!r} -> {second!r}: {missing!r} is no node")
            self.after[self.number[first]].append(self.number[second])
            self.before[self.number[second]].append(self.number[first])
        for near in (*self.after, *self.before):
            near.sort()

    def __len__(self) -> int:
        return len(self.graph.nodes)

    def ref(self, i: int) -> str:
        """The ref of node `i`."""
        return self.graph.nodes[i].ref

    def part(self, chosen: Sequence[int]) -> Graph:
        """What lies between the chosen nodes, given in ascending order."""
        kept = set(chosen)
        refs = {self.ref(i) for i in chosen}
        return Graph(
            tuple(self.graph.nodes[i] for i in chosen),
            tuple((self.ref(i), self.ref(o)) for i in chosen for o in self.after[i] if o in kept),
            tuple(ref for ref in self.graph.critical if ref in refs),
        )

    def critical_after(self) -> dict[int, int]:
        """Which node follows which on the critical path, where the two are joined by an edge."""
        path = [self.number[ref] for ref in self.graph.critical if ref in self.number]
        return {first: second for first, second in pairwise(path) if second in self.after[first]}
