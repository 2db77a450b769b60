"""`spec-tui work ...`: words, JSON, exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from spec_tui.cli import opening
from tests.unit.cli.conftest import Ran
from tests.unit.journaling import CONTEXT, FILES, F, everything, tree

Run = Callable[..., Ran]


@pytest.fixture
def work(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `spec-tui work ...` in a repository with a tree of specs."""
    tree(tmp_path)
    monkeypatch.chdir(tmp_path)
    return lambda *words, **named: run("work", *words, **named)


def untouched(root: Path) -> bool:
    """Whether nothing was written."""
    same = everything(root) == {name: text.encode() for name, text in FILES.items()}
    return same and not (root / ".spec-tui").exists()


def test_a_session_from_start_to_done(work: Run, tmp_path: Path) -> None:
    """Without a terminal `work ID` begins a session, and goes on with it."""
    begun = work("1011", "--as", "@tom", "--title", "Mounting")
    assert (begun.code, begun.err) == (0, "")
    assert begun.out == f"Session 1 of 1011 has begun. Its journal is {CONTEXT}.\n"
    assert work("1011", "--resume").out.startswith("Session 1 of 1011 goes on, since ")
    assert work("1011", "plan", "Use NFS").out == "Recorded as plan in session 1 of 1011.\n"
    early = work("1011", "implement", "Begun")
    assert early.code == 0
    assert early.err == (
        "The plan of 1011 is not approved: `spec-tui work 1011 approve --by @x`.\n"
    )
    approved = work("1011", "approve", "--by", "@maria")
    assert approved.out == "The plan of 1011 is approved by @maria.\n"
    assert work("1011", "test", "12 of 12 pass").err == ""
    made = work("1011", "deliver", "--type", "scripts", "--name", "setup.sh", "--about", "Mounts")
    assert made.out.startswith(f"{F}/deliverables/scripts/setup.sh is made")
    done = work("1011", "done", "Mounts now", "--result", "completed")
    assert done.out.startswith("Session 1 of 1011 is closed: completed")
    again = work("1011", "done")
    assert (again.code, again.out) == (1, "")
    assert "no open session" in again.err
    text = (tmp_path / CONTEXT).read_text("utf-8")
    assert "Mounts now" in text
    assert "**Status**: implementing" in text


def test_status_and_deliverables_write_nothing(work: Run, tmp_path: Path) -> None:
    """formats.md 106; also before there is a journal."""
    shown = work("1011", "--status")
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith("1011 Mount script (task): pending\nParent: 1001 Storage\n")
    assert "Journal: none yet." in shown.out
    assert "Criteria: 1 of 2\n  [x] mounts at start\n  [ ] survives a reboot\n" in shown.out
    assert work("1011", "--deliverables").out == "1011 Mount script has no deliverables yet.\n"
    assert untouched(tmp_path)


def test_status_shows_sessions_with_their_titles_and_without(work: Run, tmp_path: Path) -> None:
    """A session that people wrote as a date alone has no title to announce."""
    journal = (
        "# Context: Mount\n\n## Implementation Timeline\n\n- **Date**: 2025-03-16\n  - Mounted\n"
    )
    (tmp_path / CONTEXT).write_text(f"{journal}- **Date**: 2025-03-17 Quotas\n", encoding="utf-8")
    shown = work("1011", "--status").out.splitlines()
    assert [line for line in shown if line.startswith("Session")] == [
        "Session 2, 2025-03-17: Quotas (closed, 0 entries)",
        "Session 1, 2025-03-16 (closed, 1 entry)",
    ]


def test_json_of_a_spec_and_of_a_change(work: Run) -> None:
    """Wherever the option stands."""
    found = json.loads(work("--json", "1011", "--status").out)
    assert (found["id"], found["exists"], found["sessions"]) == ("1011", False, [])
    assert found["criteria"]["items"][1] == {"text": "survives a reboot", "done": False}
    begun = json.loads(work("1011", "--json").out)
    assert begun["paths"] == [CONTEXT]
    changed = json.loads(work("1011", "note", "x", "--json").out)
    assert changed["receipt"] == "Recorded as note in session 1 of 1011."
    assert [one["text"] for one in changed["session"]["entries"]] == ["x"]
    assert changed["session"]["open"] is True


