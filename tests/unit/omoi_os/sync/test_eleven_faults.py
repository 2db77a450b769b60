"""What the original client gets wrong and ours must not: one test for each fault of sync-api.md."""

from __future__ import annotations

import pytest

from spec_tui.omoi_os.sync.client import NotAllowed
from spec_tui.omoi_os.sync.target import Key
from spec_tui.syncing import Syncing
from tests.unit.omoi_os.sync.specs import DESIGN, REQUIREMENTS, requirements
from tests.unit.omoi_os.sync.worlds import World, actions, client, row, target
from tests.unit.work.plans import task, ticket


def test_fault_1_the_key_goes_out_as_bearer_only_and_401_says_what_was_sent(
    clinic: World,
) -> None:
    """Every request carries Authorization, none X-API-Key; a refused key is no empty list."""
    clinic.push()
    sent = [call.headers for call in clinic.server.calls]
    assert all(headers["authorization"].startswith("Bearer ") for headers in sent)
    assert not any("x-api-key" in headers for headers in sent)
    make = client(clinic.server)
    wrong = Syncing(clinic.root, target(clinic.project), key=Key("sk_live_1"), client=make)
    with pytest.raises(NotAllowed, match=r"Authorization: Bearer.*OMOIOS_API_KEY") as refused:
        wrong.plan()
    assert "sk_live_1" not in str(refused.value)


def test_fault_2_more_than_ten_tickets_and_a_hundred_tasks_are_pushed_once(world: World) -> None:
    """A second push of 12 tickets and 120 tasks makes nothing."""
    world.put(*(ticket(n) for n in range(1, 13)))
    world.put(*(task(n, ticket=1 + n % 12) for n in range(1, 121)))
    world.push()
    world.server.calls.clear()
    assert world.push().summary == {
        "create": 0, "update": 0, "skip": 132, "duplicate": 0, "conflict": 0, "failed": 0,
    }  # fmt: skip
    assert world.server.writes() == []
    assert not any(call.path.startswith("/api/v1/tickets/") for call in world.server.calls)
    lists = [call for call in world.server.calls if call.path == "/api/v1/tasks"]
    assert all("ticket_id" in call.query for call in lists)


def test_fault_3_titles_of_another_project_are_not_taken_for_ours(clinic: World) -> None:
    """A second project gets its own copy, and the first one stays as it was."""
    clinic.push()
    before = str(clinic.server.tickets_of(clinic.project))
    other = clinic.server.add_project("Other")
    assert clinic.push(project=other).summary["create"] == 5
    assert len(clinic.server.tickets_of(other)) == 2
    assert len(clinic.server.tasks_of(other)) == 3
    assert str(clinic.server.tickets_of(clinic.project)) == before


def test_fault_3_two_that_could_be_meant_are_a_conflict(clinic: World) -> None:
    """Two tickets of one title on the server are not guessed between."""
    for _ in range(2):
        body = b'{"title": "Ticket 1", "project_id": "%s", "force_create": true}'
        bearer = {"authorization": f"Bearer {next(iter(clinic.server.users))}"}
        clinic.server.handle("POST", "/api/v1/tickets", bearer, body % clinic.project.encode())
    found = row(clinic.plan(), "TKT-001")
    assert found.action == "conflict"
    assert "2 items on the server could be “Ticket 1”" in found.message


def test_fault_4_dependencies_on_the_server_are_remote_ids(clinic: World) -> None:
    """A task waits on the server's id of the other task, a ticket on that of the other ticket."""
    clinic.push()
    tasks = {one["title"]: one for one in clinic.server.tasks_of(clinic.project)}
    assert tasks["Task 2"]["dependencies"] == {"depends_on": [tasks["Task 1"]["id"]]}
    tickets = {one["title"]: one for one in clinic.server.tickets_of(clinic.project)}
    first = tickets["Ticket 1"]["id"]
    assert tickets["Ticket 2"]["dependencies"] == {"blocked_by": [first], "blocks": []}


