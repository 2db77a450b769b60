"""Sync of a repository on disk: the ledger, the lock, the first push, and where the key goes."""

from __future__ import annotations

import os
import shutil
import threading
import traceback
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from spec_tui.derivation import Derivation
from spec_tui.omoi_os.sync.client import Client, SyncError
from spec_tui.omoi_os.sync.model import Refused, Row
from spec_tui.omoi_os.sync.target import Key
from spec_tui.syncing import Syncing
from spec_tui.workspace import ledgers
from spec_tui.workspace.errors import Locked, Unreadable
from spec_tui.workspace.ledgers import LedgerFile
from tests.servers.lying import Lying
from tests.servers.omoios import TOKEN
from tests.servers.serving import InProcess
from tests.unit.derive.deriving import DATA
from tests.unit.omoi_os.sync.worlds import World, actions, client, row, target
from tests.unit.work.plans import task, ticket


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A repository with a ticket and two tasks, and an empty project."""
    root = tmp_path / "repo"
    root.mkdir()
    made = World(root)
    made.put(ticket(1), task(1, blocks=[2]), task(2, waits=[1]))
    return made


def ledger_of(world: World) -> Path:
    """The file of the ledger."""
    return world.root / ".omoi_os" / ".sync" / f"{world.project}.json"


def test_the_ledger_is_no_artifact_and_nobody_else_may_write_it(world: World) -> None:
    """It lies beside the artifacts, mode 0600, and plans do not see it."""
    world.push()
    assert ledger_of(world).stat().st_mode & 0o777 == 0o600
    assert [row_.id for row_ in world.plan().rows] == ["TKT-001", "TSK-001", "TSK-002"]
    assert [p.name for p in ledger_of(world).parent.iterdir()] == [ledger_of(world).name]


def test_every_item_is_in_the_ledger_before_the_next_request(world: World) -> None:
    """When a task is created, its ticket is on disk already."""
    seen: list[str] = []

    def look(_number: int, method: str, path: str) -> str:
        if method == "POST" and path.endswith("/tasks"):
            seen.append(ledger_of(world).read_text())
        return ""

    world.handles = Lying(world.server, look)
    world.push()
    assert '"ticket:TKT-001"' in seen[0]
    assert '"task:TSK-001"' in seen[1]


def test_a_broken_ledger_sends_nothing(world: World) -> None:
    """It is left as it is."""
    ledger_of(world).parent.mkdir()
    ledger_of(world).write_text("<<<<<<< HEAD\n{")
    with pytest.raises(SyncError, match=r"\.json is no ledger of sync"):
        world.push()
    assert world.server.calls == []
    assert ledger_of(world).read_text() == "<<<<<<< HEAD\n{"


def test_a_ledger_behind_a_link_out_of_the_repository_is_refused(
    world: World, tmp_path: Path
) -> None:
    """Nothing is read or written through it."""
    outside = tmp_path / "outside"
    outside.mkdir()
    ledger_of(world).parent.symlink_to(outside)
    with pytest.raises(Unreadable, match="link out of the repository"):
        world.push()
    assert list(outside.iterdir()) == []


def test_where_the_ledger_cannot_be_written_nothing_is_sent(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk is noticed before the first item, not after it."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ledgers, "write_private", full)
    with pytest.raises(ledgers.NotWritable, match="no space left on device"):
        world.push()
    assert world.server.writes() == []


def test_a_disk_that_fills_up_during_a_push_stops_it_and_nothing_is_doubled(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The item of the failed write is found again by its mark."""
    real, writes = ledgers.write_private, iter(range(100))

    def fills_up(*arguments: object) -> None:
        if next(writes) == 2:
            raise OSError(28, "No space left on device")
        real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(ledgers, "write_private", fills_up)
    pushed = world.push()
    assert {found.state for found in pushed.rows} == {"failed", "stopped"}
    monkeypatch.setattr(ledgers, "write_private", real)
    world.push()
    assert (len(world.server.tickets), len(world.server.tasks_of(world.project))) == (1, 2)


def test_only_one_push_of_a_project_runs_at_a_time(world: World) -> None:
    """The second one is refused; the lock goes with its holder."""
    plan = world.plan()
    with (
        LedgerFile(world.root, world.project).held(),
        world.syncing() as syncing,
        pytest.raises(Locked, match="Another push"),
    ):
        syncing.push(plan, confirmed=True)
    assert world.push().summary["create"] == 3


