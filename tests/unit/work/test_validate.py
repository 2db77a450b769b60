"""Problems between files, and the fixes."""

from __future__ import annotations

import json

import pytest

from tests.unit.work.plans import task, ticket


def put(write, *files) -> None:
    """Write files."""
    for path, text in files:
        write(path, text)


def found(session, code) -> list[str]:
    """Messages of one code with their place."""
    return [f"{p.path}:{p.line}: {p.message}" for p in session().problems() if p.code == code]


def test_unknown_dependency_names_a_near_id(write, session) -> None:
    """A sentence for a person, at the place of the id."""
    put(write, ticket(1), task(9), task(14, waits=[99]))
    assert found(session, "unknown-dependency") == [
        ".omoi_os/tasks/TSK-014.md:9: TSK-014: depends on TSK-099, which does not exist "
        "(did you mean TSK-009?)."
    ]


def test_duplicate_ids_name_both_files(write, session) -> None:
    """At the later one."""
    path, text = task(5)
    put(write, ticket(1), (path, text), (".omoi_os/tasks/TSK-005-b.md", text))
    assert found(session, "duplicate-id") == [
        ".omoi_os/tasks/TSK-005.md:1: TSK-005 is also the id of .omoi_os/tasks/TSK-005-b.md. "
        "Both are shown; give one a new id."
    ]


def test_a_cycle_is_one_error_with_its_path(write, session) -> None:
    """A shortest one per knot."""
    put(write, ticket(1), task(2, waits=[5]), task(5, waits=[2]), task(6, waits=[2]))
    (message,) = found(session, "cycle")
    assert "TSK-002 -> TSK-005 -> TSK-002: each waits on the next" in message


def test_one_sided_edges_are_warnings_that_fix_mirrors(write, session) -> None:
    """In the header; afterwards nothing is left."""
    put(write, ticket(1), task(1, blocks=[2]), task(2), task(3, waits=[1]))
    assert len(found(session, "one-sided")) == 2
    assert session().fix().mirrored == 2
    assert found(session, "one-sided") == []
    assert {p.code for p in session().problems()} == set()


def test_renumbering_takes_the_next_free_id(write, session, tmp_path) -> None:
    """Header and heading, and only where somebody agreed."""
    path, text = task(5)
    put(write, ticket(1), (path, text), (".omoi_os/tasks/TSK-005-b.md", text))
    opened = session()
    assert opened.fix().renumbered == 0
    agreed = [p for p in opened.problems() if p.fix.kind == "renumber"]
    assert opened.fix(agreed).renumbered == 1
    assert "# TSK-006: Task 5" in (tmp_path / "repo" / path).read_text()
    assert found(session, "duplicate-id") == []


def test_bad_yaml_is_an_error_with_a_place_and_is_quoted(write, session, tmp_path) -> None:
    """The item is read all the same."""
    path, text = task(1)
    put(write, ticket(1), (path, text.replace("Task 1\nstatus", "Login: step 1\nstatus")))
    opened = session()
    (problem,) = [p for p in opened.problems() if p.code == "yaml"]
    assert (problem.line, problem.column, opened.find("TSK-001").title) == (3, 8, "Login: step 1")
    assert opened.fix().quoted == 1
    assert 'title: "Login: step 1"' in (tmp_path / "repo" / path).read_text()


@pytest.mark.parametrize(
    ("ref", "code"),
    [
        ("designs/a.md", None), (".omoi_os/designs/a.md", None), ("../designs/a.md", None),
        ("designs/b.md", "missing-file"), ("../../../etc/passwd", "outside"),
        ("/etc/passwd", "outside"), ("~/x.md", "outside"),
    ],
)  # fmt: skip
def test_references_stay_inside_and_exist(write, session, ref, code) -> None:
    """From the top of .omoi_os, of the repository, or from the file (formats.md 73)."""
    path, text = ticket(1)
    write(".omoi_os/designs/a.md", "---\nid: DESIGN-A-001\ntitle: a\nstatus: draft\n---\n")
    write(path, text.replace("requirements:", f"design_ref: {ref}\nrequirements:"))
    codes = {p.code for p in session().problems()} & {"missing-file", "outside"}
    assert codes == ({code} if code else set())


def test_traces_are_checked(write, session) -> None:
    """A requirement without a ticket that has tasks; a ticket that names an unknown one."""
    head = (
        "---\nid: REQ-A-001\ntitle: a\nstatus: draft\nfeature: a\ncreated: x\nupdated: x\n"
        "category: functional\npriority: HIGH\n---\n\n"
    )
    write(
        ".omoi_os/requirements/a.md",
        head + "".join(f"### REQ-A-FUNC-00{n}: r\n\nTHE SYSTEM SHALL x.\n\n" for n in (1, 2)),
    )
    path, text = ticket(1)
    write(path, text.replace("[]", "[REQ-A-FUNC-001, REQ-A-FUNC-009]", 1))
    write(*task(1))
    assert [m.split(": ", 1)[1] for m in found(session, "untraced")] == [
        "REQ-A-FUNC-002: no ticket with a task names it."
    ]
    assert "REQ-A-FUNC-009" in found(session, "unknown-requirement")[0]


def test_copies_are_left_alone_with_one_notice(write, session) -> None:
    """Conflict copies, editor leftovers, backup folders (safety.md R20)."""
    path, text = task(1)
    put(write, ticket(1), (path, text))
    for name in (
        "TSK-001.sync-conflict-20250101-120000.md", "TSK-001.md~", ".#TSK-001.md",
        "TSK-001.md.orig", ".TSK-001.md.swp", "TSK-001 (1).md", "backup/TSK-001.md", "README.md",
    ):  # fmt: skip
        write(f".omoi_os/tasks/{name}", text)
    plan = session().plan
    assert [item.path for item in plan.items if item.kind == "task"] == [path]
    assert len(plan.notices) == 1


def test_a_file_that_is_no_text_is_one_error_and_hides_nothing(write, session, tmp_path) -> None:
    """With line and column of the byte."""
    put(write, ticket(1), task(1))
    (tmp_path / "repo/.omoi_os/tasks/TSK-002.md").write_bytes(b"---\nid: \xff\n---\n")
    (problem,) = [p for p in session().problems() if p.code == "unreadable"]
    assert (problem.line, problem.column) == (2, 5)
    assert len(session().plan.items) == 2


def test_a_byte_order_mark_hides_nothing(write, session) -> None:
    """The header is read behind it."""
    path, text = task(1)
    put(write, ticket(1), (path, "\ufeff" + text))
    assert session().find("TSK-001").title == "Task 1"


def test_an_edit_in_the_same_second_is_seen(write, session) -> None:
    """The index never serves what was there before."""
    path, text = task(1)
    put(write, ticket(1), (path, text))
    assert session().find("TSK-001").status == "pending"
    for status in ("review", "blocked", "pending"):
        write(path, text.replace("status: pending", f"status: {status}"))
        assert session().find("TSK-001").status == status


def test_a_damaged_index_counts_as_absent(write, session, tmp_path) -> None:
    """Whatever stands in it."""
    put(write, ticket(1), task(1))
    session()
    for junk in (b"", b"[1,", b"[1, 2]", json.dumps([1, {"x": [[0], 1]}]).encode()):
        for path in (tmp_path / "cache").glob("*.json"):
            path.write_bytes(junk)
        assert len(session().plan.items) == 2
