"""The way from older layouts of a tree to the one that seed 004 proposes, as one change.

`1001-feature-storage/1001-feature-storage.spec.md` and files named by their number alone go to
`1000/1001/spec.md`; a task lies in the folder of its feature as `1011.spec.md`, its deliverables
in the `deliverables/` of that feature. Ids stay. What has no place there stays and is named.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from spec_tui.spec_tree.backfill import backfilled
from spec_tui.spec_tree.deliverables import FOLDER, fold
from spec_tui.spec_tree.forest import context_of
from spec_tui.spec_tree.linking import Web, fixed
from spec_tui.spec_tree.linking_names import FileNames
from spec_tui.spec_tree.moving import own_folder
from spec_tui.spec_tree.relinking import Relinking
from spec_tui.work.change import Moment
from spec_tui.work.formats.tree_seat import context_path, context_paths, seat
from spec_tui.work.item import WorkItem
from spec_tui.work.naming import natural
from spec_tui.work.plan import Plan

_NUMBER = re.compile(r"[0-9]{4,9}")
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One file that the migration moves, makes or changes."""

    old: str
    """Path now, "" for a new file."""
    new: str
    rewritten: int = 0
    """Links that lead to where they led by another way."""
    added: int = 0
    """Links that were missing in one direction."""


@dataclass(frozen=True, slots=True)
class Migration:
    """What a migration does; nothing of it is written."""

    rows: tuple[Row, ...]
    collisions: tuple[str, ...]
    """Sentences; with any of them nothing can be written."""
    notices: tuple[str, ...]
    """What stays where it is, and why."""
    moves: Mapping[str, str]
    texts: Mapping[str, str]
    """New texts by new path."""
    before: Mapping[str, str]
    """Texts by old path that they were made from."""


@dataclass(slots=True)
class _Places:
    """Where everything goes, while it is found."""

    moves: dict[str, str] = field(default_factory=dict)
    specs: dict[str, str] = field(default_factory=dict)
    """New path of a spec by its ref."""
    planned: dict[str, str] = field(default_factory=dict)
    collisions: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def plan_migration(
    plan: Plan, texts: Mapping[str, str], files: FileNames, moment: Moment
) -> Migration:
    """What bringing all specs of a tree into the layout of seed 004 would do.

    `texts` are all texts that may hold links, `files` the names of all files of the repository and
    of everything below specs/.
    """
    places = _Places()
    items = sorted(
        (item for item in plan.items if item.format == "tree"),
        key=lambda item: (natural(item.id), item.path),
    )
    for item in items:
        _seat_anew(plan, item, places)
    _contexts(plan, items, places, files)
    _others(plan, items, places, files)
    _check(places, files)
    journals = {} if places.collisions else _journals(plan, items, places, files)
    turn = Relinking(places.moves, files, places.planned, journals)
    new: dict[str, str] = {}
    rewritten: dict[str, int] = {}
    for path, text in texts.items():
        done = turn.text(path, text)
        there = places.moves.get(path, path)
        new[there] = done.text
        rewritten[there] = done.links
    made = {
        path: backfilled(item, plan.parent(item), spec, new[spec], turn.after, moment)
        for path, item in journals.items()
        if (spec := places.specs[item.ref]) in new
    }
    new.update(made)
    needed = bool(places.moves or made) and not places.collisions
    added = _linked(new, turn.after) if needed else {}
    back = {there: path for path, there in places.moves.items()}
    changed = {
        path: text
        for path, text in new.items()
        if path in made or text != texts[back.get(path, path)]
    }
    return Migration(
        tuple(_rows(places.moves, changed, rewritten, added, made)),
        tuple(places.collisions),
        tuple(places.notices),
        places.moves,
        changed,
        texts,
    )


# places


def _seat_anew(plan: Plan, item: WorkItem, places: _Places) -> None:
    """Find the place of one spec, if it has one in the new layout."""
    new = proposed(plan, item)
    if new is None:
        above = item.parent or "none"
        why = (
            f"its id {item.id} is no number"
            if not _NUMBER.fullmatch(item.id)
            else f"its parent ({above}) is not in the tree"
        )
        places.notices.append(f"{item.path} stays where it is: {why}.")
        return
    place = seat(new)
    if place is None or (place.id, place.kind) != (item.id, item.kind):
        places.notices.append(
            f"{item.path} stays where it is: {new} would not be read as the {item.kind} {item.id}."
        )
        return
    places.specs[item.ref] = new
    if new != item.path:
        places.moves[item.path] = new


