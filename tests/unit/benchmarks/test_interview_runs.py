"""The runs and judgements of the interview benchmark."""

from __future__ import annotations

from random import Random

from benchmarks.interview import corpus
from benchmarks.interview.interviews import Played, Turn, missing, play
from benchmarks.interview.judging import judge
from benchmarks.interview.respondents import PROFILES, Said, respondent
from spec_tui.interview.model import Question

DOCUMENT = next(d for d in corpus.load("train") if d.name == "logsieve-cli")


def _asked(facet_id: str) -> Question:
    facet = corpus.bank().facets[facet_id]
    return Question(facet.id, facet.kind, facet.section, facet.slot, facet.text, facet.why)


def _judged(question: Question, visible: set[str]) -> tuple[str, bool]:
    played = Played(turns=[Turn(question, "said", 5, finding=False)])
    (judged,) = judge(DOCUMENT, played, visible)
    return judged.verdict, judged.redundant


def test_there_are_ten_respondents():
    """The ten people of interview.md B.12 (d)."""
    assert len(PROFILES) == 10


def test_a_blank_question_about_visible_words_is_redundant():
    """Asking for what stands in the text is wrong."""
    assert _judged(_asked("VIS1"), {"VIS1"}) == ("wrong", True)


def test_a_question_about_a_missing_fact_is_right():
    """Asking for what was taken out is right."""
    assert _judged(_asked("VIS1"), set()) == ("right", False)


def test_a_statement_that_is_not_in_the_text_is_missing():
    """Signs and wraps do not matter, words do."""
    text = "- **Storage**:\n  - PostgreSQL \\* 16,\n    on one machine"
    assert missing([Said("DAT10", "PostgreSQL * 16, on one machine")], text) == []
    assert missing([Said("DAT10", "MySQL 8")], text) == ["DAT10: MySQL 8"]


def test_an_interview_from_nothing_is_played_to_a_complete_specification():
    """A clear respondent ends with all 18 sections Final and every statement in SPEC.md."""
    someone = respondent("clear", DOCUMENT, Random(1))
    played = play(DOCUMENT, "", someone, depth="quick", finish=True)
    assert (played.stuck, played.complete, played.lost) == ("", True, [])
