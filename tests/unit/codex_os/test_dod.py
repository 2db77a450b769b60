"""The Definition of Done: a checklist that must be answered, and the checks of risky tasks."""

from __future__ import annotations

import pytest

from spec_tui.codex_os.dod import (
    TASK_LINES,
    Answer,
    Malformed,
    answers,
    checks,
    spec_lines,
    unanswered,
)
from spec_tui.work.change import Refused
from tests.unit.codex_os.carrying import order_of, package


def checklist(text: str):
    """The checks of the first task."""
    step = order_of(package(tasks=text)).steps[0]
    return checks(step.item, step.risks)


PLAIN = checklist("### T1: a\n")
RISKY = checklist(
    "### T1: Drop the table users, migration behind a feature flag\n"
    "Calls an external API with new environment variables.\n"
)


def test_a_plain_task_has_the_six_lines_of_the_seed() -> None:
    """Seed 002, section 6, word by word."""
    assert tuple(check.text for check in PLAIN) == TASK_LINES


def test_risks_add_their_checks() -> None:
    """Seed 002, section 7: rollback, migration, both sides of a flag, mocks, settings, approval."""
    assert [(check.number, check.text) for check in RISKY[6:]] == [
        (7, "Rollback written down"),
        (8, "Migration goes forward only, with reversible steps where possible"),
        (9, "Both sides of the feature flag tested"),
        (10, "External API mocked in tests; retries, timeouts and circuit breaker in place"),
        (11, "No secret committed; `.env.example` shows the new settings"),
        (12, "Destructive command planned and approved in writing"),
    ]


def test_lines_left_out_are_unanswered() -> None:
    """The sixth is answered by the record itself."""
    given = answers(PLAIN, "1,2", ["4=no API"], "")
    assert given == (Answer(1, True), Answer(2, True), Answer(4, False, "no API"))
    assert [check.number for check in unanswered(PLAIN, given)] == [3, 5]


def test_all_is_every_line_but_an_approval_in_writing() -> None:
    """That one wants its own number, and a name."""
    given = answers(RISKY, "all", [], "@maria")
    assert [check.number for check in unanswered(RISKY, given)] == [12]
    with pytest.raises(Refused, match="needs a name"):
        answers(RISKY, "all,12", [], "")
    assert unanswered(RISKY, answers(RISKY, "all,12", [], "@maria")) == ()


@pytest.mark.parametrize(
    ("dod", "skips"),
    [
        ("7", []), ("0", []), ("x", []), ("1-3", []), ("", ["4"]), ("", ["9=x"]),
        ("", ["6=later"]), ("²", []),
    ],
)  # fmt: skip
def test_an_answer_that_names_no_line_is_bad_use(dod, skips) -> None:
    """With the lines that there are."""
    with pytest.raises(Malformed, match="Nothing was changed"):
        answers(PLAIN, dod, skips, "")


@pytest.mark.parametrize("reason", ["", "  ", "a\nb", "\x1b[31m"])
def test_a_reason_is_one_line_of_words(reason) -> None:
    """An empty reason is none."""
    with pytest.raises(Refused, match="reason of line 4"):
        answers(PLAIN, "", [f"4={reason}"], "")


def test_the_definition_of_done_of_a_spec_is_computed() -> None:
    """What files say is done or open; what they cannot say is for a person."""
    open_ = spec_lines(["T2"], 2, "2026-01-01", "2026-02-01", [], False)
    assert [line.state for line in open_] == ["open", "look", "look", "look"]
    assert open_[0].reason == "1 of 2 open: T2"
    done = spec_lines([], 2, "2026-02-02", "2026-02-01", ["ADR-001"], True)
    assert [line.state for line in done] == ["done", "done", "done", "look"]
    assert spec_lines([], 0, "", "", [], False)[0].state == "open"
