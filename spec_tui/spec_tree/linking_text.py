"""Writing links into specs and journals: a header line, a line of a list; everything else stays.

What a person wrote is never replaced: an empty field is filled, plain words become the label of the
link, and where neither goes a line is added.
"""

from __future__ import annotations

import posixpath
import re

from spec_tui.documents.blocks import Body, Line, heading, label, scan
from spec_tui.documents.headeredit import apply
from spec_tui.documents.lines import newline_of
from spec_tui.documents.links import fits_wiki, links_outside_code
from spec_tui.work.formats.tree_context import link_label, wikilink
from spec_tui.work.formats.tree_edit import link_target

_PLACEHOLDER = re.compile(r"\{[^{}\n]*\}|<[^<>\n]*>")
_NUMBERED = re.compile(
    r"(?:(?:Spec(?:ification)?|Epic|Feature|Task|Context)[ \t]*:?[ \t]+)?"
    r"(?:[0-9]{4,}|[EFT][0-9]{1,4}(?:-[EFT][0-9]{1,4})*)[ \t]*[:.–—-][ \t]*(?P<title>.*)"
)


def link_to(path: str, source: str, words: str) -> str:
    """A link from one file to another: a wikilink, or Markdown where the path needs it."""
    target = link_target(path, source)
    if fits_wiki(target):
        return wikilink(target, words)
    href = posixpath.relpath(path, posixpath.dirname(source) or ".")
    odd = re.compile(r"[\s()<>%#?\\\"\[\]]")
    href = odd.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), href)
    return f"[{link_label(words)}]({href})"


def title_of(text: str) -> str:
    """The title of a spec or a journal, without its id; "" where it has none."""
    for line in scan(text).plain():
        found = heading(line.text)
        if found is not None and found[0] == 1:
            words = re.sub(r"^Context:[ \t]+", "", found[1])
            match = _NUMBERED.fullmatch(words)
            return (match["title"] if match is not None else words).strip()
    return ""


def with_field(text: str, names: tuple[str, ...], shown: str, link: str, words: str) -> str:
    """A text whose header has a link in a field such as **Parent**.

    `names` are those that the field goes by, in small letters; `shown` is how a new line is called.
    A field that is empty or a placeholder is filled, plain words become the label of the link.
    """
    body = scan(text)
    first: Line | None = None
    title: Line | None = None
    for line in _head(body):
        found = heading(line.text)
        if found is not None:
            title = title or line
            continue
        named = label(line.text) if "**" in line.text else None
        if named is None:
            continue
        first = first or line
        if named[0].lower() not in names:
            continue
        value, start = named[1], line.at + named[2]
        if not value or _PLACEHOLDER.fullmatch(value):
            lead = "" if value or text[start - 1 : start] in {" ", "\t"} else " "
            return apply(text, [(start, start + len(value), lead + link)])
        if link_label(value) == value and not list(links_outside_code(value)):
            own = link.replace(words, value, 1) if words and words in link else link
            return apply(text, [(start, start + len(value), own)])
    newline = newline_of(text)
    written = f"**{shown}**: {link}"
    if first is not None:
        return apply(text, [(first.at, first.at, f"{written}  {newline}")])
    if title is not None:
        at = title.at + len(title.text)
        return apply(text, [(at, at, newline * 2 + written)])
    return apply(text, [(_start(text), _start(text), written + newline * 2)])


def _head(body: Body) -> list[Line]:
    """The lines from the beginning to the first heading below the title."""
    found: list[Line] = []
    for line in body.plain():
        at = heading(line.text)
        if at is not None and (at[0] > 1 or any(heading(one.text) for one in found)):
            break
        found.append(line)
    return found


def _start(text: str) -> int:
    """Where the body begins, front matter left out."""
    from spec_tui.documents.frontmatter import span

    header = span(text) if text.startswith("---") else None
    return header[2] if header is not None else 0
