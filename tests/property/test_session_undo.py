"""Answers given and taken back in any order, through a Session on a real folder."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from spec_tui.interview.bank import load
from spec_tui.session import Session
from tests.property.documents_of import files, markdown

BANK = load()
IDS = [
    "TYP",
    "VIS1",
    "VIS6",
    "SCP1",
    "SCP2",
    "DOM1",
    "UI1",
    "NFR1",
    "NFR5",
    "SEC1",
    "DAT10",
    "DEP6",
]
SAID = {
    "TYP": ["web app", "library", "command-line tool", "a kiosk"],
    "NFR1": ["300", "300 ms", "fast"],
    "VIS6": ["No-show rate\nTarget: 10 %", "Visits"],
    "DAT10": ["PostgreSQL 16", "SQLite"],
}


@st.composite
def deeds(draw: st.DrawFn) -> tuple[str, str, str]:
    """(question, words, intent): an answer, or a way to put it off."""
    question = draw(st.sampled_from(IDS))
    intent = draw(st.sampled_from(["", "", "", "", "skip", "later", "na"]))
    usual = st.sampled_from(SAID.get(question, ["one thing", "first\nsecond\n  - deeper"]))
    return question, draw(st.one_of(usual, usual, markdown)), intent


@contextmanager
def repository(spec: str = "") -> Iterator[Path]:
    """A folder of its own for each example."""
    root = Path(tempfile.mkdtemp())
    try:
        (root / ".git").mkdir()
        if spec:
            (root / "SPEC.md").write_bytes(spec.encode())
        yield root
    finally:
        shutil.rmtree(root)


def texts(root: Path) -> tuple[bytes, bytes]:
    """SPEC.md and stack.toml on disk."""
    return (root / "SPEC.md").read_bytes(), (root / "stack.toml").read_bytes()


def give(session: Session, deed: tuple[str, str, str]) -> bool:
    """Do it; True if anything was accepted."""
    question, words, intent = deed
    match intent:
        case "skip" | "later":
            outcome = session.answer(question, intent=intent)
        case "na":
            outcome = session.answer(question, intent="na", reason="not in v1")
        case _:
            outcome = session.answer(question, words)
    return not outcome.refused


@settings(max_examples=8)
@given(rows=st.lists(deeds(), min_size=1, max_size=5))
def test_undo_after_answer_restores_every_byte(rows: list[tuple[str, str, str]]) -> None:
    """Step by step back to the beginning, then forth again to the end."""
    with repository() as root:
        session = Session.open(root)
        session.bootstrap()
        seen = [texts(root)]
        for row in rows:
            if give(session, row) and texts(root) != seen[-1]:
                seen.append(texts(root))
        for wanted in reversed(seen[:-1]):
            assert session.undo().refused == ""
            assert texts(root) == wanted
        assert session.undo().refused
        for wanted in seen[1:]:
            assert session.redo().refused == ""
            assert texts(root) == wanted


@settings(max_examples=6)
@given(spec=files(), rows=st.lists(deeds(), min_size=1, max_size=3))
def test_undo_restores_the_bytes_of_any_file(spec: str, rows: list[tuple[str, str, str]]) -> None:
    """Also of files with other newlines, BOM, fences and comments."""
    with repository(spec) as root:
        session = Session.open(root)
        session.bootstrap()
        seen = [texts(root)]
        for row in rows:
            if give(session, row) and texts(root) != seen[-1]:
                seen.append(texts(root))
        for wanted in reversed(seen[:-1]):
            assert session.undo().refused == ""
            assert texts(root) == wanted


@settings(max_examples=6)
@given(rows=st.lists(deeds(), min_size=1, max_size=4), data=st.data())
def test_undo_after_a_foreign_edit_elsewhere(
    rows: list[tuple[str, str, str]], data: st.DataObject
) -> None:
    """Somebody edits another section between answer and undo: their line stays, ours goes."""
    with repository() as root:
        session = Session.open(root)
        session.bootstrap()
        for row in rows[:-1]:
            give(session, row)
        before = texts(root)
        if not give(session, rows[-1]) or texts(root) == before:
            return
        foreign = data.draw(st.sampled_from(["by hand\n", "- **Tracing**: by hand\n"]))
        hint = "- **Tracing**: spans, propagation\n"
        spec = (root / "SPEC.md").read_text()
        if hint not in spec or hint.encode() not in before[0]:
            return  # the answer was about that place too
        (root / "SPEC.md").write_text(spec.replace(hint, foreign))
        session.refresh()
        assert session.undo().refused == ""
        assert texts(root) == (before[0].replace(hint.encode(), foreign.encode()), before[1])


@settings(max_examples=6)
@given(
    order=st.permutations(["VIS1", "SCP1", "USR1", "DOM3", "UI1", "NFR1", "RSK1"]),
    words=st.sampled_from(["one thing of 5 ms", "first of 2 s\nsecond of 3 s"]),
)
def test_the_order_of_answers_to_different_places_does_not_matter(
    order: list[str], words: str
) -> None:
    """The same answers in any order give the same SPEC.md."""
    with repository() as root, repository() as other:
        results = []
        for folder, ids in ((root, sorted(order)), (other, order)):
            session = Session.open(folder)
            session.answer("TYP", "web app")
            for question in ids:
                assert not session.answer(question, words).refused
            text = (folder / "SPEC.md").read_text()
            results.append(text.split("\n", 1)[1])
        assert results[0] == results[1]


@settings(max_examples=6)
@given(rows=st.lists(deeds(), min_size=1, max_size=5))
def test_the_state_is_that_of_the_text_alone(rows: list[tuple[str, str, str]]) -> None:
    """Without `.spec-tui/` the state is the same (B.1)."""
    with repository() as root:
        session = Session.open(root)
        for row in rows:
            give(session, row)
        state = session.state
        shutil.rmtree(root / ".spec-tui")
        assert Session.open(root).state == state
