"""Files that move, come and go together with the texts of a change."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from spec_tui.workspace.edits import JOURNAL, Edits
from spec_tui.workspace.errors import NotWritable
from spec_tui.workspace.store import Commit

PICTURE = b"\x89PNG\0\xff"
MOVES = (("a/x.md", "b/c/x.md"), ("a/p.png", "b/p.png"))


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A text with CR LF and a byte order mark, a program, and a picture."""
    root = tmp_path.resolve() / "repo"
    (root / "a").mkdir(parents=True)
    (root / "a/x.md").write_bytes(b"\xef\xbb\xbfone\r\ntwo\r\n")
    (root / "a/p.png").write_bytes(PICTURE)
    (root / "a/p.png").chmod(0o750)
    (root / "y.md").write_bytes(b"see a/x\n")
    return root


def tree(root: Path) -> dict[str, bytes | None]:
    """All files with their bytes, and folders with None."""
    found = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if not name.startswith((".spec-tui", ".git")):
            found[name] = None if path.is_dir() else path.read_bytes()
    return found


def move(root: Path) -> Commit:
    """Both files of `a` move, x.md and y.md get other texts, two files are new."""
    edits = Edits(root)
    now = edits.texts(["a/x.md", "y.md", "d/new.md"])
    base = {"b/c/x.md": now["a/x.md"], "y.md": now["y.md"], "d/new.md": now["d/new.md"]}
    texts = {"b/c/x.md": "one\r\nTWO\r\n", "y.md": "see b/c/x\n", "d/new.md": "new\n"}
    return edits.commit_texts(
        base, texts, "Moved.", moves=MOVES, copies={"d/e/copy": PICTURE}, programs=["d/e/copy"]
    )


MOVED = {
    "b": None,
    "b/c": None,
    "b/c/x.md": b"\xef\xbb\xbfone\r\nTWO\r\n",
    "b/p.png": PICTURE,
    "d": None,
    "d/e": None,
    "d/e/copy": PICTURE,
    "d/new.md": b"new\n",
    "y.md": b"see b/c/x\n",
}


def test_moves_copies_and_texts_are_one_change_and_one_undo(repo: Path) -> None:
    """Bytes, modes, emptied and new folders included, over a restart each time."""
    before = tree(repo)
    commit = move(repo)
    assert (commit.kept, commit.conflict, commit.reason) == (False, None, "")
    assert commit.snapshots["b/c/x.md"].text == "one\r\nTWO\r\n"
    assert tree(repo) == MOVED
    assert (repo / "b/p.png").stat().st_mode & 0o777 == 0o750
    assert (repo / "d/e/copy").stat().st_mode & 0o111 == 0o111
    for _ in range(2):
        turned = Edits(repo).undo()
        assert turned is not None
        assert turned[0] == "Moved."
        assert tree(repo) == before
        assert (repo / "a/p.png").stat().st_mode & 0o777 == 0o750
        assert Edits(repo).redo() is not None
        assert tree(repo) == MOVED
        assert (repo / "d/e/copy").stat().st_mode & 0o111 == 0o111


def test_bytes_of_copies_are_kept_only_as_long_as_redo_needs_them(repo: Path) -> None:
    """Not while the file is there, and not after another change."""
    kept = repo / ".spec-tui" / "copies"
    move(repo)
    assert list(kept.iterdir()) == []
    Edits(repo).undo()
    assert [path.read_bytes() for path in kept.iterdir()] == [PICTURE]
    edits = Edits(repo)
    edits.commit_texts(edits.texts(["z.md"]), {"z.md": "z\n"}, "Another.")
    assert list(kept.iterdir()) == []
    assert edits.redo() is None


def test_copy_that_was_changed_since_stays_when_the_change_is_taken_back(repo: Path) -> None:
    """And redo does not replace it either."""
    move(repo)
    (repo / "d/e/copy").write_bytes(b"mine")
    Edits(repo).undo()
    assert (repo / "d/e/copy").read_bytes() == b"mine"
    Edits(repo).redo()
    assert tree(repo) == {**MOVED, "d/e/copy": b"mine"}


def test_what_was_written_into_a_moved_file_since_moves_back_with_it(repo: Path) -> None:
    """Other lines of a text, any byte of a picture."""
    move(repo)
    (repo / "b/c/x.md").write_bytes(b"\xef\xbb\xbfzero\r\none\r\nTWO\r\n")
    (repo / "b/p.png").write_bytes(b"\0other")
    Edits(repo).undo()
    assert (repo / "a/x.md").read_bytes() == b"\xef\xbb\xbfzero\r\none\r\ntwo\r\n"
    assert (repo / "a/p.png").read_bytes() == b"\0other"


@pytest.mark.parametrize("name", ["a/x.md", "a/p.png"])
def test_undo_never_replaces_what_came_to_the_old_place(repo: Path, name: str) -> None:
    """It is refused with a sentence, and nothing moves."""
    move(repo)
    (repo / "a").mkdir()
    (repo / name).write_bytes(b"theirs")
    with pytest.raises(NotWritable, match=rf"^{name} exists already. Nothing was changed.$"):
        Edits(repo).undo()
    assert tree(repo) == {**MOVED, "a": None, name: b"theirs"}


