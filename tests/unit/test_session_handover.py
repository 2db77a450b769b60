"""Waivers, questionnaires and two people about one place, through a session."""

from datetime import date

import pytest

from spec_tui.interview.questionnaire import export, for_role, mark, read
from spec_tui.session import Session


@pytest.fixture
def session(tmp_path):
    opened = Session.open(tmp_path)
    opened.bootstrap()
    opened.answer("stack:review", choose=4)
    opened.answer("overview", intent="skip")
    return opened


def exported(session):
    """The questionnaire over everything that is open."""
    rows = for_role(session.open_questions(), "")
    return export(session.state.title, rows, date(2026, 11, 20))


def filled(text, **answers):
    """A questionnaire with an answer in the space of each question named."""
    for name, words in answers.items():
        head, begin, rest = text.partition(f"<!-- answer {name} [")
        line, newline, rest = rest.partition("\n")
        assert begin, name
        text = f"{head}{begin}{line}{newline}{words}\n{rest}"
    return text


def taken(session, who, text):
    """Take a questionnaire back; what came of each answer by its question."""
    rows = read(text).answers
    return {row.question_id: out for row, out in session.take_back(who, rows)}


def spec(session):
    return session.spec_path.read_text(encoding="utf-8")


def test_person_who_contradicts_another_makes_a_conflict(session):
    """Nobody's words are overwritten by a file: both stand until one is chosen."""
    session.set_who("@alice")
    paper = filled(exported(session), NFR5="99.5 % per month")
    session.answer("NFR5", "99.9 % per month")
    assert taken(session, "@bob", paper)["NFR5"].refused == ""
    assert "*Uptime*: 99.9 % per month" in spec(session)
    assert '"99.9 % per month" or "99.5 % per month"?' in spec(session)
    assert "conflict:Q1" in {q.id for q in session.open_questions()}
    assert session.who == "@alice"


def test_answer_of_another_person_to_an_open_place_is_theirs(session):
    """An empty place takes the answer, with the name of who gave it."""
    session.set_who("@alice")
    taken(session, "Bob", filled(exported(session), NFR5="99.5 % per month"))
    assert [
        (row.who, row.question_id) for row in session.answers() if row.question_id == "NFR5"
    ] == [("@bob", "NFR5")]


def test_same_words_of_two_people_are_no_conflict(session):
    """Agreeing changes nothing."""
    paper = filled(exported(session), NFR5="99.9 % per month")
    session.answer("NFR5", "99.9 % per month")
    assert "Nothing was changed." in taken(session, "@bob", paper)["NFR5"].receipt
    assert session.state.open_questions == 0


def test_a_number_is_the_choice_that_was_shown(session):
    """Not the answer `1`."""
    paper = exported(session)
    question = next(q for q in session.open_questions() if q.id == "SEC1")
    taken(session, "@bob", filled(paper, SEC1="1"))
    assert f": {question.choices[0].label}\n" in spec(session)
    (row,) = [row for row in session.answers() if row.question_id == "SEC1"]
    assert row.answer == question.choices[0].label


def drafted(session):
    """A text came in of which drafts wait for a yes."""
    text = (
        "# Berths\n\nIt will be a web app. The first release must include a list of free berths "
        "and a timetable. It will not sell tickets and it will not serve meals.\n\n"
        "## Users\n\n- Travellers\n- Conductors\n\n"
        "## Out of scope\n\n- Selling tickets\n- Meals on board\n"
    )
    assert not session.import_text("notes.md", text.encode()).refused
    return exported(session)


def test_yes_takes_the_draft_that_was_shown(session):
    """Its mark of a draft goes, the words stay."""
    paper = drafted(session)
    assert session.ask("SCP2").quote == "Selling tickets\nMeals on board"
    taken(session, "@bob", filled(paper, SCP2="yes"))
    assert "  - Meals on board\n\n## 3." in spec(session)


def test_yes_to_a_draft_that_has_changed_is_refused(session):
    """They never saw those words."""
    paper = drafted(session)
    path = session.spec_path
    path.write_text(spec(session).replace("- Selling tickets", "- Cabins", 1), encoding="utf-8")
    session.refresh()
    before = spec(session)
    out = taken(session, "@bob", filled(paper, SCP2="1"))["SCP2"]
    assert out.refused.startswith("“1” was said to what the questionnaire showed")
    assert spec(session) == before


def test_yes_and_more_adds_to_the_draft(session):
    """No drafted line is lost."""
    taken(session, "@bob", filled(drafted(session), SCP2="Yes, and: cabins for two"))
    section = spec(session).split("- **Out-of-scope**:")[1].split("## 3.")[0]
    assert [line.strip(" -") for line in section.split("\n") if line.strip()] == [
        "Selling tickets",
        "Meals on board",
        "cabins for two",
    ]


