"""Tasks, Graph and Traces: what keys do, and what the disk does to them."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from spec_tui.documents.visible import visible
from spec_tui.screens.graph import GraphScreen
from spec_tui.screens.tasks import TasksScreen
from spec_tui.widgets.rows import RowList
from tests.screens.driving import driven, everything, squeezed
from tests.screens.plan_scenes import CYCLE, DOWN, GO, GRAPH, clinic, empty, on
from tests.screens.test_hostile import PAYLOADS

TASK = ".omoi_os/tasks/TSK-007.md"


def diff(before: str, after: str) -> list[str]:
    """Changed lines."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in lines if line[0] in "+-" and line[:3] not in {"+++", "---"}]


def selected(one) -> str:
    """The ref of the selected item."""
    return one.app.plans.selected


def row_texts(one) -> list[str]:
    """Every row of the lists in front, also those scrolled away."""
    lists = [widget for widget in one.app.screen.query(RowList) if widget.display]
    return [
        widget.row(number, widget.wide()).plain
        for widget in lists
        for number in range(widget.count())
    ]


async def test_status_changes_one_line_and_the_date() -> None:
    """`s` and a number write the status; the receipt takes the place of the counts."""
    session = clinic()
    path = session.root / TASK
    before = path.read_text(encoding="utf-8")
    async with driven(session) as one:
        await one.press(*GO, *DOWN, "s", "2")
        assert "TSK-007 is in progress. u takes it back." in one.text()
        changed = diff(before, path.read_text(encoding="utf-8"))
        assert changed[:2] == ["-status: pending", "+status: in_progress"]
        assert all("updated:" in line for line in changed[2:])
        await one.press("u")
        assert path.read_text(encoding="utf-8") == before
        assert "○ waiting      TSK-007" in one.text()


async def test_priority_and_size_are_written_as_the_format_writes_them() -> None:
    """The two other pickers, and a size in words."""
    session = clinic()
    path = session.root / TASK
    async with driven(session) as one:
        await one.press(*GO, *DOWN, "p", "2", "z", "2")
        text = path.read_text(encoding="utf-8")
        assert "priority: HIGH" in text
        assert "estimate: S" in text


async def test_dependency_that_would_close_a_cycle_is_shown_and_cannot_be_taken() -> None:
    """The picker says the way around; Enter on it does nothing."""
    session = clinic()
    path = session.root / TASK
    before = path.read_text(encoding="utf-8")
    async with driven(session, (100, 30)) as one:
        await one.press(*GO, *DOWN, "d", "slash", *"TSK-014")
        assert "TSK-007 → TSK-009 → TSK-014 → TSK-007" in one.text()
        await one.press("enter")
        assert one.app.screen.place == "dialog"
        assert path.read_text(encoding="utf-8") == before


async def test_dependency_is_added_on_both_sides_and_taken_off_again() -> None:
    """Enter adds an edge; on one that is there it takes it off."""
    session = clinic()
    other = session.root / ".omoi_os/tasks/TSK-011.md"
    before = other.read_text(encoding="utf-8")
    async with driven(session, (100, 30)) as one:
        await one.press(*GO, *DOWN, "d", "slash", *"TSK-011", "enter")
        assert "TSK-007" in other.read_text(encoding="utf-8")
        await one.press("d", "slash", *"TSK-011", "enter")
        blocks = [row for row in other.read_text(encoding="utf-8").splitlines() if "blocks" in row]
        assert blocks == [row for row in before.splitlines() if "blocks" in row]


async def test_space_ticks_the_selected_criterion() -> None:
    """In the detail, on a criterion."""
    session = clinic()
    path = session.root / TASK
    async with driven(session, (140, 40)) as one:
        await one.press(*GO, *DOWN, "enter")
        pane = one.app.screen.pane
        rows = [at for at, (_, action) in enumerate(pane.actions) if action.kind == "tick"]
        await one.press("home", *("down",) * rows[1], "space")
        assert "- [x] A held slot of someone else" in path.read_text(encoding="utf-8")
        assert "2 of 4" in one.text()


async def test_filter_narrows_while_typing_and_esc_clears_it() -> None:
    """Every letter counts; the list says how many are left."""
    async with driven(clinic(), (100, 30)) as one:
        await one.press(*GO, "slash", *"booking")
        assert "of 14" in one.text()
        assert "TSK-001" not in one.text()
        await one.press("enter", "escape")
        assert "TSK-001" in one.text()


async def test_show_only_keeps_what_was_selected_where_it_can() -> None:
    """`f` shows one state; the selection stays on its item."""
    async with driven(clinic(), (100, 30)) as one:
        await one.press(*GO, *DOWN, "f", "slash", *"waiting", "enter")
        assert selected(one) == "TSK-007"
        assert all("waiting" in row for row in row_texts(one))


