"""Pull the plug before every system call of an answer, in every way a disk can forget (R1, R3)."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

import pytest

from spec_tui.workspace.durable import remove, sync_folder, write_temp
from spec_tui.workspace.oslayer import Os
from tests.crash.answers import ROOT, SPEC, STACK, answer, roll_forward, table, workspace
from tests.crash.model import FATES, Chance, Disk, Fate, ModelOs, PulledPlug

OLD_SPEC = b"goal: less waiting\nP95: \n"
OLD_STACK = b"database: \n"
NEW_SPEC = b"goal: less waiting\nP95: 300 ms\n"
NEW_STACK = b"database: postgres\n"
AFTER = {SPEC: {"P95": "300 ms"}, STACK: {"database": "postgres"}}
SPEC_PATH = str(ROOT / SPEC)
STACK_PATH = str(ROOT / STACK)


def repository() -> Disk:
    """A repository with both files and nothing else."""
    disk = Disk()
    disk.put(SPEC_PATH, OLD_SPEC)
    disk.put(STACK_PATH, OLD_STACK)
    return disk


def used_repository() -> Disk:
    """The same after an answer, so that the folder .spec-tui exists."""
    disk = repository()
    answer(workspace(ModelOs(disk)), {SPEC: {"first": "kept"}})
    return disk.after(FATES[0])


def empty_repository() -> Disk:
    """A folder without files."""
    disk = Disk()
    disk.folder(str(ROOT))
    return disk


def calls_of(disk: Disk, work: Callable[[Os], object]) -> list[tuple[str, str]]:
    """The system calls of some work."""
    os_ = ModelOs(disk.copy())
    work(os_)
    return os_.calls


def plugs_pulled(
    disk: Disk, work: Callable[[Os], object], fates: Callable[[int], tuple[Fate, ...]]
) -> Iterator[tuple[int, Disk]]:
    """(number of calls done, disk) for a plug pulled before every call and after the last one."""
    total = len(calls_of(disk, work))
    for done in range(total + 1):
        victim = killed_at(disk, done, work)
        for fate in fates(done):
            yield done, victim.after(fate)


def killed_at(disk: Disk, done: int, work: Callable[[Os], object] | None = None) -> Disk:
    """The disk, nothing lost yet, when a process was killed after so many calls."""
    victim = disk.copy()
    os_ = ModelOs(victim)

    def hook(_name: str, _path: str) -> None:
        if len(os_.calls) > done:
            raise PulledPlug

    os_.hook = hook
    with contextlib.suppress(PulledPlug):
        (work or give)(os_)
    victim.running.clear()
    return victim


def few(done: int) -> tuple[Fate, ...]:
    """The plain ways to lose, and some by chance."""
    return (*FATES, *(Chance(1000 * done + seed) for seed in range(4)))


def many(done: int) -> tuple[Fate, ...]:
    """A lot by chance."""
    return tuple(Chance(1000 * done + seed) for seed in range(4, 60))


def acknowledged_after(calls: list[tuple[str, str]]) -> int:
    """How many calls are done when the journal entry is safe: the root is looked at next."""
    written = next(i for i, (name, path) in enumerate(calls) if _is_journal_write(name, path))
    return next(i for i in range(written, len(calls)) if calls[i] == ("stat", str(ROOT)))


def _is_journal_write(name: str, path: str) -> bool:
    return name == "write" and path.endswith("journal.jsonl")


def give(os_: Os) -> None:
    """One answer that changes both files."""
    commit = answer(workspace(os_), AFTER)
    assert not commit.kept


def check_every_prefix(disk: Disk, fates: Callable[[int], tuple[Fate, ...]]) -> int:
    """0 acknowledged answers lost, 0 torn files, 0 temp files after a restart."""
    old_spec, old_stack = disk.get(SPEC_PATH), disk.get(STACK_PATH)
    finished = disk.copy()
    give(ModelOs(finished))
    new_spec, new_stack = finished.get(SPEC_PATH), finished.get(STACK_PATH)
    acknowledged = acknowledged_after(calls_of(disk, give))
    points = 0
    for done, after in plugs_pulled(disk, give, fates):
        points += 1
        # read before anything repairs it: at every instant the old or the new version
        assert after.get(SPEC_PATH) in (old_spec, new_spec), done
        assert after.get(STACK_PATH) in (old_stack, new_stack), done
        space = workspace(ModelOs(after))
        roll_forward(space)
        got = after.get(SPEC_PATH), after.get(STACK_PATH)
        assert got in ((new_spec, new_stack), (old_spec, old_stack)), done
        if done >= acknowledged:
            assert got == (new_spec, new_stack), done
        assert not [name for name in after.names() if name.endswith(".tmp")], done
        assert space.pending() == [], done
    return points


@pytest.mark.parametrize("disk", [repository, used_repository, empty_repository])
def test_answer_survives_a_plug_pulled_before_every_system_call(
    disk: Callable[[], Disk],
) -> None:
    """Acknowledged is kept, and both files are the old or the new version, never a mixture."""
    assert check_every_prefix(disk(), few) > 400


@pytest.mark.slow
@pytest.mark.parametrize("disk", [repository, used_repository, empty_repository])
def test_answer_survives_many_more_ways_to_lose_what_was_not_synced(
    disk: Callable[[], Disk],
) -> None:
    """The same with dozens of random combinations of lost data and lost names."""
    assert check_every_prefix(disk(), many) > 2000


def test_answer_survives_where_hard_links_do_not_exist() -> None:
    """On exFAT and the like backups are copies and new files are reserved first."""
    disk = repository()
    disk.links = False
    assert check_every_prefix(disk, few) > 400


def test_an_earlier_answer_survives_every_crash_of_a_later_one() -> None:
    """What was saved stays saved, whatever happens to the next answer."""
    for done, after in plugs_pulled(used_repository(), give, few):
        roll_forward(workspace(ModelOs(after)))
        content = after.get(SPEC_PATH)
        assert content is not None
        assert table(content.decode())["first"] == "kept", done


def test_answer_survives_a_second_crash_while_it_is_rolled_forward() -> None:
    """The roll-forward itself may be killed at every call and is done by the next start."""
    disk = repository()
    acknowledged = acknowledged_after(calls_of(disk, give))
    middle = next(d for n, d in plugs_pulled(disk, give, lambda _: FATES[:1]) if n == acknowledged)

    def start(os_: Os) -> None:
        roll_forward(workspace(os_))

    for done, after in plugs_pulled(middle, start, few):
        roll_forward(workspace(ModelOs(after)))
        assert (after.get(SPEC_PATH), after.get(STACK_PATH)) == (NEW_SPEC, NEW_STACK), done


def test_answer_survives_a_kill_followed_by_a_power_cut() -> None:
    """What a killed process had renamed but not synced is synced before it is called saved."""
    disk = repository()
    acknowledged = acknowledged_after(calls_of(disk, give))
    for done in range(acknowledged, len(calls_of(disk, give)) + 1):
        victim = killed_at(disk, done)
        roll_forward(workspace(ModelOs(victim)))
        for fate in few(done):
            after = victim.after(fate)
            roll_forward(workspace(ModelOs(after)))
            assert (after.get(SPEC_PATH), after.get(STACK_PATH)) == (NEW_SPEC, NEW_STACK), done


def test_journal_with_a_torn_last_line_takes_the_next_answer() -> None:
    """A line torn by a power cut is ignored, and the next one starts on a line of its own."""
    disk = used_repository()
    path = str(ROOT / ".spec-tui/journal.jsonl")
    whole = disk.get(path)
    assert whole is not None
    disk.put(path, whole + b'{"v":1,"id":2,"uid":"half')
    space = workspace(ModelOs(disk))
    answer(space, AFTER)
    assert [event["id"] for event in space.events()] == [1, 2]
    assert space.journal_damage == 1


# positive controls: the harness has teeth


def in_place(os_: Os) -> None:
    """Open, truncate, write: what must never be done."""
    import os

    fd = os_.open(SPEC_PATH, os.O_WRONLY | os.O_TRUNC)
    os_.write(fd, NEW_SPEC)
    os_.fsync(fd)
    os_.close(fd)


def renamed_without_sync(os_: Os) -> None:
    """A temp file renamed before its content is on the medium."""
    import os

    fd = os_.open(SPEC_PATH + ".new", os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    os_.write(fd, NEW_SPEC)
    os_.close(fd)
    os_.replace(SPEC_PATH + ".new", SPEC_PATH)


def durable(os_: Os) -> None:
    """What we do."""
    temp = write_temp(os_, SPEC_PATH, NEW_SPEC, like=SPEC_PATH)
    os_.replace(temp, SPEC_PATH)
    sync_folder(os_, str(ROOT))
    remove(os_, temp)


def torn(writer: Callable[[Os], None]) -> int:
    """How many crashes leave neither the old nor the new version."""
    disks = plugs_pulled(repository(), writer, few)
    return sum(disk.get(SPEC_PATH) not in (OLD_SPEC, NEW_SPEC) for _, disk in disks)


def lost(writer: Callable[[Os], None]) -> int:
    """How many power cuts after the writer returned lose what it wrote."""
    total = len(calls_of(repository(), writer))
    disks = plugs_pulled(repository(), writer, few)
    return sum(disk.get(SPEC_PATH) != NEW_SPEC for done, disk in disks if done == total)


def test_harness_catches_a_writer_in_place() -> None:
    """Truncating first leaves an empty or half file."""
    assert torn(in_place) > 0


def test_harness_catches_a_rename_without_sync() -> None:
    """A rename may reach the medium before the data does."""
    assert torn(renamed_without_sync) > 0
    assert lost(renamed_without_sync) > 0


def test_durable_write_is_never_torn_and_never_lost() -> None:
    """The same harness finds nothing wrong with our own write."""
    assert (torn(durable), lost(durable)) == (0, 0)
