"""Checkpoints after milestones, and what the MVP brings with it (seed 002 section 5)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spec_tui.codex_os.documents import read
from spec_tui.codex_os.package import Package
from spec_tui.codex_os.placing import add_section, one_line
from spec_tui.codex_os.sequence import Order, Step
from spec_tui.work.change import Moment, Refused
from spec_tui.work.formats.codex_parts import Milestone

PATH = ".codex-os/product/analysis.md"
_DEPLOYMENT = "- Deployment, "
_BACKFILL = re.compile(r"\bbackfill\w*", re.IGNORECASE)
_VERSION = re.compile(r"(?P<major>\d+)\.(?P<minor>\d+)(?:\.(?P<patch>\d+))?")


@dataclass(frozen=True, slots=True)
class Deployment:
    """What has to be thought of when it goes out, as ids of tasks."""

    migrations: tuple[str, ...]
    flags: tuple[str, ...]
    backfills: tuple[str, ...]
    settings: tuple[str, ...]

    def lines(self) -> tuple[str, ...]:
        """One line for each kind, also where there is none."""
        rows = (
            ("Migrations", self.migrations), ("Feature flags", self.flags),
            ("Backfills", self.backfills), ("New settings", self.settings),
        )  # fmt: skip
        return tuple(f"{name}: {', '.join(ids) if ids else 'none found'}" for name, ids in rows)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A milestone that is reached, and the new analysis.md."""

    name: str
    """`M1`, or the title of the package where it has no milestones."""
    text: str
    new: bool
    """False where its entry stands already."""
    line: int
    """Of the entry."""
    mvp: bool
    """The MVP path of the spec is complete."""
    deployment: Deployment
    proposals: tuple[str, ...]
    """Sentences for a person: version, CHANGELOG.md, .env.example, deployment notes."""


def find(order: Order, name: str, recorded: str, package: Package) -> Milestone | None:
    """The milestone that is meant; without a name the latest one reached and not yet recorded.

    None stands for the whole package, where it has no milestones. Raises Refused.
    """
    if name:
        wanted = name.strip().lower()
        for one in order.milestones:
            if wanted in {one.name.lower(), one.title.lower()}:
                return one
        listed = ", ".join(one.name for one in order.milestones)
        known = f"There are: {listed}." if listed else "tasks.md names no milestones."
        raise Refused(f"There is no milestone {name}. {known} Nothing was changed.")
    if not order.milestones:
        return None
    reached = [one for one in order.milestones if _reached(order.of(one))]
    fresh = [one for one in reached if not _entry(recorded, _head(one.name, one.title, package))]
    if fresh:
        return fresh[0]
    if reached:
        return reached[-1]
    return order.milestones[0]


def _reached(steps: Sequence[Step]) -> bool:
    return bool(steps) and all(step.done for step in steps)


def checkpoint(
    package: Package, order: Order, milestone: Milestone | None, recorded: str, version: str,
    has_changelog: bool, has_env: bool, moment: Moment,
) -> Checkpoint:  # fmt: skip
    """The entry of a milestone in analysis.md (`recorded` is its text, "" where there is none).

    `version` is what the project says of itself, "" where unknown. Raises Refused for a milestone
    with open tasks.
    """
    steps = order.of(milestone)
    name = milestone.name if milestone is not None else package.title
    if not steps:
        raise Refused(f"{name} holds no task. Nothing was changed.")
    open_ = [step.item.id for step in steps if not step.done]
    if open_:
        raise Refused(
            f"{name} is not reached: {', '.join(open_)} {'is' if len(open_) == 1 else 'are'} open. "
            "Nothing was changed."
        )
    mvp = _is_mvp(package, order, milestone, recorded)
    deployment = _deployment(steps if not mvp else [one for one in order.steps if one.done])
    proposals = _proposals(mvp, deployment, version, has_changelog, has_env)
    title = milestone.title if milestone is not None else ""
    head = _head(name, title, package)
    line = _entry(recorded, head)
    if line:
        return Checkpoint(name, recorded, False, line, mvp, deployment, proposals)
    who = f" by {moment.who}" if moment.who else ""
    lines = [f"- Date: {moment.date}{who}", "- Tasks done:"]
    lines += [f"  - {step.item.id} {one_line(step.item.title, 'title', 4000)}" for step in steps]
    lines += [f"{_DEPLOYMENT}{line_}" for line_ in deployment.lines()] if mvp else []
    lines += [f"- [ ] {proposal}" for proposal in proposals]
    lines.append("- [ ] Analyze the product anew: what has changed, what to do next")
    base = recorded if recorded.strip() else add_section(recorded, "# Analysis", [])
    text = add_section(base, f"## {head}", lines)
    return Checkpoint(name, text, True, _entry(text, head), mvp, deployment, proposals)


