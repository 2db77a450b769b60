"""Words that stand in SPEC.md already and seem to answer a question (interview.md B.5.5, B.6.7).

Such a question is not asked blank: the words are shown, with yes, change it and no.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha1
from itertools import islice

from spec_tui.documents.fold import fold
from spec_tui.documents.markdown import parse
from spec_tui.documents.prose import content_words, sentences
from spec_tui.interview import bank as banks
from spec_tui.interview import columns, cues, evidence, grammar
from spec_tui.interview.headings import GLOSSARY, place_of
from spec_tui.interview.lexicon import technologies
from spec_tui.interview.model import Choice, Facet, FacetKind, Question
from spec_tui.interview.places import sign
from spec_tui.interview.placing import rank
from spec_tui.interview.quantities import has_number
from spec_tui.interview.reading import APPENDIX, RECORD_SLOTS
from spec_tui.interview.sayings import Saying, sayings
from spec_tui.interview.sentences import MOST_UNITS, Unit, units
from spec_tui.interview.spec import SlotText, Value
from spec_tui.interview.state import View, typed

ENOUGH = 1.5
LEAST = -5.0
"""Points from which words of a whole specification are shown."""
ENOUGH_SURE = 0.5
"""Points for words of an import that stand, by a person's word, as the answer to something else."""
OFFERED = 1.5
"""Points from which a card offers words of the text instead of the usual answer."""
ENOUGH_HERE = 0.5
"""Points for words that a person wrote below the very slot of the question, where a lead may be all
that they answer; without one they stand there unlabelled, so the nearest ones are shown."""
ENOUGH_ELSEWHERE = 2.5
"""Points for words that stand in SPEC.md as the answer to something else."""
FEWEST_WORDS = 3
FEWEST_ITEMS = 2
LISTED = 0.2
"""Mean probability from which a whole list is shown for a question."""
WHOLE = 0.5
"""Points for a whole list, so that it comes before its items."""
WHOLE_SPEC = 40
"""Sentences and items of an import from which it probably answers what is asked, so that the
nearest words are shown whatever their points; a short overview leaves most of it open."""
PLACED = 0.5
"""Points less for words that drafting has put elsewhere, while nobody has confirmed that."""
PART = 0.5
"""Points less for what only a part of a sentence says."""
MOST_LOOSE = 200
"""Lines of a section outside its slots that are looked at."""
MOST_LOOKED_AT = 12
"""Sentences of an import that are compared with what stands in the places by now."""
OTHERS = "Show others"
"""The choice of somebody whose answer stands in the text, but is not among what is shown."""
MOST_KNOWN = 60
"""Sentences of an import that one question can go through, page by page."""
MOST_SHOWN, SHORT_ONES = 4, 6
"""Sentences that one question shows, and how many where they are short."""
MOST_LETTERS = 400
"""Characters that more than `MOST_SHOWN` of them have together: a small terminal shows all."""
NEAR = 4.0
"""How far behind the best sentence another may be and still be shown."""
MOST_FACETS = 30
"""Questions that one sentence may be shown for."""
_NAME = re.compile(r"[^\W\d_]{3}")
_JOINT = re.compile(
    r"[;:]\s+|\s[—–]\s|,\s+(?:and|but|so|or|which|who|where|while|because|since|as)\s+"
)
_TOLD_BY = {"language": ("STK1",), "framework": ("STK2",), "datastore": ("DAT10",),
            "hosting": ("DEP6",)}  # fmt: skip
