"""The journal: appended lines, damage tolerated, two folders read as one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from spec_tui.workspace.journal import Journal
from spec_tui.workspace.oslayer import RealOs


def entry(number: int, uid: str = "", **more: object) -> dict[str, object]:
    """A line that changes SPEC.md."""
    files = {"SPEC.md": {"sha": "x"}}
    return {"v": 1, "id": number, "uid": uid or f"u{number}", "files": files, **more}


def mark(number: int, word: str, uid: str = "") -> dict[str, object]:
    """A line about an entry."""
    return {"v": 1, "id": number, "uid": uid or f"u{number}", "mark": word}


def states(*folders: Path) -> list[tuple[int, str]]:
    """What a fresh reader finds."""
    journal = Journal(RealOs())
    journal.load([str(folder) for folder in folders])
    return [(line["id"], line["state"]) for line in journal.entries()]


def append(folder: Path, *lines: dict[str, object]) -> None:
    """Append with a fresh writer."""
    for line in lines:
        Journal(RealOs()).append(str(folder), line)


def test_marks_decide_what_became_of_an_entry(tmp_path: Path) -> None:
    """Pending until a mark says otherwise; an unknown mark says nothing."""
    append(tmp_path, entry(1), entry(2), entry(3), entry(4))
    append(tmp_path, mark(1, "committed"), mark(2, "aborted"), mark(4, "praised"))
    assert states(tmp_path) == [
        (1, "committed"),
        (2, "aborted"),
        (3, "pending"),
        (4, "pending"),
    ]


def test_retry_replaces_the_hashes(tmp_path: Path) -> None:
    """The last attempt says what the files shall hold."""
    append(tmp_path, entry(1), {**mark(1, "retry"), "files": {"SPEC.md": {"sha": "new"}}})
    journal = Journal(RealOs())
    journal.load([str(tmp_path)])
    assert [line["files"] for line in journal.entries()] == [{"SPEC.md": {"sha": "new"}}]


def test_torn_last_line_is_ignored_and_the_next_starts_afresh(tmp_path: Path) -> None:
    """Half a line, as a power cut leaves it."""
    append(tmp_path, entry(1))
    file = tmp_path / "journal.jsonl"
    file.write_bytes(file.read_bytes() + b'{"v":1,"id":2,"ui')
    assert states(tmp_path) == [(1, "pending")]
    append(tmp_path, entry(3))
    assert states(tmp_path) == [(1, "pending"), (3, "pending")]


@pytest.mark.parametrize(
    "damage",
    [
        b"\0\0\0\0",
        b"\xff\xfe",
        b"[1, 2]",
        b'"text"',
        b"{" * 100_000,
        b'{"v":2,"id":7,"uid":"later"}',
        b'{"v":1,"id":"7","uid":"x"}',
        b'{"v":1,"id":true,"uid":"x"}',
        b'{"v":1,"id":7}',
    ],
)
def test_damaged_line_is_skipped_and_counted(tmp_path: Path, damage: bytes) -> None:
    """Everything else is still read."""
    append(tmp_path, entry(1))
    file = tmp_path / "journal.jsonl"
    file.write_bytes(damage + b"\n" + file.read_bytes())
    journal = Journal(RealOs())
    journal.load([str(tmp_path)])
    assert [line["id"] for line in journal.entries()] == [1]
    assert journal.damage == 1


def test_two_folders_are_one_journal(tmp_path: Path) -> None:
    """A mark in one folder settles an entry of the other; numbers go in order."""
    first, second = tmp_path / "a", tmp_path / "b"
    first.mkdir()
    second.mkdir()
    append(first, entry(1), entry(3))
    append(second, entry(2), mark(1, "committed"))
    assert states(first, second) == [(1, "committed"), (2, "pending"), (3, "pending")]


def test_equal_numbers_of_two_people_stay_apart(tmp_path: Path) -> None:
    """A mark belongs to one entry, not to all of its number."""
    append(tmp_path, entry(1, "anna"), entry(1, "bert"), mark(1, "committed", "bert"))
    assert states(tmp_path) == [(1, "pending"), (1, "committed")]


def test_same_entry_in_both_folders_counts_once(tmp_path: Path) -> None:
    """A line that could not be synced in one place was written to the other too."""
    first, second = tmp_path / "a", tmp_path / "b"
    first.mkdir()
    second.mkdir()
    append(first, entry(1))
    append(second, entry(1))
    assert states(first, second) == [(1, "pending")]


def test_growing_journal_is_read_on_and_a_changed_one_again(tmp_path: Path) -> None:
    """A reader keeps up with appends, replacement, shortening and removal."""
    journal = Journal(RealOs())

    def seen() -> list[int]:
        journal.load([str(tmp_path)])
        return [line["id"] for line in journal.entries()]

    file = tmp_path / "journal.jsonl"
    append(tmp_path, entry(1))
    assert seen() == [1]
    append(tmp_path, entry(2))
    assert seen() == [1, 2]
    file.write_text(json.dumps(entry(5)) + "\n" + json.dumps(entry(6)) + "\n" * 200)
    assert seen() == [5, 6]
    file.write_text(json.dumps(entry(7)) + "\n")
    assert seen() == [7]
    file.unlink()
    assert seen() == []


def test_journal_that_is_a_pipe_does_not_hang(tmp_path: Path) -> None:
    """Neither reading nor writing waits for the other end."""
    import os

    os.mkfifo(tmp_path / "journal.jsonl")
    assert states(tmp_path) == []
    with pytest.raises(OSError, match="not a regular file"):
        append(tmp_path, entry(1))


def test_text_of_the_world_is_kept(tmp_path: Path) -> None:
    """Umlauts, line separators and quotes come back as they were."""
    text = 'Größe "x"\u2028\n\r\x1b[2J 李'
    append(tmp_path, entry(1, raw=text))
    journal = Journal(RealOs())
    journal.load([str(tmp_path)])
    assert [line["raw"] for line in journal.entries()] == [text]
    assert (tmp_path / "journal.jsonl").read_bytes().count(b"\n") == 1
