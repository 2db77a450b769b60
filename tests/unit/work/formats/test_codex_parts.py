"""What the block of a task says in words, and which milestones a tasks.md names."""

from __future__ import annotations

from spec_tui.work.formats.codex_parts import read_words

APPENDIX_C = """---
spec_id: x
---
## Tasks (prioritized)
1. [ID-001] Add login (Type: feat, Est: M)
   - [ ] in progress — since 2026-01-01
   - Rationale: people need it
     every day
   - Changes: src/a.py, src/b.py
   - Test Plan: unit and e2e
     - Unit: the form
   - Acceptance Criteria:
     - [ ] Test: a person signs in
2. [ID-002] Next
3. [ID-003] Last

## Milestones
- Checkpoint: after ID-001 somebody can see it work
- M1: First — tasks [ID-001 .. ID-002], goal
- **M2**: Second — ID-003

## Out of Scope / Parking Lot
- P1 ID-003 later
- P2 anything else
"""


def test_parts_of_a_block_of_appendix_c() -> None:
    """Rationale with its second line, changes, test plan with sub-bullets, the status line."""
    block = read_words(APPENDIX_C).blocks["ID-001", 5]
    assert block.why == ("people need it every day",)
    assert block.changes == ("src/a.py, src/b.py",)
    assert block.tests == ("unit and e2e", "Unit: the form")
    assert block.status_line == "in progress — since 2026-01-01"
    assert (block.line, block.last) == (5, 13)
    assert block.text.startswith("1. [ID-001]")
    assert block.text.endswith("Test: a person signs in")


def test_parts_of_a_block_of_section_9() -> None:
    """Labels in bold, lists below them, notes; the rule behind the block is none of it."""
    text = (
        "### T1: a\n**Changed files/modules:** TBD  \n**Acceptance criteria:**\n- [ ] x\n\n"
        "**Test plan:**\n- Unit: foo\n- Integration/E2E: bar\n\n**Notes/assumptions:** careful\n"
        "\n---\n\n### T2: b\n"
    )
    block = read_words(text).blocks["T1", 1]
    assert block.tests == ("Unit: foo", "Integration/E2E: bar")
    assert block.notes == ("careful",)
    assert block.changes == ()
    assert block.text.endswith("careful")


def test_milestones_with_ranges_and_bold_names() -> None:
    """`[ID-001 .. ID-002]` is written out (formats.md 51)."""
    found = [(one.name, one.title, one.ids) for one in read_words(APPENDIX_C).milestones]
    assert found == [("M1", "First", ("ID-001", "ID-002")), ("M2", "Second", ("ID-003",))]


def test_headings_above_tasks_are_milestones_where_no_section_is() -> None:
    """A dialect that groups its tasks."""
    text = "## Milestone 1: Basics\n### T1: a\n### T2: b\n## Phase 2\n### T3: c\n"
    found = [(one.name, one.ids) for one in read_words(text).milestones]
    assert found == [("Milestone 1", ("T1", "T2")), ("Phase 2", ("T3",))]


def test_a_task_is_parked_by_the_section_it_stands_in_or_is_named_in() -> None:
    """Everything else is mandatory."""
    text = "### T1: a\n### T2: b\n## Parking Lot\n- P1 T2 not now\n### T3: c\n"
    found = {one: block.parked for (one, _), block in read_words(text).blocks.items()}
    assert found == {"T1": False, "T2": True, "T3": True}
    assert read_words(APPENDIX_C).blocks["ID-003", 15].parked
