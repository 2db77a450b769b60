"""Words of people in a journal: they stay words, come back as they were said, and move nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from spec_tui.documents.lines import split_lines
from spec_tui.documents.markdown import Block, parse
from spec_tui.spec_tree import journal_close, journal_edit
from spec_tui.spec_tree.journal import read, words_of
from spec_tui.spec_tree.model import KINDS
from spec_tui.spec_tree.wording import (
    read_line,
    read_subject,
    read_title,
    said,
    written_line,
    written_subject,
    written_title,
)
from spec_tui.work.change import Moment
from spec_tui.workspace.hunks import apply_hunks, hunks_of, inverse

BEGUN = datetime(2025, 8, 23, 14, 0, tzinfo=UTC)
MOMENT = Moment(BEGUN + timedelta(minutes=42), "@tom")
HEAD = "# Context: X\n\n**Status**: planning  \n**Updated**: 2025-08-23 14:00\n\n"
PIECES = [
    "words", "# heading", "## Deliverables", "### Session 9: 2025-01-01 - x", "#### Planning",
    "```", "~~~~", "- ```sh", "> ~~~", "<!-- note", "-->", "\\<!-- x", "---", "- - -", "-", "=",
    "===",
    "- bullet", "  - nested", "* star", "1. one", "\t- tab", "    code", "> quote", "| a | b |",
    "[[x|y]] ]]", "**Status**: completed", "- **Date**: 2025-01-01", "**Issue**: a", "`abc`: b",
    "- **Resolution**: c", "**Planning**:", "14:02 b", "2025-01-01 14:02 b",
    "Plan approved by @x, 2025-01-01",
    "<!-- spec-tui:session start=2025-01-01T00:00:00+00:00 -->", "\\", "\\# x", "\\\\```",
    "trailing  ",
    "[ ] box", "", "", "中文 🎉", "a\x0cb", "\x85", "\u2028", "+", "<div>", "[a]: http://x",
]  # fmt: skip
LINE = st.one_of(st.sampled_from(PIECES), st.text("ab #-=*>`~<!\\\t|:.1", max_size=8))
WORDS = st.lists(LINE, min_size=1, max_size=6).map("\n".join).filter(str.strip)
BULLETS = st.lists(
    st.sampled_from(
        ["- by hand", "* star", "  - nested", "", "Words  ", "```\n# no\n```", "| a | b |"]
    ),
    max_size=4,
)


OURS = ("**Updated**: ", "<!-- spec-tui:session ")
"""Lines in which an edit changes something."""


@st.composite
def journals(draw: st.DrawFn) -> str:
    """A journal with an open session, with what a person wrote between, in either newline."""
    parts = [HEAD]
    parts += [*(f"{line}\n" for line in draw(BULLETS)), "\n"] if draw(st.booleans()) else []
    text = journal_edit.start("".join(parts), Moment(BEGUN), title="Own")
    for name in draw(st.sets(st.sampled_from(["Planning", "Notes", "Mine", "Commits"]))):
        text += f"\n#### {name}\n" + "".join(f"{line}\n" for line in draw(BULLETS))
    text += draw(st.sampled_from(["", "\n", "\n## Deliverables\n\n## Metrics\n", "\n## Own\nno"]))
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


def kinds_of(text: str) -> list[str]:
    """Headings, fences and comments anywhere in a text, as a parser of Markdown sees them."""
    found = []

    def walk(blocks: tuple[Block, ...], lines: tuple[str, ...]) -> None:
        for block in blocks:
            if block.kind in {"heading", "fence"}:
                found.append(f"{block.kind} {block.level}")
            elif block.kind == "other" and lines[block.start].lstrip().startswith("<!--"):
                found.append("comment")
            walk(block.children, lines)

    for piece in parse(text).pieces:
        walk(piece.blocks, piece.lines)
    return found


def changed(old: str, new: str) -> list[str]:
    """The lines of `new` that are not in `old`; fails where a line of `old` is gone or moved."""
    before, after = split_lines(old), split_lines(new)
    added, at = [], 0
    for line in after:
        same = at < len(before) and (
            line == before[at]
            # the last line of a file may have had no end
            or (at == len(before) - 1 and line.rstrip("\r\n") == before[at])
            or any(line.startswith(one) and before[at].startswith(one) for one in OURS)
        )
        if same:
            at += 1
        else:
            added.append(line)
    assert at == len(before)
    return added


@settings(max_examples=60)
@given(
    st.one_of(LINE, st.text(max_size=12)).map(lambda line: line.replace("\n", "").replace("\r", ""))
)
def test_what_is_escaped_is_read_back(line) -> None:
    """For every line, wherever it stands."""
    assert read_line(written_line(line)) == line
    assert read_subject(written_subject(line)) == line
    title = written_title(line)
    assert read_title(title) == " ".join(filter(None, line.replace("\t", " ").split(" ")))


@settings(max_examples=60)
@given(journals(), WORDS, st.sampled_from(KINDS), WORDS)
@example(HEAD, "a", "note", "b")
def test_recorded_words_are_read_back_and_nothing_else_changes(text, words, kind, answer) -> None:
    """No heading, fence, comment or session of its own; taken back, the bytes are as before."""
    if read(text).current is None:
        text = journal_edit.start(text, Moment(BEGUN))
    before = read(text)
    resolution = answer if kind == "issue" else ""
    new = journal_edit.record(text, kind, words, MOMENT, resolution=resolution)
    after = read(new)
    (own,) = [e for e in after.current.entries if e.time == "14:42"]
    assert words_of(own) == "\n".join(said(words))
    assert own.resolution == ("\n".join(said(answer)) if resolution else "")
    assert own.kind == kind or {own.kind, kind} == {"implement", "deliver"}
    assert len(after.current.entries) == len(before.current.entries) + 1
    assert (after.deliverables, after.approval, after.summary) == (
        before.deliverables if not before.deliverables else after.deliverables,
        None,
        before.summary,
    )
    assert [s.number for s in after.sessions] == [s.number for s in before.sessions]
    added = changed(text, new)
    made = len(kinds_of(new)) - len(kinds_of(text))
    assert made == sum(line.startswith("####") for line in added) <= 1
    assert apply_hunks(new, inverse(hunks_of(text, new))) == text


@settings(max_examples=60)
@given(journals(), WORDS, WORDS)
def test_a_summary_is_read_back_and_nothing_else_changes(text, first, second) -> None:
    """In its session and in Summary; the one of the session before gives its place."""
    closed = journal_close.close(text, "partial", first, MOMENT, facts={"Total Sessions": "1"})
    wanted = "\n".join(said(first))
    assert read(closed).summary == wanted
    assert read(closed).sessions[-1].summary == wanted
    changed(text, closed)
    again = journal_edit.start(closed, MOMENT)
    again = journal_close.close(again, "completed", second, MOMENT, facts={"Total Sessions": "2"})
    assert read(again).summary == "\n".join(said(second))
    assert [one.summary for one in read(again).sessions] == [wanted, "\n".join(said(second))]
    assert apply_hunks(again, inverse(hunks_of(text, again))) == text


@settings(max_examples=60)
@given(st.text(max_size=200), st.lists(LINE, max_size=12).map("\n".join))
def test_reading_never_fails(text, lines) -> None:
    """Whatever a context file holds."""
    for one in (text, lines, HEAD + "## Implementation Timeline\n" + lines):
        journal = read(one)
        assert all(session.line >= 1 for session in journal.sessions)
