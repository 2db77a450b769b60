"""The stack review: yes, change, own file, later (formats.md 14 to 16)."""

from __future__ import annotations

import pytest

from spec_tui.documents import toml
from spec_tui.interview import stack as stackfile
from spec_tui.interview import stackreview
from spec_tui.interview.answers import answer
from spec_tui.interview.asking import stack_question
from spec_tui.interview.model import Outcome
from spec_tui.interview.replies import Reply
from spec_tui.interview.templates import stack_template
from tests.unit.interview.desks import TEMPLATE, Table

STARTER = stackfile.starter(stack_template(), "Trial", ())


def review(spot: Table, text: str = "", choose: int | None = None, notice: str = "") -> Outcome:
    """Answer the review."""
    rows = stackfile.review_rows(spot.stack, ())
    return spot.take(answer(spot.desk, stack_question(rows, notice), Reply(text, choose)))


def test_accepting_states_all_but_security_in_the_spec() -> None:
    """Reviewed keys stand in SPEC.md in the same change (B.1); sign-in is still asked."""
    spot = Table(TEMPLATE, STARTER)
    review(spot, choose=1)
    assert toml.unreviewed(spot.stack) == {"security.auth", "security.secrets"}
    assert "- **Stack**:\n  - *Language*: typescript\n" in spot.text
    assert spot.words("DAT10") == "postgres"
    assert spot.words("DEP6") == "vercel"
    assert spot.words("SEC1") == ""
    assert not stackfile.needs_review(spot.stack)


def test_yes_means_choice_1() -> None:
    """Typed or chosen."""
    one, two = Table(TEMPLATE, STARTER), Table(TEMPLATE, STARTER)
    review(one, "yes")
    review(two, choose=1)
    assert (one.text, one.stack) == (two.text, two.stack)


def test_changed_values_are_reviewed_and_the_rest_stays_due() -> None:
    """`name = value`, one line each."""
    spot = Table(TEMPLATE, STARTER)
    outcome = review(spot, "language = python\nframework: fastapi")
    assert outcome.refused == ""
    assert toml.values(spot.stack)["app.language"] == "python"
    assert not {"app.language", "app.framework"} & toml.unreviewed(spot.stack)
    assert stackfile.needs_review(spot.stack)
    assert spot.words("STK1") == "python"
    assert "# e.g. python, go, rust" in spot.stack


def test_a_sentence_is_not_replaced_by_a_name() -> None:
    """Which systems, how it is installed: that stood nowhere else."""
    spot = Table(TEMPLATE, STARTER)
    said = "It must work on Python 3.11 and later, on Linux and macOS, and be installed with pip."
    spot.say("STK1", said)
    outcome = review(spot, "language = python\nframework = fastapi")
    assert spot.words("STK1") == said
    assert spot.words("STK2") == "fastapi"
    assert "What §11 Stack says stays as it is." in outcome.notes
    assert toml.values(spot.stack)["app.language"] == "python"


def test_another_name_takes_the_place_of_a_name() -> None:
    """That is what was asked."""
    spot = Table(TEMPLATE, STARTER)
    spot.say("STK1", "Python 3.11")
    review(spot, "language = go")
    assert spot.words("STK1") == "go"


@pytest.mark.parametrize("text", ["", "nonsense", "colour = blue", "language ="])
def test_a_change_that_names_nothing_is_refused(text: str) -> None:
    """The names are said; nothing is written."""
    spot = Table(TEMPLATE, STARTER)
    assert review(spot, text, choose=2).refused
    assert (spot.text, spot.stack) == (TEMPLATE, STARTER)


def test_a_pasted_file_replaces_the_starter() -> None:
    """A file without the review line is reviewed."""
    spot = Table(TEMPLATE, STARTER)
    outcome = review(spot, '[app]\nlanguage = "go"  # ours\n')
    assert outcome.refused == ""
    assert 'language = "go"  # ours\n' in spot.stack
    assert toml.values(spot.stack)["app.language"] == "go"
    assert spot.words("STK1") == "go"


def test_a_pasted_file_that_is_no_toml_is_refused_with_its_place() -> None:
    """Line and column; nothing is overwritten."""
    spot = Table(TEMPLATE, STARTER)
    outcome = review(spot, "[app]\nlanguage = \n", choose=3)
    assert "line 2" in outcome.refused
    assert spot.stack == STARTER


def test_later_writes_nothing_into_the_spec() -> None:
    """What is needed is asked one by one (B.9)."""
    spot = Table(TEMPLATE, STARTER)
    review(spot, choose=4)
    assert spot.text == TEMPLATE
    assert not stackfile.needs_review(spot.stack)
    assert toml.put_off(spot.stack)


def test_a_broken_stack_toml_takes_no_yes() -> None:
    """It is left as it is, whatever is chosen."""
    spot = Table(TEMPLATE, "[app\n")
    question = stack_question((), "stack.toml:1:5 is not valid TOML.")
    outcome = spot.take(answer(spot.desk, question, Reply(choose=1)))
    assert outcome.refused.startswith("stack.toml:1:5")
    assert spot.stack == "[app\n"


def test_one_key_set_from_the_review_screen() -> None:
    """stack.toml and SPEC.md in one change."""
    spot = Table(TEMPLATE, STARTER)
    spot.take(stackreview.set_value(spot.desk, "datastore.primary", "mysql"))
    assert toml.values(spot.stack)["datastore.primary"] == "mysql"
    assert spot.words("DAT10") == "mysql"
    assert "datastore.primary" not in toml.unreviewed(spot.stack)


def test_the_name_of_the_project_goes_into_both_files() -> None:
    """Kept in step (formats.md 17)."""
    spot = Table(TEMPLATE, STARTER)
    review(spot, "project = Night trains")
    assert spot.text.startswith("# SPEC: Night trains\n")
    assert 'project = "Night trains"' in spot.stack
