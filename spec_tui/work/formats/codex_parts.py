"""What the block of a task says in words: why, which files, how it is tested, what else to know.

`codex.py` reads what the graph needs; this reads the rest, for one task that somebody works on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from spec_tui.documents.blocks import LONGEST_LINE, Body, Line, bullet, heading, label, scan
from spec_tui.documents.frontmatter import read as read_header
from spec_tui.work.formats.codex import Block, blocks
from spec_tui.work.ids import ids_in, is_none, key, same_number
from spec_tui.work.item import WorkItem

Part = Literal["why", "changes", "tests", "notes", "milestone", "criteria", ""]

_PARTS: dict[str, Part] = {
    "rationale": "why", "why": "why", "description": "why", "goal": "why", "purpose": "why",
    "changes": "changes", "changed files/modules": "changes", "changed files": "changes",
    "files": "changes", "files to change": "changes", "modules": "changes",
    "test plan": "tests", "tests": "tests", "testing": "tests", "test": "tests",
    "notes": "notes", "notes/assumptions": "notes", "assumptions": "notes", "note": "notes",
    "milestone": "milestone", "phase": "milestone",
    "acceptance criteria": "criteria", "criteria": "criteria", "ac": "criteria",
    "acs": "criteria", "acceptance": "criteria", "done when": "criteria",
    "definition of done": "criteria",
}  # fmt: skip
_KINDS_OF_TESTS = frozenset({"unit", "integration", "integration/e2e", "e2e", "api", "manual"})
_PARKED = re.compile(
    r".*\b(?:out[ -]of[ -]scope|parking[ -]lot)\b|(?:\d+[.)]\s*)?(?:backlog|future work|later)$",
    re.IGNORECASE,
)
_MILESTONES = re.compile(
    r"(?:\d+[.)]\s*)?(?:milestones|milestone (?:outline|plan)|timeline|phases|roadmap)\b",
    re.IGNORECASE,
)
_GROUP = re.compile(r"(?:milestone|phase)\s+\S|M\d+\b|MVP\b", re.IGNORECASE)
_SHORT = re.compile(r"(?P<name>M\d+|MVP|Phase \d+|Milestone \d+)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TaskText:
    """The block of one task; `line` to `last` are its lines, from 1."""

    text: str
    line: int
    last: int
    why: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    milestone: str = ""
    """As the block says it, "" where it does not."""
    status_line: str = ""
    """`in progress — since 2026-01-01`, "" where there is none."""
    parked: bool = False
    """It stands below Out of Scope or Parking Lot, or is named there."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A milestone of the file, with the ids it names as written."""

    name: str
    """`M1`, or the whole title where it has no short name."""
    title: str
    line: int
    ids: tuple[str, ...]
    """Keys of ids."""


@dataclass(frozen=True, slots=True)
class TaskFile:
    """All of a tasks.md that is words: the blocks by (key of the id, line), the milestones."""

    blocks: dict[tuple[str, int], TaskText]
    milestones: tuple[Milestone, ...]

    def of(self, item: WorkItem) -> TaskText:
        """The block of an item. Raises KeyError for one that is not of this text."""
        return self.blocks[key(item.id), item.line]


def read_words(text: str) -> TaskFile:
    """Read a tasks.md in any dialect. Never raises."""
    header = read_header(text)
    body = scan(text, header.after if header is not None else 0)
    found = blocks(body)
    sections = _sections(body)
    parked = _parked_ids(body, sections)
    numbers = {same_number(one) for one in parked} - {None}
    texts = {}
    groups: dict[int, tuple[str, list[str]]] = {}
    above = _above(sections, (block.first for block in found))
    for block in found:
        where = above[block.first]
        away = any(_PARKED.match(title) for _, _, title in where)
        named = key(block.id) in parked or same_number(block.id) in numbers
        words = _words(block, body, away or named)
        texts[key(block.id), body.before + block.first + 1] = words
        group = next((one for one in reversed(where) if _GROUP.match(one[2])), None)
        if group is not None:
            groups.setdefault(group[0], (group[2], []))[1].append(key(block.id))
    listed = tuple(_milestones(body, sections))
    if not listed:
        listed = tuple(
            Milestone(_short(title), title, body.before + number + 1, tuple(ids))
            for number, (title, ids) in groups.items()
        )
    return TaskFile(texts, listed)


def _sections(body: Body) -> list[tuple[int, int, str]]:
    """(line, level, title) of every heading."""
    found = []
    for line in body.plain():
        at = heading(line.text)
        if at is not None:
            found.append((line.number, *at))
    return found


def _above(
    sections: list[tuple[int, int, str]], lines: Iterable[int]
) -> dict[int, tuple[tuple[int, int, str], ...]]:
    """For each line the headings that it stands under, the nearest last; its own is none."""
    found = {}
    open_: list[tuple[int, int, str]] = []
    position = 0
    for number in sorted(lines):
        while position < len(sections) and sections[position][0] <= number:
            one = sections[position]
            open_ = [other for other in open_ if other[1] < one[1]]
            open_.append(one)
            position += 1
        found[number] = tuple(one for one in open_ if one[0] != number)
    return found


