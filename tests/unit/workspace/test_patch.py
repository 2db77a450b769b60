"""Patches that `git apply` and `patch` take as they are."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from spec_tui.workspace.store import Workspace

CASES = [
    (b"a\nb\nc\n", "a\nB\nc\n"),
    (b"a\nb", "a\nb\n"),
    (b"a\nb\n", "a\nb"),
    (b"a\nb", "a\nc"),
    (b"a\r\nb\r\n", "a\r\nB\r\n"),
    (b"\xef\xbb\xbfa\nb\n", "A\nb\n"),
    (b"", "new\n"),
    (b"a\n", ""),
    (b"a\rb\rc", "a\rB\rc"),
    ("x\u2028y\x0cz\n".encode(), "x\u2028y\x0cZ\n"),
    (None, "brand\nnew\n"),
    (None, "no end"),
]


@pytest.mark.parametrize("tool", ["git", "patch"])
@pytest.mark.parametrize(("before", "after"), CASES)
def test_patch_applies_and_gives_our_bytes(
    space: Workspace, root: Path, before: bytes | None, after: str, tool: str
) -> None:
    """Line ends, a missing last one, a BOM and a new file come out exactly."""
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is missing")
    file = root / "SPEC.md"
    if before is not None:
        file.write_bytes(before)
    disk = space.read("SPEC.md")
    path = space.write_patch(disk, after, "SPEC.md")
    command = {
        "git": ["git", "apply", "--whitespace=nowarn", str(path)],
        "patch": ["patch", "-p1", "--binary", "-s", "-i", str(path)],
    }[tool]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    got = file.read_bytes() if file.exists() else b""
    assert got == disk.encode(after)


def test_patch_lies_outside_the_repository_and_is_private(space: Workspace, root: Path) -> None:
    """In the state folder of the user, mode 0600; a second one gets its own name."""
    (root / "SPEC.md").write_text("a\n")
    disk = space.read("SPEC.md")
    first, second = (space.write_patch(disk, "b\n", "SPEC.md") for _ in range(2))
    assert first != second
    assert not first.is_relative_to(root)
    assert first.stat().st_mode & 0o777 == 0o600
    assert list(root.iterdir()) == [root / "SPEC.md"]


def test_patch_falls_back_to_the_temp_folder(
    space: Workspace, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the state folder cannot be made the patch is still written."""
    blocked = tmp_path / "blocked"
    blocked.write_text("a file, not a folder")
    monkeypatch.setenv("XDG_STATE_HOME", str(blocked))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    path = space.write_patch(space.read("SPEC.md"), "x\n", "SPEC.md")
    assert path.parent == tmp_path
    assert path.stat().st_mode & 0o777 == 0o600
