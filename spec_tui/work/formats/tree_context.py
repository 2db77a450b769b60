"""The first text of a context file of a tree, in the whole shape of the template (seed 004)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from spec_tui.work.change import Moment
from spec_tui.work.item import Kind

LONGEST_LABEL = 200
DOWNSTREAM = "### Downstream Specs"
JOURNAL = "Implementation Journal"
"""The label of every link to a context file (seed 004)."""
_SHAPE = (
    ("## Dependencies Delivered To", (DOWNSTREAM, "### Integration Points")),
    ("## Metrics", ("### Implementation", "### Quality")),
    (
        "## Notes & Learnings",
        ("### Technical Decisions", "### Future Improvements", "### References"),
    ),
)
_HEADINGS = ("Scripts", "Documentation", "Configuration Files", "Code Changes")


class Registered(Protocol):
    """A row of the registry of deliverables."""

    @property
    def heading(self) -> str:
        """`Scripts`, `Documentation`, or another heading of level 3."""

    @property
    def target(self) -> str:
        """Of the link, or the path of a code change."""

    @property
    def label(self) -> str:
        """What the link shows."""

    @property
    def about(self) -> str:
        """What stands behind the link, "" for nothing."""

    @property
    def code(self) -> bool:
        """A plain reference to a file outside the tree."""


def link_label(words: str) -> str:
    """Words that stay one label in `[[target|label]]` and `[label](target)` (formats.md 109).

    Brackets become round ones, a bar a slash, a backtick an apostrophe; one line, at most 200
    characters.
    """
    plain = words.translate(str.maketrans("[]|`", "()/'"))
    plain = re.sub(r"\s+", " ", plain).strip().rstrip("\\").rstrip()
    return plain if len(plain) <= LONGEST_LABEL else plain[: LONGEST_LABEL - 1].rstrip() + "…"


def wikilink(target: str, label: str) -> str:
    """`[[target|label]]`; without a label the target alone."""
    shown = link_label(label)
    return f"[[{target}|{shown}]]" if shown else f"[[{target}]]"


def context_text(
    id: str,
    title: str,
    kind: Kind,
    parent_id: str,
    parent_title: str,
    status_word: str,
    moment: Moment,
    *,
    backfilled: bool = False,
    summary: str = "",
    deliverables: Sequence[Registered] = (),
    downstream: Sequence[str] = (),
    spec: str = "",
    parent: str = "",
) -> str:
    """A context file with its header, and every section of the template, empty but for what is
    given.

    `status_word` stands as it is: planning, implementing, completed, blocked. Without `parent_id`
    there is no line for the parent, and an epic never has one (formats.md 93). `downstream` are
    links to the specs that wait on this one. `spec` and `parent` are the link targets where the
    layout is not the proposed one: by default `epic`, `spec` or `1011.spec` beside the context
    file, and `../epic` or `spec` above it (formats.md 94).
    """
    own = spec or {"epic": "epic", "feature": "spec"}.get(kind, f"{id}.spec")
    above = parent or ("../epic" if kind == "feature" else "spec")
    head = [f"**Spec**: {wikilink(own, f'{id} - {title}')}"]
    if kind != "epic" and parent_id:
        head.append(f"**Parent**: {wikilink(above, parent_title or parent_id)}")
    head += [
        f"**Status**: {status_word}",
        f"**Created**: {moment.minute}",
        f"**Updated**: {moment.minute}",
    ]
    if backfilled:
        head.append("**Backfilled**: yes")
    shown = re.sub(r"\s+", " ", title).strip()
    lines = [f"# Context: {shown}", "", *(f"{line}  " for line in head[:-1]), head[-1], ""]
    lines += ["## Summary", ""]
    if summary.strip():
        lines += [summary.strip(), ""]
    lines += ["## Implementation Timeline", "", "## Deliverables", ""]
    lines += _registry(deliverables)
    for section, groups in _SHAPE:
        lines += [section, ""]
        for group in groups:
            lines += [group, ""]
            if group == DOWNSTREAM and downstream:
                lines += [*(f"- {link}" for link in downstream), ""]
    return "\n".join(lines)


def registered(one: Registered) -> str:
    """The line of the registry for a deliverable: a link, or for code a path in backticks."""
    shown = f"`{one.target}`" if one.code else wikilink(one.target, one.label)
    about = re.sub(r"\s+", " ", one.about).strip()
    return f"- {shown} - {about}" if about else f"- {shown}"


def _registry(deliverables: Sequence[Registered]) -> list[str]:
    """Lines by heading, those of the template first."""
    by_heading: dict[str, list[Registered]] = {heading: [] for heading in _HEADINGS}
    for one in deliverables:
        by_heading.setdefault(one.heading, []).append(one)
    lines: list[str] = []
    for heading, found in by_heading.items():
        if found:
            lines += [f"### {heading}", "", *(registered(one) for one in found), ""]
    return lines
