"""A spec with another title: every label that said the old one says the new one."""

from __future__ import annotations

import pytest

from spec_tui.spec_tree.linking_names import FileNames
from spec_tui.spec_tree.relinking import links_of
from spec_tui.spec_tree.retitling import relabelled
from tests.unit.work.plans import changed, plan_of

FOLDER = "specs/1000/1001"
TREE = {
    "specs/1000/epic.md": "# 1000: Base\n\n- [[1001/spec|Storage]] and [Storage](1001/spec.md)\n",
    f"{FOLDER}/spec.md": "# 1001: Storage\n\n[[#Scope|Storage]] [[1011.spec|Storage]]\n",
    f"{FOLDER}/context.md": "# Context: Storage\n\n**Spec**: [[spec|1001 - Storage]]  \n",
    f"{FOLDER}/1011.spec.md": (
        "# 1011: Mount\n\n**Parent**: [[spec | Storage ]]\n\n| a | [[spec\\|Storage]] |\n\n"
        "[[spec|the Storage]] [[context|Storage]] `[[spec|Storage]]` [[spec]]\n"
    ),
    f"{FOLDER}/deliverables/a.html": "<!-- Spec: [[../spec|1001 - Storage]] -->\n",
    f"{FOLDER}/deliverables/a.css": "/* Spec: [[../spec|Storage]] */\n",
}


def renamed(title: str) -> dict[str, str]:
    """The texts that change."""
    (item,) = plan_of(TREE).find("1001")
    return relabelled(item, title, f"{FOLDER}/context.md", TREE, FileNames(TREE))


def test_labels_that_equal_the_old_title_follow_and_no_others() -> None:
    new = renamed("Cold storage")

    assert changed(TREE["specs/1000/epic.md"], new["specs/1000/epic.md"]) == [
        "-- [[1001/spec|Storage]] and [Storage](1001/spec.md)",
        "+- [[1001/spec|Cold storage]] and [Cold storage](1001/spec.md)",
    ]
    task = f"{FOLDER}/1011.spec.md"
    assert changed(TREE[task], new[task]) == [
        "-**Parent**: [[spec | Storage ]]",
        "+**Parent**: [[spec | Cold storage ]]",
        "-| a | [[spec\\|Storage]] |",
        "+| a | [[spec\\|Cold storage]] |",
        "-[[spec|the Storage]] [[context|Storage]] `[[spec|Storage]]` [[spec]]",
        "+[[spec|the Storage]] [[context|Cold storage]] `[[spec|Storage]]` [[spec]]",
    ]
    assert f"{FOLDER}/spec.md" not in new


def test_the_journal_and_the_comments_of_deliverables_follow() -> None:
    new = renamed("Cold storage")

    assert new[f"{FOLDER}/context.md"] == (
        "# Context: Cold storage\n\n**Spec**: [[spec|1001 - Cold storage]]  \n"
    )
    assert new[f"{FOLDER}/deliverables/a.html"] == (
        "<!-- Spec: [[../spec|1001 - Cold storage]] -->\n"
    )


@pytest.mark.parametrize(
    "title", ["a | b", "x ]] y", "[[z]]", "--> out", "*/ out", "`code`", "a\\", "<!-- in"]
)
def test_no_title_breaks_the_link_or_the_comment_that_it_stands_in(title: str) -> None:
    new = renamed(title)

    for path, text in new.items():
        # the heading of the journal holds the title as a person wrote it
        below = text.replace(f"# Context: {title}\n", "# Context: x\n")
        before = [(one.path, one.heading) for one in links_of(path, TREE[path])]
        assert [(one.path, one.heading) for one in links_of(path, below)] == before
    assert new[f"{FOLDER}/deliverables/a.css"].count("*/") == 1
    assert new[f"{FOLDER}/deliverables/a.html"].count("-->") == 1
