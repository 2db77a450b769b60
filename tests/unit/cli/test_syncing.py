"""The API commands of seed 003, against the server of the tests on a real port."""

from __future__ import annotations

import _socket
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from spec_tui.cli.spec_cli import main as spec_cli
from tests.servers.answers import Request
from tests.servers.lying import Lying
from tests.servers.omoios import TOKEN, Omoios
from tests.servers.serving import serving
from tests.unit.cli.conftest import Ran
from tests.unit.omoi_os.sync.specs import DESIGN, REQUIREMENTS
from tests.unit.omoi_os.sync.worlds import World
from tests.unit.work.plans import task, ticket

Run = Callable[..., Ran]
TOP = Path(__file__).resolve().parents[3]


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """A repository to stand in, and the environment of a sandbox; only this machine is reached."""

    def connect(one: socket.socket, address: tuple[str, int]) -> None:
        assert address[0] == "127.0.0.1"
        _socket.socket.connect(one, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
    root = tmp_path / "repo"
    (root / ".git").mkdir(parents=True)
    (root / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    made = World(root)
    made.put(ticket(1), ticket(2, waits=[1]), task(1, blocks=[2]), task(2, waits=[1]))
    monkeypatch.chdir(root)

    class Front:
        def handle(self, *ask: object) -> object:
            return made.handles.handle(*ask)  # type: ignore[arg-type]

    with serving(Front()) as url:  # type: ignore[arg-type]
        monkeypatch.setenv("OMOIOS_API_URL", url)
        monkeypatch.setenv("OMOIOS_API_KEY", TOKEN)
        monkeypatch.setenv("OMOIOS_PROJECT_ID", made.project)
        for name in ("TASK_ID", "AGENT_ID", "EXECUTION_MODE"):
            monkeypatch.delenv(name, raising=False)
        yield made


def test_diff_prints_the_block_of_seed_003(world: World, run: Run) -> None:
    """A line and a reason for each row, then the summary; talk is on stderr."""
    ran = run("sync", "diff")
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "Sync Results:",
        "-" * 60,
        "[CREATE] ticket TKT-001",
        "         Would create: Ticket 1",
        "[CREATE] ticket TKT-002",
        "         Would create: Ticket 2",
        "[CREATE] task TSK-001",
        "         Would create: Task 1",
        "[CREATE] task TSK-002",
        "         Would create: Task 2",
        "-" * 60,
        "Summary: 4 would be created, 0 updated, 0 skipped",
    ]
    url = os.environ["OMOIOS_API_URL"]
    assert ran.err.splitlines() == [f"Connecting to {url}...", "Connected!"]
    assert world.server.writes() == []
    assert not (world.root / ".omoi_os" / ".sync").exists()


def test_push_prints_the_ids_and_a_second_one_skips(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    """`spec_cli` prints the same lines."""
    assert spec_cli(["sync", "push", "--yes"]) == 0
    out = capsys.readouterr().out
    for one in (*world.server.tickets, *world.server.tasks_of(world.project)):
        name = one if isinstance(one, str) else one["id"]
        assert f"         Created with API ID: {name}\n" in out
    assert out.endswith("Summary: 4 created, 0 updated, 0 skipped, 0 failed\n")
    assert spec_cli(["sync", "push"]) == 0
    out = capsys.readouterr().out
    assert out.endswith("Summary: 0 created, 0 updated, 4 skipped, 0 failed\n")
    assert out.count("         Already in sync\n") == 4


def test_json_holds_the_rows_and_the_summary(world: World, run: Run) -> None:
    """The shape of cli.md."""
    data = json.loads(run("sync", "push", "--yes", "--json").out)
    assert {"action", "kind", "id", "remote_id", "message"} <= set(data["rows"][0])
    assert data["summary"]["create"] == 4
    assert set(data["summary"]) == {
        "create", "update", "skip", "duplicate", "conflict", "failed",
    }  # fmt: skip


def test_the_first_push_without_a_terminal_is_refused(world: World, run: Run) -> None:
    """It says where to, which project and how much; --yes agrees once for all."""
    ran = run("sync", "push")
    assert (ran.code, ran.out) == (1, "")
    assert "was not pushed to before (environment)" in ran.err
    assert "4 to create, 0 to update. Nothing was sent. --yes agrees to it." in ran.err
    assert world.server.writes() == []


@pytest.mark.parametrize(("typed", "code", "made"), [(b"n\n", 1, 0), (b"y\n", 0, 2)])
def test_the_first_push_on_a_terminal_asks(
    world: World, run: Run, monkeypatch: pytest.MonkeyPatch, typed: bytes, code: int, made: int
) -> None:
    """A yes sends, anything else sends nothing; the next push does not ask again."""
    monkeypatch.setattr("spec_tui.cli.syncing.on_a_terminal", lambda: True)
    ran = run("sync", "push", stdin=typed)
    assert (ran.code, len(world.server.tickets)) == (code, made)
    assert "Push to it?" in ran.err
    if made:
        assert "Push to it?" not in run("sync", "push").err


@pytest.mark.parametrize("command", [["sync", "diff"], ["projects"], ["project"], ["api-trace"]])
def test_no_key_ends_with_the_sentence_and_no_request(
    world: World, run: Run, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    """Exit 2: it could not run."""
    monkeypatch.delenv("OMOIOS_API_KEY")
    ran = run(*command)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "No key. Set OMOIOS_API_KEY; nothing was sent.\n"
    assert world.server.calls == []


@pytest.mark.parametrize("command", [["sync", "diff"], ["projects"], ["project"], ["api-trace"]])
def test_a_key_that_the_server_refuses_ends_with_1_and_what_to_set(
    world: World, run: Run, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    """The kind of header is named, the key is not."""
    monkeypatch.setenv("OMOIOS_API_KEY", "sk_live_4711")
    ran = run(*command)
    assert (ran.code, ran.out) == (1, "")
    assert "Invalid authentication token" in ran.err
    assert "Authorization: Bearer" in ran.err
    assert "Set OMOIOS_API_KEY" in ran.err
    assert "4711" not in ran.err


def test_another_persons_project_ends_with_1(world: World, run: Run) -> None:
    """403 names the project id as what to check."""
    foreign = world.server.add_project("Theirs", owner="tom")
    ran = run("sync", "diff", "--project-id", foreign)
    assert ran.code == 1
    assert "You don't have access to this project" in ran.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--api-url", "http://api.example.org"), "only this machine is reached without https"),
        (("--project-id", "../../etc"), "is no project id"),
    ],
)
def test_a_target_that_cannot_be_one_ends_with_2(
    world: World, run: Run, arguments: tuple[str, ...], words: str
) -> None:
    """Before anything is sent."""
    ran = run("sync", "diff", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
    assert world.server.calls == []


def test_errors_of_validation_refuse_a_push_and_let_diff_speak(world: World, run: Run) -> None:
    """Each error with its place; nothing is sent."""
    world.put(task(3, waits=[99]))
    ran = run("sync", "push", "--yes")
    assert ran.code == 1
    assert ".omoi_os/tasks/TSK-003.md:" in ran.err
    assert "must be repaired first. Nothing was sent." in ran.err
    assert world.server.writes() == []
    diff = run("sync", "diff")
    assert diff.code == 0
    assert "[FAILED] task TSK-003" in diff.out


def test_a_duplicate_ends_with_1_and_is_named(world: World, run: Run) -> None:
    """The candidate and the flag that makes it all the same."""
    body = {"title": "One", "description": "Ticket", "project_id": world.project}
    world.server._new_ticket(Request("maria", {}, body))
    world.change(".omoi_os/tickets/TKT-001.md", "title: Ticket 1", "title: Ticket one")
    ran = run("sync", "push", "--yes")
    assert ran.code == 1
    assert "[DUPLICATE] ticket TKT-001" in ran.out
    assert "Server has “One”, 100% alike" in ran.out
    assert "1 duplicate" in ran.last
    assert run("sync", "push", "--force-create").code == 0


def test_specs_are_pushed_and_traced(world: World, run: Run) -> None:
    """`sync-specs push`, then `api-trace` links tickets by ids."""
    world.put(REQUIREMENTS, DESIGN)
    world.change(
        ".omoi_os/tickets/TKT-001.md", "requirements: []", "requirements: [REQ-BOOK-FUNC-001]"
    )
    ran = run("sync-specs", "push", "--yes", "--spec-title", "Booking")
    assert ran.code == 0
    assert "[CREATE] requirement REQ-BOOK-FUNC-001" in ran.out
    assert run("sync", "push").code == 0
    trace = run("api-trace").out
    assert "  Title: Booking\n  Requirements: 2 | Linked Tickets: 1\n" in trace
    assert "LINKED TICKETS (1)" in trace
    assert "• TKT-001: Ticket 1 [backlog]  REQ-BOOK-FUNC-001" in trace
    data = json.loads(run("api-trace", world.project, "--json").out)
    assert (data["linked"], data["orphans"], data["missing"]) == (["TKT-001"], ["TKT-002"], [])


def test_project_prints_the_block_of_seed_003(world: World, run: Run) -> None:
    """Tickets with their local ids and how many tasks they have, the server's own left out."""
    run("sync", "push", "--yes")
    lines = run("project").out.splitlines()
    assert lines[:3] == ["═" * 60, "PROJECT: Clinic", "═" * 60]
    assert "TICKETS (2 total)" in lines
    assert lines[lines.index("• TKT-001: Ticket 1 [backlog]") + 1] == "  └── 2 tasks"
    assert lines[-1] == "Total Tasks: 2 (2 pending)"
    assert run("projects").out == f"{world.project}  Clinic  [active]\n"


def test_words_of_the_server_cannot_act_on_the_terminal(world: World, run: Run) -> None:
    """Control characters and bidi marks of a title are shown, not sent."""
    run("sync", "push", "--yes")
    world.handles = Lying(world.server, lambda _n, _m, path: "control" if "tick" in path else "")
    out = run("project").out
    assert "␛]0;owned" in out
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_the_current_item_is_marked_and_the_agent_only_shown(
    world: World, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """TASK_ID, AGENT_ID and EXECUTION_MODE of a sandbox."""
    for name, value in (("TASK_ID", "TSK-002"), ("AGENT_ID", "a-1"), ("EXECUTION_MODE", "x")):
        monkeypatch.setenv(name, value)
    ran = run("sync", "diff")
    assert "[CREATE] task TSK-002 (current)\n" in ran.out
    assert "Agent a-1, mode x.\n" in ran.err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_push_that_is_stopped_or_killed_goes_on_where_it_was(
    world: World, run: Run, number: signal.Signals
) -> None:
    """ctrl+C ends with 130 and a sentence, kill -9 with nothing; no item is doubled or lost."""
    world.put(*(task(n) for n in range(3, 40)))
    started: list[subprocess.Popen[str]] = []
    posts = iter(range(1000))

    def press(_n: int, method: str, path: str) -> str:
        if method == "POST" and path.endswith("/tasks") and next(posts) == 9:
            started[0].send_signal(number)
        return ""

    world.handles = Lying(world.server, press)
    process = subprocess.Popen(
        [sys.executable, "-m", "spec_tui", "sync", "push", "--yes"],
        env={**os.environ, "PYTHONPATH": str(TOP)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    started.append(process)
    out, err = process.communicate(timeout=60)
    assert TOKEN not in f"{out}{err}"
    assert "Traceback" not in err
    if number == signal.SIGINT:
        assert process.returncode == 130
        assert "Push again to go on." in err
    assert 9 <= len(world.server.tasks_of(world.project)) < 39
    ran = run("sync", "push")
    assert (ran.code, ran.last.endswith("0 failed")) == (0, True)
    titles = [one["title"] for one in world.server.tasks_of(world.project)]
    assert sorted(titles) == sorted(f"Task {n}" for n in range(1, 40))


def test_the_key_is_in_no_process_list_while_a_push_runs(world: World) -> None:
    """Neither of the command nor of anything that it starts."""
    seen: list[str] = []

    def look(*_: object) -> str:
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                seen.append(path.read_bytes().decode("utf-8", "replace"))
            except OSError:
                continue
        return ""

    world.handles = Lying(world.server, look)
    done = subprocess.run(
        [sys.executable, "-m", "spec_tui", "sync", "push", "--yes"], check=False,
        env={**os.environ, "PYTHONPATH": str(TOP)}, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0
    assert any("sync\0push" in line for line in seen)
    assert not any(TOKEN in line for line in seen)


def test_the_server_of_the_tests_answers_without_a_key_as_the_real_one() -> None:
    """401 for X-API-Key, with the real server's words."""
    server = Omoios()
    answer = server.handle("GET", "/api/v1/projects", {"x-api-key": TOKEN}, b"")
    assert (answer.status, answer.body) == (
        401, b'{"detail": "Missing authorization credentials"}',
    )  # fmt: skip
