"""Promise P6: nothing leaves the machine unless asked; only sync can open a connection."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.work.plans import task, ticket

SOURCE = Path(__file__).resolve().parents[3] / "spec_tui"
SYNC = "omoi_os/sync/"
NETWORK = {
    "socket", "ssl", "http", "urllib", "ftplib", "smtplib", "xmlrpc", "socketserver", "webbrowser",
    "requests", "httpx", "httpx2", "httpcore2", "aiohttp", "urllib3", "websockets",
}  # fmt: skip
HARMLESS = {"urllib.parse"}


def imports(path: Path) -> set[str]:
    """Full names of the modules that a file imports, inside functions too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module)
            if node.module == "urllib":
                names |= {f"urllib.{alias.name}" for alias in node.names}
    return names - HARMLESS


def test_no_module_can_reach_the_network() -> None:
    """No file of ours imports anything that opens a connection, except those of sync."""
    found = {
        str(path.relative_to(SOURCE)): name
        for path in SOURCE.rglob("*.py")
        for name in imports(path)
        if name.partition(".")[0] in NETWORK
    }
    assert {path for path in found if not path.startswith(SYNC)} == set()
    assert set(found) == {f"{SYNC}client.py", f"{SYNC}deadlines.py"}


LOOK = """
import sys
from spec_tui.cli import main
code = main(sys.argv[1:])
loaded = {"httpx2", "httpcore2", "ssl", "spec_tui.omoi_os.sync.client"} & set(sys.modules)
print("LOADED", code, sorted(loaded))
"""


@pytest.mark.parametrize(
    "command", [["show", "all"], ["validate"], ["status"], ["sync", "--help"]], ids=" ".join
)
def test_commands_that_read_load_no_network_library(tmp_path: Path, command: list[str]) -> None:
    """A fresh interpreter shows it: what is not loaded cannot connect."""
    for path, text in (ticket(1), task(1)):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    done = subprocess.run(
        [sys.executable, "-c", LOOK, *command], cwd=tmp_path, check=True, capture_output=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE.parent)}, text=True,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "LOADED 0 []"
