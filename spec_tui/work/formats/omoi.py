"""Artifacts below .omoi_os: PRDs, requirements, designs, tickets and tasks (seed 003).

Every spelling counted in work-items.md is read. What is missing or spelled otherwise becomes a
problem beside the item; only a file without any header and without bold lines gives no item.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from spec_tui.documents.blocks import Body, bullet, heading, label, place, scan
from spec_tui.documents.derivedmark import remembered, value_hash
from spec_tui.documents.frontmatter import Field, Header, Value, bold_fields
from spec_tui.documents.frontmatter import read as read_header
from spec_tui.work import ears
from spec_tui.work.formats.kinds import check_kinds
from spec_tui.work.ids import ID, split_list
from spec_tui.work.item import (
    Artifact,
    Content,
    Criterion,
    Requirement,
    WorkItem,
)
from spec_tui.work.problems import Notes, from_header
from spec_tui.work.vocabulary import hours, known_status, priority

Folder = Literal["docs", "requirements", "designs", "tickets", "tasks"]

ALIASES: Mapping[str, tuple[str, ...]] = {
    "ticket_id": ("parent_ticket", "ticket", "parent"),
    "design_ref": ("linked_design", "design"),
    "id": ("task_id",),
    "title": ("name",),
    "estimate": ("size", "effort"),
}
"""What else is read where the template has the first name (work-items.md)."""

REQUIRED: Mapping[Folder, tuple[str, ...]] = {
    "docs": ("id", "title", "status"),
    "requirements": ("id", "title", "status"),
    "designs": ("id", "title", "status"),
    "tickets": ("id", "title", "status"),
    "tasks": ("id", "title", "status", "ticket_id"),
}
EXPECTED: Mapping[Folder, tuple[str, ...]] = {
    "docs": ("feature", "created", "updated", "author"),
    "requirements": ("feature", "created", "updated", "category", "priority"),
    "designs": ("feature", "created", "updated", "requirements"),
    "tickets": ("priority", "estimate", "requirements", "dependencies"),
    "tasks": ("estimate", "type", "dependencies"),
}
"""Other fields of the templates: a warning where one is missing."""

PREFIX: Mapping[Folder, str] = {
    "docs": "PRD-",
    "requirements": "REQ-",
    "designs": "DESIGN-",
    "tickets": "TKT-",
    "tasks": "TSK-",
}
_TYPES = frozenset({"implementation", "refactor", "test", "documentation", "research", "bugfix"})
_REQUIREMENT = re.compile(
    r"(?P<id>REQ-[A-Za-z0-9{}_-]*[A-Za-z0-9}])"
    r"(?:[ \t]*[:.–—][ \t]*|[ \t]+-[ \t]+|[ \t]+|$)(?P<title>.*)"
)
_REQUIREMENT_ID = re.compile(r"REQ-[A-Za-z0-9_-]{0,80}[A-Za-z0-9]")
_CRITERIA = ("acceptance criteria", "done when", "acceptance criterion", "criteria")
_SHAPE = re.compile(r"[A-Z]+(?:-[A-Za-z0-9]+)*-\d+[a-z]?")


def read(text: str, path: str, folder: Folder, space: str, *, criteria: bool = True) -> Content:
    """What one file holds. `criteria` False leaves the body of tickets and tasks unread."""
    notes = Notes(text, path)
    header = read_header(text)
    if header is None:
        bold = bold_fields(text)
        if not bold:
            notes.add(
                "error", "no-header", 0,
                "The file has no header. It begins with --- and the fields of its template.",
            )  # fmt: skip
            return Content(problems=notes.found)
        header = _from_bold(text, bold)
        notes.add("info", "bold-header", 0, "The fields stand as bold lines, not as YAML.")
        style = "bold"
    else:
        from_header(notes, header)
        style = "yaml"
        if header.broken:
            return Content(problems=notes.found)
    fields = _named(header, notes)
    _check_required(fields, folder, header, notes)
    check_kinds(fields, notes)
    if folder in {"tickets", "tasks"}:
        item = _work_item(text, path, folder, space, fields, header, notes, style, criteria)
        return Content((item,) if item else (), (), notes.found)
    artifact = _artifact(text, path, folder, space, fields, header, notes)
    return Content((), (artifact,), notes.found)


def named_fields(header: Header) -> dict[str, Field]:
    """The fields of a header by the names of the templates, aliases resolved."""
    fields = dict(header.fields)
    for name, others in ALIASES.items():
        if name in fields and not fields[name].value.empty:
            continue
        for other in others:
            if other in header.fields and not header.fields[other].value.empty:
                fields[name] = header.fields[other]
                break
    return fields


def _named(header: Header, notes: Notes) -> dict[str, Field]:
    fields = named_fields(header)
    for name in ALIASES:
        found = fields.get(name)
        if found is not None and found.key != name:
            message = f"`{found.key}` is read as `{name}`."
            notes.add("info", "alias", found.start, message)
    return fields


def _from_bold(text: str, bold: Mapping[str, Field]) -> Header:
    """Bold lines as a header; a title comes from the first heading, an id from it too."""
    fields = dict(bold)
    for line in scan(text).plain():
        at = heading(line.text)
        if at is None:
            continue
        match = re.match(r"(?P<id>" + ID.pattern + r")[ \t]*[:–—-]?[ \t]*(?P<title>.*)", at[1])
        title = match["title"] if match else at[1]
        start = line.at + line.text.index(title) if title else line.at
        if match is not None and "id" not in fields:
            low = line.at + line.text.index(match["id"])
            fields["id"] = Field("id", low, Value("text", match["id"], low, low + len(match["id"])))
        if "title" not in fields:
            value = Value("text", title, start, start + len(title))
            fields["title"] = Field("title", start, value)
        break
    return Header(0, 0, 0, fields)


def _check_required(
    fields: Mapping[str, Field], folder: Folder, header: Header, notes: Notes
) -> None:
    for name in REQUIRED[folder]:
        if name not in fields or fields[name].value.empty:
            at = fields[name].start if name in fields else header.start
            notes.add("error", "missing-field", at, f"`{name}` is missing in the header.")
    for name in EXPECTED[folder]:
        if name in fields:
            continue
        if name == "dependencies" and ("depends_on" in fields or "blocked_by" in fields):
            continue
        notes.add("warning", "missing-field", header.start, f"`{name}` is missing in the header.")


def _text(fields: Mapping[str, Field], name: str) -> str:
    field = fields.get(name)
    if field is None or field.value.kind == "none":
        return ""
    return field.value.text.strip()


def texts(value: Value | None) -> list[str]:
    """The texts of a list, or of a single value."""
    if value is None or value.kind == "none":
        return []
    if value.kind == "list":
        return [item.text for item in value.items if item.kind != "none"]
    return [value.text] if value.kind == "text" else []


def dependency_values(fields: Mapping[str, Field], kind: str) -> tuple[list[Value], list[Value]]:
    """(values of what this waits on, values of what waits on this), every spelling."""
    waits: list[Value] = []
    blocks: list[Value] = []
    inside = fields.get("dependencies")
    if inside is not None:
        if inside.value.kind == "map":
            for key, field in inside.value.fields.items():
                if key in {"depends_on", "blocked_by"}:
                    waits.append(field.value)
                elif key == "blocks":
                    blocks.append(field.value)
        else:
            waits.append(inside.value)
    waits += [fields[key].value for key in ("depends_on", "blocked_by") if key in fields]
    if "blocks" in fields:
        blocks.append(fields["blocks"].value)
    return waits, blocks


def _ids(values: list[Value]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for value in values:
        for one in split_list(texts(value)):
            found.setdefault(one)
    return tuple(found)


def _work_item(
    text: str,
    path: str,
    folder: Folder,
    space: str,
    fields: Mapping[str, Field],
    header: Header,
    notes: Notes,
    style: str,
    criteria: bool,
) -> WorkItem | None:
    name = _text(fields, "id")
    if not name:
        stem = path.rpartition("/")[2].removesuffix(".md")
        match = ID.match(stem)
        name = match[0] if match else stem
    task = folder == "tasks"
    words: Literal["task", "ticket"] = "task" if task else "ticket"
    written = _text(fields, "status")
    status = known_status(written, words) if written else "pending"
    if status is None:
        message = f"The status `{written}` is not known; it counts as pending."
        notes.add("warning", "unknown-status", fields["status"].value.start, message)
    urgency = _text(fields, "priority")
    if urgency and not priority(urgency):
        message = f"The priority `{urgency}` is none of CRITICAL, HIGH, MEDIUM, LOW."
        notes.add("warning", "unknown-value", fields["priority"].value.start, message)
    estimate = _text(fields, "estimate")
    amount = hours(estimate, task=task) if estimate else None
    if estimate and amount is None:
        message = f"The estimate `{estimate}` is neither a size (S, M, L, XL) nor hours (4h, 3d)."
        notes.add("warning", "unknown-value", fields["estimate"].value.start, message)
    derived = remembered(text[header.start : header.end])
    if derived and estimate and derived.get("estimate") == value_hash(estimate):
        message = (
            f"{name}: the estimate `{estimate}` is the usual one; nobody has looked at it yet."
        )
        notes.add("info", "size-not-reviewed", fields["estimate"].value.start, message)
    if task and amount is not None and amount > 4:
        _too_large(name, estimate, amount, fields, notes)
    kind = _text(fields, "type")
    if task and kind and kind not in _TYPES:
        message = f"The type `{kind}` is none of {', '.join(sorted(_TYPES))}."
        notes.add("info", "unknown-value", fields["type"].value.start, message)
    _check_name(name, path, folder, fields, notes)
    waits, blocks = dependency_values(fields, words)
    return WorkItem(
        id=name,
        kind=words,
        format="omoi",
        title=_text(fields, "title") or name,
        path=path,
        line=1,
        status=status or "pending",
        status_as_written=written,
        priority=priority(urgency),
        priority_as_written=urgency,
        estimate=estimate,
        hours=amount,
        depends_on=_ids(waits),
        blocks=_ids(blocks),
        parent=_text(fields, "ticket_id") if task else "",
        requirements=tuple(texts(fields["requirements"].value)) if "requirements" in fields else (),
        design=_text(fields, "design_ref"),
        type=kind,
        criteria=read_criteria(scan(text, header.after)) if criteria else (),
        space=space,
        style=style,
    )


def _too_large(
    name: str, estimate: str, amount: float, fields: Mapping[str, Field], notes: Notes
) -> None:
    severity: Literal["error", "warning"] = "error" if amount > 8 else "warning"
    limit = "8" if amount > 8 else "4"
    notes.add(
        severity, "too-large", fields["estimate"].value.start,
        f"{name}: {estimate} is more than {limit} hours. Split it into smaller tasks.",
    )  # fmt: skip


def _check_name(
    name: str, path: str, folder: Folder, fields: Mapping[str, Field], notes: Notes
) -> None:
    if "id" not in fields or "{" in name or "<" in name:
        return
    at = fields["id"].value.start
    if _SHAPE.fullmatch(name) is None:
        notes.add(
            "warning", "id-shape", at, f"The id `{name}` does not look like {PREFIX[folder]}001."
        )
        return
    stem = path.rpartition("/")[2].removesuffix(".md")
    if stem != name and not stem.startswith((name + "-", name + "_", name + ".")):
        message = f"The file {stem}.md holds the id {name}."
        notes.add("info", "file-name", at, message)


def read_criteria(body: Body) -> tuple[Criterion, ...]:
    """Bullets below "Acceptance Criteria" and "Done When", as headings or bold labels."""
    found: list[Criterion] = []
    inside = False
    for line in body.plain():
        text = line.text
        at = heading(text) if "#" in text else None
        if at is not None:
            inside = at[1].strip(" :*").lower() in _CRITERIA
            continue
        stripped = text.lstrip()
        if stripped[:2] == "**":
            named = label(text)
            if named is not None:
                inside = named[0].lower() in _CRITERIA
                continue
        if inside and stripped[:1] in {"-", "*", "+"}:
            item = bullet(text)
            if item is not None and item.text:
                ticked = item.box not in {"", "[ ]"}
                number = body.before + line.number + 1
                found.append(Criterion(item.text, ticked, number, bool(item.box)))
    return tuple(found)


def _artifact(
    text: str,
    path: str,
    folder: Folder,
    space: str,
    fields: Mapping[str, Field],
    header: Header,
    notes: Notes,
) -> Artifact:
    name = _text(fields, "id") or path.rpartition("/")[2].removesuffix(".md")
    refs = [
        (fields[key].key, _text(fields, key), place(text, fields[key].start)[0])
        for key in ("prd_ref", "design_ref", "requirements_ref")
        if key in fields and not fields[key].value.empty
    ]
    kinds: Mapping[Folder, Literal["prd", "requirements", "design"]] = {
        "docs": "prd",
        "requirements": "requirements",
        "designs": "design",
    }
    kind = kinds[folder]
    inline: tuple[Requirement, ...] = ()
    named: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    if kind == "requirements":
        inline = _inline(text, path, name, fields, header, notes)
    else:
        named = tuple(texts(fields["requirements"].value)) if "requirements" in fields else ()
        if kind == "design":
            mentions = tuple(dict.fromkeys(_REQUIREMENT_ID.findall(text, header.after)))
    return Artifact(
        id=name,
        kind=kind,
        title=_text(fields, "title") or name,
        status=_text(fields, "status"),
        path=path,
        space=space,
        feature=_text(fields, "feature"),
        requirements=named,
        mentions=mentions,
        refs=tuple(refs),
        inline=inline,
    )


def _inline(
    text: str,
    path: str,
    file_id: str,
    fields: Mapping[str, Field],
    header: Header,
    notes: Notes,
) -> tuple[Requirement, ...]:
    """Requirements under headings of their own, or the one of the header (work-items.md)."""
    body = scan(text, header.after)
    if body.open_fence >= 0:
        at = body.offsets[body.open_fence]
        notes.add("warning", "open-fence", at, "This code fence never closes.")
    found: list[Requirement] = []
    name = title = urgency = ""
    start = at_line = 0
    words: list[str] = []

    def close() -> None:
        if not name:
            return
        sentence = ears.sentence(words)
        for code, message in ears.check(sentence):
            notes.add("warning", code, start, f"{name}: {message}")
        found.append(Requirement(name, title, sentence, path, at_line, priority(urgency), file_id))

    for line in body.plain():
        head = heading(line.text)
        if head is not None:
            close()
            name, title, urgency, words = "", "", "", []
            match = _REQUIREMENT.match(head[1]) if head[0] > 1 else None
            if match is not None:
                name, title = match["id"], match["title"].strip()
                start, at_line = line.at, body.before + line.number + 1
            continue
        if name:
            marked = label(line.text) if "**" in line.text else None
            if marked is not None and marked[0].lower() == "priority":
                urgency = marked[1]
            words.append("" if marked is not None else line.text)
    close()
    if not found and "condition" in fields and "action" in fields:
        sentence = f"WHEN {_text(fields, 'condition')}, THE SYSTEM SHALL {_text(fields, 'action')}"
        found.append(Requirement(file_id, _text(fields, "title"), sentence, path, 1, "", file_id))
    return tuple(found)