def test_undo_of_a_move_whose_file_is_gone_is_refused(repo: Path) -> None:
    """Told by its name."""
    move(repo)
    (repo / "b/p.png").unlink()
    with pytest.raises(NotWritable, match=r"^b/p.png is not there. Nothing was changed.$"):
        Edits(repo).undo()
    assert (repo / "b/c/x.md").exists()


def test_folder_with_something_else_in_it_stays(repo: Path) -> None:
    """Only empty ones go."""
    (repo / "a/other").write_bytes(b"o")
    move(repo)
    assert (repo / "a/other").read_bytes() == b"o"
    (repo / "d/e/mine").write_bytes(b"m")
    Edits(repo).undo()
    assert (repo / "d/e/mine").read_bytes() == b"m"
    assert not (repo / "b").exists()


def test_conflict_in_a_text_takes_the_moves_back(repo: Path) -> None:
    """Nothing was changed, and there is nothing to undo."""
    edits = Edits(repo)
    now = edits.texts(["a/x.md", "y.md"])
    (repo / "y.md").write_bytes(b"see nothing\n")
    before = tree(repo)
    commit = edits.commit_texts(
        {"b/c/x.md": now["a/x.md"], "y.md": now["y.md"]},
        {"b/c/x.md": "x", "y.md": "see b/c/x\n"},
        "Moved.",
        moves=MOVES,
        copies={"d/copy": b"1"},
    )
    assert commit.conflict is not None
    assert commit.conflict.name == "y.md"
    assert tree(repo) == before
    assert edits.undoable() is None
    assert edits.pending() == []


def test_change_of_other_lines_of_a_moving_file_meanwhile_is_kept(repo: Path) -> None:
    """Both texts stand at the new place."""
    edits = Edits(repo)
    base = {"b/x.md": edits.texts(["a/x.md"])["a/x.md"]}
    (repo / "a/x.md").write_bytes(b"\xef\xbb\xbfone\r\ntwo\r\nthree\r\n")
    edits.commit_texts(base, {"b/x.md": "ONE\r\ntwo\r\n"}, "M.", moves=[("a/x.md", "b/x.md")])
    assert (repo / "b/x.md").read_bytes() == b"\xef\xbb\xbfONE\r\ntwo\r\nthree\r\n"


@pytest.mark.parametrize(
    ("moves", "said"),
    [
        ([("a/x.md", "y.md")], "y.md exists already."),
        ([("a/x.md", "a")], "a exists already."),
        ([("a/x.md", "a/x.md")], "a/x.md moves away, so nothing new can come there."),
        ([("a/x.md", "n"), ("y.md", "n")], "Two files would become n."),
        ([("a/x.md", "n"), ("a/x.md", "m")], "One file cannot move to two places."),
        ([("a/x.md", "n"), ("y.md", "a/x.md")], "a/x.md moves away, so nothing new"),
        ([("a/none", "n")], "a/none is not there."),
        ([("a", "n")], "a is not a regular file."),
        ([("link", "n")], "link is a link, and links are not moved."),
        ([("pipe", "n")], "pipe is not a regular file."),
        ([("a/x.md", "dangling")], "dangling exists already."),
        ([("a/x.md", "y.md/n")], "y.md/n cannot be made, because y.md is a file."),
        ([("a/x.md", ".spec-tui/n")], ".spec-tui/n belongs to spec-tui itself"),
        ([("a/x.md", "../n")], "../n is not a file of this repository."),
        ([("../n", "n")], "../n is not a file of this repository."),
        ([("a/x.md", "/tmp/n")], "/tmp/n is not a file of this repository."),
        ([("a/x.md", ".git/n")], ".git/n is not a file of this repository."),
        ([("a/x.md", "out/n")], "out/n lies behind a link out of the repository."),
        ([("out/secret", "n")], "out/secret lies behind a link out of the repository."),
    ],
)
def test_move_that_cannot_be_is_refused_before_anything_happens(
    repo: Path, moves: list[tuple[str, str]], said: str
) -> None:
    """Told in a sentence that ends with what was not changed."""
    (repo.parent / "out").mkdir()
    (repo.parent / "out/secret").write_bytes(b"s")
    (repo / "out").symlink_to(repo.parent / "out")
    (repo / "link").symlink_to("y.md")
    (repo / "dangling").symlink_to("nowhere")
    os.mkfifo(repo / "pipe")
    names = sorted(os.listdir(repo)), sorted(os.listdir(repo / "a"))
    with pytest.raises(NotWritable) as caught:
        Edits(repo).commit_texts({}, {}, "M.", moves=moves)
    assert str(caught.value).startswith(said)
    assert (sorted(os.listdir(repo)), sorted(os.listdir(repo / "a"))) == names
    assert os.listdir(repo.parent / "out") == ["secret"]


