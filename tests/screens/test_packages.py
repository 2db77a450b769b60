"""Packages: what keys do to the gate, the documents and the tasks, and what the disk does."""

from __future__ import annotations

from pathlib import Path

import pytest

from spec_tui.documents.visible import visible
from spec_tui.widgets.rows import RowList
from tests.screens.driving import Driven, driven, everything, squeezed
from tests.screens.package_scenes import (
    BOOKING,
    GATE,
    GO,
    OPEN,
    RUNNING,
    SRD,
    TASKS,
    TECH,
    change,
    derived,
    empty,
    filled,
    grown,
    under_git,
)
from tests.screens.test_hostile import PAYLOADS


def read(root: Path, path: str) -> str:
    return (root / path).read_text(encoding="utf-8")


def statuses(root: Path) -> list[str]:
    """The `status:` lines of the three files."""
    return [
        next(row for row in read(root, f"{BOOKING}/{name}").splitlines() if row[:7] == "status:")
        for name in ("srd.md", "tech-spec.md", "tasks.md")
    ]


def rows(one: Driven) -> str:
    """All rows of the list in front, also those scrolled away."""
    found = [widget for widget in one.app.screen.query(RowList) if widget.display]
    return "\n".join(
        widget.row(number, widget.wide()).plain
        for widget in found
        for number in range(widget.count())
    )


async def fill(one: Driven, text: str) -> None:
    """Type a line into the dialog in front and take it."""
    one.app.screen.input.value = text
    await one.press("enter")


async def test_approval_is_refused_until_the_items_pass_or_are_waived() -> None:
    """`a` names items and roles; after two waivers it sets three files; `u` takes it back."""
    session = GATE()
    async with driven(session) as one:
        await one.press(*OPEN, "a")
        said = " ".join(one.text().split())
        assert "2 items of the gate fail: 2 nfr, 5 observability" in said
        assert "Still to sign: security, data." in said
        assert statuses(session.root) == ["status: draft"] * 3
        await one.press("w")
        assert "Item 1 passes: there is nothing to waive." in one.text()
        await one.press("down", "w", "enter")
        assert one.app.screen.place == "dialog", "an empty reason is taken"
        await fill(one, "pilot")
        await one.press("enter", "down", "down", "down", "w")
        await fill(one, "later")
        await one.press("enter")
        assert "| observability | later | @maria |" in read(session.root, TECH)
        await one.press("a", "enter")
        assert statuses(session.root) == ["status: approved"] * 3
        assert "Still open: sign-off of security" in " ".join(one.text().split())
        await one.press("u")
        assert statuses(session.root) == ["status: draft"] * 3


async def test_decision_at_sign_off_is_offered_as_an_adr() -> None:
    """`s` on a role, a decision, the name, and yes: it stands in the table and in decisions.md."""
    session = GATE()
    async with driven(session) as one:
        await one.press(*OPEN, "s", "3", "2")
        await fill(one, "Keys in the vault")
        await one.press("enter")
        assert "“Keys in the vault” is a decision." in one.text()
        await one.press("1")
        assert "| security | @maria |" in read(session.root, TECH)
        assert "Keys in the vault" in read(session.root, ".codex-os/product/decisions.md")
        assert "✓ security" in rows(one)


async def test_plan_start_and_done_touch_only_what_they_name() -> None:
    """The plan is built, a task begun all the same and finished with its answers; all undoable."""
    session = RUNNING()
    before = read(session.root, TASKS)
    async with driven(session) as one:
        await one.press(*OPEN, "3", "b", "1")
        assert "## Order of tasks" in read(session.root, f"{BOOKING}/plan.md")
        await one.press("down", "s", "1")
        assert "ID-002 waits on ID-001. Begin it all the same?" in one.text()
        await one.press("1", "up", "space")
        assert read(session.root, TASKS) == before
        assert "7 lines of its Definition of Done without an answer" in everything(one.app)
        await one.press("space", "space", "space", "w")
        await fill(one, "no API")
        await one.press(*("space",) * 3, "s", "2")
        await fill(one, "Two tables")
        await one.press("2")
        await fill(one, "#12")
        await one.press("1")
        assert "Two tables · PR #12 · hash pending" in read(session.root, TASKS)
        await one.press("s", "1", "1", "2")
        await fill(one, "abc1234")
        done = read(session.root, TASKS)
        changed = set(done.splitlines()) ^ set(before.splitlines())
        assert {row for row in changed if "updated" not in row} == {
            "   - [ ] in progress — since 2025-08-24",
            "   - [x] done — Two tables · PR #12 · abc1234",
        }
        record = read(session.root, f"{BOOKING}/plan.md")
        assert "- [ ] E2E/API tests added where applicable — not here: no API" in record
        await one.press("escape", "u", "u")
        assert read(session.root, TASKS) == before


async def test_notes_and_decisions_are_written_from_the_execution() -> None:
    """`n` offers an assumption, a trade-off, a decision, a checkpoint."""
    session = RUNNING()
    async with driven(session) as one:
        await one.press(*OPEN, "3", "n", "1")
        await fill(one, "Slots are 15 minutes")
        assert "Slots are 15 minutes" in read(session.root, SRD)
        await one.press("n", "3")
        await fill(one, "No ORM")
        await fill(one, "Plain SQL")
        decisions = read(session.root, ".codex-os/product/decisions.md")
        assert "No ORM" in decisions
        assert "While ID-001 was carried out." in decisions


