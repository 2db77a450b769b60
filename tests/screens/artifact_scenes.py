"""Scenes of Artifacts: the artifacts of the clinic, as derived and with something wrong."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime

from spec_tui.artifacts import Artifacts
from tests.screens.fake_session import FakeSession
from tests.screens.plan_scenes import folder, on
from tests.unit.derive.deriving import DATA, artifacts, files_of

GO = ("f9", "A")
REQUIREMENTS = (*GO, "right")


def derived() -> FakeSession:
    """Everything that SPEC.md of the clinic gives."""
    session = on(folder())
    for path, text in files_of(artifacts()).items():
        (session.root / path).parent.mkdir(parents=True, exist_ok=True)
        (session.root / path).write_bytes(text.encode())
    return session


def sentence(words: str) -> Callable[[], FakeSession]:
    """The same, its first requirement saying something else."""

    def make() -> FakeSession:
        session = derived()
        room = Artifacts(session.root, now=lambda: datetime(2026, 5, 4, 9, tzinfo=UTC))
        room.set_requirement(room.chain().step("requirements").entries[0].id, words)
        return session

    return make


def buildable() -> FakeSession:
    """SPEC.md, and nothing derived from it yet."""
    session = on(folder())
    for name in ("SPEC.md", "stack.toml"):
        shutil.copyfile(DATA / f"clinic-{name}", session.root / name)
    return session


def empty() -> FakeSession:
    """No artifact at all."""
    return on(folder())


NO_SHALL = sentence("Reception can move a booking")

ARTIFACT_SCENES: tuple[tuple[str, Callable[[], FakeSession], tuple[str, ...], str], ...] = (
    ("artifacts", derived, GO, ""),
    ("artifacts", NO_SHALL, REQUIREMENTS, "no-shall"),
    ("artifacts", NO_SHALL, (*REQUIREMENTS, "enter"), "item"),
    ("artifacts", empty, GO, "empty"),
    ("artifacts", buildable, (*GO, "b"), "build"),
    ("artifact-field", derived, (*GO, "s"), ""),
    ("artifact-new", derived, (*GO, "n"), ""),
    ("artifact-unsaved", NO_SHALL, (*REQUIREMENTS, "enter", "x", "escape"), ""),
)
