"""The first text of a context file: the shape of the template, and labels that stay labels."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from spec_tui.documents.links import links
from spec_tui.work.formats.tree_context import LONGEST_LABEL, context_text, wikilink
from spec_tui.work.repository import read_text

SECTIONS = [
    "## Summary", "## Implementation Timeline", "## Deliverables",
    "## Dependencies Delivered To", "### Downstream Specs", "### Integration Points",
    "## Metrics", "### Implementation", "### Quality",
    "## Notes & Learnings", "### Technical Decisions", "### Future Improvements", "### References",
]  # fmt: skip


class Row(NamedTuple):
    """A deliverable as the registry is given it."""

    heading: str
    target: str
    label: str
    about: str = ""
    code: bool = False


def targets(text: str) -> list[str]:
    """Where the links of a text lead."""
    return [link.target for link in links(text)]


def test_every_section_of_the_template_is_there_in_its_order(moment) -> None:
    """Seed 004, "Context File Template"."""
    text = context_text("1001", "Storage", "feature", "1000", "Ground", "planning", moment)
    assert [line for line in text.split("\n") if line.startswith("##")] == SECTIONS
    assert text.startswith(
        "# Context: Storage\n\n"
        "**Spec**: [[spec|1001 - Storage]]  \n**Parent**: [[../epic|Ground]]  \n"
        "**Status**: planning  \n**Created**: 2026-03-01 12:00  \n**Updated**: 2026-03-01 12:00\n"
    )


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("epic", ["epic"]), ("feature", ["spec", "../epic"]), ("task", ["1011.spec", "spec"])],
)
def test_the_links_lead_to_the_spec_and_its_parent(kind, expected, moment) -> None:
    """An epic has no parent line, a task's spec bears its id (formats.md 93 and 94)."""
    text = context_text("1011", "Setup", kind, "1001", "Storage", "planning", moment)
    assert targets(text) == expected


def test_a_layout_of_its_own_names_its_own_files(moment) -> None:
    """`1012.md` beside `1012.context.md`."""
    text = context_text(
        "1012", "A", "task", "1001", "B", "planning", moment, spec="1012", parent="feature"
    )
    assert targets(text) == ["1012", "feature"]


def test_a_summary_and_deliverables_made_later_stand_where_they_belong(moment) -> None:
    """Headings in the order of the template, code without a link."""
    text = context_text(
        "1011", "Setup", "task", "1001", "Storage", "completed", moment,
        backfilled=True, summary="Mounts the share.",
        deliverables=(
            Row("Code Changes", "src/nas.ts", "nas.ts", "the client", code=True),
            Row("Scripts", "deliverables/scripts/nas.sh", "NAS"),
        ),
    )  # fmt: skip
    assert "**Backfilled**: yes\n\n## Summary\n\nMounts the share.\n\n" in text
    assert (
        "## Deliverables\n\n### Scripts\n\n- [[deliverables/scripts/nas.sh|NAS]]\n\n"
        "### Code Changes\n\n- `src/nas.ts` - the client\n\n## Dependencies"
    ) in text
    content = read_text(text, "specs/1000/1001/1011.context.md")
    assert content.context is not None
    assert content.context.status == "completed"


@pytest.mark.parametrize(
    "title",
    [
        "a | b",
        "a]] b",
        "[[spec]]",
        "[x](y)",
        "`[[ -d x ]]`",
        "back\\",
        "two\nlines",
        "|",
        "x" * 900,
    ],
)
def test_any_title_makes_one_link(title) -> None:
    """Nothing of a label leaves its link (formats.md 109)."""
    text = wikilink("spec", title)
    (link,) = links(text)
    assert (link.start, link.end, link.target) == (0, len(text), "spec")
    assert len(link.label) <= LONGEST_LABEL
    assert not set("[]|`") & set(link.label)
