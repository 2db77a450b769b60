"""Promise P6: nothing leaves the machine, because nothing could."""

from __future__ import annotations

import ast
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[3] / "spec_tui"
NETWORK = {
    "socket", "ssl", "http", "urllib", "ftplib", "smtplib", "xmlrpc", "socketserver", "webbrowser",
    "requests", "httpx", "httpx2", "aiohttp", "urllib3", "websockets",
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
    """No file of ours imports anything that opens a connection."""
    found = {
        str(path.relative_to(SOURCE)): name
        for path in SOURCE.rglob("*.py")
        for name in imports(path)
        if name.partition(".")[0] in NETWORK
    }
    assert found == {}
