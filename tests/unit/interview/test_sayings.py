"""What a text says, with what stands around it."""

from __future__ import annotations

from spec_tui.documents.markdown import parse
from spec_tui.interview.sayings import MOST_TEXT, Saying, around, said_in, sayings
from spec_tui.interview.sentences import units


def said(text: str) -> list[Saying]:
    return list(around(units(parse(text))))


def test_a_sentence_knows_its_neighbours() -> None:
    """The one before and the one behind, below the same heading."""
    first, second, third = said("# Desk\n\nOne is here. Two is there. Three is gone.\n")
    assert (first.before, first.after) == ("", "Two is there.")
    assert (second.before, second.after) == ("One is here.", "Three is gone.")
    assert (third.before, third.after) == ("Two is there.", "")


def test_another_heading_is_another_neighbourhood() -> None:
    """What stands below it has nothing to do with the words above."""
    first, second = said("## Who\n\nClerks work here.\n\n## When\n\nIt is due in May.\n")
    assert first.headings == ("Who",)
    assert (first.after, second.before) == ("", "")


def test_all_items_of_a_list_know_what_introduces_them() -> None:
    """A line that ends with a colon stands before each of them."""
    items = said("## Desk\n\nLeft out on purpose:\n\n- prints\n- chat\n- maps\n")[1:]
    assert [item.before for item in items] == ["Left out on purpose:"] * 3
    assert [item.after for item in items] == ["chat", "maps", ""]


def test_items_of_a_list_that_nothing_introduces_stand_beside_each_other() -> None:
    """The one before, as for sentences."""
    items = said("## Desk\n\nA word first.\n\n- prints\n- chat\n")[1:]
    assert [item.before for item in items] == ["A word first.", "prints"]


def test_the_cells_of_a_table_are_said_once() -> None:
    """In its rows; a column says nothing of its own."""
    text = "## Roles\n\n| who | what |\n|---|---|\n| Clerk | books |\n| Owner | pays |\n"
    pairs = sayings(units(parse(text)))
    assert {unit.kind for unit, row in pairs if row} == {"list"}
    assert [one.text for one in around(units(parse(text)))][-2:] == ["Clerk: books", "Owner: pays"]


def test_a_long_text_is_read_up_to_a_line_end() -> None:
    """What comes later is only kept."""
    line = "The desk is open on Monday and on Friday.\n\n"
    text = line * (MOST_TEXT // len(line) + 50)
    assert len(said_in(text)) <= MOST_TEXT // len(line)
    assert said_in(text)[-1][0].text == line.strip()
