"""Help with a requirement while it is typed: which part is missing, and a sentence to try."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spec_tui.documents.ears import Ears, PartKind, Pattern, analyse

OPEN = "…"
_WORD: dict[PartKind, str] = {
    "precondition": "WHILE",
    "trigger": "WHEN",
    "condition": "IF",
    "feature": "WHERE",
}
_SIGNED = re.compile(r"\s*(?:[-+*]\s+)?")
_OUGHT = re.compile(r"\b(?:must|should|will|has to|have to|needs to)\b", re.IGNORECASE)
_CAN = re.compile(r"^(?P<who>\w[\w' -]{0,40}?)\s+(?:can|may)\s+(?P<does>\S.*)$", re.IGNORECASE)
_NAMED = re.compile(r"(?:the|our|this|each|every|its)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Help:
    """What a screen says under a requirement that is being typed."""

    pattern: Pattern
    parts: tuple[tuple[PartKind, str], ...]
    """(kind, words) in the order of the sentence."""
    missing: tuple[str, ...]
    """Sentences; none where the requirement is complete."""
    suggestion: str = ""
    """`Try: WHEN …, THE SYSTEM SHALL …`, "" where nothing is missing."""

    @property
    def complete(self) -> bool:
        """Whether the sentence is a whole requirement."""
        return not self.missing


def ears_help(sentence: str) -> Help:
    """Say what a requirement lacks. Any text is accepted; the words of the person are kept."""
    if not sentence.strip():
        message = "Say when something happens, and what the system shall do then."
        return Help("none", (), (message,), f"Try: WHEN {OPEN}, THE SYSTEM SHALL {OPEN}")
    found = analyse(sentence)
    parts = tuple((part.kind, part.text) for part in found.parts)
    missing = tuple(problem.message for problem in found.problems)
    tried = f"Try: {_tried(sentence, found)}" if missing else ""
    return Help(found.pattern, parts, missing, tried)


def _tried(sentence: str, found: Ears) -> str:
    kinds = {problem.kind for problem in found.problems}
    if "two-shalls" in kinds:
        return f"THE SYSTEM SHALL {OPEN} THE SYSTEM SHALL {OPEN}"
    if "no-shall" in kinds:
        words = sentence[_said(sentence) :].strip().rstrip(".")
        ought = _OUGHT.sub("SHALL", words, count=1)
        if ought != words:
            return ought
        allowed = _CAN.match(words)
        if allowed is not None and not any(part.kind in _WORD for part in found.parts):
            who = allowed["who"]
            who = who if who.isupper() else who[:1].lower() + who[1:]
            return f"THE SYSTEM SHALL let {who} {allowed['does']}"
    said = [(part.start, part.kind, part.text) for part in found.parts if part.kind in _WORD]
    head = [(start, f"{_WORD[kind]} {text}") for start, kind, text in said]
    head += [
        (one.start, f"{sentence[one.start : one.end].strip().upper().split()[-1]} {OPEN}")
        for one in found.problems
        if one.kind == "no-condition"
    ]
    begun = ", ".join(text for _, text in sorted(head))
    unwanted = bool(head) and sorted(head)[-1][1].startswith("IF ")
    system, response = found.part("system"), found.part("response")
    who = system.text if system is not None else "THE SYSTEM"
    does = response.text if response is not None and response.text.lower() != "not" else OPEN
    if "no-shall" in kinds and not head:
        words = sentence[_said(sentence) :].strip().rstrip(".")
        if not _NAMED.match(words):
            does = words[:1].lower() + words[1:]
    between = ", THEN " if unwanted else ", " if begun else ""
    return f"{begun}{between}{who} SHALL {does}"


def _said(sentence: str) -> int:
    match = _SIGNED.match(sentence)
    return match.end() if match else 0
