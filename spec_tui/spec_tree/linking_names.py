"""Where a link leads: the resolver of formats.md 96 over the names of the files that are there.

First relative to the file it stands in, as written and then with `.md`; else the one file of the
repository with that name, or with that end of its path; else it is ambiguous or dead. A path is
only ever looked up among the names of files, so no link can lead out of the repository.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from spec_tui.documents.links import Link, scheme
from spec_tui.spec_tree.model import LinkState

Way = Literal["", "own", "relative", "root", "name", "file"]
"""How a file was found: the same file, beside, from the root, by its name, by a `file:` address."""

_LINE = re.compile(r"(?P<path>.+?)(?P<tail>:[0-9]{1,7}(?:-[0-9]{1,7})?)")
_NO_PATHS = frozenset({"mailto", "tel", "data", "javascript", "urn", "news", "sms"})


@dataclass(frozen=True, slots=True)
class Resolved:
    """Where a link leads."""

    state: LinkState
    path: str = ""
    """The file, relative to the repository; "" where it leads to none or many."""
    candidates: tuple[str, ...] = ()
    way: Way = ""
    would: str = ""
    """Of a dead one: the path that it names, as written."""
    added: bool = False
    """`.md` was added to find it."""
    tail: str = ""
    """`:45` behind the path, as editors write it (formats.md 101)."""
    folder: bool = False
    """It leads to a folder."""


_WEB = Resolved("web")
_OUTSIDE = Resolved("outside")


class FileNames:
    """The names of the files of a repository, relative to its root, with slashes."""

    def __init__(
        self, paths: Iterable[str], *, there: Callable[[str], bool] = lambda _path: False
    ) -> None:
        """`there` tells of files that are not listed, such as those that git ignores."""
        self.paths = frozenset(paths)
        self._there = there

    def __contains__(self, path: str) -> bool:
        return path in self.paths or (bool(path) and self._there(path))

    @cached_property
    def folders(self) -> frozenset[str]:
        """Every folder that holds a file, at any depth; the root is ""."""
        found: set[str] = set()
        for path in self.paths:
            folder = path.rpartition("/")[0]
            while folder not in found:
                found.add(folder)
                folder = folder.rpartition("/")[0]
        return frozenset(found)

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in self.paths:
            found.setdefault(path.rpartition("/")[2], []).append(path)
        return found

    def ending(self, end: str) -> tuple[str, ...]:
        """Files whose path is, or ends with, these parts; those outside dot folders only."""
        named = self._by_name.get(end.rpartition("/")[2], ())
        found = [one for one in named if one == end or one.endswith("/" + end)]
        return tuple(sorted(one for one in found if not _in_dot_folder(one)))

    def moved(self, moves: Mapping[str, str]) -> FileNames:
        """The names after files were moved."""
        kept = (path for path in self.paths if path not in moves)
        new = (moves[path] for path in self.paths if path in moves)
        gone = frozenset(moves)
        return FileNames((*kept, *new), there=lambda path: path not in gone and self._there(path))

    def with_new(self, paths: Iterable[str]) -> FileNames:
        """The names with some more."""
        return FileNames((*self.paths, *paths), there=self._there)


def resolve_link(link: Link, source: str, files: FileNames) -> Resolved:
    """Where a link leads; a Markdown link may also lead to a folder."""
    return resolve_path(link.path, source, files, wiki=link.wiki)


def resolve_path(path: str, source: str, files: FileNames, *, wiki: bool = True) -> Resolved:
    """Where a path without heading leads."""
    if not path:
        return Resolved("ok", source, way="own")
    if "\0" in path or path[0] in "~\\":
        return _OUTSIDE
    if ":" in path:
        found = _addressed(path, source, files, wiki)
        if found is not None:
            return found
    if path[0] == "/":
        return _from_root(path, files)
    folder = source.rpartition("/")[0]
    if "/" in path or path[0] == ".":
        joined = posixpath.normpath(f"{folder}/{path}" if folder else path)
        if joined == ".." or joined.startswith("../"):
            return _OUTSIDE
    else:
        joined = f"{folder}/{path}" if folder else path
    names_file = path.rpartition("/")[2] not in {"", ".", ".."}
    if joined in files.paths and names_file:
        return Resolved("ok", joined, way="relative")
    if names_file and joined + ".md" in files.paths:
        return Resolved("ok", joined + ".md", way="relative", added=True)
    if not wiki and ("" if joined == "." else joined) in files.folders:
        return Resolved("ok", "" if joined == "." else joined, way="relative", folder=True)
    if names_file and joined in files:
        return Resolved("ok", joined, way="relative")
    if names_file and joined + ".md" in files:
        return Resolved("ok", joined + ".md", way="relative", added=True)
    if names_file and not path.startswith("./") and ".." not in path.split("/"):
        found = _by_name(posixpath.normpath(path), files)
        if found is not None:
            return found
    return Resolved("dead", would=joined)


def _by_name(end: str, files: FileNames) -> Resolved | None:
    """The one file with this name or end of a path; None where there is none."""
    for one, added in ((end, False), (end + ".md", True)):
        found = files.ending(one)
        if len(found) > 1 and "/" in one and one in found:
            found = (one,)
        if len(found) == 1:
            return Resolved("ok", found[0], way="name", added=added)
        if found:
            return Resolved("ambiguous", candidates=found)
    return None


def _from_root(path: str, files: FileNames) -> Resolved:
    """`/docs/guide.md`, which begins at the root of the repository, as in Obsidian and GitHub."""
    rest = posixpath.normpath(path.lstrip("/"))
    for one, added in ((rest, False), (rest + ".md", True)):
        if rest != "." and not rest.startswith("..") and one in files:
            return Resolved("ok", one, way="root", added=added)
    return _OUTSIDE


def _addressed(path: str, source: str, files: FileNames, wiki: bool) -> Resolved | None:
    """What has a colon: an address, a place in a file, or None for a path with one in its name."""
    kind = scheme(path)
    if kind == "file":
        rest = path[len("file:") :].lstrip("/")
        for one, tail in _without_line(rest):
            if not _climbs(one) and one in files:
                return Resolved("ok", one, way="file", tail=tail)
        return _OUTSIDE
    if kind and ("://" in path or kind in _NO_PATHS):
        return _WEB
    if re.match(r"[A-Za-z]:[/\\]", path):
        return _OUTSIDE
    match = _LINE.fullmatch(path)
    if match is not None and ":" not in match["path"]:
        found = resolve_path(match["path"], source, files, wiki=wiki)
        if found.state == "ok" and not found.added:
            return Resolved("ok", found.path, way=found.way, tail=match["tail"])
        return None if wiki else Resolved("dead", would=found.would)
    return None if wiki or not kind else _WEB


def _without_line(path: str) -> list[tuple[str, str]]:
    match = _LINE.fullmatch(path)
    return [(path, ""), *([(match["path"], match["tail"])] if match is not None else [])]


def _climbs(path: str) -> bool:
    return path.startswith(("/", "..")) or posixpath.normpath(path) != path


def _in_dot_folder(path: str) -> bool:
    return "/." in "/" + path.rpartition("/")[0]
