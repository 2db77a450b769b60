"""What imported texts say beside: sentences, items and rows that stand in no place of SPEC.md.

Drafting places what it is sure of; the whole text is kept in the appendix (interview.md B.6). What
it did not place may contradict a place, hold a mark of open work or a number without a unit. Here
such words become passages for the rules, under the key of the facet that they most probably answer.

They are judged only while that place is open, or drafted and not yet confirmed: what a person has
answered is never doubted by old material, and nothing in the appendix matters to a settled place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from spec_tui.documents.fold import fold
from spec_tui.documents.prose import content_words, mask, sentences
from spec_tui.interview import appendix, columns, inandout, measures, milestones, pairing
from spec_tui.interview import bank as banks
from spec_tui.interview.bank import Bank
from spec_tui.interview.bothsides import both_sides
from spec_tui.interview.evidence import likely
from spec_tui.interview.headings import place_of
from spec_tui.interview.layouts import Lines, part_of
from spec_tui.interview.lexicon import technologies
from spec_tui.interview.milestones import FIRST, SECTION, exists, milestone
from spec_tui.interview.model import Facet
from spec_tui.interview.placing import Ranked, rank
from spec_tui.interview.quantities import find_dates, has_number
from spec_tui.interview.rules.g02 import placeholders
from spec_tui.interview.rules.g03 import marks
from spec_tui.interview.sayings import MOST_TEXT, Saying, introduces, said_in
from spec_tui.interview.scopelists import parts_of, side_of, stands_on
from spec_tui.interview.sentences import Unit
from spec_tui.interview.spec import Imported, Spec

_SCOPE = "scope"
ENOUGH = 1.0
"""Points for the place that words are taken to speak of; with fewer they may be about anything."""
_SEVERAL = 2
"""Sentences of an item that may each be about something else."""
_SURE = 2.5
"""Points for another place than the side of the scope that the heading names."""
_MAYBE = 0.02
"""Probability from which that side is possible."""
NEAR = 0.5
"""How far below the nearest facet another may be that fits a number better."""
LONGEST = 2000
"""Characters of one sentence or item that are judged."""
_NEVER = frozenset({"TYP", "GLO1"})
_ANY = "VIS1"
"""Where open work is shown in a sentence that only says what kind of product it is."""
_PROOF = "ACC2"
_OTHERS = "integrations"
"""What others promise is no measure of the product."""
_SPEAKING_OF_MEASURES = frozenset(
    {"vision", "observability", "risks", "acceptance", "integrations", "milestones"}
)
"""Elsewhere a sentence that names a measure is about it."""
_SEMICOLON = re.compile(r";\s+(?!(?:done|complete[ds]?|finished|ready|closed|accepted|ends?)\b)")
"""`from 2028-01-10; done when …` says two days of one phase."""
_BULLET = re.compile(r"\s*(?:[-+*]|\d{1,9}[.)])\s+")
_LABEL = re.compile(r"[^:\n]{1,60}:\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class _Told:
    """Something said in an imported text."""

    passage: Imported
    """With lines counted from the first of the appendix."""
    whole: str
    """Folded, as it stands there; `passage.text` may be a part of it."""
    rest: str
    """Folded, without a label before it; "" where it has none."""
    explicit: bool
    """It says by itself, or by what it stands beside, where it belongs: a side of the scope, a
    later milestone."""
    once: bool
    """No other item or sentence of the appendix says the same."""


def heard(
    spec: Spec,
    bank: Bank,
    awaits: Callable[[Facet], bool],
    mirrors: Callable[[Facet], bool] = lambda _: False,
) -> Spec:
    """`spec` with what its imported texts say beside; `awaits` knows the places still to settle.

    `mirrors` knows the places that only repeat stack.toml: there another technology still counts.
    """
    text = appendix.appendix_of(spec.text)
    if not text:
        return spec
    told = _told(text)
    standing = _Standing(spec)
    waiting = {name for name in {row.passage.facet for row in told} if awaits(bank.facets[name])}
    mirrored = {
        facet.id for facet in bank.stack_keys.values() if facet.id not in waiting and mirrors(facet)
    }
    chosen = tuple(
        at
        for at, row in enumerate(told)
        if (row.passage.facet in waiting or (row.passage.facet in mirrored and _names_one(row)))
        and not standing.holds(row)
    )
    above = appendix.lines_in(spec.text[: -len(text)])
    cases = _unproven(text, above) if awaits(bank.facets[_PROOF]) else None
    return replace(spec, imported=_moved(text, above, chosen), unproven=cases)


@lru_cache(maxsize=4)
def _unproven(text: str, above: int) -> tuple[Imported, ...] | None:
    """The use cases without proof in an appendix, with the lines of SPEC.md."""
    case = banks.load().facets["USR4"]
    found: list[Imported] = []
    paired = False
    for material in appendix.materials(text):
        if len(material.text) > MOST_TEXT:
            continue
        said_by = said_in(material.text)
        cases = pairing.unproven(material.text, said_by)
        paired = paired or cases is not None
        by = above + material.line
        found += [_passage(case, one.words, one.at, by, material.source) for one in cases or ()]
    return tuple(found) if paired else None


@lru_cache(maxsize=4)
def _moved(text: str, by: int, chosen: tuple[int, ...]) -> tuple[Imported, ...]:
    """Some of the passages of an appendix with the lines of SPEC.md: the same tuple while nothing
    of it changes, so that the rules know it again.
    """
    told = _told(text)
    return tuple(
        replace(
            passage,
            line=passage.line + by,
            further=tuple((at, line + by, column) for at, line, column in passage.further),
        )
        for passage in (told[at].passage for at in chosen)
    )


def _names_one(row: _Told) -> bool:
    return bool(technologies(row.passage.text))


class _Standing:
    """Which words stand in the places of SPEC.md by now."""

    def __init__(self, spec: Spec) -> None:
        values = {
            id(value): value
            for slot in spec.slots.values()
            for value in (*slot.facets.values(), slot.body)
            if value is not None and value.form == "text"
        }
        self._values = tuple((value, _parts(value.text)) for value in values.values())
        self._all: set[str] = set().union(*(parts for _, parts in self._values))

    def holds(self, row: _Told) -> bool:
        """The words stand in a place.

        What says itself where it belongs is at home there only. Elsewhere it may have been put
        wrongly, as long as nobody has confirmed it there.
        """
        here = row.whole in self._all or (row.rest != "" and row.rest in self._all)
        if not row.explicit or not here:
            return here
        return any(
            row.whole in parts and (row.once or value.facet == row.passage.facet)
            if value.facet in inandout.SIDES
            else row.whole in parts and (value.facet == row.passage.facet or not value.drafted)
            for value, parts in self._values
        )


@lru_cache(maxsize=8192)
def _parts(text: str) -> frozenset[str]:
    """The lines and sentences of a value, folded."""
    found: set[str] = set()
    for line in text.split("\n"):
        bullet = _BULLET.match(line)
        words = line[bullet.end() :] if bullet else line
        found.add(fold(words))
        found.update(fold(said) for _, said in sentences(words))
    return frozenset(found)


@lru_cache(maxsize=4)
def _told(text: str) -> tuple[_Told, ...]:
    """All that the imported texts of an appendix say, with the place each speaks of."""
    bank = banks.load()
    rows = [
        row
        for material in appendix.materials(text)
        for row in _of_one(bank, material.text, material.line, material.source)
    ]
    times = Counter(row.whole for row in rows)
    return tuple(replace(row, once=times[row.whole] == 1) for row in rows)


def _of_one(bank: Bank, text: str, by: int, source: str) -> Iterator[_Told]:
    said_by = said_in(text)
    for side in both_sides(bank, said_by):
        passage = _passage(bank.facets[side.facet], side.words, side.at, by, source)
        yield _Told(passage, fold(side.words), "", explicit=True, once=False)
    rows = list(_rows(bank, said_by))
    dates = milestones.in_order(
        milestones.Line(
            row.one.text,
            row.at[0][1],
            row.facet,
            row.listed,
            row.below,
            row.one.headings,
            _likely(row.one),
        )
        for row in rows
    )
    for row, (facet_id, near) in zip(rows, dates, strict=True):
        words = row.one.text
        if not facet_id or len(words) > LONGEST:
            continue
        facet = bank.facets[facet_id]
        start, end = (row.start, row.end) if facet_id == row.facet and not near else (0, len(words))
        sided = facet.id in inandout.SIDES and (bool(row.scope) or end - start < len(words))
        unmeasured = facet.id in measures.TIMES and bool(measures.unmeasured(row.one))
        explicit = sided or near or unmeasured
        passage = _passage(facet, words[start:end], part_of(row.at, start, end), by, source)
        labelled = _LABEL.match(words)
        rest = fold(words[labelled.end() :]) if labelled else ""
        yield _Told(passage, fold(words), rest, explicit, once=False)


def _likely(said: Saying) -> float:
    """How likely words with a day are about a milestone."""
    if not milestones.has_day(said.text):
        return 0.0
    return sum(
        value
        for name, value in likely(said).items()
        if banks.load().facets[name].section == SECTION
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """Words with the facet they are about by themselves, "" for none."""

    one: Saying
    at: Lines
    facet: str
    start: int
    """First and last + 1 of the characters that answer the facet."""
    end: int
    scope: str
    """The side of the scope that all of the unit is about, "" for none."""
    listed: int
    """The list they stand in, counted from 1; 0 outside of one."""
    below: bool
    """A heading above them is about milestones."""


def _rows(bank: Bank, said_by: Sequence[tuple[Unit, tuple[Saying, ...]]]) -> Iterator[_Row]:
    for number, (unit, said, scope) in enumerate(_spoken(bank, said_by), 1):
        sides = parts_of(bank, unit, said) if unit.kind == "list" else {}
        below = place_of(unit.headings, bank).startswith(SECTION)
        listed = number if unit.kind == "list" else 0
        for one, at in _apart(unit, zip(said, unit.at, strict=True), scope):
            facet, start, end = _about(bank, unit, one, scope, sides)
            if facet is None and any(not exists(d.iso) for d in find_dates(one.text) if d.iso):
                facet = bank.facets[FIRST]
            name = facet.id if facet is not None else ""
            yield _Row(one, at, name, start, end, scope, listed, below)


def _passage(facet: Facet, words: str, at: Lines, by: int, source: str) -> Imported:
    first, *further = at
    return Imported(
        key=facet.key,
        section=facet.section,
        slot=facet.slot,
        facet=facet.id,
        text=words,
        line=first[1] + by,
        column=first[2],
        further=tuple((offset, line + by, column) for offset, line, column in further),
        source=source,
    )


def _apart(
    unit: Unit, said: Iterable[tuple[Saying, Lines]], scope: str
) -> Iterator[tuple[Saying, Lines]]:
    """What is said and where; of an item or sentence with several clauses each, where one names a
    measure or a day and may be about something else than the whole.
    """
    for one, at in said:
        parts = list(_clauses(one.text)) if not scope else []
        dated = any(milestone(part) for _, part in parts)
        measured = any(measures.named(part) for _, part in parts) and not _leads_to_scope(one.text)
        if len(parts) < _SEVERAL or not (dated or measured):
            yield one, at
            continue
        for start, part in parts:
            yield replace(one, text=part), part_of(at, start, start + len(part))


def _leads_to_scope(words: str) -> bool:
    """`The first release was fixed as: loans with an availability check; reminders of dates`."""
    lead, colon, _ = words.partition(": ")
    return bool(colon) and inandout.introduced(f"{lead}:") != ""


def _clauses(words: str) -> Iterator[tuple[int, str]]:
    """(offset, words) of each sentence, and of what a semicolon sets apart in it."""
    for begin, sentence in sentences(words):
        start = 0
        for stop in (*_SEMICOLON.finditer(sentence), None):
            yield begin + start, sentence[start : stop.start() + 1 if stop else len(sentence)]
            start = stop.end() if stop else 0


def _spoken(
    bank: Bank, said_by: Sequence[tuple[Unit, tuple[Saying, ...]]]
) -> Iterator[tuple[Unit, tuple[Saying, ...], str]]:
    """Each unit with what it says and the scope that all of it is about, "" for none.

    A table with a column for what is in scope, or out of it, is read by its columns.
    """
    given = [unit for unit, _ in said_by]
    tables = columns.answering(bank, given, columns.sided(given))
    lead = ""
    path: tuple[str, ...] = ()
    for unit, said in said_by:
        named = tables.get(columns.table_of(unit), {})
        if unit.kind == "column":
            cells = columns.cells(unit)
            facet = named.get(unit.headings[-1], "") or inandout.by_heading(unit.headings[-1:])
            if facet in inandout.SIDES and stands_on(cells, facet):
                yield unit, cells, facet
            continue
        if unit.headings != path:
            lead, path = "", unit.headings
        by_columns = unit.kind == "list" and not inandout.SIDES.isdisjoint(named.values())
        if unit.kind != "fence" and not by_columns:
            place = place_of(unit.headings, bank).partition("/")[0]
            headings = (
                unit.headings if place in {"", _SCOPE} else ()
            )  # others have a no of their own
            yield unit, said, side_of(bank, replace(unit, headings=headings), said, lead)
        lead = unit.text if unit.kind == "sentence" else ""


def _about(
    bank: Bank,
    unit: Unit,
    said: Saying,
    scope: str,
    sides: Mapping[str, tuple[str, int, int]],
) -> tuple[Facet | None, int, int]:
    """The facet that some words answer, and the part of them that does.

    `scope`: the side of the scope that the whole unit is about; `sides`: what its items say of
    themselves.
    """
    words = said.text
    end = len(words)
    if introduces(words) and not marks(mask(words)):
        return None, 0, end
    scope, begin, stop = sides.get(words, (scope, 0, end))
    if scope:
        return bank.facets[scope], begin, stop
    facet, begin, stop = inandout.told(words)
    if facet and likely(said).get(facet, 0.0) >= _MAYBE:
        return bank.facets[facet], begin, stop
    begin, stop = inandout.promised(words)
    if stop and inandout.enumerates(words) and not measures.named(words):
        return bank.facets[inandout.INSIDE], begin, stop
    ranked = rank(bank, said)
    rows = [row for row in ranked if row.facet.id not in _NEVER]
    side = inandout.by_heading(unit.headings[-1:])
    sure = rows and rows[0].facet.id not in inandout.SIDES and rows[0].score >= _SURE
    told = inandout.enumerates(words) and likely(said).get(side, 0.0) >= _MAYBE
    if side and (not sure or told):
        return bank.facets[side], 0, end
    if not content_words(words):
        return None, 0, end
    certain = measures.share_of_time(words) or measures.unmeasured(said)
    if certain and not (rows and rows[0].facet.section == _OTHERS):
        return bank.facets[certain], 0, end
    measure = measures.named(words) or milestone(words)
    if measure and _is_about(bank.facets[measure], rows):
        return bank.facets[measure], 0, end
    prose = mask(words)
    unfinished = bool(marks(prose)) or bool(placeholders(words, prose))
    if not rows and unfinished:
        return bank.facets[_ANY], 0, end
    if not rows or (rows[0].score < ENOUGH and not unfinished):
        return None, 0, end
    return _wanting_a_number(words, rows), 0, end


def _is_about(measure: Facet, rows: list[Ranked]) -> bool:
    """A sentence that names a measure is about it, unless it is far more about another thing."""
    elsewhere = _SPEAKING_OF_MEASURES - {measure.section}
    if not rows or rows[0].facet.section not in elsewhere:
        return True
    return any(row.facet is measure and row.score > rows[0].score - NEAR for row in rows)


def _wanting_a_number(words: str, rows: list[Ranked]) -> Facet:
    """The nearest facet; of near ones for a sentence with a number, the one that wants a number."""
    top = rows[0].facet
    if top.kind == "quantity" or not has_number(words):
        return top
    near = (row for row in rows if row.score > rows[0].score - NEAR)
    return next(
        (row.facet for row in near if row.facet.section == "nfr" and row.facet.kind == "quantity"),
        top,
    )
