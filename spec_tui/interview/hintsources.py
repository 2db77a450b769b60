"""Where words stand that may answer a question: other places, no place, imported material."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from spec_tui.documents.fold import fold
from spec_tui.documents.lines import split_lines
from spec_tui.documents.markdown import parse
from spec_tui.documents.prose import content_words, sentences
from spec_tui.interview import bank as banks
from spec_tui.interview.appendix import appendix_of, materials
from spec_tui.interview.evidence import likely, likely_of_all, nearness, points, telling
from spec_tui.interview.hintscores import (
    ENOUGH,
    FEWEST_ITEMS,
    LEAST,
    WHOLE,
    answers,
    as_a_whole,
    dated,
    elsewhere,
    runs,
    scored,
    sentences_of,
    several,
)
from spec_tui.interview.model import Facet
from spec_tui.interview.places import slot_of
from spec_tui.interview.reading import RECORD_SLOTS
from spec_tui.interview.sayings import Saying, around, said_in, sayings
from spec_tui.interview.sentences import MOST_UNITS, units
from spec_tui.interview.spec import SlotText, Value
from spec_tui.interview.state import View

ENOUGH_SURE = 0.5
"""Points for words of an import that stand, by a person's word, as the answer to something else."""
ENOUGH_HERE = -2.0
"""Points for words that somebody wrote by hand below the very slot of the question. In a slot
without a lead they stand unlabelled, so the nearest ones are shown."""
ENOUGH_ELSEWHERE = 2.5
"""Points for words that stand in SPEC.md as the answer to something else."""
OVER_ANSWERED = 3.5
"""The same for words that were said to another question."""
LIKELY = 0.5
"""Probability of what was said to another question and has a sure phrase for this one."""
WHOLE_SPEC = 40
"""Sentences and items of an import from which it probably answers what is asked, so that the
nearest words are shown whatever their points; a short overview leaves most of it open."""
PLACED = 0.5
"""Points less for words that drafting has put elsewhere, while nobody has confirmed that."""
FREE, BESIDE = 0.5, 2.0
"""Points more for words that stand nowhere, and for those that stand in the very section, where
somebody misses theirs."""
MOST_LOOKED_AT = 12
"""Sentences of an import that are compared with what stands in the places by now."""
LONGEST_LIST = 600
"""Characters of a list that is shown as a whole."""
LONG_LAST = -99.0
"""Points of a whole list that holds the words somebody looks for: its items come first."""
MOST_KNOWN = 120
"""Sentences of an import that one question can go through, page by page."""
_NO_ANSWERS = frozenset({"open_questions", "terminology"})
NO_SENTENCE = "TYP"
"""The kind of product is chosen from a list, and stands in no sentence."""
_SIGNS = re.compile(r"^[\s#>*|`~=-]+|[\s#*|`~=]+$")
folded = lru_cache(maxsize=8192)(fold)
"""Words in the form in which they are compared."""


@dataclass(frozen=True, slots=True)
class Hint:
    """Words that may answer a facet."""

    text: str
    place: str
    """Key of the slot they stand in, or the name of the imported text."""
    score: float
    """Points by which it is shown at all."""
    order: float = 0.0
    """Points more by which it comes before others."""


def in_places(view: View, facet: Facet, replied: Callable[[str], bool]) -> Iterator[Hint]:
    """Sentences that answer another question, but speak of this one more than of their own place.

    Records and what nobody said yet (assumptions) answer nothing. `replied` knows the words that
    were said to a question of ours, which is what they answer.
    """
    for slot in view.spec.slots.values():
        if slot.section in _NO_ANSWERS or slot.key in RECORD_SLOTS:
            continue
        values = {id(v): v for v in [*slot.facets.values(), slot.body] if v is not None}
        for value in values.values():
            if value.facet in {facet.id, NO_SENTENCE} or not _is_told(view, value):
                continue
            if value is slot.body:
                yield from _in_words(view, slot, facet, replied)
            for text in _parts(value):
                score = elsewhere(text, slot.key).get(facet.id, 0.0)
                if score < ENOUGH_ELSEWHERE or not answers(facet, text):
                    continue
                if not replied(text) or likely(Saying(text)).get(facet.id, 0.0) >= LIKELY:
                    yield Hint(text, slot.key, score)


