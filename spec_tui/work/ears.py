"""Requirements in EARS: the five patterns, and what is missing from a sentence (formats.md 75)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from spec_tui.documents.ears import ProblemKind, analyse

_SHALL = re.compile(r"\bSHALL\b", re.IGNORECASE)
_START = re.compile(r"[\s>*_-]*(?:WHEN|WHILE|WHERE|IF|THE|THEN)\b", re.IGNORECASE)
_END = re.compile(r"(?<=[.;])\s+(?=[A-Z*])")
_SAID: Mapping[ProblemKind, tuple[str, str]] = {
    "no-shall": ("ears-shall", "says no SHALL. Say what the system shall do."),
    "no-response": ("ears-response", "says nothing after SHALL."),
    "two-shalls": ("ears-two", "says SHALL twice in one sentence. Make it two requirements."),
    "no-then": ("ears-then", "begins with IF and has no THEN."),
}


def sentence(lines: Iterable[str]) -> str:
    """The requirement of a block of lines: its first paragraph that holds SHALL.

    Without one it is the first paragraph that begins like EARS; "" if there is none.
    """
    paragraphs: list[str] = []
    current: list[str] = []
    for line in (*lines, ""):
        text = line.strip()
        if text and not re.fullmatch(r"-{3,}|\*{3,}", text):
            current.append(text.removeprefix("- "))
        elif current:
            paragraphs.append(" ".join(current))
            current = []
    for paragraph in paragraphs:
        if _SHALL.search(paragraph):
            return paragraph
    for paragraph in paragraphs:
        if _START.match(paragraph):
            return paragraph
    return ""


def check(text: str) -> list[tuple[str, str]]:
    """(code, sentence) of what is missing: SHALL, a response, or one SHALL a sentence."""
    if not text:
        return [("ears-shall", "has no sentence with SHALL.")]
    if _SHALL.search(text) is None:
        return [_SAID["no-shall"]]
    return [
        _SAID[problem.kind]
        for part in _END.split(text)
        if _SHALL.search(part)
        for problem in analyse(part).problems
        if problem.kind in _SAID
    ]
