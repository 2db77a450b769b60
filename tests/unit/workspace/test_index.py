"""The index is a shortcut and never wrong."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from spec_tui.workspace.browse import Browse
from spec_tui.workspace.index import FileIndex

OLD = (5, 10**9, 10**9, 7)


def index(tmp_path: Path, version: int = 1) -> FileIndex:
    """The index of a repository."""
    return FileIndex(tmp_path, version, folder=tmp_path / "cache")


def kept(tmp_path: Path) -> None:
    """Keep one row."""
    first = index(tmp_path)
    first.put("a.md", OLD, ["row"])
    first.save(["a.md"])


def test_a_row_comes_back_for_an_unchanged_file(tmp_path: Path) -> None:
    """After a restart."""
    kept(tmp_path)
    assert index(tmp_path).get("a.md", OLD) == ["row"]


@pytest.mark.parametrize("place", range(4))
def test_any_change_of_the_stamp_makes_it_absent(tmp_path: Path, place: int) -> None:
    """Size, mtime, ctime, inode."""
    kept(tmp_path)
    stamp = tuple(value + (n == place) for n, value in enumerate(OLD))
    assert index(tmp_path).get("a.md", stamp) is None


def test_other_readers_do_not_see_it(tmp_path: Path) -> None:
    """A new version reads everything again."""
    kept(tmp_path)
    assert index(tmp_path, version=2).get("a.md", OLD) is None


def test_a_file_changed_just_now_is_not_kept(tmp_path: Path) -> None:
    """Its time may stay the same when it changes again."""
    now = time.time_ns()
    first = index(tmp_path)
    first.put("a.md", (5, now, now, 7), ["row"])
    first.save(["a.md"])
    assert index(tmp_path).get("a.md", (5, now, now, 7)) is None


def test_rows_of_files_that_are_gone_go(tmp_path: Path) -> None:
    """The index does not grow for ever."""
    kept(tmp_path)
    later = index(tmp_path)
    assert later.get("b.md", OLD) is None
    later.save([])
    assert index(tmp_path).get("a.md", OLD) is None


def test_a_folder_that_refuses_costs_nothing_but_time(tmp_path: Path) -> None:
    """No error where the cache cannot be written."""
    (tmp_path / "cache").write_text("a file")
    kept(tmp_path)
    assert index(tmp_path).get("a.md", OLD) is None


def test_links_out_of_the_repository_are_not_listed(tmp_path: Path) -> None:
    """Files and folders; links inside count."""
    root, out = tmp_path / "repo", tmp_path / "out"
    (root / "p").mkdir(parents=True)
    out.mkdir()
    (out / "o.md").write_text("o")
    (root / "p" / "a.md").write_text("a")
    (root / "p" / "in.md").symlink_to("a.md")
    (root / "p" / "out.md").symlink_to(out / "o.md")
    (root / "p" / "dir").symlink_to(out)
    os.mkfifo(root / "p" / "pipe.md")
    listed = [entry.path for entry in Browse(root).entries("p", lambda _name: True)]
    assert listed == ["p/a.md", "p/in.md"]


def test_reading_tells_what_is_wrong(tmp_path: Path) -> None:
    """Bytes that are no text, with their place."""
    (tmp_path / "a.md").write_bytes(b"a\n\xff")
    text, trouble = Browse(tmp_path).read("a.md")
    assert (text, trouble[1:]) == ("", (2, 1))