def _is_told(view: View, value: Value) -> bool:
    """Somebody said it: neither an assumption, nor a draft, whose words stand in the appendix."""
    return value.form == "text" and not value.drafted and not view.marked_ok(value)


def _in_words(
    view: View, slot: SlotText, facet: Facet, replied: Callable[[str], bool]
) -> Iterator[Hint]:
    """What stands below a slot without a label of its own: whoever writes by hand answers there
    what the questions of the slot ask, and some of another one."""
    section = view.bank.section(slot.section)
    headings = (section.heading, view.bank.slots[slot.key].label)
    least = ENOUGH_ELSEWHERE
    if slot.key == facet.home:
        least = LEAST if view.bank.lead(slot.key) is None else ENOUGH_HERE
    elif section.number == view.bank.section(facet.section).number:
        least = ENOUGH_SURE
    for score, text in _by_hand(view.own_words[slot.key], headings).get(facet.id, ()):
        enough = score >= (OVER_ANSWERED if replied(text) else least)
        names = slot.key == facet.home and facet.kind in {"choice", "ref"}  # `Code: Elm`
        if enough and (names or answers(facet, text)):
            yield Hint(text, slot.key, score)


@lru_cache(maxsize=256)
def _by_hand(text: str, headings: tuple[str, ...]) -> Mapping[str, tuple[tuple[float, str], ...]]:
    """(points, words) for each facet that words below a slot may answer."""
    found: dict[str, list[tuple[float, str]]] = {}
    below = [
        replace(unit, headings=(*headings, *unit.headings))
        for unit in units(parse(text), MOST_UNITS, within=True)
    ]
    for unit, said in sayings(below):
        for words, (name, score) in as_a_whole(unit, said):
            found.setdefault(name, []).append((score, words))
        for one in sentences_of(said):
            for name, score in scored(one).items():
                found.setdefault(name, []).append((score, one.text))
    return {name: tuple(rows) for name, rows in found.items()}


def _parts(value: Value) -> list[str]:
    return [part for line in value.text.split("\n") for _, part in sentences(line)]


def in_sections(view: View, facet: Facet) -> Iterator[Hint]:
    """Words of the facet's own section that stand in none of its slots.

    Somebody who writes their own labels below the headings of the template has answered, too.
    """
    section = view.bank.section(facet.section)
    words = view.loose_words.get(section.number, "")
    rows = _by_hand(words, (section.heading,)).get(facet.id, ()) if words else ()
    fit = (row for row in sorted(rows, reverse=True) if answers(facet, row[1]))
    for score, text in islice(fit, MOST_LOOKED_AT):
        yield Hint(text, "SPEC.md", score)


def in_appendix(
    view: View, facet: Facet, passed: Callable[[str], bool], *, anywhere: bool = False
) -> Iterator[Hint]:
    """Sentences of imported texts, with the place where they stand by now.

    Drafting may have put a sentence wrongly, so these need less than what a person answered.
    `passed` knows those that a person has seen for this facet; `anywhere`, who misses theirs sees
    what has answered something else as well. Days are rare: a sentence with one is shown for a
    date although its other half has answered something.
    """
    appendix = appendix_of(view.spec.text)
    seen = _best(appendix, facet.id) if appendix else ()
    left = (row for row in seen if not passed(row.text))
    for row in islice(left, None if anywhere else MOST_LOOKED_AT):
        home = _home(view, row.text)
        if home is None:
            yield replace(row, score=row.score + (FREE if anywhere else 0.0))
            continue
        slot = slot_of(view.bank, home.key)
        here = replace(row, place=slot.key)
        if anywhere and slot.section == facet.section:
            yield replace(here, score=row.score + BESIDE)
        elif row.score >= ENOUGH_SURE or slot.key == facet.home:
            yield here
        elif (home.drafted and row.score > LEAST + PLACED) or anywhere or dated(facet, row.text):
            yield replace(here, score=row.score - PLACED)


