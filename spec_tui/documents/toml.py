"""stack.toml: read with tomllib, edited one value at a time, every other byte kept.

The file belongs to the person: comments, order, quoting, unknown tables, newline style and a
missing final newline stay (formats.md 18). The first line may hold our review mark, which names
the keys that nobody has decided yet (formats.md 16); a file without it is reviewed.
"""

from __future__ import annotations

import copy
import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from spec_tui.documents.toml_scan import Statement, basic, dotted, parts, statements

_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_MARK = re.compile(
    r"#[ \t]*spec-tui:[ \t]*(not reviewed|decide later):[ \t]*(.*?)[ \t]*", re.IGNORECASE
)
_UNDECIDED = re.compile(r"[ \t]*# not decided(?:(;)[ \t]*|[ \t]*(?=\r?\n|$))")
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class TomlProblem:
    """Why a text is not TOML, and where."""

    line: int
    """1-based."""
    column: int
    """1-based, in characters."""
    message: str


class TomlError(ValueError):
    """An edit that cannot be made; the text is not TOML, or the key is taken by something else."""

    def __init__(self, problem: TomlProblem) -> None:
        super().__init__(f"line {problem.line}, column {problem.column}: {problem.message}")
        self.problem = problem


@dataclass(frozen=True, slots=True)
class StackFile:
    """A stack.toml that could be read."""

    values: Mapping[str, str]
    """By dotted key, e.g. `app.language`."""
    unreviewed: frozenset[str]
    """Keys that nobody has decided."""
    later: bool
    """The open keys were put off on purpose ("decide later")."""


def parse(text: str) -> StackFile | TomlProblem:
    """Read `text`, or say where it stops being TOML. Raises nothing."""
    if text.startswith(_BOM):
        return TomlProblem(1, 1, "The file begins with a byte order mark.")
    try:
        found = _flat(tomllib.loads(text, parse_float=str))
    except (ValueError, RecursionError) as error:
        return _problem(text, error)
    return StackFile(found, unreviewed(text), put_off(text))


def values(text: str) -> dict[str, str]:
    """All values of `text` as strings by dotted key; none where it is not TOML.

    Lists are joined by commas, booleans read `true` and `false`, dates are ISO. An element of an
    array of tables is addressed by its index (`services.0.name`).
    """
    try:
        return _flat(tomllib.loads(text, parse_float=str))
    except (ValueError, RecursionError):
        return {}


def key_line(text: str, key: str) -> int:
    """1-based line of a dotted key, 0 where the text has no such line."""
    statement = _find(statements(text), parts(key))
    return 0 if statement is None else text.count("\n", 0, statement.key[0]) + 1


def set_value(text: str, key: str, value: str) -> str:
    """Give one dotted key a value and change nothing else.

    The old quoting is kept, a number or boolean stays one where `value` reads as one, and a
    comment on the same line returns to its column where there is room; our own `# not decided` goes
    when a value comes. A missing key is added at
    the end of its table, a missing table at the end of the text.

    Raises TomlError where `text` is not TOML or the key is taken by a table.
    """
    path = parts(key)
    before = _loaded(text)
    found = _find(list(statements(text)), path)
    if found is None:
        edited = _added(text, path, value)
    else:
        edited = _replaced(text, found, path, value)
    try:
        after = tomllib.loads(edited, parse_float=str)
    except (ValueError, RecursionError):
        after = {}
    if not _only_differs(before, after, path, value):
        raise TomlError(TomlProblem(max(1, key_line(text, key)), 1, f"{key} cannot be set here."))
    return edited


def segments(text: str) -> list[tuple[str, str]]:
    """Cut `text` into (unique key, raw text) pieces whose concatenation is exactly the text.

    A value is keyed by its dotted key, a header by its brackets, anything else by a hash of its
    words; a repeated key ends in `#2`, `#3`, … Works on text that is no TOML, then line by line.
    """
    pieces: list[tuple[str, str]] = []
    seen: dict[str, int] = {}
    for statement in statements(text):
        raw = text[statement.start : statement.end]
        if statement.kind == "value":
            key = dotted(statement.path)
        elif statement.kind == "header":
            key = f"[{dotted(statement.path)}]"
        else:
            key = "~" + hashlib.sha256(raw.strip().encode("utf-8", "replace")).hexdigest()[:12]
        seen[key] = seen.get(key, 0) + 1
        pieces.append((key if seen[key] == 1 else f"{key}#{seen[key]}", raw))
    return pieces


def unreviewed(text: str) -> frozenset[str]:
    """Keys that the review mark names; none where the text has no mark."""
    mark = _mark(text)
    return frozenset() if mark is None else frozenset(_names(mark[2]))


def put_off(text: str) -> bool:
    """True where the mark says `decide later`: the review was seen and is not due again."""
    mark = _mark(text)
    return mark is not None and mark[1].lower() == "decide later"


