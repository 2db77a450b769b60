"""Which files of a tree should link each other, and which of them do so only one way (seed 004).

Spec and context, parent and child, spec and deliverable, `## Dependencies` and the Downstream Specs
of the other's journal. A pair of which neither links the other is no pair here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from spec_tui.documents.hidden import Hidden
from spec_tui.documents.links import trace_links
from spec_tui.spec_tree.comment_styles import style_of
from spec_tui.spec_tree.model import OneWay
from spec_tui.work.formats.tree_seat import Seat, context_of, seat

_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+([^\r\n]*)", re.MULTILINE)
DEPENDENCIES = frozenset({"dependencies", "depends on"})
DELIVERABLES = frozenset({"deliverables"})
DOWNSTREAM = frozenset({"downstream specs"})


@dataclass(frozen=True)
class Leads:
    """What the links of one file lead to."""

    text: str
    targets: tuple[tuple[int, str], ...]
    """(offset of the link, the file it leads to), "" for those that lead to none."""

    @cached_property
    def to(self) -> frozenset[str]:
        """The files that it links."""
        return frozenset(path for _, path in self.targets)

    def below(self, names: frozenset[str]) -> tuple[str, ...]:
        """What the links below headings of these names lead to."""
        if not self.targets or not any(name in self.text.lower() for name in names):
            return ()
        spans = sections(self.text, names)
        return tuple(
            path
            for offset, path in self.targets
            if path and any(start <= offset < end for start, end in spans)
        )


def sections(text: str, names: frozenset[str]) -> tuple[tuple[int, int], ...]:
    """(start, end) of what stands below headings of these names, subsections with it."""
    found: list[tuple[int, int]] = []
    level, start = 0, -1
    hidden: Hidden | None = None
    for match in _HEADING.finditer(text):
        title = match[2].strip().rstrip("#").strip(" :\t").lower()
        wanted = title in names
        if not wanted and (start < 0 or len(match[1]) > level):
            continue
        hidden = hidden or Hidden(text)
        if hidden.at(match.start()):
            continue
        if start >= 0 and len(match[1]) <= level:
            found.append((start, match.start()))
            start = -1
        if wanted and start < 0:
            level, start = len(match[1]), match.end()
    if start >= 0:
        found.append((start, len(text)))
    return tuple(found)


def one_ways(leads: Mapping[str, Leads]) -> tuple[OneWay, ...]:
    """Pairs of which one side is missing, each once, by path."""
    pairs = _Pairs(leads)
    found = dict.fromkeys(
        (
            *pairs.contexts(),
            *pairs.parents(),
            *pairs.deliverables(),
            *pairs.dependencies(),
        )
    )
    return tuple(sorted(found, key=lambda one: (one.path, one.to, one.why)))


class _Pairs:
    """The pairs of a tree, by the places of its files."""

    def __init__(self, leads: Mapping[str, Leads]) -> None:
        self._leads = leads
        self._specs: dict[str, Seat] = {}
        self._seated: set[str] = set()
        for path in leads:
            place = seat(path)
            if place is not None:
                self._seated.add(path)
                if place.role == "spec":
                    self._specs[path] = place
        by_id: dict[str, list[str]] = {}
        for path, place in self._specs.items():
            by_id.setdefault(place.id, []).append(path)
        self._by_id = {one: paths[0] for one, paths in by_id.items() if len(paths) == 1}
        contexts = {path: context_of(path, leads) for path in self._specs}
        self._context = {path: one for path, one in contexts.items() if one in leads}
        self._spec_of = {one: path for path, one in self._context.items()}

    def contexts(self) -> Iterator[OneWay]:
        """Spec and context file."""
        for spec, context in self._context.items():
            yield from self._both(spec, context, "context", "spec")

    def parents(self) -> Iterator[OneWay]:
        """Parent and child."""
        for child, place in self._specs.items():
            parent = self._by_id.get(place.parent)
            if parent is not None and parent != child:
                yield from self._both(child, parent, "parent", "child")

    def deliverables(self) -> Iterator[OneWay]:
        """A deliverable, its spec, and the registry of the journal of that spec."""
        pairs: dict[tuple[str, str], None] = {}
        for spec in self._specs:
            context = self._context.get(spec)
            for path in (spec, context) if context is not None else (spec,):
                for target in self._leads[path].below(DELIVERABLES):
                    if target.startswith("specs/") and target not in self._seated:
                        pairs.setdefault((spec, target))
        for path, one in self._leads.items():
            if path in self._seated or not one.to:
                continue
            traced = {link.start for link in trace_links(one.text)}
            for offset, target in one.targets:
                if offset in traced and target in self._seated:
                    spec = self._spec_of.get(target, target)
                    if spec in self._specs:
                        pairs.setdefault((spec, path))
        for spec, target in pairs:
            context = self._context.get(spec)
            for path in (spec, context) if context is not None else (spec,):
                if target not in self._leads[path].to:
                    yield OneWay(path, target, "deliverable")
            back = self._leads.get(target)
            if back is None or style_of(target, back.text) is None:
                continue
            if not back.to & {spec, context or spec}:
                yield OneWay(target, spec, "deliverable")

    def dependencies(self) -> Iterator[OneWay]:
        """What a spec waits on, and what the journal of the other says that it was delivered to."""
        waits = {path: self._leads[path].below(DEPENDENCIES) for path in self._specs}
        for spec, targets in waits.items():
            for target in targets:
                context = self._context.get(target)
                if context is None or target == spec:
                    continue
                if spec not in self._leads[context].below(DOWNSTREAM):
                    yield OneWay(context, spec, "dependency")
        for context, spec in self._spec_of.items():
            for target in self._leads[context].below(DOWNSTREAM):
                known = target == spec or target not in waits or spec in waits[target]
                if not known and not self._named(target, self._specs[spec].id):
                    yield OneWay(target, spec, "dependency")

    def _named(self, path: str, one: str) -> bool:
        """Whether the dependencies of a spec name another by its id alone."""
        text = self._leads[path].text
        named = re.compile(rf"(?<![\w/.-]){re.escape(one)}(?![\w/-])")
        return any(named.search(text, *span) for span in sections(text, DEPENDENCIES))

    def _both(self, one: str, other: str, to_other: str, to_one: str) -> Iterator[OneWay]:
        there, back = other in self._leads[one].to, one in self._leads[other].to
        if there and not back:
            yield OneWay(other, one, to_one)
        if back and not there:
            yield OneWay(one, other, to_other)
