"""Every spelling of work-items.md, read and changed."""

from __future__ import annotations

import pytest

from spec_tui.work.change import Change, Refused
from spec_tui.work.formats import omoi, omoi_edit
from tests.unit.work.plans import changed

TASK = """---
id: TSK-002
title: Add login
status: pending  # pending | done
{parent}
estimate: S
type: implementation
{edges}
updated: 2025-08-23
---

# TSK-002: Add login

## Acceptance Criteria

- [ ] works
- [x] tested

## Dependencies

**Depends On**: {line}
**Blocks**: None
"""


def text(parent="ticket_id: TKT-001", edges="depends_on: [TSK-001]", line="TSK-001") -> str:
    """A task of .omoi_os."""
    return TASK.format(parent=parent, edges=edges, line=line)


def read(source, folder="tasks"):
    """Its content."""
    return omoi.read(source, f".omoi_os/{folder}/TSK-002.md", folder, ".omoi_os")


def codes(source, folder="tasks") -> dict[str, str]:
    """Codes of the problems with their severity."""
    return {problem.code: problem.severity for problem in read(source, folder).problems}


def edit(source, change, moment) -> list[str]:
    """The diff of one change."""
    (item,) = read(source).items
    return changed(source, omoi_edit.edit(source, item, change, moment))


@pytest.mark.parametrize("name", ["ticket_id", "parent_ticket", "ticket"])
def test_parent_in_every_spelling(name) -> None:
    """114 files say parent_ticket, 86 ticket_id."""
    found = read(text(parent=f"{name}: TKT-001"))
    assert found.items[0].parent == "TKT-001"
    assert ("alias" in {p.code for p in found.problems}) == (name != "ticket_id")


@pytest.mark.parametrize(
    "edges",
    [
        "dependencies:\n  depends_on: [TSK-001]\n  blocks: []",
        "dependencies:\n  depends_on:\n    - TSK-001\n",
        "dependencies: [TSK-001]",
        "dependencies: TSK-001",
        "depends_on:\n  - TSK-001",
        "depends_on: TSK-001",
        'dependencies: {depends_on: ["TSK-001 (tables)"]}',
    ],
)
def test_dependencies_in_every_spelling(edges) -> None:
    """Mapping, top-level list, plain string, a list under `dependencies`."""
    assert read(text(edges=edges)).items[0].depends_on == ("TSK-001",)


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("pending", "pending"), ("todo", "pending"), ("open", "pending"),
        ("in-progress", "in_progress"), ("review", "review"), ("completed", "done"),
        ("Done", "done"), ("blocked", "blocked"), ("odd", "pending"),
    ],
)  # fmt: skip
def test_status_in_every_spelling(written, status) -> None:
    """And as written beside it."""
    (item,) = read(text().replace("status: pending", f"status: {written}")).items
    assert (item.status, item.status_as_written) == (status, written)


@pytest.mark.parametrize(
    ("estimate", "hours"), [("S", 2), ("M", 4), ("L", 8), ("1h", 1), ("3d", 24), ("30m", 0.5)]
)
def test_estimates_are_hours(estimate, hours) -> None:
    """Sizes of a task of seed 003, hours, days."""
    assert read(text().replace("estimate: S", f"estimate: {estimate}")).items[0].hours == hours


def test_bold_lines_in_place_of_a_header_are_read() -> None:
    """Seven old files have no YAML at all."""
    source = "# TSK-002: Add login\n\n**Status**: Done\n**Ticket**: TKT-001\n**Estimate**: M\n"
    (item,) = read(source).items
    assert (item.id, item.title, item.status, item.parent, item.hours) == (
        "TSK-002", "Add login", "done", "TKT-001", 4,
    )  # fmt: skip


def test_false_front_matter_is_read_as_bold_lines() -> None:
    """Two rules around bold lines."""
    source = "---\n**ID**: TSK-002\n**Title**: a\n**Status**: done\n---\n\n# TSK-002: a\n"
    (item,) = read(source).items
    assert (item.id, item.status) == ("TSK-002", "done")


def test_missing_fields_are_errors_or_warnings() -> None:
    """Id, title, status and the parent are needed."""
    found = read("---\nid: TSK-002\n---\n").problems
    errors = {p.message for p in found if p.severity == "error"}
    assert errors == {f"`{n}` is missing in the header." for n in ("title", "status", "ticket_id")}


def test_no_header_at_all_is_one_error() -> None:
    """And gives no item."""
    assert codes("just text\n") == {"no-header": "error"}


@pytest.mark.parametrize(
    ("estimate", "severity"), [("4h", None), ("6h", "warning"), ("2d", "error")]
)
def test_large_tasks_are_named(estimate, severity) -> None:
    """More than 4 hours, more than 8 (formats.md 81)."""
    assert (
        codes(text().replace("estimate: S", f"estimate: {estimate}")).get("too-large") == severity
    )


@pytest.mark.parametrize(
    ("old", "new", "severity"),
    [
        ("title: Add login", "title: [a, b]", "error"),
        ("status: pending", "status:\n  x: 1", "error"),
        ("ticket_id: TKT-001", "parent_ticket: [TKT-001]", "error"),
        ("estimate: S", "estimate: S\ndepends_on:\n  a: TSK-001", "error"),
        ("title: Add login", "title: {Title}", None),
        ("title: Add login", 'title: "[a, b]"', None),
    ],
)
def test_a_list_where_a_line_belongs_is_an_error(old, new, severity) -> None:
    """And the other way round; a placeholder of the template is none."""
    assert old in text()
    assert codes(text().replace(old, new)).get("wrong-type") == severity


