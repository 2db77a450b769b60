"""The items of lists that rules compare with each other: use cases, entities, risks, states."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spec_tui.documents.prose import head_noun, stems
from spec_tui.interview.rules.looking import Seen, Words, look, seen_in
from spec_tui.interview.spec import Passage, Spec

LISTS = frozenset(
    {"SCP1", "SCP2", "TGT1", "USR1", "USR2", "USR3", "USR4", "DOM1", "DOM2", "ST1", "DAT1", "SEC2",
     "RSK1", "RSK2", "ACC1", "ACC2"}
)  # fmt: skip
_LABEL = re.compile(r"[\"“*_`]*(?P<label>[^:;.“”\"—–]{1,60}?)[\"”*_`]*(?::\s|\s[—–-]\s)")
_BEGINNING = re.compile(
    r"(?:(?:the|our|its)\s+)?(?:[\w-]+\s+){0,3}(?:tasks?|use cases?|jobs?|risks?|release"
    r"|version|users?)\s+"
    r"(?:are|is|(?:must |will |shall )?includes?|has|have)\s*:?\s+"
    r"|(?:it |we |they )?(?:will|does|do|must|shall) not (?:include |be )?"
    r"|(?:the |our )?[\w-]+ (?:will|must|shall|should|can) (?:also )?(?:provide|offer|supply"
    r"|support|have|give|show|hold|contain|include|cover|keep|record|deliver|build|make|get)\s+"
    r"|(?:it|the (?:site|app|system|tool|page|program|service)) (?:also )?[a-z]+[^s\W]s\s+"
    r"|(?:we|i) (?:also )?(?:want|need|build|make|keep|offer)\s+|add(?:ed)? to (?:that|this)\s+"
    r"|(?:also )?(?:not included|out of scope)\s+(?:is|are)?\s*:?"
    r"|(?:it was )?(?:further )?(?:resolved|agreed|decided)(?: further)?,?(?: [^,;]{0,40},)?"
    r" that\s+"
    r"|against\s+(?:the )?(?:first|second|third|\w+)\s+",
    re.IGNORECASE,
)
_INCLUDES = re.compile(
    r"[^,;:.]{0,80}?\b(?:includ|contain|compris|consist|cover)(?:es?|s|ing)?(?: of)?\b\s*:?"
    r"\s+(?=\w)",
    re.IGNORECASE,
)
"""What comes before the items of a scope that is told in a sentence."""
_SCOPES = frozenset({"SCP1", "SCP2"})
_NUMBER = re.compile(
    r"(?:(?i:for|ad) )?[*_]{0,2}(?:\((?P<letter>[a-z0-9]{1,3})\)"
    r"|(?P<id>(?!P\d\d\b)[A-Z]{1,4}[.-]?\d+(?:\.\d+)*)[.,:)]?|(?P<dotted>\d+(?:\.\d+)+)[.:)]?"
    r"|(?P<row>\d+)[:)]|(?P<word>(?i:first|second|third|fourth|fifth))[,:])[*_]{0,2}:?\s+(?=\S)"
)
"""The number of a requirement, a clause or a row: `F4 Updating the firmware`, `2: Chat`."""
_BOX = re.compile(r"\[[ xX]\]\s+(?=\S)")
_ALONE = re.compile(r"[*_]{0,2}(?:[A-Z]{1,4}[.-]?)?\d+(?:\.\d+)*[.:)]?[*_]{0,2}")
"""The cell of a table that holds the number of its row."""
_SAYS = re.compile(r"\w")
_COUNTED = ("first", "second", "third", "fourth", "fifth")
_PARTS = re.compile(r";\s*|(?<=[^\s\d\\])\.\s+(?=[A-Z])")
_CELL_PARTS = re.compile(r"\s*(?<!\\)\|\s*|;\s*")
"""What stands between the cells of a table, and within one that lists."""
_BETWEEN_ROWS = 2
"""Lines from one row of a table to the next, with the rule below its head."""
_MEMBERS = re.compile(r",\s*(?:and\s+|or\s+)?|\s+and\s+|\s+or\s+")


@dataclass(frozen=True, slots=True)
class Item:
    """One item, or one part of a line that lists several."""

    text: str
    start: int
    number: str
    """`U1`, `3.2` or `2` before it, "" where it has none."""
    label: str
    """Words before a colon or dash, "" where there are none."""
    stems: frozenset[str]
    label_stems: frozenset[str]
    head: str
    """Stem of what it is about."""
    members: tuple[tuple[str, int], ...]
    """Parts of `a, b and c` with their offsets; empty where it lists nothing."""


def items(spec: Spec, *facets: str, imported: bool = False) -> list[tuple[Passage, Item]]:
    """The items of some lists, in the order of the file; `imported`: those of imported texts."""
    return [
        (passage, item)
        for found in seen_in(spec, _items, facets, imported=imported)
        for passage, listed in _without_heads(found)
        for item in listed
    ]


def _without_heads(found: Seen[Item]) -> Iterator[tuple[Passage, Sequence[Item]]]:
    """All but the first row of each table, which names its columns."""
    row = -_BETWEEN_ROWS
    for passage, listed in found:
        if passage.text.lstrip().startswith("|"):
            inside = passage.line - row <= _BETWEEN_ROWS
            row = passage.line
            if not inside:
                continue
        yield passage, listed


def made(text: str, prose: str, start: int, *, scope: bool = False, number: str = "") -> Item:
    """An item from its words; `prose` is the same text with code blanked, `start` its offset."""
    box = _BOX.match(prose)
    skipped = box.end() if box is not None else 0
    while (numbered := _NUMBER.match(prose, skipped)) is not None:
        number = _plain(numbered)
        skipped = numbered.end()
    begun = _BEGINNING.match(prose, skipped) or (scope and _INCLUDES.match(prose, skipped))
    skipped = begun.end() if begun else skipped
    text, prose, start = text[skipped:], prose[skipped:], start + skipped
    labelled = _LABEL.match(prose)
    label = labelled["label"].strip() if labelled else ""
    members: list[tuple[str, int]] = []
    at = 0
    for joint in (*_MEMBERS.finditer(prose), None):
        end = joint.start() if joint else len(prose)
        if prose[at:end].strip():
            members.append((text[at:end].strip(), start + at))
        at = joint.end() if joint else end
    return Item(
        text.strip(" .;"),
        start,
        number,
        label,
        frozenset(stems(prose)),
        frozenset(stems(label)),
        head_noun(label or prose),
        tuple(members) if len(members) > 1 else (),
    )


def _plain(numbered: re.Match[str]) -> str:
    if numbered["word"]:
        return str(_COUNTED.index(numbered["word"].lower()) + 1)
    said: str = next(filter(None, numbered.groups()))
    return said.upper()


def union(listed: Iterable[tuple[Passage, Item]]) -> frozenset[str]:
    """All stems of some items."""
    return frozenset(stem for _, item in listed for stem in item.stems)


@look
def _items(words: Words) -> list[Item]:
    if words.facet not in LISTS:
        return []
    found: list[Item] = []
    scope = words.facet in _SCOPES
    start = 0
    row = words.prose.lstrip().startswith("|")
    number = ""
    for stop in (*(_CELL_PARTS if row else _PARTS).finditer(words.prose), None):
        end = stop.start() if stop else len(words.prose)
        part = words.prose[start:end]
        if row and _ALONE.fullmatch(part.strip()):
            number = part.strip(" *_.:)").upper()
        elif _SAYS.search(part):
            begin = start + len(part) - len(part.lstrip())
            last = start + len(part.rstrip())
            text, prose = words.text[begin:last], words.prose[begin:last]
            found.append(made(text, prose, begin, scope=scope, number=number))
        start = stop.end() if stop else end
    return found
