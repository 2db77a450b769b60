"""G21: an assumption that nobody will look at again, a risk that nobody meets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from spec_tui.interview.bank import Bank
from spec_tui.interview.model import Finding
from spec_tui.interview.rules.base import at
from spec_tui.interview.rules.items import items, union
from spec_tui.interview.spec import Record, Spec

_HOME = "risks/assumptions"
_REVISIT = re.compile(r"[;,.]?\s*revisit\b.*$", re.IGNORECASE)
_COUNTED = re.compile(r"\b(?:first|second|both|each|all)\b", re.IGNORECASE)
"""A mitigation that counts the risks instead of naming them."""
_REASON = re.compile(r"[^\W\d_]{2,}")
# The line itself says what is done.
_MET = re.compile(
    r"\b(?:mitigat\w+|so we|we (?:will )?(?:accept|pin|keep|test|buy)|accepted|therefore|hence"
    r"|fallback|instead|in that case|covered by|limited by)\b|→|->|: ",
    re.IGNORECASE,
)


def g21(spec: Spec, bank: Bank, stack: Mapping[str, str]) -> Iterator[Finding]:
    """Find assumptions of §13 without a reason or without a day to look again, and risks without a
    mitigation, as minor.

    As many mitigations as risks are enough; where there is none at all, the question for them is
    still open, and nothing is named twice.
    """
    for record in spec.records:
        if record.kind != "A" or record.where != "assumptions":
            continue
        if not record.revisit:
            yield _assumption(record, f"{record.id} has no day on which to look again.")
        elif not _REASON.search(_REVISIT.sub("", record.text)):
            yield _assumption(record, f"{record.id} has no reason.")
    risks = items(spec, "RSK1")
    met = items(spec, "RSK2")
    if not met or len(met) >= len(risks) or any(_COUNTED.search(item.text) for _, item in met):
        return
    spoken = union(met)
    for passage, risk in risks:
        if _MET.search(risk.text) or risk.stems & spoken:
            continue
        yield at(
            bank, "G21", "minor", passage, risk.start, risk.start + len(risk.text),
            "This risk has no mitigation.",
        )  # fmt: skip


def _assumption(record: Record, message: str) -> Finding:
    return Finding(
        rule="G21",
        severity="minor",
        line=record.line,
        column=1,
        text=f"{record.id} ({record.place}): {record.text}",
        message=message,
        section="risks",
        key=_HOME,
    )
