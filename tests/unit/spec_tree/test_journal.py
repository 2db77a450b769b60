"""Reading context files: the template of seed 004, and what other teams write."""

from __future__ import annotations

from pathlib import Path

import pytest

from spec_tui.spec_tree.journal import read
from spec_tui.spec_tree.model import Deliverable, Journal, Metric

SEEDS = Path(__file__).parents[2] / "data" / "tree" / "seeds"
TEMPLATE = (SEEDS / "context-template.md").read_bytes().decode()
OTHERS = """\
# Journal - NAS
**Status:** in progress
**Updated:** 2025-08-24

## Notes
* one

## Timeline
- **Date**: 2025-08-23
- **Duration**: 2h
- **Planning**: chose NFS
- **Implementation**:
  - wrote x
  - wrote y
- **Issue**: no right
- **Resolution**: group
- did z
- **2025-08-24**: Second
  - **Status:** partial
  - tests run
### 2025-08-25 – Third one
**Duration:** 0:55
* loose
**Testing:**
* ok
#### Commits
* a1b2c3d first
### Session #4 — 2025-08-26 — Fourth
#### Issues and Resolutions
* **Issue:** bad
  * **Resolution:** good
  * **Commit:** `abc1234`
### Session 5: Fifth (2025-08-27)
## Deliverables
**Scripts**
* [[deliverables/scripts/a.sh]]: Alpha
* [B](deliverables/docs/b.md) – Beta
* Manual
"""


def told(journal: Journal) -> list[list[tuple[str, str]]]:
    """(kind, words) of all entries, by session."""
    return [[(e.kind, e.text.strip()) for e in s.entries] for s in journal.sessions]


def test_the_template_reads_as_a_person_sees_it() -> None:
    """Seed 004, "Context File Template"; placeholders are empty."""
    journal = read(TEMPLATE)
    assert (journal.title, journal.status, journal.created, journal.summary) == ("", "", "", "")
    first, second = journal.sessions
    assert (first.number, second.number, first.date, first.title, first.duration) == (
        1, 2, "", "", "",
    )  # fmt: skip
    assert told(journal)[0] == [
        ("plan", "Brainstormed approach for {topic}"),
        ("plan", "Decided to use {technology/pattern}"),
        ("plan", "Created initial task breakdown"),
        ("change", "Added acceptance criteria for {feature}"),
        ("change", "Updated technical approach section"),
        ("change", "Modified dependencies"),
        ("deliver", "Created [[deliverables/scripts/setup.sh|Setup Script]]"),
        (
            "deliver",
            "Modified `services/broker/api.ts` ([Line 45](file://services/broker/api.ts:45))",
        ),
        ("implement", "Added configuration to `.env.example`"),
        ("test", "Ran unit tests: ✅ All passing"),
        ("test", "Integration test results:"),
        ("commit", "Initial NAS configuration script"),
        ("commit", "Add network buffer optimizations"),
        ("commit", "Create directory structure"),
        ("issue", "Permission denied on /mnt/nas"),
    ]
    results, issue = first.entries[10], first.entries[-1]
    assert results.details == (
        "- Connection test: ✅",
        "- Performance test: ⚠️ (needs optimization)",
    )
    assert [e.commit for e in first.entries[11:]] == ["a1b2c3d", "d4e5f6g", "h7i8j9k", "l0m1n2o"]
    assert issue.resolution == "Added user to nas-users group"
    assert TEMPLATE.split("\n")[issue.line - 1] == "- **Issue**: Permission denied on /mnt/nas"


def test_the_registry_of_the_template_is_read_by_type() -> None:
    """Links, and code as a plain path."""
    found = read(TEMPLATE).deliverables
    assert [one.heading for one in found] == (
        ["Scripts"] * 2 + ["Documentation"] * 2 + ["Configuration Files"] * 2 + ["Code Changes"] * 3
    )
    assert found[0] == Deliverable(
        "Scripts", "deliverables/scripts/nas-setup.sh", "NAS Setup Script",
        "Automated NAS mount configuration", 56,
    )  # fmt: skip
    assert (found[-1].target, found[-1].about, found[-1].code) == (
        "tests/storage/nas.test.ts", "Unit tests for NAS operations", True,
    )  # fmt: skip


