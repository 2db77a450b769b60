"""Which item of a document is which item of SPEC.md, also after a rename (B.10, "Ids")."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from spec_tui.work.ids import next_id


class Assigned(NamedTuple):
    """The ids of today's keys."""

    ids: dict[str, str]
    """Id by key, for every key of today."""
    renamed: dict[str, str]
    """Key of before by key of today."""
    gone: tuple[str, ...]
    """Ids whose key SPEC.md no longer has; the items stay."""


def assign(
    known: Sequence[tuple[str, str]],
    keys: Sequence[str],
    prefix: str,
    taken: Sequence[str] = (),
    new: Callable[[str, Sequence[str]], str] | None = None,
) -> Assigned:
    """Find the ids of `keys` again among `known` (id, key) in the order of the document.

    Ids are never renumbered; new ones are max+1 over `known` and `taken`, or what `new` makes of
    a key and the ids that are used. One key gone and one new between the same neighbours is a
    rename: the id is kept.
    """
    by_key = {key: one for one, key in known}
    wanted = set(keys)
    before = [key for _, key in known]
    renamed: dict[str, str] = {}
    at = 0
    while at < len(keys):
        end = at
        while end < len(keys) and keys[end] not in by_key:
            end += 1
        if end > at:
            left = keys[at - 1] if at else None
            right = keys[end] if end < len(keys) else None
            gone = [key for key in _between(before, left, right) if key not in wanted]
            renamed |= _paired(keys[at:end], gone)
        at = end + 1
    ids: dict[str, str] = {}
    used = [one for one, _ in known] + list(taken)
    for key in keys:
        old = by_key.get(renamed.get(key, key))
        if old is None:
            old = new(key, used) if new is not None else next_id(prefix, used)
            used.append(old)
        ids[key] = old
    kept = set(ids.values())
    left_over = tuple(one for one, _ in known if one not in kept)
    return Assigned(ids, renamed, left_over)


def _between(before: Sequence[str], left: str | None, right: str | None) -> Sequence[str]:
    """The keys that stood between two neighbours; none where they no longer are neighbours."""
    start = 0 if left is None else before.index(left) + 1 if left in before else -1
    end = len(before) if right is None else before.index(right) if right in before else -1
    return before[start:end] if 0 <= start <= end else ()


def _paired(new: Sequence[str], gone: Sequence[str]) -> dict[str, str]:
    """Old key by new key, where one item, with all its parts behind `#`, was renamed."""
    if len(new) != len(gone) or len({key.partition("#")[0] for key in new}) != 1:
        return {}
    if len({key.partition("#")[0] for key in gone}) != 1:
        return {}
    parts = [(a.partition("#")[2], b.partition("#")[2]) for a, b in zip(new, gone, strict=True)]
    return dict(zip(new, gone, strict=True)) if all(a == b for a, b in parts) else {}
