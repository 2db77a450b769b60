"""How items are called: the shortest address that names one alone, and what a name can mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from spec_tui.work.ids import key, same_number
from spec_tui.work.item import WorkItem

_NUMBER = re.compile(r"(\d+)")


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts TSK-9 before TSK-10."""
    return tuple(
        (1, int(part), "") if part.isdecimal() else (0, 0, part) for part in _NUMBER.split(text)
    )


def means(item: WorkItem, name: str) -> bool:
    """Whether a name is the id of an item; `T3`, `ID-003` and `TSK-003` stand for each other."""
    if key(item.id) == key(name):
        return True
    number = same_number(name)
    return number is not None and same_number(item.id) == number


def package_names(space: str) -> set[str]:
    """How a person may name a package: folder, title part, spec id (formats.md 39)."""
    folder = space.rpartition("/")[2]
    names = {key(folder), key(space)}
    match = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})-(.+)", folder)
    if match is not None:
        names |= {key(match[4]), key(f"{match[1]}{match[2]}{match[3]}-{match[4]}")}
    return names


def with_refs(items: Sequence[WorkItem]) -> tuple[WorkItem, ...]:
    """Every item with the shortest address that names it alone."""
    names = [key(item.id) for item in items]
    counts = Counter(names)
    found: list[WorkItem] = []
    taken: dict[str, int] = {}
    for item, name in zip(items, names, strict=True):
        if counts[name] == 1:
            found.append(item.with_ref(item.id))
            continue
        ref = f"{item.path}#{item.id}"
        if item.format == "codex":
            ref = f"{item.space.rpartition('/')[2]}/{item.id}"
        taken[ref] = taken.get(ref, 0) + 1
        found.append(item.with_ref(ref))
    if all(count == 1 for count in taken.values()):
        return tuple(found)
    return tuple(
        item.with_ref(f"{item.path}:{item.line}#{item.id}") if taken.get(item.ref, 1) > 1 else item
        for item in found
    )
