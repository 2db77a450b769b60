"""Entries of decisions.md: `## ADR-007: title (date)` with Context, Decision, Consequences."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spec_tui.codex_os.placing import add_section, one_line
from spec_tui.documents.blocks import heading, scan
from spec_tui.documents.frontmatter import read as read_header
from spec_tui.work.change import Refused

PATH = ".codex-os/product/decisions.md"
LONGEST = 4000
UNSAID = "_(not written yet)_"
_REF = re.compile(r"\*\*Ref(?:erence)?(?::\*\*|\*\*:)[ \t]*(?P<ref>.*?)[ \t]*$")
_HEAD = re.compile(r"\[?ADR[- ]?(?P<number>\d{1,6})(?!\d)\]?", re.IGNORECASE)
_BEGINS = re.compile(r"[\s#|*_\[\]xX.)\d-]{0,20}?ADR[- ]?(?P<number>\d{1,6})(?!\d)", re.IGNORECASE)


def entries(text: str) -> tuple[tuple[int, str, int], ...]:
    """(number, title as written, line from 1) of every ADR of a decisions.md."""
    found = []
    for line in scan(text).plain():
        at = heading(line.text)
        match = _HEAD.match(at[1]) if at is not None else None
        if at is not None and match is not None:
            title = at[1][match.end() :].lstrip(" :.–—-")
            found.append((int(match["number"]), title, line.number + 1))
    return tuple(found)


def _numbers(text: str) -> list[int]:
    """Numbers in use: of headings, and of bullets and rows that begin with one."""
    matches = (_BEGINS.match(line.text) for line in scan(text).plain())
    return [int(match["number"]) for match in matches if match is not None]


def holds(text: str, ref: str) -> int:
    """The line (from 1) on which an entry names this very source; 0 where none does."""
    for line in scan(text).plain():
        match = _REF.match(line.text)
        if match is not None and match["ref"] == ref:
            return line.number + 1
    return 0


def about(text: str, names: Sequence[str]) -> tuple[str, ...]:
    """`ADR-007` of every entry that names one of these, such as a spec id."""
    body = scan(text)
    found = entries(text)
    stops = [*(line for _, _, line in found[1:]), len(body.lines) + 1]
    return tuple(
        f"ADR-{number:03d}"
        for (number, _, line), stop in zip(found, stops, strict=False)
        if any(name in body.line(n).text for n in range(line - 1, stop - 1) for name in names)
    )


def entry(
    text: str,
    title: str,
    context: str,
    decision: str,
    consequences: str,
    date: str,
    *,
    ref: str = "",
) -> str:
    """The text of decisions.md with one entry more, numbered behind the highest (issue 5, item 4).

    `ref` is where the decision comes from, such as `Q7` or `20250823-user-profiles Q2`; the same
    one is never recorded twice. A file that does not exist yet ("") begins with a heading. Raises
    Refused.
    """
    name = one_line(title, "title")
    if ref:
        ref = one_line(ref, "reference")
        line = holds(text, ref)
        if line:
            raise Refused(f"{ref} is recorded in {PATH}:{line} already. Nothing was changed.")
    number = max(_numbers(text), default=0) + 1
    header = read_header(text)
    base = text
    if not text[header.after if header is not None else 0 :].strip():
        base = add_section(text, "# Decisions", [])
    lines = [f"**Ref:** {ref}", ""] if ref else []
    said = {"Context": context, "Decision": decision, "Consequences": consequences}
    for part, words in said.items():
        value = one_line(words, part.lower(), LONGEST) if words.strip() else UNSAID
        lines += [f"**{part}:** {value}", ""]
    return add_section(base, f"## ADR-{number:03d}: {name} ({date})", lines[:-1])
