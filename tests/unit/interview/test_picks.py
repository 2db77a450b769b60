"""Several sentences that may answer one question: one of them, other words, or none."""

from __future__ import annotations

import pytest

from spec_tui.documents.markdown import parse
from spec_tui.documents.prose import sentences
from spec_tui.interview import hints, hintscores, hintsources
from spec_tui.interview.answers import answer
from spec_tui.interview.hintscores import runs
from spec_tui.interview.hintsources import Hint
from spec_tui.interview.model import Question, Section
from spec_tui.interview.order import open_questions
from spec_tui.interview.replies import Reply
from spec_tui.interview.sayings import Saying, sayings
from spec_tui.interview.sentences import units
from tests.unit.interview.desks import BANK, Table

FACTS = """\
# Berth board

Sleeping cars are sold out months ahead because nobody sees which berths are free.

"""
RISKS = (
    "A real danger is that the railways stop sending data.",
    "Another danger is that the provider of the maps raises its price.",
)
REST = " ".join(f"Note {number} speaks of the weather on day {number}." for number in range(50))


@pytest.fixture
def spot() -> Table:
    made = Table()
    made.draft(f"{FACTS}\n\n{RISKS[0]}\n\n{REST}\n\n{RISKS[1]}\n", untouched=True)
    return made


def asked(spot: Table, facet: str = "RSK1") -> Question | None:
    questions = open_questions(spot.view, spot.state, spot.asking)
    return next((q for q in questions if q.id == facet), None)


def shown(*words: str, more: bool = False) -> Question:
    """The question with these sentences, all from the import."""
    table = Table()
    rows = tuple(Hint(text, "notes.md", 3.0) for text in words)
    return hints.question(table.view, BANK.facets["RSK1"], hints.Hints(rows, more))


def test_each_sentence_is_a_choice_and_two_more_lead_away() -> None:
    """Choice 1 needs no further words, and stands first."""
    question = shown(*RISKS)
    assert [choice.label for choice in question.choices] == [
        *RISKS,
        "Say it in other words",
        "None of these",
    ]
    assert question.picks == tuple((words, "notes.md") for words in RISKS)


def test_a_list_is_shown_in_one_row_and_taken_as_it_stands() -> None:
    """`- a`, `- b` would read like a dash in the row."""
    question = shown("- Nobody comes\n- Ice breaks", RISKS[0])
    assert question.choices[0].label == "Nobody comes; Ice breaks"
    assert question.picks[0][0] == "- Nobody comes\n- Ice breaks"


def test_one_sentence_is_a_confirmation() -> None:
    """With yes, change it and no, as before."""
    assert [c.label for c in shown(RISKS[0]).choices] == ["Yes", "Change it", "No"]


def given(spot: Table, reply: Reply) -> str:
    """Answer the question about two sentences; what was refused."""
    desk = spot.desk
    applied = answer(desk, shown(*RISKS), reply)
    spot.take(applied)
    return applied.outcome.refused


@pytest.mark.parametrize(("reply", "words"), [(Reply("2"), RISKS[1]), (Reply(choose=1), RISKS[0])])
def test_a_number_takes_that_sentence(reply: Reply, words: str) -> None:
    """Word for word, without a marker."""
    spot = Table()
    assert given(spot, reply) == ""
    assert spot.words("RSK1") == words


def test_words_of_ones_own_are_the_answer() -> None:
    """Nothing of the sentences is stored."""
    spot = Table()
    assert given(spot, Reply("Nobody may come to the stations.")) == ""
    assert spot.words("RSK1") == "Nobody may come to the stations."


def test_yes_is_no_answer_to_which() -> None:
    """The person is told to name one."""
    spot = Table()
    assert given(spot, Reply("yes")).startswith("Which one?")
    assert spot.value("RSK1") is None


def test_none_of_these_brings_the_blank_question() -> None:
    """And no other sentence is shown for it."""
    spot = Table()
    given(spot, Reply(choose=4))
    assert hints.no(BANK.facets["RSK1"]) in spot.asking.denied
    assert hints.find(spot.view, BANK.facets["RSK1"], spot.asking.denied) == hints.Hints()


@pytest.mark.parametrize("count", [1, 2])
def test_others_are_offered_where_there_are_any(count: int) -> None:
    """Last, so that the numbers before mean the same."""
    few, all_of_them = (shown(*RISKS[:count], more=more).choices for more in (False, True))
    assert [choice.label for choice in all_of_them[len(few) :]] == ["Show others"]
    assert all_of_them[: len(few)] == few


