"""Carrying out a package on disk: every step is one change that can be taken back."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from spec_tui.codex_os.dod import Answer, Unanswered
from spec_tui.derive.regions import find, wrapped
from spec_tui.execution import Execution
from spec_tui.work.change import Refused
from spec_tui.work.editing import Unknown
from tests.unit.codex_os.carrying import FOLDER, SRD, TASKS, TECH
from tests.unit.work.plans import changed

NOON = datetime(2026, 3, 1, 12, 0)
Open = Callable[..., Execution]


@pytest.fixture
def open_it(tmp_path: Path) -> Open:
    """Write a package with these texts, and open it."""

    def put(**texts: str) -> Execution:
        folder = tmp_path / "repo" / FOLDER
        folder.mkdir(parents=True)
        for name, text in {"srd": SRD, "tech-spec": TECH, "tasks": TASKS, **texts}.items():
            if text:
                (folder / f"{name.replace('_', '-')}.md").write_bytes(text.encode())
        return Execution(tmp_path / "repo", who="@maria", now=lambda: NOON.astimezone())

    return put


def text_of(execution: Execution, name: str) -> str:
    """A file of the package, as bytes say it."""
    path = execution.root / FOLDER / name
    return path.read_bytes().decode() if path.exists() else ""


def test_a_task_is_begun_and_finished_and_both_are_taken_back(open_it: Open) -> None:
    """Two steps, two undos, the bytes of before; tasks.md and plan.md change together."""
    run = open_it()
    before = text_of(run, "tasks.md")
    run.start("", "T1")
    doing = text_of(run, "tasks.md")
    assert changed(before, doing) == [
        "-updated: 2026-01-05",
        "+updated: 2026-03-01",
        "+   - [ ] in progress — since 2026-03-01 @maria",
    ]
    done = run.done("", "ID-001", summary="Column is there", dod="all", pr="#4", commit="1A2B3C4")
    assert changed(doing, text_of(run, "tasks.md")) == [
        "-   - [ ] in progress — since 2026-03-01 @maria",
        "+   - [x] done — Column is there · PR #4 · 1a2b3c4",
    ]
    assert [step.item.id for step in done.unlocked] == ["ID-002"]
    assert text_of(run, "plan.md").endswith(
        "## Record\n\n### ID-001 Add a column bio to users — done 2026-03-01 by @maria\n\n"
        "- Summary: Column is there\n- Before: in progress — since 2026-03-01 @maria\n"
        "- [x] Acceptance criteria in `tasks.md` satisfied (1 of 2 criteria are ticked)\n"
        "- [x] Lint/format clean\n- [x] Unit tests updated/added and passing\n"
        "- [x] E2E/API tests added where applicable\n"
        "- [x] Docs updated (README, `docs/`, or inline)\n"
        "- [x] Task checkbox ticked in `tasks.md` with PR link & commit hash — PR #4, "
        "commit 1a2b3c4\n"
        "- [x] Rollback written down (neither plan.md nor tech-spec.md says how)\n"
        "- [x] Migration goes forward only, with reversible steps where possible\n"
    )
    run.undo()
    assert text_of(run, "tasks.md") == doing
    assert text_of(run, "plan.md") == ""
    run.undo()
    assert text_of(run, "tasks.md") == before


def test_an_unanswered_checklist_changes_nothing(open_it: Open) -> None:
    """The open lines are named."""
    run = open_it()
    with pytest.raises(Unanswered) as caught:
        run.done("", "ID-003", summary="x", dod="1,2", skips=["4=no API"])
    assert [check.number for check in caught.value.checks] == [3, 5]
    assert text_of(run, "tasks.md") == TASKS
    assert text_of(run, "plan.md") == ""


def test_the_hash_comes_later(open_it: Open) -> None:
    """It replaces the pending one, in the line and in the record; a second one is refused."""
    run = open_it()
    run.done("", "ID-003", summary="Described", dod="all")
    before, plan = text_of(run, "tasks.md"), text_of(run, "plan.md")
    run.done("", "ID-003", pr="https://x.example/4", commit="abcdef1234")
    assert changed(before, text_of(run, "tasks.md")) == [
        "-   - [x] done — Described · hash pending",
        "+   - [x] done — Described · PR https://x.example/4 · abcdef1234",
    ]
    assert changed(plan, text_of(run, "plan.md")) == [
        "-- [ ] Task checkbox ticked in `tasks.md` with PR link & commit hash — "
        "link and hash pending",
        "+- [x] Task checkbox ticked in `tasks.md` with PR link & commit hash — "
        "PR https://x.example/4, commit abcdef1234",
    ]
    with pytest.raises(Refused, match="says all this"):
        run.done("", "ID-003", commit="abcdef1234")
    with pytest.raises(Refused, match="done already"):
        run.done("", "ID-003", summary="Other words", dod="all")


@pytest.mark.parametrize(
    ("text", "diff"),
    [
        ("- [x] T1 a\n", ["+  - [x] done — #4 · 1a2b3c4"]),
        ("## Task 1 - a *(Done 2025-10-17)*\n", ["+- [x] done — #4 · 1a2b3c4"]),
        ("### T1: a\n- [x] done\n", ["-- [x] done", "+- [x] done — #4 · 1a2b3c4"]),
        (
            "### T1: a\n**Status:** ✅ Completed (by Tom)\n",
            [
                "-**Status:** ✅ Completed (by Tom)",
                "+**Status:** ✅ Completed (by Tom) · #4 · 1a2b3c4",
            ],
        ),
    ],
)
def test_a_task_that_somebody_ticked_takes_link_and_hash(text, diff, open_it: Open) -> None:
    """Behind what stands there."""
    run = open_it(tasks=text)
    run.done("", "T1", pr="#4", commit="1a2b3c4")
    expected = [line.replace("#4", "PR #4") for line in diff]
    assert changed(text, text_of(run, "tasks.md")) == expected


def test_a_task_that_waits_is_refused_with_what_it_waits_on(open_it: Open) -> None:
    """Unless it is wanted anyway."""
    run = open_it()
    with pytest.raises(Refused, match=r"ID-002 waits on ID-001 \(pending\)"):
        run.start("", "ID-002")
    assert text_of(run, "tasks.md") == TASKS
    parked = TASKS.replace("- P1 Avatars", "- P1 ID-004 not now")
    (run.root / FOLDER / "tasks.md").write_text(parked, "utf-8")
    with pytest.raises(Refused, match="ID-004 is out of scope"):
        run.start("", "ID-004")
    run.start("", "ID-002", anyway=True)
    assert run.work().current[0].item.id == "ID-002"


@pytest.mark.parametrize(
    "summary",
    ["", "a\nb", "a\r\n## Tasks", "\x1b]0;x\x07", "x" * 501, "key AKIAQ3EGRWZ5TXYVBN7M is set"],
)
def test_a_hostile_summary_is_refused_and_changes_nothing(summary: str, open_it: Open) -> None:
    """Several lines, control characters, a secret."""
    run = open_it()
    with pytest.raises(Refused, match="Nothing was changed"):
        run.done("", "ID-003", summary=summary, dod="all")
    assert text_of(run, "tasks.md") == TASKS


def test_markup_in_a_summary_is_words(open_it: Open) -> None:
    """It opens no comment, ticks no box, and the next reading sees the same tasks."""
    run = open_it()
    run.done("", "ID-003", summary="<!-- spec-tui:end --> [/] · `x` - [x] done", dod="all")
    line = "   - [x] done — \\<!-- spec-tui:end --> [/] · `x` - [x] done · hash pending"
    assert line in text_of(run, "tasks.md").split("\n")
    assert len(run.work().order.steps) == 4
    run.done("", "ID-003", commit="1a2b3c4")
    assert line.replace("hash pending", "1a2b3c4") in text_of(run, "tasks.md").split("\n")


@pytest.mark.parametrize(
    ("pr", "commit"),
    [
        ("javascript:alert(1)", ""), ("ftp://x/1", ""), ("https://", ""), ("https://a b", ""),
        ("https://me:pw@x.example/1", ""), ("https://x.example/ · y", ""), ("", "d4e5f6g"),
        ("", "123456"), ("", "a" * 41), ("http://[", ""),
    ],
)  # fmt: skip
def test_links_and_hashes_are_checked(pr: str, commit: str, open_it: Open) -> None:
    """Scheme, host, no password; 7 to 40 hex digits (formats.md 102)."""
    run = open_it()
    with pytest.raises(Refused, match="Nothing was changed"):
        run.done("", "ID-003", summary="x", dod="all", pr=pr, commit=commit)


def test_a_destructive_task_wants_a_name_behind_its_approval(open_it: Open) -> None:
    """The record says who and when."""
    run = open_it()
    with pytest.raises(Unanswered, match=r"8\. Destructive command planned and approved"):
        run.done("", "ID-004", summary="x", dod="all")
    run.done("", "ID-004", summary="x", dod="all,8")
    assert (
        "- [x] Destructive command planned and approved in writing — by @maria, 2026-03-01\n"
        in text_of(run, "plan.md")
    )


@pytest.mark.parametrize("reason", ["", "a\n## Record", "\x1b[31m"])
def test_answers_of_a_screen_are_checked_too(reason: str, open_it: Open) -> None:
    """A reason is one line of words wherever it was typed."""
    run = open_it()
    given = (*(Answer(number, True) for number in (1, 2, 3, 5)), Answer(4, False, reason))
    with pytest.raises(Refused, match="reason of line 4"):
        run.done("", "ID-003", summary="x", given=given)
    assert text_of(run, "plan.md") == ""


def test_the_commit_message_and_the_pull_request_have_the_shape_of_the_seed(
    open_it: Open,
) -> None:
    """Seed 002, 4.4 and 4.5."""
    done = open_it().done("", "ID-002", summary="Page shows it", dod="all", commit="1a2b3c4")
    assert done.commit_message == (
        "feat: implement ID-002 — Page shows it (spec 2026-01-05-profiles)\n\n"
        "Why:\n- people want to read it\n\nChanges:\n- web/profile.py\n\n"
        "Tests:\n- unit, e2e of the page\n"
    )
    request = done.pull_request
    assert (request.source, request.target) == (
        "feat/ID-002-profile-page-shows-the-bio",
        "spec/2026-01-05-profiles",
    )
    assert f"Task: [ID-002]({FOLDER}/tasks.md#L17) of spec 20260105-profiles" in request.body
    assert "Tests:\n- unit, e2e of the page\n" in request.body


def test_bom_and_windows_lines_stay(open_it: Open) -> None:
    """Only the named lines change."""
    text = "\ufeff" + TASKS.replace("\n", "\r\n")
    run = open_it(tasks=text)
    run.start("", "ID-003")
    after = text_of(run, "tasks.md")
    assert after.startswith("\ufeff")
    assert changed(text, after) == [
        "-updated: 2026-01-05\r",
        "+updated: 2026-03-01\r",
        "+   - [ ] in progress — since 2026-03-01 @maria\r",
    ]


def test_a_package_of_another_kind_is_carried_out_as_it_is(open_it: Open) -> None:
    """No header, no srd.md, titles with marks."""
    text = "# Plan\n\n## Task 1 - Login *(Done 2025-10-17)*\n\n## Task 2 - Logout\nSome text.\n"
    run = open_it(tasks=text, srd="", **{"tech-spec": ""})
    assert run.next().step.item.id == "T2"
    run.start("", "TSK-002")
    run.done("", "T2", summary="Out", dod="all")
    assert changed(text, text_of(run, "tasks.md")) == [
        "-## Task 2 - Logout",
        "+## Task 2 - Logout *(Done 2026-03-01)*",
        "+- [x] done — Out · hash pending",
    ]
    assert run.next().step is None


def test_what_somebody_else_wrote_meanwhile_stays(open_it: Open) -> None:
    """Between the reading and the writing of one change."""
    run = open_it()
    path = run.root / FOLDER / "tasks.md"
    read = run.session.text

    def text(name: str) -> str:
        found = read(name)
        path.write_text(TASKS.replace("- P1 Avatars", "- P1 Avatars, P2 sounds"), "utf-8")
        return found

    run.session.text = text  # type: ignore[method-assign]
    run.start("", "ID-003")
    assert "P2 sounds" in text_of(run, "tasks.md")
    assert "in progress" in text_of(run, "tasks.md")


def test_notes_go_into_the_spec(open_it: Open) -> None:
    """An assumption with the next number into srd.md, a trade-off into plan.md."""
    run = open_it()
    run.note("", "Nobody has two profiles")
    assert changed(SRD, text_of(run, "srd.md"))[2:] == [
        "+- A2 Nobody has two profiles (2026-03-01 @maria)"
    ]
    run.note("", "Slower start", trade_off=True)
    assert text_of(run, "plan.md").endswith("## Notes\n\n- Slower start (2026-03-01 @maria)\n")


def test_a_decision_is_an_adr_that_names_the_spec(open_it: Open) -> None:
    """So that the Definition of Done of the spec finds it."""
    run = open_it()
    assert run.decide("", "Plain text", decision="No markup", ref="Q4").id == "ADR-001"
    with pytest.raises(Refused, match="already"):
        run.decide("", "Other", decision="No", ref="Q4")
    assert run.work().done_of_spec[2].state == "done"


def test_a_milestone_is_recorded_when_its_last_task_is_done(open_it: Open) -> None:
    """`done` says so; the entry is one change."""
    run = open_it()
    run.done("", "ID-001", summary="x", dod="all")
    last = run.done("", "ID-002", summary="x", dod="all")
    assert [one.name for one in last.reached] == ["M1"]
    assert run.checkpoint("", "M1").checkpoint.mvp
    assert (run.root / ".codex-os/product/analysis.md").exists()
    run.undo()
    assert not (run.root / ".codex-os/product/analysis.md").exists()


def test_showing_a_plan_or_questions_writes_nothing(open_it: Open) -> None:
    """`--diff` first."""
    run = open_it(srd=SRD.replace("- G1 Show profiles.", ""))
    assert run.plan(write=False).change.diff().startswith(f"--- a/{FOLDER}/plan.md")
    assert "+- Q5 Which goals" in run.align(write=False).change.diff()
    assert text_of(run, "plan.md") == ""
    assert "Q5" not in text_of(run, "srd.md")


def test_the_tracking_issue_names_the_spec(open_it: Open) -> None:
    """Its id, its tasks by milestone, what done means."""
    issue = open_it().handover()
    assert issue.title == "[20260105-profiles] Profiles"
    assert "### M1 MVP\n\n- [ ] ID-001 Add a column bio to users\n" in issue.body
    assert "- [ ] All mandatory tasks checked in `tasks.md`" in issue.body


def test_what_is_not_there_is_said(open_it: Open) -> None:
    """An unknown task, an unknown package."""
    run = open_it()
    with pytest.raises(Unknown, match="no item T9"):
        run.start("", "T9")
    with pytest.raises(Unknown, match="no package nowhere"):
        run.work("nowhere")


@pytest.mark.skipif(shutil.which("git") is None, reason="git is missing")
def test_git_is_read_and_only_confirmed_commands_run(open_it: Open) -> None:
    """Names with an explicit base; nothing exists until one is run."""
    run = open_it()
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "x"]):
        subprocess.run(["git", *words], cwd=run.root, check=True)
    begun = run.start("", "ID-003")
    assert [command.text for command in begun.commands] == [
        "git checkout -b spec/2026-01-05-profiles main",
        "git checkout -b docs/ID-003-describe-profiles spec/2026-01-05-profiles",
    ]
    assert begun.git.branch == "main"
    assert begun.git.dirty == (f"{FOLDER}/tasks.md",)
    for command in begun.commands:
        assert run.run(command)[0]
    found = run.task("", "ID-003")
    assert found.git.branch == "docs/ID-003-describe-profiles"
    assert found.commands == ()


def test_carrying_a_derived_task_out_is_no_drift(open_it: Open) -> None:
    """The region around it still counts as untouched (interview.md B.10)."""
    head, _, rest = TASKS.partition("3. [ID-003]")
    block, _, tail = rest.partition("4. [ID-004]")
    region = wrapped("tasks/ID-003", ("use",), f"3. [ID-003]{block.rstrip()}")
    run = open_it(tasks=f"{head}{region}4. [ID-004]{tail}")
    run.start("", "ID-003")
    run.done("", "ID-003", summary="Described", dod="all", commit="1a2b3c4")
    text = text_of(run, "tasks.md")
    found = find(text).get("tasks/ID-003")
    assert found is not None
    assert "- [x] done — Described · 1a2b3c4" in found.text(text)
    assert not found.edited(text)