def others(view: View, facet: Facet, least: float | None = None) -> Iterator[Hint]:
    """Sentences and lists whatever they seem to say, `least` points or more: of imported texts
    those that a person has put nowhere, and all that stand in the section of the question.
    """
    appendix = appendix_of(view.spec.text)
    if least is not None and not _is_whole(appendix):
        return
    for row in _nearest(appendix, facet.id) if appendix else ():
        if least is not None and row.score < least:
            return
        home = _home(view, row.text)
        slot = slot_of(view.bank, home.key) if home is not None else None
        if slot is not None and slot.section == facet.section:
            yield replace(row, place=slot.key, score=row.score + BESIDE)
        elif home is None or home.drafted:
            yield replace(row, score=row.score + FREE)
    for text, place in _of_section(view, facet) if least is None else ():
        if answers(facet, text):
            yield Hint(text, place, LEAST + BESIDE)


def holding(view: View, facet: Facet, words: str) -> Iterator[Hint]:
    """All sentences, items and lists that hold each of these words, or one that begins so."""
    wanted = [re.compile(rf"(?<!\w){re.escape(word)}") for word in folded(words).split()]

    def holds(text: str) -> bool:
        return all(word.search(folded(text)) for word in wanted)

    appendix = appendix_of(view.spec.text)
    for said, source in every(appendix) if appendix else ():
        if holds(said.text):
            yield _where(view, Hint(said.text, source, nearness(said, facet.id)))
    for text, _, source in _lists(appendix) if appendix else ():
        if holds(text):
            yield _where(view, Hint(text, source, LONG_LAST))
    for slot in view.spec.slots.values():
        if slot.key not in RECORD_SLOTS and slot.section not in _NO_ANSWERS:
            for text in _told_in(view, slot):
                if holds(text):
                    yield Hint(text, slot.key, nearness(Saying(text), facet.id))
    for loose in view.loose_words.values():
        for text in (*_said_by_hand(loose), *(one.text for one in unread(loose))):
            if holds(text):
                yield Hint(text, "SPEC.md", nearness(Saying(text), facet.id))


def _told_in(view: View, slot: SlotText) -> Iterator[str]:
    """What somebody said in a slot, sentence by sentence."""
    if slot.body is not None and _is_told(view, slot.body):
        yield from _said_by_hand(view.own_words[slot.key])
    for value in slot.facets.values():
        if _is_told(view, value) and value.facet != NO_SENTENCE:
            yield from _parts(value)


def _where(view: View, hint: Hint) -> Hint:
    """Words of an import with the place where a person, and no draft, has put them by now."""
    home = _home(view, hint.text)
    if home is None or home.drafted:
        return hint
    return replace(hint, place=slot_of(view.bank, home.key).key)


def more_is_said(view: View, facet: Facet, shown: int) -> bool:
    """The answer may well stand among words that do not look so: a long text was imported, or
    somebody wrote more by hand in the section of the question than is shown."""
    appendix = appendix_of(view.spec.text)
    if _is_whole(appendix):
        return True
    fit = (text for text, _ in _of_section(view, facet) if answers(facet, text))
    return next(islice(fit, shown, None), None) is not None


def _is_whole(appendix: str) -> bool:
    """A specification was imported, not a short overview."""
    return appendix != "" and len(every(appendix)) >= WHOLE_SPEC


def _of_section(view: View, facet: Facet) -> Iterator[tuple[str, str]]:
    """(sentence, where it stands) of what somebody wrote by hand in the section of a question."""
    section = view.bank.section(facet.section)
    for slot in view.spec.slots.values():
        if slot.section != section.id or slot.key in RECORD_SLOTS or slot.body is None:
            continue
        if _is_told(view, slot.body):
            for text in _said_by_hand(view.own_words[slot.key]):
                yield text, slot.key
    for text in _said_by_hand(view.loose_words.get(section.number, "")):
        yield text, "SPEC.md"


