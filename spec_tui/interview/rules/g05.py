"""G05: a canonical heading that stands twice, is missing or has the wrong number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spec_tui.interview.bank import Bank
from spec_tui.interview.model import Finding
from spec_tui.interview.spec import Heading, Spec

_CANONICAL = 4
"""From so many numbered headings of the template on, a file follows it (interview.md B.6)."""


def g05(spec: Spec, bank: Bank, stack: Mapping[str, str]) -> Iterator[Finding]:
    """Find duplicate, misnumbered and missing headings of the template.

    A document with a structure of its own is never told to renumber.
    """
    own = [heading for heading in spec.headings if heading.section and heading.level == 2]
    by_number = {section.number: section for section in reversed(bank.sections)}
    first: dict[int, Heading] = {}
    for heading in own:
        number = bank.section(heading.section).number
        earlier = first.setdefault(number, heading)
        if earlier is not heading and earlier.section == heading.section:
            yield _finding(
                heading, heading.section,
                f"{heading.text} stands twice, first in line {earlier.line}.",
            )  # fmt: skip
    numbered = [h for h in own if h.number == bank.section(h.section).number]
    if len(numbered) < _CANONICAL:
        return
    for heading in own:
        number = bank.section(heading.section).number
        if heading.number is not None and heading.number != number:
            yield _finding(
                heading, heading.section, f"{heading.text} has number {number} in the template."
            )
    last = spec.headings[-1]
    for number in sorted(by_number):
        if number not in first:
            section = by_number[number]
            yield _finding(last, section.id, f"The heading {number}. {section.heading} is missing.")


def _finding(heading: Heading, section: str, message: str) -> Finding:
    return Finding(
        rule="G05",
        severity="minor",
        line=heading.line,
        column=1,
        text=heading.text,
        message=message,
        section=section,
        key=section,
    )
