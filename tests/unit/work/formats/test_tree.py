"""Trees of specs: place, status, dependencies, changes."""

from __future__ import annotations

import pytest

from spec_tui.work.change import Change, Refused
from spec_tui.work.formats import tree, tree_edit
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
    ],
)
def test_the_place_decides_what_an_item_is(path, one, kind, parent) -> None:
    """New layout and old (formats.md 92 and 100)."""
    found = tree.seat(path)
    assert (found.id, found.kind, found.parent, found.role) == (one, kind, parent, "spec")


@pytest.mark.parametrize(
    "path", ["specs/001-login/spec.md", "specs/1000/1001/deliverables/x.md", "specs/x.md", "a/1.md"]
)
def test_other_files_are_no_tree(path) -> None:
    """Three digits are somebody else's layout."""
    assert tree.seat(path) is None


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
