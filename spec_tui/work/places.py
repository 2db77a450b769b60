"""Which files of a repository belong to a plan, by their path, and which only look like it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from spec_tui.work.formats import tree_seat

FOLDERS = (".omoi_os", ".codex-os/specs", "specs")
"""Where plans are looked for."""

Role = Literal[
    "docs", "requirements", "designs", "tickets", "tasks",
    "srd", "tech-spec", "tasks-file", "plan", "spec", "context",
]  # fmt: skip

_LEFTOVER = re.compile(
    r".*~|\.#.*|#.*#|\..*\.sw[a-p]|.*\.(?:orig|bak|rej|tmp|old|swp|backup|save)"
    r"|.*\.sync-conflict-.*|.*\(.*conflicted copy.*\).*|.*[ _-]conflict(?:ed)?[ _.-].*"
    r"|.*_(?:BACKUP|BASE|LOCAL|REMOTE)_\d+\..*|.* \(\d+\)\.md|.* - Copy(?: \(\d+\))?\.md"
    r"|Copy of .*|.*\.(?:orig|bak|backup|old)\.md",
    re.IGNORECASE,
)
_BACKUP_FOLDER = re.compile(
    r"\.?(?:back-?ups?|bak|trash)|.*(?:\.bak|\.orig|\.old|~|[._-]back-?up)|back-?up[._-].*",
    re.IGNORECASE,
)
_PACKAGE = re.compile(r"\d{4}-\d{2}-\d{2}-[a-z0-9-]+")
_NOT_ARTIFACTS = re.compile(
    r"(?:readme|index|template|changelog|contributing|_.*)(?:\..*)?\.md", re.IGNORECASE
)
_CODEX = {"tasks.md": "tasks-file", "srd.md": "srd", "tech-spec.md": "tech-spec", "plan.md": "plan"}


@dataclass(frozen=True, slots=True)
class Place:
    """What a file is by where it lies."""

    format: Literal["omoi", "codex", "tree"]
    role: Role
    space: str
    """The package, `.omoi_os` or tree."""
    seat: tree_seat.Seat | None = None


def leftover(name: str) -> bool:
    """A conflict copy, a backup or what an editor left: ignored, with one notice (R20)."""
    return _LEFTOVER.fullmatch(name) is not None


def backup_folder(name: str) -> bool:
    """A folder of copies, whose plans are not plans; a package may be about backups."""
    if _PACKAGE.fullmatch(name) is not None:
        return False
    return _BACKUP_FOLDER.fullmatch(name) is not None


def enters(name: str) -> bool:
    """Whether plans are looked for in a folder of this name."""
    return name not in {".git", "node_modules", "deliverables"} and not backup_folder(name)


def place_of(path: str) -> Place | None:
    """What a path is; None for what belongs to no plan."""
    if not path.endswith(".md"):
        return None
    parts = path.split("/")
    name = parts[-1]
    if parts[0] == ".omoi_os":
        if len(parts) < 3 or _NOT_ARTIFACTS.fullmatch(name):
            return None
        folder = parts[1]
        if folder == "docs":
            return Place("omoi", "docs", ".omoi_os") if name.lower().startswith("prd") else None
        if folder in {"requirements", "designs", "tickets", "tasks"}:
            return Place("omoi", folder, ".omoi_os")  # type: ignore[arg-type]
        return None
    if parts[0] == ".codex-os":
        if len(parts) != 4 or parts[1] != "specs" or name not in _CODEX:
            return None
        role: Role = _CODEX[name]  # type: ignore[assignment]
        return Place("codex", role, "/".join(parts[:3]))
    seat = tree_seat.seat(path)
    return Place("tree", seat.role, "specs", seat) if seat is not None else None