def set_unreviewed(text: str, keys: Iterable[str], later: bool | None = None) -> str:
    """Write the review mark for `keys`; without keys the line vanishes.

    `later` chooses between `not reviewed` and `decide later`; None keeps what the mark says now.
    Names keep the order of the text's own keys.
    """
    wanted = set(keys)
    order = [dotted(s.path) for s in statements(text) if s.kind == "value"]
    names = [key for key in order if key in wanted]
    names += sorted(wanted - set(names))
    words = "decide later" if (put_off(text) if later is None else later) else "not reviewed"
    line = f"# spec-tui: {words}: {', '.join(names)}" if names else ""
    mark = _mark(text)
    if mark is not None:
        if line:
            return text[: mark.start()] + line + text[mark.end() :]
        rest = text[mark.end() :]
        return text[: mark.start()] + re.sub(r"^\r?\n", "", rest, count=1)
    return line + _newline(text) + text if line else text


def _mark(text: str) -> re.Match[str] | None:
    """The review mark among the comments that open the text."""
    start = 0
    while start < len(text):
        newline = text.find("\n", start)
        end = len(text) if newline < 0 else newline
        bare = text[start:end].strip()
        if bare and bare[0] != "#":
            return None
        if match := _MARK.fullmatch(text, start, end - text[start:end].endswith("\r")):
            return match
        start = end + 1
    return None


def _names(listed: str) -> list[str]:
    return [name.strip() for name in listed.split(",") if name.strip()]


def _newline(text: str) -> str:
    """The newline of the first line that has one."""
    at = text.find("\n")
    return "\r\n" if at > 0 and text[at - 1] == "\r" else "\n"


