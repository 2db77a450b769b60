"""Exports stay what they are, whatever titles hold."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spec_tui.work.drawing.export import dot, mermaid, svg
from spec_tui.work.drawing.model import Graph, Node
from tests.unit.work.drawing.graphs import clinic, graphs, numbered

HOSTILE = (
    'say "hi"',
    "a]b)c}d",
    "first\nsecond\r\n```\nthird",
    "]]> <script>alert(1)</script> <!-- -->",
    "&lt;b&gt; & #quot; ;",
    "end\\",
    '"]; n2 --> n1; click n1 "javascript:x"',
    "%%{init: {}}%%",
    "1. a list - of `code` **bold**",
    "\x1b[2J\u202e\x00\ufffe",
)
SVG = "{http://www.w3.org/2000/svg}"


def pair(title: str, ref: str = "TSK-001") -> Graph:
    """Two nodes, the first with a title of somebody else, and one edge."""
    return Graph((Node(ref, title), Node("T2", "two")), ((ref, "T2"),))


def unescaped_mermaid(label: str) -> str:
    return re.sub(r"#(\d+);", lambda match: chr(int(match[1])), label)


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_title_stays_one_label_of_mermaid(title: str):
    """Every line keeps its form, and no character of the title has a meaning left."""
    lines = mermaid(pair(title)).splitlines()
    assert len(lines) == 4
    label = re.fullmatch(r'    n1\["(.*)<br/>(.*)"\]', lines[1])
    assert label
    assert not re.search(r'["<>\[\]{}|`\\&%*]', label[2])
    assert lines[3] == "    n1 --> n2"


@pytest.mark.parametrize("title", HOSTILE[:2] + HOSTILE[4:9])
def test_mermaid_label_reads_back_as_the_title(title: str):
    """Escaping loses nothing."""
    line = mermaid(pair(title)).splitlines()[1]
    assert unescaped_mermaid(line.split("<br/>")[1].removesuffix('"]')) == title


@pytest.mark.parametrize("title", HOSTILE)
@pytest.mark.parametrize("ref", ["TSK-001", 'a"b\\'])
def test_hostile_title_stays_one_string_of_dot(title: str, ref: str):
    """A quoted string ends where we end it, also behind a backslash."""
    lines = dot(pair(title, ref)).splitlines()
    assert len(lines) == 7
    assert re.fullmatch(r'    n1 \[label="(?:[^"\\]|\\["\\n])*"\];', lines[3])
    assert lines[5] == "    n1 -> n2;"


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_title_stays_text_of_the_picture(title: str):
    """The picture is well-formed and holds nothing but the elements we drew."""
    tree = ET.fromstring(svg(pair(title)))
    assert {element.tag.removeprefix(SVG) for element in tree} == {
        "style", "path", "circle", "text",
    }  # fmt: skip
    assert "]]>" not in svg(pair(title))
    shown = tree.find(f"{SVG}text")
    assert shown is not None
    assert not len(shown)
    if title.isprintable() and title.isascii():
        assert (shown.text or "").endswith(title)


@given(graphs(), st.text(max_size=20))
def test_picture_is_well_formed_for_any_title(graph: Graph, title: str):
    """No character of a title or a state breaks the file."""
    first, *others = graph.nodes
    hostile = Graph((Node(first.ref, title, title), *others), graph.edges, graph.critical)
    ET.fromstring(svg(hostile))


@given(graphs(cycles=True))
def test_text_exports_name_every_edge_once(graph: Graph):
    """Nodes are numbered in the order of the graph, and each edge has one line."""
    number = {node.ref: i for i, node in enumerate(graph.nodes, 1)}
    wanted = sorted((number[first], number[second]) for first, second in set(graph.edges))
    for exported, arrow in ((mermaid(graph), "(?:-->|==>)"), (dot(graph), "->")):
        found = re.findall(rf"^    n(\d+) {arrow} n(\d+)", exported, re.MULTILINE)
        assert sorted((int(a), int(b)) for a, b in found) == wanted


@given(graphs())
def test_picture_has_a_path_for_every_edge_that_ends_at_its_item(graph: Graph):
    """A path starts and ends in the middle of the circle of an item."""
    tree = ET.fromstring(svg(graph))
    circles = [(c.get("cx"), c.get("cy")) for c in tree.findall(f"{SVG}circle")]
    texts = [(t.text or "").split(" ")[0] for t in tree.findall(f"{SVG}text")]
    place = dict(zip(circles, texts, strict=True))
    found = set()
    for path in tree.findall(f"{SVG}path"):
        numbers = re.findall(r"[A-Z]|\d+", path.get("d") or "")
        start = (numbers[1], numbers[2])
        end_x = numbers[numbers.index("Q") + 3] if "Q" in numbers else numbers[1]
        found.add((place[start], place[end_x, numbers[-1]]))
    assert found == set(graph.edges)


def test_critical_path_is_thick_in_every_export():
    """Three edges of the clinic's critical path, in the way of each format."""
    assert mermaid(clinic()).count("==>") == 3
    assert dot(clinic()).count("penwidth=3") == 3
    assert svg(clinic()).count('<path class="critical"') == 3


def test_edge_that_closes_a_cycle_is_told_in_the_picture():
    """It has no lane, so its item says it in words."""
    picture = svg(numbered(2, [(0, 1), (1, 0)]))
    assert "↻ cycle: T0 → T1 → T0" in picture
    assert "title 1  ↻ T0</text>" in picture


@pytest.mark.parametrize("export", [mermaid, dot, svg])
def test_empty_graph_is_an_empty_document(export):
    """A plan without items is no mistake."""
    assert export(Graph()).endswith("\n")


@given(graphs(cycles=True))
def test_exports_depend_on_the_graph_alone(graph: Graph):
    """The order in which edges are listed changes no byte."""
    turned = Graph(graph.nodes, graph.edges[::-1], graph.critical)
    for export in (mermaid, dot, svg):
        assert export(graph) == export(turned)
