"""Tables whose columns are lists of their own."""

from __future__ import annotations

import pytest

from spec_tui.documents.markdown import parse
from spec_tui.interview import evidence
from spec_tui.interview.columns import answering
from spec_tui.interview.sentences import units
from tests.unit.interview.desks import BANK, Table

START = "# Holds\n\nWards wait for platelets because nobody sees the stock of the region.\n\n"
SCOPE = """\
| Delivered first | Deliberately left out |
|---|---|
| search of the stock by group | red cells and plasma |
| holds that end by themselves | planning of courier runs |
"""


@pytest.mark.parametrize(
    ("likely", "facets"),
    [
        ({"A:": {"RSK1": 0.9}, "B:": {"RSK2": 0.5}}, {"A": "RSK1", "B": "RSK2"}),
        ({"A:": {"RSK1": 0.9}, "B:": {"RSK2": 0.3}}, {}),
        ({"A:": {"SCP2": 0.5, "SCP1": 0.2}, "B:": {"SCP2": 0.9}}, {"A": "SCP1", "B": "SCP2"}),
        ({"A:": {"SCP2": 0.5, "SCP1": 0.1}, "B:": {"SCP2": 0.9}}, {}),
        ({"A:": {"SCP2": 0.25, "SCP1": 0.2}, "B:": {"SCP2": 0.38}}, {"A": "SCP1", "B": "SCP2"}),
        ({"A:": {"NFR5": 0.9}, "B:": {"RSK2": 0.9}}, {}),
    ],
    ids=[
        "two",
        "one is not sure",
        "the surest first",
        "nothing left",
        "facing",
        "a number is no list",
    ],
)
def test_two_telling_columns_answer_a_question_each(
    likely: dict[str, dict[str, float]], facets: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One alone leaves the table a list of rows."""
    monkeypatch.setattr(evidence, "likely_of_all", lambda items: likely[items[0].before])
    table = "| A | B |\n|---|---|\n| one thing | another |\n"
    found = answering(BANK, list(units(parse(f"{START}{table}"))))
    assert list(found.values()) == ([facets] if facets else [])


@pytest.mark.parametrize("cells", [("In", "In", "Out", "Out"), ("1", "2", "3", "4")])
def test_numbers_and_repeated_words_are_no_list(
    cells: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever their column is called."""
    monkeypatch.setattr(
        evidence,
        "likely_of_all",
        lambda items: {"A:": {"SCP1": 0.9}}.get(items[0].before, {"RSK1": 0.9}),
    )
    rows = "".join(f"| {cell} | thing {number} |\n" for number, cell in enumerate(cells))
    found = answering(BANK, list(units(parse(f"{START}| A | B |\n|---|---|\n{rows}"))))
    assert not found


def test_columns_are_drafted_in_their_places() -> None:
    """Each cell is an item; the rows are placed nowhere else."""
    spot = Table()
    spot.draft(f"{START}## Bounds\n\n{SCOPE}", untouched=True)
    assert spot.words("SCP1") == "search of the stock by group\nholds that end by themselves"
    assert spot.words("SCP2") == "red cells and plasma\nplanning of courier runs"
    drafted = spot.text.partition("## Appendix")[0]
    assert drafted.count("courier") == 1


def test_an_item_in_both_columns_of_a_scope_is_found_at_its_line() -> None:
    """The rules read the columns of an import, too (G16)."""
    spot = Table()
    twice = SCOPE.replace("planning of courier runs", "search of the stock by group")
    spot.draft(f"{START}## Bounds\n\n{twice}", untouched=True)
    (found,) = (f for f in spot.state.findings if f.rule == "G16")
    assert "search of the stock" in spot.text.split("\n")[found.line - 1]


@pytest.mark.parametrize(
    ("names", "sides"),
    [
        (("We get it in round one", "We live without it"), {"SCP1", "SCP2"}),
        (("Ward", "We live without it"), set()),
    ],
)
def test_columns_called_by_the_two_sides_are_the_scope(
    names: tuple[str, str], sides: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever stands in them; one of the two alone may be anything."""
    monkeypatch.setattr(evidence, "likely_of_all", lambda items: {})
    rows = "|---|---|\n| a bed map | wound pictures |\n| a chime | drug rounds |\n"
    found = answering(BANK, list(units(parse(f"{START}| {names[0]} | {names[1]} |\n{rows}"))))
    assert {facet for row in found.values() for facet in row.values()} == sides


def test_the_column_of_a_timetable_is_none_of_the_scope() -> None:
    """Whatever its cells say."""
    text = (
        "# T\n\n## Timeline\n\n| Phase | Contents | Done when |\n|---|---|---|\n"
        "| 1 | booking online, reminders and refunds | out on 2027-03-31 |\n"
        "| 2 | a waiting list for all wards | 2027-09-30, with no gap |\n"
    )
    found = answering(BANK, list(units(parse(text))), frozenset())
    assert not {"SCP1", "SCP2"} & {facet for taken in found.values() for facet in taken.values()}
