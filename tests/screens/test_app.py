"""The app around the screens: colours, signals, clicks, leaving."""

from __future__ import annotations

import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from textual.color import Color

from spec_tui.running import leaving_lines, plain_ascii, use_ascii
from spec_tui.screens import editor
from spec_tui.screens.finished import FinishedScreen
from spec_tui.screens.interview import InterviewScreen
from spec_tui.screens.review import ReviewScreen
from spec_tui.screens.themes import THEMES
from spec_tui.widgets import glyphs
from spec_tui.widgets.keyline import KeyLine
from spec_tui.widgets.shown import picture
from tests.screens import fake_session as fake
from tests.screens.driving import driven
from tests.screens.fake_session import FakeSession, Outcome
from tests.screens.scenes import finished


def luminance(color: Color) -> float:
    """Relative luminance of WCAG 2."""

    def linear(value: int) -> float:
        part = value / 255
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b)


def contrast(one: str, two: str) -> float:
    """Contrast of two colours, 1 to 21."""
    light, dark = sorted((luminance(Color.parse(one)), luminance(Color.parse(two))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES, ids=[theme.name for theme in THEMES])
def test_every_text_colour_is_readable_on_every_background(theme) -> None:
    """At least 4.5 to 1 everywhere, words of any token on any background they stand on."""
    words = [theme.foreground, theme.primary, theme.success, theme.warning, theme.error]
    words.append(theme.variables["muted"])
    grounds = [theme.background, theme.surface, theme.panel, theme.variables["select"]]
    for word in words:
        for ground in grounds:
            assert contrast(word, ground) >= 4.5, (word, ground)


async def test_every_built_in_theme_can_be_used() -> None:
    """The style sheets ask for no variable that a theme of Textual lacks."""
    async with driven() as one:
        for name in one.app.available_themes:
            one.app.theme = name
            await one.pilot.pause()
            assert "What P95 latency" in one.text()


async def test_colours_change_by_one_letter_of_the_menu_and_are_remembered() -> None:
    """Dark, light, contrast, and round again."""
    session = FakeSession()
    async with driven(session) as one:
        await one.press("f9", "c")
        assert one.app.theme == "spec-light"
        one.app.close_pool()
        assert session.preferences["theme"] == "spec-light"
    async with driven(session) as one:
        assert one.app.theme == "spec-light"


async def test_ascii_mode_paints_no_glyph_of_ours() -> None:
    """With --ascii every status is still a sign and a word."""
    async with driven(ascii=True) as one:
        text = one.text()
        assert text.isascii() or not set(text) - set(map(chr, range(128))) - set("§≤▌")
        assert "# Vision         final" in text
        assert "Spec Creation Progress: #######..... 60%" in text


def test_ascii_mode_is_on_where_the_terminal_cannot_show_the_glyphs() -> None:
    """By wish, by environment, or by encoding."""
    assert use_ascii(True, {})
    assert use_ascii(False, {"SPEC_TUI_ASCII": "1"})
    assert not glyphs.can_encode("ascii")
    assert not glyphs.can_encode("latin-1")
    assert glyphs.can_encode("utf-8")


async def test_without_colours_every_state_is_still_a_word(monkeypatch) -> None:
    """NO_COLOR takes colours only."""
    async with driven() as one:
        coloured = one.text()
    monkeypatch.setenv("NO_COLOR", "1")
    async with driven() as one:
        assert one.text() == coloured
        colours = {
            segment.style.color.triplet
            for strip in one.app.screen._compositor.render_strips()
            for segment in strip
            if segment.style and segment.style.color and segment.style.color.triplet
        }
        assert one.app.no_color
        assert colours


async def test_ctrl_c_says_how_to_leave_and_does_not() -> None:
    """A reflex loses nothing."""
    async with driven() as one:
        await one.press("ctrl+c")
        assert "ctrl+q leaves. Everything is saved." in one.text()
        assert not one.app._exit


async def test_q_and_ctrl_q_leave_with_the_draft_kept() -> None:
    """Leaving hands the half-typed answer over first."""
    session = FakeSession()
    async with driven(session) as one:
        await one.type("P95 30")
        await one.press("ctrl+q")
        assert one.app._exit
    assert session.drafts[-1][1] == "P95 30"
    async with driven() as one:
        await one.press("escape", "q")
        assert one.app._exit


async def test_termination_leaves_like_ctrl_q() -> None:
    """SIGTERM and SIGHUP end the app in the ordinary way."""
    session = FakeSession()
    async with driven(session) as one:
        await one.type("P95 30")
        one.app._signalled(int(signal.SIGTERM))
        assert one.app.left_by_signal == signal.SIGTERM
        assert one.app._exit
    assert session.drafts[-1][1] == "P95 30"


def test_leaving_says_how_things_stand_and_ends_with_the_progress_line() -> None:
    """Two lines stay on the terminal, three where SPEC.md could not be written."""
    state = fake.state_of()
    assert leaving_lines(state, 24, 7, None) == [
        "Saved. 24 answered, 7 left. Run spec-tui to go on.",
        "Spec Creation Progress: ███████░░░░░ 60%",
    ]
    kept = leaving_lines(state, 24, 7, Path("/tmp/a\x1b.patch"))
    assert kept[1] == "SPEC.md could not be written. Your answers are in /tmp/a␛.patch."
    done = leaving_lines(fake.state_of(["final"] * 18, 100), 24, 0, None)
    assert done[0] == "Saved. The spec is complete."


def test_leaving_lines_are_ascii_where_the_terminal_shows_nothing_else() -> None:
    """Glyphs have their stand-ins, a folder of the person's is escaped."""
    last = leaving_lines(fake.state_of(), 24, 7, Path("/tmp/Zürich.patch"))
    assert [plain_ascii(line) for line in last] == [
        "Saved. 24 answered, 7 left. Run spec-tui to go on.",
        "SPEC.md could not be written. Your answers are in /tmp/Z\\xfcrich.patch.",
        "Spec Creation Progress: #######..... 60%",
    ]


async def test_tabs_and_key_line_can_be_clicked() -> None:
    """Nothing needs a key."""
    async with driven(size=(140, 40)) as one:
        one.paint()
        header = one.app.screen.header
        start, _, mode = header._tabs[1]
        assert mode == "review"
        await one.click(header, start + 1)
        await one.wait_until(lambda: isinstance(one.app.screen, ReviewScreen))
        one.paint()
        await one.click(one.app.screen.header, start - 6)
        await one.wait_until(lambda: isinstance(one.app.screen, InterviewScreen))
        one.paint()
        keys = one.app.screen.query_one(KeyLine)
        spot = next(spot for spot in keys._spots if spot[2] == "skip")
        await one.click(keys, spot[0] + 1)
        assert one.session.sent[0][4] == "skip"


async def test_options_and_panel_can_be_clicked() -> None:
    """A click selects; the key line saves."""
    async with driven(FakeSession(script=[fake.SIGN_IN, fake.STEPS]), (140, 40)) as one:
        options = one.app.interview.view.options
        one.paint()
        await one.click(options, 6, options.row_of(3))
        assert one.app.interview.laid.chosen == 3
        panel = one.app.interview.panel
        one.paint()
        await one.click(panel, 4, panel._first + 2)
        assert panel.section_id == "personas"


async def test_finished_screen_goes_back_when_something_is_opened_again() -> None:
    """Undo on a complete spec brings the questions back."""
    session = finished()
    async with driven(session) as one:
        await one.wait_until(lambda: isinstance(one.app.screen, FinishedScreen))
        assert "2 questions, 24 min, 2 people" in one.text()
        session.state = fake.state_of()
        session.script = [fake.LATENCY]
        session.reopened = "Reopened by a change of §9."
        session.receipts = [Outcome(receipt="Taken back: finish.")]
        await one.press("u")
        await one.wait_until(lambda: isinstance(one.app.screen, InterviewScreen))
        assert "What P95 latency" in one.text()


async def test_finished_screen_opens_review_on_enter() -> None:
    """The next thing to do after finishing."""
    async with driven(finished()) as one:
        await one.wait_until(lambda: isinstance(one.app.screen, FinishedScreen))
        await one.press("enter")
        assert isinstance(one.app.screen, ReviewScreen)


@pytest.mark.parametrize(
    ("editor_name", "words"),
    [
        ("vim -n", ["vim", "-n", "+7", "f.md"]),
        ("/usr/bin/nano", ["/usr/bin/nano", "+7", "f.md"]),
        ("code --wait", ["code", "--wait", "--goto", "f.md:7"]),
        ("ed", ["ed", "f.md"]),
        ("", []),
        ('"broken', []),
    ],
)
def test_editor_is_started_with_a_list_of_arguments(editor_name: str, words: list[str]) -> None:
    """The line is passed in the way each editor knows; a shell is never involved."""
    assert editor.command_of({"EDITOR": editor_name}, "f.md", 7) == words


async def test_missing_editor_is_a_sentence() -> None:
    """Without EDITOR nothing is started and nothing changes."""
    async with driven() as one:
        await one.type("P95")
        await one.press("ctrl+o")
        assert "No editor is set. Set EDITOR, for example to nano." in one.text()
        assert one.box.text == "P95"


async def test_text_from_the_editor_is_in_the_box_and_not_saved(monkeypatch) -> None:
    """The round trip ends in the box."""

    def write(_app, path: str, _line: int = 0) -> str:
        assert Path(path).stat().st_mode & 0o777 == 0o600
        Path(path).write_text("P95 300 ms\nat noon\n", encoding="utf-8")
        return ""

    monkeypatch.setattr(editor, "_run", write)
    async with driven() as one:
        await one.press("ctrl+o")
        assert one.box.text == "P95 300 ms\nat noon"
        assert one.session.sent == []
        assert "not saved yet" in one.text()


async def test_own_error_of_the_workspace_is_a_sentence_on_the_receipt_line() -> None:
    """What goes wrong on disk is said, and the box is unchanged."""

    class Broken(FakeSession):
        def answer(self, *_args, **_more):
            raise OSError(28, "No space left")

    async with driven(Broken()) as one:
        await one.type("300 ms")
        await one.press("enter")
        assert "No space left" in one.text()
        assert one.box.text == "300 ms"


async def test_percent_that_falls_says_why_in_the_receipt() -> None:
    """Notes of the outcome stand behind the receipt."""
    session = FakeSession(receipts=[Outcome(receipt="Saved.", notes=("60 → 55 %: §9.",))])
    async with driven(session, (140, 40)) as one:
        session.state = replace(session.state, line=fake.progress(5))
        await one.type("300 ms")
        await one.press("enter")
        assert "Saved. 60 → 55 %: §9." in one.text()


def test_app_module_loads_no_screen_that_is_not_shown_first() -> None:
    """First paint waits for the interview only."""
    code = (
        "import sys, spec_tui.app;"
        "late = ['review', 'help', 'palette', 'menu', 'dialogs', 'finished'];"
        "print([name for name in late if 'spec_tui.screens.' + name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


async def test_spec_that_becomes_complete_elsewhere_interrupts_nobody() -> None:
    """In another mode the finished screen waits until somebody goes back to the interview."""
    async with driven() as one:
        await one.press("f9", "t")
        one.session.state, one.session.script = fake.state_of(["final"] * 18, 100), []
        one.app.picture = picture(one.session)
        one.app.show_finished()
        await one.settle()
        assert one.app.screen.place == "tasks"
        await one.press("f9", "i")
        assert one.app.screen.place == "finished"
