"""Ids in a line of prose: `T1, T2 (schema)`, `None`, a range. Adding one and taking one out."""

from __future__ import annotations

import re

from spec_tui.work.ids import ids_in, is_none, key


def with_id(value: str, one: str) -> str:
    """The line with an id more; a "none" or a placeholder is replaced by it."""
    if is_none(value) or re.fullmatch(r"[{<].*[}>][ \t,]*", value) or not ids_in(value):
        return one
    if value.endswith("]") and value.startswith("["):
        return f"{value[:-1].rstrip()}, {one}]"
    return f"{value}, {one}"


def without_id(value: str, one: str) -> str:
    """The line without an id and the remark behind it; `None` where nothing is left.

    Out of a range all others are written out.
    """
    literal = re.compile(
        r"(?<![\w-])\[?`?" + re.escape(one) + r"`?\]?(?![\w-])(?:\([^()]*\))?(?:[ \t]*\([^()]*\))?",
        re.IGNORECASE,
    )
    left = [other for other in ids_in(value) if key(other) != key(one)]
    if not left:
        return "None"
    match = literal.search(value)
    if match is not None:
        before = value[: match.start()].rstrip()
        after = value[match.end() :].lstrip()
        before = re.sub(r"(?:,|;|\band\b|&)$", "", before).rstrip() if not after else before
        after = re.sub(r"^(?:,|;|and\b|&)[ \t]*", "", after)
        if before and after and not re.search(r"[,;\[(&]$|\band$", before):
            cut = f"{before}, {after}" if not after.startswith(("]", ")")) else before + after
        else:
            cut = before.rstrip(",; ") + after if after.startswith("]") else f"{before} {after}"
        cut = cut.strip()
        if ids_in(cut) == tuple(left):
            return cut
    return ", ".join(left)
