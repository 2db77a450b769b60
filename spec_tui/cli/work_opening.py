"""Opening the plans of the chosen folder for one command."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spec_tui.cli.options import Options
from spec_tui.cli.output import talk
from spec_tui.cli.stop import CouldNotRun, Refused

if TYPE_CHECKING:
    from spec_tui.work.item import WorkItem
    from spec_tui.worksession import WorkSession

PLAN_FOLDERS = (".omoi_os", ".codex-os", "specs")


def plan_root(options: Options) -> Path:
    """`--root`, else the git top level, else the nearest folder above that holds .omoi_os."""
    from spec_tui.workspace.root import find_root

    if options.root is not None:
        if not options.root.is_dir():
            what = "is not a folder" if options.root.exists() else "does not exist"
            raise CouldNotRun(f"{options.root} {what}. Nothing was written.")
        return options.root.absolute()
    try:
        here = Path.cwd()
    except FileNotFoundError:
        raise CouldNotRun("The current folder no longer exists. Name one with --root.") from None
    root = find_root(here)
    if (root / ".git").exists() or any((root / name).is_dir() for name in PLAN_FOLDERS):
        return root
    above = (folder for folder in root.parents if (folder / ".omoi_os").is_dir())
    return next(above, root)


def open_plans(options: Options, *, criteria: bool = True, who: str = "") -> WorkSession:
    """The plans of the chosen folder; what was left out is said on stderr."""
    from spec_tui.worksession import WorkSession

    _collect_no_garbage()
    session = WorkSession(plan_root(options), criteria=criteria, who=who)
    for notice in session.plan.notices:
        talk(notice)
    return session


def _collect_no_garbage() -> None:
    """Until the command ends: a plan makes objects by the million, and they all stay until then."""
    context = click.get_current_context(silent=True)
    if context is not None and gc.isenabled():
        gc.disable()
        context.find_root().call_on_close(gc.enable)


def named(session: WorkSession, name: str) -> WorkItem:
    """The item that a person named. Raises CouldNotRun where it is none, or several."""
    from spec_tui.work.change import Refused as No

    try:
        return session.find(name)
    except No as error:
        raise CouldNotRun(str(error)) from None


def refused(error: Exception) -> Refused:
    """A change that was not made, as the end of the command (exit 1)."""
    return Refused(str(error))
