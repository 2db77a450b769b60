"""Commits on a real disk: what is written, what is kept, and what stays as it was."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest

from spec_tui.workspace.errors import Locked, NotWritable
from spec_tui.workspace.oslayer import RealOs
from spec_tui.workspace.store import Commit, Workspace
from tests.unit.workspace.conftest import NOW

SPEC = "SPEC.md"
STACK = "stack.toml"


def refuse(*_: str) -> str | None:
    """A merge that always finds a conflict."""
    return None


def join(_name: str, base: str, disk: str, ours: str) -> str | None:
    """A merge for texts that are only appended to."""
    return disk + ours.removeprefix(base)


def write(space: Workspace, text: str, name: str = SPEC, kind: str = "answer") -> Commit:
    """Commit a new text."""
    return space.commit({name: space.read(name)}, {name: text}, {"kind": kind}, refuse)


def mode(path: Path) -> int:
    """Permission bits."""
    return stat.S_IMODE(path.stat().st_mode)


def test_reading_creates_nothing(space: Workspace, root: Path) -> None:
    """`status` and `next` leave no trace, neither here nor in the home folder."""
    space.read(SPEC)
    space.recover()
    assert space.pending() == []
    assert list(space.events()) == []
    assert (space.undoable(), space.redoable()) == (None, None)
    assert space.load_draft() is None
    assert space.preferences() == {}
    assert list(root.iterdir()) == []
    assert not Path(os.environ["XDG_STATE_HOME"]).exists()


def test_commit_writes_the_file_and_returns_it_fresh(space: Workspace, root: Path) -> None:
    """The snapshot returned is the base of the next commit."""
    commit = write(space, "one\n")
    assert (root / SPEC).read_text() == "one\n"
    assert commit.snapshots[SPEC] == space.read(SPEC)
    assert (commit.id, commit.kept, commit.reason, commit.conflict) == (1, False, "", None)


def test_commit_of_two_files_is_one_entry(space: Workspace, root: Path) -> None:
    """Both files, one number."""
    base = {SPEC: space.read(SPEC), STACK: space.read(STACK)}
    commit = space.commit(base, {SPEC: "a\n", STACK: "b = 1\n"}, {"kind": "answer"}, refuse)
    assert ((root / SPEC).read_text(), (root / STACK).read_text()) == ("a\n", "b = 1\n")
    assert [event["id"] for event in space.events()] == [commit.id]


def test_entry_keeps_what_the_caller_gave(space: Workspace) -> None:
    """Number, time and state are added; reserved keys cannot be forged."""
    space.commit({}, {}, {"kind": "skip", "question": "USR2", "id": 99, "state": "x"}, refuse)
    (event,) = space.events()
    assert (event["kind"], event["question"], event["id"]) == ("skip", "USR2", 1)
    assert event["at"] == "2025-09-01T12:30:00+00:00"
    assert event["state"] == "committed"


def test_unchanged_text_writes_no_file(space: Workspace, root: Path) -> None:
    """An answer that changes nothing is an event, not a write."""
    write(space, "one\n")
    before = (root / SPEC).stat().st_ino
    write(space, "one\n")
    assert (root / SPEC).stat().st_ino == before
    assert space.pending() == []


def test_private_things_are_private(space: Workspace, root: Path) -> None:
    """Folders 0700, our files 0600, and git ignores all of it (safety.md S6)."""
    write(space, "one\n")
    space.save_draft({"text": "half"})
    space.set_preference("depth", "quick")
    space.save_import("notes.md", b"x")
    space.hold("@maria")
    side = root / ".spec-tui"
    folders = [side, side / "backup", side / "imports"]
    write(space, "two\n")
    assert [mode(folder) for folder in folders] == [0o700] * 3
    files = [path for path in side.iterdir() if path.is_file()]
    assert {path.name: mode(path) for path in files} == {path.name: 0o600 for path in files}
    assert (side / ".gitignore").read_text() == "*\n"
    space.release()


def test_sidecar_that_others_could_read_is_closed(space: Workspace, root: Path) -> None:
    """A folder unpacked with mode 0755 gets 0700."""
    (root / ".spec-tui").mkdir(mode=0o755)
    write(space, "one\n")
    assert mode(root / ".spec-tui") == 0o700


@pytest.mark.parametrize("bits", [0o664, 0o600, 0o755])
def test_mode_stays(space: Workspace, root: Path, bits: int) -> None:
    """A file shared with a group stays shared."""
    (root / SPEC).write_text("one\n")
    (root / SPEC).chmod(bits)
    write(space, "two\n")
    assert mode(root / SPEC) == bits


def test_extended_attributes_stay(space: Workspace, root: Path) -> None:
    """Labels that other programs put on the file."""
    (root / SPEC).write_text("one\n")
    try:
        os.setxattr(root / SPEC, "user.label", b"mine")
    except OSError:
        pytest.skip("this file system has no extended attributes")
    write(space, "two\n")
    assert os.getxattr(root / SPEC, "user.label") == b"mine"


def test_new_file_obeys_the_umask(space: Workspace, root: Path) -> None:
    """A new SPEC.md is as readable as any other new file."""
    old = os.umask(0o027)
    try:
        write(space, "one\n")
    finally:
        os.umask(old)
    assert mode(root / SPEC) == 0o640


@pytest.mark.parametrize(
    ("before", "text", "after"),
    [
        (b"a\r\nb\r\nc", "a\r\nB\r\nc", b"a\r\nB\r\nc"),
        (b"\xef\xbb\xbfa\nb", "a\nB", b"\xef\xbb\xbfa\nB"),
        (b"a \t\r\nb\nc\r", "a \t\r\nB\nc\r", b"a \t\r\nB\nc\r"),
    ],
)
def test_other_bytes_stay(
    space: Workspace, root: Path, before: bytes, text: str, after: bytes
) -> None:
    """BOM, line ends, trailing blanks, no last newline (R11)."""
    (root / SPEC).write_bytes(before)
    write(space, text)
    assert (root / SPEC).read_bytes() == after


def test_link_stays_a_link_and_its_target_is_written(space: Workspace, root: Path) -> None:
    """Renaming over a link would leave the target stale."""
    (root / "docs").mkdir()
    (root / "docs/real.md").write_text("one\n")
    (root / SPEC).symlink_to("docs/real.md")
    write(space, "two\n")
    assert (root / SPEC).is_symlink()
    assert (root / "docs/real.md").read_text() == "two\n"
    assert space.spec_path == root / "docs/real.md"
    assert [path.name for path in (root / "docs").iterdir()] == ["real.md"]


def test_second_name_of_the_file_keeps_the_old_version(space: Workspace, root: Path) -> None:
    """A hard link ends with the rename; its content stays whole."""
    (root / SPEC).write_text("one\n")
    os.link(root / SPEC, root / "copy.md")
    write(space, "two\n")
    assert ((root / SPEC).read_text(), (root / "copy.md").read_text()) == ("two\n", "one\n")


def test_file_marked_read_only_is_not_written(space: Workspace, root: Path) -> None:
    """Somebody took the write bits away: the answer is kept and the reason said."""
    (root / SPEC).write_text("one\n")
    (root / SPEC).chmod(0o444)
    commit = write(space, "two\n")
    assert commit.kept
    assert commit.reason.startswith("SPEC.md cannot be written (it is marked read-only).")
    assert (root / SPEC).read_text() == "one\n"
    (root / SPEC).chmod(0o644)
    space.commit({SPEC: space.read(SPEC)}, {SPEC: "two\n"}, {}, refuse, settles=commit.id)
    assert (root / SPEC).read_text() == "two\n"
    assert space.pending() == []


def test_twenty_backups_are_kept(space: Workspace, root: Path) -> None:
    """The oldest go first; the numbers go on."""
    for number in range(25):
        write(space, f"version {number}\n")
    backup = root / ".spec-tui/backup"
    names = sorted(backup.iterdir(), key=lambda path: int(path.name.split("-")[0]))
    assert [path.name for path in names] == [f"{n}-SPEC.md" for n in range(5, 25)]
    assert names[-1].read_text() == "version 23\n"


def test_foreign_edit_is_merged_and_named(space: Workspace, root: Path) -> None:
    """Both texts stand afterwards, and the caller learns of it."""
    write(space, "a\n")
    base = space.read(SPEC)
    (root / SPEC).write_text("a\ntheirs\n")
    commit = space.commit({SPEC: base}, {SPEC: "a\nours\n"}, {"kind": "answer"}, join)
    assert (root / SPEC).read_text() == "a\ntheirs\nours\n"
    assert commit.merged == (SPEC,)


def test_foreign_edit_to_our_own_text_is_no_conflict(space: Workspace, root: Path) -> None:
    """Somebody wrote the very same text: nothing to merge."""
    write(space, "a\n")
    base = space.read(SPEC)
    (root / SPEC).write_text("b\n")
    commit = space.commit({SPEC: base}, {SPEC: "b\n"}, {"kind": "answer"}, refuse)
    assert commit.conflict is None
    assert space.pending() == []


def test_conflict_writes_nothing_and_closes_the_entry(space: Workspace, root: Path) -> None:
    """The text on disk comes back in the answer, for the two to be shown."""
    write(space, "a\n")
    base = space.read(SPEC)
    (root / SPEC).write_text("theirs\n")
    commit = space.commit({SPEC: base}, {SPEC: "ours\n"}, {"kind": "answer"}, refuse)
    assert commit.conflict is not None
    assert commit.conflict.disk.text == "theirs\n"
    assert (root / SPEC).read_text() == "theirs\n"
    assert [event["state"] for event in space.events()] == ["committed", "aborted"]


def test_deleted_file_is_made_again_only_from_its_absence(space: Workspace, root: Path) -> None:
    """First a conflict; the caller who asked commits against the absent file (R8c)."""
    write(space, "a\n")
    base = space.read(SPEC)
    (root / SPEC).unlink()
    commit = space.commit({SPEC: base}, {SPEC: "b\n"}, {"kind": "answer"}, join)
    assert commit.conflict is not None
    assert not commit.conflict.disk.exists
    assert not (root / SPEC).exists()
    space.commit({SPEC: commit.conflict.disk}, {SPEC: "b\n"}, {"kind": "answer"}, join)
    assert (root / SPEC).read_text() == "b\n"


def test_existing_variant_of_the_name_is_written(root: Path) -> None:
    """`spec.md` is the document; no SPEC.md appears beside it."""
    (root / "spec.md").write_text("one\n")
    write(Workspace(root), "two\n")
    assert (root / "spec.md").read_text() == "two\n"
    assert not (root / "SPEC.md").exists()


def test_vanished_repository_is_never_made_again(space: Workspace, root: Path) -> None:
    """The answer goes to the journal in the folder of the user (R6)."""
    write(space, "a\n")
    base = space.read(SPEC)
    root.rename(root.parent / "moved")
    commit = space.commit({SPEC: base}, {SPEC: "b\n"}, {"kind": "answer"}, join)
    assert commit.kept
    assert "is gone. Nothing was created there." in commit.reason
    assert not root.exists()
    assert [event["kind"] for event in space.pending()] == ["answer"]
    (root.parent / "moved").rename(root)
    (event,) = space.pending()
    space.commit({SPEC: base}, {SPEC: "b\n"}, {}, join, settles=event["id"])
    assert (root / SPEC).read_text() == "b\n"


@pytest.mark.parametrize("kind", ["a file", "a link out"])
def test_unusable_sidecar_is_replaced_by_the_folder_of_the_user(
    space: Workspace, root: Path, kind: str
) -> None:
    """The answer is written all the same, and the person is told where the journal is."""
    outside = root.parent / "outside"
    outside.mkdir()
    if kind == "a file":
        (root / ".spec-tui").write_text("mine")
    else:
        (root / ".spec-tui").symlink_to(outside)
    commit = write(space, "a\n")
    assert (root / SPEC).read_text() == "a\n"
    assert not commit.kept
    assert commit.reason.startswith(".spec-tui cannot be written (it is ")
    assert list(outside.iterdir()) == []
    assert space.kept_in.is_relative_to(os.environ["XDG_STATE_HOME"])
    assert [event["state"] for event in space.events()] == ["committed"]


def test_journal_behind_a_link_is_not_written(space: Workspace, root: Path) -> None:
    """A link in a hostile repository leads no line of ours to another file."""
    victim = root.parent / "victim"
    victim.write_text("precious\n")
    (root / ".spec-tui").mkdir()
    (root / ".spec-tui/journal.jsonl").symlink_to(victim)
    write(space, "a\n")
    assert victim.read_text() == "precious\n"
    assert [event["state"] for event in space.events()] == ["committed"]


def test_half_a_surrogate_pair_is_refused_before_anything_is_written(
    space: Workspace, root: Path
) -> None:
    """A broken paste cannot be stored as UTF-8."""
    with pytest.raises(NotWritable, match=r"U\+DC80"):
        write(space, "a\udc80\n")
    assert list(root.iterdir()) == []


def test_lock_held_by_another_names_the_holder(root: Path) -> None:
    """After the wait nothing is saved and the person learns who is writing."""

    class Busy(RealOs):
        def lock(self, path: str, timeout: float) -> None:
            assert timeout == 5
            Path(path + ".json").write_text('{"handle": "@tom", "pid": 4711, "host": "h"}')

    space = Workspace(root, os_=Busy())
    with pytest.raises(Locked, match=r"^@tom, process 4711 is writing .* Nothing was saved"):
        write(space, "a\n")
    assert not (root / SPEC).exists()


def test_file_system_without_locks_is_written_all_the_same(root: Path) -> None:
    """Some network disks know no locks; files are still compared before each rename."""

    class NoLocks(RealOs):
        def lock(self, path: str, timeout: float):
            return lambda: None

    write(Workspace(root, os_=NoLocks()), "a\n")
    assert (root / SPEC).read_text() == "a\n"


def test_recover_finishes_an_entry_whose_files_are_in_place(space: Workspace, root: Path) -> None:
    """Killed between the rename and the last journal line: the line is written now."""
    write(space, "a\n")
    journal = root / ".spec-tui/journal.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:-1]))
    later = Workspace(root)
    assert [event["state"] for event in later.pending()] == ["pending"]
    later.recover()
    assert later.pending() == []


def test_recover_removes_temp_files_of_the_dead_only(space: Workspace, root: Path) -> None:
    """A living writer keeps its file, a stranger's file is not ours to judge."""
    write(space, "a\n")
    dead, alive = 2**22 + 7, os.getppid()
    ours = root / f".SPEC.md.{dead}.tmp"
    own = root / f".stack.toml.{os.getpid()}.tmp"
    draft = root / f".spec-tui/.draft.{dead}.tmp"
    kept = [root / f".SPEC.md.{alive}.tmp", root / f".notes.md.{dead}.tmp", root / "x.tmp"]
    for path in [ours, own, draft, *kept]:
        path.touch()
    space.recover()
    assert [path.exists() for path in (ours, own, draft)] == [False] * 3
    assert [path.exists() for path in kept] == [True] * 3


