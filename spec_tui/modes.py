"""The modes of the app in the order of their tabs: the one list of them.

Tabs, the F9 menu, the palette, the keys that go there and `--screen` are made from `MODES`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from spec_tui import (
    artifact_messages,
    journal_messages,
    messages,
    package_messages,
    plan_messages,
    sync_messages,
)


@dataclass(frozen=True, slots=True)
class Mode:
    """One tab of the app."""

    id: str
    """Id of the command that goes there, and its name for `--screen`."""
    word: str
    letter: str
    """Its letter in the F9 menu."""
    place: str
    """`Context.place` of its screen."""
    about: str
    """One line of explanation for the palette."""
    module: str
    """Below `spec_tui.screens`; loaded when somebody first goes there."""
    screen: str
    also: tuple[str, ...] = ()
    """Further names for `--screen`: parts of this mode."""


MODES: tuple[Mode, ...] = (
    Mode(
        "interview", messages.INTERVIEW, "i", "interview", "One question at a time.",
        "interview", "InterviewScreen", ("stack",),
    ),
    Mode(
        "review", messages.REVIEW, "r", "review",
        "Sections, findings, and SPEC.md as on disk.", "review", "ReviewScreen",
    ),
    Mode(
        "tasks", plan_messages.TASKS, "t", "tasks",
        "Every task of every format in one list.", "tasks", "TasksScreen",
    ),
    Mode(
        "graph", plan_messages.GRAPH, "g", "graph",
        "What waits on what: lanes, and the graph around one item.", "graph", "GraphScreen",
    ),
    Mode(
        "traceability", plan_messages.TRACES, "v", "traces",
        "Requirement, design, ticket, task: what is covered.", "traceability", "TraceScreen",
    ),
    Mode(
        "packages", package_messages.PACKAGES, "P", "packages",
        "Spec packages: documents, quality gate, execution.", "packages", "PackagesScreen",
    ),
    Mode(
        "artifacts", artifact_messages.ARTIFACTS, "A", "artifacts",
        "PRD, requirements, designs, tickets and tasks as one chain.", "artifacts",
        "ArtifactsScreen",
    ),
    Mode(
        "sync", sync_messages.SYNC, "S", "sync",
        "What a push would change on the server, and the push.", "sync", "SyncScreen",
    ),
    Mode(
        "journal", journal_messages.JOURNAL, "j", "journal",
        "The tree of specs, and what was done for each, session by session.", "journal",
        "JournalScreen",
    ),
)  # fmt: skip


def screen_names() -> tuple[str, ...]:
    """Every name that `--screen` knows."""
    return tuple(name for mode in MODES for name in (mode.id, *mode.also))


def mode_of(name: str) -> Mode:
    """The mode that a name of `--screen` means. Raises KeyError."""
    for mode in MODES:
        if name in (mode.id, *mode.also):
            return mode
    raise KeyError(name)


def mode_at(place: str) -> str:
    """The id of the mode that a place is in; places of no mode belong to the interview."""
    return next((mode.id for mode in MODES if mode.place == place), "interview")


def opener(mode: Mode) -> Callable[[], Any]:
    """What makes the screen of a mode, once somebody goes there."""

    def make() -> Any:
        return getattr(import_module(f"spec_tui.screens.{mode.module}"), mode.screen)()

    return make
