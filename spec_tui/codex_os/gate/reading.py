"""A package as the gate reads it: its statements and its tasks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spec_tui.codex_os.documents import Document
from spec_tui.codex_os.gate.statements import Statement, statements
from spec_tui.codex_os.package import Package
from spec_tui.work.formats import codex
from spec_tui.work.item import WorkItem


@dataclass(frozen=True, slots=True)
class Reading:
    """What the items are computed from."""

    package: Package
    srd: tuple[Statement, ...]
    tech: tuple[Statement, ...]
    plan: tuple[Statement, ...]
    around: tuple[Statement, ...]
    """Of tasks.md outside its tasks: milestones, out of scope."""
    tasks: tuple[WorkItem, ...]

    @property
    def spec(self) -> tuple[Statement, ...]:
        """Statements of srd.md and tech-spec.md."""
        return (*self.tech, *self.srd)

    def below(self, *names: str) -> Iterator[Statement]:
        """Statements of all documents that stand below a heading of one of these names."""
        wanted = set(names)
        for statement in (*self.srd, *self.tech, *self.plan, *self.around):
            if wanted & set(statement.names):
                yield statement


def read(package: Package) -> Reading:
    """Read the documents of a package for the gate."""
    tasks = _tasks(package.tasks, package.folder)
    return Reading(
        package,
        statements(package.srd),
        statements(package.tech),
        statements(package.plan),
        _around(package.tasks, tasks),
        tasks,
    )


def _tasks(document: Document, space: str) -> tuple[WorkItem, ...]:
    start = document.header.after if document.header is not None else 0
    return codex.read(document.text, document.path, space, start)


def _around(document: Document, tasks: tuple[WorkItem, ...]) -> tuple[Statement, ...]:
    heads = {task.line for task in tasks}
    titles = {one.title for one in document.sections if one.line in heads}
    return tuple(
        one
        for one in statements(document)
        if "tasks" not in one.names and not titles & set(one.headings) and one.line not in heads
    )