async def test_order_by_status_twice_turns_it_round() -> None:
    """`o` again on the same order reverses it."""
    async with driven(clinic(), (100, 30)) as one:
        await one.press(*GO, "o", "3")
        first = row_texts(one)
        await one.press("o", "3")
        assert row_texts(one)[0].split()[-1] == first[-1].split()[-1]
        assert "ready" in first[0]


async def test_change_on_disk_shows_and_keeps_place_and_filter() -> None:
    """Another program writes; the row is marked and the selection stays."""
    session = clinic()
    other = session.root / ".omoi_os/tasks/TSK-013.md"
    async with driven(session, (100, 30)) as one:
        await one.press(*GO, *DOWN)
        text = other.read_text(encoding="utf-8")
        other.write_text(text.replace("status: pending", "status: in_progress"), encoding="utf-8")
        one.app.plans.look()
        await one.wait_until(lambda: "+◐ in progress  TSK-013" in one.text().replace(" +", "+"))
        assert selected(one) == "TSK-007"


async def test_new_task_goes_below_the_ticket_of_the_selected_one() -> None:
    """`n`, the first row, a title; the new item is selected."""
    session = clinic()
    async with driven(session, (100, 30)) as one:
        await one.press(*GO, *DOWN, "n", "1", *"Refund", "enter")
        assert selected(one) == "TSK-015"
        text = (session.root / ".omoi_os/tasks/TSK-015.md").read_text(encoding="utf-8")
        assert "ticket_id: TKT-003" in text


async def test_editor_opens_the_file_of_the_item_at_its_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`e` hands over path and line."""
    from spec_tui.screens import editor

    opened: list[tuple[str, int]] = []
    monkeypatch.setattr(
        editor, "open_file", lambda _app, path, line: opened.append((path, line)) or ""
    )
    session = clinic()
    async with driven(session) as one:
        await one.press(*GO, *DOWN, "e")
    assert opened == [(str(session.root / TASK), 1)]


async def test_selection_goes_along_to_the_graph_and_back() -> None:
    """Tasks, lanes, focus, along an edge, Enter twice, esc back."""
    async with driven(clinic(), (140, 40)) as one:
        await one.press(*GO, *DOWN, *GRAPH)
        assert isinstance(one.app.screen, GraphScreen)
        assert selected(one) == "TSK-007"
        await one.press("2", "right")
        assert selected(one) in {"TSK-009", "TSK-010", "TSK-012"}
        target = selected(one)
        await one.press("enter", "enter")
        assert isinstance(one.app.screen, TasksScreen)
        assert selected(one) == target
        await one.press("escape")
        assert isinstance(one.app.screen, GraphScreen)


async def test_marks_are_walked_with_full_stop_and_comma() -> None:
    """Ready has one item here; both keys lead to it."""
    async with driven(clinic(), (100, 30)) as one:
        await one.press(*GRAPH, "m", "full_stop")
        assert selected(one) == "TSK-013"
        await one.press("home", "comma")
        assert selected(one) == "TSK-013"


async def test_search_in_the_graph_goes_to_the_first_match() -> None:
    """While typing; what was found stays marked."""
    async with driven(clinic(), (100, 30)) as one:
        await one.press(*GRAPH, "slash", *"sms", "enter")
        assert selected(one) == "TSK-011"


async def test_status_changed_in_the_graph_is_drawn_there() -> None:
    """The lanes are laid out anew after the change."""
    async with driven(clinic(), (100, 30)) as one:
        await one.press(*GO, *("down",) * 12, *GRAPH, "s", "2")
        assert "TSK-013 is in progress" in one.text()
        assert any("in progress  TSK-013" in row for row in row_texts(one))


@pytest.mark.parametrize(("number", "suffix", "start"), [
    ("1", ".mmd", "flowchart"), ("2", ".dot", "digraph"), ("3", ".svg", "<svg"),
])  # fmt: skip
async def test_export_writes_what_is_seen_into_a_new_file(
    number: str, suffix: str, start: str
) -> None:
    """Mermaid, DOT and SVG; a second export takes another name."""
    session = clinic()
    async with driven(session) as one:
        await one.press(*GRAPH, "x", number, "x", number)
    files = sorted(path.name for path in session.root.glob(f"graph*{suffix}"))
    assert files == sorted([f"graph{suffix}", f"graph-2{suffix}"])
    assert start in (session.root / f"graph{suffix}").read_text(encoding="utf-8")


async def test_cycle_is_named_in_the_lanes() -> None:
    """A heading above its members."""
    async with driven(CYCLE(), (100, 30)) as one:
        await one.press(*GRAPH)
        assert "↻ cycle: TSK-004 → TSK-006 → TSK-004" in one.text()


async def test_trace_of_a_task_opens_it_in_tasks_and_esc_comes_back() -> None:
    """Enter on the fourth column."""
    async with driven(clinic(), (140, 40)) as one:
        await one.press("f9", "v", "down", "right", "right", "right", "enter")
        assert isinstance(one.app.screen, TasksScreen)
        assert selected(one) == "TSK-004"
        await one.press("escape")
        assert "traced to tasks: 6 of 7" in one.text()


async def test_requirement_is_read_and_leads_to_its_line_and_its_tickets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Words first, then design, ticket, tasks, place; esc comes back to the table."""
    from spec_tui.screens import editor

    opened: list[tuple[str, int]] = []
    monkeypatch.setattr(
        editor, "open_file", lambda _app, path, line: opened.append((path, line)) or ""
    )
    session = clinic()
    async with driven(session, (140, 40)) as one:
        await one.press("f9", "v", "enter")
        assert "THE SYSTEM SHALL hold it for 10 minutes." in one.text()
        assert ".omoi_os/requirements/online-booking.md:14" in one.text()
        await one.press("enter")
        assert opened == [(str(session.root / ".omoi_os/requirements/online-booking.md"), 16)]
        await one.press("enter", "down", "down", "down", "enter")
        assert isinstance(one.app.screen, TasksScreen)
        assert selected(one) == "TKT-003"
        await one.press("escape")
        assert "traced to tasks: 6 of 7" in one.text()


