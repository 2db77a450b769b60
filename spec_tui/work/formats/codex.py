"""tasks.md of a Codex-OS package, in the form of seed 000 Appendix C, of 002 section 9 and kin.

A plan is a file of blocks. A block begins at a heading or list item that names a task and ends at
the next one; what it says of itself stands in labelled lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from spec_tui.documents.blocks import LONGEST_LINE, Body, Line, bullet, heading, label, scan
from spec_tui.work.ids import ids_in
from spec_tui.work.item import Criterion, Status, WorkItem
from spec_tui.work.vocabulary import hours, known_status, priority

_NAME = r"(?:T\d+(?:\.\d+)*[a-z]?|T<\w+>|[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*-\d+[a-z]?)"
_IN_HEADING = re.compile(
    r"(?P<box>\[[ xX]\][ \t]+)?(?:✅[ \t]*)?(?:"
    r"(?P<bracket>\[)(?P<id1>" + _NAME + r")\][ \t]*[:.–—-]?[ \t]*"
    r"|(?:Task[ \t]+)?(?P<id2>" + _NAME + r")(?:[ \t]*[:.–—][ \t]*|[ \t]+-[ \t]+|[ \t]+|$)"
    r"|Task[ \t]+#?(?P<number>\d+(?:\.\d+)*)(?:[ \t]*[:.–—][ \t]*|[ \t]+-[ \t]+|[ \t]+|$)"
    r")(?P<title>.*)"
)
_IN_ITEM = re.compile(
    r"(?P<bold>\*\*)?(?P<bracket>\[)?(?P<id>" + _NAME + r")\]?(?:\*\*)?"
    r"[ \t]*(?:\*\*)?[:.–—]?(?:\*\*)?[ \t]*(?P<title>.*)"
)
_APPENDIX_C = re.compile(
    r" {0,3}\d{1,9}[.)][ \t]+\[" + _NAME + r"\].*\([^()]*\bType[ \t]*:[^()]*\)"
    r"[ \t]*(?:[*_]{0,3}\([^()]*\)[*_]{0,3})?[ \t]*$",
    re.IGNORECASE,
)
_NOT_TASKS = re.compile(r"(?:REQ|ADR|RISK|PRD|DESIGN)-")
_PARENS = re.compile(
    r"[ \t]*\((?P<inside>[^()]*\b(?:Type|Est|Estimate|Priority|Size)[ \t]*:[^()]*)\)[ \t]*$",
    re.IGNORECASE,
)
_IN_PARENS = re.compile(r"(?P<key>[A-Za-z]+)[ \t]*:[ \t]*(?P<value>[^,;()]*?)[ \t]*(?=[,;]|$)")
_MARK = re.compile(
    r"[ \t]*[*_]*\((?P<word>done|completed?|in[ -]progress|blocked|pending)\b[^()]*\)[*_]*[ \t]*$",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"\[[xX]\] (?P<done>done|completed?)(?=[ \t]*(?:$|[—–:·(-]))"
    r"|\[ \] (?P<open>in[ -]progress|blocked|pending)(?=[ \t]*(?:$|[—–:·(-]))",
    re.IGNORECASE,
)
_PARALLEL = re.compile(r"\[P\][ \t]*")
_GOES_ON = re.compile(r"[ \t]*[\w(\"'“‘`\[]")
"""How a further line of a paragraph begins: no rule, table, quotation or tag."""
_NUMBERED = re.compile(r"(?P<number>\d{1,4})[.)]")

_KEYS = {
    "depends on": "depends", "depends": "depends", "dependencies": "depends",
    "dependency": "depends", "blocked by": "depends", "requires": "depends", "after": "depends",
    "blocks": "blocks",
    "estimate": "estimate", "est": "estimate", "effort": "estimate", "size": "estimate",
    "estimated effort": "estimate", "estimation": "estimate",
    "priority": "priority", "type": "type", "status": "status",
    "acceptance criteria": "criteria", "criteria": "criteria", "ac": "criteria",
    "acs": "criteria", "acceptance": "criteria", "done when": "criteria",
    "definition of done": "criteria",
    "rationale": "other", "changes": "other", "test plan": "other", "tests": "other",
    "changed files/modules": "other", "changed files": "other", "notes": "other",
    "notes/assumptions": "other", "files": "other", "description": "other", "goal": "other",
    "unit": "sub", "integration": "sub", "integration/e2e": "sub", "e2e": "sub",
}  # fmt: skip


class Span(NamedTuple):
    """Offsets in the text of the file, and what stands there."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class Block:
    """One task as it stands in the file; lines count from 0."""

    id: str
    style: str
    first: int
    last: int
    """The line after the block."""
    title: Span
    wrapped: int = -1
    """The last line that the title of a list item runs on to; `first` where it does not."""
    indent: int = 0
    box: Span | None = None
    """`[ ]` in front of the task itself."""
    mark: Span | None = None
    """`*(Done 2025-10-17)*` behind the title."""
    note: tuple[Line, str, bool] | None = None
    """The status line `- [x] done — …`: line, word, ticked."""
    parens: Span | None = None
    """The inside of `(Type: feat, Est: M)`."""
    fields: dict[str, Span] = field(default_factory=dict)
    """Values by key: depends, blocks, estimate, priority, type, status."""
    listed: dict[str, list[Line]] = field(default_factory=dict)
    """Bullets below an empty `depends` or `blocks`."""
    criteria: list[tuple[Line, str, str]] = field(default_factory=list)
    """(line, box, text)."""


