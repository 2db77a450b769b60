"""Where the statements of a TOML text stand: keys, values, comments, by offset.

A scanner, not a parser: it finds spans in valid TOML exactly and in anything else line by line, so
that one value can be replaced, or one key merged, without touching a byte beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_BARE = r"[A-Za-z0-9_-]+"
_PART = rf'(?:{_BARE}|"(?:[^"\\\n]|\\[^\n])*"|\'[^\'\n]*\')'
_PART_RE = re.compile(_PART)
_KEY_RE = re.compile(rf"[ \t]*({_PART}(?:[ \t]*\.[ \t]*{_PART})*)[ \t]*=[ \t]*")
_HEADER_RE = re.compile(
    rf"[ \t]*(\[\[?)[ \t]*({_PART}(?:[ \t]*\.[ \t]*{_PART})*)[ \t]*\]\]?[ \t]*(?:#[^\n]*)?$"
)
# A string that is not closed on its line ends with the line: no place is read twice.
_TOKEN = re.compile(r'"""|\'\'\'|"(?:[^"\\\n]|\\[^\n])*"?|\'[^\'\n]*\'?|#[^\n]*|[\[\]{}\n]')
_END_OF_BASIC = re.compile(r'(?:[^"\\]|\\[\s\S]|"(?!""))*?"{3,5}')
_END_OF_LITERAL = re.compile(r"'{3,5}")

Kind = Literal["value", "header", "comment", "blank", "other"]


@dataclass(frozen=True, slots=True)
class Statement:
    """One key with its value, one header, one comment or blank line, or one line of anything."""

    kind: Kind
    start: int
    end: int
    """End of the raw text, its newline included."""
    path: tuple[str, ...] = ()
    """Key path from the root; an element of an array of tables adds its index."""
    key: tuple[int, int] = (0, 0)
    """Span of the key as written."""
    value: tuple[int, int] = (0, 0)
    """Span of the value as written, without blanks and comment."""
    array: bool = False
    """A header with double brackets."""


def parts(dotted: str) -> tuple[str, ...]:
    """Split a dotted key, quoted parts unquoted; a text that is no key is split at its dots."""
    if re.fullmatch(rf"\s*{_PART}(?:\s*\.\s*{_PART})*\s*", dotted) is None:
        return tuple(dotted.split("."))
    return tuple(_unquoted(part) for part in _PART_RE.findall(dotted))


def dotted(path: tuple[str, ...]) -> str:
    """Join a key path with dots; parts that are not bare keys are quoted."""
    return ".".join(part if re.fullmatch(_BARE, part) else basic(part) for part in path)


def basic(text: str) -> str:
    """Return `text` as a basic string of TOML."""
    short = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return (
        '"' + re.sub(r'[\x00-\x1f\x7f"\\]', lambda m: short.get(m[0]) or _escape(m[0]), text) + '"'
    )


def _escape(char: str) -> str:
    return f"\\u{ord(char):04x}"


def _unquoted(part: str) -> str:
    if part[0] == "'":
        return part[1:-1]
    if part[0] != '"':
        return part
    if "\\" not in part:
        return part[1:-1]
    import tomllib

    try:
        return next(iter(tomllib.loads(f"{part} = 1")))
    except ValueError:
        return part


def _value_end(text: str, start: int) -> int | None:
    """End of the value at `start`; None where it runs to the end of the text unclosed."""
    depth, position, last = 0, start, start
    while token := _TOKEN.search(text, position):
        word = token[0]
        if word == "\n" or word[0] == "#":
            if depth == 0:
                gap = text[position : token.start()]
                return position + len(gap.rstrip(" \t\r")) if gap.strip() else last
            position = token.end()
            continue
        if word in ('"""', "'''"):
            closing = _END_OF_BASIC if word == '"""' else _END_OF_LITERAL
            close = (
                closing.match(text, token.end())
                if word == '"""'
                else closing.search(text, token.end())
            )
            if close is None:
                return None
            position = last = close.end()
            continue
        if word in "[{":
            depth += 1
        elif word in "]}":
            depth = max(0, depth - 1)
        position = last = token.end()
    if depth:
        return None
    gap = text[position:]
    return position + len(gap.rstrip()) if gap.strip() else last


def statements(text: str) -> list[Statement]:
    """Cut `text` into statements; their raw texts, one after the other, are the text again."""
    found: list[Statement] = []
    table: tuple[str, ...] = ()
    elements: dict[tuple[str, ...], int] = {}
    line_wise = False
    position = 0
    while position < len(text):
        newline = text.find("\n", position)
        line_end = len(text) if newline < 0 else newline + 1
        line = text[position:line_end].rstrip("\r\n")
        bare = line.strip()
        end = line_end
        if not bare or bare[0] == "#":
            found.append(Statement("comment" if bare else "blank", position, end))
        elif header := _HEADER_RE.match(line):
            table = _placed(parts(header[2]), elements)
            array = header[1] == "[["
            if array:
                elements[table] = elements.get(table, -1) + 1
                table = (*table, str(elements[table]))
            span = (position + header.start(2), position + header.end(2))
            found.append(Statement("header", position, end, table, span, array=array))
        elif key := _KEY_RE.match(line):
            begin = position + key.end()
            closed = None if line_wise else _value_end(text, begin)
            if closed is None:
                # An unclosed value would swallow the rest of a broken file: one line each instead.
                line_wise = True
                closed = position + len(line.rstrip())
            newline = text.find("\n", closed)
            end = len(text) if newline < 0 else newline + 1
            span = (position + key.start(1), position + key.end(1))
            path = (*table, *parts(key[1]))
            found.append(Statement("value", position, end, path, span, (begin, closed)))
        else:
            found.append(Statement("other", position, end))
        position = end
    return found


def _placed(path: tuple[str, ...], elements: dict[tuple[str, ...], int]) -> tuple[str, ...]:
    """A header's path with the index of every array of tables it goes through."""
    out: tuple[str, ...] = ()
    for index, part in enumerate(path):
        out = (*out, part)
        if out in elements and index < len(path) - 1:
            out = (*out, str(elements[out]))
    return out
