"""200 tasks and 40 tickets: all there, in order, every dependency a remote id."""

from __future__ import annotations

from tests.unit.omoi_os.sync.worlds import World, actions
from tests.unit.work.plans import task, ticket


def test_two_hundred_tasks_and_forty_tickets_arrive_in_order(world: World) -> None:
    """Whatever waits on something is created after it, with its id on the server."""
    world.put(*(ticket(n, waits=[n - 1] if (n - 1) % 4 else []) for n in range(1, 41)))
    world.put(
        *(
            task(n, ticket=1 + (n - 1) // 5, waits=[m for m in (n - 1, n // 2) if 0 < m < n])
            for n in range(1, 201)
        )
    )
    before = world.files()
    assert world.push().summary["create"] == 240
    tickets = {one["title"]: one for one in world.server.tickets_of(world.project)}
    tasks = {one["title"]: one for one in world.server.tasks_of(world.project)}
    assert (len(tickets), len(tasks)) == (40, 200)
    born = {one["id"]: n for n, one in enumerate([*tickets.values(), *tasks.values()])}
    for n in range(1, 201):
        one = tasks[f"Task {n}"]
        waits = {tasks[f"Task {m}"]["id"] for m in (n - 1, n // 2) if 0 < m < n}
        assert set((one["dependencies"] or {}).get("depends_on", [])) == waits
        assert all(born[other] < born[one["id"]] for other in waits)
        assert one["ticket_id"] == tickets[f"Ticket {1 + (n - 1) // 5}"]["id"]
    for n in range(1, 41):
        waits_on = tickets[f"Ticket {n}"]["dependencies"]["blocked_by"]
        assert waits_on == ([tickets[f"Ticket {n - 1}"]["id"]] if (n - 1) % 4 else [])
    assert actions(world.push()) == {}
    assert world.files() == before
