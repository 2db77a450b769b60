"""From older layouts of a tree to the one of seed 004: where each file goes, and what links it."""

from __future__ import annotations

from datetime import datetime

from spec_tui.spec_tree.linking_names import FileNames
from spec_tui.spec_tree.migration import Migration, plan_migration
from spec_tui.work.change import Moment
from tests.unit.spec_tree.linked import check
from tests.unit.work.plans import changed, plan_of

MOMENT = Moment(datetime(2025, 8, 23, 14, 2), "@tom")
EPIC = "specs/1000-epic-base/1000-epic-base.spec.md"
FEATURE = "specs/1001-feature-storage"
TASK = "specs/1014-task-mount"
OLD = {
    "README.md": f"See [storage]({FEATURE}/1001-feature-storage.spec.md#scope).\n",
    "specs/README.md": "[folder](1001-feature-storage/) [[1014-task-mount.spec|Mount]]\n",
    EPIC: (
        "# 1000: Base\n\n## Features\n\n"
        "- [[../1001-feature-storage/1001-feature-storage.spec|Storage]]\n"
    ),
    "specs/1000-epic-base/1000.context.md": (
        "# Context: Base\n\n**Spec**: [[1000-epic-base.spec|1000 - Base]]  \n"
        "**Status**: implementing\n"
    ),
    f"{FEATURE}/1001-feature-storage.spec.md": (
        "# 1001: Storage\r\n\r\n**Context**: [[1001.context|J]]  \r\n"
        "**Parent**: [[../1000-epic-base/1000-epic-base.spec|Base]]  \r\n"
        "**Status**: completed\r\n\r\n## Scope  \r\n\r\nSee `[[x]]`\r\n\r\n## Tasks\r\n\r\n"
        "- [[../1014-task-mount/1014-task-mount.spec|Mount]]\r\n\r\n## Deliverables\r\n\r\n"
        "- [[deliverables/docs/guide.md|Guide]] - How to\r\n"
        "- `deliverables/config/fstab.json`\r\n- `services/nas.ts` - client\r\n"
    ),
    f"{FEATURE}/deliverables/docs/guide.md": "# Guide\n\n[[../../1001-feature-storage.spec|S]]\n",
    f"{FEATURE}/deliverables/config/fstab.json": "{}\n",
    "services/nas.ts": "//\n",
    f"{TASK}/1014-task-mount.spec.md": (
        "# 1014: Mount\n\n**Parent**: [[../1001-feature-storage/1001-feature-storage.spec|Storage]]"
        "  \n**Status**: completed\n\n## Deliverables\n\n"
        "- [[deliverables/scripts/setup.sh|Setup]]\n"
    ),
    f"{TASK}/deliverables/scripts/setup.sh": "#!/bin/sh\n[[ -d x ]] || exit\n",
    f"{TASK}/notes.md": "# Notes\n",
    "specs/1012-task-quota/1012-task-quota.spec.md": "# 1012: Quota\n",
    "specs/1012-task-quota/deliverables/scripts/setup.sh": "#!/bin/sh\n",
}


def migrated(texts: dict[str, str], *more: str) -> Migration:
    """What a migration does. `more` are files without text."""
    plan = plan_of({path: text for path, text in texts.items() if path.startswith("specs/")})
    return plan_migration(plan, texts, FileNames((*texts, *more)), MOMENT)


def after(texts: dict[str, str], done: Migration) -> dict[str, str]:
    """The texts as they are then."""
    kept = {done.moves.get(path, path): text for path, text in texts.items()}
    return {**kept, **done.texts}


def test_each_file_has_its_place_and_none_is_left_behind() -> None:
    new = "specs/1000/1001"

    assert migrated(OLD, f"{FEATURE}/photo.png").moves == {
        EPIC: "specs/1000/epic.md",
        "specs/1000-epic-base/1000.context.md": "specs/1000/context.md",
        f"{FEATURE}/1001-feature-storage.spec.md": f"{new}/spec.md",
        f"{FEATURE}/deliverables/docs/guide.md": f"{new}/deliverables/docs/guide.md",
        f"{FEATURE}/deliverables/config/fstab.json": f"{new}/deliverables/config/fstab.json",
        f"{FEATURE}/photo.png": f"{new}/photo.png",
        f"{TASK}/1014-task-mount.spec.md": f"{new}/1014.spec.md",
        f"{TASK}/deliverables/scripts/setup.sh": f"{new}/deliverables/scripts/1014-setup.sh",
        f"{TASK}/notes.md": f"{new}/1014.notes.md",
        "specs/1012-task-quota/1012-task-quota.spec.md": f"{new}/1012.spec.md",
        "specs/1012-task-quota/deliverables/scripts/setup.sh": (
            f"{new}/deliverables/scripts/setup.sh"
        ),
    }


def test_every_link_resolves_in_both_directions_afterwards() -> None:
    new = after(OLD, migrated(OLD))

    assert check(new) == ((), ())
    assert new["README.md"] == "See [storage](specs/1000/1001/spec.md#scope).\n"
    assert new["specs/README.md"] == "[folder](1000/1001/) [[1014.spec|Mount]]\n"


