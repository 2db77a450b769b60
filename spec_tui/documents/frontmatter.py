"""The YAML header of a file, read with places and never written back by a YAML library.

Values are strings as they stand: `no` is no, `012` is 012, a date is its text. What people write
and YAML refuses (`owners: [@alice]`, `title: A: b`, `{placeholders}`) is read as it was meant and
told apart (formats.md 38 and 70). Aliases, doubled keys, deep nesting and huge headers are refused
(safety.md R15).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, NamedTuple

LARGEST = 64 * 1024
DEEPEST = 20
LONGEST_LINE = 4000
"""Longer lines hold no fields: patterns with blanks on both sides cost the square of them."""

_OPEN = re.compile(r"(?:[ \t]*(?:\r\n|\r|\n))*---[ \t]*(?:\r\n|\r|\n)")
_CLOSE = re.compile(r"(?<=[\r\n])(?:---|\.\.\.)[ \t]*(?=[\r\n#]|\Z)")
_LINE_END = re.compile(r"\r\n|\r|\n")
_LONG_RUN = re.compile(r"(?:[-?:][ \t]+){20}")
_ANCHOR = re.compile(r"(?:^|[\s\[{,:-])[&*][^\s*]")
_FIELD = re.compile(r"([ \t]*(?:-[ \t]+)?)([A-Za-z_][\w .-]*)(:[ \t]+)(\S.*)")
_ENTRY = re.compile(r"([ \t]*-[ \t]+)()()(\S.*)")
_HANDLE = re.compile(r"(?<=[\[,\s])@[\w.-]+(?=[\s,\]]|$)")
PLACEHOLDER = re.compile(r"\{[A-Za-z][^{}\n]*\}|<[A-Za-z][^<>\n]*>|\[(?:id|date)\]")
BOLD_LINE = re.compile(
    r"[ \t]*(?:[-*+][ \t]+)?\*\*([^*\n]+?)(?::\*\*|\*\*[ \t]*:)[ \t]*(.*?)[ \t]*$"
)

Kind = Literal["text", "list", "map", "none"]


class Value(NamedTuple):
    """One value; `start` and `end` are offsets into the text of the file."""

    kind: Kind
    text: str
    """Of a scalar its value, of a list or mapping its source."""
    start: int
    end: int
    items: tuple[Value, ...] = ()
    fields: Mapping[str, Field] = {}

    @property
    def empty(self) -> bool:
        """Nothing was written."""
        return self.kind == "none" or (self.kind == "text" and not self.text.strip())


class Field(NamedTuple):
    """A key and its value; `start` is the offset of the key."""

    key: str
    start: int
    value: Value


class Trouble(NamedTuple):
    """Something about a header: `code`, a sentence, and the offset where it is."""

    code: Literal[
        "yaml", "handle", "placeholder", "duplicate-key", "alias-node", "too-deep", "large"
    ]
    message: str
    offset: int
    repair: tuple[int, int, str] | None = None
    """(start, end, text): the splice that makes it YAML."""


@dataclass(frozen=True, slots=True)
class Header:
    """A header with its fields by name; `start` to `end` is its YAML, `after` where the body is."""

    start: int
    end: int
    after: int
    fields: Mapping[str, Field]
    troubles: tuple[Trouble, ...] = ()
    broken: bool = False
    """True where no fields could be read."""

    def get(self, *path: str) -> Value | None:
        """The value at a path of keys, None where it is absent."""
        fields, value = self.fields, None
        for key in path:
            field = fields.get(key)
            if field is None:
                return None
            value = field.value
            fields = value.fields
        return value

    def text(self, *path: str) -> str:
        """The text at a path of keys, "" where it is absent or empty."""
        value = self.get(*path)
        return value.text.strip() if value is not None and value.kind != "none" else ""


def read(text: str) -> Header | None:
    """The header of a file, None where it has none. Never raises."""
    bounds = span(text)
    if bounds is None:
        return None
    start, end, after = bounds
    source = text[start:end]
    refused = _refused(source, start)
    if refused is not None:
        return Header(start, end, after, {}, (refused,), broken=True)
    try:
        return _build(text, source, bounds, ())
    except _Stop as stop:
        return Header(start, end, after, {}, (stop.trouble,), broken=True)
    except ValueError as error:
        first = Trouble("yaml", _reason(error), start + _offset_of(error, source))
    if _all_bold(source):
        return None
    repairs = _repairs(source, start)
    fixed, shift = _apply(source, start, repairs)
    try:
        return _build(text, fixed, bounds, tuple(repairs), shift)
    except _Stop as stop:
        return Header(start, end, after, {}, (stop.trouble,), broken=True)
    except ValueError:
        return Header(start, end, after, {}, (first,), broken=True)


def span(text: str) -> tuple[int, int, int] | None:
    """(start of the YAML, its end, start of the body), None where there is no header."""
    opened = _OPEN.match(text)
    if opened is None:
        return None
    closed = _CLOSE.search(text, opened.end() - 1)
    if closed is None:
        return None
    newline = _LINE_END.match(text, closed.end())
    return opened.end(), closed.start(), newline.end() if newline else closed.end()


def bold_fields(text: str, start: int = 0) -> dict[str, Field]:
    """`**Key**: value` lines below the title of a file that has no YAML, by folded key.

    Reading stops at the first heading below the title. A rule or a blank line is passed over.
    """
    found: dict[str, Field] = {}
    position = start
    for line in re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text[start:]):
        body = line.rstrip("\r\n")
        match = BOLD_LINE.match(body) if len(body) <= LONGEST_LINE else None
        if match is not None:
            key = "_".join(match[1].lower().split())
            value = match[2]
            kind: Kind = "text" if value else "none"
            at = position + match.start(2)
            field = Field(key, position, Value(kind, value, at, at + len(value)))
            found.setdefault(key, field)
        elif body.startswith("##"):
            break
        position += len(line)
    return found


class _Stop(Exception):  # noqa: N818 - it ends the reading
    """A header that is refused for what it is, not for how it is spelled."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.message)
        self.trouble = trouble