async def test_requirement_of_a_ticket_is_read_from_its_detail() -> None:
    """Enter on the row that names it; one that no file has is a sentence."""
    session = clinic()
    ticket = session.root / ".omoi_os/tickets/TKT-003.md"
    words = ticket.read_text(encoding="utf-8")
    ticket.write_text(words.replace("REQ-BOOK-FUNC-003", "REQ-GONE-FUNC-001"), encoding="utf-8")
    async with driven(session, (140, 40)) as one:
        await one.press(*GO, *DOWN, "enter", "enter")
        assert selected(one) == "TKT-003"
        await one.press("enter")
        assert "THE SYSTEM SHALL hold it for 10 minutes." in one.text()
        await one.press("escape", "down", "enter")
        assert "No file of .omoi_os/requirements has REQ-GONE-FUNC-001." in one.text()


async def test_no_plans_are_a_sentence_on_every_screen() -> None:
    """Empty lists say what to do."""
    async with driven(empty()) as one:
        await one.press(*GO)
        assert "No tasks yet. n writes one." in one.text()
        await one.press("f9", "v")
        assert "No requirements yet." in one.text()


def hostile(root: Path) -> None:
    """A task for each payload, in its title, its criterion and its path's neighbours."""
    folder = root / ".omoi_os" / "tasks"
    folder.mkdir(parents=True)
    for number, payload in enumerate(PAYLOADS, 1):
        quoted = payload.replace("\\", "\\\\").replace('"', '\\"')
        escaped = "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in quoted)
        before = f"TSK-{number - 1:03d}" if number > 1 else ""
        folder.joinpath(f"TSK-{number:03d}.md").write_text(
            f'---\nid: TSK-{number:03d}\ntitle: "{escaped}"\nstatus: pending\n'
            f"ticket_id: TKT-001\ndependencies:\n  depends_on: [{before}]\n---\n\n"
            f"## Acceptance Criteria\n\n- [ ] one\n",
            encoding="utf-8",
        )


@pytest.mark.parametrize("keys", [GO, (*GO, "end", "enter"), GRAPH, (*GRAPH, "2"), (*GO, "d")])
async def test_hostile_titles_are_shown_literally_and_act_on_nothing(keys: tuple[str, ...]) -> None:
    """List, detail, lanes, focus graph and picker."""
    session = clinic()
    session = on(session.root.parent / "hostile")
    hostile(session.root)
    async with driven(session, (140, 40)) as one:
        await one.press(*keys)
        text = squeezed(everything(one.app) + "".join(row_texts(one)))
        assert squeezed(visible(PAYLOADS[1])) in text
        for strip in one.app.screen._compositor.render_strips():
            assert strip.text == visible(strip.text)
            for segment in strip:
                assert "@click" not in (segment.style.meta if segment.style else {})
        if keys == GO:
            for payload in PAYLOADS:
                title = squeezed(" ".join(visible(payload).split()))
                assert title in text or title[:12] in text
