"""Foreign texts of any shape are read without losing their place."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from spec_tui.documents.markdown import parse
from spec_tui.interview.bothsides import both_sides
from spec_tui.interview.imported import heard
from spec_tui.interview.sayings import sayings
from spec_tui.interview.sentences import units
from tests.property.documents_of import line, markdown
from tests.unit.interview.desks import BANK, table
from tests.unit.interview.test_imported import HEADER, TEMPLATE

ROWS = [
    "- - take a boat\n    - go",
    "2. go home",
    "wrapped on",
    "- a\n- b",
    "(a) first of all",
    "(b) second of all",
    "7.2 The next clause is due on 2027-04-30.",
    "||What||Value||",
    "|3|Query view|1.5 s|",
    "| Our yardstick | hours of all who went out |",
    "|---|---|",
    "h3. Not built",
    "== Dates ==",
    "**Left out**",
    "Supplied: a list",
    "    up     99 %",
    "Signed, Bergen, 2026-10-19",
]
shapes = st.lists(st.one_of(st.sampled_from(ROWS), line), max_size=14).map("\n".join)
_WORD = re.compile(r"\w+")


@given(text=st.one_of(markdown, shapes))
def test_what_a_text_says_stands_where_it_says(text: str) -> None:
    """Each item has its words and its lines in the text."""
    known = set(_WORD.findall(text))
    lines = parse(text).text.split("\n")
    read = sayings(units(parse(text)))
    for unit, said in read:
        assert set(_WORD.findall(" ".join(one.text for one in said))) <= known
        assert len(unit.at) == (len(unit.items) or unit.kind == "sentence")
        assert all(1 <= at <= len(lines) for where in unit.at for _, at, _ in where)
    list(both_sides(BANK, read))


@given(text=shapes)
def test_any_appendix_is_heard(text: str) -> None:
    """Whatever its days and lists are about."""
    view = table(text=f"{TEMPLATE}{HEADER}{text}\n").view
    heard(view.spec, view.bank, view.awaits)
