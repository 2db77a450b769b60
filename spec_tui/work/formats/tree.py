"""A tree of specs: epics, features and tasks in numbered or lettered folders (seed 004).

The folder decides what an item is and whose child it is (formats.md 100, tree_seat.py); the status
stands in the context file beside the spec. A header may give an id of its own, a title, a status,
a parent and dependencies.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from spec_tui.documents.blocks import Body, bullet, heading, label, scan
from spec_tui.documents.frontmatter import Header, Value
from spec_tui.documents.frontmatter import read as read_header
from spec_tui.documents.links import inside, links
from spec_tui.work.formats.omoi import read_criteria
from spec_tui.work.formats.tree_seat import Seat, complete, seat
from spec_tui.work.formats.tree_seat import context_of as context_of
from spec_tui.work.formats.tree_seat import context_path as context_path
from spec_tui.work.ids import is_none
from spec_tui.work.item import Content, Context, Kind, WorkItem
from spec_tui.work.problems import Notes, from_header
from spec_tui.work.vocabulary import hours, known_status, priority

_TITLE = re.compile(
    r"(?:(?:Spec(?:ification)?|Epic|Feature|Task)[ \t]*:?[ \t]+)?"
    r"(?P<id>[0-9]{4,}|[EFT][0-9]{1,4}(?:-[EFT][0-9]{1,4})*)[ \t]*[:.–—-][ \t]*(?P<title>.*)"
)
_ID = re.compile(r"(?<![\w/.-])(?:[0-9]{4,}|[EFT][0-9]{1,4}(?:-[EFT][0-9]{1,4})*)(?![\w/-])")
_OWN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_NUMERIC = re.compile(r"[0-9]{4,9}")
_KINDS: Mapping[str, Kind] = {"epic": "epic", "feature": "feature", "task": "task", "story": "task"}
DEPENDENCIES = frozenset({"dependencies", "depends on"})
"""Headings of level 2 below which the specs are listed that an item waits on."""


def read(text: str, path: str, place: Seat, *, criteria: bool = True) -> Content:
    """A spec file as an item without status, or a context file as a status.

    Nothing where a file is a spec only by an id in its header, and has none.
    """
    notes = Notes(text, path)
    header = read_header(text)
    own = header.text("id") if header is not None else ""
    unnumbered = place.layout == "named" and "/" in place.id
    if unnumbered and place.role == "spec" and not _OWN_ID.fullmatch(own):
        return Content()
    if header is not None:
        from_header(notes, header)
    body = scan(text, header.after if header is not None else 0)
    if body.open_fence >= 0:
        notes.add(
            "warning", "open-fence", body.offsets[body.open_fence], "This code fence never closes."
        )
    fields = head_fields(body)
    if place.role == "context":
        read_ = _context(path, fields, header, body, notes)
        return replace(read_, problems=()) if unnumbered else read_
    one = _id(own, place, header, notes)
    title, at, offset = _title(body, one)
    if header is not None:
        title = title or header.text("title") or None
    if title is None:
        notes.add("error", "missing-field", 0, "The file has no heading `# ID: Title`.")
    elif at is not None and complete(at, one) != one and complete(at, place.id) != place.id:
        message = f"The heading says {at}, the folder says {one}; the folder counts."
        notes.add("warning", "id-place", offset, message)

    def field(name: str) -> str:
        return fields.get(name, "") or (header.text(name) if header is not None else "")

    written, estimate, urgency = field("status"), field("estimate"), field("priority")
    kind = place.kind
    if place.layout == "named":
        kind = _KINDS.get((field("kind") or field("type")).lower(), kind)
    item = WorkItem(
        id=one,
        kind=kind,
        format="tree",
        title=title or one,
        path=path,
        line=1,
        status=known_status(written, "tree") or "pending",
        status_as_written=written,
        priority=priority(urgency),
        priority_as_written=urgency,
        estimate=estimate,
        hours=hours(estimate, task=kind == "task") if estimate else None,
        depends_on=dependencies(text, body, path, header, place),
        parent=_parent(field("parent"), path, place),
        criteria=read_criteria(body) if criteria else (),
        space="specs",
        style=place.layout,
    )
    return Content((item,), (), notes.found)


def _id(own: str, place: Seat, header: Header | None, notes: Notes) -> str:
    """The id of the header where it may count, else that of the place.

    Another number than that of the folder never counts, and `T03` is completed by the folders.
    """
    if not own or header is None or own == place.id:
        return place.id
    offset = header.fields["id"].value.start
    if not _OWN_ID.fullmatch(own):
        shape = "letters, digits, dots and dashes"
        notes.add("warning", "id-place", offset, f"The id {own} is not made of {shape}.")
        return place.id
    if _NUMERIC.fullmatch(own) and _NUMERIC.fullmatch(place.id):
        message = f"The header says {own}, the folder says {place.id}; the folder counts."
        notes.add("warning", "id-place", offset, message)
        return place.id
    return place.id if complete(own, place.id) == place.id else own


def _parent(written: str, path: str, place: Seat) -> str:
    """The parent by place; only where digits or nothing says it, the one that is written."""
    if place.layout in {"new", "letters"}:
        return place.parent
    named = named_in(written, 0, len(written), path, place) or [written.strip()]
    return named[0] or place.parent


def _context(
    path: str, fields: dict[str, str], header: Header | None, body: Body, notes: Notes
) -> Content:
    written = fields.get("status", "")
    line = 1
    if not written and header is not None:
        written = header.text("status")
        return Content((), (), notes.found, Context(path, written, line))
    for one in body.plain():
        named = label(one.text) if "**" in one.text else None
        if named is not None and named[0].lower() == "status":
            line = body.before + one.number + 1
            if named[1] and "{" not in named[1] and known_status(named[1], "tree") is None:
                message = f"The status `{named[1]}` is not known; it counts as pending."
                notes.add("warning", "unknown-status", one.at + named[2], message)
            elif "{" in named[1]:
                message = f"The placeholder {named[1]} was not replaced."
                notes.add("info", "placeholder", one.at + named[2], message)
            break
    return Content((), (), notes.found, Context(path, written, line))


def head_fields(body: Body) -> dict[str, str]:
    """Bold fields between the title and the first `##`, by lower name."""
    found: dict[str, str] = {}
    for line in body.plain():
        if "**" in line.text:
            named = label(line.text)
            if named is not None:
                found.setdefault(named[0].lower(), named[1])
        elif line.text.startswith("##"):
            break
    return found


def _title(body: Body, one: str) -> tuple[str | None, str | None, int]:
    """(title, id in it, offset) of the first heading of level 1."""
    for line in body.plain():
        at = heading(line.text)
        if at is None or at[0] != 1:
            continue
        if at[1].upper().startswith(one.upper()):
            match = re.fullmatch(r"[ \t]*[:.–—-][ \t]*(.*)", at[1][len(one) :])
            if match is not None:
                return match[1], one, line.at
        match = _TITLE.fullmatch(at[1])
        return (match["title"], match["id"], line.at) if match else (at[1], None, line.at)
    return None, None, 0


def dependencies(
    text: str, body: Body, path: str, header: Header | None, place: Seat
) -> tuple[str, ...]:
    """Ids below `## Dependencies`, of the specs linked there or plain numbers, and in the header.

    Behind a link to a spec other links of its line do not count.
    """
    found: dict[str, None] = {}
    inside_section = False
    for line in body.plain():
        at = heading(line.text)
        if at is not None:
            inside_section = at[0] <= 2 and at[1].strip(" :").lower() in DEPENDENCIES
        elif inside_section and bullet(line.text) is not None:
            for one in named_in(text, line.at, line.at + len(line.text), path, place):
                found.setdefault(one)
    if header is not None:
        for value in dependency_values(header):
            for one in named_in(value.text, 0, len(value.text), path, place) or (value.text,):
                if one.strip() and not is_none(one):
                    found.setdefault(one.strip())
    return tuple(found)


def dependency_values(header: Header) -> list[Value]:
    """The entries of `depends_on` or `dependencies` in a header."""
    found: list[Value] = []
    for name in ("depends_on", "dependencies"):
        value = header.get(name)
        if value is not None and value.kind == "list":
            found += value.items
        elif value is not None and value.kind == "text":
            found.append(value)
    return found


def named_in(text: str, start: int, end: int, path: str, place: Seat) -> list[str]:
    """The specs that a span names: those it links to, else the first id in it."""
    linked = [id_of(link.target, path) for link in links(text, start, end)]
    targets = [one for one in linked if one is not None]
    if targets:
        specs = [one for one in targets if "/" not in one and not one.endswith(".md")]
        return specs or targets
    return [complete(one, place.id) for one in _ID.findall(text, start, end)[:1]]


def id_of(target: str, path: str) -> str | None:
    """The id of the spec that a link leads to; the target itself where it leads to none.

    None for links to the web and the like.
    """
    if "://" in target or target.startswith("#"):
        return None
    where = inside(target, posixpath.dirname(path))
    if where is None:
        return target
    for candidate in (where, where + ".md"):
        found = seat(candidate)
        if found is not None and found.role == "spec":
            return found.id
    return target


def with_own_ids(items: Iterable[WorkItem]) -> list[WorkItem]:
    """Items whose parents and dependencies are called as their own headers call them.

    A file knows others by their place only; the id that a header gives is known when all are read.
    """
    found = list(items)
    own: dict[str, str] = {}
    for item in found:
        if item.format == "tree" and item.id not in item.path:
            place = seat(item.path)
            if place is not None and place.id != item.id:
                own.setdefault(place.id, item.id)
    return [_renamed(item, own) if item.format == "tree" else item for item in found]


def _renamed(item: WorkItem, own: Mapping[str, str]) -> WorkItem:
    parent = item.parent
    if own and parent in own:
        parent = own[parent]
    while "/" in parent:
        parent = posixpath.dirname(parent)
        parent = own.get(parent, parent)
        if parent == "specs":
            parent = ""
    waits = item.depends_on
    if own and waits:
        waits = tuple(dict.fromkeys(own.get(one, one) for one in waits))
    if parent == item.parent and waits == item.depends_on:
        return item
    return replace(item, parent=parent, depends_on=waits)
