"""Changes of specs in the layouts that other teams have, and context files that are made."""

from __future__ import annotations

import pytest

from spec_tui.work.change import Change, Refused
from spec_tui.work.editing import set_field
from spec_tui.work.formats import tree_edit
from spec_tui.work.repository import read_text
from tests.unit.work.plans import changed, plan_of

FEATURE = "# 1001: Storage | [v2]\n\n## Tasks\n- [Mounts](1012.md)\n"
TEXTS = {
    "specs/1000/1001/spec.md": FEATURE,
    "specs/1000/1001/1012.md": "# 1012: Mounts\n\n**Parent**: [Storage](spec.md)\n\n## Scope\n",
}


def set_in(texts, ref, field, value, moment):
    """The files that one change of one field changes."""
    plan = plan_of(texts)
    return set_field(plan, plan.item(ref), field, value, lambda path: texts.get(path, ""), moment)


def test_a_status_without_context_makes_one_that_both_files_link_to(moment) -> None:
    """The file names are those of the layout; labels stay labels."""
    new = set_in(TEXTS, "1012", "status", "in_progress", moment)
    assert set(new) == {"specs/1000/1001/1012.context.md", "specs/1000/1001/1012.md"}
    assert new["specs/1000/1001/1012.context.md"].startswith(
        "# Context: Mounts\n\n**Spec**: [[1012|1012 - Mounts]]  \n"
        "**Parent**: [[spec|Storage / (v2)]]  \n**Status**: implementing  \n"
    )
    assert changed(TEXTS["specs/1000/1001/1012.md"], new["specs/1000/1001/1012.md"]) == [
        "+**Context**: [[1012.context|Implementation Journal]]  "
    ]
    again = set_in(TEXTS | new, "1012", "status", "done", moment)
    assert set(again) == {"specs/1000/1001/1012.context.md"}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_spec_without_fields_gets_the_line_below_its_title(newline, moment) -> None:
    """Not twice, and with the line ends of the file."""
    text = f"# 1011: a{newline}{newline}Words.{newline}"
    path = "specs/1000/1001/1011.spec.md"
    new = tree_edit.with_context_line(text, path, "specs/1000/1001/1011.context.md")
    entry = "**Context**: [[1011.context|Implementation Journal]]"
    assert new == text.replace("a", f"a{newline}{newline}{entry}", 1)
    assert tree_edit.with_context_line(new, path, "specs/1000/1001/1011.context.md") == new


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\nid: MOUNT\nstatus: planning # ours\n---\n# Mounts\n", "status: implementing # ours"),
        ("# 1011: a\n\n- **Status**: planning\n", "- **Status**: implementing"),
    ],
)
def test_a_status_in_the_spec_itself_follows(text, expected, moment) -> None:
    """Two places never say two things."""
    path = "specs/1000/1001/1011.spec.md"
    (item,) = read_text(text, path).items
    new = set_in({path: text}, item.id, "status", "in_progress", moment)
    assert expected in new[path]
    assert "**Status**: implementing" in new["specs/1000/1001/1011.context.md"]


def test_a_context_with_a_header_is_changed_in_its_header(moment) -> None:
    """One value, all other bytes stay."""
    (item,) = read_text("# 1011: a\n", "specs/1000/1001/1011.spec.md").items
    text = "---\nstatus: planning\nupdated: 2025-01-01 10:00\n---\n# Context\n"
    new = tree_edit.edit_context(text, item, "done", moment)
    assert new == ('---\nstatus: completed\nupdated: "2026-03-01 12:00"\n---\n# Context\n')
    assert tree_edit.edit_context(new, item, "done", moment) == new
    with pytest.raises(Refused, match="no line"):
        tree_edit.edit_context("# Context\n", item, "done", moment)


def test_dependencies_in_a_header_are_taken_out_there(moment) -> None:
    """By link or by number, others stay."""
    path = "specs/E01/F01/T02.md"
    text = "---\ndepends_on: [T01, '[[T03]]', X-1]\n---\n# T02: b\n\n## Dependencies\n- F01-T04\n"
    (item,) = read_text(text, path).items
    assert item.depends_on == ("E01-F01-T04", "E01-F01-T01", "E01-F01-T03", "X-1")
    one = Change("remove", "E01-F01-T03", target="specs/E01/F01/T03.md")
    assert changed(text, tree_edit.edit(text, item, one, moment)) == [
        "-depends_on: [T01, '[[T03]]', X-1]",
        "+depends_on: [T01, X-1]",
    ]
    for short in ("T01", "T04"):
        other = Change("remove", f"E01-F01-{short}", target=f"specs/E01/F01/{short}.md")
        left = read_text(tree_edit.edit(text, item, other, moment), path).items[0].depends_on
        assert f"E01-F01-{short}" not in left
        assert len(left) == 3


