"""Trees of specs: place, status, dependencies, changes."""

from __future__ import annotations

import pytest

from spec_tui.work.change import Change, Refused
from spec_tui.work.formats import tree, tree_edit
from spec_tui.work.formats.tree_seat import context_of, context_paths
from spec_tui.work.item import Content
from spec_tui.work.repository import read_text
from tests.unit.work.plans import changed

PATH = "specs/1000/1001/1011.spec.md"
SPEC = "# 1011: Setup\n\n**Parent**: [[spec|A]]\n\n## Dependencies\nNone\n"


@pytest.mark.parametrize(
    ("path", "one", "kind", "parent"),
    [
        ("specs/1000/epic.md", "1000", "epic", ""),
        ("specs/1000/1001/spec.md", "1001", "feature", "1000"),
        ("specs/1000/1001/1011.spec.md", "1011", "task", "1001"),
        ("specs/1001-feature-storage/1001-feature-storage.spec.md", "1001", "feature", "1000"),
        ("specs/1001-feature-storage/1011.spec.md", "1011", "task", "1001"),
        ("specs/1000.spec.md", "1000", "epic", ""),
        ("specs/1000/1000.spec.md", "1000", "epic", ""),
        ("specs/1000/1001/1001.md", "1001", "feature", "1000"),
        ("specs/1000/1001/1012.md", "1012", "task", "1001"),
        ("specs/1000/1002.spec.md", "1002", "feature", "1000"),
        ("specs/1000/1001/1011/spec.md", "1011", "task", "1001"),
        (
            "specs/1000-epic-base/1001-feature-storage/1011-task-setup.spec.md",
            "1011",
            "task",
            "1001",
        ),
        ("specs/1001-feature-storage/1011-setup/spec.md", "1011", "task", "1001"),
        ("specs/plans/1000/epic.md", "1000", "epic", ""),
        ("specs/E01/epic.md", "E01", "epic", ""),
        ("specs/E01/F02/spec.md", "E01-F02", "feature", "E01"),
        ("specs/E01-base/F02_storage/T03.md", "E01-F02-T03", "task", "E01-F02"),
        ("specs/E01/F02/T03/task.md", "E01-F02-T03", "task", "E01-F02"),
        ("specs/E01/F02/T03-setup.spec.md", "E01-F02-T03", "task", "E01-F02"),
        ("specs/e01/f02/f02.md", "E01-F02", "feature", "E01"),
        ("specs/F02/T03.md", "F02-T03", "task", "F02"),
        ("specs/storage/mounts/spec.md", "specs/storage/mounts", "feature", "specs/storage"),
        ("specs/storage/disks.spec.md", "specs/storage/disks", "task", "specs/storage"),
    ],
)
def test_the_place_decides_what_an_item_is(path, one, kind, parent) -> None:
    """New layout and old (formats.md 92 and 100)."""
    found = tree.seat(path)
    assert (found.id, found.kind, found.parent, found.role) == (one, kind, parent, "spec")


@pytest.mark.parametrize(
    "path",
    [
        "specs/1000/1001/deliverables/x.md",
        "specs/1000/1001/deliverables/docs/spec.md",
        "specs/1000/1001/1012-notes.md",
        "specs/1000/README.md",
        "specs/E01/notes.md",
        "specs/E01/F01/E02.md",
        "specs/x.md",
        "specs/2024.md",
        "a/1.md",
        "specs/１０００/README.md",
    ],
)
def test_other_files_are_no_tree(path) -> None:
    """Notes beside specs, deliverables, digits of other alphabets."""
    assert tree.seat(path) is None


@pytest.mark.parametrize(
    "text", ["# Login\n", "---\ntitle: Login\n---\n", "---\nid: '../x'\n---\n"]
)
def test_a_folder_without_number_holds_a_spec_only_where_its_header_gives_an_id(text) -> None:
    """Three digits are somebody else's layout."""
    assert read_text(text, "specs/001-login/spec.md") == Content()
    (item,) = read_text(
        "---\nid: LOGIN-1\nkind: feature\n---\n# Login\n", "specs/001-login/spec.md"
    ).items
    assert (item.id, item.kind, item.title) == ("LOGIN-1", "feature", "Login")


