"""Executing one row: the requests it needs, and what to remember when they are answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from spec_tui.omoi_os.sync.api import Api, remote_requirement
from spec_tui.omoi_os.sync.criteria import compared, paired
from spec_tui.omoi_os.sync.ledger import Book, Sent
from spec_tui.omoi_os.sync.model import DEPENDENCIES, Remote, Row, SyncError, Wanted, digests
from spec_tui.omoi_os.sync.requirements import canonical_design
from spec_tui.omoi_os.sync.statuses import FIRST

_TEXTS = ("title", "description", "priority", "status")


@dataclass(frozen=True, slots=True)
class Desk:
    """What the rows of one push share."""

    api: Api
    book: Book
    ids: dict[str, str]
    """Remote id of every key that has one; grows as things are created."""
    now: Callable[[], str]
    force: bool = False
    known: frozenset[str] = frozenset()
    """Tickets, or specs, of the project when the plan was made."""

    def remember(self, one: Wanted, sent: Sent) -> None:
        """Write the ledger; durable when this returns. Raises WorkspaceError."""
        self.book.put(one.key, replace(sent, at=self.now()))


def execute(row: Row, desk: Desk) -> Row:
    """The row as it ended. Raises SyncError and WorkspaceError; `ids` has a new item by then."""
    assert row.wanted is not None
    creates, updates = {
        "ticket": (_create_ticket, _update_ticket),
        "task": (_create_task, _update_task),
        "spec": (_create_spec, _update_spec),
        "requirement": (_create_requirement, _update_requirement),
        "design": (_put_design, _put_design),
    }[row.kind]
    return (creates if row.action == "create" else updates)(row, row.wanted, desk)


def resolve(keys: tuple[str, ...], desk: Desk) -> tuple[str, ...]:
    """Remote ids, in order. Raises SyncError for what has none."""
    lacking = [key for key in keys if key not in desk.ids]
    if lacking:
        raise SyncError(f"It waits on {lacking[0].partition(':')[2]}, which is not on the server.")
    return tuple(sorted(desk.ids[key] for key in keys))


def _created(row: Row, remote_id: str, message: str = "") -> Row:
    message = message or f"Created with API ID: {remote_id}"
    return replace(row, remote_id=remote_id, message=message, state="sent")


def _updated(row: Row) -> Row:
    return replace(row, message=f"Updated: {', '.join(row.fields)}", state="sent")


def _sent(one: Wanted, there: Remote, depends_on: tuple[str, ...] = ()) -> Sent:
    return Sent(there.id, one.hash, digests(there.fields), depends_on)


def _create_ticket(row: Row, one: Wanted, desk: Desk) -> Row:
    dependencies = {
        "blocked_by": list(resolve(one.depends_on, desk)),
        "blocks": sorted(desk.ids[key] for key in one.blocks if key in desk.ids),
    }
    ours = frozenset(desk.ids.values())
    known = desk.known | ours
    made = desk.api.create_ticket(one, dependencies, known, force=desk.force)
    if not isinstance(made, Remote):
        # The server compares with the tickets of every project, and with our own other ones.
        twins = tuple(twin for twin in made if twin.id in desk.known and twin.id not in ours)
        if twins:
            best = twins[0]
            return replace(
                row, action="duplicate", candidates=twins, state="failed",
                message=f"Server has “{best.title}”, {best.score:.0%} alike ({best.id}). "
                "--force-create creates it all the same.",
            )  # fmt: skip
        made = desk.api.create_ticket(one, dependencies, known, force=True)
        if not isinstance(made, Remote):
            raise SyncError("The server takes it for a duplicate although it was forced.")
    return _begun(row, one, made, desk, ())


def _create_task(row: Row, one: Wanted, desk: Desk) -> Row:
    depends_on = resolve(one.depends_on, desk)
    if one.parent not in desk.ids:
        raise SyncError(f"Its ticket {one.parent.partition(':')[2]} is not on the server.")
    known = frozenset(desk.ids.values())
    made = desk.api.create_task(one, desk.ids[one.parent], depends_on, known)
    if set(made.depends_on or ()) != set(depends_on):
        desk.ids[one.key] = made.id
        desk.api.set_dependencies(made.id, depends_on)
    return _begun(row, one, made, desk, depends_on)


def _begun(row: Row, one: Wanted, made: Remote, desk: Desk, depends_on: tuple[str, ...]) -> Row:
    """A new item, whose status is set afterwards where it is not the first one."""
    desk.ids[one.key] = made.id
    status = one.fields["status"]
    if status and status != made.fields["status"] and status != FIRST[one.kind]:
        # On disk before the next request, so that a killed push finds it again at once.
        desk.remember(one, replace(_sent(one, made, depends_on), hash=""))
        made = _patch(one, made.id, {"status": status}, desk)
    desk.remember(one, _sent(one, made, depends_on))
    return _created(row, made.id)


def _patch(one: Wanted, remote_id: str, changes: Mapping[str, str], desk: Desk) -> Remote:
    if one.kind == "ticket":
        return desk.api.update_ticket(remote_id, changes)
    return desk.api.update_task(remote_id, changes)


def _update_ticket(row: Row, one: Wanted, desk: Desk) -> Row:
    return _update_item(row, one, desk, ())


def _update_task(row: Row, one: Wanted, desk: Desk) -> Row:
    return _update_item(row, one, desk, resolve(one.depends_on, desk))


def _update_item(row: Row, one: Wanted, desk: Desk, depends_on: tuple[str, ...]) -> Row:
    there = row.there
    assert there is not None
    changes = {name: one.fields[name] for name in _TEXTS if name in row.fields}
    if changes:
        there = _patch(one, there.id, changes, desk)
    if DEPENDENCIES in row.fields:
        desk.api.set_dependencies(there.id, depends_on)
    desk.remember(one, _sent(one, there, depends_on))
    return _updated(row)


def _create_spec(row: Row, one: Wanted, desk: Desk) -> Row:
    # The answer may carry other words than were sent: the ids from before tell a new one apart.
    desk.remember(one, Sent(before=tuple(sorted(desk.known))))
    made = desk.api.create_spec(one, desk.known | frozenset(desk.ids.values()))
    desk.ids[one.key] = made.id
    fields = {"title": made.title or "", "description": made.description or ""}
    desk.remember(one, Sent(made.id, one.hash, digests(fields)))
    return _created(row, made.id)


def _update_spec(row: Row, one: Wanted, desk: Desk) -> Row:
    changes = {name: one.fields[name] for name in row.fields}
    made = desk.api.update_spec(row.remote_id, changes)
    fields = {"title": made.title or "", "description": made.description or ""}
    desk.remember(one, Sent(made.id, one.hash, digests(fields)))
    return _updated(row)


def _create_requirement(row: Row, one: Wanted, desk: Desk) -> Row:
    spec = _spec_of(one, desk)
    made = desk.api.create_requirement(spec, one.fields, frozenset(desk.ids.values()))
    desk.ids[one.key] = made.id
    there = remote_requirement(spec, made)
    desk.remember(one, replace(_sent(one, there), hash=""))
    _settle_criteria(one, there, desk, (), spec)
    return _created(row, made.id)


def _update_requirement(row: Row, one: Wanted, desk: Desk) -> Row:
    spec = _spec_of(one, desk)
    assert row.there is not None
    there = row.there
    changes = {name: one.fields[name] for name in row.fields if name != "criteria"}
    if changes:
        made = desk.api.update_requirement(spec, there.id, changes)
        there = replace(remote_requirement(spec, made), criteria=there.criteria)
    known = desk.book.get(one.key) or Sent(there.id)
    desk.remember(one, replace(known, hash=""))
    _settle_criteria(one, there, desk, known.parts, spec)
    return _updated(row)


def _settle_criteria(
    one: Wanted, there: Remote, desk: Desk, parts: tuple[str, ...], spec: str
) -> None:
    """Create, reword and tick criteria, then remember the requirement with their ids."""
    held = {part: (text, done) for part, text, done in there.criteria}
    ids = []
    for wanted, hit in paired(one.criteria, there.criteria, parts):
        if hit is None:
            made = desk.api.create_criterion(spec, there.id, wanted.text, frozenset(held))
            now = (made.text, made.completed)
            part = made.id
        else:
            part, now = hit.id, (hit.text, hit.completed)
        changes: dict[str, object] = {}
        if now[0] != wanted.text:
            changes["text"] = wanted.text
        if now[1] != wanted.done:
            changes["completed"] = wanted.done
        if changes:
            after = desk.api.update_criterion(spec, there.id, part, changes)
            now = (after.text, after.completed)
        held[part] = now
        ids.append(part)
    criteria = tuple((part, text, done) for part, (text, done) in held.items())
    sent = Sent(parts=tuple(ids))
    final = compared(one, replace(there, criteria=criteria), sent)
    desk.remember(one, replace(_sent(one, final), parts=tuple(ids)))


def _put_design(row: Row, one: Wanted, desk: Desk) -> Row:
    """Replace the design; what no file here holds keeps what the server has (PUT replaces)."""
    spec = _spec_of(one, desk)
    held = dict(row.there.design) if row.there is not None else {}
    names = ("architecture", "data_model", "api_spec")
    design = {
        name: one.design.get(name, held.get(name)) or ([] if name == "api_spec" else None)
        for name in names
    }
    desk.api.put_design(spec, design)
    desk.ids[one.key] = spec
    desk.remember(one, Sent(spec, one.hash, digests(canonical_design(design))))
    return (
        _updated(row)
        if row.there is not None
        else replace(row, remote_id=spec, message="Created in the spec", state="sent")
    )


def _spec_of(one: Wanted, desk: Desk) -> str:
    if one.parent not in desk.ids:
        raise SyncError(f"Its spec {one.parent.partition(':')[2]} is not on the server.")
    return desk.ids[one.parent]
