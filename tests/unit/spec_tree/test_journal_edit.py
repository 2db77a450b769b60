"""Sessions, entries, approvals and deliverables written into a context file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from spec_tui.documents.lines import split_lines
from spec_tui.spec_tree import journal_edit
from spec_tui.spec_tree.journal import read, words_of
from spec_tui.spec_tree.model import KINDS
from spec_tui.work.change import Moment, Refused
from spec_tui.work.formats.tree_context import context_text
from spec_tui.workspace.hunks import apply_hunks, hunks_of, inverse

SEEDS = Path(__file__).parents[2] / "data" / "tree" / "seeds"
TEMPLATE = (SEEDS / "context-template.md").read_bytes().decode()
AT = Moment(datetime(2025, 8, 23, 14, 2, tzinfo=UTC), "@tom")
NEW = context_text("1001", "Storage", "feature", "1000", "Ground", "planning", AT)


def later(minutes: int) -> Moment:
    """Some time after the session began."""
    return Moment(AT.now + timedelta(minutes=minutes), "@tom")


def begun(text: str = NEW) -> str:
    """A context file with an open session."""
    return journal_edit.start(text, AT, title="Mounting", participants=("@tom", "Claude"))


def added(old: str, new: str) -> list[str]:
    """Lines that `new` has more, blank ones and the time in **Updated** left out."""
    before = split_lines(old)
    rest = []
    for line in split_lines(new):
        if before and (line == before[0] or line[:12] == before[0][:12] == "**Updated**:"):
            before.pop(0)
        else:
            rest.append(line.rstrip("\r\n"))
    assert not before
    return [line for line in rest if line]


def test_a_session_begins_at_the_end_of_the_timeline() -> None:
    """With its machine line, and nothing else changed (formats.md 104)."""
    text = journal_edit.start(NEW, AT, title="Mounting", participants=("@tom", "Claude"), head="a1")
    assert added(NEW, text) == [
        "### Session 1: 2025-08-23 - Mounting",
        "<!-- spec-tui:session start=2025-08-23T14:02:00+00:00 head=a1 -->",
        "**Participants**: @tom, Claude  ",
    ]
    assert text.index("### Session 1") < text.index("## Deliverables")


def test_the_template_takes_a_session_and_an_entry_and_gives_them_back() -> None:
    """Only the lines of the edit change, and the inverse is byte-identical."""
    text = begun(TEMPLATE)
    assert added(TEMPLATE, text)[0] == "### Session 3: 2025-08-23 - Mounting"
    assert "**Updated**: 2025-08-23 14:02\n" in text
    new = journal_edit.record(text, "test", "ok", later(3))
    assert added(text, new) == ["#### Testing", "- 14:05 ok"]
    assert apply_hunks(new, inverse(hunks_of(TEMPLATE, new))) == TEMPLATE


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.md")), ids=lambda path: path.stem)
def test_every_example_takes_an_entry_and_gives_it_back(path: Path) -> None:
    """Also one that is no journal."""
    old = path.read_bytes().decode()
    new = journal_edit.record(begun(old), "note", "x", later(1))
    assert [entry.text for session in read(new).sessions[-1:] for entry in session.entries] == ["x"]
    assert added(old, new)
    assert apply_hunks(new, inverse(hunks_of(old, new))) == old


def test_one_session_is_open_at_a_time() -> None:
    """A second one is refused."""
    with pytest.raises(Refused, match="Session 1 is open"):
        begun(begun())
    with pytest.raises(Refused, match="No session is open"):
        journal_edit.record(NEW, "note", "x", AT)


def test_a_newest_first_timeline_stays_so() -> None:
    """The new session stands above the others."""
    old = "## Timeline\n\n### Session 2: 2025-01-02\n\n### Session 1: 2025-01-01\n"
    assert [one.number for one in read(begun(old)).sessions] == [3, 2, 1]


@pytest.mark.parametrize(
    "title", ["C #", "#", "a \\#", "- x", "C #\n<!-- x", "2025-01-01 - y", "`z`"]
)
def test_a_title_ends_its_line_whatever_it_holds(title: str) -> None:
    """And comes back as it was said."""
    text = journal_edit.start(NEW, AT, title=f" {title} ")
    (session,) = read(text).sessions
    assert session.title == title.replace("\n", " ")


def test_a_title_has_an_end() -> None:
    """A heading that is too long would not be read."""
    with pytest.raises(Refused, match="200 characters"):
        journal_edit.start(NEW, AT, title="x" * 201)


def test_entries_stand_below_their_headings_in_the_order_of_the_template() -> None:
    """Whatever the order in which they are recorded."""
    text = begun()
    for minute, kind in enumerate(reversed(KINDS)):
        text = journal_edit.record(text, kind, f"{kind} it", later(minute))
    lines = [line for line in text.split("\n") if line.startswith(("#### ", "- 14:"))]
    assert lines == [
        "#### Planning", "- 14:09 plan it", "#### Changes to Spec", "- 14:08 change it",
        "#### Implementation", "- 14:03 deliver it", "- 14:07 implement it", "#### Testing",
        "- 14:06 test it", "#### Commits", "- 14:04 commit it", "#### Issues & Resolutions",
        "- 14:05 **Issue**: issue it", "#### Notes", "- 14:02 note it",
    ]  # fmt: skip
    assert [entry.time for entry in read(text).sessions[0].entries] == [
        f"14:0{minute}" for minute in range(2, 10)
    ]


def test_the_list_that_stands_there_goes_on_in_its_own_hand() -> None:
    """Its bullets, CR LF, and no newline at the end of the file."""
    old = begun("# X\n\n## Timeline").replace("\n", "\r\n") + "\r\n\r\n#### Notes\r\n* by hand"
    new = journal_edit.record(old, "note", "a\nb", AT)
    assert new == old + "\r\n* 14:02 a\r\n  b"


def test_an_entry_below_a_paragraph_is_no_part_of_it() -> None:
    """A blank line stands between."""
    old = begun("# X\n\n## Timeline\n") + "\n#### Notes\nBy hand.\n"
    assert journal_edit.record(old, "note", "a", AT) == old + "\n- 14:02 a\n"


def test_an_entry_of_another_day_says_so() -> None:
    """A session may go over midnight."""
    text = journal_edit.record(begun(), "note", "late", later(11 * 60))
    assert "- 2025-08-24 01:02 late" in text
    (entry,) = read(text).sessions[0].entries
    assert (entry.date, entry.time, entry.text) == ("2025-08-24", "01:02", "late")


def test_issue_resolution_and_commit_stand_as_in_the_template() -> None:
    """At once, or the resolution later (seed 004)."""
    text = journal_edit.record(begun(), "issue", "No right", AT)
    text = journal_edit.record(text, "issue", "Other", AT, resolution="Done", commit="abc1234")
    line = read(text).sessions[0].entries[0].line
    new = journal_edit.resolve(text, line, "Added to group\n# nas", later(38), commit="l0m1n2o")
    assert added(text, new) == [
        "- 14:40 **Resolution**: Added to group", "  \\# nas", "- **Commit**: `l0m1n2o`",
    ]  # fmt: skip
    first, second = read(new).sessions[0].entries
    assert (first.text, first.resolution, first.commit, first.resolved) == (
        "No right", "Added to group\n# nas", "l0m1n2o", "14:40",
    )  # fmt: skip
    assert (second.resolution, second.commit) == ("Done", "abc1234")
    with pytest.raises(Refused, match="a resolution already"):
        journal_edit.resolve(new, line, "again", AT)
    with pytest.raises(Refused, match="no issue in line 1"):
        journal_edit.resolve(new, 1, "x", AT)


def test_an_issue_of_the_template_can_be_resolved() -> None:
    """Written by hand, without a time."""
    old = TEMPLATE.replace("- **Resolution**: Added user to nas-users group\n", "")
    issue = next(e for s in read(old).sessions for e in s.entries if e.kind == "issue")
    new = journal_edit.resolve(old, issue.line, "Group", AT)
    after = next(e for s in read(new).sessions for e in s.entries if e.kind == "issue")
    assert (after.text, after.resolution, after.commit) == (issue.text, "Group", "l0m1n2o")


def test_a_commit_stands_with_its_hash() -> None:
    """Its words may look like one without being one."""
    text = journal_edit.record(begun(), "commit", "Initial script", AT, commit="a1b2c3d")
    assert "- 14:02 `a1b2c3d`: Initial script\n" in text
    text = journal_edit.record(text, "commit", "`x`: y", AT)
    text = journal_edit.record(text, "commit", "", AT, commit="b1b2c3d")
    found = [(e.commit, e.text) for e in read(text).sessions[0].entries]
    assert found == [("a1b2c3d", "Initial script"), ("", "`x`: y"), ("b1b2c3d", "")]
    with pytest.raises(Refused, match="is no commit"):
        journal_edit.record(text, "commit", "x", AT, commit="a` b")


@pytest.mark.parametrize("words", ["", " \n\t"])
def test_no_words_are_no_entry(words: str) -> None:
    """Refused before anything is changed."""
    with pytest.raises(Refused, match="no words"):
        journal_edit.record(begun(), "note", words, AT)


def test_an_entry_behind_an_open_fence_is_refused() -> None:
    """It would not be seen."""
    text = begun().replace("**Participants**", "#### Notes\n```sh\nmake\n\n**Participants**")
    with pytest.raises(Refused, match="never closes"):
        journal_edit.record(text, "note", "x", AT)


def test_an_approval_is_a_line_of_planning() -> None:
    """With the time of day and the zone."""
    text = journal_edit.record(begun(), "plan", "Plan approved by @eve, 2025-01-01", AT)
    assert read(text).approval is None
    new = journal_edit.approve(text, "@maria", later(5))
    assert added(text, new) == ["- Plan approved by @maria, 2025-08-23T14:07:00+00:00"]
    known = read(new).approval
    assert known is not None
    assert known.by == "@maria"


def test_somebody_joins_once() -> None:
    """In the line of participants, which is made where it is missing."""
    text = begun()
    joined = journal_edit.join(text, "@maria")
    assert added(text.replace("Claude", "Claude, @maria"), joined) == []
    assert journal_edit.join(joined, "@tom") == joined
    alone = journal_edit.start(NEW, AT)
    assert added(alone, journal_edit.join(alone, "@tom")) == ["**Participants**: @tom  "]


def test_a_deliverable_stands_below_its_heading_once() -> None:
    """Headings in the order of the template, others behind."""
    line = "- [[deliverables/scripts/a.sh|A]] - about"
    text = journal_edit.deliver(NEW, "Code Changes", "- `src/a.ts` - client")
    text = journal_edit.deliver(text, "Reports", "- [[deliverables/reports/r.md|R]]")
    text = journal_edit.deliver(text, "Scripts", line)
    text = journal_edit.deliver(text, "Scripts", "- [[deliverables/scripts/b.sh|B]]")
    assert added(NEW, text) == [
        "### Scripts", line, "- [[deliverables/scripts/b.sh|B]]",
        "### Code Changes", "- `src/a.ts` - client",
        "### Reports", "- [[deliverables/reports/r.md|R]]",
    ]  # fmt: skip
    assert journal_edit.deliver(text, "Documentation", line) == text
    assert added("# X\n", journal_edit.deliver("# X\n", "Scripts", line)) == [
        "## Deliverables", "### Scripts", line,
    ]  # fmt: skip


def test_the_template_takes_a_deliverable() -> None:
    """At the end of its list."""
    line = "- [[deliverables/docs/new.md|New]]"
    new = journal_edit.deliver(TEMPLATE, "Documentation", line)
    assert added(TEMPLATE, new) == [line]
    assert read(new).deliverables[4].target == "deliverables/docs/new.md"


def test_words_beside_the_time_of_the_last_change_stay() -> None:
    """Only the time itself is ours."""
    old = begun().replace("**Updated**: 2025-08-23 14:02", "**Updated**: 2025-08-01 by @eve")
    new = journal_edit.record(old, "note", "x", later(1))
    assert "**Updated**: 2025-08-23 14:03 by @eve\n" in new
    odd = old.replace("2025-08-01 by @eve", "last week")
    assert "**Updated**: last week\n" in journal_edit.record(odd, "note", "x", AT)


def test_words_stay_words() -> None:
    """One example for all that the property test covers."""
    words = "# a\n\n  ```\n-->\n<!-- b\n---\n- c | [[d]]"
    text = journal_edit.record(begun(), "implement", words, AT)
    (entry,) = read(text).sessions[0].entries
    assert words_of(entry) == words
    assert "- 14:02 # a\n\n    \\```\n  -->\n  \\<!-- b\n  \\---\n  - c | [[d]]\n" in text
