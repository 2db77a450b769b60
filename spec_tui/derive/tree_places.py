"""Which spec of a tree is which work of SPEC.md: ids, paths and parents, found again by `from`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from spec_tui.derive.breakdown import Group
from spec_tui.derive.identity import assign
from spec_tui.derive.model import Drift
from spec_tui.derive.regions import find
from spec_tui.work.create_tree import first_child, folder_of, free
from spec_tui.work.formats.tree_seat import seat
from spec_tui.work.item import Kind
from spec_tui.work.naming import natural
from spec_tui.work.repository import read_text

EPIC = "project"
"""The key of the epic: all of SPEC.md."""
HEAD = "head"
"""The region that names the key of a spec: `1011/head from=KEY`."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one piece of work stands, or will stand."""

    id: str
    path: str
    tag: str
    """What its regions are called after: the id it was derived under."""
    above: str = ""
    """Path of its parent, "" for an epic."""


@dataclass(frozen=True, slots=True)
class Spots:
    """All work of today."""

    by_key: Mapping[str, Spot]
    gone: tuple[Drift, ...]
    """Derived specs that SPEC.md no longer names; they stay."""
    titles: Mapping[str, str]
    """Titles of the specs that are there, by path."""


@dataclass
class _Known:
    """What the files say."""

    marks: dict[Kind, list[tuple[str, str]]] = field(
        default_factory=lambda: {"epic": [], "feature": [], "task": []}
    )
    """(id, key) of derived specs by kind."""
    tags: dict[str, str] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    """Path of each id; of a derived spec before one by hand."""
    titles: dict[str, str] = field(default_factory=dict)
    used: dict[str, None] = field(default_factory=dict)


def find_spots(groups: Sequence[Group], files: Mapping[str, str]) -> Spots:
    """The places of the epic, of all groups and all jobs. `files` are the texts below specs/.

    What was moved keeps its place: a task below another feature stays there.
    """
    known = _known(files)
    jobs = [job for group in groups for job in group.jobs]
    group_of = {job.key: group.key for group in groups for job in group.jobs}
    epics = assign(known.marks["epic"], [EPIC], "", list(known.used),
                   lambda _, used: free(used, 1000, 1000))  # fmt: skip
    epic = epics.ids[EPIC]
    features = assign(
        known.marks["feature"], [group.key for group in groups], "", [*known.used, epic],
        lambda _, used: free(used, first_child(_number(epic), "feature")),
    )  # fmt: skip
    tasks = assign(
        known.marks["task"], [job.key for job in jobs], "",
        [*known.used, epic, *features.ids.values()],
        lambda key, used: free(
            used, first_child(_number(features.ids[group_of[key]], _number(epic)), "task")
        ),
    )  # fmt: skip
    found: dict[str, Spot] = {}
    spot = _spot(known, epic, f"specs/{epic}/epic.md", "")
    found[EPIC] = spot
    for group in groups:
        one = features.ids[group.key]
        above = found[EPIC].path
        found[group.key] = _spot(known, one, f"{folder_of(above)}/{one}/spec.md", above)
    for job in jobs:
        one = tasks.ids[job.key]
        above = found[group_of[job.key]].path
        found[job.key] = _spot(known, one, f"{folder_of(above)}/{one}.spec.md", above)
    gone = tuple(
        Drift(known.paths[one], 1, one, "gone", "is no longer in SPEC.md. It stays.")
        for one in (*epics.gone, *features.gone, *tasks.gone)
    )
    return Spots(found, gone, known.titles)


def _known(files: Mapping[str, str]) -> _Known:
    known = _Known()
    for path in sorted(files, key=natural):
        place = seat(path)
        if place is None:
            continue
        known.used.setdefault(place.id)
        if place.role != "spec":
            continue
        for item in read_text(files[path], path, criteria=False).items:
            known.titles[path] = item.title
            known.used.setdefault(item.id)
        mark = _mark(files[path])
        if mark is None:
            known.paths.setdefault(place.id, path)
        elif place.id not in known.tags:
            known.tags[place.id] = mark[0]
            known.paths[place.id] = path
            known.marks[place.kind].append((place.id, mark[1]))
    return known


def _mark(text: str) -> tuple[str, str] | None:
    """(id it was derived under, key) of a derived spec."""
    if "<!-- spec-tui:" not in text:
        return None
    regions = find(text)
    for name, sources in (
        *((one.name, one.sources) for one in regions.found), *regions.detached
    ):  # fmt: skip
        tag, _, what = name.partition("/")
        if what == HEAD and sources:
            return tag, sources[0]
    return None


def _spot(known: _Known, one: str, path: str, above: str) -> Spot:
    """The place of an id: where it stands, below whom it stands there, else where it belongs."""
    if one not in known.tags:
        return Spot(one, path, one, above)
    there = known.paths[one]
    place = seat(there)
    parent = known.paths.get(place.parent, "") if place is not None else ""
    return Spot(one, there, known.tags[one], (parent or above) if above else "")


def _number(one: str, otherwise: int = 1000) -> int:
    return int(one) if one.isdecimal() else otherwise