def read(text: str, path: str, space: str, start: int = 0) -> tuple[WorkItem, ...]:
    """The tasks of a tasks.md; `start` is where its body begins."""
    body = scan(text, start)
    return tuple(_item(block, path, space, body.before) for block in blocks(body))


def blocks(body: Body) -> list[Block]:
    """The task blocks of a body in the order of the file."""
    found = list(_heading_blocks(body))
    covered = bytearray(len(body.lines))
    for block in found:
        covered[block.first : block.last] = b"\1" * (block.last - block.first)
    items = _item_blocks(body, covered)
    starts = [block.first for block in items if covered[block.first]]
    for block in found:
        # a list in the form of Appendix C below a task that is a heading begins tasks of its own
        block.last = min([start for start in starts if start > block.first] + [block.last])
    found += items
    found.sort(key=lambda block: block.first)
    for block in found:
        _fill(block, body)
    return found


def _heading_blocks(body: Body) -> Iterator[Block]:
    heads = []
    for line in body.plain():
        at = heading(line.text)
        if at is not None and at[0] > 1:
            heads.append((line, *at))
    for index, (line, level, title) in enumerate(heads):
        match = _IN_HEADING.match(title)
        if match is None:
            continue
        name = match["id1"] or match["id2"] or f"T{match['number']}"
        if _NOT_TASKS.match(name):
            continue
        last = len(body.lines)
        for other, other_level, other_title in heads[index + 1 :]:
            if other_level <= level or _IN_HEADING.match(other_title):
                last = other.number
                break
        start = line.at + line.text.index(title) if title else line.at
        block = Block(
            name, "002", line.number, last,
            Span(start + match.start("title"), start + match.end("title"), match["title"]),
        )  # fmt: skip
        if match["box"]:
            block.box = Span(start, start + 3, match["box"][:3])
        yield block


def _item_blocks(body: Body, covered: bytearray) -> list[Block]:
    """Tasks that are list items: named ones, or numbered ones below a heading "Tasks"."""
    named: list[Block] = []
    numbered: list[Block] = []
    section = ""
    ends: list[int] = []
    for line in body.plain():
        at = heading(line.text)
        if at is not None:
            section = at[1].lower()
            ends.append(line.number)
            continue
        if covered[line.number] and _APPENDIX_C.match(line.text[:LONGEST_LINE]) is None:
            continue
        item = bullet(line.text) if len(line.text) <= LONGEST_LINE else None
        if item is None or item.indent > 3:
            continue
        ordered = item.marker[0].isdigit()
        match = _IN_ITEM.match(line.text, item.text_at)
        if match is not None and not _NOT_TASKS.match(match["id"]):
            if not (match["bracket"] or match["bold"] or item.box or ordered):
                continue
            if match["bold"] and not (item.box or ordered) and not match["title"]:
                continue
            block = _item_block(line, match["id"], match.start("title"), bool(match["bracket"]))
            named.append(block)
        elif ordered and section.startswith(("tasks", "task list", "implementation tasks")):
            count = _NUMBERED.match(item.marker)
            assert count is not None
            block = _item_block(line, f"T{int(count['number'])}", item.text_at, True)
            numbered.append(block)
        else:
            continue
        block.indent = item.indent
        if item.box:
            column = line.text.index(item.box)
            block.box = Span(line.at + column, line.at + column + 3, item.box)
            block.style = "box"
    chosen = named or numbered
    stops = sorted([*ends, *(block.first for block in chosen), len(body.lines)])
    position = 0
    for block in chosen:
        while stops[position] <= block.first:
            position += 1
        block.last = stops[position]
    return chosen


def _item_block(line: Line, name: str, column: int, bracket: bool) -> Block:
    style = "000" if bracket else "box"
    end = line.at + len(line.text)
    return Block(name, style, line.number, 0, Span(line.at + column, end, line.text[column:]))


