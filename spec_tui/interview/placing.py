"""Where the units of a foreign text belong, by headings, labels, shapes and cues (B.6)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from spec_tui.documents.fold import fold
from spec_tui.documents.prose import content_words, mask
from spec_tui.interview import bank as banks
from spec_tui.interview import columns, cues, evidence, grammar, inandout
from spec_tui.interview.bank import Bank
from spec_tui.interview.headings import GLOSSARY, led_to, named, place_of
from spec_tui.interview.model import Facet
from spec_tui.interview.percentiles import percent_of, shares_in
from spec_tui.interview.places import slot_of
from spec_tui.interview.quantities import find, find_dates, has_number
from spec_tui.interview.rules.g02 import placeholders
from spec_tui.interview.rules.g03 import marks
from spec_tui.interview.sayings import Saying, introduces, sayings
from spec_tui.interview.scopelists import parts_of, side_of, stands_on
from spec_tui.interview.sentences import STORY, Unit

ENOUGH, MARGIN = 2.0, 0.8
"""Score at which a sentence is placed, and how far ahead of any other section (B.6.4)."""
LISTED = 0.35
"""Mean probability at which a list under no telling heading goes to one place as a whole."""
FITTING = 0.1
"""Mean probability at which a list may be what its section is named after."""
AGREED = 0.5
"""What the points of a cue count beside the words that were learned, which know of it too."""
SURELY, NEARLY = 1.0, 0.4
"""Points for a sure phrase of what is likeliest, or this share as likely."""
NUMBERLESS = 1.0
"""Points less for a measure where no number stands."""
IN_SLOT, IN_SECTION, ELSEWHERE, FIRST = 1.5, 1.0, -0.5, 1.0
"""Points for the heading a sentence stands under, and for the first paragraph."""
FEWEST_OF_TOPIC = 2
"""Sentences of one section that make it the topic of a paragraph."""
NEAR_TOP = 1.5
"""How far below the best words of a place others may be that join them."""
MOST_SENTENCES = 6
"""Sentences that one place takes."""
_SIDES = frozenset({"scope/in-scope", "scope/out-of-scope"})
_PROOF = re.compile(
    r"\W*(?:we (?:believe|accept|trust) it (?:when|once|if)|(?:accepted|done|proved|proof|ready)"
    r" (?:when|once|if)\b|proof:|test:|check:)",
    re.IGNORECASE,
)
"""How a line begins that shows that a use case works."""
_CASE = re.compile(r"[*_]{0,2}(?P<kind>UC|U|SCN|SC|US)[.-]?\d+[.,:)]?[*_]{0,2}:?\s+\S")
_METHOD = re.compile(r"(?:`?(?:GET|POST|PUT|PATCH|DELETE)\b|`?/[\w{])")
_GIVEN = re.compile(r"\bgiven\b.*\b(?:when|then)\b", re.IGNORECASE)
_ARROW = re.compile(r"[A-Za-z\u00c0-\u024f`)\]*]\s*(?:→|->|=>)\s*\S")
"""`open → closed`; the number of a case before an arrow (`❶ → …`) is no state."""
_LABELLED = re.compile(r"[^:\n]{1,60}:\s+\S")
_JOB = re.compile(r"[^:\n]{1,40}:\s+(?!(?:an?|the|who|people|persons?|someone|any\w*)\b)[a-z]")
"""`Player: take a turn`: what somebody needs, not who it is."""


_MEDIAN, _HALF = "NFR2", 50.0
_SURELY_ELSE = 3.0
"""Points of a sentence in the first paragraph for something else than the problem."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Words for one key."""

    key: str
    text: str
    certain: bool = False
    """The source states it under a matching heading with a typed value: no confirm marker."""
    score: float = 0.0
    listed: bool = False
    joined: bool = False
    """It goes on with the list that stands for the same key already."""
    unfinished: bool = False
    """It holds a placeholder or a mark of open work, so it must not stay unseen."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A facet and its points for one sentence."""

    facet: Facet
    score: float


