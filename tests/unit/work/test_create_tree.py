"""New specs of a tree: ids, places, links in both directions."""

from __future__ import annotations

import posixpath

import pytest

from spec_tui.documents.links import inside, links
from spec_tui.work.change import Refused
from spec_tui.work.create import create
from spec_tui.work.create_tree import first_child, folder_of, free
from spec_tui.work.formats.tree_edit import listed
from tests.unit.work.plans import changed, plan_of

EPIC = {"specs/1000/epic.md": "# 1000: Base\n\n## Features\n"}
FEATURE = EPIC | {"specs/1000/1001/spec.md": "# 1001: Storage\n\n## Tasks\n\n## Deliverables\n"}


def made(texts, kind, title, moment, parent=""):
    """What `new` makes in a repository of these files."""
    plan = plan_of(texts)
    above = plan.item(parent) if parent else None
    return create(
        plan, kind, title, moment, parent=above, parent_text=texts[above.path] if above else ""
    )


def dead(texts) -> list[str]:
    """Links that lead to no file among these."""
    found = []
    for path, text in texts.items():
        for link in links(text):
            where = inside(link.target, posixpath.dirname(path))
            if where not in texts and f"{where}.md" not in texts:
                found.append(f"{path}: {link.target}")
    return found


def test_epic_feature_and_task_are_linked_in_both_directions(moment) -> None:
    """Every link of every file that was made leads to one of them."""
    texts: dict[str, str] = {}
    texts |= made(texts, "epic", "Base", moment).texts
    texts |= made(texts, "feature", "Storage | [v2]", moment, "1000").texts
    texts |= made(texts, "task", "Mount `it`", moment, "1001").texts
    assert sorted(texts) == [
        "specs/1000/1001/1011.context.md",
        "specs/1000/1001/1011.spec.md",
        "specs/1000/1001/context.md",
        "specs/1000/1001/spec.md",
        "specs/1000/context.md",
        "specs/1000/epic.md",
    ]
    assert dead(texts) == []
    assert [item.title for item in plan_of(texts).items if item.kind != "epic"] == [
        "Storage | [v2]",
        "Mount `it`",
    ]
    assert "- [[1001/spec|Storage / (v2)]]" in texts["specs/1000/epic.md"]
    assert "- [[1011.spec|Mount 'it']]" in texts["specs/1000/1001/spec.md"]
    assert texts["specs/1000/1001/1011.spec.md"] == (
        "# 1011: Mount `it`\n\n**Context**: [[1011.context|Implementation Journal]]  \n"
        "**Parent**: [[spec|Storage / (v2)]]\n\n## Scope\n\n## Acceptance Criteria\n\n"
        "## Dependencies\n\n## Deliverables\n"
    )


def test_a_new_spec_has_the_headings_that_its_children_need(moment) -> None:
    """Features of an epic, tasks of a feature (formats.md 94)."""
    epic = made({}, "epic", "Base", moment).texts["specs/1000/epic.md"]
    feature = made(EPIC, "feature", "A", moment, "1000").texts["specs/1000/1001/spec.md"]
    assert ("## Features\n" in epic, "**Parent**" in epic) == (True, False)
    assert "## Tasks\n" in feature


@pytest.mark.parametrize(
    ("number", "kind", "expected"),
    [
        (1000, "feature", 1001),
        (1001, "task", 1011),
        (1009, "task", 1091),
        (1012, "task", 1013),
        (12000, "feature", 12001),
        (12001, "task", 12011),
    ],
)
def test_digits_say_where_ids_begin(number, kind, expected) -> None:
    """E000, E00F, E0FT (formats.md 100)."""
    assert first_child(number, kind) == expected


def test_ids_are_unique_in_the_tree_beyond_nine_of_a_kind(moment) -> None:
    """The next free number, whoever has those before it."""
    texts = dict(FEATURE)
    for number in range(14):
        texts |= made(texts, "task", f"Task {number}", moment, "1001").texts
    for number in range(12):
        texts |= made(texts, "feature", f"Feature {number}", moment, "1000").texts
    items = plan_of(texts).items
    assert len({item.id for item in items}) == len(items) == 28
    tasks = [item.id for item in items if item.kind == "task"]
    assert tasks == [str(number) for number in range(1011, 1025)]


def test_an_id_is_taken_by_a_header_a_context_and_a_file_that_cannot_be_read(moment) -> None:
    """Whatever lies at the place of an id, nothing is written over it."""
    texts = FEATURE | {
        "specs/1000/1001/1011.spec.md": "---\nid: MOUNT\n---\n# Mounts\n",
        "specs/1000/1001/1012.context.md": "# Context: gone\n",
        "specs/1000/1001/x.md": "",
    }
    assert made(texts, "task", "Next", moment, "1001").id == "1013"
    assert free({"1000", "2000"}, 1000, 1000) == "3000"


