"""Learning the weights of `templates/evidence.json` from documents with gold and the question bank.

`python -m benchmarks.interview.learning` writes the file. A linear model with one class for each
facet, fitted by adaptive gradient steps, in plain Python: it runs in seconds, and only when the
corpus changes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import exp, sqrt
from pathlib import Path
from random import Random
from statistics import median

from benchmarks.interview.corpus import Document, bank, load
from benchmarks.interview.interviews import tokens
from spec_tui.documents.markdown import parse
from spec_tui.interview import evidence, hints
from spec_tui.interview.evidence import Evidence, features, share
from spec_tui.interview.sentences import units

NOTHING = ""
"""The class of sentences that answer nothing."""
NOT_BY_WORDS = {"TYP", "GLO1"}
"""A closed list, and a list of words: these are found in ways of their own."""
OF_THE_BANK = 0.5
"""How much a line of the question bank counts, beside a sentence of a document."""
ROUNDS = 40
STEP = 0.1
SHRINK = 3e-3
SMALLEST = 0.001
"""Classes less likely than this are left alone in a step."""
FEWEST_WORDS = 3
FEWEST_TIMES = 2
"""Words that come less often tell nothing about other texts."""
LEAST = 0.2
"""Weights nearer to the usual one are left out."""
SHARPER = 1.5
"""Makes up for the shrinking, so that what is called likely is right that often."""


@dataclass(frozen=True, slots=True)
class Example:
    """What a sentence shows, and a facet that it answers."""

    shown: tuple[str, ...]
    facet: str
    weight: float


def examples(documents: Iterable[Document]) -> Iterator[Example]:
    """Sentences of the documents with the facets that their gold gives them."""
    for document in documents:
        gold = [(answer.facet, f" {tokens(answer.words)} ") for answer in document.answers]
        for unit in units(parse(document.text)):
            if unit.kind == "column":
                continue  # its cells are in the rows
            for said in unit.items or (unit.text,):
                words = f" {tokens(said)} "
                facets = {
                    facet
                    for facet, answer in gold
                    if answer in words or (len(words.split()) >= FEWEST_WORDS and words in answer)
                }
                shown = features(said, unit.headings, first=unit.first)
                for facet in sorted(facets - NOT_BY_WORDS) or [NOTHING]:
                    yield Example(shown, facet, 1 / max(1, len(facets)))


def of_the_bank() -> Iterator[Example]:
    """The question, the example and the label of each facet, under the headings of the template."""
    known = bank()
    titles = {section.id: section.heading for section in known.sections}
    for facet in known.facets.values():
        if facet.id in NOT_BY_WORDS:
            continue
        headings = titles[facet.section], known.slots[f"{facet.section}/{facet.slot}"].label
        for words in (facet.text, facet.example, facet.label):
            if words:
                yield Example(features(words, headings), facet.id, OF_THE_BANK)


def learn(given: Iterable[Example], *, rounds: int = ROUNDS) -> Evidence:
    """Fit the weights. The same examples give the same weights."""
    rows = list(given)
    facets = sorted({row.facet for row in rows} | {NOTHING})
    number = {facet: at for at, facet in enumerate(facets)}
    count = len(facets)
    bias, bias_seen = [0.0] * count, [1e-6] * count
    often = Counter(feature for row in rows for feature in row.shown)
    weights = {feature: [0.0] * count for feature, n in often.items() if n >= FEWEST_TIMES}
    seen = {feature: [1e-6] * count for feature in weights}
    order = list(range(len(rows)))
    random = Random(1)
    for _ in range(rounds):
        random.shuffle(order)
        for at in order:
            row = rows[at]
            known = [feature for feature in row.shown if feature in weights]
            if not known:
                continue
            size = share(row.shown)
            own = [weights[feature] for feature in known]
            sums = [
                b + size * sum(column)
                for b, column in zip(bias, zip(*own, strict=True), strict=True)
            ]
            top = max(sums)
            odds = [exp(value - top) for value in sums]
            total = sum(odds)
            right = number[row.facet]
            errors = [
                (k, (odd / total - (k == right)) * row.weight)
                for k, odd in enumerate(odds)
                if odd > SMALLEST * total or k == right
            ]
            past = [seen[feature] for feature in known]
            for k, error in errors:
                bias_seen[k] += error * error
                bias[k] -= STEP * error / sqrt(bias_seen[k])
                slope = error * size
                for weight, before in zip(own, past, strict=True):
                    gradient = slope + SHRINK * weight[k]
                    before[k] += gradient * gradient
                    weight[k] -= STEP * gradient / sqrt(before[k])
    return Evidence(
        tuple(facets),
        tuple(SHARPER * b for b in bias),
        {feature: rows for feature, row in weights.items() if (rows := _kept(row))},
    )


def _kept(row: Sequence[float]) -> tuple[tuple[int, float], ...]:
    """The weights that set a facet apart: the same added to all of them changes no probability."""
    usual = median(row)
    return tuple((k, SHARPER * (w - usual)) for k, w in enumerate(row) if abs(w - usual) >= LEAST)


FILE = Path(evidence.__file__).parents[1] / "templates" / "evidence.json"


def written(learned: Evidence) -> str:
    """The text of `evidence.json`: weights in hundredths, as pairs of facet number and weight."""
    rows = []
    for feature, pairs in sorted(learned.weights.items()):
        row = [n for k, w in pairs for n in (k, round(w * 100))]
        if row:
            rows.append(f"{json.dumps(feature, ensure_ascii=False)}: {json.dumps(row)}")
    head = {"facets": list(learned.facets), "bias": [round(b, 2) for b in learned.bias]}
    body = ",\n".join(rows)
    return f'{json.dumps(head)[:-1]}, "weights": {{\n{body}\n}}}}\n'


def use(learned: Evidence) -> None:
    """Read sentences by these weights from now on, in this process."""
    evidence.load = lambda: learned  # type: ignore[assignment]
    for cached in (evidence.likely, hints._scored, hints._elsewhere, hints._appendix, hints._best):
        cached.cache_clear()


class LeftOut(Sequence[Document]):
    """Documents of which each is read by what was learned from the others alone."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents
        self._of = {document.name: list(examples([document])) for document in documents}
        self._bank = list(of_the_bank())
        self._learned: dict[str, Evidence] = {}

    def __len__(self) -> int:
        return len(self._documents)

    def __getitem__(self, at: int) -> Document:  # type: ignore[override]
        document = self._documents[at]
        use(self._without(document.name))
        return document

    def _without(self, name: str) -> Evidence:
        if name not in self._learned:
            others = [row for other, rows in self._of.items() if other != name for row in rows]
            self._learned[name] = learn([*self._bank, *others])
        return self._learned[name]


if __name__ == "__main__":
    FILE.write_text(written(learn([*of_the_bank(), *examples(load("train"))])), encoding="utf-8")
