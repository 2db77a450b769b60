"""A change of a plan shows in the diff exactly where it must, whatever else stands in the file."""

from __future__ import annotations

from datetime import datetime

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from spec_tui.documents.frontmatter import read
from spec_tui.documents.lines import split_lines
from spec_tui.work.change import Change, Moment
from spec_tui.work.editing import edit
from spec_tui.work.repository import read_text
from spec_tui.workspace.hunks import apply_hunks, hunks_of, inverse

MOMENT = Moment(datetime(2026, 3, 1, 12, 0))
WORDS = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=12)
NOISE = st.sampled_from(
    ["", "text", "```", "~~~", "# h", "### T7: other", "- [ ] box", "---", "**Depends on:** T2",
     "1. [ID-004] more (Est: S)", "  - sub", "<!-- c -->", "| a | b |"]
)  # fmt: skip
NEWLINE = st.sampled_from(["\n", "\r\n"])
STATUS = st.sampled_from(["in_progress", "blocked", "done"])


@settings(max_examples=120)
@given(st.lists(NOISE, max_size=6), st.lists(NOISE, max_size=6), NEWLINE, STATUS)
def test_a_status_of_a_package_is_one_line(before, after, newline, status) -> None:
    """One line more or one line other; every other line is the same."""
    text = newline.join([*before, "", "### T1: the one", *after, ""])
    path = ".codex-os/specs/2026-01-01-x/tasks.md"
    items = [i for i in read_text(text, path).items if i.id == "T1" and i.title == "the one"]
    assume(len(items) == 1 and items[0].status == "pending")
    new = edit(text, items[0], Change("status", status), MOMENT)
    old_lines, new_lines = split_lines(text), split_lines(new)
    same = len(old_lines) == len(new_lines)
    different = [n for n, line in enumerate(old_lines) if same and new_lines[n] != line]
    if same:
        assert len(different) == 1
    else:
        extra = [
            n for n in range(len(new_lines)) if old_lines == new_lines[:n] + new_lines[n + 1 :]
        ]
        assert extra
    (item,) = [i for i in read_text(new, path).items if i.id == "T1" and i.line == items[0].line]
    assert item.status == status


@settings(max_examples=120)
@given(WORDS, st.lists(NOISE, max_size=8), NEWLINE, STATUS)
def test_a_status_of_an_artifact_is_one_value(extra, body, newline, status) -> None:
    """The value changes, and all bytes around it stay."""
    head = ["---", "id: TSK-001", "title: t", f"odd: '{extra.replace(chr(39), '')}'  # c",
            "status: pending  # a | b", "ticket_id: TKT-1", "---", *body]  # fmt: skip
    text = newline.join(head)
    assume(read(text) is not None and not read(text).broken)
    (item,) = read_text(text, ".omoi_os/tasks/TSK-001.md").items
    new = edit(text, item, Change("status", status), MOMENT)
    assert new == text.replace("status: pending  #", f"status: {status}  #", 1)


@settings(max_examples=120)
@given(st.lists(NOISE, max_size=8), st.sampled_from(["[]", "[TSK-009]", "", "\n    - TSK-009"]))
def test_an_edge_put_in_and_taken_out_leaves_the_same_edges(body, edges) -> None:
    """And changes nothing but lines about edges."""
    text = "\n".join(
        ["---", "id: TSK-001", "title: t", "status: pending", "ticket_id: TKT-1", "dependencies:",
         f"  depends_on: {edges}", "  blocks: []", "---", *body]
    )  # fmt: skip
    path = ".omoi_os/tasks/TSK-001.md"
    (item,) = read_text(text, path).items
    added = edit(text, item, Change("add", "TSK-005"), MOMENT)
    (more,) = read_text(added, path).items
    assert more.depends_on == (*item.depends_on, "TSK-005")
    removed = edit(added, more, Change("remove", "TSK-005"), MOMENT)
    (back,) = read_text(removed, path).items
    assert back.depends_on == item.depends_on
    assert (back.title, back.status, back.parent) == (item.title, item.status, item.parent)


TEXTS = st.lists(st.sampled_from(["a\n", "b\n", "c\r\n", "\n", "d"]), max_size=8).map("".join)


@settings(max_examples=200)
@given(TEXTS, TEXTS)
def test_hunks_make_the_text_and_their_inverse_takes_it_back(base, text) -> None:
    """Undo is exact where nobody else wrote."""
    hunks = hunks_of(base, text)
    assert apply_hunks(base, hunks) == text
    assert apply_hunks(text, inverse(hunks)) == base


@settings(max_examples=200)
@given(st.text(st.sampled_from("-: \n[]{}'\"@&*#|>ab1"), max_size=60))
def test_no_header_raises(source) -> None:
    """Whatever stands between the rules."""
    text = f"---\n{source}\n---\n"
    found = read(text)
    assert found is None or all(
        text[f.start : f.start + len(f.key)] for f in found.fields.values() if f.key
    )
