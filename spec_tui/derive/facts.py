"""What SPEC.md says, as facts that documents are made of (interview.md B.10).

A fact is the text of one facet with everything around it taken off. Nothing is invented: what
SPEC.md does not say is None, and `missing` gives the visible placeholder for it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from spec_tui.interview import bank as question_bank
from spec_tui.interview import grammar
from spec_tui.interview import stack as stackfile
from spec_tui.interview.places import place_name, sign
from spec_tui.interview.reading import read
from spec_tui.interview.spec import Record, Value
from spec_tui.interview.state import View, see_key

Standing = Literal["known", "na", "undecided", "missing"]

_FENCE = re.compile(r"(`{3,}|~{3,})")
_SIGN = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+")
_MANY = re.compile(r";[ \t]+")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
LONGEST_NAME = 4
"""Words in each part of `Patient, Receptionist, Practitioner` for it to be a list of names."""


@dataclass(frozen=True, slots=True)
class Fact:
    """The text of one facet."""

    key: str
    """Address of the value in SPEC.md, `nfr/performance/NFR1`; of the target where a See led."""
    facet: str
    label: str
    text: str
    """As written, items as lines, without marker and bullet signs of the outer level."""
    line: int
    assumption: str = ""
    """Id of its A-record, such as `A4`."""
    listed: bool = False
    """The facet is a list: a single line of it may hold several items."""

    @property
    def items(self) -> tuple[str, ...]:
        """Its items, each with its inner lines; of a list `a; b` on one line is two."""
        found = items_of(self.text)
        if not self.listed or len(found) != 1 or "\n" in found[0]:
            return found
        return _of_one_line(found[0])

    @property
    def one_line(self) -> str:
        """All of it on one line."""
        return "; ".join(" ".join(item.split()) for item in self.items)


class Facts:
    """SPEC.md, and the reviewed keys of stack.toml beside it, to render documents from."""

    def __init__(self, view: View) -> None:
        self._view = view
        self.bank = view.bank

    @classmethod
    def of(cls, spec: str, stack: str = "") -> Facts:
        """The facts of the text of SPEC.md; `stack` is the text of stack.toml."""
        bank = question_bank.load()
        return cls(View(read(spec, bank), bank, stackfile.reviewed(stack) if stack else {}))

    @property
    def name(self) -> str:
        """The name of the project, "" where SPEC.md has none."""
        return self._view.spec.title

    @property
    def types(self) -> frozenset[str]:
        """Product types, such as `web app`."""
        return self._view.types

    @property
    def stack(self) -> Mapping[str, str]:
        """Reviewed values of stack.toml by dotted key."""
        return self._view.stack

    def fact(self, facet_id: str) -> Fact | None:
        """What stands for a facet; None for N/A, undecided and nothing. A See is followed."""
        return self._facts.get(facet_id)

    def text(self, facet_id: str) -> str:
        """The text of a facet, "" where there is none."""
        found = self.fact(facet_id)
        return found.text if found is not None else ""

    def items(self, facet_id: str) -> tuple[str, ...]:
        """The items of a facet, none where there is no text."""
        found = self.fact(facet_id)
        return found.items if found is not None else ()

    def slot(self, slot_key: str) -> tuple[Fact, ...]:
        """All facts of a slot in bank order; text that belongs to no facet has facet ""."""
        own = [self._facts[f] for f in self.bank.slots[slot_key].facets if f in self._facts]
        slot = self._view.spec.slots.get(slot_key)
        if slot is not None and slot.body is not None and not self.bank.lead(slot_key):
            loose = self._made(slot.body, "", self.bank.slots[slot_key].label)
            own = [*([loose] if loose else []), *own]
        return tuple(own)

    def section(self, section_id: str) -> tuple[Fact, ...]:
        """All facts of a section in template order."""
        return tuple(f for key in self.bank.slot_keys(section_id) for f in self.slot(key))

    def standing(self, facet_id: str) -> Standing:
        """Whether a facet has text, is N/A, is undecided, or is simply not there."""
        if facet_id in self._facts:
            return "known"
        value = self._view.facet_value(self.bank.facets[facet_id])
        if value is None or (value.form == "see" and value.facet != facet_id):
            return "missing"
        return "na" if value.form == "na" else "undecided"

    def reason(self, facet_id: str) -> str:
        """Why a facet is not applicable, "" where it is not N/A."""
        value = self._view.facet_value(self.bank.facets[facet_id])
        return grammar.na_reason(value.text) if value is not None and value.form == "na" else ""

    def missing(self, facet_id: str) -> str:
        """The visible placeholder for a facet without text, `_(not in SPEC.md: …)_`."""
        place = place_name(self.bank, self.bank.facets[facet_id].key)
        match self.standing(facet_id):
            case "na":
                return f"N/A — {self.reason(facet_id)}"
            case "undecided":
                return f"_(not in SPEC.md: {place} is undecided)_"
            case _:
                return f"_(not in SPEC.md: {place})_"

    def question(self, facet_id: str) -> str:
        """The question that would fill a facet."""
        return self.bank.facets[facet_id].text

    def place(self, facet_id: str) -> str:
        """Where a facet stands, `§9 Performance`."""
        return sign(self.bank, self.bank.facets[facet_id].key)

    def records(self, kind: Literal["A", "Q", "W"], where: str = "") -> tuple[Record, ...]:
        """A, Q or W records in the order of the file; `where` as in `interview.spec.Record`."""
        return tuple(
            r for r in self._view.spec.records if r.kind == kind and where in ("", r.where)
        )

    @cached_property
    def _facts(self) -> dict[str, Fact]:
        found: dict[str, Fact] = {}
        for facet in self.bank.facets.values():
            value = self._view.facet_value(facet)
            if value is None or (value.form == "see" and value.facet != facet.id):
                continue
            made = self._made(value, facet.id, facet.label, facet.kind == "list")
            if made is not None:
                found[facet.id] = made
        return found

    def _made(self, value: Value, facet_id: str, label: str, listed: bool = False) -> Fact | None:
        seen: set[str] = set()
        while value.form == "see":
            target = see_key(value.text, self.bank)
            slot = self._view.spec.slots.get(target)
            if not target or target in seen or slot is None:
                return None
            seen.add(target)
            first = next(iter(slot.facets.values()), None)
            following = slot.body if slot.body is not None else first
            if following is None:
                return None
            value = following
        if value.form != "text" or not value.text.strip():
            return None
        marker = value.marker
        ref = marker.ref if marker is not None and marker.kind == "assumption" else ""
        return Fact(value.key, facet_id, label, value.text, value.line, ref, listed)


def items_of(text: str) -> tuple[str, ...]:
    """The items of a value: a line that is not indented begins one; fences stay whole."""
    found: list[list[str]] = []
    fence = ""
    for line in text.split("\n"):
        opened = _FENCE.match(line.lstrip())
        begins = bool(line.strip()) and not line[0].isspace() and not fence and opened is None
        if begins or not found:
            found.append([_SIGN.sub("", line, count=1) if begins else line])
        else:
            found[-1].append(line)
        if opened is not None:
            mark = opened[1]
            fence = "" if fence and line.strip().startswith(fence) else fence or mark
    return tuple(item for lines in found if (item := "\n".join(lines).strip()))


def _of_one_line(line: str) -> tuple[str, ...]:
    """`a; b` is two items, and so are names alone: `Patient, Receptionist, Practitioner`."""
    parts = [part.strip() for part in _MANY.split(line) if part.strip()]
    if len(parts) > 1:
        return tuple(parts)
    names = [part.strip() for part in line.rstrip(".").split(",")]
    short = all(0 < len(_WORD.findall(name)) <= LONGEST_NAME for name in names)
    if len(names) > 2 and short and not re.search(r"[—:(]", line):
        last = re.sub(r"^(?:and|or)\s+", "", names[-1])
        return (*names[:-1], last)
    return (line,)


def slug(words: str, longest: int = 48) -> str:
    """The words of an item as one part of a key: ASCII where possible, lower case, with hyphens."""
    plain = unicodedata.normalize("NFKD", words)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    name = "-".join(_WORD.findall(plain.replace("'", "").replace("’", "")))
    if len(name) > longest:
        name = name[:longest].rpartition("-")[0] or name[:longest]
    return name or "item"
