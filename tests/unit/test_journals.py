"""Journals on disk: sessions that record themselves, deliverables, pages; nothing else changes."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from spec_tui.journals import JournalSession
from spec_tui.spec_tree.model import Session
from spec_tui.work.change import Refused
from spec_tui.work.editing import Unknown
from spec_tui.workspace.errors import Unreadable, WorkspaceError
from tests.unit.journaling import (
    CONTEXT,
    FILES,
    TASK,
    Clock,
    E,
    F,
    commit,
    everything,
    git,
    opened,
    read,
    tree,
)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tree(tmp_path)


@pytest.fixture
def session(root: Path, clock: Clock) -> JournalSession:
    return opened(root, clock)


def current(session: JournalSession, name: str = "1011") -> Session:
    """The open session of a spec."""
    journal = session.page(name, links=False).journal
    assert journal is not None
    assert journal.current is not None
    return journal.current


# sessions


def test_reading_a_page_creates_nothing(session: JournalSession, root: Path) -> None:
    """formats.md 106: `--status` is read-only."""
    page = session.page("1011", links=False)
    assert page.journal is None
    assert page.parent == "1001 Storage"
    assert [one.done for one in page.criteria] == [True, False]
    assert session.forest().branches[0].id == "1000"
    assert not (root / ".spec-tui").exists()
    assert everything(root) == {name: text.encode() for name, text in FILES.items()}


def test_first_session_makes_the_journal(session: JournalSession, root: Path) -> None:
    """With links in both directions, and planning as its status."""
    done = session.start("1011", "First steps")
    assert done.receipt == f"Session 1 of 1011 has begun. Its journal is {CONTEXT}."
    assert done.paths == (CONTEXT,)
    text = read(root)
    assert text.startswith("# Context: Mount script\n")
    assert "**Spec**: [[1011.spec|1011 - Mount script]]" in text
    assert "**Parent**: [[spec|Storage]]" in text
    assert "**Status**: planning" in text
    found = current(session)
    assert (found.number, found.title, found.participants) == (1, "First steps", "@tom")
    assert read(root, f"{F}/1011.spec.md") == TASK


def test_spec_without_a_line_for_its_journal_gets_one(root: Path, clock: Clock) -> None:
    """What the first session makes is linked from the spec too."""
    path = root / F / "1011.spec.md"
    path.write_text("# 1011: Mount script\n\n## Scope\n", "utf-8")
    done = opened(root, clock).start("1011")
    assert set(done.paths) == {CONTEXT, f"{F}/1011.spec.md"}
    assert "**Context**: [[1011.context|Implementation Journal]]" in path.read_text("utf-8")


def test_open_session_goes_on(session: JournalSession, root: Path, clock: Clock) -> None:
    """A second start changes nothing, also of somebody who takes part already."""
    session.start("1011")
    before = everything(root)
    clock.pass_(30)
    done = session.start("1011", "Another title")
    assert done.receipt == "Session 1 of 1011 goes on, since 2025-08-23 14:00."
    assert done.paths == ()
    assert everything(root) == before


def test_somebody_else_takes_part_in_an_open_session(
    session: JournalSession, root: Path, clock: Clock
) -> None:
    """There is one open session; the second handle joins it."""
    session.start("1011")
    other = opened(root, clock, "@maria")
    done = other.start("1011")
    assert done.receipt.endswith("@maria takes part.")
    other.record("1011", "note", "Seen")
    found = current(session)
    assert (found.number, found.participants) == (1, "@tom, @maria")


def test_record_without_a_session_begins_one(session: JournalSession, root: Path) -> None:
    """In one change, so that one undo takes both back."""
    done = session.record("1011", "plan", "Use NFS", title="Mounting")
    assert done.receipt == "Recorded as plan in session 1 of 1011."
    assert [(one.kind, one.text, one.time) for one in current(session).entries] == [
        ("plan", "Use NFS", "14:00")
    ]
    assert session.undo() is not None
    assert everything(root) == {name: text.encode() for name, text in FILES.items()}


def test_each_entry_is_saved_and_taken_back_alone(
    session: JournalSession, root: Path, clock: Clock
) -> None:
    """Bytes as before after each undo, and as after it after each redo."""
    states = []
    for kind, words in (("plan", "a"), ("implement", "b"), ("test", "c\nd"), ("note", "- e")):
        session.record("1011", kind, words)  # type: ignore[arg-type]
        clock.pass_(7)
        states.append(everything(root))
    for state in reversed(states[:-1]):
        assert session.undo() is not None
        assert everything(root) == state
    for state in states[1:]:
        assert session.redo() is not None
        assert everything(root) == state
    kinds = [(one.kind, one.time) for one in current(session).entries]
    assert kinds == [
        ("plan", "14:00"),
        ("implement", "14:07"),
        ("test", "14:14"),
        ("note", "14:21"),
    ]


def test_work_that_is_recorded_ends_planning(session: JournalSession, root: Path) -> None:
    """A plan or a note does not; the first step does."""
    session.record("1011", "plan", "Use NFS")
    session.record("1011", "note", "Later")
    assert "**Status**: planning" in read(root)
    session.record("1011", "implement", "Begun")
    assert "**Status**: implementing" in read(root)
    assert session.work.find("1011").status == "in_progress"


def test_approval_of_the_plan_begins_the_work(session: JournalSession, root: Path) -> None:
    """Seed 004: planning, approved, implementing; a second approval changes nothing."""
    session.record("1011", "plan", "Use NFS")
    done = session.approve("1011", "@maria")
    assert done.receipt == "The plan of 1011 is approved by @maria."
    assert "- Plan approved by @maria, 2025-08-23T14:00" in read(root)
    assert "**Status**: implementing" in read(root)
    again = session.approve("1011", "@tom")
    assert again.paths == ()
    assert "already, by @maria" in again.receipt


def test_issue_that_stands_there_gets_its_resolution(session: JournalSession) -> None:
    """The same words with a resolution do not make a second issue."""
    session.record("1011", "issue", "No right to write")
    session.record("1011", "issue", "No right to write", "Added to the group", "A1B2C3D4")
    (issue,) = current(session).entries
    assert (issue.resolution, issue.commit) == ("Added to the group", "a1b2c3d4")
    session.record("1011", "issue", "Another")
    line = current(session).entries[-1].line
    session.resolve("1011", line, "Solved")
    assert [one.resolution for one in current(session).entries] == ["Added to the group", "Solved"]


@pytest.mark.parametrize(
    ("words", "hash_", "text"),
    [
        ("a1b2c3d: Initial script", "a1b2c3d", "Initial script"),
        ("`a1b2c3d` - Initial script", "a1b2c3d", "Initial script"),
        ("A1B2C3D Initial script", "a1b2c3d", "Initial script"),
        ("defaced the page", "", "defaced the page"),
        ("Initial script", "", "Initial script"),
    ],
)
def test_commit_is_read_from_its_words(
    words: str, hash_: str, text: str, session: JournalSession
) -> None:
    """As the source document writes commits."""
    session.record("1011", "commit", words)
    (entry,) = current(session).entries
    assert (entry.commit, entry.text) == (hash_, text)


def test_closing_writes_result_summary_and_metrics(
    session: JournalSession, root: Path, clock: Clock
) -> None:
    """Durations from the clock, criteria from the spec; the spec keeps its status."""
    session.record("1011", "implement", "Begun")
    clock.pass_(90)
    done = session.close("1011", "Mounts at start now.")
    assert done.receipt.startswith("Session 1 of 1011 is closed: partial, 1.5 hours.")
    assert done.receipt.endswith("1 of 2 criteria are met.")
    page = session.page("1011", links=False)
    assert page.journal is not None
    (closed,) = page.journal.sessions
    assert (closed.open, closed.status, closed.duration) == (False, "partial", "1.5 hours")
    assert page.journal.summary == "Mounts at start now."
    values = {one.name: (one.value, one.source) for one in page.metrics}
    assert values["Total Sessions"] == ("1", "computed")
    assert values["Acceptance Criteria Met"][0].startswith("1/2")
    assert page.branch.written == "implementing"


def test_result_is_completed_where_all_criteria_are_ticked(session: JournalSession) -> None:
    """Unless another one is named."""
    session.tick("1011", 1, True)
    session.start("1011")
    assert "completed" in session.close("1011").receipt
    session.start("1011")
    assert "blocked" in session.close("1011", result="blocked").receipt
    assert session.work.find("1011").status != "done"


def test_spec_without_criteria_is_not_completed_by_itself(session: JournalSession) -> None:
    """Nothing shows that it is."""
    session.start("1000")
    assert "partial" in session.close("1000").receipt


def test_summary_is_made_of_the_entries_where_nobody_says_one(session: JournalSession) -> None:
    """It names what was done."""
    session.record("1011", "plan", "a")
    session.record("1011", "test", "b")
    session.record("1011", "test", "c")
    session.close("1011")
    journal = session.page("1011", links=False).journal
    assert journal is not None
    assert journal.summary == (
        "Session 1: 1 planning entry, 2 test entries; 1 of 2 criteria are met."
    )


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda s: s.close("1011"), "1011 has no open session"),
        (lambda s: s.record("1011", "note", " \n "), "nothing to record"),
        (lambda s: s.record("1011", "note", "password=hunter2Xk9"), "looks like a secret"),
        (lambda s: s.start("1011", "password=hunter2Xk9"), "looks like a secret"),
        (lambda s: s.record("1011", "issue", "x", commit="xyz"), "xyz is no commit"),
        (lambda s: s.record("1011", "note", "x", "y"), "Only an issue"),
        (lambda s: s.record("TSK-001", "note", "x"), "TSK-001 is no spec of specs/"),
        (lambda s: s.close("1011", result="great"), "great is no result"),
        (lambda s: s.deliver("1011", "scripts", "../x.sh"), "leads out of the folder"),
        (lambda s: s.deliver("1011", "docs", "AKIAIOSFODNN7QWERTYU.md"), "name holds what looks"),
        (lambda s: s.deliver("1011", "code", "/etc/passwd"), "path from the top of the repository"),
        (lambda s: s.deliver("1011", "code", "src/none.ts:4"), "no file src/none.ts"),
        (lambda s: s.deliver("1011", "docs", "a.png"), "--from"),
        (lambda s: s.record("1099", "note", "x"), "There is no item 1099"),
    ],
)
def test_what_is_refused_changes_nothing(call, says, session: JournalSession, root: Path) -> None:
    """A sentence, and the same bytes on disk."""
    with pytest.raises(Refused, match=says):
        call(session)
    assert everything(root) == {name: text.encode() for name, text in FILES.items()}


def test_unknown_spec_is_told_apart(session: JournalSession) -> None:
    """Wrong use is not a refused change (cli.md)."""
    with pytest.raises(Unknown):
        session.page("1099")


def test_secret_is_kept_or_redacted_where_a_person_says_so(
    session: JournalSession, root: Path
) -> None:
    """safety.md S5."""
    session.record("1011", "note", "password=hunter2Xk9", secret="redact")
    assert "hunter2Xk9" not in read(root)
    session.record("1011", "note", "password=hunter2Xk9", secret="keep")
    assert "password=hunter2Xk9" in read(root)


def test_words_of_a_person_stay_byte_for_byte(session: JournalSession, root: Path) -> None:
    """Line ends, trailing blanks and sections of their own; only the entry is added."""
    session.start("1011")
    path = root / CONTEXT
    text = path.read_text("utf-8").replace("\n", "\r\n") + "## Mine  \r\n\r\n```\r\n## no\r\n```"
    path.write_bytes(text.encode())
    session.record("1011", "note", "one more")
    new = path.read_bytes().decode()
    added = [line for line in new.split("\r\n") if line not in text.split("\r\n")]
    assert added == ["#### Notes", "- 14:00 one more"]
    assert new.endswith("## Mine  \r\n\r\n```\r\n## no\r\n```")


def test_entry_of_somebody_else_meanwhile_is_kept(
    session: JournalSession, root: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both append in the same place: the second is made anew from what stands there."""
    session.record("1011", "note", "first")
    other = opened(root, clock, "@tom")
    commit_texts = session.edits.commit_texts
    late = iter((True,))

    def with_a_late_writer(*arguments, **named):  # type: ignore[no-untyped-def]
        if next(late, False):
            other.record("1011", "note", "theirs")
        return commit_texts(*arguments, **named)

    monkeypatch.setattr(session.edits, "commit_texts", with_a_late_writer)
    session.record("1011", "note", "ours")
    assert [one.text for one in current(session).entries] == ["first", "theirs", "ours"]


