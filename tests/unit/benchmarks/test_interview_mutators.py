"""Each mutator of the interview benchmark spoils one place and says which."""

from __future__ import annotations

import difflib
from random import Random

import pytest

from benchmarks.interview import corpus
from benchmarks.interview.corpus import Document
from benchmarks.interview.mutators import MUTATORS, Mutator, Planted
from spec_tui.documents.fold import fold
from spec_tui.interview.lexicon import technologies

DOCUMENTS = corpus.load("train")
EACH = pytest.mark.parametrize("mutator", MUTATORS, ids=lambda m: m.name)
_TOUCHED = {"undefined term": 3}
"""Lines that a mutator changes, where it is more than one."""
_TAKES_OUT = frozenset({"use case without test"})


def _planted(mutator: Mutator) -> list[tuple[Document, Planted]]:
    made = [(document, mutator(document, Random(3))) for document in DOCUMENTS]
    return [(document, planted) for document, planted in made if planted is not None]


def _changed(before: str, after: str) -> tuple[list[str], list[str]]:
    """(lines gone, lines new), without lines that are blank."""
    gone, new = [], []
    for line in difflib.ndiff(before.split("\n"), after.split("\n")):
        if line[2:].strip():
            gone += [line[2:]] if line[0] == "-" else []
            new += [line[2:]] if line[0] == "+" else []
    return gone, new


def test_there_are_twelve_mutators():
    """Twelve kinds of defects, each with a name of its own."""
    assert len({mutator.name for mutator in MUTATORS}) == 12


@EACH
def test_a_mutator_finds_a_place_in_most_documents_it_is_made_for(mutator: Mutator):
    """No kind of defect is measured on fewer than three documents."""
    assert len(_planted(mutator)) >= 3


@EACH
def test_a_mutator_changes_exactly_the_lines_that_hold_its_words(mutator: Mutator):
    """Only the spoiled lines differ, and each new one holds the words a finding must name."""
    for document, planted in _planted(mutator):
        gone, new = _changed(document.text, planted.text)
        touched = _TOUCHED.get(mutator.name, 1)
        assert len(gone) <= touched
        assert len(new) <= touched
        if mutator.name in _TAKES_OUT:
            assert len(gone) == 1
        else:
            assert len(new) == touched
            assert all(any(fold(words) in fold(line) for words in planted.words) for line in new)


@EACH
def test_a_mutator_draws_the_same_defect_from_the_same_seed(mutator: Mutator):
    """The benchmark is deterministic."""
    assert _planted(mutator) == _planted(mutator)


def test_no_line_of_a_wrapped_sentence_is_taken_for_an_item_of_the_scope():
    """Half a sentence among what is excluded would be no defect."""
    (mutator,) = (m for m in MUTATORS if m.name == "in and out of scope")
    for seed in range(5):
        for document in DOCUMENTS:
            planted = mutator(document, Random(seed))
            if planted is not None and "\n" not in document.gold["SCP1"][0].words:
                assert not planted.words[0].startswith(("Version one", "The first release"))


def test_a_technology_is_swapped_only_where_it_is_named_alone():
    """Beside the right one another may be right too."""
    (mutator,) = (m for m in MUTATORS if m.name == "stack swap")
    for document, planted in _planted(mutator):
        (facet,) = planted.facets
        cls = {"DAT10": "datastore", "STK1": "language", "DEP6": "hosting"}[facet]
        spoiled = [a for a in document.gold[facet] if a.words not in planted.text]
        named = [t for a in spoiled for t in technologies(a.words) if t.cls == cls]
        assert len(named) == 1
