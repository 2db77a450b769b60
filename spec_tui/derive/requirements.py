"""Requirements that follow from SPEC.md, as EARS sentences in its own words (B.10).

FUNC: one per use case, per step of the system, per edge case with a response. PERF and SEC: one
per facet with a value. Without a response there is no requirement but one open question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from spec_tui.derive.facts import Fact, Facts
from spec_tui.derive.usecases import bare, edges, lowered, one_line, steps, use_cases

Category = Literal["FUNC", "PERF", "SEC"]

PERF_FACETS = ("NFR1", "NFR2", "NFR3", "NFR4", "NFR5", "NFR6", "NFR7", "NFR8")
SEC_FACETS = ("SEC1", "SEC2", "SEC3", "SEC4", "SEC5", "SEC6", "SEC7", "SEC8", "CMP1", "CMP2")

_NONE = re.compile(r"(?:none|nothing|no)\b(?![-\w])", re.IGNORECASE)
_SENTENCES = {
    "NFR1": "answer within {} (P95)",
    "NFR2": "answer within {} (P50)",
    "NFR3": "bear a peak load of {}",
    "NFR4": "hold data that grows by {}",
    "NFR5": "be available {}",
    "NFR6": "be restored within {} after a failure",
    "NFR7": "lose at most {} of data in a failure",
    "NFR8": "scale as decided: {}",
    "SEC1": "authenticate its users by {}",
    "SEC2": "grant access by role: {}",
    "SEC3": "keep its secrets as decided: {}",
    "SEC4": "encrypt data at rest: {}",
    "SEC5": "encrypt data in transit: {}",
    "SEC6": "treat as personal data: {}",
    "SEC7": "keep data as decided: {}",
    "SEC8": "withstand this threat: {}",
    "CMP1": "comply with {}",
    "CMP2": "keep an audit record of {}",
}


@dataclass(frozen=True, slots=True)
class Need:
    """One requirement."""

    key: str
    """Stable; goes into `from=`."""
    fact: str
    """Key of the facet that it is made of."""
    category: Category
    title: str
    sentence: str
    """EARS, with a full stop."""
    words: str
    """The words of SPEC.md on one line."""
    use_case: str = ""
    """Key of the use case that it states."""
    assumption: str = ""


def needs(facts: Facts) -> tuple[Need, ...]:
    """All requirements: use cases, steps, edges, then PERF and SEC."""
    return (*_functional(facts), *_measured(facts))


def open_edges(facts: Facts) -> tuple[str, ...]:
    """A question for each edge case of which SPEC.md does not say what happens then."""
    return tuple(
        f"What happens when {lowered(edge.condition)}?"
        for edge in edges(facts)
        if not edge.response
    )


def _functional(facts: Facts) -> list[Need]:
    made = [
        Need(
            case.key,
            case.fact,
            "FUNC",
            bare(case.words),
            f"THE SYSTEM SHALL let its users {_said(lowered(case.words))}.",
            case.words,
            case.key,
        )
        for case in use_cases(facts)
    ]
    for step in steps(facts):
        if not step.action:
            continue
        when = f"WHEN {_said(lowered(step.before))}, " if step.before else ""
        sentence = f"{when}THE SYSTEM SHALL {_said(step.action)}."
        title = bare(step.action[:1].upper() + step.action[1:])
        made.append(Need(step.key, step.fact, "FUNC", title, sentence, step.words))
    for edge in edges(facts):
        if edge.response:
            sentence = (
                f"IF {_said(lowered(edge.condition))}, THEN THE SYSTEM SHALL "
                f"{_said(lowered(edge.response))}."
            )
            title = bare(edge.condition)
            made.append(Need(edge.key, edge.fact, "FUNC", title, sentence, edge.words))
    return made


def _measured(facts: Facts) -> list[Need]:
    made = []
    groups: tuple[tuple[Category, tuple[str, ...]], ...] = (
        ("PERF", PERF_FACETS),
        ("SEC", SEC_FACETS),
    )
    for category, ids in groups:
        for one in ids:
            found = facts.fact(one)
            if found is None or _NONE.match(found.text):
                continue
            made.append(_need(category, one, found, facts))
    return made


def _need(category: Category, facet: str, found: Fact, facts: Facts) -> Need:
    words = "; ".join(one_line(item) for item in found.items)
    sentence = f"THE SYSTEM SHALL {_SENTENCES[facet].format(_said(words))}."
    title = facts.bank.facets[facet].label
    return Need(found.key, found.key, category, title, sentence, words, "", found.assumption)


def _said(words: str) -> str:
    """Words as part of a sentence with one SHALL and no end before its end."""
    words = re.sub(r"\bshall\b", "will", bare(words), flags=re.IGNORECASE)
    return words.rstrip(" .;,")
