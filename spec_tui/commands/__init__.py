"""Everything a user can do, one object each, and where a key leads.

Bindings, key line, palette, F9 menu and help are all drawn from `COMMANDS`, so that they cannot
disagree (screens.md section 4).
"""

from __future__ import annotations

from collections.abc import Iterator

from spec_tui.commands.artifacts import ARTIFACT_COMMANDS
from spec_tui.commands.everywhere import EVERYWHERE_COMMANDS
from spec_tui.commands.interview import INTERVIEW_COMMANDS
from spec_tui.commands.journal import JOURNAL_COMMANDS
from spec_tui.commands.model import Command, Context, key_name
from spec_tui.commands.packages import PACKAGE_COMMANDS
from spec_tui.commands.plans import PLAN_COMMANDS
from spec_tui.commands.review import DIALOG_COMMANDS, REVIEW_COMMANDS
from spec_tui.commands.sync import SYNC_COMMANDS

COMMANDS: tuple[Command, ...] = (
    *INTERVIEW_COMMANDS,
    *REVIEW_COMMANDS,
    *PLAN_COMMANDS,
    *PACKAGE_COMMANDS,
    *ARTIFACT_COMMANDS,
    *SYNC_COMMANDS,
    *JOURNAL_COMMANDS,
    *EVERYWHERE_COMMANDS,
    *DIALOG_COMMANDS,
)
"""Every command there is."""

__all__ = [
    "COMMANDS",
    "Command",
    "Context",
    "by_id",
    "command_for",
    "footer",
    "here",
    "key_name",
    "menu_command",
]


def by_id(command_id: str) -> Command:
    """Return one command; KeyError for an id that does not exist."""
    for command in COMMANDS:
        if command.id == command_id:
            return command
    raise KeyError(command_id)


def here(context: Context) -> Iterator[Command]:
    """Yield the commands that belong to this place."""
    return (command for command in COMMANDS if command.here(context))


def command_for(key: str, context: Context) -> Command | None:
    """Return the command that a key calls here, None where it calls none."""
    for command in here(context):
        if key in command.active_keys(context):
            return command
    return None


def menu_command(letter: str, context: Context) -> Command | None:
    """Return the command behind a letter of the F9 menu."""
    for command in here(context):
        if command.menu == letter:
            return command
    return None


def footer(context: Context) -> tuple[Command, ...]:
    """Return the commands of the key line, in its order."""
    listed = [
        command
        for command in here(context)
        if command.rank
        and command.footer_when(context)
        and command.active_keys(context)
        and command.footer_key(context)
        and not command.needs(context)
    ]
    return tuple(sorted(listed, key=lambda command: command.rank))
