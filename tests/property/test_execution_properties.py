"""Beginning and finishing a task changes its own lines, whatever else stands in the file."""

from __future__ import annotations

from datetime import datetime

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from spec_tui.codex_os.placing import add_line
from spec_tui.codex_os.record import checked, complete, mark_done
from spec_tui.documents.lines import split_lines
from spec_tui.work.change import Change, Moment, Refused
from spec_tui.work.formats.codex_edit import edit
from spec_tui.work.formats.codex_parts import read_words
from spec_tui.work.repository import read_text

PATH = ".codex-os/specs/2026-01-01-x/tasks.md"
MOMENT = Moment(datetime(2026, 3, 1, 12, 0), "@maria")
HEAD = st.sampled_from(
    ["### T1: the one", "1. [ID-001] the one (Type: feat, Est: M)", "## Task 1 - the one",
     "- [ ] T1 the one", "### T1: the one *(In progress)*"]
)  # fmt: skip
NOISE = st.sampled_from(
    ["", "text", "   wrapped", "```", "~~~", "# h", "### T7: other", "   - Rationale: because",
     "---", "**Depends on:** T2", "2. [ID-004] more (Est: S)", "  - sub", "<!-- c -->",
     "**Status:** Todo", "## Task 8 - b *(Done 2025-10-17)*", "- [x] T9 done thing"]
)  # fmt: skip
SUMMARY = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=30
)


@settings(max_examples=150)
@given(
    HEAD, st.lists(NOISE, max_size=5), st.lists(NOISE, max_size=6),
    st.sampled_from(["\n", "\r\n"]), SUMMARY,
)  # fmt: skip
def test_only_lines_of_the_task_change(head, before, after, newline, summary) -> None:
    """Start, done, hash: all lines outside the block are the same, and so are all other tasks."""
    text = newline.join([*before, "", head, *after, ""])
    items = [i for i in read_text(text, PATH).items if i.title == "the one"]
    assume(len(items) == 1 and items[0].status in {"pending", "in_progress"})
    try:
        result = checked(summary)
    except Refused:
        assume(False)
    assume(result.summary)
    item = items[0]
    block = read_words(text).of(item)
    doing = edit(text, item, Change("status", "in_progress"), MOMENT)
    done = mark_done(doing, item, result, MOMENT)
    full = complete(done, item, checked("", "#4", "1a2b3c4"), MOMENT)
    old, new = split_lines(text), split_lines(full)
    assert new[: block.line - 1] == old[: block.line - 1]
    rest = old[block.last :]
    assert new[len(new) - len(rest) :] == rest
    assert f"{result.summary} · PR #4 · 1a2b3c4" in full
    others = [i for i in read_text(text, PATH).items if i.line != item.line]
    found = read_text(full, PATH).items
    assert [(i.id, i.title, i.status, i.criteria_done) for i in found if i.line != item.line] == [
        (i.id, i.title, i.status, i.criteria_done) for i in others
    ]
    assert next(i.status for i in found if i.line == item.line) == "done"


@settings(max_examples=150)
@given(st.lists(NOISE | st.just("## Open Questions"), max_size=10), st.sampled_from(["\n", "\r\n"]))
def test_a_line_is_added_and_nothing_else_changes(lines, newline) -> None:
    """Taking the new line out again gives the text back, but for blank lines and a heading."""
    text = newline.join(lines)
    new = add_line(text, "open questions", "Open Questions", "Q1 what?")
    kept = [line for line in split_lines(new) if line.strip() != "- Q1 what?"]
    gone = [line.rstrip("\r\n") for line in kept if line.strip()]
    assert [line for line in gone if line != "## Open Questions"] == [
        line for line in lines if line.strip() and line != "## Open Questions"
    ]
    assert new.count("Q1 what?") == 1
