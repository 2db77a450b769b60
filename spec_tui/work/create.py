"""New artifacts from their templates: the next free id, the path, and the text (seed 003, 004)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from spec_tui.documents.frontmatter import read as read_header
from spec_tui.documents.headeredit import apply, put
from spec_tui.work.change import Moment, Refused
from spec_tui.work.formats import omoi_edit
from spec_tui.work.ids import next_id
from spec_tui.work.item import WorkItem
from spec_tui.work.plan import Plan

New = Literal["prd", "requirements", "design", "ticket", "task", "epic", "feature"]

_RESERVED = frozenset({"con", "prn", "aux", "nul", "readme", "index", "template"})
LONGEST_SLUG = 60


class Created(NamedTuple):
    """A new file, and the other files that name it."""

    id: str
    path: str
    texts: dict[str, str]


def slug(title: str) -> str:
    """A file name for a title: ASCII, lower case, at most 60 characters. Raises Refused."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].rstrip("-")
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
    if not title.strip() or re.search(r"[\r\n]", title):
        raise Refused("A title is one line with at least one character.")
    title = title.strip()
    if kind == "task":
        return _task(plan, title, moment, parent, parent_text)
    if kind == "epic":
        one = _free(plan, range(1000, 100_000, 1000))
        return _spec(plan, one, title, f"specs/{one}/epic.md", None, parent_text)
    if kind == "feature":
        return _feature(plan, title, parent, parent_text)
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
        start = _digits(parent.id)
        one = _free(plan, range(start + 1, start + 100_000))
        folder = parent.path.rpartition("/")[0]
        return _spec(plan, one, title, f"{folder}/{one}.spec.md", parent, parent_text)
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


def _feature(plan: Plan, title: str, parent: WorkItem | None, parent_text: str) -> Created:
    if parent is None or parent.kind != "epic":
        raise Refused("A feature needs an epic as its parent, such as --parent 1000.")
    one = _free(plan, range(int(parent.id) + 1, int(parent.id) + 100_000))
    folder = parent.path.rpartition("/")[0]
    return _spec(plan, one, title, f"{folder}/{one}/spec.md", parent, parent_text)


def _digits(feature: str) -> int:
    """Tasks of feature 1001 begin at 1011, those of 1002 at 1021 (formats.md 100)."""
    number = int(feature)
    return number // 1000 * 1000 + (number % 10) * 10 if number % 1000 < 10 else number


def _free(plan: Plan, numbers: range) -> str:
    taken = {item.id for item in plan.items if item.format == "tree"}
    for number in numbers:
        if str(number) not in taken:
            return str(number)
    raise Refused("No id is free.")


def _spec(
    plan: Plan, one: str, title: str, path: str, parent: WorkItem | None, parent_text: str
) -> Created:
    """A spec file of a tree, and the line for it in the list of its parent."""
    if path in plan.paths:
        raise Refused(f"{path} is there already. Nothing was changed.")
    task = path.endswith(".spec.md")
    context = f"{one}.context" if task else "context"
    lines = [f"# {one}: {title}", "", f"**Context**: [[{context}|Implementation Journal]]"]
    if parent is not None:
        target = "spec" if task else "../epic"
        lines[-1] += "  "
        lines.append(f"**Parent**: [[{target}|{parent.title}]]")
    lines += ["", "## Scope", "", "## Acceptance Criteria", "", "## Dependencies", ""]
    if not task:
        lines += ["## Tasks" if parent is not None else "## Features", ""]
    lines.append("## Deliverables")
    texts = {path: "\n".join(lines) + "\n"}
    if parent is not None and parent_text:
        target = f"{one}.spec" if task else f"{one}/spec"
        heading = "Tasks" if task else "Features"
        texts[parent.path] = _listed(parent_text, heading, f"- [[{target}|{title}]]")
    return Created(one, path, texts)


def _listed(text: str, heading: str, entry: str) -> str:
    """A list below `## heading` with one entry more; the heading is added where it is missing."""
    newline = "\r\n" if "\r\n" in text else "\n"
    match = re.search(
        rf"^##[ \t]+{heading}[ \t]*$(?P<body>(?:\r?\n(?!#)[^\r\n]*)*)", text, re.MULTILINE
    )
    if match is None:
        gap = "" if text.endswith(("\n", "\r")) else newline
        return f"{text}{gap}{newline}## {heading}{newline}{newline}{entry}{newline}"
    body = match["body"].rstrip()
    at = match.start("body") + len(body)
    lead = newline if body.strip() else newline * 2
    return f"{text[:at]}{lead}{entry}{text[at:]}"


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
