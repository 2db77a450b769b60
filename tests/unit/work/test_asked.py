"""A requirement for its reader: its own words with their lines, and who names it."""

from __future__ import annotations

from pathlib import Path

import pytest

from spec_tui.tasks import TaskDesk
from spec_tui.work.asked import asked_of, own_section
from spec_tui.work.board import Board
from tests.unit.work.plans import task, ticket

TEXT = """---
id: REQ-DAY-001
title: "The day"
feature: day
---

# The day

### REQ-DAY-FUNC-001: Show it

WHEN the day changes, THE SYSTEM SHALL show it.

```
### REQ-DAY-FUNC-009: not a heading
```

#### Criteria

- [ ] within 1 second

### REQ-DAY-FUNC-002: Print it

THE SYSTEM SHALL print the day.
"""


@pytest.fixture
def board(tmp_path: Path) -> Board:
    """A requirements file whose first requirement a ticket with a task lists."""
    listed = ticket(1)[1].replace("requirements: []", "requirements: [req-day-func-001]")
    assert "req-day" in listed
    files = ((ticket(1)[0], listed), task(1), (".omoi_os/requirements/day.md", TEXT))
    for name, text in files:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return TaskDesk(tmp_path).open()


def test_section_ends_at_the_next_heading_of_its_level_and_not_in_a_fence() -> None:
    """With the lines of the file, so that each leads to its place."""
    section = own_section(TEXT, 9)
    assert section[0] == (11, "WHEN the day changes, THE SYSTEM SHALL show it.")
    assert (14, "### REQ-DAY-FUNC-009: not a heading") in section
    assert section[-1] == (19, "- [ ] within 1 second")


def test_windows_lines_and_a_mark_in_front_count_the_same() -> None:
    """CRLF and BOM."""
    assert own_section("\ufeff" + TEXT.replace("\n", "\r\n"), 9) == own_section(TEXT, 9)


def test_requirement_names_the_chain_behind_it(board: Board) -> None:
    """In whatever case the ticket writes the id."""
    found = asked_of(board, "REQ-DAY-FUNC-001", lambda path: TEXT)
    assert found is not None
    assert [one.ref for one in found.tickets] == ["TKT-001"]
    assert [(one.ref, one.state) for one in found.tasks] == [("TSK-001", "ready")]
    assert found.requirement.line == 9


def test_id_of_the_file_reads_the_whole_file(board: Board) -> None:
    """A ticket may list the file instead of what stands in it; an unknown id is nothing."""
    found = asked_of(board, "REQ-DAY-001", lambda path: TEXT)
    assert found is not None
    assert found.text[0] == (7, "# The day")
    assert found.text[-1] == (23, "THE SYSTEM SHALL print the day.")
    assert asked_of(board, "REQ-DAY-FUNC-009", lambda path: TEXT) is None
