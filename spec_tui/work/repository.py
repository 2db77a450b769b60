"""Every work item of a repository, read through a small protocol that workspace implements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Protocol

from spec_tui.work import rows
from spec_tui.work.formats import omoi, package, tree
from spec_tui.work.item import Artifact, Content, Context, Problem, WorkItem
from spec_tui.work.places import FOLDERS, Place, backup_folder, enters, leftover, place_of
from spec_tui.work.vocabulary import known_status

Stamp = tuple[int, int, int, int]
"""Size, mtime and ctime in nanoseconds, inode."""


class Entry(Protocol):
    """One file below a folder."""

    @property
    def path(self) -> str:
        """Relative to the repository, with slashes."""

    @property
    def stamp(self) -> Stamp:
        """What changes when the file does."""


class Files(Protocol):
    """What is needed of the disk."""

    def entries(self, folder: str, enter: Callable[[str], bool]) -> Iterable[Entry]:
        """Files below a folder, in order; `enter` says by name whether to look into a folder."""

    def read(self, path: str) -> tuple[str, tuple[str, int, int] | None]:
        """(text without BOM, None), or ("", (sentence, line, column)) for what cannot be read."""


class Index(Protocol):
    """What was read before, by path and stamp."""

    def get(self, path: str, stamp: Stamp) -> Any:
        """The row of an unchanged file, None if there is none."""

    def put(self, path: str, stamp: Stamp, row: Any) -> None:
        """Remember the row of a file."""

    def save(self, paths: Iterable[str]) -> None:
        """Keep the rows of these files, and no others."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Everything that was found."""

    items: tuple[WorkItem, ...]
    artifacts: tuple[Artifact, ...]
    problems: tuple[Problem, ...]
    """Of single files; those between files come from validate."""
    notices: tuple[str, ...] = ()
    """Sentences about what was left out."""
    paths: frozenset[str] = frozenset()
    """Files that belong to plans."""
    spaces: tuple[str, ...] = ()
    """`.omoi_os`, packages and trees that exist, in order."""


def collect(files: Files, index: Index | None = None, *, criteria: bool = True) -> Collection:
    """Read all plans of a repository. `criteria` False may leave criteria out, to be faster."""
    found: list[Content] = []
    paths: list[str] = []
    ignored: list[str] = []
    spaces: dict[str, None] = {}
    unreadable: list[Problem] = []

    def enter(name: str) -> bool:
        if backup_folder(name):
            ignored.append(name + "/")
        return enters(name)

    for folder in FOLDERS:
        for entry in files.entries(folder, enter):
            if folder == ".omoi_os":
                spaces.setdefault(".omoi_os")
            name = entry.path.rpartition("/")[2]
            if leftover(name):
                ignored.append(entry.path)
                continue
            place = place_of(entry.path)
            if place is None:
                continue
            paths.append(entry.path)
            content = _known(index, entry, criteria)
            if content is None:
                content, trouble = _read(files, entry.path, place, criteria)
                if trouble is not None:
                    unreadable.append(trouble)
                elif index is not None:
                    index.put(entry.path, entry.stamp, rows.to_row(content, criteria=criteria))
            if place.seat is None or place.seat.layout != "named" or content.items:
                spaces.setdefault(place.space)
            found.append(content)
    if index is not None:
        index.save(paths)
    return Collection(
        items=tuple(tree.with_own_ids(_with_contexts(found))),
        artifacts=tuple(artifact for content in found for artifact in content.artifacts),
        problems=(*unreadable, *(problem for content in found for problem in content.problems)),
        notices=_notices(ignored),
        paths=frozenset(paths),
        spaces=tuple(spaces),
    )


def read_text(text: str, path: str, *, criteria: bool = True) -> Content:
    """What a text means at a path; nothing for a path that belongs to no plan."""
    place = place_of(path)
    return _content(text, path, place, criteria) if place is not None else Content()


def _known(index: Index | None, entry: Entry, criteria: bool) -> Content | None:
    if index is None:
        return None
    row = index.get(entry.path, entry.stamp)
    if row is None:
        return None
    try:
        return rows.from_row(row) if rows.has_criteria(row) or not criteria else None
    except (ValueError, TypeError, IndexError, KeyError):
        return None


def _read(files: Files, path: str, place: Place, criteria: bool) -> tuple[Content, Problem | None]:
    text, trouble = files.read(path)
    if trouble is not None:
        sentence, line, column = trouble
        return Content(), Problem("error", "unreadable", path, line or 1, column or 1, sentence)
    return _content(text, path, place, criteria), None


def _content(text: str, path: str, place: Place, criteria: bool) -> Content:
    match place.role:
        case "docs" | "requirements" | "designs" | "tickets" | "tasks":
            return omoi.read(text, path, place.role, place.space, criteria=criteria)
        case "tasks-file":
            return package.read(text, path, place.space, "tasks")
        case "srd" | "tech-spec" | "plan":
            return package.read(text, path, place.space, place.role)
        case _:
            assert place.seat is not None
            return tree.read(text, path, place.seat, criteria=criteria)


def _with_contexts(found: list[Content]) -> Iterator[WorkItem]:
    """Items, those of trees with the status of the context file beside them."""
    contexts: dict[str, Context] = {c.context.path: c.context for c in found if c.context}
    for content in found:
        for item in content.items:
            context = None
            if contexts and item.format == "tree":
                context = contexts.get(tree.context_of(item.path, contexts))
            if context is None or not context.status:
                yield item
            else:
                known = known_status(context.status, "tree") or "pending"
                yield replace(item, status=known, status_as_written=context.status)


def _notices(ignored: list[str]) -> tuple[str, ...]:
    """One sentence about copies and leftovers."""
    if not ignored:
        return ()
    shown = ", ".join(sorted(ignored)[:3])
    more = f" and {len(ignored) - 3} more" if len(ignored) > 3 else ""
    return (f"Copies and leftovers are not read: {shown}{more}.",)