@lru_cache(maxsize=16384)
def rank(bank: Bank, said: Saying, place: str = "", *, learned: bool = True) -> tuple[Ranked, ...]:
    """Facets that a sentence may answer, best first; by its cues alone where not `learned`.

    `place`: where it stands or is thought to belong, beside what its headings say.
    """
    seen = _learned(said) if learned else cues.scores(said.text)
    section = place.split("/")[0]
    rows = []
    for name, score in seen.items():
        facet = bank.facets[name]
        if place:
            if place == facet.home:
                score += IN_SLOT
            elif section == facet.section:
                score += IN_SECTION
            else:
                score += ELSEWHERE
        rows.append((facet, score))
    if said.first and learned:
        rows = [(f, s + FIRST if f.id == "VIS1" else s) for f, s in rows]
        if all(f.id != "VIS1" for f, _ in rows):
            rows.append((bank.facets["VIS1"], FIRST))
    order = _order(bank)
    return tuple(
        Ranked(f, s) for f, s in sorted(rows, key=lambda r: (-r[1], -r[0].impact, order[r[0].id]))
    )


@lru_cache(maxsize=4)
def _order(bank: Bank) -> Mapping[str, int]:
    """Which facet comes first where two have the same points."""
    return {name: at for at, name in enumerate(bank.facets)}


@lru_cache(maxsize=16384)
def _learned(said: Saying) -> Mapping[str, float]:
    """Points by the words that were learned, and a little by the cues, which are written by hand.

    Where a sure phrase names what the words are nearest to anyway, there is no doubt left; a
    measure without a number is less of one.
    """
    facets = banks.load().facets
    likely = evidence.likely(said)
    told = cues.scores(said.text)
    points = {
        name: evidence.points(value) + AGREED * told.get(name, 0.0)
        for name, value in likely.items()
    }
    least = NEARLY * max(likely.values(), default=1.0)
    sure = [name for name in likely if likely[name] >= least and told.get(name, 0.0) >= cues.SURE]
    if sure:
        points[max(sure, key=lambda name: likely[name])] += SURELY
    if not has_number(said.text):
        for name in points:
            if facets[name].kind == "quantity":
                points[name] -= NUMBERLESS
    named = {percent_of(share) for share in shares_in(said.text)}
    if named and _HALF not in named:
        points.pop(_MEDIAN, None)  # `P95 of the bin list: 400 ms` is no P50
    return points


def best(ranked: Sequence[Ranked]) -> Ranked | None:
    """The one that is placed: enough points, and no other section near."""
    if not ranked or ranked[0].score < ENOUGH:
        return None
    top = _opener(ranked)
    home = (top.facet.section, top.facet.slot)
    for other in ranked:
        if (other.facet.section, other.facet.slot) != home:
            near = top.score - other.score < MARGIN
            return top if not near or other.facet.section == top.facet.section else None
    return top


def _opener(ranked: Sequence[Ranked]) -> Ranked:
    """The best; but of a metric and its target in one sentence, the metric."""
    top = ranked[0]
    needed = {c.partition(":")[2] for c in top.facet.ask_if if c.startswith(("settled:", "live:"))}
    for other in ranked[1:]:
        same_slot = (other.facet.section, other.facet.slot) == (top.facet.section, top.facet.slot)
        if other.facet.id in needed and same_slot and other.score >= ENOUGH:
            return Ranked(other.facet, top.score)
    return top