def test_recover_removes_an_old_temp_file_whose_number_lives_again(
    space: Workspace, root: Path
) -> None:
    """Numbers of processes are given out again; nobody writes for an hour."""
    write(space, "a\n")
    old = root / f".SPEC.md.{os.getppid()}.tmp"
    old.touch()
    os.utime(old, (1, 1))
    space.recover()
    assert not old.exists()


def test_recover_with_nothing_to_do_writes_nothing(space: Workspace, root: Path) -> None:
    """Every command calls it; it must be free."""
    write(space, "a\n")

    class Reading(RealOs):
        def lock(self, path: str, timeout: float):
            raise AssertionError("nothing to lock for")

        def write(self, fd: int, data: bytes) -> int:
            raise AssertionError("nothing to write")

    Workspace(root, os_=Reading()).recover()


def test_settled_by_somebody_else_is_left_alone(space: Workspace, root: Path) -> None:
    """Two windows roll the same answer forward: the second one does nothing."""
    (root / SPEC).write_text("a\n")
    (root / SPEC).chmod(0o444)
    commit = write(space, "b\n")
    (root / SPEC).chmod(0o644)
    base = {SPEC: space.read(SPEC)}
    other = Workspace(root)
    other.commit(base, {SPEC: "b\n"}, {}, refuse, settles=commit.id)
    (root / SPEC).write_text("later\n")
    again = space.commit(base, {SPEC: "b\n"}, {}, refuse, settles=commit.id)
    assert again.id == commit.id
    assert again.snapshots[SPEC].text == "later\n"
    assert (root / SPEC).read_text() == "later\n"


