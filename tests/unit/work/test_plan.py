"""What ready, waiting and critical mean (work-items.md, "Meaning")."""

from __future__ import annotations

import pytest

from tests.unit.work.plans import plan_of, refs, task, ticket


def plan(*files):
    """A plan of tasks and tickets."""
    return plan_of(dict(files))


def test_a_task_is_ready_when_all_it_depends_on_is_done() -> None:
    """Done and unfinished dependencies side by side."""
    found = plan(
        ticket(1), task(1, status="done"), task(2), task(3, waits=[1]), task(4, waits=[1, 2])
    )
    assert refs(found.ready()) == ["TSK-002", "TSK-003"]


def test_a_ticket_holds_up_the_tasks_of_the_tickets_behind_it() -> None:
    """Directly and through another ticket."""
    found = plan(
        ticket(1), ticket(2, waits=[1], status="done"), ticket(3, waits=[2]),
        task(1, ticket=1), task(2, ticket=3),
    )  # fmt: skip
    assert refs(found.ready()) == ["TSK-001"]
    assert found.blocked_by(found.item("TSK-002")) == ("TKT-001",)


def test_a_ticket_is_complete_when_all_its_tasks_are() -> None:
    """What its own status says counts only where it has no tasks."""
    found = plan(
        ticket(1), ticket(2, waits=[1]), ticket(3, status="done"), ticket(4, waits=[3]),
        task(1, ticket=1, status="done"), task(2, ticket=2), task(4, ticket=4),
    )  # fmt: skip
    assert refs(found.ready()) == ["TSK-002", "TSK-004"]


def test_an_unknown_id_blocks() -> None:
    """Nobody knows whether it is done."""
    found = plan(ticket(1), task(1, waits=[99]))
    assert found.ready() == ()
    assert found.blocked_by(found.item("TSK-001")) == ("TSK-099",)


def test_an_edge_named_on_one_side_exists() -> None:
    """`blocks` is the mirror of `depends_on`."""
    found = plan(ticket(1), task(1, blocks=[2]), task(2))
    assert refs(found.waits_on(found.item("TSK-002"))) == ["TSK-001"]
    assert [(e.before, e.after, e.missing) for e in found.one_sided()] == [(1, 2, "depends_on")]


def test_written_blocked_and_waiting_are_told_apart() -> None:
    """One is a word in a file, the other a fact of the graph."""
    found = plan(ticket(1), task(1, status="blocked"), task(2, waits=[1]))
    assert [found.state(i) for i in found.items[1:]] == ["blocked", "waiting"]


def test_the_chain_ends_at_what_is_really_in_the_way() -> None:
    """Task after task, to the one that somebody can work on."""
    found = plan(ticket(1), task(1), task(2, waits=[1]), task(3, waits=[2]))
    assert refs(found.chain(found.item("TSK-003"))) == ["TSK-003", "TSK-002", "TSK-001"]
    assert found.cause(found.item("TSK-003")).ref == "TSK-001"


def test_a_long_chain_is_cut_and_counted() -> None:
    """A thousand reasons fit on one line."""
    found = plan(ticket(1), task(1), *(task(n, waits=[n - 1]) for n in range(2, 1001)))
    chain, more = found.short_chain(found.item("TSK-1000"), 5)
    assert (len(chain), more) == (5, 995)
    assert found.cause(found.item("TSK-1000")).ref == "TSK-001"


def test_a_chain_in_a_circle_ends() -> None:
    """Nobody can begin, and the reason is still told."""
    found = plan(ticket(1), task(1, waits=[2]), task(2, waits=[1]))
    assert refs(found.chain(found.item("TSK-001"))) == ["TSK-001", "TSK-002"]
    assert found.cause(found.item("TSK-001")).ref in {"TSK-001", "TSK-002"}


def test_impact_names_what_becomes_ready() -> None:
    """Also behind a ticket that this completes."""
    found = plan(
        ticket(1), ticket(2, waits=[1]), task(1), task(2, waits=[1]), task(3, waits=[1, 4]),
        task(4, ticket=2),
    )  # fmt: skip
    assert refs(found.impact(found.item("TSK-001"))) == ["TSK-002"]
    last = plan(ticket(1), ticket(2, waits=[1]), task(1), task(4, ticket=2))
    assert refs(last.impact(last.item("TSK-001"))) == ["TSK-004"]


