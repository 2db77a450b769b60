"""How the lines of a foreign text are laid out: tables, rows that blanks set apart, definitions,
quotations, and where their words stand (interview.md B.6).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from spec_tui.documents.tables import cells_of

Lines = tuple[tuple[int, int, int], ...]
"""(offset in some words, line of the document, column) of each source line that holds a part."""
Rows = tuple[tuple[str, ...], tuple[Lines, ...]]
"""The items of a list and where each stands."""

_TABLE = re.compile(r"\s*\|.*\|\s*$")
RULE = re.compile(r"[\s|:+-]+$")
"""The line below the head of a table."""
_SETTINGS = re.compile(
    r"\s*(?:`{3,}|~{3,})\s*(?:ya?ml|toml|ini|properties|conf|env|te?xt)\b", re.IGNORECASE
)
_PLAIN_TEXT = re.compile(r"\s*(?:`{3,}|~{3,})\s*te?xt\b", re.IGNORECASE)
_FEWEST_SAID = 2
"""Words of a row in plain text, with its label, that say something."""
_FOR_PROGRAMS = re.compile(
    r"(?:openapi|swagger|apiVersion|services|on|jobs|paths|image|steps|asyncapi|\$schema|\[package\]"
    r"|\[tool\b.*|\[build-system\])\s*(?::|$)"
)
"""First words of compose files, workflows, interfaces and packages."""
_SETTINGS_OF = re.compile(r"\[\[?(?P<key>[\w.\" -]+)\]\]?\s*$(?P<value>)")
_SETTING = re.compile(
    r"\s*(?:- )?(?:(?P<key>[\w.\"'-]+(?: [\w.-]+){0,7})\s*(?:[:=]\s|:$)|(?<=- ))"
    r"\s*(?P<value>[^\s#].*?)?\s*(?:\s#.*)?$"
)
_SET_APART = r"\s+\.{3,}\s+|(?<=\S)(?:\s{2,}|\t+)(?=\S)"


def _row(apart: str, longest: int) -> re.Pattern[str]:
    """A label of some characters, what parts it from its words, and these, which are no code."""
    return re.compile(
        rf"\s*(?P<label>\S[^\n;{{}}=<>]{{1,{longest}}}?)(?:{apart})"
        r"(?P<words>\S(?:(?![=(]>|\(\)\.\w| = |[;{]$).)*)$"
    )


_ROW = _row(_SET_APART, 40)
"""`Store ........ CouchDB`, `uptime      99.5 %`: dots or blanks part the label from the rest."""
_QUOTED = re.compile(r"\s{0,3}>\s?")
_BLANK_FORM = re.compile(r"\s*<(?!/|!|\?)[a-z]+(?: [a-z]+)+>")
"""`<to be filled in>` at the start of a paragraph, which Markdown takes for HTML."""
_DEFINES = re.compile(r"\s{0,3}:\s+(?=\S)")
_TERM_AND_WORDS = 2
"""Lines of a definition: the term, and what it means."""
_CODE_ROW = _row(rf"{_SET_APART}|:\s+", 60)
"""`ledger reachable: 99.5 %`, where every line looks like that."""
_CODE = re.compile(
    r"[;{\\]\s*$|^\s*[})\]]|=>|->|\(\)\.\w|^\s*(?:await\s+)?[\w.]+\(\)\s*$|==|[├└│]|\s&&\s"
    r"|^\s*(?:[$%#]\s|>>|#!|//|</?\w|(?:def|class|import|function|return|SELECT|curl|pip|npm|git|make"
    r"|sudo|docker|cargo)\s)"
)
"""In a line of what is indented: it is code or the output of a command."""
_INDENT = 4
FEWEST_COMMANDS = 3
FEWEST_CELLS = 3
"""Cells of a row, of which the first may be its number."""
FEWEST_ROWS = 2
"""Lines of a list, or of a table below its head."""


def row_of(line: str) -> str:
    """The cells of a row of a table in one line: `Uptime: 99.9 % — monthly`; "" for a rule."""
    if RULE.match(line):
        return ""
    label, *rest = _telling(line) or [""]
    return f"{label}: {' — '.join(rest)}" if rest else label


def _telling(line: str) -> list[str]:
    """The cells that say something; the number of a row is none of its words."""
    cells = [cell for cell in cells_of(line) if cell]
    return cells[1:] if len(cells) >= FEWEST_CELLS and cells[0].isdecimal() else cells


def joined(rows: Sequence[str], line: int, skip: int = 0) -> tuple[str, Lines]:
    """Lines as one, without the blanks around each, and where each begins; `skip`: of a bullet."""
    parts: list[str] = []
    at: list[tuple[int, int, int]] = []
    length = 0
    for number, row in enumerate(rows):
        bare = row[skip if number == 0 else 0 :]
        words = bare.strip()
        at.append((length, line + number, len(row) - len(bare.lstrip()) + 1))
        parts.append(words)
        length += len(words) + 1
    return " ".join(parts), tuple(at)


def part_of(at: Lines, start: int, end: int) -> Lines:
    """Where the characters from `start` to `end` of joined lines stand."""
    first = max((row for row in at if row[0] <= start), key=lambda row: row[0])
    within = [row for row in at if start < row[0] < end]
    later = tuple((begin - start, line, column) for begin, line, column in within)
    return ((0, first[1], first[2] + start - first[0]), *later)


def cells_at(row: str, words: str, line: int) -> Lines:
    """Where the cells of a row of a table stand, by their offsets in `row_of`."""
    at = [(0, line, 1)]
    found = behind = 0
    for cell in _telling(row):
        column, offset = row.find(cell, found), words.find(cell, behind)
        if column >= 0 and offset >= 0:
            at = [(0, line, column + 1)] if offset == 0 else [*at, (offset, line, column + 1)]
            found, behind = column + len(cell), offset + len(cell)
    return tuple(at)


def cell_starts(row: str, line: int) -> tuple[Lines, ...]:
    """Where each cell of a row stands."""
    found: list[Lines] = []
    at = 0
    for cell in cells_of(row):
        at = max(at, row.find(cell, at))
        found.append(((0, line, at + 1),))
        at += len(cell)
    return tuple(found)


def definitions(lines: Sequence[str], first: int) -> Rows | None:
    """A list of definitions (`Language` and below it `: Scala 3`) as items `Language: Scala 3` and
    where they stand; None for any other paragraph.
    """
    starts = [at for at, line in enumerate(lines) if _DEFINES.match(line)]
    if not starts or starts[0] != 1 or any(b - a < _TERM_AND_WORDS for a, b in pairwise(starts)):
        return None
    items: list[str] = []
    places: list[Lines] = []
    for at, behind in zip(starts, (*(later - 1 for later in starts[1:]), len(lines)), strict=True):
        term = lines[at - 1]
        label = term.strip().rstrip(":")
        skip = _DEFINES.match(lines[at])
        assert skip is not None
        said, where = joined(lines[at:behind], first + at, skip.end())
        begin = len(label) + len(": ")
        items.append(f"{label}: {said}")
        head = (0, first + at - 1, len(term) - len(term.lstrip()) + 1)
        places.append((head, *((begin + offset, line, column) for offset, line, column in where)))
    return tuple(items), tuple(places)


def set_apart(lines: Sequence[str], first: int, *, code: bool) -> Rows | None:
    """Rows that dots or blanks, in what looks like code also colons, part into a label and what is
    said, as items and where they stand; None for other lines.
    """
    pattern = _CODE_ROW if code else _ROW
    rows = [pattern.match(line) for line in lines]
    if len(rows) < FEWEST_ROWS or None in rows:
        return None
    items: list[str] = []
    places: list[Lines] = []
    for number, row in enumerate(rows, first):
        assert row is not None
        label = row["label"].rstrip(" :")
        items.append(f"{label}: {row['words'].strip()}")
        offsets = (0, row.start("label")), (len(label) + len(": "), row.start("words"))
        places.append(tuple((offset, number, column + 1) for offset, column in offsets))
    return tuple(items), tuple(places)


def commands(lines: Sequence[str], first: int) -> Rows | None:
    """Rows of code that list the commands of one program, each with what it does; None for other
    code.
    """
    rows = set_apart(lines, first, code=False)
    if rows is None:
        return None
    called = Counter(item.split()[0] for item in rows[0])
    return rows if 2 * max(called.values()) >= len(lines) >= FEWEST_COMMANDS else None


def settings(fence: str, lines: Sequence[str], first: int) -> Iterator[tuple[str, Rows]]:
    """The settings that a block of YAML, TOML or the like tells, by what they are grouped under
    (`language: elixir`, `roles:` and below it `source: submit events`); nothing for other code.

    `fence`: the line that opens the block. Descriptions of programs for other programs are no
    settings of a specification.
    """
    if not _SETTINGS.match(fence) or any(map(_FOR_PROGRAMS.match, lines)):
        return
    groups: dict[str, tuple[list[str], list[Lines]]] = {}
    rows = 0
    path: list[tuple[int, str]] = []
    for number, line in enumerate(lines, first):
        table = _SETTINGS_OF.match(line)
        row = table or _SETTING.match(line)
        rows += row is not None
        if row is None:
            continue
        depth = -1 if table else len(line) - len(line.lstrip())
        while path and path[-1][0] >= depth:
            path.pop()
        name = _plain_key(row["key"] or "")
        if table or not row["value"]:
            path.append((depth, name))
            continue
        items, places = groups.setdefault(path[-1][1] if path else "", ([], []))
        value = row["value"].strip("\"'")
        label = f"{name}: " if name else ""
        items.append(label + value)
        at = line.find(value, row.start("value"))
        head = ((0, number, row.start("key") + 1),) if name else ()
        places.append((*head, (len(label), number, at + 1)))
    told = [words for items, _ in groups.values() for words in items]
    prose = not _PLAIN_TEXT.match(fence) or all(len(words.split()) > _FEWEST_SAID for words in told)
    fewest = FEWEST_COMMANDS if _PLAIN_TEXT.match(fence) else FEWEST_ROWS
    if prose and rows >= fewest and 2 * rows > len(list(filter(str.strip, lines))):
        for name, (items, places) in groups.items():
            yield name, (tuple(items), tuple(places))


def _plain_key(key: str) -> str:
    return re.sub(r"[_.-]+", " ", key).strip("\"' ")


def is_table(lines: Sequence[str]) -> bool:
    """Rows of cells, with or without bars around them."""
    if all(_TABLE.match(line) for line in lines):
        return True
    ruled = len(lines) > FEWEST_ROWS and "-" in lines[1] and RULE.match(lines[1])
    return bool(ruled) and all("|" in line for line in (lines[0], *lines[2:]))


def quoted(lines: Sequence[str]) -> list[int]:
    """How many characters stand before the words of each line of a quotation; none for any other
    block.
    """
    signs = [sign.end() for line in lines if (sign := _QUOTED.match(line))]
    return signs if len(signs) == len(lines) else []


def blank_form(lines: Sequence[str]) -> bool:
    """A paragraph that Markdown takes for HTML, because it begins with a blank to be filled in."""
    return _BLANK_FORM.match(lines[0]) is not None


def indented(lines: Sequence[str]) -> list[int]:
    """How many characters indent each line, where all are indented and read as text; none for code.

    What the least indented line has, no more: deeper ones stay deeper. Tabs go to the next multiple
    of four.
    """
    full = [line.expandtabs(_INDENT) for line in lines if line.strip()]
    least = min((len(line) - len(line.lstrip()) for line in full), default=0)
    if least < _INDENT or any(map(_CODE.search, full)):
        return []
    return [_characters(line, least) for line in lines]


def _characters(line: str, columns: int) -> int:
    """How many blank characters fill that many columns of a line."""
    blank = len(line) - len(line.lstrip())
    return next((at for at in range(blank) if len(line[:at].expandtabs(_INDENT)) >= columns), blank)
