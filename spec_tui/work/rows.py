"""What was read of a file as JSON, for the index over many files."""

from __future__ import annotations

from typing import Any

from spec_tui.work.item import (
    Artifact,
    Content,
    Context,
    Criterion,
    Fix,
    Problem,
    Requirement,
    WorkItem,
)

VERSION = 5
"""Number of the readers: raised whenever one of them reads something differently."""


def to_row(content: Content, *, criteria: bool) -> list[Any]:
    """A content as lists and strings; `criteria` says whether they were read."""
    return [
        int(criteria),
        [_item_row(item) for item in content.items],
        [_artifact_row(artifact) for artifact in content.artifacts],
        [
            [p.severity, p.code, p.path, p.line, p.column, p.message, list(p.fix)]
            for p in content.problems
        ],
        [content.context.path, content.context.status, content.context.line]
        if content.context
        else 0,
    ]


def has_criteria(row: Any) -> bool:
    """Whether the criteria were read when this row was made."""
    return bool(row[0])


def from_row(row: Any) -> Content:
    """The content of a row. Raises ValueError, TypeError or IndexError for anything else."""
    _, items, artifacts, problems, context = row
    return Content(
        tuple([_item(entry) for entry in items]),
        tuple([_artifact(entry) for entry in artifacts]) if artifacts else (),
        tuple(
            [_problem(entry[:6], Fix(entry[6][0], entry[6][1], tuple(entry[6][2])))
             for entry in problems]
        ) if problems else (),
        Context(*context) if context else None,
    )  # fmt: skip


def _problem(row: list[Any], fix: Fix) -> Problem:
    severity, code, path, line, column, message = row
    return Problem(severity, code, path, line, column, message, fix)


def _item_row(item: WorkItem) -> list[Any]:
    return list(item.values())


def _item(row: list[Any]) -> WorkItem:
    row[12] = tuple(row[12])
    row[13] = tuple(row[13])
    row[15] = tuple(row[15])
    row[18] = tuple([Criterion(*entry) for entry in row[18]]) if row[18] else ()
    return WorkItem(*row)


def _artifact_row(artifact: Artifact) -> list[Any]:
    return [
        artifact.id, artifact.kind, artifact.title, artifact.status, artifact.path,
        artifact.space, artifact.feature, artifact.requirements, artifact.mentions, artifact.refs,
        [[r.id, r.title, r.text, r.path, r.line, r.priority, r.file_id] for r in artifact.inline],
        artifact.line,
    ]  # fmt: skip


def _artifact(row: list[Any]) -> Artifact:
    # a copy: the row itself goes back into the index, which knows no Requirement
    values = list(row)
    values[7] = tuple(row[7])
    values[8] = tuple(row[8])
    values[9] = tuple([(str(a), str(b), int(c)) for a, b, c in row[9]])
    values[10] = tuple([Requirement(*entry) for entry in row[10]])
    return Artifact(*values)
