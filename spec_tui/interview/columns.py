"""Tables whose columns answer questions of their own: who and what they need, risk and remedy.

A row of such a table says two things, so each column is a list. Where one column alone is sure, the
rows say more than it does, and the table stays a list of rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from spec_tui.interview import evidence, inandout
from spec_tui.interview.bank import Bank
from spec_tui.interview.headings import place_of
from spec_tui.interview.sayings import Saying
from spec_tui.interview.sentences import Unit

SURE, SECOND = 0.4, 0.35
"""Mean probability of a column, and of one whose nearest question another column answers better."""
SHARE = 0.3
"""Of what a column says about the scope, what speaks for the side that it is taken for."""
FEWEST = 2
_NAME = re.compile(r"[^\W\d_]{3}")
Table = tuple[tuple[str, ...], int]
"""The headings above a table, and which group below them it is."""


def table_of(unit: Unit) -> Table:
    """The table that a column or the rows belong to."""
    return (unit.headings[:-1] if unit.kind == "column" else unit.headings), unit.order


def cells(unit: Unit) -> tuple[Saying, ...]:
    """The cells of a column, which its name introduces."""
    return tuple(
        Saying(cell, unit.headings, before=f"{unit.headings[-1].rstrip(':')}:")
        for cell in unit.items
    )


def answering(
    bank: Bank, units: Sequence[Unit], told: frozenset[Table] = frozenset()
) -> Mapping[Table, Mapping[str, str]]:
    """For each table with at least two telling columns: name of the column -> facet.

    Not where its rows say themselves whether they are in scope (`told`, see `sided`): then no
    column is a side of it.
    """
    found: dict[Table, Mapping[str, str]] = {}
    for table, group in groupby((u for u in units if u.kind == "column"), table_of):
        columns = [column for column in group if lists(column)]
        taken = _sides(columns)
        if not taken and len(columns) >= FEWEST:
            taken = dict(_assigned(bank, columns))
        if len(taken) >= FEWEST and table not in told:
            found[table] = taken
    return found


def sided(units: Iterable[Unit]) -> frozenset[Table]:
    """The tables and lists whose rows say themselves whether they are in scope."""
    return frozenset(table_of(u) for u in units if u.kind == "list" and inandout.parts(u))


def side_by_side(units: Iterable[Unit]) -> frozenset[Table]:
    """The tables of two columns of which one is longer: two lists beside each other, so that a row
    says nothing of its own.
    """
    lengths: dict[Table, list[int]] = {}
    for unit in units:
        if unit.kind == "column":
            lengths.setdefault(table_of(unit), []).append(len(unit.items))
    pair = 2
    return frozenset(t for t, own in lengths.items() if len(own) == pair and len(set(own)) == pair)


def _sides(columns: Sequence[Unit]) -> dict[str, str]:
    """The columns that are called by the two sides of the scope: `We get it` and `We live without
    it`; none where only one is.
    """
    named = {c.headings[-1]: inandout.by_heading(c.headings[-1:]) for c in columns}
    sides = {name: side for name, side in named.items() if side}
    return sides if set(sides.values()) == inandout.SIDES else _facing(columns)


def _facing(columns: Sequence[Unit]) -> dict[str, str]:
    """Two columns that are both about the scope by what they say; which is which tells the order
    that is likelier: `Aboard in release 1` and `On the bank`.
    """
    likely = [evidence.likely_of_all(cells(column)) for column in columns]
    about = [sum(values.get(side, 0.0) for side in inandout.SIDES) for values in likely]
    if len(columns) != FEWEST or min(about) < SECOND:
        return {}
    inside, outside = (
        [values.get(side, 0.0) for values in likely] for side in (inandout.INSIDE, inandout.OUTSIDE)
    )
    first = inside[0] * outside[1] >= inside[1] * outside[0]
    own = (inside[0], outside[1]) if first else (outside[0], inside[1])
    if any(value < SHARE * both for value, both in zip(own, about, strict=True)):
        return {}
    order = (inandout.INSIDE, inandout.OUTSIDE) if first else (inandout.OUTSIDE, inandout.INSIDE)
    return {c.headings[-1]: side for c, side in zip(columns, order, strict=True)}


def lists(column: Unit) -> bool:
    """Its cells name different things: no numbers of rows, no `in` and `out` again and again."""
    return 2 * len(set(column.items)) > len(column.items) and hold_names(column.items)


def hold_names(cells: Iterable[str]) -> bool:
    """They are not numbers and marks alone."""
    return any(map(_NAME.search, cells))


def _assigned(bank: Bank, columns: Sequence[Unit]) -> Iterator[tuple[str, str]]:
    """Each facet goes to the column that is surest of it."""
    likely = [evidence.likely_of_all(cells(column)) for column in columns]
    about = place_of(columns[0].headings[:-1], bank).partition("/")[0]
    never = frozenset() if about in {"", "scope"} else inandout.SIDES
    rows = sorted(
        (
            (value, at, facet)
            for at, values in enumerate(likely)
            for facet, value in values.items()
            if bank.facets[facet].kind in {"list", "text"} and facet not in never
        ),
        reverse=True,
    )
    facets: set[str] = set()
    named: set[int] = set()
    for value, at, facet in rows:
        if at in named or facet in facets:
            continue
        lost = sum(value for other, value in likely[at].items() if other in facets)
        if value >= SURE or (lost and value >= SECOND * (1 - lost)):
            facets.add(facet)
            named.add(at)
            yield columns[at].headings[-1], facet
