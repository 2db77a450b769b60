"""Lines made to keep a reader busy (safety.md S4): a pattern that backtracks would never end."""

from __future__ import annotations

import pytest

from spec_tui.work.repository import read_text

LONG = 200_000
HEAD = "---\nid: TSK-001\ntitle: t\nstatus: pending\nticket_id: TKT-1\n---\n"
LINES = [
    "#" + " " * LONG + "x",
    "**" + " " * LONG,
    "**Depends on:** " + " " * LONG + "x",
    "- " + "[[a|" * (LONG // 4),
    "- " + "REQ-" * (LONG // 4),
    "- [ID-001] " + "(" * LONG,
    "**Depends on:** " + "a" * LONG,
    "**Depends on:** " + "T1-" * (LONG // 3),
    "WHEN " * (LONG // 5) + "SHALL",
    "`" * LONG,
    "{" * LONG,
]
PATHS = [
    ".omoi_os/tasks/TSK-001.md",
    ".omoi_os/requirements/a.md",
    ".omoi_os/designs/a.md",
    ".codex-os/specs/2026-01-01-x/tasks.md",
    "specs/1000/1001/spec.md",
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("line", LINES, ids=lambda line: line[:12])
def test_a_hostile_line_is_read_in_one_pass(path: str, line: str) -> None:
    """With and without a header, below every heading that matters."""
    for text in (
        HEAD + "### T1: a\n## Dependencies\n" + line + "\n### REQ-A-FUNC-001: b\n" + line + "\n",
        line + "\n" + line,
        "---\n" + line + "\ntitle: a: b\n---\n",
    ):
        read_text(text, path)