def test_copy_over_an_existing_file_and_texts_of_an_old_place_are_refused(repo: Path) -> None:
    """As for moves."""
    edits = Edits(repo)
    before = tree(repo)
    now = edits.texts(["a/x.md"])
    with pytest.raises(NotWritable, match=r"^y.md exists already"):
        edits.commit_texts({}, {}, "C.", copies={"y.md": b"new"})
    with pytest.raises(NotWritable, match=r"^a/x.md moves away"):
        edits.commit_texts(now, {"a/x.md": "new"}, "M.", moves=[("a/x.md", "n")])
    assert tree(repo) == before


def test_names_that_differ_in_case_only_are_refused_where_they_are_one(
    repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a file system that ignores case the new name exists already: it is the file itself."""
    edits = Edits(repo)
    real = edits._os.lstat
    monkeypatch.setattr(edits._os, "lstat", lambda path: real(path.replace("A/X.md", "a/x.md")))
    with pytest.raises(NotWritable, match=r"differ in case only, .* third name first. Nothing was"):
        edits.commit_texts({}, {}, "M.", moves=[("a/x.md", "A/X.md")])
    assert (repo / "a/x.md").exists()


def test_names_that_differ_in_case_only_move_where_they_are_two(repo: Path) -> None:
    """As on most of Linux."""
    Edits(repo).commit_texts({}, {}, "M.", moves=[("a/x.md", "a/X.md")])
    assert sorted(os.listdir(repo / "a")) == ["X.md", "p.png"]


def test_folder_that_becomes_a_link_out_of_the_repository_is_not_followed(
    repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looked at again when the file moves, not only when the change is planned."""
    (repo.parent / "out").mkdir()
    edits = Edits(repo)
    (repo / "b").mkdir()
    opened = edits._opened

    def swap(*arguments: object) -> object:
        (repo / "b").rmdir()
        (repo / "b").symlink_to(repo.parent / "out")
        return opened(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(edits, "_opened", swap)
    with pytest.raises(NotWritable, match=r"behind a link out of the repository. Nothing was"):
        edits.commit_texts({}, {}, "M.", moves=[("a/x.md", "b/x.md")])
    assert os.listdir(repo.parent / "out") == []
    assert (repo / "a/x.md").exists()
    assert edits.pending() == []


def test_damaged_plan_in_the_journal_moves_nothing_out_of_the_repository(repo: Path) -> None:
    """A journal may come with a repository that somebody else made."""
    move(repo)
    Edits(repo).undo()
    before = tree(repo)
    journal = repo / ".spec-tui" / JOURNAL
    first = journal.read_text().splitlines()[0]
    for old, new in [("b/p.png", "../out"), ("b/p.png", ".git/hooks/x"), ('"a/x.md",', "7,")]:
        journal.write_text(first.replace(old, new) + "\n")
        edits = Edits(repo)
        edits.roll_forward()
        assert edits.pending() == []
        Edits(repo).undo()
        assert not (repo.parent / "out").exists()
        assert not (repo / ".git").exists()
    assert tree(repo) == before


@pytest.mark.parametrize("links", [True, False])
def test_new_file_that_is_written_while_undo_takes_it_away_stays(
    repo: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    """It was as we had made it when undo was planned, and is somebody's work a moment later."""
    move(repo)
    edits = Edits(repo)
    carry_out = edits._carry_out

    def late(*arguments: object, **options: object) -> object:
        (repo / "d/e/copy").write_bytes(b"theirs")
        return carry_out(*arguments, **options)  # type: ignore[arg-type]

    def refuse(_source: str, target: str) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted", target)

    monkeypatch.setattr(edits, "_carry_out", late)
    if not links:
        monkeypatch.setattr(edits._os, "link", refuse)
    assert edits.undo() is not None
    assert (repo / "d/e/copy").read_bytes() == b"theirs"
    assert (repo / "a/x.md").exists()


def test_redo_with_damaged_bytes_is_refused(repo: Path) -> None:
    """What is not what it was is never put into a repository."""
    before = tree(repo)
    move(repo)
    Edits(repo).undo()
    for path in (repo / ".spec-tui" / "copies").iterdir():
        path.write_bytes(b"damaged")
    with pytest.raises(
        NotWritable, match=r"^The bytes of d/e/copy are not kept any more\. Nothing"
    ):
        Edits(repo).redo()
    assert tree(repo) == before


def test_text_that_a_killed_run_had_written_is_not_written_twice(repo: Path) -> None:
    """A line that was added fits a second time too."""
    edits = Edits(repo)
    (repo / "y.md").write_text("x\n")
    names = ["y.md", "z.md"]
    edits.commit_texts(edits.texts(names), {"y.md": "x\nx\n", "z.md": "z\n"}, "Added.")
    journal = repo / ".spec-tui" / JOURNAL
    journal.write_text(journal.read_text().splitlines(keepends=True)[0])
    (repo / "z.md").unlink()
    Edits(repo).roll_forward()
    assert (repo / "y.md").read_text() == "x\nx\n"
    assert (repo / "z.md").read_text() == "z\n"
