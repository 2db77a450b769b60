"""Files that move survive a pulled plug, a kill and an error at every system call (R1, R3, R4)."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable, Iterator

import pytest

from spec_tui.workspace.edits import Edits
from spec_tui.workspace.errors import WorkspaceError
from spec_tui.workspace.oslayer import Os
from spec_tui.workspace.store import Commit
from tests.crash.model import FATES, KILLED, Chance, Disk, Fate, ModelOs
from tests.crash.moves import COPIES, MOVES, NEW, OLD, ROOT, edits, files, move, moved, used, whole
from tests.crash.test_errors import FAULTS, failing
from tests.crash.test_power_cut import calls_of, killed_at


def go(os_: Os) -> None:
    """The change."""
    assert not move(edits(os_)).kept


def undo(os_: Os) -> None:
    """The change taken back."""
    assert edits(os_).undo() is not None


def redo(os_: Os) -> None:
    """And put back."""
    assert edits(os_).redo() is not None


def undone() -> Disk:
    """After the change was taken back."""
    disk = moved()
    undo(ModelOs(disk))
    return disk.after(FATES[0])


def without_links(make: Callable[[], Disk]) -> Callable[[], Disk]:
    """The same where no file can have two names."""

    def made() -> Disk:
        disk = make()
        disk.links = False
        return disk

    return made


def pulled(disk: Disk, work: Callable[[Os], None], stride: int) -> Iterator[tuple[int, Disk]]:
    """(number of calls done, disk) with nothing lost, everything lost, or some by chance."""
    total = len(calls_of(disk, work))
    for done in range(total % stride, total + 1, stride):
        victim = killed_at(disk, done, work)
        fates: tuple[Fate, ...] = (KILLED, FATES[1], Chance(done))
        for fate in fates if stride == 1 else (fates[done // stride % 3],):
            yield done, victim.after(fate)


ways = pytest.mark.parametrize(
    ("before", "work"),
    [(used, go), (moved, undo), (undone, redo), (without_links(used), go)],
    ids=["change", "undo", "redo", "change without hard links"],
)


def check_plugs_pulled(before: Callable[[], Disk], work: Callable[[Os], None], stride: int) -> None:
    """Each is complete at one place at least; the next start ends with everything or nothing."""
    disk = before()
    finished = disk.copy()
    work(ModelOs(finished))
    ends = files(disk), files(finished)
    assert ends in ((OLD, NEW), (NEW, OLD))
    results = set()
    for done, after in pulled(disk, work, stride):
        assert whole(after), done
        space = edits(ModelOs(after))
        space.roll_forward()
        assert files(after) in ends, done
        assert space.pending() == [], done
        assert not [name for name in after.names() if name.endswith(".tmp")], done
        results.add(ends.index(files(after)))
        assert whole(after.after(FATES[1])), done
    assert results == {0, 1}


@ways
def test_files_that_move_survive_a_plug_pulled_before_a_system_call(
    before: Callable[[], Disk], work: Callable[[Os], None]
) -> None:
    """Before every second one."""
    check_plugs_pulled(before, work, 2)


@pytest.mark.slow
@ways
def test_files_that_move_survive_a_plug_pulled_before_every_system_call(
    before: Callable[[], Disk], work: Callable[[Os], None]
) -> None:
    """In every way a disk can forget."""
    check_plugs_pulled(before, work, 1)


def test_roll_forward_of_a_move_may_be_killed_too() -> None:
    """And is done by the start after it."""
    disk = used()
    calls = calls_of(disk, go)
    middle = killed_at(disk, calls.index(("unlink", str(ROOT / "old/one.md"))), go)

    def start(os_: Os) -> None:
        edits(os_).roll_forward()

    for done, after in pulled(middle, start, 2):
        assert whole(after), done
        edits(ModelOs(after)).roll_forward()
        assert files(after) == NEW, done


@pytest.mark.parametrize(
    ("name", "persistent"),
    [
        ("ENOSPC", False),
        ("ENOSPC", True),
        ("EROFS", True),
        ("EIO", False),
        pytest.param("EROFS", False, marks=pytest.mark.slow),
        pytest.param("EIO", True, marks=pytest.mark.slow),
    ],
)
@pytest.mark.parametrize(("before", "work"), [(used, go), (moved, undo)], ids=["change", "undo"])
def test_error_at_any_operation_leaves_everything_or_nothing(
    name: str, persistent: bool, before: Callable[[], Disk], work: Callable[[Os], None]
) -> None:
    """Told in a sentence; only where not even taking back works the next start ends it."""
    disk = before()
    finished = disk.copy()
    work(ModelOs(finished))
    old, new = files(disk), files(finished)
    hits = sum(call in FAULTS[name] for call, _ in calls_of(disk, work))
    assert hits > 30
    for number in range(1, hits + 1):
        os_ = ModelOs(disk.copy(), failing(number, name, persistent=persistent))
        said = told = ""
        try:
            commit = move(edits(os_)) if work is go else (edits(os_).undo() or ("", None))[1]
        except WorkspaceError as error:
            said = str(error)
        else:
            # a journal that cannot be read knows nothing to take back
            told = "Nothing." if commit is None else commit.reason if commit.kept else "done"
        os_.hook = None
        assert whole(os_.disk), number
        if said:
            assert said.endswith("."), said
            # a line of the journal that could not be cut off again is done by the next start
            uncut = persistent and "truncate" in FAULTS[name]
            assert uncut or _closed(os_.disk), (number, said)
            assert files(os_.disk) == old, (number, said)
        elif told == "done":
            assert files(os_.disk) == new, number
        else:
            assert told.endswith("."), told
        os_.disk.running.clear()
        edits(ModelOs(os_.disk)).roll_forward()
        assert files(os_.disk) in (old, new), (number, told)
        assert not [path for path in os_.disk.names() if path.endswith(".tmp")], number


def _closed(disk: Disk) -> bool:
    """Whether nothing is left for the next start."""
    return edits(ModelOs(disk)).pending() == []


def record(space: Edits, line: str) -> Commit:
    """One line more at the end of a text, as an entry of a journal, and a new text beside it."""
    name = f"{line}.md"
    base = space.texts(["links.md", name])
    texts = {"links.md": f"{base['links.md'].text}- {line}\n", name: f"{line}\n"}
    return space.commit_texts(base, texts, f"{line} is recorded.")


def lines_of(disk: Disk) -> list[str]:
    """What was recorded, with both its texts."""
    found = files(disk)
    lines = found["links.md"].decode().removeprefix(OLD["links.md"].decode()).splitlines()
    assert {f"{one[2:]}.md" for one in lines} == set(found) - set(OLD)
    return lines


@pytest.mark.parametrize("persistent", [False, True], ids=["once", "for good"])
@pytest.mark.parametrize("name", sorted(FAULTS))
def test_lines_recorded_one_after_the_other_are_there_or_were_refused(
    name: str, persistent: bool
) -> None:
    """Three of them in the same place of a text: what was said to be saved is, the rest is not."""
    disk = used()
    calls = calls_of(disk, lambda os_: record(edits(os_), "one"))
    hits = sum(call in FAULTS[name] for call, _ in calls)
    assert hits > 5
    for number in range(1, hits + 1):
        os_ = ModelOs(disk.copy(), failing(number, name, persistent=persistent))
        saved, refused, said = [], [], []
        for line in ("one", "two", "three"):
            try:
                commit = record(edits(os_), line)
            except WorkspaceError as error:
                refused.append(f"- {line}")
                said.append(str(error))
            else:
                saved += [] if commit.kept or commit.conflict is not None else [f"- {line}"]
                said += [commit.reason] if commit.kept else []
        assert all(words.endswith(".") for words in said), said
        os_.hook = None
        os_.disk.running.clear()
        edits(ModelOs(os_.disk)).roll_forward()
        found = lines_of(os_.disk)
        assert set(saved) <= set(found), (number, saved, found)
        # a line of the journal that could not be cut off again is done by the next start
        uncut = persistent and "truncate" in FAULTS[name]
        assert uncut or not set(refused) & set(found), (number, refused, found)
        assert found == sorted(found, key=["- one", "- two", "- three"].index), number


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ENOSPC", "The disk is full. Nothing was changed."),
        ("EROFS", "links.md cannot be written (read-only file system). Nothing was changed."),
    ],
)
def test_text_that_cannot_be_written_is_refused_in_a_sentence(name: str, said: str) -> None:
    """It names the file that the person knows, not the one that is written on the way."""
    disk = used()

    def refuse(call: str, path: str) -> None:
        if call in FAULTS[name] and path.startswith(str(ROOT / ".links.md.")):
            code = getattr(errno, name)
            raise OSError(code, os.strerror(code), path)

    with pytest.raises(WorkspaceError) as refused:
        record(edits(ModelOs(disk, refuse)), "one")
    assert str(refused.value) == said
    assert files(disk) == OLD
    assert _closed(disk)


def test_full_disk_while_a_text_is_rewritten_takes_the_moves_back() -> None:
    """The moves were done by then; the person reads that nothing was changed."""
    disk = used()

    def full(call: str, path: str) -> None:
        if call == "write" and ".links.md." in path:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)

    with pytest.raises(WorkspaceError, match=r"^The disk is full\. Nothing was changed\.$"):
        move(edits(ModelOs(disk, full)))
    assert files(disk) == OLD
    before = edits(ModelOs(disk)).undoable()
    assert before is not None
    assert before["what"] == "Before."


@pytest.mark.parametrize("path", [new for _, new in MOVES] + list(COPIES))
def test_file_that_somebody_else_makes_at_the_new_place_is_never_replaced(path: str) -> None:
    """At any moment before it is taken: everything is taken back, and theirs stays."""
    total = len(calls_of(used(), go))
    refused = 0
    for number in range(0, total, 3):
        disk = used()
        os_ = ModelOs(disk)

        def meddle(_call: str, _path: str, os_: ModelOs = os_, number: int = number) -> None:
            disk = os_.disk
            if len(os_.calls) == number + 1 and disk.get(str(ROOT / path)) is None:
                disk.put(str(ROOT / path), b"theirs")

        os_.hook = meddle
        try:
            move(edits(os_))
        except WorkspaceError as error:
            refused += 1
            said = str(error)
            os_.hook = None
            assert files(disk) == {**OLD, path: b"theirs"}, number
        else:
            said = "Nothing was changed."
            found = files(disk)
            assert found == NEW or b"theirs" in found.values(), number
        assert "Nothing was changed." in said, number
    assert refused > 5


def test_file_saved_anew_while_it_moves_is_lost_at_most_in_the_moment_of_our_unlink() -> None:
    """An editor that saves by renaming: no system call can compare and remove."""
    lost = []
    calls = calls_of(used(), go)
    first = calls.index(("link", str(ROOT / "new/1/one.md")))
    for number in range(first, calls.index(("unlink", str(ROOT / "old/deep/two.bin"))) + 2):
        disk = used()
        os_ = ModelOs(disk)
        saved: list[str] = []

        def save(
            _call: str,
            _path: str,
            os_: ModelOs = os_,
            number: int = number,
            saved: list[str] = saved,
        ) -> None:
            place = str(ROOT / "old/deep/two.bin")
            if len(os_.calls) == number + 1 and os_.disk.get(place) is not None:
                os_.disk.put(place, b"saved\0")
                saved.append(place)

        os_.hook = save
        with contextlib.suppress(WorkspaceError):
            move(edits(os_))
        if saved and b"saved\0" not in files(disk).values():
            lost.append(os_.calls[number])
    assert lost == [("unlink", str(ROOT / "old/deep/two.bin"))]


def test_what_somebody_puts_in_the_way_after_a_kill_sends_everything_back() -> None:
    """Their file stays, ours come home, and nothing is pending."""
    disk = used()
    calls = calls_of(disk, go)
    victim = killed_at(disk, calls.index(("link", str(ROOT / "new/two.bin"))), go)
    assert files(victim)["new/1/one.md"] == OLD["old/one.md"]
    victim.put(str(ROOT / "new/two.bin"), b"theirs")
    space = edits(ModelOs(victim))
    space.roll_forward()
    assert files(victim) == {**OLD, "new/two.bin": b"theirs"}
    assert space.pending() == []


def test_lines_changed_by_somebody_after_a_kill_send_everything_back() -> None:
    """The moves and the texts that were written already come back; their lines stay."""
    disk = used()
    calls = calls_of(disk, go)
    victim = killed_at(disk, calls.index(("replace", str(ROOT / "links.md"))), go)
    assert files(victim)["new/1/one.md"] == NEW["new/1/one.md"]
    victim.put(str(ROOT / "links.md"), b"[[somewhere]]\n")
    space = edits(ModelOs(victim))
    space.roll_forward()
    assert files(victim) == {**OLD, "links.md": b"[[somewhere]]\n"}
    assert space.pending() == []


@pytest.mark.parametrize("name", ["new/1/one.md", "new/two.bin", "new/copy.bin", "new/list.md"])
def test_name_that_was_only_reserved_is_filled_by_the_next_start(name: str) -> None:
    """Without hard links an empty file stands there for a moment."""
    disk = without_links(used)()
    calls = calls_of(disk, go)
    victim = killed_at(disk, calls.index(("replace", str(ROOT / name))), go)
    assert files(victim)[name] == b""
    edits(ModelOs(victim)).roll_forward()
    assert files(victim) == NEW


def test_name_that_was_only_reserved_goes_when_everything_is_sent_back() -> None:
    """Somebody else changed the same lines before the next start."""
    disk = without_links(used)()
    calls = calls_of(disk, go)
    victim = killed_at(disk, calls.index(("replace", str(ROOT / "new/two.bin"))), go)
    victim.put(str(ROOT / "links.md"), b"[[somewhere]]\n")
    edits(ModelOs(victim)).roll_forward()
    assert files(victim) == {**OLD, "links.md": b"[[somewhere]]\n"}


def test_start_of_another_process_leaves_a_change_at_work_alone() -> None:
    """What looks unfinished, or in the way, is finished by the one who holds the lock."""
    for number in range(0, len(calls_of(used(), go)), 5):
        disk = used()
        os_ = ModelOs(disk)

        def start(_call: str, _path: str, os_: ModelOs = os_, number: int = number) -> None:
            if len(os_.calls) == number + 1:
                edits(ModelOs(os_.disk)).roll_forward()

        os_.hook = start
        commit = move(edits(os_))
        assert (commit.kept, files(disk)) == (False, NEW), number
        assert _closed(disk), number
