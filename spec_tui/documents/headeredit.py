"""Changing one value of a header: the splice and nothing else, in the style that stands there."""

from __future__ import annotations

import re
from collections.abc import Callable

from spec_tui.documents.frontmatter import Field, Header, Value, quoted
from spec_tui.documents.lines import newline_of

Splice = tuple[int, int, str]
"""(start, end, new text) in the text of a file."""

_PLAIN = re.compile(r"[A-Za-z0-9](?:[\w .,/()+@-]*[\w)+.])?")
_SPECIAL = frozenset({"yes", "no", "true", "false", "null", "on", "off", "y", "n"})
_NUMBER_LIKE = re.compile(r"[\d._,+-]+(?:e\d+)?|0[xo][\da-f]+|\d+(?::\d+)+", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def apply(text: str, splices: list[Splice]) -> str:
    """The text with all splices; they must not overlap."""
    parts: list[str] = []
    position = 0
    for start, end, new in sorted(splices):
        parts += [text[position:start], new]
        position = end
    parts.append(text[position:])
    return "".join(parts)


def scalar(value: str, like: str = "") -> str:
    """A YAML scalar for `value`, quoted as `like` is; plain only where it stays the same text."""
    if like.startswith('"'):
        return quoted(value)
    if like.startswith("'") and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    safe = (
        _PLAIN.fullmatch(value) is not None
        and " #" not in value
        and ": " not in value
        and value.lower() not in _SPECIAL
        and (_NUMBER_LIKE.fullmatch(value) is None or _DATE.fullmatch(value) is not None)
    )
    return value if safe else quoted(value)


def put(text: str, header: Header, name: str, value: str) -> list[Splice]:
    """Set a top-level field, or add it as the last line of the header."""
    field = header.fields.get(name)
    if field is None:
        return [(header.end, header.end, f"{name}: {scalar(value)}{newline_of(text)}")]
    old = field.value
    source = text[old.start : old.end]
    if old.kind == "none" and not source.strip():
        at = _behind_colon(text, field)
        return [(at, at, " " + scalar(value))]
    tail = source[len(source.rstrip()) :]
    return [(old.start, old.end - len(tail), scalar(value, source))]


def updated(text: str, header: Header | None, date: str) -> list[Splice]:
    """Set `updated` to a day, where a header has it and a day or nothing stands there."""
    if header is None or header.broken or "updated" not in header.fields:
        return []
    old = header.text("updated")
    if old == date or (old and _DATE.match(old) is None):
        return []
    return put(text, header, "updated", date)


def add(text: str, header: Header, path: tuple[str, ...], one: str) -> list[Splice]:
    """Add an entry to the list at a path of one or two keys, making the list where needed."""
    found = header.get(*path)
    if found is not None:
        field = _field(header, path)
        return [_add_to(text, field, found, one)]
    newline = newline_of(text)
    if len(path) == 1:
        return [(header.end, header.end, f"{path[0]}: [{scalar(one)}]{newline}")]
    outer = header.fields.get(path[0])
    entry = f"{path[1]}: [{scalar(one)}]"
    if outer is None:
        return [(header.end, header.end, f"{path[0]}:{newline}  {entry}{newline}")]
    value = outer.value
    if value.kind == "map" and text[value.start] == "{":
        inner = ", " if value.fields else ""
        return [(value.end - 1, value.end - 1, inner + entry)]
    if value.kind == "map":
        first = next(iter(value.fields.values()))
        indent = text[_line_start(text, first.start) : first.start]
        at = _line_end(text, _last_content(text, value))
        return [(at, at, f"{newline}{indent}{entry}")]
    if value.kind == "none":
        at = _behind_colon(text, outer)
        return [(at, value.end if value.end > at else at, " {" + entry + "}")]
    # `dependencies` is itself the list
    return [_add_to(text, outer, value, one)]


def _add_to(text: str, field: Field, value: Value, one: str) -> Splice:
    if value.kind == "list" and text[value.start] == "[":
        if not value.items:
            return (value.start, value.end, f"[{scalar(one)}]")
        last = value.items[-1]
        return (last.end, last.end, ", " + scalar(one, text[last.start : last.end]))
    if value.kind == "list":
        last = value.items[-1]
        start = _line_start(text, last.start)
        dash = text[start : last.start]
        at = _line_end(text, max(last.end - 1, last.start))
        return (at, at, f"{newline_of(text)}{dash}{scalar(one, text[last.start : last.end])}")
    if value.kind == "text":
        return (value.start, value.end, f"[{text[value.start : value.end]}, {scalar(one)}]")
    at = _behind_colon(text, field)
    return (at, max(at, value.end), f" [{scalar(one)}]")


def remove(
    text: str, header: Header, path: tuple[str, ...], match: Callable[[str], bool]
) -> list[Splice]:
    """Take the entries that `match` out of the list at a path; an emptied list is `[]`."""
    value = header.get(*path)
    if value is None:
        return []
    if value.kind == "text":
        return [(value.start, value.end, "[]")] if match(value.text) else []
    if value.kind != "list":
        return []
    gone = [number for number, item in enumerate(value.items) if match(item.text)]
    if not gone:
        return []
    if text[value.start] == "[":
        return _from_flow(text, value, gone)
    splices: list[Splice] = []
    for number in gone:
        item = value.items[number]
        low = _line_start(text, item.start)
        high = _next_line(text, max(item.end - 1, item.start))
        splices.append((low, high, ""))
    if len(gone) == len(value.items):
        at = _behind_colon(text, _field(header, path))
        splices.append((at, at, " []"))
    return splices


def _from_flow(text: str, value: Value, gone: list[int]) -> list[Splice]:
    kept = [number for number in range(len(value.items)) if number not in gone]
    if not kept:
        return [(value.start, value.end, "[]")]
    splices: list[Splice] = []
    for number in gone:
        item = value.items[number]
        before = [k for k in kept if k < number]
        if before:
            splices.append((value.items[number - 1].end, item.end, ""))
        else:
            splices.append((item.start, value.items[number + 1].start, ""))
    return splices


def _field(header: Header, path: tuple[str, ...]) -> Field:
    field = header.fields[path[0]]
    for name in path[1:]:
        field = field.value.fields[name]
    return field


def _behind_colon(text: str, field: Field) -> int:
    return text.index(":", field.start + len(field.key)) + 1


def _last_content(text: str, value: Value) -> int:
    """The last character of a block value that is neither blank nor a comment line."""
    last = max((field.value for field in value.fields.values()), key=lambda v: v.start)
    if last.kind == "list" and last.items and text[last.start] != "[":
        return max(last.items[-1].end - 1, last.items[-1].start)
    if last.kind == "map" and last.fields and text[last.start] != "{":
        return _last_content(text, last)
    return max(last.end - 1, max(field.start for field in value.fields.values()))


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _line_end(text: str, at: int) -> int:
    found = re.compile(r"[\r\n]|\Z").search(text, at)
    assert found is not None
    return found.start()


def _next_line(text: str, at: int) -> int:
    found = re.compile(r"\r\n|\r|\n|\Z").search(text, at)
    assert found is not None
    return found.end()
