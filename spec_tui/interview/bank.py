"""The question bank: 18 sections, their slots and every question, read from `templates/bank/`.

One TOML file per section, in the order of the panel; `not_applicable.toml` says which slots a
product type does not have. The data is checked by tests/unit/interview/test_bank.py.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from spec_tui.documents.fold import fold
from spec_tui.interview.conditions import SPELLINGS, TYPES, Facts, holds, unknown_atoms
from spec_tui.interview.model import Choice, Facet, Section, Slot

SOMETHING_ELSE = Choice("Something else …", "Say it in your own words.", opens_box=True)
"""The last choice of every question that has choices (screens.md 6.2)."""

_NUMBER = re.compile(r"^\d+[.)]?\s+")


@dataclass(frozen=True, slots=True, eq=False)
class Bank:
    """Everything that can be asked. Slot keys are `section/slot`."""

    sections: tuple[Section, ...]
    slots: Mapping[str, Slot]
    facets: Mapping[str, Facet]
    """By id, in bank order."""
    not_applicable: Mapping[str, tuple[str, ...]]
    """Product type -> keys of the slots that such a product does not have."""
    _unused: Mapping[str, str]
    _default_for: Mapping[tuple[str, str], str]
    _headings: Mapping[str, str]
    _slot_labels: Mapping[tuple[int, str], str]
    _facet_labels: Mapping[tuple[str, str], str]

    def section(self, section_id: str) -> Section:
        """The section of that id; KeyError for an id that does not exist."""
        for section in self.sections:
            if section.id == section_id:
                return section
        raise KeyError(section_id)

    def slot_keys(self, section_id: str) -> tuple[str, ...]:
        """Keys of the slots of a section, in template order."""
        return tuple(f"{section_id}/{slot}" for slot in self.section(section_id).slots)

    def section_by_heading(self, text: str) -> Section | None:
        """The section that a `##` title names by its own name or an alias, with or without number.

        The heading of §9 gives `nfr`; a security heading of a foreign file `security_privacy`.
        """
        name = _comparable(_NUMBER.sub("", fold(text)))
        found = self._headings.get(name)
        return self.section(found) if found else None

    def slot_by_label(self, section_id: str, label: str) -> Slot | None:
        """The slot of that section's heading with that label or alias, compared after folding.

        `nfr` and `security_privacy` share heading 9, so either finds the slots of both.
        """
        number = self.section(section_id).number
        key = self._slot_labels.get((number, _comparable(fold(label))))
        return self.slots[key] if key else None

    def facet_by_label(self, slot_key: str, label: str) -> Facet | None:
        """The labelled facet of that slot, compared after folding; never a lead."""
        found = self._facet_labels.get((slot_key, _comparable(fold(label))))
        return self.facets[found] if found else None

    def facets_of(self, slot_key: str) -> tuple[Facet, ...]:
        """The facets of a slot in bank order."""
        return tuple(self.facets[facet] for facet in self.slots[slot_key].facets)

    def lead(self, slot_key: str) -> Facet | None:
        """The facet whose text is the slot's own text, None where the slot has none."""
        return next((facet for facet in self.facets_of(slot_key) if facet.lead), None)

    def switched_off(self, types: frozenset[str]) -> frozenset[str]:
        """Keys of the slots that no product of these types has; empty while no type is known."""
        off = [frozenset(self.not_applicable.get(kind, ())) for kind in types]
        return frozenset.intersection(*off) if off else frozenset()

    def off_line(self, types: frozenset[str]) -> str:
        """What stands in each slot that is switched off, `N/A — not part of a library`."""
        return "N/A — not part of a " + " or ".join(kind for kind in TYPES if kind in types)

    def applies(self, facet: Facet, types: frozenset[str]) -> bool:
        """Whether a product of these types can be asked that, other answers aside.

        Stack facets count as applicable: what is in stack.toml decides about them.
        """
        facts = Facts(types=types, stack_asked=frozenset(self.stack_keys), assume=True)
        off = self.switched_off(types)
        return facet.home not in off and holds(facet.ask_if, facts)

    def default_facet(self, slot_key: str, types: frozenset[str] = frozenset()) -> Facet | None:
        """The facet that holds the slot's default line, None where it stands on the slot itself.

        It is the lead; without a lead the facet with the slot's own default, or, where a product of
        these types is not asked that one, the first other facet with a default.
        """
        lead = self.lead(slot_key)
        if lead is not None:
            return lead
        usual = [facet for facet in self.facets_of(slot_key) if facet.default]
        same = [facet for facet in usual if facet.default == self.slots[slot_key].default]
        if not same or self._is_unused(slot_key, types):
            return None
        return next((facet for facet in (*same, *usual) if self.applies(facet, types)), None)

    def default_line(self, slot_key: str, types: frozenset[str] = frozenset()) -> str:
        """The usual answer for a whole slot, for a product of these types.

        A value, `N/A — …`, `See §…` or `undecided`; it raises no finding where it stands.
        """
        if self._is_unused(slot_key, types):
            return self._unused[slot_key]
        for kind in types if len(types) == 1 else ():
            if line := self._default_for.get((kind, slot_key)):
                return line
        facet = self.default_facet(slot_key, types)
        if facet is not None and not facet.lead:
            return facet.default
        return self.slots[slot_key].default

    @property
    def stack_keys(self) -> Mapping[str, Facet]:
        """Dotted key of stack.toml -> the facet that mirrors it."""
        return {facet.stack_key: facet for facet in self.facets.values() if facet.stack_key}

    def _is_unused(self, slot_key: str, types: frozenset[str]) -> bool:
        if slot_key not in self._unused:
            return False
        lead = self.lead(slot_key)
        asked = (lead,) if lead is not None else self.facets_of(slot_key)
        return not any(self.applies(facet, types) for facet in asked)


