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


def test_a_line_in_bold_heads_what_follows() -> None:
    """Until another one, or a heading, comes."""
    text = "# Desk\n\nIt lends tools.\n\n**Out of scope**\n\nNo chat.\n\n## Who\n\nClerks.\n"
    rows = {unit.text: unit.headings for unit in units(parse(text))}
    assert rows == {
        "It lends tools.": (),
        "No chat.": ("Out of scope",),
        "Clerks.": ("Who",),
    }


def test_numbered_paragraphs_are_paragraphs() -> None:
    """Each of their sentences stands for itself, where it stands."""
    first = "The desk lends tools to members of the house, and it lends them for a week at a time."
    rest = "A member asks at the counter on Saturdays. Nobody pays for a tool that came back whole."
    text = f"# Desk\n\n1. {first} {rest} It is so.\n2. {rest} {first} It stays so.\n"
    found = list(units(parse(text)))
    assert {unit.kind for unit in found} == {"sentence"}
    assert (found[0].text, found[4].text) == (first, rest.split(". ")[0] + ".")
    assert [unit.order for unit in found] == [0] * 4 + [1] * 4


def test_a_list_of_short_items_stays_a_list() -> None:
    """Also where one of them goes on a little."""
    text = "# Desk\n\n- prints. Slowly. And well.\n- chat\n- maps\n"
    assert [unit.kind for unit in units(parse(text))] == ["list"]


def test_a_question_heads_its_answer() -> None:
    """As in a list of questions and answers."""
    text = "# Desk\n\nIt lends tools.\n\nWho uses it?\n\nClerks and owners.\n"
    assert list(units(parse(text)))[-1].headings == ("Who uses it?",)


def test_bold_words_at_the_start_head_their_paragraph_alone() -> None:
    """A label stays before its words; a sentence is none of the next."""
    text = "# Desk\n\nIt lends tools.\n\n{}\n\nIt is due in May.\n"
    said = {
        "**Speed:** 2 s.": [("**Speed:** 2 s.", ("Speed",))],
        "**Speed.** A search takes 2 s.": [("A search takes 2 s.", ("Speed",))],
        "**Story 1. Book a stand.** It is free.": [
            ("Story 1. Book a stand.", ()),
            ("It is free.", ("Story 1. Book a stand",)),
        ],
    }
    for written, expected in said.items():
        rows = [(unit.text, unit.headings) for unit in units(parse(text.format(written)))]
        assert rows[1:] == [*expected, ("It is due in May.", ())]
