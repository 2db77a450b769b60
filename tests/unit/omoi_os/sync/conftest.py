"""The world of a sync test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.omoi_os.sync.worlds import World
from tests.unit.work.plans import task, ticket


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """An empty repository and an empty project."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    root = tmp_path / "repo"
    (root / ".omoi_os").mkdir(parents=True)
    return World(root)


@pytest.fixture
def clinic(world: World) -> World:
    """Two tickets with three tasks."""
    world.put(ticket(1), ticket(2, waits=[1]), task(1, blocks=[2]), task(2, waits=[1]))
    world.put(task(3, ticket=2))
    return world