def test_a_day_that_is_none_is_told() -> None:
    """Only where something else is written; a time behind it is fine."""
    day = "created: 2026-02-30\nupdated: 2026-02-28 10:00\nestimate: S"
    found = read(text().replace("estimate: S", day)).problems
    assert [p.message for p in found if p.code == "unknown-value"] == [
        "`created` is 2026-02-30, which is no day such as 2026-01-31."
    ]


def test_problems_have_line_and_column() -> None:
    """Where the value stands."""
    (problem,) = [
        p for p in read(text().replace("estimate: S", "estimate: huge")).problems
        if p.code == "unknown-value"
    ]  # fmt: skip
    assert (problem.line, problem.column) == (6, 11)


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("WHEN a slot is taken, THE SYSTEM SHALL hold it.", None),
        ("THE SYSTEM SHALL log it.", None),
        ("WHILE busy, WHEN asked, THE SYSTEM SHALL wait.", None),
        ("IF it fails, THEN THE SYSTEM SHALL retry.", None),
        ("IF it fails, THE SYSTEM SHALL retry.", "ears-then"),
        ("WHEN a slot is taken, hold it.", "ears-shall"),
        ("THE SYSTEM SHALL", "ears-response"),
        ("THE SYSTEM SHALL log and SHALL tell.", "ears-two"),
    ],
)
def test_requirements_follow_ears(sentence, code) -> None:
    """All five patterns; what is missing has a name (formats.md 75)."""
    source = (
        "---\nid: REQ-B-001\ntitle: B\nstatus: draft\nfeature: b\ncreated: 2025-01-01\n"
        "updated: 2025-01-01\ncategory: functional\npriority: HIGH\n---\n\n"
        f"#### REQ-B-FUNC-001: Hold\n\n**Priority**: HIGH\n\n{sentence}\n\n**Notes**: none\n"
    )
    found = read(source, "requirements")
    assert [r.id for r in found.artifacts[0].inline] == ["REQ-B-FUNC-001"]
    assert [p.code for p in found.problems] == ([code] if code else [])


@pytest.mark.parametrize(
    ("change", "diff"),
    [
        (
            Change("status", "done"),
            ["-status: pending  # pending | done", "+status: done  # pending | done"],
        ),
        (Change("priority", "high"), ["+priority: HIGH"]),
        (Change("estimate", "4h"), ["-estimate: S", "+estimate: 4h"]),
        (
            Change("title", "Sign in: now"),
            ["-title: Add login", '+title: "Sign in: now"', "-# TSK-002: Add login",
             "+# TSK-002: Sign in: now"],
        ),
        (Change("tick", line=16), ["-- [ ] works", "+- [x] works"]),
        (
            Change("add", "TSK-003"),
            ["-depends_on: [TSK-001]", "+depends_on: [TSK-001, TSK-003]",
             "-**Depends On**: TSK-001", "+**Depends On**: TSK-001, TSK-003"],
        ),
        (
            Change("remove", "TSK-001"),
            ["-depends_on: [TSK-001]", "+depends_on: []",
             "-**Depends On**: TSK-001", "+**Depends On**: None"],
        ),
        (
            Change("blocks", "TSK-009"),
            ["+blocks: [TSK-009]", "-**Blocks**: None", "+**Blocks**: TSK-009"],
        ),
    ],
)  # fmt: skip
def test_a_change_touches_its_lines_and_updated(change, diff, moment) -> None:
    """One value, the lists of the body, `updated:`, and nothing else."""
    updated = ["-updated: 2025-08-23", "+updated: 2026-03-01"]
    assert sorted(edit(text(), change, moment)) == sorted(diff + updated)


def test_the_same_value_changes_nothing(moment) -> None:
    """Not even `updated:`."""
    assert edit(text(), Change("add", "TSK-001"), moment) == []


def test_the_own_word_of_a_file_is_kept(moment) -> None:
    """`completed` stays where done is asked for."""
    source = text().replace("status: pending", "status: completed")
    assert edit(source, Change("status", "done"), moment)[:1] != ["-status: completed"]


def test_line_ends_and_bytes_around_stay(moment) -> None:
    """CR LF, unknown keys, comments."""
    source = text(parent="odd_key: [1,  2]  # mine\nticket: TKT-001").replace("\n", "\r\n")
    (item,) = read(source).items
    new = omoi_edit.edit(source, item, Change("status", "done"), moment)
    expected = source.replace("pending  #", "done  #").replace("2025-08-23", "2026-03-01")
    assert new == expected


@pytest.mark.parametrize(
    "change", [Change("status", "odd"), Change("priority", "odd"), Change("estimate", "odd"),
               Change("title", " "), Change("title", "a\nb")],
)  # fmt: skip
def test_what_means_nothing_is_refused(change, moment) -> None:
    """With a sentence, and nothing changed."""
    with pytest.raises(Refused):
        edit(text(), change, moment)
