"""G22: a reference that leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from spec_tui.documents.fold import fold
from spec_tui.interview import grammar
from spec_tui.interview.bank import Bank
from spec_tui.interview.model import Finding
from spec_tui.interview.rules.base import Span, about, at, question_id, values
from spec_tui.interview.rules.looking import Words, look, seen
from spec_tui.interview.spec import Record, Spec, Value

_REFERENCE = re.compile(
    r"\b(?:see|per|assumptions?|(?:open )?question|decision|as in|under|answered in)\s+"
    r"(?P<id>[AQW]\d{1,6})\b(?!\s(?:19|20)\d\d|\spaper|\sformat|\ssize)",
    re.IGNORECASE,
)
_ID = re.compile(r"[AQW]\d")
_BECAME = re.compile(r"\bassumption (?P<id>A\d{1,6})\b")


def g22(spec: Spec, bank: Bank, stack: Mapping[str, str]) -> Iterator[Finding]:
    """Find ids without a record, `See §n Slot` without a settled target, and assumptions of which
    only the marker or only the record is there.

    Dangling references are major; a marker and a record that miss each other are minor.
    """
    known = {record.id for record in spec.records}
    for passage, spans in seen(spec, _references):
        for start, end, name in spans:
            if name not in known:
                yield at(bank, "G22", "major", passage, start, end, f"There is no {name}.")
    marked: set[str] = set()
    for value in values(spec):
        if value.form == "see":
            yield from _see(spec, bank, value)
        if value.marker is not None and value.marker.kind == "assumption":
            marked.add(value.marker.ref)
            if value.marker.ref not in known:
                yield about(
                    spec, bank, "G22", "minor", value,
                    f"{value.marker.ref} is marked here and has no line under Assumptions.",
                )  # fmt: skip
    became = {m["id"] for r in spec.records if r.kind == "Q" for m in _BECAME.finditer(r.text)}
    for record in spec.records:
        if (
            record.kind == "A"
            and record.where == "assumptions"
            and record.id not in marked | became
        ):
            yield _unmarked(record)


@look
def _references(words: Words) -> list[Span]:
    """Ids that the text refers to, each with its span."""
    if _ID.search(words.text) is None:
        return []
    text = grammar.MARKED.sub(lambda m: " " * len(m[0]), words.prose)
    return [
        (match.start("id"), match.end("id"), match["id"])
        for match in _REFERENCE.finditer(text)
        if match["id"][0].isupper()
    ]


def _see(spec: Spec, bank: Bank, value: Value) -> Iterator[Finding]:
    target = grammar.see_target(value.text)
    if target is None:
        return
    key = _slot_at(bank, *target)
    if key and _settled(spec, bank, key, frozenset()):
        return
    name = f"§{target[0]} {target[1]}"
    says = f"{name} has no answer yet." if key else f"There is no {name}."
    found = about(spec, bank, "G22", "major", value, says)
    yield Finding(
        found.rule, found.severity, found.line, found.column, found.text, found.message,
        found.section, found.key, question_id(bank, key or value.key),
    )  # fmt: skip


def _slot_at(bank: Bank, number: int, label: str) -> str:
    """Key of the slot that a See names, "" where there is none."""
    for key, slot in bank.slots.items():
        if bank.section(slot.section).number == number and fold(slot.label) == fold(label):
            return key
    return ""


def _settled(spec: Spec, bank: Bank, key: str, seen: frozenset[str]) -> bool:
    """True where a slot holds an answer, itself no See that comes back to it."""
    slot = spec.slots.get(key)
    if slot is None or key in seen:
        return False
    for value in (*slot.facets.values(), *([slot.body] if slot.body else [])):
        if value.form == "see":
            target = grammar.see_target(value.text)
            there = _slot_at(bank, *target) if target else ""
            if there and _settled(spec, bank, there, seen | {key}):
                return True
        elif value.form != "undecided" or (value.marker and value.marker.kind == "assumption"):
            return True
    return False


def _unmarked(record: Record) -> Finding:
    return Finding(
        rule="G22",
        severity="minor",
        line=record.line,
        column=1,
        text=record.id,
        message=f"{record.id} is listed here and no answer carries its mark.",
        section="risks",
        key=record.key or "risks/assumptions",
    )
