"""Requirements and designs of .omoi_os as specs of the server: one spec per feature.

A requirement is split by EARS into condition and action; its criteria go with their ticks. The
server has one slot for a design, so several designs of one feature are joined.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from spec_tui.documents.blocks import scan
from spec_tui.documents.ears import analyse
from spec_tui.documents.frontmatter import read as read_header
from spec_tui.omoi_os.sync.designs import parts_of
from spec_tui.omoi_os.sync.marker import marked
from spec_tui.omoi_os.sync.model import Criterion, Refused, Wanted, key
from spec_tui.work.formats.omoi import read_criteria
from spec_tui.work.item import Artifact, Problem, Requirement
from spec_tui.work.plan import Plan

MOST_NAMED = 3
LONGEST_TITLE = 500
SPACE = ".omoi_os"


def wanted_specs(
    plan: Plan,
    text: Callable[[str], str],
    problems: Iterable[Problem] = (),
    *,
    title: str = "",
) -> tuple[Wanted, ...]:
    """Each feature's spec, then its requirements, then its design. Raises Refused.

    `title` is the title of the spec, for a repository with one feature.
    """
    broken = {p.path: p.message for p in reversed(tuple(problems)) if p.severity == "error"}
    texts = {one.path: text(one.path) for one in plan.artifacts if one.space == SPACE}
    broken |= {path: f"{path} cannot be read any more." for path, read in texts.items() if not read}
    features: dict[str, list[Artifact]] = {}
    for artifact in plan.artifacts:
        if artifact.space == SPACE and artifact.kind in {"requirements", "design"}:
            features.setdefault(_feature(artifact), []).append(artifact)
    if title and len(features) > 1:
        names = ", ".join(sorted(features)[:5])
        raise Refused(f"--spec-title is for one feature; here are {len(features)}: {names}.")
    found: list[Wanted] = []
    for feature, artifacts in sorted(features.items()):
        found += _of_feature(feature, artifacts, texts.__getitem__, broken, title)
    return tuple(found)


def condition_and_action(sentence: str) -> tuple[str, str]:
    """A requirement as the server holds it: what stands before SHALL, and what after.

    A plain WHEN is left out, as the server adds it; every other keyword stays with its condition,
    and a system that is not simply `the system` with its action.
    """
    ears = analyse(sentence)
    words = {"trigger": "WHEN", "precondition": "WHILE", "condition": "IF", "feature": "WHERE"}
    conditions = [part for part in ears.parts if part.kind in words]
    if len(conditions) == 1 and conditions[0].kind == "trigger":
        condition = conditions[0].text
    else:
        condition = ", ".join(f"{words[part.kind]} {part.text}" for part in conditions)
    response = ears.part("response")
    if response is None:
        return condition, sentence if not conditions else ""
    system = ears.part("system")
    action = sentence[response.start :].rstrip()
    if system is not None and system.text.lower() != "the system":
        action = f"{system.text} SHALL {action}"
    return condition, action


def canonical_criteria(criteria: Iterable[tuple[str, bool]]) -> str:
    """Criteria as one text that is equal for the same set."""
    return json.dumps(sorted(criteria), ensure_ascii=False) if criteria else ""


def canonical_design(design: Mapping[str, Any]) -> dict[str, str]:
    """The three parts of a design as texts that are compared; endpoints in any order."""
    endpoints = design.get("api_spec") or []
    rows = sorted(
        [str(e.get(name) or "") for name in ("method", "endpoint", "description")]
        for e in endpoints
        if isinstance(e, dict)
    )
    return {
        "architecture": str(design.get("architecture") or ""),
        "data_model": str(design.get("data_model") or ""),
        "api_spec": json.dumps(rows, ensure_ascii=False) if rows else "",
    }


def _feature(artifact: Artifact) -> str:
    return artifact.feature or artifact.path.rpartition("/")[2].removesuffix(".md")


def _of_feature(
    feature: str,
    artifacts: list[Artifact],
    text: Callable[[str], str],
    broken: Mapping[str, str],
    title: str,
) -> list[Wanted]:
    designs = [one for one in artifacts if one.kind == "design"]
    files = [one for one in artifacts if one.kind == "requirements"]
    inline = [requirement for one in files for requirement in one.inline]
    spec = key("spec", feature)
    trouble = next((broken[one.path] for one in artifacts if one.path in broken), "")
    if not trouble and not designs and not inline:
        trouble = "It has neither requirements nor a design."
    name = title or (designs[0].title if designs else "")
    if not name and inline:
        name = f"Spec for {inline[0].title or inline[0].id}"
    fields = {
        "title": (name or feature)[:LONGEST_TITLE],
        "description": marked(_described(inline), {"id": feature}),
    }
    path = artifacts[0].path
    found = [Wanted("spec", feature, fields["title"], path, fields, broken=trouble)]
    seen: set[str] = set()
    linked = designs[0].id if designs else ""
    for one in files:
        criteria = _criteria(text(one.path), one.inline)
        for requirement in one.inline:
            why = broken.get(one.path, "")
            if not why and requirement.id in seen:
                why = f"The id {requirement.id} is there twice."
            seen.add(requirement.id)
            found.append(
                _requirement(requirement, spec, linked, criteria.get(requirement.line, ()), why)
            )
    if designs:
        found.append(_design(designs, spec, text, broken))
    return found


def _described(inline: list[Requirement]) -> str:
    """`Requirements (5): a, b, c and 2 more`, as the original client writes it."""
    names = [one.title or one.id for one in inline]
    if not names:
        return ""
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return f"Requirements ({len(names)}): {', '.join(names[:MOST_NAMED])}{more}"


def _requirement(
    one: Requirement, spec: str, design: str, criteria: tuple[Criterion, ...], broken: str
) -> Wanted:
    condition, action = condition_and_action(one.text)
    fields = {
        "title": f"{one.id}: {one.title}" if one.title else one.id,
        "condition": condition,
        "action": action,
        "linked_design": design,
        "criteria": canonical_criteria([(c.text, c.done) for c in criteria]),
    }
    return Wanted(
        "requirement", one.id, one.title or one.id, one.path, fields,
        parent=spec, criteria=criteria, broken=broken,
    )  # fmt: skip


def _criteria(text: str, inline: tuple[Requirement, ...]) -> dict[int, tuple[Criterion, ...]]:
    """The criteria below each requirement, by the line of its heading."""
    header = read_header(text)
    read = read_criteria(scan(text, header.after if header is not None else 0))
    lines = sorted(one.line for one in inline)
    found: dict[int, list[Criterion]] = {}
    for one in read:
        above = [line for line in lines if line <= one.line]
        if above:
            found.setdefault(above[-1], []).append(Criterion(one.text, one.done))
    return {line: tuple(criteria) for line, criteria in found.items()}


def _design(
    designs: list[Artifact], spec: str, text: Callable[[str], str], broken: Mapping[str, str]
) -> Wanted:
    held = [parts_of(text(one.path)) for one in designs]
    joined: dict[str, Any] = {}
    for name in ("architecture", "data_model"):
        texts = [
            f"## {one.title}\n\n{part[name]}" if len(designs) > 1 else part[name]
            for one, part in zip(designs, held, strict=True)
            if part[name]
        ]
        if texts:
            joined[name] = "\n\n".join(texts)
    endpoints = [endpoint for part in held for endpoint in part["api_spec"]]
    if endpoints:
        joined["api_spec"] = endpoints
    fields = {name: value for name, value in canonical_design(joined).items() if value}
    why = next((broken[one.path] for one in designs if one.path in broken), "")
    if not why and not joined:
        why = "It has no Architecture, Data Model or endpoints to send."
    return Wanted(
        "design", designs[0].id, designs[0].title, designs[0].path, fields,
        parent=spec, design=joined, broken=why,
    )  # fmt: skip
