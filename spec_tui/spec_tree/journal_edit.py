"""Editing a context file: sessions, entries, approvals, deliverables. Text in, text out.

An edit adds or changes its own lines, and the value of **Updated**; all else stays byte for byte.
After each edit the new text is read: where it does not say what it was told to say, such as behind
a code fence that never closes, the edit is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from spec_tui.spec_tree.journal import deliverable_lines, journal_of
from spec_tui.spec_tree.journal_entries import ITEM
from spec_tui.spec_tree.journal_sessions import Found, sessions
from spec_tui.spec_tree.journal_splice import (
    before,
    bullet_in,
    bullet_of,
    field_added,
    field_value,
    in_session,
    inserted,
    open_session,
    section_at_end,
    stamp,
    touched,
    under,
    unread,
)
from spec_tui.spec_tree.model import HEADINGS, Entry, EntryKind, Journal
from spec_tui.spec_tree.outline import DELIVERABLES, TIMELINE, Outline
from spec_tui.spec_tree.wording import (
    one_line,
    said,
    written_line,
    written_start,
    written_subject,
    written_title,
)
from spec_tui.work.change import Moment, Refused

UNTITLED = "Implementation Session"
"""What seed 004 calls a session without a title."""
_HASH = re.compile(r"[^\s`<>]{1,100}")
_REGISTRY = ("Scripts", "Documentation", "Configuration Files", "Code Changes")


def start(
    text: str, moment: Moment, *, title: str = "", participants: Sequence[str] = (), head: str = ""
) -> str:
    """A context file with a new open session, after those that are there. Raises Refused.

    `head` is the commit that is checked out, "" without git.
    """
    outline = Outline(text)
    found = sessions(outline)
    running = next((one.session for one in found if one.session.open), None)
    if running is not None:
        raise Refused(f"Session {running.number} is open. Close it before the next one begins.")
    number = max((one.session.number for one in found), default=0) + 1
    called = written_title(title) or UNTITLED
    started = moment.now.isoformat(timespec="seconds")
    machine = f"<!-- spec-tui:session start={started}" + (f" head={head}" if head else "") + " -->"
    people = written_start(", ".join(filter(None, map(one_line, participants))))
    timeline = outline.section(TIMELINE)
    level = timeline.level + 1 if timeline is not None else 3
    lines = [f"{'#' * level} Session {number}: {moment.date} - {called}", machine]
    if people:
        lines.append(f"**Participants**: {people}  ")
    if timeline is None:
        new = section_at_end(outline, "Implementation Timeline", ["", *lines])
    elif _newest_first(found):
        at = next(one.part for one in found if one.part is not None)
        new = before(outline, at.head, [*lines, ""])
    else:
        last = outline.last(timeline.head, timeline.end)
        new = inserted(outline, last, ["", *lines])
    new = touched(new, moment)
    after = [one.session for one in sessions(Outline(new))]
    if len(after) != len(found) + 1 or not any(
        one.open and (one.number, one.started) == (number, _second(moment)) for one in after
    ):
        raise unread(outline)
    return new


def join(text: str, who: str) -> str:
    """Somebody more takes part in the open session; unchanged where they do. Raises Refused."""
    outline, found = open_session(text)
    who = written_start(one_line(who))
    known = re.split(r"[ \t]*[,;&][ \t]*|[ \t]+and[ \t]+", found.session.participants)
    if not who or who in (one.strip() for one in known):
        return text
    span = field_value(outline, found, "participants")
    if span is None:
        return field_added(outline, found, "Participants", who)
    start, end, value = span
    people = f"{value}, {who}" if found.session.participants else who
    return text[:start] + ("" if value else " ") + people + text[end:]


def record(
    text: str,
    kind: EntryKind,
    words: str,
    moment: Moment,
    *,
    resolution: str = "",
    commit: str = "",
) -> str:
    """A context file with one entry more in its open session. Raises Refused.

    Words of several lines are nested; what would open a heading, a fence or a comment is escaped,
    and reading gives the words back.
    """
    outline, found = open_session(text)
    _checked(commit)
    lines = said(words) if words.strip() or kind != "commit" or not commit else ("",)
    time = stamp(moment, found.session)
    first, rest = written_start(lines[0]), [written_line(line) for line in lines[1:]]
    if kind == "issue":
        first = f"**Issue**: {first}"
    elif kind == "commit":
        first = f"`{commit}`: {first}".rstrip(" ") if commit else written_subject(lines[0])
        first = first if lines[0] or not commit else f"`{commit}`"
    elif commit:
        raise Refused("Only a commit or a resolution names a commit.")
    mark, at = in_session(outline, found, HEADINGS[kind])
    rows_ = bullet_of(mark, f"{time} {first}", rest)
    if kind == "issue":
        rows_ += _resolved(mark, resolution, commit, time)
    new = touched(under(outline, found, HEADINGS[kind], rows_, at), moment)
    _check(text, new, found, _wanted(kind, lines, resolution, commit), adds=1)
    return new


def resolve(text: str, line: int, resolution: str, moment: Moment, *, commit: str = "") -> str:
    """The resolution of an issue that stands at a line of the file, from 1. Raises Refused."""
    outline = Outline(text)
    _checked(commit)
    for found in sessions(outline):
        for entry in found.session.entries:
            if entry.kind == "issue" and entry.line == line:
                return _resolve(outline, found, entry, resolution, moment, commit)
    raise Refused(f"There is no issue in line {line}.")


def approve(text: str, by: str, moment: Moment) -> str:
    """The plan is approved: a line under Planning of the open session. Raises Refused."""
    outline, found = open_session(text)
    who = one_line(by)
    if not who:
        raise Refused("Somebody approves a plan: say who.")
    at_time = moment.now.isoformat(timespec="seconds")
    mark, at = in_session(outline, found, HEADINGS["plan"])
    line = f"{mark} Plan approved by {written_start(who)}, {at_time}"
    new = touched(under(outline, found, HEADINGS["plan"], [line], at), moment)
    known = _read(Outline(new)).approval
    if known is None or (known.by, known.at) != (who, at_time):
        raise unread(outline)
    return new


def deliver(text: str, heading: str, entry_line: str) -> str:
    """The registry with one deliverable more; unchanged where its target stands there already.

    Heading and section are made where they are missing. Raises Refused.
    """
    line = one_line(entry_line)
    wanted = _target(line)
    outline = Outline(text)
    known = [one for one, _ in deliverable_lines(outline)]
    if wanted and any(one.target == wanted for one in known):
        return text
    later = _REGISTRY[_REGISTRY.index(heading) + 1 :] if heading in _REGISTRY else ()
    new = _listed(outline, heading, line, later)
    if len(tuple(deliverable_lines(Outline(new)))) != len(known) + 1:
        raise unread(outline)
    return new


def _listed(outline: Outline, heading: str, line: str, later: tuple[str, ...]) -> str:
    """A line below a heading of the registry; `later` are the headings that come after it."""
    part = outline.section(DELIVERABLES)
    title = written_title(heading)
    if part is None:
        return section_at_end(outline, "Deliverables", ["", f"### {title}", line])
    own = list(outline.below(part, part.level + 1))
    for one in own:
        if one.title.strip(" :").lower() == title.lower():
            last = outline.last(one.head, one.own)
            mark = bullet_in(outline, one)
            gap = [""] if last > one.head and not ITEM.match(outline.row(last)) else []
            return inserted(outline, last, [*gap, mark + line.removeprefix("-")])
    lines = [f"{'#' * (part.level + 1)} {title}", line]
    following = next((one.head for one in own if one.title in later), part.end)
    return inserted(outline, outline.last(part.head, following), ["", *lines])


def _target(line: str) -> str:
    """The target of a row as the registry would read it."""
    found = next(deliverable_lines(Outline(f"## Deliverables\n{line}\n")), None)
    return found[0].target if found is not None else ""


def _newest_first(found: list[Found]) -> bool:
    numbers = [one.session.number for one in found if one.part is not None]
    return len(numbers) > 1 and all(a > b for a, b in pairwise(numbers))


def _second(moment: Moment) -> object:
    return moment.now.replace(microsecond=0)


def _checked(commit: str) -> None:
    if commit and _HASH.fullmatch(commit) is None:
        raise Refused(f"{commit!r} is no commit.")


def _resolved(mark: str, resolution: str, commit: str, time: str) -> list[str]:
    lines: list[str] = []
    if resolution.strip():
        first, *rest = said(resolution)
        lines += bullet_of(
            mark,
            f"{time} **Resolution**: {written_start(first)}",
            [written_line(line) for line in rest],
        )
    if commit:
        lines.append(f"{mark} **Commit**: `{commit}`")
    return lines


def _resolve(
    outline: Outline, found: Found, entry: Entry, resolution: str, moment: Moment, commit: str
) -> str:
    if entry.resolution:
        raise Refused("That issue has a resolution already.")
    at = entry.line - outline.number(0)
    match = ITEM.fullmatch(outline.row(at))
    if match is None:
        raise Refused("That issue is no list item: its resolution cannot stand below it.")
    mark = match["mark"] if not match["mark"][0].isdigit() else "-"
    indent = match["indent"]
    last = at
    for line in range(at + 1, len(outline.body.lines)):
        text = outline.row(line)
        if text.strip(" \t"):
            deep = len(text) - len(text.lstrip(" \t")) >= len(indent) + 2
            if not deep:
                break
            last = line
    answer = "\n".join(said(resolution))
    new_lines = _resolved(mark, answer, commit, stamp(moment, found.session))
    new = touched(inserted(outline, last, [indent + one for one in new_lines]), moment)
    wanted = replace(entry, resolution=answer, commit=commit or entry.commit)
    _check(outline.text, new, found, wanted, adds=0)
    return new


def _wanted(kind: EntryKind, lines: tuple[str, ...], resolution: str, commit: str) -> Entry:
    answer = "\n".join(said(resolution)) if resolution.strip() else ""
    return Entry(kind, lines[0], details=lines[1:], resolution=answer, commit=commit)


def _check(text: str, new: str, found: Found, wanted: Entry, *, adds: int) -> None:
    """Refuse an edit after which the journal does not say what it was told to say."""
    before, after = sessions(Outline(text)), sessions(Outline(new))
    if len(before) == len(after):
        for old, one in zip(before, after, strict=True):
            if old.session.line != found.session.line:
                continue
            kinds = {wanted.kind, "deliver" if wanted.kind == "implement" else wanted.kind}
            kinds |= {"implement"} if wanted.kind == "deliver" else set()
            there = [
                entry
                for entry in one.session.entries
                if entry.kind in kinds and _said(entry) == _said(wanted)
            ]
            if there and len(one.session.entries) == len(old.session.entries) + adds:
                return
    raise unread(Outline(text))


def _said(entry: Entry) -> tuple[object, ...]:
    return entry.text, entry.details, entry.resolution, entry.commit


def _read(outline: Outline) -> Journal:
    return journal_of(outline, sessions(outline))
