"""What somebody accepted as it stands: the W-records of §17, as a list (screens.md 6.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spec_tui.documents.fold import fold
from spec_tui.interview.spec import Record, SlotText, Spec

_ACCEPTED = re.compile(
    r"(?P<rule>G\d\d) accepted in (?P<place>[^\n]{0,300}?): "
    r"[\"“](?P<words>.*?)[\"”]\.?(?:; because (?P<reason>.*))?\s*$"
)


@dataclass(frozen=True, slots=True)
class Waived:
    """One finding that a person accepted with a reason."""

    id: str
    """`W1`."""
    rule: str
    place: str
    """`Reliability · Recovery`."""
    words: str
    who: str
    day: str
    """ISO date."""
    reason: str
    section: str
    """Id of the section."""
    line: int
    """First line of the place in SPEC.md."""


def waived_in(spec: Spec) -> tuple[Waived, ...]:
    """The records whose words still stand at their place; what has changed is accepted no more."""
    found = (_waived(spec, record) for record in spec.records if record.kind == "W")
    return tuple(one for one in found if one is not None)


def _waived(spec: Spec, record: Record) -> Waived | None:
    match = _ACCEPTED.match(record.text)
    slot = spec.slots.get("/".join(record.key.split("/")[:2]))
    if match is None or slot is None:
        return None
    line = _line_of(slot, record.key, match["words"])
    if not line:
        return None
    return Waived(
        id=record.id,
        rule=match["rule"],
        place=match["place"],
        words=match["words"],
        who=record.who,
        day=record.place,
        reason=match["reason"] or "",
        section=slot.section,
        line=line,
    )


def _line_of(slot: SlotText, key: str, words: str) -> int:
    """Line of the value that holds the words, 0 where none does."""
    values = [value for value in (*slot.facets.values(), slot.body) if value is not None]
    wanted = fold(words.replace(";", " "))
    for value in sorted(values, key=lambda value: value.key != key):
        if wanted in fold(value.text.replace(";", " ")):
            return value.line
    return 0