def test_spec_that_was_moved_meanwhile_is_found_in_its_new_place(
    session: JournalSession, root: Path
) -> None:
    """What is recorded goes to the spec, and never makes a second one in the old place."""
    session.record("1011", "plan", "Use NFS")
    (root / F).rename(root / E / "1007")
    done = session.record("1011", "note", "Goes on")
    assert done.paths == (CONTEXT.replace(F, f"{E}/1007"),)
    assert not (root / F).exists()
    assert [one.text for one in current(session).entries] == ["Use NFS", "Goes on"]


def test_spec_that_goes_while_an_entry_is_recorded_does_not_come_back(
    session: JournalSession, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would be a file with one line, and perhaps a second spec of the same id."""
    item = session.find("1011")
    (root / item.path).unlink()
    before = everything(root)
    with monkeypatch.context() as found:
        found.setattr(session, "find", lambda _: item)
        with pytest.raises(Refused, match="moved or removed meanwhile"):
            session.record("1011", "note", "Late")
        with pytest.raises(Refused, match="moved or removed meanwhile"):
            session.deliver("1011", "docs", "late.md")
    with pytest.raises(Unknown):
        session.record("1011", "note", "Late")
    assert everything(root) == before


def test_unfinished_merge_is_named_and_not_written(session: JournalSession, root: Path) -> None:
    """It can be looked at; nothing is recorded into it."""
    session.start("1011")
    path = root / CONTEXT
    broken = path.read_text("utf-8") + "<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n"
    path.write_text(broken, "utf-8")
    with pytest.raises(Unreadable, match="a merge was not finished"):
        session.record("1011", "note", "x")
    page = session.page("1011", links=False)
    assert "a merge was not finished" in page.trouble
    assert page.journal is not None
    assert path.read_text("utf-8") == broken


def test_journal_that_is_no_text_is_trouble_on_the_page(
    session: JournalSession, root: Path
) -> None:
    """It is not read, and not written."""
    (root / CONTEXT).write_bytes(b"# Context \xff\n")
    page = opened(root, Clock()).page("1011", links=False)
    assert page.journal is None
    assert "not UTF-8" in page.trouble
    with pytest.raises(WorkspaceError, match="not UTF-8"):
        session.record("1011", "note", "x")


# git


def test_commits_since_the_session_began_are_offered_until_recorded(
    root: Path, clock: Clock
) -> None:
    """By hash; what an entry names is not offered again."""
    git(root, "init", "-q", "-b", "main")
    commit(root, "a.ts", "1\n", "Before")
    session = opened(root, clock)
    session.start("1011")
    clock.pass_(10)
    first = commit(root, "a.ts", "1\n2\n3\n", "Add two lines", clock.time)
    second = commit(root, "b.ts", "1\n", "Add b", clock.time)
    offers = session.page("1011", links=False).offers
    assert [(one.hash, one.subject) for one in offers] == [
        (first[:7], "Add two lines"), (second[:7], "Add b"),
    ]  # fmt: skip
    session.record("1011", "commit", first[:9])
    assert [(one.commit, one.text) for one in current(session).entries] == [
        (first[:9], "Add two lines")
    ]
    assert [one.hash for one in session.page("1011", links=False).offers] == [second[:7]]


def test_metrics_of_an_open_session_are_computed_now(root: Path, clock: Clock) -> None:
    """Lines and files from git, without the journal itself; typed ones stay typed."""
    git(root, "init", "-q", "-b", "main")
    commit(root, "a.ts", "1\n2\n", "Before")
    session = opened(root, clock)
    session.start("1011")
    path = root / CONTEXT
    text = path.read_text("utf-8")
    assert "### Quality\n" in text
    path.write_text(
        text.replace("### Quality\n", "### Quality\n- **Test Coverage**: 92%\n"), "utf-8"
    )
    clock.pass_(60)
    commit(root, "a.ts", "1\n3\n4\n", "Change", clock.time)
    commit(root, "b.ts", "1\n", "Add b", clock.time)
    values = {
        one.name: (one.value, one.source) for one in session.page("1011", links=False).metrics
    }
    assert values["Lines of Code"] == ("+3, -1", "computed")
    assert values["Files Created"] == ("1", "computed")
    assert values["Files Modified"] == ("1", "computed")
    assert values["Test Coverage"] == ("92%", "typed")
    session.close("1011")
    commit(root, "c.ts", "1\n", "Between the sessions", clock.time)
    clock.pass_(600)
    session.start("1011")
    commit(root, "d.ts", "1\n2\n", "In the second", clock.time)
    after = {one.name: one.value for one in session.page("1011", links=False).metrics}
    assert after["Lines of Code"] == "+5, -1"
    assert after["Total Sessions"] == "2"


def test_commit_that_git_does_not_know_is_recorded_and_told(root: Path, clock: Clock) -> None:
    """formats.md 102: not rejected, only not verified."""
    git(root, "init", "-q", "-b", "main")
    known = commit(root, "a.ts", "1\n", "Before")
    session = opened(root, clock)
    assert session.record("1011", "commit", known[:7]).receipt.endswith("of 1011.")
    done = session.record("1011", "commit", "d4e5f60: Elsewhere")
    assert done.receipt.endswith("git does not know d4e5f60 here.")


# deliverables

SCRIPT = f"{F}/deliverables/scripts/setup.sh"


def test_new_deliverable_is_linked_in_both_directions(session: JournalSession, root: Path) -> None:
    """File, registry, entry and list of the spec in one change, which one undo takes back."""
    before = everything(root)
    done = session.deliver("1011", "scripts", "setup.sh", about="Mounts the shares")
    assert done.receipt == f"{SCRIPT} is made, and linked in context and spec."
    assert set(done.paths) == {CONTEXT, f"{F}/1011.spec.md", SCRIPT}
    assert read(root, SCRIPT) == (
        "#!/bin/sh\n"
        "# Spec: [[../../1011.spec|1011 - Mount script]]\n"
        "# Context: [[../../1011.context|Implementation Journal]]\n"
    )
    assert os.access(root / SCRIPT, os.X_OK)
    link = "[[deliverables/scripts/setup.sh|setup.sh]]"
    page = session.page("1011", links=False)
    (one,) = page.deliverables
    assert (one.heading, one.target, one.about) == (
        "Scripts", "deliverables/scripts/setup.sh", "Mounts the shares",
    )  # fmt: skip
    assert f"Created {link} - Mounts the shares" in read(root)
    assert read(root, f"{F}/1011.spec.md") == TASK + f"\n- {link}\n"
    assert session.undo() is not None
    assert everything(root) == before
    assert session.redo() is not None
    assert os.access(root / SCRIPT, os.X_OK)


def test_file_that_is_there_is_adopted_with_its_comment_only(
    session: JournalSession, root: Path
) -> None:
    """Every other byte and its mode stay; a second time adds nothing to it."""
    path = root / SCRIPT
    path.parent.mkdir(parents=True)
    path.write_bytes(b"#!/bin/sh\r\necho 1  \r\n# end")
    path.chmod(0o750)
    session.deliver("1011", "scripts", "setup.sh")
    new = path.read_bytes()
    assert new.startswith(b"#!/bin/sh\r\n# Spec: [[")
    assert new.endswith(b"]]\r\necho 1  \r\n# end")
    assert path.stat().st_mode & 0o777 == 0o750
    session.deliver("1011", "scripts", "setup.sh")
    assert path.read_bytes() == new
    page = session.page("1011", links=False)
    assert len(page.deliverables) == 1
    assert [one.text.split(" ")[0] for one in current(session).entries] == ["Adopted", "Updated"]
    assert read(root, f"{F}/1011.spec.md").count("setup.sh|") == 1


def test_copied_file_keeps_bytes_and_mode(
    session: JournalSession, root: Path, tmp_path: Path
) -> None:
    """Text gains the comment, binary nothing; the source stays."""
    binary = tmp_path / "from" / "logo.png"
    binary.parent.mkdir()
    binary.write_bytes(b"\x89PNG\r\n\x1a\n\0\xff")
    binary.chmod(0o755)
    session.deliver("1011", "docs", "logo.png", binary)
    made = root / F / "deliverables/docs/logo.png"
    assert made.read_bytes() == binary.read_bytes()
    assert os.access(made, os.X_OK)
    text = tmp_path / "from" / "run"
    text.write_bytes(b"#!/usr/bin/env python3\nprint(1)\n")
    session.deliver("1011", "scripts", "tools/run", text)
    assert read(root, f"{F}/deliverables/scripts/tools/run") == (
        "#!/usr/bin/env python3\n"
        "# Spec: [[../../../1011.spec|1011 - Mount script]]\n"
        "# Context: [[../../../1011.context|Implementation Journal]]\n"
        "print(1)\n"
    )
    assert text.read_bytes() == b"#!/usr/bin/env python3\nprint(1)\n"
    session.undo()
    session.undo()
    assert not made.exists()


def test_copy_of_a_file_with_a_bom_is_taken_back_and_made_again(
    session: JournalSession, root: Path, tmp_path: Path
) -> None:
    """The BOM stays the first bytes."""
    source = tmp_path / "guide.md"
    source.write_bytes(b"\xef\xbb\xbf---\nt: 1\n---\nhello")
    before = everything(root)
    assert "no comment" not in session.deliver("1011", "docs", "guide.md", source).receipt
    made = root / F / "deliverables/docs/guide.md"
    assert made.read_bytes().startswith(b"\xef\xbb\xbf---\nt: 1\n---\n<!-- Spec: [[")
    after = everything(root)
    assert session.undo() is not None
    assert everything(root) == before
    assert session.redo() is not None
    assert everything(root) == after


def test_copy_never_goes_over_a_file(session: JournalSession, root: Path, tmp_path: Path) -> None:
    """It would lose what is there."""
    session.deliver("1011", "docs", "a.md")
    before = everything(root)
    source = tmp_path / "other.md"
    source.write_text("# Other\n", "utf-8")
    with pytest.raises(Refused, match="is there already"):
        session.deliver("1011", "docs", "a.md", source)
    source.unlink()
    assert everything(root) == before


def test_secret_in_a_copied_file_is_refused(
    session: JournalSession, root: Path, tmp_path: Path
) -> None:
    """Before anything is written, unless a person keeps it."""
    outside = tmp_path.parent / f"{tmp_path.name}.env"
    outside.write_text("password=hunter2Xk9\n", "utf-8")
    with pytest.raises(Refused, match="looks like a secret"):
        session.deliver("1011", "config", "app.env", outside)
    assert everything(root) == {name: text.encode() for name, text in FILES.items()}
    session.deliver("1011", "config", "app.env", outside, secret="keep")
    assert "hunter2Xk9" in read(root, f"{F}/deliverables/config/app.env")


def test_formats_without_comments_are_named_by_the_registry_alone(
    session: JournalSession, root: Path
) -> None:
    """JSON stays JSON (formats.md 97)."""
    path = root / F / "deliverables/config/a.json"
    path.parent.mkdir(parents=True)
    path.write_text('{"a": 1}', "utf-8")
    done = session.deliver("1011", "config", "a.json")
    assert path.read_text("utf-8") == '{"a": 1}'
    assert done.receipt.endswith("It can hold no comment.")
    assert [one.heading for one in session.page("1011", links=False).deliverables] == [
        "Configuration Files"
    ]


def test_code_change_stays_where_it_is(session: JournalSession, root: Path) -> None:
    """A plain reference with its line; the file and the spec are not touched."""
    (root / "src").mkdir()
    (root / "src/api.ts").write_text("1\n", "utf-8")
    done = session.deliver("1011", "code", "src/api.ts:45", about="Retries")
    assert done.paths == (CONTEXT,)
    (one,) = session.page("1011", links=False).deliverables
    assert (one.heading, one.code, one.target) == ("Code Changes", True, "src/api.ts:45")
    assert "([Line 45](../../../src/api.ts#L45))" in read(root)
    assert (root / "src/api.ts").read_text("utf-8") == "1\n"


def test_deliverables_of_an_epic_lie_in_its_folder(session: JournalSession, root: Path) -> None:
    """With links of its own depth."""
    session.deliver("1000", "docs", "map.md")
    assert "<!-- Spec: [[../../epic|1000 - Foundation]] -->" in read(
        root, f"{E}/deliverables/docs/map.md"
    )


@pytest.mark.parametrize("folder", ["deliverables", "deliverables/scripts"])
def test_folder_behind_a_link_out_of_the_repository_is_refused(
    folder: str, session: JournalSession, root: Path, tmp_path: Path
) -> None:
    """Nothing is written there, and nothing in the journal."""
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    place = root / F / folder
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(outside, target_is_directory=True)
    with pytest.raises((Refused, WorkspaceError)):
        session.deliver("1011", "scripts", "setup.sh")
    assert list(outside.rglob("*")) == []
    assert not (root / CONTEXT).exists()
    shutil.rmtree(outside)


@pytest.mark.parametrize("data", [b"#!/bin/sh\n", b"\x7fELF\0\xff"])
def test_link_out_of_the_repository_is_not_adopted(
    data: bytes, session: JournalSession, root: Path, tmp_path: Path
) -> None:
    """Its target stays as it is, and no journal is made; binary files are no exception."""
    outside = tmp_path.parent / f"{tmp_path.name}.sh"
    outside.write_bytes(data)
    (root / SCRIPT).parent.mkdir(parents=True)
    (root / SCRIPT).symlink_to(outside)
    with pytest.raises((Refused, WorkspaceError), match="link out of the repository"):
        session.deliver("1011", "scripts", "setup.sh")
    assert outside.read_bytes() == data
    assert not (root / CONTEXT).exists()
    outside.unlink()


def test_name_that_differs_only_in_case_is_refused(session: JournalSession) -> None:
    """Two files that some systems cannot hold beside each other."""
    session.deliver("1011", "scripts", "setup.sh")
    with pytest.raises(Refused, match=r"setup\.sh is there already, and differs"):
        session.deliver("1011", "scripts", "Setup.sh")


def test_running_sessions_show_in_the_tree(session: JournalSession) -> None:
    """Until they are closed."""
    session.start("1001")
    assert [one.id for one in session.forest().branches if one.running] == ["1001"]
    session.close("1001")
    assert not any(one.running for one in session.forest().branches)


def test_hash_alone_gets_its_words_from_git(root: Path, clock: Clock) -> None:
    """As an option or as the words; one that git does not know stands alone."""
    git(root, "init", "-q", "-b", "main")
    known = commit(root, "a.ts", "1\n", "Add a")
    session = opened(root, clock)
    session.record("1011", "commit", "", commit=known[:8])
    session.record("1011", "commit", "d4e5f60")
    session.record("1011", "commit", known)
    found = [(one.commit, one.text) for one in current(session).entries]
    assert found == [(known[:8], "Add a"), ("d4e5f60", ""), (known, "Add a")]