def test_what_follows_the_registry_in_the_template_is_read() -> None:
    """Dependencies, metrics as typed, notes."""
    journal = read(TEMPLATE)
    assert [line.partition("|")[0] for line in journal.downstream] == [
        "[[../../3000/3001/spec", "[[../../9000/9001/spec",
    ]  # fmt: skip
    assert journal.points[2] == "Archive Service: `services/archive/`"
    assert journal.metrics[0] == Metric("Implementation", "Total Sessions", "3", "typed", 86)
    assert [one.value for one in journal.metrics[1:]] == [
        "4.5 hours", "+1,250, -85", "8", "12", "92%", "1.0 GB/s write, 899 MB/s read", "8/8 ✅",
    ]  # fmt: skip
    assert [heading for heading, _ in journal.notes] == [
        "Technical Decisions", "Future Improvements", "References",
    ]  # fmt: skip


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_what_other_teams_write_is_read(newline: str) -> None:
    """Bullets with a date, other bullets and dashes, no blank lines, another order."""
    journal = read(OTHERS.replace("\n", newline))
    assert (journal.title, journal.status, journal.updated) == ("NAS", "in progress", "2025-08-24")
    assert [(s.number, s.date, s.title) for s in journal.sessions] == [
        (1, "2025-08-23", ""), (2, "2025-08-24", "Second"), (3, "2025-08-25", "Third one"),
        (4, "2025-08-26", "Fourth"), (5, "2025-08-27", "Fifth"),
    ]  # fmt: skip
    assert [(s.duration, s.status) for s in journal.sessions[:3]] == [
        ("2h", ""), ("", "partial"), ("0:55", ""),
    ]  # fmt: skip
    assert told(journal) == [
        [
            ("plan", "chose NFS"), ("implement", "wrote x"), ("implement", "wrote y"),
            ("issue", "no right"), ("note", "did z"),
        ],
        [("note", "tests run")],
        [("note", "loose"), ("test", "ok"), ("commit", "first")],
        [("issue", "bad")],
        [],
    ]  # fmt: skip
    issues = [e for s in journal.sessions for e in s.entries if e.kind == "issue"]
    assert [(e.resolution, e.commit) for e in issues] == [("group", ""), ("good", "abc1234")]
    assert [(d.heading, d.target, d.label, d.about) for d in journal.deliverables] == [
        ("Scripts", "deliverables/scripts/a.sh", "deliverables/scripts/a.sh", "Alpha"),
        ("Scripts", "deliverables/docs/b.md", "B", "Beta"),
        ("Scripts", "", "Manual", ""),
    ]
    assert journal.notes == (("", ("one",)),)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("### Session 1: 2025-08-23 - Title", (1, "2025-08-23", "Title")),
        ("### Session 7 — 2025-08-23: A - b", (7, "2025-08-23", "A - b")),
        ("### Session: 2025-08-23", (1, "2025-08-23", "")),
        ("### Session 2025-08-23", (1, "2025-08-23", "")),
        ("### 2025/08/23 Title", (1, "2025-08-23", "Title")),
        ("### 2025-08-23 14:02 – Title", (1, "2025-08-23", "Title")),
        ("### Session 12", (12, "", "")),
        ("### Setting up", (1, "", "Setting up")),
        ("### Session 3: Title (2025-08-23)", (3, "2025-08-23", "Title")),
        ("### Session 3: 2025-08-23 - - C \\#", (3, "2025-08-23", "- C #")),
        ("### Session 2: {YYYY-MM-DD} - {Session Title}", (2, "", "")),
    ],
)
def test_headings_of_sessions_are_read_in_many_hands(heading: str, expected: object) -> None:
    """With and without number, date and title."""
    (one,) = read(f"## Implementation Timeline\n{heading}\n").sessions
    assert (one.number, one.date, one.title) == expected


