"""The lane list, read back by following its characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spec_tui.work.drawing import strokes
from spec_tui.work.drawing.lanes import Lanes, lay_out
from spec_tui.work.drawing.model import Edge, Graph
from tests.unit.work.drawing.graphs import clinic, dense, graphs, numbered
from tests.unit.work.drawing.reader import BrokenLineError, arms, read_lanes

MOCK_UP = """\
✓
✓─╮
◐ │
┃ ◐
┃ │ ✓
┠─┼─✓
┃ │ ►
○─┼─┬─╮
┃ │ ○ │
┃ │   ├─■
┃ │   ○
┠─○   │
○━━━━━┪
      ○
""".splitlines()


def drawn(lanes: Lanes, *, ascii: bool = False) -> list[str]:
    view = lanes.view(10_000, ascii=ascii)
    return [view.strip(number).text for number in range(len(lanes.rows))]


def told(lanes: Lanes) -> set[Edge]:
    return {(row.ref, other) for row in lanes.rows for other in row.back}


def read(lanes: Lanes) -> set[Edge]:
    return read_lanes(drawn(lanes), [row.ref for row in lanes.rows])


def test_clinic_is_drawn_as_in_the_mock_up():
    """The fourteen items of screens.md 6.11 give the drawing of screens.md, cell by cell."""
    lines = [line.rstrip() for line in drawn(lay_out(clinic(), keep_order=True))]
    assert lines == MOCK_UP


@given(graphs(), st.booleans())
def test_following_the_lanes_gives_back_exactly_the_edges(graph: Graph, keep_order: bool):
    """Whoever follows the characters finds every edge and no other."""
    assert read(lay_out(graph, keep_order=keep_order)) == set(graph.edges)


@given(graphs(cycles=True), st.booleans())
def test_edges_that_close_a_cycle_are_told_and_all_others_are_lanes(graph: Graph, keep_order: bool):
    """Lanes and words together are exactly the edges, and none is both."""
    lanes = lay_out(graph, keep_order=keep_order)
    assert read(lanes) | told(lanes) == set(graph.edges)
    assert not read(lanes) & told(lanes)


@pytest.mark.parametrize("seed", range(60))
def test_following_the_lanes_of_a_dense_graph_gives_back_its_edges(seed: int):
    """Many lanes, many joints in one row, cycles through half of the items."""
    graph = dense(seed)
    lanes = lay_out(graph)
    assert read(lanes) | told(lanes) == set(graph.edges)


@given(graphs(most=10), st.data())
def test_reader_notices_a_character_with_other_arms(graph: Graph, data: st.DataObject):
    """The reader is honest: one changed line character breaks a line or changes the edges."""
    lanes = lay_out(graph)
    rows = drawn(lanes)
    places = [(x, y) for y, row in enumerate(rows) for x, glyph in enumerate(row) if arms(glyph)]
    if not places:
        return
    x, y = data.draw(st.sampled_from(places))
    others = [glyph for glyph in " ─│├┤┬┴╭╮╰╯┼" if arms(glyph) != arms(rows[y][x])]
    rows[y] = rows[y][:x] + data.draw(st.sampled_from(others)) + rows[y][x + 1 :]
    try:
        found = read_lanes(rows, [row.ref for row in lanes.rows])
    except BrokenLineError:
        return
    assert found != set(graph.edges)


def test_reader_tells_a_crossing_from_a_joint():
    """A crossing drawn as a joint, and a joint drawn as a crossing, give other edges."""
    lanes = lay_out(numbered(6, [(0, 4), (0, 5), (1, 3), (1, 4), (1, 5)]), keep_order=True)
    rows, refs = drawn(lanes), [row.ref for row in lanes.rows]
    right = read_lanes(rows, refs)
    swapped = [row.translate(str.maketrans("•┼", "┼•")) for row in rows]
    assert swapped != rows
    assert read_lanes(swapped, refs) != right


@given(graphs())
def test_what_must_be_done_before_stands_above(graph: Graph):
    """Time runs down."""
    seats = lay_out(graph).seats
    assert all(seats[first] < seats[second] for first, second in graph.edges)


@given(graphs(cycles=True))
def test_every_item_has_one_row(graph: Graph):
    """Nothing is drawn twice or left out, cycles or not."""
    rows = [row.ref for row in lay_out(graph).rows if row.ref]
    assert sorted(rows) == sorted(node.ref for node in graph.nodes)


def test_graph_in_topological_order_stays_in_its_order():
    """`keep_order` moves nothing that the edges allow to stay."""
    lanes = lay_out(clinic(), keep_order=True)
    assert [row.ref for row in lanes.rows] == [node.ref for node in clinic().nodes]


def test_cycle_is_one_block_under_its_heading():
    """Members stand together, the heading names a shortest way around."""
    graph = numbered(6, [(0, 1), (1, 2), (2, 3), (3, 1), (3, 2), (2, 4), (5, 4)])
    lanes = lay_out(graph)
    headings = [y for y, row in enumerate(lanes.rows) if row.cycle]
    assert len(headings) == 1
    assert lanes.rows[headings[0]].cycle == ("T1", "T2", "T3", "T1")
    block = {lanes.rows[headings[0] + step].ref for step in (1, 2, 3)}
    assert block == {"T1", "T2", "T3"}


def test_item_that_needs_itself_is_a_cycle_of_one():
    """A self-loop has a heading and is told in its row."""
    lanes = lay_out(numbered(1, [(0, 0)]))
    assert lanes.rows[0].cycle == ("T0", "T0")
    assert lanes.rows[1].back == ("T0",)


def test_root_never_stands_under_an_item_it_does_not_wait_for():
    """Two nodes under each other without a line between them are always an edge."""
    lanes = lay_out(numbered(3, []))
    assert [line.find(line.strip()) for line in drawn(lanes)] == [0, 2, 0]


@given(graphs())
def test_critical_path_is_heavy_and_nothing_else(graph: Graph):
    """Heavy characters stand exactly where the path leaves the column of its item."""
    lanes = lay_out(graph)
    heavy = any(glyph in strokes.HEAVY_GLYPHS for row in drawn(lanes) for glyph in row)
    steps = zip(graph.critical, graph.critical[1:], strict=False)
    long = any(
        lanes.column(a) != lanes.column(b) or lanes.seats[b] - lanes.seats[a] > 1 for a, b in steps
    )
    assert heavy == long


def test_ascii_lanes_say_the_same_with_plain_characters():
    """Every cell has a stand-in; a crossing shows the upright line."""
    rows = drawn(lay_out(clinic(), keep_order=True), ascii=True)
    assert [row.rstrip() for row in rows[5:14]] == [
        "+-|-#", "I | >", ".-|-,-,", "I | . |", "I |   +-X", "I |   .", "+-.   |", ".=====+",
        "      .",
    ]  # fmt: skip
    assert all(row.isascii() for row in rows)


@given(graphs(), st.integers(12, 40), st.integers(0, 12))
def test_window_takes_the_width_it_says_and_shows_each_item_once(
    graph: Graph, width: int, first: int
):
    """Strips are all as wide as the view, within the width, and hold the item's glyph."""
    lanes = lay_out(graph)
    view = lanes.view(width, first)
    assert view.width <= width
    for number, row in enumerate(lanes.rows):
        strip = view.strip(number)
        state = next(node.state for node in graph.nodes if node.ref == row.ref)
        assert len(strip.text) == view.width
        assert strip.text[strip.node] == strokes.state_glyph(state)
        assert view.target(number, strip.node) == row.ref


