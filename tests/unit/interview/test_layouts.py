"""How lines are laid out, and where their words stand."""

from __future__ import annotations

import pytest

from spec_tui.documents.markdown import parse
from spec_tui.interview.layouts import settings
from spec_tui.interview.sentences import Unit, units


def lists(text: str) -> list[Unit]:
    """The lists of a text."""
    return [unit for unit in units(parse(text)) if unit.kind == "list"]


def words_at(text: str, unit: Unit) -> list[list[str]]:
    """What stands where the parts of each item are said to stand, up to the end of the line."""
    lines = text.split("\n")
    return [[lines[line - 1][column - 1 :] for _, line, column in at] for at in unit.at]


@pytest.mark.parametrize(
    ("text", "items", "stands"),
    [
        (
            "Store .... CouchDB\nHouse .... Heroku, Warsaw\n",
            ("Store: CouchDB", "House: Heroku, Warsaw"),
            [["Store .... CouchDB", "CouchDB"], ["House .... Heroku, Warsaw", "Heroku, Warsaw"]],
        ),
        (
            "Numbers\n\n    uptime       99.5 %\n    back again   90 min\n",
            ("uptime: 99.5 %", "back again: 90 min"),
            [["uptime       99.5 %", "99.5 %"], ["back again   90 min", "90 min"]],
        ),
        (
            "Numbers\n\n    one file, 95 of 100: 400 ms\n    reachable:           99.5 %\n",
            ("one file, 95 of 100: 400 ms", "reachable: 99.5 %"),
            [["one file, 95 of 100: 400 ms", "400 ms"], ["reachable:           99.5 %", "99.5 %"]],
        ),
        (
            "Language\n: Scala 3\nStore\n: PostgreSQL, one\n  for all\n",
            ("Language: Scala 3", "Store: PostgreSQL, one for all"),
            [["Language", "Scala 3"], ["Store", "PostgreSQL, one", "for all"]],
        ),
        (
            "Jobs\n\n    * take a boat\n    * bring it back\n",
            ("take a boat", "bring it back"),
            [["take a boat"], ["bring it back"]],
        ),
        (
            "> - take a boat\n> - bring it back\n",
            ("take a boat", "bring it back"),
            [["take a boat"], ["bring it back"]],
        ),
    ],
)  # fmt: skip
def test_rows_are_items_with_their_places(
    text: str, items: tuple[str, ...], stands: list[list[str]]
) -> None:
    """Whatever parts a label from its words, and however deep the lines are indented."""
    (unit,) = lists(text)
    assert unit.items == items
    assert words_at(text, unit) == stands


@pytest.mark.parametrize(
    "code",
    [
        "    $ tool check file\n    file: 2 errors\n",
        "    def run(self):\n        return 1\n",
        "    int  a;\n    int  b;\n",
        "    ├── src   code\n    └── docs  words\n",
    ],
)
def test_code_says_nothing(code: str) -> None:
    """Indented commands, programs and trees are no text."""
    assert [unit.text for unit in units(parse(f"Run this\n\n{code}"))] == ["Run this"]


def test_a_table_may_have_no_bars_around_it() -> None:
    """As drawn with a rule of dashes below its head."""
    text = "In the boat   | On the shore\n--------------+-------------\nsign out      | results\n"
    said = list(units(parse(text)))
    columns = {unit.headings[-1]: unit.items for unit in said if unit.kind == "column"}
    assert columns == {"In the boat": ("sign out",), "On the shore": ("results",)}


def test_a_blank_form_at_the_start_of_a_paragraph_is_read() -> None:
    """Markdown takes `<to be filled in>` for HTML."""
    (said,) = units(parse("## Why\n\n<to be filled in>\nNobody sees the late ones.\n"))
    assert said.text.startswith("<to be filled in>")


def test_html_says_nothing() -> None:
    """Markup is no text."""
    assert list(units(parse("<div align=center>\n<img src=x>\n</div>\n"))) == []


