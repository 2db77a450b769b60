"""The focus graph, read back by following its characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spec_tui.work.drawing import strokes, text
from spec_tui.work.drawing.focus import FocusDrawing, draw, hops_that_fit
from spec_tui.work.drawing.model import Graph, Node
from tests.unit.work.drawing.graphs import clinic, dense, graphs, numbered
from tests.unit.work.drawing.reader import BrokenLineError, arms, read_focus

MOCK_UP = """\
✓ TSK-004 done ━━━━━━━━━━━► ◐ TSK-005 in progress ━━┓                           ┏━► ○ TSK-009 waiting ━━━━━━┓
  Slot rules and              Hold a slot for 10    ┃                           ┃     Booking pages         ┃
  opening hours               minutes               ┃                           ┃                           ┃
                                                    ┃                           ┃                           ┃
                                                    ┡━► ○ TSK-007 waiting ━━━━━━╃─► ○ TSK-010 waiting       ┡━► ○ TSK-014 waiting
                                                    │     Book an appointment,  │     Reception: move a     │     End-to-end test of
                                                    │     API                   │     booking               │     booking
                                                    │                           │                           │
✓ TSK-002 done ───────────► ✓ TSK-003 done ─────────╯                           ╰─► ○ TSK-012 waiting ──────╯
  Sign-in with OAuth2         Roles: patient,                                         Reminder 24 hours
                              reception, doctor                                       before
