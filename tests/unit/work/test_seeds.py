"""The template files and concrete examples of the source documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.work.plans import changed

SEEDS = ["000", "000-header", "002", "003/header", "003/template", "003/example", "004"]
NOT_SHOWN = {"unknown-dependency", "unknown-requirement", "unknown-parent", "missing-file"}


def texts(root: Path) -> dict[Path, str]:
    """The Markdown files of a repository, without the backups of spec-tui."""
    found = (path for path in root.rglob("*.md") if ".spec-tui" not in path.parts)
    return {path: path.read_bytes().decode() for path in found}


@pytest.mark.parametrize("name", SEEDS)
def test_seed_has_no_error_but_references_to_files_it_does_not_show(name, seed, session) -> None:
    """Aliases and placeholders are info."""
    seed(name)
    errors = {p.code for p in session().problems() if p.severity == "error"}
    assert errors <= NOT_SHOWN
    assert bool(errors) == (name in {"000-header", "003/example"})


@pytest.mark.parametrize("name", [name for name in SEEDS if name != "000-header"])
def test_every_item_of_a_seed_survives_a_status_change(name, seed, session) -> None:
    """One line, and `updated:` where it stands as a date."""
    root = seed(name)
    items = session().plan.items
    assert items
    for item in items:
        before = texts(root)
        opened = session()
        done = opened.set(opened.find(item.ref), "status", "done")
        assert opened.find(item.ref).status == "done"
        (path,) = done.paths
        target = root / path
        if target in before:
            diff = changed(before[target], target.read_bytes().decode())
            lines = [line for line in diff if "pdated" not in line]
            assert sum(line[0] == "+" for line in lines) == 1
            assert sum(line[0] == "-" for line in lines) <= 1
        assert {p: t for p, t in texts(root).items() if p != target} == {
            p: t for p, t in before.items() if p != target
        }


def test_example_of_003_knows_its_parts(seed, session) -> None:
    """Estimate, priority, parent under its alias, criteria below "Done When"."""
    seed("003/example")
    task = session().find("TSK-003")
    assert (task.hours, task.priority, task.parent, len(task.criteria)) == (
        4.0, "high", "TKT-001", 5,
    )  # fmt: skip


def test_unquoted_owners_are_info_and_can_be_quoted(seed, session) -> None:
    """`owners: [@alice, @bob]` of seed 000 is no YAML (formats.md 38)."""
    root = seed("000-header")
    assert session().fix().quoted == 6
    text = (root / ".codex-os/specs/2025-08-23-user-profiles/srd.md").read_text()
    assert 'owners: ["@alice", "@bob"]' in text
    assert "handle" not in {p.code for p in session().problems()}
