"""What kind of value stands in a field of a header of .omoi_os: a line, a list, a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from spec_tui.documents.frontmatter import PLACEHOLDER, Field, Value
from spec_tui.work.problems import Notes

_LINES = ("id", "title", "status", "ticket_id", "priority", "estimate", "type", "design_ref")
_LISTS = ("depends_on", "blocked_by", "blocks", "requirements")
_DAYS = ("created", "updated")


def check_kinds(fields: Mapping[str, Field], notes: Notes) -> None:
    """One line where one belongs, a list where a list belongs, a day where a day belongs."""
    for name in _LINES:
        field = fields.get(name)
        if field is None or field.value.kind in {"text", "none"} or _is_open(field.value):
            continue
        what = "a list" if field.value.kind == "list" else "a mapping"
        message = (
            f"`{field.key}` is {what}; one line of text belongs there. "
            "Put it in quotes if it is meant as words."
        )
        notes.add("error", "wrong-type", field.value.start, message)
    inside = fields.get("dependencies")
    below = inside.value.fields if inside is not None else {}
    for name in _LISTS:
        for field in (fields.get(name), below.get(name)):
            if field is not None and field.value.kind == "map" and not _is_open(field.value):
                message = f"`{field.key}` is a mapping; a list of ids belongs there."
                notes.add("error", "wrong-type", field.value.start, message)
    for name in _DAYS:
        day = fields.get(name)
        written = day.value.text.strip() if day is not None and day.value.kind == "text" else ""
        if written and not _is_day(written):
            message = f"`{name}` is {written}, which is no day such as 2026-01-31."
            notes.add("info", "unknown-value", fields[name].value.start, message)


def _is_open(value: Value) -> bool:
    """A placeholder of the template, which is told as one."""
    return PLACEHOLDER.fullmatch(value.text.strip()) is not None


def _is_day(written: str) -> bool:
    try:
        date.fromisoformat(written[:10])
    except ValueError:
        return PLACEHOLDER.search(written) is not None
    return True
