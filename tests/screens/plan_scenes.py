"""Scenes of the screens of plans: the example of a clinic in a folder of its own."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.screens.fake_session import FakeSession

CLINIC = Path(__file__).parents[1] / "data" / "work" / "clinic"
_FOLDERS: list[tempfile.TemporaryDirectory[str]] = []
"""Kept until the tests end, then deleted."""


def folder() -> Path:
    """An empty repository of its own."""
    kept = tempfile.TemporaryDirectory()
    _FOLDERS.append(kept)
    root = Path(kept.name) / "clinic-appointments"
    root.mkdir()
    return root


def on(root: Path) -> FakeSession:
    """An interview whose repository holds that folder."""
    session = FakeSession()
    session.root = root
    return session


def clinic() -> FakeSession:
    """The plans of the clinic."""
    root = folder()
    shutil.copytree(CLINIC, root, dirs_exist_ok=True)
    return on(root)


def changed(*edits: tuple[str, str, str]) -> Callable[[], FakeSession]:
    """The plans of the clinic with words replaced: (path, old, new)."""

    def make() -> FakeSession:
        session = clinic()
        for path, old, new in edits:
            file = session.root / path
            text = file.read_text(encoding="utf-8")
            assert old in text
            file.write_text(text.replace(old, new), encoding="utf-8")
        return session

    return make


def broken() -> FakeSession:
    """One file that cannot be read, and an id that two files have."""
    session = clinic()
    tasks = session.root / ".omoi_os" / "tasks"
    (tasks / "TSK-002.md").write_bytes(b"---\nid: \xff\xfe\n")
    text = (tasks / "TSK-004.md").read_text(encoding="utf-8")
    (tasks / "TSK-004-copy.md").write_text(text, encoding="utf-8")
    return session


def empty() -> FakeSession:
    """No plan at all."""
    return on(folder())


CYCLE = changed(
    (".omoi_os/tasks/TSK-004.md", "depends_on: [TSK-001]", "depends_on: [TSK-001, TSK-006]"),
)
GO = ("f9", "t")
DOWN = ("down",) * 6
GRAPH = ("f9", "g")
PLAN_SCENES: tuple[tuple[str, Callable[[], FakeSession], tuple[str, ...], str], ...] = (
    ("tasks", clinic, (*GO, *DOWN), ""),
    ("tasks", clinic, (*GO, "slash", "b", "o", "o", "k"), "filter"),
    ("tasks", clinic, (*GO, "slash", "s", "m", "x", "enter"), "no-match"),
    ("tasks", clinic, (*GO, *DOWN, "enter"), "detail"),
    ("tasks", clinic, (*GO, "o", "8"), "grouped"),
    ("tasks", clinic, (*GO, *DOWN, "s", "2"), "receipt"),
    ("tasks", broken, (*GO, "end"), "broken"),
    ("tasks", empty, GO, "empty"),
    ("graph", clinic, (*GRAPH, *DOWN), ""),
    ("graph", CYCLE, GRAPH, "cycle"),
    ("graph", clinic, (*GO, *DOWN, *GRAPH, "2"), "focus"),
    ("graph", clinic, (*GRAPH, "slash", "p", "a", "g", "e"), "search"),
    ("graph", empty, GRAPH, "empty"),
    ("traceability", clinic, ("f9", "v"), ""),
    ("traceability", clinic, ("f9", "v", "f"), "gaps"),
    ("requirement", clinic, ("f9", "v", "enter"), ""),
    ("traceability", empty, ("f9", "v"), "empty"),
    ("picker", clinic, (*GO, *DOWN, "d", "down", "down"), ""),
    ("item-status", clinic, (*GO, *DOWN, "s"), ""),
    ("item-priority", clinic, (*GO, *DOWN, "p"), ""),
    ("item-size", clinic, (*GO, *DOWN, "z"), ""),
    ("show-only", clinic, (*GO, "f"), ""),
    ("item-order", clinic, (*GO, "o"), ""),
    ("item-new", clinic, (*GO, "n"), ""),
    ("export", clinic, (*GRAPH, "x"), ""),
    ("help", clinic, (*GO, "question_mark"), "tasks"),
    ("menu", clinic, (*GRAPH, "f9"), "graph"),
)
