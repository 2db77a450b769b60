"""Promise P6: nothing leaves the machine, because nothing could."""

from __future__ import annotations

import ast
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[3] / "spec_tui"
NETWORK = {
    "socket", "ssl", "http", "urllib", "ftplib", "smtplib", "xmlrpc", "socketserver", "webbrowser",
    "requests", "httpx", "httpx2", "aiohttp", "urllib3", "websockets",
}  # fmt: skip


def imports(path: Path) -> set[str]:
    """Top-level names of the modules that a file imports, inside functions too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.partition(".")[0])
    return names


def test_no_module_can_reach_the_network() -> None:
    """No file of ours imports anything that opens a connection."""
    found = {str(path): imports(path) & NETWORK for path in SOURCE.rglob("*.py")}
    assert {path: names for path, names in found.items() if names} == {}