@pytest.mark.parametrize(
    ("path", "header", "expected"),
    [
        ("specs/1000/1001/spec.md", "FEAT-7", "FEAT-7"),
        ("specs/1000/1001/spec.md", "1009", "1001"),
        ("specs/E01/F02/T03.md", "T03", "E01-F02-T03"),
        ("specs/E01/F02/T03.md", "F02-T03", "E01-F02-T03"),
        ("specs/E01/F02/T03.md", "PAY-9", "PAY-9"),
        ("specs/E01/F02/T03.md", "no id", "E01-F02-T03"),
    ],
)
def test_a_header_may_give_an_id_of_its_own(path, header, expected) -> None:
    """Another number than that of the folder does not count; `T03` is completed by the folders."""
    (item,) = read_text(f"---\nid: {header}\n---\n# {header}: Setup\n", path).items
    assert (item.id, item.title) == (expected, "Setup" if header != "no id" else "no id: Setup")


def test_parents_and_dependencies_are_called_as_their_own_headers_call_them(write, session) -> None:
    """A link leads to a place, the id stands in the file there."""
    write("specs/E01/epic.md", "---\nid: BASE\n---\n# Base\n")
    write("specs/E01/F01/spec.md", "# F01: Storage\n")
    write("specs/E01/F01/T01.md", "---\nid: MOUNT\n---\n# MOUNT: Mounts\n")
    write(
        "specs/E01/F01/T02.md",
        "# T02: Quotas\n\n## Dependencies\n\n- [Mounts](T01.md) (see [map](map.md))\n- T03\n",
    )
    write("specs/E01/F01/T03/task.md", "---\ndepends_on: ['[[../T01]]', T02]\n---\n# T03: Checks\n")
    plan = session().plan
    assert {item.ref: (item.parent, item.depends_on) for item in plan.items} == {
        "BASE": ("", ()),
        "E01-F01": ("BASE", ()),
        "MOUNT": ("E01-F01", ()),
        "E01-F01-T02": ("E01-F01", ("MOUNT", "E01-F01-T03")),
        "E01-F01-T03": ("E01-F01", ("MOUNT", "E01-F01-T02")),
    }
    assert plan.unknown_parents == []


def test_named_folders_hang_below_the_next_folder_with_a_spec(write, session) -> None:
    """Folders that only sort are passed over."""
    write("specs/base/epic.md", "---\nid: B\n---\n# Base\n")
    write("specs/base/later/storage/spec.md", "---\nid: S\n---\n# Storage\n")
    write("specs/base/later/storage/disks.spec.md", "---\nid: D\nparent: S\n---\n# Disks\n")
    write("specs/else/spec.md", "nothing of ours\n")
    assert {item.ref: item.parent for item in session().plan.items} == {"B": "", "S": "B", "D": "S"}


def test_two_files_with_one_id_are_both_there_and_one_error_names_both(write, session) -> None:
    """Neither hides the other."""
    write("specs/1000/epic.md", "# 1000: A\n")
    write("specs/1000/1001/spec.md", "# 1001: B\n")
    write("specs/1000/1001/1011.spec.md", "# 1011: one\n")
    write("specs/1000/1001/1011.md", "# 1011: other\n")
    opened = session()
    (problem,) = [one for one in opened.problems() if one.severity == "error"]
    assert problem.code == "duplicate-id"
    assert {problem.path, problem.message.split(" is also the id of ")[1].split(". ")[0]} == {
        "specs/1000/1001/1011.spec.md",
        "specs/1000/1001/1011.md",
    }
    assert [item.title for item in opened.plan.items if item.id == "1011"] == ["other", "one"]


@pytest.mark.parametrize(
    ("spec", "contexts"),
    [
        ("specs/1000/epic.md", ["specs/1000/context.md", "specs/1000/1000.context.md"]),
        ("specs/1000/1001/1012.md", ["specs/1000/1001/1012.context.md"]),
        (
            "specs/1001-feature-a/1001-feature-a.spec.md",
            [
                "specs/1001-feature-a/1001.context.md",
                "specs/1001-feature-a/1001-feature-a.context.md",
                "specs/1001-feature-a/context.md",
            ],
        ),
        (
            "specs/E01/F01/T01-x.spec.md",
            ["specs/E01/F01/T01.context.md", "specs/E01/F01/T01-x.context.md"],
        ),
        ("specs/a/b.spec.md", ["specs/a/b.context.md"]),
    ],
)  # fmt: skip
def test_the_context_lies_beside_the_spec(spec, contexts) -> None:
    """Seed 004: `{id}.context.md` of the older layout, `context.md` of the proposed one."""
    assert list(context_paths(spec)) == contexts
    assert context_of(spec, set()) == contexts[0]
    assert context_of(spec, {contexts[-1]}) == contexts[-1]
    for one in contexts:
        place = tree.seat(one)
        assert place is not None
        assert place.role == "context"


