"""What a piece says, some lines further down: lines within a piece become lines of the file."""

from __future__ import annotations

from dataclasses import replace

from spec_tui.interview.spec import Heading, Passage, SlotText, Value


def heading(row: Heading, by: int) -> Heading:
    """The same heading, `by` lines lower."""
    return Heading(row.level, row.text, row.number, row.section, row.line + by)


def passage(row: Passage, by: int) -> Passage:
    """The same passage, `by` lines lower."""
    return Passage(row.key, row.section, row.slot, row.facet, row.text, row.line + by, row.column)


def slot(row: SlotText, by: int) -> SlotText:
    """The same slot with its values, `by` lines lower; a lead and the slot stay one value."""
    if by == 0:
        return row
    body = _value(row.body, by) if row.body else None
    facets = {
        key: body if value is row.body and body else _value(value, by)
        for key, value in row.facets.items()
    }
    return replace(row, line=row.line + by, end_line=row.end_line + by, body=body, facets=facets)


def _value(row: Value, by: int) -> Value:
    return replace(row, line=row.line + by, end_line=row.end_line + by)
