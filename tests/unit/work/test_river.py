"""The tree of tests/data: a river-level warning network, written for a project like any other."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from spec_tui.worksession import WorkSession

RIVER = Path(__file__).parents[2] / "data" / "tree" / "river"


def test_the_river_has_three_epics_nine_features_and_sixty_tasks_and_nothing_is_wrong() -> None:
    """Every status of a tree is in it."""
    session = WorkSession(RIVER)
    assert Counter(item.kind for item in session.plan.items) == {
        "epic": 3, "feature": 9, "task": 60,
    }  # fmt: skip
    assert {item.status_as_written for item in session.plan.items} == {
        "planning", "implementing", "completed", "blocked",
    }  # fmt: skip
    assert session.problems() == ()
    assert session.plan.unknown_parents == []


def test_what_is_done_in_the_river_waits_on_nothing_that_is_not() -> None:
    """Its statuses are believable."""
    plan = WorkSession(RIVER).plan
    done = [item for item in plan.items if item.kind == "task" and item.status == "done"]
    assert len(done) > 20
    assert [
        (item.id, other.id)
        for item in done
        for other in plan.waits_on(item)
        if other.status != "done"
    ] == []
