"""Which side of the scope a whole list stands on."""

from __future__ import annotations

import pytest

from spec_tui.documents.markdown import parse
from spec_tui.interview.sayings import sayings
from spec_tui.interview.scopelists import parts_of, side_of
from spec_tui.interview.sentences import MOST_UNITS, units
from tests.unit.interview.desks import BANK

FEATURES = ("booking of a court", "refunds by card", "a calendar for coaches")


def the_list(heading: str, items: tuple[str, ...], lead: str = "") -> tuple:  # type: ignore[type-arg]
    """The only list of a text, with what it says."""
    rows = "".join(f"- {item}\n" for item in items)
    text = f"# Courts\n\n## {heading}\n\n{lead}\n\n{rows}"
    return next(pair for pair in sayings(units(parse(text), MOST_UNITS)) if pair[0].kind == "list")


@pytest.mark.parametrize(
    ("heading", "lead", "side"),
    [
        ("We ship", "In the first release:", "SCP1"),
        ("Nobody gets", "", "SCP2"),
        ("Weather", "", ""),
    ],
)
def test_a_list_of_features_stands_where_what_leads_to_it_says(
    heading: str, lead: str, side: str
) -> None:
    """By a lead or by the heading."""
    unit, said = the_list(heading, FEATURES, lead)
    assert side_of(BANK, unit, said, lead) == side


@pytest.mark.parametrize(
    ("heading", "items"),
    [
        (
            "Data kept, data struck off",
            ("Compulsory: badge number and language of a picker", "Weights are whole grams"),
        ),
        ("Never broken", ("A lot never weighs less than 0 g", "A loan has exactly one member")),
        ("Never logged", ("e-mail addresses, tokens, passwords", "names of children")),
    ],
)
def test_a_heading_with_a_no_may_be_about_something_else(
    heading: str, items: tuple[str, ...]
) -> None:
    """The items say nothing that a scope says."""
    unit, said = the_list(heading, items)
    assert side_of(BANK, unit, said, "") == ""


def test_the_exact_heading_of_a_side_needs_no_more() -> None:
    """Whatever stands below it."""
    unit, said = the_list("Out-of-scope", ("Zyx", "Qwv"))
    assert side_of(BANK, unit, said, "") == "SCP2"


def test_in_and_out_are_also_directions() -> None:
    """Of messages, below a heading about something else."""
    messages = ("Out: parcel events by POST to each subscription", "In: POST /doors by the lockers")
    assert not parts_of(BANK, *the_list("Webhooks", messages))
    features = ("In: booking of a court", "Out: a calendar for coaches")
    assert len(parts_of(BANK, *the_list("Scope", features))) == len(features)