def test_a_quotation_is_read() -> None:
    """Sentence by sentence, in its columns."""
    text = "# Boats\n\n> Three hulls went out\n> with a hole.\n"
    (said,) = units(parse(text))
    assert said.text == "Three hulls went out with a hole."
    assert said.at == (((0, 3, 3), (21, 4, 3)),)


@pytest.mark.parametrize(
    "text",
    [
        "> Three hulls\n>went out\n>  with a hole.\n",
        "So:\n\n\tThree hulls\n    went out\n     with a hole.\n",
    ],
)
def test_no_letter_of_what_is_shifted_is_lost(text: str) -> None:
    """Whatever stands before each line."""
    *_, said = units(parse(text))
    assert said.text == "Three hulls went out with a hole."
    lines = text.split("\n")
    assert [lines[line - 1][column - 1 :][:4] for _, line, column in said.at[0]] == [
        "Thre", "went", "with",
    ]  # fmt: skip


def test_quotations_in_quotations_are_read_to_some_depth() -> None:
    """And never without end."""
    assert [unit.text for unit in units(parse("> > > Three hulls went out.\n"))]
    assert list(units(parse(">" * 3000 + " Three hulls went out.\n"))) == []


def test_boxes_are_known() -> None:
    """Whether each item of a list is ticked."""
    (unit,) = lists("- [x] check\n- [ ] translate\n")
    assert unit.ticked == (True, False)
    assert lists("- [x] check\n- translate\n")[0].ticked == ()


def test_a_call_within_words_is_no_code() -> None:
    """A line that only calls something is."""
    text = (
        "Budgets\n\n    verify(), 95 of 100     80 ms\n    ready again             2 s to open()\n"
    )
    assert [unit.items for unit in lists(text)] == [
        ("verify(), 95 of 100: 80 ms", "ready again: 2 s to open()")
    ]
    assert lists("Example\n\n    file    path\n    file.open()\n") == []


def test_the_number_of_a_row_is_none_of_its_words() -> None:
    """Two cells without it have to be left; each stands in its own place."""
    text = (
        "| No. | What | Value |\n|---|---|---|\n| 43 | Query view | 1.43 s or less |\n| 4 | Up |\n"
    )
    (unit,) = lists(text)
    assert unit.items == ("Query view: 1.43 s or less", "4: Up")
    assert words_at(text, unit)[0] == ["Query view | 1.43 s or less |", "1.43 s or less |"]


def test_settings_of_a_block_are_rows() -> None:
    """By what they are grouped under; comments are none of the words."""
    yaml = [
        "roles:",
        "  source: submit events  # the ledger",
        "  support: read all",
        "language: elixir",
    ]
    told = {name: rows[0] for name, rows in settings("```yaml", yaml, 1)}
    assert told == {
        "roles": ("source: submit events", "support: read all"), "": ("language: elixir",),
    }  # fmt: skip
    toml = ["[limits]", 'p95 = "300 ms"', "rto_h = 4"]
    ((name, (items, places)),) = settings("```toml", toml, 7)
    assert (name, items) == ("limits", ("p95: 300 ms", "rto h: 4"))
    assert places[0] == ((0, 8, 1), (5, 8, 8))


@pytest.mark.parametrize(
    ("fence", "lines"),
    [
        ("```http", ["Content-Type: application/json", "Accept: all"]),
        ("```yaml", ["openapi: 3.1.0", "paths:", "  /a: b", "  /c: d"]),
        ("```yaml", ["# only a comment"]),
    ],
)
def test_code_for_programs_is_none_of_the_settings(fence: str, lines: list[str]) -> None:
    """Headers of a call, and descriptions that programs read."""
    assert list(settings(fence, lines, 1)) == []


def test_two_settings_are_enough_where_the_block_is_one_of_settings() -> None:
    """A block of plain text needs more to be known as one."""
    lines = ["commonest: a club's endpoint does not answer", "after_a_crash: it goes on"]
    assert [len(rows[0]) for _, rows in settings("```yaml", lines, 1)] == [2]
    assert list(settings("```text", lines, 1)) == []
