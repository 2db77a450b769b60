"""The measure that a sentence names, or that it speaks of without its number or unit."""

from __future__ import annotations

import pytest

from spec_tui.interview.measures import LATENCY, RECOVERY, UPTIME, named, share_of_time, unmeasured
from spec_tui.interview.sayings import Saying


@pytest.mark.parametrize(
    ("words", "measure"),
    [
        ("Search: response time at most 300 ms", LATENCY),
        ("The list opens quickly", LATENCY),
        ("The board answers in 2 s for 19 of 20 calls", LATENCY),
        ("Uptime is 99.5 % per month", UPTIME),
        ("After a crash it is back within 20 min", RECOVERY),
        ("The porter writes down the key", ""),
    ],
)
def test_a_measure_by_its_name_or_its_numbers(words: str, measure: str) -> None:
    """Names, wishes for speed, and how many cases a time holds for."""
    assert named(words) == measure


@pytest.mark.parametrize(
    ("words", "measure"),
    [
        ("I accept that it be present 99.3 % of the time", UPTIME),
        ("99.95 % up between March and May", UPTIME),
        ("In 95 % of the time it answers within 2 s", ""),
        ("80 % of the time goes into typing", ""),
    ],
)
def test_a_share_of_the_time(words: str, measure: str) -> None:
    """Near to the whole of it; beside a time it says of how many cases that holds."""
    assert share_of_time(words) == measure


@pytest.mark.parametrize(
    ("words", "measure"),
    [
        ("The morning list shall unfold in 2, even in the seventh cave", LATENCY),
        ("When it dies, someone has it going again in 3, I am not fussy", RECOVERY),
        ("The intake acknowledges a call in under 80, 99 out of 100 times", LATENCY),
        ("Marta finds fewer than 1 wrong mark in 500", ""),
        ("It is back in 3 h", ""),
        ("The rest is in 2027", ""),
    ],
)
def test_a_number_that_has_lost_its_unit(words: str, measure: str) -> None:
    """Where something lasts; a share, a unit and a year are none."""
    assert unmeasured(Saying(words)) == measure


def test_a_wish_for_speed_beside_a_measure() -> None:
    """Alone it may be about anything."""
    words = "A tip is on disk quickly"
    assert unmeasured(Saying(words, after="The daemon is alive 99.8 % of the year.")) == LATENCY
    assert unmeasured(Saying(words)) == ""
    assert unmeasured(Saying(f"We hope {words}", after="It is up 99.8 % of the year.")) == ""
