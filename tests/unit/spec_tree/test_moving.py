"""A spec moved below another parent: its files, its line, its parent, and every link to it."""

from __future__ import annotations

import pytest

from spec_tui.spec_tree import moving
from spec_tui.spec_tree.linking_names import FileNames
from spec_tui.spec_tree.moving import Relocation
from spec_tui.work.change import Refused
from tests.unit.spec_tree.linked import check
from tests.unit.work.plans import changed, plan_of

A, B = "specs/1000/1001", "specs/1000/1002"
TREE = {
    "README.md": f"See [mount]({A}/1011.spec.md#scope) or [[1011.spec|the mount]].\n",
    "specs/1000/epic.md": (
        "# 1000: Base\n\n## Features\n\n- [[1001/spec|Storage]]\n- [[1002/spec|Backup]]\n"
    ),
    "specs/2000/epic.md": "# 2000: Data\n\n## Features\n\nNone\n",
    f"{A}/spec.md": (
        "# 1001: Storage\n\n**Parent**: [[../epic|Base]]\n\nBefore [[1011.spec]].\n\n## Tasks\n\n"
        "1. [[1011.spec|Mount]] — first, see [[deliverables/docs/guide.md|Guide]]\n"
        "   - a nested [[1012.spec|thought]]\n2. [[1012.spec|Quota]]\n"
    ),
    f"{A}/1011.spec.md": (
        "# 1011: Mount\n\n**Context**: [[1011.context|J]]  \n**Parent**: [[spec|Storage]]  \n\n"
        "## Dependencies\n\n- [[1012.spec|Quota]]\n\n## Deliverables\n\n"
        "- [[deliverables/scripts/mount.sh|Mount]]\n- [[deliverables/docs/guide.md|Guide]]\n"
    ),
    f"{A}/1011.context.md": (
        "# Context: Mount\n\n**Spec**: [[1011.spec|1011 - Mount]]  \n**Parent**: [[spec|Storage]]\n"
    ),
    f"{A}/1012.spec.md": (
        "# 1012: Quota\n\n**Parent**: [[spec|Storage]]\n\nSee [[deliverables/docs/guide.md]]\n"
    ),
    f"{A}/deliverables/scripts/mount.sh": "#!/bin/sh\n# Spec: [[../../1011.spec|1011 - Mount]]\n",
    f"{A}/deliverables/docs/guide.md": "# Guide\n",
    f"{B}/spec.md": "# 1002: Backup\r\n\r\n**Parent**: [[../epic|Base]]\r\n",
}


def moved(one: str, parent: str, texts: dict[str, str], *more: str) -> Relocation:
    """What moving a spec does. `more` are files without text."""
    plan = plan_of({path: text for path, text in texts.items() if path.startswith("specs/")})
    files = FileNames((*texts, *more))
    (item,), (above,) = plan.find(one), plan.find(parent)
    return moving.move(plan, item, above, texts, files)


def after(texts: dict[str, str], done: Relocation) -> dict[str, str]:
    """The texts as they are then."""
    kept = {done.moves.get(path, path): text for path, text in texts.items()}
    return {**kept, **done.texts}


def lines(texts: dict[str, str], done: Relocation, new: str) -> list[str]:
    """The lines of one file that changed."""
    back = {there: path for path, there in done.moves.items()}
    return changed(texts[back.get(new, new)], done.texts.get(new, texts[back.get(new, new)]))


def test_a_task_takes_its_spec_its_journal_and_what_only_it_links() -> None:
    done = moved("1011", "1002", TREE)

    assert done.moves == {
        f"{A}/1011.spec.md": f"{B}/1011.spec.md",
        f"{A}/1011.context.md": f"{B}/1011.context.md",
        f"{A}/deliverables/scripts/mount.sh": f"{B}/deliverables/scripts/mount.sh",
    }
    assert done.notices == (
        f"{A}/deliverables/docs/guide.md stays where it is: others link it too.",
    )


def test_the_line_in_the_list_moves_as_it_stands_with_what_is_nested_below() -> None:
    done = moved("1011", "1002", TREE)

    assert lines(TREE, done, f"{A}/spec.md") == [
        "-Before [[1011.spec]].",
        "+Before [[../1002/1011.spec]].",
        "-1. [[1011.spec|Mount]] — first, see [[deliverables/docs/guide.md|Guide]]",
        "-   - a nested [[1012.spec|thought]]",
    ]
    assert done.texts[f"{B}/spec.md"] == TREE[f"{B}/spec.md"] + (
        "\r\n## Tasks\r\n\r\n- [[1011.spec|Mount]] — first, see "
        "[[../1001/deliverables/docs/guide.md|Guide]]\r\n"
        "   - a nested [[../1001/1012.spec|thought]]\r\n"
    )


def test_the_parent_of_spec_and_journal_follows_and_nothing_else_changes() -> None:
    done = moved("1011", "1002", TREE)

    assert lines(TREE, done, f"{B}/1011.spec.md") == [
        "-**Parent**: [[spec|Storage]]  ",
        "+**Parent**: [[spec|Backup]]  ",
        "-- [[1012.spec|Quota]]",
        "+- [[../1001/1012.spec|Quota]]",
        "-- [[deliverables/docs/guide.md|Guide]]",
        "+- [[../1001/deliverables/docs/guide.md|Guide]]",
    ]
    assert lines(TREE, done, f"{B}/1011.context.md") == [
        "-**Parent**: [[spec|Storage]]",
        "+**Parent**: [[spec|Backup]]",
    ]
    assert lines(TREE, done, "README.md") == [
        f"-See [mount]({A}/1011.spec.md#scope) or [[1011.spec|the mount]].",
        f"+See [mount]({B}/1011.spec.md#scope) or [[1011.spec|the mount]].",
    ]