@cache
def _loader() -> tuple[Callable[[str], Any], type[Exception]]:
    import yaml

    base: Any = yaml.BaseLoader
    if hasattr(yaml, "CBaseLoader"):
        from yaml.cyaml import CParser  # type: ignore[attr-defined]

        parser: Any = CParser

        class Loader(parser):  # type: ignore[misc]
            """The parser alone: values stay text, so no tag is looked for."""

            def resolve(self, *_: object) -> str:
                return ""

            def descend_resolver(self, *_: object) -> None:
                pass

            def ascend_resolver(self) -> None:
                pass

        base = Loader

    def compose(source: str) -> Any:
        loader = base(source)
        try:
            return loader.get_single_node()
        finally:
            loader.dispose()

    return compose, yaml.YAMLError


def _compose(source: str) -> Any:
    compose, failure = _loader()
    try:
        return compose(source)
    except failure as error:
        raise _NotYaml(error, source) from None


class _NotYaml(ValueError):  # noqa: N818 - it says what the text is
    def __init__(self, error: Any, source: str) -> None:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        super().__init__(getattr(error, "problem", None) or str(error).split("\n")[0])
        self.offset = min(mark.index, len(source)) if mark is not None else 0


def _reason(error: ValueError) -> str:
    return f"The header is not YAML: {error}."


def _offset_of(error: ValueError, source: str) -> int:
    return error.offset if isinstance(error, _NotYaml) else 0


def _refused(source: str, start: int) -> Trouble | None:
    """Headers that are not even given to the parser."""
    if len(source) > LARGEST:
        return Trouble("large", f"The header is longer than {LARGEST // 1024} KiB.", start)
    if source.count("[") + source.count("{") > DEEPEST and _depth(source) > DEEPEST:
        return Trouble("too-deep", f"The header is nested deeper than {DEEPEST} levels.", start)
    run = _LONG_RUN.search(source)
    if run is not None:
        message = f"The header is nested deeper than {DEEPEST} levels."
        return Trouble("too-deep", message, start + run.start())
    return None


def _depth(source: str) -> int:
    depth = deepest = 0
    for char in source:
        if char in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in "]}":
            depth -= 1
    return deepest


def _all_bold(source: str) -> bool:
    """Two rules around bold lines are no header."""
    lines = [line for line in _LINE_END.split(source) if line.strip()]
    return bool(lines) and all(
        len(line) <= LONGEST_LINE and BOLD_LINE.match(line) for line in lines
    )


def _build(
    text: str,
    source: str,
    bounds: tuple[int, int, int],
    repairs: tuple[Trouble, ...],
    shift: Callable[[int], int] | None = None,
) -> Header:
    start, end, after = bounds
    if ("&" in source or "*" in source) and _ANCHOR.search(source):
        _no_aliases(source, start)
    node = _compose(source)
    troubles = list(repairs)
    if node is None:
        return Header(start, end, after, {}, tuple(troubles))
    if node.id != "mapping":
        if _all_bold(source):
            raise ValueError("no mapping")
        trouble = Trouble("yaml", "The header holds no `key: value` lines.", start)
        return Header(start, end, after, {}, (trouble,), broken=True)
    where = shift or (lambda index: start + index)
    fields = _fields(node, text, where, troubles, 0)
    return Header(start, end, after, fields, tuple(troubles))


