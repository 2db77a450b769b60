"""Traceability as rows of a table: requirement, design, ticket, task, and the orphans last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spec_tui.work.board import Board
from spec_tui.work.item import WorkItem
from spec_tui.work.traceability import Row, Traceability, trace

COLUMNS = ("requirement", "design", "ticket", "task")


@dataclass(frozen=True, slots=True)
class Cell:
    """One thing of the chain."""

    id: str
    title: str
    path: str
    line: int
    ref: str = ""
    """Of a ticket or task, to go there."""
    state: str = ""
    """Of a ticket or task."""
    repeated: bool = False
    """It stands in the row above already."""


@dataclass(frozen=True, slots=True)
class TraceRow:
    """One row: a cell or None for each of the four columns."""

    cells: tuple[Cell | None, Cell | None, Cell | None, Cell | None]
    reason: str = ""
    """What is missing; of an orphan, why it is one."""
    orphan: Literal["", "design", "ticket", "task"] = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole table."""

    trace: Traceability
    rows: tuple[TraceRow, ...]


def matrix_of(board: Board) -> Matrix:
    """Make the table of a board: one row for each task of a requirement, gaps as None."""
    found = trace(board.plan)
    rows: list[TraceRow] = []
    for row in found.rows:
        rows += _rows(board, row)
    for orphan in found.orphans:
        if orphan.kind == "requirement":
            continue
        item = board.item(orphan.id)
        title = item.title if item is not None else ""
        cell = Cell(
            orphan.id, title, orphan.path, orphan.line,
            orphan.id if item is not None else "", _state(board, orphan.id),
        )  # fmt: skip
        at = COLUMNS.index(orphan.kind)
        cells = tuple(cell if at == number else None for number in range(4))
        rows.append(TraceRow(cells, orphan.reason, orphan.kind))  # type: ignore[arg-type]
    return Matrix(found, tuple(rows))


def _state(board: Board, ref: str) -> str:
    line = board.line(ref)
    return line.state if line is not None else ""


def _cell(board: Board, item: WorkItem, repeated: bool) -> Cell:
    state = _state(board, item.ref)
    return Cell(item.id, item.title, item.path, item.line, item.ref, state, repeated)


def _rows(board: Board, row: Row) -> list[TraceRow]:
    one = row.requirement
    designs = [Cell(d.id, d.title, d.path, d.line) for d in row.designs]
    pairs: list[tuple[Cell | None, Cell | None]] = []
    for ticket in row.tickets:
        tasks = board.plan.children(ticket)
        if not tasks:
            pairs.append((_cell(board, ticket, False), None))
        for number, task in enumerate(tasks):
            pairs.append((_cell(board, ticket, number > 0), _cell(board, task, False)))
    reason = "" if row.tasks else "no task" if row.tickets else "no ticket"
    rows = []
    for number in range(max(1, len(designs), len(pairs))):
        ticket_cell, task_cell = pairs[number] if number < len(pairs) else (None, None)
        design = designs[number] if number < len(designs) else None
        if design is None and designs:
            design = _again(designs[-1])
        if ticket_cell is None and pairs:
            ticket_cell, task_cell = pairs[-1]
            ticket_cell = _again(ticket_cell) if ticket_cell else None
            task_cell = _again(task_cell) if task_cell else None
        head = Cell(one.id, one.text or one.title, one.path, one.line, repeated=number > 0)
        rows.append(TraceRow((head, design, ticket_cell, task_cell), "" if number else reason))
    return rows


def _again(cell: Cell) -> Cell:
    return Cell(cell.id, cell.title, cell.path, cell.line, cell.ref, cell.state, True)
