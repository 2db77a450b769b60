"""tasks.md in the dialects that exist."""

from __future__ import annotations

import pytest

from tests.unit.work.plans import codex_tasks


@pytest.mark.parametrize(
    ("head", "one", "title"),
    [
        ("1. [ID-001] Add login (Type: feat, Est: M)", "ID-001", "Add login"),
        ("7. [ID-003] Seven is no id", "ID-003", "Seven is no id"),
        ("### T1: Add login", "T1", "Add login"),
        ("### HALL-001: Add login", "HALL-001", "Add login"),
        ("## Task 1 - Title *(Done 2025-10-17)*", "T1", "Title"),
        ("### [ID-002] Add login", "ID-002", "Add login"),
        ("- [ ] T001 [P] Add login in src/x.py", "T001", "Add login in src/x.py"),
        ("- [x] **T2**: Add login", "T2", "Add login"),
        ("- [ID-009] Add login", "ID-009", "Add login"),
        ("### T4 — Add login", "T4", "Add login"),
        ("### Task T5: Add login", "T5", "Add login"),
    ],
)
def test_every_head_of_a_task_is_read(head, one, title) -> None:
    """Id and title of a block, whatever stands around them."""
    (item,) = codex_tasks(f"# Plan\n\n{head}\n")
    assert (item.id, item.title) == (one, title)


def test_the_list_number_serves_where_nothing_else_does() -> None:
    """Numbered tasks below a heading "Tasks" without any id."""
    items = codex_tasks("## Tasks (prioritized)\n1. First (Type: feat, Est: S)\n2. Second\n")
    assert [(i.id, i.title, i.estimate) for i in items] == [
        ("T1", "First", "S"),
        ("T2", "Second", ""),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "**Depends on:** T1, T2",
        "**Depends on**: T1, T2",
        "- **Depends on:** T1 (schema), T2",
        "- Depends on: T1-T2",
        "- Dependencies: [T1, T2]",
        "- Depends on:\n  - T1\n  - T2 because",
        "**Depends on:**\n- T1\n- T2",
    ],
)
def test_dependencies_in_every_spelling(line) -> None:
    """A line, bold or not, a bullet or not, or bullets below it."""
    items = codex_tasks(f"### T1: a\n### T2: b\n### T3: c\n{line}\n")
    assert items[2].depends_on == ("T1", "T2")


@pytest.mark.parametrize("value", ["none", "None", "—", "-", "n/a", "", "None (start here)"])
def test_no_dependency_in_every_spelling(value) -> None:
    """Each of these means that nothing comes before."""
    assert codex_tasks(f"### T3: c\n**Depends on:** {value}\n")[0].depends_on == ()


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("- [x] done — merged · PR #4 · 1a2b3c4", "done"),
        ("- [ ] in progress — since 2026-01-01 @maria", "in_progress"),
        ("- [ ] blocked — no contract", "blocked"),
        ("**Status:** Done", "done"),
        ("- Status: ✅ Completed (PR #1)", "done"),
        ("**Acceptance criteria:**\n- [x] all\n- [x] met", "pending"),
        ("- [ ] Blocked users cannot sign in", "pending"),
        ("- [ ] done button works", "pending"),
        ("- [x] Done button works", "pending"),
    ],
)
def test_status_stands_in_the_first_bullet_or_a_field(line, status) -> None:
    """All criteria ticked does not mean done (formats.md 58)."""
    assert codex_tasks(f"### T1: a\n{line}\n")[0].status == status


def test_criteria_may_be_plain_bullets() -> None:
    """With and without boxes, and no others than these."""
    (item,) = codex_tasks(
        "### T1: a\n**Acceptance criteria:**\n- [x] one\n- two: with a colon\n\n"
        "**Test plan:**\n- Unit: x\n"
    )
    assert [(c.text, c.done, c.line) for c in item.criteria] == [
        ("one", True, 3),
        ("two: with a colon", False, 4),
    ]


def test_code_holds_no_tasks() -> None:
    """Examples in fences are examples."""
    assert len(codex_tasks("### T1: a\n```md\n### T2: b\n```\n### T3: c\n")) == 2


def test_an_open_fence_hides_nothing_behind_the_next_heading() -> None:
    """One forgotten fence must not swallow the plan."""
    text = "### T1: a\n```\nmake x\n\n### T2: b\n```py\nx = 1\n```\n\n### T3: c\n"
    assert [i.id for i in codex_tasks(text)] == ["T1", "T2", "T3"]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_line_end_is_read(newline) -> None:
    """Lines and columns count the same."""
    text = "# Plan\n\n1. [ID-001] a (Type: feat, Est: M)\n   - Depends on: ID-002\n"
    (item,) = codex_tasks(text.replace("\n", newline))
    assert (item.line, item.estimate, item.depends_on) == (3, "M", ("ID-002",))
