"""A tree of specs: epics, features and tasks in numbered folders (seed 004).

The folder decides what an item is and whose child it is (formats.md 100); the status stands in the
context file beside the spec. The older layout `specs/1001-feature-storage/…` is read too.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import Literal

from spec_tui.documents.blocks import Body, bullet, heading, label, scan
from spec_tui.documents.frontmatter import read as read_header
from spec_tui.documents.links import inside, links
from spec_tui.work.formats.omoi import read_criteria
from spec_tui.work.item import Content, Context, Kind, WorkItem
from spec_tui.work.problems import Notes
from spec_tui.work.vocabulary import hours, known_status, priority

_TITLE = re.compile(
    r"(?:Spec(?:ification)?[ \t]*:?[ \t]+)?(?P<id>\d{4,})[ \t]*[:.–—-][ \t]*(?P<title>.*)"
)
_OLD_FOLDER = re.compile(r"(?P<id>\d{4,})-(?:(?P<kind>epic|feature|task)-)?(?P<name>.+)")
_INLINE = re.compile(r"(?P<id>\d{4,})\.(?P<role>spec|context)\.md")
_OLD_FILE = re.compile(r"(?P<id>\d{4,})(?:-[^/]*)?\.(?P<role>spec|context)\.md")
_ID = re.compile(r"(?<![\w/.-])\d{4,}(?![\w/-])")
SPEC_NAMES = ("spec.md", "epic.md")


@dataclass(frozen=True, slots=True)
class Seat:
    """What the place of a file in a tree says."""

    id: str
    kind: Kind
    parent: str
    role: Literal["spec", "context"]
    layout: Literal["new", "old"]


def seat(path: str) -> Seat | None:
    """What `specs/1000/1001/1011.spec.md` is by its place; None for other files."""
    parts = path.split("/")
    if len(parts) < 3 or parts[0] != "specs":
        return None
    name = parts[-1]
    folders = [_folder(part) for part in parts[1:-1]]
    numbered = [found for found in folders if found is not None]
    if not numbered or folders[-1] is None:
        return None
    own, layout, named = numbered[-1]
    above = numbered[-2][0] if len(numbered) > 1 else ""
    if name in {"epic.md", "spec.md", "context.md"}:
        if name == "context.md":
            return Seat(own, _kind(own, above, named), above, "context", layout)
        kind: Kind = "epic" if name == "epic.md" else _kind(own, above, named, epic=False)
        return Seat(own, kind, above, "spec", layout)
    inline = _INLINE.fullmatch(name)
    if inline is not None and layout == "new":
        role: Literal["spec", "context"] = "spec" if inline["role"] == "spec" else "context"
        return Seat(inline["id"], "task", own, role, "new")
    old = _OLD_FILE.fullmatch(name)
    if old is not None:
        role = "spec" if old["role"] == "spec" else "context"
        if old["id"] == own:
            return Seat(own, _kind(own, above, named), above or _by_digits(own), role, layout)
        return Seat(old["id"], "task", own, role, layout)
    return None


def _folder(part: str) -> tuple[str, Literal["new", "old"], str] | None:
    if part.isdigit() and len(part) >= 4:
        return part, "new", ""
    match = _OLD_FOLDER.fullmatch(part)
    return (match["id"], "old", match["kind"] or "") if match else None


def _kind(one: str, above: str, named: str, *, epic: bool = True) -> Kind:
    if named == "epic":
        return "epic"
    if named == "feature":
        return "feature"
    if named == "task":
        return "task"
    if not above and epic and one.endswith("000"):
        return "epic"
    return "feature"


def _by_digits(one: str) -> str:
    """The parent that digits suggest: 1011 is a task of 1001, 1001 a feature of 1000."""
    if len(one) != 4 or one.endswith("000"):
        return ""
    return f"{one[:2]}0{one[2]}" if one[2] != "0" else f"{one[0]}000"


def context_path(path: str) -> str:
    """Where the context file of a spec file lies."""
    folder, _, name = path.rpartition("/")
    if name in SPEC_NAMES:
        return f"{folder}/context.md"
    return f"{folder}/{name.removesuffix('.spec.md')}.context.md"


def read(text: str, path: str, place: Seat, *, criteria: bool = True) -> Content:
    """A spec file as an item without status, or a context file as a status."""
    notes = Notes(text, path)
    header = read_header(text)
    body = scan(text, header.after if header is not None else 0)
    if body.open_fence >= 0:
        notes.add(
            "warning", "open-fence", body.offsets[body.open_fence], "This code fence never closes."
        )
    fields = head_fields(body)
    if place.role == "context":
        return _context(path, fields, body, notes)
    title, at = _title(body, place)
    if title is None:
        notes.add("error", "missing-field", 0, "The file has no heading `# ID: Title`.")
    elif at is not None and at != place.id:
        message = f"The heading says {at}, the folder says {place.id}; the folder counts."
        notes.add("warning", "id-place", body.offsets[0], message)
    written = fields.get("status", "")
    if not written and header is not None:
        written = header.text("status")
    estimate = fields.get("estimate", "") or (header.text("estimate") if header else "")
    urgency = fields.get("priority", "") or (header.text("priority") if header else "")
    item = WorkItem(
        id=place.id,
        kind=place.kind,
        format="tree",
        title=title or place.id,
        path=path,
        line=1,
        status=known_status(written, "tree") or "pending",
        status_as_written=written,
        priority=priority(urgency),
        priority_as_written=urgency,
        estimate=estimate,
        hours=hours(estimate, task=place.kind == "task") if estimate else None,
        depends_on=dependencies(text, body, path),
        parent=place.parent,
        criteria=read_criteria(body) if criteria else (),
        space="specs",
        style=place.layout,
    )
    return Content((item,), (), notes.found)


def _context(path: str, fields: dict[str, str], body: Body, notes: Notes) -> Content:
    written = fields.get("status", "")
    line = 1
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


def _title(body: Body, place: Seat) -> tuple[str | None, str | None]:
    """(title, id in it) of the first heading of level 1."""
    for line in body.plain():
        at = heading(line.text)
        if at is not None and at[0] == 1:
            match = _TITLE.fullmatch(at[1])
            return (match["title"], match["id"]) if match else (at[1], None)
    return None, None


def dependencies(text: str, body: Body, path: str) -> tuple[str, ...]:
    """Ids below `## Dependencies`: of the specs linked there, or plain numbers."""
    found: dict[str, None] = {}
    inside_section = False
    for line in body.plain():
        at = heading(line.text)
        if at is not None:
            inside_section = at[0] <= 2 and at[1].strip(" :").lower() in {
                "dependencies",
                "depends on",
            }
            continue
        if not inside_section or bullet(line.text) is None:
            continue
        linked = list(links(text, line.at, line.at + len(line.text)))
        for link in linked:
            target = id_of(link.target, path)
            if target is not None:
                found.setdefault(target)
        if not linked:
            for one in _ID.findall(line.text)[:1]:
                found.setdefault(one)
    return tuple(found)


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
