"""A questionnaire goes out as Markdown and comes back as answers."""

from dataclasses import replace
from datetime import date

import pytest

from spec_tui.interview.bank import load
from spec_tui.interview.hints import OTHERS
from spec_tui.interview.model import Choice, Question
from spec_tui.interview.questionnaire import export, for_role, mark, read

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


CONFIRM = Question(
    id="RSK1", kind="confirm", section="risks", slot="known-risks", text="Is this right?",
    lands_in="§13 Known risks", quote="Ice breaks",
    choices=tuple(Choice(label) for label in ("Yes", "Change it", "Take it out", OTHERS)),
)  # fmt: skip


def begin(question: Question) -> str:
    return f"<!-- answer {question.id} [{mark(question)}]: write below this line -->\n"


def fill(text: str, question_id: str, answer: str) -> str:
    line = begin(next(row for row in ROWS if row.id == question_id))
    assert line in text
    return text.replace(line, f"{line}{answer}\n")


def said(text: str) -> list[tuple[str, str]]:
    return [(row.question_id, row.text) for row in read(text).answers]


def test_untouched_questionnaire_holds_no_answer():
    """Exported and handed back as it is, it says nothing, and nothing in it is stray."""
    back = read(export("Clinic", [*ROWS, CONFIRM], TODAY, "security", {"RSK1": "Which risks?"}))
    assert (back.answers, back.twice, back.strays) == ((), (), ())
    assert (back.project, back.who, back.any) == ("Clinic", "", True)


def test_some_other_file_is_no_questionnaire():
    """Nor is it read as one without answers."""
    assert not read("# SPEC: Clinic\n\n## 1. Vision\n").any


def test_every_question_stands_in_it_with_its_example_or_choices():
    """Somebody who has only the file can answer."""
    text = export("Clinic", ROWS, TODAY)
    for row in ROWS:
        assert row.text in text
        assert row.why in text
    assert "1. " in text
    assert "Example: " in text


def test_a_draft_stands_below_the_question_it_would_answer():
    """`Is this right?` alone tells a colleague nothing."""
    text = export("Clinic", [CONFIRM], TODAY, asked={"RSK1": "What are the biggest risks?"})
    assert "\nAsked: What are the biggest risks?\n\nDrafted: Ice breaks\n" in text


def test_paper_has_no_further_pages():
    """Its numbers stay those of the card."""
    text = export("Trial", [CONFIRM], TODAY)
    assert "3. Take it out\n" in text
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
    (row,) = read(text).answers
    assert ("NFR1", answer) == (row.question_id, row.text)
    assert answer.split("\n")[0] == text.split("\n")[row.line - 1]
    assert read(text).strays == ()


def test_answer_survives_crlf():
    """An editor that changes line ends costs nothing."""
    text = fill(export("Clinic", ROWS, TODAY), "VIS1", "because").replace("\n", "\r\n")
    assert said(text) == [("VIS1", "because")]


def test_a_lost_last_line_swallows_no_other_question():
    """The answer ends where the next question begins."""
    text = fill(export("Clinic", ROWS, TODAY), "VIS1", "because\n\n## so")
    text = fill(text.replace("<!-- end VIS1 -->\n", ""), "SEC1", "2")
    assert said(text) == [("VIS1", "because\n\n## so"), ("SEC1", "2")]


def test_words_behind_the_sign_and_other_capitals_are_an_answer():
    """People type where there is room."""
    text = export("Clinic", ROWS, TODAY)
    line = begin(ROWS[0])
    text = text.replace(line, f"{line.rstrip().replace('answer', 'Answer')} because\n")
    assert said(text) == [("VIS1", "because")]


def test_the_id_of_a_conflict_comes_back_whole():
    """It holds a colon."""
    card = replace(CONFIRM, id="conflict:Q7", kind="conflict")
    text = export("Clinic", [card], TODAY).replace(begin(card), begin(card) + "1\n")
    (row,) = read(text).answers
    assert (row.question_id, row.mark, row.choices) == ("conflict:Q7", mark(card), 3)


def test_one_question_answered_twice_is_neither():
    """The same words twice are one answer."""
    text = export("Clinic", [*ROWS, ROWS[0]], TODAY)
    differ = text.replace(begin(ROWS[0]), begin(ROWS[0]) + "one\n", 1)
    differ = "".join(differ.rpartition(begin(ROWS[0]))[:2]) + "two\n<!-- end VIS1 -->\n"
    back = read(differ)
    assert ([row.text for row in back.twice], back.answers) == (["one", "two"], ())
    assert said(differ.replace("two", "one")) == [("VIS1", "one")]


def test_words_outside_of_the_spaces_are_named():
    """A remark between two questions, an answer whose first comment line is gone."""
    text = fill(export("Clinic", ROWS, TODAY), "VIS1", "because")
    text = text.replace("Answered by: \n", "Answered by: Ana\nPS: ask Ben\n")
    lost = text.replace(f"{begin(ROWS[2])}\n", "300 ms\n")
    assert lost != text
    back = read(lost)
    assert [(lost.split("\n")[one.line - 1], one.text) for one in back.strays] == [
        ("PS: ask Ben", "PS: ask Ben"),
        ("300 ms", "300 ms"),
    ]
    assert said(lost) == [("VIS1", "because")]


def test_role_narrows_the_questionnaire():
    """A hand-over to security holds the questions of security."""
    assert {"security"} == {row.role for row in for_role(ROWS, "security")}
    assert for_role(ROWS, "") == ROWS


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("Answered by: @bob", "@bob"),
        ("**Answered by:** Bob Miller", "Bob Miller"),
        ("Answered by: Sana Öztürk <sana@example.org>", "Sana Öztürk"),
        ("Answered by: _____ Sana (security)", "Sana"),
        ("- answered by : 王伟", "王伟"),
        ("Answered by:", ""),
    ],
)
def test_name_of_the_person_is_read(line, who):
    """Attribution comes from the file; an empty line names nobody."""
    back = read(export("Clinic", ROWS, TODAY).replace("Answered by: ", line, 1))
    assert (back.who, back.strays) == (who, ())


@pytest.mark.parametrize(
    "other",
    [
        replace(CONFIRM, quote="Ice melts"),
        replace(CONFIRM, choices=CONFIRM.choices[:2]),
        replace(CONFIRM, picks=(("Ice breaks", "notes.md"),)),
        replace(CONFIRM, text="Is it?"),
    ],
)
def test_the_mark_tells_what_was_shown(other):
    """Another draft, other choices; not that there are more pages in the app."""
    assert mark(CONFIRM) != mark(other)
    assert mark(CONFIRM) == mark(replace(CONFIRM, choices=CONFIRM.choices[:3]))