@pytest.mark.parametrize(
    "where",
    ["specs/backup/1000/epic.md", "specs/1000.bak/epic.md", "specs/1000/backups/1001/spec.md"],
)
def test_folders_of_copies_are_no_plans(where, write, session) -> None:
    """They are told as left out."""
    write("specs/1000/epic.md", "# 1000: A\n")
    write(where, "# 1000: copy\n")
    plan = session().plan
    assert [item.path for item in plan.items] == ["specs/1000/epic.md"]
    assert "Copies and leftovers are not read" in plan.notices[0]


@pytest.mark.parametrize(
    "line",
    [
        "[[../1002/spec|B]]",
        "[[../1002/spec]]",
        "[B](../1002/spec.md)",
        "1002: B",
        "[[../1002/1021.spec|t]]",
    ],
)
def test_dependencies_are_links_or_numbers(line) -> None:
    """The id of the spec that the link leads to."""
    text = f"# 1011: x\n\n## Dependencies\n- {line}\n\n## Other\n- [[../1003/spec]]\n"
    expected = "1021" if "1021" in line else "1002"
    assert read_text(text, PATH).items[0].depends_on == (expected,)


def test_status_is_written_into_the_context(moment) -> None:
    """One line and `Updated`."""
    (item,) = read_text(SPEC, PATH).items
    old = (
        "# Context: x\n\n**Status**: planning  \n**Updated**: 2025-01-01 10:00\n\n**Status**: no\n"
    )
    new = tree_edit.edit_context(old, item, "done", moment)
    assert changed(old, new) == [
        "-**Status**: planning  ",
        "-**Updated**: 2025-01-01 10:00",
        "+**Status**: completed  ",
        "+**Updated**: 2026-03-01 12:00",
    ]


def test_a_new_context_reads_back_as_its_status(moment) -> None:
    """The template of seed 004."""
    (item,) = read_text(SPEC, PATH).items
    text = tree_edit.edit_context("", item, "in_progress", moment)
    assert read_text(text, "specs/1000/1001/1011.context.md").context.status == "implementing"


def test_a_dependency_is_a_link_to_the_spec(moment) -> None:
    """Relative, without .md, in place of "None"."""
    (item,) = read_text(SPEC, PATH).items
    change = Change("add", "1021", label="Other", target="specs/1000/1002/1021.spec.md")
    new = tree_edit.edit(SPEC, item, change, moment)
    assert changed(SPEC, new) == ["-None", "+- [[../1002/1021.spec|Other]]"]
    assert read_text(new, PATH).items[0].depends_on == ("1021",)
    (item,) = read_text(new, PATH).items
    assert "1021" not in tree_edit.edit(new, item, Change("remove", "1021"), moment)


def test_a_tick_and_a_title_are_one_line_each_and_the_line_ends_stay(moment) -> None:
    """Criteria of a tree are boxes or bullets below their heading; CRLF stays."""
    text = (SPEC + "\n## Acceptance Criteria\n- [ ] a\n- b\n").replace("\n", "\r\n")
    (item,) = read_text(text, PATH).items
    assert [(one.text, one.done, one.line) for one in item.criteria] == [
        ("a", False, 9),
        ("b", False, 10),
    ]
    ticked = tree_edit.edit(text, item, Change("tick", line=10, done=True), moment)
    assert ticked == text.replace("- b", "- [x] b")
    renamed = tree_edit.edit(text, item, Change("title", "Set up"), moment)
    assert renamed == text.replace("# 1011: Setup", "# 1011: Set up")


@pytest.mark.parametrize("operation", ["priority", "estimate"])
def test_what_a_tree_cannot_hold_is_refused_with_what_it_can(operation, moment) -> None:
    """No file of a tree has a place for it."""
    (item,) = read_text(SPEC, PATH).items
    with pytest.raises(Refused, match="It can hold: status, title, depends_on"):
        tree_edit.edit(SPEC, item, Change(operation, "M"), moment)