@pytest.mark.parametrize("state", ["committed", "aborted"])
def test_settle_closes_a_pending_entry(space: Workspace, root: Path, state: str) -> None:
    """Its text is in the file by other means, or nobody wants it any more."""
    (root / SPEC).write_text("a\n")
    (root / SPEC).chmod(0o444)
    commit = write(space, "b\n")
    space.settle(commit.id, "committed" if state == "committed" else "aborted")
    assert space.pending() == []
    assert [event["state"] for event in Workspace(root).events()] == [state]


def test_finished_commit_whose_record_failed_is_not_rolled_over_a_later_answer(
    root: Path,
) -> None:
    """The record is made up for before the next answer changes the file."""

    class Forgetful(RealOs):
        broken = False

        def write(self, fd: int, data: bytes) -> int:
            if self.broken and b'"mark"' in data:
                raise OSError(28, "No space left on device")
            return super().write(fd, data)

    os_ = Forgetful()
    space = Workspace(root, os_=os_, now=lambda: NOW)
    os_.broken = True
    assert not write(space, "a\n").kept
    assert len(space.pending()) == 1
    os_.broken = False
    write(space, "b\n")
    assert space.pending() == []
    assert (root / SPEC).read_text() == "b\n"


def test_start_imports_nothing_heavy() -> None:
    """Reading commands pay for no lock, diff, TOML or platform library."""
    import subprocess
    import sys

    code = (
        "import sys, spec_tui.workspace.store, spec_tui.workspace.root; "
        "bad = {'filelock', 'platformdirs', 'tomli_w', 'tomllib', 'difflib', 'subprocess', "
        "'textual', 'rich', 'click', 'pydantic', 'spec_tui.documents', 'spec_tui.interview'}; "
        "print(sorted(bad & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_folder_made_immutable_mid_session_keeps_the_answer(space: Workspace, root: Path) -> None:
    """The real refusal of a real file system; root itself cannot write there (R6)."""
    import subprocess

    write(space, "a\n")

    def chattr(flag: str) -> bool:
        done = subprocess.run(["chattr", flag, str(root)], check=False, capture_output=True)
        return done.returncode == 0

    if shutil.which("chattr") is None or not chattr("+i"):
        pytest.skip("no folder can be made immutable here")
    try:
        commit = write(space, "b\n")
    finally:
        assert chattr("-i")
    assert commit.kept
    assert commit.reason.startswith("SPEC.md cannot be written (operation not permitted).")
    assert (root / SPEC).read_text() == "a\n"
    assert [path.name for path in root.iterdir() if path.suffix == ".tmp"] == []
    space.commit({SPEC: space.read(SPEC)}, {SPEC: "b\n"}, {}, refuse, settles=commit.id)
    assert (root / SPEC).read_text() == "b\n"
