"""SPEC.md as data: what `interview.reading.read` makes of the text. Frozen, with line numbers.

All line numbers are 1-based lines of SPEC.md; columns are 1-based characters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from spec_tui.interview.model import Form


@dataclass(frozen=True, slots=True)
class Marker:
    """The words in italics and parentheses that may end a value (interview.md B.1)."""

    kind: Literal["assumption", "confirm"]
    ref: str
    """`A4`, or the file a drafted value comes from."""


@dataclass(frozen=True, slots=True)
class Value:
    """The text of one facet, or of a slot, with markers and escapes taken off."""

    key: str
    """`section/slot/facet`, or `section/slot` for text that belongs to no facet."""
    facet: str
    """Facet id, "" for the text of a slot without a lead."""
    text: str
    form: Form
    marker: Marker | None
    line: int
    end_line: int
    """Last line, inclusive."""

    @property
    def drafted(self) -> bool:
        """It waits for its confirmation."""
        return self.marker is not None and self.marker.kind == "confirm"


@dataclass(frozen=True, slots=True)
class SlotText:
    """One slot as it stands in SPEC.md."""

    key: str
    section: str
    slot: str
    line: int
    end_line: int
    hint: bool
    """The slot still holds only the hint of the template."""
    body: Value | None
    """The slot's own text (on its line, or as items), whoever it belongs to; None if empty."""
    facets: Mapping[str, Value]
    """Labelled facets, and the lead's id with the Value of `body` where the slot has a lead."""

    @property
    def empty(self) -> bool:
        """Neither text nor facets."""
        return self.body is None and not self.facets


@dataclass(frozen=True, slots=True)
class Record:
    """An A, Q or W record of §13 or §17."""

    kind: Literal["A", "Q", "W"]
    number: int
    where: Literal["assumptions", "outstanding", "resolved"]
    place: str
    """Words in the parentheses before the first comma: `Slot · Facet`, or the date in Resolved."""
    text: str
    """The record without its id and parentheses."""
    line: int
    severity: str = ""
    """`critical`, `major` or `minor` for an outstanding Q, as written."""
    revisit: str = ""
    """ISO date of an A-record in §13."""
    who: str = ""
    key: str = ""
    """Key of the place it points at, "" where it names none."""

    @property
    def id(self) -> str:
        """E.g. `Q7`."""
        return f"{self.kind}{self.number}"


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of the file, in order."""

    level: int
    text: str
    number: int | None
    """The `4` of `## 4. Domain Model`."""
    section: str
    """Section id it opens (`nfr` for heading 9), "" for a foreign or an inner one."""
    line: int


@dataclass(frozen=True, slots=True)
class Passage:
    """One source line of prose (never of a fence, an HTML block or the appendix), for the rules."""

    key: str
    """Key of the value it stands in, `section/slot`, or the section id."""
    section: str
    slot: str
    facet: str
    text: str
    """The line from `column` on, without bullet sign and label."""
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Wrapped(Passage):
    """A paragraph over several source lines; `text` holds them joined by one blank."""

    further: tuple[tuple[int, int, int], ...]
    """(offset in `text`, line, column) of each line after the first."""


@dataclass(frozen=True, slots=True)
class Imported(Wrapped):
    """A sentence, item or row of an imported text that stands in no place of SPEC.md by now.

    Its key is the place that it most probably speaks of.
    """

    source: str
    """Name of the imported text."""


@dataclass(frozen=True, slots=True)
class Spec:
    """The whole of SPEC.md, read."""

    text: str
    title: str
    """H1 without `SPEC:`, "" while it is the placeholder."""
    headings: tuple[Heading, ...]
    slots: Mapping[str, SlotText]
    """By slot key. A slot that the file lacks is absent."""
    records: tuple[Record, ...]
    outstanding_none: bool
    """§17 Outstanding reads `None`."""
    passages: tuple[Passage, ...]
    outstanding_hint: bool = True
    """§17 Outstanding still holds the hint, or is absent."""
    imported: tuple[Imported, ...] = ()
    """What imported texts say beside, where `imported.heard` was asked for it."""
    unproven: tuple[Imported, ...] | None = None
    """The use cases of an imported text that no criterion there refers to, while others are; None
    where no criterion refers to a case, or acceptance is settled."""

    def value(self, key: str) -> Value | None:
        """The value of a facet key or of a slot key, None if there is none."""
        parts = key.split("/")
        slot_key = "/".join(parts[:2])
        facet = parts[2] if len(parts) > 2 else ""
        slot = self.slots.get(slot_key)
        if slot is None:
            return None
        return slot.facets.get(facet) if facet else slot.body
