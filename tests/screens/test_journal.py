"""Journal: what keys record, what is kept when it is not saved, and what the disk does."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from textual.widget import Widget
from textual.widgets import Input

from spec_tui.documents.visible import visible
from spec_tui.screens import journalroom
from spec_tui.spec_tree.board import Forest
from spec_tui.spec_tree.model import Entry
from spec_tui.tasks import Told
from tests.screens import fake_journals as fake
from tests.screens.driving import Driven, driven, everything, squeezed
from tests.screens.fake_journals import BRANCHES, JOURNAL, PAGE, SECOND, FakeDesk
from tests.screens.journal_scenes import (
    GO,
    desk_behind,
    empty,
    half_typed,
    river,
    specs,
    unapproved,
    unreadable,
    unstarted,
)
from tests.screens.test_hostile import PAYLOADS, poisoned

SESSION = (*GO, "2")
CONTEXT = "specs/1000/1001/1014.context.md"


async def write(one: Driven, text: str) -> None:
    """Type into whatever has the focus."""
    focused: Widget | None = one.app.focused
    assert focused is not None
    if isinstance(focused, Input):
        focused.insert_text_at_cursor(text)
    else:
        focused.insert(text)
    await one.settle()


async def test_entry_is_saved_at_once_and_stands_in_the_timeline() -> None:
    """`n`, a number, the words, Enter; `u` takes it back."""
    session = specs()
    async with driven(session, (140, 40)) as one:
        await one.press(*SESSION, "n", "3")
        await write(one, "Mounts by UUID now")
        await one.press("enter")
        assert "15:50  implement  Mounts by UUID now" in one.text()
        await one.press("u")
    sent = desk_behind(session).sent
    assert sent == [("record", "1014", "implement", "Mounts by UUID now", "", "", ""), ("undo",)]


async def test_before_approval_only_planning_and_notes_are_offered_and_why() -> None:
    """The gate of the flow chart: `a` opens it."""
    async with driven(unapproved()) as one:
        await one.press(*SESSION, "n")
        said = " ".join(one.text().split())
        assert "The plan is not approved yet" in said
        assert "1 plan 2 note 3 done: close the session" in said
        await one.press("escape", "a", "n")
        assert "7 deliverable" in " ".join(one.text().split())


async def test_without_a_session_n_starts_one() -> None:
    """The empty timeline says so; then entries can be added."""
    session = unstarted()
    async with driven(session) as one:
        await one.press(*SESSION)
        assert "No session yet. n starts one." in one.text()
        await one.press("n", "2")
        await write(one, "Mount at boot")
        await one.press("enter")
        assert desk_behind(session).sent == [("start", "1014", "Mount at boot", "")]
        assert "now    n adds an entry" in one.text()


async def test_entry_of_many_lines_is_one_entry() -> None:
    """ctrl+j makes the line break; Enter is one from then on, and ctrl+s saves."""
    session = specs()
    async with driven(session) as one:
        await one.press(*SESSION, "n", "1")
        await write(one, "Steps")
        await one.press("ctrl+j", "x", "enter", "y", "ctrl+s")
    assert desk_behind(session).sent[0][3] == "Steps\nx\ny"


async def test_issue_has_its_resolution_and_an_open_one_asks_for_it() -> None:
    """Enter goes from field to field and saves from the last; Enter on an open issue asks."""
    open_ = replace(
        JOURNAL, sessions=(replace(SECOND, entries=(Entry("issue", "No right", "15:22", 36),)),)
    )
    session = specs(FakeDesk(pages={"1014": replace(PAGE, journal=open_, offers=())}))
    async with driven(session) as one:
        await one.press(*SESSION, "n", "5", "enter")
        assert "Type the words first." not in one.text()
        await one.press("enter", "enter")
        assert "Type the words first." in one.text()
        await one.press("shift+tab", "shift+tab")
        await write(one, "No right to write")
        await one.press("enter")
        await write(one, "user added")
        await one.press("enter")
        await write(one, "a1b2c3d")
        await one.press("enter", "down", "enter")
        await write(one, "group nas-users")
        await one.press("ctrl+s")
    assert desk_behind(session).sent == [
        ("record", "1014", "issue", "No right to write", "user added", "a1b2c3d", ""),
        ("resolve", "1014", 36, "group nas-users", "", ""),
    ]


async def test_commits_since_the_session_began_are_offered() -> None:
    """In the timeline with Enter, and behind `n`, 6; what is recorded is offered no more."""
    session = specs()
    async with driven(session) as one:
        await one.press(*SESSION, "n", "6")
        assert "Larger network buffers" in one.text()
        await one.press("escape", *("down",) * 7)
        assert "enter records it" in one.text()
        await one.press("enter")
        assert "enter records it" not in one.text()
    sent = desk_behind(session).sent
    assert sent == [("record", "1014", "commit", "Larger network buffers", "", "d4e5f60", "keep")]


async def test_deliverable_asks_for_type_name_and_origin() -> None:
    """What the desk refuses stands above the words, which stay."""
    session = specs()
    desk = desk_behind(session)
    desk.fails = "There is a file of that name. Nothing was written."
    async with driven(session) as one:
        await one.press(*SESSION, "n", "7", "2")
        await write(one, "guide.md")
        await one.press("enter")
        await write(one, "for operators")
        await one.press("ctrl+s")
        assert desk.fails in " ".join(one.text().split())
        desk.fails = ""
        await one.press("ctrl+s")
        assert not one.screen.form.display
    assert desk.sent == [("deliver", "1014", "docs", "guide.md", "", "for operators", "")] * 2


async def test_session_is_closed_with_result_and_summary() -> None:
    """`c`, the result by number, the summary."""
    session = specs()
    async with driven(session) as one:
        await one.press(*SESSION, "c", "2")
        await write(one, "Mounts; buffers are left")
        await one.press("enter")
        assert one.rows()[-1].startswith(" n new entry"), "the keys are those of the form still"
    assert desk_behind(session).sent == [
        ("close", "1014", "partial", "Mounts; buffers are left", "")
    ]


async def test_half_typed_entry_is_kept_and_offered_again() -> None:
    """esc and leaving keep it; after a kill the next start offers it; saving forgets it."""
    session = specs()
    desk = desk_behind(session)
    async with driven(session) as one:
        await one.press(*SESSION, "n", "5")
        await write(one, "No right")
        await one.press("enter")
        await write(one, "asked Tom")
        assert one.screen._draft_runs, "nothing waits to be kept"
        one.app.leave()
        await one.settle()
    assert desk.kept == ("1014", "issue", "No right\x1fasked Tom\x1f")
    desk.branches = tuple(replace(row, running=False) for row in BRANCHES)
    async with driven(session) as one:
        await one.press(*GO)
        assert "A half-typed issue of 1014 Mount script is kept: “No right”" in " ".join(
            one.text().split()
        )
        await one.press("2", "n", "1")
        assert "asked Tom" in one.screen.form.inputs["resolution"].value
        await one.press("escape")
        assert "Kept for later: n goes on with it." in one.text()
        await one.press("n", "1", "ctrl+s")
        assert desk.sent[-1][:5] == ("record", "1014", "issue", "No right", "asked Tom")
    assert desk.kept is None


async def test_half_typed_entry_that_one_goes_on_with_keeps_the_focus() -> None:
    """Also where the spec that was named at the start comes to the front only then."""
    async with driven(half_typed(), first="journal", focus="1014") as one:
        await one.wait_until(lambda: "is kept" in one.text())
        await one.press("1")
        one.screen.to_front()
        await one.settle()
        assert one.app.focused is one.screen.form.box


@pytest.mark.parametrize("more", ["", " and more"])
async def test_entry_saved_twice_is_one_and_words_typed_meanwhile_stay(
    more: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow disk: the second press finds the first under way; no word is saved twice."""
    session = specs()
    desk = desk_behind(session)
    free = threading.Event()
    record = desk.record

    def slow(*words: str, **named: str) -> Told:
        assert free.wait(30)
        return record(*words, **named)

    monkeypatch.setattr(desk, "record", slow)
    async with driven(session) as one:
        await one.press(*SESSION, "n", "8")
        await write(one, "Mounts")
        one.screen.do_save_entry("ctrl+s")
        one.screen.do_save_entry("ctrl+s")
        one.screen.form.box.insert(more)
        free.set()
        await one.settle()
        assert desk.sent == [("record", "1014", "note", "Mounts", "", "", "")]
        assert one.screen.form.display == bool(more)
        if more:
            assert one.screen.form.box.answer == "and more"
            await one.press("ctrl+s")
            assert desk.sent[1][3] == "and more"
            assert not one.screen.form.display