def test_report_of_an_epic_names_what_lies_below_it(work: Run, tmp_path: Path) -> None:
    """By heading, with the spec; what is gone is told."""
    work("1011", "deliver", "--type", "docs", "--name", "a.md")
    work("1001", "deliver", "--type", "docs", "--name", "b.md", "--about", "Guide")
    (tmp_path / F / "deliverables/docs/a.md").unlink()
    shown = work("1000", "--deliverables").out
    assert shown == (
        "Documentation:\n"
        f"  1001  {F}/deliverables/docs/b.md - Guide\n"
        f"  1011  {F}/deliverables/docs/a.md (not there)\n"
    )
    rows = json.loads(work("1000", "--deliverables", "--json").out)["deliverables"]
    assert [(one["spec"], one["exists"]) for one in rows] == [("1001", True), ("1011", False)]


@pytest.mark.parametrize("text", ["-1 degrees", "--flag is set", "- a bullet", "-"])
def test_text_may_begin_with_a_dash(text: str, work: Run) -> None:
    """A dash alone is stdin."""
    done = work("1011", "note", text, "--json", stdin=b"from stdin\nsecond line\n")
    (entry,) = json.loads(done.out)["session"]["entries"]
    assert (entry["text"], entry["details"]) == (
        ("from stdin", ["second line"]) if text == "-" else (text, [])
    )


def test_issue_and_commit_take_what_belongs_to_them(work: Run) -> None:
    """Resolution and hash."""
    work("1011", "issue", "No right", "--resolution", "Group added", "--commit", "a1b2c3d")
    done = work("1011", "commit", "Initial script", "--commit", "B1B2C3D", "--json")
    commit, issue = json.loads(done.out)["session"]["entries"]
    assert (issue["resolution"], issue["commit"]) == ("Group added", "a1b2c3d")
    assert (commit["text"], commit["commit"]) == ("Initial script", "b1b2c3d")


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("1099",), 2, "There is no item 1099."),
        (("1099", "note", "x"), 2, "There is no item 1099."),
        (("TSK-001", "note", "x"), 1, "no spec of specs/"),
        (("1011", "dance", "x"), 2, "There is no `work ID dance`. There are: plan, change"),
        (("1011", "--status", "--resume"), 2, "Say one of"),
        (("1011", "--status", "note", "x"), 2, "go with no verb"),
        (("1011", "note"), 2, "Missing argument 'TEXT'"),
        (("1011", "note", ""), 1, "nothing to record"),
        (("1011", "commit"), 1, "nothing to record"),
        (("1011", "note", "password=hunter2Xk9"), 1, "looks like a secret"),
        (("1011", "issue", "x", "--commit", "xyz"), 1, "xyz is no commit"),
        (("1011", "done"), 1, "1011 has no open session"),
        (("1011", "deliver", "--name", "x.md"), 2, "Missing option '--type'"),
        (("1011", "deliver", "--type", "docs"), 2, "--name says"),
        (("1011", "deliver", "--type", "docs", "--name", "../x"), 1, "leads out"),
        (("1011", "deliver", "--type", "docs", "--from", "none.md"), 2, "none.md"),
        (("1011", "approve", "--by", "..."), 2, "no latin letter"),
        ((), 2, "Missing argument 'ID'"),
    ],
)
def test_what_cannot_be_done_is_said(words: Any, code: int, says: str, work: Run,
                                     tmp_path: Path) -> None:  # fmt: skip
    """1 for a refused change, 2 for what could not run; nothing is written."""
    done = work(*words)
    assert (done.code, done.out) == (code, "")
    assert says in done.err
    assert untouched(tmp_path)


def test_on_a_terminal_the_session_screen_opens(
    work: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On that spec; an unknown one is said before."""
    calls: list[tuple[str, str]] = []
    monkeypatch.setattr(opening, "on_a_terminal", lambda: True)
    monkeypatch.setattr(
        opening, "open_app", lambda _, *, screen, focus: calls.append((screen, focus))
    )
    assert work("1011").code == 0
    assert calls == [("journal", "1011")]
    assert untouched(tmp_path)
    assert work("1099").code == 2
    assert work("1011", "--status").out.startswith("1011 Mount script")
    assert work("1011", "--title", "Evening").code == 0
    assert calls == [("journal", "1011")] * 2
    assert "Session 1" in (tmp_path / CONTEXT).read_text("utf-8")


def test_help_names_every_verb_with_what_it_does(work: Run) -> None:
    """In the order of the work."""
    listed = work("--help").out.partition("Commands:\n")[2].splitlines()
    verbs = [line.split()[0] for line in listed]
    assert verbs == [
        "plan", "change", "implement", "test", "issue", "commit", "note", "deliver", "approve",
        "done",
    ]  # fmt: skip
    assert all(len(line.split()) > 3 for line in listed)
    assert "--resolution" in work("1011", "issue", "--help").out
