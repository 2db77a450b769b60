"""Drafts, preferences and imports."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from spec_tui.workspace.errors import NotWritable
from spec_tui.workspace.oslayer import RealOs
from spec_tui.workspace.store import Workspace


class ReadOnly(RealOs):
    """A repository mounted read-only."""

    def __init__(self, *folders: Path) -> None:
        self.folders = [str(folder) for folder in folders]

    def _look(self, path: str) -> None:
        if any(path.startswith(folder) for folder in self.folders):
            raise OSError(errno.EROFS, "Read-only file system", path)

    def open(self, path: str, flags: int, mode: int = 0o600) -> int:
        import os

        if flags & (os.O_CREAT | os.O_WRONLY | os.O_RDWR):
            self._look(path)
        return super().open(path, flags, mode)

    def mkdir(self, path: str, mode: int) -> None:
        self._look(path)
        super().mkdir(path, mode)


def test_draft_comes_back_after_a_restart(space: Workspace, root: Path) -> None:
    """And is gone once it is cleared."""
    draft = {"question": "USR2", "text": 'half "typed"\n– ', "cursor": 4}
    space.save_draft(draft)
    assert Workspace(root).load_draft() == draft
    space.clear_draft()
    assert Workspace(root).load_draft() is None


def test_each_place_where_somebody_types_has_a_draft_of_its_own(space: Workspace) -> None:
    """Clearing one leaves the other."""
    space.save_draft({"text": "answer"})
    space.save_draft({"text": "journal"}, name="journal-draft")
    space.clear_draft()
    assert space.load_draft() is None
    assert space.load_draft(name="journal-draft") == {"text": "journal"}
    with pytest.raises(ValueError, match="no draft"):
        space.save_draft({}, name="../out")


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff", b"[" * 100_000])
def test_damaged_draft_is_none(space: Workspace, root: Path, content: bytes) -> None:
    """Never a crash."""
    space.save_draft({})
    (root / ".spec-tui/draft").write_bytes(content)
    assert space.load_draft() is None


def test_draft_in_a_read_only_repository_goes_to_the_user(root: Path) -> None:
    """And is found there."""
    space = Workspace(root, os_=ReadOnly(root))
    space.save_draft({"text": "x"})
    assert list(root.iterdir()) == []
    assert Workspace(root).load_draft() == {"text": "x"}
    assert space.trouble.startswith(".spec-tui cannot be written (read-only file system).")


def test_newer_draft_wins(root: Path) -> None:
    """A repository that became writable again is not overruled by an old draft."""
    import os

    old = Workspace(root, os_=ReadOnly(root))
    old.save_draft({"text": "old"})
    os.utime(old.kept_in / "draft", (1, 1))
    Workspace(root).save_draft({"text": "new"})
    assert Workspace(root).load_draft() == {"text": "new"}


def test_preferences_are_remembered_one_by_one(space: Workspace, root: Path) -> None:
    """Setting one keeps the others."""
    space.set_preference("depth", "quick")
    space.set_preference("panel", True)
    later = Workspace(root)
    assert later.preferences() == {"depth": "quick", "panel": True}
    assert (later.preference("depth"), later.preference("theme", "dark")) == ("quick", "dark")


@pytest.mark.parametrize("content", [b"a = ", b"\xff\xfe", b"a = " + b"[" * 5000])
def test_corrupt_preferences_are_defaults_and_kept_aside(
    space: Workspace, root: Path, content: bytes
) -> None:
    """What a person may have written there is not thrown away."""
    space.set_preference("depth", "quick")
    file = root / ".spec-tui/session.toml"
    file.write_bytes(content)
    assert space.preferences() == {}
    space.set_preference("depth", "thorough")
    assert space.preferences() == {"depth": "thorough"}
    assert (root / ".spec-tui/session.toml.corrupt").read_bytes() == content


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("notes.md", "notes.md"),
        ("../../etc/passwd", "passwd"),
        ("a b\x1b[2J\u202e.md", "a-b-2J-.md"),
        ("..", "import"),
        ("", "import"),
        ("-rf", "rf"),
        ("x" * 300 + ".md", "x" * 77 + ".md"),
    ],
)
def test_import_is_kept_under_a_safe_name(
    space: Workspace, root: Path, name: str, safe: str
) -> None:
    """The bytes as they came, inside the imports folder (S1)."""
    path = space.save_import(name, b"\xff raw")
    assert path == root / ".spec-tui/imports" / f"20250901T123000-{safe}"
    assert path.read_bytes() == b"\xff raw"


def test_imports_of_one_name_and_second_do_not_collide(space: Workspace) -> None:
    """Nothing is overwritten."""
    paths = [space.save_import("a.md", bytes([n])) for n in range(3)]
    assert [path.read_bytes() for path in paths] == [b"\0", b"\1", b"\2"]


def test_imports_folder_that_is_a_link_is_not_followed(space: Workspace, root: Path) -> None:
    """A hostile repository cannot choose where bytes land."""
    outside = root.parent / "outside"
    outside.mkdir()
    (root / ".spec-tui").mkdir()
    (root / ".spec-tui/imports").symlink_to(outside)
    path = space.save_import("a.md", b"x")
    assert list(outside.iterdir()) == []
    assert not path.is_relative_to(root)


def test_sidecar_link_inside_the_repository_is_followed(space: Workspace, root: Path) -> None:
    """Some keep such folders elsewhere in the tree."""
    (root / "var").mkdir(mode=0o700)
    (root / ".spec-tui").symlink_to("var")
    space.save_draft({"text": "x"})
    assert (root / "var/draft").exists()


def test_deleted_sidecar_is_made_again(space: Workspace, root: Path) -> None:
    """Deleting it mid-session costs the history, not the next answer (R19)."""
    import shutil

    space.save_draft({"text": "x"})
    shutil.rmtree(root / ".spec-tui")
    space.save_draft({"text": "y"})
    assert space.load_draft() == {"text": "y"}
    assert (root / ".spec-tui/.gitignore").read_text() == "*\n"


def test_nothing_writable_is_said_with_both_reasons(root: Path, tmp_path: Path) -> None:
    """Where both folders refuse the person learns why."""
    space = Workspace(root, os_=ReadOnly(Path("/")))
    with pytest.raises(NotWritable, match=r"Neither .*\(read-only file system\) nor .* Nothing"):
        space.save_draft({"text": "x"})
    assert not (root / ".spec-tui").exists()