def test_a_name_that_each_epic_has_is_not_left_to_stand_alone() -> None:
    """A second epic would make it ambiguous."""
    feature = "specs/1002-feature-dev/1002-feature-dev.spec.md"
    texts = {
        EPIC: "# 1000: Base\n",
        feature: "# 1002: Dev\n\n**Parent**: [[1000-epic-base.spec]]\n",
    }

    new = after(texts, migrated(texts))

    assert "**Parent**: [[../epic]]\n" in new["specs/1000/1002/spec.md"]


def test_only_lines_with_links_change() -> None:
    done = migrated(OLD)

    old = OLD[f"{FEATURE}/1001-feature-storage.spec.md"]
    assert changed(old, done.texts["specs/1000/1001/spec.md"]) == [
        "-**Context**: [[1001.context|J]]  \r",
        "-**Parent**: [[../1000-epic-base/1000-epic-base.spec|Base]]  \r",
        "+**Context**: [[context|J]]  \r",
        "+**Parent**: [[../epic|Base]]  \r",
        "-- [[../1014-task-mount/1014-task-mount.spec|Mount]]\r",
        "+- [[1014.spec|Mount]]\r",
        "+- [[deliverables/config/fstab.json|fstab.json]]\r",
    ]


def test_a_completed_spec_gets_a_journal_that_is_marked_backfilled() -> None:
    """With the deliverables found in its text, each linked both ways."""
    done = migrated(OLD)

    text = done.texts["specs/1000/1001/context.md"]
    assert "**Status**: completed  \n" in text
    assert "**Backfilled**: yes\n" in text
    assert "- [[deliverables/docs/guide.md|Guide]] - How to\n" in text
    assert "- [[deliverables/config/fstab.json|fstab.json]]\n" in text
    assert "- `services/nas.ts` - client\n" in text
    assert done.texts["specs/1000/1001/deliverables/scripts/1014-setup.sh"] == (
        "#!/bin/sh\n# Spec: [[../../1014.spec|1014 - Mount]]\n"
        "# Context: [[../../1014.context|Implementation Journal]]\n[[ -d x ]] || exit\n"
    )
    assert "specs/1000/1001/1012.context.md" not in done.texts


def test_the_table_counts_what_is_rewritten_and_added() -> None:
    rows = {row.new: row for row in migrated(OLD).rows}

    feature = rows["specs/1000/1001/spec.md"]
    assert (feature.old, feature.rewritten, feature.added) == (
        f"{FEATURE}/1001-feature-storage.spec.md", 3, 1,
    )  # fmt: skip
    assert rows["specs/1000/1001/context.md"].old == ""
    assert (rows["README.md"].old, rows["README.md"].rewritten) == ("README.md", 1)


def test_a_second_time_there_is_nothing_to_do() -> None:
    new = after(OLD, migrated(OLD))

    again = migrated(new)

    assert (again.rows, again.collisions, again.notices) == ((), (), ())


def test_a_tree_in_its_place_is_left_alone_whatever_its_links_are() -> None:
    texts = {
        "specs/1000/epic.md": "# 1000: A\n\n- [[1001/spec|B]]\n",
        "specs/1000/1001/spec.md": "# 1001: B\n",
    }

    assert migrated(texts).rows == ()


def test_names_that_would_collide_are_told_and_nothing_is_made() -> None:
    texts = {
        **OLD,
        "specs/1000/1001/SPEC.md": "# a note\n",
        "specs/1000/1001/1014.spec.md": "# 1014: B\n",
    }

    done = migrated(texts)

    assert done.collisions
    assert any("specs/1000/1001/1014.spec.md" in words for words in done.collisions)
    assert not any(row.old == "" for row in done.rows)


def test_files_named_by_their_number_alone_get_the_names_of_the_template() -> None:
    texts = {
        "specs/1000/1000.spec.md": "# 1000: Base\n\n- [[1001/1001.spec|Storage]]\n",
        "specs/1000/1001/1001.spec.md": "# 1001: Storage\n\n[[1012]] [[../1000.spec|Base]]\n",
        "specs/1000/1001/1001.context.md": "# Context: Storage\n\n**Spec**: [[1001.spec|S]]\n",
        "specs/1000/1001/1012.md": "# 1012: Quota\n\n**Parent**: [[1001.spec|Storage]]\n",
    }

    done = migrated(texts)

    assert done.moves == {
        "specs/1000/1000.spec.md": "specs/1000/epic.md",
        "specs/1000/1001/1001.spec.md": "specs/1000/1001/spec.md",
        "specs/1000/1001/1001.context.md": "specs/1000/1001/context.md",
        "specs/1000/1001/1012.md": "specs/1000/1001/1012.spec.md",
    }
    assert done.texts["specs/1000/1001/spec.md"].endswith("[[1012.spec]] [[../epic|Base]]\n")
    new = after(texts, done)
    assert check(new) == ((), ())


def test_what_has_no_place_stays_and_says_why() -> None:
    texts = {
        "specs/E01/E01.md": "# E01: Letters\n",
        "specs/1014-task-mount/1014-task-mount.spec.md": "# 1014: Alone\n",
    }

    done = migrated(texts)

    assert done.moves == {}
    assert done.notices == (
        "specs/1014-task-mount/1014-task-mount.spec.md stays where it is: "
        "its parent (1001) is not in the tree.",
        "specs/E01/E01.md stays where it is: its id E01 is no number.",
    )
