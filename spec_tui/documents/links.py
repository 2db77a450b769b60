"""Links of Markdown and wikilinks, and where they lead (formats.md 95, 96, 109)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

from spec_tui.documents.hidden import Hidden, escaped

_LINK = re.compile(
    r"\[\[(?P<wiki>[^\[\]|\n]{1,500}?)(?:\\?\|(?P<name>[^\n]{0,500}?))?\]\]"
    r"|(?<!!)\[(?P<label>[^\[\]\n]{0,500})\]"
    r"\((?P<href><[^<>\n]{0,2000}>|[^()\s]{1,2000})(?:[ \t]{1,9}\"[^\"\n]{0,500}\")?\)"
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_HREF = r"<[^<>\r\n]{0,2000}>|(?:[^\s()<>\\]|\\[^\r\n]|\([^\s()]{0,500}\)){1,2000}"
_ANY = re.compile(
    r"\[\[(?P<wiki>[^\[\]|\r\n]{1,500}?)(?:\\?\|(?P<name>(?:(?!\[\[|\]\])[^\r\n]){0,500}))?\]\]"
    rf"|\](?P<call>\([ \t]*(?P<href>{_HREF})"
    r"(?:\s{1,9}(?:\"[^\"]{0,500}\"|'[^']{0,500}'|\([^()]{0,500}\)))?[ \t]*\))"
    rf"|^[ ]{{0,3}}\[(?P<ref>[^\[\]^\r\n][^\[\]\r\n]{{0,200}})\]:[ \t]*(?P<place>{_HREF})"
    r"|<(?:[Aa]|[Ii][Mm][Gg])\s[^<>]{0,500}?\b(?:href|HREF|src|SRC)="
    r"\"(?P<tag>[^\"<>\r\n]{1,2000})\"",
    re.MULTILINE,
)
_TRACE_LINE = re.compile(
    r"^\W{0,12}(?:php|rem)?\W{0,6}(?:Specification|Spec|Context|Generated from)[ \t]*:[ \t]*(?=\[)",
    re.MULTILINE | re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_LONGEST_LABEL = 1000
_TRACE_LINES = 80


class Link(NamedTuple):
    """A link with its offsets in the text."""

    start: int
    end: int
    target: str
    label: str
    wiki: bool
    path: str = ""
    """The target without its heading, as it is meant: escapes of Markdown are read."""
    path_at: int = -1
    """Offset of the path as it is written."""
    path_end: int = -1
    heading: str = ""
    """With its `#`, as it is written: `#Goals`, `#^block`, `#L45`."""
    label_at: int = -1
    """Offset of the label, -1 where a wikilink has none."""
    label_end: int = -1
    embed: bool = False
    """`![[…]]` and pictures."""
    angle: bool = False
    """The target of a Markdown link stands in `<…>`."""


def links(text: str, start: int = 0, end: int | None = None) -> Iterator[Link]:
    """The links between two offsets, also in code; without the offsets of their parts."""
    for match in _LINK.finditer(text, start, len(text) if end is None else end):
        if match["wiki"] is not None:
            target = match["wiki"].strip()
            label = match["name"] if match["name"] is not None else target
            yield Link(match.start(), match.end(), target, label, True)
        else:
            href = unquote(match["href"].strip("<>"))
            yield Link(match.start(), match.end(), href, match["label"], False)


def links_outside_code(text: str) -> Iterator[Link]:
    """The links of a Markdown text with the offsets of their parts, in order of their targets.

    Wikilinks and embeds, links, pictures, reference definitions, and the tags `<a href="…">` and
    `<img src="…">`. None in code, in raw blocks such as `<pre>` or in comments, but for a comment
    that leads back to a spec; in front matter only a quoted wikilink.
    """
    if "[" not in text and "<" not in text:
        return
    hidden: Hidden | None = None
    for match in _ANY.finditer(text):
        if hidden is None:
            hidden = Hidden(text)
        link = _read(text, match)
        if link is None or hidden.at(link.start):
            continue
        if link.start != match.start() and hidden.at(match.start()):
            continue
        if link.start < hidden.body and not (
            link.wiki and text[link.start - 1] in "\"'" and text[link.end : link.end + 1] in "\"'"
        ):
            continue
        yield link


def trace_links(text: str) -> Iterator[Link]:
    """The links of the comment at the head of a deliverable of any file type (seed 004)."""
    head = text[:20_000]
    if not _TRACE_WORDS.search(head):
        return
    lines = head.split("\n", _TRACE_LINES)[:_TRACE_LINES]
    end = sum(len(line) + 1 for line in lines)
    for found in _TRACE_LINE.finditer(text, 0, min(end, len(text))):
        line_end = text.find("\n", found.end())
        match = _ANY.search(text, found.end(), line_end if line_end >= 0 else len(text))
        link = _read(text, match) if match is not None else None
        if link is not None and link.start == found.end():
            yield link


_TRACE_WORDS = re.compile(r"(?:Specification|Spec|Context|Generated from)[ \t]*:", re.IGNORECASE)


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


def scheme(target: str) -> str:
    """`https` for `https://…`, `file`, `mailto`, `c` for a drive of Windows; "" for a path."""
    match = _SCHEME.match(target)
    return match[0][:-1].lower() if match is not None else ""


def written_path(path: str, like: Link) -> str:
    """A path as it stands in the place of another link's: escaped where Markdown needs it."""
    if like.wiki:
        return path
    odd = r"[<>\r\n%#?\\]" if like.angle else r"[\s()<>%#?\\\"]"
    odd += r"|&(?=#|\w+;)"
    return re.sub(odd, lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), path)


