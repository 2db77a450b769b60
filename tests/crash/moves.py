"""A change that moves, makes and rewrites files at once, as the crash tests make it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from spec_tui.workspace.edits import Edits
from spec_tui.workspace.oslayer import Os
from spec_tui.workspace.store import Commit
from tests.crash.model import FATES, Disk, ModelOs

ROOT = Path("/repo")
NOW = datetime(2025, 9, 1, 12, 0, tzinfo=UTC)
OLD = {
    "old/one.md": b"# One\n[[two]]\n",
    "old/deep/two.bin": b"\0\1\2",
    "links.md": b"[[old/one]]\n",
}
NEW = {
    "new/1/one.md": b"# One\n[[../two]]\n",
    "new/two.bin": b"\0\1\2",
    "links.md": b"[[new/1/one]]\n",
    "new/copy.bin": b"\xff\0copy",
    "new/list.md": b"- one\n",
}
MOVES = (("old/one.md", "new/1/one.md"), ("old/deep/two.bin", "new/two.bin"))
COPIES = {"new/copy.bin": NEW["new/copy.bin"]}
Files = dict[str, bytes]


def edits(os_: Os, root: Path = ROOT) -> Edits:
    """The files of a repository, with a clock that stands still."""
    return Edits(root, os_=os_, now=lambda: NOW)


def move(space: Edits) -> Commit:
    """Two files move, one of them with a new text; a link follows; two files are new."""
    sources = space.texts(["old/one.md", "links.md", "new/list.md"])
    base = {**sources, "new/1/one.md": sources["old/one.md"]}
    texts = {path: NEW[path].decode() for path in ("new/1/one.md", "links.md", "new/list.md")}
    return space.commit_texts(base, texts, "Moved.", moves=MOVES, copies=COPIES)


def untouched() -> Disk:
    """A repository before the change."""
    disk = Disk()
    for path, data in OLD.items():
        disk.put(str(ROOT / path), data)
    return disk


def used() -> Disk:
    """The same after another change of these files, so that the folder .spec-tui exists."""
    disk = untouched()
    space = edits(ModelOs(disk))
    space.commit_texts(space.texts(["z.md"]), {"z.md": "z\n"}, "Before.")
    return disk.after(FATES[0])


def moved() -> Disk:
    """After the change."""
    disk = used()
    move(edits(ModelOs(disk)))
    return disk.after(FATES[0])


def files(disk: Disk) -> Files:
    """What a person sees, folders that are empty included (as b"/")."""
    found: Files = {}
    for path in disk.names(str(ROOT)):
        name = path.removeprefix(f"{ROOT}/")
        if name.startswith(".spec-tui") or name == "z.md":
            continue
        node = disk.nodes[disk.find(path)]
        if not node.names and disk.get(path) == b"" and node.mode & 0o040000:
            found[name] = b"/"
        elif not node.mode & 0o040000:
            found[name] = node.data
    return found


def whole(disk: Disk) -> bool:
    """Whether each moved file is complete at its old or its new place, whatever else happened."""
    found = files(disk)
    one = {found.get("old/one.md"), found.get("new/1/one.md")} & {
        OLD["old/one.md"],
        NEW["new/1/one.md"],
    }
    two = OLD["old/deep/two.bin"] in (found.get("old/deep/two.bin"), found.get("new/two.bin"))
    return bool(one) and two and found.get("links.md") in (OLD["links.md"], NEW["links.md"])
