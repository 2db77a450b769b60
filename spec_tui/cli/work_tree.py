"""`show graph` as text: every item once, later mentions on one line, linear in its output."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spec_tui.cli.work_rows import GLYPHS, WORDS, cut
from spec_tui.work.item import WorkItem
from spec_tui.work.plan import Plan

STEP = 2
DEEPEST = 40


def graph_lines(plan: Plan, items: Sequence[WorkItem]) -> Iterator[str]:
    """What comes first stands at the left; below an item stands what waits on it.

    An only child stays at its parent's indentation, and indentation stops at 40 columns, so that
    a long chain does not run off the screen (work-items.md, "Meaning").
    """
    chosen = {plan.number(item) for item in items}
    after = {n: [m for m in plan.after[n] if m in chosen] for n in sorted(chosen)}
    waiting = dict.fromkeys(chosen, 0)
    for others in after.values():
        for other in others:
            waiting[other] += 1
    printed: set[int] = set()
    roots = [n for n in sorted(chosen) if waiting[n] == 0]
    for root in (*roots, *sorted(chosen)):
        if root in printed:
            continue
        stack = [(root, 0)]
        while stack:
            number, indent = stack.pop()
            item = plan.items[number]
            lead = " " * indent
            if number in printed:
                yield f"{lead}{item.ref} (above)"
                continue
            printed.add(number)
            state = plan.state(item)
            yield f"{lead}{GLYPHS[state]} {item.ref}  {WORDS[state]}  {cut(item.title)}".rstrip()
            below = after[number]
            deeper = indent if len(below) == 1 else min(indent + STEP, DEEPEST)
            stack.extend((other, deeper) for other in reversed(below))