def _no_aliases(source: str, start: int) -> None:
    import yaml

    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        for event in yaml.parse(source, Loader=loader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                message = "Anchors and aliases (&, *) are not read in headers."
                mark: Any = event.start_mark
                raise _Stop(Trouble("alias-node", message, start + mark.index))
    except yaml.YAMLError as error:
        raise _NotYaml(error, source) from None


_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


def _fields(
    node: Any, text: str, where: Callable[[int], int], troubles: list[Trouble], depth: int
) -> dict[str, Field]:
    found: dict[str, Field] = {}
    for key, value in node.value:
        name = key.value if key.id == "scalar" else ""
        at = where(key.start_mark.index)
        if not name:
            continue
        if name in found:
            message = f"`{name}` stands twice in the header; the first one counts."
            troubles.append(Trouble("duplicate-key", message, at))
            continue
        found[name] = Field(name, at, _value(value, text, where, troubles, depth + 1))
    return found


def _value(
    node: Any, text: str, where: Callable[[int], int], troubles: list[Trouble], depth: int
) -> Value:
    start, end = where(node.start_mark.index), where(node.end_mark.index)
    kind = node.id
    if kind == "scalar":
        value = node.value
        if not node.style and value in _NOTHING:
            return Value("none", "", start, end)
        return Value("text", value, start, end)
    if depth > DEEPEST:
        message = f"The header is nested deeper than {DEEPEST} levels."
        raise _Stop(Trouble("too-deep", message, start))
    if kind == "sequence":
        items = tuple(_value(item, text, where, troubles, depth + 1) for item in node.value)
        return Value("list", text[start:end], start, end, items)
    fields = _fields(node, text, where, troubles, depth)
    return Value("map", text[start:end], start, end, (), fields)


def _repairs(source: str, start: int) -> list[Trouble]:
    """Splices that quote what YAML would trip over, line by line."""
    found: list[Trouble] = []
    position = start
    for line in re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", source):
        body = line.rstrip("\r\n")
        match = None
        if len(body) <= LONGEST_LINE:
            match = _FIELD.match(body) or _ENTRY.match(body)
        if match is not None:
            value = _without_comment(match[4])
            at = position + match.start(4)
            found += _line_repairs(value, at, match[2])
        position += len(line)
    return found


def _line_repairs(value: str, at: int, key: str) -> list[Trouble]:
    if value[0] in "\"'|>":
        return [] if _is_scalar(value) else [_quoting(value, at, key, "yaml")]
    if value.startswith("[") and value.endswith("]") and not value.startswith("[["):
        handles = list(_HANDLE.finditer(value))
        if handles:
            message = f"{key}: a name that begins with @ needs quotes in YAML."
            return [
                Trouble(
                    "handle", message, at + m.start(), (at + m.start(), at + m.end(), f'"{m[0]}"')
                )
                for m in handles
            ]
    if PLACEHOLDER.search(value) and value[0] in "{<[":
        return [_quoting(value, at, key, "placeholder")]
    return [] if _is_scalar(value) else [_quoting(value, at, key, "yaml")]


def _quoting(value: str, at: int, key: str, code: Literal["yaml", "placeholder"]) -> Trouble:
    subject = f"{key}: " if key else ""
    message = f"{subject}this value needs quotes in YAML."
    if code == "placeholder":
        message = f"{subject}the placeholder {value} was not replaced."
    return Trouble(code, message, at, (at, at + len(value), quoted(value)))


def _is_scalar(value: str) -> bool:
    """True where YAML reads this value, alone behind a key, without an error."""
    try:
        node = _compose(f"k: {value}\n")
    except ValueError:
        return False
    return node is not None and node.id == "mapping" and len(node.value) == 1


def _without_comment(value: str) -> str:
    if value[0] in "\"'":
        return value.rstrip()
    cut = re.search(r"[ \t]+#", value)
    return (value[: cut.start()] if cut else value).rstrip()


def _apply(source: str, start: int, repairs: list[Trouble]) -> tuple[str, Callable[[int], int]]:
    """The repaired YAML, and how an index in it maps back to an offset in the file."""
    parts: list[str] = []
    position = 0
    steps: list[tuple[int, int, int]] = []  # index in the new text from which, and the shift
    delta = 0
    for trouble in repairs:
        assert trouble.repair is not None
        low, high, new = trouble.repair
        low, high = low - start, high - start
        parts += [source[position:low], new]
        steps.append((low + delta, low + delta + len(new), low))
        delta += len(new) - (high - low)
        steps.append((high + delta, -1, high))
        position = high
    parts.append(source[position:])

    def back(index: int) -> int:
        at = index
        for begin, end, original in steps:
            if index < begin:
                break
            if end == -1:
                at = original + index - begin
            else:
                at = original if index < end else at
        return start + at

    return "".join(parts), back


def quoted(value: str) -> str:
    """A YAML scalar in double quotes."""
    safe = value.replace("\\", "\\\\").replace('"', '\\"')
    safe = safe.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
    return f'"{safe}"'
