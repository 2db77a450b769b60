"""A Codex-OS package from the facts of SPEC.md: srd.md, tech-spec.md, tasks.md (B.10)."""

from __future__ import annotations

from collections.abc import Mapping

from spec_tui.codex_os.create import header
from spec_tui.codex_os.documents import FILES, Kind
from spec_tui.derive.breakdown import breakdown
from spec_tui.derive.codex_srd import open_questions, srd_parts
from spec_tui.derive.codex_tasks import tasks_parts
from spec_tui.derive.codex_tech import tech_parts
from spec_tui.derive.facts import Facts
from spec_tui.derive.model import Fixed, Region, Rendered, Seed, Sheet
from spec_tui.derive.schemas import openapi, schema


def render(facts: Facts, seed: Seed, files: Mapping[str, str]) -> Rendered:
    """The three documents as they would be made today, and the files offered beside them.

    `files` are the texts of the package as it stands, by path: ids are found again in them.
    """
    gaps: list[str] = []
    path = f"{seed.folder}/{FILES['tasks']}"
    tech = tech_parts(facts, gaps)
    srd = srd_parts(facts, gaps)
    tasks, gone = tasks_parts(facts, breakdown(facts), files.get(path, ""), path, gaps)
    srd += open_questions(facts, gaps)
    parts: dict[Kind, list[Fixed | Region]] = {"srd": srd, "tech-spec": tech, "tasks": tasks}
    name = seed.folder.rpartition("/")[2]
    sheets = tuple(
        Sheet(
            f"{seed.folder}/{FILES[kind]}",
            _yaml(header(kind, seed.title, name, seed.date, seed.owners)),
            parts[kind],
        )
        for kind in parts
    )
    extras = tuple(
        extra for extra in (openapi(facts, seed.folder), schema(facts, seed.folder)) if extra
    )
    return Rendered(sheets, extras, gone, (), tuple(gaps))


def _yaml(whole: str) -> str:
    """The lines between the fences of a header."""
    return whole.removeprefix("---\n").removesuffix("---\n")