@lru_cache(maxsize=256)
def _said_by_hand(text: str) -> tuple[str, ...]:
    return tuple(one.text for one in around(units(parse(text), MOST_UNITS, within=True)))


@lru_cache(maxsize=4)
def every(text: str) -> tuple[tuple[Saying, str], ...]:
    """(sentence, source) of all imported texts, also of lines that are read as no sentence."""
    return tuple(
        (one, material.source)
        for material in materials(text)
        for one in (
            *(part for _, said in said_in(material.text) for part in said),
            *unread(material.text),
        )
    )


def unread(text: str) -> Iterator[Saying]:
    """The lines of a text that stand in no sentence, item or row: headings, names of columns, code,
    what stands before a text. Some answer by themselves: `## First release: 5 April 2027`.
    """
    read = {
        line
        for unit, _ in said_in(text)
        if unit.kind != "fence"
        for where in unit.at
        for _, line, _ in where
    }
    for number, line in enumerate(split_lines(text)[:MOST_UNITS], 1):
        words = _SIGNS.sub("", line).strip()
        if number not in read and len(content_words(words)) >= FEWEST_ITEMS:
            yield Saying(words)


@lru_cache(maxsize=4)
def _lists(text: str) -> tuple[tuple[str, Mapping[str, float], str], ...]:
    """(words, probability of each facet, source) of the lists and columns of all imported texts."""
    return tuple(
        (unit.text, likely_of_all(items), material.source)
        for material in materials(text)
        for unit, said in said_in(material.text)
        if len(unit.text) <= LONGEST_LIST and (items := several(unit, said))
    )


@lru_cache(maxsize=512)
def _nearest(text: str, name: str) -> tuple[Hint, ...]:
    """All sentences of imported texts that can answer a facet, and whole lists for what a list
    answers, the nearest first.
    """
    facet = banks.load().facets[name]
    rows = [
        Hint(said.text, source, nearness(said, name))
        for said, source in every(text)
        if answers(facet, said.text)
    ]
    if facet.kind in {"list", "text"}:
        rows += [
            Hint(words, source, points(likely[name]) + WHOLE)
            for words, likely, source in _lists(text)
            if name in likely
        ]
    return tuple(sorted(rows, key=best_first)[:MOST_KNOWN])


def _home(view: View, text: str) -> Value | None:
    """The value whose words hold the sentence by now, None for none."""
    wanted = folded(text)
    return next((value for words, value in view.folded if wanted in words), None)


@lru_cache(maxsize=4)
def _appendix(text: str) -> Mapping[str, tuple[Hint, ...]]:
    """What may answer each facet, of all imported texts, the nearest first."""
    found: dict[str, list[Hint]] = {}
    for material in materials(text):
        said_by = said_in(material.text)
        whole = sum(len(said) for _, said in said_by) >= WHOLE_SPEC
        least = LEAST if whole else ENOUGH
        for unit, said in said_by:
            for words, (facet, score) in as_a_whole(unit, said):
                order = max(map(telling, several(unit, said)))
                hint = Hint(words, material.source, score, order)
                found.setdefault(facet, []).append(hint)
            for one in sentences_of(said):
                for facet, score in scored(one).items():
                    if score >= least:
                        hint = Hint(one.text, material.source, score, telling(one))
                        found.setdefault(facet, []).append(hint)
        for words, facet, score in runs(said_by):
            found.setdefault(facet, []).append(Hint(words, material.source, score))
    return {facet: tuple(sorted(rows, key=best_first)) for facet, rows in found.items()}


def best_first(hint: Hint) -> float:
    """To sort by."""
    return -hint.score - hint.order


@lru_cache(maxsize=512)
def _best(text: str, name: str) -> tuple[Hint, ...]:
    """The first rows of `_appendix` whose words can answer a facet."""
    facet = banks.load().facets[name]
    rows = (row for row in _appendix(text).get(name, ()) if answers(facet, row.text))
    return tuple(islice(rows, MOST_KNOWN))
