"""Print docs/keys.md from the commands of the app: `python -m tools.keys_page > docs/keys.md`."""

from __future__ import annotations

from spec_tui.commands import COMMANDS, Command, key_name

PLACES = {
    "interview": "The interview",
    "review": "Review",
    "tasks": "Tasks",
    "graph": "Graph",
    "traces": "Traces",
    "packages": "Packages",
    "artifacts": "Artifacts",
    "sync": "Sync",
    "journal": "Journal",
    "finished": "The finished screen",
    "help": "Help",
    "dialog": "Dialogs",
}
"""Heading of each place, in the order of the page."""
WORKING = {"interview", "review", "finished"}
"""What works in all of these is listed once."""
INTRODUCTION = """\
# The keys

One key means one thing wherever it works. Keys in the first column also work while typing; those
in the second only where no text box has the focus. Everything can also be found by name: **F9**
opens a menu of what can be done here, **ctrl+p** finds any command. This page is made from the
commands of the app (`python -m tools.keys_page`), like its key line and its help.
"""


def page() -> str:
    """The whole page as Markdown."""
    parts = [INTRODUCTION]
    everywhere = [command for command in COMMANDS if command.places >= WORKING]
    parts.append(_section("Everywhere", everywhere))
    for place, heading in PLACES.items():
        rows = [c for c in COMMANDS if place in c.places and c not in everywhere]
        parts.append(_section(heading, rows))
    return "\n".join(part for part in parts if part)


def _section(heading: str, commands: list[Command]) -> str:
    rows = [_row(command) for command in commands if command.keys or command.letters]
    if not rows:
        return ""
    head = "| while typing too | else | does |\n|---|---|---|\n"
    return f"## {heading}\n\n{head}{chr(10).join(dict.fromkeys(rows))}\n"


def _row(command: Command) -> str:
    keys, letters = _names(command.keys), _names(command.letters)
    if command.key_words:
        keys, letters = ("", command.key_words) if command.letters else (command.key_words, "")
    return f"| {_cell(keys)} | {_cell(letters)} | {_cell(f'{command.name}. {command.about}')} |"


def _names(keys: tuple[str, ...]) -> str:
    return ", ".join(key_name(key) for key in keys)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    print(page(), end="")
