"""Metrics from clock, git and spec; what a person typed wins."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from spec_tui.spec_tree.journal import read
from spec_tui.spec_tree.metrics import (
    Changes,
    between,
    computed,
    duration,
    total,
    written_minutes,
)

NOW = datetime(2025, 8, 23, 16, 37, tzinfo=UTC)
SESSIONS = """\
## Implementation Timeline
### Session 1: 2025-08-22 - By hand
**Duration**: 4.5 hours
### Session 2: 2025-08-23 - Closed
<!-- spec-tui:session start=2025-08-23T10:00:00+00:00 end=2025-08-23T11:38:00+00:00 -->
**Duration**: 1.6 hours
### Session 3: 2025-08-23 - Corrected by hand
<!-- spec-tui:session start=2025-08-23T12:00:00+00:00 end=2025-08-23T13:00:00+00:00 -->
**Duration**: 0:20
### Session 4: 2025-08-23 - Open
<!-- spec-tui:session start=2025-08-23T14:00:00+00:00 -->
"""


def test_time_is_that_of_all_sessions_together() -> None:
    """By the clock to the minute, but as a person wrote it where that differs."""
    assert total(read(SESSIONS), NOW) == 270 + 98 + 20 + 157


def test_values_come_from_clock_git_and_spec() -> None:
    """As the template writes them."""
    found = computed(read(SESSIONS), criteria=(8, 8), history=Changes(1250, 85, 8, 12), now=NOW)
    assert [(one.name, one.value, one.group, one.source) for one in found] == [
        ("Total Sessions", "4", "Implementation", "computed"),
        ("Total Duration", "9.1 hours", "Implementation", "computed"),
        ("Lines of Code", "+1,250, -85", "Implementation", "computed"),
        ("Files Created", "8", "Implementation", "computed"),
        ("Files Modified", "12", "Implementation", "computed"),
        ("Acceptance Criteria Met", "8/8 ✅", "Quality", "computed"),
    ]


def test_without_git_and_criteria_nothing_is_made_up() -> None:
    """The clock remains."""
    found = computed(read(SESSIONS), criteria=(0, 0), history=None, now=NOW)
    assert [one.name for one in found] == ["Total Sessions", "Total Duration"]
    (last,) = computed(read(""), criteria=(1, 2), history=None, now=NOW)[2:]
    assert last.value == "1/2"


def test_a_typed_value_is_not_computed() -> None:
    """An empty one and a computed one are, where they stand."""
    metrics = (
        "## Metrics\n### Work\n- **Total Sessions**: 9\n- **Total Duration**: {X hours}\n"
        "- **Files Created**: 1 <!-- computed -->\n"
    )
    found = computed(read(metrics), criteria=(0, 0), history=Changes(1, 2, 3, 4), now=NOW)
    assert [(one.name, one.group, one.value) for one in found] == [
        ("Total Duration", "Work", "0 minutes"),
        ("Lines of Code", "Implementation", "+1, -2"),
        ("Files Created", "Work", "3"),
        ("Files Modified", "Implementation", "4"),
    ]


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("4.5 hours", 270), ("2h", 120), ("0:55", 55), ("1h 30m", 90), ("~90 min.", 90),
        ("1,5 h", 90), ("2-3 hours", 180), ("1 day", 480), ("1 hour 5 minutes", 65), ("soon", None),
        ("", None), ("{X hours}", None), ("2:37:10", 157),
    ],
)  # fmt: skip
def test_written_durations_are_read(words: str, minutes: int | None) -> None:
    """In the ways that people write them."""
    assert written_minutes(words) == minutes


@pytest.mark.parametrize("spent", [0, 1, 59, 60, 61, 90, 97, 600])
def test_a_duration_is_written_so_that_it_is_read_again(spent: int) -> None:
    """To six minutes, as the template has it."""
    assert abs((written_minutes(duration(spent)) or 0) - spent) <= 3
    assert duration(60) == "1 hour"
    assert duration(1) == "1 minute"


def test_a_clock_that_goes_backwards_gives_no_negative_time() -> None:
    """Nor does a moment without a zone fail."""
    assert between(NOW, NOW - timedelta(hours=1)) == 0
    assert between(NOW.replace(tzinfo=None), NOW + timedelta(minutes=5)) == 5
    assert between(NOW, datetime.fromisoformat("2025-08-23T18:38:00+02:00")) == 1
