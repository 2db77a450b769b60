"""A session over a real folder: what it says, what it remembers, what others change meanwhile."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from spec_tui.session import Session, UnknownQuestion
from spec_tui.workspace.errors import Unreadable

TODAY = date(2026, 11, 20)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An empty repository."""
    (tmp_path / ".git").mkdir()
    return tmp_path


@pytest.fixture
def session(root: Path) -> Session:
    """An interview that has just begun."""
    opened = Session.open(root, today=TODAY)
    opened.bootstrap()
    return opened


def spec(root: Path) -> str:
    """SPEC.md on disk."""
    return (root / "SPEC.md").read_text(encoding="utf-8")


def change(root: Path, old: str, new: str) -> None:
    """Somebody else edits SPEC.md."""
    text = spec(root)
    assert old in text
    (root / "SPEC.md").write_text(text.replace(old, new, 1), encoding="utf-8")


def test_opening_and_asking_write_nothing(root: Path) -> None:
    """0 % without SPEC.md, and the first question is there (cli.md)."""
    session = Session.open(root)
    assert session.state.percent == 0
    assert session.plan.question is not None
    assert [path.name for path in root.iterdir()] == [".git"]


def test_the_first_answer_creates_both_files(root: Path) -> None:
    """`answer` needs no `init`."""
    assert not Session.open(root).answer("VIS1", "Lost visits").refused
    assert (root / "stack.toml").exists()
    assert "- **Problem & Outcome**: Lost visits\n" in spec(root)


def test_a_case_variant_of_spec_md_is_used(root: Path) -> None:
    """A second SPEC.md is never created (formats.md 32)."""
    (root / "spec.md").write_text("# SPEC: Old\n\n## 1. Vision & Goals\n", encoding="utf-8")
    session = Session.open(root)
    session.answer("VIS1", "Lost visits")
    assert not (root / "SPEC.md").exists()
    assert "Lost visits" in (root / "spec.md").read_text(encoding="utf-8")


def test_what_is_on_screen_is_what_is_on_disk(session: Session, root: Path) -> None:
    """State is read again from the new text after each answer."""
    session.answer("SCP1", "Booking")
    session.answer("SCP2", "Payments")
    assert session.state.section("scope").state == "final"
    assert Session.open(root).state == session.state
    assert session.last_changed == ("scope",)


def test_a_fallen_percent_is_announced_with_its_section(session: Session) -> None:
    """It may drop; the receipt says what is open again (formats.md 12)."""
    session.answer("SCP1", "Booking")
    session.answer("SCP2", "Payments")
    session.answer("USR1", "Patient")
    session.answer("USR2", "Patient: book")
    session.answer("USR4", "Book")
    assert session.state.percent == 10
    outcome = session.undo()
    assert outcome.notes == ("10 → 5 %: §3 Personas is open again.",)


def test_the_change_of_open_questions_is_counted(session: Session) -> None:
    """Net, as the panel shows it (formats.md 22)."""
    session.answer("VIS1", intent="unknown")
    assert (session.state.open_questions, session.change) == (1, 1)
    session.answer("VIS1", "Lost visits")
    assert (session.state.open_questions, session.change) == (0, -1)


def test_somebody_elses_edit_in_another_place_is_merged(session: Session, root: Path) -> None:
    """Both stand, and the note says so."""
    change(root, "<roles, needs>", "Patient")
    outcome = session.answer("VIS1", "Lost visits")
    assert "SPEC.md had changed on disk. Both are in it now." in outcome.notes
    assert "- **Personas**: Patient\n" in spec(root)
    assert "Lost visits" in spec(root)


def test_somebody_elses_answer_in_the_same_place_asks(session: Session, root: Path) -> None:
    """Both texts wait for a decision; nothing is overwritten."""
    change(root, "<why this matters>", "Nobody is reminded")
    session.answer("VIS1", "Lost visits")
    assert "- **Problem & Outcome**: Nobody is reminded\n" in spec(root)
    card = session.ask("conflict:Q1")
    assert [side.text for side in card.sides] == ["Nobody is reminded", "Lost visits"]


