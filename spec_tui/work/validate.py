"""What is wrong between files: ids, edges, cycles, references, traces (work-items.md).

What is wrong within one file was noted while it was read; `problems` puts both together.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from spec_tui.documents.blocks import place
from spec_tui.documents.links import inside
from spec_tui.work.ids import key
from spec_tui.work.item import NO_FIX, Artifact, Fix, Problem, Severity, WorkItem
from spec_tui.work.plan import Plan
from spec_tui.work.traceability import known_requirements, untraced

MOST_TASKS = 5
_PLACEHOLDER = re.compile(r"[{<].*[}>]")
_RANK = {"error": 0, "warning": 1, "info": 2}


class Reading(NamedTuple):
    """What checking references needs of the disk."""

    text: Callable[[str], str]
    """The text of a file, "" where it cannot be read."""
    exists: Callable[[str], bool]
    """Whether a path of the repository is there."""


def problems(plan: Plan, reading: Reading) -> tuple[Problem, ...]:
    """All problems of a plan, by path and line. Linear in files, items and edges."""
    found = list(plan.problems)
    found += _duplicates(plan)
    found += _unknown(plan, reading)
    found += _cycles(plan)
    found += _one_sided(plan)
    found += _references(plan, reading)
    found += _requirements(plan, reading)
    found += _crowded(plan)
    found += _untraced(plan)
    return tuple(sorted(found, key=_place_of))


def summary(found: tuple[Problem, ...]) -> dict[Severity, int]:
    """How many of which severity."""
    counts: dict[Severity, int] = {"error": 0, "warning": 0, "info": 0}
    for problem in found:
        counts[problem.severity] += 1
    return counts


def _place_of(problem: Problem) -> tuple[str, int, int, int, str]:
    rank = _RANK[problem.severity]
    return problem.path, problem.line, problem.column, rank, problem.code


def _at(
    item: WorkItem, needle: str, reading: Reading, severity: Severity, code: str, message: str,
    fix: Fix = NO_FIX,
) -> Problem:  # fmt: skip
    """A problem where the item's file names `needle`, else where the item begins."""
    line, column = locate(reading.text(item.path), needle, item.line)
    return Problem(severity, code, item.path, line, column, message, fix)


def locate(text: str, needle: str, line: int) -> tuple[int, int]:
    """Line and column of a word at or below a line; the line itself where it is not found."""
    start = 0
    for _ in range(line - 1):
        following = text.find("\n", start)
        if following < 0:
            break
        start = following + 1
    match = re.compile(rf"(?<![\w-]){re.escape(needle)}(?![\w-])").search(text, start)
    return place(text, match.start()) if match else (line, 1)


def _duplicates(plan: Plan) -> Iterator[Problem]:
    first: dict[tuple[str, str], WorkItem] = {}
    for item in plan.items:
        earlier = first.setdefault((item.space, key(item.id)), item)
        if earlier is item:
            continue
        where = earlier.path if earlier.path != item.path else f"line {earlier.line}"
        fix = NO_FIX
        if item.format == "omoi":
            fix = Fix("renumber", "Give it the next free id.", (item.path,))
        message = f"{item.id} is also the id of {where}. Both are shown; give one a new id."
        yield Problem("error", "duplicate-id", item.path, item.line, 1, message, fix)
    documents: dict[tuple[str, str], Artifact] = {}
    inline: dict[tuple[str, str], str] = {}
    for artifact in plan.artifacts:
        if artifact.space == ".omoi_os" and not _PLACEHOLDER.search(artifact.id):
            other = documents.setdefault((artifact.space, key(artifact.id)), artifact)
            if other is not artifact:
                message = f"{artifact.id} is also the id of {other.path}. Give one a new id."
                yield Problem("error", "duplicate-id", artifact.path, artifact.line, 1, message)
        for requirement in artifact.inline:
            known = inline.setdefault(
                (artifact.space, key(requirement.id)), f"{requirement.path}:{requirement.line}"
            )
            if known != f"{requirement.path}:{requirement.line}":
                message = f"{requirement.id} also stands in {known}. Give one a new id."
                yield Problem(
                    "error", "duplicate-id", requirement.path, requirement.line, 1, message
                )


def _unknown(plan: Plan, reading: Reading) -> Iterator[Problem]:
    spaces: dict[str, set[str]] = {}
    for item in plan.items:
        spaces.setdefault(item.space, set()).add(key(item.id))

    def unknown(item: WorkItem, one: str, words: str, code: str) -> Problem | None:
        if _PLACEHOLDER.search(one):
            return None
        near = nearest(one, spaces[item.space], item.id)
        hint = f" (did you mean {near}?)" if near else ""
        message = f"{item.id}: {words} {one}, which does not exist{hint}."
        return _at(item, one, reading, "error", code, message)

    for item in plan.items:
        for one in plan.missing(item):
            found = unknown(item, one, "depends on", "unknown-dependency")
            if found:
                yield found
        if plan.number(item) in plan.self_waiting:
            message = f"{item.id} depends on itself."
            yield _at(item, item.id, reading, "error", "self-dependency", message)
    for number, one in plan.unknown_blocks:
        found = unknown(plan.items[number], one, "blocks", "unknown-dependency")
        if found:
            yield found
    for number in plan.unknown_parents:
        item = plan.items[number]
        if item.format == "omoi":
            found = unknown(item, item.parent, "belongs to", "unknown-parent")
            if found:
                yield found
        elif item.style in {"new", "letters"}:
            message = f"{item.id}: its folder {item.parent} holds no epic.md or spec.md."
            yield Problem("error", "unknown-parent", item.path, item.line, 1, message)


