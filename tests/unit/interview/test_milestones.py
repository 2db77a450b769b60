"""Days of a text that are milestones."""

import pytest

from spec_tui.interview.milestones import has_day, milestone


@pytest.mark.parametrize(
    ("words", "facet"),
    [
        ("The first version is there on 2027-02-15", "MIL4"),
        ("Phase 2 follows on 2027-05-01", "MIL2"),
        ("Invoices of 2027-05-01 are kept", ""),
        ("The first version is there in spring 2027", ""),
    ],
)
def test_a_sentence_with_a_day_says_which_milestone_it_is(words: str, facet: str) -> None:
    """Only where something arrives on it."""
    assert milestone(words) == facet


def test_a_month_is_no_day() -> None:
    """Nobody can tell what lies before it."""
    assert has_day("on 2027-02-15")
    assert not has_day("in 2027-02")
