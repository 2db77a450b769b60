"""Close cards: the usual answers for what a section leaves open (interview.md B.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spec_tui.interview import grammar, hints
from spec_tui.interview.conditions import holds
from spec_tui.interview.model import CloseLine, Facet, Question, Slot
from spec_tui.interview.places import facet_id, place_name, sign, slot_of
from spec_tui.interview.state import View

UNDECIDED = "undecided"
ALL = "close:all"


def close_card(
    view: View, section_id: str, parked: frozenset[str], denied: frozenset[str]
) -> Question | None:
    """The card of one section; None where nothing is open that may have a usual answer.

    `denied`: words of the text that do not answer a question (`hints.refusal`).
    """
    lines = tuple(close_lines(view, section_id, parked, denied))
    if not lines:
        return None
    section = next(s for s in view.bank.sections if s.id == section_id)
    plural = "these lines" if len(lines) > 1 else "this line"
    return Question(
        id=f"close:{section_id}",
        kind="close",
        section=section_id,
        slot=lines[0].key.split("/")[1],
        text=f"Use the usual answers for the rest of {section.title}?",
        why=f"Values become assumptions with a date; a number answers one of {plural} yourself.",
        lands_in=f"§{section.number} {section.title}",
        example="yes",
        lines=lines,
    )


def finish_card(view: View, denied: frozenset[str]) -> Question | None:
    """The same card over all sections (F8)."""
    lines = tuple(
        line
        for section in view.bank.sections
        for line in close_lines(view, section.id, frozenset(), denied)
    )
    if not lines:
        return None
    return Question(
        id=ALL,
        kind="close",
        section=lines[0].section,
        slot=lines[0].key.split("/")[1],
        text="Use the usual answers for everything that is open?",
        why="Values become assumptions with a date; ctrl+r takes them back.",
        lands_in="SPEC.md",
        example="yes",
        lines=lines,
    )


def close_lines(
    view: View, section_id: str, parked: frozenset[str], denied: frozenset[str]
) -> Iterator[CloseLine]:
    """Open places of a section with their usual answers; never impact 5 or `[security]` keys."""
    slots = [slot for slot in view.bank.slots.values() if slot.section == section_id]
    keys = [key for slot in slots for key in view.missing(slot)]
    keys += [facet.key for slot in slots for facet in _opened_by(view, slot, keys)]
    for key in sorted(keys, key=lambda k: [s.key for s in slots].index(slot_of(view.bank, k).key)):
        facet = view.bank.facets.get(facet_id(key))
        if facet is not None and (facet.impact == 5 or facet.stack_key.startswith("security.")):
            continue
        target, value = usual_answer(view, slot_of(view.bank, key), facet)
        asked = (facet,) if facet is not None else view.bank.facets_of(key)
        known = _known(view, asked, denied)
        if known is not None:
            target, value = known
        home = slot_of(view.bank, key).key
        if {key, target, facet_id(target)} & parked or view.points_nowhere(value, home):
            continue
        yield CloseLine(target, section_id, place_name(view.bank, target), value)


def _known(
    view: View, facets: Iterable[Facet], denied: frozenset[str] = frozenset()
) -> tuple[str, str] | None:
    """(key, value) where words of the text probably answer one of the facets: the words, or the
    place where they stand."""
    found = [
        (hint, facet) for facet in facets for hint in hints.find(view, facet, frozenset()).shown[:1]
    ]
    likely = [
        (hint, facet)
        for hint, facet in found
        if hint.score >= hints.OFFERED
        and "\n" not in hint.text
        and not {hints.no(facet), hints.refusal(facet, hint.text)} & denied
    ]
    if not likely:
        return None
    hint, facet = max(likely, key=lambda row: row[0].score)
    if hint.place in view.bank.slots and hint.place != facet.home:
        return facet.key, f"See {sign(view.bank, hint.place)}"
    return facet.key, hint.text


def _opened_by(view: View, slot: Slot, keys: list[str]) -> Iterator[Facet]:
    """Required facets that the usual answers of the card itself would open: in the same card."""
    known = {facet_id(key) for key in keys}
    facts = view.facts()
    then = replace(facts, settled=lambda name: name in known or facts.settled(name))
    for facet in view.bank.facets_of(slot.key):
        waits = facet.impact >= 4 and facet.id not in known and not view.settled(facet.id)
        if waits and not view.applies(facet) and holds(facet.ask_if, then):
            yield facet


def usual_answer(view: View, slot: Slot, facet: Facet | None) -> tuple[str, str]:
    """(key to write, value) for an open place: the facet's default, else the slot's line."""
    line = view.bank.default_line(slot.key, view.types)
    if facet is not None:
        return facet.key, facet.default or (line if facet.lead else "") or UNDECIDED
    holder = view.bank.default_facet(slot.key, view.types)
    return (holder.key if holder is not None else slot.key), line


def default_why(view: View, key: str, value: str = "") -> str:
    """The reason that goes into the A-record, with who was said to know.

    `value` is what is assumed; without it, what the card of the section would write.
    """
    facet = view.bank.facets.get(facet_id(key))
    why = facet.default_why if facet is not None else ""
    known = _known(view, (facet,)) if facet is not None else None
    stands = known is not None and value in {"", known[1]}
    value = value or usual_answer(view, slot_of(view.bank, key), facet)[1]
    if stands:
        why = "it stands in the text, not discussed"
    elif value == UNDECIDED:
        why = "left open"
    return f"{why or 'usual choice, not discussed'}{_who_knows(view, key)}"


def _who_knows(view: View, key: str) -> str:
    """` (ask @tom)` where the question that stands in §17 about a place names somebody."""
    for record in view.outstanding():
        if record.key == key and record.text != grammar.without_person(record.text):
            return record.text[len(grammar.without_person(record.text)) :]
    return ""
