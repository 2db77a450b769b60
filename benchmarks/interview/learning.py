"""Learning the weights of `templates/evidence.json` from labelled texts and the question bank.

`python -m benchmarks.interview.learning` writes the file. A linear model with one class for each
facet (multinomial logistic regression); it runs in minutes, and only when the texts change. It
needs scikit-learn (`pip install --group learn`); spec-tui itself does not.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.interview import labelled
from benchmarks.interview.corpus import Document, bank, load, load_short
from benchmarks.interview.interviews import tokens
from spec_tui.documents.markdown import parse
from spec_tui.interview import evidence, hintscores, hintsources, imported, placing, typehints
from spec_tui.interview.evidence import Evidence, features, sizes
from spec_tui.interview.sayings import Saying, around
from spec_tui.interview.sentences import units

NOTHING = ""
"""The class of sentences that answer nothing."""
NOT_BY_WORDS = {"GLO1"}
"""A list of words: it is found in a way of its own."""
OF_THE_BANK = 0.5
"""How much a line of the question bank counts, beside a sentence of a document."""
OF_SHORT = 0.4
"""How much a sentence of a short specification counts."""
ALONE = 0.7
"""How much a single statement counts."""
STRENGTH = 8.0
"""Inverse of the regularisation."""
SHARPER = 1.2
"""Makes up for the regularisation, so that what is called likely is right that often."""
ROUNDS = 60
FEWEST_WORDS = 3
FEWEST_TIMES = 2
"""Words that come less often tell nothing about other texts."""
LEAST = 0.2
"""Weights nearer to the usual one are left out."""
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Example:
    """What a sentence shows, and the facets that it answers."""

    shown: tuple[str, ...]
    facets: frozenset[str]
    weight: float = 1.0


def examples(documents: Iterable[Document]) -> Iterator[Example]:
    """Sentences of the documents with the facets that their gold gives them."""
    for document in documents:
        gold = [(answer.facet, f" {tokens(answer.words)} ") for answer in document.answers]
        for said in around(units(parse(document.text))):
            words = f" {tokens(said.text)} "
            whole = len(words.split()) >= FEWEST_WORDS
            facets = {f for f, answer in gold if answer in words or (whole and words in answer)}
            yield Example(features(said), frozenset(facets))


def of_short(documents: Iterable[Document]) -> Iterator[Example]:
    """Sentences of short specifications that have gold; what else they say is not labelled.

    They count less, for they answer the same few questions again and again.
    """
    yield from (replace(row, weight=OF_SHORT) for row in examples(documents) if row.facets)


def alone() -> Iterator[Example]:
    """The single statements."""
    for words, facets in labelled.statements():
        yield Example(features(Saying(words)), facets, ALONE)


def of_the_bank() -> Iterator[Example]:
    """The question, the example and the label of each facet, under the headings of the template."""
    known = bank()
    titles = {section.id: section.heading for section in known.sections}
    for facet in known.facets.values():
        headings = titles[facet.section], known.slots[facet.home].label
        for words in (facet.text, facet.example, facet.label):
            if words:
                shown = features(Saying(words, headings))
                yield Example(shown, frozenset({facet.id}), OF_THE_BANK)


def common() -> list[Example]:
    """What is learned from beside the finished specifications."""
    short = of_short(load_short("train"))
    return [*of_the_bank(), *alone(), *examples(labelled.texts()), *short]


def learn(given: Iterable[Example]) -> Evidence:
    """Fit the weights. The same examples give the same weights."""
    import numpy
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    rows = list(given)
    often = Counter(feature for row in rows for feature in row.shown)
    names = sorted(feature for feature, n in often.items() if n >= FEWEST_TIMES)
    column = {feature: at for at, feature in enumerate(names)}
    data: list[float] = []
    columns: list[int] = []
    ends = [0]
    answers: list[str] = []
    weights: list[float] = []
    for row in rows:
        facets = sorted(row.facets - NOT_BY_WORDS) or [NOTHING]
        known = [(column[name], size) for name, size in sizes(row.shown) if name in column]
        for facet in facets:
            columns += [at for at, _ in known]
            data += [size for _, size in known]
            ends.append(len(columns))
            answers.append(facet)
            weights.append(row.weight / len(facets))
    shown = csr_matrix((data, columns, ends), shape=(len(answers), len(names)))
    model = LogisticRegression(C=STRENGTH, max_iter=ROUNDS, tol=1e-3)
    model.fit(shown, answers, sample_weight=weights)
    usual = numpy.median(model.coef_, axis=0)  # the same added to all changes no probability
    return Evidence(
        tuple(model.classes_),
        tuple(round(SHARPER * float(value), 2) for value in model.intercept_),
        {
            feature: kept
            for at, feature in enumerate(names)
            if (kept := _row(model.coef_[:, at] - usual[at]))
        },
    )


def _row(weights: Iterable[float]) -> str:
    pairs = ((k, round(SHARPER * float(weight) * 100)) for k, weight in enumerate(weights))
    return " ".join(f"{k}:{weight}" for k, weight in pairs if abs(weight) >= LEAST * 100)


FILE = Path(evidence.__file__).parents[1] / "templates" / "evidence.json"


def written(learned: Evidence) -> str:
    """The text of `evidence.json`, a line for each feature."""
    rows = ",\n".join(
        f"{json.dumps(feature, ensure_ascii=False)}: {json.dumps(row)}"
        for feature, row in sorted(learned.rows.items())
    )
    head = {"facets": list(learned.facets), "bias": list(learned.bias)}
    return f'{json.dumps(head)[:-1]}, "weights": {{\n{rows}\n}}}}\n'


def use(learned: Evidence) -> None:
    """Read sentences by these weights from now on, in this process."""
    evidence.load = lambda: learned  # type: ignore[assignment]
    for cached in (
        evidence._sums, evidence._numbers, evidence.likely, evidence.telling,
        placing._learned, hintscores.scored, hintscores.elsewhere, hintsources._by_hand,
        hintsources._appendix, hintsources._best, hintsources._lists, hintsources._nearest,
        imported._told,
        typehints._imported,
    ):  # fmt: skip
        cached.cache_clear()


class LeftOut(Sequence[Document]):
    """Documents of which each is read by what was learned without it: in `FOLDS` parts."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents
        self._of = {document.name: list(examples([document])) for document in documents}
        self._others = common()
        self._learned: dict[int, Evidence] = {}

    def __len__(self) -> int:
        return len(self._documents)

    def __getitem__(self, at: int) -> Document:  # type: ignore[override]
        document = self._documents[at]
        use(self._without(at % FOLDS))
        return document

    def _without(self, fold: int) -> Evidence:
        if fold not in self._learned:
            own = [
                row
                for at, document in enumerate(self._documents)
                if at % FOLDS != fold
                for row in self._of[document.name]
            ]
            self._learned[fold] = learn([*self._others, *own])
        return self._learned[fold]


if __name__ == "__main__":
    FILE.write_text(written(learn([*common(), *examples(load("train"))])), encoding="utf-8")