def test_a_refresh_names_what_changed_and_keeps_the_draft(session: Session, root: Path) -> None:
    """Only a real change is one."""
    session.save_draft("VIS1", "half an ans")
    assert session.refresh() is None
    change(root, "<roles, needs>", "Patient")
    outcome = session.refresh()
    assert outcome is not None
    assert outcome.sections == ("personas",)
    assert session.draft is not None
    assert session.draft.text == "half an ans"


def test_undo_is_unlimited_and_survives_a_restart(session: Session, root: Path) -> None:
    """Byte for byte back to the template (B.5.11)."""
    before = spec(root)
    for question, words in (("VIS1", "a"), ("NFR1", "300 ms"), ("TYP", "library")):
        session.answer(question, words)
    session.close()
    for _ in range(3):
        again = Session.open(root)
        assert not again.undo().refused
        again.close()
    assert spec(root) == before
    assert Session.open(root).undo().refused == "There is nothing to take back."


def test_undo_hands_the_words_back(session: Session) -> None:
    """For the answer box."""
    session.answer("VIS1", "Lost visits")
    outcome = session.undo()
    assert (outcome.prefill, outcome.receipt) == (
        "Lost visits",
        "Taken back: §1 Problem & Outcome.",
    )


def test_undo_of_a_value_that_somebody_changed_is_refused(session: Session, root: Path) -> None:
    """With the place named; nothing is written."""
    session.answer("VIS1", "Lost visits")
    change(root, "Lost visits", "Lost hours")
    session.refresh()
    outcome = session.undo()
    assert outcome.refused.startswith("§1 Problem & Outcome was changed")
    assert "Lost hours" in spec(root)


def test_undo_takes_the_follow_up_back_too(session: Session) -> None:
    """A follow-up that was due is due no more."""
    session.answer("TYP", "web app")
    session.answer("NFR1", "300")
    assert session.ask("NFR1").follow_up
    session.undo()
    assert not session.ask("NFR1").follow_up


def test_an_unknown_question_is_named(session: Session) -> None:
    """The command that knows better, too."""
    with pytest.raises(UnknownQuestion, match="no question NOPE"):
        session.answer("NOPE", "x")


def test_words_come_back_for_their_own_question(session: Session) -> None:
    """Without the label of a choice, and not `yes` or `later`: those are no words to go on with."""
    session.answer("stack:review", choose=4)
    session.answer("VIS1", "Lost visits")
    outcome = session.undo()
    assert (outcome.prefill, outcome.prefill_for) == ("Lost visits", "VIS1")
    session.answer("SEC1", "with passkeys", choose=1)
    assert session.undo().prefill == "with passkeys"
    for words in ("1", "later"):
        session.answer("SEC1", words)
        assert session.undo().prefill == ""
    session.answer("close:vision", "yes")
    assert session.undo().prefill == ""


def test_words_put_aside_are_there_in_the_next_run(session: Session, root: Path) -> None:
    """Half-typed answers whose questions went away; what looks like a secret is not written."""
    key = "AKIA" + "Q7MZ3TRP5WXK2LHD"
    session.keep([("Which risks?", "Ice"), ("Which secrets?", key), ("Who?", "Ben\nAna")])
    again = Session.open(root, today=TODAY)
    assert again.kept == (("Which risks?", "Ice"), ("Who?", "Ben\nAna"))
    again.keep([])
    assert Session.open(root, today=TODAY).kept == ()
    (root / ".spec-tui" / "kept").write_text('{"kept": [1, ["a"]]}', encoding="utf-8")
    assert Session.open(root, today=TODAY).kept == ()


def test_only_the_present_question_is_looked_up(session: Session) -> None:
    """Another one is refused; an id that nobody knows is a mistake of its own."""
    refused = session.seek("NFR1", "ice").refused
    assert refused == "Only the present question is looked for in your text."
    with pytest.raises(UnknownQuestion, match="no question NOPE"):
        session.seek("NOPE", "ice")


