"""Repositories to read plans of, and sessions over them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from spec_tui.work.change import Moment
from spec_tui.worksession import WorkSession
from spec_tui.workspace.index import FileIndex

SEEDS = Path(__file__).parents[2] / "data" / "work" / "seeds"
NOON = datetime(2026, 3, 1, 12, 0)


@pytest.fixture
def moment() -> Moment:
    """Noon of a day, by nobody."""
    return Moment(NOON)


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a file of the repository."""

    def put(path: str, text: str) -> Path:
        target = tmp_path / "repo" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())
        return target

    (tmp_path / "repo").mkdir()
    return put


@pytest.fixture
def session(tmp_path: Path) -> Callable[[], WorkSession]:
    """Open the plans of the repository."""

    def open_it() -> WorkSession:
        index = FileIndex(tmp_path / "repo", 1, folder=tmp_path / "cache")
        return WorkSession(tmp_path / "repo", now=lambda: NOON.astimezone(), index=index)

    return open_it


@pytest.fixture
def seed(tmp_path: Path) -> Callable[[str], Path]:
    """Copy the files of one seed into the repository."""

    def copy(name: str) -> Path:
        shutil.copytree(SEEDS / name, tmp_path / "repo", dirs_exist_ok=True)
        return tmp_path / "repo"

    return copy
