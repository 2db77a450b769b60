"""The worked example of seed 003 in a real terminal: from SPEC.md to synced tickets and tasks."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.e2e.steps import command
from tests.servers.omoios import TOKEN, Omoios
from tests.servers.serving import serving
from tests.terminal import terminal

pytestmark = pytest.mark.tmux

SPEC = Path(__file__).parents[1] / "data" / "derive" / "webhook-SPEC.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository with the SPEC.md of the webhook notifications."""
    place = tmp_path / "webhooks"
    place.mkdir()
    shutil.copy(SPEC, place / "SPEC.md")
    return place


def test_from_spec_md_to_synced_tasks_in_the_app(folder: Path) -> None:
    """Built after the Feature Summary, looked at, pushed after a yes; nothing is left to push."""
    server = Omoios()
    project = server.add_project("Webhooks")
    with serving(server) as url:
        env = {"OMOIOS_API_URL": url, "OMOIOS_API_KEY": TOKEN, "OMOIOS_PROJECT_ID": project}
        with terminal(folder, width=120, height=40) as window:
            window.start("--screen", "artifacts", env=env)
            window.wait_for("There is nothing in this step yet.")
            window.keys("b")
            window.wait_for("Feature Summary: is this what is meant?")
            assert not (folder / ".omoi_os").exists()
            window.keys("C-s")
            window.wait_for(".omoi_os is derived from SPEC.md: 23 files.")
            window.wait_for("traced to tasks: 9 of 9")
            window.keys("Right")
            window.wait_for("THE SYSTEM SHALL let its users subscribe to an event.")
            files = {p: p.read_bytes() for p in folder.rglob(".omoi_os/**/*.md")}

            window.keys("3")
            window.wait_for("The server was not asked yet.")
            window.keys("r")
            window.wait_for("+ 20 create")
            window.keys("C-s")
            window.wait_for("was not pushed to before")
            window.keys("2")
            window.wait_for("✓ Sent 20: 20 created.")
            window.keys("r")
            window.wait_for("Nothing to send. 20 items are the same on both sides.")
            window.keys("q")
            assert window.wait_exit() == 0
        assert files == {p: p.read_bytes() for p in folder.rglob(".omoi_os/**/*.md")}
        again = command(folder, "sync", "push", env={**os.environ, **env})
        assert "Summary: 0 created, 0 updated, 20 skipped, 0 failed" in again.stdout
    assert command(folder, "validate", "--strict").returncode == 0
