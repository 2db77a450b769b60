"""A small tree of specs on disk, a clock that is moved by hand, and a git repository around it."""

from __future__ import annotations

import subprocess
from datetime import datetime, timedelta, timezone
from pathlib import Path

from spec_tui.journals import JournalSession

E, F = "specs/1000", "specs/1000/1001"
EPIC = """\
# 1000: Foundation

**Context**: [[context|Implementation Journal]]

## Acceptance Criteria

## Features

- [[1001/spec|Storage]]

## Deliverables
"""
FEATURE = """\
# 1001: Storage

**Context**: [[context|Implementation Journal]]\x20\x20
**Parent**: [[../epic|Foundation]]

## Acceptance Criteria

- [x] Shares are mounted

## Tasks

- [[1011.spec|Mount script]]

## Deliverables
"""
TASK = """\
# 1011: Mount script

**Context**: [[1011.context|Implementation Journal]]\x20\x20
**Parent**: [[spec|Storage]]

## Scope

A script that mounts the shares.\x20\x20

## Acceptance Criteria

- [x] mounts at start
- [ ] survives a reboot

## Deliverables
"""
FILES = {
    f"{E}/epic.md": EPIC,
    f"{F}/spec.md": FEATURE,
    f"{F}/1011.spec.md": TASK,
    ".omoi_os/tasks/TSK-001.md": "---\nid: TSK-001\ntitle: T\nstatus: pending\n---\n# TSK-001: T\n",
}
CONTEXT = f"{F}/1011.context.md"
ZONE = timezone(timedelta(hours=2))


class Clock:
    """14:00 on a day in August, until it is moved."""

    def __init__(self) -> None:
        self.time = datetime(2025, 8, 23, 14, 0, tzinfo=ZONE)

    def __call__(self) -> datetime:
        """Now."""
        return self.time

    def pass_(self, minutes: int) -> None:
        """Let time go by."""
        self.time += timedelta(minutes=minutes)


def tree(root: Path) -> Path:
    """The tree on disk."""
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def opened(root: Path, clock: Clock, who: str = "@tom") -> JournalSession:
    """A session over it."""
    return JournalSession(root, who=who, now=clock)


def read(root: Path, path: str = CONTEXT) -> str:
    """A file as it stands."""
    return (root / path).read_bytes().decode("utf-8")


def everything(root: Path) -> dict[str, bytes]:
    """All files outside of dot folders of tools."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not {".spec-tui", ".git"} & set(path.relative_to(root).parts)
    }


def git(root: Path, *arguments: str, at: datetime | None = None) -> str:
    """Run git, with a date for what it makes."""
    date = (at or datetime(2025, 8, 23, 13, 0, tzinfo=ZONE)).isoformat()
    done = subprocess.run(
        ["git", "-C", str(root), "-c", "user.name=Tom", "-c", "user.email=t@example.org",
         *arguments],
        check=True,
        capture_output=True,
        text=True,
        env={"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date, "PATH": "/usr/bin:/bin",
             "HOME": str(root)},
    )  # fmt: skip
    return done.stdout.strip()


def commit(root: Path, path: str, text: str, subject: str, at: datetime | None = None) -> str:
    """Commit a file; its hash."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, "utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", subject, at=at)
    return git(root, "rev-parse", "HEAD")
