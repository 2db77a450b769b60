"""Sessions of a journal: below headings as in the template, or below bullets with a date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from spec_tui.documents.blocks import COMMENT, label
from spec_tui.spec_tree.journal_entries import (
    ITEM,
    LABELLED,
    RESOLUTION,
    Item,
    Row,
    approval,
    entries,
    in_time,
    items,
    nested,
)
from spec_tui.spec_tree.model import HEADINGS, Approval, Entry, EntryKind, Session
from spec_tui.spec_tree.outline import TIMELINE, Outline, Part, name_of
from spec_tui.spec_tree.wording import known, read_line, read_start, read_title

MACHINE = re.compile(r"[ \t]*<!--[ \t]*spec-tui:session\b(?P<rest>[^>]*?)[ \t]*-->[ \t]*")
_VALUE = re.compile(r"([a-z]+)=(\S+)")
NAMES: dict[str, EntryKind] = {
    **{name_of(HEADINGS[kind]): kind for kind in HEADINGS if kind != "deliver"},
    "plan": "plan", "spec changes": "change", "changes": "change", "changes to the spec": "change",
    "changes made": "change", "work": "implement", "work done": "implement", "done": "implement",
    "implemented": "implement", "tests": "test", "test": "test", "test results": "test",
    "verification": "test", "commit": "commit", "issues": "issue", "issue": "issue",
    "problems": "issue", "issues and fixes": "issue", "blockers": "issue", "note": "note",
    "learnings": "note", "deliverables": "implement",
}  # fmt: skip
"""Headings in a session, as `name_of` gives them, and the kind of the entries below them."""
ENDING = frozenset({"summary", "session summary", "result", "outcome"})
_FIELDS = frozenset({"duration", "participants", "participant", "status"})
_DATE = r"\d{4}[-/]\d\d[-/]\d\d"
_NAMED = re.compile(
    r"session\b[ \t]*(?:no\.?|nr\.?)?[ \t]*#?[ \t]*(?:(\d{1,6})(?!\d|-\d|/\d))?", re.I
)
_SESSION = re.compile(r"session[ \t]+#?\d", re.I)
_FRONT = re.compile(rf"[\[(]?({_DATE}|\{{[^{{}}]*\}})[\])]?(?:[ T]\d?\d:\d\d)?")
_BACK = re.compile(rf"[ \t]*[(\[,–—-]?[ \t]*({_DATE})[)\]]?[ \t]*$")
_SEPARATOR = re.compile(r"[ \t]*(?:[:|,.–—‒-][ \t]*)?")
_DATED = re.compile(
    rf"(?:(?:\*\*|__)?(?:Date|Session(?:[ \t]+#?(?P<number>\d{{1,6}}))?)[ \t]*(?:\*\*|__)?[ \t]*:"
    rf"[ \t]*(?:\*\*|__)?[ \t]*|(?:\*\*|__))?(?P<date>{_DATE})(?:[ T]\d?\d:\d\d)?(?:\*\*|__)?"
    rf"(?P<rest>.*)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A session with its place."""

    session: Session
    part: Part | None
    """None for one below a bullet."""
    machine: int = -1
    """Line of the machine line in the body."""
    approvals: tuple[Approval, ...] = ()


def sessions(outline: Outline) -> list[Found]:
    """All sessions, in the order of the file."""
    timeline = outline.section(TIMELINE)
    found: list[Found] = []
    number = 0
    if timeline is not None:
        for one in _from_bullets(outline, timeline):
            number = one.session.number or number + 1
            found.append(replace(one, session=replace(one.session, number=number)))
    for part in _parts(outline, timeline):
        one = _from_heading(outline, part)
        number = one.session.number or number + 1
        found.append(replace(one, session=replace(one.session, number=number)))
    return sorted(found, key=lambda one: one.session.line)


def kind_of(part: Part) -> EntryKind | None:
    """The kind of the entries below a heading in a session, None for one that is not known."""
    return NAMES.get(part.name)


