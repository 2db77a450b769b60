"""The fixes of `validate --fix`: quoted YAML, mirrored edges, and ids that a person lets change."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from spec_tui.documents.blocks import heading, scan
from spec_tui.documents.frontmatter import read as read_header
from spec_tui.documents.headeredit import Splice, apply, put
from spec_tui.work.change import Moment
from spec_tui.work.editing import Read, mirror
from spec_tui.work.ids import key, next_id
from spec_tui.work.item import Problem, WorkItem
from spec_tui.work.plan import Plan


@dataclass(slots=True)
class Fixes:
    """New texts by path, and how many fixes of which kind they hold."""

    texts: dict[str, str] = field(default_factory=dict)
    quoted: int = 0
    mirrored: int = 0
    renumbered: int = 0


def fixes(
    plan: Plan,
    renumber: Sequence[Problem],
    read: Read,
    moment: Moment,
    as_plan: Callable[[dict[str, str]], Plan],
) -> Fixes:
    """All safe fixes of a plan. `as_plan` reads it again with texts that are not on disk yet."""
    found = Fixes()
    for path in dict.fromkeys(p.path for p in plan.problems if p.fix.kind == "quote"):
        text = read(path)
        new, count = quote(text)
        if count:
            found.texts[path] = new
            found.quoted += count
    for problem in renumber:
        if problem.code != "duplicate-id" or problem.fix.kind != "renumber":
            continue
        item = _of(plan, problem)
        if item is None:
            continue
        taken = [other.id for other in plan.items if other.kind == item.kind]
        taken += [one for text in found.texts.values() for one in re.findall(r"\b[A-Z]+-\d+", text)]
        prefix = re.sub(r"\d+[a-z]?$", "", item.id)
        text = found.texts.get(item.path) or read(item.path)
        found.texts[item.path] = with_new_id(text, item, next_id(prefix, taken))
        found.renumbered += 1
    if found.texts:
        plan = as_plan(found.texts)
    found.mirrored = mirror(plan, found.texts, read, moment)
    return found


def quote(text: str) -> tuple[str, int]:
    """(the text with bad values of its header in quotes, how many); placeholders stay."""
    header = read_header(text)
    if header is None:
        return text, 0
    splices = [
        trouble.repair
        for trouble in header.troubles
        if trouble.repair is not None and trouble.code != "placeholder"
    ]
    return apply(text, splices), len(splices)


def with_new_id(text: str, item: WorkItem, one: str) -> str:
    """A ticket or task with another id in its header and its first heading."""
    splices: list[Splice] = []
    header = read_header(text)
    if header is not None:
        splices += put(text, header, "id", one)
    for line in scan(text, header.after if header is not None else 0).plain():
        at = heading(line.text)
        if at is not None:
            match = re.match(re.escape(item.id) + r"(?![\w-])", at[1], re.IGNORECASE)
            if match is not None:
                start = line.at + line.text.index(at[1])
                splices.append((start, start + len(item.id), one))
            break
    return apply(text, splices)


def _of(plan: Plan, problem: Problem) -> WorkItem | None:
    found = [item for item in plan.items if item.path == problem.path]
    named = [item for item in found if key(item.id) in key(problem.message)]
    return named[0] if named else None
