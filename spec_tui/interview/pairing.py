"""Use cases and what proves them, where a text refers from one to the other (G18).

People number their cases, give them letters, name them by a command, or write the proof right below
each. Then nobody has to understand either list to see that one case has no proof: `UC-1` to `UC-3`
stand there, and the criteria speak of `UC-2` and `UC-3`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from spec_tui.documents.fold import fold
from spec_tui.interview import inorder
from spec_tui.interview.inorder import CASES, ORDINALS, TESTS, Row
from spec_tui.interview.layouts import Lines, part_of
from spec_tui.interview.sayings import Saying
from spec_tui.interview.sentences import Unit

_GENERIC = (
    r"(?:use case|user story|case|story|moment|scene|scenario|situation|flow|duty|job|task|step"
    r"|test|trial|check|criterion|proof(?: of)?|for|ref\.?|re|ad|to)\s+"
)
_KEY = re.compile(
    rf"\W{{0,4}}(?P<kind>(?i:{_GENERIC}))?(?:(?i:ref\.?|the)\s+)?[*_(]{{0,3}}"
    r"(?:(?P<sign>[①-⑳❶-❿➀-➉])|(?<=\()(?P<letter>[a-z])(?=\))|`(?P<code>[^`\n]{1,40})`"
    r"|(?P<id>[A-Z]{1,4}[.-]?\d+(?:\.\d+)*|\d+(?:\.\d+)*(?:\([a-z]\))?|[A-Z])(?![\w%])"
    r"|(?P<word>(?i:first|second|third|fourth|fifth))\b)"
)
_KIND = re.compile(rf"{_GENERIC}\S{{1,4}}[:.] ", re.IGNORECASE)
_LABEL = re.compile(
    r"\s*(?:[*_]{1,2}(?P<bold>[^*_\n:]{2,40}?)[.:]?[*_]{1,2}[:.]?|(?P<plain>[^\W\d_][^:*\n]{1,39}):)\s"
)
"""A short name before a case or its proof: `**Early hire.** The hall is warm`."""
_INLINE = re.compile(r"(?<![\w(])\((?:[a-z]|\d)\)\s")
"""Cases that are counted within a sentence: `there is (a) declaring a pitch unfit`."""
_BEHIND = re.compile(r"[*_)]{0,3}(?:\s*[:.,;)—–→]|\s+\()|[*_)]{1,3}\s|\s")
_SET_OFF = re.compile(
    r"[*_)]{0,3}\s*[:.)—–→]|[*_)]{1,3}\s| (?:passes|works|holds|is (?:done|fine|met))\b"
)
_ALSO = re.compile(r"\((?P<id>[A-Z]{1,4}[.-]?\d+(?:\.\d+)*|\d+|[A-Z])\)")
"""Another number beside the own one: `AC-2 (UC-2): …`."""
_NEAR = 30
"""Characters at the beginning of a criterion that say which case it is about."""
_CODE = re.compile(r"`([^`\n(/]+)`")
"""A command; a call or a path is no name of a case."""
_MARK = re.compile(r"\s*(?P<number>\d{1,3})[.)]\s")
_EXPLAINS = re.compile(
    r"\b(?:glossary|terms|terminology|definitions?|vocabulary|words)\b", re.IGNORECASE
)
_THEN = re.compile(r"\bthen\b|\bdone when\b|\bpass(?:es)?\b|\bexpect", re.IGNORECASE)
_ITEM = re.compile(r"(?P<indent>\s*)(?:[-*+•]|\d{1,2}[.)])\s+(?P<words>\S.*)")
_PROVES = re.compile(
    r"[*_]{0,2}(?:accepted|done|passed|passes|proved|proof|ready|fine|test|check|given|met|shown|seen|holds|verified)\b",
    re.I,
)
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Row:
    words: str
    at: Lines
    key: str
    """What it is called by, "" for nothing."""
    refers: frozenset[str]
    """What it may refer to."""
    names: frozenset[str]
    """The words of code in it."""
    kind: str
    """What stands before its number: `moment`, `proof of`."""


@dataclass(frozen=True, slots=True)
class _Series:
    rows: tuple[_Row, ...]
    tests: bool
    """It says what has to be shown."""
    headed: bool
    """What stands above it says so."""
    cases: bool
    """What stands above it speaks of what people do."""
    plain: bool
    """It is called by numbers alone, which any list has."""


def unproven(text: str, said_by: Sequence[tuple[Unit, tuple[Saying, ...]]]) -> list[Row] | None:
    """The cases without proof, where the proofs refer to cases one by one; None where none does."""
    lines = text.split("\n")
    below = _below(said_by, lines)
    below = _nested(lines) if below is None else below
    if below is not None:
        return below
    left = inorder.unproven(said_by)
    if left is not None:
        return left
    series = [found for group in _groups(said_by) for found in _series(group, lines)]
    best: tuple[tuple[int, int], list[Row]] | None = None
    for cases in series:
        keys = [row.key for row in cases.rows]
        if cases.headed or len(set(keys)) < len(keys) or len(keys) < _FEWEST:
            continue
        for proofs in series:
            missing = _missing(cases, proofs) if proofs is not cases else None
            if missing is None or not (missing or cases.cases or proofs.headed):
                continue  # what refers to some list need not be about use cases
            fit = len(cases.rows) - len(missing), -len(missing)
            if best is None or fit > best[0]:
                best = fit, [Row(row.words, row.at) for row in missing]
    return best[1] if best is not None else None


def _missing(cases: _Series, proofs: _Series) -> list[_Row] | None:
    """The cases that no proof refers to; None where the two do not belong together."""
    if not (proofs.tests or (cases.cases and not cases.plain)):
        return None
    told: list[int] = []
    for proof in proofs.rows:
        found = [at for at, row in enumerate(cases.rows) if _refers(proof, row)]
        if len(found) == 1 and found[0] not in told:
            told.append(found[0])
    most = len(cases.rows) // 2 if len(cases.rows) > _FEWEST else 1
    missing = [row for at, row in enumerate(cases.rows) if at not in told]
    if told != sorted(told) or len(missing) > most or 2 * len(told) < len(proofs.rows) - 1:
        return None
    prefix = told == list(range(len(told)))
    if cases.plain and prefix and missing:
        return None  # a shorter list that begins with 1 refers to nothing
    return missing


def _refers(proof: _Row, case: _Row) -> bool:
    return case.key in proof.refers or (proof.key.startswith("`") and proof.key[1:] in case.names)


def _below(
    said_by: Sequence[tuple[Unit, tuple[Saying, ...]]], lines: Sequence[str]
) -> list[Row] | None:
    """Cases that head what proves them: `S1 An armourer …`, and below it `Given …, then …`."""
    heads: list[tuple[_Row, list[str]]] = []
    kinds: set[str] = set()
    for unit, said in said_by:
        if unit.kind == "list" and heads:
            heads[-1][1].extend(one.text for one in said)
        for one, at in zip(said, unit.at, strict=False) if unit.kind == "sentence" else ():
            row = _row(one.text, at, lines)
            bold = one.text.lstrip().startswith("*") or (_KIND.match(one.text) and unit.headings)
            if row.key and bold and row.key[:1].isalnum():
                heads.append((row, []))
                kinds.add(re.sub(r"\d+|[A-Z]$", "", row.key))
    if len(heads) < _FEWEST + 1 or len(kinds) > 1:
        return None
    proved = [any(_THEN.search(words) for words in told) for _, told in heads]
    if 2 * sum(proved) < len(heads):
        return None
    return [
        Row(row.words, row.at) for (row, _), held in zip(heads, proved, strict=True) if not held
    ]


def _nested(lines: Sequence[str]) -> list[Row] | None:
    """Cases that are items of a list, with what proves each as an item below it."""
    cases: list[tuple[Row, int, list[bool]]] = []
    run = 0
    fenced = False
    for number, line in enumerate(lines, 1):
        fenced ^= line.lstrip().startswith("```")
        item = _ITEM.match(line)
        if item is None or fenced:
            run += bool(line.strip()) and not line.startswith((" ", "\t"))
            continue
        if not item["indent"]:
            case = Row(item["words"], ((0, number, item.start("words") + 1),))
            cases.append((case, run, []))
        elif cases and cases[-1][1] == run:
            cases[-1][2].append(_PROVES.match(item["words"]) is not None)
    lists = {run for _, run, told in cases if any(told)}
    here = [(case, told) for case, run, told in cases if run in lists]
    proved = sum(any(told) for _, told in here)
    if proved < _FEWEST or 2 * proved < len(here):
        return None
    return [case for case, told in here if not any(told)]


def _groups(
    said_by: Sequence[tuple[Unit, tuple[Saying, ...]]],
) -> Iterator[tuple[str, bool, list[tuple[str, Lines]]]]:
    """(what stands above, whether it is a list, the rows) of each list, table or paragraph."""
    lead, path = "", tuple[str, ...]()

    def group_of(pair: tuple[Unit, tuple[Saying, ...]]) -> tuple[object, ...]:
        unit, _ = pair
        return (unit.kind, unit.headings, unit.order if unit.kind == "list" else 0)

    for _, group in groupby(said_by, group_of):
        units = list(group)
        kind = units[0][0].kind
        if kind not in {"list", "sentence"}:
            continue
        if _EXPLAINS.search(" ".join(units[0][0].headings[-1:])):
            continue
        above = " ".join((*units[0][0].headings[-1:], lead if units[0][0].headings == path else ""))
        rows = [
            row
            for unit, said in units
            for one, at in zip(said, unit.at, strict=False)
            for row in _counted(one.text, at)
        ]
        yield above, kind == "list", rows
        lead, path = (units[-1][0].text if kind == "sentence" else ""), units[-1][0].headings


def _counted(words: str, at: Lines) -> Iterator[tuple[str, Lines]]:
    """A saying, or each of the cases that are counted within it."""
    starts = [found.start() for found in _INLINE.finditer(words)] or [0]
    for start, stop in zip(starts, (*starts[1:], len(words)), strict=True):
        yield words[start:stop].strip(), part_of(at, start, stop)


def _series(
    group: tuple[str, bool, list[tuple[str, Lines]]], lines: Sequence[str]
) -> Iterator[_Series]:
    """The rows of a group that are called alike: `Moment 1` and `Proof of 1` are two series."""
    above, listed, rows = group
    made = [_row(words, at, lines, listed=listed) for words, at in rows]
    kinds = [row.kind for row in made]
    for kind in dict.fromkeys(kinds):
        own = tuple(row for row, its in zip(made, kinds, strict=True) if its == kind and row.key)
        if not own:
            continue
        headed = bool(TESTS.search(above) or TESTS.search(kind))
        tests = headed or 2 * sum(bool(TESTS.search(row.words)) for row in own) > len(own)
        cases = bool(CASES.search(above) or CASES.search(kind))
        yield _Series(own, tests, headed, cases, all(row.key.isdigit() for row in own))


def _row(words: str, at: Lines, lines: Sequence[str], *, listed: bool = False) -> _Row:
    line = lines[at[0][1] - 1] if at[0][1] <= len(lines) else ""
    mark = _MARK.match(line)
    found = _KEY.match(words)
    alone = found is not None and _stands_alone(found, words, listed=listed)
    key = _called(found) if found is not None and alone else ""
    if mark is not None and not key.startswith("`"):
        key = key or mark["number"]
    refers = {key, *(m["id"] for m in _ALSO.finditer(words[:_NEAR]))}
    if mark is not None:
        refers.add(mark["number"])
    names = frozenset(word for code in _CODE.findall(words) for word in code.split())
    label = _LABEL.match(words) if listed else None
    if not key and label is not None:
        key = fold(label["bold"] or label["plain"])
        refers.add(key)
    if not key and listed and names:
        key = "`" + " ".join(sorted(names))
    kind = (found["kind"] or "").casefold() if found is not None else ""
    return _Row(words, at, key, frozenset(refers - {""}), names, kind)


def _stands_alone(found: re.Match[str], words: str, *, listed: bool) -> bool:
    """It is a name and no word of the sentence: `A: …` and `Case A …`, not `A phase is done …`, nor
    the version of `1.1, which adds attachments`.
    """
    named = found["id"] or ""
    letter = len(named) == 1 and named.isalpha()
    if named and not found["kind"] and (letter or not listed):
        clause = "." in named and words[found.end() :][:2].strip().isupper()
        return clause or _SET_OFF.match(words, found.end()) is not None
    return _BEHIND.match(words, found.end()) is not None


def _called(found: re.Match[str]) -> str:
    if found["word"]:
        return str(ORDINALS.index(found["word"].casefold()) + 1)
    if found["code"]:
        return f"`{found['code']}"
    return found["sign"] or (found["letter"] or found["id"]).upper()
