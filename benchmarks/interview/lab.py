"""The runs that the measures are taken from. Each kind is made once, and only when it is needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random

from benchmarks.interview import corpus
from benchmarks.interview.corpus import Document, Split
from benchmarks.interview.interviews import Played, missing, opened, play
from benchmarks.interview.judging import Judged, judge
from benchmarks.interview.masking import Masked, draw, mask
from benchmarks.interview.mutators import MUTATORS, Planted
from benchmarks.interview.respondents import PROFILES, Said, respondent
from spec_tui.documents.fold import fold
from spec_tui.interview.model import DEPTHS, Depth, Finding
from spec_tui.interview.reading import read
from spec_tui.interview.rules import run
from spec_tui.interview.state import CONFIRM

MASKED_ROUNDS = 3
REQUIRED_HIDDEN, OTHERS_HIDDEN = 5, 4
PLANTED_ROUNDS = 2
PLAYED_MUTATIONS = 2
KNOWN_TO_RESPONDENTS = 0.4
"""Share of the facts that still stand in the text a respondent begins with."""
EMPTY_RULES = frozenset({"G01", "G04", "G20"})
"""Rules about what is not there: judged by the questions, not as alarms."""
_DECIDES_ITSELF = frozenset({"TYP"})
"""Asked only where the text does not show it, so taking it out need not bring a question."""


@dataclass(frozen=True, slots=True)
class MaskedRun:
    """An interview about a document with facts taken out."""

    document: Document
    masked: Masked
    played: Played
    judged: tuple[Judged, ...]

    @property
    def wanted(self) -> frozenset[str]:
        """Required facets that nothing in the text answers any more.

        What still stands on the line of a slot is the answer to its lead, whatever it was written
        for (interview.md B.1), so in the template's own grammar such a lead is answered.
        """
        gone = (self.masked.hidden & self.document.required) - _DECIDES_ITSELF
        return gone - frozenset(facet for facet in gone if self._line_stands(facet))

    def _line_stands(self, facet_id: str) -> bool:
        facet = corpus.bank().facets[facet_id]
        if self.document.style not in corpus.CANONICAL or not facet.lead:
            return False
        slot = read(self.masked.text, corpus.bank()).slots.get(facet.home)
        return slot is not None and slot.body is not None


@dataclass(frozen=True, slots=True)
class Seen:
    """A finding with the line it names."""

    finding: Finding
    line: str


@dataclass(frozen=True, slots=True)
class PlantedRun:
    """A document with one defect, and what the rules saw that they do not see without it."""

    document: Document
    planted: Planted
    group: str
    seen: tuple[Seen, ...]

    @property
    def found(self) -> bool:
        """A rule for this defect names its line."""
        return any(
            seen.finding.rule in self.planted.rules
            and any(fold(words) in fold(seen.line) for words in self.planted.words)
            and (seen.finding.rule not in EMPTY_RULES or self._about(seen.finding))
            for seen in self.seen
        )

    def _about(self, finding: Finding) -> bool:
        """A place counts as empty because of the defect only where the defect stands in it."""
        facets = corpus.bank().facets
        keys = {facets[facet].key for facet in self.planted.facets}
        return any(key == finding.key or key.startswith(f"{finding.key}/") for key in keys)


@dataclass(frozen=True, slots=True)
class Foreign:
    """What an import made of a text in another language."""

    drafted: frozenset[str]
    """Keys of the places that it filled."""
    said: bool
    """It told that the text is not in English."""
    lost: tuple[str, ...]


class Lab:
    """All runs of one split with one seed."""

    def __init__(self, split: Split, seed: int = 1) -> None:
        self.split = split
        self.seed = seed
        self.documents: Sequence[Document] = corpus.load(split)

    def random(self, *names: object) -> Random:
        """A generator of its own for each thing that is drawn."""
        return Random(":".join(str(name) for name in (self.seed, *names)))

    def _clear(self, document: Document, text: str, depth: Depth = "standard") -> Played:
        someone = respondent("clear", document, self.random(document.name))
        return play(document, text, someone, depth=depth, finish=not text)

    @cached_property
    def complete(self) -> tuple[MaskedRun, ...]:
        """Interviews about the whole documents: nothing is missing."""
        return tuple(self._masked(d, mask(d, ())) for d in self.documents)

    @cached_property
    def masked(self) -> tuple[MaskedRun, ...]:
        """Interviews about documents with some facts taken out."""
        runs = []
        for document in self.documents:
            for number in range(MASKED_ROUNDS):
                random = self.random(document.name, "mask", number)
                required = document.required - _DECIDES_ITSELF
                others = document.gold.keys() - document.required - _DECIDES_ITSELF
                facets = draw(document, REQUIRED_HIDDEN, random, among=required)
                facets += draw(document, OTHERS_HIDDEN, random, among=others)
                runs.append(self._masked(document, mask(document, facets)))
        return tuple(runs)

    def _masked(self, document: Document, masked: Masked) -> MaskedRun:
        played = self._clear(document, masked.text)
        judged = tuple(judge(document, played, masked.visible))
        return MaskedRun(document, masked, played, judged)

    @cached_property
    def from_nothing(self) -> dict[tuple[str, Depth], Played]:
        """Interviews from an empty folder to the finish, by document and depth."""
        return {
            (d.name, depth): self._clear(d, "", depth) for d in self.documents for depth in DEPTHS
        }

    @cached_property
    def planted(self) -> tuple[PlantedRun, ...]:
        """What the rules see in documents with one defect."""
        return self._planted(self.documents, self.clean)

    @cached_property
    def planted_short(self) -> tuple[PlantedRun, ...]:
        """The same of the short specifications."""
        return self._planted(corpus.load_short(self.split), self.clean_short)

    def _planted(
        self, documents: Sequence[Document], clean: Mapping[str, tuple[Seen, ...]]
    ) -> tuple[PlantedRun, ...]:
        runs = []
        for document in documents:
            before = {(s.finding.rule, fold(s.line)) for s in clean[document.name]}
            for mutator in MUTATORS:
                texts = set()
                for number in range(PLANTED_ROUNDS):
                    random = self.random(document.name, mutator.name, number)
                    planted = mutator(document, random)
                    if planted is None or planted.text in texts:
                        continue
                    texts.add(planted.text)
                    new = [
                        s
                        for s in seen_in(document, planted.text)
                        if (s.finding.rule, fold(s.line)) not in before
                    ]
                    runs.append(PlantedRun(document, planted, mutator.group, tuple(new)))
        return tuple(runs)

    @cached_property
    def mutated(self) -> tuple[tuple[PlantedRun, tuple[Judged, ...]], ...]:
        """Interviews about some of the documents with a defect."""
        runs = []
        for document in self.documents:
            own = [spoiled for spoiled in self.planted if spoiled.document is document]
            for spoiled in self.random(document.name, "play").sample(own, PLAYED_MUTATIONS):
                planted = spoiled.planted
                someone = respondent("clear", document, self.random(document.name))
                played = play(document, planted.text, someone)
                visible = set(document.gold) - planted.facets
                runs.append((spoiled, tuple(judge(document, played, visible, planted.facets))))
        return tuple(runs)

    @cached_property
    def clean(self) -> dict[str, tuple[Seen, ...]]:
        """What the rules see in the documents as they are."""
        return {d.name: seen_in(d, d.text) for d in self.documents}

    @cached_property
    def clean_short(self) -> dict[str, tuple[Seen, ...]]:
        """The same of the short specifications."""
        return {d.name: seen_in(d, d.text) for d in corpus.load_short(self.split)}

    @cached_property
    def negatives(self) -> dict[str, tuple[Seen, ...]]:
        """What the rules see in the texts without defects, read as they stand."""
        bank = corpus.bank()
        found = {}
        for text in corpus.negatives(self.split):
            lines = text.text.split("\n")
            findings = run(read(text.text, bank), bank, {})
            found[text.name] = tuple(Seen(f, lines[f.line - 1]) for f in findings)
        return found

    @cached_property
    def languages(self) -> dict[str, Foreign]:
        """Imports of texts that are not in English."""
        found = {}
        for text in corpus.languages():
            with opened() as session:
                outcome = session.import_text("overview.md", text.text.encode(), secret="keep")
                drafted = {f.key for f in session.state.findings if f.rule == CONFIRM}
                lines = [Said("", line) for line in text.text.split("\n") if line.strip()]
                lost = missing(lines, "\n".join(session.spec_lines()))
            said = any("not in English" in note for note in outcome.notes)
            found[text.name] = Foreign(frozenset(drafted), said, tuple(lost))
        return found

    @cached_property
    def people(self) -> dict[tuple[str, str], Played]:
        """Interviews of every respondent about every document, by profile and document."""
        runs = {}
        for document in self.documents:
            hidden = round(len(document.gold) * (1 - KNOWN_TO_RESPONDENTS))
            facets = draw(
                document, hidden, self.random(document.name, "people"), among=document.gold
            )
            text = mask(document, facets).text
            for profile in PROFILES:
                someone = respondent(profile, document, self.random(document.name, profile))
                runs[profile, document.name] = play(document, text, someone, finish=True)
        return runs


def seen_in(document: Document, text: str) -> tuple[Seen, ...]:
    """What the rules see after an import of `text`, beside the reviewed stack of the document."""
    with opened(document.stack) as session:
        session.import_text("overview.md", text.encode(), secret="keep")
        lines = session.spec_lines()
        return tuple(
            Seen(f, lines[f.line - 1] if 0 < f.line <= len(lines) else "")
            for f in session.state.findings
        )
