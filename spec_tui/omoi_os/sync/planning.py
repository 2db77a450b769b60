"""The one plan that diff prints and push executes: what to do with each thing, and why.

Local files lead. What only the server changed is left alone and said; what both sides changed
since the ledger's last entry is a conflict (sync-api.md, faults 7 and 8).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from spec_tui.omoi_os.sync.criteria import paired
from spec_tui.omoi_os.sync.ledger import Sent
from spec_tui.omoi_os.sync.matching import Match
from spec_tui.omoi_os.sync.model import (
    DEPENDENCIES,
    Remote,
    Row,
    Wanted,
    digests,
)
from spec_tui.omoi_os.sync.statuses import FAILED

_STEPS = {
    "ticket": ("backlog", "analyzing", "building", "testing", "done"),
    "task": ("pending", "running", "completed"),
}


def rows(
    wanted: Sequence[Wanted],
    matches: Mapping[str, Match],
    ledger: Mapping[str, Sent],
    *,
    current: str = "",
) -> tuple[Row, ...]:
    """One row for each wanted thing, in their order. `current` is an id here or there."""
    ids = {
        one.key: match.remote.id
        for one in wanted
        if (match := matches.get(one.key)) is not None and match.remote is not None
    }
    absent: set[str] = set()
    created: dict[str, str] = {}
    found = []
    for one in wanted:
        row = _row(one, matches.get(one.key, Match()), ledger.get(one.key), ids, absent)
        if row.action == "create":
            created[one.key] = one.id
        elif not row.remote_id:
            absent.add(one.key)
        needs = [key for key in (one.parent, *one.depends_on) if key in created]
        row = replace(row, after=tuple(created[key] for key in needs))
        if row.remote_id and row.there is not None and _moved(one, row.there, ids):
            row = replace(row, message=f"{row.message} (the server keeps it under another ticket)")
        if current and current in {row.id, row.remote_id}:
            row = replace(row, current=True)
        found.append(row)
    return tuple(found)


def resolved(one: Wanted, ids: Mapping[str, str]) -> tuple[str, ...]:
    """Remote ids of what a thing waits on; a key stands for what has none yet."""
    return tuple(sorted(ids.get(key, key) for key in one.depends_on))


def differing(one: Wanted, there: Remote) -> tuple[str, ...]:
    """Fields that are wanted otherwise than they are there."""
    return tuple(
        name
        for name, value in one.fields.items()
        if value != there.fields.get(name, "") and not (name == "status" and value == "")
    )


def in_step(one: Wanted, there: Remote, ids: Mapping[str, str], sent: Sent | None) -> Sent:
    """The entry of the ledger for a thing that needs no sending now."""
    parts = sent.parts if sent is not None else ()
    pairs = paired(one.criteria, there.criteria, parts)
    return Sent(
        there.id,
        one.hash,
        digests(there.fields),
        resolved(one, ids) if one.kind == "task" else (),
        tuple(hit.id for _, hit in pairs if hit is not None),
    )


def _row(
    one: Wanted,
    match: Match,
    sent: Sent | None,
    ids: Mapping[str, str],
    absent: set[str],
) -> Row:
    there = match.remote
    row = Row(
        "skip", one.kind, one.id, one.title, there.id if there is not None else "",
        path=one.path, wanted=one, there=there,
    )  # fmt: skip
    if one.broken:
        return replace(row, action="failed", message=one.broken)
    if match.trouble:
        return replace(row, action="conflict", message=match.trouble)
    lacking = next((key for key in (one.parent, *one.depends_on) if key in absent), "")
    if there is None:
        if lacking:
            kind, _, name = lacking.partition(":")
            return replace(row, action="failed", message=f"Its {kind} {name} is not on the server.")
        gone = sent is not None and sent.remote_id
        why = " (it was removed on the server)" if gone else ""
        return replace(row, action="create", message=f"Would create: {one.title}{why}")
    fields = differing(one, there)
    if one.kind == "task" and there.fields.get("status") == FAILED:
        return replace(
            row, action="conflict", fields=("status",),
            message="The task failed on the server. Look there, then set its status on one side.",
        )  # fmt: skip
    known = sent if sent is not None and sent.remote_id == there.id else None
    given = known.depends_on if known is not None else there.depends_on or ()
    if known is not None:
        row = replace(row, there=replace(there, depends_on=given))
    moved = one.kind == "task" and resolved(one, ids) != tuple(sorted(given))
    if not fields and not moved:
        return replace(row, message="Already in sync")
    if known is None:
        return _adopted(row, one, there, fields, moved)
    return _three_way(row, one, there, known, fields, moved)


def _three_way(
    row: Row, one: Wanted, there: Remote, known: Sent, fields: tuple[str, ...], moved: bool
) -> Row:
    now = digests(there.fields)
    theirs = tuple(name for name in fields if now.get(name) != known.fields.get(name))
    if known.hash == one.hash and not moved:
        if theirs:
            listed = ", ".join(theirs)
            return replace(row, fields=theirs, message=f"Changed on the server: {listed}")
        return replace(row, message="Already in sync")
    if theirs and known.hash:  # without one a push was cut off, and the changes are its own
        listed = ", ".join(theirs)
        return replace(
            row, action="conflict", fields=fields,
            message=f"Changed here, and on the server: {listed}. Make both sides the same.",
        )  # fmt: skip
    return _update(row, fields, moved)


def _adopted(row: Row, one: Wanted, there: Remote, fields: tuple[str, ...], moved: bool) -> Row:
    """What the ledger does not know: local files lead, except where work would go backwards."""
    if "status" in fields and not _onwards(one, there):
        here, over_there = one.fields["status"], there.fields.get("status", "")
        return replace(
            row, action="conflict", fields=fields,
            message=f"The status is {here} here and {over_there} on the server.",
        )  # fmt: skip
    return _update(row, fields, moved)


def _update(row: Row, fields: tuple[str, ...], moved: bool) -> Row:
    names = (*fields, DEPENDENCIES) if moved else fields
    return replace(row, action="update", fields=names, message=f"Would update: {', '.join(names)}")


def _moved(one: Wanted, there: Remote, ids: Mapping[str, str]) -> bool:
    """Whether a task has another ticket here: the server cannot move it."""
    here = ids.get(one.parent, "")
    return one.kind == "task" and bool(here and there.parent) and here != there.parent


def _onwards(one: Wanted, there: Remote) -> bool:
    steps = _STEPS.get(one.kind, ())
    here, over_there = one.fields["status"], there.fields.get("status", "")
    if here not in steps or over_there not in steps:
        return False
    return steps.index(here) > steps.index(over_there)
