"""Reading a file: bytes kept, and everything that is no UTF-8 text refused with its place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from spec_tui.workspace.errors import Unreadable
from spec_tui.workspace.oslayer import RealOs
from spec_tui.workspace.snapshot import Snapshot, merge_markers, read_snapshot
from spec_tui.workspace.store import Workspace


def read(root: Path) -> Snapshot:
    """SPEC.md of a repository."""
    return read_snapshot(RealOs(), root / "SPEC.md", root)


def test_absent_file_is_an_empty_snapshot(root: Path) -> None:
    """Absent is no error and no text."""
    snapshot = read(root)
    assert (snapshot.exists, snapshot.text, snapshot.sha) == (False, "", "")


@pytest.mark.parametrize(
    ("data", "newline"),
    [
        (b"", "\n"),
        (b"one line without an end", "\n"),
        (b"a\nb\r\nc\n", "\n"),
        (b"a\r\nb\r\nc\n", "\r\n"),
        (b"a\rb\rc", "\r"),
        (b"\xef\xbb\xbfa\r\nb", "\r\n"),
        ("naïve – ‑ \u2028 x\x0cy\n".encode(), "\n"),
    ],
)
def test_text_encodes_back_to_the_same_bytes(root: Path, data: bytes, newline: str) -> None:
    """BOM, line ends and a missing last one survive reading and writing back."""
    (root / "SPEC.md").write_bytes(data)
    snapshot = read(root)
    assert snapshot.encode(snapshot.text) == data
    assert snapshot.newline == newline
    assert not snapshot.text.startswith("\ufeff")


@pytest.mark.parametrize(
    ("data", "words", "place"),
    [
        (b"good\nb\xe9d\n", "SPEC.md:2:2 is not UTF-8 (byte 6)", (6, 2, 2)),
        (b"\xef\xbb\xbf\xff", "SPEC.md:1:1 is not UTF-8 (byte 3)", (3, 1, 1)),
        ("ç\r\nça".encode("cp1254"), "SPEC.md:1:1 is not UTF-8 (byte 0)", (0, 1, 1)),
        ("é\r\nab\0".encode(), "SPEC.md:2:3 holds a NUL byte", (6, 2, 3)),
        ("text".encode("utf-16"), "SPEC.md is UTF-16", (0, 0, 0)),
        ("text".encode("utf-16-be"), "SPEC.md:1:1 holds a NUL byte", (0, 1, 1)),
    ],
)
def test_what_is_not_text_is_refused_with_its_place(
    root: Path, data: bytes, words: str, place: tuple[int, int, int]
) -> None:
    """Offset in bytes, line and column in characters; the file stays as it is (R12)."""
    (root / "SPEC.md").write_bytes(data)
    with pytest.raises(Unreadable) as caught:
        read(root)
    assert str(caught.value).startswith(words)
    assert "not changed" in str(caught.value)
    assert (caught.value.offset, caught.value.line, caught.value.column) == place
    assert (root / "SPEC.md").read_bytes() == data


def test_link_inside_the_repository_is_followed(root: Path) -> None:
    """The path of the snapshot is the real one."""
    (root / "docs").mkdir()
    (root / "docs/the-spec.md").write_text("text\n")
    (root / "SPEC.md").symlink_to("docs/the-spec.md")
    assert read(root).path == root / "docs/the-spec.md"
    assert read(root).text == "text\n"


def test_link_out_of_the_repository_is_refused(root: Path) -> None:
    """A link must not lead a write to another place of the machine."""
    (root.parent / "outside.md").write_text("secret\n")
    (root / "SPEC.md").symlink_to("../outside.md")
    with pytest.raises(Unreadable, match="link out of the repository"):
        read(root)


def test_dangling_link_is_refused(root: Path) -> None:
    """A link without target is not an absent file: writing would create something elsewhere."""
    (root / "SPEC.md").symlink_to("nowhere.md")
    with pytest.raises(Unreadable, match="does not exist"):
        read(root)


def test_link_loop_is_refused(root: Path) -> None:
    """Two links that lead to each other end."""
    (root / "SPEC.md").symlink_to("other.md")
    (root / "other.md").symlink_to("SPEC.md")
    with pytest.raises(Unreadable, match="leads back to itself"):
        read(root)


def test_pipe_does_not_hang(root: Path) -> None:
    """Opening a pipe without a writer would wait for ever."""
    os.mkfifo(root / "SPEC.md")
    with pytest.raises(Unreadable, match="is a pipe, not a regular file"):
        read(root)


def test_folder_is_refused(root: Path) -> None:
    """A folder named SPEC.md is not a file."""
    (root / "SPEC.md").mkdir()
    with pytest.raises(Unreadable, match="is a folder, not a regular file"):
        read(root)


def test_device_behind_a_link_is_refused(root: Path) -> None:
    """Nothing is read from a device."""
    (root / "SPEC.md").symlink_to("/dev/zero")
    with pytest.raises(Unreadable):
        read(root)


def test_forbidden_file_is_told_with_the_reason(root: Path) -> None:
    """Permission is named; root ignores modes, so the refusal comes from the Os layer."""
    (root / "SPEC.md").write_text("x")

    class Forbidding(RealOs):
        def open(self, path: str, flags: int, mode: int = 0o600) -> int:
            raise PermissionError(13, "Permission denied", path)

    with pytest.raises(Unreadable, match=r"SPEC.md cannot be read \(permission denied\)"):
        read_snapshot(Forbidding(), root / "SPEC.md", root)


def test_file_that_changes_while_it_is_read_is_read_again(root: Path) -> None:
    """A half-written foreign edit is not taken for the whole."""
    path = root / "SPEC.md"
    path.write_text("half")

    class Busy(RealOs):
        reads = 0

        def read(self, fd: int, size: int) -> bytes:
            self.reads += 1
            data = super().read(fd, size)
            if self.reads == 1:
                path.write_text("half and whole")
            return data

    assert read_snapshot(Busy(), path, root).text == "half and whole"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> main\n", 2),
        ("<<<<<<<\r\nb\r\n=======\r\nc\r\n>>>>>>>\r\n", 1),
        ("Title\n=======\n", None),
        ("<<<<<<< HEAD\nb\n", None),
        (">>>>>>> x\n=======\n<<<<<<< y\n", None),
        ("<<<<<<<<< nine\n=======\n>>>>>>> x\n", None),
    ],
)
def test_merge_markers_are_found_as_a_trio(text: str, line: int | None) -> None:
    """A Setext heading alone is no conflict."""
    assert merge_markers(text) == line


def test_same_content_with_a_new_time_is_no_change(space: Workspace, root: Path) -> None:
    """Our own write, or a touch, asks nobody anything (R8d)."""
    path = root / "SPEC.md"
    path.write_text("text\n")
    snapshot = space.read("SPEC.md")
    os.utime(path, ns=(1, 1))
    assert not space.changed(snapshot)


def test_new_content_of_equal_size_and_time_is_a_change(space: Workspace, root: Path) -> None:
    """A file changed within the grain of its clock is compared by content."""
    path = root / "SPEC.md"
    path.write_text("text\n")
    snapshot = space.read("SPEC.md")
    status = path.stat()
    with path.open("r+") as file:
        file.write("TEXT")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert space.changed(snapshot)


def test_old_file_is_compared_by_its_status_alone(root: Path) -> None:
    """Polling an untouched file reads nothing."""
    path = root / "SPEC.md"
    path.write_text("text\n")
    os.utime(path, ns=(10**18, 10**18))

    class Counting(RealOs):
        opened = 0

        def open(self, path: str, flags: int, mode: int = 0o600) -> int:
            self.opened += 1
            return super().open(path, flags, mode)

    os_ = Counting()
    space = Workspace(root, os_=os_)
    snapshot = space.read("SPEC.md")
    before = os_.opened
    assert not space.changed(snapshot)
    assert os_.opened == before


def test_coming_and_going_are_changes(space: Workspace, root: Path) -> None:
    """An absent file that appears, and one that vanishes."""
    absent = space.read("SPEC.md")
    assert not space.changed(absent)
    (root / "SPEC.md").write_text("")
    assert space.changed(absent)
    present = space.read("SPEC.md")
    (root / "SPEC.md").unlink()
    assert space.changed(present)
