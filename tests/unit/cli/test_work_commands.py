"""The commands about plans, over real files."""

from __future__ import annotations

import gc
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from spec_tui.cli.spec_cli import main as spec_cli
from tests.unit.cli.conftest import Ran
from tests.unit.work.plans import task, ticket

SEEDS = Path(__file__).parents[2] / "data" / "work" / "seeds"


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty repository to stand in, with a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "repo"
    (root / ".git").mkdir(parents=True)
    (root / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    monkeypatch.chdir(root)
    return root


def put(root: Path, *files: tuple[str, str]) -> None:
    """Write files."""
    for path, text in files:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)


@pytest.fixture
def clinic(repo: Path) -> Path:
    """Two tickets with three tasks, a package and a tree."""
    put(repo, ticket(1), ticket(2, waits=[1]), task(1, blocks=[2]), task(2, waits=[1]))
    put(repo, task(3, ticket=2))
    shutil.copytree(SEEDS / "000", repo, dirs_exist_ok=True)
    shutil.copytree(SEEDS / "004", repo, dirs_exist_ok=True)
    return repo


Run = Callable[..., Ran]


def test_command_leaves_the_looking_for_garbage_as_it_was(run: Run, clinic: Path) -> None:
    """It is off only while the command runs."""
    assert run("validate").code == 0
    assert gc.isenabled()


def test_show_lists_every_format(run: Run, clinic: Path) -> None:
    """Tasks of artifacts, packages and trees in one list."""
    ran = run("show", "tasks")
    assert ran.code == 0
    assert [line.split("  ")[0] for line in ran.out.splitlines()] == [
        "► ready", "○ waiting", "○ waiting", "► ready", "► ready", "► ready",
    ]  # fmt: skip
    for name in ("TSK-001", "ID-001", "1011"):
        assert name in ran.out


def test_items_have_the_fields_of_the_stable_surface(run: Run, clinic: Path) -> None:
    """cli.md names them."""
    items = json.loads(run("show", "tasks", "--json", "--format", "omoi").out)["items"]
    assert items[2] | {} == {
        "id": "TSK-003", "ref": "TSK-003", "kind": "task", "format": "omoi", "title": "Task 3",
        "status": "pending", "status_as_written": "pending", "state": "waiting", "priority": "",
        "estimate": "S", "hours": 2.0, "parent": "TKT-002", "depends_on": [],
        "blocked_by": ["TKT-001"], "criteria": {"done": 0, "total": 0},
        "path": ".omoi_os/tasks/TSK-003.md", "line": 1,
    }  # fmt: skip


def test_show_names_the_files_it_could_not_read(run: Run, repo: Path) -> None:
    """A broken header takes its item off the list, and that is said."""
    put(repo, ticket(1), task(1), (".omoi_os/tasks/TSK-002.md", "---\n- a\n---\n"))
    ran = run("show", "tasks")
    assert ran.code == 0
    assert "TSK-001" in ran.out
    assert ".omoi_os/tasks/TSK-002.md:2: not shown. The header holds no" in ran.err


def test_show_ready_gives_the_ready_ones_only(run: Run, clinic: Path) -> None:
    """Tasks, never tickets."""
    items = json.loads(run("show", "ready", "--json", "--format", "omoi").out)["items"]
    assert [item["ref"] for item in items] == ["TSK-001"]


def test_show_blocked_names_the_reason_as_a_chain(run: Run, clinic: Path) -> None:
    """Down to what can be begun."""
    out = run("show", "blocked", "--format", "omoi").out
    assert "TSK-002 waits on TSK-001 (ready)" in out
    assert "TSK-003 waits on TKT-001" in out


def test_show_graph_prints_every_item_once(run: Run, repo: Path) -> None:
    """Later mentions are one line."""
    put(repo, ticket(1), task(1), task(2, waits=[1]), task(3, waits=[1]), task(4, waits=[2, 3]))
    assert run("show", "graph").out.splitlines() == [
        "► TSK-001  ready  Task 1",
        "  ○ TSK-002  waiting  Task 2",
        "  ○ TSK-004  waiting  Task 4",
        "  ○ TSK-003  waiting  Task 3",
        "  TSK-004 (above)",
    ]