_TYPE_JOINT = re.compile(
    r"[;:+&()]|\s[—–-]\s|\b(?:and|with|without|plus|beside|behind|that"
    r"|which|for|in|on|at|by|from|running|written)\b",
    re.IGNORECASE,
)
_IS_A = re.compile(
    r"^.*?(?:\b(?:is|are|be|builds?|building|delivers?|wants?|needs?|makes?|offers?)|[’']s)\s+"
    r"(?=(?:an?|one)\s)",
    re.IGNORECASE,
)
"""`It's a web app`, `The bidder delivers a mobile app`."""
_ARTICLE = re.compile(r"^\W*(?:(?:an?|one|the|its own)\s+)?", re.IGNORECASE)
_SPELLED = {
    name: re.compile(
        r"(?:(?:small|new|simple|single|internal|public|private|plain|own|hosted|central|shared"
        rf"|offline|browser-based)\s+)*(?:{words})",
        re.IGNORECASE,
    )
    for name, words in SPELLINGS.items()
}
"""The whole of what somebody calls a type: `an internal web application`."""
_SPOKEN_OF = {
    name: re.compile(rf"(?<!no )(?<!not a )(?<!without )\b{words}s?\b", re.IGNORECASE)
    for name, words in SPELLINGS.items()
    if name != "library"
}
"""A type somewhere in a sentence that names none as a whole: `coldroom is firmware for fridges`. A
library may also be one of books.
"""


