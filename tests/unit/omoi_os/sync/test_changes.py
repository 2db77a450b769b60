"""What a second push does after one thing changed here, on the server, or on both sides."""

from __future__ import annotations

import pytest

from spec_tui.omoi_os.sync.local import wanted_items
from tests.unit.omoi_os.sync.worlds import World, actions, row
from tests.unit.work.plans import plan_of, task, ticket

TASK = ".omoi_os/tasks/TSK-003.md"
TICKET = ".omoi_os/tickets/TKT-001.md"


def test_second_push_changes_nothing(clinic: World) -> None:
    """Nothing is written to the server, and no local file was touched by either push."""
    before = clinic.files()
    clinic.push()
    clinic.server.calls.clear()
    assert actions(clinic.push()) == {}
    assert clinic.server.writes() == []
    assert clinic.files() == before


@pytest.mark.parametrize(
    ("path", "before", "after", "field", "requests"),
    [
        (TASK, "title: Task 3", "title: Renamed", "title", ["PATCH"]),
        (TASK, "# TSK-003: Task 3", "# TSK-003: Other words", "description", ["PATCH"]),
        (TASK, "status: pending", "status: in_progress", "status", ["PATCH"]),
        (TASK, "estimate: S", "estimate: S\npriority: LOW", "priority", ["PATCH"]),
        (TASK, "depends_on: []", "depends_on: [TSK-001]", "dependencies", ["PUT"]),
        (TASK, "type: implementation", "type: test", "description", ["PATCH"]),
        (TICKET, "title: Ticket 1", "title: Renamed", "title", ["PATCH"]),
        (TICKET, "status: backlog", "status: building", "status", ["PATCH"]),
        (TICKET, "priority: HIGH", "priority: LOW", "priority", ["PATCH"]),
        (TICKET, "estimate: M", "estimate: L", "description", ["PATCH"]),
    ],
)
def test_each_field_that_changes_here_is_exactly_one_update(
    clinic: World, path: str, before: str, after: str, field: str, requests: list[str]
) -> None:
    """One row, one request, and the push after it finds nothing to do."""
    clinic.push()
    clinic.server.calls.clear()
    clinic.change(path, before, after)
    pushed = clinic.push()
    one = path.rpartition("/")[2].removesuffix(".md")
    assert actions(pushed) == {one: "update"}
    assert row(pushed, one).fields == (field,)
    assert [call.method for call in clinic.server.writes()] == requests
    assert actions(clinic.push()) == {}


def test_a_blocking_ticket_that_changes_is_one_update_of_the_description(clinic: World) -> None:
    """The server cannot change dependencies of a ticket; the mark carries them."""
    clinic.push()
    clinic.change(".omoi_os/tickets/TKT-002.md", "blocked_by: [TKT-001]", "blocked_by: []")
    pushed = clinic.push()
    assert row(pushed, "TKT-002").fields == ("description",)
    text = clinic.server.tickets_of(clinic.project)[1]["description"]
    assert text.endswith("<!-- spec-tui id=TKT-002 estimate=M -->")


def test_what_only_the_server_changed_is_left_alone_and_said(clinic: World) -> None:
    """An agent that works on a task does not make it a conflict."""
    clinic.push()
    task = next(t for t in clinic.server.tasks_of(clinic.project) if t["title"] == "Task 3")
    task["status"] = "running"
    found = row(clinic.push(), "TSK-003")
    assert (found.action, found.message) == ("skip", "Changed on the server: status")
    assert task["status"] == "running"


def test_what_both_sides_changed_is_a_conflict(clinic: World) -> None:
    """Nothing is sent for it; it goes away when both sides are the same."""
    clinic.push()
    task = next(t for t in clinic.server.tasks_of(clinic.project) if t["title"] == "Task 3")
    task["status"] = "running"
    clinic.change(TASK, "status: pending", "status: done")
    pushed = clinic.push()
    assert (row(pushed, "TSK-003").action, task["status"]) == ("conflict", "running")
    assert pushed.failed
    clinic.change(TASK, "status: done", "status: in_progress")
    assert actions(clinic.push()) == {}


def test_a_task_that_failed_on_the_server_is_a_conflict(clinic: World) -> None:
    """`failed` has no counterpart here: a person looks."""
    clinic.push()
    clinic.server.tasks_of(clinic.project)[0]["status"] = "failed"
    assert "conflict" in actions(clinic.push()).values()


def test_assigned_is_no_change_of_a_pending_task(clinic: World) -> None:
    """The server's `assigned` counts as pending."""
    clinic.push()
    for one in clinic.server.tasks_of(clinic.project):
        one["status"] = "assigned"
    assert {found.message for found in clinic.push().rows} == {"Already in sync"}


def test_blocked_is_not_sent(clinic: World) -> None:
    """A task that is blocked here keeps the status that it has there."""
    clinic.push()
    clinic.change(TASK, "status: pending", "status: blocked")
    clinic.push()
    assert {t["status"] for t in clinic.server.tasks_of(clinic.project)} == {"pending"}


def test_a_new_item_that_is_done_already_is_created_and_patched_in_one_row(clinic: World) -> None:
    """The server's first status is not the last word."""
    clinic.change(TASK, "status: pending", "status: done")
    pushed = clinic.push()
    assert row(pushed, "TSK-003").action == "create"
    task = next(t for t in clinic.server.tasks_of(clinic.project) if t["title"] == "Task 3")
    assert task["status"] == "completed"
    assert actions(clinic.push()) == {}