def test_a_feature_takes_its_folder_and_its_tasks_need_no_change() -> None:
    done = moved("1001", "2000", TREE, f"{A}/deliverables/photo.bin", f"{A}/.keep")

    assert set(done.moves) == {p for p in TREE if p.startswith(A)} | {
        f"{A}/deliverables/photo.bin",
        f"{A}/.keep",
    }
    assert set(done.moves.values()) == {path.replace("/1000/", "/2000/") for path in done.moves}
    assert set(done.texts) == {
        "README.md",
        "specs/1000/epic.md",
        "specs/2000/epic.md",
        "specs/2000/1001/spec.md",
    }
    assert lines(TREE, done, "specs/2000/epic.md") == ["-None", "+- [[1001/spec|Storage]]"]
    assert lines(TREE, done, "specs/2000/1001/spec.md") == [
        "-**Parent**: [[../epic|Base]]",
        "+**Parent**: [[../epic|Data]]",
    ]


@pytest.mark.parametrize(("one", "parent"), [("1011", "1002"), ("1012", "1002"), ("1001", "2000")])
def test_no_link_is_dead_or_one_way_after_a_move_that_was_not_before(one: str, parent: str) -> None:
    def found(texts: dict[str, str]) -> tuple[int, set[str]]:
        problems, ways = check(texts)
        return len(problems), {f"{way.path.rpartition('/')[2]} {way.why}" for way in ways}

    assert found(after(TREE, moved(one, parent, TREE))) <= found(TREE)


def test_a_move_there_and_back_changes_no_more_than_the_place_in_the_list() -> None:
    texts = {**TREE, f"{A}/1012.spec.md": "# 1012: Quota\n\n**Parent**: [[spec|Storage]]\n"}
    there = after(texts, moved("1012", "1002", texts))

    back = after(there, moved("1012", "1001", there))

    lists = {f"{A}/spec.md", f"{B}/spec.md"}
    assert {path for path in texts if back[path] != texts[path]} - {f"{A}/1011.spec.md"} == lists
    assert back[f"{A}/spec.md"].splitlines()[-1] == "- [[1012.spec|Quota]]"


@pytest.mark.parametrize(
    ("one", "parent", "words"),
    [
        ("1000", "2000", "1000 is an epic; it has no parent"),
        ("1011", "2000", "2000 is an epic; a task belongs to a feature"),
        ("1001", "1002", "1002 is a feature; a feature belongs to an epic"),
        ("1011", "1001", "1011 is in 1001 already"),
    ],
)
def test_what_cannot_be_below_another_is_refused(one: str, parent: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        moved(one, parent, TREE)


def test_a_file_in_the_way_is_named_and_nothing_moves() -> None:
    with pytest.raises(Refused, match=r"1002/1011\.Spec\.md is there already"):
        moved("1011", "1002", TREE, f"{B}/1011.Spec.md")


def test_where_the_number_alone_says_the_parent_a_move_is_refused() -> None:
    texts = {
        "specs/1000-epic-base/1000-epic-base.spec.md": "# 1000: Base\n",
        "specs/1001-feature-storage/1001-feature-storage.spec.md": "# 1001: Storage\n",
        "specs/2000-epic-data/2000-epic-data.spec.md": "# 2000: Data\n",
    }
    # the older layout can hold a folder in a folder, so the move is possible there
    done = moved("1001", "2000", texts)
    assert list(done.moves.values()) == [
        "specs/2000-epic-data/1001-feature-storage/1001-feature-storage.spec.md"
    ]
    flat = {
        "specs/1000.spec.md": "# 1000: A\n",
        "specs/1001.spec.md": "# 1001: B\n",
        "specs/2000.spec.md": "# 2000: C\n",
    }
    with pytest.raises(Refused, match="spec-tui migrate"):
        moved("1001", "2000", flat)


def test_links_in_tags_lead_where_they_led() -> None:
    tags = '<p><a href="1011.spec.md">M</a> <img src="../a%20plan.png" width="9"></p>'
    away = "specs/2000/2001"
    texts = {
        **TREE,
        f"{A}/1012.spec.md": f'# 1012: Quota\n\n**Parent**: <a href="spec.md">S</a>\n\n{tags}\n',
        f"{away}/spec.md": "# 2001: Away\n",
    }

    done = moved("1012", "2001", texts, "specs/1000/a plan.png")

    assert done.texts[f"{away}/1012.spec.md"].endswith(
        '\n\n<p><a href="../../1000/1001/1011.spec.md">M</a> '
        '<img src="../../1000/a%20plan.png" width="9"></p>\n'
    )


def test_plain_words_and_headers_that_name_the_parent_follow() -> None:
    texts = {
        **TREE,
        f"{A}/1012.spec.md": "---\nparent: 1001\n---\n# 1012: Quota\n\n**Parent**: 1001\n",
    }

    done = moved("1012", "1002", texts)

    assert lines(texts, done, f"{B}/1012.spec.md") == [
        "-parent: 1001",
        "+parent: 1002",
        "-**Parent**: 1001",
        "+**Parent**: 1002",
    ]
