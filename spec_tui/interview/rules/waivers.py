"""Findings whose wording somebody accepted: the W-records of §17 (interview.md B.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spec_tui.documents.fold import fold
from spec_tui.interview.model import Finding
from spec_tui.interview.rules.base import slot_key
from spec_tui.interview.spec import Record, Spec

_ACCEPTED = re.compile(
    r"(?P<rule>G\d\d) accepted in [^\n]{0,300}?: [\"“](?P<words>.*?)[\"”]\.?(?:; because .*)?\s*$"
)


def not_waived(spec: Spec, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings that no W-record accepts by rule, place and words.

    A conflict is waived by the words of either side. As soon as the words change, nothing accepts
    them any more.
    """
    accepted = tuple(_accepted(spec.records))
    for finding in findings:
        if not accepted or not _holds(accepted, finding):
            yield finding


def waived(spec: Spec, finding: Finding) -> bool:
    """True where a W-record accepts a finding."""
    return not any(True for _ in not_waived(spec, [finding]))


def _holds(accepted: tuple[tuple[str, str, str], ...], finding: Finding) -> bool:
    keys = {finding.key, slot_key(finding.key), *(key for _, key in finding.sides)}
    words = {fold(finding.text), *(fold(side) for side, _ in finding.sides)}
    return any(
        rule == finding.rule and (key in keys or slot_key(key) in keys) and said in words
        for rule, key, said in accepted
    )


def _accepted(records: tuple[Record, ...]) -> Iterator[tuple[str, str, str]]:
    """(rule, key, folded words) of each W-record."""
    for record in records:
        match = _ACCEPTED.match(record.text) if record.kind == "W" else None
        if match is not None:
            yield match["rule"], record.key, fold(match["words"])
