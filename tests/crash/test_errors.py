"""Let the n-th system call of an answer fail, once and from then on, for every n (R4, R5)."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator

import pytest

from spec_tui.workspace.errors import WorkspaceError
from spec_tui.workspace.store import Commit
from tests.crash.answers import ROOT, SPEC, answer, roll_forward, table, workspace
from tests.crash.model import FATES, Disk, Hook, ModelOs
from tests.crash.test_power_cut import (
    AFTER,
    NEW_SPEC,
    NEW_STACK,
    SPEC_PATH,
    STACK_PATH,
    calls_of,
    give,
    repository,
    used_repository,
)

TAKES_ROOM = {"open-new", "write", "fsync", "mkdir", "link", "replace", "lock"}
CHANGES = TAKES_ROOM | {"unlink", "chmod", "truncate"}
READS = {"open", "read", "pread", "listdir", "stat", "lstat", "fstat"}
OPENS = {"open", "open-new", "lock", "listdir"}

FAULTS = {
    "ENOSPC": TAKES_ROOM,
    "EDQUOT": TAKES_ROOM,
    "EROFS": CHANGES,
    "EACCES": CHANGES,
    "EIO": CHANGES | READS,
    "EMFILE": OPENS,
}


def failing(number: int, name: str, *, persistent: bool) -> Hook:
    """Fails the n-th call that this error can hit, and all later ones if `persistent`."""
    seen = 0

    def hook(call: str, path: str) -> None:
        nonlocal seen
        if call not in FAULTS[name]:
            return
        seen += 1
        if seen == number or (persistent and seen > number):
            code = getattr(errno, name)
            raise OSError(code, os.strerror(code), path)

    return hook


def attempts(name: str, *, persistent: bool) -> Iterator[tuple[int, ModelOs, Commit | None]]:
    """Every n: the process and its commit after a failure, None where it was refused."""
    calls = calls_of(used_repository(), give)
    hits = sum(call in FAULTS[name] for call, _ in calls)
    assert hits > 5
    for number in range(1, hits + 1):
        os_ = ModelOs(used_repository(), failing(number, name, persistent=persistent))
        try:
            commit = answer(workspace(os_), AFTER)
        except WorkspaceError:
            commit = None
        os_.hook = None
        yield number, os_, commit


def has_answer(disk: Disk) -> bool:
    """Whether both files hold it."""
    spec, stack = disk.get(SPEC_PATH) or b"", disk.get(STACK_PATH) or b""
    return (
        table(spec.decode()).get("P95") == "300 ms"
        and table(stack.decode()).get("database") == "postgres"
    )


every_error = pytest.mark.parametrize("name", sorted(FAULTS))
once_and_for_good = pytest.mark.parametrize("persistent", [False, True], ids=["once", "for good"])


@every_error
@once_and_for_good
def test_nothing_is_called_saved_that_is_not_on_the_medium(name: str, persistent: bool) -> None:
    """A commit that is not `kept` survives a power cut right after it."""
    for number, os_, commit in attempts(name, persistent=persistent):
        if commit is not None and not commit.kept:
            after = os_.disk.after(FATES[1])
            assert has_answer(after), number


@every_error
@once_and_for_good
def test_what_is_kept_says_why_and_survives_a_power_cut(name: str, persistent: bool) -> None:
    """A kept answer comes back at the next start, even if the machine dies first."""
    for number, os_, commit in attempts(name, persistent=persistent):
        if commit is not None and commit.kept:
            assert commit.reason.endswith("."), number
            after = os_.disk.after(FATES[1])
            roll_forward(workspace(ModelOs(after)))
            assert has_answer(after), number


@every_error
@once_and_for_good
@pytest.mark.parametrize("restart", [False, True], ids=["same process", "restart"])
def test_retry_succeeds_when_the_disk_is_well_again(
    name: str, persistent: bool, restart: bool
) -> None:
    """Kept answers are written, refused ones can be given again, and nothing lies around."""
    for number, os_, commit in attempts(name, persistent=persistent):
        disk = os_.disk
        if restart:
            disk.running.clear()
        space = workspace(ModelOs(disk) if restart else os_)
        results = roll_forward(space)
        if commit is None:
            results.append(answer(space, AFTER))
        assert not any(result.kept for result in results), number
        assert has_answer(disk), number
        assert space.pending() == [], number
        assert not [path for path in disk.names() if path.endswith(".tmp")], number


@pytest.mark.parametrize("name", ["ENOSPC", "EDQUOT"])
@once_and_for_good
def test_answer_on_a_full_disk_leaves_no_temp_file(name: str, persistent: bool) -> None:
    """A full disk can still remove what was begun."""
    for number, os_, _ in attempts(name, persistent=persistent):
        assert not [path for path in os_.disk.names() if path.endswith(".tmp")], number


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_refusals_are_sentences(name: str) -> None:
    """What a person reads when nothing could be saved says so and ends like a sentence."""

    def refuse(call: str, path: str) -> None:
        if call in {"open-new", "mkdir", "lock"}:
            code = getattr(errno, name)
            raise OSError(code, os.strerror(code), path)

    with pytest.raises(WorkspaceError, match=r"Nothing was saved\. .*\.$"):
        answer(workspace(ModelOs(used_repository(), refuse)), AFTER)


@every_error
@once_and_for_good
def test_files_are_whole_after_every_error(name: str, persistent: bool) -> None:
    """Whatever fails, both files are the old or the new version."""
    old = used_repository()
    old_spec = old.get(SPEC_PATH)
    new_spec = b"goal: less waiting\nP95: 300 ms\nfirst: kept\n"
    for number, os_, _ in attempts(name, persistent=persistent):
        assert os_.disk.get(SPEC_PATH) in (old_spec, new_spec), number
        assert os_.disk.get(STACK_PATH) in (old.get(STACK_PATH), NEW_STACK), number


def test_full_disk_is_told_in_plain_words() -> None:
    """The sentence of screens.md section 5."""
    disk = used_repository()

    def full(call: str, path: str) -> None:
        if call == "write" and path.endswith("SPEC.md." + str(disk.last_pid) + ".tmp"):
            raise OSError(errno.ENOSPC, "No space left on device", path)

    commit = answer(workspace(ModelOs(disk, full)), AFTER)
    assert commit.kept
    assert commit.reason == (
        "The disk is full. Your answer is safe in the journal; "
        "it is written as soon as there is room."
    )


def read_only(folder: str) -> Hook:
    """A mount that cannot be written."""

    def hook(call: str, path: str) -> None:
        if call in CHANGES and path.startswith(folder):
            raise OSError(errno.EROFS, "Read-only file system", path)

    return hook


def test_read_only_repository_keeps_answers_in_the_folder_of_the_user() -> None:
    """The journal goes to the state folder, and the answer is written once that is possible."""
    disk = repository()
    commit = answer(workspace(ModelOs(disk, read_only(str(ROOT)))), AFTER)
    assert commit.kept
    assert commit.reason.startswith("This folder cannot be written. Answers are kept in ")
    assert not disk.get(str(ROOT / ".spec-tui/journal.jsonl"))
    roll_forward(workspace(ModelOs(disk)))
    assert (disk.get(SPEC_PATH), disk.get(STACK_PATH)) == (NEW_SPEC, NEW_STACK)


def test_nothing_writable_at_all_is_refused_and_changes_nothing() -> None:
    """Without any place for the journal an answer is not accepted."""
    disk = repository()
    with pytest.raises(WorkspaceError, match="Nothing was saved"):
        answer(workspace(ModelOs(disk, read_only("/"))), AFTER)
    assert disk.names(str(ROOT)) == repository().names(str(ROOT))


@pytest.mark.parametrize("size", [1, 7])
def test_short_writes_are_continued(size: int) -> None:
    """A system that takes a few bytes at a time gets all of them."""
    disk = repository()

    def short(call: str, _path: str) -> int | None:
        return size if call == "write" else None

    assert not answer(workspace(ModelOs(disk, short)), AFTER).kept
    assert disk.get(SPEC_PATH) == NEW_SPEC


def interrupted() -> Hook:
    """Every second read and write is interrupted by a signal."""
    turn = 0

    def hook(call: str, path: str) -> None:
        nonlocal turn
        if call in {"read", "write"}:
            turn += 1
            if turn % 2:
                raise InterruptedError(errno.EINTR, "Interrupted system call", path)

    return hook


def test_interrupted_calls_are_made_again() -> None:
    """A signal in the middle of a write loses nothing."""
    disk = repository()
    assert not answer(workspace(ModelOs(disk, interrupted())), AFTER).kept
    assert disk.get(SPEC_PATH) == NEW_SPEC


def test_unreadable_file_never_becomes_a_write() -> None:
    """A read error is not an empty file: nothing is written over it (promise P5)."""
    disk = repository()
    space = workspace(ModelOs(disk))
    base = {SPEC: space.read(SPEC)}

    def broken(call: str, path: str) -> None:
        if call == "read" and path == SPEC_PATH:
            raise OSError(errno.EIO, "Input/output error", path)

    failing_space = workspace(ModelOs(disk, broken))
    commit = failing_space.commit(base, {SPEC: "P95: lost\n"}, {}, lambda *_: "overwritten\n")
    assert commit.kept
    assert disk.get(SPEC_PATH) == repository().get(SPEC_PATH)


def test_kept_answers_are_written_in_their_order_when_there_is_room() -> None:
    """Several answers given on a full disk all arrive, the later ones on top."""
    disk = used_repository()

    def full(call: str, path: str) -> None:
        if call == "open-new" and path.endswith(".tmp"):
            raise OSError(errno.ENOSPC, "No space left on device", path)

    space = workspace(ModelOs(disk, full))
    for number in range(5):
        assert answer(space, {SPEC: {f"key{number}": "yes"}}).kept
    assert [event["id"] for event in space.pending()] == [2, 3, 4, 5, 6]
    roll_forward(workspace(ModelOs(disk)))
    spec = disk.get(SPEC_PATH)
    assert spec is not None
    assert [k for k in table(spec.decode()) if k.startswith("key")] == [f"key{n}" for n in range(5)]


def test_failed_journal_line_is_taken_back_and_kept_elsewhere() -> None:
    """A journal that cannot be synced stays as it was; the folder of the user takes the line."""
    disk = used_repository()
    journal = str(ROOT / ".spec-tui/journal.jsonl")
    before = disk.get(journal)

    def broken(call: str, path: str) -> None:
        if call == "fsync" and path == journal:
            raise OSError(errno.EIO, "Input/output error", path)

    space = workspace(ModelOs(disk, broken))
    commit = answer(space, AFTER)
    assert not commit.kept
    assert commit.reason.startswith(".spec-tui cannot be written (input/output error).")
    assert disk.get(journal) == before
    assert [event["id"] for event in space.events()] == [1, 2]
