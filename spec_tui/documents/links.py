"""Links of Markdown and wikilinks, and where they lead (formats.md 95, 96, 109)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

_LINK = re.compile(
    r"\[\[(?P<wiki>[^\[\]|\n]{1,500}?)(?:\\?\|(?P<name>[^\n]{0,500}?))?\]\]"
    r"|(?<!!)\[(?P<label>[^\[\]\n]{0,500})\]"
    r"\((?P<href><[^<>\n]{0,2000}>|[^()\s]{1,2000})(?:[ \t]{1,9}\"[^\"\n]{0,500}\")?\)"
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class Link(NamedTuple):
    """A link with its offsets in the text."""

    start: int
    end: int
    target: str
    label: str
    wiki: bool


def links(text: str, start: int = 0, end: int | None = None) -> Iterator[Link]:
    """The links between two offsets."""
    for match in _LINK.finditer(text, start, len(text) if end is None else end):
        if match["wiki"] is not None:
            target = match["wiki"].strip()
            label = match["name"] if match["name"] is not None else target
            yield Link(match.start(), match.end(), target, label, True)
        else:
            href = unquote(match["href"].strip("<>"))
            yield Link(match.start(), match.end(), href, match["label"], False)


def inside(target: str, folder: str) -> str | None:
    """The path in the repository that a target names, seen from `folder`; None if outside of it.

    Anchors are cut off. Absolute paths, other schemes, `~`, NUL and what climbs out of the
    repository give None.
    """
    path = target.partition("#")[0]
    if not path or path.startswith(("/", "~", "\\")) or "\0" in path or _SCHEME.match(path):
        return None
    joined = posixpath.normpath(posixpath.join(folder, path))
    return None if joined == ".." or joined.startswith("../") else joined