def fits_wiki(path: str) -> bool:
    """Whether a wikilink can hold a path."""
    return re.search(r"[\[\]|#^\r\n]", path) is None and path == path.strip()


def _read(text: str, match: re.Match[str]) -> Link | None:
    if match["wiki"] is not None:
        return _wiki(text, match)
    if match["tag"] is not None:
        at, end = match.span("tag")
        link = _markdown(text, match.span(), (at, end), (at, end), match[0][1] not in "Aa")
        return link._replace(label_at=-1, label_end=-1)
    if match["ref"] is not None:
        at, end = match.span("place")
        return _markdown(text, (match.start(), match.end()), (at, end), match.span("ref"), False)
    closing = match.start()
    opening = _opening(text, closing)
    if opening < 0:
        return None
    embed = text[opening - 1 : opening] == "!" and not escaped(text, opening - 1)
    return _markdown(
        text, (opening, match.end()), match.span("href"), (opening + 1, closing), embed
    )


def _wiki(text: str, match: re.Match[str]) -> Link | None:
    start, end = match.span()
    before = text[start - 1 : start]
    if before == "\\" and escaped(text, start):
        return None
    written, label = match["wiki"], match["name"]
    path, mark, heading = written.partition("#")
    bare = path.strip()
    target = written.strip()
    at = start + 2 + (path.index(bare) if bare != path else 0)
    return Link(
        start,
        end,
        target,
        target if label is None else label,
        True,
        bare,
        at,
        at + len(bare),
        (mark + heading).rstrip(),
        *match.span("name"),
        before == "!" and not escaped(text, start - 1),
    )


def _markdown(
    text: str, whole: tuple[int, int], href: tuple[int, int], label: tuple[int, int], embed: bool
) -> Link:
    at, end = href
    angle = text[at] == "<"
    if angle:
        at, end = at + 1, end - 1
    written = text[at:end]
    path, mark, heading = written.partition("#")
    meant = _meant(path)
    return Link(
        *whole,
        meant + _meant(mark + heading),
        text[label[0] : label[1]],
        False,
        meant,
        at,
        at + len(path),
        mark + heading,
        *label,
        embed,
        angle,
    )


def _meant(written: str) -> str:
    plain = _ESCAPE.sub(r"\1", written) if "\\" in written else written
    plain = unescape(plain) if "&" in plain else plain
    return unquote(plain) if "%" in plain else plain


def _opening(text: str, closing: int) -> int:
    """The bracket that a label before `](` begins with; -1 where there is none."""
    depth, at = 0, closing
    low = max(0, closing - _LONGEST_LABEL)
    while True:
        opened = text.rfind("[", low, at)
        closed = text.rfind("]", low, at)
        if opened < 0 and closed < 0:
            return -1
        at = max(opened, closed)
        if escaped(text, at):
            continue
        if at == closed:
            depth += 1
        elif depth:
            depth -= 1
        else:
            break
    blank = re.compile(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)")
    return -1 if blank.search(text, at, closing) else at
