"""The corpus of the interview benchmark: it loads, and its gold is what the documents say."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from benchmarks.interview import corpus
from benchmarks.interview.corpus import SPLITS, STYLES, Answer, Document
from benchmarks.interview.masking import draw, mask

DOCUMENTS = [document for split in SPLITS for document in corpus.load(split)]
EACH = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.name)


def test_the_corpus_holds_the_kinds_and_styles_that_were_asked_for():
    """Twelve kinds of product, four documents with headings of their own, three of prose."""
    styles = Counter(document.style for document in DOCUMENTS)
    assert len({document.kind for document in DOCUMENTS}) >= 12
    assert styles["foreign"] >= 4
    assert styles["prose"] >= 3


def test_every_style_occurs_in_both_splits():
    """What holds on the tuning split can be compared with the test split."""
    for split in SPLITS:
        assert {document.style for document in corpus.load(split)} == set(STYLES)


def test_a_third_of_the_documents_and_texts_is_kept_apart():
    """The test split is a third of the specifications, drawn by their names, and of the texts
    without defects."""
    for of in (corpus.load, corpus.negatives):
        train, test = (len(of(split)) for split in SPLITS)
        assert abs(test * 2 - train) <= max(2, train // 10)
    assert sum(len(corpus.negatives(split)) for split in SPLITS) >= 20


@EACH
def test_gold_words_stand_verbatim_on_their_line(document: Document):
    """Each answer of the gold is a piece of the line it names."""
    lines = document.text.split("\n")
    for answer in document.answers:
        assert answer.words in lines[answer.line - 1]
        assert document.text[answer.start : answer.end] == answer.words


@EACH
def test_gold_answers_facets_of_the_bank_and_most_required_ones(document: Document):
    """Gold names facets that exist, and a finished specification answers twenty required ones."""
    facets = corpus.bank().facets
    assert set(document.gold) <= set(facets)
    assert len(document.required) >= 20


def test_what_is_wrapped_is_one_statement():
    """Items of a list stay one line each."""
    text = "It holds kegs and\npubs.\n- a van\n- a yard\n"
    words = ("It holds kegs and", "pubs", "a van", "a yard")
    answers = tuple(Answer("DOM1", n, w, text.index(w)) for n, w in enumerate(words, 1))
    document = Document("kegs", "tool", "prose", text, {}, answers)
    known = document.known(corpus.bank().facets["DOM1"])
    assert known == "It holds kegs and pubs\na van\na yard"


@EACH
def test_masking_nothing_changes_nothing(document: Document):
    """Without facets to take out, every facet is visible in the same text."""
    masked = mask(document, ())
    assert masked.text == document.text
    assert masked.visible == set(document.gold)
    assert not masked.hidden


@EACH
def test_masking_takes_out_what_it_names_and_leaves_what_it_calls_visible(document: Document):
    """Chosen facets are hidden; words of visible facets still stand in the masked text."""
    chosen = draw(document, 6, Random(7), among=document.required)
    masked = mask(document, chosen)
    assert set(chosen) <= masked.hidden
    assert not masked.hidden & masked.visible
    for facet in masked.visible:
        for answer in document.gold[facet]:
            assert answer.words in masked.text
    assert len(masked.text) < len(document.text)


@pytest.mark.parametrize("split", SPLITS)
def test_short_specifications_have_places_for_defects(split: corpus.Split):
    """At least twenty of them, with gold that is found on its lines and known to the bank."""
    documents = corpus.load_short(split)
    assert len(documents) >= 20
    facets = corpus.bank().facets
    for document in documents:
        assert set(document.gold) <= set(facets)
        assert {"SCP1", "SCP2", "NFR1"} <= set(document.gold), document.name
