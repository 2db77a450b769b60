"""A requirement for a reader: its own words with their lines, and who names it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from spec_tui.documents import frontmatter
from spec_tui.documents.blocks import heading, scan
from spec_tui.work.board import Board
from spec_tui.work.detail import Near
from spec_tui.work.ids import key
from spec_tui.work.item import Artifact, Requirement
from spec_tui.work.traceability import trace


@dataclass(frozen=True, slots=True)
class Asked:
    """A requirement with the text below its heading and the chain behind it."""

    requirement: Requirement
    text: tuple[tuple[int, str], ...]
    """(line of the file from 1, words), without empty lines at either end."""
    designs: tuple[Artifact, ...]
    tickets: tuple[Near, ...]
    tasks: tuple[Near, ...]


def asked_of(board: Board, one: str, read: Callable[[str], str], path: str = "") -> Asked | None:
    """What stands in a requirement, by the id under its heading or the id of its file.

    `path` tells apart what two files call the same. None where no file has that id.
    """
    rows = [row for row in trace(board.plan).rows if not path or row.requirement.path == path]
    found = [row for row in rows if key(row.requirement.id) == key(one)][:1]
    requirement = found[0].requirement if found else None
    if requirement is None:
        found = [row for row in rows if key(row.requirement.file_id) == key(one)]
        if not found:
            return None
        first = found[0].requirement
        whole = next(file for file in board.plan.artifacts if file.path == first.path)
        requirement = Requirement(whole.id, whole.title, "", whole.path, 1, "", whole.id)
    tickets = dict.fromkeys(item.ref for row in found for item in row.tickets)
    tasks = dict.fromkeys(item.ref for row in found for item in row.tasks)
    designs = {design.path: design for row in found for design in row.designs}
    return Asked(
        requirement=requirement,
        text=own_section(read(requirement.path), requirement.line),
        designs=tuple(designs.values()),
        tickets=tuple(_near(board, ref) for ref in tickets),
        tasks=tuple(_near(board, ref) for ref in tasks),
    )


def own_section(text: str, line: int) -> tuple[tuple[int, str], ...]:
    """The lines below the heading in a line, up to the next heading that is not below it.

    Where there is no heading, all that stands below the header of the file.
    """
    span = frontmatter.span(text)
    body = scan(text, span[2] if span else 0)
    words = [(body.before + at + 1, one.rstrip("\r\n")) for at, one in enumerate(body.lines)]
    heads = {
        body.before + one.number + 1: found[0]
        for one in body.plain()
        if (found := heading(one.text)) is not None
    }
    if line in heads:
        end = next((at for at, level in heads.items() if at > line and level <= heads[line]), None)
        words = [one for one in words if one[0] > line and (end is None or one[0] < end)]
    while words and not words[0][1].strip():
        words = words[1:]
    while words and not words[-1][1].strip():
        words = words[:-1]
    return tuple(words)


def _near(board: Board, ref: str) -> Near:
    line = board.line(ref)
    return Near(ref, line.title if line else "", line.state if line else "")