"""Facets that a name of a class answers."""
_NEVER = frozenset({"TYP", "GLO1"})
"""A closed list, and a list of words: sentences do not answer them."""
_NO_ANSWERS = frozenset({"open_questions", "terminology"})
_HEADER = re.compile(rf"^## {re.escape(APPENDIX)} \((?P<source>[^\n]*)\)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Hint:
    """Words that may answer a facet."""

    text: str
    place: str
    """Key of the slot they stand in, or the name of the imported text."""
    score: float


@dataclass(frozen=True, slots=True)
class Hints:
    """Words that may answer a facet, best first, as many as are shown at once."""

    shown: tuple[Hint, ...] = ()
    more: bool = False
    """Others are left, for somebody who misses theirs."""


def find(view: View, facet: Facet, denied: frozenset[str]) -> Hints:
    """The words that may answer a facet; none after a no, others after `more`."""
    if facet.id in _NEVER or no(facet) in denied:
        return Hints()
    passed = frozenset(mark for mark in denied if mark.startswith(f"{facet.id}:"))
    hints = (
        *_in_places(view, facet),
        *_in_sections(view, facet),
        *_in_appendix(view, facet, passed),
    )
    rows: dict[str, Hint] = {}
    for hint in sorted(hints, key=lambda hint: -hint.score):
        if not (passed and refusal(facet, hint.text) in passed):
            rows.setdefault(_folded(hint.text), hint)
    shown: list[Hint] = []
    for hint in islice(rows.values(), SHORT_ONES):
        letters = len(hint.text) + sum(len(known.text) for known in shown)
        if shown and hint.score < shown[0].score - NEAR:
            break
        if len(shown) >= MOST_SHOWN and letters > MOST_LETTERS:
            break
        shown.append(hint)
    return Hints(tuple(shown), more=len(shown) < len(rows))


def no(facet: Facet) -> str:
    """How it is remembered that none of the words in the text answer a facet."""
    return f"{facet.id}:none"


def refusals(facet: Facet, text: str) -> frozenset[str]:
    """How it is remembered that these words, and the sentences in them, do not."""
    parts = [part for line in text.split("\n") for _, part in sentences(line)]
    return frozenset(refusal(facet, words) for words in (text, *parts))


def refusal(facet: Facet, text: str) -> str:
    """How a no to one sentence is remembered."""
    return f"{facet.id}:{_mark(text)}"


@lru_cache(maxsize=8192)
def _mark(text: str) -> str:
    return sha1(fold(text).encode(), usedforsecurity=False).hexdigest()[:8]


def question(view: View, facet: Facet, hints: Hints) -> Question:
    """The confirmation that stands for the blank question, under its id."""
    hint = hints.shown[0]
    if len(hints.shown) > 1:
        return _which(view, facet, hints)
    where = sign(view.bank, hint.place) if hint.place in view.bank.slots else hint.place
    return Question(
        id=facet.id,
        kind="confirm",
        section=facet.section,
        slot=facet.slot,
        text=f"Does this answer “{facet.text.rstrip('?')}”?",
        why=f"It stands in {where}.",
        lands_in=sign(view.bank, facet.key),
        example="yes",
        quote=hint.text,
        stands_in=hint.place,
        choices=(
            Choice("Yes"),
            Choice("Change it", opens_box=True),
            Choice("No", about="I ask it without these words."),
            *_more(hints),
        ),
        role=facet.role,
        prefill=hint.text,
    )


def _more(hints: Hints) -> Iterator[Choice]:
    if hints.more:
        yield Choice(OTHERS, about="It stands in my text, but not here.")


def _which(view: View, facet: Facet, hints: Hints) -> Question:
    """Several sentences that may answer it: one of them, other words, or none."""
    return Question(
        id=facet.id,
        kind="confirm",
        section=facet.section,
        slot=facet.slot,
        text=f"Which of these answers “{facet.text.rstrip('?')}”?",
        why="They stand in your text.",
        lands_in=sign(view.bank, facet.key),
        example="1",
        stands_in=hints.shown[0].place,
        picks=tuple((hint.text, hint.place) for hint in hints.shown),
        choices=(
            *(Choice(hint.text) for hint in hints.shown),
            Choice("Say it in other words", opens_box=True),
            Choice("None of these", about="I ask it without these words."),
            *_more(hints),
        ),
        role=facet.role,
    )


def _answers(facet: Facet, text: str) -> bool:
    return _can_be(facet.kind, text) if facet.impact >= 4 else _says_something(text)


@lru_cache(maxsize=32768)
def _can_be(kind: FacetKind, text: str) -> bool:
    return _says_something(text) and typed(kind, text)


@lru_cache(maxsize=16384)
def _says_something(text: str) -> bool:
    least = FEWEST_WORDS - has_number(text)
    return grammar.form_of(text.rstrip(".")) == "text" and len(content_words(text)) >= least


def _clauses(text: str) -> Iterator[str]:
    """Parts of a sentence that say something of their own; none where it says one thing."""
    parts = [part for part in _JOINT.split(text) if len(content_words(part)) >= FEWEST_WORDS]
    if len(parts) > 1:
        yield from parts


@lru_cache(maxsize=16384)
def _scored(said: Saying) -> Mapping[str, float]:
    """Points of the facets a sentence is nearest to.

    A sure cue is enough, whatever else the sentence is about; and what says nothing that is known
    says it under its heading. What a word means answers nothing but what the word means.
    """
    bank = banks.load()
    place = place_of(said.headings, bank)
    if place == GLOSSARY or evidence.introduces(said.text):
        return {}
    points = {row.facet.id: row.score for row in rank(bank, said)[:MOST_FACETS]}
    for clause in _clauses(said.text):
        for row in rank(bank, replace(said, text=clause))[:MOST_FACETS]:
            points[row.facet.id] = max(points.get(row.facet.id, LEAST), row.score - PART)
    for tech in technologies(said.text):
        for name in _TOLD_BY.get(tech.cls, ()):
            points[name] = max(points.get(name, 0.0), ENOUGH)
    for name, cued in cues.scores(said.text).items():
        if cued >= cues.SURE:
            points[name] = max(points.get(name, 0.0), ENOUGH)
    if place in bank.slots and max(points.values(), default=0.0) < ENOUGH:
        for facet in bank.facets_of(place):
            if facet.impact >= 4:
                points[facet.id] = ENOUGH
    return points


def _in_places(view: View, facet: Facet) -> Iterator[Hint]:
    """Sentences that answer another question, but speak of this one more than of their own place.

    Records and what nobody said yet (assumptions) answer nothing.
    """
    for slot in view.spec.slots.values():
        if slot.section in _NO_ANSWERS or slot.key in RECORD_SLOTS:
            continue
        values = {id(v): v for v in [*slot.facets.values(), slot.body] if v is not None}
        for value in values.values():
            if value.facet == facet.id or not _is_told(view, value):
                continue
            if value is slot.body:
                yield from _in_words(view, slot, facet)
            for text in _parts(value):
                score = _elsewhere(text, slot.key).get(facet.id, 0.0)
                if score >= ENOUGH_ELSEWHERE and _answers(facet, text):
                    yield Hint(text, slot.key, score)


def _is_told(view: View, value: Value) -> bool:
    """Somebody said it: neither an assumption, nor a draft, whose words stand in the appendix."""
    drafted = value.marker is not None and value.marker.kind == "confirm"
    return value.form == "text" and not drafted and not view.marked_ok(value)


def _in_words(view: View, slot: SlotText, facet: Facet) -> Iterator[Hint]:
    """What stands below a slot without a label of its own: whoever writes by hand answers there
    what the questions of the slot ask, and some of another one."""
    enough = ENOUGH_ELSEWHERE
    if slot.key == _home_of(facet):
        enough = ENOUGH_HERE if view.bank.lead(slot.key) is not None else LEAST
    section = view.bank.section(slot.section)
    headings = (section.heading, view.bank.slots[slot.key].label)
    for score, text in _by_hand(view.own_words[slot.key], headings).get(facet.id, ()):
        if score >= enough and _answers(facet, text):
            yield Hint(text, slot.key, score)


@lru_cache(maxsize=256)
def _by_hand(text: str, headings: tuple[str, ...]) -> Mapping[str, tuple[tuple[float, str], ...]]:
    """(points, words) for each facet that words below a slot may answer."""
    found: dict[str, list[tuple[float, str]]] = {}
    for unit, said in sayings(units(parse(text), MOST_UNITS)):
        for words, (name, score) in _as_a_whole(unit, said):
            found.setdefault(name, []).append((score, words))
        for one in said:
            for name, score in _scored(replace(one, headings=headings)).items():
                found.setdefault(name, []).append((score, one.text))
    return {name: tuple(rows) for name, rows in found.items()}


@lru_cache(maxsize=16384)
def _elsewhere(text: str, place: str) -> Mapping[str, float]:
    """Points of the facets that a sentence speaks of more than of the place it stands in."""
    ranked = rank(banks.load(), Saying(text), learned=False)
    own = max((r.score for r in ranked if _home_of(r.facet) == place), default=0.0)
    return {r.facet.id: r.score for r in ranked[:MOST_FACETS] if r.score > own}


def _home_of(facet: Facet) -> str:
    return f"{facet.section}/{facet.slot}"


def _parts(value: Value) -> list[str]:
    return [part for line in value.text.split("\n") for _, part in sentences(line)]


def _in_sections(view: View, facet: Facet) -> Iterator[Hint]:
    """Sentences of the facet's own section that stand in none of its slots.

    Somebody who writes their own labels below the headings of the template has answered, too.
    """
    loose = (p for p in view.spec.passages if p.section == facet.section and not p.slot)
    headings = (view.bank.section(facet.section).heading,)
    rows = []
    for passage in islice(loose, MOST_LOOSE):
        for _, text in sentences(passage.text):
            score = _scored(Saying(text, headings)).get(facet.id, 0.0)
            if score > 0 and _answers(facet, text):
                rows.append(Hint(text, "SPEC.md", score))
    yield from sorted(rows, key=lambda hint: -hint.score)[:MOST_LOOKED_AT]


def _in_appendix(view: View, facet: Facet, passed: frozenset[str]) -> Iterator[Hint]:
    """Sentences of imported texts, with the place where they stand by now.

    Drafting may have put a sentence wrongly, so these need less than what a person answered.
    """
    appendix = _tail(view.spec.text)
    seen = _best(appendix, facet.id) if appendix else ()
    left = (row for row in seen if not (passed and refusal(facet, row[1]) in passed))
    for score, text, source in islice(left, MOST_LOOKED_AT):
        home = _home(view, text)
        if home is None:
            yield Hint(text, source, score)
        elif score >= ENOUGH_SURE or _slot_of(home) == _home_of(facet):
            yield Hint(text, _slot_of(home), score)
        elif home.marker is not None and home.marker.kind == "confirm" and score > LEAST + PLACED:
            yield Hint(text, _slot_of(home), score - PLACED)


@lru_cache(maxsize=4)
def _tail(text: str) -> str:
    """The appendix of SPEC.md, the same string while the text is the same."""
    start = text.find(f"\n## {APPENDIX}")
    return text[start + 1 :] if start >= 0 else ""


_folded = lru_cache(maxsize=8192)(fold)


def _home(view: View, text: str) -> Value | None:
    """The value whose words hold the sentence by now, None for none."""
    wanted = _folded(text)
    return next((value for words, value in view.folded if wanted in words), None)


def _slot_of(value: Value) -> str:
    return "/".join(value.key.split("/")[:2])


@lru_cache(maxsize=4)
def _appendix(text: str) -> Mapping[str, tuple[tuple[float, str, str], ...]]:
    """(points, sentence, source) for each facet, of all imported texts."""
    found: dict[str, list[tuple[float, str, str]]] = {}
    headers = list(_HEADER.finditer(text))
    for header, following in zip(headers, [*headers[1:], None], strict=True):
        stop = following.start() if following is not None else len(text)
        said_by = sayings(units(parse(text[header.end() : stop]), MOST_UNITS))
        whole = sum(len(said) for _, said in said_by) >= WHOLE_SPEC
        least = LEAST if whole else ENOUGH
        for unit, said in said_by:
            for words, points in _as_a_whole(unit, said):
                found.setdefault(points[0], []).append((points[1], words, header["source"]))
            for one in said:
                for facet, score in _scored(one).items():
                    if score >= least:
                        found.setdefault(facet, []).append((score, one.text, header["source"]))
    return {facet: tuple(sorted(rows, key=lambda row: -row[0])) for facet, rows in found.items()}


@lru_cache(maxsize=512)
def _best(text: str, name: str) -> tuple[tuple[float, str, str], ...]:
    """The rows of `_appendix` with the most points whose words can answer a facet."""
    facet = banks.load().facets[name]
    rows = (row for row in _appendix(text).get(name, ()) if _answers(facet, row[1]))
    return tuple(islice(rows, MOST_KNOWN))


def _as_a_whole(unit: Unit, said: tuple[Saying, ...]) -> Iterator[tuple[str, tuple[str, float]]]:
    """A list, for each facet that its items answer together."""
    items = said or columns.cells(unit)
    if unit.kind not in {"list", "column"} or len(items) < FEWEST_ITEMS:
        return
    if not any(_NAME.search(item.text) for item in items):
        return  # numbers and marks alone
    facets = banks.load().facets
    for name, value in evidence.likely_of_all(items).items():
        if value >= LISTED and facets[name].kind in {"list", "text"}:
            yield unit.text, (name, evidence.points(value) + WHOLE)