def placed(bank: Bank, units: Iterable[Unit]) -> Iterator[Placed]:
    """Words for places, in the order of the text; a key may come more than once."""
    lists = _Lists()
    path: tuple[str, ...] = ("?",)
    place = ""
    led = False
    lead = ""
    said_by = sayings(units)
    topics = _topics(bank, said_by)
    given = [unit for unit, _ in said_by]
    sided = columns.sided(given)
    tables = columns.answering(bank, given, sided)
    beside = columns.side_by_side(given) - sided
    for unit, said in said_by:
        if unit.headings != path:
            path = unit.headings
            place = _place(path, bank)
            led = False
            lead = ""
        if place == GLOSSARY:
            if unit.kind in {"sentence", "list"}:
                listed = unit.kind == "list"
                yield Placed(bank.facets["GLO1"].key, unit.text, score=3, listed=listed)
            continue
        match unit.kind:
            case "sentence" if introduces(unit.text):
                pass  # what follows answers
            case "sentence":
                row = _sentence(bank, unit, said[0], place, led=led)
                if row is None and not place:
                    topic = topics.get((unit.headings, unit.order), "")
                    row = _in_topic(bank, said[0], topic) if topic else None
                row = row or _unfinished(bank, said[0], place)
                if row is not None:
                    yield row
                    led = led or _is_lead(bank, row.key)
            case "list" if columns.table_of(unit) in {*tables, *beside}:
                pass  # its columns are lists
            case "list" if scoped := _scoped(bank, unit, said, place, lead):
                yield from scoped
            case "list":
                open_place = "/" not in place or place in _SIDES
                own = led_to(lead) if inandout.leads(lead) and open_place else ""
                here = place_of(path, bank) if place in _SIDES else place
                rows = list(_list(bank, unit, said, own or here, lists, led=own != ""))
                if not rows:
                    rows = [row for one in said if (row := _unfinished(bank, one, place))]
                yield from rows
                led = led or any(_is_lead(bank, row.key) for row in rows)
            case "column" if columns.table_of(unit) in sided:
                pass  # its rows say where they belong
            case "column":
                facet = tables.get(columns.table_of(unit), {}).get(unit.headings[-1])
                if facet is not None:
                    yield Placed(bank.facets[facet].key, unit.text, score=3, listed=True)
                else:
                    yield from _column(bank, unit, lists)
            case "fence":
                if place.startswith("interfaces"):
                    yield Placed(bank.facets["LIB3"].key, unit.text, score=ENOUGH)
        lead = unit.text if unit.kind == "sentence" else ""


def _topics(
    bank: Bank, said_by: Iterable[tuple[Unit, tuple[Saying, ...]]]
) -> dict[tuple[tuple[str, ...], int], str]:
    """Section that a paragraph of running text is about: two of its placed sentences, and most.

    By the headings above and the number of the paragraph below them.
    """
    placed_in: dict[tuple[tuple[str, ...], int], Counter[str]] = {}
    for unit, said in said_by:
        if unit.kind == "sentence" and (top := best(rank(bank, said[0]))) is not None:
            counts = placed_in.setdefault((unit.headings, unit.order), Counter())
            counts[top.facet.section] += 1
    found = {}
    for paragraph, counts in placed_in.items():
        section, most = counts.most_common(1)[0]
        if most >= FEWEST_OF_TOPIC and most * 2 > counts.total():
            found[paragraph] = section
    return found


def _in_topic(bank: Bank, said: Saying, section: str) -> Placed | None:
    """A sentence that no cue places alone, in a paragraph that is about one section."""
    top = best(rank(bank, said, section))
    if top is None or top.facet.section != section:
        return None
    return Placed(top.facet.key, said.text, score=top.score)


def _unfinished(bank: Bank, said: Saying, place: str) -> Placed | None:
    """A sentence that somebody meant to come back to goes where it fits best, to be seen there."""
    prose = mask(said.text)
    if not marks(prose) and not placeholders(said.text, prose):
        return None
    ranked = rank(bank, said)
    if ranked and ranked[0].score >= cues.SOME:
        return Placed(ranked[0].facet.key, said.text, score=ranked[0].score, unfinished=True)
    lead = bank.lead(place) if "/" in place else None
    return Placed(lead.key, said.text, score=0, unfinished=True) if lead is not None else None


def _is_lead(bank: Bank, key: str) -> bool:
    facet = bank.facets.get(key.rpartition("/")[2])
    return facet is not None and facet.lead