def test_a_status_in_the_front_matter_counts_where_no_line_says_one() -> None:
    head = "---\nstatus: blocked\n---\n# Context: A\n"
    assert read(head).status == "blocked"
    assert read(f"{head}\n**Status**: planning\n").status == "planning"


def test_sessions_without_a_timeline_are_found_by_their_name() -> None:
    """Other headings stay what they are."""
    journal = read("# X\n\n## Session 1: 2025-01-01\n### Planning\n- a\n\n## Scope\n- b\n")
    assert told(journal) == [[("plan", "a")]]


def test_code_and_comments_hold_no_sessions_and_no_entries() -> None:
    """A fence in an entry is part of it."""
    text = (
        "## Implementation Timeline\n\n```\n### Session 1: no\n```\n<!--\n### Session 2: no\n-->\n"
        "### Session 3: yes\n#### Notes\n<!-- - no -->\n- a\n  ```\n  ## b\n  ```\n- c\n"
    )
    (session,) = read(text).sessions
    assert session.number == 3
    assert [(e.text, e.details) for e in session.entries] == [
        ("a", ("```", "## b", "```")), ("c", ()),
    ]  # fmt: skip


def test_an_open_session_is_known_by_its_machine_line() -> None:
    """A broken one says nothing; one in code neither."""
    line = "<!-- spec-tui:session start=2025-08-23T14:02:00+02:00 head=abc -->"
    head = "## Implementation Timeline\n### Session 1: 2025-08-23 - A\n"
    current = read(f"{head}{line}\n").current
    assert current is not None
    assert (current.head, current.started and current.started.hour) == ("abc", 14)
    assert read(f"{head}```\n{line}\n```\n").current is None
    assert read(f"{head}{line.replace('2025-08-23T', 'x')}\n").current is None
    assert read(f"{head}{line[:-3]}end=2025-08-23T15:00:00+02:00 to=def -->").current is None


def test_entries_stand_in_the_order_of_time() -> None:
    """Those without a time stay where they are, and a session may go over midnight."""
    text = (
        "## Implementation Timeline\n### Session 1: 2025-08-23 - A\n#### Planning\n- first\n"
        "- 23:50 b\n- after b\n- 00:10 d\n#### Notes\n- 2025-08-24 00:05 c\n- 22:00 a\n"
        "- [23:59] bb\n"
    )
    (session,) = read(text).sessions
    assert [e.text for e in session.entries] == ["first", "a", "b", "after b", "bb", "c", "d"]


def test_a_bullet_with_a_time_is_no_approval() -> None:
    """What was recorded as words approves nothing."""
    head = "## Implementation Timeline\n### Session 1: 2025-08-23 - A\n#### Planning\n"
    said = "Plan approved by @maria, 2025-08-23T14:00:00+02:00"
    assert read(f"{head}- 14:00 {said}\n").approval is None
    known = read(f"{head}- {said}\n").approval
    assert known is not None
    assert (known.by, known.at, known.line) == ("@maria", "2025-08-23T14:00:00+02:00", 4)


def test_a_value_is_computed_only_with_its_mark() -> None:
    """And a placeholder is no value."""
    text = (
        "## Metrics\n- **A**: 1 <!-- computed -->\n* **B:** 2 <!-- note -->\n- **C**: {X hours}\n"
    )
    assert [(m.name, m.value, m.source) for m in read(text).metrics] == [
        ("A", "1", "computed"), ("B", "2 <!-- note -->", "typed"), ("C", "", "typed"),
    ]  # fmt: skip


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.md")), ids=lambda path: path.stem)
def test_every_example_of_the_source_document_is_read(path: Path) -> None:
    """What is no journal has no sessions."""
    journal = read(path.read_bytes().decode())
    assert bool(journal.sessions) == (path.stem == "context-template")


@pytest.mark.parametrize("text", ["", "\ufeff# Context: A", "---\nid: 1\n---\n# Context: A\n"])
def test_files_that_begin_differently_are_read(text: str) -> None:
    """Empty, with a byte order mark, with front matter."""
    assert read(text).title == ("A" if text else "")
