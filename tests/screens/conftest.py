"""No screen of a test asks a server or reads a real tree: each has the desk of its scene."""

from __future__ import annotations

import pytest

from spec_tui.screens import journalroom, syncroom
from tests.screens import fake_journals, journal_scenes, sync_scenes


@pytest.fixture(autouse=True)
def server_of_the_scene(monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk that a scene made is the one of the app."""
    monkeypatch.setattr(syncroom, "desk_of", sync_scenes.desk_of)


@pytest.fixture(autouse=True)
def journals_of_the_scene(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same for journals; a running clock stands still."""
    monkeypatch.setattr(journalroom, "desk_of", journal_scenes.desk_of)
    monkeypatch.setattr(journalroom.JournalRoom, "now", staticmethod(lambda: fake_journals.NOW))