def _flat(table: Mapping[str, Any], above: tuple[str, ...] = ()) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in table.items():
        path = (*above, key)
        if isinstance(value, dict):
            found.update(_flat(value, path))
        elif isinstance(value, list) and value and all(isinstance(v, dict) for v in value):
            found.update(_flat({str(i): v for i, v in enumerate(value)}, path))
        else:
            found[dotted(path)] = _words(value)
    return found


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ", ".join(_words(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} = {_words(item)}" for key, item in value.items())
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _problem(text: str, error: Exception) -> TomlProblem:
    said = str(error)
    at = _AT.search(said)
    if at and at[1]:
        return TomlProblem(int(at[1]), int(at[2]), said[: at.start()] + ".")
    if at:
        line = text.count("\n") + 1
        return TomlProblem(line, len(text) - text.rfind("\n"), said[: at.start()] + ".")
    deep = isinstance(error, RecursionError)
    words = "Too deeply nested." if deep else "A value that cannot be read."
    for statement in statements(text):
        try:
            tomllib.loads(text[statement.start : statement.end])
        except type(error):
            line = text.count("\n", 0, statement.start) + 1
            return TomlProblem(line, max(1, statement.value[0] - statement.start + 1), words)
        except (ValueError, RecursionError):
            continue
    return TomlProblem(1, 1, words)


def _loaded(text: str) -> dict[str, Any]:
    problem = parse(text)
    if isinstance(problem, TomlProblem):
        raise TomlError(problem)
    return tomllib.loads(text, parse_float=str)


def _find(found: list[Statement], path: tuple[str, ...]) -> Statement | None:
    """The statement that holds `path`: its own line, or the inline table it stands in."""
    for statement in found:
        if statement.kind == "value" and statement.path == path:
            return statement
    for statement in found:
        if statement.kind == "value" and path[: len(statement.path)] == statement.path:
            return statement
    return None


def _only_differs(
    before: dict[str, Any], after: dict[str, Any], path: tuple[str, ...], value: str
) -> bool:
    """True where `after` is `before` with that one value."""
    expected = copy.deepcopy(before)
    here: Any = expected
    there: Any = after
    for part in path[:-1]:
        if isinstance(here, list) and isinstance(there, list):
            if not part.isdecimal() or int(part) >= min(len(here), len(there)):
                return False
            here, there = here[int(part)], there[int(part)]
        elif isinstance(here, dict) and isinstance(there, dict):
            here, there = here.setdefault(part, {}), there.get(part)
        else:
            return False
    if not isinstance(here, dict) or not isinstance(there, dict):
        return False
    new = there.get(path[-1])
    if isinstance(new, dict | list) or _words(new) != value:
        return False
    here[path[-1]] = new
    return expected == after


def _replaced(text: str, found: Statement, path: tuple[str, ...], value: str) -> str:
    if found.path != path:
        return _inside(text, found, path, value)
    start, end = found.value
    old, rest = text[start:end], text[end : found.end]
    new = _written(old, value)
    gap = _gap(text, found)
    if value and (said := _UNDECIDED.match(rest)):
        # Our own words stop being true with the first value.
        kept = rest[said.end() :]
        rest = f"{gap}# {kept}" if said[1] else kept
        gap = gap if said[1] else ""
    if gap and "\t" not in gap and "\n" not in old:
        column = end + len(gap) - found.start
        if len(gap) == 1:
            # An earlier value that was too long pushed the comment out of its column.
            column = _comment_column(text, found, column)
        width = column - (start - found.start) - len(new)
        rest = " " * max(1, width) + rest[len(gap) :]
    return text[:start] + new + rest + text[found.end :]


def _gap(text: str, statement: Statement) -> str:
    """Blanks between a value and the comment on its line, "" where there is no comment."""
    rest = text[statement.value[1] : statement.end]
    gap = rest[: len(rest) - len(rest.lstrip(" \t"))]
    return gap if rest[len(gap) :].startswith("#") else ""


def _comment_column(text: str, of: Statement, column: int) -> int:
    """The column that all other commented values of the same table share, else `column`."""
    shared = {
        other.value[1] + len(_gap(text, other)) - other.start
        for other in statements(text)
        if other.kind == "value" and other.path[:-1] == of.path[:-1] and other != of
        if _gap(text, other) and "\n" not in text[slice(*other.value)]
    }
    return shared.pop() if len(shared) == 1 else column


def _written(old: str, value: str) -> str:
    """`value` in the manner of `old`: literal quotes, a bare number or date, else basic quotes."""
    if old[:1] == "'" and not re.search(r"['\x00-\x1f\x7f]", value):
        return f"'{value}'"
    if old[:1] not in ('"', "'", "[", "{"):
        try:
            was = tomllib.loads(f"x = {old}", parse_float=str)["x"]
            now = tomllib.loads(f"x = {value}", parse_float=str)
        except (ValueError, RecursionError):
            return basic(value)
        if set(now) == {"x"} and type(was) is type(now["x"]) and _words(now["x"]) == value:
            return value
    return basic(value)


def _inside(text: str, found: Statement, path: tuple[str, ...], value: str) -> str:
    """Set a value in an inline table: tomlkit edits that one statement."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    raw = text[found.start : found.end]
    written = parts(text[slice(*found.key)])
    try:
        document: Any = tomlkit.parse(raw)
        here = document
        for part in (*written, *path[len(found.path) : -1]):
            here = here[int(part)] if isinstance(here, list) else here[part]
        here[path[-1]] = value
        edited = tomlkit.dumps(document)
    except (TOMLKitError, KeyError, IndexError, TypeError, ValueError, AttributeError):
        return text
    return text[: found.start] + edited + text[found.end :]


def _added(text: str, path: tuple[str, ...], value: str) -> str:
    """`text` with a new line for `path`, at the end of its table."""
    found = statements(text)
    table = path[:-1]
    line = f"{dotted(path[-1:])} = {basic(value)}"
    header = next((i for i, s in enumerate(found) if s.kind == "header" and s.path == table), None)
    siblings = [s for s in found if s.kind == "value" and s.path[:-1] == table]
    if header is None and table and siblings:
        written = text[slice(*siblings[-1].key)]
        prefix = written[: written.rindex(".")] + "." if "." in written else ""
        return _inserted(text, siblings[-1].end, prefix + line)
    if header is None and table:
        start = "" if not text or re.search(r"\n[ \t\r]*\n$", text) else _newline(text)
        final = text.endswith("\n") or not text
        break_ = "" if final else _newline(text)
        ending = _newline(text) if final else ""
        return text + break_ + start + f"[{dotted(table)}]{_newline(text)}{line}{ending}"
    own = _own(found, -1 if header is None else header)
    if own:
        return _inserted(text, own[-1].end, _aligned(text, own[-1], path[-1], value))
    if header is not None:
        return _inserted(text, found[header].end, line)
    lead = 0
    for statement in found:
        if statement.kind != "comment":
            break
        lead = statement.end
    return _inserted(text, lead, line)


def _own(found: list[Statement], header: int) -> list[Statement]:
    """The values between one header (-1: the top of the text) and the next."""
    own: list[Statement] = []
    for statement in found[header + 1 :]:
        if statement.kind == "header":
            break
        if statement.kind == "value":
            own.append(statement)
    return own


def _aligned(text: str, above: Statement, key: str, value: str) -> str:
    """A new line whose equals sign stands below the one of the line above."""
    indent = text[above.start : above.key[0]]
    width = text.index("=", above.key[1]) - above.key[0]
    name = dotted((key,))
    wide = width - (above.key[1] - above.key[0]) > 1
    pad = " " * max(1, width - len(name)) if wide else " "
    return f"{indent}{name}{pad}= {basic(value)}"


def _inserted(text: str, at: int, line: str) -> str:
    """`text` with `line` put in at the line start `at`; a missing final newline stays missing."""
    newline = _newline(text[max(0, at - 2) : at] if text[:at].endswith("\n") else text)
    if at and not text[:at].endswith("\n"):
        return text[:at] + newline + line + text[at:]
    return text[:at] + line + newline + text[at:]
