"""G07: a metric without a number."""

import pytest

from spec_tui.interview.rules.g07 import g07


@pytest.mark.parametrize(
    ("facet", "text", "message"),
    [
        ("NFR1", "very fast", "P95 latency has no number."),
        ("NFR5", "high", "Uptime has no number."),
        ("VIS8", "clearly fewer than today", "Target has no number."),
        ("ACC3", "good coverage with PostgreSQL 16", "Coverage has no number."),
    ],
)
def test_a_metric_in_words_is_major(look, facet: str, text: str, message: str) -> None:
    """Metrics, NFRs and acceptance need a figure; a figure in a name is none."""
    (found,) = look(g07, {facet: text})
    assert (found.severity, found.question_id, found.message) == ("major", facet, message)
    assert found.text == text


@pytest.mark.parametrize(
    "text",
    ["300 ms", "half a second", "N/A — nobody waits", "See §1 Success Metrics", "undecided",
     "no data loss", "none", "see the table below", "500 ms _(assumption A1)_"],
)  # fmt: skip
def test_numbers_words_for_numbers_and_references_are_answers(look, text: str) -> None:
    """Nothing to ask."""
    assert look(g07, {"NFR7": text}) == []


@pytest.mark.parametrize("text", ["0", "0 — every accepted upload must survive", "RPO: 0"])
def test_a_loss_of_zero_is_a_number(look, text: str) -> None:
    """Nothing may be lost: that can be tested; a response within no time cannot."""
    assert look(g07, {"NFR7": text}) == []
    assert look(g07, {"NFR6": text}) == []
    assert look(g07, {"NFR1": text})


@pytest.mark.parametrize("text", ["0.x of the last files", "P0 data", "A-0"])
def test_a_zero_in_a_name_is_none(look, text: str) -> None:
    """It says nothing of what may be lost."""
    assert look(g07, {"NFR7": text})


@pytest.mark.parametrize(
    "text", ["open 9am to 6pm", "open from 8 to 18 on weekdays", "Mon-Sat 8 to 18", "06:00-22:00"]
)
def test_hours_in_which_it_is_up_are_an_uptime(look, text: str) -> None:
    """They say when it has to be up; a recovery takes a time."""
    assert look(g07, {"NFR5": text}) == []
    assert look(g07, {"NFR6": text})


def test_other_kinds_and_other_sections_are_not_measured(look) -> None:
    """A strategy is no quantity, and a job's limit is no NFR."""
    assert look(g07, {"NFR8": "vertical first", "CLI3": "short"}) == []


@pytest.mark.parametrize(
    ("facet", "text"),
    [
        ("NFR1", "no more than quickly may pass in 95 presses out of 100"),
        ("NFR1", "quickly for 95 % of all requests"),
        ("NFR5", "high between 06:00 and 22:00, per month"),
        ("NFR6", "no longer than anybody likes"),
        ("NFR1", "22,000 lines are matched quickly in 95 of 100 cases"),
    ],
)
def test_how_often_or_when_is_no_measure(look, facet: str, text: str) -> None:
    """The number that says how long or how much is missing."""
    assert [found.key.rpartition("/")[2] for found in look(g07, {facet: text})] == [facet]


def test_a_draft_without_a_number_has_to_claim_something(look) -> None:
    """Drafting may have put a sentence there that is about something else."""
    marker = " _(confirm, from notes.md)_"
    assert look(g07, {"NFR1": f"Now the figures, on which he insisted{marker}"}) == []
    assert look(g07, {"NFR1": f"A search is answered quickly{marker}"})
    assert look(g07, {"NFR1": f"22,000 lines are matched quickly in 95 of 100 cases{marker}"})
    assert look(g07, {"NFR1": "Now the figures, on which he insisted"})
