"""Links of a tree of specs: what is dead or ambiguous, what leads only one way, what leads here.

Pure: texts and names of files come in. Where a link leads is in linking_names.py, which files
should link each other in linking_pairs.py, and adding what is missing in linking_fixing.py.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from spec_tui.documents.blocks import place
from spec_tui.documents.links import Link
from spec_tui.spec_tree.linking_fixing import fixed as fixed
from spec_tui.spec_tree.linking_names import FileNames, Resolved, resolve_link
from spec_tui.spec_tree.linking_pairs import Leads, one_ways
from spec_tui.spec_tree.model import LinkMap, OneWay, TreeLink
from spec_tui.spec_tree.relinking import links_of
from spec_tui.work.formats.tree_seat import context_path, context_paths, seat

_TROUBLE = frozenset({"dead", "ambiguous", "outside"})


@dataclass(frozen=True, slots=True)
class Found:
    """A link of a file with where it leads."""

    link: Link
    to: Resolved


Parsed = dict[str, tuple[str, tuple[Link, ...]]]
"""Texts by path with their links, to be kept while texts stay the same."""


class Web:
    """The links between files, each text read once and only where somebody asks.

    `tree` are the files of the tree, all by default; others only lead to it.
    """

    def __init__(
        self,
        texts: Mapping[str, str],
        files: FileNames,
        *,
        tree: Collection[str] | None = None,
        parsed: Parsed | None = None,
    ) -> None:
        self.texts = texts
        self.files = files
        self.tree = texts.keys() if tree is None else tree
        self._found: dict[str, tuple[Found, ...]] = {}
        self._parsed: Parsed = {} if parsed is None else parsed

    def found(self, path: str) -> tuple[Found, ...]:
        """The links of one file."""
        known = self._found.get(path)
        if known is None:
            text = self.texts[path]
            parsed = self._parsed.get(path)
            if parsed is None or parsed[0] != text:
                parsed = self._parsed[path] = (text, tuple(links_of(path, text)))
            known = tuple(Found(link, resolve_link(link, path, self.files)) for link in parsed[1])
            self._found[path] = known
        return known

    def problems(self, paths: Iterable[str] | None = None) -> tuple[TreeLink, ...]:
        """Links that are dead, ambiguous or lead out of the repository, by path and line."""
        bad: list[TreeLink] = []
        for path in sorted(self.tree if paths is None else paths):
            bad += [
                self._shown(path, one)
                for one in self.found(path)
                if one.to.state in _TROUBLE and not is_waiting(path, one.to)
            ]
        return tuple(bad)

    def one_ways(self) -> tuple[OneWay, ...]:
        """Pairs of files of which only one links to the other, though both should."""
        leads = {
            path: Leads(
                self.texts[path], tuple((one.link.start, one.to.path) for one in self.found(path))
            )
            for path in self.tree
        }
        return one_ways(leads)

    def link_map(self, path: str) -> LinkMap:
        """All links of one file: what it leads to, what leads to it, what is missing."""
        out = [self._shown(path, one) for one in self.found(path)] if path in self.texts else []
        back: list[TreeLink] = []
        for other in sorted(self.texts):
            if other != path and may_lead(self.texts[other], path):
                back += [
                    self._shown(other, one) for one in self.found(other) if one.to.path == path
                ]
        missing = [one for one in self.one_ways() if path in {one.path, one.to}]
        return LinkMap(path, tuple(out), tuple(back), tuple(missing))

    def _shown(self, path: str, one: Found) -> TreeLink:
        line, column = place(self.texts[path], one.link.start)
        waiting = is_waiting(path, one.to)
        return TreeLink(
            path,
            line,
            column,
            one.link.path,
            " ".join(one.link.label.split()),
            one.to.state,
            context_path(path) if waiting else one.to.path,
            one.to.candidates,
            waiting,
        )


def is_waiting(path: str, to: Resolved) -> bool:
    """Whether a dead link names the context file that the first session of this spec makes."""
    if to.state != "dead":
        return False
    place_of = seat(path)
    if place_of is None or place_of.role != "spec":
        return False
    own = context_paths(path)
    return to.would in own or to.would + ".md" in own


def may_lead(text: str, path: str) -> bool:
    """Whether a text may hold a link to a file; cheap, for many files.

    False only where none of the names that a link could use stands in it.
    """
    name = posixpath.basename(path)
    stem = name.removesuffix(".md")
    return stem in text or "%" in text or "&" in text or "\\" in text
