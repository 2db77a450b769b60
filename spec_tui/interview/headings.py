"""Which place a heading of somebody's own document names (interview.md B.6.3)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from spec_tui.documents.fold import fold
from spec_tui.interview import cues
from spec_tui.interview.bank import Bank
from spec_tui.interview.reading import section_of

GLOSSARY = "terminology/glossary"
LONGEST = 120
"""Characters of words that lead to something."""
_NEVER_ALIASED = frozenset({"open_questions"})
"""Sections whose bullets are records."""
_NEVER_SLOT = frozenset({"risks/assumptions"})
_JOINTS = re.compile(r"[^\w/&-]+")
_NO_GLOSSARY = re.compile(
    r"\bterms (?:of (?:reference|use|service|sale|payment|delivery)|and conditions)\b"
)
_PREPOSITION = re.compile(r"\s+(?:of|for|in|on|by|with|that|to|under|during|between)\s")


def place_of(headings: Sequence[str], bank: Bank) -> str:
    """Slot key or section id that a path of headings names, innermost first; "" for none."""
    return _place(tuple(headings), bank)


@lru_cache(maxsize=4096)
def _place(headings: tuple[str, ...], bank: Bank) -> str:
    outer = ""
    found = ""
    for heading in headings:
        here = named(heading, bank, outer)
        if here:
            outer = here.split("/")[0]
            found = here
    return found


def named(heading: str, bank: Bank, outer: str = "") -> str:
    """Slot key or section id of one heading. `outer` is the section it stands in."""
    folded = _NO_GLOSSARY.sub(" ", fold(heading))
    whole, *parts = _names(folded)
    return (
        _called(whole, bank, outer)
        or led_to(folded)
        or next((place for name in parts if (place := _called(name, bank, outer))), "")
    )


def _called(name: str, bank: Bank, outer: str) -> str:
    extra = cues.load().headings.get(name)
    if extra:
        return extra
    place = _exactly(name, bank, outer)
    return "" if place in _NEVER_ALIASED else GLOSSARY if place == "terminology" else place


def led_to(words: str) -> str:
    """Slot key of what words lead to, in whatever words: `What must work on a wet Monday:`; ""."""
    said = words.strip(" *_:")
    if len(said) > LONGEST:
        return ""
    return next((place for found, place in cues.load().patterns if found.search(said)), "")


def _names(folded: str) -> list[str]:
    """The whole heading, what stands before its first preposition, then its last words.

    `purpose of the software` is a purpose, `match lifecycle` may be a lifecycle.
    """
    whole = folded.rstrip(":").strip()
    head = _PREPOSITION.split(whole, maxsplit=1)[0]
    words = [word for word in _JOINTS.split(folded) if word]
    tails = [" ".join(words[at:]) for at in range(1, min(len(words), 5))]
    last = tails if head == whole else [*_tails_of(head), *tails]
    return [whole, *([head] if head != whole else []), *last]


def _tails_of(head: str) -> list[str]:
    words = [word for word in _JOINTS.split(head) if word]
    return [" ".join(words[at:]) for at in range(1, min(len(words), 5))]


def _exactly(name: str, bank: Bank, outer: str) -> str:
    section, _ = section_of(name, bank)
    if outer and outer not in _NEVER_ALIASED:
        slot = bank.slot_by_label(outer, name)
        if slot is not None and slot.key not in _NEVER_SLOT:
            return slot.key
        if section is not None and section.id == outer:
            return outer
    for candidate in bank.sections:
        slot = bank.slot_by_label(candidate.id, name)
        if slot is None or slot.section != candidate.id:
            continue
        if slot.section not in _NEVER_ALIASED and slot.key not in _NEVER_SLOT:
            return slot.key
    return section.id if section is not None else ""