def _fill(block: Block, body: Body) -> None:
    _title(block)
    block.wrapped = _end_of_title(block, body)
    state = ""
    label_indent = -1
    first = True
    for line in body.plain(block.wrapped + 1, block.last):
        if not line.text.strip():
            continue
        item = bullet(line.text)
        if first:
            first = False
            found = _FIRST.match(f"{item.box} {item.text}") if item is not None else None
            if found is not None:
                done = found["done"] is not None
                block.note = (line, found["done"] if done else found["open"], done)
                continue
        sub = heading(line.text)
        if sub is not None:
            state = _KEYS.get(sub[1].strip(" :").lower(), "other")
            label_indent = -1
            continue
        named = label(line.text)
        key = _KEYS.get(named[0].lower()) if named is not None else None
        deeper = item is not None and item.indent > label_indent
        if named is not None and key is None and "**" in line.text and not (deeper and state):
            key = "other"
        ticked = state == "criteria" and deeper and item is not None and bool(item.box)
        if named is not None and key is not None and key != "sub" and not ticked:
            state = key
            label_indent = item.indent if item is not None else -1
            at = line.at + named[2]
            if key not in block.fields:
                block.fields[key] = Span(at, at + len(named[1]), named[1])
            continue
        if item is None:
            if not line.text[:1].isspace():
                state = state if state == "criteria" else ""
            continue
        _listed(block, line, state)


def _end_of_title(block: Block, body: Body) -> int:
    """The line on which the paragraph of a list item ends: a status line must not cut it."""
    number = block.first
    if block.style == "002":
        return number
    while number + 1 < block.last and not body.code[number + 1]:
        text = body.line(number + 1).text
        if _GOES_ON.match(text) is None or bullet(text) or heading(text) or label(text):
            break
        number += 1
    return number


def _listed(block: Block, line: Line, state: str) -> None:
    """A bullet that is no field itself."""
    item = bullet(line.text)
    assert item is not None
    if state == "criteria" or (item.box and not state):
        block.criteria.append((line, item.box, item.text))
    elif state in {"depends", "blocks"} and ids_in(item.text):
        block.listed.setdefault(state, []).append(line)


def _title(block: Block) -> None:
    """Take what is no title off the title: marks, `[P]`, `(Type: feat, Est: M)`."""
    start, _, text = block.title
    mark = _MARK.search(text)
    if mark is not None:
        block.mark = Span(start + mark.start(), start + mark.end(), mark["word"])
        text = text[: mark.start()]
    parens = _PARENS.search(text)
    if parens is not None:
        low = start + parens.start("inside")
        block.parens = Span(low, low + len(parens["inside"]), parens["inside"])
        for entry in _IN_PARENS.finditer(parens["inside"]):
            key = _KEYS.get(entry["key"].lower())
            if key in {"estimate", "priority", "type"}:
                at = low + entry.start("value")
                block.fields[key] = Span(at, at + len(entry["value"]), entry["value"])
        text = text[: parens.start()]
    parallel = _PARALLEL.match(text)
    if parallel is not None:
        start += parallel.end()
        text = text[parallel.end() :]
    lead = len(text) - len(text.lstrip())
    text = text.strip()
    block.title = Span(start + lead, start + lead + len(text), text)


def status_of(block: Block) -> tuple[Status, str]:
    """(our status, as written): the status line first, then field, mark and box."""
    if block.note is not None:
        _, word, ticked = block.note
        known = "done" if ticked else known_status(word, "codex") or "pending"
        return known, word
    if "status" in block.fields and block.fields["status"].text:
        written = block.fields["status"].text
        return known_status(re.split(r"[ \t]*[(—–]", written)[0].strip("*_` ✅"), "codex") or (
            "done" if "✅" in written else "pending"
        ), written
    if block.mark is not None:
        return known_status(block.mark.text, "codex") or "pending", block.mark.text
    if block.box is not None:
        return ("pending" if block.box.text == "[ ]" else "done"), block.box.text
    return "pending", ""


def ids_of(block: Block, key: str) -> tuple[str, ...]:
    """Ids of a `depends` or `blocks`, from the line and from the bullets below it."""
    found: dict[str, None] = {}
    if key in block.fields:
        found.update(dict.fromkeys(ids_in(block.fields[key].text)))
    for line in block.listed.get(key, ()):
        found.update(dict.fromkeys(ids_in(line.text)))
    return tuple(found)


def _item(block: Block, path: str, space: str, before: int) -> WorkItem:
    status, written = status_of(block)
    estimate = block.fields["estimate"].text if "estimate" in block.fields else ""
    urgency = block.fields["priority"].text if "priority" in block.fields else ""
    criteria = tuple(
        Criterion(text, box not in {"", "[ ]"}, before + line.number + 1, bool(box))
        for line, box, text in block.criteria
    )
    return WorkItem(
        id=block.id,
        kind="task",
        format="codex",
        title=block.title.text,
        path=path,
        line=before + block.first + 1,
        status=status,
        status_as_written=written,
        priority=priority(urgency),
        priority_as_written=urgency,
        estimate=estimate,
        hours=hours(estimate, task=False),
        depends_on=ids_of(block, "depends"),
        blocks=ids_of(block, "blocks"),
        type=block.fields["type"].text if "type" in block.fields else "",
        criteria=criteria,
        space=space,
        style=block.style,
    )
