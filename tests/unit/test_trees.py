"""The tree of specs of one repository: moved with git, read through its limits, undone."""

from __future__ import annotations

import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import pytest

from spec_tui.trees import TreeSession
from spec_tui.work.change import Refused
from spec_tui.workspace.errors import WorkspaceError

RIVER = Path(__file__).parents[1] / "data" / "tree" / "river"
NOW = datetime(2025, 8, 23, 14, 2).astimezone()


def git(root: Path, *arguments: str) -> str:
    """What git says."""
    done = subprocess.run(
        ["git", "-c", "user.name=t", "-c", "user.email=t@t", *arguments],
        cwd=root, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The river of tests/data under git."""
    root = tmp_path_factory.mktemp("trees") / "river"
    shutil.copytree(RIVER, root)
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "River")
    return root


@pytest.fixture
def river(committed: Path, tmp_path: Path) -> Path:
    """A copy of its own."""
    return shutil.copytree(committed, tmp_path / "river", symlinks=True)


def session(root: Path) -> TreeSession:
    """The tree of a folder."""
    return TreeSession(root, who="@tom", now=lambda: NOW)


def renames(root: Path) -> list[str]:
    """What git sees as renamed, `old -> new`."""
    lines = git(root, "status", "--porcelain").splitlines()
    return [line[3:] for line in lines if line.startswith("R")]


def test_every_link_of_the_river_leads_somewhere_and_back(committed: Path) -> None:
    tree = session(committed)

    assert tree.check() == ((), ())
    assert tree.looked_at[1] > 600


def test_every_link_still_leads_both_ways_after_moves_and_titles_and_undo_restores_all(
    river: Path,
) -> None:
    tree = session(river)
    tree.move("1014", "1002")
    tree.move("1001", "2000")
    tree.rename("2001", "Gauge | store ] x")
    tree.rename("1000", "Knowing the river")

    assert tree.check() == ((), ())
    assert "specs/1000/1001/spec.md -> specs/2000/1001/spec.md" in renames(river)
    assert not (river / "specs/1000/1001").exists()

    for _ in range(4):
        assert tree.undo() is not None
    assert git(river, "status", "--porcelain") == ""
    assert tree.undo() is None


def test_files_that_git_ignores_and_binary_ones_go_along(river: Path) -> None:
    folder = river / "specs/1000/1001"
    (river / ".gitignore").write_text("*.log\n")
    (folder / "run.log").write_text("x")
    (folder / "deliverables/photo.png").write_bytes(b"\x89PNG\0\xff")

    session(river).move("1001", "3000")

    new = river / "specs/3000/1001"
    assert (new / "run.log").read_text() == "x"
    assert (new / "deliverables/photo.png").read_bytes() == b"\x89PNG\0\xff"
    assert not folder.exists()


def test_links_from_elsewhere_in_the_repository_follow(river: Path) -> None:
    places = ("README.md", ".omoi_os/docs/prd-x.md")
    for place in places:
        (river / place).parent.mkdir(parents=True, exist_ok=True)
        up = "../" * place.count("/")
        (river / place).write_text(f"[spec]({up}specs/1000/1001/spec.md)\n")
    copy = river / "docs.bak/old.md"
    copy.parent.mkdir()
    copy.write_text("[spec](../specs/1000/1001/spec.md)\n")

    session(river).move("1001", "3000")

    for place in places:
        assert "specs/3000/1001/spec.md" in (river / place).read_text()
    assert copy.read_text() == "[spec](../specs/1000/1001/spec.md)\n"


def test_a_link_behind_which_lies_another_place_is_dead(river: Path, tmp_path: Path) -> None:
    """Also through a folder that leads out of the repository (safety.md S1)."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("x")
    (river / "specs/out").symlink_to(outside)
    epic = river / "specs/1000/epic.md"
    epic.write_text(epic.read_text() + "\n[[../out/secret]] [[../../.git/config]]\n")

    problems, _ = session(river).check()

    assert [(one.target, one.state) for one in problems] == [
        ("../out/secret", "dead"),
        ("../../.git/config", "dead"),
    ]


def test_nothing_moves_onto_a_file_or_through_a_link(river: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (river / "specs/3000/1001").symlink_to(tmp_path / "outside")

    with pytest.raises((Refused, WorkspaceError)):
        session(river).move("1001", "3000")

    assert (river / "specs/1000/1001/spec.md").exists()
    assert list((tmp_path / "outside").iterdir()) == []


def test_what_links_here_is_said_of_any_file(river: Path) -> None:
    (river / "README.md").write_text("[[radar.c]]\n")

    found = session(river).link_map("firmware/station/radar.c").back

    assert [(one.path, one.line) for one in found if one.path == "README.md"] == [("README.md", 1)]
    assert len(found) > 1


def test_a_file_that_was_edited_meanwhile_is_taken_as_it_is(river: Path) -> None:
    tree = session(river)
    assert tree.work.plan.items
    path = river / "specs/1000/1001/1014.spec.md"
    path.write_text(path.read_text() + "\nA new thought.\n")

    tree.move("1014", "1002")

    new = (river / "specs/1000/1002/1014.spec.md").read_text()
    assert new.endswith("\nA new thought.\n")


def test_a_migration_is_one_step_that_git_sees_as_renames(tmp_path: Path) -> None:
    root = tmp_path / "old"
    spec = root / "specs/1000-epic-base/1000-epic-base.spec.md"
    spec.parent.mkdir(parents=True)
    spec.write_text(
        "# 1000: Base\n\n**Status**: completed\n\nA base for everything that follows.\n"
    )
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Old")
    tree = session(root)

    tree.migrate()

    assert renames(root) == ["specs/1000-epic-base/1000-epic-base.spec.md -> specs/1000/epic.md"]
    assert "**Created**: 2025-08-23 14:02" in (root / "specs/1000/context.md").read_text()
    assert tree.check() == ((), ())
    assert tree.undo() is not None
    assert git(root, "status", "--porcelain") == ""