def test_graph_of_a_long_chain_stays_narrow(run: Run, repo: Path) -> None:
    """An only child stands below its parent, not beside it."""
    put(repo, ticket(1), task(1), *(task(n, waits=[n - 1]) for n in range(2, 200)))
    assert max(len(line) for line in run("show", "graph").out.splitlines()) < 60


def test_show_all_ends_with_the_next_step(run: Run, clinic: Path) -> None:
    """What exists, what is missing, what comes next."""
    last = run("show", "all").out.splitlines()[-3:]
    assert last[0].startswith("Exists: 2 tickets, 1 package, 1 epic, 2 features, 6 tasks.")
    assert last[1].startswith("Missing: PRDs, requirements, designs")
    assert last[2] == "Next: 1011 NAS Setup Script is ready."


@pytest.mark.parametrize(
    "view", ["all", "requirements", "designs", "tickets", "tasks", "graph", "ticket-graph",
             "traceability", "ready", "critical-path", "blocked"],
)  # fmt: skip
@pytest.mark.parametrize("folder", ["empty", "full"])
def test_every_view_speaks_text_and_json(run, repo, view, folder, request) -> None:
    """Also where there is nothing, and nothing is written."""
    if folder == "full":
        request.getfixturevalue("clinic")
    text, data = run("show", view), run("show", view, "--json")
    assert (text.code, data.code) == (0, 0)
    assert text.out.strip()
    json.loads(data.out)
    assert not (repo / ".spec-tui").exists()


def test_show_traceability_json(run: Run, repo: Path) -> None:
    """Coverage, orphans, rows."""
    path, text = ticket(1)
    head = "---\nid: REQ-A-001\ntitle: a\nstatus: draft\n---\n"
    put(
        repo, (path, text.replace("[]", "[REQ-A-FUNC-001]", 1)), task(1),
        (".omoi_os/requirements/a.md",
         head + "### REQ-A-FUNC-001: one\n\n### REQ-A-FUNC-002: two\n"),
        (".omoi_os/designs/a.md", "---\nid: DESIGN-A-001\ntitle: a\nstatus: draft\n"
         "requirements: [REQ-A-001]\n---\n"),
    )  # fmt: skip
    found = json.loads(run("show", "traceability", "--json").out)
    assert found["coverage"]["requirements"] == {"linked": 1, "total": 2}
    assert found["rows"][0] == {
        "requirement": "REQ-A-FUNC-001", "title": "one", "path": ".omoi_os/requirements/a.md",
        "line": 6, "designs": ["DESIGN-A-001"], "tickets": ["TKT-001"], "tasks": ["TSK-001"],
    }  # fmt: skip
    assert {o["id"] for o in found["orphans"]} == {"REQ-A-FUNC-002", "DESIGN-A-001"}


def test_graph_speaks_json_mermaid_dot_and_svg(run: Run, clinic: Path) -> None:
    """From must be done before to."""
    found = json.loads(run("graph", "--json").out)
    assert ["TSK-001", "TSK-002"] in found["edges"]
    assert "TSK-003" in found["nodes"]
    assert run("graph", "--mermaid").out.startswith("flowchart")
    assert run("graph", "--dot").out.startswith("digraph")
    assert run("graph", "--svg", "plan.svg").code == 0
    assert (clinic / "plan.svg").read_text().startswith("<svg")


def test_graph_wants_one_form(run: Run, clinic: Path) -> None:
    """None and two are wrong use."""
    assert run("graph").code == 2
    assert run("graph", "--dot", "--json").code == 2


def test_validate_ends_with_1_and_names_the_place(run: Run, repo: Path) -> None:
    """path:line:column, severity, code, a sentence."""
    put(repo, ticket(1), task(1, waits=[7]))
    ran = run("validate")
    assert ran.code == 1
    assert ran.out.splitlines()[0] == (
        ".omoi_os/tasks/TSK-001.md:9:16: error unknown-dependency: "
        "TSK-001: depends on TSK-007, which does not exist."
    )


def test_warnings_fail_only_where_strict(run: Run, repo: Path) -> None:
    """Info never does."""
    put(repo, ticket(1), task(1), task(2, waits=[1]))
    assert run("validate").code == 0
    assert run("validate", "--strict").code == 1


