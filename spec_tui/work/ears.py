"""Requirements in EARS: the five patterns, and what is missing from a sentence (formats.md 75)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

Pattern = Literal["ubiquitous", "event", "state", "optional", "unwanted", "complex", ""]

_SHALL = re.compile(r"\bSHALL\b", re.IGNORECASE)
_LEAD = re.compile(r"\b(WHEN|WHILE|WHERE|IF)\b", re.IGNORECASE)
_START = re.compile(r"[\s>*_-]*(?:WHEN|WHILE|WHERE|IF|THE|THEN)\b", re.IGNORECASE)
_END = re.compile(r"(?<=[.;])\s+(?=[A-Z*])")
_PATTERN: dict[str, Pattern] = {
    "WHEN": "event",
    "WHILE": "state",
    "WHERE": "optional",
    "IF": "unwanted",
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


def pattern(text: str) -> Pattern:
    """Which of the five patterns a sentence follows; complex for more than one lead word."""
    shall = _SHALL.search(text)
    if shall is None:
        return ""
    leads = {match[1].upper() for match in _LEAD.finditer(text[: shall.start()])}
    if not leads:
        return "ubiquitous"
    return "complex" if len(leads) > 1 else _PATTERN[leads.pop()]


def check(text: str) -> list[tuple[str, str]]:
    """(code, sentence) of what is missing: SHALL, a response, or one SHALL a sentence."""
    if not text:
        return [("ears-shall", "has no sentence with SHALL.")]
    found: list[tuple[str, str]] = []
    if _SHALL.search(text) is None:
        return [("ears-shall", "says no SHALL. Say what the system shall do.")]
    for part in _END.split(text):
        shalls = list(_SHALL.finditer(part))
        if not shalls:
            continue
        if len(shalls) > 1:
            found.append(
                ("ears-two", "says SHALL twice in one sentence. Make it two requirements.")
            )
        response = re.sub(r"[\s.,;:*_]+|\bnot\b", "", part[shalls[-1].end() :], flags=re.IGNORECASE)
        if not response:
            found.append(("ears-response", "says nothing after SHALL."))
        lead = part[: shalls[0].start()]
        if re.match(r"[\s*_]*IF\b", lead, re.IGNORECASE) and not re.search(
            r"\bTHEN\b", lead, re.IGNORECASE
        ):
            found.append(("ears-then", "begins with IF and has no THEN."))
    return found
