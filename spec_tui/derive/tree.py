"""A tree of specs from the facts of SPEC.md: one epic, a feature for each use case, tasks (B.10).

The epic is the project, features and tasks are the same work that .omoi_os and a package get
(breakdown.py). Specs follow SPEC.md; their context files are made once and belong to people.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from datetime import datetime

from spec_tui.derive.breakdown import Group, Job, breakdown
from spec_tui.derive.facts import Facts
from spec_tui.derive.model import Fixed, Piece, Region, Rendered, Seed, Sheet
from spec_tui.derive.omoi_work import about, job_title
from spec_tui.derive.regions import find
from spec_tui.derive.tree_places import EPIC, HEAD, Spot, find_spots
from spec_tui.derive.usecases import bare, one_line
from spec_tui.derive.writing import Lines, inline
from spec_tui.documents.blocks import bullet, heading, scan
from spec_tui.documents.links import inside, links
from spec_tui.work.change import Moment, Refused
from spec_tui.work.formats.tree_context import JOURNAL, context_text, wikilink
from spec_tui.work.formats.tree_edit import link_target
from spec_tui.work.formats.tree_seat import context_of, seat
from spec_tui.work.item import Kind

_DESIGN = frozenset({"interfaces", "states", "data_schema", "deployment", "risks", "terminology"})


def render(facts: Facts, seed: Seed, files: Mapping[str, str]) -> Rendered:
    """The specs as they would be made today, and the context files of those that have none.

    `files` are the texts below specs/ as they stand, by path: ids and places are found again in
    them. Raises Refused where SPEC.md has no project name.
    """
    if not facts.name:
        raise Refused("SPEC.md has no project name yet. Answer the stack review, or write its H1.")
    groups = breakdown(facts)
    tree = _Tree(facts, groups, files)
    sheets = [tree.epic(), *map(tree.feature, groups)]
    sheets += [tree.task(job) for group in groups for job in group.jobs]
    moment = Moment(seed.now or datetime.fromisoformat(seed.date), seed.who)
    once = [made for key in tree.spots.by_key if (made := tree.context(key, moment))]
    notes: tuple[str, ...] = ()
    if not groups:
        notes = (
            "SPEC.md names no use case, entity or number yet, so there is an epic and nothing "
            "that would follow from it.",
        )
    return Rendered(
        tuple(sheets),
        once=tuple(once),
        gone=tree.spots.gone,
        lost=_lost(facts),
        gaps=tuple(tree.gaps),
        notes=notes,
    )


class _Tree:
    """The specs of one SPEC.md."""

    def __init__(self, facts: Facts, groups: Sequence[Group], files: Mapping[str, str]) -> None:
        self.facts = facts
        self.gaps: list[str] = []
        self.spots = find_spots(groups, files)
        self._groups = groups
        self._files = files
        self._titles = {EPIC: bare(one_line(facts.name))}
        self._titles |= {group.key: bare(one_line(group.title)) for group in groups}
        self._titles |= {job.key: job_title(job) for group in groups for job in group.jobs}
        by_path = {spot.path: key for key, spot in self.spots.by_key.items()}
        self._title_at = {path: self._titles[key] for path, key in by_path.items()}
        group_of = {job.key: group.key for group in groups for job in group.jobs}
        self._waits: dict[str, list[str]] = {
            job.key: [key for key in job.after if key in group_of]
            for group in groups
            for job in group.jobs
        }
        for group in groups:
            others = dict.fromkeys(
                group_of[key] for job in group.jobs for key in self._waits[job.key]
            )
            self._waits[group.key] = [key for key in others if key != group.key]

    def epic(self) -> Sheet:
        """The project, with its features."""
        spot = self.spots.by_key[EPIC]
        scope = self._lines()
        scope.paragraph("VIS1")
        if self.facts.fact("TGT1") is not None:
            scope.say("")
            scope.value("TGT1", "For")
        inside, outside, goals = self._lines(), self._lines(), self._lines()
        inside.items("SCP1")
        outside.items("SCP2")
        for facet in ("VIS4", "VIS5"):
            found = self.facts.fact(facet)
            if found is not None:
                goals.source(found.key)
                for item in found.items:
                    goals.say(f"- [ ] {inline(item)}")
        if not goals.pieces:
            goals.missing("VIS4", "")
        parts: list[Fixed | Region] = [
            self._head(EPIC, spot, ()),
            Fixed("## Scope"),
            scope.region(f"{spot.tag}/scope"),
            Fixed("### In Scope"),
            inside.region(f"{spot.tag}/in-scope"),
            Fixed("### Out of Scope"),
            outside.region(f"{spot.tag}/out-of-scope"),
            Fixed("## Acceptance Criteria"),
            goals.region(f"{spot.tag}/acceptance-criteria"),
            Fixed("## Dependencies\n\nNone."),
            Fixed("## Features"),
            self._children(spot, "features", [group.key for group in self._groups]),
            Fixed("## Deliverables"),
        ]
        return Sheet(spot.path, "", parts)

    def feature(self, group: Group) -> Sheet:
        """A group of jobs, with its tasks."""
        spot = self.spots.by_key[group.key]
        criteria = dict.fromkeys(line for job in group.jobs for line in job.criteria)
        keys = [job.key for one in self._groups for job in one.jobs]
        parts: list[Fixed | Region] = [
            self._head(group.key, spot, [f"**Priority**: {group.priority.lower()}"]),
            Fixed("## Scope"),
            _region(spot, "scope", [about(group)]),
            Fixed("## Acceptance Criteria"),
            _region(spot, "acceptance-criteria", [f"- [ ] {inline(line)}" for line in criteria]),
            Fixed("## Dependencies"),
            self._dependencies(group.key, spot),
            Fixed("## Tasks"),
            self._children(spot, "tasks", keys),
            Fixed("## Deliverables"),
        ]
        return Sheet(spot.path, "", parts)

    def task(self, job: Job) -> Sheet:
        """One job."""
        spot = self.spots.by_key[job.key]
        head = [f"**Priority**: {job.priority.lower()}", f"**Estimate**: {job.size}"]
        tests = [f"- {inline(line)}" for line in job.test_plan]
        parts: list[Fixed | Region] = [
            self._head(job.key, spot, head),
            Fixed("## Scope"),
            _region(spot, "scope", [inline(job.rationale), "", "Tests:", "", *tests]),
            Fixed("## Acceptance Criteria"),
            _region(spot, "acceptance-criteria", [f"- [ ] {inline(c)}" for c in job.criteria]),
            Fixed("## Dependencies"),
            self._dependencies(job.key, spot),
            Fixed("## Deliverables"),
        ]
        return Sheet(spot.path, "", parts)

    def context(self, key: str, moment: Moment) -> tuple[str, str] | None:
        """The context file of a spec that has none."""
        spot = self.spots.by_key[key]
        path = context_of(spot.path, self._files)
        if path in self._files:
            return None
        below = [
            wikilink(link_target(self.spots.by_key[one].path, path), self._titles[one])
            for one, others in self._waits.items()
            if key in others
        ]
        text = context_text(
            spot.id,
            self._titles[key],
            self._kind(key),
            _id_at(spot.above),
            self._title_of(spot.above),
            "planning",
            moment,
            downstream=below,
            spec=link_target(spot.path, path),
            parent=link_target(spot.above, path) if spot.above else "",
        )
        return path, text

    # inside

    def _lines(self) -> Lines:
        return Lines(self.facts, self.gaps)

    def _kind(self, key: str) -> Kind:
        if key == EPIC:
            return "epic"
        return "feature" if any(group.key == key for group in self._groups) else "task"

    def _title_of(self, path: str) -> str:
        """The title of a spec: as SPEC.md says it now, or as a person wrote it."""
        return self._title_at.get(path, self.spots.titles.get(path, ""))

    def _head(self, key: str, spot: Spot, more: Sequence[str]) -> Region:
        context = link_target(context_of(spot.path, self._files), spot.path)
        rows = [f"**Context**: {wikilink(context, JOURNAL)}"]
        if spot.above:
            above = link_target(spot.above, spot.path)
            rows.append(f"**Parent**: {wikilink(above, self._title_of(spot.above))}")
        rows += more
        head = [f"# {spot.id}: {inline(self._titles[key])}", "", *(f"{r}  " for r in rows[:-1])]
        return _region(spot, HEAD, [*head, rows[-1]], (key,))

    def _children(self, spot: Spot, name: str, keys: Sequence[str]) -> Region:
        """A list of those that stand below a spec."""
        listed = _listed(self._files.get(spot.path, ""), spot.path, name)
        below = [key for key in keys if self.spots.by_key[key].above == spot.path]
        below = [key for key in below if self.spots.by_key[key].path not in listed]
        return _region(spot, name, [f"- {self._link(key, spot)}" for key in below])

    def _dependencies(self, key: str, spot: Spot) -> Region:
        rows = [f"- {self._link(one, spot)}" for one in self._waits[key]]
        return _region(spot, "dependencies", rows)

    def _link(self, key: str, spot: Spot) -> str:
        return wikilink(link_target(self.spots.by_key[key].path, spot.path), self._titles[key])


def _region(spot: Spot, name: str, rows: Sequence[str], sources: tuple[str, ...] = ()) -> Region:
    return Region(f"{spot.tag}/{name}", sources, (Piece("\n".join(rows) or "None."),))


def _listed(text: str, path: str, name: str) -> set[str]:
    """What people list themselves below a heading, or `move` did for them: paths of specs."""
    for one in reversed(find(text).found):
        text = text[: one.begin] + text[one.end :]
    found: set[str] = set()
    inside_list = False
    for line in scan(text).plain():
        head = heading(line.text)
        if head is not None:
            inside_list = head[1].strip(" :").lower() == name
        elif inside_list and bullet(line.text) is not None:
            for link in links(line.text):
                to = inside(link.target, posixpath.dirname(path)) or ""
                found |= {to, f"{to}.md"}
                break
    return found


def _id_at(path: str) -> str:
    place = seat(path)
    return place.id if place is not None else ""


def _lost(facts: Facts) -> tuple[str, ...]:
    """The sections that only a design would carry."""
    return tuple(
        f"§{section.number} {section.title} has no place in a tree; it stays in SPEC.md."
        for section in facts.bank.sections
        if section.id in _DESIGN and facts.section(section.id)
    )
