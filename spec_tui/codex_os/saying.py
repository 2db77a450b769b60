"""Whether a line or a section says something: no placeholder of a template, no TBD, no dots."""

from __future__ import annotations

import re

from spec_tui.codex_os.documents import Document, Section
from spec_tui.documents.blocks import bullet, heading

_PLACEHOLDER = re.compile(r"<[A-Za-z][^<>\n]*>|\{[A-Za-z][^{}\n]*\}|_\(not [^_\n]{0,300}\)_")
_EMPTY = re.compile(r"\b(?:TBD|TBA|TODO|n/a)\b|\.{3}|…", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]{3,}")
FEW = 5
"""So many words around a placeholder can still be its label."""


def real(words: str) -> bool:
    """Whether a line says something.

    A line with a placeholder is one of a template, unless enough of its own stands around that:
    `<id>` in a path of an endpoint is none.
    """
    left = _EMPTY.sub("", words)
    own = _PLACEHOLDER.sub("", left)
    if own != left and "/<" not in left and "/{" not in left:
        return len(_WORDS.findall(own)) > FEW
    return _WORDS.search(own) is not None


def says(document: Document, section: Section | None) -> bool:
    """Whether anything real stands below a heading, its sub-headings counted."""
    return section is not None and bool(said(document, section))


def said(document: Document, section: Section) -> list[str]:
    """The lines below a heading that say something, as written."""
    found = []
    for line in document.lines(section):
        item = bullet(line.text)
        words = item.text if item is not None else line.text
        rule = line.text.lstrip().startswith(("|-", "| -"))
        if heading(line.text) is None and not rule and real(words):
            found.append(line.text.rstrip())
    return found