def test_fault_5_a_duplicate_answer_is_a_row_of_its_own(world: World) -> None:
    """A ticket that somebody else wrote is shown as candidate; --force-create makes ours."""
    foreign = {"title": "Reminders by mail", "project_id": world.project, "description": "Mails"}
    world.server._new_ticket(_ask(foreign))
    path, text = ticket(1)
    world.put((path, text.replace("Ticket 1", "Mails, reminders by mail")))
    found = row(world.push(), "TKT-001")
    assert (found.action, found.candidates[0].title) == ("duplicate", "Reminders by mail")
    assert len(world.server.tickets_of(world.project)) == 1
    assert row(world.push(force=True), "TKT-001").action == "create"
    assert len(world.server.tickets_of(world.project)) == 2


def test_fault_6_specs_are_made_once_one_for_each_feature(world: World) -> None:
    """The empty list of the server's bug does not lead to another spec at each push."""
    world.put(requirements("booking"), requirements("billing"))
    world.push("specs")
    assert actions(world.push("specs")) == {}
    assert sorted(s["title"] for s in world.server.specs.values()) == [
        "Spec for Hold a slot of billing", "Spec for Hold a slot of booking",
    ]  # fmt: skip


def test_fault_7_a_changed_title_updates_and_never_duplicates(clinic: World) -> None:
    """Title, status, priority and dependencies are compared, not only the description."""
    clinic.push()
    clinic.change(".omoi_os/tickets/TKT-001.md", "title: Ticket 1", "title: Renamed")
    assert row(clinic.push(), "TKT-001").fields == ("title",)
    assert [one["title"] for one in clinic.server.tickets_of(clinic.project)] == [
        "Renamed", "Ticket 2",
    ]  # fmt: skip


@pytest.mark.parametrize("what", ["items", "specs"])
def test_fault_8_push_executes_exactly_the_rows_that_diff_showed(clinic: World, what: str) -> None:
    """Diff says create once, then skip, for specs too; push ends with the same rows."""
    clinic.put(REQUIREMENTS, DESIGN)
    shown = clinic.plan(what)  # type: ignore[arg-type]
    assert {found.action for found in shown.rows} == {"create"}
    pushed = clinic.push(what)  # type: ignore[arg-type]
    assert [(r.action, r.id) for r in pushed.rows] == [(r.action, r.id) for r in shown.rows]
    assert {r.action for r in clinic.plan(what).rows} == {"skip"}  # type: ignore[arg-type]


def test_fault_9_a_post_whose_answer_was_lost_is_not_sent_again(clinic: World) -> None:
    """After a reset the client looks, finds what it made, and goes on."""
    from tests.servers.lying import Lying

    lost = iter([True])
    clinic.handles = Lying(
        clinic.server,
        lambda _n, method, _path: "reset-after" if method == "POST" and next(lost, False) else "",
    )
    assert clinic.push().summary["create"] == 5
    assert len(clinic.server.tickets_of(clinic.project)) == 2
    assert actions(clinic.plan()) == {}


def test_fault_10_the_tasks_that_the_server_makes_are_none_of_ours(clinic: World) -> None:
    """Analyze tasks are neither matched nor updated nor reported."""
    clinic.push()
    assert len(clinic.server.tasks_of(clinic.project, own=True)) == 5
    with clinic.syncing() as syncing:
        found = syncing.trace()
    assert sum(len(one.tasks) for one in found.tickets) == 3
    analyze = [t for t in clinic.server.tasks.values() if t["task_type"] != "implementation"]
    assert all(one["title"] is None for one in analyze)


def test_fault_11_tickets_are_linked_to_specs_by_ids(clinic: World) -> None:
    """Shared words link nothing; the id of a requirement in the ticket does."""
    clinic.put(REQUIREMENTS)
    clinic.change(
        ".omoi_os/tickets/TKT-001.md", "requirements: []", "requirements: [REQ-BOOK-FUNC-001]"
    )
    clinic.change(".omoi_os/tickets/TKT-002.md", "title: Ticket 2", "title: Hold a slot")
    clinic.push("specs")
    clinic.push()
    with clinic.syncing() as syncing:
        found = syncing.trace()
    assert [one.id for one in found.linked] == ["TKT-001"]
    assert [one.id for one in found.orphans] == ["TKT-002"]
    assert found.missing == ()


def _ask(body: dict[str, str]) -> object:
    from tests.servers.answers import Request

    return Request("maria", {}, body)
