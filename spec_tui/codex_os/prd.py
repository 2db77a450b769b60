"""A product document copied into srd.md: known sections go where they belong, the rest at the end.

Nothing of it is lost (seed 000, step A 1). Headings sink so far that none of them opens a section
of srd.md; a heading that Appendix A calls otherwise stays as a sub-heading.
"""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter

from spec_tui.codex_os import documents
from spec_tui.codex_os.documents import Document, Section
from spec_tui.documents.fold import fold

_HOME = {
    "summary": "summary",
    "users & jobs": "users & jobs",
    "goals": "goals",
    "success metrics": "goals",
    "non-goals": "non-goals",
    "scope": "scope",
    "dependencies": "scope",
    "user experience": "user experience",
    "assumptions": "assumptions",
    "open questions": "open questions",
}
_LOWEST = 3


def fill(template: str, name: str, text: str) -> str:
    """The body of srd.md with the words of a document called `name`."""
    source = text.replace("\r\n", "\n").replace("\r", "\n")
    document = documents.read("srd", name, source)
    chosen = _chosen(document)
    parts: dict[str, list[str]] = {}
    rest: list[str] = []
    at = document.header.after if document.header is not None else 0
    if at:
        rest.append(f"```yaml\n{source[:at].strip(chr(10))}\n```")
    for section in chosen:
        rest += _text(document, at, section.start)
        home = _HOME[section.name]
        body = "\n\n".join(_text(document, section.body, section.end))
        if fold(section.title) != home:
            body = f"### {section.title}\n\n{body}".rstrip()
        if body:
            parts.setdefault(home, []).append(body)
        at = section.end
    rest += _text(document, at, len(source))
    target = documents.read("srd", "srd.md", template)
    out = template
    for section in reversed(target.sections):
        if section.level == 2 and section.name in parts:
            words = "\n\n".join(parts[section.name])
            kept = _kept(target, section) if section.name == "scope" else ""
            out = f"{out[: section.body]}{words}\n\n{kept}{out[section.end :]}"
    if rest:
        out = f"{out.rstrip()}\n\n## Appendix: PRD ({name})\n\n" + "\n\n".join(rest) + "\n"
    return out


def _chosen(document: Document) -> list[Section]:
    """Sections with a place in Appendix A, none of them inside another one."""
    if document.body.open_fence >= 0 or document.text.count("<!--") != document.text.count("-->"):
        return []  # what never closes would swallow the sections behind it
    known = [one for one in document.sections if one.name in _HOME and one.level <= 3]
    found: list[Section] = []
    for number, section in enumerate(known):
        holds = number + 1 < len(known) and known[number + 1].start < section.end
        if section.level == 1 and holds:
            continue
        if not found or section.start >= found[-1].end:
            found.append(section)
    return found


def _text(document: Document, start: int, end: int) -> list[str]:
    """A stretch of the document with its headings sunk; nothing for a blank one."""
    low = bisect_left(document.sections, start, key=attrgetter("start"))
    high = bisect_left(document.sections, end, key=attrgetter("start"))
    own = document.sections[low:high]
    down = max(0, _LOWEST - min((one.level for one in own), default=_LOWEST))
    out: list[str] = []
    position = start
    for section in own if down else ():
        out.append(document.text[position : section.start])
        # beyond six a line with # is no heading any more, and a plain line in the text
        marks = "#" * min(section.level + down, 6)
        out.append(f"{marks} {section.title}\n")
        position = section.body
    out.append(document.text[position:end])
    text = "".join(out).strip("\n")
    return [text] if text.strip() else []


def _kept(target: Document, scope: Section) -> str:
    """The sub-headings of the template below Scope."""
    own = [one for one in target.sections if scope.start < one.start < scope.end]
    return target.text[own[0].start : scope.end] if own else ""