def test_critical_path_counts_hours_of_what_is_open() -> None:
    """S, M, L are 2, 4, 8 hours; done work counts nothing."""
    found = plan(
        ticket(1), task(1, estimate="L", status="done"), task(2, waits=[1], estimate="M"),
        task(3, waits=[2], estimate="3d"), task(4, estimate="L"),
    )  # fmt: skip
    path = found.critical_path()
    assert (refs(path.items), path.hours, path.unsized) == (["TSK-002", "TSK-003"], 28.0, 0)


def test_critical_path_goes_through_tickets() -> None:
    """All tasks of one ticket come before those of the ticket behind it."""
    found = plan(ticket(1), ticket(2, waits=[1]), task(1, estimate="L"), task(2, ticket=2))
    assert found.critical_path().hours == 10.0


def test_unsized_tasks_count_four_hours_and_are_told() -> None:
    """A task of .omoi_os without a readable estimate."""
    found = plan(ticket(1), task(1, estimate="?"))
    assert (found.critical_path().hours, found.critical_path().unsized) == (4.0, 1)


def test_cycle_of_tickets_and_their_tasks_is_found() -> None:
    """A task waits on a task of a ticket that its own ticket holds up."""
    found = plan(ticket(1), ticket(2, waits=[1]), task(1, ticket=1, waits=[2]), task(2, ticket=2))
    assert len(found.cycles()) == 1


def test_a_task_that_waits_on_itself_is_one_cycle() -> None:
    """The shortest there is."""
    found = plan(ticket(1), task(1, waits=[1]))
    assert [refs(cycle) for cycle in found.cycles()] == [["TSK-001", "TSK-001"]]


def test_duplicate_ids_are_both_there_under_their_full_address() -> None:
    """Neither hides the other."""
    path, text = task(1)
    found = plan(ticket(1), (path, text), (".omoi_os/tasks/TSK-001-copy.md", text))
    assert refs(found.find("TSK-001")) == [
        ".omoi_os/tasks/TSK-001.md#TSK-001",
        ".omoi_os/tasks/TSK-001-copy.md#TSK-001",
    ]
    assert refs(found.find(".omoi_os/tasks/TSK-001.md#TSK-001")) == [
        ".omoi_os/tasks/TSK-001.md#TSK-001"
    ]


@pytest.mark.parametrize("name", ["T3", "t3", "ID-003", "TSK-003", "2026-01-01-x/ID-003", "x/T3"])
def test_names_that_mean_one_task_of_a_package(name) -> None:
    """T3, ID-003 and TSK-003 stand for each other (formats.md 57)."""
    path = ".codex-os/specs/2026-01-01-x/tasks.md"
    found = plan_of({path: "1. [ID-003] Do it (Type: feat, Est: M)\n"})
    assert refs(found.find(name)) == ["ID-003"]


def test_ids_resolve_inside_their_package() -> None:
    """T1 of one package is not T1 of another."""
    one, two = (f".codex-os/specs/2026-01-0{n}-x/tasks.md" for n in (1, 2))
    found = plan_of(
        {one: "### T1: a\n- [x] done\n### T2: b\n**Depends on:** T1\n",
         two: "### T1: c\n### T2: d\n**Depends on:** T1\n"}
    )  # fmt: skip
    assert sorted(refs(found.ready())) == ["2026-01-01-x/T2", "2026-01-02-x/T1"]


def test_a_feature_holds_up_its_tasks_as_a_ticket_does() -> None:
    """Links below `## Dependencies` of a feature block the tasks inside it."""
    found = plan_of(
        {
            "specs/1000/epic.md": "# 1000: E\n",
            "specs/1000/1001/spec.md": "# 1001: A\n",
            "specs/1000/1001/1011.spec.md": "# 1011: a\n",
            "specs/1000/1002/spec.md": "# 1002: B\n\n## Dependencies\n- [[../1001/spec|A]]\n",
            "specs/1000/1002/1021.spec.md": "# 1021: b\n",
        }
    )
    assert refs(found.ready()) == ["1011"]
    assert found.blocked_by(found.item("1021")) == ("1001",)
