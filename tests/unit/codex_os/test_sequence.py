"""The order of tasks: dependencies, milestones, thin slices, risk, id (formats.md 113)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.codex_os.carrying import TASKS, ids, order_of, package


def test_dependencies_come_first() -> None:
    """Whatever else is true."""
    text = "### T1: Login page\n**Depends on:** T3\n### T2: b\n### T3: c\n**Depends on:** T2\n"
    assert ids(text) == ["T2", "T3", "T1"]


def test_a_milestone_comes_before_the_next_one() -> None:
    """Also where a later one holds what a user sees."""
    text = "### T1: Login page\n### T2: Clean up\n## Milestones\n- M1: a — T2\n- M2: b — T1\n"
    assert ids(text) == ["T2", "T1"]


def test_what_a_milestone_needs_comes_with_it() -> None:
    """A task of a later milestone that an earlier one waits on."""
    text = (
        "### T1: a\n### T2: b\n**Depends on:** T3\n### T3: c\n"
        "## Milestones\n- M1: x — T2\n- M2: y — T1, T3\n"
    )
    assert ids(text) == ["T3", "T2", "T1"]


def test_the_thinnest_slice_that_a_user_sees_comes_first() -> None:
    """With all that it needs, before the parts of a thicker one."""
    text = (
        "1. [ID-001] Schema of orders (Type: infra, Est: L)\n"
        "2. [ID-002] Schema of profiles (Type: infra, Est: S)\n"
        "3. [ID-003] Orders page (Type: feat, Est: M)\n   - Depends on: ID-001\n"
        "4. [ID-004] Profile page (Type: feat, Est: S)\n   - Depends on: ID-002\n"
    )
    assert ids(text) == ["ID-002", "ID-004", "ID-001", "ID-003"]


def test_of_equals_the_risky_one_comes_first_then_the_id() -> None:
    """So that a surprise comes early."""
    text = "### T2: b\n### T10: Migrate the rows\n### T1: a\n"
    assert ids(text) == ["T10", "T1", "T2"]


def test_tasks_in_a_circle_stand_together_and_are_named() -> None:
    """Nothing is left out."""
    text = "### T1: a\n**Depends on:** T2\n### T2: b\n**Depends on:** T1\n### T3: c\n"
    order = order_of(package(tasks=text))
    assert sorted(step.item.id for step in order.steps) == ["T1", "T2", "T3"]
    assert [[item.id for item in cycle] for cycle in order.cycles] == [["T1", "T2", "T1"]]


def test_parked_tasks_are_not_mandatory() -> None:
    """Below Out of Scope, and named there."""
    order = order_of(package(tasks=TASKS.replace("- P1 Avatars", "- P1 ID-004 not now")))
    assert [step.item.id for step in order.parked] == ["ID-004"]
    assert "ID-004" not in [step.item.id for step in order.steps]


def test_risks_are_told_with_the_words_that_say_so() -> None:
    """The type, or words that are not denied."""
    text = (
        "### T1: Sign-in with a password\n### T2: Clean up, no migration needed\n"
        "### T3: Send SMS through the SMS gateway\n### T4: Truncate long titles\n"
        "### T5: Drop the table users\n"
    )
    found = {s.item.id: [r.reason for r in s.risky] for s in order_of(package(tasks=text)).steps}
    assert found == {
        "T1": ["auth (“Sign-in”)"],
        "T2": [],
        "T3": ["external API (“SMS gateway”)"],
        "T4": [],
        "T5": ["destructive (“Drop the table”)"],
    }


@given(
    st.lists(
        st.tuples(st.lists(st.integers(1, 12), max_size=3), st.sampled_from("SML"), st.booleans()),
        min_size=1,
        max_size=12,
    )
)
def test_every_order_respects_every_edge(tasks) -> None:
    """Each task once, and after what it waits on."""
    lines = []
    for number, (after, size, seen) in enumerate(tasks, 1):
        title = "A page" if seen else "Part"
        lines.append(f"{number}. [ID-{number:03d}] {title} (Type: feat, Est: {size})")
        waits = [f"ID-{other:03d}" for other in after if other < number]
        if waits:
            lines.append(f"   - Depends on: {', '.join(waits)}")
    order = order_of(package(tasks="## Tasks\n" + "\n".join(lines) + "\n"))
    place = {step.item.id: number for number, step in enumerate(order.steps)}
    assert len(place) == len(tasks)
    assert all(
        place[item.id] < place[step.item.id] for step in order.steps for item in step.waits_on
    )
