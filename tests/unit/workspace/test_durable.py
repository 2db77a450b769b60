"""The write of one file, where the system is not as usual."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from spec_tui.workspace.durable import (
    create_from,
    keep_copy,
    sync_folder,
    temp_name,
    write_all,
    write_private,
    write_temp,
)
from spec_tui.workspace.oslayer import RealOs


class Refusing(RealOs):
    """A system where one kind of call fails."""

    def __init__(self, call: str, code: int) -> None:
        self.call, self.code = call, code

    def _look(self, call: str) -> None:
        if call == self.call:
            raise OSError(self.code, os.strerror(self.code))

    def link(self, source: str, target: str) -> None:
        self._look("link")
        super().link(source, target)

    def fsync(self, fd: int) -> None:
        self._look("fsync")
        super().fsync(fd)

    def replace(self, source: str, target: str) -> None:
        self._look("replace")
        super().replace(source, target)

    def write(self, fd: int, data: bytes) -> int:
        self._look("write")
        return 0 if self.call == "nothing" else super().write(fd, data)


def test_temp_file_left_under_our_number_is_replaced(tmp_path: Path) -> None:
    """A killed process may have had the number that we have now."""
    target = str(tmp_path / "SPEC.md")
    left = tmp_path / temp_name("SPEC.md", os.getpid())
    left.write_text("half of something old")
    assert write_temp(RealOs(), target, b"new") == str(left)
    assert left.read_bytes() == b"new"


def test_link_in_the_place_of_the_temp_file_is_not_followed(tmp_path: Path) -> None:
    """A prepared link does not lead our bytes elsewhere."""
    victim = tmp_path / "victim"
    victim.write_text("precious")
    (tmp_path / temp_name("SPEC.md", os.getpid())).symlink_to(victim)
    write_temp(RealOs(), str(tmp_path / "SPEC.md"), b"new")
    assert victim.read_text() == "precious"


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path, call: str) -> None:
    """Whatever step fails."""
    (tmp_path / "draft").write_text("old")
    with pytest.raises(OSError, match="No space"):
        write_private(Refusing(call, errno.ENOSPC), str(tmp_path / "draft"), b"new")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"draft": "old"}


def test_write_that_takes_nothing_is_an_error(tmp_path: Path) -> None:
    """And not an endless loop."""
    fd = os.open(tmp_path / "x", os.O_CREAT | os.O_WRONLY)
    with pytest.raises(OSError, match="nothing was written"):
        write_all(Refusing("nothing", 0), fd, b"text")
    os.close(fd)


@pytest.mark.parametrize("code", [errno.EPERM, errno.EOPNOTSUPP])
def test_new_file_is_created_exclusively_without_hard_links_too(tmp_path: Path, code: int) -> None:
    """The first one wins, the second one learns of it."""
    os_ = Refusing("link", code)
    target = str(tmp_path / "SPEC.md")
    assert create_from(os_, write_temp(os_, target, b"ours"), target)
    assert not create_from(os_, write_temp(os_, target, b"late"), target)
    assert (tmp_path / "SPEC.md").read_bytes() == b"ours"


@pytest.mark.parametrize(("code", "linked"), [(0, True), (errno.EXDEV, False)])
def test_backup_is_a_second_name_or_a_copy(tmp_path: Path, code: int, linked: bool) -> None:
    """Another device, or a file system without links, gets a copy."""
    source = tmp_path / "SPEC.md"
    source.write_text("text")
    os_ = Refusing("link" if code else "", code)
    assert keep_copy(os_, str(source), str(tmp_path / "copy")) is linked
    assert (tmp_path / "copy").read_text() == "text"
    assert ((tmp_path / "copy").stat().st_ino == source.stat().st_ino) is linked


def test_folder_that_cannot_be_synced_is_left_to_the_system(tmp_path: Path) -> None:
    """Some network file systems answer EINVAL; a real error is passed on."""
    sync_folder(Refusing("fsync", errno.EINVAL), str(tmp_path))
    with pytest.raises(OSError, match="Input/output"):
        sync_folder(Refusing("fsync", errno.EIO), str(tmp_path))