def test_a_plan_from_before_another_push_is_refused(world: World) -> None:
    """Push executes what diff showed, or nothing."""
    plan = world.plan()
    world.push()
    with world.syncing() as syncing, pytest.raises(Refused, match="Somebody pushed since"):
        syncing.push(plan, confirmed=True)


def test_the_first_push_to_an_origin_needs_a_yes_that_is_kept_with_the_user(world: World) -> None:
    """No file of the repository can make an origin known."""
    with world.syncing() as syncing:
        plan = syncing.plan()
        with pytest.raises(Refused, match="was not pushed to before"):
            syncing.push(plan)
        assert world.server.writes() == []
        syncing.push(plan, confirmed=True)
    with world.syncing() as syncing:
        assert syncing.known
    assert "origins" not in str(sorted(world.files()))


def test_errors_of_validation_stop_everything_before_it_is_sent(world: World) -> None:
    """The plan shows the row as failed and names the error; diff itself works."""
    world.put(task(3, waits=[99]))
    plan = world.plan()
    assert row(plan, "TSK-003").action == "failed"
    assert "TSK-099, which does not exist" in plan.problems[0].message
    with world.syncing() as syncing, pytest.raises(Refused, match="must be repaired first"):
        syncing.push(plan, confirmed=True)
    assert world.server.writes() == []


def test_two_files_of_one_id_are_never_sent(world: World) -> None:
    """Neither of them, and no other."""
    path, text = task(2)
    world.put((path.replace("TSK-002", "TSK-002-again"), text))
    with pytest.raises(Refused):
        world.push()
    assert world.server.writes() == []


def test_a_stop_between_rows_leaves_a_ledger_to_go_on_from(world: World) -> None:
    """What is in flight ends, the rest is named as not sent, the next push does it."""
    world.put(*(task(n) for n in range(3, 20)))
    settled: list[Row] = []
    with world.syncing() as syncing:
        pushed = syncing.push(
            syncing.plan(), confirmed=True, stop=lambda: len(settled) > 4,
            progress=lambda one, *_: settled.append(one) if one.state == "sent" else None,
        )  # fmt: skip
    stopped = [one for one in pushed.rows if one.state == "stopped"]
    assert stopped
    assert len(world.server.tasks_of(world.project)) + 1 == len(pushed.rows) - len(stopped)
    world.push()
    assert len(world.server.tasks_of(world.project)) == 19
    assert actions(world.push()) == {}


def test_progress_tells_each_row_from_sending_to_its_end(world: World) -> None:
    """One at a time, with how many are settled, and why a try is repeated."""
    told: list[tuple[str, str, int]] = []
    world.handles = Lying(world.server, lambda n, m, _: "429" if m == "POST" and n == 3 else "")
    with world.syncing() as syncing:
        plan = syncing.plan()
        syncing.push(
            plan, confirmed=True,
            progress=lambda one, done, _total: told.append((one.id, one.state, done)),
        )  # fmt: skip
    assert [entry for entry in told if entry[0] == "TKT-001"] in (
        [("TKT-001", "sending", 0), ("TKT-001", "sent", 1)],
        [("TKT-001", "sending", 0), ("TKT-001", "trying", 0), ("TKT-001", "sent", 1)],
    )
    assert max(entry[2] for entry in told) == 3


def test_at_most_four_requests_are_in_flight(world: World) -> None:
    """Four at once where nothing waits, never five."""
    world.put(*(task(n) for n in range(3, 40)))
    inside, most, gate = [0], [0], threading.Lock()
    together = threading.Event()

    def count(_n: int, method: str, path: str) -> str:
        if method != "POST" or not path.endswith("/tasks"):
            return ""
        with gate:
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            if inside[0] == 4:
                together.set()
        together.wait(5)
        with gate:
            inside[0] -= 1
        return ""

    world.handles = Lying(world.server, count)
    world.push()
    assert most == [4]


@pytest.fixture
def leaks() -> Iterator[list[str]]:
    """Texts that are searched for the key at the end."""
    texts: list[str] = []
    yield texts
    assert texts
    assert [text[:200] for text in texts if TOKEN in text] == []


