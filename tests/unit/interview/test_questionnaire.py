"""A questionnaire goes out as Markdown and comes back as answers."""

from datetime import date

import pytest

from spec_tui.interview.bank import load
from spec_tui.interview.hints import OTHERS
from spec_tui.interview.model import Choice, Question
from spec_tui.interview.questionnaire import answered_by, export, filled, for_role

TODAY = date(2026, 11, 20)
BANK = load()


def question(facet_id: str) -> Question:
    facet = BANK.facets[facet_id]
    return Question(
        id=facet.id, kind=facet.kind, section=facet.section, slot=facet.slot, text=facet.text,
        why=facet.why, example=facet.example, choices=facet.choices, role=facet.role,
        lands_in="§1 Somewhere",
    )  # fmt: skip


ROWS = [question(name) for name in ("VIS1", "SEC1", "NFR1", "DOM1")]


def fill(text: str, question_id: str, answer: str) -> str:
    begin = f"<!-- answer {question_id}: write below this line -->\n"
    assert begin in text
    return text.replace(begin, begin + answer + "\n")


def test_untouched_questionnaire_holds_no_answer():
    """Exported and handed back as it is, it says nothing."""
    assert filled(export("Clinic", ROWS, TODAY)) == ()


def test_every_question_stands_in_it_with_its_example_or_choices():
    """Somebody who has only the file can answer."""
    text = export("Clinic", ROWS, TODAY)
    for row in ROWS:
        assert row.text in text
        assert row.why in text
    assert "1. " in text
    assert "Example: " in text


def test_paper_has_no_further_pages():
    """Its numbers stay those of the card."""
    choices = tuple(Choice(label) for label in ("Yes", "Change it", "No", OTHERS))
    question = Question(
        id="RSK1", kind="confirm", section="risks", slot="known-risks", text="Does this?",
        choices=choices,
    )  # fmt: skip
    text = export("Trial", [question], date(2026, 11, 20))
    assert "3. No\n" in text
    assert OTHERS not in text


@pytest.mark.parametrize(
    "answer",
    [
        "P95 300 ms",
        "- a\n- b\n\nc",
        "```\n## code\n```",
        "n/a — none",
        "<!-- a note -->",
        "## heading",
    ],
)
def test_answer_comes_back_as_it_was_written(answer):
    """Markdown in an answer does not end its space."""
    text = fill(export("Clinic", ROWS, TODAY), "NFR1", answer)
    (row,) = filled(text)
    assert ("NFR1", answer) == (row.question_id, row.text)
    assert answer.split("\n")[0] == text.split("\n")[row.line - 1]


def test_answer_survives_crlf_and_a_lost_end_line():
    """An editor that changes line ends or a person who deletes a comment costs nothing."""
    text = fill(export("Clinic", ROWS, TODAY), "VIS1", "because")
    text = text.replace("<!-- end VIS1 -->\n", "").replace("\n", "\r\n")
    first = filled(text)[0]
    assert first.question_id == "VIS1"
    assert first.text.startswith("because")


def test_role_narrows_the_questionnaire():
    """A hand-over to security holds the questions of security."""
    assert {"security"} == {row.role for row in for_role(ROWS, "security")}
    assert for_role(ROWS, "") == ROWS


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("Answered by: @bob", "@bob"),
        ("**Answered by:** Bob Miller", "Bob Miller"),
        ("Answered by:", ""),
    ],
)
def test_name_of_the_person_is_read(line, who):
    """Attribution comes from the file; an empty line names nobody."""
    assert who == answered_by(export("Clinic", ROWS, TODAY).replace("Answered by: ", line, 1))
