"""Every screen, card and dialog by name, so that a new one cannot be forgotten by the tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textual.screen import Screen

from spec_tui.screens import (
    artifacts_dialogs,
    dialogs,
    journal_dialogs,
    package_dialogs,
    plan_dialogs,
    sync_dialogs,
)
from spec_tui.screens.artifacts import ArtifactsScreen
from spec_tui.screens.finished import FinishedScreen
from spec_tui.screens.graph import GraphScreen
from spec_tui.screens.help import HelpScreen
from spec_tui.screens.interview import InterviewScreen
from spec_tui.screens.journal import JournalScreen
from spec_tui.screens.menu import MenuScreen
from spec_tui.screens.packages import PackagesScreen
from spec_tui.screens.palette import PaletteScreen
from spec_tui.screens.requirement import Reader
from spec_tui.screens.review import ReviewScreen
from spec_tui.screens.strip import Strip
from spec_tui.screens.sync import SyncScreen
from spec_tui.screens.tasks import TasksScreen
from spec_tui.screens.traceability import TraceScreen
from spec_tui.widgets import cards

SCREENS: Mapping[str, type[Screen[Any]]] = {
    "interview": InterviewScreen,
    "review": ReviewScreen,
    "finished": FinishedScreen,
    "tasks": TasksScreen,
    "graph": GraphScreen,
    "traceability": TraceScreen,
    "packages": PackagesScreen,
    "artifacts": ArtifactsScreen,
    "sync": SyncScreen,
    "journal": JournalScreen,
    "help": HelpScreen,
    "menu": MenuScreen,
    "palette": PaletteScreen,
    "dialog": Strip,
    "picker": plan_dialogs.Picker,
    "requirement": Reader,
}
"""Screens, modal ones included."""

CARDS: Mapping[str, type[cards.Card]] = {
    "question": cards.QuestionCard,
    "choice": cards.ChoiceCard,
    "confirm": cards.ConfirmCard,
    "conflict": cards.ConflictCard,
    "close": cards.CloseCard,
    "finish": cards.FinishCard,
    "stack": cards.StackCard,
    "stack-values": cards.StackValuesCard,
    "stack-value": cards.StackValueCard,
    "understanding": cards.UnderstandingCard,
    "points": cards.PointsCard,
    "unplaced": cards.UnplacedCard,
    "put": cards.PutCard,
    "blockers": cards.BlockersCard,
    "off": cards.OffCard,
}
"""Cards by their kind."""

DIALOGS: Mapping[str, object] = {
    "who": dialogs.who_dialog,
    "not-applicable": dialogs.na_dialog,
    "unknown": dialogs.unknown_dialog,
    "seek": dialogs.words_dialog,
    "depth": dialogs.depth_dialog,
    "answers": dialogs.answers_dialog,
    "secret": dialogs.secret_dialog,
    "transcript": dialogs.export_dialog,
    "waive": dialogs.waive_dialog,
    "severity": dialogs.severity_dialog,
    "item-status": plan_dialogs.status_dialog,
    "item-priority": plan_dialogs.priority_dialog,
    "item-size": plan_dialogs.size_dialog,
    "show-only": plan_dialogs.show_dialog,
    "item-order": plan_dialogs.order_dialog,
    "item-new": plan_dialogs.new_dialog,
    "export": plan_dialogs.export_dialog,
    "drift": package_dialogs.settle_dialog,
    "artifact-field": artifacts_dialogs.field_dialog,
    "artifact-new": artifacts_dialogs.made_dialog,
    "artifact-unsaved": artifacts_dialogs.unsaved_dialog,
    "new-target": sync_dialogs.target_dialog,
    "duplicate": sync_dialogs.duplicate_dialog,
    "sync-only": sync_dialogs.only_dialog,
    "journal-entry": journal_dialogs.entry_dialog,
    "journal-draft": journal_dialogs.draft_dialog,
}
"""The dialogs that the one pattern makes."""


def names() -> tuple[str, ...]:
    """Return every name that needs a scene in the tests."""
    screens = [name for name in SCREENS if name not in {"interview", "dialog"}]
    return (*screens, *CARDS, *DIALOGS)
