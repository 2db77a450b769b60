"""Changes to any files of a repository: durable, undoable, inside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from spec_tui.workspace.edits import JOURNAL, Edits
from spec_tui.workspace.errors import NotWritable, Unreadable


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """Two files, one of them with CR LF and a byte order mark."""
    root = tmp_path / "repo"
    (root / "a").mkdir(parents=True)
    (root / "a" / "x.md").write_bytes(b"one\ntwo\nthree\n")
    (root / "y.md").write_bytes(b"\xef\xbb\xbfa\r\nb\r\n")
    return root


def change(repo: Path, texts: dict[str, str], what: str = "A change.") -> Edits:
    """Commit texts that were made from what is there now."""
    edits = Edits(repo)
    edits.commit_texts(edits.texts(list(texts)), texts, what)
    return edits


def test_one_change_of_many_files_is_one_undo(repo: Path) -> None:
    """Bytes, byte order mark and new files included."""
    texts = {"a/x.md": "one\nTWO\nthree\n", "y.md": "a\r\nB\r\n", "new/z.md": "z\n"}
    edits = change(repo, texts)
    assert (repo / "y.md").read_bytes() == b"\xef\xbb\xbfa\r\nB\r\n"
    assert edits.undo()[0] == "A change."
    assert (repo / "a/x.md").read_bytes() == b"one\ntwo\nthree\n"
    assert (repo / "y.md").read_bytes() == b"\xef\xbb\xbfa\r\nb\r\n"
    assert not (repo / "new/z.md").exists()
    assert edits.redo()[0] == "A change."
    assert (repo / "new/z.md").read_text() == "z\n"


def test_undo_works_after_a_restart_and_leaves_other_lines_alone(repo: Path) -> None:
    """What somebody else wrote since stays."""
    change(repo, {"a/x.md": "one\nTWO\nthree\n"})
    (repo / "a/x.md").write_text("zero\none\nTWO\nthree\nfour\n")
    assert Edits(repo).undo() is not None
    assert (repo / "a/x.md").read_text() == "zero\none\ntwo\nthree\nfour\n"


def test_undo_of_lines_that_changed_since_is_refused(repo: Path) -> None:
    """And changes nothing."""
    change(repo, {"a/x.md": "one\nTWO\nthree\n"})
    (repo / "a/x.md").write_text("one\n2\nthree\n")
    with pytest.raises(NotWritable, match="changed in the same lines"):
        Edits(repo).undo()
    assert (repo / "a/x.md").read_text() == "one\n2\nthree\n"


def test_a_change_elsewhere_meanwhile_is_kept(repo: Path) -> None:
    """Both stand afterwards."""
    edits = Edits(repo)
    base = edits.texts(["a/x.md"])
    (repo / "a/x.md").write_text("one\ntwo\nthree\nfour\n")
    done = edits.commit_texts(base, {"a/x.md": "ONE\ntwo\nthree\n"}, "x")
    assert done.conflict is None
    assert (repo / "a/x.md").read_text() == "ONE\ntwo\nthree\nfour\n"


def test_a_change_of_the_same_lines_meanwhile_is_a_conflict(repo: Path) -> None:
    """Nothing is written, in no file."""
    edits = Edits(repo)
    base = edits.texts(["a/x.md", "y.md"])
    (repo / "a/x.md").write_text("1\ntwo\nthree\n")
    done = edits.commit_texts(base, {"y.md": "Y\r\nb\r\n", "a/x.md": "ONE\ntwo\nthree\n"}, "x")
    assert done.conflict is not None
    assert (repo / "a/x.md").read_text() == "1\ntwo\nthree\n"
    assert (repo / "y.md").read_bytes() == b"\xef\xbb\xbfa\r\nb\r\n"
    assert edits.undoable() is None


@pytest.mark.parametrize(
    "name",
    ["../x.md", "/etc/x.md", "a/../../x.md", "a//x.md", ".git/config", "a/.git/x", "", "a\\x"],
)
def test_nothing_outside_is_read_or_written(repo: Path, name: str) -> None:
    """Whatever a plan calls its files."""
    with pytest.raises(NotWritable):
        Edits(repo).texts([name])


def test_links_out_of_the_repository_are_refused(repo: Path, tmp_path: Path) -> None:
    """Files and folders."""
    (tmp_path / "out").mkdir()
    (repo / "link").symlink_to(tmp_path / "out")
    (repo / "file.md").symlink_to(tmp_path / "out" / "x.md")
    with pytest.raises(NotWritable):
        Edits(repo).texts(["link/x.md"])
    with pytest.raises(Unreadable):
        Edits(repo).texts(["file.md"])


def test_what_a_killed_run_had_acknowledged_is_written(repo: Path) -> None:
    """The journal stands, the files do not: the next start writes them."""
    change(repo, {"a/x.md": "one\nTWO\nthree\n"})
    journal = repo / ".spec-tui" / JOURNAL
    first = journal.read_text().splitlines(keepends=True)[0]
    journal.write_text(first)
    (repo / "a/x.md").write_text("one\ntwo\nthree\n")
    edits = Edits(repo)
    edits.roll_forward()
    assert (repo / "a/x.md").read_text() == "one\nTWO\nthree\n"
    assert edits.pending() == []
    assert edits.undo() is not None


def test_what_cannot_be_written_any_more_is_closed(repo: Path) -> None:
    """Somebody else changed the same lines before the roll-forward."""
    change(repo, {"a/x.md": "one\nTWO\nthree\n"})
    journal = repo / ".spec-tui" / JOURNAL
    journal.write_text(journal.read_text().splitlines(keepends=True)[0])
    (repo / "a/x.md").write_text("one\n2\nthree\n")
    edits = Edits(repo)
    edits.roll_forward()
    assert (repo / "a/x.md").read_text() == "one\n2\nthree\n"
    assert edits.pending() == []


def test_the_journal_of_the_interview_is_another_one(repo: Path) -> None:
    """A change of a plan is nothing that SPEC.md could take back."""
    change(repo, {"a/x.md": "x\n"})
    assert not (repo / ".spec-tui" / "journal.jsonl").exists()
    lines = (repo / ".spec-tui" / JOURNAL).read_text().splitlines()
    assert json.loads(lines[0])["kind"] == "work"


def test_file_that_is_marked_read_only_is_named_and_nothing_changes(repo: Path) -> None:
    """Neither it nor the other file of the change, and no change waits to be written."""
    (repo / "y.md").chmod(0o444)
    edits = Edits(repo)
    texts = {"a/x.md": "1\n", "y.md": "2\n"}
    with pytest.raises(
        NotWritable,
        match=r"^y\.md cannot be written \(it is marked read-only\)\. Nothing was changed\.$",
    ):
        edits.commit_texts(edits.texts(list(texts)), texts, "A change.")
    assert (repo / "a/x.md").read_bytes() == b"one\ntwo\nthree\n"
    assert (edits.pending(), edits.undoable()) == ([], None)
