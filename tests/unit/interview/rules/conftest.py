"""SPEC.md texts for the rules, made from a few answers."""

from collections.abc import Callable, Mapping

import pytest

from spec_tui.interview.bank import Bank, load
from spec_tui.interview.model import Finding
from spec_tui.interview.reading import read
from spec_tui.interview.rules import Rule
from spec_tui.interview.spec import Spec

Look = Callable[..., list[Finding]]


@pytest.fixture(scope="session")
def bank() -> Bank:
    """The question bank as shipped."""
    return load()


def written(bank: Bank, answers: Mapping[str, str]) -> str:
    """SPEC.md holding each answer at the place of its facet id or slot key."""
    lines = ["# SPEC: Clinic", ""]
    number = 0
    for section in bank.sections:
        if section.number != number:
            number = section.number
            lines += [f"## {number}. {section.heading}"]
        for name in section.slots:
            key = f"{section.id}/{name}"
            rows = _slot(bank, key, answers)
            lines += [f"- **{bank.slots[key].label}**:{rows[0]}", *rows[1:]] if rows else []
        lines.append("")
    return "\n".join(lines)


def _slot(bank: Bank, key: str, answers: Mapping[str, str]) -> list[str]:
    lead = bank.lead(key)
    own = answers.get(key) or (answers.get(lead.id) if lead else None)
    head, below = _value(own or "", "  ")
    for facet in bank.facets_of(key):
        if not facet.lead and facet.id in answers:
            first, rest = _value(answers[facet.id], "    ")
            below += [f"  - *{facet.label}*:{first}", *rest]
    return [head, *below] if head or below else []


def _value(text: str, indent: str) -> tuple[str, list[str]]:
    lines = text.split("\n")
    if len(lines) == 1:
        return (f" {text}" if text else ""), []
    return "", [f"{indent}- {line}" for line in lines]


@pytest.fixture
def spec_of(bank: Bank) -> Callable[[Mapping[str, str]], Spec]:
    """Make a Spec from answers by facet id or slot key."""
    return lambda answers: read(written(bank, answers), bank)


@pytest.fixture
def look(bank: Bank) -> Look:
    """Run one rule over answers: `look(g07, {"NFR1": "fast"})`."""

    def run(
        rule: Rule, answers: Mapping[str, str] | str, stack: Mapping[str, str] | None = None
    ) -> list[Finding]:
        text = answers if isinstance(answers, str) else written(bank, answers)
        return list(rule(read(text, bank), bank, stack or {}))

    return run
