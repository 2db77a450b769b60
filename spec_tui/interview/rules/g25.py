"""G25: text that belongs to no place of the template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spec_tui.interview.bank import Bank
from spec_tui.interview.model import Finding
from spec_tui.interview.rules.looking import first_passage
from spec_tui.interview.spec import Spec


def g25(spec: Spec, bank: Bank, stack: Mapping[str, str]) -> Iterator[Finding]:
    """Name headings that open no section, and text of a section outside its slots, as info.

    Nobody is ever asked about it, and it stays where it is.
    """
    for heading in spec.headings:
        if heading.level == 2 and not heading.section:
            yield Finding(
                rule="G25",
                severity="info",
                line=heading.line,
                column=1,
                text=heading.text,
                message=f"{heading.text} is no section of the template; its text is kept as it is.",
                section="",
            )
    for section in bank.sections:
        passage = first_passage(spec, section.id)
        if passage is not None:
            yield Finding(
                rule="G25",
                severity="info",
                line=passage.line,
                column=passage.column,
                text=passage.text,
                message=f"This text of §{section.number} stands in none of its slots.",
                section=section.id,
                key=section.id,
            )