def test_hidden_lanes_are_counted_on_their_side():
    """`»` and `«` say how many lanes go on where the window does not reach."""
    fan = numbered(21, [(0, i) for i in range(1, 21)])
    lanes = lay_out(fan, keep_order=True)
    narrow = lanes.view(12)
    assert narrow.strip(0).text == "○─┬─┬─┬─»16 "
    assert narrow.strip(19).text.rstrip() == "        »■1"
    scrolled = lanes.view(16, first=8)
    assert scrolled.strip(0).text == "«○8─┬─┬─┬─┬─»8  "


def test_lane_leads_to_the_item_it_waits_for():
    """A click on a line finds the item at its end."""
    view = lay_out(clinic(), keep_order=True).view(40)
    assert view.target(3, 0) == "TSK-007"
    assert view.target(3, 1) == ""
    assert view.target(9, 6) == "TSK-012"


@pytest.mark.parametrize("shape", ["chain", "circle", "fan"])
def test_ten_thousand_items_need_no_recursion(shape: str):
    """Long chains, one huge cycle and one item that everything waits for are all laid out."""
    count = 10_000
    chain = [(i, i + 1) for i in range(count - 1)]
    edges = {
        "chain": chain[::-1],
        "circle": [*chain, (count - 1, 0)],
        "fan": [(0, i) for i in range(1, count)],
    }[shape]
    lanes = lay_out(numbered(count, edges))
    assert len(lanes.seats) == count
    assert lanes.view(33).strip(count // 2).text


@given(graphs(cycles=True))
def test_same_graph_gives_the_same_drawing_whatever_the_order_of_its_edges(graph: Graph):
    """The drawing depends on nodes and edges alone."""
    turned = Graph(graph.nodes, graph.edges[::-1], graph.critical)
    assert drawn(lay_out(graph)) == drawn(lay_out(turned))


@pytest.mark.parametrize("edge", [("T0", "T9"), ("T9", "T0")])
def test_edge_to_nowhere_is_refused_by_name(edge: Edge):
    """A graph whose edges name no node is a mistake of its maker."""
    graph = Graph(numbered(2, []).nodes, (edge,))
    with pytest.raises(ValueError, match="'T9' is no node"):
        lay_out(graph)


def test_two_nodes_of_one_name_are_refused():
    """A ref is unique in its graph."""
    node = numbered(1, []).nodes[0]
    with pytest.raises(ValueError, match="two nodes are called 'T0'"):
        lay_out(Graph((node, node)))