def test_fix_mirrors_edges_and_quotes(run: Run, repo: Path) -> None:
    """Afterwards nothing is left to say, and one undo takes all of it back."""
    path, text = task(2, waits=[1])
    put(repo, ticket(1), task(1), (path, text.replace("Task 2\nstatus", "A: b\nstatus")))
    before = (repo / path).read_text()
    ran = run("validate", "--fix")
    assert (ran.code, ran.err) == (0, "Fixed: 1 value quoted, 1 edge mirrored in 2 files.\n")
    assert "blocks: [TSK-002]" in (repo / ".omoi_os/tasks/TSK-001.md").read_text()
    run("undo")
    assert (repo / path).read_text() == before


def test_duplicate_ids_are_renumbered_only_on_request(run: Run, repo: Path) -> None:
    """Without a terminal the safe course is taken and told."""
    path, text = task(1)
    put(repo, ticket(1), (path, text), (".omoi_os/tasks/TSK-001-b.md", text))
    assert "--fix --yes" in run("validate", "--fix").err
    assert (repo / path).read_text() == text
    assert run("validate", "--fix", "--yes").code == 0


def test_many_problems_of_one_kind_are_counted(run: Run, repo: Path) -> None:
    """Twenty, then how many more; JSON holds all."""
    put(repo, ticket(1), *(task(n, waits=[900]) for n in range(1, 31)))
    out = run("validate").out
    assert out.count("unknown-dependency:") == 20
    assert "and 10 more unknown-dependency (--all)" in out
    assert run("validate", "--all").out.count("unknown-dependency:") == 30
    problems = json.loads(run("validate", "--json").out)["problems"]
    assert len([p for p in problems if p["code"] == "unknown-dependency"]) == 30
    assert set(problems[0]) == {"severity", "code", "path", "line", "column", "message", "fix"}


def test_validate_speaks_to_machines(run: Run, repo: Path) -> None:
    """SARIF and annotations."""
    put(repo, ticket(1), task(1, waits=[7]))
    sarif = json.loads(run("validate", "--sarif").out)
    assert sarif["runs"][0]["results"][0]["ruleId"] == "unknown-dependency"
    assert run("validate", "--github").out.startswith("::error file=.omoi_os/tasks/TSK-001.md")


def test_set_changes_one_line_and_undo_takes_it_back(run: Run, repo: Path) -> None:
    """And redo puts it back."""
    path, text = task(1)
    put(repo, ticket(1), (path, text))
    assert run("set", "TSK-001", "status=done").out == "TSK-001 is done.\n"
    done = text.replace("status: pending", "status: done")
    assert (repo / path).read_text() == done
    assert run("undo").out.startswith("Taken back: TSK-001 is done.")
    assert (repo / path).read_text() == text
    assert run("redo").code == 0
    assert (repo / path).read_text() == done


def test_undo_goes_through_both_histories_in_their_order(run: Run, repo: Path) -> None:
    """First the task, then SPEC.md."""
    assert run("init").code == 0
    put(repo, ticket(1), task(1))
    run("set", "TSK-001", "status=done")
    assert "TSK-001" in run("undo").out
    assert "TSK-001" not in run("undo").out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("TSK-001", "depends_on+=TSK-002"), 1),
        (("TSK-002", "depends_on+=TSK-001"), 0),
        (("TSK-001", "depends_on+=TSK-001"), 1),
        (("TSK-001", "depends_on+=TSK-099"), 2),
        (("TSK-001", "depends_on-=TSK-002"), 1),
        (("TSK-001", "depends_on+=ID-001"), 1),
        (("TSK-001", "status=odd"), 1),
        (("TSK-099", "status=done"), 2),
        (("TSK-001", "colour=red"), 2),
        (("TSK-001", "status"), 2),
    ],
)
def test_set_ends_with_the_right_code(run: Run, clinic: Path, arguments, code) -> None:
    """0 done or nothing to do, 1 refused, 2 could not run; a circle is refused."""
    ran = run("set", *arguments)
    assert ran.code == code
    assert bool(ran.err) == (code != 0)


def test_an_edge_is_written_on_both_sides(run: Run, repo: Path) -> None:
    """One change, two files, one undo."""
    put(repo, ticket(1), task(1), task(2))
    run("set", "TSK-002", "depends_on+=TSK-001")
    assert "blocks: [TSK-002]" in (repo / ".omoi_os/tasks/TSK-001.md").read_text()
    assert "depends_on: [TSK-001]" in (repo / ".omoi_os/tasks/TSK-002.md").read_text()
    run("set", "TSK-002", "depends_on-=TSK-001")
    assert "blocks: []" in (repo / ".omoi_os/tasks/TSK-001.md").read_text()