@pytest.mark.parametrize(
    "fault", ["reset", "slow", "html", "redirect-302-host", "500", "429", "huge"]
)
def test_the_key_is_in_no_sentence_traceback_or_file(
    world: World, tmp_path: Path, leaks: list[str], fault: str
) -> None:
    """Whatever goes wrong, with the values of every frame of the traceback and its causes."""
    world.handles = Lying(world.server, fault)
    with world.syncing() as syncing, pytest.raises(SyncError) as raised:
        syncing.push(syncing.plan(), confirmed=True)
    found = traceback.TracebackException.from_exception(raised.value, capture_locals=True)
    leaks.append("".join(found.format()))
    assert raised.value.__context__ is None
    world.handles = world.server
    leaks.append(repr(world.push()))
    for folder in (tmp_path, Path(os.environ["XDG_STATE_HOME"])):
        leaks += [p.read_text("utf-8", "replace") for p in folder.rglob("*") if p.is_file()]


def test_a_url_in_the_repository_is_never_used(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither .env nor settings nor stack.toml say where to, nor do proxies of the environment."""
    evil = "http://evil.example.net"
    lines = f"OMOIOS_API_URL={evil}\nOMOIOS_API_KEY=x\nOMOIOS_PROJECT_ID=p\n"
    world.put((".env", lines), (".omoi_os/.env", lines), (".spec-tui/session.toml", f'u="{evil}"'))
    world.put(("stack.toml", f'url = "{evil}"\n'), (".omoi_os/config.yaml", f"api_url: {evil}\n"))
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
        monkeypatch.setenv(name, evil)
    monkeypatch.chdir(world.root)
    seen: set[str] = set()
    place = target(world.project)
    transport = InProcess(world.server, seen=lambda request: seen.add(str(request.url.host)))
    with Syncing(
        world.root, place, key=Key(TOKEN), client=lambda t, k: Client(t, k, transport=transport)
    ) as syncing:
        syncing.push(syncing.plan(), confirmed=True)
    assert seen == {"127.0.0.1"}
    assert Client(place, Key(TOKEN))._http._mounts == {}


def test_without_a_key_or_a_project_no_request_is_made(world: World) -> None:
    """The sentences say what to set."""
    make = client(world.server)
    bare = Syncing(world.root, target(world.project), key=None, client=make)
    with pytest.raises(SyncError, match=r"^No key\. Set OMOIOS_API_KEY; nothing was sent\.$"):
        bare.plan()
    nowhere = replace(target(world.project), project="")
    with pytest.raises(SyncError, match=r"^No project\. Set OMOIOS_PROJECT_ID"):
        Syncing(world.root, nowhere, key=Key(TOKEN), client=make).plan()
    assert world.server.calls == []


def test_a_token_that_runs_out_during_a_push_stops_it(world: World) -> None:
    """The rest is not tried: every answer would be the same 401."""
    world.put(*(task(n) for n in range(3, 30)))
    number = iter(range(1000))

    def expire(_n: int, method: str, _p: str) -> str:
        if method == "POST" and next(number) == 5:
            world.server.users.clear()
        return ""

    world.handles = Lying(world.server, expire)
    pushed = world.push()
    assert sum(one.state == "stopped" for one in pushed.rows) > 10
    assert any("401" in one.message for one in pushed.rows)


def test_the_artifacts_of_a_finished_interview_arrive_whole_and_once(world: World) -> None:
    """SPEC.md to .omoi_os to the server: every requirement is linked, a second push is quiet."""
    shutil.rmtree(world.root / ".omoi_os")
    shutil.copy(DATA / "clinic-SPEC.md", world.root / "SPEC.md")
    shutil.copy(DATA / "clinic-stack.toml", world.root / "stack.toml")
    derivation = Derivation(world.root, who="@alice")
    derivation.write(derivation.propose("omoi"))
    before = world.files()
    for what in ("specs", "items"):
        assert {found.action for found in world.push(what).rows} == {"create"}  # type: ignore[arg-type]
    with world.syncing() as syncing:
        trace = syncing.trace()
    named = {one for found in trace.tickets for one in found.requirements}
    assert set(trace.specs[0].requirements) <= named
    assert trace.missing == ()
    world.server.calls.clear()
    for what in ("specs", "items"):
        assert actions(world.push(what)) == {}  # type: ignore[arg-type]
    assert world.server.writes() == []
    assert world.files() == before
