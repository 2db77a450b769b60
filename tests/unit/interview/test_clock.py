"""Times of day and opening hours."""

from __future__ import annotations

import pytest

from spec_tui.interview.clock import says_hours, times_of_day, without_hours


def hours(text: str) -> list[str]:
    """The words of each time of day."""
    return [text[start:end] for start, end in times_of_day(text)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("open from 8 to 18 on weekdays", ["8 to 18"]),
        ("Mon-Sat 8 to 18", ["8 to 18"]),
        ("Monday to Friday, 8-18", ["8-18"]),
        ("opening hours 9 to 17, closed on holidays", ["9 to 17"]),
        ("business hours: 9 – 17", ["9 – 17"]),
        ("available between 8 and 18 on weekdays", ["8 and 18"]),
        ("8-18 every day", ["8-18"]),
        ("7.30 to 19 from Monday to Friday", ["7.30 to 19"]),
        ("open 08:00 to 18:00", ["08:00 to 18:00"]),
        ("from 9am to 6 pm", ["9am", "6 pm"]),
    ],
)
def test_hours_in_which_something_is_open(text: str, said: list[str]) -> None:
    """A range up to 24 beside a day or the word open."""
    assert hours(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "between 8 and 18",
        "open between 2 and 5 files",
        "2 to 5 ms on weekdays",
        "open 8 to 18 hours",
        "20 to 40 on weekdays",
        "the list opens in 2 to 4",
        "on weekdays 3 to 5 % of the calls",
        "Monday: 12 of 20",
    ],
)
def test_numbers_that_say_how_much(text: str) -> None:
    """A unit or a noun behind them, no day beside them, or more than a day has hours."""
    assert hours(text) == []


def test_a_text_without_its_hours() -> None:
    """What is left says how much."""
    assert without_hours("open 08:00-18:00, 99 % of it") == "open  , 99 % of it"


def test_how_long_something_is_up_may_be_a_bare_range() -> None:
    """Where the uptime is asked for, `between 8 and 18` is clear."""
    assert says_hours("between 8 and 18")
    assert not says_hours("between 80 and 99")
