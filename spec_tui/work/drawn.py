"""A board as the graph that is drawn: lanes of the whole, and the index for parts of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spec_tui.work.board import Board
from spec_tui.work.drawing.lanes import Lanes, lay_out
from spec_tui.work.drawing.model import Graph, Index, Node

MARKS = ("critical path", "ready", "blocked", "cycles", "none")
"""What can be marked in the drawings."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The graph of one board, laid out."""

    board: Board
    index: Index
    lanes: Lanes
    knotted: frozenset[str]
    """Refs of items that are part of a cycle."""
    before: Mapping[str, tuple[str, ...]]
    """What is open and stands directly before each item."""

    @property
    def graph(self) -> Graph:
        """The whole graph, for an export."""
        return self.index.graph

    def marked(self, mark: str) -> frozenset[str]:
        """Refs of the items that a mark is about."""
        match mark:
            case "critical path":
                return self.board.critical
            case "cycles":
                return self.knotted
            case "ready" | "blocked":
                nodes = self.index.graph.nodes
                return frozenset(node.ref for node in nodes if node.state == mark)
            case _:
                return frozenset()


def draw_board(board: Board) -> Drawn:
    """Lay out tasks, and whatever else has an edge. Linear in items and edges."""
    plan = board.plan
    edges = plan.edges()
    ends = {ref for edge in edges for ref in edge}
    refs = [item.ref for item in plan.items if item.kind == "task" or item.ref in ends]
    kept = set(refs)
    path = [item.ref for item in plan.critical_path().items]
    nodes = []
    for ref in refs:
        line = board.lines[board.by_ref[ref]]
        nodes.append(Node(ref, line.title, line.state))
    index = Index(Graph(tuple(nodes), tuple(edges), tuple(one for one in path if one in kept)))
    lanes = lay_out(index)
    before = {
        node.ref: tuple(
            index.ref(i)
            for i in index.before[number]
            if index.graph.nodes[i].state != "done"
        )
        for number, node in enumerate(index.graph.nodes)
    }  # fmt: skip
    knotted: set[str] = set()
    for row in lanes.rows:
        knotted.update(row.cycle)
    return Drawn(board, index, lanes, frozenset(knotted), before)