def _sentence(bank: Bank, unit: Unit, said: Saying, place: str, *, led: bool) -> Placed | None:
    text = said.text
    if grammar.form_of(text.rstrip(".")) == "na" and "/" in place:
        lead = bank.lead(place)
        return Placed(lead.key if lead else place, text.rstrip("."), certain=True, score=5)
    side = bank.lead(place) if place in _SIDES else None
    if side is not None and not led and unit.order == 0 and inandout.enumerates(text):
        return Placed(side.key, text, score=ENOUGH)
    ranked = rank(bank, said)
    top = best(ranked)
    if top is None and said.first:  # an overview of one paragraph says more than the problem
        alone = best(rank(bank, replace(said, first=False)))
        top = alone if alone is not None and alone.score >= _SURELY_ELSE else None
    if top is not None:
        return Placed(top.facet.key, text, _certain(top, text, place), top.score)
    if "/" in place and not led and unit.order == 0:
        lead = bank.lead(place)
        if lead is not None and lead.id != "TYP" and (not ranked or ranked[0].score < ENOUGH):
            return Placed(lead.key, text, score=1)
    if place == "vision" and not led and unit.order == 0:
        return Placed(bank.facets["VIS1"].key, text, score=1)
    return None


def _certain(top: Ranked, text: str, place: str) -> bool:
    facet = top.facet
    if place != facet.home:
        return False
    if facet.kind == "quantity":
        return len(find(text)) == 1
    return facet.kind == "date" and len(find_dates(text)) == 1


def _place(path: tuple[str, ...], bank: Bank) -> str:
    """Slot key or section id that a path of headings names, one side of the scope among them."""
    place = place_of(path, bank)
    side = inandout.by_heading(path[-1:]) if place in {"", "scope"} else ""
    return bank.facets[side].home if side else place


def _scoped(
    bank: Bank, unit: Unit, said: tuple[Saying, ...], place: str, lead: str
) -> list[Placed]:
    """A list of what is in scope or out of it, as its items, headings or `lead` before it say."""
    asked = bool(unit.headings) and unit.headings[-1].casefold().startswith("what ")
    if place and place.split("/")[0] != "scope" and not asked:
        return []
    sides: dict[str, list[str]] = {}
    for item, (facet, start, end) in parts_of(bank, unit, said).items():
        sides.setdefault(facet, []).append(f"- {item[start:end]}")
    side = side_of(bank, unit, said, lead)
    if not sides and side:
        sides[side] = [unit.text]
    return [
        Placed(bank.facets[facet].key, "\n".join(items), score=3, listed=True, joined=True)
        for facet, items in sides.items()
    ]


@dataclass(slots=True)
class _Lists:
    """The lists that were placed as what their slot is named after."""

    count: dict[str, int] = field(default_factory=dict)
    """By slot."""
    group: int = 0
    """Which larger list the last one was a part of, 0 for none."""
    taker: str = ""
    """Key of its place."""
    cases: set[str] = field(default_factory=set)
    """How the use cases are numbered."""