""".splitlines()  # noqa: E501


def rows_of(drawing: FocusDrawing) -> list[str]:
    return [drawing.text(y) for y in range(drawing.height)]


def names_of(drawing: FocusDrawing) -> dict[str, str]:
    return {
        f"{strokes.state_glyph(node.state)} {node.ref} {node.state}": node.ref
        for node in drawing.graph.nodes
    }


def centred(graph: Graph, hops: int = 9, **options: int) -> FocusDrawing:
    """The graph around its first node."""
    return draw(graph, graph.nodes[0].ref, hops, **options)


def by_id(graph: Graph) -> Graph:
    nodes = tuple(sorted(graph.nodes, key=lambda node: node.ref))
    return Graph(nodes, graph.edges, graph.critical)


def test_clinic_is_drawn_as_in_the_mock_up():
    """The items around TSK-007 give the drawing of screens.md 6.12, cell by cell."""
    drawing = draw(by_id(clinic("004-005-007-009-014")), "TSK-007", 2)
    assert rows_of(drawing) == MOCK_UP
    assert (drawing.shown, drawing.total, drawing.folded) == (9, 14, 0)
    assert [layer.label for layer in drawing.layers] == [
        "2 before", "1 before", "this", "1 after", "2 after",
    ]  # fmt: skip


@given(graphs(most=12, cycles=True))
def test_following_the_lines_gives_back_exactly_the_edges_that_are_shown(graph: Graph):
    """Lines and `↻` words together are the edges among the shown items, every one and no other."""
    drawing = centred(graph)
    shown = {edge for edge in graph.edges if {*edge} <= drawing.boxes.keys()}
    assert read_focus(rows_of(drawing), names_of(drawing)) == shown


@pytest.mark.parametrize("seed", range(60))
def test_following_the_lines_of_a_dense_graph_gives_back_its_edges(seed: int):
    """Where tracks compete for rows and columns nothing is joined that does not belong together."""
    graph = dense(seed)
    drawing = draw(graph, f"T{seed % len(graph.nodes)}", 9)
    shown = {edge for edge in graph.edges if {*edge} <= drawing.boxes.keys()}
    assert read_focus(rows_of(drawing), names_of(drawing)) == shown


@given(graphs(most=24), st.integers(1, 3), st.integers(3, 12))
def test_folded_graph_still_reads_right(graph: Graph, hops: int, most: int):
    """Leaving out the farthest items leaves the lines of the others whole."""
    drawing = centred(graph, hops, most=most)
    shown = {edge for edge in graph.edges if {*edge} <= drawing.boxes.keys()}
    assert drawing.shown <= most
    assert read_focus(rows_of(drawing), names_of(drawing)) == shown


@given(graphs(most=10), st.data())
def test_reader_notices_a_character_with_other_arms(graph: Graph, data: st.DataObject):
    """The reader is honest: one changed line character breaks a line or changes the edges."""
    drawing = centred(graph)
    rows = rows_of(drawing)
    places = [(x, y) for y, row in enumerate(rows) for x, glyph in enumerate(row) if arms(glyph)]
    if not places:
        return
    x, y = data.draw(st.sampled_from(places))
    others = [glyph for glyph in " ─│├┤┬┴╭╮╰╯┼" if arms(glyph) != arms(rows[y][x])]
    rows[y] = rows[y][:x] + data.draw(st.sampled_from(others)) + rows[y][x + 1 :]
    try:
        found = read_focus(rows, names_of(drawing))
    except BrokenLineError:
        return
    assert found != set(drawing.graph.edges)


def test_item_that_many_tracks_enter_is_as_high_as_they_need():
    """Six sources with targets of their own need six rows at a common one, not those below it."""
    needs = {1: (7,), 2: (7, 8), 3: (7, 9), 4: (7, 8, 9), 5: (7, 10), 6: (7, 8, 10)}
    edges = [(first, second) for first, targets in needs.items() for second in targets]
    graph = numbered(11, [*((0, i) for i in needs), *edges])
    drawing = draw(graph, "T0", 2)
    assert drawing.boxes["T7"].height == 6
    assert read_focus(rows_of(drawing), names_of(drawing)) == set(graph.edges)


def test_reader_tells_a_crossing_from_a_joint():
    """Crossings drawn as joints give edges that do not exist."""
    graph = numbered(7, [(0, 3), (0, 4), (1, 3), (1, 4), (2, 4), (2, 3), (0, 5), (5, 6), (3, 6),
                         (4, 6), (1, 5)])  # fmt: skip
    drawing = draw(graph, "T6", 3)
    rows = rows_of(drawing)
    joined = [row.replace("┼", "•") for row in rows]
    assert joined != rows
    assert read_focus(joined, names_of(drawing)) != set(graph.edges)


@given(graphs(most=12, cycles=True))
def test_cells_say_which_item_and_which_edge_they_show(graph: Graph):
    """Every line cell names edges that exist, every box its item, and no two boxes overlap."""
    drawing = centred(graph)
    taken: set[tuple[int, int]] = set()
    for box in drawing.boxes.values():
        assert drawing.node_at(box.x, box.y) == box.ref
        place = {(x, y) for x in range(box.x, box.x + box.width)
                 for y in range(box.y, box.y + box.height)}  # fmt: skip
        assert not taken & place
        taken |= place
    for y, row in enumerate(drawing.rows):
        for span in row:
            assert bool(span.edges) == (span.role in ("line", "heavy", "cycle"))
            assert set(drawing.edges_at(span.x, y)) <= set(graph.edges)


@given(graphs(most=12))
def test_spans_never_overlap_and_add_up_to_the_text(graph: Graph):
    """A row is its spans at their cells, wide characters counted as two."""
    drawing = centred(graph)
    for y, row in enumerate(drawing.rows):
        ends = [span.x + text.cells(span.text) for span in row]
        assert all(end <= span.x for end, span in zip(ends, row[1:], strict=False))
        assert text.cells(drawing.text(y)) == max(ends, default=0)


@given(graphs(most=12))
def test_walking_goes_along_the_edges(graph: Graph):
    """Left is what an item needs, right what needs it."""
    drawing = centred(graph)
    for ref in drawing.boxes:
        right = {second for first, second in drawing.graph.edges if first == ref}
        left = {first for first, second in drawing.graph.edges if second == ref}
        assert set(drawing.neighbours(ref, "right")) == right
        assert set(drawing.neighbours(ref, "left")) == left


def test_walking_up_and_down_stays_in_the_layer():
    """Up and down go to the next item of the column, and nowhere at its end."""
    drawing = draw(by_id(clinic()), "TSK-007", 1)
    assert drawing.neighbours("TSK-010", "up") == ("TSK-009",)
    assert drawing.neighbours("TSK-010", "down") == ("TSK-012",)
    assert drawing.neighbours("TSK-012", "down") == ()


def test_nearest_item_comes_first_on_the_walk():
    """Where an item has several neighbours the one on its own row is first."""
    drawing = draw(by_id(clinic()), "TSK-007", 1)
    assert drawing.neighbours("TSK-007", "right")[0] == "TSK-010"


def test_farthest_items_are_folded_first_and_counted():
    """Of forty items at most the near ones stay, and the rest is told under the last layer."""
    fan = [(0, i) for i in range(1, 50)]
    drawing = draw(
        numbered(60, [*fan, (50, 0), *((i, i + 1) for i in range(51, 59)), (51, 50)]), "T0", 2
    )
    assert drawing.shown == 40
    assert "T50" in drawing.boxes
    assert "T51" not in drawing.boxes
    words = [span.text for row in drawing.rows for span in row if span.role == "more"]
    assert words == ["and 1 more", "and 11 more"]
    assert drawing.folded == 12


def test_edge_that_closes_a_cycle_is_told_in_the_box_of_its_source():
    """`↻` and the id of the item above stand under the title."""
    drawing = draw(numbered(3, [(0, 1), (1, 2), (2, 0)]), "T1", 2)
    rows = rows_of(drawing)
    assert sum(row.count("↻") for row in rows) == 1
    assert any(row.endswith("↻ T0") for row in rows)


def test_wide_titles_keep_the_columns():
    """Titles in characters of two cells are wrapped and cut to the width of the box."""
    long = "预约页面要显示所有医生的空闲时间段并且可以按科室筛选"
    nodes = (Node("T0", long), Node("T1", long))
    drawing = draw(Graph(nodes, (("T0", "T1"),)), "T0", 1)
    titles = [span for row in drawing.rows for span in row if span.role == "title"]
    assert {span.x for span in titles} == {2, 30}
    assert all(text.cells(span.text) <= 21 for span in titles)
    assert all(span.text.endswith("…") for span in titles[2:])


def test_hostile_titles_reach_no_row_unseen():
    """What acts on a terminal is made visible, and a newline starts no row."""
    drawing = draw(Graph((Node("T\x1b0", "a\nb\x1b[2J\u202e"),)), "T\x1b0", 1)
    assert rows_of(drawing)[:2] == ["○ T␛0 waiting", "  a b␛[2J⟨U+202E⟩"]


def test_ascii_drawing_has_only_plain_characters():
    """Every glyph has a stand-in of one cell."""
    graph = by_id(clinic())
    plain = rows_of(draw(graph, "TSK-007", 1, ascii=True))
    assert all(row.isascii() for row in plain)
    assert plain[4] == "                        +=> . TSK-007 waiting ======+-> . TSK-010 waiting"
    assert [len(row) for row in plain] == [len(row) for row in rows_of(draw(graph, "TSK-007", 1))]


def test_item_alone_is_a_box_without_lines():
    """Nothing depends on it and it depends on nothing."""
    drawing = draw(numbered(3, [(1, 2)]), "T0", 2)
    assert rows_of(drawing)[0] == "○ T0 waiting"
    assert (drawing.shown, drawing.total) == (1, 3)


@given(graphs(most=12, cycles=True))
def test_same_graph_gives_the_same_drawing_whatever_the_order_of_its_edges(graph: Graph):
    """The drawing depends on nodes and edges alone."""
    turned = Graph(graph.nodes, graph.edges[::-1], graph.critical)
    assert rows_of(centred(graph)) == rows_of(centred(turned))


@pytest.mark.parametrize(("width", "hops"), [(40, 1), (80, 1), (140, 2), (200, 3)])
def test_hops_follow_the_width(width: int, hops: int):
    """140 columns show two hops to each side, 80 show one (screens.md 6.12)."""
    assert hops_that_fit(width) == hops


def test_item_in_the_middle_of_ten_thousand_is_drawn():
    """A long chain needs no recursion and no look at all its items but one."""
    drawing = draw(numbered(10_000, [(i, i + 1) for i in range(9_999)]), "T5000", 10_000)
    assert drawing.shown == 40
    assert drawing.folded == 9_960