def product_types(text: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Split the words after `Product type` into known types and other words.

    `product_types("It's a web app with an HTTP API, kiosk")` is
    `(frozenset({"web app", "HTTP API"}), ("kiosk",))`.
    """
    types: set[str] = set()
    others: list[str] = []
    for words in text.split(","):
        said = (_IS_A.sub("", part) for part in _TYPE_JOINT.split(words))
        parts = [_ARTICLE.sub("", part).rstrip(" .") for part in said]
        named = [name for part in parts if (name := _type_called(part))]
        types |= set(named)
        if words.strip() and len(named) < sum(map(bool, parts)):
            others.append(words.strip())
    if not types:
        types = {name for name, words in _SPOKEN_OF.items() if words.search(text)}
    return frozenset(types), tuple(others)


def _type_called(words: str) -> str:
    """The product type that goes by some words, "" for none."""
    folded = fold(words)
    exact = (name for name in TYPES if fold(name) == folded)
    spelled = (name for name, pattern in _SPELLED.items() if pattern.fullmatch(words.strip()))
    return next(exact, "") or next(spelled, "")


@cache
def cue(facet: Facet) -> re.Pattern[str] | None:
    """The compiled cue of a facet, None if it has none. Compiled when first needed (about 1 ms)."""
    return re.compile(facet.answered_if, re.IGNORECASE) if facet.answered_if else None


@cache
def load() -> Bank:
    """Read the bank once. Raises ValueError naming the facet for a condition nothing can decide."""
    folder = files("spec_tui") / "templates" / "bank"
    tables: list[dict[str, Any]] = []
    not_applicable: dict[str, tuple[str, ...]] = {}
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not entry.name.endswith(".toml"):
            continue
        table = tomllib.loads(entry.read_text(encoding="utf-8"))
        if entry.name == "not_applicable.toml":
            not_applicable = {kind: tuple(keys) for kind, keys in table.items()}
        else:
            tables.append(table)
    bank = _build(tables, not_applicable)
    _check_conditions(bank)
    return bank


def _build(tables: list[dict[str, Any]], not_applicable: Mapping[str, tuple[str, ...]]) -> Bank:
    sections: list[Section] = []
    slots: dict[str, Slot] = {}
    facets: dict[str, Facet] = {}
    unused: dict[str, str] = {}
    default_for: dict[tuple[str, str], str] = {}
    headings: dict[str, str] = {}
    slot_labels: dict[tuple[int, str], str] = {}
    facet_labels: dict[tuple[str, str], str] = {}
    for table in tables:
        section = Section(
            id=table["id"],
            number=table["number"],
            title=table["title"],
            heading=table["heading"],
            aliases=tuple(table["aliases"]),
            slots=tuple(slot["id"] for slot in table["slot"]),
        )
        sections.append(section)
        for name in (section.heading, section.title, *section.aliases):
            headings.setdefault(_comparable(fold(name)), section.id)
        for entry in table["slot"]:
            slot = _slot(section.id, entry)
            slots[slot.key] = slot
            for name in (slot.label, *entry.get("aliases", ())):
                slot_labels.setdefault((section.number, _comparable(fold(name))), slot.key)
            if "unused" in entry:
                unused[slot.key] = entry["unused"]
            for kind, line in entry.get("default_for", {}).items():
                default_for[kind, slot.key] = line
            for facet_entry in entry.get("facet", ()):
                facet = _facet(section.id, slot, facet_entry)
                facets[facet.id] = facet
                if not facet.lead:
                    for name in (facet.label, *facet_entry.get("aliases", ())):
                        facet_labels[slot.key, _comparable(fold(name))] = facet.id
    return Bank(
        sections=tuple(sections),
        slots=slots,
        facets=facets,
        not_applicable=not_applicable,
        _unused=unused,
        _default_for=default_for,
        _headings=headings,
        _slot_labels=slot_labels,
        _facet_labels=facet_labels,
    )


def _slot(section: str, entry: Mapping[str, Any]) -> Slot:
    return Slot(
        id=entry["id"],
        section=section,
        label=entry["label"],
        hint=entry.get("hint", ""),
        default=entry["default"],
        facets=tuple(facet["id"] for facet in entry.get("facet", ())),
        optional=entry.get("optional", False),
    )


def _facet(section: str, slot: Slot, entry: Mapping[str, Any]) -> Facet:
    lead = entry.get("lead", False)
    return Facet(
        id=entry["id"],
        section=section,
        slot=slot.id,
        label=slot.label if lead else entry["label"],
        lead=lead,
        kind=entry["kind"],
        impact=entry["impact"],
        text=entry["text"],
        why=entry["why"],
        example=entry["example"],
        role=entry.get("role", "product"),
        choices=_choices(entry.get("choices", ()), entry.get("recommended", "")),
        ask_if=tuple(entry.get("ask_if", ())),
        answered_if=entry["cue"],
        default=entry.get("default", ""),
        default_why=entry.get("default_why", ""),
        stack_key=entry.get("stack_key", ""),
        yes=entry.get("yes", ""),
        no=entry.get("no", ""),
    )


def _choices(pairs: Iterable[tuple[str, str]], recommended: str) -> tuple[Choice, ...]:
    choices = tuple(Choice(label, about, label == recommended) for label, about in pairs)
    return (*choices, SOMETHING_ELSE) if choices else ()


def _comparable(folded: str) -> str:
    return folded.replace("&", "and").rstrip(":").strip()


def _check_conditions(bank: Bank) -> None:
    keys = bank.stack_keys
    for facet in bank.facets.values():
        if wrong := unknown_atoms(facet.ask_if, bank.facets, keys):
            raise ValueError(f"{facet.id}: unknown condition {', '.join(wrong)}")
