"""`spec align|plan|next|start|done|note|decide|checkpoint|handover`: words, JSON, exit codes."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Ran
from tests.unit.codex_os.carrying import FOLDER, SRD, TASKS, TECH

Run = Callable[..., Ran]


@pytest.fixture
def spec(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `spec-tui spec ...` in a repository that holds one package."""
    folder = tmp_path / FOLDER
    folder.mkdir(parents=True)
    for name, text in (("srd", SRD), ("tech-spec", TECH), ("tasks", TASKS)):
        (folder / f"{name}.md").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return lambda *words: run("spec", *words)


def tasks(tmp_path: Path) -> str:
    """The tasks.md as it stands."""
    return (tmp_path / FOLDER / "tasks.md").read_text("utf-8")


def test_from_plan_to_done(spec: Run, tmp_path: Path) -> None:
    """Plan, next, start, done, checkpoint; each says what it did, all exit with 0."""
    assert spec("align").code == 0
    planned = spec("plan", "profiles")
    assert planned.out.startswith("1. ID-001 Add a column bio to users — M1 · risky: migration\n")
    found = spec("next", "20260105-profiles")
    assert found.out.startswith(f"Next: ID-001 Add a column bio to users ({FOLDER}/tasks.md:10)\n")
    assert "Branch: migration/ID-001-add-a-column-bio-to-users, from spec/2026-" in found.out
    assert spec("start", "profiles", "T1").out == "ID-001 is in progress.\n"
    for one in ("T1", "T2"):
        done = spec("done", "profiles", one, "--summary", "It works", "--dod", "all")
        assert (done.code, done.err) == (0, "")
    assert "M1 is reached: spec-tui spec checkpoint 2026-01-05-profiles M1" in done.out
    assert spec("checkpoint", "profiles", "M1").out.startswith("M1 is in .codex-os/product/")
    assert spec("handover").out.startswith("[20260105-profiles] Profiles\n")
    assert tasks(tmp_path).count("- [x] done — It works · hash pending") == 2


def test_lines_without_an_answer_are_named_and_nothing_changes(spec: Run, tmp_path: Path) -> None:
    """Without a terminal nothing is asked; exit 1."""
    done = spec("done", "T3", "--summary", "x", "--dod", "1,2", "--dod-skip", "4=no API")
    assert (done.code, done.out) == (1, "")
    assert "3. Unit tests updated/added and passing\n  5. Docs updated" in done.err
    assert tasks(tmp_path) == TASKS
    assert not (tmp_path / FOLDER / "plan.md").exists()


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("start", "ID-002"), 1, "ID-002 waits on ID-001 (pending)"),
        (("start", "T9"), 2, "There is no item T9."),
        (("start", "nowhere", "T1"), 2, "There is no package nowhere."),
        (("start", "a", "T1", "T2"), 2, "one word too many"),
        (("done", "T3", "--dod", "9"), 1, "needs a summary"),
        (("done", "T3", "--summary", "x", "--dod", "9"), 2, "there are the lines 1 to 6"),
        (("done", "T3", "--summary", "x", "--commit", "xyz"), 1, "xyz is no commit"),
        (("checkpoint", "profiles", "M2"), 1, "M2 is not reached: ID-004, ID-003 are open"),
        (("checkpoint", "profiles", "M9"), 1, "There are: M1, M2."),
        (("decide", "profiles", "Title"), 2, "--decision says what was decided"),
        (("note", "profiles", "password=hunter2Xk9"), 1, "looks like a secret"),
    ],
)
def test_what_cannot_be_done_is_said(words, code, says, spec: Run, tmp_path: Path) -> None:
    """1 for a refused change, 2 for what could not run; the file stays."""
    done = spec(*words)
    assert (done.code, done.out) == (code, "")
    assert says in done.err
    assert tasks(tmp_path) == TASKS


@pytest.mark.parametrize(
    "words",
    [
        ("T3",), ("tsk-003",), ("profiles", "ID-003"), ("profiles/T3",),
        (f"{FOLDER}/", "T3"), (f"{FOLDER}/tasks.md#ID-003",),
    ],
)  # fmt: skip
def test_a_task_is_named_in_every_way_that_there_is(words, spec: Run) -> None:
    """Id alone, with the package, with the file."""
    assert spec("start", *words).out.startswith("ID-003 is in progress.\n")


