"""Scenes of Packages: hand-written packages, and one that is derived from a finished interview."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from spec_tui.derivation import Derivation
from tests.screens.fake_session import FakeSession
from tests.screens.plan_scenes import folder, on

DATA = Path(__file__).parents[1] / "data"
BOOKING = ".codex-os/specs/2025-08-23-online-booking"
TECH = f"{BOOKING}/tech-spec.md"
TASKS = f"{BOOKING}/tasks.md"
SRD = f"{BOOKING}/srd.md"
TABLES = """
## Waivers
| Item | Reason | Who | Date |
| --- | --- | --- | --- |
| operations | One developer, CODEOWNERS comes with the second | @maria | 2025-08-23 |

## Sign-off
| Role | Who | Date | Decision |
| --- | --- | --- | --- |
| product | @maria | 2025-08-23 | approved |
| tech lead | @tom | 2025-08-23 | Alembic for all migrations |
| QA | @sam | 2025-08-23 | not needed: the pilot has ten users |
"""


def filled() -> FakeSession:
    """A package whose eleven items all pass, and three in other dialects."""
    root = folder()
    for name in ("dialects", "filled"):
        shutil.copytree(DATA / "packages" / name, root, dirs_exist_ok=True)
    return on(root)


def edited(path: str, *edits: tuple[str, str], add: str = "") -> Callable[[], FakeSession]:
    """The filled package with words replaced and others added at the end."""

    def make() -> FakeSession:
        session = filled()
        change(session.root / path, *edits, add=add)
        return session

    return make


def change(file: Path, *edits: tuple[str, str], add: str = "") -> None:
    """Replace words of a file that are there."""
    text = file.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    file.write_text(text + add, encoding="utf-8")


GATE = edited(
    TECH,
    ("- Availability targets: 99.9 % a month\n", "- Availability targets: always there\n"),
    ("- Dashboards and runbooks: docs/runbooks/booking.md, first steps for each alert\n", ""),
    ("- Code owners: @tom for booking/, in CODEOWNERS\n", ""),
    add=TABLES,
)
"""Two items fail, one is waived, two roles have signed."""

HEAD = "Tables for slots and bookings (Type: migration, Est: S)\n"
RUNNING = edited(
    TASKS,
    ("- [ ] Two bookings", "- [x] Two bookings"),
    (HEAD, f"{HEAD}   - [ ] in progress — since 2025-08-24\n"),
)
"""The first task is in progress, the second waits on it."""


def under_git() -> FakeSession:
    """The same under git, so that branches have commands; no commit yet."""
    session = RUNNING()
    git = session.root / ".git"
    (git / "refs" / "heads").mkdir(parents=True)
    (git / "objects").mkdir()
    (git / "HEAD").write_text("ref: refs/heads/main\n", encoding="ascii")
    return session


@cache
def derived_files() -> dict[str, str]:
    """SPEC.md of the clinic and the package derived from it, one region changed by hand."""
    root = folder()
    golden = DATA / "screens"
    for name in ("SPEC.md", "stack.toml"):
        shutil.copyfile(golden / name, root / name)
    derivation = Derivation(root, who="@maria", now=lambda: datetime(2025, 8, 23, 16, tzinfo=UTC))
    proposal = derivation.propose("codex", title="Clinic appointments", folder=BOOKING)
    derivation.write(proposal)
    summary = (root / SRD).read_text(encoding="utf-8").split("## Summary\n")[1]
    first = next(row for row in summary.splitlines() if row and not row.startswith("<!--"))
    change(root / SRD, (first, f"{first} It also answers the telephone."))
    return {
        str(path.relative_to(root)): path.read_text(encoding="utf-8")
        for path in root.rglob("*")
        if path.is_file() and path.suffix in {".md", ".toml", ".yaml", ".sql"}
    }


def derived() -> FakeSession:
    """A package that is derived from SPEC.md."""
    root = folder()
    for name, text in derived_files().items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return on(root)


def grown() -> FakeSession:
    """The same after SPEC.md has learned something."""
    session = derived()
    for path in (SRD, TECH, TASKS):
        # of today, so that building changes no date
        today = datetime.now().astimezone().date().isoformat()
        change(session.root / path, ("updated: 2025-08-23", f"updated: {today}"))
    old = "  - Native mobile apps\n"
    change(session.root / "SPEC.md", (old, f"{old}  - Insurance claims\n"))
    return session


def empty() -> FakeSession:
    """No package at all."""
    return on(folder())


GO = ("f9", "P")
OPEN = (*GO, "enter")
PACKAGE_SCENES: tuple[tuple[str, Callable[[], FakeSession], tuple[str, ...], str], ...] = (
    ("packages", filled, GO, "list"),
    ("packages", derived, (*OPEN, "1", "end"), "documents"),
    ("packages", GATE, (*OPEN, "down"), "gate"),
    ("packages", RUNNING, (*OPEN, "3", "tab", "down", "space", "space"), "execution"),
    ("packages", grown, (*GO, "b"), "build"),
    ("drift", derived, (*OPEN, "1", "end", "enter"), ""),
)
