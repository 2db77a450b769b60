"""Order, cycles, layers and longest paths, against what is true by definition."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from spec_tui.work import graph


@st.composite
def graphs(draw: st.DrawFn) -> list[list[int]]:
    """Up to eight nodes with any edges, cycles and loops among them."""
    count = draw(st.integers(1, 8))
    node = st.integers(0, count - 1)
    return [sorted(set(draw(st.lists(node, max_size=4)))) for _ in range(count)]


def reaches(after: list[list[int]], start: int) -> set[int]:
    """Everything behind a node, by walking."""
    seen: set[int] = set()
    todo = list(after[start])
    while todo:
        node = todo.pop()
        if node not in seen:
            seen.add(node)
            todo += after[node]
    return seen


@settings(max_examples=100)
@given(graphs())
def test_components_are_the_sets_that_reach_each_other(after) -> None:
    """Two nodes share a number exactly if each is behind the other."""
    found = graph.components(after)
    for a in range(len(after)):
        for b in range(len(after)):
            together = a == b or (b in reaches(after, a) and a in reaches(after, b))
            assert (found[a] == found[b]) == together


@settings(max_examples=100)
@given(graphs())
def test_every_cycle_is_a_cycle_and_none_is_missed(after) -> None:
    """One closed walk per knot."""
    found = graph.cycles(after)
    for cycle in found:
        assert cycle[0] == cycle[-1]
        assert all(b in after[a] for a, b in pairwise(cycle))
    knots = {graph.components(after)[n] for n in range(len(after)) if n in reaches(after, n)}
    assert len(found) == len(knots)


@settings(max_examples=100)
@given(graphs())
def test_order_puts_every_node_before_what_comes_after_it(after) -> None:
    """Edges inside a knot alone may point back."""
    order = graph.order(after)
    assert sorted(order) == list(range(len(after)))
    place = {node: at for at, node in enumerate(order)}
    for a, others in enumerate(after):
        for b in others:
            assert place[a] < place[b] or a in reaches(after, b)


@settings(max_examples=100)
@given(graphs())
def test_layers_grow_along_every_edge_between_knots(after) -> None:
    """A layer is one more than the highest before it."""
    layer = graph.layers(after)
    for a, others in enumerate(after):
        for b in others:
            assert layer[a] < layer[b] or a in reaches(after, b)


def test_longest_path_is_the_heaviest_one() -> None:
    """3 hours and 3 hours beat one of 5."""
    path, rest = graph.longest([[2], [3], [3], []], [3.0, 5.0, 3.0, 1.0])
    assert (path, rest[0]) == ([0, 2, 3], 7.0)


def test_a_chain_of_a_hundred_thousand_needs_no_stack() -> None:
    """Nothing recurses."""
    after = [[n + 1] for n in range(99_999)] + [[]]
    assert graph.order(after)[-1] == 99_999
    assert graph.layers(after)[-1] == 99_999
    assert len(graph.longest(after, [1.0] * 100_000)[0]) == 100_000
    assert graph.cycles([*after[:-1], [0]])[0][:2] == [0, 1]
