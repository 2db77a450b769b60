"""The documents of a Codex-OS package as artifacts: headers, owners, links (seed 000 section 3)."""

from __future__ import annotations

import re
from typing import Literal

from spec_tui.documents.blocks import place, scan
from spec_tui.documents.frontmatter import read as read_header
from spec_tui.work.formats import codex
from spec_tui.work.item import Artifact, Content
from spec_tui.work.problems import Notes, from_header

Kind = Literal["srd", "tech-spec", "tasks", "plan"]

_FOLDER = re.compile(r"(\d{4})-(\d{2})-(\d{2})-(.+)")
_FIELDS = ("spec_id", "title", "owners", "status", "updated")
_STATUSES = frozenset({"draft", "review", "approved"})


def read(text: str, path: str, space: str, kind: Kind) -> Content:
    """A document of a package; tasks.md also gives its tasks."""
    notes = Notes(text, path)
    header = read_header(text)
    title, status, spec_id = "", "", ""
    refs: tuple[tuple[str, str, int], ...] = ()
    start = header.after if header is not None else 0
    if header is None:
        if kind != "plan":
            notes.add("warning", "no-header", 0, "The file has no header (spec_id, title, owners).")
    else:
        from_header(notes, header)
        if not header.broken:
            title, status = header.text("title"), header.text("status")
            spec_id = header.text("spec_id")
            if kind != "plan":
                for name in _FIELDS:
                    if name not in header.fields or header.fields[name].value.empty:
                        message = f"`{name}` is missing in the header."
                        notes.add("warning", "missing-field", header.start, message)
            if status and status.lower() not in _STATUSES and "{" not in status:
                message = f"The status `{status}` is none of draft, review, approved."
                notes.add("warning", "unknown-status", header.fields["status"].value.start, message)
            expected = spec_id_of(space.rpartition("/")[2])
            if spec_id and expected and spec_id != expected and "<" not in spec_id:
                message = f"spec_id is {spec_id}, the folder says {expected}."
                notes.add("warning", "spec-id", header.fields["spec_id"].value.start, message)
            links = header.get("links")
            if links is not None:
                refs = tuple(
                    (f"links.{field.key}", field.value.text, place(text, field.start)[0])
                    for field in links.fields.values()
                    if field.value.kind == "text"
                )
    items = codex.read(text, path, space, start) if kind == "tasks" else ()
    if kind == "tasks":
        body = scan(text, start)
        if body.open_fence >= 0:
            at = body.offsets[body.open_fence]
            notes.add("warning", "open-fence", at, "This code fence never closes.")
        for item in items:
            if "<" in item.id:
                at = body.offsets[item.line - 1 - body.before]
                message = f"The placeholder {item.id} was not replaced."
                notes.add("info", "placeholder", at, message)
    artifact = Artifact(spec_id, kind, title, status, path, space, refs=refs)
    return Content(items, (artifact,), notes.found)


def spec_id_of(folder: str) -> str:
    """`20250823-user-profiles` for the folder `2025-08-23-user-profiles`; "" for other names."""
    match = _FOLDER.fullmatch(folder)
    return f"{match[1]}{match[2]}{match[3]}-{match[4]}" if match else ""
