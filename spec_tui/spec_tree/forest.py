"""A plan as a tree of specs: every epic, feature and task under its parent, with its state.

Only what lies under specs/ is here; packages and artifacts have rooms of their own.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from spec_tui.spec_tree.board import Branch, Forest
from spec_tui.work.formats import tree_seat
from spec_tui.work.item import WorkItem
from spec_tui.work.naming import natural
from spec_tui.work.plan import Plan

_OPEN = re.compile(r"<!--[ \t]*spec-tui:session\b(?![^>\n]*\bend=)[^>\n]*-->")


def is_spec(item: WorkItem) -> bool:
    """Whether an item is a spec of a tree."""
    return item.format == "tree"


def context_of(plan: Plan, item: WorkItem) -> str:
    """Path of the context file of a spec, whether it is there or not."""
    return tree_seat.context_of(item.path, plan.paths)


def may_run(text: str) -> bool:
    """Whether a context file may hold a session that is open; cheap, for many files.

    True for an example inside code as well: the journal itself decides then.
    """
    return "spec-tui:session" in text and _OPEN.search(text) is not None


def forest_of(plan: Plan, running: Collection[str] = ()) -> Forest:
    """All specs of a plan in the order of the tree.

    `running` are the paths of context files with an open session.
    """
    grown = _Grown(plan, frozenset(running))
    specs = [item for item in plan.items if is_spec(item)]
    for item in sorted(specs, key=_order):
        if plan.parent(item) is None:
            grown.add(item, 0)
    for item in sorted(specs, key=_order):
        # what names each other as parent hangs below no root
        grown.add(item, 0)
    done = sum(item.status == "done" for item in specs)
    return Forest(tuple(grown.branches), done, len(specs), plan.notices)


def branch_of(plan: Plan, item: WorkItem, running: Collection[str] = ()) -> Branch:
    """One spec as a row of the tree."""
    depth, seen, above = 0, {item.ref}, plan.parent(item)
    while above is not None and above.ref not in seen:
        seen.add(above.ref)
        depth, above = depth + 1, plan.parent(above)
    context = context_of(plan, item)
    return _branch(item, context, context in running, depth, _below(plan, item))


def _below(plan: Plan, item: WorkItem) -> tuple[int, int]:
    """(completed, all) specs below one."""
    seen, queue, done = {item.ref}, [item], 0
    while queue:
        for child in plan.children(queue.pop()):
            if child.ref not in seen:
                seen.add(child.ref)
                queue.append(child)
                done += child.status == "done"
    return done, len(seen) - 1


class _Grown:
    """Rows as they are found, depth first."""

    def __init__(self, plan: Plan, running: frozenset[str]) -> None:
        self._plan = plan
        self._running = running
        self._seen: set[str] = set()
        self.branches: list[Branch] = []

    def add(self, item: WorkItem, depth: int) -> tuple[int, int]:
        """Add a spec and all below it; (completed, all) of them with itself."""
        if item.ref in self._seen:
            return 0, 0
        self._seen.add(item.ref)
        at = len(self.branches)
        context = context_of(self._plan, item)
        self.branches.append(_branch(item, context, context in self._running, depth, (0, 0)))
        done = total = 0
        for child in sorted(filter(is_spec, self._plan.children(item)), key=_order):
            more, all_ = self.add(child, depth + 1)
            done, total = done + more, total + all_
        if total:
            row = self.branches[at]
            self.branches[at] = _branch(item, row.context, row.running, depth, (done, total))
        return done + (item.status == "done"), total + 1


def _branch(
    item: WorkItem, context: str, running: bool, depth: int, below: tuple[int, int]
) -> Branch:
    done, total = below if below[1] else (item.criteria_done, len(item.criteria))
    return Branch(
        item.ref,
        item.id,
        item.kind,
        item.title,
        item.status,
        item.status_as_written,
        depth,
        item.path,
        context,
        done,
        total,
        running,
    )


def _order(item: WorkItem) -> tuple[object, ...]:
    return natural(item.id), item.path
