"""Finished specifications as facts, and what is rendered from them, for the tests of derive/."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from spec_tui.derive import codex, omoi, tree
from spec_tui.derive.facts import Facts
from spec_tui.derive.merging import fresh, fresh_extra, merge
from spec_tui.derive.model import Rendered, Seed

DATA = Path(__file__).parents[2] / "data" / "derive"
FOLDER = ".codex-os/specs/2026-03-01-online-booking"
CODEX = Seed(FOLDER, "Online booking", "2026-03-01", ("@alice", "@tom"), "@alice")
OMOI = Seed(".omoi_os", "", "2026-03-01", (), "@alice")
TREE = Seed("specs", "", "2026-03-01", (), "@alice")


@cache
def text(name: str) -> str:
    """SPEC.md of one of the interviews of tests/data."""
    return (DATA / f"{name}-SPEC.md").read_text(encoding="utf-8")


@cache
def facts(name: str = "clinic") -> Facts:
    """Its facts."""
    return Facts.of(text(name), (DATA / f"{name}-stack.toml").read_text(encoding="utf-8"))


def of(spec: str) -> Facts:
    """The facts of another text."""
    return Facts.of(spec)


def files_of(rendered: Rendered) -> dict[str, str]:
    """The texts of everything, newly made."""
    made = {sheet.path: fresh(sheet) for sheet in rendered.sheets}
    return made | {extra.path: fresh_extra(extra) for extra in rendered.extras}


def package(known: Facts | None = None, files: dict[str, str] | None = None) -> Rendered:
    """A package of the clinic, or of other facts."""
    return codex.render(known or facts(), CODEX, files or {})


def artifacts(known: Facts | None = None, files: dict[str, str] | None = None) -> Rendered:
    """.omoi_os of the clinic, or of other facts."""
    return omoi.render(known or facts(), OMOI, files or {})


def specs_tree(known: Facts | None = None, files: dict[str, str] | None = None) -> Rendered:
    """The tree of specs of the clinic, or of other facts."""
    return tree.render(known or facts(), TREE, files or {})


def again(rendered: Rendered, files: dict[str, str]) -> dict[str, str]:
    """The files brought up to date; new ones are made."""
    done = dict(files)
    for sheet in rendered.sheets:
        there = sheet.path in files
        done[sheet.path] = merge(files.get(sheet.path, ""), sheet, was_there=there).text
    return done
