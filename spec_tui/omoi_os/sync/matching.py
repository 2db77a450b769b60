"""Which thing on the server is which thing here: ledger, mark in the text, exact title.

Only inside one project (a ticket's tasks, a spec's requirements). What could be two things is
neither: such a row is a conflict, never a guess.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from spec_tui.omoi_os.sync.ledger import Sent
from spec_tui.omoi_os.sync.marker import marks, unmarked
from spec_tui.omoi_os.sync.model import Remote, Wanted

ALIKE = 0.3
"""Share of common words below which two texts under one id are two items."""
_WORD = re.compile(r"\w+")


class Match(NamedTuple):
    """What was found for one thing."""

    remote: Remote | None = None
    how: Literal["ledger", "mark", "title", ""] = ""
    trouble: str = ""
    """Why none of several was taken."""


def identity(remote: Remote) -> str:
    """The local id that a thing on the server carries, "" where it carries none."""
    if remote.kind == "requirement":
        return remote.fields.get("title", "").partition(":")[0].strip()
    return marks(remote.fields.get("description", "")).get("id", "")


def match(
    wanted: Sequence[Wanted],
    remotes: Sequence[Remote],
    ledger: Mapping[str, Sent],
    parents: Mapping[str, str] | None = None,
) -> dict[str, Match]:
    """The match of each wanted thing by its key.

    `parents` has the remote id for the key of a parent; a title counts only below the same parent.
    """
    parents = parents or {}
    by_id = {remote.id: remote for remote in remotes}
    found: dict[str, Match] = {}
    for one in wanted:
        sent = ledger.get(one.key)
        if sent is not None and sent.remote_id in by_id:
            found[one.key] = Match(by_id[sent.remote_id], "ledger")
    claimed = {m.remote.id for m in found.values() if m.remote is not None}
    free = [remote for remote in by_id.values() if remote.id not in claimed]
    _by_mark(wanted, free, parents, found)
    claimed |= {m.remote.id for m in found.values() if m.remote is not None}
    _by_title(wanted, [r for r in free if r.id not in claimed], parents, found)
    return {one.key: found.get(one.key, Match()) for one in wanted}


def _by_mark(
    wanted: Sequence[Wanted],
    free: Sequence[Remote],
    parents: Mapping[str, str],
    found: dict[str, Match],
) -> None:
    named: dict[str, list[Remote]] = defaultdict(list)
    for remote in free:
        named[identity(remote)].append(remote)
    for one in wanted:
        if one.key in found:
            continue
        hits = named.get(one.id, [])
        if one.kind == "requirement":
            hits = [hit for hit in hits if hit.parent == parents.get(one.parent, "")]
        if len(hits) == 1 and not _alike(one, hits[0]):
            title = hits[0].fields.get("title", "")
            words = f"The server has another item with the id {one.id}: “{title}”."
            found[one.key] = Match(trouble=words)
        elif len(hits) == 1:
            found[one.key] = Match(hits[0], "mark")
        elif hits:
            found[one.key] = Match(trouble=_several(hits, f"carry the id {one.id}"))


def _by_title(
    wanted: Sequence[Wanted],
    free: Sequence[Remote],
    parents: Mapping[str, str],
    found: dict[str, Match],
) -> None:
    here = {one.id for one in wanted}
    titled: dict[tuple[str, str], list[Remote]] = defaultdict(list)
    for remote in free:
        if identity(remote) not in here:
            titled[remote.parent, remote.fields.get("title", "")].append(remote)
    open_ = [one for one in wanted if one.key not in found]
    same = Counter((parents.get(one.parent, ""), one.title) for one in open_)
    for one in open_:
        parent = parents.get(one.parent, "")
        if one.parent and not parent:
            continue
        titles = dict.fromkeys((one.title, one.fields["title"]) if "title" in one.fields else ())
        hits = [remote for title in titles for remote in titled.get((parent, title), ())]
        if len(hits) == 1 and same[parent, one.title] == 1:
            found[one.key] = Match(hits[0], "title")
        elif hits:
            found[one.key] = Match(trouble=_several(hits, f"could be “{one.title}”"))


def _alike(one: Wanted, there: Remote) -> bool:
    """False for two items that happen to carry one id: another title, and hardly a word shared."""
    here, over_there = one.fields, there.fields
    if one.kind not in {"ticket", "task"} or here["title"] == over_there.get("title", ""):
        return True
    words = [
        set(_WORD.findall(unmarked(fields.get("description", "")).lower()))
        for fields in (here, over_there)
    ]
    return len(words[0] & words[1]) >= ALIKE * len(words[0] | words[1])


def _several(hits: Sequence[Remote], words: str) -> str:
    ids = ", ".join(hit.id for hit in hits[:3])
    more = f" and {len(hits) - 3} more" if len(hits) > 3 else ""
    if len(hits) == 1:
        return f"More than one item here {words} on the server ({ids}). Give each its own title."
    return f"{len(hits)} items on the server {words}: {ids}{more}. Remove all but one there."
