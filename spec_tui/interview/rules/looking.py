"""Looking at each passage once: what a rule sees in it is kept under its words and its place.

A *look* is the part of a rule that needs only the words of one passage. All looks run in one go
over the passages of a `Spec`; a passage that was there before, on whatever line, costs one look-up.
What imported texts say beside goes through the same looks, and only rules that ask see it.
So after one answer only the changed passages are judged again, and rules that compare passages
with each other start from what their look found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from spec_tui.documents.lines import split_lines
from spec_tui.documents.prose import mask
from spec_tui.interview.spec import Passage, Spec, Wrapped

_PART = re.compile(r"[a-z]+")
MARKER = re.compile(r"\s*_\((?:assumption A\d+|confirm, from [^\n]*)\)_\s*$")
"""What this program writes behind a value (interview.md B.1); nobody's words."""
_LEAST = 65536
"""So many passages are always kept; beyond it what the last reading used, and as much again."""


@lru_cache(maxsize=32768)
def prose(text: str) -> str:
    """The words of a passage at their columns, code and addresses blanked."""
    return mask(text)


@dataclass(frozen=True, slots=True)
class Words:
    """All that a look may know of a passage: everything but where in the file it stands."""

    text: str
    """Without the marker of a value, which is blanked."""
    key: str
    section: str
    slot: str
    facet: str
    prose: str
    """`text` at its columns, without code and addresses."""
    parts: frozenset[str]
    """Runs of the letters a to z in `text`, in lower case: enough to rule most words out."""


T = TypeVar("T")
Look = Callable[[Words], Sequence[T]]
Seen = list[tuple[Passage, Sequence[T]]]

_LOOKS: list[Look[Any]] = []
_Found = tuple[tuple[int, Sequence[Any]], ...]
_known: dict[str, dict[str, _Found]] = {}
"""What the looks saw, by key and words."""
_latest: list[tuple[tuple[Passage, ...], tuple[Passage, ...], _Scan]] = []


@dataclass(frozen=True, slots=True)
class _Scan:
    seen: dict[Look[Any], Seen[Any]]
    heard: dict[Look[Any], Seen[Any]]
    """The same in imported texts."""
    first: dict[str, Passage]
    by_facet: dict[tuple[Look[Any], bool], dict[str, Seen[Any]]]
    """Filled when asked for."""


def look(function: Look[T]) -> Look[T]:
    """Make a function a look: `seen` knows it, and what it returns is kept."""
    _LOOKS.append(function)
    return function


def seen(spec: Spec, function: Look[T]) -> Seen[T]:
    """The passages of the 18 sections in which a look saw something, in order."""
    return _scan(spec).seen[function]


def heard(spec: Spec, function: Look[T]) -> Seen[T]:
    """What a look saw in imported texts, in order."""
    return _scan(spec).heard[function]


def everywhere(spec: Spec, function: Look[T]) -> Seen[T]:
    """What a look saw in the sections, then in imported texts."""
    return [*seen(spec, function), *heard(spec, function)]


def seen_in(
    spec: Spec, function: Look[T], facets: Sequence[str], *, imported: bool = False
) -> Iterator[Seen[T]]:
    """The same for the passages of each of some facets, in the sections or in imported texts."""
    scan = _scan(spec)
    groups = scan.by_facet.get((function, imported))
    if groups is None:
        groups = scan.by_facet[function, imported] = {}
        for pair in (scan.heard if imported else scan.seen)[function]:
            groups.setdefault(pair[0].facet, []).append(pair)
    for facet in facets:
        yield groups.get(facet, [])


def first_passage(spec: Spec, key: str) -> Passage | None:
    """The first passage of a key."""
    return _scan(spec).first.get(key)


def where(passage: Passage, offset: int) -> tuple[int, int]:
    """Line and column of a character of a passage."""
    line, column, start = passage.line, passage.column, 0
    if isinstance(passage, Wrapped):
        for begin, its_line, its_column in passage.further:
            if begin > offset:
                break
            line, column, start = its_line, its_column, begin
    return line, column + offset - start


def paragraphs(spec: Spec) -> Iterator[Passage]:
    """Passages that stand in one of the 18 sections; the lines of a wrapped paragraph as one,
    the rows of a table each.

    Other headings are never judged.
    """
    lines: list[str] = []
    pending: Passage | None = None
    group: list[Passage] = []
    for passage in spec.passages:
        if pending is not None:
            row = passage.text.startswith("|")
            if passage.line == pending.line + 1 and passage.key == pending.key and not row:
                if not lines:
                    text = spec.text
                    lines = split_lines(text) if "\r" in text else text.split("\n")
                head = lines[passage.line - 1][: passage.column - 1]
                if not head or head.isspace():
                    group = group or [pending]
                    group.append(passage)
                    pending = passage
                    continue
            yield _joined(group) if group else pending
            group = []
        pending = passage if passage.section else None
    if pending is not None:
        yield _joined(group) if group else pending


def _joined(group: list[Passage]) -> Wrapped:
    first = group[0]
    further: list[tuple[int, int, int]] = []
    length = len(first.text)
    for passage in group[1:]:
        further.append((length + 1, passage.line, passage.column))
        length += 1 + len(passage.text)
    return Wrapped(
        first.key,
        first.section,
        first.slot,
        first.facet,
        " ".join(passage.text for passage in group),
        first.line,
        first.column,
        tuple(further),
    )


def _scan(spec: Spec) -> _Scan:
    for passages, imported, scan in _latest:
        if passages is spec.passages and imported is spec.imported:
            return scan
    scan = _look_through(spec)
    _latest[:] = [(spec.passages, spec.imported, scan), *_latest[:1]]
    return scan


def _look_through(spec: Spec) -> _Scan:
    found: dict[Look[Any], Seen[Any]] = {function: [] for function in _LOOKS}
    told: dict[Look[Any], Seen[Any]] = {function: [] for function in _LOOKS}
    first: dict[str, Passage] = {}
    count = 0
    for rows, passages in ((found, paragraphs(spec)), (told, iter(spec.imported))):
        lists = list(rows.values())
        here: dict[str, _Found] = {}
        last = ""
        for passage in passages:
            key = passage.key
            if key != last:
                here = _known.setdefault(key, {})
                last = key
                if rows is found:
                    first.setdefault(key, passage)
            looked = here.get(passage.text)
            if looked is None:
                looked = here[passage.text] = _all_looks(passage)
            for index, saw in looked:
                lists[index].append((passage, saw))
            count += 1
    if sum(map(len, _known.values())) > max(_LEAST, 2 * count):
        _forget(spec)
    return _Scan(found, told, first, {})


def _forget(spec: Spec) -> None:
    """Keep only what this reading used."""
    used: dict[str, dict[str, _Found]] = {}
    for passage in (*paragraphs(spec), *spec.imported):
        looked = _known[passage.key][passage.text]
        used.setdefault(passage.key, {})[passage.text] = looked
    _known.clear()
    _known.update(used)


def _all_looks(passage: Passage) -> _Found:
    text = passage.text
    if text.endswith(")_"):
        text = MARKER.sub(lambda match: " " * len(match[0]), text)
    words = Words(
        text,
        passage.key,
        passage.section,
        passage.slot,
        passage.facet,
        mask(text),
        frozenset(_PART.findall(text.lower())),
    )
    found: list[tuple[int, Sequence[Any]]] = []
    for index, function in enumerate(_LOOKS):
        saw = function(words)
        if saw:
            found.append((index, tuple(saw)))
    return tuple(found)
