"""Closing a session: what the clock says, what was said, and what a person wrote before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from spec_tui.spec_tree import journal_close, journal_edit
from spec_tui.spec_tree.journal import read
from spec_tui.work.change import Moment, Refused

AT = Moment(datetime(2025, 8, 23, 14, 2, tzinfo=UTC), "@tom")
HEAD = "# Context: X\n\n**Updated**: {YYYY-MM-DD HH:MM}\n\n## Summary\n%s\n## Timeline\n"


def later(minutes: int) -> Moment:
    """Some time after the session began."""
    return Moment(AT.now + timedelta(minutes=minutes), "@tom")


def begun(summary: str = "", rest: str = "") -> str:
    """A context file with an open session."""
    return journal_edit.start(HEAD % summary + rest, AT, title="A", participants=("@tom",))


def closed(text: str, summary: str = "", minutes: int = 97, **facts: str) -> str:
    """The session closed after a while."""
    return journal_close.close(text, "partial", summary, later(minutes), facts=facts)


def test_a_closed_session_says_how_long_and_how_it_ended() -> None:
    """In the order of the template; the machine line gets its end (formats.md 104)."""
    text = journal_close.close(begun(), "partial", "Mounts.", later(97), facts={}, to="abc")
    assert (
        "<!-- spec-tui:session start=2025-08-23T14:02:00+00:00 end=2025-08-23T15:39:00+00:00"
        " to=abc -->\n**Duration**: 1.6 hours  \n**Participants**: @tom  \n**Status**: partial\n\n"
        "#### Summary\nMounts."
    ) in text
    (session,) = read(text).sessions
    assert (session.open, session.to, session.summary) == (False, "abc", "Mounts.")
    assert "**Updated**: 2025-08-23 15:39\n" in text
    with pytest.raises(Refused, match="No session is open"):
        closed(text)


def test_a_clock_that_went_backwards_ends_the_session_where_it_began() -> None:
    """No negative duration."""
    (session,) = read(closed(begun(), minutes=-30)).sessions
    assert (session.duration, session.ended) == ("0 minutes", session.started)


def test_a_duration_that_a_person_wrote_stays() -> None:
    """A placeholder does not."""
    hand = begun().replace("**Participants**", "**Duration**: 3 h by hand\n**Participants**")
    assert read(closed(hand)).sessions[0].duration == "3 h by hand"
    empty = hand.replace("3 h by hand", "{X hours}")
    assert read(closed(empty)).sessions[0].duration == "1.6 hours"


@pytest.mark.parametrize(
    "there",
    ["", "\n", "Brief description of what this spec implements and its current status.\n", "{x}\n"],
)
def test_a_summary_takes_an_empty_place(there: str) -> None:
    """Also that of the template's own words."""
    assert read(closed(begun(there), "Mounts.")).summary == "Mounts."


def test_the_words_of_a_person_in_the_summary_stay() -> None:
    """Only the summary of an earlier session gives its place."""
    text = closed(begun("\nBy hand.  \n"), "One.")
    assert read(text).summary == "By hand.  \n\nOne."
    again = journal_edit.start(text, AT)
    again = closed(again, "Two.\n\nMore.")
    assert read(again).summary == "By hand.  \n\nTwo.\n\nMore."
    third = closed(journal_edit.start(again, AT), "Three.")
    assert read(third).summary == "By hand.  \n\nThree."
    assert [one.summary for one in read(third).sessions] == ["One.", "Two.\n\nMore.", "Three."]


def test_a_summary_that_a_person_changed_stays() -> None:
    """It is no longer that of the session."""
    text = closed(begun(), "One.").replace("\n## Summary\nOne.", "\n## Summary\nOne. And more.")
    assert text.count("And more") == 1
    again = closed(journal_edit.start(text, AT), "Two.")
    assert read(again).summary == "One. And more.\n\nTwo."


def test_without_words_the_summary_stays_as_it_is() -> None:
    """And the session has none."""
    text = closed(begun("By hand.\n"))
    assert read(text).summary == "By hand."
    assert read(text).sessions[0].summary == ""


def test_a_missing_summary_is_made_before_the_timeline() -> None:
    """Section by section in the order of the template."""
    text = closed(journal_edit.start("# X\n", AT), "Mounts.", **{"Total Sessions": "1"})
    heads = [line for line in text.split("\n") if line.startswith("## ")]
    assert heads == ["## Summary", "## Implementation Timeline", "## Metrics"]


def test_computed_values_are_marked_and_typed_ones_stay() -> None:
    """formats.md 105."""
    metrics = (
        "\n## Metrics\n\n### Implementation\n- **Total Sessions**: {n}\n* **Files Created:** 7\n"
        "- **Files Modified**: 3 <!-- computed -->  \n\n### Quality\n- **Test Coverage**: 92%\n"
    )
    facts = {
        "Total Sessions": "1", "Files Created": "9", "Files Modified": "4",
        "Lines of Code": "+1, -0", "Acceptance Criteria Met": "1/2", "Test Coverage": "10%",
        "Performance": "",
    }  # fmt: skip
    text = closed(begun(rest=metrics), **facts)
    assert text.endswith(
        "## Metrics\n\n### Implementation\n- **Total Sessions**: 1 <!-- computed -->\n"
        "* **Files Created:** 7\n- **Files Modified**: 4 <!-- computed -->  \n"
        "- **Lines of Code**: +1, -0 <!-- computed -->\n\n### Quality\n- **Test Coverage**: 92%\n"
        "- **Acceptance Criteria Met**: 1/2 <!-- computed -->\n"
    )
    assert closed(journal_edit.start(text, AT), **facts).count("<!-- computed -->") == 4


def test_a_summary_behind_an_open_fence_is_refused() -> None:
    """It would not be seen."""
    text = begun() + "\n#### Notes\n- a\n<!-- open\n"
    with pytest.raises(Refused, match="not closed"):
        closed(text, "Mounts.")