def _list(
    bank: Bank, unit: Unit, said: tuple[Saying, ...], place: str, lists: _Lists, *, led: bool
) -> Iterator[Placed]:
    """`led`: what comes before the list names `place`, which tells more than the words in it."""
    whole = _as_a_whole(bank, unit, said)
    if whole is not None and introduces(said[0].before) and not led:
        yield whole
        return
    shape = _numbered_cases(unit, place, lists) or _shape(unit, place)
    if shape:
        slot = bank.facets[shape].home
        lists.count[slot] = lists.count.get(slot, 0) + 1
        goes_on = unit.group > 0
        yield Placed(bank.facets[shape].key, unit.text, score=3, listed=True, joined=goes_on)
        return
    lead = bank.lead(place) if "/" in place else None
    if lead is None and place and "/" not in place:
        lead = _lead_of_section(bank, place)
        if lead is not None and evidence.likely_of_all(said).get(lead.id, 0.0) < FITTING:
            lead = None  # the section names several things
    labelled = list(_by_label(bank, unit.items, place))
    if labelled and len(labelled) * 2 >= len(unit.items):
        yield from labelled
        return
    if lead is not None and (lead.kind == "list" or lead.id in {"ACC1", "WF3", "DOM3"}):
        slot = lead.home
        if unit.group and unit.group == lists.group and lists.taker.startswith(slot):
            yield Placed(lists.taker, unit.text, score=3, listed=True, joined=True)
            return
        count = lists.count.get(slot, 0)
        lists.count[slot] = count + 1
        if count == 0:
            jobs = lead.id == "USR1" and all(_JOB.match(item) for item in unit.items)
            taker = bank.facets["USR2"] if jobs else lead
            lists.group, lists.taker = unit.group, taker.key
            yield Placed(taker.key, unit.text, score=3, listed=True)
            return
        if lead.id == inandout.INSIDE:  # the requirements of each part of the product
            yield Placed(lead.key, unit.text, score=3, listed=True, joined=True)
            return
        later = cues.load().second.get(slot, ())
        ids = [f for f in later if f != "USR2" or all(_LABELLED.match(item) for item in unit.items)]
        if ids:
            facet = ids[0] if len(ids) == len(later) else ids[-1]
            if count <= len(later) or len(ids) == 1:
                at = ids[min(count - 1, len(ids) - 1)] if len(ids) == len(later) else facet
                yield Placed(bank.facets[at].key, unit.text, score=3, listed=True)
            return
    if whole is not None:
        yield whole
        return
    for item in said:
        top = best(rank(bank, item))
        if top is not None:
            yield Placed(top.facet.key, item.text, _certain(top, item.text, place), top.score)


def _column(bank: Bank, unit: Unit, lists: _Lists) -> Iterator[Placed]:
    """A column of a table whose own name says what it lists, where no list stands there yet."""
    name = unit.headings[-1]
    side = inandout.by_heading([name])
    if side and columns.lists(unit) and stands_on(columns.cells(unit), side):
        key = bank.facets[side].key
        yield Placed(key, unit.text, score=3, listed=True, joined=True)
        return
    place = named(name, bank) or named(f"{name}s", bank)
    lead = bank.lead(place) if "/" in place else None
    telling = columns.hold_names(unit.items)
    if lead is not None and lead.kind == "list" and telling and not lists.count.get(place):
        lists.count[place] = 1
        yield Placed(lead.key, unit.text, score=3, listed=True)


def _as_a_whole(bank: Bank, unit: Unit, said: tuple[Saying, ...]) -> Placed | None:
    """A list whose items together answer one question by the words they use."""
    if len(unit.items) < FEWEST_OF_TOPIC:
        return None
    likely = evidence.likely_of_all(said)
    top = max(likely, key=lambda name: likely[name], default="")
    if not top or likely[top] < LISTED or bank.facets[top].kind not in {"list", "text"}:
        return None
    return Placed(bank.facets[top].key, unit.text, score=3, listed=True)


def _lead_of_section(bank: Bank, section: str) -> Facet | None:
    for key in bank.slot_keys(section):
        lead = bank.lead(key)
        if lead is not None and lead.kind == "list":
            return lead
    return None


def _numbered_cases(unit: Unit, place: str, lists: _Lists) -> str:
    """Use cases that bear numbers of their kind (`UC-1`, `U2:`); a second list of the same numbers
    says how they are accepted.
    """
    found = [_CASE.match(item) for item in unit.items]
    kinds = {match["kind"] for match in found if match is not None}
    if len(kinds) != 1 or not all(found) or len(found) < FEWEST_OF_TOPIC:
        return ""
    again = lists.cases == kinds
    lists.cases = kinds
    return "ACC2" if again or place.startswith("acceptance") else "USR4"


