"""Review: what is known, what is doubtful, and where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from spec_tui.interview.model import Outcome
from spec_tui.screens.columns import findings_of, span_of
from spec_tui.screens.interview import InterviewScreen
from spec_tui.screens.review import ReviewScreen
from tests.screens import fake_session as fake
from tests.screens.driving import driven
from tests.screens.fake_session import FakeSession

NFR = ("f9", "r", "pagedown", "up")


def session(**more) -> FakeSession:
    return FakeSession(state=fake.state_of(findings=fake.FINDINGS), **more)


def test_findings_of_a_section_come_gravest_first() -> None:
    """Critical before major, then by line."""
    state = fake.state_of(findings=tuple(reversed(fake.FINDINGS)))
    found = findings_of(state, state.section("nfr"))
    assert [finding.severity for finding in found] == ["critical", "major"]


def test_lines_of_a_section_end_before_the_next_heading() -> None:
    """The two halves of section 9 and the blank line after it are told apart."""
    one = session()
    lines = one.spec_lines()
    first, last = span_of(one.state, one.state.section("nfr"), lines)
    assert lines[first - 1].startswith("## 9.")
    assert "Scalability" in lines[last - 1]


def test_section_without_a_slot_in_the_file_has_no_lines() -> None:
    """A file that was cut short shows nothing rather than the wrong lines."""
    one = session()
    assert span_of(one.state, one.state.section("nfr"), ("# SPEC", "")) == (0, 0)


async def test_enter_on_a_finding_opens_its_question_and_esc_comes_back() -> None:
    """The way there and back."""
    async with driven(session()) as one:
        await one.press(*NFR, "enter", "enter")
        assert isinstance(one.app.screen, InterviewScreen)
        assert "How long may booking be down in a month?" in one.text()
        await one.press("escape")
        assert isinstance(one.app.screen, ReviewScreen)
        assert "SPEC.md:63" in one.text()


async def test_answering_from_review_returns_to_review() -> None:
    """After the answer the list of findings is there again."""
    async with driven(session()) as one:
        await one.press(*NFR, "enter", "enter", "1", "enter")
        assert isinstance(one.app.screen, ReviewScreen)
        assert one.session.sent[0][:2] == ("answer", "conflict:Q8")


async def test_a_accepts_a_draft_as_choice_one_of_its_question() -> None:
    """Only a draft can be accepted; anything else says that there is none."""
    async with driven(session()) as one:
        await one.press("f9", "r", "enter", "a")
        assert one.session.sent == [("answer", "VIS1", "", 1, None, "", "refuse")]
    async with driven(session()) as one:
        await one.press(*NFR, "enter", "down", "a")
        assert one.session.sent == []
        assert "There is no draft here to accept." in one.text()


async def test_line_of_the_selected_finding_is_highlighted_and_explained() -> None:
    """The text column shows the line, and below it who said it and when."""
    async with driven(session(), (140, 40)) as one:
        await one.press(*NFR, "enter")
        text = one.text()
        assert "63  - **Reliability**" in text
        assert "Line 63" in text
        assert "@maria, 20 Aug 14:02, answer 14" in text


async def test_digits_switch_the_views_of_a_narrow_window() -> None:
    """1 shows findings, 2 the text."""
    async with driven(session()) as one:
        await one.press(*NFR, "2")
        assert "63  - **Reliability**" in one.text()
        await one.press("1")
        assert "Two values for uptime" in one.text()


async def test_small_window_shows_one_column_and_arrows_walk_through_them() -> None:
    """Sections, then findings, and back."""
    async with driven(session(), (50, 16)) as one:
        await one.press(*NFR, "right")
        assert "Two values for uptime" in one.text()
        await one.press("left")
        assert "Data & schema" in one.text()  # the heading may be scrolled away
        assert "Two values for uptime" not in one.text()


async def test_editor_opens_the_file_at_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """`e` hands path and line over as arguments."""
    from spec_tui.screens import editor

    opened = []
    monkeypatch.setattr(
        editor, "open_file", lambda _app, path, line: opened.append((path, line)) or ""
    )
    async with driven(session()) as one:
        await one.press(*NFR, "enter", "e")
    assert opened == [("clinic-appointments/SPEC.md", 63)]


async def test_section_without_findings_says_so() -> None:
    """An empty list is a sentence."""
    async with driven(session()) as one:
        await one.press("f9", "r", "down", "enter")
        assert "No findings here." in one.text()
    async with driven(FakeSession(), (140, 40)) as one:
        await one.press("f9", "r")
        assert "No findings. Every section is at least clarified." in one.text()


async def test_click_selects_a_section_and_a_finding() -> None:
    """Rows can be clicked."""
    async with driven(session(), (140, 40)) as one:
        await one.press("f9", "r")
        review = one.app.screen
        one.paint()
        row = next(row for row, at in review.sections.spots.items() if at == 8)
        await one.click(review.sections, 4, row)
        assert review.at == 8
        one.paint()
        row = next(row for row, at in review.list.spots.items() if at == 1)
        await one.click(review.list, 4, row)
        assert review.chosen == 1


async def test_w_waives_the_selected_finding_with_a_reason() -> None:
    """The reason is asked for; the finding moves to the end as waived."""
    async with driven(session()) as one:
        await one.press(*NFR, "enter", "down", "w", *"ok", "enter")
        assert one.session.sent == [("waive", "G08", 67, "ok")]
        text = one.text()
        assert "1 open, 1 waived" in text
        assert "~ waived" in text
        assert "“scales well” (@maria, 20 Aug 2025)" in text


async def test_refused_waiver_is_a_sentence_and_changes_nothing() -> None:
    """What cannot be waived says what to do instead."""
    refused = Outcome(refused="It was drafted: answer VIS1 with yes, or change it.")
    async with driven(session(receipts=[refused])) as one:
        await one.press("f9", "r", "enter", "w", "x", "enter")
        assert "It was drafted: answer VIS1 with yes, or change it." in one.text()
        assert "1 open" in one.text()


async def test_waiver_without_a_reason_is_not_sent() -> None:
    """Enter on the empty line asks for it, esc closes it."""
    async with driven(session()) as one:
        await one.press(*NFR, "enter", "w", "enter")
        assert "Type it, then enter." in one.text()
        await one.press("escape")
        assert isinstance(one.app.screen, ReviewScreen)
        assert one.session.sent == []


async def test_waived_finding_can_be_selected_and_says_why() -> None:
    """Its reason is shown; it cannot be waived again."""
    async with driven(session(accepted=fake.WAIVED)) as one:
        await one.press(*NFR, "enter", "end")
        assert "because nobody measures it" in " ".join(one.text().replace("▌", "").split())
        await one.press("w")
        assert "This is waived already." in one.text()


async def test_f_shows_one_severity_until_esc() -> None:
    """Only critical findings stay, in every section, also after a visit elsewhere."""
    async with driven(session()) as one:
        await one.press(*NFR, "enter", "f", "2")
        assert "Two values for uptime" in one.text()
        assert "has no number" not in one.text()
        await one.press("f9", "i", "escape", "f9", "r")
        assert "Findings, only critical" in one.text()
        await one.press("escape")
        assert "has no number" in one.text()


async def test_severity_without_findings_is_a_sentence() -> None:
    """The list says how to see all again."""
    async with driven(session()) as one:
        await one.press(*NFR, "enter", "f", "4")
        assert "No minor findings here. esc shows all." in one.text()


async def test_x_exports_the_transcript_under_the_name_that_is_left_or_typed() -> None:
    """The proposed name is in the line; what was written is said."""
    async with driven(session()) as one:
        await one.press("f9", "r", "x", "enter")
        assert one.session.sent == [("export", Path("transcript-20250820.md"))]
        assert "Wrote transcript-20250820.md with 2 answers." in one.text()