def prose(outline: Outline, start: int, end: int) -> str:
    """Paragraphs as they were said, without comments and blank lines around them."""
    lines = [row.text if row.code else read_line(row.text) for row in rows(outline, start, end)]
    lines = [line if line.strip(" \t") else "" for line in lines]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join(lines)


def rows(outline: Outline, start: int, end: int) -> list[Row]:
    """Lines without comments; what stands in a fence is marked so."""
    code = outline.body.code
    return [
        Row(at, outline.row(at), bool(code[at]), outline.number(at))
        for at in range(start, end)
        if code[at] != COMMENT
    ]


def head_of(title: str) -> tuple[int, str, str]:
    """(number, date, title) of `Session 1: 2025-08-23 - Title`; 0 and "" for what is not there."""
    number, rest, date = 0, title, ""
    named = _NAMED.match(rest)
    if named is not None:
        number, rest = int(named[1] or 0), rest[named.end() :]
        rest = rest[_end(_SEPARATOR, rest) :]
    front = _FRONT.match(rest)
    if front is not None:
        date, rest = known(front[1]), rest[front.end() :]
        rest = rest[_end(_SEPARATOR, rest) :]
    elif (back := _BACK.search(rest)) is not None:
        date, rest = back[1], rest[: back.start()]
    return number, date.replace("/", "-"), known(read_title(rest.strip(" \t")))


