"""A repository in a folder of its own, with a clock that stands still."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from spec_tui.workspace.store import Workspace

NOW = datetime(2025, 9, 1, 12, 30, tzinfo=UTC)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An empty repository."""
    folder = tmp_path.resolve() / "repo"
    folder.mkdir()
    return folder


@pytest.fixture
def space(root: Path) -> Workspace:
    """Its workspace."""
    return Workspace(root, now=lambda: NOW)