@pytest.mark.parametrize(
    ("texts", "kind", "parent", "path"),
    [
        ({"specs/E01/epic.md": "# E01: A\n"}, "epic", "", "specs/E02/epic.md"),
        ({"specs/E01/epic.md": "# E01: A\n"}, "feature", "E01", "specs/E01/F01/spec.md"),
        (
            {"specs/E1/epic.md": "# E1: A\n", "specs/E1/F9.md": "# F9: B\n"},
            "feature",
            "E1",
            "specs/E1/F10.md",
        ),
        (
            {"specs/E01/F01/spec.md": "# F01: A\n", "specs/E01/F01/T07/task.md": "# T07: B\n"},
            "task",
            "E01-F01",
            "specs/E01/F01/T08/task.md",
        ),
        (FEATURE | {"specs/1000/1001/1011.md": "# 1011: a\n"}, "task", "1001",
         "specs/1000/1001/1012.md"),
        (EPIC | {"specs/1000/1001.spec.md": "# 1001: A\n"}, "task", "1001",
         "specs/1000/1001/1011.spec.md"),
        ({"specs/1000.spec.md": "# 1000: A\n"}, "feature", "1000", "specs/1000/1001/spec.md"),
        (
            {"specs/1001-feature-storage/1001-feature-storage.spec.md": "# 1001: A\n"},
            "task", "1001", "specs/1001-feature-storage/1011.spec.md",
        ),
    ],
)  # fmt: skip
def test_a_new_spec_is_in_the_layout_of_its_parent(texts, kind, parent, path, moment) -> None:
    """Named as its siblings are, where their names are ids alone."""
    found = made(texts, kind, "New", moment, parent)
    assert found.path == path
    assert dead(texts | found.texts) == []
    assert found.id in {item.id for item in plan_of(texts | found.texts).items}


def test_a_parent_without_number_is_refused(moment) -> None:
    """Nothing to count on from."""
    texts = {"specs/storage/spec.md": "---\nid: STORE\nkind: feature\n---\n# Storage\n"}
    with pytest.raises(Refused, match="no number to count on from"):
        made(texts, "task", "New", moment, "STORE")


@pytest.mark.parametrize("title", ["../../etc/passwd", "a/b", "C:\\x", "~", "..", "x\u202ey", "😀"])
def test_no_title_is_part_of_a_path(title, moment) -> None:
    """Names cannot leave the repository."""
    found = made(FEATURE, "task", title, moment, "1001")
    assert sorted(found.texts) == [
        "specs/1000/1001/1011.context.md",
        "specs/1000/1001/1011.spec.md",
        "specs/1000/1001/spec.md",
    ]


@pytest.mark.parametrize("title", ["", " ", "a\nb", "a\x1b[2J", "a\u2028b"])
def test_a_title_is_one_line_without_control_characters(title, moment) -> None:
    """Nothing is written otherwise."""
    with pytest.raises(Refused, match="A title is one line"):
        made(FEATURE, "task", title, moment, "1001")


@pytest.mark.parametrize(
    ("before", "lines"),
    [
        ("# 1001: A\n", ["+", "+## Tasks", "+", "+- new"]),
        ("## Tasks\n- old\n\n## Other\n", ["+- new"]),
        ("## Tasks\n\nNone\n", ["-None", "+- new"]),
        ("```\n## Tasks\n```\n\n## tasks:\n- old\n", ["+- new"]),
        (
            "## Tasks\n\n<!-- spec-tui:begin x from=a sha=1 -->\n- old\n<!-- spec-tui:end x -->\n",
            ["+", "+- new"],
        ),
    ],
)
def test_a_list_gets_one_line_and_nothing_else_changes(before, lines) -> None:
    """In the section, outside of code, below what is derived."""
    after = listed(before, "Tasks", "- new")
    assert changed(before, after) == lines
    assert listed(before.replace("\n", "\r\n"), "Tasks", "- new") == after.replace("\n", "\r\n")


def test_a_list_of_markdown_links_gets_one(moment) -> None:
    """In the manner of the file."""
    texts = FEATURE | {
        "specs/1000/1001/spec.md": "# 1001: A\n\n[up](../epic.md)\n\n## Tasks\n- [a](1011.md)\n",
        "specs/1000/1001/1011.md": "# 1011: a\n",
    }
    found = made(texts, "task", "Next", moment, "1001")
    assert "\n- [Next](1012.md)\n" in found.texts["specs/1000/1001/spec.md"]


def test_children_of_an_inline_feature_get_a_folder_of_their_own() -> None:
    """The folder of the epic is not theirs."""
    assert folder_of("specs/1000/1001.spec.md") == "specs/1000/1001"
    assert folder_of("specs/1000/1001/spec.md") == "specs/1000/1001"