def proposed(plan: Plan, item: WorkItem) -> str | None:
    """The path of a spec in the layout of seed 004; None where it has no place there."""
    if not _NUMBER.fullmatch(item.id):
        return None
    above = plan.parent(item)
    if item.kind == "epic":
        return f"specs/{item.id}/epic.md"
    if above is None:
        return f"specs/{item.id}/spec.md" if item.kind == "feature" else None
    if not _NUMBER.fullmatch(above.id):
        return None
    if item.kind == "feature":
        return f"specs/{above.id}/{item.id}/spec.md" if above.kind == "epic" else None
    parent = proposed(plan, above) if above.kind == "feature" else None
    return f"{posixpath.dirname(parent)}/{item.id}.spec.md" if parent is not None else None


def _contexts(plan: Plan, items: list[WorkItem], places: _Places, files: FileNames) -> None:
    """Context files go with their specs; those that are not there yet will be made there."""
    for item in items:
        new = places.specs.get(item.ref)
        if new is None:
            continue
        old, there = context_of(plan, item), context_path(new)
        if old in files.paths and old != there:
            places.moves[old] = there
        for one in context_paths(item.path):
            if one not in files.paths and one != there:
                places.planned[one] = there


def _others(plan: Plan, items: list[WorkItem], places: _Places, files: FileNames) -> None:
    """Everything else in the folder of a spec goes along."""
    owners = {posixpath.dirname(item.path): item for item in items if own_folder(item)}
    specs = {item.path for item in items} | {context_of(plan, item) for item in items}
    taken = {fold(new) for new in places.moves.values()} | {
        fold(path) for path in files.paths if path not in places.moves
    }
    for path in sorted(files.paths):
        if not path.startswith("specs/") or path in specs:
            continue
        folder = posixpath.dirname(path)
        while folder and folder not in owners:
            folder = posixpath.dirname(folder)
        item = owners.get(folder)
        new = places.specs.get(item.ref) if item is not None else None
        if item is None or new is None:
            continue
        there = _along(path[len(folder) + 1 :], item, posixpath.dirname(new))
        if there == path:
            continue
        if fold(there) in taken and item.kind == "task":
            there = f"{posixpath.dirname(there)}/{item.id}-{posixpath.basename(there)}"
        taken.add(fold(there))
        places.moves[path] = there


def _along(rest: str, item: WorkItem, target: str) -> str:
    """Where a file of the folder of a spec goes; those of a task into the folder of its feature."""
    if item.kind != "task":
        return f"{target}/{rest}"
    if "/" in rest:
        inner = rest if rest.startswith(f"{FOLDER}/") else f"{FOLDER}/{rest}"
        return f"{target}/{inner}"
    return f"{target}/{rest if rest.startswith(item.id) else f'{item.id}.{rest}'}"


def _check(places: _Places, files: FileNames) -> None:
    """Name what would lie where something lies already."""
    there = {fold(path): path for path in files.paths}
    first: dict[str, str] = {}
    for old, new in sorted(places.moves.items()):
        other = first.setdefault(fold(new), old)
        if other != old:
            places.collisions.append(f"{other} and {old} would both be {new}.")
        elif fold(new) in there and fold(new) != fold(old):
            places.collisions.append(f"{old} would be {new}, where a file lies already.")


# what is written


def _journals(
    plan: Plan, items: list[WorkItem], places: _Places, files: FileNames
) -> dict[str, WorkItem]:
    """Context files to make, by path: those of completed specs that have none."""
    found: dict[str, WorkItem] = {}
    after = files.moved(places.moves)
    for item in items:
        new = places.specs.get(item.ref)
        if new is None or item.status != "done" or context_of(plan, item) in files.paths:
            continue
        if context_path(new) not in after:
            found[context_path(new)] = item
    return found


def _linked(texts: dict[str, str], files: FileNames) -> dict[str, int]:
    """Add what links one way only, in place; how many lines by path."""
    added: dict[str, int] = {}
    tree = {path: text for path, text in texts.items() if path.startswith("specs/")}
    for _ in range(_ROUNDS):
        ways = Web(tree, files).one_ways()
        new = fixed(tree, ways)
        if not new:
            break
        for one in ways:
            if one.path in new:
                added[one.path] = added.get(one.path, 0) + 1
        tree.update(new)
        texts.update(new)
    return added


def _rows(
    moves: Mapping[str, str],
    texts: Mapping[str, str],
    rewritten: Mapping[str, int],
    added: Mapping[str, int],
    made: Mapping[str, str],
) -> Iterator[Row]:
    back = {new: old for old, new in moves.items()}
    for path in sorted({*back, *texts}):
        old = "" if path in made else back.get(path, path)
        yield Row(old, path, rewritten.get(path, 0), added.get(path, 0))
