"""A graph for other programs: Mermaid, DOT and SVG.

Titles come from other people: whatever they hold, it stays text. Nodes are called `n1`, `n2`, ...
in the order of the graph, so that no ref can be a keyword of the format; the output depends on the
graph alone and ends in a newline.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from spec_tui.work.drawing import text
from spec_tui.work.drawing.lanes import Lanes, lay_out
from spec_tui.work.drawing.model import Graph, Index, Node

# What Mermaid may read as Markdown, an entity, a shape, a directive or HTML inside quotes.
_MERMAID = re.compile(r"""["#&<>;`*_~\\\[\]{}|%@$]|^[\d+-]""")
_NOT_XML = re.compile("[\ufffe\uffff]")
_ROW, _COLUMN, _CELL, _MARGIN, _ARC = 24, 18, 8.5, 16, 6


def mermaid(graph: Graph) -> str:
    """Return the graph as a Mermaid flowchart; the critical path has thick arrows."""
    index = Index(graph)
    lines = ["flowchart LR"]
    for i, node in enumerate(graph.nodes, 1):
        label = "<br/>".join(_mermaid(part) for part in _parts(node))
        lines.append(f'    n{i}["{label}"]')
    following = index.critical_after()
    for first, second in _edges(index):
        arrow = "==>" if following.get(first) == second else "-->"
        lines.append(f"    n{first + 1} {arrow} n{second + 1}")
    return "\n".join(lines) + "\n"


def dot(graph: Graph) -> str:
    """Return the graph in the language of Graphviz; the critical path is drawn thick."""
    index = Index(graph)
    lines = ["digraph work {", "    rankdir=LR;", "    node [shape=box];"]
    for i, node in enumerate(graph.nodes, 1):
        label = r"\n".join(_dot(part) for part in _parts(node))
        lines.append(f'    n{i} [label="{label}"];')
    following = index.critical_after()
    for first, second in _edges(index):
        thick = " [penwidth=3]" if following.get(first) == second else ""
        lines.append(f"    n{first + 1} -> n{second + 1}{thick};")
    return "\n".join([*lines, "}"]) + "\n"


def svg(graph: Graph) -> str:
    """Return the graph as a picture: the lane list, one line of text per item.

    An edge runs from its item along the row to the column of the item that waits, and down; the
    bend shows which lane it joins. Thick lines are the critical path.
    """
    index = Index(graph)
    lanes = lay_out(index)
    left = _MARGIN + lanes.columns * _COLUMN
    lines: list[str] = []
    following = index.critical_after()
    # The critical path comes last, so that no thin line lies on it.
    for first, second in sorted(_edges(index), key=lambda edge: following.get(edge[0]) == edge[1]):
        path = _path(lanes, index.ref(first), index.ref(second))
        if path:
            thick = ' class="critical"' if following.get(first) == second else ""
            lines.append(f'<path{thick} d="{path}"/>')
    widest = 0
    for number, row in enumerate(lanes.rows):
        y = _MARGIN + number * _ROW
        if row.cycle:
            words = "↻ cycle: " + " → ".join(_name(index, ref) for ref in row.cycle)
        else:
            node = graph.nodes[index.number[row.ref]]
            x = _MARGIN + lanes.column(row.ref) * _COLUMN
            state = text.one_line(node.state).replace(" ", "-")
            lines.append(f'<circle class="{_xml(state)}" cx="{x}" cy="{y}" r="5"/>')
            words = "  ".join(part for part in (*_parts(node),) if part)
            words += "".join(f"  ↻ {_name(index, ref)}" for ref in row.back)
        widest = max(widest, text.cells(words))
        lines.append(f'<text x="{left}" y="{y + 5}">{_xml(words)}</text>')
    width = int(left + widest * _CELL + _MARGIN)
    height = 2 * _MARGIN + max(0, len(lanes.rows) - 1) * _ROW
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">'
    )
    return "\n".join([head, _STYLE, *lines, "</svg>"]) + "\n"


_STYLE = """<style>
svg { background: #fcfbf9; }
path { fill: none; stroke: #5c636c; stroke-width: 1.5; }
path.critical { stroke: #20242a; stroke-width: 3.5; }
circle { fill: #fcfbf9; stroke: #20242a; stroke-width: 1.5; }
circle.done { fill: #246b2b; }
circle.ready { fill: #1f57c3; }
circle.in-progress, circle.review { fill: #c98a1b; }
circle.blocked { fill: #b3261e; }
text { font: 14px monospace; fill: #20242a; white-space: pre; }
</style>"""


def _edges(index: Index) -> list[tuple[int, int]]:
    return [(first, second) for first, near in enumerate(index.after) for second in near]


def _parts(node: Node) -> tuple[str, str]:
    """What is said of a node: id and state, then the title."""
    name = f"{text.one_line(node.name)} · {text.one_line(node.state)}"
    return name, text.one_line(node.title)


def _name(index: Index, ref: str) -> str:
    return text.one_line(index.graph.nodes[index.number[ref]].name)


def _mermaid(words: str) -> str:
    return _MERMAID.sub(lambda match: f"#{ord(match[0])};", words)


def _dot(words: str) -> str:
    # Graphviz reads HTML entities in labels, so the ampersand is one of them.
    return words.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')


def _xml(words: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", words), {'"': "&quot;"})


def _path(lanes: Lanes, first: str, second: str) -> str:
    """The way of an edge; "" for one that closes a cycle, which has no lane."""
    top, bottom = (_MARGIN + lanes.seats[ref] * _ROW for ref in (first, second))
    if bottom <= top:
        return ""
    start, end = (_MARGIN + lanes.column(ref) * _COLUMN for ref in (first, second))
    if start == end:
        return f"M{start} {top}V{bottom}"
    before = end - _ARC if start < end else end + _ARC
    return f"M{start} {top}H{before}Q{end} {top} {end} {top + _ARC}V{bottom}"
