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


def listed(text: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Headings and items of each list."""
    return [(u.headings, u.items) for u in units(parse(text)) if u.kind == "list"]


def test_items_below_an_item_are_items_of_their_own() -> None:
    """Where the item above them says something itself."""
    text = "- Booking of tools\n  - with a photo\n    of each\n  - with its price\n- Returning\n"
    items = ("Booking of tools", "with a photo of each", "with its price", "Returning")
    assert listed(text) == [((), items)]


def test_items_that_only_name_a_group_head_the_lists_below_them() -> None:
    """At least two of them, and half of the list."""
    text = "## Extent\n\n- C.1 Held in\n  - booking\n  - returning\n- **Held out:**\n  - fees\n"
    assert listed(text) == [
        (("Extent", "Held in"), ("booking", "returning")),
        (("Extent", "Held out"), ("fees",)),
    ]
    (one, other) = (u for u in units(parse(text)) if u.kind == "list")
    assert one.group == other.group > 0


def test_numbered_lines_between_paragraphs_are_headings() -> None:
    """As in a plain-text RFC; a clause that follows a list without a blank line is no item."""
    text = (
        "1. Motivation\n\n1.1. Lines get lost.\n\n2. Scope\n\n2.1. It covers:\n   - a queue,\n"
        "   - a spool.\n2.2. It does not cover:\n   - parsing.\n\n3. Uses\n\n3.1. A service logs.\n"
    )
    assert listed(text) == [(("Scope",), ("a queue,", "a spool.")), (("Scope",), ("parsing.",))]
    said = [(u.headings, u.text) for u in units(parse(text)) if u.kind == "sentence"]
    assert said == [
        (("Motivation",), "1.1. Lines get lost."),
        (("Scope",), "2.1. It covers:"),
        (("Scope",), "2.2. It does not cover:"),
        (("Uses",), "3.1. A service logs."),
    ]


def test_bold_words_before_a_paragraph_head_the_list_behind_it() -> None:
    """But not the next paragraph."""
    text = "## Day\n\n**Item 2. What we build.** Moved and carried:\n\n- a stamp\n\nIt rained.\n"
    assert listed(text) == [(("Day", "What we build"), ("a stamp",))]
    assert [u.headings for u in units(parse(text))][-1] == ("Day",)


def test_the_cells_of_a_canvas_are_lists() -> None:
    """Below the names of their columns, or below cells in bold, each item at its place."""
    text = "| IN | OUT |\n|---|---|\n| a slip<br>a photo | billing |\n| **DATES** | |\n| soon | |\n"
    assert listed(text) == [
        (("IN",), ("a slip", "a photo")),
        (("OUT",), ("billing",)),
        (("DATES",), ("soon",)),
    ]
    first = next(iter(units(parse(text))))
    assert first.at == (((0, 3, 3),), ((0, 3, 13),))


def test_lines_with_letters_or_numbers_of_requirements_are_items() -> None:
    """What stands before them leads to them."""
    text = (
        "B.1 We supply:\n(a) route guidance\nin the cab;\n(b) a map.\n\n"
        "REQ-1 It holds x.\nREQ-2 y\n"
    )
    assert listed(text) == [
        ((), ("(a) route guidance in the cab;", "(b) a map.")),
        ((), ("REQ-1 It holds x.", "REQ-2 y")),
    ]
    assert next(iter(units(parse(text)))).text == "B.1 We supply:"


def test_what_stands_below_user_stories_is_a_list_of_its_own() -> None:
    """It proves them; details below other items stay with them."""
    text = (
        "- As a player I enter a result\n  - Given a game, then half a point\n"
        "- As an arbiter, I pair\n"
    )
    assert listed(text) == [
        ((), ("As a player I enter a result", "As an arbiter, I pair")),
        ((), ("Given a game, then half a point",)),
    ]


def test_a_line_that_heads_one_part_of_a_text_heads_no_other() -> None:
    """Lines count from each `##` anew, so an item may stand on the line of such a heading."""
    head = "1. Why\n\nA.\n\n2. How\n\nB.\n\n3. When\n\nC.\n"
    text = f"{head}\n## Later\n\nx\n\n- y\n\n## Then\n\n- z\n"
    same = f"{head}\n## Later\n\n## Then\n\n1. one thing, and no heading.\n"
    assert listed(text) == [(("Later",), ("y",)), (("Then",), ("z",))]
    assert listed(same) == [(("Then",), ("one thing, and no heading.",))]
    at_once = "## A\n\nx\n\n1. Why\n\nA.\n\n2. How\n\nB.\n\n3. When\n\n## B\n\nx\n\n1. it is wet.\n"
    assert (("B",), ("it is wet.",)) in listed(at_once)


def heads(text: str) -> list[tuple[tuple[str, ...], str]]:
    """What stands below which headings."""
    return [(unit.headings, unit.text) for unit in units(parse(text))]


def test_lines_without_any_sign_head_what_follows() -> None:
    """Numbered ones whose numbers grow, or capitals; several in one text."""
    text = "4 Speed\n4.1 It is fast.\n\n5 Failure\n5.1 It stops.\n\n6 Dates\n6.1 In May.\n"
    assert heads(text) == [
        (("Speed",), "4.1 It is fast."),
        (("Failure",), "5.1 It stops."),
        (("Dates",), "6.1 In May."),
    ]
    counts = "4 Men\n\n2 Boats\n\n3 Oars\n"
    assert {headings for headings, _ in heads(counts)} == {()}


def test_lines_that_begin_with_code_are_apart() -> None:
    """Like those that begin with a label in bold, or with the number of a clause."""
    text = "# T\n\n## S\n\n`uptime` it is up 99 %\n`return` it is back in 6 h\n"
    assert [words for _, words in heads(text)] == [
        "`uptime` it is up 99 %",
        "`return` it is back in 6 h",
    ]


def test_only_the_first_of_several_headings_is_the_title() -> None:
    """The slides of a deck are parts of it."""
    text = "# Deck\n\n# We ship\n- a\n- b\n\n# We skip\n- c\n- d\n"
    assert [headings for headings, _ in heads(text)] == [("We ship",), ("We skip",)]


def test_a_numbered_line_over_bullets_is_a_heading() -> None:
    """Where several are."""
    text = "5. MUST\n\n- a\n- b\n\n6. MUST NOT\n\n- c\n- d\n\n7. DATES\n\nIn May.\n"
    assert [headings for headings, _ in heads(text)] == [("MUST",), ("MUST NOT",), ("DATES",)]


def texts(text: str) -> list[tuple[str, str]]:
    """(kind, words) of each unit."""
    return [(unit.kind, unit.text) for unit in units(parse(text))]


def test_numbered_paragraphs_are_read_sentence_by_sentence() -> None:
    """Also where some of them are one sentence only."""
    long = "The chair read out the letter of the warehouse, which was long. Nobody disputed it. "
    one = "It was resolved, that the first version hold the output to PDF and templates for six."
    text = f"1. {long}{long}\n\n2. {long}{long}\n\n3. {one}\n"
    assert {kind for kind, _ in texts(text)} == {"sentence"}


def test_a_wrapped_item_stays_one() -> None:
    """People do not indent what goes on."""
    assert texts("1. take a boat\nback\n2. go\n") == [("list", "1. take a boat back\n2. go")]
    deep = "- - take\n    - go\n- home\n"
    assert texts(deep) == [("list", "- - take\n    - go\n- home")]
    nested = "- take\na boat\n- go\n  - home\n"
    assert texts(nested) == [("list", "- take\n  a boat\n- go\n  - home")]


def test_the_next_clause_ends_a_list_of_letters() -> None:
    """Without a blank line, too."""
    text = (
        "7.1 The Board tries each:\n(a) a warden fixes it;\n(b) the level is raised.\n"
        "7.2 The delivery falls due on 2027-04-30.\n"
    )
    assert [words for _, words in texts(text)] == [
        "7.1 The Board tries each:",
        "- (a) a warden fixes it;\n- (b) the level is raised.",
        "7.2 The delivery falls due on 2027-04-30.",
    ]


def test_tables_and_headings_of_a_wiki_are_read() -> None:
    """`h3.` heads what follows it, and two bars part the names of columns."""
    text = (
        "h3. Why\n\nKeys get lost.\n\nh3. Numbers\n\n||What||Value||\n|Up|99 %|\n\n"
        "h3. End\nIt ends.\n"
    )
    read = [(unit.headings, unit.text) for unit in units(parse(text))]
    assert (("Why",), "Keys get lost.") in read
    assert (("Numbers", "Value"), "- 99 %") in read
    assert (("End",), "It ends.") in read


def test_the_first_row_may_say_something_itself() -> None:
    """Where its second cell is more than the name of a column."""
    said = (
        "| Our yardstick | Helpers with a recorded hour of return |\n|---|---|\n| Winter | 61 % |\n"
    )
    plain = "| Figure | What we do about it |\n|---|---|\n| Winter | 61 % |\n"
    assert texts(said)[-1][1].startswith("- Our yardstick: Helpers with")
    assert texts(plain)[-1][1] == "- Winter: 61 %"


def test_a_bold_item_heads_what_stands_below_it() -> None:
    """One is enough: nobody writes an item in bold that says no more than a name."""
    text = "## Look\n\n- **Screens that matter**\n  - board\n  - wizard\n- **Phone:** all of it\n"
    assert listed(text) == [
        (("Look", "Screens that matter"), ("board", "wizard")),
        (("Look",), ("**Phone:** all of it",)),
    ]


def test_a_block_of_code_may_list_the_commands() -> None:
    """Three of one program at least; other code says nothing."""
    rows = (
        "dibs take PATH   claim a file",
        "dibs drop PATH   give it back",
        "dibs who    who has it",
    )
    said = "\n".join(("```text", *rows, "```", ""))
    code = "```text\nx  = 1\ny  = 2\nz  = 3\n```\n"
    assert listed(said) == [
        (
            (),
            (
                "dibs take PATH: claim a file",
                "dibs drop PATH: give it back",
                "dibs who: who has it",
            ),
        )
    ]
    assert listed(code) == []


def test_a_table_ends_an_item() -> None:
    """Its rows and columns are read as those of any other."""
    table = "    | Case | Check |\n    |---|---|\n    | U1 | It answers |\n"
    text = f"1. Before we open.\n\n{table}2. Then.\n"
    found = [(unit.kind, unit.items) for unit in units(parse(text))]
    assert ("list", ("Before we open.", "Then.")) in found
    assert ("column", ("It answers",)) in found
    assert ("list", ("U1: It answers",)) in found


def test_an_item_that_names_a_technology_heads_and_answers() -> None:
    """It is said itself, whatever stands below it."""
    text = "- Where\n  - PostgreSQL 17\n    - files numbered\n  - Copies\n    - values: ours\n"
    assert "PostgreSQL 17" in [
        item for unit in units(parse(f"- Data\n  - a: b\n{text}")) for item in unit.items
    ]
