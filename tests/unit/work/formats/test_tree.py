"""Trees of specs: place, status, dependencies, changes."""

from __future__ import annotations

import pytest

from spec_tui.work.change import Change
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
