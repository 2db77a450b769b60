"""Waivers, questionnaires and two people about one place, through a session."""

import pytest

from spec_tui.session import Session


@pytest.fixture
def session(tmp_path):
    opened = Session.open(tmp_path)
    opened.bootstrap()
    opened.answer("stack:review", choose=4)
    opened.answer("overview", intent="skip")
    return opened


def test_person_who_contradicts_another_makes_a_conflict(session):
    """Nobody's words are overwritten by a file: both stand until one is chosen."""
    session.set_who("@alice")
    session.answer("NFR5", "99.9 % per month")
    outcome = session.answer_for("@bob", "NFR5", "99.5 % per month")
    text = session.spec_path.read_text(encoding="utf-8")
    assert outcome.refused == ""
    assert "*Uptime*: 99.9 % per month" in text
    assert '"99.9 % per month" or "99.5 % per month"?' in text
    assert session.plan_at("quick").question.id == "conflict:Q1" or "conflict:Q1" in {
        q.id for q in session.open_questions()
    }
    assert session.who == "@alice"


def test_answer_of_another_person_to_an_open_place_is_theirs(session):
    """An empty place takes the answer, with the name of who gave it."""
    session.set_who("@alice")
    session.answer_for("@bob", "NFR5", "99.5 % per month")
    assert [
        (row.who, row.question_id) for row in session.answers() if row.question_id == "NFR5"
    ] == [("@bob", "NFR5")]


def test_same_words_of_two_people_are_no_conflict(session):
    """Agreeing changes nothing."""
    session.set_who("@alice")
    session.answer("NFR5", "99.9 % per month")
    session.answer_for("@bob", "NFR5", "99.9 % per month")
    assert session.state.open_questions == 0


def finding(session, rule):
    return next(f for f in session.state.findings if f.rule == rule)


def test_waiver_is_readable_and_silences_its_finding(session):
    """The Resolved list says who accepted which words, and why."""
    session.answer("NFR3", "TODO")
    line = finding(session, "G03").line
    outcome = session.waive("G03", line, "the load test comes in March")
    text = session.spec_path.read_text(encoding="utf-8")
    assert outcome.refused == ""
    assert (
        'G03 accepted in Performance · Peak load: "TODO"; because the load test comes in March'
        in text
    )
    assert "G03" not in {f.rule for f in session.state.findings}


def test_waiver_ends_when_the_sentence_changes(session):
    """Other words at the same place are judged again."""
    session.answer("NFR3", "TODO")
    session.waive("G03", finding(session, "G03").line, "later")
    session.answer("NFR3", "TBD by the team")
    assert "G03" in {f.rule for f in session.state.findings}


def test_empty_place_cannot_be_waived(session):
    """N/A or an assumption settles it."""
    line = finding(session, "G01").line
    assert "not by a waiver" in session.waive("G01", line, "never mind").refused


def test_line_without_that_finding_is_named(session):
    """A wrong line changes nothing."""
    before = session.spec_path.read_bytes()
    assert "SPEC.md:1 has no finding G03" in session.waive("G03", 1, "x").refused
    assert before == session.spec_path.read_bytes()


def test_conflict_card_says_who_said_what_when(session):
    """Both sides carry their person, date and number of the answer."""
    session.set_who("@alice")
    session.answer("NFR5", "99.9 % per month")
    session.answer_for("@bob", "NFR5", "99.5 % per month")
    for step in ("TYP",):
        session.answer(step, choose=1)
    question = session.plan.question
    assert question.kind == "conflict"
    assert [side.source.split(",")[0] for side in question.sides] == ["@alice", "@bob"]
    assert "answer 3" in question.sides[0].source
