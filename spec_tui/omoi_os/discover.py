"""What exists before a feature is specified, and what is still to be asked (seed 003, 1.1 and 1.2).

Reads only. What a repository says is shown as it is; nothing of it is followed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from spec_tui.documents.prose import stem
from spec_tui.work.places import backup_folder, enters, leftover, place_of
from spec_tui.workspace.browse import Browse
from spec_tui.workspace.gitsearch import files_holding, recent_commits

if TYPE_CHECKING:
    from spec_tui.session import Session

CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "Problem & Value": ("VIS1", "VIS2", "VIS3", "VIS6", "VIS8"),
    "Users & Journeys": ("USR1", "USR2", "USR4", "WF1", "WF3"),
    "Scope & Boundaries": ("SCP1", "SCP2"),
    "Technical Context": ("TP1", "DOM1", "DAT10", "NFR1", "NFR3", "SEC1", "SEC2", "CON1"),
    "Trade-offs & Risks": ("ALT1", "ALT2", "RSK1", "MIL1", "MIL2"),
}
"""The questions of step 1.2 as facets of the bank."""
KINDS = ("docs", "requirements", "designs", "tickets", "tasks")
LOOKED_FOR = 8
"""Nouns that are searched in the code."""
MOST_FILES = 20
_NO_CODE = (".omoi_os", ".codex-os", "docs", "*.md", "stack.toml", "*.lock")
_NOUN = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Code:
    """A file to read: it holds these nouns of the feature."""

    path: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """A question that SPEC.md does not answer."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found."""

    documents: tuple[str, ...]
    """docs/CLAUDE.md first, then docs/architecture/, then the others."""
    counts: Mapping[str, int]
    """Files of .omoi_os by kind."""
    commits: tuple[str, ...]
    spec: str
    """A sentence about SPEC.md."""
    nouns: tuple[str, ...]
    code: tuple[Code, ...]
    questions: Mapping[str, tuple[Ask, ...]]
    """Open questions by category; a category without one is not in it."""


def discover(root: Path, session: Session, nouns: tuple[str, ...]) -> Discovery:
    """Look at what exists. Raises nothing that a repository can cause.

    `nouns` are those of the feature, see `nouns_of`.
    """
    browse = Browse(root)
    return Discovery(
        _documents(browse),
        _counts(browse),
        recent_commits(root),
        _spec(session),
        nouns,
        _code(root, nouns),
        open_questions(session),
    )


def nouns_of(entities: Iterable[str], title: str) -> tuple[str, ...]:
    """What a feature is about: the names of its entities, then the words of its title."""
    found = [*entities, *_NOUN.findall(title)]
    return tuple({stem(word): word for word in reversed(found)}.values())[::-1][:LOOKED_FOR]


def open_questions(session: Session) -> dict[str, tuple[Ask, ...]]:
    """The questions of step 1.2 that SPEC.md leaves open and that apply, by category."""
    still = {question.id: question for question in session.open_questions()}
    found = {
        title: tuple(Ask(one, still[one].text) for one in facets if one in still)
        for title, facets in CATEGORIES.items()
    }
    return {title: asks for title, asks in found.items() if asks}


def _documents(browse: Browse) -> tuple[str, ...]:
    paths = [
        entry.path
        for entry in browse.entries("docs", _enters)
        if entry.path.endswith((".md", ".rst", ".txt")) and not leftover(entry.path.split("/")[-1])
    ]
    paths += [name for name in ("CLAUDE.md", "README.md") if (browse.root / name).is_file()]
    return tuple(sorted(paths, key=lambda path: (_rank(path), path)))


def _rank(path: str) -> int:
    if path == "docs/CLAUDE.md":
        return 0
    return 1 if path.startswith("docs/architecture/") else 2


def _counts(browse: Browse) -> dict[str, int]:
    places = (place_of(entry.path) for entry in browse.entries(".omoi_os", enters))
    found = Counter(place.role for place in places if place is not None)
    return {kind: found[kind] for kind in KINDS}  # type: ignore[index]


def _spec(session: Session) -> str:
    if not session.state.exists:
        return "There is no SPEC.md. `spec-tui init` writes one."
    if session.read_only:
        return session.read_only
    if session.state.complete:
        return "SPEC.md is complete."
    count = len(session.open_questions())
    return (
        f"SPEC.md is begun; {count} question{' is' if count == 1 else 's are'} open at this depth."
    )


def _code(root: Path, nouns: tuple[str, ...]) -> tuple[Code, ...]:
    """Files by how many of the nouns they hold, then by name."""
    held: dict[str, list[str]] = {}
    for noun in nouns:
        for path in files_holding(root, noun, _NO_CODE):
            held.setdefault(path, []).append(noun)
    ranked = sorted(held.items(), key=lambda row: (-len(row[1]), row[0]))
    return tuple(Code(path, tuple(words)) for path, words in ranked if path != "SPEC.md")[
        :MOST_FILES
    ]


def _enters(name: str) -> bool:
    return enters(name) and not backup_folder(name)
