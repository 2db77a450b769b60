"""G05: a canonical heading that stands twice, is missing or has the wrong number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from spec_tui.documents.markdown import parse
from spec_tui.interview.appendix import appendix_of, lines_in, materials
from spec_tui.interview.bank import Bank
from spec_tui.interview.model import Finding
from spec_tui.interview.outline import heading_words
from spec_tui.interview.spec import Heading, Spec

_LEVEL = 2
_NUMBERED = re.compile(r"\d{1,2}[.)]?\s")
_LINE = re.compile(r"^## \d.*$", re.MULTILINE)
"""What may be such a heading, unless it stands in code."""
_CANONICAL = 4
"""From so many numbered headings of the template on, a file follows it (interview.md B.6)."""


def g05(spec: Spec, bank: Bank, stack: Mapping[str, str]) -> Iterator[Finding]:
    """Find duplicate, misnumbered and missing headings of the template.

    A document with a structure of its own is never told to renumber; of imported ones only the same
    numbered heading twice is told.
    """
    appendix = appendix_of(spec.text)
    above = lines_in(spec.text[: len(spec.text) - len(appendix)])
    for line, words, at in _twice(appendix):
        message = f"{words} stands twice in the imported text, first in line {at + above}."
        yield _finding(Heading(_LEVEL, words, None, "", line + above), "", message)
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


@lru_cache(maxsize=4)
def _twice(appendix: str) -> tuple[tuple[int, str, int], ...]:
    """(line, words, line of the first) of numbered headings that an imported text repeats."""
    found = []
    for material in materials(appendix) if appendix else ():
        lines = _LINE.findall(material.text)
        if len(lines) == len(set(lines)):
            continue
        document = parse(material.text)
        first: dict[str, int] = {}
        for piece, offset in zip(document.pieces, document.offsets(), strict=True):
            if piece.heading is None or piece.heading.level != _LEVEL:
                continue
            words = heading_words(piece, piece.heading)
            line = material.line + offset + piece.heading.start + 1
            if _NUMBERED.match(words) and first.setdefault(words, line) != line:
                found.append((line, words, first[words]))
    return tuple(found)


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
