"""Findings whose wording somebody accepted: the W-records of §17 (interview.md B.1)."""

from __future__ import annotations

import re
from functools import lru_cache

from spec_tui.documents.fold import fold
from spec_tui.interview.model import Finding
from spec_tui.interview.rules.base import slot_key
from spec_tui.interview.spec import Record, Spec

_ACCEPTED = re.compile(
    r"(?P<rule>G\d\d) accepted in [^\n]{0,300}?: [\"“](?P<words>.*?)[\"”](?:; because .*)?\.?\s*$"
)


def waived(spec: Spec, finding: Finding) -> bool:
    """True where a W-record names the rule, the place and the words of a finding.

    A conflict is waived by the words of either side.
    """
    accepted = _accepted(spec.records)
    if not accepted:
        return False
    keys = {finding.key, slot_key(finding.key), *(key for _, key in finding.sides)}
    words = {fold(finding.text), *(fold(side) for side, _ in finding.sides)}
    return any(
        rule == finding.rule and (key in keys or slot_key(key) in keys) and said in words
        for rule, key, said in accepted
    )


@lru_cache(maxsize=8)
def _accepted(records: tuple[Record, ...]) -> tuple[tuple[str, str, str], ...]:
    """(rule, key, folded words) of each W-record."""
    found: list[tuple[str, str, str]] = []
    for record in records:
        match = _ACCEPTED.match(record.text) if record.kind == "W" else None
        if match is not None:
            found.append((match["rule"], record.key, fold(match["words"])))
    return tuple(found)
