"""Two of us, and others, write at the same time: nobody's text is lost (R7, R8e, promise P4)."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable

import pytest

from spec_tui.workspace.errors import Locked
from tests.crash.answers import ROOT, SPEC, answer, merge, table, workspace
from tests.crash.model import Disk, Hook, ModelOs, Node
from tests.crash.test_power_cut import OLD_SPEC, SPEC_PATH, calls_of, repository


class Turns:
    """Runs several pieces of work in one order of system calls, drawn from a seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._changed = threading.Condition()
        self._waiting: list[str] = []
        self._turn = ""
        self._failed: list[BaseException] = []

    def run(self, **work: Callable[[Callable[[str, str], None]], None]) -> None:
        """Each piece gets the hook for its Os. Raises what the first of them raised."""
        self._waiting = sorted(work)
        self._turn = self._random.choice(self._waiting)
        threads = [
            threading.Thread(target=self._one, args=(name, piece)) for name, piece in work.items()
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if self._failed:
            raise self._failed[0]

    def _one(self, name: str, work: Callable[[Callable[[str, str], None]], None]) -> None:
        def hook(_call: str, _path: str) -> None:
            with self._changed:
                self._turn = self._random.choice(self._waiting)
                self._changed.notify_all()
                self._changed.wait_for(lambda: self._turn == name)

        try:
            with self._changed:
                self._changed.wait_for(lambda: self._turn == name)
            work(hook)
        except BaseException as error:  # handed to the test
            self._failed.append(error)
        finally:
            with self._changed:
                self._waiting.remove(name)
                self._turn = self._random.choice(self._waiting) if self._waiting else ""
                self._changed.notify_all()


def three_answers(
    disk: Disk, name: str, acknowledged: list[str]
) -> Callable[[Callable[[str, str], None]], None]:
    """Somebody who gives three answers, each to a place of its own."""

    def work(hook: Callable[[str, str], None]) -> None:
        space = workspace(ModelOs(disk, hook))
        for number in range(3):
            key = f"{name}{number}"
            for _ in range(20):
                try:
                    commit = answer(space, {SPEC: {key: "yes"}})
                except Locked:
                    continue
                assert commit.conflict is None
                assert not commit.kept
                acknowledged.append(key)
                break

    return work


@pytest.mark.parametrize("first", range(0, 200, 50))
def test_two_writers_lose_nothing_in_two_hundred_interleavings(first: int) -> None:
    """All answers of both are in the file, and the journal knows all of them."""
    for seed in range(first, first + 50):
        disk = repository()
        acknowledged: list[str] = []
        Turns(seed).run(
            anna=three_answers(disk, "anna", acknowledged),
            bert=three_answers(disk, "bert", acknowledged),
        )
        content = disk.get(SPEC_PATH)
        assert content is not None
        assert len(acknowledged) == 6, seed
        assert set(acknowledged) <= set(table(content.decode())), seed
        events = list(workspace(ModelOs(disk)).events())
        assert [event["id"] for event in events] == [1, 2, 3, 4, 5, 6], seed
        assert {event["state"] for event in events} == {"committed"}, seed


def give(os_: ModelOs) -> None:
    """One answer."""
    answer(workspace(os_), {SPEC: {"P95": "300 ms"}})


def everything(disk: Disk) -> str:
    """SPEC.md and all its backups."""
    paths = [path for path in disk.names(str(ROOT)) if path.endswith("SPEC.md")]
    return "".join((disk.get(path) or b"").decode() for path in paths)


def at_call(os_: ModelOs, number: int, act: Callable[[], None]) -> Hook:
    """Does something right before the n-th call (from 0)."""

    def hook(_call: str, _path: str) -> None:
        if len(os_.calls) == number + 1:
            act()

    return hook


def meddled(act: Callable[[Disk], None]) -> list[tuple[tuple[str, str], Disk]]:
    """One answer, while somebody else does something before its n-th call: for every n."""
    results = []
    for number in range(len(calls_of(repository(), give))):
        disk = repository()
        os_ = ModelOs(disk)

        os_.hook = at_call(os_, number, lambda disk=disk: act(disk))
        give(os_)
        results.append((os_.calls[number], disk))
    return results


def write_into(disk: Disk, node: Node) -> None:
    """Add a line to a file that is open."""
    node.data += b"theirs: yes\n"
    node.mtime = disk.clock


def appends(disk: Disk) -> None:
    """An editor that writes in place, by name."""
    write_into(disk, disk.nodes[disk.find(SPEC_PATH)])


def test_edit_in_place_at_any_moment_of_our_write_is_merged() -> None:
    """Both texts are in SPEC.md, whenever the other program writes."""
    for call, disk in meddled(appends):
        content = disk.get(SPEC_PATH)
        assert content is not None
        values = table(content.decode())
        assert values["theirs"] == "yes", call
        assert values["P95"] == "300 ms", call


def test_edit_through_a_file_opened_before_our_write_can_be_recovered() -> None:
    """A program that holds the old file open writes into the backup: no byte is lost."""
    for number in range(len(calls_of(repository(), give))):
        disk = repository()
        node = disk.nodes[disk.find(SPEC_PATH)]
        os_ = ModelOs(disk)

        os_.hook = at_call(os_, number, lambda disk=disk, node=node: write_into(disk, node))
        give(os_)
        assert "theirs: yes" in everything(disk), os_.calls[number]


def renames(disk: Disk) -> None:
    """An editor that saves by renaming a new file over the old one."""
    content = disk.get(SPEC_PATH) or b""
    disk.put(SPEC_PATH, content + b"theirs: yes\n")


def test_edit_by_rename_is_merged_except_in_the_very_moment_of_our_rename() -> None:
    """The one open window is the rename itself, where no system call can compare and replace."""
    lost = [call for call, disk in meddled(renames) if "theirs: yes" not in everything(disk)]
    assert lost == [("replace", SPEC_PATH)]


def deletes(disk: Disk) -> None:
    """Somebody removes the file."""
    folder = disk.nodes[disk.find(str(ROOT))]
    folder.names.pop(SPEC, None)


def test_deleted_file_is_not_made_again_without_asking() -> None:
    """A file that goes away before our write is a conflict, and stays away."""
    disk = repository()
    space = workspace(ModelOs(disk))
    base = {SPEC: space.read(SPEC)}
    deletes(disk)
    commit = space.commit(base, {SPEC: "P95: 1\n"}, {"kind": "answer"}, merge)
    assert commit.conflict is not None
    assert not commit.conflict.disk.exists
    assert disk.get(SPEC_PATH) is None
    assert [event["state"] for event in space.events()] == ["aborted"]


def test_file_that_somebody_else_just_made_is_merged_and_not_overwritten() -> None:
    """A new SPEC.md is created exclusively, whatever moment the other chooses."""

    def make(disk: Disk) -> None:
        if disk.get(SPEC_PATH) is None:
            disk.put(SPEC_PATH, b"theirs: yes\n")

    empty = Disk()
    empty.folder(str(ROOT))
    for number in range(len(calls_of(empty, give))):
        disk = empty.copy()
        os_ = ModelOs(disk)

        os_.hook = at_call(os_, number, lambda disk=disk: make(disk))
        give(os_)
        values = table((disk.get(SPEC_PATH) or b"").decode())
        assert values["P95"] == "300 ms", os_.calls[number]
        already_ours = "theirs" not in values
        assert not already_ours or number > index_of(os_, "link", SPEC_PATH), os_.calls[number]


def index_of(os_: ModelOs, name: str, path: str) -> int:
    """Number of the first such call."""
    return os_.calls.index((name, path))


def test_same_place_changed_by_both_is_a_conflict_and_nothing_is_replaced() -> None:
    """Neither text wins: the file on disk stays, our answer is closed as not written."""
    disk = repository()
    space = workspace(ModelOs(disk))
    base = {SPEC: space.read(SPEC)}
    disk.put(SPEC_PATH, b"goal: less waiting\nP95: 1 s\n")
    commit = space.commit(
        base, {SPEC: OLD_SPEC.decode().replace("P95: ", "P95: 300 ms")}, {}, merge
    )
    assert commit.conflict is not None
    assert commit.conflict.name == SPEC
    assert commit.conflict.disk.text == "goal: less waiting\nP95: 1 s\n"
    assert disk.get(SPEC_PATH) == b"goal: less waiting\nP95: 1 s\n"
    assert space.pending() == []


def test_conflict_in_the_second_file_takes_the_first_one_back() -> None:
    """A change of two files is written as a whole or not at all."""
    disk = repository()
    os_ = ModelOs(disk)
    space = workspace(os_)
    before = disk.get(SPEC_PATH)
    stack = str(ROOT / "stack.toml")

    def hook(call: str, path: str) -> None:
        if call == "replace" and path == SPEC_PATH and b"mysql" not in (disk.get(stack) or b""):
            disk.put(stack, b"database: mysql\n")

    os_.hook = hook
    commit = answer(space, {SPEC: {"P95": "300 ms"}, "stack.toml": {"database": "postgres"}})
    assert commit.conflict is not None
    assert commit.conflict.name == "stack.toml"
    assert disk.get(SPEC_PATH) == before
    assert disk.get(stack) == b"database: mysql\n"


def test_two_writers_without_locks_compare_before_and_after_each_rename() -> None:
    """On a network disk without locks the answers of both still arrive (R7)."""
    lost = 0
    for seed in range(60):
        disk = repository()
        acknowledged: list[str] = []
        os_without_locks(disk)
        Turns(seed).run(
            anna=three_answers(disk, "anna", acknowledged),
            bert=three_answers(disk, "bert", acknowledged),
        )
        content = table((disk.get(SPEC_PATH) or b"").decode())
        lost += len(set(acknowledged) - set(content))
        raws = " ".join(event["raw"] for event in workspace(ModelOs(disk)).events())
        assert all(key in raws for key in acknowledged), seed
    assert lost == 0


def os_without_locks(disk: Disk) -> None:
    """A disk on which everybody gets every lock."""
    disk.locks = NoLocks()


class NoLocks(dict[str, int]):
    """Remembers nothing."""

    def __setitem__(self, key: str, value: int) -> None:
        return