async def test_git_command_runs_only_after_a_yes_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Enter shows the command in full; `no` and `copy it` run nothing."""
    from spec_tui.execution import Execution

    ran: list[str] = []
    copied: list[str] = []

    def run(_self: Execution, command) -> tuple[bool, str]:
        ran.append(command.text)
        return True, "Switched to a new branch"

    monkeypatch.setattr(Execution, "run", run)
    async with driven(under_git()) as one:
        monkeypatch.setattr(one.app, "copy_to_clipboard", copied.append)
        await one.press(*OPEN, "3", "tab", "enter", "down", "enter", "3", "enter", "2")
        command = "git checkout -b spec/2025-08-23-online-booking main"
        assert copied == ["migration/ID-001-tables-for-slots-and-bookings", command]
        assert ran == []
        await one.press("enter", "1")
        assert ran == [command]
        assert f"{command}: Switched to a new branch" in " ".join(one.text().split())


async def test_new_package_is_made_from_templates_or_from_the_spec() -> None:
    """`n` asks for the title only."""
    session = empty()
    async with driven(session) as one:
        assert not (session.root / ".codex-os").exists()
        await one.press(*GO, "n")
        await fill(one, "Waiting list")
        made = next((session.root / ".codex-os/specs").iterdir())
        assert "owners: " in (made / "srd.md").read_text(encoding="utf-8")
        assert "AGENTS.md does not point to .codex-os/." in one.text()
        await one.press("2")
        assert "Waiting list" in rows(one)
        await one.press("u")
        assert not (session.root / "AGENTS.md").exists()
        assert "No packages yet. n starts one; b builds it from SPEC.md." in one.text()


async def test_build_shows_what_would_change_and_ctrl_s_writes_it() -> None:
    """SPEC.md has one more line; esc writes nothing, ctrl+s does, and a person's words stay."""
    session = grown()
    before = read(session.root, SRD)
    async with driven(session) as one:
        await one.press(*GO, "b")
        assert "+- P4 Insurance claims" in rows(one)
        assert "srd/summary was changed here." in rows(one)
        await one.press("escape")
        assert read(session.root, SRD) == before
        await one.press("b", "ctrl+s")
        after = read(session.root, SRD)
        assert "- NG4 Insurance claims" in after
        assert "It also answers the telephone." in after
        await one.press("u")
        assert read(session.root, SRD) == before


async def test_drift_is_settled_with_one_of_three_ways() -> None:
    """Enter on a changed region offers them; pushed back, SPEC.md takes the words."""
    session = derived()
    async with driven(session) as one:
        await one.press(*OPEN, "1", "end", "enter", "1")
        assert "It also answers the telephone." in read(session.root, "SPEC.md")
        assert "Everything managed is as SPEC.md says." in rows(one)


async def test_gate_is_judged_again_when_a_file_changes() -> None:
    """Another program writes; the item turns, the selection stays. ASCII shows it in words, too."""
    session = filled()
    async with driven(session, ascii=True) as one:
        await one.press(*OPEN, "down")
        assert "11 of 11 pass" in one.text()
        change(session.root / TECH, ("99.9 % a month", "always"))
        one.app.packages.look()
        await one.wait_until(lambda: "10 of 11 pass" in one.text())
        assert "> X fail     2  NFRs have numbers" in one.text()


async def test_enter_opens_the_evidence_at_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """The editor gets path and line."""
    from spec_tui.screens import editor

    seen: list[tuple[str, int]] = []
    monkeypatch.setattr(
        editor, "open_file", lambda app, path, line: seen.append((path, line)) or ""
    )
    session = GATE()
    async with driven(session) as one:
        await one.press(*OPEN, "down", "down", "enter")
    path, line = seen[0]
    assert path.endswith(TECH)
    assert read(session.root, TECH).splitlines()[line - 1].startswith("- Slot (id")


async def test_hostile_words_of_a_package_are_text_in_every_view() -> None:
    """Titles, owners, criteria, reasons and decisions act on nothing."""
    session = GATE()
    title, owner, task, said = PAYLOADS[3], PAYLOADS[8], PAYLOADS[2], PAYLOADS[10]
    change(
        session.root / SRD, ("title: Online Booking", f"title: 'A {title}'"), ('"@tom"', "'[/]'")
    )
    change(session.root / TASKS, ("Hold a slot for ten minutes", f"Hold {task} {owner}"))
    change(session.root / TECH, ("Alembic for all migrations", said), ("CODEOWNERS comes", title))
    async with driven(session, (100, 30)) as one:
        await one.press(*OPEN)
        for view, keys in {"1": 1, "2": 8, "3": 1}.items():
            for key in (view, *("down",) * keys):
                await one.press(key)
                for strip in one.app.screen._compositor.render_strips():
                    assert strip.text == visible(strip.text)
                    for segment in strip:
                        assert "@click" not in (segment.style.meta if segment.style else {})
        assert squeezed(visible(f"Hold {task}")) in squeezed(rows(one))
