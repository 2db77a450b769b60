"""No screen of a test asks a server: Sync talks to the one of its scene."""

from __future__ import annotations

import pytest

from spec_tui.screens import syncroom
from tests.screens import sync_scenes


@pytest.fixture(autouse=True)
def server_of_the_scene(monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk that a scene made is the one of the app."""
    monkeypatch.setattr(syncroom, "desk_of", sync_scenes.desk_of)