def test_json_of_the_next_task(spec: Run) -> None:
    """Block, branch, checklist with the checks of its risks."""
    found = json.loads(spec("next", "--json").out)
    assert found["task"]["id"] == "ID-001"
    assert found["task"]["risks"] == ["migration"]
    assert found["block"].startswith("1. [ID-001]")
    assert [check["number"] for check in found["checklist"]] == list(range(1, 9))
    assert found["remaining"] == 4
    assert [line["state"] for line in found["done_of_spec"]] == ["open", "look", "look", "look"]


def test_json_of_a_finished_task(spec: Run) -> None:
    """Receipt, texts, what can be started now."""
    found = json.loads(
        spec("done", "T1", "--summary", "x", "--dod", "all", "--commit", "1a2b3c4", "--json").out
    )
    assert found["unlocked"] == ["ID-002"]
    assert found["paths"] == [f"{FOLDER}/tasks.md", f"{FOLDER}/plan.md"]
    assert found["commit_message"].startswith("migration: implement ID-001 — x (spec 2026-01-05-")


def test_broken_dependencies_end_align_with_1(spec: Run, tmp_path: Path) -> None:
    """The place is named, and the question is asked."""
    path = tmp_path / FOLDER / "tasks.md"
    path.write_text(TASKS.replace("Depends on: ID-001", "Depends on: ID-099"), "utf-8")
    done = spec("align")
    assert done.code == 1
    assert "tasks.md:17: error: ID-002 waits on ID-099, which does not exist." in done.out
    assert "Q5 ID-002 waits on ID-099, which does not exist: which task is meant?" in done.out


def test_a_plan_is_shown_first(spec: Run, tmp_path: Path) -> None:
    """`--diff` writes nothing."""
    done = spec("plan", "--diff")
    assert "+### Order of tasks" in done.out
    assert not (tmp_path / FOLDER / "plan.md").exists()


def test_hostile_words_of_a_file_do_not_act(spec: Run, tmp_path: Path) -> None:
    """A title with escapes and markup is shown as it is."""
    path = tmp_path / FOLDER / "tasks.md"
    path.write_text("### T1: a \x1b]0;x\x07 [/] [red]b\n", "utf-8")
    for words in (("next",), ("plan",), ("handover",), ("start", "T1")):
        done = spec(*words)
        assert "\x1b" not in done.out + done.err
        assert done.code == 0
    assert "[/] [red]b" in spec("next", "--json").out


@pytest.fixture
def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a person sat there."""
    monkeypatch.setattr("spec_tui.cli.spec_execution._interactive", lambda _options: True)


@pytest.mark.usefixtures("at_a_terminal")
def test_at_a_terminal_each_open_line_is_asked(spec: Run, run: Run, tmp_path: Path) -> None:
    """Yes, or why it does not apply; both are recorded."""
    words = ("spec", "done", "T3", "--summary", "x", "--dod", "1,2,3")
    done = run(*words, stdin=b"no API\ny\n")
    assert done.code == 0
    record = (tmp_path / FOLDER / "plan.md").read_text("utf-8")
    assert "- [ ] E2E/API tests added where applicable — not here: no API\n" in record
    assert "- [x] Docs updated (README, `docs/`, or inline)\n" in record


@pytest.mark.usefixtures("at_a_terminal")
def test_a_line_that_does_not_hold_ends_it(spec: Run, run: Run, tmp_path: Path) -> None:
    """Nothing is changed."""
    done = run("spec", "done", "T3", "--summary", "x", stdin=b"y\nn\n")
    assert done.code == 1
    assert "Lint/format clean: not yet. Nothing was changed." in done.err
    assert tasks(tmp_path) == TASKS


@pytest.mark.usefixtures("at_a_terminal")
@pytest.mark.skipif(shutil.which("git") is None, reason="git is missing")
def test_only_the_command_that_was_confirmed_runs(spec: Run, run: Run, tmp_path: Path) -> None:
    """Yes to the first, no to the second."""
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "x"]):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    done = run("spec", "start", "T3", stdin=b"y\nn\n")
    assert done.code == 0
    assert "Run `git checkout -b spec/2026-01-05-profiles main`?" in done.out
    assert done.out.endswith("Not run.\n")
    branches = subprocess.run(
        ["git", "branch", "--format=%(refname:short)"],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    assert branches == ["main", "spec/2026-01-05-profiles"]
