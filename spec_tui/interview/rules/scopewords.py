"""How an excluded thing is said, and what is said of it elsewhere: kinds of it, and what is done
with it (G16).
"""

from __future__ import annotations

import re

from spec_tui.documents.prose import stem

_TAIL = re.compile(
    r"\s+(?:is|are|will be|stays?)\s+(?:not (?:a |any )?(?:part of|in|within|included|covered"
    r"|wanted|needed|planned|for)|no part of|out(?:side)? of|left out)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
"""How it may end: `is not part of this, we have a till for that`."""
_DOING = re.compile(
    r"(?:taking|accepting|handling|processing|collecting|making|doing|offering|providing|managing)"
    r"\s+(?:(?:any|the)\s+)*(?=\w)",
    re.IGNORECASE,
)
"""What is done with it (`taking payments`): nothing that tells it apart."""
_KIND = re.compile(
    r"(?:(?:the|a|an|our)\s+)?(?P<noun>[a-z]+)\s+(?:by|with|via|through|from|in|on|at|for)\s+\w",
    re.IGNORECASE,
)
"""A noun, and how, where or for whom it is: `payments by card`."""
_OBJECT = re.compile(
    r"\b(?:tak|mak|accept|process|collect|handl|enter|request|send|creat|issu|print|giv|get|receiv"
    r"|order|start|confirm|export|writ|book|add)(?:e|s|es)?\s+"
    r"(?:(?:a|an|the|his|her|their|its|each|every|one|new)\s+)*(?P<noun>[a-z]+)"
    r"(?=\s*(?:$|[,.:!?()])|\s+(?:by|with|via|through|from|in|on|at|for|to|and|or|of|as|into)\b)",
    re.IGNORECASE,
)
"""What a step does something with: `takes a payment by card`."""
_THROUGH_US = re.compile(
    r"\b(?:on|in|through|via|with|at) (?:the|their|his|her|a|our) (?:[a-z]+ )?(?:app|application"
    r"|tablet|phone|screen|page|site|website|kiosk|browser|portal|device)\b|\bonline\b",
    re.IGNORECASE,
)
"""That it happens in the product, and not at a till."""
_ELSEWHERE = re.compile(
    r"\b(?:at the (?:till|counter|desk|bank|shop|door|bar|office)|cash|by hand|on paper"
    r"|by phone)\b",
    re.IGNORECASE,
)
_GENERIC = frozenset(
    stem(word)
    for word in """app application page screen view form list system service site website tool user
    data support integration version feature client account admin interface access management
    """.split()  # noqa: SIM905
)
"""Nouns that say too little to know a kind of them by."""
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)


def named(text: str) -> tuple[int, int]:
    """The characters of an excluded item that name the thing."""
    tail = _TAIL.search(text)
    end = tail.start() if tail is not None else len(text)
    doing = _DOING.match(text, 0, end)
    return (doing.end() if doing is not None else 0), end


def kind_of(text: str) -> str:
    """Stem of the noun that an item is a kind of; "" for any other item."""
    found = _KIND.match(text, named(text)[0])
    return _telling(found["noun"]) if found is not None else ""


def done(clause: str) -> frozenset[str]:
    """Stems of what a step does something with, and `payment` where somebody pays in the app."""
    if _ELSEWHERE.search(clause):
        return frozenset()
    found = {_telling(match["noun"]) for match in _OBJECT.finditer(clause)}
    if _THROUGH_US.search(clause):
        found |= {f"{stem(word)}ment" for word in _WORD.findall(clause)}
    return frozenset(found - {""})


def _telling(noun: str) -> str:
    said = stem(noun)
    return "" if said in _GENERIC else said
