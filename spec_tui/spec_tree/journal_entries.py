"""Entries of a session: bullets with a time, lines nested below them, issues with resolutions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from spec_tui.spec_tree.model import Approval, Entry, EntryKind
from spec_tui.spec_tree.wording import read_line, read_start, read_subject

ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<mark>[-*+]|\d{1,9}[.)])(?:[ \t]+(?P<text>.*))?")
STAMP = re.compile(
    r"(?:(?P<date>\d{4}-\d\d-\d\d)[ \t]+)?"
    r"(?:(?P<time>[0-2]?\d:[0-5]\d)(?=[ \t]|$)"
    r"|[*\[(]{1,2}(?P<marked>[0-2]?\d:[0-5]\d)[*\])]{1,2}:?)"
    r"[ \t]*(?P<rest>.*)"
)
LABELLED = re.compile(
    r"(?:\*\*|__)(?P<name>[^*_:\n]{1,60})(?:(?:\*\*|__)[ \t]*:|:[ \t]*(?:\*\*|__))"
    r"[ \t]*(?P<value>.*)"
)
_APPROVED = re.compile(r"Plan approved by (?P<by>.+), (?P<at>\d{4}-\d\d-\d\d\S*)[ \t]*")
_COMMIT = re.compile(r"`(?P<hash>[^`\s]{1,100})`(?::[ \t]*|[ \t]+[-–—][ \t]+|[ \t]*$)(?P<text>.*)")
_BARE_COMMIT = re.compile(r"(?P<hash>[0-9a-f]{7,40})(?:[ \t]*[:–—-][ \t]*|[ \t]+|$)(?P<text>.*)")
_DELIVERED = re.compile(
    r"(?:Created|Adopted|Updated|Added|Generated|Copied)[ \t]+"
    r"(?:\[\[[^\[\]]*\bdeliverables/[^\[\]]*\]\]"
    r"|\[[^\[\]]*\]\(<?[^()<>]*\bdeliverables/[^()<>]*>?\)).*"
    r"|(?:Created|Modified|Changed)[ \t]+`[^`]+`(?:[ \t]*\(\[|[ \t]+-[ \t]|[ \t]*$).*"
)
ISSUE, RESOLUTION = ("issue", "problem"), ("resolution", "solution", "resolved", "fix")


class Row(NamedTuple):
    """One line of the body of a session."""

    number: int
    """In the body, from 0."""
    text: str
    code: bool
    """In a fence."""
    line: int
    """In the file, from 1."""


@dataclass(frozen=True, slots=True)
class Item:
    """One bullet, or one paragraph where a person wrote none."""

    row: Row
    last: int
    """The last line that belongs to it, in the body."""
    indent: str
    text: str
    details: tuple[str, ...]
    date: str
    time: str

    @property
    def labelled(self) -> tuple[str, str] | None:
        """(name in small letters, value) of `**Issue**: words`."""
        match = LABELLED.fullmatch(self.text)
        return (match["name"].strip().lower(), match["value"]) if match is not None else None


def items(rows: Iterable[Row]) -> list[Item]:
    """Bullets with what is nested below them."""
    found: list[Item] = []
    waiting: list[Row] = []
    own: list[Row] = []
    for row in rows:
        if not row.text.strip(" \t"):
            waiting.append(row)
            continue
        match = ITEM.fullmatch(row.text) if not row.code else None
        base = _width(_indent(own[0].text)) if own else 0
        bulleted = bool(own) and ITEM.fullmatch(own[0].text) is not None
        nested = bool(own) and (row.code or _width(_indent(row.text)) >= base + 2)
        lazy = bool(own) and not waiting and match is None
        if own and ((nested and bulleted) or lazy or row.code):
            own += [*waiting, row]
        else:
            if own:
                found.append(_item(own))
            own = [row]
        waiting = []
    if own:
        found.append(_item(own))
    return found


def entries(kind: EntryKind, found: Iterable[Item]) -> list[Entry]:
    """The entries that the bullets below one heading are."""
    return list(_issues(found)) if kind == "issue" else [_entry(kind, one) for one in found]


def nested(item: Item) -> list[Item]:
    """The bullets below a bullet, as bullets of their own."""
    rows = [
        Row(item.row.number + at, text, False, item.row.line + at)
        for at, text in enumerate(item.details, 1)
    ]
    return items(rows)


def approval(item: Item) -> Approval | None:
    """What `Plan approved by @tom, 2025-08-23T14:02:00+02:00` says; never what was recorded, for
    that begins with a time.
    """
    match = _APPROVED.fullmatch(item.text) if not item.time else None
    return Approval(read_start(match["by"]), match["at"], item.row.line) if match else None


def in_time(found: list[list[Entry]], date: str) -> tuple[Entry, ...]:
    """Entries of several headings in the order of time, else in that of the file.

    A time that is half a day before the one above it is of the next day.
    """
    keyed: list[tuple[str, int, Entry]] = []
    for group in found:
        day, before, key = 0, "", ""
        for entry in group:
            if entry.time:
                time = entry.time.rjust(5, "0")
                if entry.date:
                    day = 0
                elif before and _minute(before) - _minute(time) > 720:
                    day += 1
                key, before = f"{_days_after(entry.date or date, day)} {time}", time
            own = replace(entry, date="") if entry.date == date else entry
            keyed.append((key, entry.line, own))
    return tuple(entry for _, _, entry in sorted(keyed, key=lambda one: one[:2]))


def _days_after(date: str, days: int) -> str:
    try:
        return (datetime.fromisoformat(date) + timedelta(days)).date().isoformat()
    except (ValueError, OverflowError):
        return f"{date}+{days}" if days else date


def _minute(time: str) -> int:
    hours, _, minutes = time.partition(":")
    return int(hours) * 60 + int(minutes)


def _item(rows: list[Row]) -> Item:
    match = ITEM.fullmatch(rows[0].text) if not rows[0].code else None
    indent, text = _indent(rows[0].text), rows[0].text.lstrip(" \t")
    room = 0
    if match is not None:
        text, room = match["text"] or "", len(match["mark"]) + 1
    date = time = ""
    stamp = STAMP.fullmatch(text) if match is not None else None
    if stamp is not None:
        date, time = stamp["date"] or "", stamp["time"] or stamp["marked"]
        text = stamp["rest"]
    details = tuple(_dedented(row, indent, room) for row in rows[1:])
    return Item(rows[0], rows[-1].number, indent, text, details, date, time)


def _dedented(row: Row, indent: str, room: int) -> str:
    text = row.text if row.text.strip(" \t") else ""
    text = text.removeprefix(indent)
    if text.startswith("\t"):
        text = text[1:]
    else:
        text = text[min(room, len(_indent(text))) :]
    return text if row.code else read_line(text)


def _indent(text: str) -> str:
    return text[: len(text) - len(text.lstrip(" \t"))]


def _width(indent: str) -> int:
    return len(indent.expandtabs(4))


def _entry(kind: EntryKind, item: Item) -> Entry:
    text, commit, time = read_start(item.text), "", item.time
    if kind == "commit":
        match = _COMMIT.fullmatch(item.text)
        if match is None and not item.time:
            match = _BARE_COMMIT.fullmatch(item.text)
        text = read_start(match["text"]) if match is not None else read_subject(item.text)
        commit = match["hash"] if match is not None else ""
    elif kind == "implement" and _DELIVERED.fullmatch(text):
        kind = "deliver"
    elif kind == "plan" and (found := approval(item)) is not None:
        return Entry(
            kind, text, _time_of(found.at), item.row.line, item.details, date=found.at[:10]
        )
    return Entry(kind, text, time, item.row.line, item.details, commit=commit, date=item.date)


def _issues(found: Iterable[Item]) -> Iterator[Entry]:
    """Issues, each with the resolution and the commit that follow it."""
    waiting: Entry | None = None
    for item in found:
        name, value = item.labelled or ("", "")
        if waiting is not None and name in RESOLUTION and not waiting.resolution:
            said = "\n".join((read_start(value), *item.details))
            waiting = replace(waiting, resolution=said, resolved=item.time)
        elif waiting is not None and name == "commit" and not waiting.commit:
            waiting = replace(waiting, commit=value.strip().strip("`"))
        else:
            if waiting is not None:
                yield waiting
            waiting = _issue(item, name, value)
    if waiting is not None:
        yield waiting


def _issue(item: Item, name: str, value: str) -> Entry:
    made = _entry("issue", item)
    if name in RESOLUTION:
        said = "\n".join((read_start(value), *item.details))
        return replace(made, text="", details=(), resolution=said, resolved=item.time)
    if name == "commit":
        return replace(made, text="", commit=value.strip().strip("`"))
    if name in ISSUE:
        made = replace(made, text=read_start(value))
    if item.time:
        return made
    # other teams nest the resolution below the issue; what spec-tui recorded bears a time
    kept = []
    for line in item.details:
        bullet = ITEM.fullmatch(line)
        label = LABELLED.fullmatch((bullet["text"] or "") if bullet is not None else "")
        under = label["name"].strip().lower() if label is not None else ""
        if label is not None and under in RESOLUTION and not made.resolution:
            made = replace(made, resolution=read_start(label["value"]))
        elif label is not None and under == "commit" and not made.commit:
            made = replace(made, commit=label["value"].strip().strip("`"))
        else:
            kept.append(line)
    return replace(made, details=tuple(kept))


def _time_of(at: str) -> str:
    try:
        return f"{datetime.fromisoformat(at):%H:%M}" if "T" in at else ""
    except ValueError:
        return ""
