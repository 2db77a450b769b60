"""Scenes of the Journal: a tree of specs in memory, as the sketch of the screen shows it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from spec_tui.journaldesk import JournalDesk
from tests.screens.fake_journals import JOURNAL, NOW, PAGE, FakeDesk
from tests.screens.fake_session import FakeSession
from tests.screens.plan_scenes import folder, on

RIVER = Path(__file__).parents[1] / "data" / "tree" / "river"
_DESKS: dict[Path, FakeDesk | JournalDesk] = {}
"""The desk of each folder that a scene made."""


def desk_of(app) -> FakeDesk | JournalDesk:
    """The desk of a scene; other scenes have a tree, too."""
    return _DESKS.get(app.session.root) or FakeDesk()


def specs(desk: FakeDesk | None = None) -> FakeSession:
    """An interview whose repository has that tree; two of three deliverables are there."""
    root = folder()
    _DESKS[root] = desk or FakeDesk()
    for path in ("specs/1000/1001/deliverables/scripts/nas-setup.sh", "services/nas.ts"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("x\n", encoding="utf-8")
    return on(root)


def desk_behind(session: FakeSession) -> FakeDesk:
    """The desk of a session that `specs` made."""
    desk = _DESKS[session.root]
    assert isinstance(desk, FakeDesk)
    return desk


def with_page(**changes: object) -> FakeSession:
    """The tree with another page of 1014."""
    return specs(FakeDesk(pages={"1014": replace(PAGE, **changes)}))


def unapproved() -> FakeSession:
    """A session runs, and its plan is not approved yet."""
    return with_page(journal=replace(JOURNAL, approval=None))


def unstarted() -> FakeSession:
    """No session was ever begun."""
    return with_page(journal=replace(JOURNAL, sessions=()), offers=())


def unreadable() -> FakeSession:
    """The context file of 1014 cannot be read."""
    why = "specs/1000/1001/1014.context.md is not UTF-8 (byte 12). Nothing was overwritten."
    return with_page(journal=None, trouble=why, deliverables=(), metrics=(), offers=())


def half_typed() -> FakeSession:
    """Words that were typed when the program ended."""
    return specs(FakeDesk(kept=("1014", "plan", "Mount by UUID")))


def empty() -> FakeSession:
    """No spec at all."""
    return specs(FakeDesk(branches=(), pages={}))


def river() -> FakeSession:
    """A real tree on disk, with the real desk over it; its clock stands still."""
    root = folder()
    shutil.copytree(RIVER, root, dirs_exist_ok=True)
    _DESKS[root] = JournalDesk(root, who=lambda: "@maria", now=lambda: NOW)
    return on(root)


GO = ("f9", "j")
JOURNAL_SCENES: tuple[tuple[str, Callable[[], FakeSession], tuple[str, ...], str], ...] = (
    ("journal", specs, (*GO, "2"), ""),
    ("journal", specs, (*GO, "3", "down"), "links"),
    ("journal", specs, (*GO, "tab", "tab"), "facts"),
    ("journal", specs, (*GO, "n", "5"), "form"),
    ("journal", specs, (*GO, "2", "E", "ctrl+b"), "editor"),
    ("journal-entry", unapproved, (*GO, "n"), ""),
    ("journal-draft", half_typed, GO, ""),
)