def test_an_ambiguous_id_ends_with_2_and_the_addresses(run: Run, repo: Path) -> None:
    """Both addresses work."""
    path, text = task(1)
    put(repo, ticket(1), (path, text), (".omoi_os/tasks/TSK-001-b.md", text))
    ran = run("set", "TSK-001", "status=done")
    assert ran.code == 2
    assert ".omoi_os/tasks/TSK-001-b.md#TSK-001" in ran.err
    assert run("set", f"{path}#TSK-001", "status=done").code == 0


def test_new_gives_the_next_free_id(run: Run, repo: Path) -> None:
    """From TKT-001 and TSK-001; what it writes validates."""
    assert (
        run("new", "ticket", "Slots: and booking").out
        == "TKT-001 is in .omoi_os/tickets/TKT-001.md.\n"
    )
    assert run("new", "task", "Tables", "--parent", "TKT-001").code == 0
    assert json.loads(run("new", "task", "Sign-in", "--parent", "TKT-001", "--json").out)["id"] == (
        "TSK-002"
    )
    body = (repo / ".omoi_os/tickets/TKT-001.md").read_text()
    assert "- TSK-001: Tables\n- TSK-002: Sign-in\n" in body
    for kind in ("prd", "requirements", "design"):
        assert run("new", kind, "Online booking").code == 0
    assert (repo / ".omoi_os/docs/prd-online-booking.md").exists()
    assert run("validate").code == 0


def test_new_items_of_a_tree_get_the_numbers_of_their_parent(run: Run, repo: Path) -> None:
    """1000, 1001, 1011."""
    ids = [
        json.loads(run("new", *arguments, "--json").out)["id"]
        for arguments in (
            ("epic", "E"), ("feature", "F", "--parent", "1000"), ("task", "t", "--parent", "1001"),
            ("task", "u", "--parent", "1001"), ("feature", "G", "--parent", "1000"),
            ("epic", "H"),
        )
    ]  # fmt: skip
    assert ids == ["1000", "1001", "1011", "1012", "1002", "2000"]
    assert run("validate").code == 0
    assert "[[1011.spec|t]]" in (repo / "specs/1000/1001/spec.md").read_text()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("task", "x"), 2),
        (("task", "x", "--parent", "TKT-404"), 2),
        (("epic", "x", "--parent", "TKT-001"), 2),
        (("task", "x", "--parent", "TSK-001"), 1),
        (("design", "\u4f60"), 1),
        (("nothing", "x"), 2),
    ],
)
def test_new_says_what_it_needs(run: Run, clinic: Path, arguments, code) -> None:
    """Without a parent, with an unknown one, with one that can hold nothing."""
    ran = run("new", *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err


def test_spec_cli_validate_prints_the_block_of_seed_003(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With computed counts."""
    put(repo, ticket(1), ticket(2), task(1), task(2), task(3, ticket=2))
    assert spec_cli(["validate"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "✓ Validation passed!",
        "- 2 tickets validated",
        "- 3 tasks validated",
        "- All dependencies resolved",
        "- All references valid",
    ]


def test_spec_cli_takes_the_command_lines_of_seed_003(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What it does not know ends with 2."""
    put(repo, ticket(1), task(1, waits=[9]))
    assert spec_cli(["show", "ready"]) == 0
    assert spec_cli(["validate"]) == 1
    assert "unknown-dependency" in capsys.readouterr().out
    assert spec_cli(["answer", "VIS1"]) == 2
    assert spec_cli([]) == 2


def test_hostile_titles_are_shown_not_sent(run: Run, repo: Path) -> None:
    """Escape sequences of a file do not reach the terminal."""
    path, text = task(1)
    put(repo, ticket(1), (path, text.replace("Task 1\nst", '"\\e]52;c;x\\a [/] x"\nst')))
    out = run("show", "tasks").out
    assert "\x1b" not in out
    assert "[/] x" in out


def test_plans_are_found_from_a_folder_below(run: Run, repo: Path, monkeypatch) -> None:
    """Without git: the nearest folder above that holds .omoi_os."""
    shutil.rmtree(repo / ".git")
    put(repo, ticket(1), task(1))
    (repo / "src").mkdir()
    monkeypatch.chdir(repo / "src")
    assert "TSK-001" in run("show", "tasks").out
