"""The imported material at the end of SPEC.md, text by text (interview.md B.6)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from spec_tui.documents.lines import split_lines
from spec_tui.interview.reading import APPENDIX

_HEADER = re.compile(
    rf"^## {re.escape(APPENDIX)}[^\S\n]*(?:\((?P<source>[^\n]*)\))?[^\S\n]*$", re.MULTILINE
)
"""Somebody may have shortened the heading by hand."""


@dataclass(frozen=True, slots=True)
class Material:
    """One imported text."""

    source: str
    """Its name."""
    text: str
    line: int
    """How many line ends of the appendix stand before it."""


def start_of(text: str) -> int:
    """Where the appendix of SPEC.md begins, -1 where it has none."""
    if text.startswith(f"## {APPENDIX}"):
        return 0
    found = text.find(f"\n## {APPENDIX}")
    return found + 1 if found >= 0 else -1


@lru_cache(maxsize=4)
def appendix_of(text: str) -> str:
    """The appendix of SPEC.md, the same string while the text is the same; "" for none."""
    start = start_of(text)
    return text[start:] if start >= 0 else ""


def lines_in(text: str) -> int:
    """How many line ends a text holds."""
    if "\r" not in text:
        return text.count("\n")
    return sum(line.endswith(("\r", "\n")) for line in split_lines(text))


@lru_cache(maxsize=4)
def materials(appendix: str) -> tuple[Material, ...]:
    """The texts of an appendix, in order."""
    headers = list(_HEADER.finditer(appendix))
    stops = (*(header.start() for header in headers), len(appendix))
    return tuple(
        Material(
            header["source"] or APPENDIX.lower(),
            appendix[header.end() : stop],
            lines_in(appendix[: header.end()]),
        )
        for header, stop in zip(headers, stops[1:], strict=True)
    )
