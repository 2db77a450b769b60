"""G20: a quality that products of this type need, and nothing says how much of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spec_tui.interview.bank import Bank, cue, product_types
from spec_tui.interview.model import Facet, Finding
from spec_tui.interview.rules.base import place
from spec_tui.interview.spec import SlotText, Spec

_MATRIX = ("NFR3", "NFR4", "NFR6", "NFR7")
"""Peak load, volume, RTO, RPO. P95 and uptime are required places, which the state names itself."""
_STATED = 4
"""From this impact on a facet is a required place."""
_SHOWN = {"api": "HTTP API", "ui-ux": "web app", "cli-jobs": "command-line tool"}


def g20(spec: Spec, bank: Bank, stack: Mapping[str, str]) -> Iterator[Finding]:
    """Find the NFRs that the product type asks for beside the required ones, as minor.

    Only in slots that hold an answer: an empty slot is named as a whole. Without a product type
    nothing is known to be needed.
    """
    types = _types(spec)
    if not types:
        return
    for facet in map(bank.facets.__getitem__, _MATRIX):
        slot = spec.slots.get(facet.home)
        if slot is None or slot.hint or slot.empty or facet.impact >= _STATED:
            continue
        if not bank.applies(facet, types) or _answered(slot, facet):
            continue
        yield Finding(
            rule="G20",
            severity="minor",
            line=slot.line,
            column=1,
            text="",
            message=f"{place(bank, facet.key)} does not say the {_small(facet.label)}.",
            section=slot.section,
            key=facet.key,
            question_id=facet.id,
        )


def _small(label: str) -> str:
    return label if label.isupper() else label[0].lower() + label[1:]


def _types(spec: Spec) -> frozenset[str]:
    """Product types as written, else as §5 shows them."""
    written = spec.slots.get("interfaces/product-type")
    if written is not None and written.body is not None and written.body.form == "text":
        return product_types(written.body.text)[0]
    return frozenset(name for slot, name in _SHOWN.items() if _lives(spec, f"interfaces/{slot}"))


def _lives(spec: Spec, key: str) -> bool:
    slot = spec.slots.get(key)
    values = () if slot is None else (*slot.facets.values(), *([slot.body] if slot.body else []))
    return any(value.form != "na" for value in values)


def _answered(slot: SlotText, facet: Facet) -> bool:
    """By its own text, by an N/A or See of the slot, or by words of the slot."""
    if facet.id in slot.facets or (slot.body is not None and slot.body.form != "text"):
        return True
    pattern = cue(facet)
    texts = [value.text for value in slot.facets.values()]
    texts += [slot.body.text] if slot.body is not None else []
    return pattern is not None and any(pattern.search(text) for text in texts)
