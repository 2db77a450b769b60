"""What words that stand in the text already may answer (interview.md B.5.5)."""

from __future__ import annotations

import pytest

from spec_tui.interview.hintscores import answers, scored
from spec_tui.interview.sayings import Saying
from tests.unit.interview.desks import BANK


@pytest.mark.parametrize(
    ("facet", "words"),
    [
        ("STK1", "Language: Elixir"),
        ("DAT10", "SQLite"),
        ("MIL4", "out by: 2027-04-30"),
        ("MIL4", "before the lambs come, in March"),
        ("MIL4", "ahead of the school term"),
    ],
)
def test_a_name_or_a_date_answers_by_itself(facet: str, words: str) -> None:
    """Other words have to say something."""
    assert answers(BANK.facets[facet], words)
    assert not answers(BANK.facets[facet], "a word")


def test_what_leads_to_a_list_may_answer_before_it_does() -> None:
    """`Each call carries an API key, and a key has one role:`; a mere lead answers nothing."""
    led = "Each call carries an API key as bearer token, and a key has one role:"
    assert scored(Saying(led)).get("SEC1", -5.0) > 0
    assert scored(Saying("These are the roles:")) == {}