def _shape(unit: Unit, place: str) -> str:
    """Lists that say what they are by how they look."""
    section = place.split("/")[0]
    share = max(1, (len(unit.items) + 1) // 2)
    if sum(bool(_GIVEN.search(item)) for item in unit.items) >= share:
        return "ACC2"
    if sum(bool(STORY.match(item)) for item in unit.items) >= share:
        return "USR4"
    if sum(bool(_PROOF.match(item)) for item in unit.items) >= share:
        return "ACC2"
    if sum(bool(_METHOD.match(item)) for item in unit.items) >= share:
        return "API5" if section != "acceptance" else ""
    if sum(bool(_ARROW.search(item)) for item in unit.items) >= share and section in {
        "states", "", "domain_model",
    }:  # fmt: skip
        return "ST1"
    if unit.numbered and len(unit.items) >= 3 and section in {"workflows", ""}:
        return "WF1"
    return ""


def _by_label(bank: Bank, items: tuple[str, ...], place: str) -> Iterator[Placed]:
    """Items that name a facet or a slot: `Uptime: 99.9 %`."""
    section = place.split("/")[0]
    keys = [place] if "/" in place else list(bank.slot_keys(section)) if section else []
    for item in items:
        label = grammar.split_label(item)
        if label is None:
            plain = re.match(r"(?P<label>[^:\n]{2,40}):\s+(?P<rest>\S.*)$", item, re.DOTALL)
            label = (plain["label"], plain["rest"]) if plain else None
        if label is None or not content_words(label[1]):
            continue
        name = fold(label[0])
        facet = next((f for key in keys if (f := bank.facet_by_label(key, name))), None)
        if facet is not None:
            yield Placed(facet.key, label[1], score=4)
            continue
        slot = bank.slot_by_label(section, name) if section else None
        lead = bank.lead(slot.key) if slot is not None and slot.key != place else None
        if lead is not None and slot_of(bank, lead.key).key in bank.slots:
            yield Placed(lead.key, label[1], score=4)


def gathered(bank: Bank, rows: Iterable[Placed]) -> list[Placed]:
    """One entry for each key: the best words, further ones of a list behind them."""
    found: dict[str, list[Placed]] = {}
    for row in rows:
        found.setdefault(row.key, []).append(row)
    out = []
    for key, mine in found.items():
        facet = bank.facets.get(key.rpartition("/")[2])
        lists = [row for row in mine if row.listed]
        if lists:
            together = [row for row in lists[1:] if row.joined]
            text = "\n".join(row.text for row in (lists[0], *together))
            out.append(replace(lists[0], text=text))
            continue
        top = max(row.score for row in mine)
        if facet is not None and facet.kind in {"list", "text"}:
            kept = [row for row in mine if row.score >= top - NEAR_TOP][:MOST_SENTENCES]
        else:
            kept = _measured(mine, top)
        kept += [row for row in mine if row.unfinished and row not in kept]
        certain = len(kept) == 1 and kept[0].certain
        text = kept[0].text
        if len(kept) > 1 and facet is not None and facet.kind == "list":
            text = "\n".join(f"- {row.text}" for row in kept)
        elif len(kept) > 1:
            text = _one_after_the_other([row.text for row in kept])
        out.append(Placed(key, text, certain, top))
    return out


def _one_after_the_other(said: Sequence[str]) -> str:
    """Sentences in a row; a semicolon behind words that do not end as a sentence does."""
    *first, last = said
    return "".join(f"{words}{' ' if words[-1:] in '.!?;:' else '; '}" for words in first) + last


def _measured(rows: list[Placed], top: float) -> list[Placed]:
    """The best words for a number, and what says another number for the same kind of thing.

    Both stand, so that two values of one metric are seen and asked about (G15).
    """
    first = next(row for row in rows if row.score == top)
    said = {(q.dimension, q.percentile) for q in find(first.text)}
    others = [
        row
        for row in rows
        if row is not first
        and row.score >= ENOUGH
        and fold(row.text) != fold(first.text)
        and said & {(q.dimension, q.percentile) for q in find(row.text)}
    ]
    return [row for row in rows if row is first or row in others][:MOST_SENTENCES]
