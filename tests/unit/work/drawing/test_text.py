"""Other people's titles in cells of the terminal."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from spec_tui.work.drawing.text import cells, cut, one_line, wrap

_ANY = st.text(st.sampled_from("ab -预约é\u0301👩\u200d🔬❤\ufe0f\n\t\x1b"), max_size=30)


@given(_ANY, st.integers(1, 20))
def test_cut_text_fits_its_width(words: str, width: int):
    """Wide characters, marks and joined emoji never run over."""
    assert cells(cut(one_line(words), width)) <= width


@given(_ANY, st.integers(4, 20), st.integers(1, 3))
def test_wrapped_rows_fit_and_lose_nothing_but_what_is_marked(words: str, width: int, rows: int):
    """Every row fits; without `…` at the end all characters but spaces are there."""
    line = one_line(words)
    found = wrap(line, width, rows)
    assert len(found) <= rows
    assert all(cells(row) <= width for row in found)
    if not (found and found[-1].endswith("…")):
        assert "".join(found).replace(" ", "") == line.replace(" ", "")


def test_title_breaks_at_its_spaces():
    """Words stay whole where they fit."""
    assert wrap("Book an appointment, API", 21, 2) == ["Book an appointment,", "API"]


def test_long_title_ends_in_an_ellipsis():
    """The last row says that there is more."""
    assert wrap("one two three four", 9, 2) == ["one two", "three fo…"]