def test_a_dependency_is_linked_as_the_file_links(moment) -> None:
    """Markdown links beside Markdown links."""
    (item,) = read_text(TEXTS["specs/1000/1001/1012.md"], "specs/1000/1001/1012.md").items
    other = Change("add", "1013", label="Quotas [new]", target="specs/1000/1001/1013.md")
    new = tree_edit.edit(TEXTS["specs/1000/1001/1012.md"], item, other, moment)
    assert new.endswith("## Dependencies\n\n- [Quotas (new)](1013.md)\n")


@pytest.mark.parametrize(
    ("header", "expected"),
    [("status: planning # ours", "status: blocked # ours"), ("status: draft", "status: draft")],
)
def test_a_status_that_header_and_line_share_is_changed_in_both(header, expected, moment) -> None:
    """Properties of Obsidian; what says something else is not ours to change."""
    text = f"---\n{header}\n---\n# Context: Mounts\n\n**Status**: planning  \n"
    item = plan_of(TEXTS).item("1012")
    new = tree_edit.edit_context(text, item, "blocked", moment)
    assert new == f"---\n{expected}\n---\n# Context: Mounts\n\n**Status**: blocked  \n"


def test_a_title_that_stands_nowhere_is_not_changed_and_the_way_on_is_told(moment) -> None:
    texts = {**TEXTS, "specs/1000/1001/1012.md": "just words\n"}
    with pytest.raises(Refused, match=r"Write `# 1012: Title` at its top first"):
        set_in(texts, "1012", "title", "New", moment)


def test_a_title_is_changed_in_the_heading_the_header_and_the_list_of_the_parent(moment) -> None:
    """Labels of Markdown links too; a bar in a title stays out of them."""
    texts = {
        **TEXTS,
        "specs/1000/1001/1012.md": "---\ntitle: Mounts\n---\n# 1012: Mounts\n",
    }
    new = set_in(texts, "1012", "title", "Shares | NFS", moment)
    assert new["specs/1000/1001/1012.md"] == (
        '---\ntitle: "Shares | NFS"\n---\n# 1012: Shares | NFS\n'
    )
    assert "- [Shares / NFS](1012.md)\n" in new["specs/1000/1001/spec.md"]
    again = set_in(texts | new, "1012", "title", "Mounts", moment)
    assert "- [Mounts](1012.md)\n" in again["specs/1000/1001/spec.md"]


def test_a_priority_in_the_header_is_set_there(moment) -> None:
    """What the file holds can be set."""
    text = "---\npriority: low\n---\n# 1011: a\n"
    (item,) = read_text(text, "specs/1000/1001/1011.spec.md").items
    new = tree_edit.edit(text, item, Change("priority", "high"), moment)
    assert new == text.replace("low", "high")


def test_a_dependency_stands_on_both_sides_and_goes_on_both(moment) -> None:
    """In the spec, and in the journal of what it waits on (formats.md 94)."""
    context = "# Context: a\n\n## Dependencies Delivered To\n\n### Downstream Specs\n\n### Other\n"
    texts = {
        "specs/1000/1001/spec.md": FEATURE,
        "specs/1000/1001/1011.spec.md": "# 1011: a\n\n## Dependencies\nNone\n",
        "specs/1000/1001/1011.context.md": context,
        "specs/1000/1001/1012.spec.md": "# 1012: b\n\n## Dependencies\nNone\n",
    }
    new = set_in(texts, "1012", "depends_on+", "1011", moment)
    assert new["specs/1000/1001/1011.context.md"] == context.replace(
        "Specs\n\n", "Specs\n\n- [[1012.spec|b]]\n\n"
    )
    assert "- [[1011.spec|a]]" in new["specs/1000/1001/1012.spec.md"]
    again = set_in(texts | new, "1012", "depends_on-", "1011", moment)
    assert set(again) == set(new)
    assert not any("[[" in text for text in again.values())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "# Context: a\n",
            "# Context: a\n\n## Dependencies Delivered To\n\n### Downstream Specs\n\n"
            "- [[1012.spec|b]]\n",
        ),
        (
            "## Dependencies Delivered To\n\n### Points\n- x\n\n## Metrics\n",
            "## Dependencies Delivered To\n\n### Points\n- x\n\n"
            "### Downstream Specs\n\n- [[1012.spec|b]]\n\n## Metrics\n",
        ),
        ("### Downstream Specs\n- [[1012.spec]]\n", "### Downstream Specs\n- [[1012.spec]]\n"),
    ],
)
def test_a_journal_without_a_place_for_downstream_specs_gets_one(before, after) -> None:
    """Once."""
    (item,) = read_text("# 1012: b\n", "specs/1000/1001/1012.spec.md").items
    assert tree_edit.with_downstream(before, "specs/1000/1001/1011.context.md", item) == after