async def test_secret_is_asked_about_before_it_is_written() -> None:
    """Leaving it out is what the desk is told."""
    session = specs()
    async with driven(session) as one:
        await one.press(*SESSION, "n", "8")
        await write(one, "password=hunter2Xk9 works")
        await one.press("enter")
        assert desk_behind(session).sent == []
        await one.press("1")
    assert desk_behind(session).sent[0][-1] == "redact"


async def test_running_clock_moves_with_the_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is drawn again when the minute changes, and not before."""
    async with driven(specs()) as one:
        await one.press(*SESSION)
        assert "◐ running  1:42" in one.text()
        for seconds, shown in ((59, "1:42"), (61, "1:43")):
            later = fake.NOW + timedelta(seconds=seconds)
            monkeypatch.setattr(
                journalroom.JournalRoom, "now", staticmethod(lambda later=later: later)
            )
            one.screen.tick_clock()
            await one.settle()
            assert f"◐ running  {shown}" in one.text()


async def test_tree_folds_and_shows_only_some_and_the_selection_stays() -> None:
    """← folds, → unfolds; `f` keeps what the wanted ones lie below; esc shows all."""
    async with driven(specs()) as one:
        await one.press(*GO, "up", "up", "up", "up", "left")
        assert "5 below" in one.text()
        assert "Share layout" not in one.text()
        await one.press("right", "f", "3")
        assert "Mount script" in one.text()
        assert "Share layout" not in one.text()
        await one.press("escape")
        assert "Share layout" in one.text()
        assert "▌   ◐ 1001 Storage" in one.text()


async def test_link_leads_to_its_spec_and_esc_comes_back() -> None:
    """Dead links say so; what is missing is named with why, and can be added."""
    session = specs()
    async with driven(session) as one:
        await one.press(*GO, "3")
        said = " ".join(one.text().split())
        assert "! 1015 Health check does not link to 1014 Mount script what needs it" in said
        assert "✗ ../../9000/epic Backtesting leads nowhere" in said
        await one.press("home", "enter", "1")
        assert desk_behind(session).sent == [("mend", "specs/1000/1001/1015.spec.md")]
        await one.press("end", "enter")
        assert one.app.journal.ref == "1001"
        await one.press("escape")
        assert one.app.journal.ref == "1014"
        assert "Leads here" in one.text()


async def test_criterion_is_ticked_in_the_facts_and_from_anywhere() -> None:
    """space on a criterion, or space and its number."""
    session = specs()
    async with driven(session, (140, 40)) as one:
        await one.press(*SESSION, "space", "4")
        assert "4 of 4" in everything(one.app)
        await one.press("tab", *("down",) * 2, "space")
    assert desk_behind(session).sent == [("tick", "1014", 3, True), ("tick", "1014", 1, False)]


async def test_what_another_program_writes_is_shown() -> None:
    """A new spec appears; the selection stays on its spec."""
    session = specs()
    desk = desk_behind(session)
    async with driven(session) as one:
        await one.press(*GO)
        made = fake.branch("1003", "feature", "Alarms", "pending", 1)
        desk.branches = (*BRANCHES[:1], made, *BRANCHES[1:])
        desk.news = Forest(desk.branches, 3, 10)
        one.app.journal.look()
        await one.wait_until(lambda: "1003 Alarms" in one.text())
        assert "▌     ◐ 1014 Mount script" in one.text()


async def test_free_editor_completes_a_link_and_writes_the_file() -> None:
    """`[[` lists targets; Enter takes one; ctrl+s writes with the line ends of the file."""
    session = specs()
    desk = desk_behind(session)
    desk.files[CONTEXT] = "# Context\r\n\r\nnotes\r\n"
    async with driven(session) as one:
        await one.press(*SESSION, "E", "ctrl+end")
        await write(one, "see [[101")
        await one.wait_until(lambda: one.screen.completions.display)
        assert "▌ 1014.context" in one.text()
        await one.press("down", "enter", "ctrl+s")
        assert "saved" in one.rows()[1]
        assert desk.files[CONTEXT] == "# Context\r\n\r\nnotes\r\nsee [[1014.spec]]"
        await one.press("escape")
        assert one.screen.writing is None


async def test_text_that_is_not_saved_is_asked_about_and_kept() -> None:
    """esc asks; after a kill the next start goes on with the text."""
    session = specs()
    desk = desk_behind(session)
    async with driven(session) as one:
        await one.press(*SESSION, "E")
        await write(one, "New: ")
        await one.press("escape")
        assert "The text was changed and is not saved." in one.text()
        await one.press("2")
        assert one.screen.writing is not None
    kept = desk.kept
    assert kept is not None
    assert kept[1:] == (f"text:{CONTEXT}", f"{fake.TEXT}New: ")
    async with driven(session) as one:
        await one.press(*GO, "1")
        assert one.screen.text.answer == f"{fake.TEXT}New: "
        await one.press("escape", "3")
        assert desk.kept is None
        assert desk.sent == []


async def test_app_opens_on_the_spec_that_was_named() -> None:
    """`work 1013` on a terminal; a name that is none is said."""
    async with driven(specs(), first="journal", focus="1013") as one:
        await one.wait_until(lambda: one.app.journal.page is not None)
        await one.settle()
        assert "› 1013 Backup plan" in one.text()
        assert one.screen.front == "session"
    async with driven(specs(), first="journal", focus="9999") as one:
        await one.wait_until(lambda: "There is no spec 9999 here." in one.text())


async def test_empty_tree_and_unreadable_journal_say_what_to_do() -> None:
    """`n` writes the first spec; a journal that cannot be read leaves everything else working."""
    session = empty()
    async with driven(session) as one:
        await one.press(*GO)
        assert "No specs yet. N writes one; b builds them from SPEC.md." in one.text()
        await one.press("b")
        assert "There is no SPEC.md to derive from." in one.text()
        await one.press("escape", "n", "1")
        await write(one, "Market data")
        await one.press("enter")
        assert "3000 Market data" in one.text()
    async with driven(unreadable()) as one:
        await one.press(*SESSION)
        assert "1014.context.md is not UTF-8 (byte 12)." in " ".join(one.text().split())
        await one.press("3")
        assert "Leads here" in one.text()


async def test_journal_on_disk_is_as_before_after_everything_is_taken_back() -> None:
    """The real desk: approve, record, close; three undos give every byte back."""
    session = river()
    spec = session.root / "specs/1000/1002"
    before = {path: path.read_bytes() for path in spec.iterdir() if path.is_file()}
    async with driven(session, first="journal", focus="1026") as one:
        await one.wait_until(lambda: one.app.journal.page is not None)
        await one.press("a", "n", "4")
        await write(one, "Eight hours on one battery")
        await one.press("enter", "c", "2")
        await write(one, "The tower has to wait")
        await one.press("enter")
        said = (spec / "1026.context.md").read_text(encoding="utf-8")
        assert "- 15:44 Eight hours on one battery\n" in said
        assert "◐ partial 0:00" in one.text()
        await one.press("u", "u", "u")
        assert "■ blocked 1 hour" in one.text()
    assert {path: path.read_bytes() for path in spec.iterdir() if path.is_file()} == before


async def test_resize_keeps_what_is_being_typed() -> None:
    """From large to too small and back, the words and the focus stay."""
    async with driven(specs(), (140, 40)) as one:
        await one.press(*SESSION, "n", "1")
        await write(one, "Mount by UUID")
        for size in ((50, 16), (30, 8), (140, 40)):
            await one.resize(*size)
        assert one.screen.form.box.answer == "Mount by UUID"
        assert one.app.focused is one.screen.form.box


async def test_statuses_are_words_in_ascii_too() -> None:
    """Without glyphs and colours nothing is lost."""
    async with driven(specs(), (100, 30), ascii=True) as one:
        await one.press(*GO)
        assert ">     ~ 1014 Mount script  running" in one.text()
        assert "  X 2000 Market data       blocked" in one.text()


@pytest.mark.parametrize("shift", [0, 9])
async def test_hostile_words_of_a_tree_are_text_in_every_view(shift: int) -> None:
    """Titles, entries, links, names of files and half-typed words act on nothing."""
    said = PAYLOADS[shift]
    page = poisoned(PAGE, said)
    branches = tuple(replace(one, title=f"{said} {'long ' * 60}") for one in BRANCHES)
    criteria = tuple(one._replace(text=said) for one in PAGE.criteria)
    page = replace(page, criteria=criteria, trouble="")
    entries = tuple(replace(one, text=f"{said} end") for one in SECOND.entries)
    sessions = (replace(page.journal.sessions[1], entries=entries, started=fake.BEGAN),)
    page = replace(page, journal=replace(page.journal, sessions=sessions))
    session = specs(FakeDesk(branches=branches, pages={"1014": page}, kept=("1014", "plan", said)))
    async with driven(session, (120, 30)) as one:
        for key in (*GO, "1", "escape", "2", "3", "down", "4", "tab", "1"):
            await one.press(key)
            for strip in one.app.screen._compositor.render_strips():
                assert strip.text == visible(strip.text)
                for segment in strip:
                    assert "@click" not in (segment.style.meta if segment.style else {})
        await one.press("2")
        rows = one.screen.middle
        text = "".join(rows.row(number, rows.wide()).plain for number in range(rows.count()))
        assert squeezed(visible(f"{said} end")) in squeezed(text)
