"""The cells of one line of a Markdown table."""

from __future__ import annotations

import pytest

from spec_tui.documents.tables import cells_of


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("| a | b |", ("a", "b")),
        ("a | b", ("a", "b")),
        ("  | a |  | c |  ", ("a", "", "c")),
        (r"| a \| b | c \|", ("a | b", "c |")),
    ],
)
def test_cells_of_a_row(line: str, cells: tuple[str, ...]) -> None:
    """Bars at the ends may lack; one behind a backslash is a bar within a cell."""
    assert cells_of(line) == cells
