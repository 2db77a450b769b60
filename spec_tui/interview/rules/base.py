"""What the rules share: findings at their true place, and the question that settles one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spec_tui.interview.bank import Bank
from spec_tui.interview.model import Facet, Finding, Severity
from spec_tui.interview.places import sign
from spec_tui.interview.rules.looking import MARKER, first_passage, where
from spec_tui.interview.spec import Imported, Passage, Spec, Value

RECORD_SLOTS = frozenset(
    {"risks/assumptions", "open_questions/outstanding", "open_questions/resolved"}
)
"""Slots that hold records; an empty one is nobody's gap."""

Span = tuple[int, int, str]
"""What most looks see: start and end in the text of the passage, and the message."""

_LONGEST = 400
_LABEL = re.compile(r"\*\*[^*\n]{1,60}\*\*:?\s+")
"""The label of a slot whose words begin on the next line."""
_STOP = re.compile(r"[.!?](?=\s+(?![a-z]))|;(?=\s)")


def slot_key(key: str) -> str:
    """`section/slot` of any key that names a slot, else the key itself."""
    return "/".join(key.split("/")[:2])


def facet_of(bank: Bank, key: str) -> Facet | None:
    """The facet whose answer settles a place: its own, the slot's lead, else the weightiest.

    For a section it is the weightiest facet of its slots; None where a place has no question.
    """
    parts = key.split("/")
    if len(parts) > 2 and parts[2] in bank.facets:
        return bank.facets[parts[2]]
    slots = [key] if len(parts) == 2 else [k for k in bank.slots if k.startswith(f"{parts[0]}/")]
    facets = [f for name in slots if name in bank.slots for f in bank.facets_of(name)]
    lead = next((facet for facet in facets if facet.lead and len(parts) == 2), None)
    return lead or max(facets, key=lambda facet: facet.impact, default=None)


def question_id(bank: Bank, key: str, *, conflict: bool = False) -> str:
    """Id of the question that settles a place; conflicts have questions of their own."""
    facet = facet_of(bank, key)
    if facet is None:
        return ""
    return f"conflict:{facet.id}" if conflict else facet.id


def place(bank: Bank, key: str) -> str:
    """`§9 Performance`, for a message."""
    if slot_key(key) in bank.slots:
        return sign(bank, key)
    return f"§{bank.section(key.split('/')[0]).number}"


def section_of(bank: Bank, key: str) -> str:
    """Section id that owns a key: `security_privacy` for its slot, although it stands in §9."""
    slot = bank.slots.get(slot_key(key))
    return slot.section if slot is not None else key.split("/")[0]


def at(
    bank: Bank, rule: str, severity: Severity, passage: Passage, start: int, end: int, message: str
) -> Finding:
    """A finding about the characters `start` to `end` of a passage."""
    line, column = where(passage, start)
    return Finding(
        rule=rule,
        severity=severity,
        line=line,
        column=column,
        text=passage.text[start:end],
        message=message,
        section=passage.section,
        key=passage.key,
        question_id=question_id(bank, passage.key),
        sources=sources(passage),
    )


def sources(*passages: Passage) -> tuple[str, ...]:
    """For each passage the sentence where it is imported, else ""; nothing where none is."""
    told = tuple(p.text if isinstance(p, Imported) else "" for p in passages)
    return told if any(told) else ()


def answered(spec: Spec, passage: Passage) -> bool:
    """The passage stands in a place, and no draft that waits for a yes."""
    if isinstance(passage, Imported):
        return False
    value = spec.value(passage.key)
    return value is None or not value.drafted


def comparable(spec: Spec, one: Passage, other: Passage) -> bool:
    """Imported text does not contradict what a person has answered."""
    pair = (one, other)
    if not any(isinstance(passage, Imported) for passage in pair):
        return True
    return not any(answered(spec, passage) for passage in pair)


def about(
    spec: Spec, bank: Bank, rule: str, severity: Severity, value: Value, message: str
) -> Finding:
    """A finding about a whole value, at its first words."""
    first = first_passage(spec, value.key)
    return Finding(
        rule=rule,
        severity=severity,
        line=first.line if first else value.line,
        column=first.column if first else 1,
        text=clipped(value.text),
        message=message,
        section=section_of(bank, value.key),
        key=value.key,
        question_id=question_id(bank, value.key),
    )


def sentence(text: str, start: int) -> tuple[int, int]:
    """Span of the sentence around a character, without the marker of a value.

    Rules that judge a wording name the whole sentence, so that an accepted one is judged again as
    soon as anything in it changes.
    """
    label = _LABEL.match(text)
    begin, stop = label.end() if label is not None and label.end() <= start else 0, len(text)
    for end in _STOP.finditer(text):
        if end.end() <= start:
            begin = end.end()
        else:
            stop = end.end() - (end[0] == ";")
            break
    marked = MARKER.search(text, begin, stop)
    words = text[begin : marked.start() if marked else stop]
    return begin + len(words) - len(words.lstrip()), begin + len(words.rstrip())


def clipped(text: str) -> str:
    """The words of a value on one line, at most 400 characters."""
    return " ".join(text.split())[:_LONGEST]


def values(spec: Spec) -> Iterator[Value]:
    """Each value of the file once, in the order of the slots."""
    for slot in spec.slots.values():
        yield from {id(v): v for v in (slot.body, *slot.facets.values()) if v is not None}.values()
