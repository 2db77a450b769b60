"""The artifacts of .omoi_os from the facts of SPEC.md: PRD to tasks (seed 003; B.10)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from spec_tui.derive.breakdown import breakdown
from spec_tui.derive.facts import Facts, slug
from spec_tui.derive.model import Derived, Drift, Rendered, Seed, Sheet
from spec_tui.derive.omoi_design import design_parts
from spec_tui.derive.omoi_prd import prd_parts, prd_questions
from spec_tui.derive.omoi_requirements import numbered, requirement_parts
from spec_tui.derive.omoi_work import identify, work_sheets
from spec_tui.derive.regions import find
from spec_tui.derive.requirements import needs
from spec_tui.derive.usecases import bare, use_cases
from spec_tui.documents.frontmatter import quoted
from spec_tui.documents.frontmatter import read as read_header
from spec_tui.work.change import Refused

_PRD = re.compile(r"PRD-([A-Z0-9]+(?:-[A-Z0-9]+)*)-\d+")
MOST_TASKS = 5


def render(facts: Facts, seed: Seed, files: Mapping[str, str]) -> Rendered:
    """Everything of one feature as it would be made today.

    `files` are the texts of .omoi_os as it stands, by path: the feature, its code and all ids are
    found again in them. Raises Refused where SPEC.md has no project name.
    """
    if not facts.name:
        raise Refused("SPEC.md has no project name yet. Answer the stack review, or write its H1.")
    feature, code = _feature(facts, files)
    name = bare(facts.name)
    found = needs(facts)
    groups = breakdown(facts)
    ids = identify(groups, files)
    root = seed.folder
    requirements = f"{root}/requirements/{feature}.md"
    design = f"{root}/designs/{feature}.md"
    prd = f"{root}/docs/prd-{feature}.md"
    names = numbered(found, code, files.get(requirements, ""))
    gaps: list[str] = []
    of_prd = prd_parts(facts, name, gaps)
    of_requirements = requirement_parts(
        facts, name, found, names, groups, ids.tickets, use_cases(facts), gaps
    )
    of_design = design_parts(facts, name, gaps)
    of_prd += prd_questions(facts, gaps, "prd/open-questions")
    of_design += prd_questions(facts, gaps, "designs/open-questions")
    dates = f"created: {seed.date}\nupdated: {seed.date}\nstatus: draft\n"

    def head(kind: str, title: str) -> str:
        return f"id: {kind}-{code}-001\ntitle: {quoted(title)}\nfeature: {feature}\n{dates}"

    vision = Sheet(
        prd,
        head("PRD", f"{name} PRD") + f"author: {quoted(seed.who or 'unknown')}\n",
        of_prd,
        (Derived(("title",), f"{name} PRD"),),
    )
    if not found and requirements not in files:
        note = (
            "SPEC.md names no use case, flow or number yet, so there is a PRD and nothing that "
            "would follow from it."
        )
        return Rendered((vision,), (), (), (), tuple(gaps), (note,))
    sheets = [
        vision,
        Sheet(
            requirements,
            head("REQ", f"{name} Requirements")
            + f"category: functional\npriority: HIGH\nprd_ref: docs/prd-{feature}.md\n"
            + f"design_ref: designs/{feature}.md\n",
            of_requirements,
            (Derived(("title",), f"{name} Requirements"),),
        ),
        Sheet(
            design,
            head("DESIGN", f"{name} Design") + f"requirements:\n  - REQ-{code}-001\n",
            of_design,
            (Derived(("title",), f"{name} Design"),),
        ),
        *work_sheets(groups, ids, names, feature),
    ]
    gone = tuple(
        Drift(path, 1, one, "gone", "is no longer in SPEC.md. It stays.")
        for one, path in ids.gone
        if path
    )
    notes = tuple(
        f"{ids.tickets[group.key]} has {len(group.jobs)} tasks; consider splitting it."
        for group in groups
        if len(group.jobs) > MOST_TASKS
    )
    lost = _lost(facts)
    return Rendered(tuple(sheets), (), gone, lost, tuple(gaps), notes)


def _feature(facts: Facts, files: Mapping[str, str]) -> tuple[str, str]:
    """(slug, code): of the PRD that was derived before, else from the project's name."""
    for path in sorted(files):
        if not path.startswith(".omoi_os/docs/prd-") or not find(files[path]).managed:
            continue
        header = read_header(files[path])
        match = _PRD.fullmatch(header.text("id")) if header is not None else None
        if header is not None and match is not None and header.text("feature"):
            return header.text("feature"), match[1]
    feature = slug(facts.name)
    ascii_only = re.sub(r"[^a-z0-9]+", "-", feature.encode("ascii", "ignore").decode()).strip("-")
    if not ascii_only:
        raise Refused(f"{facts.name!r} holds no latin letter or digit to name a feature after.")
    return ascii_only, ascii_only.split("-")[0].upper()


def _lost(facts: Facts) -> tuple[str, ...]:
    """What .omoi_os has no place for."""
    return tuple(
        f"{facts.place(one)} has no place in .omoi_os; it stays in SPEC.md."
        for one in ("GLO1", "MIL6", "ALT1", "RSK3")
        if facts.fact(one) is not None
    )
