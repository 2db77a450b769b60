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
    left = [other for other in ids_in(value) if key(other) != key(one)]
    if not left:
        return "None"
    name = re.escape(one)
    literal = (
        rf"(?<![\w-])(?:\[{name}\](?:\([^()]*\))?|`{name}`|{name}(?![\w-]))(?:[ \t]*\([^()]*\))?"
    )
    joint = r"[ \t]*(?:,|;|&|\band\b)[ \t]*"
    for pattern in (rf"{joint}{literal}", rf"{literal}{joint}"):
        cut = re.sub(pattern, "", value, count=1, flags=re.IGNORECASE)
        if cut != value and ids_in(cut) == tuple(left):
            return cut
    return ", ".join(left)
