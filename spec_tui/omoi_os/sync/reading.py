"""Reading what the server holds of one project, as far as a plan needs it, four at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TypeVar

from spec_tui.omoi_os.sync.api import Api, remote_design, remote_requirement, remote_spec
from spec_tui.omoi_os.sync.criteria import compared
from spec_tui.omoi_os.sync.ledger import Sent
from spec_tui.omoi_os.sync.matching import Match, match
from spec_tui.omoi_os.sync.model import Remote, Wanted
from spec_tui.omoi_os.sync.wire import Spec

WIDTH = 4
A = TypeVar("A")
B = TypeVar("B")


@dataclass(frozen=True, slots=True)
class Found:
    """Matches of everything wanted, and what else is there."""

    matches: Mapping[str, Match]
    ids: frozenset[str] = frozenset()
    """Remote ids of all tickets, or of all specs."""


def items(api: Api, wanted: Sequence[Wanted], ledger: Mapping[str, Sent]) -> Found:
    """Tickets and tasks. Tasks are read ticket by ticket, never the list of all projects."""
    tickets = [one for one in wanted if one.kind == "ticket"]
    tasks = [one for one in wanted if one.kind == "task"]
    listed = api.tickets()
    listed += _missing(api.ticket, tickets, listed, ledger)
    found = dict(match(tickets, listed, ledger))
    parents = {key: one.remote.id for key, one in found.items() if one.remote is not None}
    below = [task for some in each(api.tasks, parents.values()) for task in some]
    below += _missing(api.task, tasks, below, ledger)
    matched = match(tasks, below, ledger, parents)
    found |= _with_details(api, matched, ledger)
    return Found(found, frozenset(one.id for one in listed))


def specs(api: Api, wanted: Sequence[Wanted], ledger: Mapping[str, Sent]) -> Found:
    """Specs with their requirements and designs."""
    listed = api.specs()
    by_id = {one.id: one for one in listed}
    of_kind = [one for one in wanted if one.kind == "spec"]
    found = dict(match(of_kind, [remote_spec(one) for one in listed], ledger))
    for one in of_kind:
        if found[one.key].remote is None and not found[one.key].trouble:
            claimed = {m.remote.id for m in found.values() if m.remote is not None}
            found[one.key] = _begun(one, ledger, set(by_id) - claimed, by_id, found[one.key])
    parents = {key: m.remote.id for key, m in found.items() if m.remote is not None}
    mine = [by_id[one] for one in parents.values()]
    requirements = [remote_requirement(s.id, r) for s in mine for r in s.requirements]
    below = [one for one in wanted if one.kind == "requirement"]
    found |= match(below, requirements, ledger, parents)
    for one in below:
        hit = found[one.key]
        if hit.remote is not None:
            found[one.key] = hit._replace(remote=compared(one, hit.remote, ledger.get(one.key)))
    for one in wanted:
        spec = by_id.get(parents.get(one.parent, "")) if one.kind == "design" else None
        if spec is not None and spec.design is not None:
            found[one.key] = Match(remote_design(spec.id, spec.design), "ledger")
    return Found(found, frozenset(by_id))


def each(call: Callable[[A], B], over: Iterable[A]) -> list[B]:
    """The answers in order, at most four requests in flight. Raises what the first one raises."""
    todo = list(over)
    if len(todo) < 2:
        return [call(one) for one in todo]
    with ThreadPoolExecutor(WIDTH) as pool:
        futures = [pool.submit(call, one) for one in todo]
        try:
            return [future.result() for future in futures]
        finally:
            for future in futures:
                future.cancel()


def _missing(
    read: Callable[[str], Remote | None],
    wanted: Sequence[Wanted],
    listed: Sequence[Remote],
    ledger: Mapping[str, Sent],
) -> list[Remote]:
    """What the ledger knows and no list shows: hidden, moved, or gone (404)."""
    there = {one.id for one in listed}
    known = (ledger[one.key].remote_id for one in wanted if one.key in ledger)
    found = each(read, [one for one in dict.fromkeys(known) if one and one not in there])
    return [one for one in found if one is not None]


def _with_details(
    api: Api, matches: Mapping[str, Match], ledger: Mapping[str, Sent]
) -> dict[str, Match]:
    """What the ledger does not know needs its dependencies read, which no list has."""
    found = dict(matches)
    open_ = [
        (key, one.remote.id)
        for key, one in matches.items()
        if one.remote is not None and one.how != "ledger" and one.remote.depends_on is None
    ]
    for (key, _), detail in zip(open_, each(api.task, [one for _, one in open_]), strict=True):
        if detail is None:
            found[key] = Match()
            continue
        held = found[key].remote
        assert held is not None
        found[key] = found[key]._replace(remote=replace(held, depends_on=detail.depends_on))
    return found


def _begun(
    one: Wanted,
    ledger: Mapping[str, Sent],
    free: set[str],
    by_id: Mapping[str, Spec],
    nothing: Match,
) -> Match:
    """A spec that a killed push may have made: its words may be the server's own by now."""
    sent = ledger.get(one.key)
    if sent is None or sent.remote_id or not sent.at:
        return nothing
    fresh = [api_id for api_id in by_id if api_id in free and api_id not in sent.before]
    if len(fresh) == 1:
        return Match(remote_spec(by_id[fresh[0]]), "title")
    if fresh:
        ids = ", ".join(fresh[:3])
        return Match(trouble=f"A push was cut off, and {len(fresh)} specs are new: {ids}.")
    return nothing