def test_a_questionnaire_that_comes_twice_changes_nothing(session):
    """Nor does it bring back what was decided or edited since."""
    paper = filled(exported(session), NFR5="99.5 % per month", SEC1="1")
    taken(session, "@bob", paper)
    session.answer("NFR5", "99.9 % per month")
    rows, before = len(session.answers()), spec(session)
    again = taken(session, "@bob", paper)
    assert {out.receipt for out in again.values()} == {"Taken over before. Nothing was changed."}
    assert (spec(session), len(session.answers())) == (before, rows)


def test_what_was_edited_by_hand_since_is_not_overwritten(session):
    """Somebody wrote it, whoever it was."""
    paper = exported(session)
    taken(session, "@bob", filled(paper, NFR5="99.5 % per month"))
    path = session.spec_path
    path.write_text(spec(session).replace("99.5 % per month", "99.95 %"), encoding="utf-8")
    session.refresh()
    taken(session, "@bob", filled(paper, NFR5="99 % per month"))
    assert "*Uptime*: 99.95 %" in spec(session)
    assert '"99.95 %" or "99 % per month"?' in spec(session)


def test_a_person_may_think_again(session):
    """What they said themselves, and nobody touched since, is replaced."""
    paper = exported(session)
    taken(session, "@bob", filled(paper, NFR5="99.5 % per month"))
    taken(session, "@bob", filled(paper, NFR5="99 % per month"))
    assert "*Uptime*: 99 % per month" in spec(session)
    taken(session, "@bob", filled(paper, NFR5="99.5 % per month"))
    assert "*Uptime*: 99.5 % per month" in spec(session)
    assert session.state.open_questions == 0


@pytest.mark.parametrize("words", ["don't know", "later", "skip"])
def test_not_knowing_what_another_knows_changes_nothing(session, words):
    """It is no contradiction."""
    paper = filled(exported(session), NFR5=words)
    session.answer("NFR5", "99.9 % per month")
    before = spec(session)
    assert taken(session, "@bob", paper)["NFR5"].receipt.startswith("It is answered by now.")
    assert spec(session) == before


def test_not_applicable_and_an_answer_disagree(session):
    """Whoever says that there is none contradicts whoever says what it is."""
    paper = filled(exported(session), NFR5="n/a — nobody waits for it")
    session.answer("NFR5", "99.9 % per month")
    taken(session, "@bob", paper)
    assert '"99.9 % per month" or "N/A — nobody waits for it"?' in spec(session)


def test_a_conflict_is_decided_on_paper(session):
    """Its id comes back whole, its number is a side."""
    session.answer("NFR5", "99.9 % per month")
    taken(session, "@bob", filled(exported(session), SEC1="1"))
    question = session.ask("NFR5")
    rows = [f"<!-- answer NFR5 [{mark(question)}]: x -->", "99.5 % per month", "<!-- end NFR5 -->"]
    taken(session, "@bob", "\n".join(rows))
    paper = filled(exported(session), **{"conflict:Q1": "2"})
    assert taken(session, "@carla", paper)["conflict:Q1"].refused == ""
    assert "*Uptime*: 99.5 % per month" in spec(session)


def test_an_id_that_nobody_knows_is_named(session):
    """The other answers are taken."""
    paper = filled(exported(session), NFR5="99.9 %")
    paper = paper.replace("answer SEC1 [", "answer SEC99 [").replace(
        "-->\n\n<!-- end SEC1", "-->\n1\n<!-- end SEC1"
    )
    out = taken(session, "@bob", paper)
    assert out["SEC99"].refused.startswith("There is no question SEC99 here.")
    assert out["NFR5"].refused == ""


def test_one_undo_takes_a_questionnaire_back(session):
    """And one redo puts it back."""
    before = spec(session)
    taken(session, "@bob", filled(exported(session), NFR5="99.9 %", SEC1="1", VIS1="Lost visits"))
    after = spec(session)
    outcome = session.undo()
    assert (outcome.receipt, outcome.prefill) == ("Taken back: 3 answers of @bob.", "")
    assert spec(session) == before
    assert session.redo().receipt == "Put back: 3 answers of @bob."
    assert spec(session) == after


def test_a_secret_on_paper_is_refused(session):
    """Until somebody says to keep it."""
    key = "AKIA" + "Q7MZ3TRP5WXK2LHD"
    out = taken(session, "@bob", filled(exported(session), VIS1=key))["VIS1"]
    assert out.secrets == ("AWS key",)
    assert key not in spec(session)


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
    paper = exported(session)
    session.answer("NFR5", "99.9 % per month")
    (row,) = read(filled(paper, NFR5="99.5 % per month")).answers
    list(session.take_back("@bob", [row]))
    for step in ("TYP",):
        session.answer(step, choose=1)
    question = session.plan.question
    assert question.kind == "conflict"
    assert [side.source.split(",")[0] for side in question.sides] == ["@alice", "@bob"]
    assert "answer 3" in question.sides[0].source
