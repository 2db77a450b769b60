"""Where lines go in a context file: into a session, below its heading, at the end of a section."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spec_tui.documents.blocks import label
from spec_tui.spec_tree.journal_entries import ITEM
from spec_tui.spec_tree.journal_sessions import Found, kind_of, sessions
from spec_tui.spec_tree.model import HEADINGS, Session
from spec_tui.spec_tree.outline import SECTIONS, Outline, Part, name_of
from spec_tui.spec_tree.wording import known
from spec_tui.work.change import Moment, Refused

ENDING = "Summary"
_ORDER = (
    "Planning", "Changes to Spec", "Implementation", "Testing", "Commits", "Issues & Resolutions",
    "Notes", ENDING,
)  # fmt: skip
"""Headings of a session in the order of the template, then ours."""
_TIME = re.compile(r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?")


def open_session(text: str) -> tuple[Outline, Found]:
    """The session that is open. Raises Refused where none is."""
    outline = Outline(text)
    running = [one for one in sessions(outline) if one.session.open]
    if not running:
        raise Refused("No session is open. Nothing was changed.")
    return outline, running[-1]


def inserted(outline: Outline, line: int, lines: Sequence[str]) -> str:
    """The text with lines after one of the body; -1 is before the first."""
    text, newline = outline.text, outline.newline
    new = newline.join(lines)
    if line < 0:
        return text[: outline.start] + new + newline + text[outline.start :]
    at = outline.close_of(line)
    return text[:at] + newline + new + text[at:]


def before(outline: Outline, line: int, lines: Sequence[str]) -> str:
    """The text with lines before one of the body."""
    at = outline.body.offsets[line]
    new = "".join(one + outline.newline for one in lines)
    return outline.text[:at] + new + outline.text[at:]


def under(
    outline: Outline, found: Found, heading: str, lines: Sequence[str], part: Part | None
) -> str:
    """Lines at the end of a heading of a session; without `part` the heading is made."""
    session = found.part
    assert session is not None
    if part is not None:
        last = outline.last(part.head, part.own)
        lead = [] if last == part.head or _is_list(outline, last) else [""]
        return inserted(outline, last, [*lead, *lines])
    rank = _ORDER.index(heading)
    later = next((one for one in _direct(outline, session) if _rank(one) > rank), None)
    last = outline.last(session.head, later.head if later is not None else session.end)
    return inserted(outline, last, ["", f"{'#' * (session.level + 1)} {heading}", *lines])


def in_session(outline: Outline, found: Found, heading: str) -> tuple[str, Part | None]:
    """(bullet in use there, the part) of a heading in a session, `-` and None where it is not."""
    session = found.part
    assert session is not None
    for one in _direct(outline, session):
        if _rank(one) == _ORDER.index(heading):
            return bullet_in(outline, one), one
    return "-", None


def bullet_in(outline: Outline, part: Part) -> str:
    """The bullet that the list below a heading uses, `-` where there is none."""
    for line in range(part.head + 1, part.own):
        match = ITEM.fullmatch(outline.row(line)) if not outline.body.code[line] else None
        if match is not None and not match["mark"][0].isdigit():
            return match["mark"]
    return "-"


def bullet_of(mark: str, first: str, rest: Sequence[str]) -> list[str]:
    """One list item; further lines are nested in it."""
    return [f"{mark} {first}", *(f"  {line}" if line else "" for line in rest)]


def stamp(moment: Moment, session: Session) -> str:
    """`14:02`; with its date on another day than the session began."""
    time = f"{moment.now:%H:%M}"
    return time if moment.date == session.date else f"{moment.date} {time}"


def section_at_end(outline: Outline, title: str, lines: Sequence[str]) -> str:
    """A new section of level 2, before the first one that comes later in the template."""
    place = [name for name, _ in SECTIONS].index(title)
    later = {name for _, names in SECTIONS[place + 1 :] for name in names}
    level_2 = [part for part in outline.parts if part.level == 2]
    before = next((part for part in level_2 if part.name in later), None)
    last = outline.last(-1, before.head if before is not None else len(outline.body.lines))
    made = [f"## {title}", *lines]
    if last >= 0:
        return inserted(outline, last, ["", *made])
    return inserted(outline, last, [*made, ""] if before is not None else made)


def field_value(outline: Outline, found: Found, name: str) -> tuple[int, int, str] | None:
    """(start, end, value) of a field of a session, which stands before its first heading."""
    session = found.part
    assert session is not None
    return _value(outline, session.head + 1, session.own, name)


def with_field(outline: Outline, found: Found, name: str, value: str) -> str:
    """A session with a field set; where it is missing it is added behind the one before it."""
    span = field_value(outline, found, name)
    if span is None:
        return field_added(outline, found, name, value)
    start, end, old = span
    space = "" if old or outline.text[start - 1] in " \t" else " "
    return outline.text[:start] + space + value + outline.text[end:]


def field_added(outline: Outline, found: Found, name: str, value: str) -> str:
    """A session with a field more: Duration, Participants, Status, in this order."""
    session = found.part
    assert session is not None
    line = max(session.head, found.machine)
    order = ("Duration", "Participants", "Status")
    for earlier in order[: order.index(name)]:
        span = field_value(outline, found, earlier)
        if span is not None:
            at = outline.body.offsets
            line = max(line, next(n for n in range(len(at) - 1, -1, -1) if at[n] <= span[0]))
    return inserted(outline, line, [f"**{name}**: {value}" + ("" if name == order[-1] else "  ")])


def touched(text: str, moment: Moment) -> str:
    """The text with the time in **Updated**; a header without that line stays as it is."""
    outline = Outline(text)
    span = _value(outline, 0, outline.first, "updated")
    if span is None:
        return text
    start, end, value = span
    if not value or not known(value):
        space = "" if value or text[start - 1] in " \t" else " "
        return text[:start] + space + moment.minute + text[end:]
    time = _TIME.match(value)
    # words of a person in that line stay
    return text if time is None else text[:start] + moment.minute + text[start + time.end() :]


def unread(outline: Outline) -> Refused:
    """Why an edit is refused after which the journal would not say what it was told to say."""
    fence = outline.body.open_fence
    if fence >= 0:
        return Refused(
            f"The code fence in line {outline.number(fence)} of the context file never closes: "
            "what is written behind it would not be seen. Close it and try again. "
            "Nothing was changed."
        )
    return Refused(
        "The context file would not show what was written into it. Look for a comment or a fence "
        "that is not closed. Nothing was changed."
    )


def _value(outline: Outline, start: int, end: int, name: str) -> tuple[int, int, str] | None:
    for line in range(start, end):
        row = outline.row(line)
        named = label(row) if "**" in row and not outline.body.code[line] else None
        if named is not None and name_of(named[0]) == name.lower():
            at = outline.body.offsets[line] + named[2]
            return at, at + len(named[1]), named[1]
    return None


def _direct(outline: Outline, session: Part) -> list[Part]:
    return list(outline.below(session, session.level + 1))


def _rank(part: Part) -> int:
    """The place of a heading in a session; -1 for one of a person's own."""
    if part.name in {"summary", "session summary"}:
        return len(_ORDER) - 1
    kind = kind_of(part)
    return _ORDER.index(HEADINGS[kind]) if kind is not None else -1


def _is_list(outline: Outline, line: int) -> bool:
    """Whether a line ends a list: a bullet, or one nested in it."""
    row = outline.row(line)
    if outline.body.code[line] and not row.startswith((" ", "\t")):
        return False
    return ITEM.fullmatch(row) is not None or row.startswith(("  ", "\t"))
