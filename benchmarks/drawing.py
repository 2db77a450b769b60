"""How long the two drawings of a dependency graph take: `python -m benchmarks.drawing`."""

from __future__ import annotations

import random
import time

from benchmarks.table import ms, print_table
from spec_tui.work.drawing.focus import draw
from spec_tui.work.drawing.lanes import lay_out
from spec_tui.work.drawing.model import Graph, Index, Node

SIZES = (100, 1_000, 10_000)
SHAPES = ("chain", "random", "layered")
WINDOW = 33
REPEATS = 5


def graph(shape: str, count: int, seed: int = 7) -> Graph:
    """A graph of so many items; layered: layers of ten, three edges to the layer before."""
    chance = random.Random(seed)
    if shape == "chain":
        edges = [(i, i + 1) for i in range(count - 1)]
    elif shape == "random":
        edges = [(chance.randrange(i), i) for i in range(1, count) for _ in range(2)]
    else:
        edges = [
            ((i // 10 - 1) * 10 + chance.randrange(10), i)
            for i in range(10, count)
            for _ in range(3)
        ]
    nodes = tuple(Node(f"TSK-{i:05d}", f"Title of item {i}") for i in range(count))
    return Graph(nodes, tuple((nodes[a].ref, nodes[b].ref) for a, b in edges))


def lanes() -> None:
    """Laying out a whole graph, and drawing one row of it in a window of 33 cells."""
    rows = []
    for shape in SHAPES:
        for count in SIZES:
            items = graph(shape, count)
            begun = time.perf_counter()
            laid = lay_out(items)
            took = time.perf_counter() - begun
            view = laid.view(WINDOW)
            begun = time.perf_counter()
            for number in range(count):
                view.strip(number)
            row = (time.perf_counter() - begun) / count
            rows.append((shape, f"{count:,}", f"{laid.columns:,}", ms(took), f"{row * 1e6:.1f} us"))
    print_table("Lane list", ("Shape", "Items", "Lanes", "Layout", "One row"), rows)


def focus() -> None:
    """Drawing the surroundings of items of a graph of 10,000, best and worst of some."""
    rows = []
    for shape in SHAPES:
        index = Index(graph(shape, 10_000))
        for most, hops in ((10, 2), (40, 4)):
            times = []
            shown = 0
            for centre in range(2_000, 2_000 + REPEATS):
                begun = time.perf_counter()
                drawing = draw(index, f"TSK-{centre:05d}", hops, most=most)
                times.append(time.perf_counter() - begun)
                shown = max(shown, drawing.shown)
            rows.append((shape, str(shown), ms(min(times)), ms(max(times))))
    times = []
    for seed in range(REPEATS):
        chance = random.Random(seed)
        edges = [(chance.randrange(i), i) for i in range(1, 40) for _ in range(4)]
        nodes = tuple(Node(f"TSK-{i:05d}", f"Title of item {i}") for i in range(40))
        tangle = Graph(nodes, tuple((nodes[a].ref, nodes[b].ref) for a, b in edges))
        begun = time.perf_counter()
        shown = draw(tangle, nodes[0].ref, 40).shown
        times.append(time.perf_counter() - begun)
    rows.append(("tangle, four edges each", str(shown), ms(min(times)), ms(max(times))))
    print_table("Focus graph", ("Shape", "Nodes", "Best", "Worst"), rows)


def main() -> None:
    """Print both tables."""
    lanes()
    focus()


if __name__ == "__main__":
    main()
