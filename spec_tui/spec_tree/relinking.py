"""Links that keep leading where they led while files move: only the path in a link is rewritten.

Label, heading and style stay: wikilink or Markdown, with `.md` or without, from the root or
relative. A link that still leads to the right file from its new place is not touched at all.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from spec_tui.documents.headeredit import Splice, apply
from spec_tui.documents.links import Link, fits_wiki, links_outside_code, trace_links, written_path
from spec_tui.spec_tree.linking_names import FileNames, Resolved, resolve_link, resolve_path

MARKDOWN = (".md", ".markdown", ".mdx")
_EVERY = ("epic.md", "spec.md", "context.md")
"""Names that every epic or feature has: alone they lead elsewhere as soon as there is a second."""


class Relinked(NamedTuple):
    """A text whose links were rewritten."""

    text: str
    links: int
    """How many of them were rewritten."""


def links_of(path: str, text: str) -> Iterator[Link]:
    """The links of a file: of Markdown all outside code, else those of the comment at its head."""
    if path.endswith(MARKDOWN):
        return links_outside_code(text)
    return trace_links(text)


class Relinking:
    """One move of files, as the links of all texts see it."""

    def __init__(
        self,
        moves: Mapping[str, str],
        files: FileNames,
        planned: Mapping[str, str] | None = None,
        made: Iterable[str] = (),
    ) -> None:
        """`made` are files that come with the move: a name may be theirs as well then."""
        self._moves = moves
        self._planned = planned or {}
        self._before = files
        self.after = files.moved(moves).with_new(made)
        self._folders: dict[str, str] = {}

    def text(self, path: str, text: str, new_path: str = "") -> Relinked:
        """The text of a file at its new path.

        `new_path` is for lines that go from one file to another.
        """
        new = new_path or self._moves.get(path, path)
        splices: list[Splice] = []
        for link in links_of(path, text):
            written = self._written(link, path, new)
            if written is not None and written != text[link.path_at : link.path_end]:
                splices.append((link.path_at, link.path_end, written))
        return Relinked(apply(text, splices) if splices else text, len(splices))

    def _written(self, link: Link, old: str, new: str) -> str | None:
        """The path that a link needs now; None where it is right as it is."""
        to = resolve_link(link, old, self._before)
        if to.state == "dead":
            return self._written_dead(link, to, old, new)
        if to.state != "ok" or to.way == "own":
            return None
        want = self._folder(to.path) if to.folder else self._moves.get(to.path, to.path)
        now = resolve_link(link, new, self.after)
        same = (now.state, now.path, now.folder) == ("ok", want, to.folder)
        # what was found beside the file is not left to a search by name, which others may lack
        if same and (to.way != "relative" or now.way == "relative"):
            return None
        for form in _forms(link, to, want, new):
            seen = resolve_path(form, new, self.after, wiki=link.wiki)
            if (seen.state, seen.path) == ("ok", want):
                fitting = _fitting(form, link)
                if fitting is not None:
                    return fitting
        return None

    def _written_dead(self, link: Link, to: Resolved, old: str, new: str) -> str | None:
        """A link to a file that is not there keeps naming the same place."""
        for name in (to.would, to.would + ".md"):
            if name in self._planned:
                planned = Resolved("ok", name, way="relative", added=name != to.would)
                form = next(_forms(link, planned, self._planned[name], new))
                same = _joined(link.path, new) in {_joined(form, new), _joined(form, new) + ".md"}
                return None if same else _fitting(form, link)
        if "/" not in link.path or link.path.startswith("/"):
            return None
        want = self._place(to.would)
        if _joined(link.path, new) == want:
            return None
        form = posixpath.relpath(want, posixpath.dirname(new) or ".")
        return _fitting(form + ("/" if link.path.endswith("/") else ""), link)

    def _place(self, would: str) -> str:
        """Where a file that is not there would be, if the folder around it moved."""
        folder, rest = posixpath.dirname(would), posixpath.basename(would)
        while folder:
            if folder in self._before.folders:
                return posixpath.normpath(posixpath.join(self._folder(folder), rest))
            rest = f"{posixpath.basename(folder)}/{rest}"
            folder = posixpath.dirname(folder)
        return would

    def _folder(self, folder: str) -> str:
        """Where a folder is now: elsewhere if every file in it went there."""
        known = self._folders.get(folder)
        if known is not None:
            return known
        inside = [path for path in self._before.paths if path.startswith(folder + "/")]
        found = folder
        if folder and inside and all(path in self._moves for path in inside):
            # the same folder in another place or under another name, else where its files are
            tail = inside[0][len(folder) :]
            base = self._moves[inside[0]].removesuffix(tail)
            if any(self._moves[path] != base + path[len(folder) :] for path in inside):
                base = posixpath.commonpath(
                    [posixpath.dirname(self._moves[path]) for path in inside]
                )
            found = base
        self._folders[folder] = found
        return found


def _forms(link: Link, to: Resolved, want: str, new: str) -> Iterator[str]:
    """Ways to write a path, the one most like that of the link first."""
    way = posixpath.relpath(want or ".", posixpath.dirname(new) or ".")
    if to.folder:
        yield way + "/" if link.path.endswith("/") else way
        return
    bare = want.removesuffix(".md") if to.added else want
    short = way.removesuffix(".md") if to.added else way
    if to.way == "root":
        yield "/" + bare + to.tail
    elif to.way == "file":
        lead = re.match(r"[Ff][Ii][Ll][Ee]:/*", link.path)
        yield (lead[0] if lead is not None else "file://") + bare + to.tail
    elif to.way == "name" and "/" not in link.path and posixpath.basename(want) not in _EVERY:
        yield posixpath.basename(bare) + to.tail
    elif to.way == "name" and to.path in {link.path, link.path + ".md"}:
        yield bare + to.tail
    elif link.path.startswith("./") and not short.startswith("../"):
        yield "./" + short + to.tail
    for form in (short, "./" + short, way, "./" + way):
        if not (form.startswith("./..")):
            yield form + to.tail


def _fitting(form: str, link: Link) -> str | None:
    """A path as it is written in a link; None where a wikilink cannot hold it."""
    return written_path(form, link) if not link.wiki or fits_wiki(form) else None


def _joined(path: str, source: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
