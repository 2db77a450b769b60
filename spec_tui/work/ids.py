"""Ids as people write them: lists, ranges, remarks, "none" (formats.md 51 and issue spellings)."""

from __future__ import annotations

import re
from collections.abc import Iterable

ID = re.compile(
    r"(?<![\w-])(?:[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*-\d+[a-z]?(?!\w)"
    r"|[A-Z]{1,4}\d+(?:\.\d+)*(?![\w-]))"
)
_RANGE = re.compile(
    r"(?P<low>(?P<stem>[A-Za-z][A-Za-z0-9-]{0,40}?)(?P<from>\d+))\s*"
    r"(?:\.\.+|-|–|—|\bto\b|\bthrough\b|…)\s*"
    r"(?P<stem2>(?P=stem))?(?P<to>\d+)(?![\w-])"
)
_NONE = re.compile(
    r"[\s\[({]*(?:none|no|n/?a|nothing|-+|–|—|null|nil|tbd|tba)?[\s\])}.]*", re.IGNORECASE
)
_TASK_NUMBER = re.compile(r"(?:T|ID-|TSK-|TASK-)0*(\d+)", re.IGNORECASE)
_REMARK = re.compile(r"\([^()]*\)")
_LINK = re.compile(r"\[([^\]\[]*)\]\([^)]*\)")
MOST_IN_RANGE = 1000
LONGEST_LINE = 2_000


def is_none(text: str) -> bool:
    """True for "", `none`, `n/a`, a dash and the like."""
    return _NONE.fullmatch(_REMARK.sub("", text)) is not None or text.strip().lower().startswith(
        ("none ", "none,", "none.", "none;")
    )


def ids_in(text: str) -> tuple[str, ...]:
    """The ids that a line of prose names, in order, each once; ranges are written out.

    Remarks in parentheses do not count: `T1 (after T9 is agreed)` is T1.
    """
    text = text[:LONGEST_LINE]
    if is_none(text):
        return ()
    plain = _REMARK.sub(" ", _LINK.sub(r"\1", text)) if "(" in text else text
    found: dict[str, None] = {}
    position = 0
    for match in _RANGE.finditer(plain):
        expanded = _expanded(match)
        if expanded is None:
            continue
        for one in ID.findall(plain, position, match.start()):
            found.setdefault(one)
        for one in expanded:
            found.setdefault(one)
        position = match.end()
    for one in ID.findall(plain, position):
        found.setdefault(one)
    return tuple(found)


def _expanded(match: re.Match[str]) -> list[str] | None:
    """The ids of a range, None where it is none: `TSK-001` alone looks like one to nobody."""
    stem, low, high = match["stem"], match["from"], match["to"]
    dashed = re.search(r"\.\.|–|—|…|\bto\b|\bthrough\b", match[0]) is not None
    if (
        match["stem2"] is None
        and (stem.endswith("-") or not dashed)
        and not (dashed or re.fullmatch(r"[A-Z]{1,4}", stem))
    ):
        return None
    first, last = int(low), int(high)
    if not first <= last < first + MOST_IN_RANGE:
        return None
    width = len(low) if low.startswith("0") else 0
    return [f"{stem}{number:0{width}d}" for number in range(first, last + 1)]


def split_list(values: Iterable[str]) -> tuple[str, ...]:
    """Ids of a header's list, each entry one id or a line of them; anything else as it stands."""
    found: dict[str, None] = {}
    for value in values:
        text = value.strip()
        if ID.fullmatch(text):
            found.setdefault(text)
        elif not is_none(text):
            for one in ids_in(text) or (text,):
                found.setdefault(one)
    return tuple(found)


def same_number(one: str) -> int | None:
    """The number that `T3`, `ID-003` and `TSK-003` share; None for other ids (formats.md 57)."""
    match = _TASK_NUMBER.fullmatch(one)
    return int(match[1]) if match else None


def key(one: str) -> str:
    """How ids are compared: without case."""
    return one.upper()


def next_id(prefix: str, taken: Iterable[str], width: int = 3) -> str:
    """The next free id behind the highest one: `TSK-` gives `TSK-014` (formats.md 89)."""
    numbers = [
        int(match[1])
        for one in taken
        if (match := re.fullmatch(re.escape(prefix) + r"0*(\d+)[a-z]?", one, re.IGNORECASE))
    ]
    return f"{prefix}{max(numbers, default=0) + 1:0{width}d}"