def test_others_come_in_the_place_of_those_that_were_passed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Page by page to the last, which offers no others; the passed ones do not come again."""
    rows = [Hint(f"Risk {number} ".ljust(90, "x"), "notes.md", 2.0) for number in range(10)]
    monkeypatch.setattr(hints, "in_appendix", lambda view, facet, denied, anywhere: iter(rows))
    spot, facet, seen = Table(), BANK.facets["RSK1"], []
    while True:
        found = hints.find(spot.view, facet, spot.asking.denied)
        seen += [hint.text for hint in found.shown]
        question = hints.question(spot.view, facet, found)
        if not found.more:
            break
        applied = answer(spot.desk, question, Reply(str(len(question.choices))))
        assert applied.outcome.receipt == "Here are others."
        spot.take(applied)
    assert seen == [row.text for row in rows]
    assert hints.no(facet) not in spot.asking.denied


def test_a_long_text_shows_its_nearest_sentences(spot: Table) -> None:
    """Where the place is not drafted, the question comes with words of the text."""
    question = asked(spot)
    assert question is not None
    assert question.kind == "confirm"
    shown = (question.quote, *(words for words, _ in question.picks))
    assert any(RISKS[0] in words for words in shown)


def _label(section: Section) -> str:
    return BANK.slots[f"{section.id}/{section.slots[0]}"].label


def test_words_under_labels_of_ones_own_are_shown() -> None:
    """A document with the template's headings and its own bullets has answered, too (B.5.5)."""
    headings = "\n".join(
        f"## {section.number}. {section.heading}\n\n- **{_label(section)}**: nothing of note.\n"
        for section in BANK.sections
        if section.id not in {"risks", "security_privacy"}
    )
    spot = Table()
    own = f"\n## 13. Risks & Trade-offs\n\n- **What worries us**: {RISKS[0]}\n"
    spot.draft(f"# Berth board\n\n{headings}{own}", untouched=True)
    question = asked(spot)
    assert spot.value("RSK1") is None
    assert question is not None
    assert question.kind == "confirm"
    assert RISKS[0] in (question.quote + "".join(words for words, _ in question.picks))


@pytest.mark.parametrize(("length", "count"), [(40, 6), (90, 4)])
def test_more_sentences_are_shown_where_they_are_short(
    length: int, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four always; six where a small terminal has room for them."""
    rows = [Hint(f"{number} ".ljust(length, "x"), "notes.md", 2.0) for number in range(9)]
    monkeypatch.setattr(hints, "in_appendix", lambda view, facet, denied, anywhere: iter(rows))
    found = hints.find(Table().view, BANK.facets["RSK1"], frozenset())
    assert (len(found.shown), found.more) == (count, True)


def test_others_are_all_that_nobody_has_put_anywhere() -> None:
    """On the pages behind the first, whatever the words look like; more of them at once."""
    spot, facet = Table(), BANK.facets["RSK1"]
    odd = "Amber comes before opal and opal before jade."
    spot.draft(f"{FACTS}\n\n{RISKS[0]}\n\n{REST}\n\n{odd}\n", untouched=True)
    denied: frozenset[str] = frozenset()
    pages = []
    while (found := hints.find(spot.view, facet, denied)).shown:
        pages.append([hint.text for hint in found.shown])
        denied |= frozenset(mark for text in pages[-1] for mark in hints.refusals(facet, text))
    assert odd in [text for page in pages for text in page]
    assert odd not in pages[0]
    assert max(map(len, pages)) == hints.SHORT_ONES


def test_sentences_that_answer_together_are_shown_together() -> None:
    """They follow each other; a short one between two of them belongs to them."""
    said = ("A real danger is old handwriting.", "Eero: the pedal.", RISKS[1])
    text = f"{FACTS}\n\n{REST}\n\nAsked what could sink it, they were quick. {' '.join(said)}\n"
    (unit_said,) = [text for text in _together(text) if said[0] in text and said[2] in text]
    assert " ".join(said) in unit_said


def _together(text: str) -> list[str]:
    said_by = sayings(units(parse(text), 0))
    return [words for words, facet, _ in runs(said_by) if facet == "RSK1"]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("## First release: 5 April 2027", "First release: 5 April 2027"),
        ("```\nP95 of a search is 300 ms\n```", "P95 of a search is 300 ms"),
        ("| Deadline 5 April 2027 | for the council |\n|---|---|\n| a | b |", "for the council"),
    ],
    ids=["heading", "code", "names of columns"],
)
def test_lines_that_are_no_sentence_are_shown_on_later_pages(line: str, shown: str) -> None:
    """Whoever wrote the answer there finds it."""
    text = f"# Gates\n\nKeys get lost.\n\n{line}\n"
    assert any(shown in said.text for said in hintsources.unread(text))


def test_what_is_read_is_not_read_again() -> None:
    """Wrapped sentences, items and rows with all their lines."""
    table = "| key number | key holder |\n|---|---|\n| seven | Ana Sol |\n"
    text = f"# Gates\n\nKeys get\nlost a lot.\n\n- one item\n  goes on\n\n{table}"
    assert [said.text for said in hintsources.unread(text)] == ["key number | key holder"]


def test_sentences_of_an_item_are_shown_apart() -> None:
    """Each may answer another question."""
    item = "The number I watch is days to a quote. It stood at 9 days in 2026. It must be 3 days."
    parts = [one.text for one in hintscores.sentences_of([Saying(item)])]
    assert parts == [item, *(part for _, part in sentences(item))]
