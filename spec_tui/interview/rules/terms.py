"""The terms that a SPEC.md explains: what stands before the dash or colon of a glossary entry."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spec_tui.documents.fold import fold
from spec_tui.interview.spec import Spec

_NAME = re.compile(
    r"\s*(?:[-+*]\s+)?[*_`\"“]*(?P<name>[^:—–=(\n]{1,60}?)[*_`\"”]*\s*(?:\([^()]{1,60}\)\s*)?"
    r"(?:\s[-–—]\s|:\s|=|—)"
)
_BESIDE = re.compile(r"\((?P<name>[A-Z][\w-]{1,20})\)")


def glossary(spec: Spec) -> frozenset[str]:
    """Folded names of the entries of §16."""
    slot = spec.slots.get("terminology/glossary")
    value = slot.body if slot is not None else None
    if value is None or value.form != "text":
        return frozenset()
    return frozenset(fold(name) for line in value.text.split("\n") for name in names(line))


def names(line: str) -> Iterator[str]:
    """What a line explains: `SLO (service level objective) — …` explains SLO."""
    for part in line.split(";"):
        match = _NAME.match(part)
        if match is not None:
            yield match["name"].strip()
            beside = _BESIDE.search(part[: match.end()])
            if beside is not None:
                yield beside["name"]
