"""Texts that were written to be learned from."""

from __future__ import annotations

import pytest

from benchmarks.interview import labelled
from benchmarks.interview.corpus import bank

HEAD = "<!-- kind: web app · style: prose -->\n"


def answers(line: str) -> list[tuple[str, str]]:
    document = labelled.text("trial", HEAD + line)
    assert all(document.text[a.start : a.end] == a.words for a in document.answers)
    return [(answer.facet, answer.words) for answer in document.answers]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("It is up 99.9 %. {NFR5}", [("NFR5", "It is up 99.9 %.")]),
        ("We sell books. It is up 99.9 %. {NFR5}", [("NFR5", "It is up 99.9 %.")]),
        (
            "It answers in 2 s {NFR1} and is up 99 %. {NFR5}",
            [("NFR1", "It answers in 2 s"), ("NFR5", "and is up 99 %.")],
        ),
        ("- prints {SCP2}", [("SCP2", "prints")]),
        ("| uptime | 99 % {NFR5} |", [("NFR5", "uptime | 99 %")]),
        ("Two at once. {NFR1 NFR3}", [("NFR1", "Two at once."), ("NFR3", "Two at once.")]),
        ("Nothing of it.", []),
    ],
)
def test_a_mark_covers_the_words_before_it(line: str, expected: list[tuple[str, str]]) -> None:
    """Up to the mark or the end of the sentence before; the text has no marks."""
    assert answers(line) == expected
    assert "{" not in labelled.text("trial", HEAD + line).text


def test_a_text_says_what_it_is() -> None:
    """Without its first line it is refused by name."""
    with pytest.raises(ValueError, match="trial does not begin with its kind"):
        labelled.text("trial", "# Desk\n")


def test_every_mark_names_a_question_of_the_bank() -> None:
    """In all texts and single statements."""
    named = {answer.facet for text in labelled.texts() for answer in text.answers}
    named |= {facet for _, facets in labelled.statements() for facet in facets}
    assert named <= set(bank().facets)
    assert len(named) > 100


def test_single_statements_may_answer_nothing() -> None:
    """So that what says nothing is known, too."""
    assert {not facets for _, facets in labelled.statements()} == {True, False}
