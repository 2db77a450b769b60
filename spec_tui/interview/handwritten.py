"""What a person wrote below a slot of SPEC.md without naming a facet, as a text of its own."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from functools import lru_cache

from spec_tui.documents.lines import line_body, split_lines
from spec_tui.interview import grammar
from spec_tui.interview.appendix import start_of
from spec_tui.interview.bank import Bank
from spec_tui.interview.spec import SlotText, Spec

SECTION = 2
"""Level of the headings of the template."""
_BULLET = re.compile(r"\s*[-*+]\s+")


def own_words(spec: Spec, slot: SlotText, *, labelled: bool = False) -> str:
    """The Markdown of a slot without its label, line for line; without its labelled facets, too,
    unless `labelled`.
    """
    lines = list(_lines(spec.text)[slot.line - 1 : slot.end_line])
    for value in slot.facets.values() if not labelled else ():
        if value is not slot.body:
            for number in range(value.line, value.end_line + 1):
                lines[number - slot.line] = ""
    head, rest = lines[0], "\n".join(lines[1:])
    return f"{_behind_label(head)}\n{textwrap.dedent(rest)}"


def loose_words(spec: Spec, bank: Bank) -> Mapping[int, str]:
    """The Markdown that stands in no slot, by the number of the section: below headings that are
    none of the template's it is 0.
    """
    lines = list(_lines(spec.text))
    for slot in spec.slots.values():
        for number in range(slot.line, slot.end_line + 1):
            lines[number - 1] = ""
    opening = [heading for heading in spec.headings if heading.level <= SECTION]
    stops = [*(heading.line - 1 for heading in opening), len(lines)]
    found: dict[int, str] = {}
    for heading, stop in zip(opening, stops[1:], strict=True):
        text = "\n".join(lines[heading.line : stop])
        if text.strip():
            number = bank.section(heading.section).number if heading.section else 0
            found[number] = f"{found[number]}\n\n{text}" if number in found else text
    return found


def _behind_label(line: str) -> str:
    if line.lstrip().startswith("#"):
        return ""
    bullet = _BULLET.match(line)
    words = line[bullet.end() :] if bullet is not None else line
    at = grammar.label_end(words)
    return words[at:].strip() if at else ""  # a label alone


@lru_cache(maxsize=2)
def _lines(text: str) -> tuple[str, ...]:
    """The lines of SPEC.md before the imported material, without line ends."""
    start = start_of(text)
    return tuple(line_body(line) for line in split_lines(text if start < 0 else text[:start]))
