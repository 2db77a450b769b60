"""Graphs to draw: the clinic of screens.md, and random ones."""

from __future__ import annotations

import random

from hypothesis import strategies as st

from spec_tui.work.drawing.model import Edge, Graph, Node

_ITEMS = """\
TSK-001 | done        | Tables for Patient, Doctor, Slot
TSK-004 | done        | Slot rules and opening hours
TSK-005 | in progress | Hold a slot for 10 minutes
TSK-006 | in progress | Search for free slots, API
TSK-002 | done        | Sign-in with OAuth2
TSK-003 | done        | Roles: patient, reception, doctor
TSK-013 | ready       | Audit log of every change
TSK-007 | waiting     | Book an appointment, API
TSK-010 | waiting     | Reception: move a booking
TSK-011 | blocked     | Send SMS through the gateway
TSK-012 | waiting     | Reminder 24 hours before
TSK-008 | waiting     | Search page
TSK-009 | waiting     | Booking pages
TSK-014 | waiting     | End-to-end test of booking
"""
_EDGES = (
    "001-004 004-005 004-006 002-003 003-013 003-007 005-007 007-009 007-010 007-012 011-012 "
    "006-008 008-009 009-014 012-014"
)


def _numbered(word: str) -> tuple[str, ...]:
    return tuple(f"TSK-{number}" for number in word.split("-"))


def clinic(critical: str = "005-007-009-014") -> Graph:
    """The fourteen items of the mock-ups, in the order of the lane list."""
    rows = [[part.strip() for part in line.split("|")] for line in _ITEMS.splitlines()]
    nodes = tuple(Node(ref, title, state) for ref, state, title in rows)
    edges = [_numbered(word) for word in _EDGES.split()]
    return Graph(nodes, tuple((first, second) for first, second in edges), _numbered(critical))


def numbered(count: int, edges: list[tuple[int, int]], critical: tuple[int, ...] = ()) -> Graph:
    """A graph of T0, T1, ... with edges by number."""
    nodes = tuple(Node(f"T{i}", f"title {i}", _STATES[i % len(_STATES)]) for i in range(count))
    pairs: list[Edge] = [(f"T{first}", f"T{second}") for first, second in edges]
    return Graph(nodes, tuple(pairs), tuple(f"T{i}" for i in critical))


_STATES = ("waiting", "done", "ready", "in progress", "blocked")
_TITLES = (
    "",
    "预约 挂号 页面 和 提醒",
    "Booking pages of the reception",
    "Ein Titel, der lang ist",
)


@st.composite
def graphs(draw: st.DrawFn, most: int = 14, *, cycles: bool = False) -> Graph:
    """Graphs of up to `most` nodes, listed in any order, some with a heavy path."""
    count = draw(st.integers(1, most))
    ends = st.integers(0, count - 1)
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=3 * count))
    if not cycles:
        pairs = [(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]]
    listed = draw(st.permutations(range(count)))
    nodes = tuple(
        Node(f"T{i}", draw(st.sampled_from(_TITLES)), draw(st.sampled_from(_STATES)))
        for i in listed
    )
    path = [draw(ends)]
    while following := sorted({second for first, second in pairs if first == path[-1]} - {*path}):
        path.append(draw(st.sampled_from(following)))
    edges = tuple((f"T{first}", f"T{second}") for first, second in pairs)
    return Graph(nodes, edges, tuple(f"T{i}" for i in path))


def dense(seed: int) -> Graph:
    """Graphs with many crossings, as hypothesis seldom finds them: layered, random, circular."""
    chance = random.Random(seed)
    count = chance.randrange(12, 41)
    if seed % 3 == 0:
        wide = chance.randrange(4, 8)
        edges = [
            ((i // wide - 1) * wide + chance.randrange(wide), i)
            for i in range(wide, count)
            for _ in range(3)
        ]
    else:
        edges = [(chance.randrange(count), chance.randrange(count)) for _ in range(2 * count)]
    if seed % 3 == 1:
        edges = [(min(edge), max(edge)) for edge in edges if edge[0] != edge[1]]
    return numbered(count, edges)
