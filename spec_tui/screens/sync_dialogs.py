"""The small dialogs of Sync: a server that is new here, a duplicate, what is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from spec_tui import sync_messages as words
from spec_tui.omoi_os.sync.model import Row, Target
from spec_tui.omoi_os.sync.target import URL
from spec_tui.screens.strip import Picked, Strip, open_strip
from spec_tui.screens.strip import Row as Option
from spec_tui.widgets.text import shown

if TYPE_CHECKING:
    from spec_tui.app import SpecApp


def target_dialog(target: Target, create: int, update: int) -> Strip:
    """Whether a server may be written to for the first time."""
    source = URL if target.url_from == "environment" else words.BY_DEFAULT
    first = words.NEW_TARGET.format(origin=shown(target.origin), source=source)
    second = words.NEW_TARGET_WHAT.format(
        project=shown(target.project), create=create, update=update
    )
    return Strip(f"{first} {second}", [Option(words.PUSH_NO), Option(words.PUSH_YES)])


def ask_target(
    app: SpecApp, target: Target, create: int, update: int, then: Callable[[], None]
) -> None:
    """Ask for a yes to a new server; `then` is called for yes only."""

    def picked(result: Picked) -> None:
        if result.index == 1:
            then()

    open_strip(app, target_dialog(target, create, update), picked)


def duplicate_dialog(row: Row) -> Strip:
    """What the server takes for the same, and whether the ticket is created all the same."""
    best = row.candidates[0]
    title = words.FORCE.format(
        title=shown(best.title),
        score=round(best.score * 100),
        id=shown(best.id),
        ticket=shown(row.id),
        own=shown(row.title),
    )
    return Strip(title, [Option(words.FORCE_NO), Option(words.FORCE_YES)])


def ask_duplicate(app: SpecApp, row: Row, then: Callable[[], None]) -> None:
    """Ask about a duplicate; `then` is called for yes only."""

    def picked(result: Picked) -> None:
        if result.index == 1:
            then()

    open_strip(app, duplicate_dialog(row), picked)


def only_dialog(counts: Counter[str]) -> Strip:
    """Which rows to show, each with how many there are."""
    rows = [Option(words.SHOW_ALL, str(counts.total()))]
    rows += [Option(name, str(counts[name])) for name in words.GROUPS if counts[name]]
    return Strip(words.SHOW, rows)


def choose_only(app: SpecApp, counts: Counter[str], then: Callable[[str], None]) -> None:
    """Ask which rows to show; `then` gets a group, `` for all."""
    found = ["", *(name for name in words.GROUPS if counts[name])]
    open_strip(app, only_dialog(counts), lambda result: then(found[result.index]))
