"""Moving a spec below another parent, with everything that names it.

A feature takes its folder with all files. A task takes its spec, its context file and the files
that begin with its id; of the deliverables in the folder of its feature it takes those that no
other file links. Ids stay, since they are unique in the tree. The line in the list of the parent
moves as it stands, **Parent** follows, and every link keeps leading where it led.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spec_tui.documents.blocks import Body, Line, bullet, heading, label, scan
from spec_tui.documents.frontmatter import read as read_header
from spec_tui.documents.headeredit import apply, put
from spec_tui.documents.lines import newline_of, with_newline
from spec_tui.documents.links import links_outside_code
from spec_tui.spec_tree.deliverables import FOLDER, fold
from spec_tui.spec_tree.forest import context_of
from spec_tui.spec_tree.linking import Web
from spec_tui.spec_tree.linking_names import FileNames, resolve_link
from spec_tui.spec_tree.linking_text import link_to, with_field
from spec_tui.spec_tree.relinking import Relinking, links_of
from spec_tui.work.change import Refused
from spec_tui.work.formats.tree_context import link_label
from spec_tui.work.formats.tree_edit import listed_below
from spec_tui.work.formats.tree_seat import OWN_NAMES, context_paths, seat
from spec_tui.work.item import WorkItem
from spec_tui.work.plan import Plan

LISTS = {"feature": ("features", "## Features"), "task": ("tasks", "## Tasks")}
_PARENT_OF = {"feature": "epic", "task": "feature"}


@dataclass(frozen=True, slots=True)
class Relocation:
    """Files that go elsewhere, and the texts that change with them."""

    moves: Mapping[str, str]
    """New path by old path."""
    texts: Mapping[str, str]
    """New texts by new path."""
    links: int = 0
    """How many links were rewritten."""
    notices: tuple[str, ...] = ()


def move(
    plan: Plan, item: WorkItem, parent: WorkItem, texts: Mapping[str, str], files: FileNames
) -> Relocation:
    """A spec below another parent. Raises Refused.

    `texts` are all texts that may hold links, `files` the names of all files of the repository and
    of everything in the folder of the spec.
    """
    above = plan.parent(item)
    _check(item, parent, above)
    moves = _moves(plan, item, parent, above, Web(texts, files))
    _check_places(item, parent, moves, files)
    turn = Relinking(moves, files, _planned(item, moves))
    line = ""
    old_texts = dict(texts)
    if above is not None:
        old_texts[above.path], line = _without_line(texts.get(above.path, ""), above, item, files)
    changed: dict[str, str] = {}
    count = 0
    for path, text in old_texts.items():
        new = turn.text(path, text)
        if new.text != texts.get(path, ""):
            changed[moves.get(path, path)] = new.text
            count += new.links
    back = {new: old for old, new in moves.items()}

    def now(path: str) -> str:
        return changed.get(path, texts.get(back.get(path, path), ""))

    spec = moves.get(item.path, item.path)
    if above is not None and line:
        line = turn.text(above.path, line, parent.path).text
    changed[parent.path] = _with_child(now(parent.path), parent, item, spec, line, turn.after)
    for path, needed in ((spec, True), (moves.get(context_of(plan, item), ""), False)):
        if path:
            changed[path] = _with_parent(now(path), path, parent, above, turn.after, needed=needed)
    kept = {path: text for path, text in changed.items() if text != texts.get(back.get(path, path))}
    return Relocation(moves, kept, count, _notices(item, moves, texts, files))


# what goes where


def _check(item: WorkItem, parent: WorkItem, above: WorkItem | None) -> None:
    for one in (item, parent):
        if one.format != "tree":
            raise Refused(f"{one.ref} is no spec of specs/. Only those can be moved.")
    if item.kind == "epic":
        raise Refused(f"{item.ref} is an epic; it has no parent. Nothing was changed.")
    wanted = _PARENT_OF.get(item.kind, "feature")
    if parent.kind != wanted:
        article = {"epic": "an epic", "feature": "a feature", "task": "a task"}
        raise Refused(
            f"{parent.ref} is {article.get(parent.kind, parent.kind)}; {article[item.kind]} "
            f"belongs to {article[wanted]}. Nothing was changed."
        )
    if above is not None and above.ref == parent.ref:
        raise Refused(f"{item.ref} is in {parent.ref} already. Nothing was changed.")


def own_folder(item: WorkItem) -> bool:
    """Whether the folder of a spec is its own, with all that lies in it."""
    name = posixpath.basename(item.path)
    if name in OWN_NAMES:
        return True
    place = seat(posixpath.dirname(item.path) + "/context.md")
    return place is not None and place.id == item.id


def _moves(
    plan: Plan, item: WorkItem, parent: WorkItem, above: WorkItem | None, web: Web
) -> dict[str, str]:
    if not own_folder(parent):
        raise Refused(
            f"{parent.ref} has no folder of its own. Bring the tree into the new layout first: "
            "spec-tui migrate."
        )
    old, target = posixpath.dirname(item.path), posixpath.dirname(parent.path)
    if own_folder(item):
        new = f"{target}/{posixpath.basename(old)}"
        return {
            path: new + path[len(old) :] for path in web.files.paths if path.startswith(old + "/")
        }
    own = [context_of(plan, item), item.path]
    named = re.compile(rf"{re.escape(old)}/{re.escape(item.id)}[.-][^/]*")
    found = {path for path in web.files.paths if path in own or named.fullmatch(path)}
    moves = {path: f"{target}/{posixpath.basename(path)}" for path in found}
    if above is not None and posixpath.dirname(above.path) == old:
        moves.update(_deliverables(moves, old, target, web))
    return moves


def _deliverables(moves: Mapping[str, str], old: str, target: str, web: Web) -> dict[str, str]:
    """Deliverables in the folder of the old feature that only the files that move link."""
    lead = f"{old}/{FOLDER}/"
    linked: set[str] = set()
    others: set[str] = set()
    for path in web.texts:
        for one in web.found(path):
            if one.to.path.startswith(lead) and one.to.path != path:
                (linked if path in moves else others).add(one.to.path)
    found: dict[str, str] = {}
    for path in sorted(linked - others):
        back = {one.to.path for one in web.found(path)} if path in web.texts else set()
        specs = {one for one in back if seat(one) is not None}
        new = target + path[len(old) :]
        if specs <= moves.keys() and new not in web.files:
            found[path] = new
    return found


def _check_places(
    item: WorkItem, parent: WorkItem, moves: Mapping[str, str], files: FileNames
) -> None:
    folded = {fold(path): path for path in files.paths}
    for new in moves.values():
        other = new if new in files else folded.get(fold(new), "")
        if other and other not in moves:
            raise Refused(f"{other} is there already. Nothing was changed.")
    place = seat(moves.get(item.path, item.path))
    if place is None or (place.id, place.kind, place.parent) != (item.id, item.kind, parent.id):
        raise Refused(
            f"In this layout the place of {item.ref} says its id, so it cannot be below "
            f"{parent.ref}. Bring the tree into the new layout first: spec-tui migrate."
        )


def _planned(item: WorkItem, moves: Mapping[str, str]) -> dict[str, str]:
    """Where the context file would be made, for links to it."""
    new = moves.get(item.path, item.path)
    return dict(zip(context_paths(item.path), context_paths(new), strict=False))


def _notices(
    item: WorkItem, moves: Mapping[str, str], texts: Mapping[str, str], files: FileNames
) -> tuple[str, ...]:
    """What stays behind though the spec links it."""
    old = posixpath.dirname(item.path)
    lead = f"{old}/{FOLDER}/"
    stays = sorted(
        {
            to.path
            for link in links_of(item.path, texts.get(item.path, ""))
            if (to := resolve_link(link, item.path, files)).path.startswith(lead)
            and to.path not in moves
        }
    )
    return tuple(f"{path} stays where it is: others link it too." for path in stays)


# the lists of the parents


def _without_line(text: str, above: WorkItem, item: WorkItem, files: FileNames) -> tuple[str, str]:
    """(text without the line of a child in the list of its parent, that line); "" for none.

    The line is the outermost one whose first link leads to the child; what is nested below it
    goes with it.
    """
    body = scan(text)
    every = list(links_outside_code(text))
    found: list[Line] = []
    for line in _list_of(item.kind, body):
        first = next((one for one in every if one.start >= line.at), None)
        if (
            bullet(line.text) is not None
            and first is not None
            and first.start < line.at + len(line.text)
            and resolve_link(first, above.path, files).path == item.path
        ):
            found.append(line)
    if not found:
        return text, ""
    line = min(found, key=lambda one: _indent(one.text))
    last = line.number
    for number in range(line.number + 1, len(body.lines)):
        below = body.lines[number].rstrip("\r\n")
        if below.strip():
            if _indent(below) <= _indent(line.text):
                break
            last = number
    end = body.offsets[last] + len(body.lines[last])
    return text[: line.at] + text[end:], _dedented(text[line.at : end], _indent(line.text))


def _list_of(kind: str, body: Body) -> Iterator[Line]:
    """The lines below the heading that lists children of a kind."""
    name, _ = LISTS.get(kind, LISTS["task"])
    inside = False
    for line in body.plain():
        found = heading(line.text)
        if found is not None:
            inside = found[1].strip(" :").lower() == name
        elif inside:
            yield line


def _with_child(
    text: str, parent: WorkItem, item: WorkItem, child: str, line: str, files: FileNames
) -> str:
    """A parent that lists a child: with the line it had elsewhere, or with a new one."""
    if not line:
        leads = (resolve_link(link, parent.path, files) for link in links_outside_code(text))
        if any(to.path == child for to in leads):
            return text
        line = f"- {link_to(child, parent.path, item.title)}"
    name, shown = LISTS.get(item.kind, LISTS["task"])
    line = with_newline(line.replace("\r\n", "\n").replace("\r", "\n"), newline_of(text))
    return listed_below(text, frozenset({name}), shown, line)


def _dedented(lines: str, indent: int) -> str:
    """Lines of a list item at the left margin, as a bullet, without the last newline."""
    found = [
        line[min(indent, _indent(line)) :] if line.strip() else line
        for line in re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", lines)
    ]
    text = "".join(found).rstrip("\r\n")
    return re.sub(r"^\d{1,9}[.)]", "-", text)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


# the field of the child


def _with_parent(
    text: str,
    path: str,
    parent: WorkItem,
    above: WorkItem | None,
    files: FileNames,
    *,
    needed: bool,
) -> str:
    """A child whose field **Parent** leads to its new parent; added only where `needed`."""
    header = read_header(text)
    if above is not None and header is not None and header.text("parent") == above.id:
        value = header.fields["parent"].value
        if text[value.start : value.end] == above.id:
            text = apply(text, [(value.start, value.end, parent.id)])
        else:
            text = apply(text, put(text, header, "parent", parent.id))
    for line in scan(text).plain():
        if line.text.startswith("##"):
            break
        named = label(line.text) if "**" in line.text else None
        if named is None or named[0].lower() != "parent":
            continue
        end = line.at + len(line.text)
        links = [one for one in links_outside_code(text) if line.at <= one.start < end]
        for link in links:
            to = resolve_link(link, path, files)
            if text[link.start] == "<" or (above is not None and to.path != above.path):
                continue
            words = link.label
            if link.label_at >= 0 and words.strip().lower() != "parent":
                words = link_label(parent.title)
            new = link_to(parent.path, path, words)
            if not link.wiki:
                href = posixpath.relpath(parent.path, posixpath.dirname(path))
                new = f"[{words}]({href}{link.heading if to.path == parent.path else ''})"
            return apply(text, [(link.start, link.end, new)])
        if above is not None and not links and named[1] in {above.id, above.title}:
            start = line.at + named[2]
            new = parent.id if named[1] == above.id else parent.title
            return apply(text, [(start, start + len(named[1]), new)])
    if not needed:
        return text
    leads = (resolve_link(link, path, files).path for link in links_outside_code(text))
    if parent.path in leads:
        return text
    link_ = link_to(parent.path, path, parent.title)
    return with_field(text, ("parent",), "Parent", link_, parent.title)