def test_a_secret_reaches_no_file(session: Session, root: Path) -> None:
    """Before the journal, the draft and SPEC.md (safety.md S5)."""
    secret = "AKIA" + "IOSFODNN7EXAMPLA"
    session.save_draft("DEP6", f"key {secret}")
    outcome = session.answer("DEP6", f"AWS with {secret}")
    assert outcome.secrets
    found = [p for p in root.rglob("*") if p.is_file() and secret.encode() in p.read_bytes()]
    assert found == []
    assert not session.answer("DEP6", f"AWS with {secret}", secret="redact").refused
    assert not any(secret.encode() in p.read_bytes() for p in root.rglob("*") if p.is_file())


def test_merge_markers_open_read_only(session: Session, root: Path) -> None:
    """And answering is off until they are gone."""
    change(root, "## 2.", "<<<<<<< ours\n## 2.")
    change(root, "## 3.", "=======\n>>>>>>> theirs\n## 3.")
    other = Session.open(root)
    assert "merge markers (line " in other.read_only
    assert other.answer("VIS1", "x").refused == other.read_only


def test_bytes_that_are_no_text_are_never_written_over(root: Path) -> None:
    """Unreadable for commands; read-only for the app."""
    (root / "SPEC.md").write_bytes(b"# SPEC\n\xff\n")
    with pytest.raises(Unreadable):
        Session.open(root)
    held = Session.open(root, hold=True)
    assert held.answer("VIS1", "x").refused
    assert (root / "SPEC.md").read_bytes() == b"# SPEC\n\xff\n"


def test_a_broken_stack_toml_stops_no_answer(session: Session, root: Path) -> None:
    """It is named by line and column and left as it is."""
    (root / "stack.toml").write_text("[app\n", encoding="utf-8")
    session.refresh()
    assert session.notice.startswith("stack.toml:1:")
    assert not session.answer("VIS1", "Lost visits").refused
    assert (root / "stack.toml").read_text(encoding="utf-8") == "[app\n"


def test_the_same_import_twice_does_nothing(session: Session, root: Path) -> None:
    """Byte for byte."""
    data = b"# Trains\n\nNobody sees which berths are free.\n"
    session.import_text("a.md", data)
    once = spec(root)
    outcome = session.import_text("a.md", data)
    assert outcome.receipt == "a.md was imported already. Nothing was changed."
    assert spec(root) == once


@pytest.mark.parametrize(
    "data", [b"", b" \n", b"\xff\xfe", b"a\n<<<<<<< x\nb\n=======\nc\n>>>>>>> y\n"]
)
def test_what_cannot_be_imported_is_refused(session: Session, root: Path, data: bytes) -> None:
    """Empty, no text, merge markers: a sentence, and nothing is written."""
    before = spec(root)
    assert "Nothing was imported." in session.import_text("a.md", data).refused
    assert spec(root) == before


def test_finish_writes_nothing_the_second_time(session: Session, root: Path) -> None:
    """On a finished spec it prints the same."""
    session.answer("TYP", "library")
    for facet in ("VIS1", "SCP1", "SCP2", "USR1", "WF1", "SEC6", "ACC1"):
        session.answer(facet, session.ask(facet).example)
    first = session.finish(accept_assumptions=True)
    assert first.closing.endswith("Spec Creation Progress: ████████████ 100%")
    once = spec(root)
    second = session.finish()
    assert second.closing == first.closing
    assert spec(root) == once


def test_editing_an_answer_after_finish_reopens(session: Session) -> None:
    """The bar drops, and the receipt says why."""
    session.answer("TYP", "library")
    for facet in ("VIS1", "SCP1", "SCP2", "USR1", "WF1", "SEC6", "ACC1"):
        session.answer(facet, session.ask(facet).example)
    session.finish(accept_assumptions=True)
    outcome = session.answer("CMP1", "TODO")
    assert session.state.percent == 95
    assert outcome.notes[-1] == "100 → 95 %: §9 NFRs is open again."
