"""Things that a text names twice, and once of them says no to."""

from __future__ import annotations

import pytest

from spec_tui.documents.markdown import parse
from spec_tui.interview.bothsides import both_sides
from spec_tui.interview.sayings import sayings
from spec_tui.interview.sentences import MOST_UNITS, units
from tests.unit.interview.desks import BANK


def sides(text: str) -> list[tuple[str, str, int]]:
    """(facet, words, line) of all that is found."""
    said = sayings(units(parse(text), MOST_UNITS))
    return [(side.facet, side.words, side.at[0][1]) for side in both_sides(BANK, said)]


@pytest.mark.parametrize(
    ("built", "left_out"),
    [
        ("We ship", "We skip"),
        ("In the 1.0 box", "Please don't ask for"),
        ("Features (v1)", "Non-features"),
        ("Lots", "Not to be offered"),
        ("In the box this spring", "Left in the barn"),
        ("Above the line", "Below the line"),
        ("in the van", "stays on the kerb"),
    ],
)
def test_an_item_below_two_headings(built: str, left_out: str) -> None:
    """Only the one that says no has to be understood."""
    ours, not_ours = "- tickets\n- late refunds\n", "- vouchers\n- late refunds\n"
    text = f"# Coats\n\n## {built}\n{ours}\n## {left_out}\n{not_ours}"
    assert set(sides(text)) == {("SCP2", "late refunds", 9), ("SCP1", "late refunds", 5)}


@pytest.mark.parametrize(
    "row",
    [
        "| D5 | Rejected: billing; a replay endpoint | – |",
        "| D5 | never: billing; a replay endpoint | – |",
        "| D5 | a replay endpoint | not foreseen |",
        "| D5 | a replay endpoint | Won't |",
        "| D5 | a replay endpoint | no | separate tender |",
    ],
)
def test_a_row_that_says_no_itself(row: str) -> None:
    """In a table of decisions the rows beside it are what is built."""
    head = "| No | What | Who |\n|---|---|---|\n| D3 | Build a replay endpoint | Olu |"
    text = f"**Decisions**\n\n{head}\n{row}\n"
    assert ("SCP2", "a replay endpoint", 6) in sides(text)
    assert ("SCP1", "a replay endpoint", 5) in sides(text)


def test_columns_of_one_table_and_a_sentence() -> None:
    """A thing of three words is also known inside of a sentence."""
    head = "| ✔ season one | ✘ not this season |\n|---|---|"
    table = f"{head}\n| test card | live scoring |\n| seal | test card |\n"
    assert ("SCP2", "test card", 4) in sides(table)
    thing = "export of the weekly rota"
    text = f"It brings {thing} to a file.\n\nOut of scope: {thing}.\n"
    assert [side[0] for side in sides(text)] == ["SCP2", "SCP1"]


@pytest.mark.parametrize(
    "text",
    [
        # a heading over both sides, and its lists led to
        "## Scope & Non-Goals\nIn:\n- refunds\n\nNon-goals:\n- vouchers\n",
        # what goes wrong, what is not logged
        "## What must not go wrong\n- the daily list\n\n## Screens\n- the daily list\n",
        "## Not logged\n- card numbers\n\n## Fields\n- card numbers\n",
        # later, and in a risk
        "## We skip\n- live scoring\n\n## Phases\n- 2027-03-01: live scoring\n",
        "## We skip\n- live scoring\n\n## Risks\n- live scoring\n",
        # one row read as a whole and cell by cell
        "| Box | What |\n|---|---|\n| We don't make | meal payment; diet plans |\n",
        "### Won't\n\n| ID | Feature |\n|---|---|\n| W1 | Purchase of extra seats |\n",
    ],
)
def test_nothing_is_on_both_sides(text: str) -> None:
    """Clean texts."""
    assert sides(text) == []


def test_an_item_of_two_lists_below_one_heading_about_the_scope() -> None:
    """Whatever leads to each of them, and however they are grouped."""
    text = (
        "## Scope\nGoes in on day one:\n- at the crush\n  - pick the cow\n- in the kitchen\n"
        "  - a page for the farmer\n\nStays in the yard:\n- invoices\n- a page for the farmer\n"
    )
    assert ("SCP2", "a page for the farmer", 10) in sides(text)
    assert ("SCP1", "a page for the farmer", 6) in sides(text)


def test_a_thing_on_both_sides_is_told_once() -> None:
    """Not again for each of its parts."""
    item = "- books pallets given and taken\n"
    text = f"## In\n{item}- prints\n\n## Never\n{item}"
    told = [words for facet, words, _ in sides(text) if facet == "SCP2"]
    assert set(told) == {"books pallets given and taken"}


def test_what_would_be_left_is_not_left_out() -> None:
    """And a heading about records says nothing of the scope."""
    kept = (
        "If only a month were left:\n\n- the base board\n- the alarm\n\nWe build:\n\n- the alarm\n"
    )
    assert sides(kept) == []
    records = (
        "## Entities\n\n- Not stored: the wall board\n\n## Scope\n\n- the wall board\n- locks\n"
    )
    assert sides(records) == []


@pytest.mark.parametrize(
    "heading",
    ["Figured out on the fly", "Leaves a paper trail", "Who gets something out of it",
     "Fields nobody may skip", "If we leave it alone", "Outside services", "Why not a paper list?",
     "What is in the first crate, and what is not", "Before the cut-over:", "Left when"],
)  # fmt: skip
def test_words_that_only_sound_like_a_no(heading: str) -> None:
    """What stands below such a heading is not left out."""
    assert sides(f"## {heading}\n\n- refunds\n- the board\n\n## We build\n\n- the board\n") == []


def test_what_is_never_logged_is_no_matter_of_the_scope() -> None:
    """It may be kept elsewhere."""
    text = (
        "## Logs\n\n- Never in the log: names, mobile numbers\n\n## We keep\n\n- mobile numbers\n"
    )
    assert sides(text) == []


@pytest.mark.parametrize(
    "rows",
    [
        "## Who moves it\n- Ramp hand\n\n## Nobody else\n- Ramp hand\n",
        "| Step | No. |\n|---|---|\n| Printing a batch | 1 |\n\n- Printing a batch: daily\n",
        "## Their promise\n- 99.9 % a month\n- 99.5 % a month\n\n## Not logged\n- 99.5 % a month\n",
    ],
    ids=["people", "numbers of rows", "promises of others"],
)
def test_what_no_scope_would_name_is_on_no_side(rows: str) -> None:
    """However it is headed."""
    assert sides(f"# Ferry\n\n{rows}") == []


def test_what_comes_with_a_later_phase_is_left_out_for_now() -> None:
    """A cell of a table of phases promises it for that phase only."""
    phases = "| Phase | What |\n|---|---|\n| Phase 2 | Winter storage ashore |\n"
    text = f"# Berths\n\n## Not in the first release\n- Winter storage ashore\n\n## Then\n{phases}"
    assert sides(text) == []