def test_without_the_ledger_everything_is_found_again_by_its_mark(clinic: World) -> None:
    """A fresh clone neither duplicates nor rewrites, not even what was renamed meanwhile."""
    clinic.push()
    for ledger in (clinic.root / ".omoi_os/.sync").iterdir():
        ledger.unlink()
    clinic.change(TICKET, "title: Ticket 1", "title: Renamed")
    clinic.server.calls.clear()
    assert actions(clinic.push()) == {"TKT-001": "update"}
    assert len(clinic.server.writes()) == 1
    assert len(clinic.server.tickets_of(clinic.project)) == 2


def test_without_the_ledger_work_on_the_server_is_not_taken_back(clinic: World) -> None:
    """A status that is further there than here is a conflict, not an update."""
    clinic.push()
    for ledger in (clinic.root / ".omoi_os/.sync").iterdir():
        ledger.unlink()
    task = next(t for t in clinic.server.tasks_of(clinic.project) if t["title"] == "Task 3")
    task["status"] = "completed"
    assert actions(clinic.push()) == {"TSK-003": "conflict"}
    assert task["status"] == "completed"


def test_an_id_that_another_repository_used_is_a_conflict(clinic: World) -> None:
    """TKT-001 of somebody else in the same project is not overwritten."""
    theirs = {
        "title": "Quarterly report", "project_id": clinic.project,
        "description": "Numbers of the quarter, as PDF.\n\n<!-- spec-tui id=TKT-001 -->",
    }  # fmt: skip
    from tests.servers.answers import Request

    clinic.server._new_ticket(Request("maria", {}, theirs))
    pushed = clinic.push()
    assert row(pushed, "TKT-001").action == "conflict"
    assert "another item with the id TKT-001: “Quarterly report”" in row(pushed, "TKT-001").message
    assert row(pushed, "TSK-001").message == "Its ticket TKT-001 is not on the server."


def test_what_was_removed_on_the_server_is_created_again_with_its_dependants_joined(
    clinic: World,
) -> None:
    """The task that waits on it is given the new id."""
    clinic.push()
    gone = next(t for t in clinic.server.tasks_of(clinic.project) if t["title"] == "Task 1")
    del clinic.server.tasks[gone["id"]]
    assert actions(clinic.push()) == {"TSK-001": "create", "TSK-002": "update"}
    tasks = {t["title"]: t for t in clinic.server.tasks_of(clinic.project)}
    assert tasks["Task 2"]["dependencies"] == {"depends_on": [tasks["Task 1"]["id"]]}
    assert actions(clinic.push()) == {}


def test_nothing_is_deleted_on_the_server(clinic: World) -> None:
    """A file that is gone here leaves its item where it is."""
    clinic.push()
    (clinic.root / TASK).unlink()
    clinic.push()
    assert len(clinic.server.tasks_of(clinic.project)) == 3


def test_a_task_that_changed_its_ticket_is_updated_and_the_server_said_to_keep_it(
    clinic: World,
) -> None:
    """The server cannot move a task; its mark names the ticket that it has here."""
    clinic.push()
    clinic.change(TASK, "ticket_id: TKT-002", "ticket_id: TKT-001")
    found = row(clinic.push(), "TSK-003")
    assert (found.action, found.fields) == ("update", ("description",))
    assert "(the server keeps it under another ticket)" in row(clinic.push(), "TSK-003").message
    task = next(t for t in clinic.server.tasks_of(clinic.project) if t["title"] == "Task 3")
    assert task["description"].endswith("ticket=TKT-001 -->")


def test_a_file_that_vanishes_while_the_plan_is_made_sends_nothing_for_it() -> None:
    """An empty text must not replace the words on the server."""
    texts = dict([ticket(1), task(1)])
    found = wanted_items(plan_of(texts), lambda path: "" if "TSK" in path else texts[path])
    assert [one.broken for one in found] == [
        "", ".omoi_os/tasks/TSK-001.md cannot be read any more.",
    ]  # fmt: skip


def test_two_rows_left_out_stay_and_what_waits_on_them_fails(clinic: World) -> None:
    """A row that a person leaves out is not sent, nor what needs it."""
    with clinic.syncing() as syncing:
        plan = syncing.plan()
        pushed = syncing.push(plan, confirmed=True, leave_out={"task:TSK-001"})
    assert row(pushed, "TSK-001").state == "left out"
    assert row(pushed, "TSK-002").message == "Its task TSK-001 is not on the server."
    assert len(clinic.server.tasks_of(clinic.project)) == 1


def test_the_item_that_task_id_names_is_marked(clinic: World) -> None:
    """By its id here or there."""
    with clinic.syncing(current="TSK-002") as syncing:
        assert [found.id for found in syncing.plan().rows if found.current] == ["TSK-002"]
    pushed = clinic.push()
    with clinic.syncing(current=row(pushed, "TSK-003").remote_id) as syncing:
        assert [found.id for found in syncing.plan().rows if found.current] == ["TSK-003"]


def test_both_sides_of_a_row_can_be_compared(clinic: World) -> None:
    """Field by field, here and there."""
    clinic.push()
    clinic.change(TASK, "status: pending", "status: done")
    clinic.change(TASK, "depends_on: []", "depends_on: [TSK-002]")
    clinic.change(".omoi_os/tasks/TSK-002.md", "depends_on: [TSK-001]", "depends_on: []")
    clinic.change(".omoi_os/tasks/TSK-001.md", "blocks: [TSK-002]", "blocks: []")
    with clinic.syncing() as syncing:
        plan = syncing.plan()
        found = {one: syncing.compare(row(plan, one)) for one in ("TSK-002", "TSK-003")}
    assert [one for one in found["TSK-002"] if one.differs] == [("dependencies", "", "TSK-001")]
    assert [one for one in found["TSK-003"] if one.differs] == [
        ("status", "completed", "pending"), ("dependencies", "TSK-002", ""),
    ]  # fmt: skip