def _end(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.match(text)
    return match.end() if match is not None else 0


def _parts(outline: Outline, timeline: Part | None) -> Iterator[Part]:
    """Headings that are sessions: every one below the timeline, and `Session 1` elsewhere."""
    for part in outline.parts:
        if part is timeline or not 2 <= part.level <= 3:
            continue
        below = timeline is not None and timeline.head < part.head < timeline.end
        level = timeline.level + 1 if timeline is not None else 0
        if part.level == level if below else _SESSION.match(part.title):
            yield part


def _from_heading(outline: Outline, part: Part) -> Found:
    number, date, title = head_of(part.title)
    session = Session(number, date, title, outline.number(part.head))
    machine, session = _marked(outline, part, session)
    above = _Above(session)
    above.read(rows(outline, part.head + 1, part.own))
    groups, summary = above.groups, above.summary
    approvals = above.approvals
    for one in outline.below(part):
        if one.name in ENDING:
            summary = prose(outline, one.head + 1, one.own) or summary
            continue
        kind = kind_of(one) or _parent_kind(outline, part, one)
        found = items(rows(outline, one.head + 1, one.own))
        groups.append(entries(kind, found))
        if kind == "plan":
            approvals += [known for item in found if (known := approval(item)) is not None]
    session = replace(above.session, entries=in_time(groups, date), summary=summary)
    return Found(session, part, machine, tuple(approvals))


def _parent_kind(outline: Outline, session: Part, part: Part) -> EntryKind:
    """A heading below one that is known is of its kind; any other holds notes."""
    above = [p for p in outline.below(session) if p.head < part.head < p.end and kind_of(p)]
    return kind_of(above[-1]) or "note" if above else "note"


def _marked(outline: Outline, part: Part, session: Session) -> tuple[int, Session]:
    """(line of the machine line in the body, the session with what it says); -1 without one."""
    for line in range(part.head + 1, part.own):
        comment = outline.body.code[line] == COMMENT
        match = MACHINE.fullmatch(outline.row(line)) if comment else None
        if match is None:
            continue
        values: dict[str, str] = dict(_VALUE.findall(match["rest"]))
        started = _moment(values.get("start", ""))
        if started is not None:
            ended = _moment(values.get("end", ""))
            head, to = values.get("head", ""), values.get("to", "")
            return line, replace(session, started=started, ended=ended, head=head, to=to)
    return -1, session


def _moment(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        return None


class _Above:
    """What stands in a session before its first heading: fields, and entries without heading."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.groups: list[list[Entry]] = []
        self.approvals: list[Approval] = []
        self.summary = ""
        self._kind: EntryKind = "note"
        self._alone = False
        """The kind was set by an issue, not by a label for all that follows."""
        self._waiting: list[Item] = []

    def read(self, lines: list[Row]) -> None:
        """Take lines in."""
        loose: list[Row] = []
        for row in lines:
            named = label(row.text) if not row.code and "**" in row.text else None
            if named is not None and ITEM.fullmatch(row.text) is None and _is_label(*named[:2]):
                self._loose(loose)
                loose = []
                self._take(*named[:2])
            else:
                loose.append(row)
        self._loose(loose)
        self._flush()

    def _loose(self, lines: list[Row]) -> None:
        for item in items(lines):
            match = LABELLED.fullmatch(item.text) if not item.time else None
            name, value = (match["name"], match["value"]) if match is not None else ("", "")
            kind = NAMES.get(name_of(name)) if name else None
            if name and _is_label(name, value):
                self._take(name, value)
                self._waiting += nested(item)
            elif kind is not None and kind != "issue" and name_of(name) != "commit":
                self._flush()
                self.groups.append(entries(kind, [replace(item, text=value)]))
            else:
                self._place(kind, name_of(name))
                self._waiting.append(item)

    def _place(self, kind: EntryKind | None, name: str) -> None:
        """An issue takes what follows up to the first bullet that is none of its parts."""
        if kind == "issue":
            self._alone = self._alone or self._kind != "issue"
            self._switch("issue")
        elif self._alone and name not in {*RESOLUTION, "commit"}:
            self._switch("note")

    def _take(self, name: str, value: str) -> None:
        """A field of the session, or a label that stands for a heading."""
        folded, value = name_of(name), value.strip(" \t")
        one, said = self.session, known(read_start(value))
        if folded == "duration":
            self.session = replace(one, duration=one.duration or said)
        elif folded == "status":
            self.session = replace(one, status=one.status or said)
        elif folded in _FIELDS:
            self.session = replace(one, participants=one.participants or said)
        elif folded in ENDING:
            self.summary = read_start(value)
        else:
            self._alone = False
            self._switch(NAMES[folded])

    def _switch(self, kind: EntryKind) -> None:
        if kind != self._kind:
            self._flush()
            self._kind = kind
            self._alone = self._alone and kind == "issue"

    def _flush(self) -> None:
        if self._waiting:
            self.groups.append(entries(self._kind, self._waiting))
            if self._kind == "plan":
                found = (approval(item) for item in self._waiting)
                self.approvals += [one for one in found if one is not None]
        self._waiting = []


def _is_label(name: str, value: str) -> bool:
    """Whether a bold label is a field of the session, or stands for a heading."""
    folded, empty = name_of(name), not value.strip(" \t")
    return folded in _FIELDS or (folded in ENDING and not empty) or (folded in NAMES and empty)


def _from_bullets(outline: Outline, timeline: Part) -> Iterator[Found]:
    """Sessions that other teams write as `- **Date**: 2025-08-23`."""
    lines = rows(outline, timeline.head + 1, timeline.own)
    starts = [(at, match) for at, row in enumerate(lines) if (match := _dated(row)) is not None]
    for place, (at, match) in enumerate(starts):
        end = starts[place + 1][0] if place + 1 < len(starts) else len(lines)
        date = match["date"].replace("/", "-")
        rest = match["rest"].lstrip(" \t")
        rest = rest.removeprefix(":").lstrip(" \t*")
        title = known(re.sub(r"\A[–—-][ \t]*", "", rest).strip(" \t"))
        session = Session(int(match["number"] or 0), date, title, lines[at].line)
        above = _Above(session)
        above.read(lines[at + 1 : end])
        found = in_time(above.groups, date)
        yield Found(
            replace(above.session, entries=found, summary=above.summary),
            None,
            approvals=tuple(above.approvals),
        )


def _dated(row: Row) -> re.Match[str] | None:
    bullet = ITEM.fullmatch(row.text) if not row.code else None
    if bullet is None or bullet["indent"]:
        return None
    return _DATED.fullmatch(bullet["text"] or "")
