"""The units of a foreign text know where they stand in it."""

from spec_tui.documents.markdown import parse
from spec_tui.interview.sentences import Unit, units

TEXT = """\
# Title

One sentence goes on
over two lines. Another follows.

## Lists

- first
  and more of it
- [ ] second

| What | How |
|---|---|
| Speed | 300 ms \\| fast |
"""


def of(kind: str) -> list[Unit]:
    """The units of one kind."""
    return [unit for unit in units(parse(TEXT)) if unit.kind == kind]


def test_a_wrapped_sentence_has_a_place_for_each_of_its_lines() -> None:
    """Offsets in the joined words, lines and columns of the text."""
    first, second = of("sentence")
    assert first.text == "One sentence goes on over two lines."
    assert first.at == (((0, 3, 1), (21, 4, 1)),)
    assert second.at == (((0, 4, 17),),)


def test_an_item_begins_behind_its_bullet() -> None:
    """And behind its box; further lines without their indent."""
    items, _ = of("list")
    assert items.items == ("first and more of it", "second")
    assert items.at == (((0, 8, 3), (6, 9, 3)), ((0, 10, 7),))


def test_the_cells_of_a_row_stand_where_they_are_written() -> None:
    """A bar in a cell hides where it begins, so it counts to the cell before."""
    _, rows = of("list")
    assert rows.items == ("Speed: 300 ms | fast",)
    assert rows.at == (((0, 14, 3),),)
