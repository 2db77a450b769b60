"""`spec new|list|gate|waive|signoff|approve|agents` and `co-create-spec`, over real files."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from spec_tui.cli.names import create_spec, exec_task, exec_tasks
from spec_tui.cli.options import Options
from spec_tui.cli.spec_packages import agents
from tests.unit.cli.conftest import Ran
from tests.unit.codex_os.filled import FOLDER, NAME, PACKAGES, line_of

Run = Callable[..., Ran]


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty repository to stand in."""
    root = tmp_path / "repo"
    (root / ".git").mkdir(parents=True)
    (root / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def booking(repo: Path) -> Path:
    """The package in which every item passes."""
    shutil.copytree(PACKAGES / "filled", repo, dirs_exist_ok=True)
    return repo


def _without_numbers(root: Path) -> None:
    path = root / FOLDER / "tech-spec.md"
    path.write_text(path.read_text().replace("P95 300 ms at 50 searches per second", "fast"))


def test_new_without_spec_md_and_terminal_writes_templates_and_says_so(
    run: Run, repo: Path
) -> None:
    """Data on stdout, the rest on stderr; nothing is asked."""
    ran = run("spec", "new", "User Profiles", "--date", "2025-08-23", "--reviewer", "sam")
    assert ran.code == 0
    assert ran.out == "2025-08-23-user-profiles is made: srd.md, tech-spec.md, tasks.md.\n"
    assert "There is no SPEC.md, so the package holds the templates." in ran.err
    assert "AGENTS.md does not point to .codex-os/." in ran.err
    assert not (repo / "AGENTS.md").exists()
    text = (repo / ".codex-os/specs/2025-08-23-user-profiles/srd.md").read_text()
    assert 'owners: ["@maria"]\nreviewers: ["@sam"]\n' in text


def test_a_fresh_package_validates_and_fails_its_whole_gate(run: Run, repo: Path) -> None:
    """Templates are no answers, but they are no errors either."""
    run("spec", "new", "User Profiles")
    assert run("validate", "--strict").code == 0
    ran = run("spec", "gate", "--json")
    assert ran.code == 1
    assert {one["state"] for one in json.loads(ran.out)["items"]} == {"fail"}


def test_new_fills_the_package_from_spec_md_in_one_change(run: Run, repo: Path) -> None:
    """Title, day and people are those of the command; the contents are those of SPEC.md."""
    run("init")
    spec = (repo / "SPEC.md").read_text()
    filled = spec.replace("<what will be built>", "Booking")
    (repo / "SPEC.md").write_text(filled)
    ran = run("spec", "new", "Online Booking", "--date", "2025-08-23", "--owner", "tom",
              "--reviewer", "sam")  # fmt: skip
    assert ran.code == 0
    assert ran.out.startswith(f"{NAME} is derived from SPEC.md: ")
    folder = repo / FOLDER
    for name in ("srd.md", "tech-spec.md", "tasks.md"):
        assert '\nowners: ["@tom"]\nreviewers: ["@sam"]\n' in (folder / name).read_text()
    assert "Booking\n<!-- spec-tui:end -->" in (folder / "srd.md").read_text()
    assert run("validate").code == 0
    assert run("undo").code == 0
    assert not any(path.is_file() for path in (repo / ".codex-os").rglob("*"))


def test_new_on_a_terminal_without_spec_md_interviews_at_depth_quick_first(
    run: Run, repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SPEC.md is made, the app opens, and what it left behind fills the package."""
    opened: list[tuple[object, str, bool]] = []

    def app(options: Options, *, screen: str) -> None:
        opened.append((options.depth, screen, (repo / "SPEC.md").exists()))

    monkeypatch.setattr("spec_tui.cli.spec_creating.on_a_terminal", lambda: True)
    monkeypatch.setattr("spec_tui.cli.spec_creating.open_app", app)
    ran = run("spec", "new", "Booking", "--json")
    assert opened == [("quick", "interview", True)]
    assert "is derived from SPEC.md" in json.loads(ran.out)["receipt"]
    assert run("spec", "new", "[/]").code == 1
    assert len(opened) == 1


def test_new_from_a_prd_copies_it_in(run: Run, repo: Path, tmp_path: Path) -> None:
    """Its sections stand where Appendix A has them."""
    (tmp_path / "prd.md").write_text("## Non-Goals\n- NG1 Video visits\n")
    ran = run("spec", "new", "Booking", "--from", str(tmp_path / "prd.md"), "--json")
    srd = json.loads(ran.out)["paths"][0]
    assert "## Non-Goals\n- NG1 Video visits\n" in (repo / srd).read_text()


def test_a_secret_in_a_prd_is_refused_with_its_place_or_taken_out(run: Run, repo: Path) -> None:
    """As with `import`: redact or keep has to be said (safety.md S5)."""
    key = "AKIA" + "Q7W2E9R4T6Y1U8I3"
    (repo / "prd.md").write_text(f"## Summary\nThe key is {key}\n")
    new = ("spec", "new", "Booking", "--from", "prd.md")
    ran = run(*new)
    assert (ran.code, ran.out) == (1, "")
    assert "prd.md:2:12: this looks like a secret (AWS key)" in ran.err
    assert not (repo / ".codex-os").exists()
    srd = json.loads(run(*new, "--secret", "redact", "--json").out)["paths"][0]
    assert key not in (repo / srd).read_text()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["[/]"], 1, "holds no latin letter"),
        (["con"], 1, "reserved"),
        (["x", "--date", "2025-13-45"], 2, "is no date"),
        (["x", "--from", "missing.md"], 2, "no such file"),
        (["x", "--from", "binary.md"], 2, "binary.md:2: this is not UTF-8"),
    ],
)
def test_new_refuses_with_a_sentence_and_writes_nothing(
    run: Run, repo: Path, arguments: list[str], code: int, words: str
) -> None:
    """Bad titles 1, bad usage 2."""
    (repo / "binary.md").write_bytes(b"a\n\xff")
    ran = run("spec", "new", *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert words in ran.err
    assert not (repo / ".codex-os").exists()


def test_list_shows_state_gate_and_owners(run: Run, booking: Path) -> None:
    """The newest first, with what is missing."""
    run("spec", "new", "Later", "--date", "2026-01-01")
    half = booking / ".codex-os/specs/2025-01-01-half"
    half.mkdir()
    (half / "srd.md").write_text("## Goals\n")
    assert run("spec", "list").out.splitlines() == [
        "2026-01-01-later           draft      0/11   @maria",
        "2025-08-23-online-booking  draft      11/11  @maria, @tom",
        "2025-01-01-half            half-made  0/11   no owner",
    ]
    rows = json.loads(run("spec", "list", "--json").out)["packages"]
    assert rows[1]["gate"] == {"pass": 11, "waived": 0, "fail": 0}
    assert rows[2]["missing"] == ["tech-spec.md", "tasks.md"]


def test_gate_json_is_that_of_the_stable_surface(run: Run, booking: Path) -> None:
    """Keys, ids and their order as in cli.md."""
    _without_numbers(booking)
    ran = run("spec", "gate", "online-booking", "--json")
    assert ran.code == 1
    found = json.loads(ran.out)
    assert list(found) == ["package", "items"]
    assert found["package"] == NAME
    assert [one["id"] for one in found["items"]] == [
        "goals", "nfr", "data", "security", "observability", "tests",
        "operations", "risks", "criteria", "estimates", "dependencies",
    ]  # fmt: skip
    nfr = found["items"][1]
    assert list(nfr) == ["id", "title", "state", "evidence", "reason"]
    assert nfr["state"] == "fail"
    assert nfr["reason"].startswith("Performance: “Latency/throughput budgets: fast” is no number")
    assert found["items"][0]["evidence"][1] == {
        "path": f"{FOLDER}/srd.md",
        "line": line_of("srd", "NG1"),
        "text": "NG1 No payments in this version",
    }


def test_gate_shows_evidence_reasons_roles_and_the_definition_of_done(
    run: Run, booking: Path
) -> None:
    """What fails says what would pass."""
    _without_numbers(booking)
    ran = run("spec", "gate")
    assert ran.code == 1
    lines = ran.out.splitlines()
    assert lines[0] == "Online Booking (20250823-online-booking): 10 of 11 pass, 1 fail"
    assert "✗ fail    2  NFRs have numbers" in lines
    assert "               To pass: Give a time, such as P95 300 ms." in lines
    assert "○ security   open" in lines
    assert "✓ DRI and backup" in lines
    assert lines[-1] == "Before approval: 1 item, 2."


def test_waive_sign_and_approve_by_command(run: Run, booking: Path) -> None:
    """The gate opens; what is still open is shown and holds nothing back."""
    _without_numbers(booking)
    assert run("spec", "approve", NAME, "--by", "@tom").code == 1
    waived = run("spec", "waive", NAME, "nfr", "--reason", "a prototype", "--by", "tom")
    assert waived.out == f"Item 2 (NFRs have numbers) of {NAME} is waived by @tom.\n"
    signed = run("spec", "signoff", NAME, "--role", "tech-lead", "--by", "@tom",
                 "--decision", "Use PostgreSQL")  # fmt: skip
    assert "The same with --adr" in signed.err
    ran = run("spec", "approve", "20250823-online-booking", "--by", "@tom")
    assert ran.code == 0
    assert ran.out.splitlines()[:2] == [
        f"{NAME} is approved by @tom.",
        "Still open: sign-off of product",
    ]
    assert run("spec", "gate").code == 0
    again = run("spec", "approve", NAME, "--by", "@tom", "--json")
    assert (again.code, json.loads(again.out)["paths"]) == (0, [])


def test_refusals_and_unknown_names_have_their_exit_codes(run: Run, booking: Path) -> None:
    """1 for a change that is refused, 2 for what cannot be found."""
    waive = ("--reason", "x y", "--by", "@tom")
    assert run("spec", "waive", NAME, "goals", *waive).code == 1
    assert run("spec", "waive", NAME, "goal", *waive).code == 2
    assert run("spec", "waive", "nothing", "goals", *waive).code == 2
    assert run("spec", "signoff", NAME, "--role", "boss", "--by", "@tom").code == 2
    assert run("spec", "gate", "nothing").code == 2
    assert run("spec", "approve", NAME).code == 2


def test_undo_takes_a_sign_off_back(run: Run, booking: Path) -> None:
    """The same undo as everywhere."""
    path = booking / FOLDER / "tech-spec.md"
    before = path.read_bytes()
    run("spec", "signoff", NAME, "--role", "QA", "--by", "@sam", "--decision", "not needed")
    assert path.read_bytes() != before
    assert run("undo").code == 0
    assert path.read_bytes() == before


def test_text_of_a_package_cannot_act_on_the_terminal(run: Run, booking: Path) -> None:
    """Control characters are made visible in reasons and evidence."""
    path = booking / FOLDER / "tech-spec.md"
    path.write_text(path.read_text().replace("512 MB of memory, 200 € a month", "\x1b]0;x\x07 low"))
    _without_numbers(booking)
    ran = run("spec", "gate")
    assert "\x1b" not in ran.out
    assert "␛]0;x" in ran.out
    assert "\x1b" not in run("spec", "gate", "--json").out


def test_agents_adds_its_paragraph_on_request(
    run: Run, booking: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Then `new` has nothing to offer any more."""
    agents.main([], standalone_mode=False)
    assert capsys.readouterr().out == "AGENTS.md points to .codex-os/.\n"
    assert ".codex-os/specs/" in (booking / "AGENTS.md").read_text()
    assert "AGENTS.md" not in run("spec", "new", "Next").err


def test_the_names_of_the_seeds_run_the_commands(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`co-create-spec TITLE`; the other two say how they are called."""
    assert create_spec(["Short feature title", "--date", "2025-08-23"]) == 0
    assert (repo / ".codex-os/specs/2025-08-23-short-feature-title/srd.md").exists()
    assert exec_tasks([]) == 2
    assert exec_task(["2025-08-23-short-feature-title"]) == 2
    assert exec_task(["--help"]) == 0
    assert "Usage: co-exec-task DIR TASK" in capsys.readouterr().err
