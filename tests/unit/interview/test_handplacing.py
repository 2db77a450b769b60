"""Sentences of an import that found no place, put into a section by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from spec_tui.session import Session

NOTES = """# Night trains

Sleeping cars are sold out in minutes and nobody knows why, so staff lose hours each week.

## Out of scope

- paying by card
- loyalty points

## Odds and ends

- Grandmother baked plum cakes. The door is red.
- Only words.
"""


@pytest.fixture
def session(tmp_path: Path) -> Session:
    (tmp_path / ".git").mkdir()
    session = Session.open(tmp_path)
    session.import_text("notes.md", NOTES.encode())
    return session


def spec(session: Session) -> str:
    return session.spec_path.read_text(encoding="utf-8")


def test_a_sentence_goes_where_a_person_puts_it(session: Session) -> None:
    """Word for word, without a confirm marker, and the card says one less."""
    before = session.understanding()
    outcome = session.place("Only words.", "milestones")
    after = session.understanding()
    assert before is not None
    assert after is not None
    assert not outcome.refused
    assert "Only words." in spec(session).split("## Appendix")[0]
    assert "Only words. _(confirm" not in spec(session)
    assert set(before.unplaced) - set(after.unplaced) == {"Only words."}


def test_what_stands_in_a_section_stays_and_keeps_its_marker(session: Session) -> None:
    """The sentence comes behind it."""
    for number in range(1, 9):
        assert not session.place(f"Thing {number} is out.", "scope").refused
    text = spec(session).split("## Appendix")[0]
    assert "paying by card" in text
    assert "loyalty points _(confirm, from notes.md)_" in text or "loyalty points" in text
    assert all(f"Thing {number} is out." in text for number in range(1, 9))


def test_items_of_an_excluding_list_stay_out_of_scope(tmp_path: Path) -> None:
    """Whoever puts them into the scope did not say that they are in it; they stay one list."""
    (tmp_path / ".git").mkdir()
    session = Session.open(tmp_path)
    notes = "# Stock\n\nWe count.\n\n## Not part of this project\n\n- iOS devices\n- RFID readers\n"
    session.import_text("notes.md", notes.encode())
    session.place("iOS devices", "scope")
    outcome = session.place("RFID readers", "scope")
    assert outcome.receipt == "Added in SPEC.md, §2 Out-of-scope."
    value = session.ask("SCP2").prefill
    assert value == "iOS devices\nRFID readers"


def test_the_receipt_names_the_place_and_not_only_its_slot(session: Session) -> None:
    """`§8 Storage` alone would hide a label that nobody chose."""
    receipt = session.place("Counts stay in Norway for ten years.", "data_schema").receipt
    assert receipt.startswith("Saved to SPEC.md, §8 ")
    assert " · " in receipt


def test_a_dropped_sentence_leaves_the_rest_of_its_line(session: Session) -> None:
    """Only these words go, and undo brings the file back byte for byte."""
    whole = spec(session)
    assert not session.place("Grandmother baked plum cakes.", "").refused
    assert spec(session) == whole.replace("Grandmother baked plum cakes. ", "")
    session.undo()
    assert spec(session) == whole


def test_a_line_that_held_only_the_sentence_goes_with_it(session: Session) -> None:
    """No empty bullet is left."""
    whole = spec(session)
    session.place("Only words.", "")
    assert spec(session) == whole.replace("- Only words.\n", "")


def test_words_that_are_not_in_the_import_are_not_dropped(session: Session) -> None:
    """A sentence that stands in an answer is never touched from here."""
    whole = spec(session)
    assert session.place("Nobody wrote this.", "").refused
    assert spec(session) == whole


def test_the_card_comes_back_after_taking_a_placement_back(session: Session) -> None:
    """Undo of a placement is no answer."""
    before = session.understanding()
    session.place("Only words.", "milestones")
    session.undo()
    assert session.understanding() == before


def test_no_words_can_be_put_among_the_open_questions(session: Session) -> None:
    """Records stand there."""
    whole = spec(session)
    assert session.place("Only words.", "open_questions").refused
    assert spec(session) == whole
