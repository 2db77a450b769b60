"""G03: a note that something is still to be decided."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from spec_tui.interview.bank import Bank
from spec_tui.interview.model import Finding
from spec_tui.interview.rules.base import Span, at
from spec_tui.interview.rules.looking import Words, everywhere, look
from spec_tui.interview.spec import Spec

_MARK = re.compile(
    r"\b(?:TODO|TBD|TBC|TBR|TBS|FIXME|XXX)\b|\?\?\?+|\bNEEDS CLARIFICATION\b"
    r"|\b[Tt]o be (?:decided|determined|defined|confirmed|clarified|specified|discussed|agreed)\b"
)
_SIGNS = ("TODO", "TB", "FIXME", "XXX", "???", "NEEDS", "o be ")
# What a product does with such words: `TODO list`, `lines marked as TODO in code`.
_OBJECT_AFTER = re.compile(
    r"\s(?:lists?|apps?|items?|comments?|markers?|marks?|tags?|labels?|notes?|entries|words?)\b"
    r"|[-_/]\w|\s?s\b|\sin (?:the )?code\b",
    re.IGNORECASE,
)
_OBJECT_BEFORE = re.compile(
    r"(?:\bmarked (?:as |with )?|\btagged (?:as |with )?|[\"“'‘/_-])$", re.IGNORECASE
)


def g03(spec: Spec, bank: Bank, stack: Mapping[str, str]) -> Iterator[Finding]:
    """Find TODO, TBD, FIXME, ??? and `to be decided` in prose; acronyms only in capitals.

    A TODO that the product is about is left alone, and so is the glossary.
    """
    for passage, spans in everywhere(spec, _marks):
        for start, end, message in spans:
            yield at(bank, "G03", "major", passage, start, end, message)


@look
def _marks(words: Words) -> list[Span]:
    return [] if words.section == "terminology" else marks(words.prose)


def marks(text: str) -> list[Span]:
    """The marks of open work in a text whose code is blanked."""
    if not any(sign in text for sign in _SIGNS):
        return []
    found: list[Span] = []
    for match in _MARK.finditer(text):
        before = text[max(0, match.start() - 16) : match.start()]
        if _OBJECT_BEFORE.search(before) or _OBJECT_AFTER.match(text, match.end()):
            continue
        message = f"{match[0]} says that something is still open here."
        found.append((match.start(), match.end(), message))
    return found
