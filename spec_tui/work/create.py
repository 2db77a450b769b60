"""New artifacts from their templates: the next free id, the path, and the text (seed 003, 004)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from spec_tui.documents.frontmatter import read as read_header
from spec_tui.documents.headeredit import apply, put
from spec_tui.documents.kebab import kebab
from spec_tui.work.change import Moment, Refused
from spec_tui.work.create_tree import create_spec
from spec_tui.work.formats import omoi_edit
from spec_tui.work.ids import next_id
from spec_tui.work.item import WorkItem
from spec_tui.work.plan import Plan

New = Literal["prd", "requirements", "design", "ticket", "task", "epic", "feature"]

_RESERVED = frozenset({"con", "prn", "aux", "nul", "readme", "index", "template"})


class Created(NamedTuple):
    """A new file, and the other files that name it."""

    id: str
    path: str
    texts: dict[str, str]


def slug(title: str) -> str:
    """A file name for a title: ASCII, lower case, at most 60 characters. Raises Refused."""
    name = kebab(title)
    if not name:
        raise Refused(f"{title!r} holds no latin letter or digit to make a file name of.")
    return f"{name}-1" if name in _RESERVED else name


def create(
    plan: Plan,
    kind: New,
    title: str,
    moment: Moment,
    *,
    feature: str = "",
    parent: WorkItem | None = None,
    parent_text: str = "",
) -> Created:
    """The text of a new artifact; nothing is written. Raises Refused.

    A task goes where its parent is: below a ticket of .omoi_os or in a feature of specs/;
    `parent_text` is the text of the parent's file, whose list of tasks gets a line.
    """
    title = title.strip()
    if not title or any(unicodedata.category(char) in {"Cc", "Zl", "Zp"} for char in title):
        raise Refused("A title is one line with at least one character.")
    if kind == "task":
        return _task(plan, title, moment, parent, parent_text)
    if kind in {"epic", "feature"}:
        above = parent if kind == "feature" else None
        place, texts = create_spec(plan, kind, title, moment, above, parent_text)
        return Created(place.id, place.path, texts)
    name = slug(feature or title)
    if kind == "ticket":
        one = next_id("TKT-", [item.id for item in plan.items if item.kind == "ticket"])
        path = f".omoi_os/tickets/{one}.md"
        text = _filled(kind, title, name, "", one.removeprefix("TKT-"), moment)
        return Created(one, path, {path: text})
    code = _code(plan, name)
    path = {
        "prd": f".omoi_os/docs/prd-{name}.md",
        "requirements": f".omoi_os/requirements/{name}.md",
        "design": f".omoi_os/designs/{name}.md",
    }[kind]
    if path in plan.paths:
        raise Refused(f"{path} is there already. Nothing was changed.")
    text = _without_dead_refs(plan, _filled(kind, title, name, code, "", moment))
    prefix = {"prd": "PRD", "requirements": "REQ", "design": "DESIGN"}[kind]
    return Created(f"{prefix}-{code}-001", path, {path: text})


def _task(
    plan: Plan, title: str, moment: Moment, parent: WorkItem | None, parent_text: str
) -> Created:
    if parent is None:
        raise Refused("A task needs a parent: a ticket of .omoi_os or a feature of specs/.")
    if parent.format == "tree" and parent.kind == "feature":
        place, texts = create_spec(plan, "task", title, moment, parent, parent_text)
        return Created(place.id, place.path, texts)
    if parent.format != "omoi" or parent.kind != "ticket":
        raise Refused(f"{parent.ref} can hold no tasks. Name a ticket or a feature.")
    tasks = [item.id for item in plan.items if item.format == "omoi" and item.kind == "task"]
    one = next_id("TSK-", tasks)
    path = f".omoi_os/tasks/{one}.md"
    text = _filled("task", title, "", "", one.removeprefix("TSK-"), moment)
    header = read_header(text)
    assert header is not None
    text = apply(text, put(text, header, "ticket_id", parent.id))
    texts = {path: text}
    listed = omoi_edit.listed_task(parent_text, one, title) if parent_text else ""
    if listed and listed != parent_text:
        texts[parent.path] = listed
    return Created(one, path, texts)


def _code(plan: Plan, feature: str) -> str:
    """The short code of a feature: the one in use, else its first word where that is free."""
    taken: dict[str, str] = {}
    for artifact in plan.artifacts:
        match = re.fullmatch(r"(?:PRD|REQ|DESIGN)-([A-Z0-9]+(?:-[A-Z0-9]+)*)-\d+", artifact.id)
        if match is not None:
            if artifact.feature == feature:
                return match[1]
            taken.setdefault(match[1], artifact.feature)
    first = feature.split("-")[0].upper()
    return first if first not in taken else feature.upper()


def _without_dead_refs(plan: Plan, text: str) -> str:
    """A header without lines that refer to files that are not there yet."""
    kept = []
    for line in text.splitlines(keepends=True):
        match = re.match(r"(?:prd_ref|design_ref): (\S+)", line)
        if match is None or f".omoi_os/{match[1]}" in plan.paths:
            kept.append(line)
    return "".join(kept)


@cache
def _template(kind: str) -> str:
    return (files("spec_tui") / "templates" / "omoi" / f"{kind}.md").read_text(encoding="utf-8")


def _filled(kind: str, title: str, feature: str, code: str, number: str, moment: Moment) -> str:
    """A template with everything that is known; what a person must say stays a placeholder."""
    text = _template(kind)
    header = read_header(text)
    assert header is not None
    start = header.after
    values = {
        "{FEATURE}": code,
        "{feature-name}": feature,
        "{date}": moment.date,
        "{Feature Name}": title,
        "{Ticket Title}": title,
        "{Task Title}": title,
    }
    head, body = text[:start], text[start:]
    for placeholder, value in values.items():
        body = body.replace(placeholder, value) if value else body
    if number:
        own = "TKT-" if kind == "ticket" else "TSK-"
        body = body.replace(f"# {own}{{NNN}}", f"# {own}{number}", 1)
        head = head.replace(f"id: {own}{{NNN}}", f"id: {own}{number}", 1)
    full = {"prd": f"{title} PRD", "requirements": f"{title} Requirements"}
    full["design"] = f"{title} Design"
    for placeholder, value in values.items():
        if placeholder not in {"{Feature Name}", "{Ticket Title}", "{Task Title}"} and value:
            head = head.replace(placeholder, value)
    text = head + body
    header = read_header(text)
    assert header is not None
    splices = put(text, header, "title", full.get(kind, title))
    if "author" in header.fields:
        splices += put(text, header, "author", moment.who or "unknown")
    return apply(text, splices)
