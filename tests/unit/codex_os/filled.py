"""A package in which every item of the gate passes, and packages that differ from it by some words.

Its files lie in tests/data/packages/filled.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from spec_tui.codex_os import documents
from spec_tui.codex_os.documents import Kind
from spec_tui.codex_os.gate.model import Gate, Item, Part
from spec_tui.codex_os.gate.reading import read
from spec_tui.codex_os.gate.run import ITEMS, judge
from spec_tui.codex_os.package import SPECS, Package, assemble

PACKAGES = Path(__file__).parents[2] / "data" / "packages"
NAME = "2025-08-23-online-booking"
FOLDER = f"{SPECS}/{NAME}"

Change = tuple[Kind, str, str]
"""(document, words that stand in it, words to stand there instead)."""


@cache
def text_of(kind: Kind) -> str:
    """A document of the filled package."""
    path = PACKAGES / "filled" / FOLDER / documents.FILES[kind]
    return path.read_text(encoding="utf-8")


def filled(*changes: Change, folder: str = FOLDER, plan: str | None = None) -> Package:
    """The package with some words changed; words that are not there are a mistake of the test."""
    texts = {kind: text_of(kind) for kind in documents.SPEC}
    for kind, old, new in changes:
        assert old in texts[kind], old
        texts[kind] = texts[kind].replace(old, new, 1)
    if plan is not None:
        texts["plan"] = plan
    return of(texts, folder)


def of(texts: dict[Kind, str], folder: str = FOLDER) -> Package:
    """A package of these documents; the others are absent."""
    files = {
        kind: documents.read(kind, f"{folder}/{documents.FILES[kind]}", texts[kind])
        if kind in texts
        else documents.absent(kind, f"{folder}/{documents.FILES[kind]}")
        for kind in documents.KINDS
    }
    return assemble(folder, files)


def gate(*changes: Change) -> Gate:
    """The gate over the package with some words changed."""
    return judge(filled(*changes))


def item(name: str, *changes: Change) -> Item:
    """One item of that gate."""
    found = gate(*changes).item(name)
    assert found is not None
    return found


def parts(name: str, *changes: Change) -> tuple[Part, ...]:
    """The parts of one item; the other ten are not judged."""
    return ITEMS[name][1](read(filled(*changes)))


def part(name: str, title: str, *changes: Change) -> Part:
    """One part of one item."""
    return next(one for one in parts(name, *changes) if one.title == title)


def line_of(kind: Kind, words: str) -> int:
    """The line, from 1, on which words stand in the filled package."""
    return text_of(kind).split(words)[0].count("\n") + 1
