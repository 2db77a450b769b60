"""Tickets and tasks of .omoi_os as they should be on the server."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from spec_tui.documents.frontmatter import read as read_header
from spec_tui.omoi_os.sync import statuses
from spec_tui.omoi_os.sync.marker import marked
from spec_tui.omoi_os.sync.model import Kind, Wanted, key
from spec_tui.work.item import Problem, WorkItem
from spec_tui.work.plan import Plan

SPACE = ".omoi_os"
TYPES = frozenset({"implementation", "refactor", "test", "documentation", "research", "bugfix"})
LONGEST_TITLE = 500
LONGEST_PRIORITY = 20


def wanted_items(
    plan: Plan, text: Callable[[str], str], problems: Iterable[Problem] = ()
) -> tuple[Wanted, ...]:
    """Tickets, then tasks, each before what waits on it.

    `text` reads a file; an item that an error of validation lies on is broken and says so.
    """
    broken = {p.path: p.message for p in reversed(tuple(problems)) if p.severity == "error"}
    items = [item for item in plan.order() if item.format == "omoi"]
    twice = Counter(key(item.kind, item.id) for item in items)
    found = [_wanted(plan, item, text, broken, twice) for item in items]
    return (
        *(one for one in found if one.kind == "ticket"),
        *(one for one in found if one.kind == "task"),
    )


def _wanted(
    plan: Plan,
    item: WorkItem,
    text: Callable[[str], str],
    broken: dict[str, str],
    twice: Counter[str],
) -> Wanted:
    kind: Kind = "ticket" if item.kind == "ticket" else "task"
    waits = _same_kind(item, plan.waits_on(item))
    why = broken.get(item.path, "")
    if not why and twice[key(item.kind, item.id)] > 1:
        why = f"The id {item.id} is in two files."
    if not why and len(item.title) > LONGEST_TITLE:
        why = f"The title is longer than {LONGEST_TITLE} characters; the server refuses it."
    raw = text(item.path)
    if not why and not raw:
        why = f"{item.path} cannot be read any more."
    parent = plan.parent(item)
    fields = {
        "title": item.title,
        "description": marked(body(raw), _marks(item, waits)),
        "priority": priority(item),
        "status": statuses.sent(item),
    }
    return Wanted(
        kind,
        item.id,
        item.title,
        item.path,
        fields,
        parent=key("ticket", parent.id) if kind == "task" and parent is not None else "",
        depends_on=tuple(key(kind, one) for one in waits),
        blocks=tuple(key(kind, one) for one in _same_kind(item, plan.needed_by(item)))
        if kind == "ticket"
        else (),
        type=(item.type if item.type in TYPES else "implementation") if kind == "task" else "",
        broken=why,
    )


def _same_kind(item: WorkItem, others: Iterable[WorkItem]) -> tuple[str, ...]:
    """Ids of those that the server can hold as dependencies of this one."""
    found = (o.id for o in others if o.kind == item.kind and o.format == "omoi" and o is not item)
    return tuple(dict.fromkeys(found))


def _marks(item: WorkItem, waits: tuple[str, ...]) -> dict[str, str]:
    marks = {"id": item.id, "type": item.type, "estimate": item.estimate}
    if item.kind == "ticket":
        return {
            **marks,
            "blocked_by": ",".join(waits),
            "requirements": ",".join(dict.fromkeys(item.requirements)),
        }
    return {**marks, "ticket": item.parent}


def body(text: str) -> str:
    """A file without its YAML header."""
    header = read_header(text)
    return text[header.after :] if header is not None else text


def priority(item: WorkItem) -> str:
    """The priority to send; the server's own default where a file has none."""
    written = item.priority.upper() or item.priority_as_written.strip()[:LONGEST_PRIORITY]
    return written or "MEDIUM"
