"""Closing a session: its result and duration, its summary, Summary and Metrics of the journal."""

from __future__ import annotations

from collections.abc import Mapping

from spec_tui.documents.blocks import label
from spec_tui.spec_tree.journal import COMPUTED, is_placeholder, metric_lines, summary_of
from spec_tui.spec_tree.journal_sessions import Found, sessions
from spec_tui.spec_tree.journal_splice import (
    ENDING,
    field_value,
    in_session,
    inserted,
    open_session,
    section_at_end,
    touched,
    under,
    unread,
    with_field,
)
from spec_tui.spec_tree.metrics import GROUPS, between, duration
from spec_tui.spec_tree.model import Session
from spec_tui.spec_tree.outline import METRICS, SUMMARY, Outline
from spec_tui.spec_tree.wording import known, one_line, paragraph, said, written_start
from spec_tui.work.change import Moment

MARK = "<!-- computed -->"


def close(
    text: str, result: str, summary: str, moment: Moment, *, facts: Mapping[str, str], to: str = ""
) -> str:
    """A context file with its open session closed. Raises Refused.

    `facts` are the values of metrics that were computed, by name; a value that a person typed
    stays. The words of the section Summary stay too, but for those of an earlier session: there the
    new summary takes their place, else it is added as a paragraph. `to` is the commit that is
    checked out, "" without git.
    """
    outline, found = open_session(text)
    number, line = found.session.number, found.session.line
    earlier = [one.session.summary for one in sessions(outline)]
    new = _ended(outline, found, moment, to)
    new = _fielded(new, line, "Status", written_start(one_line(result)))
    if summary.strip():
        at, found = _at(new, line)
        _, part = in_session(at, found, ENDING)
        new = under(at, found, ENDING, paragraph(summary), part)
        new = summarized(new, summary, earlier)
    for name, value in facts.items():
        if value:
            new = measured(new, name, value)
    new = touched(new, moment)
    after = [one.session for one in sessions(Outline(new))]
    words = "\n".join(said(summary)) if summary.strip() else ""
    if not any(
        one.number == number and one.ended is not None and one.summary.endswith(words)
        for one in after
    ) or len(after) != len(earlier):
        raise unread(outline)
    return new


def told(session: Session, met: int, total: int) -> str:
    """What a session did, for one that ends without a summary."""
    kinds = [one.kind for one in session.entries]
    parts = [
        f"{kinds.count(kind)} {word if kinds.count(kind) == 1 else many}"
        for kind, word, many in (
            ("plan", "planning entry", "planning entries"),
            ("change", "change to the spec", "changes to the spec"),
            ("implement", "step of implementation", "steps of implementation"),
            ("deliver", "deliverable", "deliverables"),
            ("test", "test entry", "test entries"),
            ("commit", "commit", "commits"),
            ("issue", "issue", "issues"),
            ("note", "note", "notes"),
        )
        if kind in kinds
    ]
    said = ", ".join(parts) or "nothing recorded"
    criteria = f"; {met} of {total} criteria are met" if total else ""
    return f"Session {session.number}: {said}{criteria}."


def summarized(text: str, summary: str, earlier: list[str]) -> str:
    """The section Summary with a summary; `earlier` are the ones that it may take the place of."""
    outline = Outline(text)
    lines = paragraph(summary)
    part = outline.section(SUMMARY)
    if part is None:
        return section_at_end(outline, "Summary", ["", *lines])
    last = outline.last(part.head, part.end)
    if last == part.head:
        return inserted(outline, last, lines)
    raw = outline.row
    shown = [raw(at) for at in range(part.head + 1, last + 1)]
    if is_placeholder("\n".join(shown)):
        first = next(at for at in range(part.head + 1, last + 1) if raw(at).strip())
        return _replaced(outline, first, last, lines)
    if summary_of(outline) == "\n".join(said(summary)):
        return text
    for old in sorted(filter(None, earlier), key=len, reverse=True):
        known_lines = list(paragraph(old))
        first = last + 1 - len(known_lines)
        above = first - 1
        alone = above == part.head or not raw(above).strip(" \t") if first > part.head else False
        if alone and [raw(at) for at in range(first, last + 1)] == known_lines:
            return _replaced(outline, first, last, lines)
    return inserted(outline, last, ["", *lines])


def measured(text: str, name: str, value: str) -> str:
    """Metrics with a value that was computed; a typed one stays, a missing line is added."""
    outline = Outline(text)
    for metric, line in metric_lines(outline):
        if metric.name.lower() != name.lower():
            continue
        if metric.source == "typed" and known(metric.value):
            return text
        return _revalued(outline, line, value)
    group = GROUPS.get(name, "Implementation")
    entry = f"- **{name}**: {value} {MARK}"
    part = outline.section(METRICS)
    if part is None:
        return section_at_end(outline, "Metrics", ["", f"### {group}", entry])
    for one in outline.below(part, part.level + 1):
        if one.title.strip(" :") == group:
            return inserted(outline, outline.last(one.head, one.own), [entry])
    last = outline.last(part.head, part.end)
    return inserted(outline, last, ["", f"{'#' * (part.level + 1)} {group}", entry])


def _revalued(outline: Outline, line: int, value: str) -> str:
    row = outline.row(line)
    named = label(row)
    assert named is not None
    start = outline.body.offsets[line] + named[2]
    marked = COMPUTED.search(row)
    written = value + (marked[0].rstrip() if marked is not None else f" {MARK}")
    if marked is not None and not marked[0].startswith((" ", "\t")):
        written = f"{value} {marked[0].rstrip()}"
    space = "" if outline.text[start - 1] in " \t" else " "
    return outline.text[:start] + space + written + outline.text[start + len(named[1]) :]


def _ended(outline: Outline, found: Found, moment: Moment, to: str) -> str:
    """The machine line with its end, and the duration where a person wrote none."""
    started = found.session.started
    assert started is not None
    end = moment.now
    if (started.tzinfo is None) == (end.tzinfo is None) and end < started:
        # a clock that went backwards
        end = started
    at = outline.body.offsets[found.machine] + outline.row(found.machine).rindex("-->")
    ending = f"end={end.isoformat(timespec='seconds')} " + (f"to={to} " if to else "")
    space = "" if outline.text[at - 1] in " \t" else " "
    new = outline.text[:at] + space + ending + outline.text[at:]
    again, found = _at(new, found.session.line)
    span = field_value(again, found, "duration")
    if span is not None and known(span[2]):
        return new
    return with_field(again, found, "Duration", duration(between(started, end)))


def _fielded(text: str, line: int, name: str, value: str) -> str:
    outline, found = _at(text, line)
    return with_field(outline, found, name, value)


def _at(text: str, line: int) -> tuple[Outline, Found]:
    """The session whose heading stands at a line of the file."""
    outline = Outline(text)
    return outline, next(one for one in sessions(outline) if one.session.line == line)


def _replaced(outline: Outline, first: int, last: int, lines: tuple[str, ...]) -> str:
    start, end = outline.body.offsets[first], outline.close_of(last)
    return outline.text[:start] + outline.newline.join(lines) + outline.text[end:]
