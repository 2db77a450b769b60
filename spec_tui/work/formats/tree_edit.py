"""Changing an item of a tree: its status in the context file, the rest in the spec file."""

from __future__ import annotations

import posixpath
import re

from spec_tui.documents.blocks import heading, label, scan
from spec_tui.documents.headeredit import Splice, apply
from spec_tui.documents.lines import newline_of, with_newline
from spec_tui.documents.links import links
from spec_tui.work.change import Change, Moment, Refused, as_status
from spec_tui.work.formats.ticking import tick
from spec_tui.work.formats.tree import id_of
from spec_tui.work.item import WorkItem
from spec_tui.work.vocabulary import offered, written_status


def edit(text: str, item: WorkItem, change: Change, moment: Moment) -> str:
    """The text of the spec file after a change that is not one of status. Raises Refused."""
    match change.operation:
        case "tick":
            return apply(text, tick(text, change.line, change.done))
        case "title":
            return apply(text, _title(text, item, change.value))
        case "add":
            return _add(text, item, change)
        case "remove":
            return _remove(text, item, change)
        case "priority" | "estimate":
            return _bold(text, item, change.operation, change.value)
        case _:
            return text


def edit_context(text: str, item: WorkItem, value: str, moment: Moment) -> str:
    """The text of the context file with another status; "" makes a new one. Raises Refused."""
    status = as_status(value)
    word = written_status(status, "tree")
    if word is None:
        listed = ", ".join(offered("tree"))
        raise Refused(f"A tree knows no status {status}. There are: {listed}.")
    if not text:
        return new_context(item, word, moment)
    splices: list[Splice] = []
    updated: Splice | None = None
    for line in scan(text).plain():
        if line.text.startswith("##"):
            break
        named = label(line.text) if "**" in line.text else None
        if named is None:
            continue
        start = line.at + named[2]
        span = (start, start + len(named[1]))
        if named[0].lower() == "status" and not splices:
            if named[1] == word:
                return text
            splices.append((*span, word if named[1] else " " + word))
        elif named[0].lower() == "updated" and "{" not in named[1]:
            updated = (*span, moment.minute)
    if not splices:
        raise Refused("The context file has no line **Status**. Add it first.")
    return apply(text, [*splices, *([updated] if updated else [])])


def new_context(item: WorkItem, word: str, moment: Moment) -> str:
    """The first text of a context file, as in the template of seed 004."""
    name = {"epic": "epic", "feature": "spec"}.get(item.kind, f"{item.id}.spec")
    parent = {"epic": "", "feature": "[[../epic|Parent]]"}.get(item.kind, "[[spec|Parent]]")
    lines = [
        f"# Context: {item.title}",
        "",
        f"**Spec**: [[{name}|{item.id} - {item.title}]]  ",
        *([f"**Parent**: {parent}  "] if parent else []),
        f"**Status**: {word}  ",
        f"**Created**: {moment.minute}  ",
        f"**Updated**: {moment.minute}",
        "",
        "## Summary",
        "",
        "## Implementation Timeline",
        "",
        "## Deliverables",
        "",
        "## Notes & Learnings",
        "",
    ]
    return "\n".join(lines)


def _title(text: str, item: WorkItem, value: str) -> list[Splice]:
    if not value.strip() or re.search(r"[\r\n]", value):
        raise Refused("A title is one line with at least one character.")
    for line in scan(text).plain():
        at = heading(line.text)
        if at is not None and at[0] == 1 and at[1].endswith(item.title):
            start = line.at + line.text.rindex(item.title)
            return [(start, start + len(item.title), value)]
    raise Refused(f"{item.path} has no heading with its title.")


def relabelled(text: str, path: str, item: WorkItem, new: str) -> str:
    """A parent whose list links to an item under its old title, with the new one."""
    splices = [
        (link.end - 2 - len(link.label), link.end - 2, new)
        for link in links(text)
        if link.wiki and link.label == item.title and id_of(link.target, path) == item.id
    ]
    return apply(text, splices)


def _bold(text: str, item: WorkItem, name: str, value: str) -> str:
    for line in scan(text).plain():
        if line.text.startswith("##"):
            break
        named = label(line.text) if "**" in line.text else None
        if named is not None and named[0].lower() == name:
            start = line.at + named[2]
            pad = "" if named[1] else " "
            return apply(text, [(start, start + len(named[1]), pad + value)])
    raise Refused(f"{item.id} has no {name} in its file. It can hold: status, title, depends_on.")


def _add(text: str, item: WorkItem, change: Change) -> str:
    target = posixpath.relpath(change.target, posixpath.dirname(item.path)).removesuffix(".md")
    newline = newline_of(text)
    entry = f"- [[{target}|{change.label}]]"
    body = scan(text)
    inside, last, head = False, None, None
    for line in body.plain():
        at = heading(line.text)
        if at is not None:
            if inside:
                break
            inside = at[0] == 2 and at[1].strip(" :").lower() == "dependencies"
            head = line if inside else head
        elif inside and line.text.strip():
            last = line
    if head is None:
        gap = "" if text.endswith(("\n", "\r")) else newline
        return text + with_newline(
            f"{gap}\n## Dependencies\n\n{entry}\n".replace("\r\n", "\n"), newline
        )
    if last is not None and re.fullmatch(
        r"[ \t]*(?:[-*+][ \t]+)?(?:none|n/a|—|-)\.?[ \t]*", last.text, re.IGNORECASE
    ):
        return apply(text, [(last.at, last.at + len(last.text), entry)])
    after = last or head
    at_end = after.at + len(after.text)
    lead = newline if last is not None else newline * 2
    return apply(text, [(at_end, at_end, lead + entry)])


def _remove(text: str, item: WorkItem, change: Change) -> str:
    body = scan(text)
    inside = False
    splices: list[Splice] = []
    for line in body.plain():
        at = heading(line.text)
        if at is not None:
            inside = at[0] <= 2 and at[1].strip(" :").lower() in {"dependencies", "depends on"}
            continue
        if not inside:
            continue
        found = [id_of(link.target, item.path) for link in links(line.text)]
        plain = not found and re.search(rf"(?<!\d){re.escape(change.value)}(?!\d)", line.text)
        if change.value in found or plain:
            start = body.offsets[line.number]
            splices.append((start, start + len(body.lines[line.number]), ""))
    return apply(text, splices)
