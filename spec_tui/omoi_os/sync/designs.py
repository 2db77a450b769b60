"""The parts of a design file that a server can hold: architecture, data model, endpoints."""

from __future__ import annotations

from typing import Any

from spec_tui.documents.blocks import Body, heading, scan
from spec_tui.documents.frontmatter import read as read_header
from spec_tui.documents.tables import cells_of

_PARTS = {"architecture": ("architecture",), "data_model": ("data model", "data models")}
_APIS = ("api specification", "api", "api spec", "endpoints")
_METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})


def parts_of(text: str) -> dict[str, Any]:
    """`architecture` and `data_model` as Markdown, `api_spec` as a list of endpoints."""
    header = read_header(text)
    body = scan(text, header.after if header is not None else 0)
    found: dict[str, Any] = {name: _section(body, names) for name, names in _PARTS.items()}
    found["api_spec"] = _endpoints(body)
    return found


def _bounds(body: Body, names: tuple[str, ...]) -> tuple[int, int] | None:
    """(first line after a heading of one of these names, line of the next one of its level)."""
    start = level = -1
    for line in body.plain():
        head = heading(line.text)
        if head is None:
            continue
        if start < 0 and head[1].strip().lower() in names:
            start, level = line.number + 1, head[0]
        elif start >= 0 and head[0] <= level:
            return start, line.number
    return (start, len(body.lines)) if start >= 0 else None


def _section(body: Body, names: tuple[str, ...]) -> str:
    bounds = _bounds(body, names)
    if bounds is None:
        return ""
    lines = body.lines[bounds[0] : bounds[1]]
    return "\n".join(line.rstrip("\r\n") for line in lines).strip()


def _endpoints(body: Body) -> list[dict[str, Any]]:
    """Rows of the first table with the columns Method and Path."""
    bounds = _bounds(body, _APIS)
    if bounds is None:
        return []
    columns: list[str] = []
    found: list[dict[str, Any]] = []
    for line in body.plain(*bounds):
        cells = _cells(line.text)
        if not cells:
            if found:
                break
            columns = []
        elif not columns:
            names = [cell.lower() for cell in cells]
            if "method" in names and ("path" in names or "endpoint" in names):
                columns = names
        else:
            row = dict(zip(columns, cells, strict=False))
            method = row.get("method", "").strip("`* ").upper()
            path = (row.get("path") or row.get("endpoint") or "").strip("` ")
            if method in _METHODS and path:
                about = row.get("description") or row.get("purpose") or ""
                found.append(
                    {"method": method, "endpoint": path, "path": path, "description": about}
                )
    return found


def _cells(text: str) -> tuple[str, ...]:
    """The cells of a table row, none for any other line."""
    return cells_of(text) if text.strip().startswith("|") else ()
