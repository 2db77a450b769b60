"""The small dialogs of Artifacts: a field, a new artifact, a text that is not saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from spec_tui import artifact_messages as words
from spec_tui.screens.dialogs import keep_or_drop
from spec_tui.screens.strip import Picked, Row, Strip, open_strip
from spec_tui.widgets.text import shown

if TYPE_CHECKING:
    from spec_tui.app import SpecApp
    from spec_tui.derive.omoi_forms import FormField
    from spec_tui.work.create import New


def field_dialog(name: str, field: FormField) -> Strip:
    """The choices of a field, the present one first; else a line of text."""
    title = words.SET.format(name=field.name, id=shown(name))
    if not field.choices:
        row = Row(field.name, asks=words.VALUE.format(name=field.name))
        return Strip(title, [row], line=field.value)
    rows = [Row(one, words.NOW if _same(one, field) else "") for one in _choices(field)]
    return Strip(title, rows)


def _same(choice: str, field: FormField) -> bool:
    return choice.casefold() == field.value.casefold()


def _choices(field: FormField) -> list[str]:
    return sorted(field.choices, key=lambda one: not _same(one, field))


def choose_field(app: SpecApp, name: str, field: FormField, then: Callable[[str], None]) -> None:
    """Ask for the value of a field."""
    values = _choices(field)

    def picked(result: Picked) -> None:
        then(values[result.index] if values else result.text)

    open_strip(app, field_dialog(name, field), picked)


def _kinds(ticket: str) -> list[tuple[str, New, str]]:
    kinds: list[tuple[str, New, str]] = [
        (words.NEW_PRD, "prd", ""),
        (words.NEW_REQUIREMENT, "requirements", ""),
        (words.NEW_DESIGN, "design", ""),
        (words.NEW_TICKET, "ticket", ""),
    ]
    if ticket:
        kinds.append((words.NEW_TASK.format(ticket=shown(ticket)), "task", ticket))
    return kinds


def made_dialog(ticket: str) -> Strip:
    """What to make; a task where a ticket is selected."""
    rows = [Row(label, asks=words.NEW_TITLE) for label, _, _ in _kinds(ticket)]
    return Strip(words.NEW, rows)


def choose_made(app: SpecApp, ticket: str, then: Callable[[New, str, str], None]) -> None:
    """Ask for kind and title; `then` gets kind, title and parent."""

    def picked(result: Picked) -> None:
        _, kind, parent = _kinds(ticket)[result.index]
        then(kind, result.text, parent)

    open_strip(app, made_dialog(ticket), picked)


def unsaved_dialog() -> Strip:
    """What becomes of a text that was changed."""
    rows = [Row(words.SAVE_IT), Row(words.STAY), Row(words.DROP_IT)]
    return Strip(words.UNSAVED, rows)


def ask_unsaved(app: SpecApp, save: Callable[[], None], drop: Callable[[], None]) -> None:
    """Ask what becomes of a changed text."""
    keep_or_drop(app, unsaved_dialog(), save, drop)
