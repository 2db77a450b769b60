"""The Execution Plan: written once, refreshed without losing a word that a person wrote."""

from __future__ import annotations

import pytest

from spec_tui.codex_os.execplan import write
from spec_tui.codex_os.standing import UNWRITTEN, rollback_of, wanted_order
from tests.unit.codex_os.carrying import HEADER, MOMENT, TASKS, TECH, order_of, package
from tests.unit.work.plans import changed

PLAN = """---
spec_id: 20260105-profiles
title: "Profiles — Execution Plan"
updated: 2026-03-01
---

## Execution Plan

### Order of tasks

<!-- spec-tui:begin plan/order sha=64ef44d47a92 -->
1. ID-001 Add a column bio to users — M1 · risky: migration
2. ID-002 Profile page shows the bio — M1 · a user sees it · waits on ID-001
3. ID-004 Purge old avatars every night — M2 · risky: destructive (“Purge”)
4. ID-003 Describe profiles — M2
<!-- spec-tui:end -->

### Branching strategy

- Spec branch `spec/2026-01-05-profiles`, from `main`; it stays for the whole spec.
- One short branch per task from `spec/2026-01-05-profiles`, such as \
`migration/ID-001-add-a-column-bio-to-users`, and a pull request back into it.
- When the Definition of Done of the spec holds: a pull request from `spec/2026-01-05-profiles` \
into `main`.

### Test strategy

- Unit: ID-001, ID-002, ID-004.
- Integration and e2e: ID-002.
- Fixtures and seed data: _(not written yet)_

### Rollback strategy

- ID-001, migration: _(not written yet)_
- ID-004, destructive (“Purge”): _(not written yet)_
"""


def planned(**texts: str):
    """What `plan` makes of a package."""
    one = package(**texts)
    return write(one, order_of(one), "main", MOMENT)


def test_a_new_plan_has_four_parts() -> None:
    """Order, branches, tests, rollback; the order between marks."""
    done = planned()
    body = done.text.replace(done.text.split("sha=")[1][:12], "64ef44d47a92")
    assert body == PLAN
    assert done.written == ("order", "branches", "tests", "rollback")


def test_a_second_plan_changes_nothing() -> None:
    """Not a byte."""
    first = planned().text
    again = planned(plan=first)
    assert again.text == first
    assert again.written == ()


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_new_task_is_put_in_order_and_words_of_people_stay(newline) -> None:
    """The order is ours; the rollback that somebody wrote is theirs, and gets a line more."""
    first = planned().text
    edited = first.replace(f"migration: {UNWRITTEN}", "migration: drop the column, @bob watches")
    edited += "\n## Notes\n\nCall Tom first.\n"
    tasks = TASKS.replace(
        "\n## Milestones", "5. [ID-005] Sign-in page (Type: feat, Est: S)\n\n## Milestones"
    )
    edited, tasks = edited.replace("\n", newline), tasks.replace("\n", newline)
    again = planned(plan=edited, tasks=tasks)
    assert again.written == ("order", "rollback")
    lines = [one for one in changed(edited, again.text) if "sha=" not in one]
    assert lines == [
        f"+5. ID-005 Sign-in page — a user sees it · risky: auth (“Sign-in”){newline[:-1]}",
        f"+- ID-005, auth (“Sign-in”): {UNWRITTEN}{newline[:-1]}",
    ]


def test_an_order_that_somebody_edited_stays_and_leads() -> None:
    """It is kept as it stands, it is the order of `next`, and new tasks are named."""
    first = planned().text
    lines = first.split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith("3. ID-004"))
    lines[at : at + 2] = ["3. ID-003 Describe profiles, Tom does it"]
    edited = "\n".join(lines)
    again = planned(plan=edited)
    assert again.text == edited
    assert again.left_out == ("ID-004",)
    one = package(plan=edited)
    assert [step.item.id for step in order_of(one).steps] == [
        "ID-001", "ID-002", "ID-003", "ID-004",
    ]  # fmt: skip


def test_a_plan_in_the_tech_spec_is_read_and_not_written_twice() -> None:
    """Only the parts that it lacks go into plan.md."""
    tech = TECH + (
        "\n## Execution Plan\n\n**Order:** ID-003 → ID-001 → ID-002\n\n### Branching strategy\n"
        "\n- trunk only\n"
    )
    done = planned(tech=tech)
    assert done.written == ("tests", "rollback")
    assert "Order of tasks" not in done.text
    assert "Branching" not in done.text
    assert [step.item.id for step in order_of(package(tech=tech)).steps] == [
        "ID-003", "ID-001", "ID-002", "ID-004",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("plan", "wanted"),
    [
        ("# Plan\n\n1. T2 first\n2. T1 after T3\n", ("T2", "T1")),
        ("1. T2\n2. T1\n", ("T2", "T1")),
        ("# Mine\n\n## Sequence\nT2 -> T1 -> T3\n", ("T2", "T1", "T3")),
        ("## Execution Plan\n- T3 first\n- T1\n\n## Record\n\n### T9 x — done\n", ("T3", "T1")),
        ("# Plan\n\nThis covers T1 and T2.\n", ()),
    ],
)
def test_the_order_of_a_plan_that_somebody_wrote(plan, wanted) -> None:
    """A list below any heading, arrows; a sentence in passing is none."""
    assert wanted_order([package(plan=plan).plan]) == wanted


def test_words_of_a_foreign_plan_all_stay() -> None:
    """What is missing comes behind them."""
    plan = "# Plan\n\nSome words.\n\n## Testing\n\nBy hand.\n"
    done = planned(plan=plan)
    assert done.text.startswith(plan)
    assert done.written == ("order", "branches", "rollback")


def test_a_plan_comes_before_the_record() -> None:
    """Where tasks were finished before anybody planned."""
    done = planned(plan="## Record\n\n### ID-001 x — done 2026-01-06\n\n- Summary: x\n")
    assert done.text.index("## Execution Plan") < done.text.index("## Record")
    assert done.text.endswith("## Record\n\n### ID-001 x — done 2026-01-06\n\n- Summary: x\n")


def test_where_the_rollback_is_written_down() -> None:
    """A line with words in the plan, else a section of the tech spec, else nowhere."""
    first = planned().text
    assert rollback_of(package(plan=first), "ID-001") == ""
    said = first.replace(f"migration: {UNWRITTEN}", "migration: drop it")
    assert rollback_of(package(plan=said), "T1") == "plan.md:32"
    tech = HEADER + "## Deployment\n### Rollback\nBy hand.\n"
    assert rollback_of(package(tech=tech), "ID-001") == "tech-spec.md:10"
    tech = HEADER + "## Deployment\n- Rollback strategy: the last image again\n"
    assert rollback_of(package(tech=tech), "ID-001") == "tech-spec.md:10"
    assert "- See tech-spec.md, Deployment.\n" in planned(tech=tech).text
    tech = HEADER + "## Deployment\n- Rollback strategy: <How a release is taken back>\n"
    assert rollback_of(package(tech=tech), "ID-001") == ""


def test_titles_of_tasks_cannot_open_a_comment() -> None:
    """They stand in a line of our part."""
    done = planned(tasks="### T1: a <!-- spec-tui:end --> [/]\n")
    assert "1. T1 a \\<!-- spec-tui:end --> [/]\n<!-- spec-tui:end -->\n" in done.text