def _parked_ids(body: Body, sections: list[tuple[int, int, str]]) -> set[str]:
    """Ids that a bullet below Out of Scope begins with: `- P1 ID-007 Export`."""
    found: set[str] = set()
    for start, end in _reaches(body, sections, _PARKED):
        for line in body.plain(start + 1, end):
            item = bullet(line.text)
            if item is None:
                continue
            words = re.sub(r"^P\d+[ \t]*[:.)–—-]?[ \t]*", "", item.text)
            first = re.match(r"[\[*_`]*([A-Za-z][\w-]*\d[\w.]*)", words)
            if first is not None and ids_in(first[1]):
                found.add(key(first[1]))
    return found


def _reaches(
    body: Body, sections: list[tuple[int, int, str]], name: re.Pattern[str]
) -> Iterator[tuple[int, int]]:
    """(heading line, line after the section) of the sections of a name."""
    for index, (number, level, title) in enumerate(sections):
        if not name.match(title):
            continue
        after = (line for line, other, _ in sections[index + 1 :] if other <= level)
        yield number, next(after, len(body.lines))


def _milestones(body: Body, sections: list[tuple[int, int, str]]) -> Iterator[Milestone]:
    """`- M1: Name — tasks [ID-001 .. ID-003], goal` below a heading Milestones.

    A sub-heading may name one too; ids in the bullets below it are its tasks.
    """
    for start, end in _reaches(body, sections, _MILESTONES):
        found: list[Milestone] = []
        for line in body.plain(start + 1, end):
            item, at = bullet(line.text), heading(line.text)
            words = at[1] if at else item.text if item is not None and item.indent <= 3 else ""
            words = words[:LONGEST_LINE].replace("**", "").strip()
            short = _SHORT.match(words)
            if found and item is not None and short is None:
                more = tuple(key(one) for one in ids_in(item.text))
                found[-1] = replace(found[-1], ids=(*found[-1].ids, *more))
                continue
            if not words or words.lower().startswith("checkpoint"):
                continue
            rest = words[short.end() :].lstrip(" :.–—-") if short else words
            named = re.split(r"\s+[—–-]+\s+|\s*\(", rest, maxsplit=1)
            ids = (key(one) for one in ids_in(named[1] if len(named) > 1 else rest))
            ids_ = tuple(one for one in ids if re.fullmatch(r"M\d+", one) is None)
            title = named[0].strip(" :.") or words
            found.append(Milestone(_short(words), title, body.before + line.number + 1, ids_))
        yield from found


def _short(title: str) -> str:
    match = _SHORT.match(title)
    return match["name"] if match else title


def _words(block: Block, body: Body, parked: bool) -> TaskText:
    last = block.last
    while last > block.first + 1 and _idle(body, last - 1):
        last -= 1
    start = body.offsets[block.first]
    end = body.offsets[last - 1] + len(body.lines[last - 1].rstrip("\r\n"))
    raw = "".join(body.lines[block.first : last])
    assert end >= start
    found: dict[Part, list[str]] = {}
    state: Part = ""
    indent = -1
    for line in body.plain(block.wrapped + 1, last):
        if block.note is not None and line.number == block.note[0].number:
            continue
        state, indent = _sort(line, state, indent, found)
    note = ""
    if block.note is not None:
        item = bullet(block.note[0].text)
        note = item.text if item is not None else ""
    return TaskText(
        raw.rstrip("\r\n"),
        body.before + block.first + 1,
        body.before + last,
        tuple(found.get("why", ())),
        tuple(found.get("changes", ())),
        tuple(found.get("tests", ())),
        tuple(found.get("notes", ())),
        " ".join(found.get("milestone", ())),
        note,
        parked,
    )


def _idle(body: Body, number: int) -> bool:
    """A blank line, a comment or a heading without content at the end of a block."""
    text = body.line(number).text.strip()
    return not text or (bool(body.code[number]) and text.startswith("<!--")) or text == "---"


def _sort(line: Line, state: Part, indent: int, found: dict[Part, list[str]]) -> tuple[Part, int]:
    """Put one line where it belongs; (the part that goes on, the indent of its label)."""
    text = line.text.strip()
    if not text:
        return state, indent
    at = heading(line.text)
    if at is not None:
        return _PARTS.get(at[1].strip(" :").lower(), ""), -1
    item = bullet(line.text)
    named = label(line.text)
    if named is not None:
        name = named[0].lower()
        deeper = item is not None and item.indent > indent and state
        if name in _PARTS and not (deeper and item is not None and item.box):
            part = _PARTS[name]
            if not is_none(named[1]) and part not in {"criteria", ""}:
                found.setdefault(part, []).append(named[1])
            return part, item.indent if item is not None else -1
        if name in _KINDS_OF_TESTS and state == "tests":
            found.setdefault("tests", []).append(item.text if item is not None else text)
            return state, indent
        if not deeper and item is None and state:
            return "", -1
        if not deeper and item is not None and item.indent <= indent:
            return "", item.indent
    if item is not None:
        if item.indent <= indent and not (indent < 0):
            return "", item.indent
        if state and state != "criteria" and not is_none(item.text):
            found.setdefault(state, []).append(item.text)
        return state, indent
    if state and state != "criteria":
        if found.get(state) and line.text[:1].isspace():
            found[state][-1] += " " + text
        elif not is_none(text):
            found.setdefault(state, []).append(text)
    return state, indent