def nearest(one: str, known: set[str], but: str = "") -> str:
    """A known id that differs in one sign, two swapped signs or leading zeros; "" if none.

    `but` is the id of the item itself, which is never meant.
    """
    word = key(one)
    candidates = []
    for index, char in enumerate(word):
        if char.isdigit():
            candidates += [word[:index] + d + word[index + 1 :] for d in "0123456789"]
            candidates.append(word[:index] + word[index + 1 :])
            candidates.append(word[:index] + "0" + word[index:])
        if index:
            candidates.append(word[: index - 1] + char + word[index - 1] + word[index + 1 :])
    return next((c for c in candidates if c in known and c not in {word, key(but)}), "")


def _cycles(plan: Plan) -> Iterator[Problem]:
    for cycle in plan.cycles():
        if len(cycle) == 2:
            continue
        names = [item.ref for item in (*reversed(cycle),)]
        path = " -> ".join(names)
        first = plan.item(names[0])
        message = f"{path}: each waits on the next, so none can start. Take one edge out."
        yield Problem("error", "cycle", first.path, first.line, 1, message)


def _one_sided(plan: Plan) -> Iterator[Problem]:
    for edge in plan.one_sided():
        before, after = plan.items[edge.before], plan.items[edge.after]
        fix = Fix("mirror", "Write the other side.", (before.ref, after.ref))
        if edge.missing == "blocks":
            message = f"{before.id} does not say that it blocks {after.id}, which waits on it."
            yield Problem("warning", "one-sided", before.path, before.line, 1, message, fix)
        else:
            message = f"{after.id} does not say that it waits on {before.id}, which blocks it."
            yield Problem("warning", "one-sided", after.path, after.line, 1, message, fix)


def _references(plan: Plan, reading: Reading) -> Iterator[Problem]:
    for artifact in plan.artifacts:
        for name, target, line in artifact.refs:
            yield from _reference(artifact.path, artifact.space, name, target, line, reading)
    checked: dict[str, bool] = {}
    for item in plan.items:
        if item.design and item.format == "omoi":
            known = checked.get(item.design)
            if known is None:
                problems = list(
                    _reference(item.path, item.space, "design_ref", item.design, 1, reading)
                )
                known = checked[item.design] = not problems
            if not known:
                for problem in _reference(
                    item.path, item.space, "design_ref", item.design, 1, reading
                ):
                    line, column = locate(reading.text(item.path), item.design, 1)
                    yield Problem(
                        problem.severity, problem.code, item.path, line, column, problem.message
                    )


def _reference(
    path: str, space: str, name: str, target: str, line: int, reading: Reading
) -> Iterator[Problem]:
    """A path written in a header: relative to the space, to the file, or to the repository."""
    if _PLACEHOLDER.search(target) or re.match(r"https?://", target):
        return
    if re.fullmatch(r"[A-Z]+-[\w-]+", target):
        return
    folder = posixpath.dirname(path)
    tried = [inside(target, base) for base in (space, folder, "")]
    own = posixpath.basename(target)
    candidates = [one for one in tried if one is not None]
    if not candidates:
        message = f"{name}: {target} leads out of the repository."
        yield Problem("error", "outside", path, line, 1, message)
        return
    if any(reading.exists(one) for one in candidates):
        return
    beside = f"{folder}/{own}"
    if space != ".omoi_os" and reading.exists(beside):
        message = f"{name}: {target} is read as ./{own}, the file beside this one."
        yield Problem("info", "alias", path, line, 1, message)
        return
    message = f"{name}: {target} does not exist (looked for {candidates[0]})."
    yield Problem("error", "missing-file", path, line, 1, message)


def _requirements(plan: Plan, reading: Reading) -> Iterator[Problem]:
    known = known_requirements(plan)
    for item in plan.items:
        if item.format != "omoi":
            continue
        for one in item.requirements:
            if key(one) in known or _PLACEHOLDER.search(one):
                continue
            near = nearest(one, known)
            hint = f" (did you mean {near}?)" if near else ""
            message = f"{item.id}: names {one}, which no requirements file holds{hint}."
            yield _at(item, one, reading, "error", "unknown-requirement", message)
    for artifact in plan.artifacts:
        for one in artifact.requirements:
            if key(one) in known or _PLACEHOLDER.search(one) or artifact.kind != "design":
                continue
            message = f"{artifact.id}: names {one}, which no requirements file holds."
            line, column = locate(reading.text(artifact.path), one, 1)
            yield Problem("error", "unknown-requirement", artifact.path, line, column, message)


def _crowded(plan: Plan) -> Iterator[Problem]:
    for item in plan.items:
        if item.kind != "ticket":
            continue
        count = len(plan.children(item))
        if count > MOST_TASKS:
            message = (
                f"{item.id} has {count} tasks. Consider splitting it (more than {MOST_TASKS})."
            )
            yield Problem("warning", "too-many-tasks", item.path, item.line, 1, message)


def _untraced(plan: Plan) -> Iterator[Problem]:
    for requirement in untraced(plan):
        if _PLACEHOLDER.search(requirement.id):
            continue
        message = f"{requirement.id}: no ticket with a task names it."
        yield Problem("warning", "untraced", requirement.path, requirement.line, 1, message)
