"""A plan as a tree of specs: order, depth, progress, and where a session runs."""

from __future__ import annotations

from spec_tui.spec_tree.forest import branch_of, context_of, forest_of, may_run
from spec_tui.work.item import Criterion, Status, WorkItem
from spec_tui.work.plan import Plan
from spec_tui.work.repository import Collection

E, F = "specs/1000", "specs/1000/1001"


def spec(
    id_: str, kind: str, path: str, parent: str = "", status: Status = "pending", ticks: str = ""
) -> WorkItem:
    """One spec; `ticks` is `x` for each criterion that is met, `.` for an open one."""
    criteria = tuple(Criterion("c", tick == "x", n) for n, tick in enumerate(ticks, 1))
    return WorkItem(
        id_, kind, "tree", f"Title {id_}", path, status=status, parent=parent,  # type: ignore[arg-type]
        criteria=criteria, space="specs", style="new",
    )  # fmt: skip


def plan(*items: WorkItem) -> Plan:
    """A plan of these items, and of a task of another format."""
    other = WorkItem("TSK-001", "task", "omoi", "No spec", ".omoi_os/tasks/TSK-001.md")
    paths = frozenset(item.path for item in items)
    return Plan(Collection((*items, other), (), (), paths=paths))


TREE = plan(
    spec("1002", "feature", f"{E}/1002/spec.md", "1000"),
    spec("1010", "task", f"{F}/1010.spec.md", "1001", "done"),
    spec("1001", "feature", f"{F}/spec.md", "1000", "in_progress"),
    spec("1011", "task", f"{F}/1011.spec.md", "1001", ticks="xx."),
    spec("1000", "epic", f"{E}/epic.md"),
    spec("900", "feature", "specs/900/spec.md"),
)


def test_rows_stand_in_the_order_of_the_tree() -> None:
    """Each below its parent, by number; what has none stands at the edge."""
    found = forest_of(TREE)
    assert [(one.id, one.depth) for one in found.branches] == [
        ("900", 0), ("1000", 0), ("1001", 1), ("1010", 2), ("1011", 2), ("1002", 1),
    ]  # fmt: skip
    assert (found.done, found.total) == (1, 6)


def test_progress_is_of_what_lies_below_else_of_the_criteria() -> None:
    """An epic counts all specs below it, a task its criteria."""
    found = forest_of(TREE)
    counts = {one.id: (one.done, one.total) for one in found.branches}
    assert counts["1000"] == (1, 4)
    assert counts["1001"] == (1, 2)
    assert counts["1011"] == (2, 3)
    assert counts["900"] == (0, 0)


def test_one_row_is_the_same_alone() -> None:
    """What the page shows is what the tree shows."""
    running = {f"{F}/1011.context.md"}
    found = forest_of(TREE, running)
    assert found.branches == tuple(
        branch_of(TREE, TREE.item(one.ref), running) for one in found.branches
    )
    assert [one.id for one in found.branches if one.running] == ["1011"]


def test_specs_that_name_each_other_as_parent_are_shown_once() -> None:
    """A circle hangs below no root, and does not hang the program."""
    circle = plan(
        spec("1001", "feature", "specs/a/spec.md", "1002"),
        spec("1002", "feature", "specs/b/spec.md", "1001"),
    )
    found = forest_of(circle)
    assert [(one.id, one.depth) for one in found.branches] == [("1001", 0), ("1002", 1)]
    assert branch_of(circle, circle.item("1001")).depth == 1


def test_context_of_an_older_layout_is_the_one_that_is_there() -> None:
    """`1001.context.md` in a folder with a name."""
    item = spec("1001", "feature", "specs/1001-feature-a/1001-feature-a.spec.md")
    there = "specs/1001-feature-a/1001-feature-a.context.md"
    found = Plan(Collection((item,), (), (), paths=frozenset({item.path, there})))
    assert context_of(found, found.items[0]) == there
    assert context_of(TREE, TREE.item("1011")) == f"{F}/1011.context.md"


def test_a_running_session_is_seen_by_its_machine_line() -> None:
    """One that ended does not count."""
    assert may_run("<!-- spec-tui:session start=2025-08-23T14:00:00+02:00 head=a1b2c3d -->")
    assert not may_run(
        "<!-- spec-tui:session start=2025-08-23T14:00 head=a end=2025-08-23T15:00 -->"
    )
    assert not may_run("## Implementation Timeline\n")