def _head(name: str, title: str, package: Package) -> str:
    what = name if not title or title == name or title.startswith(name) else f"{name} {title}"
    return f"{one_line(what, 'title', 4000)} (spec {package.name})"


def _entry(text: str, head: str) -> int:
    """The line of an entry, 0 where there is none."""
    document = read("plan", "", text)
    return next((one.line for one in document.sections if one.title == head), 0)


def _is_mvp(package: Package, order: Order, milestone: Milestone | None, recorded: str) -> bool:
    """This milestone completes the MVP path.

    It is called MVP and all before it is done; where none is called so, everything is done and no
    earlier entry of the package has said so.
    """
    named = [one for one in order.milestones
             if re.search(r"\bMVP\b", f"{one.name} {one.title}", re.IGNORECASE)]  # fmt: skip
    if named:
        number = order.milestones.index(named[0])
        return milestone == named[0] and all(
            step.done for one in order.milestones[:number] for step in order.of(one)
        )
    document = read("plan", "", recorded)
    entries = [one for one in document.sections if one.title.endswith(f"(spec {package.name})")]
    said = any(line.text.startswith(_DEPLOYMENT) for one in entries for line in document.lines(one))
    return all(step.done for step in order.steps) and not said


def _deployment(steps: Sequence[Step]) -> Deployment:
    def having(kind: str) -> tuple[str, ...]:
        return tuple(
            step.item.id for step in steps if any(risk.kind == kind for risk in step.risks)
        )

    backfills = tuple(step.item.id for step in steps if _BACKFILL.search(step.words.text))
    return Deployment(having("migration"), having("flag"), backfills, having("config"))


def _proposals(
    mvp: bool, deployment: Deployment, version: str, has_changelog: bool, has_env: bool
) -> tuple[str, ...]:
    found = []
    if mvp:
        found.append(_bump(version))
        there = "Update CHANGELOG.md" if has_changelog else "Start a CHANGELOG.md"
        found.append(f"{there} with what users notice")
    if deployment.settings or mvp:
        names = f" of {', '.join(deployment.settings)}" if deployment.settings else ""
        there = "" if has_env else " (there is none yet)"
        found.append(f"Check that .env.example{there} shows the new settings{names}")
    if mvp:
        found.append("Write deployment notes: migrations, feature flags, backfills")
    return tuple(found)


def _bump(version: str) -> str:
    match = _VERSION.fullmatch(version)
    if match is None:
        return f"Bump the version (it is {version})" if version else "Bump the version"
    new = f"{match['major']}.{int(match['minor']) + 1}"
    return f"Bump the version from {version} to {new}{'.0' if match['patch'] is not None else ''}"


def version_of(pyproject: str, package_json: str) -> str:
    """The version that a pyproject.toml or a package.json names, "" where neither does."""
    import json
    import tomllib

    try:
        found = tomllib.loads(pyproject).get("project", {}).get("version")
    except (tomllib.TOMLDecodeError, AttributeError, RecursionError):
        found = None
    if not isinstance(found, str):
        try:
            data = json.loads(package_json) if package_json.strip() else {}
            found = data.get("version") if isinstance(data, dict) else None
        except (ValueError, RecursionError):
            found = None
    return found if isinstance(found, str) and re.fullmatch(r"[\w.+-]{1,40}", found) else ""
