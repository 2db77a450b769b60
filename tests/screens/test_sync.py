"""Sync: nothing leaves before a key is pressed; what a push does is seen row by row."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

from spec_tui.documents.visible import visible
from spec_tui.omoi_os.sync.target import KEY, PROJECT, URL
from tests.screens.driving import Driven, driven, everything, squeezed
from tests.screens.sync_scenes import (
    ASKED,
    DESKS,
    ENVIRON,
    ERROR,
    GO,
    SAME,
    SECRET,
    FakeSyncing,
    duplicate,
    lacking,
    made,
    rows,
    synced,
)
from tests.screens.test_hostile import PAYLOADS
from tests.screens.test_snapshots import picture

__all__ = ["picture"]
WIDE = (140, 40)


def pushed(fake: FakeSyncing) -> list[str]:
    """Ids that a push was asked for."""
    return [one.removeprefix("push ") for one in fake.asked if one.startswith("push ")]


def line_of(one: Driven, id_: str) -> str:
    """The row of an id in the list."""
    return next(row for row in one.rows() if f" {id_} " in row[:30])


async def ended(one: Driven) -> None:
    """Wait until the push is over and drawn."""
    await one.wait_until(lambda: one.app.sync.pushing is None)
    await one.settle()


async def test_nothing_is_asked_before_a_key_asks_for_it() -> None:
    """The target says where it comes from, the key is nowhere; the server hears nothing until r."""
    fake = FakeSyncing()
    async with driven(synced(fake)(), WIDE) as one:
        await one.press(*GO, "ctrl+s", "space", "enter")
        assert fake.asked == []
        assert "local › https://api.example.org, project clinic" in one.text()
        assert f"URL: {URL}   project: {PROJECT}   key: {KEY}" in one.text()
        assert SECRET not in everything(one.app)
        assert "r asks the server first; nothing is sent" in one.text()
        await one.press("r")
        assert fake.asked == ["plan items"]


async def test_offline_is_a_sentence_and_the_plan_that_was_read_stays() -> None:
    """The first time it stands in the place of the list, later above it."""
    fake = FakeSyncing()
    fake.broken = "https://api.example.org cannot be reached. Nothing was sent."
    async with driven(synced(fake)(), WIDE) as one:
        await one.press(*ASKED)
        assert fake.broken in one.text()
        fake.broken, said = "", fake.broken
        await one.press("r")
        assert "TSK-011" in one.text()
        assert said not in one.text()
        fake.broken = said
        await one.press("r")
        assert said in one.text()
        assert "TSK-011" in one.text()


async def test_push_sends_the_rows_that_were_shown_after_a_yes_to_a_new_server() -> None:
    """`no` and esc send nothing; then each row turns to `sent`, conflicts stay."""
    theirs = made("skip", "TSK-001", "Their own words", "title", here="a", there="b")
    fake = FakeSyncing(*rows(), theirs, known=False)
    async with driven(synced(fake)(), WIDE, first="sync") as one:
        await one.press("r", "ctrl+s")
        assert "https://api.example.org was not pushed to before (OMOIOS_API_URL)." in one.text()
        await one.press("1", "ctrl+s", "escape")
        assert pushed(fake) == []
        await one.press("ctrl+s", "2")
        await ended(one)
        assert pushed(fake) == ["TKT-003", "TKT-006", "TSK-005", "TSK-006", "TSK-013", "TSK-014"]
        assert "Sent 6: 3 created, 3 updated." in one.text()
        assert "✓ sent" in line_of(one, "TSK-013")
        assert "! conflict" in line_of(one, "TSK-011")
        assert "○ skip" in line_of(one, "TSK-001")
        await one.press("ctrl+s")
        assert "Nothing to send." in one.text()
        assert len(pushed(fake)) == 6


async def test_row_left_out_is_not_sent_and_takes_along_what_needs_it() -> None:
    """A ticket keeps its tasks back; a conflict shows both sides and is never sent."""
    fake = FakeSyncing()
    async with driven(synced(fake)(), WIDE) as one:
        await one.press(*ASKED, "space")
        assert "– left out" in line_of(one, "TKT-006")
        assert "– left out" in line_of(one, "TSK-013")
        await one.press("space")
        assert "What it needs is left out" in one.text()
        await one.press("ctrl+s")
        await ended(one)
        assert pushed(fake) == ["TKT-003", "TSK-005", "TSK-006"]
        await one.press("home", *("down",) * 6, "space")
        assert "Only what would be created or updated can be left out." in one.text()
        await one.press("up", "down")
        row = next(row for row in one.rows() if "TSK-011 status" in row)
        assert "here  blocked  20 Aug      server  completed  last sent 19 Aug" in row
        await one.press("home", "space", "ctrl+s")
        await ended(one)
        assert pushed(fake)[3:] == ["TKT-006", "TSK-013", "TSK-014"]


async def test_stop_ends_after_what_is_in_flight_and_the_plan_stays(picture) -> None:
    """While it runs the rows say how they stand; ctrl+s goes on with what was not begun."""
    fake = FakeSyncing()
    fake.hold, fake.trying = threading.Event(), "429, trying again"
    async with driven(synced(fake)()) as one:
        await one.press(*ASKED)
        await one.pilot.press("ctrl+s")
        await one.wait_until(lambda: "failed: 429, trying again" in one.text())
        assert "Sending 0 of 6" in one.text()
        assert one.text() == picture(name="pushing-80x24")
        await one.pilot.press("r")
        await one.wait_until(lambda: "A push is under way." in one.text())
        await one.pilot.press("escape")
        await ended(one)
        assert pushed(fake) == ["TKT-003"]
        assert "Sent 1: 1 updated. 5 not begun: ctrl+s goes on." in one.text()
        assert "○ stopped" in line_of(one, "TSK-014")
        await one.pilot.press("ctrl+s")
        await one.wait_until(lambda: len(pushed(fake)) == 2)
        await one.pilot.press("ctrl+c")
        await ended(one)
        assert "4 not begun" in one.text()
        fake.hold = None
        await one.press("ctrl+s")
        await ended(one)
        assert len(pushed(fake)) == len(set(pushed(fake))) == 6


async def test_duplicate_is_created_only_after_a_yes_that_names_the_other_one(picture) -> None:
    """Its tasks come with it; nothing else is sent, and nothing twice."""
    fake = FakeSyncing()
    fake.becomes = {"TKT-006": duplicate, "TSK-013": lacking, "TSK-014": lacking}
    async with driven(synced(fake)()) as one:
        await one.press(*ASKED, "ctrl+s")
        await ended(one)
        assert not fake.forced
        assert one.text() == picture(name="duplicate-80x24")
        before = len(pushed(fake))
        await one.press("home", "enter")
        said = " ".join(one.text().split())
        assert "The server has “Audits” (96 % alike, r9). Create TKT-006" in said
        await one.press("1")
        assert len(pushed(fake)) == before
        fake.becomes = {}
        await one.press("n", "2")
        await ended(one)
        assert fake.forced
        assert pushed(fake)[before:] == ["TKT-006", "TSK-013", "TSK-014"]


async def test_errors_of_local_files_send_nothing_and_open_at_their_line(monkeypatch) -> None:
    """They stand first, with path, line and column; `f` shows one kind of row, esc all again."""
    from spec_tui.screens import editor

    seen: list[tuple[str, int]] = []
    monkeypatch.setattr(
        editor, "open_file", lambda app, path, line: seen.append((path, line)) or ""
    )
    fake = FakeSyncing(problems=(ERROR,))
    async with driven(synced(fake)(), WIDE) as one:
        await one.press(*ASKED, "ctrl+s")
        assert ".omoi_os/tasks/TSK-002.md:4:12" in one.text()
        assert "Nothing is sent before these errors are repaired." in one.text()
        assert pushed(fake) == []
        await one.press("home", "enter", "f", "4")
        assert "TSK-011" in one.text()
        assert "TSK-013" not in one.text()
        await one.press("escape")
        assert "TSK-013" in one.text()
    assert seen[0][0].endswith(".omoi_os/tasks/TSK-002.md")
    assert seen[0][1] == 4


async def test_specs_are_a_plan_of_their_own_that_is_asked_for_by_itself() -> None:
    """← and → change between them; each keeps what was read."""
    fake = FakeSyncing(*SAME)
    async with driven(synced(fake)(), WIDE) as one:
        await one.press(*ASKED, "right")
        assert "a push of requirements and designs would change" in " ".join(one.text().split())
        assert fake.asked == ["plan items"]
        await one.press("r")
        assert fake.asked[-1] == "plan specs"
        assert "There are no requirements and designs in .omoi_os yet." in one.text()
        await one.press("left")
        assert "17 items are the same on both sides." in one.text()


async def test_leaving_during_a_push_stops_it_and_waits_for_what_is_in_flight() -> None:
    """q leaves at once; nothing is begun afterwards."""
    fake = FakeSyncing()
    fake.hold = threading.Event()
    async with driven(synced(fake)(), WIDE) as one:
        await one.press(*ASKED)
        await one.pilot.press("ctrl+s")
        await one.wait_until(lambda: bool(pushed(fake)))
        await one.pilot.press("q")
    assert pushed(fake) == ["TKT-003"]
    assert fake.asked[-1] == "close"


async def test_hostile_words_of_files_and_server_are_text() -> None:
    """In the list, in the fields, side by side and in the dialog."""
    here, there = PAYLOADS[2], PAYLOADS[3]
    update = made("update", "TSK-001", PAYLOADS[8], "description", here=here, there=there)
    twin = duplicate(made("create", "TKT-001", PAYLOADS[10]))
    twin = replace(twin, candidates=(replace(twin.candidates[0], title=there, id=here),))
    fake = FakeSyncing(update, twin, made("failed", "TSK-002", "x", message=there))
    fake.notes = (here,)
    async with driven(synced(fake)(), WIDE) as one:
        await one.press(*ASKED)
        for keys in (("home",), ("enter",), ("escape", "down"), ("enter",), ("1", "end"), ("up",)):
            await one.press(*keys)
            for strip in one.app.screen._compositor.render_strips():
                assert strip.text == visible(strip.text)
                for segment in strip:
                    assert "@click" not in (segment.style.meta if segment.style else {})
        assert squeezed(visible(there))[:30] in squeezed(everything(one.app))


async def test_long_texts_scroll_side_by_side_in_ascii_too() -> None:
    """Equal lines stand beside each other, other ones are marked; nothing is cut."""
    text = "\n".join(f"Line {at} of the description" for at in range(120))
    other = text.replace("Line 60 of", "Row sixty of")
    fake = FakeSyncing(made("update", "TSK-001", "Long", "description", here=text, there=other))
    async with driven(synced(fake)(), ascii=True) as one:
        await one.press(*ASKED, "enter", *("pagedown",) * 4)
        row = next(row for row in one.rows() if "Row sixty of" in row)
        assert "Line 60 of the description" in row
        assert " = " in row
        await one.press("end")
        assert "Line 119 of the description" in one.text()
        await one.press("escape")
        assert one.app.screen.list.has_focus


async def test_real_sync_pushes_a_repository_and_then_has_nothing_to_send(tmp_path: Path) -> None:
    """Against the server of the tests, without a socket."""
    from spec_tui.syncdesk import SyncDesk
    from tests.screens.plan_scenes import on
    from tests.unit.omoi_os.sync.worlds import World
    from tests.unit.work.plans import task, ticket

    world = World(tmp_path / "repo")
    world.root.mkdir()
    world.put(ticket(1), task(1, blocks=[2]), task(2, waits=[1]))
    before = world.files()
    environ = {**ENVIRON, PROJECT: world.project}
    DESKS[world.root] = SyncDesk(world.root, environ, opener=lambda _target, _key: world.syncing())
    async with driven(on(world.root), WIDE) as one:
        await one.press(*ASKED)
        assert world.server.writes() == []
        await one.press("ctrl+s", "2")
        await ended(one)
        assert "Sent 3: 3 created." in one.text()
        await one.press("r")
        assert "Nothing to send. 3 items are the same on both sides." in one.text()
    assert world.files() == before
