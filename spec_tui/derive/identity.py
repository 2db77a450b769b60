"""Which item of a document is which item of SPEC.md, also after a rename (B.10, "Ids")."""

from __future__ import annotations

from collections.abc import Sequence
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
    known: Sequence[tuple[str, str]], keys: Sequence[str], prefix: str, taken: Sequence[str] = ()
) -> Assigned:
    """Find the ids of `keys` again among `known` (id, key) in the order of the document.

    Ids are never renumbered; new ones are max+1 over `known` and `taken`. One key gone and one
    new between the same neighbours is a rename: the id is kept.
    """
    by_key = {key: one for one, key in known}
    wanted = set(keys)
    before = [key for _, key in known]
    renamed: dict[str, str] = {}
    for number, key in enumerate(keys):
        if key in by_key:
            continue
        left = keys[number - 1] if number else None
        right = keys[number + 1] if number + 1 < len(keys) else None
        there = _between(before, renamed.get(left, left) if left else None, right)
        if there is not None and there not in wanted and there not in renamed.values():
            renamed[key] = there
    ids: dict[str, str] = {}
    used = [one for one, _ in known] + list(taken)
    for key in keys:
        old = by_key.get(renamed.get(key, key))
        if old is None:
            old = next_id(prefix, used)
            used.append(old)
        ids[key] = old
    kept = set(ids.values())
    gone = tuple(one for one, _ in known if one not in kept)
    return Assigned(ids, renamed, gone)


def _between(before: Sequence[str], left: str | None, right: str | None) -> str | None:
    """The one key that stood between two neighbours, None where there was none or several."""
    start = 0 if left is None else before.index(left) + 1 if left in before else -1
    end = len(before) if right is None else before.index(right) if right in before else -1
    return before[start] if start >= 0 and end - start == 1 else None
