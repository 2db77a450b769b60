"""New epics, features and tasks of a tree: the next free id, the files, the line in the parent.

Paths are made of ids only, never of titles. A new spec is in the layout of its parent: numbers by
the digit convention (formats.md 100), or the next letter and number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from spec_tui.work.change import Moment, Refused
from spec_tui.work.formats.tree_context import JOURNAL, context_text, wikilink
from spec_tui.work.formats.tree_edit import link_like, link_target, listed
from spec_tui.work.formats.tree_seat import context_path, seat
from spec_tui.work.item import Kind, WorkItem
from spec_tui.work.plan import Plan

LARGEST = 100_000_000
_LETTER = {"epic": "E", "feature": "F", "task": "T"}
_CHILDREN = {"epic": "Features", "feature": "Tasks"}


class Placed(NamedTuple):
    """A new spec: its id and where it goes."""

    id: str
    path: str


def create_spec(
    plan: Plan,
    kind: Kind,
    title: str,
    moment: Moment,
    parent: WorkItem | None,
    parent_text: str,
) -> tuple[Placed, dict[str, str]]:
    """A spec file, its context file, and the parent with a line for it. Raises Refused."""
    place = _place(plan, kind, parent)
    for path in (place.path, context_path(place.path)):
        if path in plan.paths:
            raise Refused(f"{path} is there already. Nothing was changed.")
    texts = {
        place.path: spec_text(place, kind, title, parent),
        context_path(place.path): _context(place, kind, title, parent, moment),
    }
    if parent is not None and parent_text:
        link = link_like(parent_text, place.path, parent.path, title)
        texts[parent.path] = listed(parent_text, _CHILDREN[parent.kind], f"- {link}")
    return place, texts


def spec_text(place: Placed, kind: Kind, title: str, parent: WorkItem | None) -> str:
    """The text of a new spec file; what a person must say is left empty (formats.md 94)."""
    context = link_target(context_path(place.path), place.path)
    head = [f"**Context**: {wikilink(context, JOURNAL)}"]
    if parent is not None:
        head.append(f"**Parent**: {wikilink(link_target(parent.path, place.path), parent.title)}")
    lines = [f"# {place.id}: {title}", "", "  \n".join(head)]
    lines += ["", "## Scope", "", "## Acceptance Criteria", "", "## Dependencies", ""]
    if kind in _CHILDREN:
        lines += [f"## {_CHILDREN[kind]}", ""]
    lines.append("## Deliverables")
    return "\n".join(lines) + "\n"


def _context(place: Placed, kind: Kind, title: str, parent: WorkItem | None, moment: Moment) -> str:
    path = context_path(place.path)
    return context_text(
        place.id,
        title,
        kind,
        parent.id if parent is not None else "",
        parent.title if parent is not None else "",
        "planning",
        moment,
        spec=link_target(place.path, path),
        parent=link_target(parent.path, path) if parent is not None else "",
    )


# -- where it goes ----------------------------------------------------------------------------


def _place(plan: Plan, kind: Kind, parent: WorkItem | None) -> Placed:
    if kind == "epic":
        lettered = _all_lettered(plan)
        one = _next_letter(plan, "", "E") if lettered else free(taken(plan), 1000, 1000)
        return Placed(one, f"specs/{one}/epic.md")
    if parent is None or (kind == "feature" and parent.kind != "epic"):
        raise Refused("A feature needs an epic as its parent, such as --parent 1000.")
    above = seat(parent.path)
    assert above is not None
    if above.layout == "letters":
        one = _next_letter(plan, above.id, _LETTER[kind])
        short = one.rpartition("-")[2]
    elif above.id.isdecimal() or parent.id.isdecimal():
        number = int(above.id if above.id.isdecimal() else parent.id)
        one = short = free(taken(plan), first_child(number, kind))
    else:
        raise Refused(
            f"{parent.ref} has no number to count on from. Write the file of the {kind} yourself, "
            "with an id in its header. Nothing was changed."
        )
    return Placed(one, f"{folder_of(parent.path)}/{_name(plan, parent, kind, short)}")


def first_child(number: int, kind: Kind) -> int:
    """Features of 1000 begin at 1001, tasks of 1001 at 1011, those of 1002 at 1021."""
    if kind == "task" and number % 1000 < 10:
        return number // 1000 * 1000 + (number % 10) * 10 + 1
    return number + 1


def free(used: Iterable[str], first: int, step: int = 1) -> str:
    """The first free id from a number on."""
    known = set(used)
    for number in range(first, LARGEST, step):
        if str(number) not in known:
            return str(number)
    raise Refused("No id is free.")


def taken(plan: Plan) -> set[str]:
    """All ids of the tree: of items, and of every place that a file lies at."""
    used = {item.id for item in plan.items if item.format == "tree"}
    for path in plan.paths:
        if path.startswith("specs/"):
            place = seat(path)
            if place is not None:
                used.add(place.id)
    return used


def folder_of(path: str) -> str:
    """The folder in which the children of a spec lie."""
    folder, _, name = path.rpartition("/")
    own, of_folder = seat(path), seat(f"{folder}/context.md")
    if own is None or (of_folder is not None and of_folder.id == own.id):
        return folder
    match = re.match(r"[0-9]{4,}|[EFTeft][0-9]+", name)
    return f"{folder}/{match[0]}" if match is not None else folder


def _all_lettered(plan: Plan) -> bool:
    styles = {item.style for item in plan.items if item.format == "tree" and item.kind == "epic"}
    return styles == {"letters"}


def _next_letter(plan: Plan, above: str, letter: str) -> str:
    """`F03` behind `F02` below the same parent, as wide as the others are."""
    lead = f"{above}-{letter}" if above else letter
    numbers = [
        one.removeprefix(lead)
        for one in taken(plan)
        if one.startswith(lead) and one.removeprefix(lead).isdecimal()
    ]
    width = max((len(one) for one in numbers), default=2)
    return f"{lead}{max((int(one) for one in numbers), default=0) + 1:0{width}d}"


def _name(plan: Plan, parent: WorkItem, kind: Kind, short: str) -> str:
    """The file below the parent's folder, named as its siblings whose names are ids alone."""
    usual = f"{short}/spec.md" if kind == "feature" else f"{short}.spec.md"
    folder = folder_of(parent.path) + "/"
    for child in reversed(plan.children(parent)):
        if child.kind != kind or not child.path.startswith(folder):
            continue
        rest = child.path.removeprefix(folder)
        match = re.fullmatch(r"(?:[0-9]{4,}|[EFT][0-9]+)(/[a-z]+\.md|\.spec\.md|\.md)", rest)
        if match is not None:
            return short + match[1]
    return usual
