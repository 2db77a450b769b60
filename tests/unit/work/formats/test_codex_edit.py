"""Changing a tasks.md touches only the lines that it must."""

from __future__ import annotations

import pytest

from spec_tui.work.change import Change, Refused
from spec_tui.work.formats import codex_edit
from tests.unit.work.plans import changed, codex_tasks

APPENDIX_C = """## Tasks
1. [ID-001] Add login (Type: feat, Est: M)
   - Rationale: people
   - Acceptance Criteria:
     - [ ] works
     - plain
2. [ID-002] Add logout
   - Depends on: ID-001 (schema)
"""
SECTION_9 = """### T1: Add login
**Depends on:** none  
**Acceptance criteria:**
- [ ] works

### T2: Add logout
**Depends on:** T1  
"""  # noqa: W291 - two blanks are a line break


def edit(text, one, change, moment) -> list[str]:
    """The diff of one change."""
    item = next(i for i in codex_tasks(text) if i.id == one)
    return changed(text, codex_edit.edit(text, item, change, moment))


@pytest.mark.parametrize(
    ("change", "diff"),
    [
        (Change("status", "done"), ["+   - [x] done"]),
        (Change("status", "in_progress"), ["+   - [ ] in progress — since 2026-03-01"]),
        (Change("status", "pending"), []),
        (
            Change("estimate", "3d"),
            [
                "-1. [ID-001] Add login (Type: feat, Est: M)",
                "+1. [ID-001] Add login (Type: feat, Est: 3d)",
            ],
        ),
        (
            Change("priority", "high"),
            [
                "-1. [ID-001] Add login (Type: feat, Est: M)",
                "+1. [ID-001] Add login (Type: feat, Est: M, Priority: high)",
            ],
        ),
        (
            Change("title", "Sign in"),
            [
                "-1. [ID-001] Add login (Type: feat, Est: M)",
                "+1. [ID-001] Sign in (Type: feat, Est: M)",
            ],
        ),
        (Change("add", "ID-002"), ["+   - Depends on: ID-002"]),
        (Change("tick", line=5), ["-     - [ ] works", "+     - [x] works"]),
        (Change("tick", line=6), ["-     - plain", "+     - [x] plain"]),
    ],
)
def test_appendix_c_changes_one_line(change, diff, moment) -> None:
    """Status, estimate, priority, title, dependency, tick."""
    assert edit(APPENDIX_C, "ID-001", change, moment) == diff


@pytest.mark.parametrize(
    ("one", "change", "diff"),
    [
        ("T1", Change("status", "done"), ["+- [x] done"]),
        ("T1", Change("add", "T2"), ["-**Depends on:** none  ", "+**Depends on:** T2  "]),
        ("T2", Change("remove", "T1"), ["-**Depends on:** T1  ", "+**Depends on:** None  "]),
        ("T1", Change("tick", line=4), ["-- [ ] works", "+- [x] works"]),
    ],
)
def test_section_9_changes_one_line(one, change, diff, moment) -> None:
    """Line breaks of two blanks stay."""
    assert edit(SECTION_9, one, change, moment) == diff


@pytest.mark.parametrize("operation", ["priority", "estimate"])
def test_section_9_says_what_it_cannot_hold(operation, moment) -> None:
    """Neither priority nor estimate has a place there."""
    value = {"priority": "high", "estimate": "M"}[operation]
    with pytest.raises(Refused, match="It can hold: status, title, depends_on"):
        edit(SECTION_9, "T1", Change(operation, value), moment)


def test_review_is_not_offered(moment) -> None:
    """A tasks.md has no word for it."""
    with pytest.raises(Refused, match="no status review"):
        edit(SECTION_9, "T1", Change("status", "review"), moment)


@pytest.mark.parametrize(
    ("text", "value", "diff"),
    [
        ("### T1: a\n- [ ] blocked — why\nx\n", "done", ["-- [ ] blocked — why", "+- [x] done"]),
        ("### T1: a\n- [x] done — y\nx\n", "pending", ["-- [x] done — y"]),
        ("- [ ] T1 a\n", "done", ["-- [ ] T1 a", "+- [x] T1 a"]),
        ("- [X] T1 a\n", "pending", ["-- [X] T1 a", "+- [ ] T1 a"]),
        ("### T1: a\n**Status:** Todo\n", "done", ["-**Status:** Todo", "+**Status:** Done"]),
        (
            "## Task 1 - a\n## Task 2 - b *(Done 2025-10-17)*\n",
            "done",
            ["-## Task 1 - a", "+## Task 1 - a *(Done 2026-03-01)*"],
        ),
    ],
)
def test_status_is_written_in_the_style_of_the_file(text, value, diff, moment) -> None:
    """A line, a box, a field or a mark behind the title."""
    assert edit(text, "T1", Change("status", value), moment) == diff


def test_updated_follows(moment) -> None:
    """One more line where the header has it."""
    text = "---\nupdated: 2025-08-23\n---\n### T1: a\n"
    assert edit(text, "T1", Change("status", "done"), moment) == [
        "-updated: 2025-08-23",
        "+updated: 2026-03-01",
        "+- [x] done",
    ]


def test_line_ends_stay(moment) -> None:
    """A new line ends as the others do."""
    item = codex_tasks("### T1: a\r\nx\r\n")[0]
    new = codex_edit.edit("### T1: a\r\nx\r\n", item, Change("status", "done"), moment)
    assert new == "### T1: a\r\n- [x] done\r\nx\r\n"


def test_of_two_blocks_with_one_id_the_right_one_changes(moment) -> None:
    """The line decides."""
    text = "### T1: a\n\n### T1: b\n"
    second = codex_tasks(text)[1]
    assert codex_edit.edit(text, second, Change("title", "c"), moment) == "### T1: a\n\n### T1: c\n"
