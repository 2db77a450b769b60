"""Criteria of a requirement here and there: they have no ids here, so text and order pair them."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import replace
from typing import NamedTuple

from spec_tui.omoi_os.sync.ledger import Sent
from spec_tui.omoi_os.sync.model import Criterion, Remote, Wanted
from spec_tui.omoi_os.sync.requirements import canonical_criteria


class There(NamedTuple):
    """A criterion of the server."""

    id: str
    text: str
    completed: bool


def paired(
    criteria: tuple[Criterion, ...],
    there: tuple[tuple[str, str, bool], ...],
    parts: tuple[str, ...],
) -> list[tuple[Criterion, There | None]]:
    """Each criterion with the one of the server that it is: the same text, else a reworded one.

    `parts` are remote ids that were ours at the last push. What the server has besides is left
    alone: nothing is ever deleted.
    """
    held = [There(*one) for one in there]
    by_text: dict[str, deque[There]] = defaultdict(deque)
    for one in held:
        by_text[one.text].append(one)
    found: list[There | None] = []
    for wanted in criteria:
        same = by_text.get(wanted.text)
        found.append(same.popleft() if same else None)
    taken = {one.id for one in found if one is not None}
    by_id = {one.id: one for one in held}
    rest = deque(by_id[part] for part in parts if part in by_id and part not in taken)
    pairs = []
    for wanted, hit in zip(criteria, found, strict=True):
        if hit is None and rest:
            hit = rest.popleft()
        pairs.append((wanted, hit))
    return pairs


def compared(one: Wanted, there: Remote, sent: Sent | None) -> Remote:
    """The requirement of the server with only those criteria that are ours."""
    pairs = paired(one.criteria, there.criteria, sent.parts if sent is not None else ())
    ours = [(hit.text, hit.completed) for _, hit in pairs if hit is not None]
    return replace(there, fields={**there.fields, "criteria": canonical_criteria(ours)})
