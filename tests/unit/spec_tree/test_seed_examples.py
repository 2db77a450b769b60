"""Every example of seed 004: its links are seen, its folders understood, its commands taken."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

import pytest

from spec_tui.cli import main
from spec_tui.documents.links import links_outside_code
from spec_tui.spec_tree.journal import read
from spec_tui.spec_tree.linking_names import FileNames
from spec_tui.spec_tree.relinking import Relinking
from spec_tui.work.formats.tree_seat import seat
from tests.unit.journaling import FILES, everything, tree

SEEDS = Path(__file__).parents[2] / "data" / "tree" / "seeds"
LINKS = {
    "links-all": [
        "context", "deliverables/scripts/setup.sh", "spec", "../../1000/epic", "../../spec",
        "../../context",
    ],
    "links-parent-child": ["1001/spec", "1002/spec", "../epic"],
    "links-spec-context": ["context", "spec"],
    "links-spec-deliverable": [
        "deliverables/scripts/nas-setup.sh", "deliverables/docs/storage-guide.md", "../../spec",
    ],
    "context-template": [
        "spec", "../epic", "deliverables/scripts/setup.sh", "file://services/broker/api.ts:45",
        "deliverables/scripts/nas-setup.sh", "deliverables/scripts/health-check.sh",
        "deliverables/docs/storage-guide.md", "deliverables/docs/troubleshooting.md",
        "deliverables/config/fstab.example", "deliverables/config/sysctl.conf",
        "../../3000/3001/spec", "../../9000/9001/spec",
        "https://www.kernel.org/doc/html/latest/admin-guide/nfs/nfs-client.html", "internal-link",
    ],
}  # fmt: skip


def text(name: str) -> str:
    """An example."""
    return (SEEDS / name).read_bytes().decode()


def test_no_example_is_left_out() -> None:
    assert {path.name for path in SEEDS.iterdir()} == {
        *(f"{name}.md" for name in LINKS), "structure.txt", "usage.txt",
    }  # fmt: skip


@pytest.mark.parametrize("name", LINKS)
def test_links_of_the_examples_are_seen_and_written_back_as_they_stand(name: str) -> None:
    """Where other files move, what leads elsewhere keeps every byte."""
    old, path = text(f"{name}.md"), "specs/1000/1001/x.md"
    assert [link.target for link in links_outside_code(old)] == LINKS[name]
    files = FileNames((path, "specs/1000/1001/spec.md", "specs/4000/epic.md"))
    assert Relinking({}, files).text(path, old) == (old, 0)
    assert (
        Relinking({"specs/4000/epic.md": "specs/4001/epic.md"}, files).text(path, old).text == old
    )


def test_folder_structure_is_a_tree_of_an_epic_two_features_and_a_task() -> None:
    """Each file of the drawing with its place; deliverables are no specs."""
    found, folders = {}, [""] * 9
    for line in text("structure.txt").splitlines():
        drawn, _, name = line.partition("#")[0].rstrip().rpartition(" ")
        depth = len(drawn) // 4 + bool(drawn)
        folders[depth] = name
        found["".join(folders[: depth + 1])] = seat("".join(folders[: depth + 1]))
    assert {
        path: (one.id, one.kind, one.parent, one.role) for path, one in found.items() if one
    } == {
        "specs/1000/epic.md": ("1000", "epic", "", "spec"),
        "specs/1000/context.md": ("1000", "epic", "", "context"),
        "specs/1000/1001/spec.md": ("1001", "feature", "1000", "spec"),
        "specs/1000/1001/context.md": ("1001", "feature", "1000", "context"),
        "specs/1000/1001/1011.spec.md": ("1011", "task", "1001", "spec"),
        "specs/1000/1001/1011.context.md": ("1011", "task", "1001", "context"),
        "specs/1000/1002/spec.md": ("1002", "feature", "1000", "spec"),
        "specs/1000/1002/context.md": ("1002", "feature", "1000", "context"),
    }
    assert "specs/1000/1001/deliverables/scripts/" in found


def test_commands_of_the_seed_are_taken(tmp_path: Path) -> None:
    """With `work` for `/spec_work`: one session, begun and gone on with; reports write nothing."""
    root = tree(tmp_path)
    lines = [line.split() for line in text("usage.txt").splitlines() if line.startswith("/")]
    assert len(lines) == 4
    said = []
    for _, _, *options in lines:
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            assert main(["--root", str(root), "work", "1011", *options]) == 0
        said.append(out.getvalue())
    assert "has begun" in said[0]
    assert "goes on" in said[1]
    changed = {path for path, data in everything(root).items() if FILES.get(path) != data.decode()}
    assert len(changed) == 1
    assert len(read((root / changed.pop()).read_text("utf-8")).sessions) == 1
