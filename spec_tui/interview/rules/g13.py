"""G13: something must be done, and nobody does it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from spec_tui.interview.bank import Bank
from spec_tui.interview.model import Finding
from spec_tui.interview.rules.base import Span, at, sentence
from spec_tui.interview.rules.g06 import PROSE
from spec_tui.interview.rules.looking import Words, look, seen
from spec_tui.interview.spec import Spec

_BE = frozenset({"be"})
_DONE = (
    "handled|managed|dealt with|taken care of|addressed|supported|ensured|guaranteed|considered"
    "|reviewed|approved|checked|verified|monitored|notified|informed|escalated|decided|resolved"
    "|maintained|updated|cleaned up|archived|assigned|confirmed|reported|processed|provided|tested"
)
_PASSIVE = re.compile(
    r"\b(?:must|shall|will|should|(?:has|have|needs?|is|are) to)"
    r"(?: (?:not|never|always|also|then|first))*"
    rf" be (?:\w+ly )?(?P<done>{_DONE})\b",
    re.I,
)
_AGENT = re.compile(
    r"\bby (?!(?:default|then|now|noon|midnight|next|hand|the end|\d"
    r"|e-?mail|phone|post|sms|\w+ing\b|\w+day\b))\w",
    re.I,
)


def g13(spec: Spec, bank: Bank, stack: Mapping[str, str]) -> Iterator[Finding]:
    """Find `will be handled`, `must be approved` in sentences that name nobody who does it, as
    minor. `by the system`, `by a nurse` say it; a date or a way (`by e-mail`) does not.
    """
    for passage, spans in seen(spec, _passives):
        for start, end, message in spans:
            yield at(bank, "G13", "minor", passage, start, end, message)


@look
def _passives(words: Words) -> list[Span]:
    if words.section in PROSE or words.section == "vision" or words.parts.isdisjoint(_BE):
        return []
    found: list[Span] = []
    ended = 0
    for match in _PASSIVE.finditer(words.prose):
        if match.start() < ended:
            continue
        start, ended = sentence(words.text, match.start())
        if _AGENT.search(words.prose, start, ended) is None:
            found.append((start, ended, f"Nobody is named by whom it is {match['done'].lower()}."))
    return found
