"""Reading a context file (seed 004, "Context File Template"): lenient, and never with an error.

What other teams write is read too: other bullets, other dashes, no blank lines, sections missing or
in another order, sessions as bullets with a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spec_tui.documents.blocks import heading, label
from spec_tui.documents.links import links
from spec_tui.spec_tree.journal_entries import ITEM, Row
from spec_tui.spec_tree.journal_sessions import Found, prose, rows, sessions
from spec_tui.spec_tree.model import Deliverable, Entry, Journal, Metric, Source
from spec_tui.spec_tree.outline import (
    DELIVERABLES,
    DEPENDENCIES,
    METRICS,
    NOTES,
    SUMMARY,
    Outline,
    Part,
    name_of,
)
from spec_tui.spec_tree.wording import known, read_title

COMPUTED = re.compile(r"[ \t]*<!--[ \t]*computed\b[^>]*-->[ \t]*$")
_CODE_CHANGES = frozenset({"code changes", "code", "source", "source code", "code files"})
_PATH = re.compile(r"(?P<path>`[^`\n]+`)(?P<rest>.*)")
_ABOUT = re.compile(r"\A[ \t]*(?:[-–—:]+[ \t]+)?")
_BOLD = re.compile(r"[ \t]{0,3}(?:\*\*|__)(?P<name>[^*_\n]{1,60})(?:\*\*|__)[ \t]*:?[ \t]*")
_TITLE = re.compile(r"\A(?:context|implementation journal|journal)[ \t]*[:–—-][ \t]*", re.I)


def read(text: str) -> Journal:
    """A context file as it stands; sections that are not there are empty."""
    outline = Outline(text)
    return journal_of(outline, sessions(outline))


def journal_of(outline: Outline, found: list[Found]) -> Journal:
    """The journal of an outline and its sessions."""
    fields = _fields(outline)
    approvals = [one for session in found for one in session.approvals]
    backfilled = fields.get("backfilled", "").lower() in {"yes", "true"}
    return Journal(
        title=_title(outline),
        status=fields.get("status") or outline.status,
        created=fields.get("created", ""),
        updated=fields.get("updated", ""),
        summary=summary_of(outline),
        sessions=tuple(one.session for one in found),
        deliverables=tuple(one for one, _ in deliverable_lines(outline)),
        downstream=_listed(outline, ("downstream specs", "downstream")),
        points=_listed(outline, ("integration points", "integration")),
        metrics=tuple(one for one, _ in metric_lines(outline)),
        notes=tuple(_notes(outline)),
        approval=max(approvals, key=lambda one: one.line) if approvals else None,
        backfilled=backfilled,
    )


def words_of(entry: Entry) -> str:
    """What was said when an entry was recorded."""
    return "\n".join((entry.text, *entry.details))


def summary_of(outline: Outline) -> str:
    """The paragraphs of the section Summary, "" for the placeholder of the template."""
    part = outline.section(SUMMARY)
    said = prose(outline, part.head + 1, part.end) if part is not None else ""
    return "" if is_placeholder(said) else said


def is_placeholder(said: str) -> bool:
    """Whether a summary is what the template says in its place."""
    plain = said.strip()
    return (
        not known(plain)
        or plain == "Brief description of what this spec implements and its current status."
    )


def metric_lines(outline: Outline) -> Iterator[tuple[Metric, int]]:
    """Metrics with their lines in the body."""
    part = outline.section(METRICS)
    for group, row in _grouped(outline, part):
        named = label(row.text) if not row.code else None
        if named is None or not named[0]:
            continue
        marked = COMPUTED.search(named[1])
        value = named[1][: marked.start()] if marked is not None else named[1]
        source: Source = "computed" if marked is not None else "typed"
        yield Metric(group, named[0], known(value.strip(" \t")), source, row.line), row.number


def deliverable_lines(outline: Outline) -> Iterator[tuple[Deliverable, int]]:
    """Rows of the registry with their lines in the body."""
    part = outline.section(DELIVERABLES)
    for group, row in _grouped(outline, part):
        bullet = ITEM.fullmatch(row.text) if not row.code else None
        text = ((bullet["text"] or "") if bullet is not None else "").strip(" \t")
        text = re.sub(r"\A\[[ xX]\][ \t]+", "", text)
        if not text or not known(text):
            continue
        found = _deliverable(group, text, row.line)
        if found.target or (bullet is not None and not bullet["indent"]):
            yield found, row.number


def _deliverable(group: str, text: str, line: int) -> Deliverable:
    code = name_of(group) in _CODE_CHANGES
    path = _PATH.match(text)
    if path is not None:
        target = path["path"].strip("`")
        return Deliverable(group, target, target, _about(path["rest"]), line, code=True)
    link = next(links(text), None)
    if link is None:
        return Deliverable(group, "", text, "", line, code=code)
    before = text[: link.start].strip(" \t:–—-*_")
    about = _about(text[link.end :]) or before
    return Deliverable(group, link.target, link.label, about, line, code=code)


def _about(rest: str) -> str:
    return _ABOUT.sub("", rest, count=1).strip(" \t")


def _grouped(outline: Outline, part: Part | None) -> Iterator[tuple[str, Row]]:
    """(heading above it, line) of all lines of a section that are not blank; also below a line
    that is only bold words, which other teams write for a heading.
    """
    group = ""
    for row in rows(outline, part.head + 1, part.end) if part is not None else ():
        if not row.text.strip(" \t"):
            continue
        head = heading(row.text) if not row.code else None
        bold = _BOLD.fullmatch(row.text)
        if head is not None:
            group = read_title(head[1]).strip(" :")
        elif bold is not None:
            group = bold["name"].strip(" :")
        else:
            yield group, row


def _listed(outline: Outline, names: tuple[str, ...]) -> tuple[str, ...]:
    """Bullets below the heading of level 3 with one of these names, nested lines left out."""
    found = []
    for group, row in _grouped(outline, outline.section(DEPENDENCIES)):
        bullet = ITEM.fullmatch(row.text) if not row.code else None
        if bullet is not None and not bullet["indent"] and name_of(group) in names:
            found.append((bullet["text"] or "").strip(" \t"))
    return tuple(filter(None, found))


def _notes(outline: Outline) -> Iterator[tuple[str, tuple[str, ...]]]:
    by_heading: dict[str, list[str]] = {}
    for group, row in _grouped(outline, outline.section(NOTES)):
        text = row.text.strip(" \t")
        bullet = ITEM.fullmatch(row.text) if not row.code else None
        if bullet is not None and not bullet["indent"]:
            text = (bullet["text"] or "").strip(" \t")
        by_heading.setdefault(group, []).append(text)
    for group, lines in by_heading.items():
        yield group, tuple(lines)


def _fields(outline: Outline) -> dict[str, str]:
    """Bold fields of the header by lower name, placeholders as ""."""
    found: dict[str, str] = {}
    for row in rows(outline, 0, outline.first):
        named = label(row.text) if "**" in row.text and not row.code else None
        if named is not None:
            found.setdefault(named[0].lower(), known(named[1]))
    return found


def _title(outline: Outline) -> str:
    for part in outline.parts:
        if part.level == 1:
            title = _TITLE.sub("", part.title, count=1)
            return known(read_title(title).strip(" \t"))
    return ""
