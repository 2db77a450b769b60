"""What is kept in the index is what was read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from spec_tui.work import rows
from spec_tui.work.repository import read_text
from spec_tui.workspace import index

SEEDS = Path(__file__).parents[2] / "data" / "work" / "seeds"
FILES = sorted(SEEDS.rglob("*.md"))


def inside(path: Path) -> str:
    """Its path in the repository of its seed."""
    parts = path.relative_to(SEEDS).parts
    first = next(n for n, part in enumerate(parts) if part in {".omoi_os", ".codex-os", "specs"})
    return "/".join(parts[first:])


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-5:]))
def test_content_survives_json(path: Path) -> None:
    """Items, artifacts, problems, contexts."""
    content = read_text(path.read_text(), inside(path))
    assert content.items or content.artifacts or content.context
    row = json.loads(json.dumps(rows.to_row(content, criteria=True)))
    assert rows.from_row(row) == content
    json.dumps(row)  # an index that is saved again still holds this row


def test_the_index_is_saved_again_after_it_was_read(seed, session, monkeypatch) -> None:
    """One changed file beside many that are only read from the index."""
    monkeypatch.setattr(index, "RACY_NS", -1)
    root = seed("003/template")
    session()
    changed = next(root.rglob("TSK-*.md"))
    changed.write_text(changed.read_text() + "\n", encoding="utf-8")
    first = session()
    assert session().plan.artifacts == first.plan.artifacts


@pytest.mark.parametrize("name", ["000", "003/template", "003/example", "004"])
def test_a_second_look_through_the_index_sees_the_same(name, seed, session, monkeypatch) -> None:
    """Also what validation says of it."""
    monkeypatch.setattr(index, "RACY_NS", -1)
    seed(name)
    first, second = session(), session()
    assert second.plan.items == first.plan.items
    assert second.plan.artifacts == first.plan.artifacts
    assert second.problems() == first.problems()


def test_an_unchanged_file_is_not_read_again(seed, session, monkeypatch) -> None:
    """That is what the index is for."""
    monkeypatch.setattr(index, "RACY_NS", -1)
    seed("003/example")
    session()
    opened = session()
    monkeypatch.setattr(type(opened._browse), "read", lambda *_: pytest.fail("was read"))
    assert opened.refresh() is False
