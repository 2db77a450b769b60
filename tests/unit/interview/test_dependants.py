"""An answer changed later marks what was based on it."""

from __future__ import annotations

from typing import Any

from spec_tui.interview.dependants import depends_on
from spec_tui.sessionlog import answers


def said(number: int, question: str, text: str) -> dict[str, Any]:
    """One event of the journal."""
    return {
        "id": number,
        "kind": "answer",
        "state": "done",
        "question": question,
        "said": text,
        "at": f"2026-11-20T10:{number:02}:00+00:00",
    }


def marked(*events: dict[str, Any]) -> list[str]:
    """Questions whose answers should be looked at again."""
    return [row.question_id for row in answers(events) if row.look_again]


def test_a_target_depends_on_its_metric() -> None:
    """The conditions of the bank say so."""
    assert "VIS6" in depends_on("VIS8")
    assert depends_on("VIS1") == frozenset()


def test_a_changed_answer_marks_what_was_based_on_it() -> None:
    """Metric, target, another metric: the target is to be looked at."""
    events = (
        said(1, "VIS6", "No-show rate"),
        said(2, "VIS8", "10 %"),
        said(3, "VIS6", "Bookings per day"),
    )
    assert marked(*events) == ["VIS8"]


def test_the_same_words_again_mark_nothing() -> None:
    """Nothing changed."""
    events = (said(1, "VIS6", "Rate"), said(2, "VIS8", "10 %"), said(3, "VIS6", "Rate"))
    assert marked(*events) == []


def test_an_answer_given_after_the_change_stands() -> None:
    """It knew the new words."""
    events = (
        said(1, "VIS6", "No-show rate"),
        said(2, "VIS6", "Bookings per day"),
        said(3, "VIS8", "50 per day"),
    )
    assert marked(*events) == []
